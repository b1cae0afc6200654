"""What is asked on the command line: filters that every verb understands, changes, lists, namesakes."""

import re

import pytest
from command_line import CommandLine, verbs

from events.facts import FACTS
from tracker.cli.fields import WORDS
from tracker.cli.filters import FILTERS

NARROWED = ("status", "check", "scorecard", "brief", "changes", "export status")
TWO_OF_ONE_NAME = """
meeting: {id: m, held: 2024-05-01}
delegations:
  - {party: PA, members: [Ana Ruiz, Gral. Luis Solís]}
  - {party: CR, members: [Ana Ruiz, "Solís, Luis", "Sean O'Brien", "Sean O’Brien"]}
"""  # noqa: RUF001 (as it is written)


@pytest.mark.parametrize("verb", NARROWED)
def test_a_typing_mistake_in_a_filter_is_never_an_empty_answer(verb: str, shared_desk: CommandLine) -> None:
    for option, wrong, right in (
        ("--party", "pa", "PA"),
        ("--party", "Costa Rica", "CR"),
        ("--theme", "Border-Works", "border-works"),
        ("--project", "sixaola", "sixaola-bridge"),
        ("--institution", "mopt", "MOPT"),
        ("--mechanism", "Comisión de frontera", "border-commission"),
    ):
        said = shared_desk.refused(*verb.split(), option, wrong)
        assert said[0].endswith(f"has the {option[2:]} {wrong}; did you mean {right}?")
        assert said[1].startswith("Hint: See what there is: tracker list ")


@pytest.mark.parametrize("verb", NARROWED)
def test_every_filter_narrows_every_verb(verb: str, shared_desk: CommandLine) -> None:
    given = {
        "party": "NI",
        "theme": "river",
        "project": "sixaola-bridge",
        "institution": "MOP",
        "mechanism": "border-commission",
        "status": "open",
        "schedule": "slipped",
        "meeting": "2021",
        "search": "bridge",
    }
    assert set(given) == {each.option for each in FILTERS}
    for option, value in given.items():
        ran = shared_desk(*verb.split(), f"--{option}", value)
        assert ran.exit_code in ({0, 1} if verb == "check" else {0}), ran.stderr
    empty = shared_desk(*verb.split(), "--party", "NI", "-f", "ids")
    assert (empty.exit_code, empty.stdout) == (0, "")


def test_a_variable_that_was_not_set_is_not_all(shared_desk: CommandLine) -> None:
    said = shared_desk.refused("status", "--theme", "")
    assert said == [
        "Error: the theme to look for is empty.",
        "Hint: Leave the option out to see all; was a variable not set?",
    ]


def test_a_brief_says_what_it_was_narrowed_to(shared_desk: CommandLine) -> None:
    heading, *_ = shared_desk.done("brief", "--theme", "river", "--status", "open").stdout.splitlines()
    assert heading.startswith("# Commitments, theme: river, status: open, as of ")
    spanish, *_ = shared_desk.done("brief", "--theme", "river", "--lang", "es").stdout.splitlines()
    assert spanish.startswith("# Compromisos, tema: river, al ")


def test_filters_of_a_history_are_refused(shared_desk: CommandLine) -> None:
    assert "filters are for export status" in shared_desk.refused("export", "--party", "PA", exit_code=2)[0]


def test_the_same_filters_stand_in_every_help_text_in_the_same_words() -> None:
    for verb in ("check", "scorecard", "changes", "export"):
        for option in FILTERS:
            found = next(each for each in verbs()[verb].params if f"--{option.option}" in each.opts)
            assert getattr(found, "help", None) == option.help


# Changes


def test_changes_in_json_have_the_rows_before_and_after(shared_desk: CommandLine) -> None:
    rows = shared_desk.done("changes", "--since", "2022-09-02", "--until", "2024", "-f", "json").json
    status = {
        row["commitment"]: row for row in shared_desk.done("status", "--as-of", "2024", "-f", "json").json
    }
    for row in rows:
        assert list(row) == "commitment title before after changes happened became_known".split()  # noqa: SIM905
        assert row["after"] == status[row["commitment"]]
        for key, (old, new) in row["changes"].items():
            assert (row["before"][key], row["after"][key]) == (old, new)
    assert shared_desk.done("changes", "--since", "2022-09-02", "-f", "ids").stdout.split() == [
        row["commitment"] for row in shared_desk.done("changes", "--since", "2022-09-02", "-f", "json").json
    ]


def test_without_an_option_changes_look_back_to_the_last_meeting(shared_desk: CommandLine) -> None:
    heading, *_ = shared_desk.done("changes").stdout.splitlines()
    assert heading == "Changes since 2024-02-20-san-jose (2024-02-20), to 2025-06-30"


def test_nothing_changed_is_said_and_no_error(shared_desk: CommandLine) -> None:
    ran = shared_desk.done("changes", "--since", "today")
    assert (ran.stdout, ran.sentences) == ("", ["Nothing changed."])
    assert shared_desk.done("changes", "--since", "today", "-f", "json").json == []


def test_changes_as_html_are_a_page(shared_desk: CommandLine) -> None:
    page = shared_desk.done("changes", "--since", "2022", "-f", "html", "--lang", "es").stdout
    assert '<html lang="es">' in page
    assert "<title>Cambios</title>" in page
    assert "Cambios desde 2022, hasta 2025-06-30" in page


def test_what_is_new_answered_or_gone_is_said_in_a_word(desk: CommandLine) -> None:
    by_two = ("--by", "PA", "--obligors", "CR", "--on", "2024-03-01", "--text", "Share it")
    for name in ("tolls", "barge", "oil"):
        desk.done("propose", name, *by_two)
    desk.done("decline", "barge", "--by", "CR", "--on", "2024-08-01")
    desk.done("agree", "tolls", "--obligors", "CR", "--on", "2024-08-02", "--text", "Share it")
    desk.done("agree", "ferry", "--obligors", "CR", "--on", "2024-08-03", "--text", "Build it")
    text = desk.done("changes", "--since", "2024-06-01", "--until", "2024-12-31").stdout
    assert re.findall(r"^(\w+)  .*\[(.*)\]$", text, re.MULTILINE) == [
        ("barge", "proposal declined"),
        ("ferry", "new"),
        ("tolls", "proposal accepted"),
    ]
    assert "1 new, 1 accepted, 1 declined" in text
    assert "[new proposal]" in desk.done("changes", "--since", "2024-02-21", "--until", "2024-06-01").stdout
    last = len(desk.done("events", "-f", "ids").stdout.splitlines())
    desk.done("retract", str(last), "--reason", "It was another ferry")
    text = desk.done("changes", "--since", f"#{last}").stdout
    assert "ferry  Build it  [no longer counts]" in text
    assert "[retracted by #" in text


# Lists


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        ("parties", "CR NI PA"),
        ("themes", "border-works customs river"),
        ("projects", "sixaola-bridge"),
        ("mechanisms", "border-commission"),
        ("claimants", "Contraloría CR MOPT PA press"),
        ("documents", ""),
    ],
)
def test_ids_of_a_list_are_one_a_line(kind: str, ids: str, shared_desk: CommandLine) -> None:
    assert shared_desk.done("list", kind, "-f", "ids").stdout.split() == ids.split()


def test_a_list_that_there_is_not_is_refused_with_those_there_are(shared_desk: CommandLine) -> None:
    assert "'parties', 'institutions'" in shared_desk.refused("list", "topics", exit_code=2)[0]


# People


def test_namesakes_of_one_meeting_are_said(tracker: CommandLine) -> None:
    tracker.done("record", "-", stdin=TWO_OF_ONE_NAME)
    ran = tracker.done("people", "-f", "json")
    assert ran.sentences == [
        (
            "Ana Ruiz was sent to m by PA and CR: if these are two people, tell them apart in the minutes,"
            " like Ana Ruiz (PA)."
        )
    ]
    assert {row["name"]: row["namesakes"] for row in ran.json}["Ana Ruiz"] == ["m"]


def test_what_is_proposed_records_as_it_is(tracker: CommandLine) -> None:
    tracker.done("record", "-", stdin=TWO_OF_ONE_NAME)
    proposed = tracker.done("people", "--suggest", "-f", "yaml").stdout
    assert proposed.startswith("reconcile:\n  # another way of writing it\n  - {")
    assert "otra manera de escribirlo" in tracker.done("people", "--suggest", "--lang", "es").stdout
    tracker.done("record", "-", stdin=proposed)
    assert tracker.done("people", "--suggest", "-f", "ids").stdout == ""
    assert tracker.done("people", "-q", "-f", "ids").stdout.splitlines() == [
        "Ana Ruiz",
        "Gral. Luis Solís",
        "Sean O’Brien",  # noqa: RUF001 (as it is written)
    ]
    assert tracker.done("people", "--suggest", "-f", "yaml").stdout == "reconcile: []\n"


def test_only_what_is_proposed_is_written_as_minutes(shared_desk: CommandLine) -> None:
    assert "--suggest" in shared_desk.refused("people", "-f", "yaml", exit_code=2)[0]


def test_the_words_that_are_completed_are_those_that_a_field_takes() -> None:
    for (stored_type, key), words in WORDS.items():
        allowed = str(FACTS[stored_type].model_fields[key].annotation)
        assert re.findall(r"'(\w+)'", allowed) == list(words)


def test_an_event_number_that_there_is_not_yet_is_said(tracker: CommandLine) -> None:
    tracker.done("agree", "c", "--text", "A bridge.", "--obligors", "MX", "--on", "2024")
    ran = tracker.done("status", "--known-at", "#139", "-f", "ids")
    assert (ran.stdout, ran.sentences) == ("c\n", ["--known-at #139 is after the last event, #1."])
    assert tracker.done("status", "--known-at", "#1", "-f", "ids").sentences == []
