"""Finds the commitments that may pass some filters, in order, and no more of them than are read."""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from events.sentences import sentence
from tracker.errors import InputError
from tracker.projections.cases import EVERYTHING, KNOWN
from tracker.views.selection import Asked, Filter, days
from tracker.words.alphabet import alphabetical

MORE = 8
"""How many times as many are put in order next, where a limit needs more than the first."""

MANY = 1_000
"""From so many on, looking for each in its place takes longer than walking through all."""

_KNOWN_BY_THEN = (
    f"(SELECT id AS commitment FROM commitment WHERE {KNOWN} AND (earliest IS NULL OR earliest <= :day))"
    " WHERE TRUE"
)


class Candidates:
    """The ids of all commitments that may pass some filters at a moment; each is still to be tested.

    With every event known, `current` and `stood` tell how each stands on any day: `current` on those
    after its last fact, by which it is *settled*, `stood` on those before.
    """

    def __init__(self, asked: Asked, filters: Sequence[Filter]) -> None:
        self._connection = asked.connection
        self._known_at = asked.moment.known_at
        self._values: dict[str, object] = {**days(asked.moment.day), "k": asked.moment.known_at}
        self._facets = self._derived = ""
        for place, each in enumerate(filters):
            name = f"filter_{place}"
            self._values[name] = json.dumps(sorted(each.values))
            one_of = f"IN (SELECT value FROM json_each(:{name}))"
            if each.facets:
                self._facets += (
                    " AND commitment IN"
                    f" (SELECT commitment FROM facet WHERE field IN ({each.facets}) AND value {one_of})"
                )
            if each.current:
                self._derived += f" AND {each.current} {one_of}"

    @property
    def stand_is_told(self) -> bool:
        """Whether the tables, which know every event, hold at the moment asked."""
        return self._known_at == EVERYTHING

    def by_id(self, *, descending: bool = False) -> Iterator[str]:
        """Give them in the order of their ids."""
        source, derived = _KNOWN_BY_THEN, ""
        if self.stand_is_told:
            source = "current WHERE stands_from <= :day"
            derived = self._derived and (
                f" AND iif(holds_from <= :day, TRUE {self._derived}, EXISTS (SELECT 1 FROM stood"
                " WHERE stood.commitment = current.commitment AND stood.holds_from <= :day"
                f" AND until > :day {self._derived}))"
            )
        return self._read(
            f"SELECT DISTINCT commitment FROM {source} {self._facets} {derived}"
            f" ORDER BY commitment {_direction(descending)}"
        )

    def in_order(self, expression: str, *, descending: bool, limit: int | None) -> Iterator[str]:
        """Give them in the order of an expression over the tables; with a limit a part at a time.

        The `+` keeps SQLite from walking the index of days, which nearly all of them are before.
        """
        self._teach_the_alphabet()
        direction = _direction(descending)
        select = f"SELECT commitment, {expression} FROM"
        which = f"{self._facets} {self._derived}"
        query = (
            f"{select} current WHERE +holds_from <= :day {which}"
            f" UNION ALL {select} stood WHERE {self._on_the_day()} {which}"
            f" ORDER BY 2 {direction}, 1 {direction}"
        )
        return self._in_parts(query, limit) if limit else self._read(query)

    def _on_the_day(self) -> str:
        """Select what stood on the day: of all rows, or where few are not settled, of theirs alone."""
        on_the_day = "holds_from <= :day AND until > :day"
        unsettled = "SELECT commitment FROM current WHERE holds_from > :day"
        found = self._connection.execute(
            f"SELECT count(*) FROM ({unsettled} LIMIT {MANY})", self._values
        ).fetchone()
        return on_the_day if found == (MANY,) else f"{on_the_day} AND commitment IN ({unsettled})"

    def with_words(self, text: str) -> Iterator[str]:
        """Give those with some words, the best matches first; other filters do not narrow them."""
        words = [word.replace('"', '""') for word in text.split()]
        query = " ".join(f'"{word}"*' for word in words)
        if not query:
            return
        try:
            rows = self._connection.execute(
                "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank, rowid", (query,)
            ).fetchall()
        except sqlite3.OperationalError as error:
            raise InputError(
                sentence("cannot search for {text!r}", text=text), "Search for plain words."
            ) from error
        given = set()
        for (position,) in rows:
            row = self._connection.execute(
                f"SELECT id FROM commitment WHERE position = :p AND {KNOWN} UNION"
                f" SELECT commitment FROM turn WHERE position = :p AND {KNOWN}",
                {"p": position, "k": self._known_at},
            ).fetchone()
            if row and row[0] not in given:
                given.add(row[0])
                yield row[0]

    def _teach_the_alphabet(self) -> None:
        """Let an expression order by the alphabet; SQLite lets nobody teach it again while it reads."""
        known = "SELECT 1 FROM pragma_function_list WHERE name = 'alphabetical'"
        if self._connection.execute(known).fetchone() is None:
            self._connection.create_function("alphabetical", 1, alphabetical, deterministic=True)

    def _read(self, query: str) -> Iterator[str]:
        """Step through a query: SQLite goes on only as far as somebody reads."""
        return (name for name, *_ in self._connection.execute(query, self._values))

    def _in_parts(self, query: str, size: int) -> Iterator[str]:
        """Read an ordered query in growing parts: to order the first few costs no more than to find them."""
        read = 0
        while True:
            part = self._connection.execute(
                f"{query} LIMIT :size OFFSET :read", {**self._values, "size": size, "read": read}
            ).fetchall()
            yield from (name for name, _ in part)
            if len(part) < size:
                return
            size, read = size * MORE, read + size


def _direction(descending: bool) -> str:  # noqa: FBT001
    return "DESC" if descending else "ASC"
