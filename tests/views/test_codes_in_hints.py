"""Who writes the recorded name of a party where its code belongs is told the code."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tracker.application import Tracker
from tracker.cli import main
from tracker.errors import RefusedError
from tracker.testing import fact, held

BANK = fact(
    "party.recorded",
    id="NADB",
    names={"en": "North American Development Bank"},
    spellings=["Banco de Desarrollo de América del Norte"],
    kind="organization",
)


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    tracker = Tracker(tmp_path / "desk.db", user="tester")
    tracker.record(held("summit"))
    tracker.record(BANK)
    return tracker


def minutes(text: str) -> bytes:
    return (
        f"commitments: [{{id: c, text: x, on: 2024, obligors: '{text}'}}]\n"
        f"institutions: [{{party: '{text}', id: Board}}]\n"
    ).encode()


@pytest.mark.parametrize(
    "text", ["North American Development Bank", "banco de desarrollo de america del norte"]
)
def test_minutes_are_told_the_code_of_a_recorded_name(text: str, tracker: Tracker) -> None:
    with pytest.raises(RefusedError) as refused:
        tracker.record_minutes(minutes(text), "f.yaml")
    hints = [each.hint for each in (refused.value, *refused.value.others)]
    assert hints == ["Write its code: NADB."] * 2


def test_a_name_that_nobody_recorded_has_the_general_hint(tracker: Tracker) -> None:
    with pytest.raises(RefusedError) as refused:
        tracker.record_minutes(minutes("Ministry of Magic"), "f.yaml")
    assert refused.value.hint.startswith("Write a party by its code or acronym")


def test_without_a_store_the_hint_is_general_and_nothing_fails(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        Tracker(tmp_path / "none.db", user="tester").record_minutes(minutes("Ministry of Magic"), "f.yaml")
    assert refused.value.hint.startswith("Write a party by its code or acronym")
    assert not (tmp_path / "none.db").exists()


def test_a_verb_is_told_the_code_of_a_recorded_name(tracker: Tracker, tmp_path: Path) -> None:
    tracker.close()
    who = ["--obligors", "North American Development Bank"]
    ran = CliRunner().invoke(
        main, ["--store", str(tmp_path / "desk.db"), "agree", "c", "--text", "x", "--on", "2024", *who]
    )
    assert ran.exit_code == 1
    assert ran.stderr.splitlines()[-1] == "Hint: Write its code: NADB."
