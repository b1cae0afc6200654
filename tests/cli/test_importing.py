"""A history goes into an empty store as it was written: whole, in its order, or not at all."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from command_line import CommandLine, signed

from tracker.formats import import_history
from tracker.log.sqlite.recorder import SQLiteDCBRecorder

Event = dict[str, Any]


@pytest.fixture
def events(shared_desk: CommandLine) -> list[Event]:
    """Give the history of the dossier, which has retractions."""
    return [json.loads(line) for line in shared_desk.done("export").stdout.splitlines()]


def written(events: list[Event]) -> str:
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)


def test_a_history_imported_is_exported_as_it_was(tracker: CommandLine, shared_desk: CommandLine) -> None:
    history = shared_desk.done("export").stdout
    count = len(history.splitlines())
    assert tracker.done("import", "-", stdin=history).stderr == f"Imported {count} events\n"
    assert tracker.done("export").stdout == history
    assert tracker.done("verify").stderr == f"Whole: {count} events\n"
    assert tracker.done("status", "-f", "json").json == shared_desk.done("status", "-f", "json").json
    assert tracker.done("import", "-", stdin=history).stderr == "Nothing new: it is all there.\n"


@pytest.mark.parametrize("is_there", [False, True], ids=["new", "made"])
def test_from_which_line_on_events_get_other_numbers_is_said(
    tracker: CommandLine, events: list[Event], *, is_there: bool
) -> None:
    if is_there:
        tracker.done("init", "-q")
    place = next(number for number, event in enumerate(events) if event["type"] == "status.updated")
    assert not any(events[place]["id"] in json.dumps(event) for event in events[place + 1 :])
    del events[place]
    ran = tracker.done("import", "-", stdin=written(events))
    here, other = f"from line {place + 1} of stdin on", f"what was #{place + 2} there is #{place + 1}"
    assert ran.sentences == [
        f"Note: {here}, events have other numbers than in the file: {other}.",
        f"Imported {len(events)} events",
    ]
    again = tracker.done("import", "-", stdin=tracker.done("export").stdout)
    assert again.sentences == ["Nothing new: it is all there."]


def test_a_history_that_says_no_numbers_is_not_said_to_have_others(
    tracker: CommandLine, events: list[Event]
) -> None:
    for event, said in zip(events, (None, "7", True), strict=False):
        event["position"] = said
    del events[3]["position"]
    assert tracker.done("import", "-", stdin=written(events)).sentences == [f"Imported {len(events)} events"]


def test_a_replay_says_it_too(tracker: CommandLine, events: list[Event]) -> None:
    (note,) = tracker.done("replay", "-", stdin=written(events[1:])).sentences
    assert note.startswith("Note: from line 1 of stdin on, events have other numbers")
    assert tracker.done("replay", "-", stdin=written(events)).sentences == []


def test_a_history_without_the_tags_of_retractions_is_completed(
    tracker: CommandLine, events: list[Event], shared_desk: CommandLine
) -> None:
    retractions = [event for event in events if event["type"] == "event.retracted"]
    assert retractions
    for event in retractions:
        del event["data"]["tags"]
    tracker.done("import", "-", stdin=written(events))
    assert tracker.done("export").stdout == shared_desk.done("export").stdout


def test_a_history_goes_on_where_another_import_ended(tracker: CommandLine, events: list[Event]) -> None:
    tracker.done("import", "-", stdin=written(events[:20]))
    ran = tracker.done("import", "-", stdin=written(events))
    assert ran.stderr == f"Imported {len(events) - 20} events\n"
    assert tracker.done("export").stdout.splitlines() == written(events).splitlines()


@pytest.mark.parametrize("start", [0, 7])
def test_a_store_that_holds_other_events_is_refused(
    start: int, tracker: CommandLine, events: list[Event]
) -> None:
    others = [json.loads(line) for line in written(events[: start + 1]).splitlines()]
    others[start] = signed({**others[start], "id": "01900000-0000-7000-8000-00000000aaaa"})
    tracker.done("import", "-", stdin=written(others))
    before = tracker.done("export").stdout
    ran = tracker("import", "-", stdin=written(events))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("Error: the store desk.db holds other events.\nHint: ")
    assert tracker.done("export").stdout == before


def test_into_a_store_that_is_there_a_long_history_goes_in_chunks_that_go_on(
    tracker: CommandLine, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_history, "WHOLE", 9)
    monkeypatch.setattr(import_history, "CHUNK", 10)
    broken = written([*events[:-1], {**events[-1], "data": {}}])
    assert tracker("import", "-", stdin=broken).exit_code == 1
    assert not tracker.store.exists()

    tracker.done("init", "-q")
    append, appended = SQLiteDCBRecorder.append, list[int]()

    def fail_at_the_third(self: SQLiteDCBRecorder, *arguments: Any) -> int:
        if len(appended) == 2:
            raise KeyboardInterrupt
        appended.append(append(self, *arguments))
        return appended[-1]

    with monkeypatch.context() as patch:
        patch.setattr(SQLiteDCBRecorder, "append", fail_at_the_third)
        tracker("import", "-", stdin=written(events))
    assert appended == [10, 20]
    ran = tracker.done("import", "-", stdin=written(events))
    assert ran.stderr.splitlines()[-1] == f"Imported {len(events) - 20} events"
    assert tracker.done("export").stdout.splitlines() == written(events).splitlines()


def first_retraction(events: list[Event]) -> int:
    return next(number for number, event in enumerate(events) if event["type"] == "event.retracted")


def _twice(events: list[Event]) -> tuple[int, str]:
    events[12] = {**events[12], "id": events[3]["id"]}
    return 13, f"the event {events[3]['id']} is there twice"


def _before_its_target(events: list[Event]) -> tuple[int, str]:
    retraction = events.pop(first_retraction(events))
    events.insert(0, retraction)
    return 1, f"it retracts {retraction['data']['event']}, which is not before it"


def _itself(events: list[Event]) -> tuple[int, str]:
    number = first_retraction(events)
    events[number]["data"]["event"] = events[number]["id"]
    return number + 1, f"it retracts {events[number]['id']}, which is not before it"


def _unknown(events: list[Event]) -> tuple[int, str]:
    events[4]["type"] = "treaty.signed"
    return 5, "the type treaty.signed is not known"


def _no_fact(events: list[Event]) -> tuple[int, str]:
    events[0]["data"]["colour"] = "red"
    return 1, "colour: 'colour' is not a key here"


def _without_a_stamp(events: list[Event]) -> tuple[int, str]:
    del events[2]["batch"]
    return 3, "the event has no batch"


@pytest.mark.parametrize("spoil", [_twice, _before_its_target, _itself, _unknown, _no_fact, _without_a_stamp])
def test_a_history_with_a_mistake_is_refused_with_its_line(
    spoil: Callable[[list[Event]], tuple[int, str]], tracker: CommandLine, events: list[Event]
) -> None:
    line, said = spoil(events)
    ran = tracker("import", "-", stdin=written(events))
    assert (ran.exit_code, ran.stdout) == (2 if spoil is _without_a_stamp else 1, "")
    assert ran.stderr.startswith(f"Error: stdin:{line}: {said}"), ran.stderr
    assert not tracker.store.exists()
    if spoil in {_no_fact, _without_a_stamp}:
        assert tracker("replay", "-", stdin=written(events)).stderr == ran.stderr


@pytest.mark.parametrize("spoil", [_before_its_target, _itself])
def test_a_retraction_of_what_is_not_before_it_acts_on_nothing_in_a_replay(
    spoil: Callable[[list[Event]], tuple[int, str]], tracker: CommandLine, events: list[Event]
) -> None:
    number = first_retraction(events)
    without = [*events[:number], *events[number + 1 :]]
    rows = tracker.done("replay", "-", "-f", "json", stdin=written(without)).json
    spoil(events)
    assert tracker.done("replay", "-", "-f", "json", stdin=written(events)).json == rows


def test_a_part_of_a_history_is_replayed(shared_desk: CommandLine, events: list[Event]) -> None:
    part = shared_desk.done("events", "--after", str(first_retraction(events)), "-f", "ndjson").stdout
    assert json.loads(part.splitlines()[0])["type"] == "event.retracted"
    shared_desk.done("replay", "-", stdin=part)


def test_lines_of_others_are_listed_by_replay_whatever_ids_they_have(
    shared_desk: CommandLine, events: list[Event]
) -> None:
    foreign = [{"type": "treaty.signed", "id": "1"}, {"type": "treaty.signed", "id": "1"}, {"type": "x"}]
    ran = shared_desk.done("replay", "-", stdin=written([*events, *foreign]))
    assert len(ran.stderr.splitlines()) == 3


@pytest.mark.parametrize("target", [[], {}, None, 7])
def test_a_retraction_of_no_event_is_refused(
    target: object, tracker: CommandLine, events: list[Event]
) -> None:
    number = first_retraction(events)
    events[number]["data"] = {"event": target, "reason": "because"}
    for command in ("import", "replay"):
        ran = tracker(command, "-", stdin=written(events))
        assert (ran.exit_code, ran.stdout) == (1, "")
        assert ran.stderr.startswith(f"Error: stdin:{number + 1}: event: ")


def test_a_store_that_differs_in_the_middle_is_refused(tracker: CommandLine, events: list[Event]) -> None:
    others = [*events[:3], signed({**events[3], "recordedby": "somebody"}), *events[4:9]]
    tracker.done("import", "-", stdin=written(others))
    ran = tracker("import", "-", stdin=written(events))
    assert (ran.exit_code, "holds other events" in ran.stderr) == (1, True)


def test_a_history_without_events_is_nothing_new(tracker: CommandLine) -> None:
    for history in (b"", b"\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"):
        assert tracker("import", "-", stdin=history).stderr == "Nothing new: it is all there.\n"


def test_a_type_written_with_escapes_cannot_hide_what_it_retracts(
    tracker: CommandLine, events: list[Event]
) -> None:
    history = written(events).replace('"event.retracted"', '"event\\u002eretracted"')
    ran = tracker("import", "-", stdin=history)
    assert ran.exit_code == 1
    assert f"stdin:{first_retraction(events) + 1}: its type is written with escapes" in ran.stderr
    assert not tracker.store.exists()


def first(events: list[Event], stored_type: str) -> int:
    return next(number for number, event in enumerate(events) if event["type"] == stored_type)


def said(events: list[Event], number: int, **fields: Any) -> None:
    events[number] = signed({**events[number], "data": {**events[number]["data"], **fields}})


_OTHER = {"id": "01900000-0000-7000-8000-00000000aaaa", "batch": "01900000-0000-7000-8000-00000000bbbb"}
"""What tells one recording from another."""


def _of_nothing(events: list[Event]) -> tuple[int, str]:
    number = first(events, "status.updated")
    said(events, number, commitment="nowhere")
    return number + 1, "there is no commitment nowhere"


def _by_no_occasion(events: list[Event]) -> tuple[int, str]:
    number = first(events, "commitment.agreed")
    said(events, number, occasion="nowhere")
    return number + 1, "there is no meeting or document nowhere"


def _of_no_obligor(events: list[Event]) -> tuple[int, str]:
    number = first(events, "status.updated")
    said(events, number, obligor="NZ")
    return number + 1, f"NZ is no obligor of {events[number]['data']['commitment']}"


def _parts_of_each_other(events: list[Event]) -> tuple[int, str]:
    number = first(events, "commitment.agreed")
    one, other = (events[each]["data"]["id"] for each in (number, number + 1))
    said(events, number, parent=other)
    said(events, number + 1, parent=one)
    return number + 2, f"{other} cannot be a part of {one}, since {one} is a part of it"


def _an_id_again(events: list[Event]) -> tuple[int, str]:
    again = events[first(events, "commitment.agreed")]
    number = first(events, "commitment.agreed") + 1
    events.insert(number, signed({**again, **_OTHER}))
    return number + 1, f"{again['data']['id']} is recorded before it already"


def _from_the_future(events: list[Event]) -> tuple[int, str]:
    events[1] = signed({**events[1], "time": "2999-01-01T00:00:00.000000Z"})
    return 2, "it was recorded at 2999-01-01T00:00:00.000000Z, more than a day from now"


def _the_last_of_nothing(events: list[Event]) -> tuple[int, str]:
    claim = signed({**events[first(events, "status.updated")], **_OTHER})
    events.append(signed({**claim, "data": {**claim["data"], "commitment": "nowhere"}}))
    return len(events), "there is no commitment nowhere"


def _retractions_of_retractions(events: list[Event]) -> tuple[int, str]:
    retraction = events[first_retraction(events)]
    for number in range(20):
        own = {"id": f"01900000-0000-7000-8000-{number:012x}", "batch": _OTHER["batch"]}
        data = {"event": (events[-1] if number else retraction)["id"], "reason": "again"}
        events.append({**{k: v for k, v in retraction.items() if k != "digest"}, **own, "data": data})
        events[-1]["schemaversion"] = 1  # which has no digest, and lets its tags be completed
    return len(events), "it is the last of more than 20 retractions of one another"


@pytest.mark.parametrize(
    "spoil",
    [
        *(_of_nothing, _by_no_occasion, _of_no_obligor, _parts_of_each_other, _an_id_again),
        *(_from_the_future, _the_last_of_nothing, _retractions_of_retractions),
    ],
)
def test_a_history_that_could_not_have_been_recorded_is_refused_with_its_line(
    spoil: Callable[[list[Event]], tuple[int, str]], tracker: CommandLine, events: list[Event]
) -> None:
    line, sentence = spoil(events)
    ran = tracker("import", "-", stdin=written(events))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"Error: stdin:{line}: {sentence}"), ran.stderr
    assert not tracker.store.exists()


HISTORIES = sorted((Path(__file__).parents[1] / "histories").glob("*.jsonl"))


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.name)
def test_a_history_of_any_version_of_a_real_store_could_have_been_recorded(
    history: Path, tracker: CommandLine
) -> None:
    text = history.read_text("utf-8")
    ran = tracker.done("import", "-", stdin=text)
    assert ran.stderr == f"Imported {len(text.splitlines())} events\n"


def spoilt(events: list[Event], random: Random) -> list[Event]:
    """Change a reference, swap two lines, put a line in again under another event id, or leave one out."""
    number, other = random.randrange(len(events)), random.randrange(len(events))
    match random.choice(("refer", "swap", "again", "drop")):
        case "refer":
            fields = [each for each in ("commitment", "occasion", "parent") if each in events[number]["data"]]
            for field in fields:
                said(events, number, **{field: random.choice(("nowhere", "border-works", "sixaola-bridge"))})
        case "swap":
            events[number], events[other] = events[other], events[number]
        case "again":
            id_ = "01900000-0000-7000-8000-00000000aaaa"
            events.insert(number, signed({**events[number], "id": id_}))
        case "drop":
            del events[number]
    return events


READING = ("status", "check", "scorecard", "people", "meetings", "events", "timeline")


@pytest.mark.parametrize("seed", range(12))
def test_a_spoilt_history_is_refused_with_a_line_or_can_be_read(
    seed: int, tracker: CommandLine, events: list[Event]
) -> None:
    ran = tracker("import", "-", stdin=written(spoilt(events, Random(seed))))
    assert "Traceback" not in ran.stderr
    assert "should not" not in ran.stderr
    if ran.exit_code:
        assert ran.stderr.startswith("Error: stdin:"), ran.stderr
        return
    for verb in READING:
        read = tracker(verb)
        assert "should not" not in read.stderr, read.stderr
        assert read.exit_code in {0, 1, 2}
    assert tracker.done("verify").stderr.startswith("Whole: ")
