"""A test that waits for a child hears of its death and of its silence, and leaves none behind."""

import os
import sys
import threading

import pytest
from waiting import Child, ended, joined

SAYS = "print('ready', flush=True); print('heard', input())"
DIES = "import sys; print('ready', flush=True); sys.exit('no such module')"
IS_SILENT = "import time; print('ready', flush=True); time.sleep(600)"


def python(code: str, patience: float = 60.0) -> Child:
    return Child([sys.executable, "-c", code], patience=patience)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_is_told_and_heard_to_its_end() -> None:
    with python(SAYS) as child:
        assert child.hear() == "ready"
        child.tell("this")
        assert child.end() == (0, ["heard this"], "")


def test_a_child_that_dies_is_noticed_with_what_it_complained_of() -> None:
    with python(DIES) as child:
        assert child.hear() == "ready"
        with pytest.raises(
            AssertionError, match=r"ended before a line came; it exited with 1; .*no such mod"
        ):
            child.hear()


def test_a_dead_child_cannot_be_told_anything() -> None:
    with python("import sys; sys.exit('no such module')") as child:
        child._process.wait(60)
        with pytest.raises(AssertionError, match=r"cannot be told 'this'; it exited with 1; .*no such mod"):
            child.tell("this")


def test_a_silent_child_is_waited_for_so_long_and_is_gone_afterwards() -> None:
    with python(IS_SILENT, patience=0.5) as child:
        assert child.hear_of("ready", patience=60)
        with pytest.raises(AssertionError, match=r"a line did not come in time; it lives"):
            child.hear()
        with pytest.raises(AssertionError, match=r"a line with 'this' after .* did not come in time"):
            child.hear_of("this")
        with pytest.raises(AssertionError, match="it did not end within 0 s"):
            child.end()
        assert is_there(child.pid)
    assert not is_there(child.pid)


def test_a_child_without_pipes_that_takes_too_long_is_ended() -> None:
    child = os.posix_spawn(sys.executable, [sys.executable, "-c", IS_SILENT], os.environ)
    with pytest.raises(AssertionError, match="it did not end"):
        ended(child, patience=0.1)
    assert not is_there(child)


def test_a_thread_that_takes_too_long_is_named_with_what_it_is_at() -> None:
    enough = threading.Event()
    thread = threading.Thread(target=enough.wait, args=(60,), name="the slow one", daemon=True)
    thread.start()
    with pytest.raises(AssertionError, match=r"the slow one did not end within 0 s; it is at\n(.|\n)*wait"):
        joined([thread], patience=0.05)
    enough.set()
    joined([thread])
