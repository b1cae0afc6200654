"""The program does not look for garbage where there is none; who calls it as a library keeps their ways."""

import subprocess
import sys

RUN = """
import atexit, gc, sys
frozen = gc.get_freeze_count() + 1_000  # some Pythons begin with a few
atexit.register(lambda: print(gc.get_threshold()[0], gc.get_freeze_count() > frozen, file=sys.stderr))
sys.argv = {argv!r}
from tracker.cli import main
main({args})
"""


def _seen_at_the_end(argv: list[str], args: str = "") -> list[str]:
    """Run a program; give its threshold at the end, and whether it keeps from looking once more."""
    code = RUN.format(argv=argv, args=args)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert "Usage" in ran.stdout
    return ran.stderr.split()


def test_the_program_looks_seldom_and_not_at_its_end() -> None:
    assert _seen_at_the_end(["/usr/bin/tracker", "--help"]) == ["50000", "True"]


def test_a_program_that_calls_us_looks_as_it_did() -> None:
    usual = subprocess.run(
        [sys.executable, "-c", "import gc; print(gc.get_threshold()[0])"],
        capture_output=True, text=True, timeout=60, check=True,
    ).stdout.strip()  # fmt: skip
    assert _seen_at_the_end(["/usr/bin/desk"], "['--help']") == [usual, "False"]
