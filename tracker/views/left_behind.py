"""Says what stands of earlier minutes though they say it no more: a line that is gone takes nothing back."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from events.facts import Fact
from events.sentences import at_most, both, sentence

SHOWN = 12
Row = dict[str, Any]
_AGREED_THERE = (
    "t.commitment IN (SELECT id FROM commitment WHERE occasion IN (:bare, :full) AND known_until IS NULL)"
)
_ONE_FILE = (
    "(SELECT count(*) FROM occasion o JOIN event b USING (position)"
    " WHERE b.batch = e.batch AND o.known_until IS NULL) < 2"
)
"""A file has one occasion at most: of a command with several, nobody knows which said what has none."""
_OF_AN_OCCASION = {
    "delegation": "t.occasion IN (:bare, :full)",
    "commitment": "t.occasion IN (:bare, :full)",
    "turn": "t.occasion IN (:bare, :full)",
    "claim": f"(t.occasion IN (:bare, :full) OR t.occasion IS NULL AND {_AGREED_THERE} AND {_ONE_FILE})",
    "revision": f"{_AGREED_THERE} AND {_ONE_FILE}",
    "evidence": "t.about = :full",
}
"""Table → which of its rows minutes of an occasion are likely to have said."""


def left_behind(
    connection: sqlite3.Connection, occasion: str, present: Iterable[int], new: list[Fact]
) -> list[str]:
    """Say which facts of earlier minutes of an occasion stand, though these minutes have them no more.

    `occasion` is a `kind:id`, `present` the positions of all that these minutes say, or corrected.
    Earlier minutes are told by the commands in which anything that these still say was recorded.
    """
    values = {"bare": occasion.partition(":")[2], "full": occasion, "present": json.dumps(list(present))}
    rows: dict[int, Row] = {}
    for table, of_the_occasion in _OF_AN_OCCASION.items():
        cursor = connection.execute(
            f"SELECT t.* FROM {table} t JOIN event e USING (position) WHERE {of_the_occasion}"
            " AND t.known_until IS NULL AND t.position NOT IN (SELECT value FROM json_each(:present))"
            " AND e.batch IN (SELECT batch FROM event WHERE position IN"
            " (SELECT value FROM json_each(:present)))",
            values,
        )
        rows |= _by_position(cursor)
    return _told(rows, new)


def left_of(
    connection: sqlite3.Connection, before: Iterable[int], present: Iterable[int], new: list[Fact]
) -> list[str]:
    """Say which of the facts that minutes said before they were edited stand, though they say them no more.

    `before` are the positions of all that they said, `present` of what they say now, or corrected.
    """
    values = {"gone": json.dumps(list(set(before).difference(present)))}
    standing = connection.execute(
        "SELECT position FROM event"
        " WHERE retracted IS NULL AND position IN (SELECT value FROM json_each(:gone))",
        values,
    )
    rows: dict[int, Row] = {position: {} for (position,) in standing}
    claims = connection.execute(
        "SELECT * FROM claim WHERE known_until IS NULL AND position IN (SELECT value FROM json_each(:gone))",
        values,
    )
    return _told(rows | _by_position(claims), new)


def _by_position(cursor: sqlite3.Cursor) -> dict[int, Row]:
    names = [column[0] for column in cursor.description]
    found = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    return {row["position"]: row for row in found}


def _told(rows: dict[int, Row], new: list[Fact]) -> list[str]:
    """Say of each claim that it was not corrected, and of all that they stand."""
    said: list[str] = [
        sentence(
            "{claim} is one more claim: the earlier one of these minutes, #{position}, still stands;"
            " give it an external key to correct it",
            claim=again,
            position=position,
        )
        for position in sorted(rows)
        if (again := _claims_again(rows[position], new))
    ]
    numbers = [f"#{position}" for position in sorted(rows)]
    if numbers:
        said.append(
            sentence(
                "no longer in the file, still stands: {events}",
                "no longer in the file, still stand: {events}",
                count=len(numbers),
                events=at_most(SHOWN, numbers),
            )
        )
    return said


def _claims_again(row: Row, new: list[Fact]) -> str | None:
    """Name the new claim of the same claimant about the same side, if there is one."""
    if "effective" not in row:
        return None
    claim = (row["commitment"], row["obligor"], json.loads(row["claimants"]))
    for fact in new:
        said = fact.said
        if (said.get("commitment"), said.get("obligor"), said.get("by")) == claim and "effective" in said:
            return sentence(
                "the word of {who} on {commitment}", who=both(said["by"]), commitment=said["commitment"]
            )
    return None
