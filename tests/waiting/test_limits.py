"""No test waits without a limit: who starts, reads or joins something says how long it may take."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]

RUNNERS = ("run", "call", "check_call", "check_output")
WAITERS = ("wait", "join", "select", "get")
"""Methods that wait for ever where they are called without an argument."""
READERS = ("read", "readline", "readlines")
PIPES = ("stdout", "stderr")


def endless(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Find the waits without a limit, by line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension) and _is_pipe(node.iter):
            yield node.iter.lineno, "lines of a pipe are read without a limit"
        if isinstance(node, ast.Call) and (what := _endless(node)):
            yield node.lineno, what


def _endless(call: ast.Call) -> str | None:
    """Say how a call waits without a limit, None if it does not."""
    name, of = _names(call.func)
    options = {each.arg for each in call.keywords}
    if of == "subprocess" and name in RUNNERS and "timeout" not in options:
        return f"subprocess.{name} without a timeout"
    if name == "communicate" and "timeout" not in options and len(call.args) < 2:
        return "communicate without a timeout"
    if name in WAITERS and of and not call.args and not options:
        return f"{name} without a timeout"
    if name in READERS and isinstance(call.func, ast.Attribute) and _is_pipe(call.func.value):
        return f"{name} of a pipe"
    if name in {"wait", "waitpid", "wait3", "wait4"} and of == "os" and "WNOHANG" not in ast.dump(call):
        return f"os.{name} without WNOHANG"
    if name == "Thread" and of == "threading" and not _is_daemon(call):
        return "a thread that is no daemon is waited for at the end of the run"
    return None


def _names(function: ast.expr) -> tuple[str, str]:
    """Give the name of what is called, and of what it belongs to."""
    if isinstance(function, ast.Attribute):
        return function.attr, function.value.id if isinstance(function.value, ast.Name) else "something"
    return (function.id if isinstance(function, ast.Name) else ""), ""


def _is_pipe(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in PIPES


def _is_daemon(call: ast.Call) -> bool:
    return any(each.arg == "daemon" for each in call.keywords)


def test_no_test_waits_without_a_limit() -> None:
    found = [
        f"{path.relative_to(TESTS.parent)}:{line}: {what}"
        for path in sorted(TESTS.rglob("*.py"))
        for line, what in endless(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("subprocess.run(x, check=True)", True),
        ("subprocess.run(x, check=True, timeout=5)", False),
        ("subprocess.check_output(x)", True),
        ("process.communicate()", True),
        ("process.communicate('go on')", True),
        ("process.communicate('go on', 5)", False),
        ("process.communicate(timeout=5)", False),
        ("process.wait()", True),
        ("process.wait(5)", False),
        ("thread.join()", True),
        ("threads[0].join()", True),
        ("thread.join(5)", False),
        ("', '.join(words)", False),
        ("queue.get()", True),
        ("fields.get('id')", False),
        ("selector.select()", True),
        ("process.stdout.readline()", True),
        ("[line for line in process.stderr]", True),
        ("sys.stdout.write(x)", False),
        ("os.waitpid(child, 0)", True),
        ("os.waitpid(child, os.WNOHANG)", False),
        ("threading.Thread(target=work)", True),
        ("threading.Thread(target=work, daemon=True)", False),
    ],
)
def test_the_search_finds_what_waits_for_ever(code: str, *, found: bool) -> None:
    assert bool(list(endless(ast.parse(code)))) == found
