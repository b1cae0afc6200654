"""Minutes that are written from a store say what stands there: read again, they are the same facts."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from histories import histories
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from events.facts import FACTS, Fact
from events.tags import tags_of
from tracker.errors import RefusedError
from tracker.formats.form import form
from tracker.formats.history import HistoryLog
from tracker.formats.minutes import read_minutes
from tracker.formats.write_minutes import write_minutes
from tracker.log.stored import StoredFact
from tracker.projections.build import in_memory
from tracker.views.occasion import occasion_of, said_at, said_at_none

STAMP = {"id": "i", "batch": "b", "recorded_by": "desk", "schema_version": 2}


class TaggedLog(HistoryLog):
    """A history that is found by its tags."""

    def facts(self, after: int, until: int, tag: str | None = None, _: str | None = None) -> Iterator[Any]:
        """Give the facts with a tag."""
        for fact in super().facts(after, until):
            if tag is None or tag in tags_of(fact.type, fact.fields, fact.stamp):
                yield fact


def as_recorded(fact: Fact) -> tuple[str, str]:
    """Give a fact as it would lie in a log: a meeting is named by its id alone."""
    said = dict(fact.said)
    if "occasion" in said:
        said["occasion"] = said["occasion"].removeprefix("meeting:")
    return fact.TOPIC, repr(sorted(said.items()))


def must_say_the_same(facts: list[StoredFact], occasion: str | None) -> None:
    written = write_minutes(facts, occasion)
    kept = [fact for fact in facts if fact.position not in written.left_out]
    read = [line.fact for line in read_minutes(written.text.encode(), "m.yaml").lines] if written.text else []
    assert sorted(map(as_recorded, read)) == sorted(
        as_recorded(FACTS[fact.type].model_validate(fact.fields)) for fact in kept
    )


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(histories())
def test_whatever_happened_minutes_say_what_stands_of_an_occasion(history: list[StoredFact]) -> None:
    log, connection = TaggedLog(history), in_memory(HistoryLog(history))
    occasions = connection.execute("SELECT kind || ':' || id FROM occasion WHERE known_until IS NULL")
    for (occasion,) in occasions.fetchall():
        facts = said_at(connection, log, occasion)  # type: ignore[arg-type]
        assert facts
        must_say_the_same(facts, occasion)
    commitments = connection.execute("SELECT DISTINCT id FROM commitment WHERE known_until IS NULL")
    for (commitment,) in commitments.fetchall():
        if occasion_of(connection, commitment) is None:
            must_say_the_same(said_at_none(connection, log, commitment), None)  # type: ignore[arg-type]


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=" \n\t#:-'\"|>&*!%@`{}[],?~=\\aéñ\u2028\u0085", max_size=40),
    st.sampled_from(
        ["NO", "null", "~", "Null", "12:30", "2024", "true", "- a", "a: b", "a #b", "|", "x\n\n"]
    ),
)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_whatever_the_texts_are_they_are_read_as_they_were(data: st.DataObject) -> None:
    def text() -> str:
        return data.draw(TEXTS)

    said = [
        ("meeting.held", {"id": "m", "held": "2024-02", "title": {"en": text(), "es": text()},
                          "place": text()}),
        ("commitment.agreed", {"id": "c", "occasion": "m", "text": {"en": text()}, "obligors": ["MX"],
                               "lead": [text()], "other": {text(): text()}}),
        ("status.updated", {"commitment": "c", "by": ["MX", "US"], "effective": "2024-02", "occasion": "m",
                            "status": "in-progress", "note": text(), "percent": data.draw(st.floats(0, 100)),
                            "evidence": [{"url": text()}, {"url": text(), "quote": text()}]}),
        ("delegation.recorded", {"occasion": "m", "party": "MX",
                                 "members": [{"name": text(), "role": text()}]}),
    ]  # fmt: skip
    facts = []
    for (kind, fields), position in zip(said, count(1), strict=False):
        try:
            fact = FACTS[kind].model_validate(fields)
        except ValidationError:
            continue
        facts.append(StoredFact(position, kind, fact.said, STAMP))
    if facts and facts[0].type == "meeting.held":
        must_say_the_same(facts, "meeting:m")


def test_a_claim_made_at_an_occasion_on_another_day_is_left_out_and_named() -> None:
    facts = [
        StoredFact(1, "meeting.held", {"id": "m", "held": "2024"}, STAMP),
        StoredFact(2, "status.updated", {"commitment": "c", "by": ["MX"], "effective": "2023",
                                         "occasion": "m", "status": "fulfilled"}, STAMP),
    ]  # fmt: skip
    assert write_minutes(facts, "meeting:m").left_out == [2]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_form_that_nobody_filled_in_records_nothing_and_filled_in_it_is_read(lang: str) -> None:
    with pytest.raises(RefusedError):
        read_minutes(form(lang).encode(), "m.yaml")
    filled = [
        f"{line[1:].partition('#')[0]}{value}"
        for line in form(lang).splitlines()
        for start, value in (("#meeting:", ""), ("#  id:", "x"), ("#  held:", "2024"))
        if line.startswith(start)
    ]
    assert read_minutes("\n".join(filled[:3]).encode(), "m.yaml").lines[0].fact.said["held"] == "2024"
