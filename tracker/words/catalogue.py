"""Reads a catalogue of translations as translators keep it: the .po file of GNU gettext."""

import json
import re
from functools import cache
from gettext import NullTranslations, c2py
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "locale"

_FUZZY = re.compile(r"(?m)^#,.*\bfuzzy\b.*\n(?:.+\n)*")
_FIELD = re.compile(r'(?m)^msg(id|id_plural|str)(?:\[(\d+)\])? "(.*)"((?:\n".*")*)$')
_PLURAL = re.compile(r"(?m)^Plural-Forms:.*\bplural=([^;\n]+)")


class Catalogue(NullTranslations):
    """The translations of one language; what has none is said in English.

    Read from the .po itself, so there is nothing to compile and nothing that could be out of step.
    """

    def _parse(self, fp: Any) -> None:
        text = fp.read().decode()
        if "fuzzy" in text:  # guessed by a tool, and not looked at yet
            text = _FUZZY.sub("", text)
        self._texts: dict[tuple[str, int], str] = {}
        english = ""
        for name, form, line, more in _FIELD.findall(text):
            said = _plain(line, more) if more or "\\" in line else line
            if name == "id":
                english = said
            elif name == "str" and said:
                self._texts[english, int(form or 0)] = said
        found = _PLURAL.search(self._texts.pop(("", 0), ""))
        self._form = c2py(found[1] if found else "n != 1")

    def gettext(self, message: str) -> str:
        """Translate a text."""
        return self._texts.get((message, 0), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Translate a text for a count."""
        return self._texts.get((msgid1, self._form(n))) or (msgid1 if n == 1 else msgid2)


def _plain(line: str, more: str) -> str:
    """Read a text of one or several lines in quotes; its escapes are those of JSON."""
    text = line + "".join(each[1:-1] for each in more.split("\n")[1:])
    return str(json.loads(f'"{text}"')) if "\\" in text else text


def file_of(lang: str) -> Path:
    """Give the file of a language's catalogue."""
    return FOLDER / lang / "LC_MESSAGES" / "tracker.po"


@cache
def catalogue(lang: str) -> Catalogue:
    """Give the catalogue of a language."""
    with file_of(lang).open("rb") as file:
        return Catalogue(file)
