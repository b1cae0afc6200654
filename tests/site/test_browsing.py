"""The view in Datasette: started as a user starts it, asked over HTTP, and ended by Ctrl-C."""

import json
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from command_line import CommandLine
from waiting import Child

pytest.importorskip("datasette", reason="the extra browse is not installed")

PATIENCE = 20.0


class Reader:
    """A process that browses a store, and where it answers."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.address = child.hear()

    def ask(self, path: str = "", **headers: str) -> bytes:
        """Give the answer to a request."""
        with urlopen(Request(f"{self.address}{path}", headers=headers), timeout=PATIENCE) as answer:  # noqa: S310 (ours)
            found: bytes = answer.read()
        return found

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Give the rows of a table."""
        found: list[dict[str, Any]] = json.loads(self.ask(f"/{table}.json?_shape=array&_size=max"))
        return found


@pytest.fixture
def desk(tmp_path: Path) -> CommandLine:
    """Give a desk with the demonstration, in a folder whose name means something in an address."""
    (tmp_path / "a#b ?%41").mkdir()
    desk = CommandLine(tmp_path / "a#b ?%41")
    desk.done("demo", "--store", "desk.db", "-q")
    return desk


@pytest.fixture
def reader(desk: CommandLine) -> Iterator[Reader]:
    """Browse the store of the desk; it must end well."""
    command = [sys.executable, "-m", "tracker", "browse", "--store", str(desk.store)]
    with Child([*command, "--port", "0", "--no-open"], env={**os.environ, "TZ": "UTC"}) as child:
        yield Reader(child)
        child.interrupt()
        ended = child.end()
    assert (ended.code, ended.rest) == (0, [])
    assert ended.complaints.splitlines() == ["Read-only, for this machine alone; Ctrl-C ends it."]


def test_it_shows_what_is_recorded_by_then_and_what_each_column_means(
    desk: CommandLine, reader: Reader
) -> None:
    assert reader.address.startswith("http://127.0.0.1:")
    shown = {row["commitment"]: row["status"] for row in reader.rows("status")}
    assert shown == {row["commitment"]: row["status"] for row in desk.done("status", "-f", "json").json}
    page = reader.ask("/status").decode()
    assert (
        "<dt>days_late</dt><dd>How late it is: days past the end of the deadline first promised.</dd>" in page
    )
    name = next(iter(shown))
    desk.done("update", name, "stalled", "--by", "MX", "--on", "2025-01-01", "-q")
    assert {row["commitment"]: row["status"] for row in reader.rows("status")}[name] == "stalled"
    desk.done("rebuild", "-q")
    desk.done("update", name, "fulfilled", "--by", "MX", "--on", "2025-02-01", "-q")
    assert {row["commitment"]: row["status"] for row in reader.rows("status")}[name] == "fulfilled"
    (latest, *_) = [row for row in reader.rows("timeline") if row["status"] == "fulfilled"]
    assert 'href="/view/event/' in reader.ask(f"/claim?position={latest['position']}").decode()


def test_nothing_is_changed_by_it_and_no_page_of_others_may_ask_it(desk: CommandLine, reader: Reader) -> None:
    before = desk.log()
    for statement in ("delete+from+event", "update+meta+set+checkpoint=0", "attach+'x.db'+as+x"):
        with pytest.raises(HTTPError, match="400"):
            reader.ask(f"?sql={statement}")
    with pytest.raises(HTTPError, match="403"):
        reader.ask(Host="evil.example")
    assert desk.log() == before
    assert desk.done("verify").sentences[0].startswith("Whole: ")


def test_a_port_that_is_taken_is_refused_in_a_sentence(desk: CommandLine) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        (error, _) = desk.refused("browse", "--port", str(port), "--no-open", exit_code=2)
    assert error == f"Error: --port: cannot listen on port {port}: Address already in use."


def test_a_view_without_a_file_cannot_be_browsed(desk: CommandLine) -> None:
    (desk.folder / "cache").mkdir()
    views = desk.folder / "desk.db.views"
    with mock.patch("tracker.projections.files.fault_of_folder") as fault:
        fault.return_value.of_one = "is not yours alone"
        ran = desk("browse", "--no-open")
    assert views.exists()
    assert ran.exit_code == 2
    assert ran.sentences[1] == "Error: there is no file of the view to browse."


def test_without_the_extra_it_says_how_to_install_it(desk: CommandLine) -> None:
    with mock.patch.dict(sys.modules, {"datasette": None}):
        error, hint = desk.refused("browse", exit_code=2)
    assert error == "Error: datasette is not installed."
    assert hint == "Hint: Install it: pip install 'commitments-tracker[browse]'"
