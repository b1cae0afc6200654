"""The JSON Schemas (2020-12) of events and of minutes, from the vocabulary itself."""

from typing import Any

from events.facts import FACTS, Fact
from events.upcasting import SCHEMA_VERSION
from events.values import EVENT_DIGEST_PATTERN
from tracker.formats.history import SOURCE
from tracker.formats.minutes import ALIASES, OCCASIONS, SECTIONS, Section

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


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
        "required": [
            "specversion",
            "id",
            "source",
            "type",
            "time",
            "recordedby",
            "batch",
            "schemaversion",
            "toolversion",
            "data",
        ],
        "allOf": kinds,
        "$defs": definitions,
    }


def _of_this_version(**properties: Schema) -> Schema:
    return {"properties": {**properties, "schemaversion": {"const": SCHEMA_VERSION}}}


def minutes_schema() -> Schema:
    """Give the schema of minutes."""
    definitions: Schema = {}
    properties: Schema = {
        name: _of(section.kind, section.without | {"stamp"}, definitions)
        for name, section in OCCASIONS.items()
    }
    for name, section in SECTIONS.items():
        properties[name] = {"type": "array", "items": _entry(section, definitions)}
    return {
        "$schema": DIALECT,
        "title": "Minutes",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "not": {"required": list(OCCASIONS)},
        "$defs": definitions,
    }


def _entry(section: Section, definitions: Schema) -> Schema:
    schema = _of(section.kind, section.without | {"stamp"}, definitions)
    # What the file's occasion fills in need not be written.
    schema["required"] = [name for name in schema["required"] if name not in {"effective", "announced"}]
    for alias, field in ALIASES.items():
        if field in schema["properties"]:
            schema["properties"][alias] = {"anyOf": [schema["properties"][field], {"type": "null"}]}
    return schema


def _of(kind: type[Fact], without: frozenset[str], definitions: Schema, mode: Any = "validation") -> Schema:
    schema = kind.model_json_schema(mode=mode)
    definitions.update((name, each) for name, each in schema.pop("$defs", {}).items() if name != "Stamp")
    for name in without:
        schema["properties"].pop(name, None)
    schema["required"] = [name for name in schema.get("required", []) if name not in without]
    return schema
