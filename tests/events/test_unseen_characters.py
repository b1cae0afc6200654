"""What no name may hold: characters that are not seen, but for joiners inside a word."""

import pytest

from events.texts import formatting, one_line

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
        *(
            (f"M{filler}X", filler)
            for filler in "\u115f\u1160\u3164\uffa0\u2065\ufff0\U000e0041\U000e0fff\ufffe"
        ),
    ],
)
def test_any_other_format_character_is_found(text: str, found: str) -> None:
    assert formatting(text) == found


def test_the_blank_of_braille_is_a_blank() -> None:
    assert one_line("\u2800MX \u2800of\u2800 the\u2800") == "MX of the"
