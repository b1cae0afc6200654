"""Minutes come back out of a store, and are corrected in an editor."""

import shutil
from pathlib import Path

import pytest
from command_line import HISTORIES, CommandLine

import tracker as package

SEED = Path(package.__file__).parent / "seed" / "2022-03-14-mexico-city.yaml"


def editor(desk: CommandLine, *steps: str) -> None:
    """Make an editor that does one step of sed each time it is opened; the last again and again."""
    script = desk.folder / "editor.sh"
    cases = "\n".join(f"{number}) {step} ;;" for number, step in enumerate(steps[:-1], 1))
    script.write_text(
        f'#!/bin/sh\necho x >> "$0.times"\ncase $(wc -l < "$0.times" | tr -d " ") in\n'
        f"{cases}\n*) {steps[-1]} ;;\nesac\n"
    )
    script.chmod(0o755)


def edited(desk: CommandLine, *arguments: str, **more: str) -> list[str]:
    ran = desk("edit", *arguments, EDITOR=str(desk.folder / "editor.sh"), VISUAL=None, **more)
    assert ran.exit_code == 0, ran.stderr
    return ran.sentences


def must_add_nothing(desk: CommandLine) -> int:
    """Record the minutes of every occasion again, and see that nothing is new; give how many there were."""
    occasions = desk.done("meetings", "-f", "ids").stdout.split()
    for occasion in occasions:
        desk.drawing_from(10_000)
        minutes = desk.done("minutes", occasion)
        assert minutes.stderr == ""
        (desk.folder / "again.yaml").write_text(minutes.stdout)
        again = desk.done("record", "again.yaml")
        assert again.sentences == ["Nothing new: it is all recorded already."], minutes.stdout
    return len(occasions)


def test_the_minutes_of_every_meeting_of_the_dossier_add_nothing(desk: CommandLine) -> None:
    assert must_add_nothing(desk) == 3


def test_the_minutes_of_the_seed_add_nothing_and_make_the_same_store(
    tracker: CommandLine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shutil.copy(SEED, tracker.folder / "seed.yaml")
    tracker.done("record", "seed.yaml")
    assert must_add_nothing(tracker) == 1
    other = CommandLine(tmp_path_factory.mktemp("other"))
    (other.folder / "m.yaml").write_text(tracker.done("minutes", "2022-03-14").stdout)
    other.done("record", "m.yaml")
    assert other.done("status", "-f", "json").json == tracker.done("status", "-f", "json").json


@pytest.mark.parametrize("history", sorted(HISTORIES.glob("*.jsonl")), ids=lambda path: path.stem)
def test_the_minutes_of_every_kept_history_add_nothing(history: Path, tracker: CommandLine) -> None:
    tracker.done("import", str(history))
    for occasion in tracker.done("meetings", "-f", "ids").stdout.split():
        (tracker.folder / "again.yaml").write_text(tracker.done("minutes", occasion).stdout)
        tracker.drawing_from(10_000)
        assert "Nothing new: it is all recorded already." in tracker.done("record", "again.yaml").sentences


def test_without_a_meeting_there_is_a_form_in_either_language(tracker: CommandLine) -> None:
    english, spanish = (tracker.done("minutes", "--lang", lang).stdout for lang in ("en", "es"))
    assert "# ★ When it was held." in english
    assert "# ★ Cuándo se celebró." in spanish
    keys = [[line.partition("  #")[0] for line in text.splitlines()[5:]] for text in (english, spanish)]
    assert keys[0] == keys[1]


def test_an_edit_shows_before_and_after_and_records_the_correction(desk: CommandLine) -> None:
    editor(desk, "sed -i 's/place: David/place: Boquete/' \"$1\"")
    assert "Note: corrects #15 meeting.held 2022-09-02-david: place David → Boquete." in edited(
        desk, "2022-09", "--yes"
    )
    assert desk.done("show", "2022-09", "-f", "json").json["place"] == "Boquete"


def test_an_edit_of_a_commitment_opens_the_minutes_of_its_meeting(desk: CommandLine) -> None:
    editor(desk, "sed -i 's/deadline: 2025-07-15/deadline: 2025-08/' \"$1\"")
    said = edited(desk, "radio", "--dry-run")
    assert any("deadline 2025-07-15 → 2025-08" in sentence for sentence in said)
    assert "What you wrote is kept in" in said[-1]


def test_an_edit_that_changes_nothing_says_so(desk: CommandLine) -> None:
    editor(desk, ":")
    before = desk.log()
    assert edited(desk, "2022-09", "--yes") == ["Nothing was changed."]
    assert desk.log() == before


def test_a_mistake_keeps_the_file_and_says_where(desk: CommandLine) -> None:
    editor(desk, "sed -i 's/place: David/plaza: David/' \"$1\"")
    before = desk.log()
    ran = desk("edit", "2022-09", "--yes", EDITOR=str(desk.folder / "editor.sh"), VISUAL=None)
    assert ran.exit_code == 1
    error, hint = ran.sentences
    assert error.startswith("Error: 2022-09-02-david.yaml:6: meeting.plaza: 'plaza' is not a key here")
    kept = Path(hint.rpartition("What you wrote is kept in ")[2].removesuffix("."))
    assert "plaza: David" in kept.read_text()
    assert desk.log() == before


def test_a_mistake_on_a_terminal_is_edited_on(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(
        desk, "sed -i 's/place: David/plaza: David/' \"$1\"", "sed -i 's/plaza: David/place: Boquete/' \"$1\""
    )
    monkeypatch.setattr("tracker.cli.minutes.interactive", lambda: True)
    ran = desk("edit", "2022-09", EDITOR=str(desk.folder / "editor.sh"), VISUAL=None, stdin="y\ny\n")
    assert ran.exit_code == 0, ran.stderr
    assert "Go on editing? [y/N]" in ran.stderr
    assert "Record it? [y/N]" in ran.stderr
    assert desk.done("show", "2022-09", "-f", "json").json["place"] == "Boquete"


def test_an_editor_that_does_not_work_loses_nothing(desk: CommandLine) -> None:
    ran = desk("edit", "2022-09", EDITOR="/nowhere/editor", VISUAL=None)
    assert ran.exit_code == 2
    assert ran.sentences[0].startswith("Error: the editor did not work")
    assert "Set VISUAL or EDITOR" in ran.sentences[1]


def test_without_a_terminal_and_an_editor_of_ones_own_there_is_nobody_to_ask(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.edit", lambda **_: pytest.fail("it would wait for ever"))
    for yes in ((), ("--yes",), ("--dry-run",)):
        ran = desk("edit", "2022-09", *yes, EDITOR=None, VISUAL="")
        assert ran.exit_code == 1
        error, hint = ran.sentences
        assert error == "Error: there is nobody to ask."
        assert hint.startswith("Hint: Name an editor that needs no terminal in VISUAL or EDITOR")


ALONE = ("agree", "abaco", "--text", "A road", "--obligors", "CR", "--on", "2023-01-10", "-q")
AT_A_MEETING = """
meeting: {id: san-jose, held: 2023-01-10}
commitments: [{id: abaco, text: A road, obligors: [CR]}]
updates: [{commitment: abaco, by: CR, status: in-progress}]
"""


@pytest.mark.parametrize("is_alone", [True, False], ids=["alone", "at-a-meeting"])
def test_a_claim_that_was_edited_still_stands_and_that_is_said(desk: CommandLine, *, is_alone: bool) -> None:
    if is_alone:
        desk.done(*ALONE)
        desk.done("update", "abaco", "in-progress", "--by", "CR", "--on", "2024-03-01", "-q")
    else:
        desk.done("record", "-", "-q", stdin=AT_A_MEETING)
    editor(desk, "sed -i 's/in-progress/stalled/' \"$1\"")
    position = desk.done("timeline", "abaco", "-f", "json").json[-1]["position"]
    for more in (("--dry-run",), ("--yes",)):
        said = edited(desk, "abaco", *more)
        assert (
            "Note: the word of CR on abaco is one more claim: the earlier one of these minutes,"
            f" #{position}, still stands; give it an external key to correct it."
        ) in said
        assert f"Note: no longer in the file, still stands: #{position}." in said
    assert len(desk.done("timeline", "abaco", "-f", "json").json) == 3


def test_what_was_deleted_in_an_editor_still_stands_and_that_is_said(desk: CommandLine) -> None:
    desk.done(*ALONE)
    desk.done("update", "abaco", "in-progress", "--by", "CR", "--on", "2024-03-01", "-q")
    desk.done("revise", "abaco", "2027", "--on", "2024-03-02", "-q")
    editor(desk, "sed -i '/^updates:/,$ d' \"$1\"")
    note, nothing_new = edited(desk, "abaco", "--yes")
    assert note == "Note: no longer in the file, still stand: #40, #41."
    assert nothing_new == "Nothing new: it is all recorded already."


def test_what_is_edited_beside_claims_leaves_nothing_behind(desk: CommandLine) -> None:
    editor(desk, "printf '# read\n' >> \"$1\"")
    for occasion in desk.done("meetings", "-f", "ids").stdout.split():
        assert not [said for said in edited(desk, occasion, "--yes") if "still stand" in said]


def test_a_comment_is_not_recorded_and_that_is_said(desk: CommandLine) -> None:
    editor(desk, "sed -i 's/place: David/place: Boquete  # as the note says/' \"$1\"")
    assert "Note: comments are not recorded; a note is: place: Boquete  # as the note says." in edited(
        desk, "2022-09", "--yes"
    )


def test_what_was_noted_before_it_was_confirmed_is_not_noted_again(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(desk, "sed -i 's/place: David/place: Boquete/; s/host: PA/host: Nobody/' \"$1\"")
    monkeypatch.setattr("tracker.cli.minutes.interactive", lambda: True)
    ran = desk("edit", "2022-09", EDITOR=str(desk.folder / "editor.sh"), VISUAL=None, stdin="y\n")
    assert ran.exit_code == 0, ran.stderr
    notes = [each for each in ran.sentences if each.startswith("Note: ")]
    assert notes
    assert len(notes) == len(set(notes))
