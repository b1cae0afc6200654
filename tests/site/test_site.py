"""A site: whole in both languages, the same each time, and nothing from outside is more than a text."""

import json
import re
from pathlib import Path
from unittest import mock

import openpyxl
import pytest
from command_line import CommandLine
from html5lib import HTMLParser

from tracker.errors import InputError
from tracker.formats import site_folder
from tracker.formats.site_folder import File, Part
from tracker.pages import render
from tracker.pages.places import file_name
from tracker.words.catalogue import catalogue

CONTRACT = [
    "index.html",
    "es/index.html",
    "commitments/sixaola-bridge.html",
    "es/commitments/sixaola-bridge.html",
    "meetings/2024-02-20-san-jose.html",
    "feed.atom",
    "deadlines.ics",
    "data/status.csv",
    "data/status.json",
    "data/history.ndjson",
    "known.html",
    "method.html",
    "data.html",
    "people.html",
    "es/themes.html",
]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_a_site_has_the_files_that_others_rely_on_and_both_languages_whole(site: Path) -> None:
    files = contents(site)
    assert set(CONTRACT) <= files.keys()
    english = {name for name in files if name.endswith(".html") and not name.startswith("es/")}
    assert {f"es/{name}" for name in english} == {name for name in files if name.startswith("es/")}


def test_every_page_is_valid_html_says_its_moment_and_lets_nothing_in(site: Path) -> None:
    for page in pages(site):
        text = page.read_text(encoding="utf-8")
        HTMLParser(strict=True).parse(text)
        assert "default-src 'none'; style-src 'self'; script-src 'self'" in text
        assert re.search(r"(As of|Al) 2025-06-30\.", text), page
        tags = "".join(re.findall(r"<[a-z][^>]*>", text))
        assert not re.search(r"<script(?! src)|\son\w+=|\sstyle=|javascript:", tags), page


def test_every_link_inside_a_site_leads_somewhere(site: Path) -> None:
    for page in pages(site):
        for target in re.findall(r'(?:href|src)="([^"#]+)["#]', page.read_text(encoding="utf-8")):
            if not target.startswith("https://"):
                assert (page.parent / target).resolve().is_file(), (page, target)


def test_what_is_hostile_is_shown_as_a_text(site: Path) -> None:
    text = (site / f"commitments/{file_name('nul')}.html").read_text(encoding="utf-8")
    assert "&lt;img src=x onerror=alert(1)&gt; &amp;" in text
    assert "สวัสดีชาวโลก" in text
    assert 'href="javascript:' not in text
    assert 'href="https://example.org/plain"' in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in (site / "index.html").read_text() + (
        site / "meetings.html"
    ).read_text(encoding="utf-8")
    assert len((site / "commitments/very-long.html").read_text(encoding="utf-8")) > 5000


@pytest.mark.parametrize("name", ["con", "..", "nul.x", "a.", "US", "Ñandú", "", "a/b", "\udcff", "x" * 300])
def test_a_name_that_is_a_file_name_elsewhere_becomes_another(name: str) -> None:
    found = file_name(name)
    assert re.fullmatch(r"[a-z0-9-]+_[0-9a-f]{10}", found)
    assert found != file_name(f"{name}x")
    assert file_name("otay-mesa.2") == "otay-mesa.2"


def test_no_english_sentence_is_left_on_a_spanish_page(site: Path) -> None:
    words = {
        text
        for (text, _), told in catalogue("es")._texts.items()
        if " " in text and "{" not in text and told != text
    }
    for page in pages(site / "es"):
        text = re.sub(r"<blockquote.*?</blockquote>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        found = {word for word in words if f">{word}<" in text}
        assert found == set(), page


def test_everything_a_template_says_has_a_spanish_text() -> None:
    folder = Path(site_folder.__file__).parents[1] / "pages" / "templates"
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.html")]
    said = {
        one or other for text in texts for one, other in re.findall(r"say\((?:\"([^\"]+)\"|'([^']+)')", text)
    }
    assert len(said) > 60
    assert said - {text for text, _ in catalogue("es")._texts} == set()


def test_the_page_of_a_commitment_tells_disagreement_correction_and_source(site: Path) -> None:
    bridge = (site / "commitments/sixaola-bridge.html").read_text(encoding="utf-8")
    assert 'id="slip-title"' in bridge
    assert "Contraloría · PA side says stalled" in bridge
    assert 'href="https://example.org/audit"' in bridge
    radio = (site / "commitments/radio-network.html").read_text(encoding="utf-8")
    assert "[retracted by #25: corrected by 2022-10-01-david-corrected.yaml]" in radio
    assert json.loads((site / "commitments/radio-network.json").read_text())["commitment"] == "radio-network"


def test_what_we_knew_when_marks_what_was_learnt_and_what_changed(site: Path) -> None:
    known = (site / "known.html").read_text(encoding="utf-8")
    assert known.count('<td class="changed">') >= 1
    assert "2024-06-30, as known then" in known


def test_the_same_log_and_moment_give_the_same_bytes(desk: CommandLine) -> None:
    desk.done("publish", "again", "--title", "Costa Rica & Panamá", "--base-url", "https://example.org/s/")
    assert contents(desk.folder / "again") == contents(desk.folder / "site")


def test_publishing_again_writes_what_changed_and_removes_what_is_gone(desk: CommandLine) -> None:
    site, options = (
        desk.folder / "site",
        ["--title", "Costa Rica & Panamá", "--base-url", "https://example.org/s"],
    )
    (said,) = desk.done("publish", "site", *options).sentences
    assert ": 0 files written," in said
    untouched = (site / "commitments/customs-window.html").stat().st_ino
    desk.done("update", "radio", "fulfilled", "--by", "PA", "--on", "2025-06-01")
    desk.done(
        "retract",
        desk.done("events", "-f", "ids", "--tag", "commitment:very-long").stdout.strip(),
        "--reason",
        "x",
    )
    (said,) = desk.done("publish", "site", *options).sentences
    assert int(said.rpartition(" removed")[0].rpartition(" ")[2]) >= 3
    assert not (site / "commitments/very-long.html").exists()
    assert (site / "commitments/customs-window.html").stat().st_ino == untouched
    desk.done("publish", "whole", *options)
    assert contents(site) == contents(desk.folder / "whole")


def test_notes_are_left_out_everywhere(desk: CommandLine) -> None:
    desk.done("publish", "open", "--exclude-notes")
    for name, data in contents(desk.folder / "open").items():
        assert b"secret" not in data, name
        assert b"flood" not in data, name
    assert not (desk.folder / "open/data/history.ndjson").exists()


@pytest.mark.parametrize(
    ("only", "there", "gone"),
    [("customs", "customs-window", "radio-network"), ("PA", "radio-network", "very-long")],
)
def test_only_a_theme_or_a_party_is_published(desk: CommandLine, only: str, there: str, gone: str) -> None:
    desk.done("publish", "some", "--only", only)
    files = contents(desk.folder / "some")
    assert f"commitments/{there}.html" in files
    assert f"commitments/{gone}.html" not in files
    assert gone.encode() not in files["index.html"] + files["feed.atom"] + files["data/status.csv"]
    assert desk.refused("publish", "x", "--only", "nobody", exit_code=2)


def test_a_past_moment_is_published_as_it_was_known(desk: CommandLine) -> None:
    desk.done("publish", "past", "--as-of", "2022-12-31", "--known-at", "2022-09-30")
    text = (desk.folder / "past/index.html").read_text(encoding="utf-8")
    assert "As of 2022-12-31." in text
    assert "As known at 2022-09-30." in text
    assert not (desk.folder / "past/commitments/nul.html").exists()


def test_what_others_put_into_the_folder_stays(desk: CommandLine) -> None:
    site = desk.folder / "site"
    (site / ".git").mkdir()
    (site / ".git/HEAD").write_text("ref")
    (site / "es/CNAME").write_text("example.org")
    desk.done("publish", "site", "--title", "Another")
    assert (site / ".git/HEAD").read_text() == "ref"
    assert (site / "es/CNAME").read_text() == "example.org"


def test_a_folder_that_is_not_ours_is_refused_and_left_as_it_is(desk: CommandLine) -> None:
    (desk.folder / "mine").mkdir()
    (desk.folder / "mine/thesis.txt").write_text("years of work")
    (error, _) = desk.refused("publish", "mine", exit_code=2)
    assert error.endswith("mine is no site of ours, and not empty.")
    (desk.folder / "file").write_text("x")
    for where in ("file", ".", "desk.db", "desk.db.views/x", "file/site"):
        assert desk.refused("publish", where, exit_code=2)[0].startswith("Error: ")
    (desk.folder / "site" / site_folder.MARKER).write_text("no JSON")
    assert desk.refused("publish", "site", exit_code=2)


def test_a_failure_leaves_the_site_of_before_whole(tmp_path: Path) -> None:
    site_folder.publish(tmp_path / "site", [File("index.html", "1", lambda: "one")])

    def full() -> str:
        raise OSError(28, "No space left on device")

    files = [File("index.html", "2", lambda: "two"), File("es/index.html", "2", full)]
    with pytest.raises(InputError, match=r"cannot write .*: No space left on device"):
        site_folder.publish(tmp_path / "site", files)
    assert [each.name for each in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site/index.html").read_text() == "one"


def test_the_parts_of_a_file_that_are_the_same_are_not_made_again(tmp_path: Path) -> None:
    made: list[str] = []

    def part(text: str) -> Part:
        return Part(text, lambda: made.append(text) or f"{text}\n")  # type: ignore[func-returns-value]

    for key, texts in (("1", ("one", "two")), ("2", ("zero", "two", "ñ")), ("3", ("ñ", "one"))):
        site_folder.publish(tmp_path / "site", [File("a", key, parts=[part(text) for text in texts])])
        written = (tmp_path / "site/a").read_text(encoding="utf-8")
        assert written == "".join(f"{text}\n" for text in texts)
    assert made == ["one", "two", "zero", "ñ", "one"]
    (tmp_path / "site/a").write_text("of others")
    site_folder.publish(tmp_path / "site", [File("a", "4", parts=[part("ñ")])])
    assert (tmp_path / "site/a").read_text(encoding="utf-8") == "ñ\n"


def test_an_update_rewrites_what_it_changes_and_no_other_row(desk: CommandLine) -> None:
    options = ("--title", "Costa Rica & Panamá", "--base-url", "https://example.org/s")
    desk.done("update", "radio", "stalled", "--by", "PA", "--on", "2025-06-02")
    with mock.patch("tracker.pages.render.to_ndjson", wraps=render.to_ndjson) as asked:
        desk.done("publish", "site", *options)
    assert asked.call_count == 2  # its own row, and that of what it is a part of
    rows = json.loads((desk.folder / "site/data/status.json").read_text(encoding="utf-8"))
    assert {row["commitment"]: row["status"] for row in rows}["radio-network"] == "stalled"
    assert rows == desk.done("status", "-f", "json").json


def test_the_table_is_there_as_a_workbook_if_all_is_published(desk: CommandLine, site: Path) -> None:
    book = openpyxl.load_workbook(site / "data/status.xlsx")
    names = [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert names == [row["commitment"] for row in json.loads((site / "data/status.json").read_text())]
    assert 'href="../data/status.xlsx"' in (site / "es/data.html").read_text(encoding="utf-8")
    desk.done("publish", "open", "--exclude-notes")
    assert not (desk.folder / "open/data/status.xlsx").exists()
    assert "status.xlsx" not in (desk.folder / "open/data.html").read_text(encoding="utf-8")


def test_where_names_cannot_be_exchanged_the_folder_is_swapped_in_two_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.formats.site_folder.sys.platform", "darwin")
    for text in ("one", "two"):
        site_folder.publish(tmp_path / "site", [File("a/b.html", text, str(text).format)])
        assert (tmp_path / "site/a/b.html").read_text() == text
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


def test_an_empty_store_is_published_too(tmp_path: Path) -> None:
    desk = CommandLine(tmp_path)
    desk.done("init")
    desk.done("publish", "site")
    assert "Nothing is recorded yet." in (tmp_path / "site/index.html").read_text(encoding="utf-8")
