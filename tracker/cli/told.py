"""Which words a shell is offered, and how it is told them so that each stays one word. Loads nothing."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 50
"""Words that are offered at once."""


def can_be_seen(name: str) -> bool:
    """Say whether a name is one line in which nothing hides; no shell is offered another."""
    if name.isascii():
        return name.isprintable()
    from tracker.words.text import one_line

    return one_line(name) == name


def to_bash(words: list[str], quote: str) -> list[str]:
    """Write words for bash so that each stays one, after the quote that was typed, or after none.

    Bash types what they have in common: that may not end in a backslash, which would quote what is
    typed next. And between double quotes nothing keeps `!` from calling an earlier command back.
    """
    if quote == '"':
        told = [_escaped(word, _is_plain_in_quotes) for word in words if "!" not in word]
        return [] if _hangs(told) else told
    if quote:
        return [_in_single_quotes(word) for word in words]
    told = [_escaped(word, _is_plain) for word in words]
    return [f"'{_in_single_quotes(word)}'" for word in words] if _hangs(told) else told


def to_zsh(kind: str, word: str, about: str | None) -> str:
    """Write a word for zsh, with what it is, on three lines; an empty last one would go astray."""
    return f"{kind}\n{word or '_'}\n{about or '_'}"


def to_fish(kind: str, word: str, about: str | None) -> str:
    """Write a word for fish, with what it is, after its kind."""
    return f"{kind},{word}\t{about}" if about else f"{kind},{word}"


def _is_plain(character: str) -> bool:
    return character.isalnum() or character in "_./%+,-"


def _is_plain_in_quotes(character: str) -> bool:
    return character not in '$`"\\'


def _escaped(word: str, is_plain: "Callable[[str], bool]") -> str:
    return "".join(each if is_plain(each) else f"\\{each}" for each in word)


def _in_single_quotes(word: str) -> str:
    return word.replace("'", "'\\''")


def _hangs(words: list[str]) -> bool:
    """Say whether what words have in common ends in a backslash that quotes nothing yet."""
    common = os.path.commonprefix(words)  # noqa: RUF071 (letter by letter, as bash does)
    return (len(common) - len(common.rstrip("\\"))) % 2 == 1
