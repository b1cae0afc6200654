"""Recording that a new deadline was announced."""

from tracker.testing import History, agreed, revised


def test_a_revision_is_recorded_once_and_found_again(history: History) -> None:
    history.given(agreed("crossing", deadline="2024"))
    history.when(revised("crossing", "2026")).then(revised("crossing", "2026"))
    assert history.notes == []
    history.when(revised("crossing", "2026")).then_nothing_new()
    row = history.status_of("crossing", "2025-06-01")
    assert (row["deadline"], row["baseline_deadline"], row["schedule"]) == ("2026", "2024", "slipped")


def test_what_nobody_agreed_has_no_deadline(history: History) -> None:
    history.when(revised("crossing")).then_refused("there is no commitment crossing")


def test_a_deadline_brought_forward_is_recorded_and_noted(history: History) -> None:
    history.given(agreed("crossing", deadline="2026-12"))
    history.when(revised("crossing", "2026-06")).then_types("deadline.revised")
    assert history.notes == ["2026-06 is earlier than the deadline of crossing so far, 2026-12"]


def test_a_deadline_earlier_than_the_last_revision_is_noted(history: History) -> None:
    history.given(agreed("crossing", deadline="2024"), revised("crossing", "2028", on="2023-01-01"))
    history.when(revised("crossing", "2026", on="2024-01-01"))
    assert history.notes == ["2026 is earlier than the deadline of crossing so far, 2028"]


def test_a_deadline_later_than_the_last_revision_is_not_noted(history: History) -> None:
    history.given(agreed("crossing", deadline="2030"), revised("crossing", "2026", on="2023-01-01"))
    history.when(revised("crossing", "2028", on="2024-01-01"))
    assert history.notes == []


def test_a_retracted_revision_is_not_the_last(history: History) -> None:
    history.given(agreed("crossing", deadline="2024"), revised("crossing", "2030", on="2023-01-01"))
    history.when_retracted(history.last("deadline.revised"))
    history.when(revised("crossing", "2026", on="2024-01-01"))
    assert history.notes == []


def test_of_two_revisions_of_one_day_the_later_recorded_is_the_last(history: History) -> None:
    history.given(agreed("crossing", deadline="2025"))
    history.given(revised("crossing", "2030", on="2023-01-01"), revised("crossing", "2027", on="2023-01-01"))
    assert history.status_of("crossing")["deadline"] == "2027"
    history.when(revised("crossing", "2028", on="2024-01-01"))
    assert history.notes == []


def test_a_first_deadline_is_the_baseline_and_not_noted(history: History) -> None:
    history.given(agreed("crossing"))
    history.when(revised("crossing", "2026"))
    assert history.notes == []
    assert history.status_of("crossing")["baseline_deadline"] == "2026"
