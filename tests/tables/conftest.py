"""What the tests of tables share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lists import PLAN, Lists


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[Lists]:
    """Give a folder for lists, with no store yet, and the mapping of a plan."""
    desk = Lists(tmp_path).mapping(PLAN)
    yield desk
    desk.tracker.close()
