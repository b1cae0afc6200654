"""Schemas evolve: what an older version wrote is read for ever, and a change is never unnoticed."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from events.upcasting import SCHEMA_VERSION
from tracker.cli import main
from tracker.formats.compatibility import compare
from tracker.formats.schemas import events_schema, minutes_schema

SAVED = Path(__file__).parent


def saved(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SAVED / f"{name}.json").read_text(encoding="utf-8"))
    return schema


def test_events_do_not_change_without_a_new_version_and_its_upcasters() -> None:
    """If this fails, raise SCHEMA_VERSION, write the upcasters, and save the new schema beside the old."""
    assert events_schema() == saved(f"events-{SCHEMA_VERSION}")


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_every_released_schema_is_kept(version: int) -> None:
    assert (SAVED / f"events-{version}.json").exists()


def test_minutes_that_were_accepted_once_are_accepted() -> None:
    assert compare(saved("minutes-1"), minutes_schema()).name in {"full", "backward"}


def changed(change: str) -> dict[str, Any]:
    schema = copy.deepcopy(saved("events-1"))
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
    found = compare(saved("events-1"), changed(change))
    assert found.name == verdict, found.reasons


def test_the_command_says_the_verdict_and_exits_by_it(tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text(json.dumps(changed("a type more")), encoding="utf-8")
    ran = CliRunner().invoke(main, ["schema", "--check", str(old)])
    assert (ran.exit_code, ran.stdout.splitlines()[0]) == (1, "forward")
    old.write_text(json.dumps(events_schema()), encoding="utf-8")
    ran = CliRunner().invoke(main, ["schema", "--check", str(old)])
    assert (ran.exit_code, ran.stdout) == (0, "full\n")
