"""Logs go between stores and back unchanged; copies go on where they ended; verify finds what is wrong."""

import sqlite3
import threading
import time
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from desks import Desk
from servers import Database
from waiting import LONGEST, Child, joined

from events.tags import digest_of, tags_of
from tracker.application import Tracker
from tracker.errors import RefusedError
from tracker.formats.history import cloud_event
from tracker.formats.import_history import import_history
from tracker.log.store import SQLiteStore, Store, store_at
from tracker.log.stored import StoredFact
from tracker.log.upkeep import CHUNK, DamagedError, copy, verify
from tracker.pages.render import to_ndjson
from tracker.testing import EPOCH, History, agreed, claimed

MANY = 4 * CHUNK
Raw = list[tuple[str, str, list[str]]]


def raw(store: Store) -> Raw:
    """Give every event byte by byte, but for its position."""
    log = store.read()
    try:
        return [(each.type, each.data, each.tags) for each in log.events(0)]
    finally:
        log.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> SQLiteStore:
    """Give a file with a history of several desks: scripts, corrections, a clock that went back."""
    store = SQLiteStore(tmp_path_factory.mktemp("source") / "desk.db")
    tracker = Tracker(store.path, user="Ñandú 国境", now=lambda: EPOCH)
    seed = Path(str(__import__("tracker").__file__)).parent / "seed" / "2022-03-14-mexico-city.yaml"
    tracker.record_minutes(seed.read_bytes(), seed.name)
    tracker.record(agreed("bridge", text={"en": 'A \\ "bridge" {x,y}', "es": "\U0001f309 puente\u2028"}))
    tracker.close()
    for user in ("mx-desk", "us-desk"):
        tracker = Tracker(store.path, user=user)
        tracker.record(claimed("bridge", "in-progress", by=user[:2].upper(), note="a\nb\tc"))
        tracker.retract("#25" if user == "mx-desk" else "#26", "a mistake")
        tracker.close()
    return store


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> SQLiteStore:
    """Give a file with a long history."""
    store = SQLiteStore(tmp_path_factory.mktemp("long") / "desk.db")
    import_history(BytesIO(long_history()), "long.ndjson", store)
    return store


@cache
def long_history() -> bytes:
    """Give it as a file."""
    history = History()
    history.given(agreed("crossing"), claimed("crossing", note="n 0"))
    first, second = history.facts()
    rest = (
        StoredFact(
            number + 1,
            second.type,
            {**second.fields, "note": f"n {number}"},
            {**second.stamp, "id": f"00000000-0000-7000-9000-{number:012x}"},
        )
        for number in range(2, MANY)
    )
    return "\n".join(to_ndjson(cloud_event(each) for each in (first, second, *map(signed, rest)))).encode()


def signed(fact: StoredFact) -> StoredFact:
    """Give a fact the digest of what it says now, as if it had been recorded so."""
    tags = tags_of(fact.type, fact.fields, fact.stamp)
    return fact._replace(stamp={**fact.stamp, "digest": digest_of(fact.type, tags, fact.fields, fact.stamp)})


def test_a_log_goes_to_a_server_and_back_byte_by_byte(
    file: SQLiteStore, database: Database, archivist: str, tmp_path: Path
) -> None:
    there, back = store_at(database.url(archivist)), SQLiteStore(tmp_path / "back.db")
    assert copy(file, there) == copy(there, back) == len(raw(file))
    assert raw(file) == raw(there) == raw(back)
    assert verify(there) == verify(back) == verify(file)
    assert copy(file, there) == copy(there, back) == 0


def test_a_log_goes_from_server_to_server(
    file: SQLiteStore, database: Database, empty: Database, archivist: str
) -> None:
    one = store_at(database.url(archivist))
    assert empty.store().create()
    other = store_at(empty.url(empty.server.login(empty.roles.archivist)))
    copy(file, one)
    copy(one, other)
    assert raw(other) == raw(file)


def test_what_was_copied_reads_the_same_at_every_moment(
    file: SQLiteStore, database: Database, archivist: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    copy(file, store_at(database.url(archivist)))
    here, there = Tracker(file.path), Tracker(database.url(archivist))
    for known_at in ("#24", "#26", "#28", None):
        assert here.status(known_at=known_at, as_of="2026-06-01") == there.status(
            known_at=known_at, as_of="2026-06-01"
        )


def test_a_writer_who_is_no_archivist_cannot_copy_what_others_signed(
    file: SQLiteStore, database: Database, writer: str, desk_at: Callable[[str], Desk]
) -> None:
    url = database.url(writer)
    ran = desk_at(url)("copy", "--from", str(file.path), "--to", url)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "cannot be recorded by" in ran.stderr
    assert f"GRANT {database.roles.archivist} TO {writer}" in ran.stderr
    assert "geheim" not in ran.stderr
    assert database.events() == []


@pytest.mark.parametrize("direction", ["to the server", "from the server"])
def test_a_copy_that_is_killed_in_the_middle_goes_on_where_it_ended(
    direction: str,
    long_file: SQLiteStore,
    database: Database,
    archivist: str,
    tmp_path: Path,
    desk_at: Callable[[str], Desk],
) -> None:
    there = store_at(database.url(archivist))
    source: Store = long_file
    target: Store = there
    names = [str(long_file.path), database.url(archivist)]
    if direction == "from the server":
        copy(long_file, there)
        source, target = there, SQLiteStore(tmp_path / "back.db")
        names = [database.url(archivist), str(tmp_path / "back.db")]
        target.create()
    with desk_at(names[1]).started("copy", "--from", names[0], "--to", names[1]) as process:
        done = killed_when(process, target, at_least=CHUNK)
    assert done % CHUNK == 0
    assert copy(source, target) == MANY - done
    assert raw(target) == raw(long_file)
    assert verify(target) == MANY


def killed_when(process: Child, target: Store, *, at_least: int) -> int:
    """Kill a copy when so many events are there; count what it left."""
    log = target.read()
    until = time.monotonic() + LONGEST
    try:
        while log.count() < at_least and process.lives:
            assert time.monotonic() < until, "the copy does not come on"
            time.sleep(0.005)
        process.kill()
        time.sleep(0.1)  # a server may still be at the last append it was sent
        return log.count()
    finally:
        log.close()


def test_a_store_with_other_events_takes_no_copy_and_no_history(
    file: SQLiteStore, long_file: SQLiteStore, database: Database, archivist: str
) -> None:
    there = store_at(database.url(archivist))
    Tracker(database.url(archivist)).record(agreed("crossing"))
    before = database.contents()
    with pytest.raises(RefusedError, match="holds other events"):
        copy(file, there)
    with pytest.raises(RefusedError, match="holds other events"):
        copy(long_file, there)
    with pytest.raises(RefusedError, match="holds other events"):
        import_history(BytesIO(long_history()), "long.ndjson", there)
    assert database.contents() == before


def test_a_longer_log_is_not_copied_over_a_shorter_one_that_began_the_same(
    file: SQLiteStore, database: Database, archivist: str
) -> None:
    there = store_at(database.url(archivist))
    copy(file, there)
    Tracker(database.url(archivist)).record(agreed("one-more"))
    with pytest.raises(RefusedError, match="holds other events"):
        copy(file, there)


def test_a_history_is_imported_into_a_server_whole(
    long_file: SQLiteStore, database: Database, archivist: str, tmp_path: Path, desk_at: Callable[[str], Desk]
) -> None:
    history = tmp_path / "history.ndjson"
    history.write_bytes(long_history())
    desk = desk_at(database.url(archivist))
    assert desk.done("import", str(history)).stderr == f"Imported {MANY} events\n"
    assert raw(store_at(desk.store)) == raw(long_file)
    assert "Nothing new" in desk.done("import", str(history)).stderr
    assert desk.done("export").stdout.count("\n") == MANY


def test_an_import_by_a_writer_of_what_others_signed_writes_nothing(
    database: Database, writer: str, tmp_path: Path, desk_at: Callable[[str], Desk]
) -> None:
    history = tmp_path / "history.ndjson"
    history.write_bytes(long_history())
    ran = desk_at(database.url(writer))("import", str(history))
    assert (ran.exit_code, database.events()) == (2, [])


def test_a_backup_of_a_server_is_a_file_like_any_other_also_under_load(
    file: SQLiteStore,
    database: Database,
    archivist: str,
    writer: str,
    tmp_path: Path,
    desk_at: Callable[[str], Desk],
) -> None:
    copy(file, store_at(database.url(archivist)))
    desk, target = desk_at(database.url(writer)), tmp_path / "backup.db"
    stop = threading.Event()
    recorder: Any = store_at(database.url(writer)).recorder()
    history = History(recorder)
    history.user = writer

    def record() -> None:
        number = 0
        while not stop.is_set():
            history.given(claimed("bridge", note=f"load {number}"))
            number += 1

    load = threading.Thread(target=record, daemon=True)
    load.start()
    try:
        desk.done("backup", str(target))
    finally:
        stop.set()
        joined([load])
        recorder.close()
    saved, there = raw(SQLiteStore(target)), raw(store_at(desk.store))
    assert saved == there[: len(saved)]
    assert len(saved) >= len(raw(file))
    assert verify(SQLiteStore(target)) == len(saved)
    assert target.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert "is there already" in desk("backup", str(target)).stderr


# Verifying


@pytest.fixture
def whole(file: SQLiteStore, database: Database, archivist: str) -> Database:
    """Give a database with the history, whole."""
    copy(file, store_at(database.url(archivist)))
    return database


@pytest.fixture
def behind(whole: Database) -> Callable[[str], None]:
    """Give what changes the log behind its back: the superuser with the triggers disabled meanwhile."""

    def change(statement: str) -> None:
        with whole.unguarded():
            whole.rows(statement)

    return change


TAG_ADDED = "INSERT INTO commitments.log_tt_tag VALUES ('meeting:elsewhere', 3)"
TAG_REMOVED = "DELETE FROM commitments.log_tt_tag WHERE main_id = 3 AND tag LIKE 'by:%'"
TAG_CHANGED = "UPDATE commitments.log_tt_tag SET tag = tag || 'x' WHERE main_id = 3 AND tag LIKE 'by:%'"
TAGS_REMOVED = "DELETE FROM commitments.log_tt_tag WHERE main_id = 3"
OWN_TAGS = "UPDATE commitments.log_tt_main SET tags = tags || '{meeting:elsewhere}' WHERE id = 3"
TYPE = "UPDATE commitments.log_tt_main SET type = 'meeting.hold' WHERE id = 3"
DATA = "UPDATE commitments.log_tt_main SET data = 'no JSON' WHERE id = 3"
EMPTY = "UPDATE commitments.log_tt_main SET data = NULL WHERE id = 3"
LATIN = "UPDATE commitments.log_tt_main SET data = '\\xff' WHERE id = 3"
NO_LETTER = (
    "UPDATE commitments.log_tt_main SET data = overlay(data PLACING '\\xff'"
    " FROM position(convert_to('\"id\":\"', 'UTF8') IN data) + 6) WHERE id = 3"
)
TWICE = (
    "UPDATE commitments.log_tt_main SET (type, data, tags) ="
    " (SELECT type, data, tags FROM commitments.log_tt_main WHERE id = 2) WHERE id = 3"
)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (TAG_ADDED, "the tag meeting:elsewhere at #3 is not its event's"),
        (TAG_REMOVED, "at #3 is not its event's"),
        (TAG_CHANGED, "at #3 is not its event's"),
        (TAGS_REMOVED, "at #3 is not its event's"),
        (OWN_TAGS, "#3 has other tags than its fact gives"),
        (TYPE, "#3 has the unknown type meeting.hold"),
        (DATA, "#3 cannot be read"),
        (LATIN, "#3 cannot be read"),
        (NO_LETTER, "#3 is no "),
        (EMPTY, "#3 cannot be read"),
        (TWICE, "#3 has an event id that is there already"),
    ],
)
def test_verify_names_what_was_changed_behind_the_logs_back(
    statement: str,
    said: str,
    whole: Database,
    behind: Callable[[str], None],
    reader: str,
    desk_at: Callable[[str], Desk],
) -> None:
    desk = desk_at(whole.url(reader))
    desk.done("verify")
    behind(statement)
    ran = desk("verify")
    assert (ran.exit_code, ran.stdout) == (1, ""), ran
    assert said in ran.stderr.splitlines()[0]


@pytest.mark.parametrize("statement", [TAG_ADDED, TAG_REMOVED])
def test_verify_finds_the_same_in_a_file(statement: str, file: SQLiteStore, tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "changed.db")
    copy(file, store)
    connection = sqlite3.connect(store.path)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    if statement == TAG_ADDED:
        connection.execute(
            "INSERT INTO tags SELECT 'meeting:elsewhere', type, position FROM events WHERE position = 3"
        )
    else:
        connection.execute("DELETE FROM tags WHERE position = 3 AND tag LIKE 'by:%'")
    connection.commit()
    connection.close()
    with pytest.raises(DamagedError, match="at #3 is not its event's"):
        verify(store)


@pytest.mark.parametrize("statement", [DATA, EMPTY, LATIN])
def test_what_is_no_fact_is_left_out_by_readers_and_named_with_its_place(
    statement: str,
    whole: Database,
    behind: Callable[[str], None],
    reader: str,
    desk_at: Callable[[str], Desk],
) -> None:
    behind(statement)
    desk = desk_at(whole.url(reader))
    for command in (["status"], ["events", "-f", "json"], ["export"]):
        ran = desk(*command)
        assert (ran.exit_code, "vent #3" in ran.stderr) == (0, True), ran


def test_gaps_in_the_positions_are_no_damage_on_a_server(
    whole: Database, writer: str, desk_at: Callable[[str], Desk], tmp_path: Path
) -> None:
    whole.rows("SELECT setval('commitments.log_tt_main_id_seq', 1000)")
    desk = desk_at(whole.url(writer))
    desk.done("update", "bridge", "fulfilled", "--by", "US", "--on", "2025-01-01")
    assert whole.positions()[-1] == 1001
    assert desk.done("timeline", "bridge").stdout.splitlines()[-1].startswith("1001 ")
    desk.done("verify")
    copied = SQLiteStore(tmp_path / "copied.db")
    copy(store_at(desk.store), copied)
    assert raw(copied) == raw(store_at(desk.store))
