"""A hint gives a whole date only where there is just one reading (CONTRACT §1)."""

import pytest

from events.dates import DateError, WrittenDate


def hint(text: str) -> str:
    with pytest.raises(DateError) as refused:
        WrittenDate.parse(text)
    return str(refused.value.hint)


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "2024-21", "2024-13-05", "2024-99-99"])
def test_a_month_that_is_none_gets_no_date_that_somebody_might_have_meant(text: str) -> None:
    assert hint(text) == "Months run from 01 to 12."


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2024-6-3", "2024-06-03"),
        ("2024/06", "2024-06"),
        ("2024-1", "2024-01"),
        ("Q1 2025", "2025-01/2025-03"),
    ],
)
def test_what_has_one_reading_is_given_whole(text: str, written: str) -> None:
    assert written in hint(text)


@pytest.mark.parametrize("text", ["31/12/2027", "31-12-2027", "31.12.2027", "12-31-2027", "31 - 12 - 2027"])
def test_a_day_whose_year_stands_last_is_given_with_the_year_first(text: str) -> None:
    assert hint(text) == "Write the year first: 2027-12-31."


@pytest.mark.parametrize("text", ["03/04/2024", "3-4-2024", "3.4.2024"])
def test_a_day_that_may_be_a_month_is_given_in_both_readings(text: str) -> None:
    assert hint(text) == "Write the year first: 2024-03-04 or 2024-04-03."


@pytest.mark.parametrize("text", ["03/04/2024", "3-4-2024", "24-06-30", "13-2024"])
def test_what_has_several_readings_is_never_guessed(text: str) -> None:
    guessed = [each for each in ("2024-03-04", "2024-04-03", "2024-06-30 ", "2024-13") if each in hint(text)]
    assert len(guessed) != 1
