"""Keeps `current`: how each commitment stands now, for filters and orders over all of them."""

import sqlite3
from collections.abc import Iterable, Iterator

from events.canonical import canonical
from tracker.projections.cases import EVERYTHING, load_cases, load_directory
from tracker.rules.standing import LAST_DAY, stand

CHUNK = 500


def refresh(connection: sqlite3.Connection, commitments: Iterable[str]) -> None:
    """Work out anew how some commitments stand."""
    directory = load_directory(connection, EVERYTHING)
    for names in chunks(commitments):
        connection.executemany("DELETE FROM current WHERE commitment = ?", ((n,) for n in names))
        rows = []
        for case in load_cases(connection, names, EVERYTHING):
            standing = stand(case, LAST_DAY, directory)
            if standing is None:
                continue
            last = standing.last_update
            rows.append(
                (
                    case.id,
                    standing.stands_from,
                    standing.holds_from,
                    standing.status,
                    canonical(standing.themes),
                    standing.project,
                    standing.fields["parent"],
                    standing.terms.earliest if standing.is_agreed else "",
                    standing.baseline_end,
                    standing.deadline_end,
                    standing.fulfilled_on,
                    standing.active_on,
                    last.earliest if last else None,
                )
            )
        connection.executemany("INSERT INTO current VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def refresh_all(connection: sqlite3.Connection) -> None:
    """Work out how every commitment stands."""
    refresh(connection, all_commitments(connection))


def all_commitments(connection: sqlite3.Connection) -> Iterator[str]:
    """Give the id of every commitment ever agreed, in order, a page at a time."""
    last = ""
    while page := connection.execute(
        "SELECT DISTINCT id FROM commitment WHERE id > ? ORDER BY id LIMIT ?", (last, CHUNK)
    ).fetchall():
        for (last,) in page:
            yield last


def chunks(names: Iterable[str]) -> Iterator[list[str]]:
    """Cut names into lists of at most CHUNK."""
    chunk: list[str] = []
    for name in names:
        chunk.append(name)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
