"""The laws of the projector on histories that have everything in them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tracker.formats.history import HistoryLog
from tracker.projections.build import in_memory
from tracker.projections.projector import Projector
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
    tables,
)

MINUTES = """
meeting: {id: summit, held: 2022-03-14, title: {en: A summit, es: Una cumbre}, mechanism: hlsd}
sources: [{url: https://a.example/communique}]
institutions:
  - {party: US, id: DHS}
  - {party: US, id: CBP, parent: DHS}
  - {party: US, id: GAO, independent: true}
mechanisms: [{id: hlsd, parties: [MX, US]}]
topics: [{kind: theme, id: border, spellings: [frontera]}]
reconcile: [{kind: person, show: Ana Paz, spellings: [A. Paz]}]
delegations: [{party: MX, head: A. Paz}, {party: US, members: [{name: Joe Doe, institution: DHS}]}]
commitments:
  - {id: whole, text: The whole., obligors: [US, MX], theme: frontera, deadline: 2024-06}
  - {id: part, text: A part., obligors: US, parent: whole, lead: US/CBP}
updates:
  - {commitment: whole, status: in-progress, by: [US/CBP, MX], effective: 2023, evidence: [https://a.example/1]}
  - {commitment: whole, status: stalled, by: US/GAO, obligor: US, effective: 2023-05, external: k}
deadlines: [{commitment: whole, deadline: 2026, announced: 2023-07-07, by: US}]
amended: [{commitment: part, on: 2023-08, obligors: [US, MX], theme: water}]
reaffirmed: [{commitment: whole, on: 2023-09}]
"""


def of_minutes(history: History) -> None:
    """Record minutes, again, corrected twice, and one line of them back to what it was."""
    history.when_minutes(MINUTES)
    history.when_minutes(MINUTES.replace("status: stalled", "status: fulfilled"))
    history.when_minutes(MINUTES.replace("held: 2022-03-14", "held: 2022-04"))
    history.when_minutes(MINUTES)


def of_second_thoughts(history: History) -> None:
    """Retract and restore in turns, with dependents, out of order."""
    history.given(held("summit"), agreed("a", occasion="summit"), agreed("b", parent="a"))
    history.given(claimed("a", "fulfilled"), claimed("b", "stalled", by="MX"), revised("a", "2030"))
    history.when_retracted(history.last("status.updated"))
    history.when_retracted(history.last("event.retracted"))
    history.when_retracted(history.last("status.updated"))
    history.when_retracted(history.last("meeting.held"), with_dependents=True)
    everything = list(history.recorded)
    history.when_retracted(*everything)
    history.when_retracted(history.last("deadline.revised"))


def of_reversals(history: History) -> None:
    """Let claims come late, go backwards, precede the agreement, and the clock go back."""
    history.given(published("statement", "2021-12"), agreed("a", occasion="statement"), agreed("b"))
    for number, (status, day) in enumerate(
        [("fulfilled", "2024"), ("stalled", "2023-06"), ("in-progress", "2020"), ("withdrawn", "2025?")]
    ):
        history.at(EPOCH - timedelta(days=number)).given(claimed("a", status, on=day, by="US"))
        history.given(claimed("a", status, on=day, by="analyst", obligor="MX"))
    history.given(fact("commitment.superseded", commitment="a", superseded_by="b", on="2024-02"))
    history.given(fact("evidence.added", about="a", url="https://a.example", published="2022"))
    history.given(claimed("a", None, note="They met.", on="2025-12-31"))


def of_a_topic_told_late(history: History) -> None:
    """Name the theme, the institution and the meeting's date only after what they bear on."""
    history.given(held("summit", "2022"), agreed("a", occasion="summit", theme="frontera", lead=["CBP"]))
    history.given(claimed("a", "stalled", by="US/CBP"))
    history.given(fact("topic.recorded", kind="theme", id="border", spellings=["frontera"]))
    history.given(institution("CBP"))
    history.when_minutes("meeting: {id: summit, held: 2023-05-05}")
    history.when_retracted(history.last("topic.recorded"))
    history.given(fact("topic.recorded", kind="theme", id="the-border", spellings=["frontera"]))


HISTORIES = [of_minutes, of_second_thoughts, of_reversals, of_a_topic_told_late]
Tell = Callable[[History], None]


@pytest.fixture(params=HISTORIES)
def told(history: History, request: pytest.FixtureRequest) -> History:
    request.param(history)
    assert history.refusal is None
    return history


def test_a_fact_delivered_twice_changes_nothing(told: History, scenario: type[Scenario]) -> None:
    scenario(told.facts()).then_delivered_twice_changes_nothing()


@pytest.mark.parametrize("batch", [1, 2, 3, 7])
def test_a_view_caught_up_in_steps_is_the_view_built_at_once(
    told: History, scenario: type[Scenario], batch: int
) -> None:
    scenario(told.facts()).then_rebuild_equals_incremental(batch)


def test_what_was_known_at_a_position_is_what_a_view_of_that_much_of_the_log_says(
    told: History, scenario: type[Scenario]
) -> None:
    facts = told.facts()
    whole = scenario(facts)
    for position in range(len(facts) + 1):
        then = scenario(facts[:position])
        for day in ("2022-06-01", "2023-12-31", "2026-01-01"):
            assert whole.status(day, known_at=position) == then.status(day), (position, day)


def test_a_histories_table_is_the_same_however_often_it_is_read(
    told: History, scenario: type[Scenario]
) -> None:
    view = scenario(told.facts())
    assert view.status() == view.status()


def test_what_a_fact_does_not_say_is_not_bound(history: History) -> None:
    """Python takes thrice as long to bind a null as a text, and most of what a claim may say it does not."""
    history.given(agreed("a"), claimed("a", "stalled"), claimed("a", None, note="They met."))
    connection, inserted = in_memory(HistoryLog([])), list[str]()
    connection.set_trace_callback(inserted.append)
    Projector(connection).apply(history.facts())
    claims = [each for each in inserted if each.startswith("INSERT INTO claim ")]
    assert len(claims) == 2
    assert not any("NULL" in each for each in claims)


def test_what_a_fact_says_is_nothing_is_as_what_it_does_not_say(history: History) -> None:
    history.given(agreed("a"), claimed("a", "stalled"))
    *before, claim = history.facts()
    spelt_out = claim._replace(fields={**claim.fields, "note": None, "percent": None, "evidence": None})
    views = (in_memory(HistoryLog([*before, each])) for each in (claim, spelt_out))
    assert tables(next(views)) == tables(next(views))


def test_the_laws_are_no_law_for_a_view_that_misses_a_fact(history: History) -> None:
    """The harness itself would notice: a table that lacks a row is not the same table."""
    of_minutes(history)
    view = Scenario(history.facts())
    view.connection.execute("DELETE FROM claim WHERE position = (SELECT max(position) FROM claim)")
    with pytest.raises(AssertionError):
        view.then_rebuild_equals_incremental()
