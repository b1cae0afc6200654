"""The view in Datasette: read-only, told what each table means, and as new as the log at each request."""

import asyncio
import os
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from datasette.app import Datasette
from datasette.database import Database

from events.sentences import sentence
from tracker.errors import StoreError, TrackerError
from tracker.projections.described import TABLES, VIEWS
from tracker.projections.files import hold

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

NAME = "view"
"""Of the view among the databases of Datasette, and so in addresses."""
SETTINGS = {
    "default_cache_ttl": 0,  # what is recorded next is to be seen next
    "sql_time_limit_ms": 5_000,
}
HERE = frozenset({"127.0.0.1", "localhost"})


class Browsing:
    """The web application over a view, which `view` opens, current with its log.

    The file is opened to read alone. It is caught up at each request; where a rebuild put another file
    in its place, that one is shown from then on. One thread does it: SQLite is asked where it was opened.
    """

    def __init__(self, view: Callable[[], AbstractContextManager[sqlite3.Connection]], title: str) -> None:
        """Open the view; StoreError where there is no file of it."""
        _quieten()
        self._view = view
        self._metadata = metadata(title)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._file = ""
        self._hold: int | None = None
        try:
            self._thread.submit(self._catch_up).result()
        except BaseException:
            self.close()
            raise

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Answer a request, if it is for this machine by its own name: a page elsewhere may not ask us."""
        if _host(scope) not in HERE:
            await _refuse(send, 403, sentence("This is for this machine alone: ask 127.0.0.1."))
            return
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._catch_up)
        except TrackerError as error:
            await _refuse(send, 503, error.message)
            return
        await self._application(scope, receive, send)

    def close(self) -> None:
        """Let go of the view."""
        self._thread.shutdown()
        if self._hold is not None:
            os.close(self._hold)
            self._hold = None

    def _catch_up(self) -> None:
        with self._view() as connection:
            (file,) = connection.execute(
                "SELECT file FROM pragma_database_list WHERE name = 'main'"
            ).fetchone()
            if not file:
                raise StoreError(
                    "there is no file of the view to browse", "Set XDG_CACHE_HOME to a folder of yours."
                )
            if file != self._file:
                self._show(Path(file))
                self._file = file

    def _show(self, file: Path) -> None:
        before, self._hold = self._hold, hold(file)
        datasette = Datasette(files=[], metadata=self._metadata, settings=SETTINGS)
        datasette.remove_database("_memory")
        database = Database(datasette, str(file), is_mutable=True)
        database.connect = lambda write=False: _read_only(file)  # noqa: ARG005 (nobody may write)
        datasette.add_database(database, name=NAME)
        self._application = datasette.app()
        if before is not None:
            os.close(before)


def _quieten() -> None:
    """Let a request that fails say why on its page alone: no traceback on the terminal."""
    from datasette import handle_exception  # noqa: PLC0415 (before its application it would be no plugin)

    handle_exception.rich = None
    handle_exception.traceback = SimpleNamespace(print_exc=lambda: None)


def _read_only(file: Path) -> sqlite3.Connection:
    """Open a view to read alone, by whichever thread; what its path has of marks means nothing."""
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    return connection


def metadata(title: str) -> dict[str, Any]:
    """Tell Datasette what each table and column means."""
    tables = {
        name: {"description": each.what, "columns": dict(each.columns)}
        for name, each in {**VIEWS, **TABLES}.items()
    }
    tables["event"] |= {"label_column": "type", "sort_desc": "position"}
    shown = "Read-only. Days and times are as recorded: days are local, times are UTC."
    return {"title": title, "description": shown, "databases": {NAME: {"tables": tables}}}


def _host(scope: Scope) -> str:
    headers = dict(scope.get("headers", ()))
    host: str = headers.get(b"host", b"").decode("latin-1")
    return host.rpartition(":")[0] or host


async def _refuse(send: Send, status: int, why: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{why}\n".encode()})
