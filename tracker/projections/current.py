"""Keeps `current` and `stood`: how each commitment stands now and stood before, for filters and orders."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from events.canonical import canonical
from tracker.projections.cases import EVERYTHING, load_directory, load_lean_cases
from tracker.rules.case import Case
from tracker.rules.course import course
from tracker.rules.directory import Directory
from tracker.rules.schedule import days_late_for_good, ordinal

CHUNK = 500
_NOW = "INSERT INTO current VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_BEFORE = "INSERT INTO stood VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

Row = tuple[Any, ...]


def refresh(connection: sqlite3.Connection, commitments: Iterable[str]) -> None:
    """Work out anew how some commitments stand."""
    directory = load_directory(connection, EVERYTHING)
    for names in chunks(commitments):
        for table in ("current", "stood"):
            connection.executemany(f"DELETE FROM {table} WHERE commitment = ?", ((n,) for n in names))
        now, before = list[Row](), list[Row]()
        for case in load_lean_cases(connection, names, EVERYTHING):
            rows = list(_rows(case, directory))
            if rows:
                now.append((*rows[-1], rows[0][1]))
                before += [(*row, following[1]) for row, following in pairwise(rows)]
        connection.executemany(_NOW, now)
        connection.executemany(_BEFORE, before)


def _rows(case: Case, directory: Directory) -> Iterator[Row]:
    """Give a row for each stretch of days, without the last column."""
    of, themes = dict[str, Any](), ""
    for day, status, fields, agreed, baseline_end, deadline_end, done, last_update in course(case):
        if fields is not of:
            of, themes = fields, canonical(directory.themes(fields))
        late = days_late_for_good(status, done, baseline_end)
        due = ordinal(baseline_end) if baseline_end else None
        ends = (baseline_end, deadline_end, done)
        yield (case.id, day, late, due, status, *ends, agreed, last_update, themes)


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
