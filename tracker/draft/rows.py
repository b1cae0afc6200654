"""Somebody in a row of a table: which side, which institution, whether they led."""

from tracker.draft.affiliations import named_institution, parted
from tracker.draft.lexicon import Lexicon
from tracker.draft.parties import Side, side_of_role
from tracker.draft.people_words import OF_DELEGATION
from tracker.draft.sentences import Sentence
from tracker.draft.sides import Sighting


def sighting_of_row(
    sentence: Sentence, row: dict[str, str], listed: Side | None, lexicon: Lexicon, parties: list[str]
) -> Sighting:
    """Say who a row names; `listed` is the side of the heading above the table."""
    found = Sighting(sentence, row["name"], side=_side(sentence, row, listed, lexicon, parties), sure=True)
    found.role, found.institution = parted(row.get("role", ""), lexicon, parties)
    if cell := row.get("institution"):
        found.institution = named_institution(cell, lexicon, parties) or found.institution
    if cell := row.get("behalf"):
        found.behalf = named_institution(cell, lexicon, parties)
    found.head = any(OF_DELEGATION.search(row.get(key, "")) for key in ("cell", "role", "name_cell"))
    return found


def _side(
    sentence: Sentence, row: dict[str, str], listed: Side | None, lexicon: Lexicon, parties: list[str]
) -> Side | None:
    cell = row.get("party", "")
    sides = {row["side"]} if "side" in row else {e.value for e in lexicon.parties_in(cell, sentence.lang)}
    if len(sides) == 1:
        return Side(sides.pop(), cell)
    if listed is not None:
        return listed
    for words in filter(None, (row.get("role"), row.get("institution"))):
        if (side := side_of_role(words, sentence.lang, lexicon, parties)) is not None:
            return side
    return None
