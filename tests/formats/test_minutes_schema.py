"""The schema of minutes as an editor uses it: it takes what the reader takes, and explains each key."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from documents import DOCUMENTS, blocks

import tracker
from tracker.formats.minutes import OCCASIONS, SECTIONS, read_minutes
from tracker.formats.schemas import minutes_schema
from tracker.words import keys

TESTS = Path(__file__).parents[1]
FILES = sorted([*TESTS.glob("cli/dossier/*.yaml"), *(Path(tracker.__file__).parent / "seed").glob("*.yaml")])
IN_DOCUMENTS = [
    block.text
    for document in DOCUMENTS
    for block in blocks(document)
    if block.language == "yaml" and block.name and re.match(r"(meeting|document|commitments):", block.text)
]
TYPES: dict[str, Any] = {
    "string": str,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
    "null": type(None),
}


class YAML12(yaml.SafeLoader):
    """Reads values as YAML 1.2 does: `on` and `NO` are texts, and so is a date."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 (as the library declares it)


for _tag, _pattern in (
    ("null", r"~|null|Null|NULL|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+"),
    ("float", r"[-+]?[0-9]+\.[0-9]*"),
):
    YAML12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), None)


def as_an_editor_reads(text: str) -> Any:
    """Read YAML with its types."""
    return yaml.load(text, Loader=YAML12)  # noqa: S506 (a safe one)


def wrong(value: Any, schema: dict[str, Any], root: dict[str, Any], where: str = "") -> Iterator[str]:
    """Find what a schema refuses, of the parts of JSON Schema that this one uses."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema and all(list(wrong(value, each, root, where)) for each in schema["anyOf"]):
        yield f"{where}: {value!r} is none of these"
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_is(value, each) for each in types):
        yield f"{where}: {value!r} is no {types}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{where}: {value!r} does not match"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is not possible"
    if isinstance(value, dict):
        yield from _wrong_keys(value, schema, root, where)
    if isinstance(value, list) and "items" in schema:
        for each in value:
            yield from wrong(each, schema["items"], root, f"{where}[]")


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind != "number" or not isinstance(value, bool))


def _wrong_keys(value: Any, schema: dict[str, Any], root: dict[str, Any], where: str) -> Iterator[str]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for key, each in value.items():
        if key in known:
            yield from wrong(each, known[key], root, f"{where}.{key}")
        elif others is False:
            yield f"{where}.{key} is no key"
        elif isinstance(others, dict):
            yield from wrong(each, others, root, f"{where}.{key}")
    yield from (f"{where}.{key} is missing" for key in schema.get("required", ()) if key not in value)


@pytest.mark.parametrize("text", [*(file.read_text() for file in FILES), *IN_DOCUMENTS])
def test_minutes_of_ours_are_not_red_in_an_editor(text: str) -> None:
    assert list(wrong(as_an_editor_reads(text), minutes_schema(), minutes_schema())) == []


@pytest.mark.parametrize(
    "text",
    [
        "commitments: [{id: 2024, text: 12, obligors: MX, on: 2024, deadline: 2025, other: {budget: 120}}]",
        "commitments: {id: x, text: {en: 12}, obligors: [MX], on: 2024, title: null, lead: CBP}",
        "updates: [{commitment: x, by: MX, effective: 2024, status: en-curso, percent: '90', label: ~}]",
        "updates: [{commitment: x, by: MX, effective: 2024, note: true, evidence: https://example.org}]",
        "updates: [{commitment: x, by: MX, effective: 2024, evidence: {url: https://example.org, page: 3}}]",
        "institutions: [{party: MX, id: INAI, independent: 'true', names: null}]",
        "meeting: {id: m, held: 2024}\nsources: [https://example.org, {url: https://example.org, page: 7}]",
        "meeting: {id: m, held: 2024}\nsources: https://example.org",
        "meeting: {id: m, held: 2024}\ndelegations: {party: MX, members: Ana}",
        "meeting: {id: m, held: 2024}\ndelegations:\ntopics: [{kind: theme, id: t, spellings: 1995}]",
        "parties: [{id: NO, names: Norway}]",
    ],
)
def test_what_the_reader_takes_the_schema_takes(text: str) -> None:
    assert read_minutes(text.encode(), "m.yaml").lines
    assert list(wrong(as_an_editor_reads(text), minutes_schema(), minutes_schema())) == []


@pytest.mark.parametrize(
    "text",
    [
        "meeting: {id: m, held: 2024, plaza: x}",
        "meeting: {id: m}",
        "updates: [{commitment: x, by: MX, effective: 2024, status: done}]",
        "commitments: [{id: Not an id, text: x, obligors: MX, on: 2024}]",
        "commitments: [{id: x, text: x, obligors: MX, on: last week}]",
        "wishes: []",
    ],
)
def test_what_the_reader_refuses_is_red(text: str) -> None:
    assert list(wrong(as_an_editor_reads(text), minutes_schema(), minutes_schema()))


def described(schema: Any) -> Iterator[tuple[str, str | None]]:
    """List every key there is, with what the schema says of it."""
    if isinstance(schema, dict):
        for key, each in schema.get("properties", {}).items():
            yield key, each.get("description")
        for each in schema.values():
            yield from described(each)
    if isinstance(schema, list):
        for each in schema:
            yield from described(each)


def test_every_key_says_what_it_means() -> None:
    found = list(described(minutes_schema()))
    assert len(found) > 150
    assert [key for key, said in found if not said] == []
    assert {key for key, _ in found} - {*OCCASIONS, *SECTIONS} <= keys.MEANINGS.keys()


def test_nothing_is_described_that_is_no_key() -> None:
    found = {key for key, _ in described(minutes_schema())}
    assert keys.MEANINGS.keys() - found - {"occasion"} == set()
    assert keys.SECTIONS.keys() == {*OCCASIONS, *SECTIONS}
