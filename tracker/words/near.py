"""What was likely meant by a word that is none of those there may be."""

from collections.abc import Collection

from events.sentences import Sentence, either, joined, sentence

MOST = 3


def or_near(said: Sentence, word: str, possible: Collection[str]) -> Sentence:
    """Say that a word is none of ours, and which of ours are spelt much like it, if any are."""
    from difflib import get_close_matches  # noqa: PLC0415 (only a refusal needs it)

    alike = {each.casefold(): each for each in possible}
    near = [alike[each] for each in get_close_matches(word.casefold(), alike, n=MOST)]
    return joined("; ", (said, sentence("did you mean {near}?", near=either(near)))) if near else said
