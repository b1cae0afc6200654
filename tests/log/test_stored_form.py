"""A fact is stored as canonical JSON and read again as the same fact."""

import json
from typing import Any

import pytest
from eventsourcing.dcb.domain import Tagged
from fact_strategies import SHAPES, fact_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.canonical import canonical, stored_form
from events.facts import FACTS
from events.kinds import KINDS
from events.tags import tags_of
from tracker.log.mapper import FactMapper
from tracker.log.stored import decode
from tracker.testing import History, agreed, claimed

texts = st.text(st.characters(codec="utf-8"))
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
fields = st.dictionaries(texts.filter(lambda name: name != "stamp"), trees, max_size=5)
STAMP = {"id": "0190163d-8694-7391-9de4-3a0f8a3c2b10", "schema_version": 1}


def sorted_throughout(value: Any) -> bool:
    if isinstance(value, dict):
        return list(value) == sorted(value) and all(map(sorted_throughout, value.values()))
    return not isinstance(value, list) or all(map(sorted_throughout, value))


def shuffled(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: shuffled(value[name]) for name in reversed(list(value))}
    return [shuffled(each) for each in value] if isinstance(value, list) else value


@given(fields)
def test_what_is_encoded_is_decoded_as_it_was(value: dict[str, Any]) -> None:
    stored = decode(7, "meeting.held", stored_form(value, STAMP))
    assert stored == (7, "meeting.held", value, STAMP)


@given(fields)
def test_the_stored_form_is_utf_8_with_sorted_keys_and_no_spaces(value: dict[str, Any]) -> None:
    text = stored_form(value, STAMP).decode()
    assert sorted_throughout(json.loads(text))
    assert canonical(json.loads(text)) == text
    assert json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")) == text


@given(fields)
def test_one_fact_has_one_stored_form_in_whatever_order_its_keys_came(value: dict[str, Any]) -> None:
    assert stored_form(shuffled(value), shuffled(STAMP)) == stored_form(value, STAMP)


def test_the_stored_form_is_what_any_other_program_would_write() -> None:
    assert stored_form({"text": {"es": "Frontera «ñ»\n", "en": "a/b"}, "percent": 90}, {"id": "x"}) == (
        '{"percent":90,"stamp":{"id":"x"},"text":{"en":"a/b","es":"Frontera «ñ»\\n"}}'.encode()
    )


@pytest.mark.parametrize("stored_type", FACTS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_fact_of_every_type_comes_back_from_the_log_as_it_was(
    stored_type: str, data: st.DataObject
) -> None:
    fact = data.draw(fact_of(stored_type))
    tags = tags_of(stored_type, fact.said, fact.stamp.model_dump())
    event = FactMapper().to_dcb_event(Tagged(tags, fact))
    again = FactMapper().to_domain_event(event)
    assert event.type == stored_type
    assert again.decision == fact
    assert type(again.decision) is FACTS[stored_type]
    assert again.tags == tags
    assert FactMapper().to_dcb_event(again) == event
    assert decode(1, stored_type, event.data).fields == fact.said


def test_every_type_of_fact_has_a_strategy_for_each_of_its_fields() -> None:
    assert list(SHAPES) == list(FACTS) == [kind.type for kind in KINDS]
    for stored_type, (must, may) in SHAPES.items():
        assert {*must, *may, "stamp"} == set(FACTS[stored_type].model_fields), stored_type


def test_absent_fields_are_not_stored(history: History) -> None:
    history.given(agreed("crossing"), claimed("crossing", "stalled", by="US"))
    assert [set(each.fields) for each in history.facts()] == [
        {"id", "text", "obligors", "on"},
        {"commitment", "by", "effective", "status"},
    ]
