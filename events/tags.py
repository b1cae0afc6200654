"""The tags of a fact: the names by which the log finds it (DESIGN §3). Derived here and nowhere else."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from events import references
from events.canonical import canonical

Fields = dict[str, Any]


REPEATABLE = frozenset(
    {
        "status.updated",
        "deadline.revised",
        "commitment.reaffirmed",
        "commitment.amended",
        "commitment.superseded",
        "evidence.added",
    }
)
"""Types without an id of their own: the same fact is known by a digest of what it says."""


def same_tag(stored_type: str, fields: Fields) -> str:
    """Give the tag that every fact of a type that says just this carries: 128 bits of a SHA-256."""
    said = f"{stored_type} {canonical(fields)}"
    return f"same:{sha256(said.encode()).hexdigest()[:32]}"


def tags_of(stored_type: str, fields: Fields, stamp: Fields, known_same: str | None = None) -> list[str]:
    """List the tags of a fact, from its plain fields and stamp, each once.

    `known_same` spares working out its digest again.
    """
    if stored_type == "event.retracted":
        named: Iterable[str] = (*fields.get("tags", ()), f"event:{fields['event']}")
    else:
        named = _named(stored_type, fields)
    same = [known_same or same_tag(stored_type, fields)] if stored_type in REPEATABLE else []
    external = [f"external:{fields['external']}"] if fields.get("external") else []
    stamped = (f"event:{stamp['id']}", f"batch:{stamp['batch']}", f"by:{stamp['recorded_by']}")
    return list(dict.fromkeys((*named, *external, *same, *stamped)))


def subject(stored_type: str, fields: Fields) -> str:
    """Name what a fact is about, as `kind:id`; the subject of its CloudEvent."""
    match stored_type:
        case "meeting.held":
            return f"meeting:{fields['id']}"
        case "document.published":
            return f"document:{fields['id']}"
        case "delegation.recorded":
            return references.possible(fields["occasion"], references.OCCASIONS)[0]
        case "institution.recorded":
            return f"institution:{fields['party']}/{fields['id']}"
        case "mechanism.recorded":
            return f"mechanism:{fields['id']}"
        case "topic.recorded":
            return f"topic:{fields['kind']}/{fields['id']}"
        case "names.reconciled":
            return f"official:{fields['show']}"
        case "commitment.agreed":
            return f"commitment:{fields['id']}"
        case "evidence.added":
            return references.possible(fields["about"], references.ABOUT_BARE)[0]
        case "event.retracted":
            return f"event:{fields['event']}"
        case _:
            return f"commitment:{fields['commitment']}"


def _named(stored_type: str, fields: Fields) -> Iterator[str]:
    match stored_type:
        case "delegation.recorded":
            yield from _occasion(fields)
            for member in fields.get("members", ()):
                yield from _institutions([member.get("institution")], fields["party"])
        case "evidence.added":
            yield from references.possible(fields["about"], references.ABOUT_BARE)
        case "institution.recorded":
            yield subject(stored_type, fields)
            yield from _institutions([fields.get("parent")], fields["party"])
        case "meeting.held":
            yield subject(stored_type, fields)
            if fields.get("mechanism"):
                yield f"mechanism:{fields['mechanism']}"
        case _:
            yield subject(stored_type, fields)
            yield from _of_a_commitment(fields)


def _of_a_commitment(fields: Fields) -> Iterator[str]:
    yield from _occasion(fields)
    for name in ("parent", "superseded_by"):
        if fields.get(name):
            yield f"commitment:{fields[name]}"
    for name in ("obligors", "lead", "supporting", "by"):
        yield from _institutions(fields.get(name) or ())


def _occasion(fields: Fields) -> Iterable[str]:
    occasion = fields.get("occasion")
    return references.possible(occasion, references.OCCASIONS) if occasion else ()


def _institutions(names: Iterable[str | None], party: str | None = None) -> Iterator[str]:
    for name in names:
        if name and (full := references.institution(name, party)):
            yield f"institution:{full}"
