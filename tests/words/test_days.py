"""Words for days: what each means, in both languages, and that nothing else is taken for one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.words.days import day_meant

MONDAY = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("english", "spanish", "meant"),
    [
        ("today", "hoy", "2025-06-30"),
        ("yesterday", "Ayer", "2025-06-29"),
        ("friday", "viernes", "2025-06-27"),
        ("last friday", "el viernes pasado", "2025-06-27"),
        ("Last  Friday", "viernes pasado", "2025-06-27"),
        ("wednesday", "el miércoles", "2025-06-25"),
        ("saturday", "sabado", "2025-06-28"),
        ("monday", "lunes", "2025-06-23"),
        ("3 days ago", "hace 3 días", "2025-06-27"),
        ("1 day ago", "hace un dia", "2025-06-29"),
        ("2 weeks ago", "hace 2 semanas", "2025-06-16"),
        ("a week ago", "hace una semana", "2025-06-23"),
        ("1 month ago", "hace 1 mes", "2025-05-30"),
        ("4 months ago", "hace 4 meses", "2025-02-28"),
        ("18 months ago", "hace 18 meses", "2023-12-30"),
    ],
)
def test_a_word_means_one_day_in_either_language(english: str, spanish: str, meant: str) -> None:
    assert [str(day_meant(word, MONDAY)) for word in (english, spanish)] == [meant, meant]


@pytest.mark.parametrize(
    "text",
    ["", "2024", "next friday", "last week", "ago", "-1 days ago", "hace días", "el", "mañana", "3 days"],
)
def test_whatever_is_no_such_word_is_no_day(text: str) -> None:
    assert day_meant(text, MONDAY) is None


@pytest.mark.parametrize("text", ["9999999 days ago", "hace 9999999 meses", "9999999 weeks ago"])
def test_before_the_calendar_there_is_no_day(text: str) -> None:
    assert day_meant(text, MONDAY) is None


@given(st.text(max_size=25), st.dates())
def test_no_text_makes_it_fail_and_no_word_is_after_today(text: str, today: date) -> None:
    day = day_meant(text, today)
    assert day is None or day <= today
