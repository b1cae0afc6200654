"""Written dates: what is read, what is refused, and with which hint."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.dates import DateError, WrittenDate, bounds

DAYS = st.dates()
QUALIFIERS = st.sampled_from(["", "~", "?", "%"])


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02~", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-03-14?", date(2024, 3, 14), date(2024, 3, 14)),
        ("2024%", date(2024, 1, 1), date(2024, 12, 31)),
        ("2027-10/2028", date(2027, 10, 1), date(2028, 12, 31)),
        ("2027-10~/2027-12?", date(2027, 10, 1), date(2027, 12, 31)),
        ("2024/2024-03", date(2024, 1, 1), date(2024, 3, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_a_written_date_stands_for_every_day_from_its_earliest_to_its_latest(
    text: str, earliest: date, latest: date
) -> None:
    written = WrittenDate.parse(text)
    assert (written.earliest, written.latest, str(written)) == (earliest, latest, text)
    assert bounds(text) == (earliest.isoformat(), latest.isoformat())


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("12/11/2026", "2026-11-12 or 2026-12-11"),
        ("31/12/2026", "Write the year first: 2026-12-31."),
        ("2026-2-3", "2026-02-03"),
        ("2026/11/12", "2026-11-12"),
        ("Q3 2026", "2026-07/2026-09"),
        ("2026-Q1", "2026-01/2026-03"),
        ("late 2027", "2027-10/2027-12"),
        ("end of 2024", "Write the months: 2024-10/2024-12."),
        ("finales de 2024", "Write the months: 2024-10/2024-12."),
        ("a mediados de 2024", "Write the months: 2024-05/2024-08."),
        ("Principios de 2024", "Write the months: 2024-01/2024-03."),
        ("1T2025", "Write the months: 2025-01/2025-03."),
        ("4Q 2025", "Write the months: 2025-10/2025-12."),
        ("14 de marzo de 2022", "Write 2022-03-14."),
        ("1º de mayo de 2022", "Write 2022-05-01."),
        ("14 March 2022", "Write 2022-03-14."),
        ("March 14th, 2022", "Write 2022-03-14."),
        ("septiembre de 2022", "Write 2022-09."),
        ("31 de febrero de 2022", "joined by /"),
        ("2022/14/40", "joined by /"),
        ("2024-13", "Months run from 01 to 12."),
        ("2023-02-29", "2023-02 has the days 01 to 28."),
        ("2024-00", "Months run from 01 to 12."),
        ("2024-04-31", "01 to 30"),
        ("0000", "Years run from 0001 to 9999."),
        ("2028/2027", "Write the earlier date first: 2027/2028."),
        ("2024-05-02/2024-05-01", "earlier date first"),
        ("../2027", "joined by /"),
        ("2027/", "joined by /"),
        ("2024/2025/2026", "joined by /"),
        ("2024-01-01T00:00", "joined by /"),
        ("2022-W10-1", "joined by /"),
        ("20240101", "joined by /"),
        (" 2024", "joined by /"),
        ("2024\n", "joined by /"),
        ("٢٠٢٤", "joined by /"),
        ("2024~?", "joined by /"),
        ("", "joined by /"),
        ("tomorrow", "joined by /"),
    ],
)
def test_anything_else_is_refused_with_a_hint_and_never_guessed(text: str, hint: str) -> None:
    with pytest.raises(DateError) as refusal:
        WrittenDate.parse(text)
    assert hint in refusal.value.hint


@given(DAYS, QUALIFIERS)
def test_a_day_means_itself_whatever_its_qualifier(day: date, qualifier: str) -> None:
    written = WrittenDate.parse(f"{day.isoformat()}{qualifier}")
    assert written.earliest == written.latest == day


@given(DAYS, DAYS)
def test_an_interval_is_read_exactly_if_it_does_not_end_before_it_starts(one: date, other: date) -> None:
    text = f"{one.isoformat()}/{other.isoformat()}"
    if one <= other:
        written = WrittenDate.parse(text)
        assert (written.earliest, written.latest) == (one, other)
    else:
        with pytest.raises(DateError):
            WrittenDate.parse(text)


def reading(text: str) -> WrittenDate | DateError:
    try:
        return WrittenDate.parse(text)
    except DateError as error:
        return error


@given(st.text(max_size=30))
def test_no_text_makes_the_parser_fail_in_another_way(text: str) -> None:
    found = reading(text)
    if isinstance(found, DateError):
        assert str(found)
        assert found.hint
    else:
        assert found.text == text
        assert found.earliest <= found.latest
