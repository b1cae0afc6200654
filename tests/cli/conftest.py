"""What the tests of the command line share."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import CommandLine


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> None:
    """Let Ctrl-C reach the processes of the tests, also where the run itself is in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _in_utc() -> Iterator[None]:
    """Let the local calendar be that of UTC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def tracker(tmp_path: Path) -> CommandLine:
    """Give a command line with no store yet."""
    return CommandLine(tmp_path)


@pytest.fixture(scope="session")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """Give a command line with the dossier recorded, for tests that only read."""
    return CommandLine(tmp_path_factory.mktemp("desk")).record_dossier()


@pytest.fixture
def desk(shared_desk: CommandLine, tmp_path: Path) -> CommandLine:
    """Give a command line with the dossier recorded."""
    return shared_desk.copy(tmp_path)


@pytest.fixture(scope="session")
def golden_is_rewritten() -> bool:
    """Say whether the kept outputs are written anew: UPDATE_GOLDEN=1 pytest tests/cli."""
    return bool(os.environ.get("UPDATE_GOLDEN"))
