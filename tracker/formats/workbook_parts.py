"""Looks at a workbook before it is read: that it is one, unlocked, whole, and not too large inside."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from events.sentences import sentence
from tracker.errors import InputError

MB = 1_000_000
MOST_UNPACKED = 400 * MB
"""Bytes of all parts of a workbook, unpacked."""
MOST_RATIO = 100
"""Times that a workbook grows when it is unpacked, once it is larger than `SMALL`."""
SMALL = 20 * MB
MOST_CELLS = {"xlsx": 10_000_000, "ods": 4_000_000}
"""Cells from the first to the last, the empty ones too: the reader makes room for each, 32 or 128 bytes."""
MOST_PARTS = 10_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)
"""What unpacking says of a damaged file; OSError, where a place in it cannot be."""
_CHUNK = 1 << 20
_SMALLER = "Keep what is needed in a smaller file, or save the sheet as CSV."
_ANOTHER = "Name a workbook: .xlsx, .ods or .xls."
_ANEW = "Save it anew in its program, or name another."

_XLSX = "xl/workbook.xml"
_XLSB = "xl/workbook.bin"
_ODS = "content.xml"
_MANIFEST = "META-INF/manifest.xml"


def is_workbook(beginning: bytes) -> bool:
    """Say whether a file that begins so is packed as workbooks are."""
    return beginning.startswith((_ZIP, _OLE))


def must_be_readable(path: Path) -> None:
    """Refuse, with InputError, what is no workbook, is locked or damaged, or is too large inside."""
    try:
        with path.open("rb") as file:
            beginning = file.read(len(_OLE))
            if beginning == _OLE:
                _must_be_xls(path, file)
            elif beginning.startswith(_ZIP):
                _must_be_whole(path, file)
            else:
                raise InputError(sentence("{path} is not a workbook", path=path), _ANOTHER)
    except OSError as error:
        raise InputError(
            sentence("cannot read {path}: {strerror}", path=path, strerror=error.strerror),
            "Name a file that you can read.",
        ) from error


def locked(path: Path) -> InputError:
    """Say that a workbook has a password."""
    return InputError(
        sentence("{path} is protected by a password", path=path),
        "Save it without one in its program, then name that file.",
    )


def _must_be_xls(path: Path, file: IO[bytes]) -> None:
    """Refuse an OLE file that is no .xls: a locked .xlsx is packed in one as well."""
    content = file.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        raise _too_large(path)
    if _ENCRYPTED in content:
        raise locked(path)
    if not any(stream in content for stream in _STREAMS):
        raise InputError(sentence("{path} is not a workbook", path=path), _ANOTHER)


def _must_be_whole(path: Path, file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            _must_be_of_a_workbook(path, {part.filename for part in parts})
            _must_be_small(path, parts)
            _look_inside(path, packed)
    except _DAMAGE as error:
        raise InputError(
            sentence("{path} is not a whole workbook: {error}", path=path, error=_why(error)), _ANEW
        ) from error
    except RuntimeError as error:  # what zipfile says of parts that are encrypted
        raise locked(path) from error


def _why(error: Exception) -> str:
    is_cut = isinstance(error, EOFError) or "not a zip file" in str(error)
    return "its end is missing" if is_cut else "it is damaged inside"


def _must_be_of_a_workbook(path: Path, names: set[str]) -> None:
    if _XLSB in names:
        raise InputError(
            sentence("{path} is a binary workbook (.xlsb)", path=path),
            "Save it as .xlsx, then name that file.",
        )
    if _XLSX not in names and not ({_ODS, _MANIFEST} <= names):
        raise InputError(sentence("{path} is not a workbook", path=path), _ANOTHER)


def _must_be_small(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Judge by what the directory of the file says, before anything is unpacked."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise _too_large(path)
    if unpacked > SMALL and unpacked > MOST_RATIO * packed:
        raise InputError(
            sentence(
                "{path} grows from {packed} to {unpacked} when it is unpacked: it is not read",
                path=path,
                packed=_in_mb(packed),
                unpacked=_in_mb(unpacked),
            ),
            "Save it anew in its program, or save the sheet as CSV.",
        )


def _too_large(path: Path) -> InputError:
    return InputError(
        sentence(
            "{path} is larger inside than {most_unpacked}", path=path, most_unpacked=_in_mb(MOST_UNPACKED)
        ),
        _SMALLER,
    )


def _in_mb(size: int) -> str:
    return f"{size / MB:,.1f} MB"


def _look_inside(path: Path, packed: zipfile.ZipFile) -> None:
    """Unpack all parts once, keeping none: the directory may lie, and a cell may lie far out."""
    left = MOST_UNPACKED
    for part in packed.infolist():
        if part.is_dir():
            continue
        name = part.filename
        part.file_size = MOST_UNPACKED + _CHUNK  # what the directory says would end the reading there
        with packed.open(part) as content:
            extent = _extent_of(name)
            for chunk in _whole_tags(content):
                left -= len(chunk)
                if left < 0:
                    raise _too_large(path)
                extent.add(chunk)
        if extent.rows * extent.columns > extent.most:
            raise InputError(
                sentence(
                    "{path} has a sheet of {rows:,} rows and {columns:,} columns: it is not read",
                    path=path,
                    rows=extent.rows,
                    columns=extent.columns,
                ),
                "Delete what lies far out, also where it looks empty, or save the sheet as CSV.",
            )


def _whole_tags(content: IO[bytes]) -> Iterator[bytes]:
    """Give the content in pieces that end where a tag begins."""
    rest = b""
    while chunk := content.read(_CHUNK):
        whole, mark, rest = (rest + chunk).rpartition(b"<")
        rest = mark + rest
        if whole:
            yield whole
    yield rest


# How far a sheet reaches


class _Extent:
    """How many rows and columns a part of a workbook takes, which most parts do not."""

    rows = 0
    columns = 0
    most = 0

    def add(self, chunk: bytes) -> None:
        """Take in the next piece of the part."""


class _ExtentOfXlsx(_Extent):
    """Of a sheet of XLSX, whose cells are named by letters and a number, or lie next to each other."""

    most = MOST_CELLS["xlsx"]
    _NAMED = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\sr\s*=\s*["']([A-Za-z]+)([0-9]+)["'](?:[^>]*[^>/])?>""")
    _UNNAMED = re.compile(rb"""<(?:\w+:)?c(?=[\s>])(?![^>]*\sr\s*=)[^>]*>""")
    _ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\sr\s*=\s*["']([0-9]+)""")

    def add(self, chunk: bytes) -> None:
        named = self._NAMED.findall(chunk)
        self.columns = max([self.columns, *map(_column, {letters for letters, _ in named})])
        rows = {number for _, number in named}
        if unnamed := len(self._UNNAMED.findall(chunk)):
            self.columns += unnamed  # at most: they follow each other
            rows |= set(self._ROW.findall(chunk))
        self.rows = max([self.rows, *map(int, rows)])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - ord("A") + 1
    return number


class _ExtentOfOds(_Extent):
    """Of the sheets of ODS, where rows and cells are written once and said to be repeated."""

    most = MOST_CELLS["ods"]
    _TAG = re.compile(rb"""<(/?)(?:\w+:)?(table|table-row|table-cell|covered-table-cell)([\s/>][^>]*)""")
    _REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']\s*([0-9]+)""")

    def __init__(self) -> None:
        self._row = self._column = 0

    def add(self, chunk: bytes) -> None:
        for closing, tag, said in self._TAG.findall(chunk):
            if closing:
                continue
            found = self._REPEATED.search(said)
            times = int(found[1]) if found else 1
            if tag == b"table":
                self._row = 0
            elif tag == b"table-row":
                self._row, self._column = self._row + times, 0
            else:
                self._column += times
                if b"value-type" in said:
                    self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)


def _extent_of(name: str) -> _Extent:
    if name.startswith("xl/") and name.endswith(".xml") and "worksheets" in name:
        return _ExtentOfXlsx()
    return _ExtentOfOds() if name == _ODS else _Extent()
