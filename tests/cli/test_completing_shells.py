"""Real shells complete: what is offered becomes one word, whatever is in it, and none of it is ever run."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import CommandLine
from hypothesis import given, settings
from hypothesis import strategies as st
from test_terminals import SCRIPTS, death_of, environment
from waiting import LONGEST

from tracker.cli.told import can_be_seen, to_bash

READY = "READY> "
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], f"PS1='{READY}'"),
    "zsh": (["zsh", "-f", "-i"], f"autoload -Uz compinit; compinit -u -D; PS1='{READY}'"),
    "fish": (["fish", "--no-config", "-i"], f"function fish_prompt; echo -n '{READY}'; end"),
}
ON_A_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
ECHO = """\
#!/bin/sh
[ -z "$_TRACKER_COMPLETE" ] || exec {tracker} "$@"
printf '%s\\n' "$@"
"""
"""What is run in place of `tracker`: it completes as that does, and else tells the words it was given."""
_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()=>].?|[\r\x07]")
IN_SHELLS = [
    pytest.param(
        name, marks=pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed here")
    )
    for name in SHELLS
]
HOSTILE = (
    "Zed $(touch PWNED) `touch PWNED`; touch PWNED & x",
    "Zed \\ 'x' \"y\" \u00e9* ? [a] {b,c} ~ # %s %1 ^a^b <(touch PWNED) > PWNED | x",
    "Zed, Jos\u00e9: a=b@c",
    "Zed $PATH\\",
    "Zed !! !touch",
)


class Typing:
    """A shell on a terminal of its own, with the completion of `tracker`, where keys are pressed."""

    def __init__(self, name: str, desk: CommandLine) -> None:
        command, prepare = SHELLS[name]
        script = f"completion.{name}"
        (desk.folder / script).write_text(desk.done("completion", name).stdout, encoding="utf-8")
        (desk.folder / "home").mkdir()
        self.name = name
        self._seen = b""
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (50, 400))
        home = str(desk.folder / "home")
        echo = desk.folder / "home" / "tracker"
        echo.write_text(ECHO.format(tracker=SCRIPTS / "tracker"))
        echo.chmod(0o755)
        path = f"{home}{os.pathsep}{environment(desk)['PATH']}"
        self._process = subprocess.Popen(
            [sys.executable, "-c", ON_A_TERMINAL, *command],
            cwd=desk.folder,
            env=environment(desk, PATH=path, HOME=home, XDG_CONFIG_HOME=home, LC_ALL="C.UTF-8", HISTFILE=""),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        self.press(f"{prepare}; . ./{script}; echo prepared > prepared\n")
        self.wait_for(desk.folder / "prepared")

    @property
    def seen(self) -> str:
        """What is on the terminal, without colours and the like."""
        return _CONTROLS.sub("", self._seen.decode(errors="replace"))

    def press(self, keys: str) -> None:
        """Press keys; the shell takes them in their order, whenever it is ready."""
        os.write(self._ours, keys.encode())

    def wait_for(self, file: Path) -> None:
        """Wait until a file is there and the shell asks for more."""
        until = time.monotonic() + LONGEST
        while not (file.exists() and self.seen.rstrip().endswith(READY.strip())):
            self._look()
            if time.monotonic() > until:
                raise AssertionError(f"{file.name} did not come; the terminal: {self.seen!r}")

    def close(self) -> None:
        """End the shell."""
        self._process.kill()
        os.close(self._ours)
        death_of(self._process)

    def _look(self) -> None:
        if select.select([self._ours], [], [], 0.1)[0]:
            try:
                self._seen += os.read(self._ours, 65536)
            except OSError as error:  # the terminal is closed
                raise AssertionError(f"{self.name} has ended; the terminal: {self.seen!r}") from error


@pytest.fixture
def official(request: pytest.FixtureRequest, tracker: CommandLine) -> CommandLine:
    """Give a desk on which officials with some names came to a meeting."""
    members = [{"name": name} for name in request.param]
    minutes = {"meeting": {"id": "m", "held": "2024"}, "delegations": [{"party": "PA", "members": members}]}
    tracker.done("record", "-", stdin=json.dumps(minutes))
    assert {row["name"] for row in tracker.done("people", "-f", "json").json} == {*request.param}
    return tracker


@pytest.fixture
def typing(request: pytest.FixtureRequest, official: CommandLine) -> Iterator[Typing]:
    """Give the shell that a test asks for."""
    shell = Typing(request.param, official)
    yield shell
    shell.close()


def words(typing: Typing, desk: CommandLine, keys: str) -> list[str]:
    """Press keys and Enter, and give the words that `tracker` was given."""
    typing.press(f"{keys} > out; echo done > done\n")
    typing.wait_for(desk.folder / "done")
    assert not (desk.folder / "PWNED").exists()
    return (desk.folder / "out").read_text("utf-8").splitlines()


@pytest.mark.parametrize("official", [[name] for name in HOSTILE], indirect=True, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("typing", IN_SHELLS, indirect=True)
@pytest.mark.parametrize("before", ["", "'", '"'])
def test_a_name_from_outside_is_one_word_and_nothing_runs(
    before: str, typing: Typing, official: CommandLine
) -> None:
    [name] = (row["name"] for row in official.done("people", "-f", "json").json)
    if before == '"' and "!" in name and typing.name == "bash":  # which has no way to write it there
        assert words(typing, official, 'tracker show "Ze\t"') == ["show", "Ze"]
    else:
        assert words(typing, official, f"tracker show {before}Ze\t") == ["show", name]


@pytest.mark.parametrize("official", [["Zed $x", "Zed (x)"]], indirect=True, ids=[""])
@pytest.mark.parametrize("typing", IN_SHELLS[:1], indirect=True)
def test_bash_types_what_names_have_in_common_and_goes_on_from_there(
    typing: Typing, official: CommandLine
) -> None:
    assert words(typing, official, "tracker show Ze\t$\t") == ["show", "Zed $x"]


WORDS = st.text(st.sampled_from(" $`\"'\\!*?[]{}()<>|&;#~^,:=@%/+-.aZ\u00e9"), min_size=1, max_size=8)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3))
def test_bash_reads_the_word_it_was_told(names: list[str]) -> None:
    for quote in ("", "'", '"'):
        told = to_bash(names, quote)
        script = "\n".join(f"printf '%s\\0' {quote}{word}{quote}" for word in told)
        ran = subprocess.run(["bash", "-c", script], capture_output=True, timeout=LONGEST, check=True)
        kept = names if quote != '"' else [name for name in names if "!" not in name]
        assert ran.stdout.decode().split("\0")[:-1] in (kept, [])
        assert told or quote == '"'
        common = os.path.commonprefix(told)  # noqa: RUF071 (letter by letter, as bash does)
        assert (len(common) - len(common.rstrip("\\"))) % 2 == 0 or quote == "'" or len({*told}) == 1


@pytest.mark.parametrize("name", ["Ana\nplain,x", "Ana\tx", "MX\u200b", "\u202eAna", "\x1b[31m", "\x85"])
def test_a_name_in_which_something_hides_is_not_offered(name: str) -> None:
    assert not can_be_seen(name)


@pytest.mark.parametrize("name", ["Jos\u00e9 Pe\u00f1a", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"])
def test_a_name_that_is_seen_is_offered(name: str) -> None:
    assert can_be_seen(name)


@pytest.mark.parametrize("official", [["Zed"]], indirect=True, ids=[""])
@pytest.mark.parametrize("typing", IN_SHELLS, indirect=True)
def test_verbs_options_and_files_complete_too(typing: Typing, official: CommandLine) -> None:
    (official.folder / "two words.yaml").write_text("meeting: {id: n, held: 2024}\n")
    keys = "tracker schem\t > schema; tracker record two\t --dry\t -f js\t"
    assert words(typing, official, keys) == ["record", "two words.yaml", "--dry-run", "-f", "json"]
    assert (official.folder / "schema").read_text() == "schema\n"
