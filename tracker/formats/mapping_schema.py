"""The JSON Schema (2020-12) of mappings: minutes with holes, from the sections of minutes themselves."""

from typing import Any

from tracker.formats.date_patterns import LANGUAGES
from tracker.formats.mapping_entries import ENTRY_KEYS, HOLE_KEYS, NUMBERS, PLAIN, SKIPS
from tracker.formats.mapping_source import SOURCE_KEYS
from tracker.formats.minutes import ALIASES, OCCASIONS, SECTIONS, Section
from tracker.formats.read_mapping import RULE_KEYS, VANISHED
from tracker.formats.schemas import DIALECT
from tracker.formats.table import FORMATS
from tracker.words.keys import SECTIONS as SAID_BY
from tracker.words.keys import meaning

Schema = dict[str, Any]
TEXT: Schema = {"type": ["string", "number", "boolean"]}
TEXTS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
_HOLES: dict[str, Schema] = {
    "column": {"type": "string", "description": "A column, or a text with {columns}."},
    "columns": {"type": "array", "items": TEXT, "description": "The first of these that has anything."},
    "path": {"type": "string", "description": "The way into the groups of a row: a / b / 0."},
    "range": {
        "type": "array",
        "items": TEXT,
        "minItems": 2,
        "maxItems": 2,
        "description": "Two dates, from and to.",
    },
    "plain": {"enum": list(PLAIN), "description": "Without tags, escapes or characters that are not seen."},
    "split": {**TEXTS, "description": "What stands between the parts of a list."},
    "vocabulary": {"anyOf": [TEXT, {"type": "object", "additionalProperties": TEXTS}]},
    "number": {"enum": list(NUMBERS), "description": "A number as the source writes it."},
    "formats": {**TEXTS, "description": "How the source writes dates, like DD/MM/YYYY; tried in order."},
    "as": {"enum": ["id"], "description": "Make an id of the text."},
    "shorten": {**TEXT, "description": "At most so many characters, cut at a word."},
    "else": {**TEXTS, "description": "What stands there where there is nothing."},
}
_SOURCE: dict[str, Schema] = {
    "format": {"enum": list(FORMATS)},
    "delimiter": {"type": "string", "maxLength": 1},
    "encoding": {"type": "string"},
    "sheet": {"type": "string"},
    "rows": {"type": "string", "description": "The way to the list of rows in JSON and YAML: a / b."},
    "header": {**TEXTS, "description": "The row of the headers, or the first and last; 0 for none."},
    "columns": {"type": "object", "description": "Names by position, {5: name}."},
    "missing": {**TEXTS, "description": "What stands for nothing."},
    "numbers": {"type": "object", "properties": {"decimal": TEXT, "thousands": TEXT}},
    "language": {"enum": list(LANGUAGES), "description": "Of the names of months."},
}


def mapping_schema() -> Schema:
    """Give the schema of a mapping."""
    if set(_HOLES) != set(HOLE_KEYS) or set(_SOURCE) != set(SOURCE_KEYS):
        raise AssertionError  # a key that nobody described
    rule = _rule()
    return {
        "$schema": DIALECT,
        "title": "A mapping: how the rows of a table become minutes",
        "type": "object",
        "required": ["mapping", "rows"],
        "additionalProperties": False,
        "properties": {
            "mapping": {"enum": [1, "1"]},
            "source": {"type": "object", "properties": _SOURCE, "additionalProperties": False},
            "rename": {
                "type": "object",
                "additionalProperties": TEXT,
                "description": "{its name now: used here}",
            },
            "vocabularies": {"type": "object", "additionalProperties": {"type": "object"}},
            "rows": {"anyOf": [rule, {"type": "array", "items": rule, "minItems": 1}]},
        },
        "$defs": {
            "hole": {
                "type": "object",
                "properties": _HOLES,
                "additionalProperties": False,
                "anyOf": [{"required": [key]} for key in ("column", "columns", "path", "range")],
            },
            "value": {
                "anyOf": [
                    TEXT,
                    {"$ref": "#/$defs/hole"},
                    {"type": "array", "items": {"$ref": "#/$defs/value"}},
                    {"type": "object", "additionalProperties": {"$ref": "#/$defs/value"}},
                ]
            },
            "condition": {"anyOf": [TEXTS, {"type": "object", "additionalProperties": TEXTS}]},
        },
    }


def _rule() -> Schema:
    described: dict[str, Schema] = {
        "key": {"$ref": "#/$defs/value", "description": "What tells a row from all others, also next year."},
        "where": {"$ref": "#/$defs/condition", "description": "The rows that this holds for."},
        "vanished": {"enum": list(VANISHED), "description": "What to do where a row is no longer there."},
        "unused": {**TEXTS, "description": "Columns that are not needed."},
    }
    if set(described) != set(RULE_KEYS):
        raise AssertionError  # a key that nobody described
    sections = {name: _section(name, each) for name, each in (*OCCASIONS.items(), *SECTIONS.items())}
    return {"type": "object", "properties": described | sections, "additionalProperties": False}


def _section(name: str, section: Section) -> Schema:
    aliases = [alias for alias, of in ALIASES.items() if of in section.keys]
    fields = {
        key: {"$ref": "#/$defs/value", "description": meaning(section.kind.TOPIC, ALIASES.get(key, key))}
        for key in (*section.row_keys, *aliases)
    }
    beside: dict[str, Schema] = {
        "when": {"$ref": "#/$defs/condition", "description": "The rows that have this entry."},
        "each": {"$ref": "#/$defs/value", "description": "A list in the row: an entry for each."},
        "skip": {"enum": list(SKIPS), "description": "Not where its id is known, or nothing has changed."},
    }
    if set(beside) != set(ENTRY_KEYS):
        raise AssertionError  # a key that nobody described
    entry: Schema = {"type": "object", "properties": fields | beside, "additionalProperties": False}
    alternatives = [entry, *([TEXT] if "url" in section.keys else [])]
    several = {"type": "array", "items": {"anyOf": alternatives}}
    return {"anyOf": [*alternatives, several], "description": SAID_BY[name]}
