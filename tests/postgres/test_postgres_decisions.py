"""Decisions come out the same on both stores."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from servers import Database

from tracker.log.store import store_at
from tracker.testing import (
    EPOCH,
    History,
    Scenario,
    agreed,
    claimed,
    fact,
    held,
    institution,
    published,
    revised,
    sent,
    tables,
)

MINUTES = """
meeting: {id: summit, title: Summit, held: 2022-03-14, host: SRE}
institutions:
  - {party: US, id: DHS, names: Homeland Security}
  - {party: US, id: CBP, parent: DHS, names: Customs}
commitments:
  - {id: crossing, text: {en: Build it, es: Construir}, obligors: [US, MX], deadline: 2024}
updates:
  - {commitment: crossing, status: in-progress, by: MX, obligor: MX, percent: 90, effective: 2024-11-19}
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    """Give an empty history on a store of each kind."""
    if request.param == "sqlite":
        store, user = store_at(tmp_path / "log.db"), "tester"
    else:
        database: Database = request.getfixturevalue("database")
        user = request.getfixturevalue("writer")
        store = store_at(database.url(user))
    recorder = store.recorder()
    history = History(recorder)
    history.user = user
    yield history
    recorder.close()  # type: ignore[attr-defined]


def test_a_commitment_is_agreed_once(history: History) -> None:
    history.given(agreed("crossing"))
    history.when(agreed("crossing")).then_nothing_new()
    history.when(agreed("crossing", text="Another one.")).then_refused("crossing is recorded already")


def test_an_update_is_about_a_commitment_that_is_there(history: History) -> None:
    history.when(claimed("crossing")).then_refused("crossing")
    history.given(agreed("crossing"))
    history.when(claimed("crossing", "fulfilled", by="US")).then(claimed("crossing", "fulfilled", by="US"))
    assert history.status_of("crossing")["status"] == "fulfilled"


def test_a_claim_about_a_side_that_is_no_obligor_is_refused(history: History) -> None:
    history.given(agreed("crossing", obligors=["US", "MX"]))
    history.when(claimed("crossing", "fulfilled", by="CA", obligor="CA"))
    history.then_refused("CA is no obligor of crossing")


def test_an_institution_needs_its_parent(history: History) -> None:
    history.when(institution("CBP", parent="DHS")).then_refused("DHS")
    history.given(institution("DHS"), institution("CBP", parent="DHS"))


def test_a_meeting_cannot_be_retracted_under_what_rests_on_it(history: History) -> None:
    history.given(held("summit"), agreed("crossing", occasion="summit"), sent("MX", "summit"))
    meeting = history.last("meeting.held")
    history.when_retracted(meeting).then_refused("crossing")
    history.when_retracted(meeting, with_dependents=True)
    history.then_types("event.retracted", "event.retracted", "event.retracted")


def test_a_retraction_of_a_retraction_restores(history: History) -> None:
    history.given(agreed("crossing"), claimed("crossing", "fulfilled"))
    history.when_retracted(history.last("status.updated"))
    assert history.status_of("crossing")["status"] == "agreed"
    history.when_retracted(history.last("event.retracted"))
    assert history.status_of("crossing")["status"] == "fulfilled"


def test_minutes_are_recorded_whole_and_only_once(history: History) -> None:
    history.when_minutes(MINUTES)
    history.then_types(
        "institution.recorded",
        "institution.recorded",
        "meeting.held",
        "commitment.agreed",
        "status.updated",
    )
    history.when_minutes(MINUTES).then_nothing_new()


def test_changed_minutes_correct_what_they_recorded(history: History) -> None:
    history.when_minutes(MINUTES)
    history.when_minutes(MINUTES.replace("deadline: 2024", "deadline: 2027"))
    assert [each.type for each in history.facts()][5:] == ["event.retracted", "commitment.agreed"]


def test_minutes_with_one_refusal_record_nothing(history: History) -> None:
    history.when_minutes(MINUTES.replace("commitment: crossing", "commitment: elsewhere"))
    history.then_refused("elsewhere")
    assert history.facts() == []


def test_supersession_and_deadlines_show_in_the_table(history: History) -> None:
    history.given(
        agreed("crossing", deadline="2024"),
        agreed("bridge"),
        revised("crossing", "2026"),
        published("statement"),
        fact("commitment.superseded", commitment="bridge", superseded_by="crossing", on="2023-01-01"),
    )
    assert history.status_of("crossing", as_of="2025-06-01")["schedule"] == "slipped"
    assert history.status_of("bridge")["status"] == "superseded"


def test_texts_in_any_script_come_back_as_they_were(history: History) -> None:
    text = {"en": "Ñandú — “bridge”", "es": "国境の橋 \U0001f309", "fr": "a\\b'c\"d{e},f"}
    history.given(agreed("crossing", text=text, external="x,{y}\"'\\"))
    assert history.facts()[0].fields["text"] == text
    assert history.facts()[0].fields["external"] == "x,{y}\"'\\"
    history.when(agreed("crossing", text=text, external="x,{y}\"'\\")).then_nothing_new()


def test_views_of_both_stores_obey_the_laws_of_views(history: History) -> None:
    history.given(agreed("crossing"), claimed("crossing"))
    history.at(EPOCH - timedelta(hours=1)).given(claimed("crossing", "fulfilled", on="2024"))
    history.when_retracted(history.last("status.updated"))
    scenario = Scenario(history.facts())
    scenario.then_rebuild_equals_incremental().then_delivered_twice_changes_nothing()
    assert tables(scenario.connection)


def test_a_decision_of_five_hundred_lines_is_one_append(history: History) -> None:
    lines = "\n".join(f"  - {{id: c{n}, text: Promise {n}, obligors: [US, MX]}}" for n in range(500))
    history.when_minutes(f"meeting: {{id: summit, title: S, held: 2022-03-14}}\ncommitments:\n{lines}\n")
    assert len(history.recorded) == 501
    assert len({each.stamp["batch"] for each in history.facts()}) == 1
