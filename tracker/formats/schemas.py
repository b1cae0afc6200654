"""The JSON Schemas (2020-12) of events and of minutes, from the vocabulary itself."""

from typing import Any

from events.facts import FACTS, Fact
from events.statuses import CLAIMABLE, SPANISH
from events.upcasting import SCHEMA_VERSION
from events.values import EVENT_DIGEST_PATTERN
from tracker.formats.history import SOURCE
from tracker.formats.minutes import ALIASES, OCCASIONS, SECTIONS, Section
from tracker.words.keys import SECTIONS as SAID_BY
from tracker.words.keys import meaning

Schema = dict[str, Any]
SPANISH_CLAIMABLE = [SPANISH[status] for status in CLAIMABLE if status in SPANISH]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


_ALWAYS = [
    *("specversion", "id", "source", "type", "time", "recordedby", "batch", "schemaversion", "toolversion"),
    "data",
]
"""What every line of a history has."""


def events_schema() -> Schema:
    """Give the schema of one line of a history: a CloudEvent whose data depends on its type.

    The data are described as this schema version writes them; the lines of older ones are described
    by the schema of their time.
    """
    definitions: Schema = {}
    kinds: list[Schema] = [{"if": _of_this_version(), "then": {"required": ["digest"]}}]
    for stored_type, kind in FACTS.items():
        definitions[stored_type] = _of(kind, frozenset({"stamp"}), definitions, mode="serialization")
        kinds.append(
            {
                "if": _of_this_version(type={"const": stored_type}),
                "then": {"properties": {"data": {"$ref": f"#/$defs/{stored_type}"}}},
            }
        )
    return {
        "$schema": DIALECT,
        "title": "A line of a history of commitments",
        "type": "object",
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {"type": "string", "format": "uuid"},
            "source": {"const": SOURCE},
            "type": {"enum": list(FACTS)},
            "time": {"type": "string", "format": "date-time"},
            "subject": {"type": "string"},
            "datacontenttype": {"const": "application/json"},
            "recordedby": {"type": "string"},
            "batch": {"type": "string", "format": "uuid"},
            "schemaversion": {"type": "integer", "minimum": 1, "maximum": SCHEMA_VERSION},
            "toolversion": {"type": "string"},
            "digest": {"type": "string", "pattern": EVENT_DIGEST_PATTERN},
            "position": {"type": "integer", "minimum": 1},
            "data": {"type": "object"},
        },
        "required": _ALWAYS,
        "allOf": kinds,
        "$defs": definitions,
    }


def _of_this_version(**properties: Schema) -> Schema:
    return {"properties": {**properties, "schemaversion": {"const": SCHEMA_VERSION}}}


def minutes_schema() -> Schema:
    """Give the schema of minutes."""
    definitions: Schema = {}
    properties: Schema = {}
    for name, section in OCCASIONS.items():
        properties[name] = _of(section.kind, section.without | {"stamp"}, definitions)
        _describe(properties[name], section.kind.TOPIC)
    for name, section in SECTIONS.items():
        properties[name] = {"type": "array", "items": _entry(section, definitions)}
    for name, schema in definitions.items():
        _describe(schema, name)
    properties = {
        name: {**_one_or_none(_as_read(each)), "description": SAID_BY[name]}
        for name, each in properties.items()
    }
    return {
        "$schema": DIALECT,
        "title": "Minutes",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "not": {"required": list(OCCASIONS)},
        "$defs": {name: _as_read(each) for name, each in definitions.items()},
    }


def _entry(section: Section, definitions: Schema) -> Schema:
    schema = _of(section.kind, section.without | {"stamp"}, definitions)
    # What the file's occasion fills in need not be written.
    schema["required"] = [name for name in schema["required"] if name not in {"effective", "announced"}]
    for alias, field in ALIASES.items():
        if field in schema["properties"]:
            schema["properties"][alias] = {"anyOf": [schema["properties"][field], {"type": "null"}]}
    _describe(schema, section.kind.TOPIC)
    return schema if "url" not in schema["properties"] else {"anyOf": [schema, {"type": "string"}]}


def _describe(schema: Schema, stored_type: str) -> None:
    """Say of every key what it means, as the form and the verbs do."""
    for key, each in schema["properties"].items():
        schema["properties"][key] = {**each, "description": meaning(stored_type, key)}


_AS_TEXT = {
    "string": ["string", "number", "boolean"],
    "number": ["number", "string"],
    "boolean": ["boolean", "string"],
}
"""A type → how an editor may read what is written for it: to us every value is the text that it is."""


def _as_read(schema: Any) -> Any:
    """Widen a schema to what the reader takes: any scalar for a text, one for a list, null for nothing."""
    if isinstance(schema, list):
        return [_as_read(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    read = {key: each if key == "enum" else _as_read(each) for key, each in schema.items()}
    if isinstance(read.get("type"), str):
        read["type"] = _AS_TEXT.get(read["type"], read["type"])
    if "in-progress" in read.get("enum", ()):
        read["enum"] = [*read["enum"], *SPANISH_CLAIMABLE]
    for key in schema.get("properties", {}):
        if key not in schema.get("required", ()):
            read["properties"][key] = _one_or_none(read["properties"][key])
    return read


def _one_or_none(schema: Schema) -> Schema:
    """Take one entry for a list of one, and null for an absent value."""
    prose = ("title", "description", "default")
    described: Schema = {key: schema[key] for key in prose if key in schema}
    plain = {key: each for key, each in schema.items() if key not in described}
    alternatives = plain["anyOf"] if set(plain) == {"anyOf"} else [plain]
    ones = [each["items"] for each in alternatives if each.get("type") == "array"]
    more = [each for each in (*ones, {"type": "null"}) if each not in alternatives]
    return {"anyOf": [*alternatives, *more], **described}


def _of(kind: type[Fact], without: frozenset[str], definitions: Schema, mode: Any = "validation") -> Schema:
    schema = kind.model_json_schema(mode=mode)
    definitions.update((name, each) for name, each in schema.pop("$defs", {}).items() if name != "Stamp")
    for name in without:
        schema["properties"].pop(name, None)
    schema["required"] = [name for name in schema.get("required", []) if name not in without]
    return schema
