"""The digest of an event: of its type, tags, fields and stamp, whatever their order, but of nothing less."""

import copy
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.parts import Stamp
from events.tags import digest_of
from tracker.testing import History, claimed, held

STAMP = {
    "id": "01890000-0000-7000-8000-000000000001",
    "batch": "01890000-0000-7000-8000-000000000002",
    "recorded_by": "Ana",
    "recorded_at": "2026-01-01T00:00:00.000000Z",
    "tool_version": "1",
    "schema_version": 2,
}
TAGS = ["meeting:summit", "by:Ana"]
FIELDS: dict[str, Any] = {"id": "summit", "held": "2022", "title": {"en": "A", "es": "Á"}, "list": ["b", "a"]}


def digest(**changed: Any) -> str:
    parts = {"stored_type": "meeting.held", "tags": TAGS, "fields": FIELDS, "stamp": STAMP, **changed}
    return digest_of(**parts)


def test_a_digest_is_what_any_other_program_would_work_out() -> None:
    canonical = (
        '["meeting.held",["by:Ana","meeting:summit"],'
        '{"held":"2022","id":"summit","list":["b","a"],"title":{"en":"A","es":"Á"}},'
        '{"batch":"01890000-0000-7000-8000-000000000002","id":"01890000-0000-7000-8000-000000000001",'
        '"recorded_at":"2026-01-01T00:00:00.000000Z","recorded_by":"Ana","schema_version":2,'
        '"tool_version":"1"}]'
    )
    assert digest() == sha256(canonical.encode()).hexdigest()[:32]


@given(st.permutations(TAGS), st.permutations(list(FIELDS)), st.permutations(list(STAMP)))
def test_the_order_of_tags_and_keys_does_not_matter(
    tags: list[str], keys: list[str], names: list[str]
) -> None:
    fields, stamp = {key: FIELDS[key] for key in keys}, {name: STAMP[name] for name in names}
    assert digest(tags=tags, fields=fields, stamp=stamp) == digest()


def test_a_digest_is_not_of_itself() -> None:
    assert digest(stamp={**STAMP, "digest": "0" * 32}) == digest()


def _changes() -> dict[str, dict[str, Any]]:
    changes: dict[str, dict[str, Any]] = {
        "the type": {"stored_type": "document.published"},
        "a tag less": {"tags": TAGS[:1]},
        "a tag more": {"tags": [*TAGS, "x:y"]},
        "a field less": {"fields": {key: FIELDS[key] for key in list(FIELDS)[1:]}},
        "a field more": {"fields": FIELDS | {"note": "x"}},
        "the order of a list": {"fields": FIELDS | {"list": ["a", "b"]}},
        "a letter": {"fields": FIELDS | {"title": {"en": "A", "es": "A"}}},
    }
    for name, value in STAMP.items():
        changes[f"the stamp's {name}"] = {
            "stamp": STAMP | {name: 3 if isinstance(value, int) else f"{value}x"}
        }
    return changes


@pytest.mark.parametrize("what", _changes())
def test_whatever_is_changed_changes_the_digest(what: str) -> None:
    assert digest(**_changes()[what]) != digest()


def test_every_recorded_event_has_the_digest_of_all_that_is_stored_of_it(history: History) -> None:
    history.given(held("summit"), held("visit", on="2023"))
    history.when_minutes("commitments: [{id: x, text: t, obligors: US, occasion: summit}]")
    history.given(claimed("x"))
    history.when_retracted(history.last("status.updated"))
    for sequenced, stored in zip(history.recorder.read(), history.facts(), strict=True):
        stamp = copy.deepcopy(stored.stamp)
        assert stamp["digest"] == digest_of(stored.type, sequenced.event.tags, stored.fields, stamp)


def test_a_stamp_without_a_digest_is_stored_without() -> None:
    assert Stamp.model_validate(STAMP).stored == STAMP
    assert Stamp.model_validate(STAMP | {"digest": "a" * 32}).stored == STAMP | {"digest": "a" * 32}
