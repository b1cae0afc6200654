"""The verb: from a memo to minutes that record takes once they were read."""

import json
from pathlib import Path

import pytest
from command_line import CommandLine

MEMOS = Path(__file__).parents[1] / "draft" / "memos"
SEED = MEMOS / "01-seed-2022-03-14.txt"
MEMO = (
    "Meeting of the United States and Mexico\n\nMexico City, 4 May 2023\n\n"
    "Both sides agreed today to open a lane.\n"
)


def test_a_draft_is_locked_until_it_was_read(tracker: CommandLine) -> None:
    (tracker.folder / "memo.txt").write_bytes(SEED.read_bytes())
    ran = tracker.done("draft", "memo.txt", "-o", "visit.yaml")
    assert "sentences 22, people 16, commitments 2, candidates 3." in ran.stderr
    refused = tracker("record", "visit.yaml")
    assert refused.exit_code == 1
    assert refused.sentences[0] == "Error: visit.yaml:1: draft: this is a draft: read it, then delete line 1."
    page = (tracker.folder / "visit.yaml").read_text("utf-8")
    (tracker.folder / "read.yaml").write_text(page.split("\n", 1)[1], "utf-8")
    assert "Would record 7 events" in tracker.done("record", "-n", "read.yaml").stderr
    assert not tracker.store.exists()


def test_every_draft_passes_without_its_lock_or_says_what_is_unknown(tracker: CommandLine) -> None:
    for memo in sorted(MEMOS.glob("*.txt")):
        page = tracker.done("draft", str(memo)).stdout
        (tracker.folder / "read.yaml").write_text(page.split("\n", 1)[1], "utf-8")
        ran = tracker("record", "-n", "read.yaml")
        unknown = [n for n, line in enumerate(page.split("\n")) if ": UNKNOWN" in line.split("#")[0]]
        if unknown:
            assert [line.split(":")[2] for line in ran.sentences if line.startswith("Error")] == [
                str(number) for number in unknown
            ], memo.name
        else:
            assert ran.exit_code == 0, (memo.name, ran.stderr)


def test_what_is_given_outranks_what_is_found(tracker: CommandLine) -> None:
    (tracker.folder / "memo.txt").write_text(MEMO)
    page = tracker.done(
        "draft", "memo.txt", "--held", "2023-05-03", "--place", "El Paso", "--parties", "CA,MX"
    ).stdout
    assert "  held: 2023-05-03  # given: --held" in page
    assert "  place: El Paso  # given: --place" in page
    assert "obligors: [CA, MX]" in page


def test_json_gives_every_fact_with_its_quote_and_line(tracker: CommandLine) -> None:
    (tracker.folder / "memo.txt").write_text(MEMO)
    facts = tracker.done("draft", "memo.txt", "-f", "json").json["facts"]
    assert {"quote", "line", "page", "sure"} <= set.intersection(*(set(fact) for fact in facts))
    (promise,) = [fact for fact in facts if fact["section"] == "commitments"]
    assert promise["quote"] == promise["text"] == "Both sides agreed today to open a lane."
    assert (promise["line"], promise["sure"], promise["obligors"]) == (5, True, ["US", "MX"])


def test_a_draft_asks_the_store_and_writes_none(tracker: CommandLine) -> None:
    tracker.done("demo", "--store", str(tracker.store))
    before = tracker.store.read_bytes()
    (tracker.folder / "memo.txt").write_text(
        "Meeting of the United States and Mexico\n\nMs. Serena Hoy attended it.\n"
    )
    page = tracker.done("draft", "memo.txt").stdout
    assert "- party: US  # [2] computed: the store knows Serena Hoy" in page
    assert tracker.store.read_bytes() == before
    assert tracker.done("draft", "memo.txt").stdout == page


def test_a_desk_has_words_of_its_own(tracker: CommandLine) -> None:
    (tracker.folder / "memo.txt").write_text(
        "Meeting of Ruritania and Mexico\n\nRuritania agreed to open a lane.\n"
    )
    (tracker.folder / "own.toml").write_text('[names]\nRUR = "Ruritania"\n')
    assert "obligors: [RUR]" in tracker.done("draft", "memo.txt", "--words", "own.toml").stdout
    (tracker.folder / "own.toml").write_text("[name]\n")
    refused = tracker("draft", "memo.txt", "--words", "own.toml")
    assert refused.exit_code == 2
    assert "own.toml: 'name' is not a table here" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--held", "14 March 2022"], "--held: "),
        (["--parties", "US,Mexico"], "--parties: 'Mexico' is not a party"),
        (["--with", "/no/such/program"], "cannot run /no/such/program"),
    ],
)
def test_what_is_given_wrongly_is_refused(tracker: CommandLine, arguments: list[str], sentence: str) -> None:
    (tracker.folder / "memo.txt").write_text(MEMO)
    ran = tracker("draft", "memo.txt", *arguments)
    assert ran.exit_code == 2
    assert sentence in ran.stderr


def test_a_memo_that_cannot_be_read_ends_with_2_and_a_sentence(tracker: CommandLine) -> None:
    (tracker.folder / "memo.odt").write_bytes(b"PK")
    assert tracker("draft", "nothing.txt").exit_code == 2
    ran = tracker("draft", "memo.odt")
    assert ran.exit_code == 2
    assert ran.sentences[0] == "Error: memo.odt: .odt is an OpenDocument text, which is not read."


def test_unknown_is_refused_with_its_line(tracker: CommandLine) -> None:
    (tracker.folder / "m.yaml").write_text(
        "meeting:\n  id: x\n  held: UNKNOWN\ndelegations:\n  - party: UNKNOWN\n    members: [A B]\n"
    )
    ran = tracker("record", "m.yaml")
    assert [line for line in ran.sentences if line.startswith("Error")] == [
        "Error: m.yaml:3: meeting.held: UNKNOWN stands for what the memo does not say.",
        "Error: m.yaml:5: delegations[1].party: UNKNOWN stands for what the memo does not say.",
    ]


def test_a_draft_is_not_written_over_what_it_is_made_of(tracker: CommandLine) -> None:
    memo, words = tracker.folder / "memo.txt", tracker.folder / "words.toml"
    memo.write_text(MEMO, encoding="utf-8")
    words.write_text("", encoding="utf-8")
    (tracker.folder / "link.txt").symlink_to(memo)
    for file in ("memo.txt", "link.txt", "./memo.txt", "words.toml"):
        said = tracker.refused("draft", "memo.txt", "--words", "words.toml", "-o", file, exit_code=2)
        assert said[0] == f"Error: {Path(file)} is what is read."
    assert memo.read_text(encoding="utf-8") == MEMO


def test_drafting_is_not_paid_for_by_other_verbs() -> None:
    import subprocess
    import sys

    asked = "from tracker.cli.command import main; main.main(['--help'])"
    code = f"import sys\ntry:\n exec({asked!r})\nexcept SystemExit: pass\n"
    heavy = ("tracker.draft", "docx", "pypdf", "selectolax", "lxml")
    code += f"print([name for name in sys.modules if name.startswith({heavy})])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_an_answer_as_json_is_the_same_for_the_same_memo(tracker: CommandLine) -> None:
    (tracker.folder / "memo.txt").write_text(MEMO)
    one, other = (tracker.done("draft", "memo.txt", "-f", "json").stdout for _ in range(2))
    assert json.loads(one) == json.loads(other)
    assert one == other
