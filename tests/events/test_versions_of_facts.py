"""Older facts are read as this version's, and written again as their version wrote them."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from events.facts import FACTS
from events.kinds import KINDS
from events.upcasting import (
    DOWNCASTERS,
    SCHEMA_VERSION,
    UPCASTERS,
    UnreadableVersionError,
    downcast,
    upcast,
)
from events.values import STORED

OF_VERSION_1 = [kind.type for kind in KINDS if kind.since == 1]
values = st.recursive(
    st.text(max_size=5) | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


def fields_of_version_1(stored_type: str) -> st.SearchStrategy[dict[str, Any]]:
    """Draw fields as version 1 had them: one theme, no others."""
    names = set(FACTS[stored_type].model_fields) - {"stamp", "themes", "other"}
    plain = st.dictionaries(st.sampled_from(sorted(names)), values)
    if "themes" not in FACTS[stored_type].model_fields:
        return plain
    themes = st.none() | st.text(min_size=1)
    return st.builds(lambda fields, theme: fields | ({"theme": theme} if theme else {}), plain, themes)


@pytest.mark.parametrize("stored_type", OF_VERSION_1)
@settings(suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_version_1_wrote_is_written_again_as_it_was(stored_type: str, data: st.DataObject) -> None:
    fields = data.draw(fields_of_version_1(stored_type))
    before = dict(fields)
    again = downcast(stored_type, 1, upcast(stored_type, 1, fields))
    assert again == before == fields
    assert list(again) == list(before)


@pytest.mark.parametrize("stored_type", FACTS)
def test_what_this_version_wrote_is_read_as_it_is(stored_type: str) -> None:
    fields = {"themes": ["a", "b"], "theme": "c"}
    assert upcast(stored_type, SCHEMA_VERSION, fields) == fields
    assert downcast(stored_type, SCHEMA_VERSION, fields) == fields


@pytest.mark.parametrize("stored_type", ["commitment.agreed", "commitment.amended"])
def test_the_theme_of_version_1_is_a_list_of_one(stored_type: str) -> None:
    assert upcast(stored_type, 1, {"id": "x", "theme": "border"}) == {"id": "x", "themes": ["border"]}
    assert upcast(stored_type, 1, {"id": "x"}) == {"id": "x"}


def test_every_way_up_has_a_way_back() -> None:
    assert set(UPCASTERS) == set(DOWNCASTERS)
    assert {step for _, step in UPCASTERS} == set(range(1, SCHEMA_VERSION))


@pytest.mark.parametrize("version", [0, -1, SCHEMA_VERSION + 1])
def test_a_version_that_is_none_of_ours_is_not_read(version: int) -> None:
    with pytest.raises(UnreadableVersionError, match=f"schema version {version}; this tracker reads 1 to 2"):
        upcast("meeting.held", version, {})


def test_what_is_newly_said_says_something_and_what_was_once_recorded_is_read() -> None:
    empty = {"commitment": "crossing", "by": ["US"], "effective": "2024"}
    with pytest.raises(ValidationError, match="it says nothing"):
        FACTS["status.updated"].model_validate(empty)
    FACTS["status.updated"].model_validate({**empty, "note": "heard"})
    FACTS["status.updated"].model_validate(empty, context=STORED)
