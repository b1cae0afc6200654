"""The command line as a shell meets it: pipes, full disks, terminals, encodings, completion, Ctrl-C."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from command_line import CommandLine
from waiting import LONGEST, Child

SCRIPTS = Path(sys.executable).parent
FULL = Path("/dev/full")
INTERRUPT = b"\x03"


def environment(desk: CommandLine, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRACKER", "PYTHON"))}
    mine = {name: value for name, value in desk.environment.items() if value is not None}
    for name in ("NO_COLOR", "COLUMNS"):
        kept.pop(name, None)
    path = f"{SCRIPTS}{os.pathsep}{kept.get('PATH', '')}"
    return {**kept, **mine, "PATH": path, "PYTHONUTF8": "1", "TERM": "xterm", **more}


def shell(desk: CommandLine, command: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=desk.folder,
        env=environment(desk, **more),
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )


def on_a_terminal(
    desk: CommandLine, *command: str, width: int = 80, keys: bytes = b"", **more: str
) -> tuple[int, str]:
    """Run a command on a terminal, press keys once it asks; give its exit code and what is seen."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, width))
    process = subprocess.Popen(
        command, cwd=desk.folder, env=environment(desk, **more), stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    try:
        seen = seen_on(ours, process, keys)
    finally:
        os.close(ours)
        code = death_of(process)
    return code, seen.decode().replace("\r\n", "\n")


def seen_on(ours: int, process: "subprocess.Popen[bytes]", keys: bytes) -> bytes:
    """Look at a terminal until the command has ended or is too slow; press keys once it asks."""
    seen, pressed, until = b"", not keys, time.monotonic() + LONGEST
    while time.monotonic() < until:
        if not select.select([ours], [], [], 0.1)[0]:
            continue
        try:
            data = os.read(ours, 65536)
        except OSError:  # the terminal is closed: the command has ended
            break
        seen += data
        if not data:
            break
        if not pressed and b"[y/N]" in seen:
            if keys == INTERRUPT:
                process.send_signal(signal.SIGINT)
            else:
                os.write(ours, keys)
            pressed = True
    return seen


def death_of(process: "subprocess.Popen[bytes]") -> int:
    """Wait until a command has ended and give its exit code; one that does not end is killed."""
    try:
        return process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(LONGEST)
        raise


def test_python_m_is_the_same_command(shared_desk: CommandLine) -> None:
    ran = shell(shared_desk, f"{sys.executable} -m tracker status -f ids")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode() == shared_desk.done("status", "-f", "ids").stdout


@pytest.mark.parametrize(
    "command", ["status", "events -f ndjson", "export", "schema", "export -o /dev/stdout"]
)
def test_a_pipe_that_closes_is_quiet(command: str, shared_desk: CommandLine) -> None:
    ran = shell(shared_desk, f"tracker -q {command} | head -c 1 > /dev/null")
    assert ran.stderr == b""


@pytest.mark.parametrize("command", ["status", "events -f ndjson", "show six", "-h"])
def test_without_a_stdout_there_is_no_traceback(command: str, shared_desk: CommandLine) -> None:
    ran = shell(shared_desk, f"tracker {command} >&-")
    assert b"Traceback" not in ran.stderr
    assert ran.returncode in {0, 2}


@pytest.mark.parametrize(("command", "codes"), [("undo", {1}), ("record -", {1, 2}), ("replay -", {0, 2})])
def test_without_a_stdin_there_is_no_traceback(command: str, codes: set[int], desk: CommandLine) -> None:
    ran = shell(desk, f"tracker {command} <&-")
    assert b"Traceback" not in ran.stderr
    assert ran.returncode in codes


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", ["status", "export", "schema minutes", "--help"])
def test_a_full_disk_under_stdout_is_one_sentence(command: str, shared_desk: CommandLine) -> None:
    ran = shell(shared_desk, f"tracker {command} > /dev/full")
    assert ran.returncode == 2
    assert ran.stderr == b"Error: cannot write the output: No space left on device.\n"


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
def test_what_was_recorded_is_a_success_even_where_nobody_can_be_told(desk: CommandLine) -> None:
    before = desk.log()
    ran = shell(desk, "tracker update radio fulfilled --by PA --on 2025-05-01 2> /dev/full")
    assert ran.returncode == 0
    assert desk.log() != before
    assert shell(desk, "tracker update nope fulfilled 2> /dev/full").returncode == 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero here")
def test_a_device_without_end_is_no_file(desk: CommandLine) -> None:
    ran = shell(desk, "ulimit -v 1500000; tracker record /dev/zero")
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"Error: cannot read /dev/zero: it is a device.")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_of_another_encoding_is_no_obstacle(encoding: str, shared_desk: CommandLine) -> None:
    environment = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    for command in (
        "show CR/MOPT",
        "timeline radio",
        "people -f json",
        "status --lang es",
        "show Ñ",
        "schema",
    ):
        ran = shell(shared_desk, f"tracker {command}", **environment)
        assert b"Traceback" not in ran.stderr, command
        assert ran.returncode in {0, 1}


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_table_fits_its_terminal(width: int, shared_desk: CommandLine) -> None:
    for command in (
        ("status",),
        ("timeline", "six"),
        ("scorecard",),
        ("people",),
        ("changes", "--since", "2022"),
    ):
        code, seen = on_a_terminal(shared_desk, "tracker", "-q", *command, width=width, PAGER="cat")
        table = [line for line in re.sub("\x1b\\[[0-9;]*m", "", seen).splitlines() if "  " in line.strip()]
        assert code == 0
        assert table
        assert max(map(len, table)) <= width, command


def test_colours_are_for_terminals_that_want_them(shared_desk: CommandLine) -> None:
    command = ("tracker", "status", "--as-of", "2025-06-30")
    assert "\x1b[33m△ slipped" in on_a_terminal(shared_desk, *command, width=200)[1]
    assert "\x1b" not in on_a_terminal(shared_desk, *command, width=200, NO_COLOR="1")[1]
    assert "\x1b" not in on_a_terminal(shared_desk, *command, width=200, TERM="dumb")[1]
    assert b"\x1b" not in shell(shared_desk, " ".join(command)).stdout


def test_the_format_does_not_depend_on_a_pipe(shared_desk: CommandLine) -> None:
    piped = shell(shared_desk, "tracker status -f csv").stdout.decode()
    assert on_a_terminal(shared_desk, "tracker", "status", "-f", "csv", width=40)[1] == piped


@pytest.mark.parametrize(
    ("keys", "count"), [(b"n\n", 0), (b"\n", 0), (b"\x04", 0), (INTERRUPT, 0), (b"y\n", 1)]
)
def test_undo_asks_on_a_terminal(keys: bytes, count: int, desk: CommandLine) -> None:
    before = len(desk.done("events", "-f", "ids").stdout.splitlines())
    code, seen = on_a_terminal(desk, "tracker", "undo", width=120, keys=keys)
    assert "The last command of desk: #38 status.updated" in seen
    assert "Retract them? [y/N]" in seen
    assert "Traceback" not in seen
    assert code in {0, 1, 130}
    assert len(desk.done("events", "-f", "ids").stdout.splitlines()) == before + count


def test_an_interrupt_is_quiet(desk: CommandLine) -> None:
    with Child([str(SCRIPTS / "tracker"), "record", "-"], cwd=desk.folder, env=environment(desk)) as process:
        time.sleep(1.0)
        process.interrupt()
        code, rest, complaints = process.end()
    assert (code, rest, complaints.strip()) == (130, [], "")


@pytest.mark.parametrize(
    ("words", "number", "answer"),
    [
        ("tracker show six", 2, ["sixaola-bridge"]),
        ("tracker st", 1, ["status"]),
        ("tracker status --sched", 2, ["--schedule"]),
        ("tracker update ri", 2, ["river-gauges", "river-gauges-ii"]),
        ("tracker status --meeting 2022", 3, ["2022-09-02-david"]),
        ("tracker agree x --parent bo", 4, ["border-works"]),
        ("tracker show --store nowhere.db s", 4, []),
        ("tracker --store nowhere.db show s", 4, []),
        ("tracker --store desk.db show six", 4, ["sixaola-bridge"]),
        ("tracker show --store ftp://x s", 4, []),
    ],
)
def test_the_shell_completes_verbs_options_and_ids(
    words: str, number: int, answer: list[str], shared_desk: CommandLine
) -> None:
    asked = {"_TRACKER_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(number)}
    ran = shell(shared_desk, "tracker", **asked)
    assert ran.stderr == b""
    assert [line.removeprefix("plain,") for line in ran.stdout.decode().split()] == answer


UNEXPECTED = """
import sys
import tracker.application
from tracker.cli import main

def view(*_):
    raise RuntimeError("an odd thing")

tracker.application.Tracker.view = view
sys.argv = ["tracker", "status"]
main()
"""


@pytest.mark.parametrize("debug", [False, True])
def test_what_nobody_expected_is_a_sentence(shared_desk: CommandLine, *, debug: bool) -> None:
    more = {"TRACKER_DEBUG": "1"} if debug else {}
    ran = subprocess.run(
        [sys.executable, "-c", UNEXPECTED],
        cwd=shared_desk.folder,
        env=environment(shared_desk, **more),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    if debug:
        assert "Traceback" in ran.stderr
    else:
        sentence, hint = ran.stderr.splitlines()
        assert sentence == "Error: something went wrong that should not: RuntimeError: an odd thing."
        assert "TRACKER_DEBUG=1" in hint


@pytest.mark.parametrize("where", ["_prepare_streams", "_leave"])
def test_ctrl_c_before_and_after_a_verb_ends_quietly_too(where: str) -> None:
    code = (
        "import sys; sys.argv = ['/usr/bin/tracker', '--version']\n"
        "from tracker.cli import command\n"
        f"def interrupted(*_, **__): raise KeyboardInterrupt\ncommand.{where} = interrupted\n"
        "command.main()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stderr) == (130, "")
