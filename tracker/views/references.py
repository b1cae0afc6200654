"""Finds what a user means by a reference: an id, the beginning of one, other letters, words of a title."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from typing import NamedTuple

from events.references import split
from events.sentences import Sentence, at_most, either, sentence
from tracker.errors import AmbiguousError, NotFoundError
from tracker.rules.texts import as_title
from tracker.views.events import no_event
from tracker.views.named import LAST, NAMES, OCCURRING

SHOWN = 10

_LISTS = {
    "commitment": sentence("List commitments: tracker status -f ids."),
    "meeting": sentence("List meetings and documents: tracker meetings -f ids."),
}
SHOWABLE = (
    *("commitment", "meeting", "document", "institution", "mechanism", "topic", "party", "official"),
    "event",
)
"""What `show` opens, in the order in which a reference without a kind is looked for."""


class Found(NamedTuple):
    """What a reference means."""

    kind: str
    name: str


class Candidate(NamedTuple):
    """What a reference may mean, with the titles and the foreign key it is also known by."""

    kind: str
    name: str
    titles: str | None
    external: str | None

    @property
    def title(self) -> str:
        """The first of its titles."""
        return next(iter(json.loads(self.titles).values()), "") if self.titles else ""


def find(connection: sqlite3.Connection, reference: str, kinds: tuple[str, ...]) -> Found:
    """Resolve a reference among some kinds, from the exact to the vague; what is exact wins.

    First an id, of an earlier kind before a later; then a name that was kept as text; then the
    beginning of an id; then either without regard to case and accents; then a foreign key; then words
    of one title; at last the bare number of an event.
    """
    kind, name = split(reference)
    kinds = (kind,) if kind in kinds else kinds
    wanted = name if kind in kinds else reference
    named = tuple(each for each in kinds if each in NAMES)
    for each in named:
        if any(found.name == wanted for found in _names(connection, each, wanted, exactly=True)):
            return Found(each, wanted)
    for each in _KEPT_AS_TEXT:
        if each in kinds and _occurs(connection, each, wanted):
            return Found(each, wanted)
    number = _number(wanted, kind) if "event" in kinds else None
    if number and (event := _event(connection, number)):
        return event
    for look in (_beginning, _folded, _foreign, _titled) if wanted.strip() else ():
        candidates = _once(look(connection, wanted, named))
        if len(candidates) == 1:
            return Found(candidates[0].kind, candidates[0].name)
        if candidates:
            raise AmbiguousError(
                sentence(
                    "{wanted!r} may be any of {candidates}", wanted=wanted, candidates=_listed(candidates)
                ),
                "Write more of it, or its whole id.",
            )
    if number is not None:
        raise no_event(reference)
    if "event" in kinds and (event := _event(connection, wanted)):  # nothing else is called by that number
        return event
    what = either(sentence(each) for each in kinds)
    near = suggestion(connection, wanted, named)
    raise NotFoundError(
        sentence("there is no {what} {wanted!r}", what=what, wanted=wanted),
        sentence("Did you mean {near}?", near=near) if near else _LISTS.get(kinds[0], _LISTS["commitment"]),
    )


_KEPT_AS_TEXT = {
    "party": ("party",),
    "institution": ("institution",),
    "mechanism": ("mechanism",),
    "topic": ("theme", "project"),
}
"""What may be named without being recorded, and the kinds of names that it has. An obligor of that name may
be a party or an institution; nobody said that it is inside another, so it is a party first, as in lists."""


def _occurs(connection: sqlite3.Connection, kind: str, wanted: str) -> bool:
    """Say whether something that nobody may have recorded bears exactly this name."""
    return any(
        connection.execute(f"SELECT 1 FROM ({OCCURRING[each]}) WHERE name = ? LIMIT 1", (wanted,)).fetchone()
        for each in _KEPT_AS_TEXT[kind]
    )


def _number(wanted: str, kind: str | None) -> str | None:
    """Give what may be the number or the id of an event; a bare number may be anything else's id."""
    if kind == "event" or wanted.startswith("#") or wanted.count("-") == 4:  # noqa: PLR2004 (UUIDs)
        return wanted.removeprefix("#")
    return None


def _event(connection: sqlite3.Connection, written: str) -> Found | None:
    digits = written if written.isascii() and written.isdigit() and len(written) < 19 else ""  # noqa: PLR2004
    row = connection.execute(
        "SELECT id FROM event WHERE position = ? OR id = ?", (int(digits) if digits else -1, written.lower())
    ).fetchone()
    return Found("event", row[0]) if row else None


def _beginning(connection: sqlite3.Connection, wanted: str, kinds: Iterable[str]) -> list[Candidate]:
    return [found for kind in kinds for found in _names(connection, kind, wanted)]


def _folded(connection: sqlite3.Connection, wanted: str, kinds: Iterable[str]) -> list[Candidate]:
    """Find what is written so, or begins so, but for case and accents."""
    from events.texts import fold

    folded = fold(wanted)
    like = [found for found in _all(connection, kinds) if fold(found.name).startswith(folded)]
    return [found for found in like if fold(found.name) == folded] or like


def _foreign(connection: sqlite3.Connection, wanted: str, kinds: Iterable[str]) -> list[Candidate]:
    """Find what a source that it was imported from calls so."""
    return [
        Candidate(kind, *row)
        for kind in kinds
        for row in connection.execute(
            f"SELECT name, titles, external FROM ({NAMES[kind]}) WHERE external = ?", (wanted,)
        )
    ]


def _titled(connection: sqlite3.Connection, wanted: str, kinds: Iterable[str]) -> list[Candidate]:
    """Find what has all these words in its title or, of a person, its name."""
    from events.texts import fold

    words = fold(wanted).split()

    def has_them(candidate: Candidate) -> bool:
        title = fold(f"{candidate.titles or ''} {candidate.name}")
        return all(word in title for word in words)

    return [found for found in _all(connection, kinds) if has_them(found)]


def _listed(candidates: list[Candidate]) -> Sentence:
    names = [f"{each.name} ({as_title(each.title)})" if each.title else each.name for each in candidates]
    return at_most(SHOWN, names)


def starting_with(connection: sqlite3.Connection, start: str, kinds: tuple[str, ...]) -> list[Found]:
    """List what a reference may be completed to."""
    found = _beginning(connection, start, [kind for kind in kinds if kind in NAMES])
    return list(dict.fromkeys(Found(each.kind, each.name) for each in found))


def suggestion(connection: sqlite3.Connection, wanted: str, kinds: tuple[str, ...]) -> str | None:
    """Give the closest name to one that does not exist."""
    from difflib import get_close_matches

    names = [found.name for kind in kinds for found in _names(connection, kind, wanted[:1])]
    return next(iter(get_close_matches(wanted, names, n=1)), None)


def _names(
    connection: sqlite3.Connection, kind: str, start: str, *, exactly: bool = False
) -> list[Candidate]:
    until = start if exactly else start + LAST
    rows = connection.execute(
        f"SELECT name, titles, external FROM ({NAMES[kind]}) WHERE name >= ? AND name <= ?"
        " GROUP BY name ORDER BY name",
        (start, until),
    )
    return [Candidate(kind, *row) for row in rows]


def _all(connection: sqlite3.Connection, kinds: Iterable[str]) -> list[Candidate]:
    return [found for kind in kinds for found in _names(connection, kind, "")]


def _once(candidates: list[Candidate]) -> list[Candidate]:
    """Let `INM` and `MX/INM` be one candidate, where they are the same institution; topics likewise."""
    full = {
        (each.kind, each.name)
        for each in candidates
        if each.kind in {"institution", "topic"} and "/" in each.name
    }
    short = {(kind, name.partition("/")[2]) for kind, name in full}
    return [each for each in candidates if "/" in each.name or (each.kind, each.name) not in short]


Look = Callable[[sqlite3.Connection, str, Iterable[str]], list[Candidate]]
"""One way of looking for what a reference may mean."""


def standing_keys(connection: sqlite3.Connection, beginning: str) -> list[tuple[str, str]]:
    """List the external keys of standing commitments that begin with a text, with the commitments' ids."""
    return connection.execute(
        "SELECT external, id FROM commitment"
        " WHERE known_until IS NULL AND substr(external, 1, ?) = ? ORDER BY 1",
        (len(beginning), beginning),
    ).fetchall()
