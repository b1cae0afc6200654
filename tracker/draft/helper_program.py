"""An optional program of the user's that proposes facts; it is never trusted.

It gets the text on stdin and a JSON answer is expected on stdout: no shell, a time limit, a size limit, an
environment without credentials and without the store. A fact whose quote is not literally in the text, or
whose values are not in its quote, is dropped and counted; the rest become candidates in comments.
"""

import contextlib
import json
import os
import resource
import signal
import subprocess
import tempfile
from itertools import takewhile
from typing import IO, Any, NamedTuple

from events.sentences import sentence
from tracker.draft.sentences import Sentence
from tracker.environment import words_of
from tracker.errors import InputError

SECONDS = 60.0
LARGEST_ANSWER = 1024 * 1024
MOST_FACTS = 500
SCHEMA_ADDRESS = "urn:commitments-tracker:schema:draft-helper:1"
KEPT = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TERM", "SYSTEMROOT", "TMPDIR")
"""Variables the program gets of ours; HOME is an empty folder, and nothing else is there."""
KEYS = {
    "commitment": ("text", "obligors", "deadline"),
    "member": ("name", "role", "institution", "party"),
    "deadline": ("deadline", "by"),
    "update": ("status", "by", "effective"),
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": SCHEMA_ADDRESS,
    "title": "What a helper program of tracker draft answers",
    "type": "object",
    "required": ["facts"],
    "properties": {
        "facts": {
            "type": "array",
            "maxItems": MOST_FACTS,
            "items": {
                "type": "object",
                "required": ["kind", "quote"],
                "properties": {
                    "kind": {"enum": sorted(KEYS)},
                    "quote": {"type": "string", "description": "A sentence of the text, to the letter."},
                    **{key: {"type": ["string", "array"]} for keys in KEYS.values() for key in keys},
                },
            },
        }
    },
}


class Proposed(NamedTuple):
    """A fact the program proposes, of a sentence that holds its quote."""

    sentence: int
    kind: str
    keys: dict[str, str]


class Answer(NamedTuple):
    """What is left of a program's answer, how many facts were dropped, and how many were too many.

    `program` is its command up to the first option: those may hold a key.
    """

    program: str
    facts: list[Proposed]
    dropped: int
    unread: int


def ask(
    command: str, sentences: list[Sentence], *, named: str = "--with", seconds: float = SECONDS
) -> Answer:
    """Run a program on a text, a sentence a line; InputError if it fails, hangs, floods or babbles.

    `named` is where the user named it.
    """
    words = words_of(command, named)
    text = "\n".join(sentence.text for sentence in sentences)
    found = _parsed(_run(words, text, seconds), words[0])
    kept = [each for fact in found[:MOST_FACTS] if (each := _checked(fact, sentences)) is not None]
    looked_at = min(len(found), MOST_FACTS)
    called = takewhile(lambda word: not word.startswith("-"), words)
    return Answer(" ".join(called), kept, looked_at - len(kept), len(found) - looked_at)


def _run(words: list[str], text: str, seconds: float) -> bytes:
    """Run the program in an empty folder; its answer is read from a file, so that a flood fills no memory."""
    program = words[0]
    with (
        tempfile.TemporaryDirectory(prefix="tracker-draft-") as folder,
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
    ):
        given.write(text.encode())
        given.seek(0)
        process = _started(words, given, out, folder)
        try:
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise InputError(
                sentence(
                    "{program} gave no answer in {seconds:g} s and was ended",
                    program=program,
                    seconds=seconds,
                ),
                "Draft without --with, or use a quicker one.",
            ) from error
        finally:
            _end(process)
        out.seek(0)
        answer = out.read(LARGEST_ANSWER + 1)
    if len(answer) > LARGEST_ANSWER:
        raise InputError(
            sentence("{program} answered more than 1 MB", program=program), "It must answer with JSON alone."
        )
    if code:
        how = (
            sentence("{program} failed with exit code {code}", program=program, code=code)
            if code > 0
            else sentence("{program} was ended by signal {number}", program=program, number=-code)
        )
        raise InputError(how, "Draft without --with.")
    return answer


def _started(words: list[str], given: IO[bytes], out: IO[bytes], folder: str) -> subprocess.Popen[bytes]:
    """Start the program with nothing of ours but the text: no credentials, no store, no shell."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    try:
        return subprocess.Popen(  # noqa: S603 (no shell; the user names the program)
            words,
            stdin=given,
            stdout=out,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**kept, "HOME": folder, "TRACKER_DRAFT_SCHEMA": SCHEMA_ADDRESS},
            start_new_session=True,
            preexec_fn=_limit_files,  # noqa: PLW1509 (no thread is running)
        )
    except (OSError, ValueError) as error:
        raise InputError(
            sentence(
                "cannot run {program}: {what}",
                program=words[0],
                what=getattr(error, "strerror", None) or error,
            ),
            "Give the path of a program.",
        ) from error


def _limit_files() -> None:
    """Let the program write no file that is larger than an answer may be."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_ANSWER + 4096, LARGEST_ANSWER + 4096))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program, and what it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _parsed(answer: bytes, program: str) -> list[Any]:
    try:
        found = json.loads(answer.decode())
    except (ValueError, RecursionError) as error:
        raise InputError(
            sentence("{program} answered with no JSON", program=program),
            sentence("It must answer as {schema_address} says.", schema_address=SCHEMA_ADDRESS),
        ) from error
    facts = found.get("facts") if isinstance(found, dict) else None
    if not isinstance(facts, list):
        raise InputError(
            sentence("{program} answered without a list of facts", program=program),
            sentence("It must answer as {schema_address} says.", schema_address=SCHEMA_ADDRESS),
        )
    return facts


def _checked(fact: Any, sentences: list[Sentence]) -> Proposed | None:
    """Keep a fact whose quote is literally in a sentence, and whose values are literally in the quote."""
    if not isinstance(fact, dict) or not all(isinstance(fact.get(key), str) for key in ("kind", "quote")):
        return None
    quote = fact["quote"].strip()
    if fact["kind"] not in KEYS:
        return None
    number = next((each.number for each in sentences if quote and quote in each.text), None)
    if number is None or set(fact) - {"kind", "quote", *KEYS[fact["kind"]]}:
        return None
    keys: dict[str, str] = {}
    for key in KEYS[fact["kind"]]:
        value = fact.get(key)
        values = value if isinstance(value, list) else [value] if value is not None else []
        if not all(isinstance(each, str) and each.strip() and each.strip() in quote for each in values):
            return None
        if values:
            keys[key] = ", ".join(each.strip() for each in values)
    return Proposed(number, fact["kind"], keys) if keys else None
