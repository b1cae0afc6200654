"""Reads a catalogue of translations as translators keep it: the .po file of GNU gettext."""

import json
import re
from functools import cache
from gettext import NullTranslations, c2py
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "locale"

_FUZZY = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
_FIELD = re.compile(r'^(msgid|msgid_plural|msgstr)(?:\[(\d+)\])? ((?:".*"\n?)+)', re.MULTILINE)
_PLURAL = re.compile(r"^Plural-Forms:.*\bplural=([^;\n]+)", re.MULTILINE)


class Catalogue(NullTranslations):
    """The translations of one language; what has none is said in English.

    Read from the .po itself, so there is nothing to compile and nothing that could be out of step.
    """

    def _parse(self, fp: Any) -> None:
        self._texts: dict[tuple[str, int], str] = {}
        for entry in fp.read().decode().split("\n\n"):
            if not _FUZZY.search(entry):
                self._keep(
                    {(name, int(form or 0)): _plain(text) for name, form, text in _FIELD.findall(entry)}
                )
        found = _PLURAL.search(self._texts.pop(("", 0), ""))
        self._form = c2py(found[1] if found else "n != 1")

    def _keep(self, fields: dict[tuple[str, int], str]) -> None:
        """Keep the translations of a text, by which form of it they are."""
        english = fields.get(("msgid", 0), "")
        self._texts |= {
            (english, form): text for (name, form), text in fields.items() if name == "msgstr" and text
        }

    def gettext(self, message: str) -> str:
        """Translate a text."""
        return self._texts.get((message, 0), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Translate a text for a count."""
        return self._texts.get((msgid1, self._form(n))) or (msgid1 if n == 1 else msgid2)


def _plain(quoted: str) -> str:
    """Read a text in quotes, perhaps over several lines; its escapes are those of JSON."""
    lines = quoted.rstrip("\n").split("\n")
    text = "".join(line[1:-1] for line in lines)
    return str(json.loads(f'"{text}"')) if "\\" in text else text


def file_of(lang: str) -> Path:
    """Give the file of a language's catalogue."""
    return FOLDER / lang / "LC_MESSAGES" / "tracker.po"


@cache
def catalogue(lang: str) -> Catalogue:
    """Give the catalogue of a language."""
    with file_of(lang).open("rb") as file:
        return Catalogue(file)
