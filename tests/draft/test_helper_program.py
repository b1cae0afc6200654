"""A helper program is never trusted: what is not literally in the text is dropped, and it can do no harm."""

import json
import sys
from pathlib import Path

import pytest
from drafting import drafted

from tracker.cli.keep import schema
from tracker.draft.helper_program import SCHEMA, Proposed, ask
from tracker.draft.sentences import Sentence
from tracker.draft.write import write_draft
from tracker.errors import InputError

TEXT = "Meeting of the United States and Mexico\n\nMexico agreed to open a lane by June 2024."
SENTENCES = drafted(TEXT).sentences
QUOTE = "Mexico agreed to open a lane by June 2024."


def program(folder: Path, body: str) -> str:
    file = folder / "program.py"
    file.write_text(body, encoding="utf-8")
    return f"'{sys.executable}' '{file}'"


def answering(folder: Path, *facts: object) -> str:
    return program(folder, f"print({json.dumps({'facts': facts})!r})")


def refusal(command: str, seconds: float = 20.0) -> str:
    with pytest.raises(InputError) as refused:
        ask(command, SENTENCES, seconds=seconds)
    return refused.value.message


def test_a_fact_whose_words_are_in_its_quote_becomes_a_candidate(tmp_path: Path) -> None:
    answer = ask(
        answering(tmp_path, {"kind": "deadline", "quote": QUOTE, "deadline": "June 2024"}), SENTENCES
    )
    assert answer.facts == [Proposed(2, "deadline", {"deadline": "June 2024"})]
    assert answer.dropped == 0


@pytest.mark.parametrize(
    "fact",
    [
        {"kind": "deadline", "quote": "Mexico agreed to close the border.", "deadline": "June 2024"},
        {"kind": "deadline", "quote": QUOTE, "deadline": "2024-06-01"},
        {"kind": "member", "quote": QUOTE, "name": "Ana López"},
        {"kind": "commitment", "quote": QUOTE, "text": QUOTE, "obligors": ["Mexico", "Canada"]},
        {"kind": "commitment", "quote": QUOTE, "text": QUOTE, "id": "mine"},
        {"kind": "order", "quote": QUOTE},
        {"kind": "deadline", "quote": QUOTE},
        {"kind": "deadline", "quote": "", "deadline": ""},
        {"kind": "deadline", "quote": QUOTE, "deadline": {"a": 1}},
        {"kind": ["deadline"], "quote": QUOTE, "deadline": "June 2024"},
        {"kind": {}, "quote": QUOTE},
        {"quote": QUOTE},
        "babble",
    ],
)
def test_a_program_that_lies_is_counted_and_not_believed(tmp_path: Path, fact: object) -> None:
    answer = ask(answering(tmp_path, fact), SENTENCES)
    assert answer.facts == []
    assert answer.dropped == 1


def test_what_is_too_much_is_told_apart_from_what_is_no_quote(tmp_path: Path) -> None:
    body = (
        f"print({json.dumps({'facts': [{'kind': 'deadline', 'quote': QUOTE, 'deadline': 'June'}] * 502})!r})"
    )
    answer = ask(program(tmp_path, body), SENTENCES)
    assert (len(answer.facts), answer.dropped, answer.unread) == (500, 0, 2)


def test_it_is_named_without_its_options_which_may_hold_a_key(tmp_path: Path) -> None:
    command = answering(tmp_path)
    assert ask(f"{command} --api-key=secret", SENTENCES).program == command.replace("'", "")


def test_what_it_proposes_replaces_nothing_and_is_marked() -> None:
    draft = drafted(TEXT)
    before = write_draft(draft)
    draft.helper, draft.proposed = (
        "prog\u2028ram",
        [Proposed(2, "member", {"name": 'x"\r\nmeeting: {id: y}'})],
    )
    after = write_draft(draft)
    assert [line for line in after.split("\n") if line not in before.split("\n")] == [
        '# by prog ram, [2] member: {name: "x\\" meeting: {id: y}"}'
    ]


def test_a_program_that_hangs_is_ended(tmp_path: Path) -> None:
    assert "gave no answer in 0.5 s" in refusal(program(tmp_path, "import time; time.sleep(60)"), 0.5)


def test_a_program_that_floods_is_stopped(tmp_path: Path) -> None:
    said = refusal(program(tmp_path, "import sys\nwhile True: sys.stdout.write('x' * 65536)"))
    assert "more than 1 MB" in said or "failed" in said


@pytest.mark.parametrize(
    "body", ["print('hello')", "print('[' * 100000)", "print('[]')", "print('{\"facts\": 1}')", ""]
)
def test_a_program_that_babbles_is_refused(tmp_path: Path, body: str) -> None:
    assert "answered" in refusal(program(tmp_path, body))


def test_a_program_that_fails_or_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "failed with exit code 3" in refusal(program(tmp_path, "raise SystemExit(3)"))
    assert "was ended by signal 9" in refusal(program(tmp_path, "import os; os.kill(os.getpid(), 9)"))
    assert "cannot run" in refusal(str(tmp_path / "nobody"))
    assert "is no command" in refusal("'open")
    assert "names no command" in refusal(" ")


def test_no_shell_looks_at_the_command(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        ask(f"true; touch {tmp_path / 'made'}", SENTENCES)
    assert not (tmp_path / "made").exists()


def test_it_sees_no_credentials_and_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_STORE", "postgresql://desk:secret@server/desk")
    monkeypatch.setenv("PGPASSWORD", "secret")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    file = tmp_path / "seen"
    body = (
        f"import os, pathlib\npathlib.Path({str(file)!r}).write_text(repr(dict(os.environ)) + os.getcwd())\n"
    )
    ask(program(tmp_path, body + "print('{\"facts\": []}')"), SENTENCES)
    seen = file.read_text()
    assert "secret" not in seen
    assert "TRACKER_STORE" not in seen
    assert "urn:commitments-tracker:schema:draft-helper:1" in seen
    assert str(Path.cwd()) not in seen


def test_it_gets_the_text_on_stdin(tmp_path: Path) -> None:
    body = "import json, sys\nlast = sys.stdin.read().splitlines()[-1]\n"
    body += "print(json.dumps({'facts': [{'kind': 'commitment', 'quote': last, 'text': last}]}))"
    assert ask(program(tmp_path, body), SENTENCES).facts == [Proposed(2, "commitment", {"text": QUOTE})]


def test_the_form_of_an_answer_is_a_schema() -> None:
    assert SCHEMA["properties"]["facts"]["items"]["required"] == ["kind", "quote"]
    assert isinstance(SENTENCES[0], Sentence)


def test_the_schema_it_answers_by_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    schema.main(["draft"], standalone_mode=False)
    assert json.loads(capsys.readouterr().out) == SCHEMA
