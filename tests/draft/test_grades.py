"""Three grades: live, candidate, not taken."""

import pytest
import yaml
from drafting import drafted, written

BILATERAL = "Meeting of the United States and Mexico\n\nMexico City, 4 May 2023\n\n"


def grades(sentence: str) -> list[tuple[str, list[str]]]:
    return [(each.grade, each.obligors) for each in drafted(BILATERAL + sentence).commitments]


@pytest.mark.parametrize(
    ("sentence", "obligors"),
    [
        ("Both governments agreed to open a lane at Nogales.", ["US", "MX"]),
        ("Mexico will deliver the list within 60 days.", ["MX"]),
        ("The Mexican delegation pledged to send two inspectors.", ["MX"]),
        ("Ambas delegaciones acordaron abrir un carril.", ["US", "MX"]),
        ("Se acordó instalar un grupo de trabajo.", ["US", "MX"]),
        ("It was agreed that Mexico will host the workshop.", ["MX"]),
        ("Estados Unidos entregará el inventario.", ["US"]),
        (
            "Mexico agreed to share data, and the United States committed to reply within a week.",
            ["US", "MX"],
        ),
    ],
)
def test_a_verb_of_agreement_with_a_party_as_its_subject_is_live(sentence: str, obligors: list[str]) -> None:
    assert grades(sentence) == [("live", obligors)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Both sides agreed on the importance of dialogue.",
        "Mexico expects to finish the road.",
        "Mexico emphasised the need for more staff.",
        "The bridge project will be opened by Mexico in June.",
        "Both countries had agreed to modernize customs in 2019.",
        "“Mexico will fulfil all its commitments”, the minister said.",
        "If Congress approves it, Mexico will open an office.",
        "Mexico would consider a second lane.",
        "The United States is committed to a safe border.",
        "Ambas delegaciones acordaron en 2019 un plan de trabajo.",
    ],
)
def test_what_is_past_quoted_conditional_or_only_hoped_for_is_never_live(sentence: str) -> None:
    assert all(grade == "candidate" for grade, _ in grades(sentence))


@pytest.mark.parametrize(
    "sentence",
    ["The delegations exchanged data.", "Mexico did not agree to the plan.", "They discussed trade."],
)
def test_what_is_no_promise_is_not_taken(sentence: str) -> None:
    assert not grades(sentence)


def test_both_of_three_sides_is_nobody() -> None:
    text = "Meeting of the United States, Mexico and Canada\n\nBoth sides agreed to open an office."
    assert [(each.grade, each.obligors) for each in drafted(text).commitments] == [("candidate", [])]


def test_reaffirmed_is_apart() -> None:
    page = written(BILATERAL + "The two sides reaffirmed their commitment to agree on a plan.")
    assert "reaffirmed:\n  # [3] line 5: The two sides" in page
    assert "commitments" not in yaml.load(page, yaml.BaseLoader)  # noqa: S506 (texts alone)


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("by June 30, 2024", "2024-06-30"),
        ("before June", "2023-06"),
        ("within 90 days", "2023-08-02"),
        ("within six months", "2023-11-04"),
        ("by the end of the year", "2023-12-31"),
        ("by the end of 2024", "2024-12-31"),
        ("in the first half of 2024", "2024-06-30"),
        ("next year", "2024"),
        ("on schedule", None),
        ("with the funds of the 2019 agreement", None),
    ],
)
def test_a_deadline_is_said_or_computed_from_the_meeting(words: str, deadline: str | None) -> None:
    (found,) = drafted(
        f"{BILATERAL}Mexico and the United States agreed today to open a lane {words}."
    ).commitments
    assert (found.deadline and found.deadline.value and found.deadline.value.text) == deadline


def test_a_relative_deadline_without_a_day_of_the_meeting_is_quoted() -> None:
    page = written("Meeting of the United States and Mexico\n\nMexico agreed to open a lane within 90 days.")
    assert "# deadline: UNKNOWN  # the memo says within 90 days" in page
