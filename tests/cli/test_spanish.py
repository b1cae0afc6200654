"""A desk that reads Spanish reads Spanish: headings, statuses and the sentences around them."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import CommandLine

import tracker
from events.statuses import SCHEDULES, STATUSES
from tracker.language import phrase
from tracker.spanish import PHRASES

SOURCES = sorted(Path(tracker.__file__).parent.rglob("*.py"))
SAYING = {"say": 0, "phrase": 1, "heading": 0, "_section": 0, "Column": 1}
"""What is called with one of our own texts, and which argument that is."""
NAMES = {"", "#", "Id", "Type", "Subject"}
"""Headings that are the same in both languages, or of a table that has one language."""


def said() -> Iterator[str]:
    """Find every text of our own that is said in a language."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")
                place = SAYING.get(name[2]) if name[0] != "session" else None  # notices are English
                if place is not None and len(node.args) > place:
                    text = node.args[place]
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield text.value


def test_everything_we_say_has_a_spanish_text() -> None:
    found = set(said())
    assert len(found) > 90
    assert {*found, *STATUSES, *SCHEDULES} - PHRASES.keys() - NAMES == set()


@pytest.mark.parametrize("text", PHRASES, ids=str)
def test_a_translation_fills_in_what_the_english_text_fills_in(text: str) -> None:
    fields = [
        sorted(field for _, field, _, _ in string.Formatter().parse(each) if field)
        for each in (text, PHRASES[text])
    ]
    assert fields[0] == fields[1]


@pytest.mark.parametrize(
    "command", ["show six", "show 2022-09", "timeline radio", "brief --since 2021-01-01", "check", "status"]
)
def test_no_sentence_of_ours_stays_english(command: str, shared_desk: CommandLine) -> None:
    spanish = shared_desk(*command.split(), "--lang", "es", "-f", "markdown").stdout
    assert spanish
    for text, told in PHRASES.items():
        words = [part for part, _, _, _ in string.Formatter().parse(text) if len(part.strip()) > 6]
        for each in words:
            if each.strip() not in told and " " in each.strip():
                assert each not in spanish, text


def test_what_is_not_ours_stays_as_it_is() -> None:
    assert phrase("es", "press") == "press"
    assert phrase("en", "since {day}", day="{x}") == "since {x}"
    assert phrase("es", "since {day}", day="{x}") == "desde {x}"


def test_the_data_stays_english(shared_desk: CommandLine) -> None:
    rows = [shared_desk.done("status", "--lang", lang, "-f", "json").json for lang in ("en", "es")]
    for row in (row for each in rows for row in each):
        row.pop("title")
    assert rows[0] == rows[1]
