"""What nobody knew yet is said alike by every verb: that it was not known, and since when it is."""

import pytest
from command_line import CommandLine

ANSWERS = (
    "status",
    "status -f json",
    "show radio",
    "show PA/MOP",
    "timeline radio",
    "timeline 2022-09",
    "list parties",
    "meetings",
    "people",
    "scorecard",
    "check",
    "brief",
    "changes",
    "export",
    "export status",
    "export deadlines",
)


@pytest.mark.parametrize("command", ANSWERS)
@pytest.mark.parametrize("known_at", ["2020", "2020-01", "#0"])
def test_before_the_first_record_nothing_was_known_and_it_is_said_since_when_it_is(
    command: str, known_at: str, shared_desk: CommandLine
) -> None:
    said = shared_desk(*command.split(), "--known-at", known_at).sentences
    assert said[0] == f"Nothing was known yet at --known-at {known_at}: the first record is of 2021-05-20."


def test_nothing_is_said_of_what_was_known_or_of_a_store_that_is_empty(
    tracker: CommandLine, shared_desk: CommandLine
) -> None:
    tracker.done("init", "-q")
    assert tracker.done("status", "--known-at", "2020").sentences == [
        "As of 2025-06-30 · known at 2020-12-31 23:59",
        "No commitments to show.",
    ]
    assert shared_desk.done("status", "--known-at", "#12", "-f", "json").sentences == []


@pytest.mark.parametrize(
    ("reference", "named", "since"),
    [
        ("radio", "commitment radio-network", "2022-09-10, #19"),
        ("2022-09", "meeting 2022-09-02-david", "2022-09-10, #15"),
        ("#22", "event ", "2022-09-10, #22"),
    ],
)
def test_a_thing_that_was_not_known_yet_is_answered_alike_by_show_and_timeline(
    reference: str, named: str, since: str, shared_desk: CommandLine
) -> None:
    shown = shared_desk.refused("show", reference, "--known-at", "2022-01-01")
    assert shown[0].startswith(f"Error: {named}")
    assert shown[0].endswith(f" was not known yet; it is known since {since}.")
    assert shown[1] == "Hint: Ask without --known-at, or of a later moment."
    if not reference.startswith("#"):
        listed = shared_desk.done("timeline", reference, "--known-at", "2022-01-01")
        assert listed.stdout == ""
        assert listed.sentences[-1] == shown[0].removeprefix("Error: ")


def test_before_the_first_commitment_was_known_a_table_of_them_says_so(shared_desk: CommandLine) -> None:
    for command in ("status", "check"):
        assert shared_desk.done(command, "--known-at", "#3").sentences == [
            "As of 2025-06-30 · known at #3",
            "No commitment was known yet; the first is known since 2021-05-20, #10.",
        ]


def test_an_empty_table_of_another_moment_says_of_which(shared_desk: CommandLine) -> None:
    assert shared_desk.done("status", "--as-of", "2020").sentences == [
        "As of 2020-12-31 · everything known",
        "No commitments to show.",
    ]
    assert shared_desk.done("status", "--as-of", "2020", "-f", "json").sentences == []
