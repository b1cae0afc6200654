"""What stands is the same for the decisions, the view, the timelines and the brief, at every known-at."""

import sqlite3
from collections.abc import Iterator

from histories import histories
from hypothesis import given
from hypothesis import strategies as st
from test_oracle import History, over

from events.facts import FACTS, CommitmentAgreed
from tracker.decisions.known import Known
from tracker.formats.history import HistoryLog
from tracker.log.stored import StoredFact
from tracker.projections.build import in_memory
from tracker.projections.cases import KNOWN, load_cases
from tracker.projections.clauses import CLAUSES
from tracker.projections.projector import Projector
from tracker.rules.standing import LAST_DAY
from tracker.views.brief import brief, scope
from tracker.views.moment import Moment
from tracker.views.references import Found
from tracker.views.status import StatusView
from tracker.views.timeline import timeline

KINDS = st.one_of(histories(), histories("resting"), histories("asked"), histories("names"))


def decided(history: History) -> Known:
    """Read a history as a decision reads it."""
    known = Known()
    for fact in history:
        known.add(FACTS[fact.type].read(fact.fields, fact.stamp), fact.position)
    return known


def standing_to_decisions(history: History) -> set[int]:
    """Give the positions of what a decision takes to stand, but for retractions."""
    known = decided(history)
    return {known.order(fact) for fact in known if known.stands(fact) and fact.TOPIC in CLAUSES}


def standing_in_view(connection: sqlite3.Connection, known_at: int) -> set[int]:
    """Give the positions of all that the tables of a view say is known and stands."""
    found = set[int]()
    for table in {table for clause in CLAUSES.values() for table in clause.tables}:
        rows = connection.execute(f"SELECT position FROM {table} WHERE {KNOWN}", {"k": known_at})
        found.update(position for (position,) in rows)
    return found


def whatever_has_a_timeline(history: History) -> set[Found]:
    """Name every commitment, meeting, document, institution and topic of a history."""
    found = set[Found]()
    for fact in history:
        if fact.type != "event.retracted":
            kind, _, name = FACTS[fact.type].read(fact.fields, fact.stamp).subject.partition(":")
            found.add(Found(kind, name))
    return found


def moments(history: History) -> Iterator[tuple[int, History]]:
    """Give every known-at of a history, with what is known then."""
    for known_at in range(1, len(history) + 1):
        yield known_at, history[:known_at]


@over(60)
@given(KINDS)
def test_the_view_and_the_decisions_agree_on_what_stands_at_every_known_at(history: History) -> None:
    connection = in_memory(HistoryLog(history))
    for known_at, known in moments(history):
        assert standing_in_view(connection, known_at) == standing_to_decisions(known), known_at


@over(40)
@given(KINDS)
def test_every_timeline_shows_all_that_stands_and_says_so_of_nothing_else(history: History) -> None:
    connection = in_memory(HistoryLog(history))
    names = whatever_has_a_timeline(history)
    for known_at, known in moments(history):
        stands = standing_to_decisions(known)
        shown = set[int]()
        for found in names:
            for event in timeline(connection, found, Moment(LAST_DAY, known_at)):
                assert event["stands"] is (event["position"] in stands), (known_at, event)
                assert (event["retraction"] is None) is event["stands"]
                shown.add(event["position"])
        without_a_day = {fact.position for fact in known if not has_a_day(fact, known)}
        assert stands <= shown | without_a_day, known_at


def has_a_day(fact: StoredFact, known: History) -> bool:
    """Say whether a fact has a day of its own, or of an occasion that was ever recorded."""
    occasion = fact.fields.get("occasion")
    if occasion is None or fact.type == "status.updated":
        return True
    kind, _, name = occasion.rpartition(":")
    kinds = (
        [f"{kind}.{how}" for how in ("held", "published")] if kind else ("meeting.held", "document.published")
    )
    return any(each.type in kinds and each.fields["id"] == name for each in known)


@over(40)
@given(KINDS)
def test_a_case_has_the_claims_and_revisions_that_stand_to_a_decision(history: History) -> None:
    connection = in_memory(HistoryLog(history))
    for known_at, known in moments(history):
        stands = standing_to_decisions(known)
        facts = [fact for fact in known if fact.position in stands]
        names = sorted({fact.fields["id"] for fact in facts if fact.type in _UNDERTAKEN})
        for case in load_cases(connection, names, known_at):
            for kind, held in (("status.updated", case.claims), ("deadline.revised", case.revisions)):
                expected = {f.position for f in facts if f.type == kind and f.fields["commitment"] == case.id}
                assert {each.position for each in held} == expected, (known_at, case.id)
            asked = f"commitment:{case.id}"
            holder = decided(known).standing(asked)
            terms = case.agreement or case.proposal
            if isinstance(holder, CommitmentAgreed) and case.agreement:
                assert terms is not None
                assert terms.fields["obligors"] == list(holder.obligors)


_UNDERTAKEN = {"commitment.agreed", "commitment.proposed"}


@over(40)
@given(KINDS)
def test_a_brief_since_the_beginning_tells_what_stands_and_nothing_else_as_standing(history: History) -> None:
    connection = in_memory(HistoryLog(history))
    for known_at, known in moments(history):
        stands = standing_to_decisions(known)
        view = StatusView(connection, Moment(LAST_DAY, known_at))
        found = brief(view, scope(view, since="0001-01-01"))
        told = {event["position"]: event for event in (*found["changed"], *found["became_known"])}
        for position, event in told.items():
            assert event["stands"] is (position in stands), known_at
            assert (event["label"] == "corrected") is (position not in stands)
        assert all(event["stands"] for event in found["changed"])
        rows = {row["commitment"]: row["status"] for row in view.rows()}
        for name in rows:
            known_of_it = timeline(connection, Found("commitment", name), view.moment)
            assert told.keys() >= {event["position"] for event in known_of_it if event["stands"]}, known_at
        entries = [*found["open"], *found["proposals"]]
        assert all(rows[entry["commitment"]] == entry["status"] for entry in entries), known_at


@over(40)
@given(KINDS)
def test_a_view_caught_up_to_a_known_at_says_what_the_whole_view_says_of_then(history: History) -> None:
    whole = in_memory(HistoryLog(history))
    growing = in_memory(HistoryLog([]))
    for known_at, known in moments(history):
        Projector(growing).apply(known[-1:])
        now, then = (StatusView(each, Moment(LAST_DAY, known_at)) for each in (growing, whole))
        assert now.rows() == then.rows(), known_at
