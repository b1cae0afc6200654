"""Answers at any width, in the columns that were asked for, saying as of when they speak."""

import io
import json
import os
import pty
import termios

import click
import pytest
from command_line import TODAY, CommandLine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.cli import session
from tracker.cli.choosing import choosing
from tracker.pages.answer import rows_as
from tracker.pages.columns import STATUS
from tracker.pages.render import Page
from tracker.pages.wrap import display_width

READING = (
    "status",
    "status -x",
    "status -c title,reported,status",
    "status --sort -days_late",
    "show six",
    "show 2022-09",
    "show CR/MOPT",
    "show Berta",
    "show border-works --all",
    "brief -f table",
    "brief --all -f table",
    "timeline six",
    "changes --since 2022-09-02",
    "meetings",
    "people",
    "check",
    "scorecard",
    "list institutions",
    "list officials",
    "events",
)
LONG = "x" * 190
HOSTILE = {
    "meeting": {
        "id": "m",
        "held": "2024",
        "title": "中文会谈" * 30,
        "place": LONG,
        "summary": f"{LONG} {LONG}",
    },
    "institutions": [{"party": "PA", "id": "X" * 79, "names": f"{LONG} Ñ 中文"}],
    "delegations": [{"party": "PA", "members": [{"name": f"José {'Ñandú ' * 30}", "role": "👩‍🌾" * 30}]}],
    "commitments": [
        {
            "id": "c" * 80,
            "text": f"{LONG}\nstatus fulfilled\n\n{'中' * 99}",
            "title": LONG,
            "obligors": ["PA", "CR"],
        },
        {"id": "c-2", "text": "é " * 99, "title": "中文 " * 60, "obligors": "PA", "deadline": "2024-02"},
    ],
    "updates": [
        {
            "commitment": "c-2",
            "status": "stalled",
            "by": "Ñ" * 90,
            "note": LONG,
            "evidence": [f"https://{LONG}"],
        }
    ],
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    desk = CommandLine(tmp_path_factory.mktemp("hostile"))
    desk.done("record", "-", stdin=json.dumps(HOSTILE))
    return desk


def printed(desk: CommandLine, command: str, width: int | None) -> str:
    try:
        return desk.terminal(width)(*command.split()).stdout
    finally:
        desk.terminal(None)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("command", READING)
@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.integers(50, 140))
def test_no_line_is_wider_than_the_terminal(
    command: str, lang: str, width: int, shared_desk: CommandLine, hostile: CommandLine
) -> None:
    of_hostile = command.replace("six", "c-2").replace("border-works", "c-2").replace("2022-09-02", "2020")
    of_hostile = of_hostile.replace("2022-09", "m").replace("Berta", "José").replace("CR/MOPT", "c" * 80)
    language = "" if command == "events" else f" --lang {lang}"
    for desk, asked in ((shared_desk, command), (hostile, of_hostile)):
        said = printed(desk, asked + language, width)
        assert said, asked
        assert max(map(display_width, said.splitlines())) <= width


@pytest.mark.parametrize(
    "command", ["show six", "show 2022-09", "brief -f table", "changes --since 2022-09-02"]
)
@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.integers(50, 140))
def test_wrapped_or_not_it_says_the_same(command: str, width: int, shared_desk: CommandLine) -> None:
    whole, broken = (printed(shared_desk, command, each).split() for each in (None, width))
    without_claims = [[word for word in each if not set(word) <= {"-"}] for each in (whole, broken)]
    if command != "show six":  # whose table of claims loses a column first
        assert without_claims[0] == without_claims[1]
    assert set(broken) <= set(whole) | {"CR,…"}


@pytest.mark.parametrize("width", [50, 60, 80, 140])
def test_what_a_row_is_about_is_never_cut(width: int, hostile: CommandLine) -> None:
    for command, column in (("status", "Title"), ("timeline c-2", "What"), ("meetings", "Title")):
        table = printed(hostile, command, width).splitlines()
        start = table[2].index(column)
        cells = "".join(line[start:] if line.isascii() else "" for line in table[4:])
        assert f"{column}  " in f"{table[2]}  "
        assert not (set(cells) == {"x"} and "…" in cells)
    assert printed(hostile, "status -x", width).replace("\n", "").replace(" ", "").count(LONG) == 1


# As of, and known at


@pytest.mark.parametrize(
    "command", ["status", "show six", "brief", "timeline six", "changes", "check", "list themes"]
)
@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_a_page_says_as_of_when_and_known_when_it_speaks(
    command: str, form: str, shared_desk: CommandLine
) -> None:
    asked = (*command.split(), "-f", form)
    assert "As of 2025-06-30 · everything known" in shared_desk(*asked).stdout
    past = shared_desk(*asked, "--as-of", "2024-05", "--known-at", "2024-04-01T12:30").stdout
    assert "As of 2024-05-31 · known at 2024-04-01 12:30" in past.replace("\\", "")
    assert "As of 2025-06-30 · known at #38" in shared_desk(*asked, "--known-at", "#38").stdout.replace(
        "\\", ""
    )
    assert "Al 2025-06-30 · con todo lo que se sabe" in shared_desk(*asked, "--lang", "es").stdout


@pytest.mark.parametrize("form", ["json", "csv", "ndjson", "ids"])
def test_data_is_data_alone(form: str, shared_desk: CommandLine) -> None:
    assert "everything known" not in shared_desk.done("status", "-f", form).stdout


# Columns


def test_the_columns_that_are_asked_for_are_shown_in_their_order(shared_desk: CommandLine) -> None:
    asked = ("status", "--columns", "deadline,Commitment", "-c", "days-late")
    assert shared_desk.done(*asked).stdout.splitlines()[2].split() == [
        "Deadline",
        "Commitment",
        "Days",
        "late",
    ]
    (row, *_) = shared_desk.done(*asked, "-f", "json").json
    assert list(row) == ["deadline", "commitment", "days_late"]
    assert shared_desk.done(*asked, "-f", "csv").stdout.splitlines()[0] == "deadline,commitment,days_late"
    (event, *_) = shared_desk.done("events", "-c", "type,position", "-f", "ndjson").stdout.splitlines()
    assert event == '{"type": "institution.recorded", "position": 1}'
    ids = shared_desk.done("status", "-f", "ids").stdout
    assert shared_desk.done(*asked, "-f", "ids").stdout == ids


def test_a_column_of_data_can_be_asked_for_too(shared_desk: CommandLine) -> None:
    assert shared_desk.done("meetings", "-c", "meeting,host").stdout.splitlines()[2].split() == [
        "Meeting",
        "Host",
    ]
    table = shared_desk.done("meetings", "-c", "meeting,host", "--lang", "es").stdout.splitlines()
    assert table[2].split() == ["Reunión", "Anfitrión"]


def test_what_was_asked_for_is_never_cut_but_may_have_no_room(shared_desk: CommandLine) -> None:
    said = printed(shared_desk, "status -c reported,assessed", 50)
    assert "…" not in said
    assert "80%" in said
    shared_desk.terminal(50)
    ran = shared_desk.done("status", "-c", ",".join(STATUS.keys))
    shared_desk.terminal(None)
    (note,) = ran.sentences
    assert note.startswith("Not shown: ")
    assert note.endswith(", Evidence, Stale. Choose with -c, or see all with -x.")


def test_what_was_asked_for_is_shown_where_it_is_empty_too(tracker: CommandLine) -> None:
    tracker.done("agree", "c1", "--text", "Build", "--obligors", "MX", "--on", "2025")
    tracker.terminal(60)
    assert tracker.done("status", "-c", "days_late").stdout.splitlines()[2:] == ["Days late", "-" * 9, ""]
    for columns, heading in (
        ("commitment,evidence", "Commitment  Evidence"),
        ("project,stale,commitment", "Project  Stale  Commitment"),
    ):
        assert tracker.done("status", "-c", columns).stdout.splitlines()[2].rstrip() == heading
    blocks = tracker.done("status", "-x", "-c", "commitment,evidence,days_late").stdout
    assert blocks.splitlines()[2:] == ["Commitment: c1", "Evidence:", "Days late:"]
    assert "Evidence" not in tracker.done("status").stdout


def test_a_column_there_is_not_is_refused_with_the_likeliest_and_all_of_them(
    shared_desk: CommandLine,
) -> None:
    refused, hint = shared_desk.refused("status", "-c", "titel,status", exit_code=2)
    assert refused.startswith(
        "Error: -c titel is no column here. Did you mean title? The columns are commitment, "
    )
    assert hint == "Hint: See tracker status --help."


def test_what_a_table_is_sorted_by_is_always_shown(shared_desk: CommandLine) -> None:
    for key in ("days_late", "last_update", "agreed", "theme"):
        heading = next(column.heading for column in STATUS.drawn("en") if column.key in {key, f"{key}s"})
        for command in (f"status --sort -{key}", f"status --sort {key} -c title"):
            assert heading in printed(shared_desk, command, 80).splitlines()[2]


def test_hidden_columns_are_named_once_and_after_the_table(shared_desk: CommandLine) -> None:
    shared_desk.terminal(80)
    ran = (
        shared_desk.done("status"),
        shared_desk.done("status", "--lang", "es"),
        shared_desk.done("status", "-x"),
    )
    shared_desk.terminal(None)
    assert [each.sentences[0].partition(",")[0] for each in ran[:2]] == [
        "Not shown: By",
        "No se muestran: Según",
    ]
    assert [len(each.sentences) for each in ran] == [1, 1, 0]
    assert "Not shown" not in ran[0].stdout


def test_rows_are_blocks_where_that_is_asked_for(shared_desk: CommandLine) -> None:
    blocks = printed(shared_desk, "status -x -c commitment,title,deadline --search bridge", 50)
    assert blocks.splitlines()[2:] == [
        "Commitment: sixaola-bridge",
        "Title:      Bridge over the Sixaola",
        "Deadline:   2025-10/2025-12",
    ]
    assert shared_desk.refused("status", "-x", "-f", "csv", exit_code=2)[0] == (
        "Error: -x draws a table in blocks; -f csv is none."
    )


@pytest.fixture
def configured(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(desk.folder / "config"))
    file = desk.folder / "config" / "commitments-tracker" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('columns = ["commitment", "deadline"]\n')
    return desk


def headings(desk: CommandLine, *more: str, **environment: str) -> list[str]:
    return desk("status", *more, stdin="", **environment).stdout.splitlines()[2].split()


def test_an_option_goes_before_the_environment_and_that_before_the_file(configured: CommandLine) -> None:
    assert headings(configured) == ["Commitment", "Deadline"]
    assert headings(configured, TRACKER_COLUMNS="title,status") == ["Title", "Status"]
    assert headings(configured, "-c", "status", TRACKER_COLUMNS="title") == ["Status"]
    plain = configured.done("status", "-f", "csv").stdout.splitlines()[0]
    assert plain == ",".join(STATUS.keys)
    assert "Held" in configured.done("meetings").stdout


def test_a_column_of_the_configuration_that_there_is_not_is_refused(configured: CommandLine) -> None:
    file = configured.folder / "config" / "commitments-tracker" / "config.toml"
    file.write_text('columns = ["tittle"]\n')
    ran = configured("status")
    assert ran.exit_code == 2
    assert ran.sentences[0] == "Error: columns of the configuration: 'tittle' is no column of status."
    assert ran.sentences[1].startswith("Hint: Did you mean title? The columns are commitment, ")


def test_columns_are_completed_after_a_comma_too(desk: CommandLine) -> None:
    @click.command()
    @choosing(STATUS)
    def verb() -> None: ...

    (option,) = (each for each in verb.params if each.name == "columns")
    for typed, offered in (
        ("dea", ["deadline"]),
        ("title,day", ["title,days_late"]),
        ("title,ti", []),
        ("status,status", ["status,status_by"]),
    ):
        found = option.shell_complete(click.Context(verb), typed)
        assert [each.value for each in found] == offered
    asked = {
        "_TRACKER_COMPLETE": "bash_complete",
        "COMP_WORDS": "tracker list themes -c sp",
        "COMP_CWORD": "4",
    }
    assert desk(**asked).stdout == "plain,spellings\n"


# Signs


def test_a_status_is_a_word_and_a_mark_also_where_the_encoding_lacks_marks() -> None:
    row = {"commitment": "c", "title": "✔", "status": "fulfilled", "schedule": "overdue"}
    table = STATUS._replace(chosen=("title", "status", "schedule"))
    assert rows_as("table", table, [row]).splitlines()[2].split() == ["✔", "✔", "fulfilled", "▲", "overdue"]
    plain = rows_as("table", table, [row], page=Page(plain=True)).splitlines()[2]
    assert plain.split() == ["✔", "+", "fulfilled", "!", "overdue"]
    painted = rows_as("table", table, [row], page=Page(colours=True))
    assert "\x1b[32m✔ fulfilled\x1b[0m" in painted


# Sentences, and pipes


def test_sentences_are_as_wide_as_columns_says_and_in_one_line_where_nobody_says(desk: CommandLine) -> None:
    whole = desk("show", "nowhere-at-all-really").sentences
    broken = desk("show", "nowhere-at-all-really", COLUMNS="50").sentences
    assert len(broken) > len(whole)
    assert max(map(len, broken)) <= 50
    assert " ".join(" ".join(broken).split()) == " ".join(whole)


def test_an_answer_in_a_pipe_is_as_wide_as_columns_says_or_as_the_terminal_of_its_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file has lines of any length, and so has a pipe that nobody watches."""
    read, write = os.pipe()
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, 64))
    monkeypatch.delenv("COLUMNS", raising=False)
    with open(write, "w") as pipe, open(theirs, "w") as terminal:  # noqa: PTH123 (descriptors)
        monkeypatch.setattr("sys.stdout", pipe)
        assert (session.width(), session.width_of_sentences()) == (None, None)
        monkeypatch.setattr("sys.stderr", terminal)
        assert (session.width(), session.width_of_sentences()) == (64, 64)
        monkeypatch.setenv("COLUMNS", "72")
        assert (session.width(), session.width_of_sentences()) == (72, 72)
        monkeypatch.delenv("COLUMNS")
        monkeypatch.setattr("sys.stdout", io.StringIO())
        assert (session.width(), session.width_of_sentences()) == (None, 64)
        monkeypatch.undo()
    for descriptor in (read, ours):
        os.close(descriptor)


# The brief


def test_a_brief_is_one_page_for_ten_commitments_and_names_the_command_for_the_rest(
    tracker: CommandLine,
) -> None:
    names = [f"c-{number:02}" for number in range(1, 13)]
    minutes = {
        "meeting": {"id": "summit", "held": "2024-01-10"},
        "commitments": [
            {
                "id": name,
                "title": f"A crossing with a title as long as many are, number {name}",
                "text": "Build it.",
                "obligors": ["US", "MX"],
                "deadline": "2024-12",
            }
            for name in names
        ],
        "updates": [
            {"commitment": name, "by": by, "status": status, "effective": f"2024-{2 + place:02}-01"}
            for place, name in enumerate(names[:8])
            for by, status in (("MX", "in-progress"), ("US", "stalled"))
        ],
    }
    tracker.on(TODAY).done("record", "-", stdin=json.dumps(minutes))
    page = printed(tracker, "brief --party US", 80)
    blocks = [line for line in page.splitlines() if line.startswith("## ") or line == "---"]
    assert len(blocks) == 10
    assert len(page.splitlines()) <= 60
    assert page.index("`c-08`") < page.index("`c-07`") < page.index("`c-01`")
    assert page.splitlines()[-1] == "… and 2 more: tracker brief --party US --all"
    assert all(name in printed(tracker, "brief --all", 80) for name in names)
    assert "≠ disagreement" in page


def test_a_brief_tells_all_that_is_new_where_that_is_asked_for(shared_desk: CommandLine) -> None:
    page, whole = (shared_desk.done("brief", *more).stdout for more in ((), ("--all",)))
    assert page.splitlines()[-1] == "All that is new: tracker brief --all"
    assert page.count("(#") < whole.count("(#")
    assert "547 days past the baseline" in whole
    for number in (row["position"] for row in shared_desk.done("brief", "-f", "json").json["changed"]):
        assert f"(#{number}" in whole


# One thing


def test_a_long_list_of_one_thing_is_behind_all(tracker: CommandLine) -> None:
    tracker.done("agree", "c", "--text", "t", "--obligors", "US", "--on", "2024-01-01")
    for day in range(1, 16):
        tracker.done("update", "c", "in-progress", "--by", "US", "--on", f"2024-02-{day:02}")
    shown = tracker.done("show", "c").stdout
    assert "… and 10 more: tracker show c --all" in shown
    assert "2024-02-15" in shown
    assert "agreed c by US" not in shown
    for more in (("--all",), ("-f", "markdown"), ("-f", "html")):
        assert "agreed c by US" in tracker.done("show", "c", *more).stdout


def test_pages_of_changes_and_findings_are_sections_and_tables(shared_desk: CommandLine) -> None:
    changes = shared_desk.done("changes", "--since", "2022-09-02", "-f", "html").stdout
    assert "<pre>" not in changes
    assert changes.count("<section>") == changes.count("</section>") == changes.count("<h2>") > 3
    assert changes.count("<ul>") == changes.count("</ul>")
    assert changes.count("<li>") == changes.count("</li>")
    check = shared_desk("check", "-f", "html").stdout
    assert check.count("<table>") == 1
