"""Laws that hold for every history, whatever was recorded and refused on the way."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.facts import Fact
from tracker.application import Tracker
from tracker.log.stored import StoredFact
from tracker.testing import EPOCH, History, agreed, claimed, fact, held, institution, published, revised, sent

COMMITMENTS = ("alpha", "beta", "gamma")
DAYS = ("2022-03-14", "2022-06", "2023-01-01", "2023?", "2024-12-31", "2030")
URL = "https://a.example"

names = st.sampled_from(COMMITMENTS)
days = st.sampled_from(DAYS)
sides = st.sampled_from(("US", "MX", "CA"))
occasions = st.sampled_from(("summit", "meeting:summit", "document:summit", "statement"))
keys = st.sampled_from(("k1", "k2"))


def maybe(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=strategies)


def made(build: Any, must: dict[str, Any], may: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Fact]:
    return st.builds(lambda one, other: build(**one, **other), st.fixed_dictionaries(must), may)


facts: st.SearchStrategy[Fact] = st.one_of(
    st.builds(held, st.just("summit"), st.sampled_from(DAYS[:2])),
    st.builds(published, st.just("statement"), st.sampled_from(DAYS[:2])),
    made(sent, {"party": sides, "occasion": occasions}, maybe(head=st.sampled_from(("Ana", "Eva")))),
    made(institution, {"name": st.sampled_from("AB"), "party": st.just("US")}, maybe(parent=st.just("C"))),
    st.builds(institution, st.just("C")),
    made(
        agreed,
        {"commitment": names},
        maybe(occasion=occasions, deadline=days, theme=st.just("border"), external=keys),
    ),
    made(agreed, {"commitment": names, "parent": st.just("delta")}, maybe()),
    st.builds(agreed, st.just("delta")),
    made(
        claimed,
        {"commitment": names, "status": st.sampled_from(("stalled", "fulfilled", "withdrawn")), "by": sides},
        maybe(on=days, obligor=sides, percent=st.integers(0, 100), external=keys),
    ),
    made(claimed, {"commitment": names, "status": st.none(), "note": st.just("They met.")}, maybe(on=days)),
    made(revised, {"commitment": names, "deadline": days}, maybe(on=days, external=keys)),
    st.builds(lambda name, day: fact("commitment.reaffirmed", commitment=name, on=day), names, days),
    st.builds(
        lambda name, day, theme: fact("commitment.amended", commitment=name, on=day, theme=theme),
        names,
        days,
        st.sampled_from(("border", "water")),
    ),
    st.builds(
        lambda day: fact("commitment.superseded", commitment="alpha", superseded_by="beta", on=day), days
    ),
    st.builds(lambda about: fact("evidence.added", about=about, url=URL), names | occasions),
)
histories = st.lists(facts, max_size=15)
"""Facts some of which are refused, since what they name is missing or their place is taken."""


def told(wishes: list[Fact]) -> History:
    """Tell facts one after the other; what is refused or retracted on the way is part of the history."""
    history = History()
    for number, each in enumerate(wishes):
        history.at(EPOCH + timedelta(hours=number))
        history.when(each)
        if number % 5 == 4 and (log := history.facts()):
            target = log[number * 7 % len(log)]
            history.when_retracted(fact(target.type, **target.fields, stamp=target.stamp))
    return history


def standing(history: History) -> list[StoredFact]:
    """List the facts that no standing retraction takes back, the newest retraction deciding first."""
    retracted: set[str] = set()
    for each in reversed(history.facts()):
        if each.type == "event.retracted" and each.stamp["id"] not in retracted:
            retracted.add(each.fields["event"])
    return [each for each in history.facts() if each.stamp["id"] not in retracted]


@settings(max_examples=60, deadline=None)
@given(histories, facts)
def test_recording_twice_is_recording_once(wishes: list[Fact], news: Fact) -> None:
    history = told([*wishes, news])
    history.when(news)
    if history.refusal is None:
        before = len(history.facts())
        history.when(news).then_nothing_new()
        assert len(history.facts()) == before


@settings(max_examples=60, deadline=None)
@given(histories, facts, st.sampled_from(("2022-12-31", "2026-01-01")))
def test_recording_and_retracting_leaves_the_table_as_it_was(
    wishes: list[Fact], news: Fact, day: str
) -> None:
    history = told(wishes)
    before = history.status(day)
    history.when(news)
    if history.recorded:
        history.when_retracted(history.last(news.TOPIC)).then_types("event.retracted")
    assert history.status(day) == before


@settings(max_examples=60, deadline=None)
@given(histories, facts)
def test_retracting_and_restoring_leaves_the_table_as_it_was(wishes: list[Fact], news: Fact) -> None:
    history = told(wishes).when(news)
    if history.recorded:
        before = history.status()
        history.when_retracted(history.last(news.TOPIC))
        history.when_retracted(history.last("event.retracted")).then_types("event.retracted")
        assert history.status() == before


@settings(max_examples=60, deadline=None)
@given(histories)
def test_what_was_known_at_the_last_event_is_what_is_known(wishes: list[Fact]) -> None:
    history = told(wishes)
    assert history.status(known_at=len(history.facts())) == history.status()


@settings(max_examples=40, deadline=None)
@given(histories)
def test_what_was_known_then_is_what_the_table_said_then(wishes: list[Fact]) -> None:
    history, said = History(), []
    for each in wishes:
        history.when(each)
        said.append((len(history.facts()), history.status()))
    for position, table in said:
        assert history.status(known_at=position) == table


@settings(max_examples=40, deadline=None)
@given(histories)
def test_whatever_stands_names_only_what_stands(wishes: list[Fact]) -> None:
    """Every standing fact could be recorded again: nothing it rests on is missing."""
    facts_left = standing(told(wishes))
    agreements = {each.fields["id"] for each in facts_left if each.type == "commitment.agreed"}
    institutions = {each.fields["id"] for each in facts_left if each.type == "institution.recorded"}
    occasions_left = {
        name
        for each in facts_left
        for kind in ("meeting.held", "document.published")
        if each.type == kind
        for name in (each.fields["id"], f"{kind.partition('.')[0]}:{each.fields['id']}")
    }
    for each in facts_left:
        named = institutions if each.type == "institution.recorded" else agreements
        assert each.fields.get("parent") in {None, *named}
        for name in ("commitment", "superseded_by"):
            assert each.fields.get(name) in {None, *agreements}
        assert each.fields.get("occasion") in {None, *occasions_left}


@settings(max_examples=40, deadline=None)
@given(histories)
def test_each_id_and_each_external_key_is_held_once(wishes: list[Fact]) -> None:
    facts_left = standing(told(wishes))
    ids = [
        (each.type, each.fields["id"], each.fields.get("party")) for each in facts_left if "id" in each.fields
    ]
    external = [(each.type, each.fields["external"]) for each in facts_left if "external" in each.fields]
    assert len(ids) == len(set(ids))
    assert len(external) == len(set(external))


# The same of a tracker on a file


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    moments = iter(datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(1000))
    tracker = Tracker(tmp_path / "log.db", user="tester", now=lambda: next(moments))
    for each in (
        held("summit"),
        agreed("alpha", occasion="summit", deadline="2026-01"),
        agreed("beta", parent="alpha", deadline="2030"),
        claimed("alpha", "stalled", by="US", obligor="US"),
        claimed("alpha", "fulfilled", by="analyst", on="2024-01-01"),
        revised("beta", "2026-02"),
    ):
        tracker.record(each)
    tracker.close()
    tracker._now = lambda: datetime(2026, 1, 20, 12, tzinfo=UTC)
    return tracker


def test_as_of_today_is_the_table_without_an_as_of(tracker: Tracker) -> None:
    today = date(2026, 1, 20).isoformat()
    assert tracker.status() == tracker.status(as_of=today) == tracker.status(as_of="today")
    assert tracker.status() != tracker.status(as_of="2023-06-01")


@pytest.mark.parametrize("known_at", ["#6", "2030", "2026-02-01T00:00"])
def test_known_at_the_last_event_or_later_is_the_table_without_a_known_at(
    tracker: Tracker, known_at: str
) -> None:
    assert tracker.status(known_at=known_at) == tracker.status()


def test_recording_minutes_twice_is_recording_them_once(tracker: Tracker) -> None:
    minutes = b"commitments: [{id: gamma, text: t, obligors: US, on: 2023}]"
    assert len(tracker.record_minutes(minutes, "m.yaml").facts) == 1
    before = tracker.status()
    assert tracker.record_minutes(minutes, "m.yaml").facts == []
    assert tracker.status() == before
    tracker.close()
