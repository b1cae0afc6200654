"""What occurs in a store that a table can be narrowed to, and what was meant by what occurs nowhere."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from events.countries import code_of
from events.sentences import joined, sentence
from events.texts import fold
from tracker.errors import NotFoundError
from tracker.views.named import OCCURRING
from tracker.views.references import find
from tracker.views.selection import Selection

MOST_MEANT = 3
"""Of the names that somebody may have meant, so many are said."""
NEAR = 0.75
"""How alike (0 to 1, `difflib`) two names must be for one to be a slip of the other."""
_LAST = "\U0010ffff"


class Kind(NamedTuple):
    """A kind of thing that commitments are selected by: where all its names are, and their other names.

    `names` and `aliases` are SQL; what `names` gives is right as it is, `aliases` gives pairs of a
    text, or of texts as JSON, and the name that it stands for.
    """

    plural: str
    names: str
    aliases: str = ""


KINDS = {
    "party": Kind(
        "parties", OCCURRING["party"], "SELECT spellings, id FROM party UNION SELECT names, id FROM party"
    ),
    "theme": Kind("themes", OCCURRING["theme"]),
    "project": Kind("projects", OCCURRING["project"]),
    "institution": Kind("institutions", OCCURRING["institution"], "SELECT names, id FROM institution"),
    "mechanism": Kind("mechanisms", OCCURRING["mechanism"], "SELECT names, id FROM mechanism"),
    "claimant": Kind("claimants", OCCURRING["claimant"]),
}
"""Each kind by its name in a selection; who claims is only ever completed."""


def checked(connection: sqlite3.Connection, selection: Selection) -> Selection:
    """Give a selection that names only what occurs, its meeting by its id.

    Refuses with NotFoundError, and says what may have been meant, whatever occurs nowhere in the
    store, at whichever moment: an empty table would be believed. What is known and has no rows is
    no mistake.
    """
    for kind in KINDS:
        wanted = getattr(selection, kind, None)
        if wanted is not None:
            refuse_unknown(connection, kind, wanted)
    for option in ("meeting", "search"):
        if (text := getattr(selection, option)) is not None:
            _refuse_empty(option, text)
    if selection.meeting is None:
        return selection
    return selection._replace(meeting=find(connection, selection.meeting, ("meeting", "document")).name)


def refuse_unknown(
    connection: sqlite3.Connection, kind: str, wanted: str, having: str = "commitment"
) -> None:
    """Refuse a name of some kind that occurs nowhere in the store."""
    _refuse_empty(kind, wanted)
    if occurs(connection, kind, wanted):
        return
    near = _one_of(meant(connection, kind, wanted))
    said = sentence(
        # For translators: {thing} is a commitment, {kind} a party, a theme, …, {wanted} its name
        "no {thing} has the {kind} {wanted}",
        thing=sentence(having),
        kind=sentence(kind),
        wanted=wanted,
    )
    raise NotFoundError(
        joined("; ", (said, sentence("did you mean {near}?", near=near))) if near else said,
        sentence("See what there is: tracker list {plural}", plural=KINDS[kind].plural),
    )


def _refuse_empty(kind: str, text: str) -> None:
    if not text.strip():
        raise NotFoundError(
            sentence("the {kind} to look for is empty", kind=sentence(kind)),
            "Leave the option out to see all; was a variable not set?",
        )


def occurs(connection: sqlite3.Connection, kind: str, name: str) -> bool:
    """Say whether a name of some kind stands anywhere in the store."""
    found = connection.execute(f"SELECT 1 FROM ({KINDS[kind].names}) WHERE name = ? LIMIT 1", (name,))
    return found.fetchone() is not None


def beginning(connection: sqlite3.Connection, kind: str, start: str, most: int) -> list[str]:
    """List the first names of a kind that begin so, in the order of their characters."""
    rows = connection.execute(
        f"SELECT DISTINCT name FROM ({KINDS[kind].names}) WHERE name >= ? AND name <= ? AND name <> ''"
        " ORDER BY name LIMIT ?",
        (start, start + _LAST, most),
    )
    return [name for (name,) in rows]


def meant(connection: sqlite3.Connection, kind: str, wanted: str) -> list[str]:
    """List what may have been meant: what differs in case and accents alone, else what is near."""
    folded = fold(wanted)
    called = [(fold(alias), name) for alias, name in _called(connection, kind)]
    if same := [name for alias, name in called if alias == folded]:
        return _once(same)
    if kind == "party" and (code := code_of(wanted)) and occurs(connection, kind, code):
        return [code]
    if begun := [name for alias, name in called if alias.startswith(folded)]:
        return _once(begun)
    from difflib import get_close_matches  # noqa: PLC0415 (only a refusal needs it)

    near = get_close_matches(folded, dict(called), n=MOST_MEANT, cutoff=NEAR)
    if near:
        return _once(name for like in near for alias, name in called if alias == like)
    words = [f" {word}" for word in folded.replace("-", " ").split()]
    spaced = ((f" {alias}".replace("-", " "), name) for alias, name in called)
    return _once(name for alias, name in spaced if all(word in alias for word in words))


def parties_called(connection: sqlite3.Connection, text: str) -> list[str]:
    """List the parties of which a text is a recorded name or spelling, in any letters."""
    folded = fold(text)
    return _once(name for alias, name in _called(connection, "party") if fold(alias) == folded)


def _called(connection: sqlite3.Connection, kind: str) -> Iterator[tuple[str, str]]:
    """Give what each name of a kind is called: itself, and every name and spelling recorded of it."""
    for (name,) in connection.execute(f"SELECT DISTINCT name FROM ({KINDS[kind].names}) WHERE name <> ''"):
        yield name, name
    for stored, name in connection.execute(KINDS[kind].aliases) if KINDS[kind].aliases else ():
        texts = json.loads(stored) if stored else []
        for text in texts.values() if isinstance(texts, dict) else texts:
            yield text, name


def _once(names: Iterable[str]) -> list[str]:
    """Name each thing once: an institution without its party, if both are there."""
    found = dict.fromkeys(names)
    return [name for name in found if "/" not in name or name.rpartition("/")[2] not in found][:MOST_MEANT]


def _one_of(names: list[str]) -> str:
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
