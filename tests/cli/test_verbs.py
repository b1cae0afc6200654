"""A fact verb is one row: what it asks for has a word of help, and its example can be typed."""

import shlex
import subprocess
import sys

import click
import pytest
from command_line import CommandLine, verbs

import tracker.cli
from events import kinds
from events.facts import FACTS
from tracker.cli import main
from tracker.cli.fields import KEYS, key_of
from tracker.cli.verbs import SECTIONS, VERBS, Records

PATH = list(tracker.cli.__path__)
RECORDED = {name: verb.records for name, verb in VERBS.items() if verb.records}


@pytest.mark.parametrize("name", RECORDED)
def test_every_key_of_a_verb_has_a_word_of_help(name: str) -> None:
    records = RECORDED[name]
    keys = [key.strip("[]") for key in (*records.arguments.split(), *records.keys.split())]
    assert [key for key in keys if not key_of(records, key).help] == []


def test_a_key_that_nobody_described_is_a_text_and_breaks_no_verb() -> None:
    assert key_of(Records("x", "", "wholly_new", "", ""), "wholly_new").metavar == "TEXT"
    assert "wholly_new" not in KEYS


@pytest.mark.parametrize("name", RECORDED)
def test_the_example_of_a_verb_can_be_typed(name: str) -> None:
    program, verb, *arguments = shlex.split(RECORDED[name].example.replace("\\\n", ""))
    assert (program, verb) == ("tracker", name)
    group = main.make_context("tracker", [verb, *arguments])
    context = verbs()[name].make_context(name, arguments, group)
    given = {key for key, value in context.params.items() if value not in (None, (), False)}
    assert len(given) >= 2


def test_every_kind_of_fact_but_a_retraction_has_one_verb() -> None:
    recorded = [records.type for records in RECORDED.values()]
    assert sorted(recorded) == sorted(set(kinds.BY_TYPE) - {kinds.RETRACTED})


def test_a_verb_for_which_there_is_no_kind_of_fact_is_not_listed() -> None:
    code = (
        "from events import kinds; del kinds.BY_TYPE['topic.recorded']\n"
        "from tracker.cli.verbs import VERBS; print('topic' in VERBS, 'agree' in VERBS)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert ran.stdout.strip() == "False True"


@pytest.mark.parametrize("name", RECORDED)
def test_a_verb_whose_fact_is_to_come_says_so(
    name: str, tracker: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker.done("init")
    monkeypatch.setattr(
        "events.facts.FACTS", {kind: fact for kind, fact in FACTS.items() if kind != RECORDED[name].type}
    )
    arguments = ["x" for each in verbs()[name].params if isinstance(each, click.Argument) and each.required]
    (error, hint) = tracker.refused(name, *arguments)
    assert error == f"Error: this version cannot record {RECORDED[name].type} yet."
    assert hint.startswith("Hint: ")


def test_the_rows_load_neither_click_nor_pydantic() -> None:
    code = "import sys, tracker.cli.verbs as v; print(len(v.VERBS), *sys.modules)"
    # The package of the command line is click's own; its rows are read without it.
    alone = (
        f"import sys, types; sys.modules['tracker.cli'] = p = types.ModuleType('p'); p.__path__ = {PATH!r}"
    )
    ran = subprocess.run(
        [sys.executable, "-c", f"{alone}; {code}"], capture_output=True, text=True, check=True, timeout=30
    )
    count, *modules = ran.stdout.split()
    assert int(count) == len(VERBS)
    assert {"click", "pydantic", "eventsourcing", "sqlite3"}.isdisjoint(modules)


def test_the_sections_are_those_of_the_contract() -> None:
    assert {verb.section for verb in VERBS.values()} == set(SECTIONS)
    assert SECTIONS == ("Record", "Read", "Correct", "Exchange", "Keep")


@pytest.mark.parametrize("option", ["--theme", "--themes"])
def test_a_theme_is_given_by_either_name(option: str, tracker: CommandLine) -> None:
    agreed = ("agree", "w", "--on", "2024", "--obligors", "PA", "--text", "x")
    tracker.done(*agreed, option, "rivers")
    assert tracker.done("status", "--theme", "rivers", "-f", "ids").stdout == "w\n"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["budget"], "--other budget is no KEY=TEXT."),
        (["=120"], "--other =120 is no KEY=TEXT."),
        (["budget=1", "budget=2"], "--other budget is given twice."),
    ],
)
def test_what_else_is_kept_is_a_key_and_a_text(given: list[str], said: str, tracker: CommandLine) -> None:
    tracker.done("init")
    options = [word for each in given for word in ("--other", each)]
    (error, _) = tracker.refused("meeting", "m", "--held", "2024", *options, exit_code=2)
    assert error == f"Error: {said}"


def test_a_claim_says_who_says_so_and_is_of_today(tracker: CommandLine) -> None:
    tracker.done("agree", "w", "--on", "2024", "--obligors", "PA", "--text", "x")
    (error, *_) = tracker.refused("update", "w", "stalled", exit_code=2)
    assert error == "Error: missing --by."
    (event,) = tracker.done("update", "w", "stalled", "--by", "PA", "-f", "json").json
    assert (event["data"]["by"], event["data"]["effective"]) == (["PA"], "2025-06-30")
    (event,) = tracker.done("revise", "w", "2026", "-f", "json").json
    assert event["data"]["announced"] == "2025-06-30"


# The store


@pytest.mark.parametrize("command", [["meeting", "m", "--held", "2024"], ["record", "-"]])
def test_a_store_that_recording_makes_is_named(command: list[str], tracker: CommandLine) -> None:
    minutes = "meeting: {id: m2, held: 2024}"
    ran = tracker.done(*command, "--store", "typo.db", stdin=minutes)
    assert ran.sentences[0] == "Created typo.db"
    assert ran.sentences[1].startswith("Recorded #1 meeting.held")
    again = tracker.done("meeting", "m3", "--held", "2024", "--store", "typo.db")
    assert "Created" not in again.stderr
    assert "Created" not in tracker.done(*command, "-n", "--store", "other.db", stdin=minutes).stderr
    assert tracker.done(*command, "-q", "--store", "third.db", stdin=minutes).stderr == ""


def test_a_whole_page_that_was_recorded_is_told_by_how_it_begins(tracker: CommandLine) -> None:
    text = "a road and a bridge " * 200
    told = tracker.done("agree", "c", "--text", text, "--obligors", "MX", "--on", "2024").stderr
    assert len(told) < 600
    assert "…" in told
    (row,) = tracker.done("export", "status", "-f", "json").json
    assert row["text"] == {"en": text.strip()}
