"""Schemas evolve: what an older version wrote is read for ever, and a change is never unnoticed."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from events.upcasting import SCHEMA_VERSION, UPCASTERS
from tracker.cli import main
from tracker.formats.compatibility import WIDER, compare
from tracker.formats.minutes import read_minutes
from tracker.formats.schemas import events_schema, minutes_schema

SAVED = Path(__file__).parent
NOW = f"events-{SCHEMA_VERSION}"
VERSIONS = range(1, SCHEMA_VERSION + 1)


def saved(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SAVED / f"{name}.json").read_text(encoding="utf-8"))
    return schema


def test_events_do_not_change_without_a_new_version_and_its_upcasters() -> None:
    """If this fails, raise SCHEMA_VERSION, write the upcasters, and save the new schema beside the old."""
    assert events_schema() == saved(NOW)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_released_schema_is_kept(version: int) -> None:
    assert (SAVED / f"events-{version}.json").exists()
    assert (SAVED / f"minutes-{version}.json").exists()


@pytest.mark.parametrize("version", VERSIONS)
def test_minutes_that_were_accepted_once_are_accepted(version: int) -> None:
    found = compare(saved(f"minutes-{version}"), minutes_schema())
    assert found.name in {"full", "backward"}, found.reasons


def test_the_minutes_of_this_version_are_the_ones_that_are_kept() -> None:
    assert minutes_schema() == saved(f"minutes-{SCHEMA_VERSION}")


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_what_a_new_version_refuses_of_the_old_has_an_upcaster(version: int) -> None:
    reasons = compare(saved(f"events-{version}"), saved(f"events-{version + 1}")).reasons
    refused = [each for each in reasons if each.startswith("the new refuses")]
    types = {each.partition(": ")[2].partition("/")[0] for each in refused}
    assert types == {stored_type for stored_type, since in UPCASTERS if since == version}


@pytest.mark.parametrize("pair", WIDER, ids=WIDER.get)
@given(data=st.data())
def test_what_a_pattern_took_the_wider_one_takes(pair: tuple[str, str], data: st.DataObject) -> None:
    narrow, wide = pair
    assert re.fullmatch(wide, data.draw(st.from_regex(narrow, fullmatch=True)))


def test_a_wider_pattern_is_no_break_and_a_narrower_is_one() -> None:
    for narrow, wide in WIDER:
        old, new = ({"properties": {"x": {"type": "string", "pattern": each}}} for each in (narrow, wide))
        assert compare(old, new).name == "backward"
        assert compare(new, old).name == "forward"


@pytest.mark.parametrize("key", ["theme", "themes"])
@pytest.mark.parametrize("section", ["proposals", "commitments", "amended"])
def test_one_theme_or_several_stand_under_either_key(section: str, key: str) -> None:
    entry = minutes_schema()["properties"][section]["anyOf"][0]["items"]
    assert key in entry["properties"]
    entries = {
        "proposals": "{id: x, text: t, obligors: US, by: MX, on: 2024, KEY}",
        "commitments": "{id: x, text: t, obligors: US, on: 2024, KEY}",
        "amended": "{commitment: x, on: 2024, KEY}",
    }
    for written, themes in (("border", ["border"]), ("[border, trade]", ["border", "trade"])):
        minutes = f"{section}: [{entries[section].replace('KEY', f'{key}: {written}')}]"
        assert [line.fact.said["themes"] for line in read_minutes(minutes.encode(), "m.yaml").lines] == [
            themes
        ]


def test_a_line_says_its_version_and_from_the_second_on_its_digest() -> None:
    schema = events_schema()
    assert schema["properties"]["schemaversion"] == {"type": "integer", "minimum": 1, "maximum": 2}
    assert schema["properties"]["digest"]["pattern"] == "^[0-9a-f]{32}$"
    assert "digest" not in schema["required"]
    (condition,) = (each for each in schema["allOf"] if each["then"] == {"required": ["digest"]})
    assert condition["if"] == {"properties": {"schemaversion": {"const": 2}}}


def changed(change: str) -> dict[str, Any]:
    schema = copy.deepcopy(saved(NOW))
    claim = schema["$defs"]["status.updated"]
    match change:
        case "a field more":
            claim["properties"]["weight"] = {"type": "string"}
        case "a field less":
            del claim["properties"]["label"]
        case "a field required":
            claim["required"].append("label")
        case "a type more":
            schema["$defs"]["vote.cast"] = {"type": "object"}
        case "a type less":
            del schema["$defs"]["topic.recorded"]
        case "another pattern":
            schema["$defs"]["meeting.held"]["properties"]["id"]["pattern"] = "^x$"
    return schema


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ("nothing", "full"),
        ("a field more", "backward"),
        ("a field less", "forward"),
        ("a field required", "forward"),
        ("a type more", "backward"),
        ("a type less", "forward"),
        ("another pattern", "none"),
    ],
)
def test_a_change_has_its_verdict(change: str, verdict: str) -> None:
    found = compare(saved(NOW), changed(change))
    assert found.name == verdict, found.reasons


def test_the_command_says_the_verdict_and_exits_by_it(tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text(json.dumps(changed("a type more")), encoding="utf-8")
    ran = CliRunner().invoke(main, ["schema", "--check", str(old)])
    assert (ran.exit_code, ran.stdout.splitlines()[0]) == (1, "forward")
    old.write_text(json.dumps(events_schema()), encoding="utf-8")
    ran = CliRunner().invoke(main, ["schema", "--check", str(old)])
    assert (ran.exit_code, ran.stdout) == (0, "full\n")
