"""Commands that may not be carried out: one sentence, a hint, the right exit code, and the log as it was."""

import shlex
from typing import NamedTuple

import pytest
from command_line import CommandLine

DATE_HINT = "Write 2024, 2024-06, 2024-06-30, each with ~, ? or % if unsure, or two joined by /."
ID_HINT = "Ids are up to 80 lower-case letters, digits, dots and hyphens, like otay-mesa-east."
PERCENT_HINT = "Write a number from 0 to 100, without a sign."
EVENT_HINT = "Give its number, like #41, or its id: tracker events lists them."
COMMITMENTS = "List commitments: tracker status -f ids."
MEETINGS = "List meetings and documents: tracker meetings -f ids."


class Bad(NamedTuple):
    """What is said of a command; the part of the hint that must be in it."""

    error: str
    hint: str = ""
    exit_code: int = 1


BAD = {
    # Dates and values
    "update radio fulfilled --on 31/12/2024": Bad(
        "--on: '31/12/2024' is not a date.", "Write the year first: 2024-12-31."
    ),
    "update radio fulfilled --on 03/04/2024": Bad(
        "--on: '03/04/2024' is not a date.", "2024-03-04 or 2024-04-03"
    ),
    "update radio fulfilled --on tomorrow": Bad("--on: 'tomorrow' is not a date.", DATE_HINT),
    "update radio fulfilled --on ''": Bad("--on: '' is not a date.", DATE_HINT),
    "revise radio 2027/2026 --on 2024": Bad(
        "DEADLINE: '2027/2026' ends before it starts.", "Write the earlier date first: 2026/2027."
    ),
    "update radio agreed --on 2024": Bad(
        "STATUS: 'agreed' cannot be claimed: it means that nobody has claimed anything yet.", "Claim one of"
    ),
    "update radio done --on 2024": Bad("STATUS: 'done' is not a status.", "Use one of not-started"),
    "update radio --on 2024 --percent 101": Bad("--percent: '101' is not a percentage.", PERCENT_HINT),
    "update radio --on 2024 --percent=-1": Bad("--percent: '-1' is not a percentage.", PERCENT_HINT),
    "update radio --on 2024 --percent nan": Bad("--percent: 'nan' is not a percentage.", PERCENT_HINT),
    "update radio --on 2024 --percent ٣٣": Bad("--percent: '٣٣' is not a percentage.", PERCENT_HINT),
    "update radio --on 2024 --by ''": Bad("--by: it is empty.", "say what it is"),
    "update radio --on 2024 --by PA --by PA": Bad("--by: 'PA' is there twice.", "Name each one once."),
    "meeting Water --held 2024": Bad("--id: 'Water' is not an id.", ID_HINT),
    "meeting 'a b' --held 2024": Bad("--id: 'a b' is not an id.", ID_HINT),
    "meeting a/b --held 2024": Bad("--id: 'a/b' is not an id.", ID_HINT),
    "institution CR/ICE --party CR": Bad("--id: 'CR/ICE' is not an institution's id.", "like INM or US-CA"),
    "mechanism m --parties CR --kind dialog": Bad("--kind: 'dialog' is not possible here.", "'dialogue'"),
    "agree w --on 2024 --obligors PA --text ''": Bad("--text: it is empty.", "write the text"),
    "delegation 2024 --party NI --members '{name: [x]}'": Bad(
        "--members: it is a list where one text belongs: x."
    ),
    # References
    "update nope fulfilled --on 2024": Bad("there is no commitment 'nope'.", COMMITMENTS),
    "update raido-network fulfilled --on 2024": Bad(
        "there is no commitment 'raido-network'.", "Did you mean radio-network?"
    ),
    "update river fulfilled --on 2024": Bad(
        "'river' may be any of river-gauges (River gauges), river-gauges-ii (River gauges of the delta too).",
        "Write more of it, or its whole id.",
    ),
    "update 2021 fulfilled --on 2024": Bad("there is no commitment '2021'.", COMMITMENTS),
    "agree w --occasion 1999 --obligors PA --text x": Bad(
        "there is no meeting or document '1999'.", MEETINGS
    ),
    "agree w --on 2024 --obligors PA --text x --parent rivers": Bad(
        "there is no commitment 'rivers'.", "Did you mean river-gauges?"
    ),
    "evidence nope --url x": Bad("there is no commitment, meeting, document or institution 'nope'."),
    "institution X --party CR --parent NOPE": Bad("there is no institution CR/NOPE.", "Record it first"),
    "show nope": Bad(
        "there is no commitment, meeting, document, institution, mechanism, topic, party, official or event"
        " 'nope'.",
        COMMITMENTS,
    ),
    "show 20": Bad(
        "'20' may be any of 2021-05-10-sixaola (First border commission), 2022-09-02-david (Second border"
        " commission), 2024-02-20-san-jose (Third border commission).",
        "Write more of it, or its whole id.",
    ),
    "show sixaola --as-of 1999": Bad(
        "commitment sixaola-bridge does not count at this moment.", "tracker timeline sixaola-bridge"
    ),
    "status --meeting 1999": Bad("there is no meeting or document '1999'.", MEETINGS),
    "brief --meeting 1999": Bad("there is no meeting or document '1999'.", MEETINGS),
    "brief --mechanism nope": Bad("no commitment has the mechanism nope.", "tracker list mechanisms"),
    "brief --mechanism border-commission --as-of 2020": Bad(
        "no meeting of border-commission was held by 2020-12-31.", "--since DATE"
    ),
    # Rules
    "update radio fulfilled --by CR --on 2024 --obligor CR": Bad(
        "CR is no obligor of radio-network.", "Its obligors are PA."
    ),
    "agree radio-network --on 2024 --obligors PA --text x": Bad(
        "radio-network is recorded already, with other content.", "Correct it in its minutes"
    ),
    "agree w --obligors PA --text x": Bad("it needs an occasion or a date.", "(on)"),
    "amend border-works --on 2024 --parent sixaola": Bad(
        "border-works cannot be a part of sixaola-bridge, since sixaola-bridge is a part of it:"
        " sixaola-bridge in border-works.",
        "Name a parent that is no part of it.",
    ),
    "amend radio --on 2024": Bad("it changes nothing.", "a deadline is changed by revise"),
    "supersede radio --superseded-by radio --on 2024": Bad("radio-network cannot supersede itself."),
    "retract '#999' --reason x": Bad("there is no event #999.", EVENT_HINT),
    "retract '' --reason x": Bad("there is no event ''.", EVENT_HINT),
    "retract 01980000-0 --reason x": Bad("01980000-0 begins several event ids.", EVENT_HINT),
    "retract '#19' --reason x": Bad(
        "#19 commitment.agreed radio-network 2025-07 is retracted already.", "retract its retraction"
    ),
    "retract '#25' --reason x": Bad(
        "#19 commitment.agreed radio-network 2025-07 cannot be restored:", "Retract that one first."
    ),
    "retract '#26' --reason x": Bad(
        "#26 commitment.agreed radio-network 2025-07-15 cannot be retracted, since others rest on it:",
        "Retract them too with --with-dependents.",
    ),
    "retract '#38' --reason ''": Bad("--reason: it is empty."),
    "undo --yes --reason ''": Bad("--reason: it is empty."),
    "undo": Bad("there is nobody to ask.", "Say --yes"),
    # The command line itself
    "statsu": Bad("no such command 'statsu'.", "", 2),
    "status --fromat csv": Bad("no such option '--fromat'.", "See tracker status --help.", 2),
    "status -f xml": Bad("invalid value for '-f' / '--format': 'xml' is not one of", "See tracker status", 2),
    "status --lang fr": Bad("invalid value for '--lang': 'fr' is not one of 'en', 'es'.", "", 2),
    "status --status done": Bad("--status done is not one of agreed, not-started", "", 2),
    "status --schedule done": Bad("--schedule done is not one of no-deadline, met", "", 2),
    "status --sort done": Bad("--sort done is not one of commitment", "", 2),
    "status --limit -1": Bad("invalid value for '--limit': -1 is not in the range", "", 2),
    "status extra": Bad("got unexpected extra argument (extra).", "", 2),
    "status --as-of nope": Bad("--as-of: 'nope' is not a date.", DATE_HINT, 2),
    "status --as-of ''": Bad("--as-of: '' is not a date.", DATE_HINT, 2),
    "status --known-at 2024-13": Bad(
        "--known-at: '2024-13' has no such month: 13.", "Months run from 01 to 12.", 2
    ),
    "status --known-at 2024-01-01T25:00": Bad("--known-at: '2024-01-01T25:00' is not a time.", "like #41", 2),
    "brief --since nope": Bad("--since: 'nope' is not a date.", DATE_HINT, 2),
    "brief --since 2024 --meeting 2022": Bad("give one of --meeting, --mechanism and --since.", "", 2),
    "events --type status.update": Bad("--type status.update is not one of party.recorded", "", 2),
    "events --by nobody": Bad("nothing was recorded by nobody.", "They were: desk."),
    "events --by Dessk": Bad("nothing was recorded by Dessk; did you mean desk?", "They were: desk."),
    "events --tag commitment:nowhere": Bad("no event has the tag commitment:nowhere.", "Tags are like"),
    "events --after x": Bad("--after x is not an event number.", "", 2),
    "export history -f csv": Bad("a history is written as ndjson, not as csv.", "", 2),
    "export history --as-of 2024": Bad("a history has no --as-of", "", 2),
    "agree x --id y --text z --obligors PA --on 2024": Bad("the id is given twice: x and --id.", "", 2),
    "agree w --on 2024 --obligors PA --text a --text b": Bad("the text in 'en' is given twice.", "", 2),
    "delegation 2024 --party NI --members '{name: x'": Bad("--members:", "quotes", 2),
    "update": Bad("missing argument 'REF'.", "See tracker update --help.", 2),
    "revise radio": Bad("missing argument 'DEADLINE'.", "See tracker revise --help.", 2),
    "retract": Bad(  # what follows #41 without quotes is a comment to a shell
        "missing argument 'EVENT'.",
        "Write an event without the #, which a shell takes for a comment: 41.",
        2,
    ),
    "retract '#38'": Bad("missing option '--reason'.", "See tracker retract --help.", 2),
    "record": Bad("missing argument 'FILE…'.", "See tracker record --help.", 2),
    "list": Bad("missing argument 'KIND': choose one of parties, institutions, ", "", 2),
    "export nope": Bad("invalid value for 'WHAT': 'nope' is not one of 'history', 'status', ", "", 2),
    "status a b": Bad("got unexpected extra arguments (a b).", "", 2),
    "status -x=1": Bad("no such option '-='.", "", 2),
    "status --store": Bad("option '--store' requires an argument.", "", 2),
    "replay nowhere": Bad("cannot read nowhere: No such file or directory.", "", 2),
    "evidence radio --file nowhere": Bad("cannot read nowhere: No such file or directory.", "", 2),
    "status -o no/such/file": Bad("cannot write no/such/file: No such file or directory.", "-o", 2),
    "status -o .": Bad("cannot write .: Is a directory.", "-o", 2),
    "export -o no/such/file": Bad("cannot write no/such/file: No such file or directory.", "-o", 2),
    "status --store .": Bad("the store . is a folder.", "Name a file in it", 2),
}


@pytest.mark.parametrize("command", BAD)
def test_a_refused_command_says_why_in_a_sentence(command: str, desk: CommandLine) -> None:
    bad = BAD[command]
    said = desk.refused(*shlex.split(command), exit_code=bad.exit_code)
    (error,) = (line for line in said if line.startswith("Error: "))
    hints = [line for line in said if line.startswith("Hint: ")]
    assert error.startswith(f"Error: {bad.error}")
    assert bad.hint in "".join(hints)
    assert len(hints) <= 1
    assert "\x1b" not in error


READING = (
    *(
        "status",
        "show x",
        "timeline x",
        "changes",
        "list themes",
        "meetings",
        "people",
        "scorecard",
        "brief",
        "check",
        "events",
    ),
    *("export", "export status", "export -o history", "rebuild"),
)


@pytest.mark.parametrize("command", [*READING, "retract 1 --reason x", "undo --yes"])
def test_without_a_store_a_verb_that_reads_exits_2_and_creates_none(
    command: str, tracker: CommandLine
) -> None:
    said = tracker.refused(*command.split(), exit_code=2)
    assert said == [
        "Error: there is no store at desk.db.",
        "Hint: Create it with tracker init, record into it, or name another with --store.",
    ]


@pytest.mark.parametrize(
    "command",
    [
        *("update w fulfilled", "revise w 2027", "reaffirm w --on 2024", "amend w --on 2024 --lead X"),
        *("supersede w --superseded-by v --on 2024", "evidence w --url x", "delegation m --party PA"),
        "agree w --occasion m --obligors PA --text x",
    ],
)
def test_what_can_only_be_said_of_something_recorded_needs_a_store(
    command: str, tracker: CommandLine
) -> None:
    for option in ((), ("-n",)):
        said = tracker.refused(*command.split(), "--store", "new/desk.db", *option, exit_code=2)
        assert said[-2:] == [
            "Error: there is no store at new/desk.db.",
            "Hint: Create it with tracker init, record into it, or name another with --store.",
        ]
    assert not (tracker.folder / "new").exists()


@pytest.mark.parametrize("command", ["meeting Water --held 2024", "institution X --party PA --parent NOPE"])
def test_a_refused_recording_creates_no_store_and_no_folder(command: str, tracker: CommandLine) -> None:
    tracker.refused(*command.split(), "--store", "new/desk.db")
    assert not (tracker.folder / "new").exists()


def test_a_file_that_is_no_store_is_left_alone(tracker: CommandLine) -> None:
    tracker.store.write_text("minutes", encoding="utf-8")
    for command in ("status", "init", "meeting m --held 2024"):
        ran = tracker(*command.split())
        assert ran.exit_code == 2
        assert ran.stderr.startswith("Error: desk.db is not a store of this tracker, so it was left alone.\n")
    assert tracker.store.read_text(encoding="utf-8") == "minutes"


def test_an_event_is_retracted_once(desk: CommandLine) -> None:
    desk.done("retract", "#38", "--reason", "a mistake")
    assert desk.refused("retract", "#38", "--reason", "again")[0] == (
        "Error: #38 status.updated radio-network in-progress 2025-01-07 is retracted already."
    )


def test_nothing_is_undone_where_nothing_is_recorded(tracker: CommandLine) -> None:
    tracker.done("init")
    assert tracker.refused("undo", "--yes") == [
        "Error: there is nothing of desk to undo.",
        "Hint: To undo what another user did last, add --any.",
    ]
    (error, *hints) = tracker.refused("undo", "--yes", "--any")
    assert error.startswith("Error: there is nothing")
    assert "--any" not in "".join(hints)


def test_what_another_user_recorded_is_undone_only_if_asked(desk: CommandLine) -> None:
    before = desk.log()
    ran = desk("undo", "--yes", TRACKER_USER="other")
    assert ran.exit_code == 1
    assert ran.sentences[0] == "Error: there is nothing of other to undo."
    assert desk.log() == before
    assert desk("undo", "--yes", "--any", TRACKER_USER="other").exit_code == 0
    assert desk.log() != before


def test_an_event_is_not_restored_once_its_id_is_taken(tracker: CommandLine) -> None:
    tracker.done("meeting", "summit", "--held", "2024-01-01")
    tracker.done("retract", "#1", "--reason", "wrong day")
    tracker.done("meeting", "summit", "--held", "2024-01-02")
    (error, *_) = tracker.refused("retract", "#2", "--reason", "it was right")
    assert error.startswith("Error: #1 meeting.held summit cannot be restored")


def test_a_text_that_no_file_can_keep_is_refused_wherever_it_is_given(desk: CommandLine) -> None:
    latin = "caf\udce9"  # what Python makes of an argument in another encoding
    for command in (
        ("update", latin, "fulfilled"),
        ("update", "radio", latin),
        ("update", "radio", "fulfilled", "--by", latin),
        ("update", "radio", "fulfilled", "--note", latin),
        ("agree", "w", "--on", "2024", "--obligors", "PA", "--text", latin),
        ("delegation", "2024", "--party", "NI", "--members", f"{{name: {latin}}}"),
        ("evidence", latin, "--url", "x"),
        ("show", latin),
        ("timeline", latin),
        ("retract", latin, "--reason", "x"),
        ("retract", "#38", "--reason", latin),
        ("status", "--meeting", latin),
        ("brief", "--meeting", latin),
    ):
        ran = desk(*command)
        assert ran.exit_code in {1, 2}, command
        assert "Error: " in ran.stderr
        assert latin not in ran.stderr
    for option in ("--party", "--theme", "--project", "--institution", "--mechanism", "--search"):
        assert desk("status", option, latin).stdout == ""
