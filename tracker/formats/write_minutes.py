"""Writes minutes: recorded facts as the YAML that would record them, so that it adds nothing."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from events.facts import FACTS
from events.kinds import BY_TYPE, OCCASION
from events.parts import Member
from tracker.formats.minutes import ALIASES, OCCASIONS, SECTIONS
from tracker.formats.yaml_tree import ABSENT
from tracker.log.stored import StoredFact

Entry = dict[str, Any]
WIDTH = 100
_BREAKS = frozenset("\r\x85\u2028\u2029\ufeff")
"""What YAML takes for the end of a line, or for nothing, unless it is escaped."""
DECIMALS = 12
"""Of a percentage, as many as the reader takes."""


class Written(NamedTuple):
    """Minutes as YAML, and the positions of what no minutes can say as it was recorded."""

    text: str
    left_out: list[int]


def write_minutes(facts: Iterable[StoredFact], occasion: str | None) -> Written:
    """Write facts of an occasion, given as `kind:id`, or of none, in the order of the contract's sections."""
    facts = list(facts)
    date = _date(facts)
    sections: dict[str, Any] = {}
    left_out = []
    for fact in facts:
        entry = _entry(fact, occasion, date)
        if entry is None:
            left_out.append(fact.position)
            continue
        section, fields = entry
        if section in OCCASION:
            sections[section] = fields
        else:
            sections.setdefault(section, []).append(fields)
    ordered = {name: sections[name] for name in (*OCCASIONS, *SECTIONS) if name in sections}
    return Written(_as_yaml(ordered), left_out)


def _date(facts: list[StoredFact]) -> str | None:
    for fact in facts:
        row = BY_TYPE[fact.type]
        if row.section in OCCASION and row.dated:
            return str(fact.fields[row.dated])
    return None


def _entry(fact: StoredFact, occasion: str | None, date: str | None) -> tuple[str, Entry] | None:
    """Give the section of a fact and its keys there; None if minutes cannot say it as it was recorded."""
    if not _would_be_the_same(fact):
        return None
    row, fields = BY_TYPE[fact.type], dict(fact.fields)
    section = row.section or ""
    if occasion is None:
        return section, _keys(fact, fields)
    if fields.get("about") == occasion:
        del fields["about"]
        return "sources", _keys(fact, fields)
    here = fields.get("occasion") in {occasion, occasion.removeprefix(f"{OCCASION[0]}:")}
    dated = SECTIONS[section].dated if section in SECTIONS else None
    if here and dated:
        if fields.pop(dated) != date:
            return None  # a claim of minutes is either made there, on that day, or at no occasion
        del fields["occasion"]
    elif here and "on" not in fields:
        del fields["occasion"]
    return section, _keys(fact, fields)


def _would_be_the_same(fact: StoredFact) -> bool:
    """Say whether a fact read anew is what was recorded: one of an older version may not be."""
    try:
        read = FACTS[fact.type].model_validate(fact.fields)
    except ValidationError:
        return False
    return read.said == fact.fields and _is_readable(fact.fields.get("percent"))


def _is_readable(percent: object) -> bool:
    return not isinstance(percent, float) or float(f"{percent:.{DECIMALS}f}") == percent


def _keys(fact: StoredFact, fields: Entry) -> Entry:
    """Give fields in the order of their kind, each in the shortest form that is read as the same."""
    shown = {field: key for key, field in ALIASES.items()}
    order = [name for name in FACTS[fact.type].model_fields if name in fields]
    about = BY_TYPE[fact.type].key.split("/")
    order.sort(key=lambda name: name not in about)
    return _Lines((shown.get(name, name), _shortest(name, fields[name])) for name in order)


_ONE_WILL_DO = frozenset({"themes", "lead", "supporting", "by", "obligors"})
_BY_LANGUAGE = frozenset({"title", "text", "names"})


def _shortest(name: str, value: Any) -> Any:
    if name in _ONE_WILL_DO and len(value) == 1:
        return value[0]
    if name in _BY_LANGUAGE and set(value) == {"en"}:
        return value["en"]
    if name == "evidence":
        return [each["url"] if set(each) == {"url"} else each for each in value]
    if name == "members":
        return [{key: each[key] for key in Member.model_fields if key in each} for each in value]
    if name == "percent":
        return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return value


class _Plain(yaml.SafeDumper):
    """Writes every value as the text it is: the reader takes `NO` and `2024` as they stand."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 (as the library declares it)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 (no aliases at all)
        """Write what is there twice out twice."""
        return True


class _Lines(dict[str, Any]):
    """Keys that are written a line each; those of smaller groups stand in one."""


def _lines(dumper: _Plain, value: _Lines) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=False)


def _text(dumper: _Plain, value: str) -> yaml.ScalarNode:
    odd = value in ABSENT or not _BREAKS.isdisjoint(value)
    style = '"' if odd else "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _truth(dumper: _Plain, value: bool) -> yaml.ScalarNode:  # noqa: FBT001 (as the library calls it)
    return _text(dumper, "true" if value else "false")


_Plain.add_representer(_Lines, _lines)
_Plain.add_representer(str, _text)
_Plain.add_representer(bool, _truth)


def entries_as_yaml(sections: Entry) -> str:
    """Write sections that are minutes already, an entry a line or so."""
    lined = {
        name: [_Lines(each) for each in value] if isinstance(value, list) else _Lines(value)
        for name, value in sections.items()
    }
    return _as_yaml(lined)


def _as_yaml(sections: Entry) -> str:
    if not sections:
        return ""
    return yaml.dump(
        sections, Dumper=_Plain, allow_unicode=True, sort_keys=False, default_flow_style=None, width=WIDTH
    )
