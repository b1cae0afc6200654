"""What a value may be, and what it is taken for."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from events.values import Percent

PERCENT: TypeAdapter[int | float] = TypeAdapter(Percent)


@pytest.mark.parametrize(
    ("written", "share"),
    [("90", 90), ("90.5", 90.5), (90.0, 90), (0, 0), ("100", 100), ("007", 7), ("5%", 5), ("90.5 %", 90.5)],
)
def test_a_share_is_a_number_from_0_to_100(written: Any, share: float) -> None:
    found = PERCENT.validate_python(written)
    assert (found, type(found)) == (share, type(share))


@pytest.mark.parametrize(
    "written",
    [
        "1e1",
        "+5",
        "-0",
        " 5",
        "5  %",
        "5%%",
        "%",
        "5‰",
        "101%",
        "nan",
        "inf",
        "٣",
        "",
        "101",
        "0x1",
        100.1,
        -1,
        True,
        None,
    ],
)
def test_anything_else_is_no_share_and_said_so(written: Any) -> None:
    with pytest.raises(ValidationError, match="is not a percentage"):
        PERCENT.validate_python(written)
