"""Tables on the command line: what is said, with which exit code, and which files come of it."""

from pathlib import Path

import pytest
import yaml
from command_line import CommandLine

from tracker.formats.read_mapping import read_mapping

PLAN = "No,Text,Due,Status\n1,Clean the river,2025,Done\n2,Count the fish,soon,Done\n3,Plant trees,2026,Dne\n"
MAPPING = """
mapping: 1
vocabularies:
  status: {Done: fulfilled}
rows:
  key: "plan {No}"
  commitments: {id: "plan-{No}", text: "{Text}", obligors: MX, on: 2024-01-15, deadline: "{Due}"}
  updates:
    commitment: "plan-{No}"
    status: {column: Status, vocabulary: status}
    by: MX
    effective: "{seen}"
"""
IMPORT = ("import", "plan.csv", "--mapping", "plan.yaml", "--seen", "2025-01-10")


@pytest.fixture
def office(tracker: CommandLine) -> CommandLine:
    """Give a command line in a folder with a plan and its mapping."""
    (tracker.folder / "plan.csv").write_text(PLAN, encoding="utf-8")
    (tracker.folder / "plan.yaml").write_text(MAPPING, encoding="utf-8")
    return tracker


def mended(office: CommandLine) -> None:
    text = PLAN.replace("soon", "2027").replace("Dne", "Done")
    (office.folder / "plan.csv").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("verb", ["record", "import"])
@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx"])
def test_a_table_in_place_of_minutes_or_a_history_is_told_how_to_begin(
    verb: str, name: str, office: CommandLine
) -> None:
    assert office.refused(verb, name, exit_code=2) == [
        f"Error: {name} is a table.",
        f"Hint: Begin its mapping with: tracker import {name} --scaffold",
    ]


def test_minutes_in_place_of_a_history_are_told_where_they_belong(office: CommandLine) -> None:
    assert office.refused("import", "visit.yaml", exit_code=2) == [
        "Error: visit.yaml is no history.",
        "Hint: Minutes are recorded: tracker record visit.yaml; rows of a table need a mapping: --scaffold.",
    ]


def test_what_is_refused_is_a_table_and_two_files(office: CommandLine) -> None:
    ran = office(*IMPORT, "-o", "refused.csv")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.sentences == [
        "row  column  value  reason",
        "3    Due     soon   commitments[1].deadline: 'soon' is not a date",
        "4    Status  Dne    'Dne' is not in the vocabulary status",
        "Hint: Write 2024, 2024-06, 2024-06-30, each with ~, ? or % if unsure, or two joined by /.",
        "Hint: Say what it becomes (vocabularies: status).",
        "Wrote refused.csv: all that was refused",
        "Wrote refused.status.csv: fill in what each becomes, and name it in the mapping",
        "Rows: 1 new, 2 refused",
        "Error: 2 rows are refused; nothing was recorded.",
        "Hint: Correct them and import again, or record the others: --keep-going.",
    ]
    assert not office.store.exists()
    words = (office.folder / "refused.status.csv").read_text(encoding="utf-8")
    assert words == "value,becomes,count\nDne,,1\n"
    assert (office.folder / "refused.csv").read_text(encoding="utf-8").count("\n") == 3


def test_words_that_somebody_filled_in_are_not_written_over(office: CommandLine) -> None:
    office(*IMPORT, "-o", "refused.csv")
    filled = office.folder / "refused.status.csv"
    filled.write_text("value,becomes\nDne,fulfilled\n", encoding="utf-8")
    said = office(*IMPORT, "-o", "refused.csv").sentences
    assert "Wrote refused.status-2.csv: fill in what each becomes, and name it in the mapping" in said
    assert filled.read_text(encoding="utf-8") == "value,becomes\nDne,fulfilled\n"


@pytest.mark.parametrize(
    ("what", "output"), [(("--scaffold",), "link.yaml"), (("--mapping", "plan.yaml"), "plan.csv")]
)
def test_nothing_is_written_over_the_list_that_is_read(
    what: tuple[str, ...], output: str, office: CommandLine
) -> None:
    (office.folder / "link.yaml").symlink_to("plan.csv")
    said = office.refused("import", "plan.csv", *what, "-o", output, exit_code=2)
    assert said[0] == f"Error: {output} is what is read."


THEN = ["plan-1: fulfilled", "plan-2: fulfilled", "plan-3: fulfilled"]
"""How the commitments of the list stand."""


def test_a_list_goes_in_and_again_is_nothing_new(office: CommandLine) -> None:
    mended(office)
    assert office.done(*IMPORT, "-n").sentences == [
        "Rows: 3 new",
        "Would record 6 events, in one append: 3 commitment.agreed, 3 status.updated",
    ]
    assert office.done(*IMPORT).sentences == [
        "Created desk.db",
        "Rows: 3 new",
        "Recorded 6 events, #1 to #6: 3 commitment.agreed, 3 status.updated",
        *THEN,
    ]
    assert office.done(*IMPORT).sentences == [
        "Rows: 3 unchanged",
        "Nothing new: it is all recorded already.",
    ]
    assert office.done("show", "plan 2", "-f", "json").json["external"] == "plan 2"
    assert office.done("verify").stderr == "Whole: 6 events\n"
    history = office.done("export").stdout
    assert office.done("import", "-", "--store", "copy.db", stdin=history).exit_code == 0
    assert office.done("export", "--store", "copy.db").stdout == history


def test_the_good_rows_go_in_and_the_others_into_a_file(office: CommandLine) -> None:
    ran = office.done(*IMPORT, "--keep-going")
    assert "Wrote plan.refused.csv: the rows that were refused; correct them, and import it" in ran.sentences
    assert ran.sentences[-3:] == [
        "Rows: 1 new, 2 refused",
        "Recorded 2 events, #1 to #2: 1 commitment.agreed, 1 status.updated",
        THEN[0],
    ]
    rest = office.folder / "plan.refused.csv"
    rest.write_text(rest.read_text().replace("soon", "2027").replace("Dne", "Done"), encoding="utf-8")
    assert "Rows: 2 new" in office.done("import", rest.name, *IMPORT[2:]).sentences


def test_a_mapping_that_needs_a_day_is_refused_without(office: CommandLine) -> None:
    error, hint = office.refused(*IMPORT[:4], exit_code=2)
    assert error.startswith(
        "Error: plan.yaml:12: rows.updates.effective: the mapping dates by the day on which"
    )
    assert hint == "Hint: Say when: --seen DATE, or --seen today."
    mended(office)
    assert "--seen yesterday is 2025-06-29." in office.done(*IMPORT[:5], "yesterday").sentences


def test_what_rows_become_can_be_looked_at_and_recorded_as_minutes(office: CommandLine) -> None:
    mended(office)
    minutes = office.done(*IMPORT, "--to", "minutes").stdout
    assert [entry["id"] for entry in yaml.safe_load(minutes)["commitments"]] == ["plan-1", "plan-2", "plan-3"]
    office.done("record", "-", stdin=minutes)
    assert office.done(*IMPORT).sentences == ["Rows: 3 unchanged", "Nothing new: it is all recorded already."]


def test_a_scaffold_is_a_mapping_to_go_through(office: CommandLine) -> None:
    text = office.done("import", "plan.csv", "--scaffold").stdout
    rules = read_mapping(text.encode(), "plan.yaml", office.folder).rules
    assert [entry.section for entry in rules[0].entries] == ["commitments", "updates"]
    assert "    'Done': '?'    # 2" in text
    (office.folder / "first.yaml").write_text(text, encoding="utf-8")
    error = office.refused("import", "plan.csv", "--mapping", "first.yaml", "--seen", "2025")
    assert any("'?' is neither a party nor an institution" in line for line in error)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--seen", "2025"), "Error: only a table has such options: give its --mapping."),
        (("--mapping", "none.yaml"), "Error: cannot read none.yaml: No such file or directory."),
        (("--mapping", "plan.yaml", "--seen", "31/12/2025"), "Error: --seen: '31/12/2025' is not a date."),
        (("--mapping", "plan.yaml", "-o", "desk.db"), "Error: desk.db is the store itself."),
        (("--mapping", "plan.yaml", "-o", "refused.xlsx"), "Error: refused.xlsx: no .xlsx is written here."),
        (("--scaffold", "-o", "map.json"), "Error: map.json: no .json is written here."),
    ],
)
def test_a_command_line_that_is_wrong_is_said(
    arguments: tuple[str, ...], error: str, office: CommandLine
) -> None:
    office.done("init")
    name = "plan.csv" if "--mapping" in arguments else "history.ndjson"
    assert office.refused("import", name, *arguments, exit_code=2)[0] == error


def test_a_list_in_another_encoding_is_shown_to_choose_from(office: CommandLine) -> None:
    Path(office.folder / "plan.csv").write_bytes(PLAN.replace("river", "río").encode("cp1252"))
    error, hint = office.refused(*IMPORT, exit_code=2)
    assert error == "Error: plan.csv:2: the file is not UTF-8."
    assert "cp1252: 1,Clean the río,2025,Done; mac-roman: 1,Clean the rÌo,2025,Done" in hint
    (office.folder / "start.yaml").write_text("source: {encoding: cp1252}", encoding="utf-8")
    assert office.refused("import", "plan.csv", "--scaffold", exit_code=2)[0] == error
    first = office.done("import", "plan.csv", "--scaffold", "--mapping", "start.yaml").stdout
    assert "  encoding: 'cp1252'" in first
    assert "Clean the río" in first
