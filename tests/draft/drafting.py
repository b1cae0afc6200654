"""Drafts of texts for the tests, and the law that every one of them keeps."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tracker.draft.draft import Draft, Given, Memo, make_draft
from tracker.draft.known import Known
from tracker.draft.lexicon import Lexicon, load
from tracker.draft.sentences import Line
from tracker.draft.texts import clean
from tracker.draft.write import comment, write_draft
from tracker.formats.yaml_tree import read_tree

MEMOS = sorted((Path(__file__).parent / "memos").glob("*.txt"))
_HOME = re.compile(r"\s*# \[(\d+)\] (?:line|page) \d+: (.*)")
_ENTRY = re.compile(r"\s*# (?:candidate, )?\[(\d+)\] (?:line|page) \d+(?:, of \[\d+\])?(?:: .*)?")
_TEXT = re.compile(r"\s*(?:# )?\s*text: (\".*\")")
OURS = {"draft", "id", "digest", "file"}
"""Keys whose values are ours, and said to be in docs/drafting.md."""


@cache
def words() -> Lexicon:
    return load()


def drafted(text: str, known: Known | None = None, **given: Any) -> Draft:
    lines = [Line(clean(line), number) for number, line in enumerate(text.splitlines(), start=1)]
    known = known or Known()
    lexicon = (
        load(institutions=[(name, *place) for name, place in known.institutions.items()])
        if known.institutions
        else words()
    )
    return make_draft(Memo("memo.txt", lines, "sha256:" + "0" * 64), lexicon, known, Given(**given))


def written(text: str, known: Known | None = None, **given: Any) -> str:
    return write_draft(drafted(text, known, **given))


def homes(page: str) -> dict[int, list[str]]:
    """Give where each sentence is written out, by its number: as a source, or as the text of a commitment."""
    found: dict[int, list[str]] = {}
    entry = 0
    for line in page.split("\n"):
        if text := _TEXT.fullmatch(line):
            found.setdefault(entry, []).append(yaml.safe_load(text[1]))
        elif home := _HOME.fullmatch(line):
            found.setdefault(int(home[1]), []).append(home[2])
        if place := _ENTRY.fullmatch(line):
            entry = int(place[1])
    return found


def must_keep_the_law(text: str, known: Known | None = None, **given: Any) -> None:
    """See that every sentence stands in the draft once, and every live value in the text or marked."""
    draft = drafted(text, known, **given)
    page = write_draft(draft)
    at_home = homes(page)
    for sentence in draft.sentences:
        written_out = at_home.get(sentence.number, [])
        assert [comment(each) for each in written_out] == [comment(sentence.text)], (sentence, written_out)
    assert sum(map(len, at_home.values())) == len(draft.sentences)
    tree = read_tree(page.encode(), "draft.yaml")
    assert next(iter(tree.value)) == "draft"
    assert "draft" in page.split("\n")[0]
    said = " ".join(sentence.text for sentence in draft.sentences)
    lines = page.split("\n")
    for path, value in _values(tree.value, ()):
        line = lines[tree.lines[path] - 1]
        marked = "computed: " in line or "given: " in line or value == "UNKNOWN" or path[-1] in OURS
        assert marked or value in said, (path, value, line)


def _values(value: Any, path: tuple[Any, ...]) -> list[tuple[tuple[Any, ...], str]]:
    if isinstance(value, dict):
        return [each for key, inner in value.items() for each in _values(inner, (*path, key))]
    if isinstance(value, list):
        return [each for place, inner in enumerate(value) for each in _values(inner, (*path, place))]
    return [(path, value)]
