"""CSV comes back as the same texts, and no spreadsheet calculates, whatever separates its cells."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from waiting import LONGEST

from tracker.pages.render import to_csv
from tracker.words.text import escape

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
BEGINNINGS = (
    "",
    " ",
    "\t",
    "\r",
    "\u00a0",
    "\u3000",
    '"',
    '""',
    "\n",
    " \n ",
    ";",
    '";"',
    "; ",
    ";\t",
    "x;",
    "x\n",
    "x\t;",
)
FORMULAS = [f"{beginning}{sign}1+1" for beginning in BEGINNINGS for sign in SIGNS]
FORMULAS += ['=HYPERLINK("http://a")', "=cmd|' /C calc'!A0", "x;=1+1;y", 'a";=1+1;"b', "@SUM(A1)"]
HARMLESS = (
    "",
    "a",
    "a - b",
    "1",
    "-",
    "007",
    "1e5",
    "3-4",
    "2024-06",
    "a,b",
    'say "no"',
    "a\nb",
    "a;b",
    "'x",
    "é",
    "x=1",
)
TEXTS = st.lists(
    st.one_of(st.sampled_from([*SIGNS, *";\t\r\n\"', aZ1()|!\u3000"]), st.sampled_from(FORMULAS)), max_size=8
).map("".join)


def cells_of(text: str, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def calculates(cell: str) -> bool:
    """Say whether what a spreadsheet takes for a cell would begin a formula."""
    return bool(re.match(rf'[\s"]*[{re.escape(SIGNS)}]', cell))


@settings(deadline=None, max_examples=500)
@given(TEXTS, TEXTS)
@example("x", "y;=1+1;z")
@example("x", "y\n=1+1")
def test_no_cell_calculates_whatever_separates_them(one: str, other: str) -> None:
    written = to_csv([{"a": one, "b": other, "c": 1}], ["a", "b", "c"])
    for separator in ",;\t":
        assert not [cell for row in cells_of(written, separator) for cell in row if calculates(cell)]
    # Nor where quotes mean nothing at all.
    for cell in re.split("[;\t\n]", written):
        assert not calculates(cell)


@given(TEXTS)
def test_a_sign_is_all_that_a_cell_may_gain(text: str) -> None:
    [_, [cell]] = cells_of(to_csv([{"a": text}], ["a"]))
    shown = escape(text).replace("\t", " ")
    assert re.sub(rf"'(?=[{re.escape(SIGNS)}])", "", cell) == re.sub(rf"'(?=[{re.escape(SIGNS)}])", "", shown)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_text_that_is_no_formula_comes_back_as_it_is(text: str) -> None:
    if text == "-":
        assert cells_of(to_csv([{"a": text}], ["a"])) == [["a"], ["'-"]]
    else:
        assert cells_of(to_csv([{"a": text}], ["a"])) == [["a"], [text]]


def test_texts_are_quoted_and_numbers_are_not() -> None:
    row = {"id": "007", "days": 12, "share": 33.3, "stale": True, "of": ["MX", "US"], "none": None}
    assert to_csv([row], list(row)).splitlines() == [
        "id,days,share,stale,of,none",
        '"007",12,33.3,"true","MX; US",""',
    ]


# LibreOffice

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
NAMES = {"table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0"}
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
UTF_8, FROM_THE_FIRST_LINE = 76, 1
LANGUAGES = {"en-US": 1033, "es-ES": 3082}
IN_OFFICE = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for what LibreOffice needs to be started, which it makes once."""
    return tmp_path_factory.mktemp("profile")


def opened(
    text: str, language: str, separators: str, folder: Path, profile: Path
) -> tuple[list[str], list[str]]:
    """Open CSV in LibreOffice, which may calculate; give the formulas and the texts it finds."""
    (folder / "table.csv").write_text(f"\ufeff{text}\n", encoding="utf-8")
    between = "/".join(str(ord(each)) for each in separators)
    options = (
        f"{between},34,{UTF_8},{FROM_THE_FIRST_LINE},,{LANGUAGES[language]},false,true,false,false,0,true"
    )
    subprocess.run(
        [
            str(OFFICE),
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            f"--infilter=CSV:{options}",
            "--convert-to",
            "fods",
            "--outdir",
            str(folder),
            str(folder / "table.csv"),
        ],
        capture_output=True,
        check=True,
        timeout=LONGEST,
    )
    cells = ET.parse(folder / "table.fods").iterfind(".//table:table-cell", NAMES)  # noqa: S314 (ours)
    formulas, texts = [], []
    for cell in cells:
        formulas.append(cell.get(f"{{{NAMES['table']}}}formula"))
        texts.append("\n".join("".join(line.itertext()) for line in cell.iterfind(TEXT)))
    return [each for each in formulas if each], [each for each in texts if each]


@IN_OFFICE
@pytest.mark.parametrize("separators", [",", ";", "\t", ",;\t"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_finds_no_formula(language: str, separators: str, tmp_path: Path, profile: Path) -> None:
    rows = [{"a": "x", "b": text, "c": text} for text in (*FORMULAS, *HARMLESS)]
    rows += [{"a": text, "b": "", "c": "y"} for text in FORMULAS]
    formulas, texts = opened(to_csv(rows, ["a", "b", "c"]), language, separators, tmp_path, profile)
    assert formulas == []
    assert len(texts) > len(rows)


@IN_OFFICE
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_would_calculate_what_is_not_guarded(
    language: str, tmp_path: Path, profile: Path
) -> None:
    assert opened('"a"\n"=1+1"', language, ",", tmp_path, profile)[0] == ["of:=1+1"]


@IN_OFFICE
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_reads_the_texts_that_were_written(language: str, tmp_path: Path, profile: Path) -> None:
    texts = [
        "Señalización",
        "Peña, José",
        'say "no"',
        "a; b",
        "Otay Mesa II \u2013 Otay Mesa East",
        "中文",
        "'=1+1",
    ]
    rows = [{"a": text} for text in texts]
    assert opened(to_csv(rows, ["a"]), language, ",", tmp_path, profile)[1] == ["a", *texts]
