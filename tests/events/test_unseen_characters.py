"""What no name may hold: characters that are not seen, but for joiners inside a word."""

import pytest

from events.texts import formatting

ZWNJ, ZWJ, SOFT_HYPHEN = "\u200c", "\u200d", "\u00ad"


@pytest.mark.parametrize("text", ["Mexico", "México", f"नम{ZWJ}स्ते", f"می{ZWNJ}خواهم"])
def test_a_joiner_inside_a_word_is_part_of_it(text: str) -> None:
    assert formatting(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"US{ZWJ}", ZWJ),
        (f"{ZWNJ}US", ZWNJ),
        (f"US {ZWJ}MX", ZWJ),
        (f"US{ZWJ}{ZWJ}MX", ZWJ),
        (f"US{SOFT_HYPHEN}MX", SOFT_HYPHEN),
        ("US\ufeffMX", "\ufeff"),
    ],
)
def test_any_other_format_character_is_found(text: str, found: str) -> None:
    assert formatting(text) == found
