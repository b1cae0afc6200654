"""Waits that end: for the lines of a child, for its death, and for threads."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from queue import Empty, Queue
from typing import IO, NamedTuple, Self

LONGEST = 120.0
"""Seconds that anything is waited for: much, as machines are slow; a dead child is noticed at once."""

LAST_WORDS = 5.0
"""Seconds in which what a dead child wrote must have come."""

TURN = 0.05


class Ended(NamedTuple):
    """How a child ended: its exit code, the lines nobody has heard, and all it complained of."""

    code: int
    rest: list[str]
    complaints: str


class Child:
    """A process of a test's, with pipes; it is gone when the block that it was started for is left.

    Threads read what it writes, so that no wait is for a pipe: each is for a line, with an eye on
    the clock and on the child, and fails with what the child complained of.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        patience: float = LONGEST,
    ) -> None:
        self._patience = patience
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=env,
            cwd=cwd,
        )
        assert self._process.stdout
        assert self._process.stderr
        self._lines: Queue[tuple[float, str]] = Queue()
        self._complaints: Queue[tuple[float, str]] = Queue()
        self._complained: list[str] = []
        self._readers = [
            threading.Thread(target=_read, args=each, daemon=True)
            for each in ((self._process.stdout, self._lines), (self._process.stderr, self._complaints))
        ]
        for reader in self._readers:
            reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def lives(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    @property
    def is_silent(self) -> bool:
        """Whether no line waits to be heard."""
        return self._lines.empty()

    def tell(self, text: str) -> None:
        """Write it a line."""
        assert self._process.stdin
        try:
            self._process.stdin.write(f"{text}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._failure(f"it cannot be told {text!r}") from None

    def hear(self) -> str:
        """Wait for its next line and give it."""
        return self._next(self._lines, "a line", time.monotonic() + self._patience)[1]

    def hear_of(self, text: str, patience: float | None = None) -> float:
        """Wait for a line with a text, passing over others; give when it came."""
        return self._with(text, self._lines, patience)

    def complains_of(self, text: str, patience: float | None = None) -> float:
        """Wait for a line with a text on its stderr; give when it came."""
        return self._with(text, self._complaints, patience)

    def interrupt(self) -> None:
        """Interrupt it, as Ctrl-C does."""
        self._process.send_signal(signal.SIGINT)

    def end(self) -> Ended:
        """Close its stdin and wait until it has ended."""
        self._close_stdin()
        try:
            code = self._process.wait(self._patience)
        except subprocess.TimeoutExpired:
            raise self._failure(f"it did not end within {self._patience:.0f} s") from None
        joined(self._readers, LAST_WORDS)
        return Ended(code, [line for _, line in _taken(self._lines)], self._stderr())

    def kill(self) -> None:
        """End it at once, if it has not ended."""
        self._process.kill()  # which leaves alone whoever has the id once the child was waited for
        self._process.wait(LAST_WORDS)
        self._close_stdin()
        joined(self._readers, LAST_WORDS)

    def _close_stdin(self) -> None:
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):  # what was told last met a dead child
            self._process.stdin.close()

    def _with(self, text: str, lines: "Queue[tuple[float, str]]", patience: float | None) -> float:
        until = time.monotonic() + (self._patience if patience is None else patience)
        passed: list[str] = []
        while True:
            when, line = self._next(lines, f"a line with {text!r} after {passed}", until)
            if text in line:
                return when
            passed.append(line)

    def _next(self, lines: "Queue[tuple[float, str]]", what: str, until: float) -> tuple[float, str]:
        while True:
            lived = self.lives
            try:
                found = lines.get(timeout=TURN)
            except Empty:
                if not lived and not any(reader.is_alive() for reader in self._readers) and lines.empty():
                    raise self._failure(f"it ended before {what} came") from None
                if time.monotonic() > until:
                    raise self._failure(f"{what} did not come in time") from None
                continue
            if lines is self._complaints:
                self._complained.append(found[1])
            return found

    def _stderr(self) -> str:
        self._complained += [line for _, line in _taken(self._complaints)]
        return "".join(f"{line}\n" for line in self._complained)

    def _failure(self, what: str) -> AssertionError:
        """Say what went wrong with the child, how it stands, and what it complained of."""
        if not self.lives:
            for reader in self._readers:
                reader.join(LAST_WORDS)
        stands = "it lives" if self.lives else f"it exited with {self._process.returncode}"
        said = self._stderr() or "nothing"
        return AssertionError(f"child {self.pid}: {what}; {stands}; its stderr: {said}")


def ended(pid: int, patience: float = LONGEST) -> int:
    """Wait for a child that was forked; give its exit code. One that takes too long is killed."""
    code = _exit_code(pid, patience)
    if code is None:
        os.kill(pid, signal.SIGKILL)
        _exit_code(pid, LAST_WORDS)
        raise AssertionError(f"child {pid}: it did not end within {patience:.0f} s")
    return code


def joined(threads: Iterable[threading.Thread], patience: float = LONGEST) -> None:
    """Wait for threads; where one is still at work in the end, say at what."""
    until = time.monotonic() + patience
    for thread in threads:
        thread.join(max(until - time.monotonic(), 0.0))
        if thread.is_alive():
            frame = sys._current_frames().get(thread.ident or 0)
            at = "".join(traceback.format_stack(frame)) if frame else ""
            raise AssertionError(f"{thread.name} did not end within {patience:.0f} s; it is at\n{at}")


def _exit_code(pid: int, patience: float) -> int | None:
    """Give the exit code of a child that was not waited for, None if it lives on."""
    until = time.monotonic() + patience
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            return None
        time.sleep(0.01)


def _read(stream: IO[str], lines: "Queue[tuple[float, str]]") -> None:
    with stream:
        for line in stream:
            lines.put((time.monotonic(), line.removesuffix("\n")))


def _taken(lines: "Queue[tuple[float, str]]") -> list[tuple[float, str]]:
    taken = []
    while not lines.empty():
        taken.append(lines.get_nowait())
    return taken
