"""Whose people the parts of a sentence are about: labels, and what stands between a delegation and a name."""

import re

from tracker.draft.lexicon import Lexicon
from tracker.draft.names import Mention
from tracker.draft.parties import Frame, side_of_role
from tracker.draft.people_words import BESIDE_NAMED
from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence


def labels(text: str, lexicon: Lexicon, parties: list[str]) -> list[Frame]:
    """Read the code of a party before a list of its people: `MX: A (role); B (role)`."""
    abroad = re.match(r"([^:;.]{5,70}):\s", text)
    if abroad is not None and re.search(r"\b(?:embass|embaj|consul)", fold(abroad[1])):
        side = side_of_role(abroad[1], "es", lexicon, parties)
        return [Frame(0, abroad.end(1) + 1, side.party)] if side is not None and not side.weak else []
    company = re.match(r"([^:;.]{5,80}):\s", text)
    if company is not None and BESIDE_NAMED.search(company[1]):
        sides = {each.value for each in lexicon.parties_in(company[1], "es")}
        return [Frame(0, company.end(1) + 1, sides.pop())] if len(sides) == 1 else []
    label = re.match(r"([^:;,–—]{2,40}?)\s*(:|[–—-](?=\s))\s*", text)
    if label is None:
        return []
    party = label[1] if label[1] in parties else _whole_party(label[1], lexicon, parties)
    listed = label[2] == ":" or ";" in text[label.end() :]
    return [Frame(0, label.end(2), party)] if party and listed else []


def _whole_party(text: str, lexicon: Lexicon, parties: list[str]) -> str:
    """Give the party that a text is the name of, or of a state of which; empty if it is none."""
    for found in (lexicon.parties_in(text, "es"), lexicon.regions_in(text, parties)):
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
            return found[0].value
    return ""


def is_label(sentence: Sentence, mention: Mention) -> bool:
    """Say whether somebody is the label of what they say: `Minister Soto: We agree`."""
    said = mention.first == 0 and (mention.honorific or mention.role is not None)
    text = sentence.text
    return said and sentence.kind != "item" and re.match(r"\s*:\s+\S", text[mention.last :]) is not None


def is_new_list(text: str, named: list[Mention], place: int) -> bool:
    """Say whether others are spoken of from a name on: `after a call between A and B, C and D met`."""
    if place < 2:
        return False
    before = text[named[place - 2].last : named[place - 1].first]
    between = text[named[place - 1].last : named[place].first]
    return _AND.search(before) is not None and _AND.search(between) is None


_AND = re.compile(r"\b(?:and|y|e)\b")


def part_of(text: str, mention: Mention) -> str:
    """Give the part of a sentence between semicolons that names somebody."""
    begin = text.rfind(";", 0, mention.first) + 1
    end = text.find(";", mention.last)
    return text[begin : end if end >= 0 else len(text)]


def is_trailing(text: str, named: list[Mention], found: list[Frame]) -> bool:
    """Say whether sides stand behind their people: `A and B on the Korean side, and C on the Polish side`."""
    ends = [max((each.last for each in named if each.last <= frame.start), default=-1) for frame in found]
    return (
        bool(found and named)
        and named[-1].last <= found[-1].start + 2
        and all(
            end >= 0
            and re.match(
                r"[\s,]*(?:on|from|for|representing|por|de)\s+(?:the |la |el )?", text[end : frame.end]
            )
            for end, frame in zip(ends, found, strict=True)
        )
    )


_BY_SIDE = re.compile(r"(?:^|\b)(?:por|del|for|on|from)\s+(?:(?:el|la|the)\s+)?(?:$|\w)", re.IGNORECASE)


def is_of_frame(between: str, text: str, frame: Frame) -> bool:
    """Say whether a name after a delegation is of it: nothing else has begun in between."""
    if re.search(
        r"\b(?:met with|se reuni\w+ con|received by|recibid\w+ por|hosted by)\b", between, re.IGNORECASE
    ):
        return False
    if text[frame.start : frame.end].rstrip().endswith((":", ")", "–", "—", "-")):
        return True  # `For Mexico: A, role; B, role`
    opens = re.match(
        r"[^.]{0,60}?(?::|\b(?:además|también|asimismo|igualmente|señor[ae]s?|messrs|"
        r"led|headed|included?|including|compris\w+|consist\w+|composed|made "
        r"up|was|were|also|alongside|with|and|integr\w+|encabez\w+"
        r"|conform\w+|compuest\w+|particip\w+|asisti\w+|estuv\w+|presid\w+|lider\w+|acudi\w+|"
        r"bajo|under|form\w+|trabaj\w+|work\w*|concurri\w+|viaj\w+|complet\w+|figur\w+|attend\w*|travel\w*|condu\w+|dirig\w+|sat|took|"
        r"incluy\w+|fue|por|intervin\w+|hicieron|hizo|did|by)\b)",
        between,
        re.IGNORECASE,
    )
    by_side = _BY_SIDE.search(text[: frame.start]) or _BY_SIDE.match(text[frame.start : frame.end])
    if by_side is not None and re.fullmatch(r"\s*\w+(?:\s+\w+)?\s+(?:(?:el|la|los|las|the)\s+)?", between):
        return True  # `por el lado chileno habló la directora A`
    return opens is not None or re.match(r"\s*(?:[,:–-]|(?:el|la|the)\b|$)", between) is not None
