"""What completes a verb or a reference without click answers as click does, or leaves the answer to it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from command_line import CommandLine, verbs
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_completing_shells import HOSTILE
from test_shells import LOADED
from waiting import LONGEST

from tracker.cli import COMPLETING, command, quick, scripts
from tracker.log.sqlite.schema import LOG_VERSION

SHELLS = {"bash": scripts.Bash, "zsh": scripts.Zsh, "fish": scripts.Fish}


class Asking:
    """A shell asks at a desk: without click, and by it."""

    def __init__(self, desk: CommandLine, patch: pytest.MonkeyPatch) -> None:
        self.desk = desk
        self.patch = patch
        desk.done("status")  # its view is built, and current
        patch.chdir(desk.folder)
        for name, value in desk.environment.items():
            patch.setenv(name, value) if value is not None else patch.delenv(name, raising=False)

    def both(self, shell: str, line: str) -> tuple[str | None, str]:
        """Give the answer without click, None where that is in doubt, and the answer by click."""
        words = line.split(" ")
        told = {"COMP_WORDS": line, "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1)}
        for name, value in told.items():
            self.patch.setenv(name, value)
        try:
            without = quick._answer(f"{shell}_complete")
        except (quick._DoubtError, OSError, ValueError, KeyError):
            without = None
        return without, SHELLS[shell](command.main, {}, "tracker", COMPLETING).complete()

    def same(self, shell: str, line: str) -> str:
        """Give the one answer, which must not be in doubt."""
        without, by_click = self.both(shell, line)
        assert without == by_click, line
        return by_click

    def doubt(self, line: str) -> str:
        """Give the answer by click, to which it must be left."""
        without, by_click = self.both("bash", line)
        assert without is None, line
        return by_click


@pytest.fixture
def asking(desk: CommandLine) -> Iterator[Asking]:
    """Give a desk of one's own at which shells ask."""
    with pytest.MonkeyPatch.context() as patch:
        yield Asking(desk, patch)


@pytest.fixture(scope="module")
def reading(shared_desk: CommandLine) -> Iterator[Asking]:
    """Give a desk at which shells ask and nothing is recorded."""
    with pytest.MonkeyPatch.context() as patch:
        yield Asking(shared_desk, patch)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("verb", verbs())
def test_the_first_word_after_a_verb_is_answered_as_click_does(
    verb: str, shell: str, reading: Asking
) -> None:
    first = [each for each in verbs()[verb].params if isinstance(each, click.Argument)][:1]
    refers = any("complete.<locals>.found" in _completing(each) for each in first)
    for start in ("", "s", "2", "C", "CR/", "M", "zzz"):
        without, by_click = reading.both(shell, f"tracker {verb} {start}")
        assert without == (by_click if refers else None)


def _completing(argument: click.Argument) -> str:
    """Name the function that an argument is completed by."""
    cells = getattr(argument._custom_shell_complete, "__closure__", None) or ()
    return " ".join(getattr(cell.cell_contents, "__qualname__", "") for cell in cells)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("start", ["", "s", "st", "re", "verify", "zzz"])
def test_a_verb_is_answered_as_click_does(start: str, shell: str, reading: Asking) -> None:
    for before in ("", "-q ", "--store desk.db ", "--store=nowhere.db --quiet "):
        answer = reading.same(shell, f"tracker {before}{start}")
        assert ("status" in answer) == "status".startswith(start)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "line",
    [
        "tracker -q show s",
        "tracker --quiet show -q s",
        "tracker --store desk.db show s",
        "tracker --store=desk.db -q show s",
        "tracker show --store desk.db s",
        "tracker show -q --store=./desk.db s",
    ],
)
def test_the_store_and_being_quiet_stand_anywhere(line: str, shell: str, reading: Asking) -> None:
    assert "sixaola-bridge" in reading.same(shell, line)


@pytest.mark.parametrize(
    "line",
    [
        "tracker",
        "tracker -",
        "tracker _",
        "tracker --store s",
        "tracker show -",
        "tracker show --store",
        "tracker show --store= s",
        "tracker show -f json s",
        "tracker show -- s",
        "tracker show six s",
        "tracker show six=",
        "tracker 'show' s",
        'tracker show "si',
        "tracker show si\\",
        "tracker --store desk.db show --store desk.db s",
        "tracker --store nowhere.db show s",
        "tracker --store ~nosuch/desk.db show s",
        "tracker --store postgresql://nobody@localhost:1/none show s",
        "tracker nosuch s",
        "tracker update six stalled --by p",
    ],
)
def test_what_is_not_plain_is_left_to_click(line: str, reading: Asking) -> None:
    reading.doubt(line)


WORDS = st.sampled_from(
    [
        *(
            "show",
            "update",
            "edit",
            "status",
            "evidence",
            "s",
            "six",
            "CR",
            "",
            "Ma",
            "\u00e9",
            "#3",
            "meeting:",
        ),
        *("-q", "--quiet", "--store", "--store=desk.db", "desk.db", "other.db", "--", "-", "=", "--by", "MX"),
        *("-h", "-f", "json", "'s", '"s', "\\s", "a=b", "--store=", "~", "-qq", "\t", "x y"),
    ]
)


@example(["\t"], "fish")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=5), st.sampled_from(sorted(SHELLS)))
def test_whatever_is_typed_the_answer_is_that_of_click(reading: Asking, words: list[str], shell: str) -> None:
    without, by_click = reading.both(shell, " ".join(["tracker", *words]))
    assert without in (None, by_click)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_name_from_outside_is_told_as_click_tells_it(shell: str, tracker: CommandLine) -> None:
    names = [*HOSTILE, "Zed \u06cc\u200c\u062e", "Zed \u00e9", "Zed ZZ"]
    members = [{"name": name} for name in names]
    minutes = {"meeting": {"id": "m", "held": "2024"}, "delegations": [{"party": "PA", "members": members}]}
    tracker.done("record", "-", stdin=json.dumps(minutes))
    with pytest.MonkeyPatch.context() as patch:
        assert Asking(tracker, patch).same(shell, "tracker show Z").count("Zed") == len(names)


def test_more_names_than_a_shell_is_offered_are_the_same_ones(tracker: CommandLine) -> None:
    parts = [
        {"id": f"part-{number:03}", "text": "x", "obligors": ["CR"], "on": "2024"} for number in range(60)
    ]
    tracker.done("record", "-", stdin=json.dumps({"commitments": parts}))
    with pytest.MonkeyPatch.context() as patch:
        answer = Asking(tracker, patch).same("bash", "tracker show part")
    assert answer.splitlines()[-1] == "plain,part-049"


# Stores and views


def test_the_store_is_found_where_click_finds_it(asking: Asking) -> None:
    named = asking.same("bash", "tracker show s")
    data = asking.desk.folder / "share" / "commitments-tracker"
    data.mkdir(parents=True)
    (asking.desk.folder / "config").mkdir()
    asking.desk.store.rename(data / "commitments.db")
    asking.patch.delenv("TRACKER_STORE", raising=False)
    asking.patch.setenv("XDG_DATA_HOME", str(asking.desk.folder / "share"))
    asking.patch.setenv("XDG_CONFIG_HOME", str(asking.desk.folder / "config"))
    asking.doubt("tracker show s")
    assert asking.same("bash", "tracker show s") == named
    settings = asking.desk.folder / "config" / "commitments-tracker"
    settings.mkdir()
    (settings / "config.toml").write_text('store = "elsewhere.db"\n')
    assert asking.doubt("tracker show s") == ""


def test_a_view_that_lacks_an_event_is_left_to_click(asking: Asking) -> None:
    asking.desk.done("meeting", "sun", "--held", "2024", "-q")
    assert "sun" in asking.same("bash", "tracker show s")
    folder = Path(f"{asking.desk.store}.views")
    [view] = folder.glob("view-*.sqlite")
    old = {each: each.read_bytes() for each in folder.iterdir() if each.is_file()}
    asking.desk.done("meeting", "sunday", "--held", "2024", "-q")
    for each, data in old.items():
        each.write_bytes(data)
    assert view in old
    assert "sunday" in asking.doubt("tracker show s")


@pytest.mark.parametrize("what", ["folder", "pointer", "view", "hold", "desk"])
def test_a_view_that_others_may_write_is_left_to_click(what: str, asking: Asking) -> None:
    asking.same("bash", "tracker show s")
    folder = Path(f"{asking.desk.store}.views")
    [view] = folder.glob("view-*.sqlite")
    [pointer] = folder.glob("current-*")
    hold = view.with_name(f"{view.name}.hold")
    paths = {"folder": folder, "pointer": pointer, "view": view, "hold": hold, "desk": asking.desk.folder}
    path = paths[what]
    path.chmod(path.stat().st_mode | 0o022)
    asking.doubt("tracker show s")


@pytest.mark.parametrize("pointer", ["", "view-5-1.sqlite/../x", "view-4-1.sqlite", "elsewhere"])
def test_a_pointer_to_no_build_is_left_to_click(pointer: str, asking: Asking) -> None:
    [path] = Path(f"{asking.desk.store}.views").glob("current-*")
    path.write_text(pointer)
    assert "sixaola-bridge" in asking.doubt("tracker show s")


def test_a_log_of_another_version_is_left_to_click() -> None:
    assert quick.LOG_VERSION == LOG_VERSION


def test_completing_a_reference_loads_no_click(shared_desk: CommandLine) -> None:
    shared_desk.done("status")
    asked = {COMPLETING: "bash_complete", "COMP_WORDS": "tracker show si", "COMP_CWORD": "2"}
    ran = subprocess.run(
        [sys.executable, "-c", LOADED],
        env={**os.environ, "TRACKER_STORE": str(shared_desk.store), **asked},
        cwd=shared_desk.folder,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=True,
    )
    assert ran.stdout.startswith("plain,six")
    assert set(ran.stderr.split()).isdisjoint({"click", "json", "pathlib", "sqlite3", "tracker.application"})
