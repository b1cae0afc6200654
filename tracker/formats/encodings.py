"""How a file's bytes become text: by its mark, else as UTF-8, else refused with a choice. Never guessed."""

import codecs
import io
from pathlib import Path
from typing import IO

from events.sentences import sentence
from tracker.errors import InputError
from tracker.words.text import one_line

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
TO_CHOOSE_FROM = ("cp1252", "mac-roman", "latin-1")
"""The encodings in which a line that is no UTF-8 is shown."""
SHOWN = 40
"""Characters around the first byte that is no UTF-8."""


def open_text(path: Path, encoding: str | None) -> IO[str]:
    """Open a file as text with its line ends as they are; a byte that is none is refused when it is met."""
    file = path.open("rb")
    mark = file.read(4)
    file.seek(0)
    marked = next((name for sign, name in MARKS if mark.startswith(sign)), None)
    return io.TextIOWrapper(file, encoding=marked or encoding or "utf-8", errors="strict", newline="")


def refuse_bytes(path: Path) -> InputError:
    """Say on which line a file is no UTF-8, and how the line reads in the likely encodings."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                part = line[max(error.start - SHOWN, 0) : error.start + SHOWN]
                readings = "; ".join(f"{name}: {_read(part, name)}" for name in TO_CHOOSE_FROM)
                return InputError(
                    "the file is not UTF-8",
                    sentence(
                        "Say what it is by how this line reads best, source: {{encoding: …}}"
                        " (--scaffold takes a --mapping with its source alone). {readings}",
                        readings=readings,
                    ),
                    f"{path.name}:{number}",
                )
    return InputError(
        "the file is not in the encoding that its mapping says", "Mend source: encoding.", path.name
    )


def _read(part: bytes, encoding: str) -> str:
    return one_line(part.decode(encoding, "replace").strip())
