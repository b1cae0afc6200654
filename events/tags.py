"""The tags of a fact: the names by which the log finds it (DESIGN §3). Derived from its kind, here alone."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from events import references
from events.canonical import canonical
from events.kinds import BY_TYPE, RETRACTED, Kind, Names
from events.texts import fold

Fields = dict[str, Any]

SPELLINGS_SINCE = 2
"""The schema version from which on an institution is found by its id alone."""
DIGEST_DIGITS = 32
"""Hexadecimal digits of 128 bits."""


def same_tag(stored_type: str, fields: Fields) -> str:
    """Give the tag that every fact of a type that says just this carries: 128 bits of a SHA-256."""
    said = f"{stored_type} {canonical(fields)}"
    return f"same:{sha256(said.encode()).hexdigest()[:DIGEST_DIGITS]}"


def digest_of(stored_type: str, tags: Iterable[str], fields: Fields, stamp: Fields) -> str:
    """Give the digest of an event: 128 bits of a SHA-256 over all that is stored of it but the digest."""
    unsigned = {name: value for name, value in stamp.items() if name != "digest"}
    return sha256(canonical([stored_type, sorted(tags), fields, unsigned]).encode()).hexdigest()[
        :DIGEST_DIGITS
    ]


def tags_of(stored_type: str, fields: Fields, stamp: Fields, known_same: str | None = None) -> list[str]:
    """List the tags of a fact, from its plain fields and stamp, each once.

    `known_same` spares working out its digest again.
    """
    kind = BY_TYPE[stored_type]
    carried = fields.get("tags", ()) if stored_type == RETRACTED else ()
    external = [f"external:{fields['external']}"] if fields.get("external") else []
    same = [known_same or same_tag(stored_type, fields)] if is_repeatable(kind) else []
    stamped = (f"event:{stamp['id']}", f"batch:{stamp['batch']}", f"by:{stamp['recorded_by']}")
    spellings = _spellings(kind, fields, stamp["schema_version"])
    return list(dict.fromkeys((*carried, *_named(kind, fields), *spellings, *external, *same, *stamped)))


def is_repeatable(kind: Kind) -> bool:
    """Say whether facts of a kind have no identity: the same one is then known by what it says."""
    return kind.once is None and kind.type != RETRACTED


def subjects(kind: Kind, fields: Fields) -> list[str]:
    """List what a fact may be about, as `kind:id`, the likeliest first."""
    name = "/".join(str(fields[each]) for each in kind.key.split("/"))
    return [f"{kind.about[0]}:{name}"] if len(kind.about) == 1 else references.possible(name, kind.about)


def subject(stored_type: str, fields: Fields) -> str:
    """Name what a fact is about, as `kind:id`; the subject of its CloudEvent."""
    return subjects(BY_TYPE[stored_type], fields)[0]


def identity(stored_type: str, fields: Fields) -> str | None:
    """Give the name under which only one such fact may stand; None where there may be many."""
    kind = BY_TYPE[stored_type]
    return kind.once.format(subject=subjects(kind, fields)[0], **fields) if kind.once else None


def named(names: Names, fields: Fields) -> list[str]:
    """List what a fact names in a field, as it is written there; `members.institution` is inside a list."""
    field, _, inner = names.field.partition(".")
    value = fields.get(field)
    if value is None:  # as most fields are
        return []
    written = value if isinstance(value, (list, tuple)) else [value]
    return [found for each in written if (found := each.get(inner) if inner and each else each)]


def _spellings(kind: Kind, fields: Fields, version: int) -> Iterator[str]:
    """Give the tags by which a party or an institution is found that a name may mean."""
    if kind.about == ("party",):
        yield from map(
            spelling_tag,
            (fields["id"], *(fields.get("names") or {}).values(), *fields.get("spellings", ())),
        )
    elif kind.about == ("institution",) and version >= SPELLINGS_SINCE:
        yield spelling_tag(fields["id"])


def _named(kind: Kind, fields: Fields) -> Iterator[str]:
    yield from subjects(kind, fields)
    for names in kind.names:
        if names.tagged:
            for written in named(names, fields):
                yield from _tags(names, written, fields)


def _tags(names: Names, written: str, fields: Fields) -> Iterable[str]:
    if "institution" not in names.kinds:
        return references.possible(written, names.kinds)
    full = references.institution(written, fields["party"] if names.within_party else None)
    return [f"institution:{full}"] if full else []


def spelling_tag(text: str) -> str:
    """Give the tag by which the party or institution is found that a text may be a spelling of."""
    return f"spelling:{fold(text)}"
