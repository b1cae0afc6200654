"""Every format says the same rows, and none lets a text from outside do anything."""

import csv
import io
import json
import re
import sys
import unicodedata
from html.parser import HTMLParser
from typing import Any

import pytest
from command_line import CommandLine

from events.upcasting import downcast
from tracker.pages.render import to_json
from tracker.words.text import escape, flat

Event = dict[str, Any]
VERBS = (
    "status",
    "meetings",
    "people",
    "scorecard --by theme",
    "check",
    "timeline six",
    "timeline radio",
    "events",
    "list parties",
    "list institutions",
)
CHANGES = "changes --since 2022-09-02 --until 2024"
FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\uff1d1", '=HYPERLINK("http://x")')
HOSTILE = "\x1b[31m\x07</td><script>alert(1)</script>|`*_[x](javascript:y)\x85\x9b"
UNSEEN = "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What only an older version could record: in any text, and in texts of several lines."""
DECOMPOSED = "Jose\u0301"


@pytest.mark.parametrize("verb", [*VERBS, CHANGES])
def test_csv_json_and_ndjson_are_the_same_rows(verb: str, shared_desk: CommandLine) -> None:
    rows = shared_desk(*verb.split(), "-f", "json").json
    assert rows
    lines = shared_desk(*verb.split(), "-f", "ndjson").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    cells = list(csv.DictReader(io.StringIO(shared_desk(*verb.split(), "-f", "csv").stdout)))
    assert cells == [{key: flat(value) for key, value in row.items()} for row in rows]


@pytest.mark.parametrize("verb", [*VERBS, CHANGES, "people --suggest", "scorecard --by institution"])
def test_the_columns_of_csv_are_the_keys_of_json_in_their_order(verb: str, desk: CommandLine) -> None:
    alike = ("--members", "Ana Ruiz", "--members", "Ana María Ruiz")
    desk.done("delegation", "2021-05-10-sixaola", "--party", "NI", *alike)
    rows = desk(*verb.split(), "-f", "json").json
    heading, *_ = desk(*verb.split(), "-f", "csv").stdout.splitlines()
    assert rows
    assert {",".join(row) for row in rows} == {heading}


@pytest.mark.parametrize("verb", [*VERBS, CHANGES])
def test_ids_are_one_a_line_and_every_row_has_one(verb: str, shared_desk: CommandLine) -> None:
    rows = shared_desk(*verb.split(), "-f", "json").json
    ids = shared_desk(*verb.split(), "-f", "ids").stdout.splitlines()
    assert len(ids) == len(rows)
    assert all(each in {flat(value) for value in row.values()} for each, row in zip(ids, rows, strict=True))


@pytest.mark.parametrize("verb", VERBS)
def test_tables_markdown_and_html_have_a_line_for_every_row(verb: str, shared_desk: CommandLine) -> None:
    count = len(shared_desk(*verb.split(), "-f", "json").json)
    caption = [] if verb == "events" else ["As of 2025-06-30 · everything known", ""]
    for form in ("table", "markdown"):
        lines = shared_desk(*verb.split(), "-f", form).stdout.splitlines()
        assert lines[: len(caption)] == caption
        assert len(lines) == len(caption) + count + 2
    assert shared_desk(*verb.split(), "-f", "html").stdout.count("<tr>") == count + 1


def of_version_1(event: Event) -> Event:
    """Give a line of a history as version 1 might have written it, with what was not refused then."""
    kept = {key: value for key, value in event.items() if key != "digest"}
    fields = downcast(event["type"], 1, event["data"])
    return {**kept, "schemaversion": 1, "data": {key: _older(key, each) for key, each in fields.items()}}


def _older(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _older(key if name == "en" else name, each) for name, each in value.items()}
    if isinstance(value, list):
        return [_older(key, each) for each in value]
    if key in {"text", "note", "summary"}:
        return f"{value}{OVERRIDES}{UNSEEN}  {DECOMPOSED} "
    if key in {"title", "place", "role", "name", "by"}:
        return f"{value}{UNSEEN}  {DECOMPOSED} "
    return value


@pytest.fixture(params=["recorded", "written by version 1"])
def hostile(request: pytest.FixtureRequest, tracker: CommandLine) -> CommandLine:
    """Give a desk with formulas for titles, and a text with everything in it that could do harm."""
    minutes = {
        "meeting": {"id": "m", "held": "2024", "title": "=1+1", "place": "@x", "summary": HOSTILE},
        "delegations": [{"party": "PA", "members": [{"name": "=cmd|x", "role": "-2+3"}]}],
        "commitments": [
            {"id": f"c{number}", "text": HOSTILE, "title": title.strip("\t"), "obligors": "PA", "theme": "+7"}
            for number, title in enumerate(FORMULAS)
        ],
        "updates": [{"commitment": "c1", "by": "=SUM(A1)", "note": HOSTILE, "evidence": ["=x"]}],
    }
    tracker.done("record", "-", stdin=json.dumps(minutes))
    if request.param != "recorded":
        lines = tracker.done("export").stdout.splitlines()
        history = "\n".join(json.dumps(of_version_1(json.loads(line))) for line in lines)
        tracker.store = tracker.folder / "old.db"
        tracker.done("import", "-", stdin=history)
    return tracker


def test_what_an_older_version_recorded_is_kept_as_it_was(hostile: CommandLine) -> None:
    events = [json.loads(line) for line in hostile.done("export").stdout.splitlines()]
    (meeting,) = (event["data"] for event in events if event["type"] == "meeting.held")
    old = events[0]["schemaversion"] == 1
    assert meeting["summary"] == (f"{HOSTILE}{OVERRIDES}{UNSEEN}  {DECOMPOSED} " if old else HOSTILE)
    assert hostile.done("verify").stderr.startswith(f"Whole: {len(events)} events")


@pytest.mark.parametrize("verb", ["status", "meetings", "people", "timeline c1", "events", "export status"])
def test_no_cell_of_a_spreadsheet_is_a_formula(verb: str, hostile: CommandLine) -> None:
    rows = list(csv.reader(io.StringIO(hostile(*verb.split(), "-f", "csv").stdout)))
    cells = [cell for row in rows for cell in row]
    assert any("=" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d"))]
    assert not [cell for cell in cells if cell.startswith(("\t", "\r"))]


@pytest.mark.parametrize(
    "verb", ["status", "show c1", "show m", "timeline c1", "meetings", "people", "brief", "check", "events"]
)
def test_no_text_from_outside_reaches_a_terminal_as_it_is(verb: str, hostile: CommandLine) -> None:
    forms = ("table", "markdown", "json") if verb.startswith("show") else ("markdown", "json")
    for form in forms:
        out = hostile(*verb.split(), "-f", form).stdout
        assert not re.search(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{OVERRIDES}{UNSEEN}]", out), form


@pytest.mark.parametrize("verb", ["status", "meetings", "timeline c1", "events"])
def test_a_page_holds_no_markup_from_outside(verb: str, hostile: CommandLine) -> None:
    tags: set[str] = set()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, _: object) -> None:
            tags.add(tag)

    Tags().feed(hostile(*verb.split(), "-f", "html").stdout)
    assert tags <= {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "style",
        "footer",
        "main",
        "h1",
        "div",
    }


@pytest.mark.parametrize("verb", ["show c1", "show m", "timeline c1", "brief"])
def test_markdown_holds_no_markup_from_outside(verb: str, hostile: CommandLine) -> None:
    out = hostile(*verb.split(), "-f", "markdown").stdout
    assert "<script>" not in re.sub(r"\\<", "", out)
    assert not re.search(r"(?<!\\)\[x\]\(javascript", out)


def test_the_language_of_a_page_is_that_of_its_texts(shared_desk: CommandLine) -> None:
    page = shared_desk.done("status", "--lang", "es", "-f", "html").stdout
    assert '<html lang="es">' in page


@pytest.mark.parametrize("verb", ["timeline six", "meetings", "people", "scorecard", "check"])
def test_headings_are_spanish_where_asked(verb: str, shared_desk: CommandLine) -> None:
    english = shared_desk(*verb.split()).stdout.splitlines()
    spanish = shared_desk(*verb.split(), "--lang", "es").stdout.splitlines()
    for line in (0, 2):  # the caption, and the headings
        assert spanish[line] != english[line]


def test_no_character_that_is_not_seen_is_shown_but_the_joiners_inside_a_word() -> None:
    unseen = {chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"}
    assert not {each for each in unseen if escape(each) == each}
    inside = {each for each in unseen if escape(f"a{each}b") == f"a{each}b"}
    assert inside == {"\u200c", "\u200d"}
    assert escape("MX\u200b \U000e0041") == r"MX\u200b \U000e0041"


def test_json_says_what_is_not_seen_in_escapes_that_any_reader_takes_back() -> None:
    text = f"{OVERRIDES}{UNSEEN}\U000e0041\x9f\u200d."
    assert json.loads(to_json({"text": text})) == {"text": text}
    assert to_json("\u200b\U000e0041") == r'"\u200b\udb40\udc41"'
