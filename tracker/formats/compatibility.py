"""Compares two versions of a JSON Schema of ours, to say whether each reads what the other wrote.

Backward: whatever the old schema accepts, the new one accepts. Forward: the other way round. The
comparison knows the parts of JSON Schema that our schemas use; whatever else differs counts as
breaking both, since a false "none" costs a look and a false "full" a log.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

WIDER = {
    ("^[A-Z][A-Z0-9]{1,15}$", "^[A-Z][A-Z0-9-]{1,19}$"): "parties may have hyphens, and be longer",
}
"""(a pattern, one that accepts all it accepts and more) → what more; no program can tell in general."""

_PROSE = frozenset({"title", "description", "default", "examples", "$schema"})


@dataclass(frozen=True)
class Verdict:
    """How two schemas go together, and what stands in the way."""

    name: str
    reasons: list[str]


def compare(old: Schema, new: Schema) -> Verdict:
    """Give the verdict: full, backward, forward or none."""
    against_new = list(_narrower(old, new, old, new, ""))
    against_old = list(_narrower(new, old, new, old, ""))
    name = {
        (True, True): "full",
        (True, False): "backward",
        (False, True): "forward",
        (False, False): "none",
    }[not against_new, not against_old]
    reasons = [f"the new refuses what the old wrote: {reason}" for reason in against_new]
    reasons += [f"the old refuses what the new writes: {reason}" for reason in against_old]
    return Verdict(name, reasons)


def _narrower(one: Any, other: Any, root: Schema, other_root: Schema, where: str) -> Iterator[str]:
    """Tell where `other` refuses something that `one` accepts."""
    one, other = _resolved(one, root), _resolved(other, other_root)
    if not isinstance(one, dict) or not isinstance(other, dict):
        if one != other:
            yield f"{where or 'the schema'} changed"
        return
    yield from _properties(one, other, root, other_root, where)
    yield from _required(one, other, where)
    yield from _enums(one, other, where)
    yield from _numbers(one, other, where)
    yield from _alternatives(one, other, root, other_root, where)
    for key in ("items", "prefixItems", "additionalProperties", "then", "if", "not"):
        if key in other and key not in one:
            yield f"{where}/{key} is new"
        elif key in other and key in one and not isinstance(one[key], bool):
            yield from _narrower(one[key], other[key], root, other_root, f"{where}/{key}")
    yield from _definitions(one, other, root, other_root, where)


def _resolved(schema: Any, root: Schema) -> Any:
    while isinstance(schema, dict) and "$ref" in schema:
        schema = root.get("$defs", {}).get(schema["$ref"].rpartition("/")[2])
    return schema


def _properties(one: Schema, other: Schema, root: Schema, other_root: Schema, where: str) -> Iterator[str]:
    ours, theirs = one.get("properties", {}), other.get("properties", {})
    closed = other.get("additionalProperties") is False
    for name, schema in ours.items():
        if name in theirs:
            yield from _narrower(schema, theirs[name], root, other_root, f"{where}/{name}")
        elif closed:
            yield f"{where}/{name} is not known"


def _required(one: Schema, other: Schema, where: str) -> Iterator[str]:
    for name in set(other.get("required", ())) - set(one.get("required", ())):
        yield f"{where}/{name} is required"


def _enums(one: Schema, other: Schema, where: str) -> Iterator[str]:
    ours, theirs = _values(one), _values(other)
    if theirs is not None:
        missing = [] if ours is None else [value for value in ours if value not in theirs]
        if ours is None or missing:
            yield f"{where} takes only {', '.join(map(str, theirs))}"
    if "type" in other and not _types(one) <= _types(other):
        yield f"{where} is a {other['type']}"
    if "pattern" in other and not _is_as_wide(other["pattern"], one.get("pattern")):
        yield f"{where} has another pattern"


def _types(schema: Schema) -> set[str]:
    """Give the types a schema takes; one that says nothing of them takes what no other names."""
    types = schema.get("type", "anything")
    return {types} if isinstance(types, str) else set(types)


def _is_as_wide(pattern: str, than: str | None) -> bool:
    return pattern == than or (than, pattern) in WIDER


def _values(schema: Schema) -> list[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    values: list[Any] | None = schema.get("enum")
    return values


def _numbers(one: Schema, other: Schema, where: str) -> Iterator[str]:
    for key, sign in (("minimum", 1), ("minLength", 1), ("minItems", 1), ("maximum", -1), ("maxLength", -1)):
        if key in other and (key not in one or sign * other[key] > sign * one[key]):
            yield f"{where} has the {key} {other[key]}"


def _alternatives(one: Schema, other: Schema, root: Schema, other_root: Schema, where: str) -> Iterator[str]:
    for key in ("anyOf", "oneOf"):
        ours, theirs = one.get(key), other.get(key)
        if theirs is None:
            continue
        for place, alternative in enumerate(ours if ours is not None else [one]):
            if all(list(_narrower(alternative, each, root, other_root, where)) for each in theirs):
                yield f"{where}/{key}[{place}] is not possible"


def _definitions(one: Schema, other: Schema, root: Schema, other_root: Schema, where: str) -> Iterator[str]:
    """Compare the types of events one by one: they hang on the schema by conditions."""
    if where:
        return
    ours, theirs = one.get("$defs", {}), other.get("$defs", {})
    for name in ours:
        if "." not in name:
            continue  # reached through the types that use it
        if name not in theirs:
            yield f"{name} is not known"
        else:
            yield from _narrower(ours[name], theirs[name], root, other_root, name)
