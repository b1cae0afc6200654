"""What of a memo is not read, and how that is said; marks of notes, which are no words."""

import re
from dataclasses import dataclass

from events.sentences import sentence

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})(?:, ?\d{1,3})*[\])]?")
_MARKED = re.compile(r"(?:[^\W\d_]|[.,;:!?\"”’»)\]%]|\b(?:19|20)\d\d)\s?$")
_UNIT = re.compile(r"\b(?:[kcmd]?m|ft|mi|in)$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass
class Unread:
    """What was met in a file and not taken into its text."""

    tracked: bool = False
    hidden: bool = False
    struck: bool = False
    marks: bool = False
    embedded: bool = False

    def notes(self, name: str) -> list[str]:
        """Say in sentences what was not read of a file."""
        said = {
            sentence(
                "{name} has tracked changes: what was inserted is read, what was deleted is not", name=name
            ): self.tracked,
            sentence("{name} has hidden text, which is not read", name=name): self.hidden,
            sentence("{name} has text that is struck out, which is not read", name=name): self.struck,
            sentence("{name} has marks of notes, which are left out", name=name): self.marks,
            sentence("{name} holds another document, which is not read", name=name): self.embedded,
        }
        return [note for note, is_so in said.items() if is_so]

    def raised(self, text: str, before: str) -> str:
        """Give a raised text as it stands in its line: no mark of a note, powers as powers, letters plain.

        A mark stands behind a word, a year or a sign: `bridge` 1, `2025.` 2; `km` 2 and `10` 6 are no marks.
        """
        if not _MARK.fullmatch(text.strip()):
            return text
        if _MARKED.search(before) and not _UNIT.search(before):
            self.marks = True
            return ""
        return text.translate(_RAISED) if before.strip() else text
