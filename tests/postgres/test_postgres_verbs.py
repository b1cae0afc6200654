"""Every verb works on a server by --store alone, and prints what it prints on a file."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from desks import Desk
from eventsourcing.dcb.api import DCBEvent
from recorded import append
from servers import PASSWORD, Database, Proxy, Server

from tracker.application import Tracker
from tracker.cli.verbs import VERBS
from tracker.environment import view_folder
from tracker.log.postgres import connections
from tracker.log.postgres.store import PostgresStore

READING = [
    ("status",),
    ("status", "--as-of", "2023-01-01", "-f", "csv"),
    ("status", "--known-at", "#23", "-f", "ids"),
    ("show", "otay"),
    ("show", "2022-03-14"),
    ("timeline", "otay"),
    ("changes", "--since", "2022-03-13", "--until", "2024-12-31"),
    ("list", "themes"),
    ("meetings",),
    ("people",),
    ("people", "--suggest"),
    ("scorecard",),
    ("scorecard", "--by", "party"),
    ("brief",),
    ("events",),
    ("events", "--tag", "commitment:otay-mesa-east", "-f", "ndjson"),
    ("events", "--type", "status.updated", "--after", "24"),
    ("export",),
    ("export", "status", "--as-of", "2024-06-01"),
]
MINUTES = """
meeting: {id: summit, title: Summit, held: 2023-03-14}
commitments:
  - {id: bridge, text: Build a bridge, obligors: [US, MX], deadline: 2024}
"""


@pytest.fixture(scope="module")
def dossier(
    server: Server, _template: str, writer: str, tmp_path_factory: pytest.TempPathFactory
) -> list[DCBEvent]:
    """Give what a desk recorded, command by command."""
    database = Database(server, server.database(_template), _template)
    folder = tmp_path_factory.mktemp("dossier")
    (folder / "minutes.yaml").write_text(MINUTES)
    desk = Desk(database.url(writer), folder)
    desk.done("demo")
    desk.done("record", str(folder / "minutes.yaml"))
    desk.done("update", "otay", "en-curso", "--by", "MX", "--obligor", "MX", "--on", "2024-11-19")
    desk.done("revise", "bridge", "2026", "--by", "press", "--on", "2023-07-07")
    events = [DCBEvent(kind, data, list(tags)) for kind, data, tags in database.events()]
    server.drop(database.name)
    return events


@pytest.fixture
def filled(desk: Desk, database: Database, writer: str, dossier: list[DCBEvent], tmp_path: Path) -> Desk:
    """Give a desk with the dossier."""
    (tmp_path / "minutes.yaml").write_text(MINUTES)
    append(database.store(writer), *dossier)
    return desk


def test_every_reading_verb_prints_what_it_prints_on_a_file(
    filled: Desk, desk_at: Callable[[str], Desk], tmp_path: Path
) -> None:
    file = desk_at(str(tmp_path / "copy.db"))
    file.done("copy", "--from", filled.store, "--to", file.store)
    covered = {command[0] for command in READING} | {"check", "replay", "schema"}
    assert {name for name, verb in VERBS.items() if verb.section == "Read"} <= covered
    for command in READING:
        there, here = filled.done(*command), file.done(*command)
        assert there.stdout == here.stdout, command
        assert there.stderr == here.stderr, command
        assert (there.stdout + there.stderr).strip(), command
    assert filled.done("check", exit_code=1).stdout == file.done("check", exit_code=1).stdout


def test_recording_correcting_and_taking_back_work_as_on_a_file(
    filled: Desk, database: Database, writer: str, tmp_path: Path
) -> None:
    count = len(database.events())
    minutes = tmp_path / "minutes.yaml"
    assert "Nothing new" in filled.done("record", str(minutes)).stderr
    minutes.write_text(MINUTES.replace("deadline: 2024", "deadline: 2030"))
    filled.done("record", str(minutes))
    assert len(database.events()) == count + 2
    filled.done("undo", "--yes", "--with-dependents")
    (said, _) = filled.done(
        "update", "bridge", "fulfilled", "--by", "US", "--on", "2025-01-01"
    ).stderr.splitlines()
    number = said.split()[1]
    filled.done("retract", number, "--reason", "a mistake")
    assert json.loads(filled.done("status", "-f", "json").stdout)[0]["status"] == "agreed"
    filled.done("update", "bridge", "fulfilled", "--by", "US", "--on", "2025-01-01", "--dry-run")
    signed = {json.loads(data)["stamp"]["recorded_by"] for _, data, _ in database.events()}
    assert signed == {writer}
    filled.done("verify")


def test_a_refused_decision_writes_nothing(filled: Desk, database: Database) -> None:
    before = database.contents()
    ran = filled("update", "otay", "fulfilled", "--by", "CA", "--obligor", "CA", "--on", "2025-01-01")
    assert ran.exit_code == 1
    assert "CA is no obligor" in ran.stderr
    assert database.contents() == before


def test_the_view_lies_in_the_cache_folder_and_catches_up(
    filled: Desk, database: Database, writer: str, desk_at: Callable[[str], Desk]
) -> None:
    other = desk_at(database.url(writer))
    filled.done("status")
    other.done("status")
    (cache,) = (filled.folder / "cache" / "commitments-tracker").iterdir()
    builds = sorted(path.name for path in cache.glob("view-*.sqlite"))
    other.done("update", "otay", "stalled", "--by", "US", "--obligor", "US", "--on", "2025-01-01")
    assert "US: stalled" in filled.done("show", "otay").stdout
    assert sorted(path.name for path in cache.glob("view-*.sqlite")) == builds
    assert not (filled.folder / "data").exists()
    assert all(path.stat().st_mode & 0o077 == 0 for path in [cache, *cache.glob("view-*.sqlite")])
    assert all("geheim" not in str(path) for path in filled.folder.rglob("*"))


def test_a_view_of_a_database_made_anew_is_rebuilt(
    filled: Desk, database: Database, writer: str, desk_at: Callable[[str], Desk]
) -> None:
    filled.done("status")
    database.rows("DROP SCHEMA commitments CASCADE")
    anew = database.store()
    assert anew.create()
    database.rows(f"GRANT {anew.meta.roles.writer} TO {writer}")
    other = desk_at(database.url(writer))
    other.done("meeting", "elsewhere", "--held", "2024-05-05")
    ran = filled.done("meetings", "-f", "ids")
    assert ran.stdout == "elsewhere\n"
    assert "the view is of another log; it is rebuilt from the log" in ran.stderr


def test_a_view_that_was_damaged_is_rebuilt_from_the_server(filled: Desk) -> None:
    before = filled.done("status").stdout
    (build,) = (filled.folder / "cache").rglob("view-*.sqlite")
    build.write_bytes(b"\x00" * 4096)
    for beside in build.parent.glob(f"{build.name}-*"):
        beside.unlink()
    assert filled.done("status").stdout == before
    filled.done("rebuild")
    assert filled.done("status").stdout == before


def test_databases_and_logins_have_views_of_their_own(
    database: Database, writer: str, reader: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    urls = [
        database.url(writer),
        database.url(reader),
        database.url(),
        database.url().replace(database.name, "x"),
    ]
    assert len({view_folder(PostgresStore(url).name, None) for url in urls}) == 4


def test_the_login_signs_whatever_the_user_chooses(desk: Desk, database: Database, writer: str) -> None:
    desk.done("meeting", "summit", "--held", "2022-03-14")  # TRACKER_USER is somebody-else
    with_a_name = Tracker(desk.store, user="somebody-else")
    assert with_a_name.user == writer
    assert [json.loads(data)["stamp"]["recorded_by"] for _, data, _ in database.events()] == [writer]
    assert any(f"by:{writer}" in tags for _, _, tags in database.events())


def test_undo_takes_back_ones_own_and_not_another_desks(
    database: Database, desk_at: Callable[[str], Desk]
) -> None:
    one, other = (desk_at(database.url(database.server.login(database.roles.writer))) for _ in range(2))
    one.done("meeting", "first", "--held", "2022-03-14")
    other.done("meeting", "second", "--held", "2022-03-15")
    one.done("undo", "--yes")
    assert one.done("meetings", "-f", "ids").stdout == "second\n"
    ran = one("undo", "--yes")
    assert (ran.exit_code, "there is nothing of" in ran.stderr) == (1, True)


def test_nothing_that_is_printed_or_kept_has_the_password(filled: Desk) -> None:
    for command in (*READING, ("check",), ("rebuild",), ("verify",), ("init",), ("demo",)):
        ran = filled(*command)
        assert PASSWORD not in ran.stdout + ran.stderr
        assert "geheim" not in ran.stdout + ran.stderr
    for path in filled.folder.rglob("*"):
        assert not path.is_file() or b"geheim" not in path.read_bytes()


def test_the_store_of_the_environment_is_a_server_too(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(filled.folder / "cache"))
    assert Tracker(filled.store).status()


# What it costs


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("update", "otay", "stalled", "--by", "MX", "--on", "2025-01-01"),
        ("record", "-"),
        ("undo", "--yes"),
        ("events",),
        ("export",),
    ],
)
def test_a_command_connects_once(
    command: tuple[str, ...],
    filled: Desk,
    database: Database,
    writer: str,
    proxy: Proxy,
    desk_at: Callable[[str], Desk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert filled
    monkeypatch.setattr(connections, "FRESH_SECONDS", 60.0)  # however slow the machine is
    url = f"postgresql://{writer}:{quote(PASSWORD, safe='')}@127.0.0.1:{proxy.port}/{database.name}"
    desk_at(url).done(*command, stdin="meeting: {id: summit, held: 2025-01-01}")
    assert proxy.connections == 1
