"""What was taken back is recorded anew, restored or left where it is: as the user says, and in words."""

import sqlite3
from contextlib import closing

import pytest
from command_line import CommandLine
from eventsourcing.dcb.api import DCBEvent

from events.canonical import canonical
from tracker.log.sqlite.recorder import SQLiteDCBRecorder

MINUTES = "meeting: {id: m, held: 2024-03-01}\ncommitments: [{id: c, text: A bridge., obligors: [MX, US]}]\n"


@pytest.fixture
def bridge(tracker: CommandLine) -> CommandLine:
    (tracker.folder / "m.yaml").write_text(MINUTES, encoding="utf-8")
    tracker.done("record", "m.yaml")
    return tracker


def shown(desk: CommandLine, reference: str = "c") -> str:
    return desk.done("show", reference, "-f", "json").stdout


def test_recorded_again_after_it_was_undone_it_is_nothing_new_unless_it_is_restored(
    bridge: CommandLine,
) -> None:
    bridge.done("undo", "--yes")
    again = bridge.done("record", "m.yaml")
    assert any("--restore records it anew" in each for each in again.sentences)
    assert bridge.done("status", "-f", "ids").stdout == ""
    restored = bridge.done("record", "--restore", "m.yaml")
    assert any("it is recorded anew" in each for each in restored.sentences)
    assert bridge.done("status", "-f", "ids").stdout == "c\n"
    assert bridge.done("record", "m.yaml").sentences == ["Nothing new: it is all recorded already."]


@pytest.mark.parametrize("last", [("update", "c", "stalled", "--by", "MX", "--on", "2024-05-01"), None])
def test_redo_gives_back_exactly_the_same_page(last: tuple[str, ...] | None, bridge: CommandLine) -> None:
    if last:
        bridge.done(*last)
    before = shown(bridge), bridge.done("status", "-f", "json").stdout, shown(bridge, "m")
    bridge.done("undo", "--yes")
    bridge.done("redo", "--yes")
    after = shown(bridge), bridge.done("status", "-f", "json").stdout, shown(bridge, "m")
    assert after == before


def test_an_agreement_is_restored_though_its_proposal_was_declined_meanwhile(tracker: CommandLine) -> None:
    """As it could be recorded anew: an agreement accepts what was asked for, whatever was said before."""
    asked = ("c", "--text", "A bridge.", "--obligors", "MX")
    tracker.done("propose", *asked, "--by", "US", "--on", "2024-01-01")
    tracker.done("agree", *asked, "--on", "2024-02-01")
    tracker.done("undo", "--yes")
    tracker.done("decline", "c", "--by", "MX", "--on", "2024-01-15")
    assert [row["status"] for row in tracker.done("status", "-f", "json").json] == ["declined"]
    (agreement,) = (e for e in tracker.done("events", "-f", "json").json if e["type"] == "event.retracted")
    tracker.done("retract", f"#{agreement['position']}", "--reason", "it was agreed after all")
    (row,) = tracker.done("status", "-f", "json").json
    assert (row["status"], row["agreed"]) == ("agreed", "2024-02-01")
    assert tracker.done("verify").exit_code == 0
    assert "declined" in tracker.done("timeline", "c").stdout


def test_a_decline_is_not_restored_once_it_is_agreed(tracker: CommandLine) -> None:
    asked = ("c", "--text", "A bridge.", "--obligors", "MX")
    tracker.done("propose", *asked, "--by", "US", "--on", "2024-01-01")
    tracker.done("decline", "c", "--by", "MX", "--on", "2024-01-15")
    tracker.done("undo", "--yes")
    tracker.done("agree", *asked, "--on", "2024-02-01")
    sentences = tracker.refused("retract", "#3", "--reason", "it was declined after all")
    assert sentences[0] == "Error: c is agreed: only what is proposed can be declined."


def test_an_event_that_is_no_fact_is_retracted_and_named_no_more(bridge: CommandLine) -> None:
    event_id = "01900000-0000-7000-8000-00000000000a"
    recorder = SQLiteDCBRecorder(bridge.store)
    data = canonical({"stamp": {"id": event_id, "recorded_at": "soon"}}).encode()
    recorder.append([DCBEvent("treaty.signed", data, [f"event:{event_id}"])])
    recorder.close()
    assert any("#3" in each for each in bridge.done("status").sentences)
    bridge.done("retract", "#3", "--reason", "it is no fact")
    assert bridge.done("status").sentences == []
    assert bridge.done("status", "-f", "ids").stdout == "c\n"
    sentences = bridge.refused("retract", "#3", "--reason", "again")
    assert "is retracted already" in sentences[0]


AN_ID = "01900000-0000-7000-8000-00000000000a"


@pytest.mark.parametrize(
    ("data", "tags"),
    [
        ("junk", "[]"),
        ("junk", f'["event:{AN_ID}"]'),
        ('{"stamp":{"id":true}}', '["commitment:c"]'),
        ('{"stamp":{"id":"1e2","schema_version":2}}', "5"),
        (f'{{"stamp":{{"id":"{AN_ID}"}}}}', "[]"),
        (f'{{"stamp":{{"id":"{AN_ID}"}}}}', '["commitment:c","\\ud800"]'),
    ],
)
def test_an_event_that_no_tag_leads_to_is_retracted_by_its_number(
    data: str, tags: str, bridge: CommandLine
) -> None:
    with closing(sqlite3.connect(bridge.store)) as connection, connection:
        connection.execute("INSERT INTO events VALUES (3, 'treaty.signed', ?, ?)", (data, tags))
    assert "#3" in "".join(bridge.done("status").sentences)
    bridge.done("retract", "#3", "--reason", "it is no fact")
    ran = bridge.done("status", "-f", "ids")
    assert (ran.sentences, ran.stdout) == ([], "c\n")
    assert "is retracted already" in bridge.refused("retract", "3", "--reason", "again")[0]
    bridge.done("undo", "--yes")
    assert "#3" in "".join(bridge.done("status").sentences)
    bridge.done("redo", "--yes")
    assert bridge.done("status").sentences == []
    found = [each for each in bridge("verify").stderr.splitlines() if each.startswith("Error: ")]
    assert "#3" in found[0]
    assert not any("#4" in each for each in found)  # it retracts an event that is before it


def test_an_event_with_the_id_of_another_is_never_taken_for_it(bridge: CommandLine) -> None:
    agreement = bridge.done("events", "-f", "json").json[1]
    recorder = SQLiteDCBRecorder(bridge.store)
    data = canonical({"stamp": {"id": agreement["id"], "recorded_at": "soon"}}).encode()
    recorder.append([DCBEvent("treaty.signed", data, [f"event:{agreement['id']}"])])
    recorder.close()
    bridge.done("retract", "#3", "--reason", "it is no fact")
    ran = bridge.done("status", "-f", "ids")
    assert (ran.sentences, ran.stdout) == ([], "c\n")
