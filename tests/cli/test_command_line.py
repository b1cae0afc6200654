"""What the contract says of every command: options, formats, streams, references, moments."""

import json
import re
from pathlib import Path

import click
import pytest
from command_line import CommandLine, options_of, verbs

from events.facts import FACTS, EvidenceAdded
from tracker.cli.fields import REQUIRED, option_names
from tracker.cli.verbs import VERBS
from tracker.formats.minutes import OCCASIONS, SECTIONS

READING = (
    *("status", "list", "show", "timeline", "changes", "meetings", "people", "scorecard", "brief", "check"),
)
FILTERS = "--party --theme --project --institution --mechanism --status --schedule --meeting --search"
RECORDED = {name: verb.records for name, verb in VERBS.items() if verb.records}
ONE_FACT = (
    *("meeting", "document", "delegation", "party", "propose", "agree", "decline", "update", "revise"),
    *("reaffirm", "amend", "supersede", "evidence", "institution", "mechanism", "topic", "reconcile"),
)
RECORDING = (*ONE_FACT, "record", "retract", "undo")
OPTIONS = {
    **dict.fromkeys(READING, "-f --format -o --output --as-of --known-at --lang"),
    **dict.fromkeys(RECORDING, "-n --dry-run -f --format"),
    "update": "--by --on --obligor --percent --label --evidence --note --occasion",
    "revise": "--on --by --reason",
    "retract": "--reason --with-dependents",
    "undo": "--yes --any",
    "status": f"{FILTERS} --sort --limit",
    "scorecard": f"--by {FILTERS}",
    "brief": f"--since {FILTERS}",
    "people": "--suggest --party",
    "meetings": "--mechanism",
    "changes": f"--since --until {FILTERS}",
    "check": f"--stale --due-within {FILTERS}",
    "events": "--type --tag --after --follow -f --format -o --output",
    "export": f"-f --format -o --output --as-of --known-at --sort --limit {FILTERS}",
    "replay": "-f --format --as-of --known-at",
}
STATUS_KEYS = (
    "commitment title themes project parent obligors proposed_by lead occasion agreed reported assessed"
    " status status_by disagreement children schedule deadline baseline_deadline days_late last_update"
    " evidence stale"
)
CLAIM_KEYS = "obligor assessor via status percent effective"
EVENT_KEYS = (
    "specversion id source type time subject datacontenttype recordedby batch schemaversion toolversion"
    " digest position data"
)


# Options and help


@pytest.mark.parametrize("verb", OPTIONS)
def test_a_verb_has_the_options_of_the_contract(verb: str) -> None:
    wanted = set(OPTIONS[verb].split()) | {"--store", "-q", "--quiet", "-h", "--help"}
    assert wanted - options_of(verbs()[verb]) == set()


def test_the_contracts_verbs_of_the_record_are_there() -> None:
    wanted = {
        *ONE_FACT,
        *READING,
        "demo",
        "init",
        "record",
        "retract",
        "undo",
        "events",
        "replay",
        "rebuild",
        "schema",
        "help",
        "completion",
    }
    assert wanted - set(verbs()) == set()


@pytest.mark.parametrize("verb", [name for name in OPTIONS if name not in {"record", "undo"}])
def test_reading_verbs_write_every_format_of_the_contract(verb: str) -> None:
    formats = next((each for each in verbs()[verb].params if each.name == "form"), None)
    assert formats is not None
    assert isinstance(formats.type, click.Choice)
    if verb in RECORDING:
        assert set(formats.type.choices) == {"json"}
    elif verb in {"show", "brief"}:
        assert {"markdown", "json"} <= set(formats.type.choices)
    else:
        wanted = {"table", "markdown", "csv", "json", "ndjson", "html", "ids"}
        assert wanted <= set(formats.type.choices)


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_the_help_of_a_verb_has_its_options_and_an_example(verb: str, tracker: CommandLine) -> None:
    text = tracker.done(verb, "-h").stdout
    assert text == tracker.done(verb, "--help").stdout
    assert text.startswith(f"Usage: tracker {verb} ")
    _, example = text.split("\nExample:\n")
    assert example.strip().removeprefix("cat minutes.yaml | ").startswith("tracker ")
    for option in options_of(verbs()[verb]):
        if option.startswith("--"):
            assert option in text
    assert all(len(line) <= 80 for line in text.splitlines())
    assert tracker.files() == []


@pytest.mark.parametrize("verb", sorted(name for name, verb in VERBS.items() if verb.records))
def test_the_help_of_a_verb_marks_what_must_be_given(verb: str, tracker: CommandLine) -> None:
    records = VERBS[verb].records
    assert records is not None
    fields = FACTS[records.type].model_fields
    required = {name for name, field in fields.items() if field.is_required() and name != "stamp"}
    assert required == REQUIRED[records.type]
    text = " ".join(tracker.done(verb, "--help").stdout.split())
    marked = required & set(records.keys.split()) - set(records.defaults)
    assert text.count("[required") == len(marked)


def test_the_help_groups_every_verb(tracker: CommandLine) -> None:
    text = tracker.done("-h").stdout
    assert re.findall(r"^(\w+):$", text, re.MULTILINE) == [
        *("Options", "Record", "Read", "Correct", "Exchange", "Keep")
    ]
    for verb in verbs():
        assert re.search(rf"^  {verb} ", text, re.MULTILINE), verb


def test_without_a_verb_the_help_is_shown_and_is_no_error(tracker: CommandLine) -> None:
    ran = tracker()
    assert ran.exit_code in {0, 2}
    assert "Usage: tracker [OPTIONS] COMMAND" in ran.stdout + ran.stderr
    assert "Error:" not in ran.stderr


def test_a_misspelt_verb_or_option_is_answered_with_the_right_one(tracker: CommandLine) -> None:
    assert "Did you mean 'status'?" in tracker("statsu").stderr
    assert "Did you mean '--format'?" in tracker("status", "--fromat", "csv").stderr


@pytest.mark.parametrize("verb", RECORDED)
def test_what_a_verb_is_asked_for_are_the_fields_of_its_fact(verb: str) -> None:
    records = RECORDED[verb]
    asked = {*records.keys.split(), *re.findall(r"\w+", records.arguments)}
    fields = {name for name in FACTS[records.type].model_fields if name != "stamp"}
    assert asked == fields


SHARED = {"--store", "-q", "--quiet", "-h", "--help", "-n", "--dry-run", "-f", "--format"}


@pytest.mark.parametrize("verb", RECORDED)
def test_a_verb_has_an_option_or_a_place_for_each_key_of_its_row(verb: str) -> None:
    records, command = RECORDED[verb], verbs()[verb]
    options = {name for key in records.keys.split() for name in option_names(records, key)}
    assert options_of(command) == options | SHARED
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    assert [each.required for each in arguments] == ["[" not in key for key in records.arguments.split()]


def test_the_keys_of_minutes_are_the_fields_of_their_facts() -> None:
    left_out = {"occasion", "about"}
    for name, section in {**OCCASIONS, **SECTIONS}.items():
        fields = {each for each in section.kind.model_fields if each != "stamp"}
        assert set(section.keys) <= fields
        assert fields - set(section.keys) <= left_out, name
    assert {section.kind.TOPIC for section in (*OCCASIONS.values(), *SECTIONS.values())} == {
        *(stored for stored in FACTS if stored != "event.retracted")
    }
    assert "about" in {name for name, field in EvidenceAdded.model_fields.items() if field.is_required()}


# JSON


def test_a_status_row_has_the_keys_of_the_contract_in_their_order(shared_desk: CommandLine) -> None:
    rows = shared_desk.done("status", "-f", "json").json
    assert {" ".join(row) for row in rows} == {STATUS_KEYS}
    claims = [claim for row in rows for claim in (*row["reported"], row["assessed"]) if claim]
    assert {" ".join(claim) for claim in claims} == {CLAIM_KEYS}
    assert {" ".join(row["children"]) for row in rows if row["children"]} == {"count status"}


def test_what_is_shown_of_a_commitment_begins_with_its_status_row(shared_desk: CommandLine) -> None:
    (row,) = shared_desk.done("status", "-f", "json", "--project", "sixaola-bridge").json
    shown = shared_desk.done("show", "sixaola", "-f", "json").json
    assert {key: shown[key] for key in row} == row
    assert list(shown)[2 : 2 + len(row)] == list(row)


def test_an_event_is_a_cloud_event(shared_desk: CommandLine) -> None:
    lines = shared_desk.done("events", "-f", "ndjson").stdout.splitlines()
    events = [json.loads(line) for line in lines]
    assert {" ".join(event) for event in events} == {EVENT_KEYS}
    assert {event["specversion"] for event in events} == {"1.0"}
    assert {event["source"] for event in events} == {"urn:commitments-tracker"}
    assert shared_desk.done("export").stdout.splitlines() == lines
    assert shared_desk.done("events", "-f", "json").json == events


# Streams


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "json", "ndjson", "html", "ids"])
def test_an_empty_table_is_no_error(form: str, tracker: CommandLine) -> None:
    tracker.done("init")
    for verb in ("status", "meetings", "people", "scorecard", "check", "events"):
        full = CommandLine(tracker.folder)
        ran = full(verb, "-f", form)
        assert ran.exit_code == 0
        if form == "json":
            assert ran.json == []
        if form in {"table", "ids", "ndjson"}:
            assert ran.stdout == ""


@pytest.mark.parametrize("verb", ["status", "meetings", "people", "scorecard", "events", "timeline radio"])
def test_an_empty_csv_has_the_headings_of_a_full_one(verb: str, shared_desk: CommandLine) -> None:
    full = shared_desk.done(*verb.split(), "-f", "csv").stdout.splitlines()[0]
    nothing = ("--after", "9999") if verb == "events" else ("--as-of", "1999")
    assert shared_desk.done(*verb.split(), *nothing, "-f", "csv").stdout.splitlines() == [full]


def test_quiet_leaves_stderr_to_errors(desk: CommandLine) -> None:
    for quiet in (("-q",), ("--quiet",)):
        ran = desk.done("update", "radio", "--by", "MX", "--note", "x", "--on", "yesterday", *quiet)
        assert (ran.stdout, ran.stderr) == ("", "")
    assert desk.done("-q", "status", "--as-of", "1999").stderr == ""
    assert desk("-q", "show", "nope").stderr.startswith("Error: ")


def test_a_word_for_a_day_is_said_with_its_day_and_a_day_nobody_named_is_not(desk: CommandLine) -> None:
    typed = desk.done("update", "radio", "--by", "MX", "--note", "x", "--on", "hace 2 días")
    assert typed.sentences[0] == "--on hace 2 días is 2025-06-28."
    said = desk.done("update", "radio", "--by", "MX", "--note", "y", "-f", "json")
    assert (said.json[0]["data"]["effective"], "--on" in said.stderr) == ("2025-06-30", False)


def test_what_is_recorded_is_said_with_event_numbers(desk: CommandLine) -> None:
    ran = desk.done("update", "radio", "cumplido", "--by", "PA", "--on", "2025-06-01")
    assert (ran.stdout, ran.sentences) == (
        "",
        [
            "Recorded #39 status.updated: radio-network: fulfilled, says PA",
            "radio-network: in-progress → fulfilled; due-soon → met",
        ],
    )
    again = desk.done("update", "radio", "fulfilled", "--by", "PA", "--on", "2025-06-01", "-f", "json")
    assert (again.json, again.sentences) == ([], ["Nothing new: it is all recorded already."])


def test_a_dry_run_says_what_would_be_recorded_and_records_nothing(desk: CommandLine) -> None:
    before = desk.log(), desk.files()
    ran = desk.done("update", "radio", "fulfilled", "--by", "PA", "--on", "2025", "-n", "-f", "json")
    assert ran.sentences == [
        "Would record status.updated: radio-network: fulfilled, says PA",
        "radio-network: still in-progress",
    ]
    ((event,), data) = (ran.json, ran.json[0]["data"])
    assert event["position"] is None
    assert data == {"commitment": "radio-network", "by": ["PA"], "effective": "2025", "status": "fulfilled"}
    for command in (("undo", "-n"), ("retract", "#38", "--reason", "x", "-n"), ("record", "-", "-n")):
        desk.done(*command, stdin="meeting: {id: new, held: 2025}")
    assert (desk.log(), desk.files()) == before


def test_a_dry_run_creates_no_store(tracker: CommandLine) -> None:
    tracker.done("meeting", "m", "--held", "2024", "-n", "--store", "new/desk.db")
    assert tracker.files() == []


def test_a_file_is_written_whole_and_said(desk: CommandLine) -> None:
    ran = desk.done("status", "-f", "csv", "-o", "status.csv")
    assert (ran.stdout, ran.sentences) == ("", ["Wrote status.csv"])
    written = (desk.folder / "status.csv").read_text(encoding="utf-8-sig")
    assert written == desk.done("status", "-f", "csv").stdout
    desk.done("export", "-o", "history.ndjson")
    assert (desk.folder / "history.ndjson").read_text(encoding="utf-8") == desk.done("export").stdout


# The store


def test_the_store_is_named_before_the_verb_after_it_or_by_the_environment(desk: CommandLine) -> None:
    other = str(desk.folder / "other.db")
    desk.done("meeting", "m", "--held", "2024", "--store", other)
    for arguments in (("--store", other, "meetings"), ("meetings", "--store", other)):
        assert desk.done(*arguments, "-f", "ids").stdout == "m\n"
    assert desk("meetings", "-f", "ids", TRACKER_STORE=other).stdout == "m\n"
    assert desk.done("--store", "nope.db", "meetings", "--store", other, "-f", "ids").stdout == "m\n"


def test_without_a_name_the_store_is_in_the_data_folder(tracker: CommandLine) -> None:
    ran = tracker("init", TRACKER_STORE=None)
    assert ran.exit_code == 0
    assert tracker.files() == ["data", "data/commitments-tracker", "data/commitments-tracker/commitments.db"]


def test_the_demo_ignores_the_stores_name_in_the_environment(desk: CommandLine, tmp_path: Path) -> None:
    before = desk.log()
    ran = desk.done("demo", "--store", str(tmp_path / "demo.db"))
    assert "Recorded 23 events" in ran.stdout
    assert "otay-mesa-east" in ran.stdout
    assert "Nothing new" in desk.done("demo", "--store", str(tmp_path / "demo.db")).stdout
    assert desk.log() == before
    assert all(len(line) <= 80 for line in ran.stdout.partition("\n\n")[2].partition("\n\n")[0].splitlines())


# References and moments


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("sixaola-bridge", "sixaola-bridge"),
        ("six", "sixaola-bridge"),
        ("river-gauges", "river-gauges"),
        ("2022", "2022-09-02-david"),
        ("CONAVI", "CONAVI"),
        ("CR/CON", "CR/CONAVI"),
        ("Berta", "Berta Cedeño"),
        ("meeting:2024", "2024-02-20-san-jose"),
        ("commitment:radio", "radio-network"),
    ],
)
def test_a_reference_is_an_id_or_the_beginning_of_one(
    reference: str, found: str, shared_desk: CommandLine
) -> None:
    assert shared_desk.done("show", reference, "-f", "json").json["id"] == found


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (
            "update commitment:radio fulfilled --by MX --on 2025-05-01 --occasion meeting:2024",
            {"commitment": "radio-network", "occasion": "2024-02-20-san-jose"},
        ),
        (
            "amend radio --on 2025-05-01 --parent commitment:border-works",
            {"commitment": "radio-network", "parent": "border-works"},
        ),
        (
            "supersede commitment:radio --superseded-by commitment:six --on 2025-05-02",
            {"commitment": "radio-network", "superseded_by": "sixaola-bridge"},
        ),
        ("evidence commitment:six --url https://example.org", {"about": "commitment:sixaola-bridge"}),
        ("evidence institution:MOPT --url https://example.org", {"about": "institution:MOPT"}),
    ],
)
def test_a_reference_may_name_its_kind_wherever_it_is_given(
    command: str, named: dict[str, str], desk: CommandLine
) -> None:
    (event,) = desk.done(*command.split(), "-f", "json").json
    assert {key: event["data"][key] for key in named} == named


@pytest.mark.parametrize(
    "reference", ["#38", "38", "01980000-0000-7000-8000-00000000002b", "01980000-0000-7000-8000-00000000002B"]
)
def test_an_event_is_its_number_or_its_id(reference: str, desk: CommandLine) -> None:
    ran = desk.done("retract", reference, "--reason", "a mistake")
    assert "#38 status.updated radio-network in-progress 2025-01-07 no longer stands" in ran.stderr


@pytest.mark.parametrize(
    ("known_at", "count"),
    [
        ("2021-05-19", 0),
        ("2021-05-20", 3),
        ("2021-05-20T11:59:59", 0),
        ("2021-05-20T12:00:00+00:00", 3),
        ("2021-05-20T14:00:00+02:00", 3),
        ("#9", 0),
        ("#10", 1),
        ("#11", 2),
        ("12", 3),
        ("2021", 3),
        ("2022-09", 6),
        ("today", 6),
        ("9999", 6),
        ("0001", 0),
        ("#99999999999999999999999", 6),
    ],
)
def test_known_at_is_a_date_a_time_or_an_event_number(
    known_at: str, count: int, shared_desk: CommandLine
) -> None:
    ids = shared_desk.done("status", "--known-at", known_at, "-f", "ids").stdout.splitlines()
    assert len(ids) == count


def test_known_at_and_as_of_today_change_nothing(shared_desk: CommandLine) -> None:
    for command in (
        ("status", "-f", "json"),
        ("timeline", "six", "-f", "json"),
        ("meetings", "-f", "json"),
        ("brief", "-f", "json"),
    ):
        plain = shared_desk.done(*command).stdout
        assert shared_desk.done(*command, "--as-of", "2025-06-30").stdout == plain
        assert shared_desk.done(*command, "--known-at", "#38").stdout == plain


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("today", "2025-06-30"),
        ("Yesterday", "2025-06-29"),
        ("monday", "2025-06-23"),
        ("sunday", "2025-06-29"),
    ],
)
def test_a_word_for_a_day_is_said_to_be_that_day(word: str, day: str, desk: CommandLine) -> None:
    for command, option in (
        ("status", "--as-of"),
        ("status", "--known-at"),
        ("show six", "--as-of"),
        ("timeline six", "--known-at"),
        ("meetings", "--as-of"),
        ("people", "--as-of"),
        ("scorecard", "--as-of"),
        ("brief", "--since"),
        ("brief", "--as-of"),
        ("export", "--known-at"),
        ("update radio fulfilled --by PA", "--on"),
        ("revise radio 2026", "--on"),
    ):
        ran = desk.done(*command.split(), option, word)
        assert f"{option} {word} is {day}." in ran.sentences, command


# Undo


def test_undo_takes_back_the_newest_command_that_still_stands(desk: CommandLine) -> None:
    desk.done("record", "-", stdin="meeting: {id: m, held: 2025}\nsources: [x, y]")
    said = desk.done("undo", "--yes").sentences
    assert said[0] == "The last command of desk: #39 meeting.held, #40 evidence.added, #41 evidence.added"
    assert desk.done("undo", "--yes").sentences[0] == "The last command of desk: #38 status.updated"
    assert desk.done("status").exit_code == 0
    assert desk("show", "m").exit_code == 1


# Laws


def test_the_same_minutes_again_are_nothing_new(desk: CommandLine) -> None:
    before = desk.log()
    for name in ("2021-05-20-sixaola.yaml", "2022-10-01-david-corrected.yaml", "2024-03-01-san-jose.yaml"):
        for _ in range(2):
            assert desk.done("record", name).sentences[-1] == "Nothing new: it is all recorded already."
    assert desk.log() == before


def test_a_history_replayed_is_the_table_it_came_from(shared_desk: CommandLine) -> None:
    history = shared_desk.done("export").stdout
    for form in ("json", "csv", "table", "markdown", "html", "ndjson", "ids"):
        table = shared_desk.done("status", "-f", form).stdout
        assert shared_desk.done("replay", "-", "-f", form, stdin=history).stdout == table


def test_the_timeline_of_what_was_undone_with_its_meeting_still_tells_it(tracker: CommandLine) -> None:
    minutes = """
meeting: {id: summit, held: 2024-03-01}
commitments: [{id: bridge, text: Build it, obligors: [US]}]
updates: [{commitment: bridge, status: in-progress, by: US}]
"""
    tracker.done("record", "-", stdin=minutes)
    tracker.done("undo", "--yes")
    told = tracker.done("timeline", "bridge", "-f", "json").json
    assert [(row["position"], row["when"], row["stands"]) for row in told] == [
        (2, "2024-03-01", False),
        (3, "2024-03-01", False),
    ]
    assert len(tracker.done("timeline", "summit").stdout.splitlines()) == 4 + 3
    assert tracker.done("status", "-f", "ids").stdout == ""


# The log


def test_the_log_is_asked_for_what_somebody_recorded_since_when(desk: CommandLine) -> None:
    every = desk.done("events", "-f", "json").json
    assert desk.done("events", "--by", "desk", "-f", "json").json == every
    later = [event for event in every if event["time"] >= every[5]["time"]]
    assert desk.done("events", "--since", every[5]["time"], "-f", "json").json == later
    assert desk.done("events", "--since", "2999", "-f", "json").json == []
    assert desk.done("events", "--since", "1999-01", "-f", "json").json == every
