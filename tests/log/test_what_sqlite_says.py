"""What SQLite says of a log is told in a sentence of ours, with what is to be done."""

import sqlite3
from pathlib import Path

import pytest

from tracker.errors import StoreError
from tracker.log.sqlite.refusals import explain
from tracker.log.store import store_at

SAID = {
    "database or disk is full": "cannot grow: the disk is full; nothing was recorded",
    "disk I/O error": "cannot be written: disk I/O error; nothing was recorded",
    "attempt to write a readonly database": "cannot be written",
    "database is locked": "is being written by another program",
    "database disk image is malformed": "is damaged: database disk image is malformed",
    "file is not a database": "is damaged: file is not a database",
    "Could not decode to UTF-8 column": "is damaged: Could not decode to UTF-8 column",
    "the log is append-only": "refused the write: the log is append-only",
    "positions have no gaps": "refused the write: positions have no gaps",
    "no such function: sin": "cannot be used: no such function: sin",
}


@pytest.mark.parametrize(("text", "sentence"), SAID.items())
def test_what_sqlite_says_is_told_in_our_words(text: str, sentence: str) -> None:
    told = explain(Path("desk.db"), sqlite3.OperationalError(text))
    assert str(told) == f"the store desk.db {sentence}"


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_what_is_no_file_name_is_no_store(name: str) -> None:
    with pytest.raises(StoreError, match="the name of the store is no file name"):
        store_at(name)


@pytest.mark.parametrize("name", ["password=secret", "dbname=commitments", "user=ana password=secret"])
def test_what_looks_like_the_address_of_a_server_makes_no_file_of_that_name(name: str) -> None:
    with pytest.raises(StoreError, match="looks like a PostgreSQL address") as refused:
        store_at(name)
    assert "secret" not in str(refused.value)
