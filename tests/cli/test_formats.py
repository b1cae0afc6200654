"""Every format says the same rows, and none lets a text from outside do anything."""

import csv
import io
import json
import re
import sqlite3
from html.parser import HTMLParser
from unicodedata import category

import pytest
from command_line import CommandLine

from tracker.words.text import flat

VERBS = (
    "status",
    "meetings",
    "people",
    "scorecard --by theme",
    "check",
    "timeline six",
    "timeline radio",
    "events",
)
FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\uff1d1", '=HYPERLINK("http://x")')
HIDDEN = "\x1b[31m\x07\u202e\u2066\u200b\ufeff\u00ad\x85\x9b\u2028"
MARKUP = "</td><script>alert(1)</script>|`*_[x](javascript:y)"
HERE = "%HERE%"
"""Takes no part in a text but its place: of what a log of today refuses, and one of other hands may hold."""


@pytest.mark.parametrize("verb", VERBS)
def test_csv_json_and_ndjson_are_the_same_rows(verb: str, shared_desk: CommandLine) -> None:
    rows = shared_desk(*verb.split(), "-f", "json").json
    assert rows
    lines = shared_desk(*verb.split(), "-f", "ndjson").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    cells = list(csv.DictReader(io.StringIO(shared_desk(*verb.split(), "-f", "csv").stdout)))
    assert cells == [{key: flat(value) for key, value in row.items()} for row in rows]


@pytest.mark.parametrize("verb", [*VERBS, "people --suggest", "scorecard --by institution"])
def test_the_columns_of_csv_are_the_keys_of_json_in_their_order(verb: str, desk: CommandLine) -> None:
    alike = ("--members", "Ana Ruiz", "--members", "Ana María Ruiz")
    desk.done("delegation", "2021-05-10-sixaola", "--party", "NI", *alike)
    rows = desk(*verb.split(), "-f", "json").json
    heading, *_ = desk(*verb.split(), "-f", "csv").stdout.splitlines()
    assert rows
    assert {",".join(f'"{key}"' for key in row) for row in rows} == {heading}


@pytest.mark.parametrize("verb", VERBS)
def test_ids_are_one_a_line_and_every_row_has_one(verb: str, shared_desk: CommandLine) -> None:
    rows = shared_desk(*verb.split(), "-f", "json").json
    ids = shared_desk(*verb.split(), "-f", "ids").stdout.splitlines()
    assert len(ids) == len(rows)
    assert all(each in {flat(value) for value in row.values()} for each, row in zip(ids, rows, strict=True))


@pytest.mark.parametrize("verb", VERBS)
def test_tables_markdown_and_html_have_a_line_for_every_row(verb: str, shared_desk: CommandLine) -> None:
    count = len(shared_desk(*verb.split(), "-f", "json").json)
    assert len(shared_desk(*verb.split()).stdout.splitlines()) == count + 2
    assert len(shared_desk(*verb.split(), "-f", "markdown").stdout.splitlines()) == count + 2
    assert shared_desk(*verb.split(), "-f", "html").stdout.count("<tr>") == count + 1


@pytest.fixture
def hostile(tracker: CommandLine) -> CommandLine:
    """Give a desk with formulas for titles, and a text with everything in it that could do harm."""
    minutes = {
        "meeting": {"id": "m", "held": "2024", "title": "=1+1", "place": "@x", "summary": f"{HERE}{MARKUP}"},
        "delegations": [{"party": "PA", "members": [{"name": "=cmd|x", "role": "-2+3"}]}],
        "commitments": [
            {
                "id": f"c{number}",
                "text": f"{HERE}{MARKUP}",
                "title": title.strip("\t"),
                "obligors": "PA",
                "theme": "+7",
            }
            for number, title in enumerate(FORMULAS)
        ],
        "updates": [
            {"commitment": "c1", "by": "=SUM(A1)", "note": f"{HERE}{MARKUP}", "evidence": ["https://a.mx/=x"]}
        ],
    }
    tracker.done("record", "-", stdin=json.dumps(minutes))
    by_other_hands(tracker)
    return tracker


def by_other_hands(tracker: CommandLine) -> None:
    """Put into a log what nobody may record any more: characters that are not seen."""
    with sqlite3.connect(tracker.store) as log:
        for (name,) in log.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            log.execute(f"DROP TRIGGER {name}")
        log.execute("UPDATE events SET data = replace(data, ?, ?)", (HERE, json.dumps(HIDDEN)[1:-1]))
    log.close()
    assert HIDDEN in tracker("show", "c1", "-f", "json").json["text"]


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
        assert not {each for each in out if category(each) in {"Cc", "Cf", "Zl", "Zp"}} - {"\n"}, form


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
    english = shared_desk(*verb.split()).stdout.splitlines()[0]
    assert shared_desk(*verb.split(), "--lang", "es").stdout.splitlines()[0] != english
