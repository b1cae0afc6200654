"""Where names are in a sentence: runs of capitalised words that no office is made of."""

import re

from tracker.draft.lexicon import Lexicon
from tracker.draft.tokens import (
    ARTICLES,
    HONORIFIC,
    JOINS,
    LONGEST_NAME,
    PARTICLE,
    WITHIN,
    Span,
    Token,
    tokens,
)


class Runs:
    """The words of a sentence, and the runs of them that are names."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.tokens = tokens(text)
        parties = [(each.start, each.end) for each in lexicon.parties_in(text)]
        self.of_parties = {
            place
            for place, token in enumerate(self.tokens)
            if any(start < token.end and token.start < end for start, end in parties)
        }

    def _runs(self) -> list[Span]:
        """List where names are: capitalised words that no office is made of."""
        runs = []
        place = 0
        while place < len(self.tokens):
            end = self._run_from(place)
            if end > place:
                start = self._without_office(place, end)
                lone = end - start == 1 and not self._is_titled(start)
                if self._is_name(start, end) and not lone and not self._is_in_office(start, end):
                    runs.append((start, end))
                place = end
            else:
                place += 1
        return runs

    def _is_titled(self, place: int) -> bool:
        """Say whether a title stands right before a word: a surname alone is told by nothing else."""
        return place > 0 and (self.tokens[place - 1].key in HONORIFIC or self._is_head(place - 1))

    def _run_from(self, place: int) -> int:
        if not self._begins(place):
            return place
        end = place + 1
        while end < len(self.tokens) and end - place < LONGEST_NAME:
            token = self.tokens[end]
            if self._is_part(end) or (token.key == "jr" and token.text.startswith("Jr")):
                end += 1
                continue
            if (
                token.text == ","
                and end + 1 < len(self.tokens)
                and self.tokens[end + 1].text in {"Jr.", "Jr"}
            ):
                end += 2
                continue
            ahead = end
            while ahead < len(self.tokens) and self.tokens[ahead].key in PARTICLE and ahead - end < 2:
                ahead += 1
            y_or_e = ahead == end + 1 and self.tokens[end].key in {"y", "e", "el", "al", "la", "los", "las"}
            if (
                ahead > end
                and ahead < len(self.tokens)
                and self._is_part(ahead)
                and not y_or_e
                and not self._is_given(ahead)
            ):
                end = ahead + 1
                continue
            if token.capital and self._may_end(place, end) and self._is_surname(end):
                end += 1
                continue
            if token.capital and self._is_given(end - 1) and self._is_between(end):
                end += 2
                continue
            break
        return end

    def _is_given(self, place: int) -> bool:
        return self.tokens[place].capital and self.tokens[place].key.split("-")[0] in self.lexicon.given

    def _may_end(self, start: int, end: int) -> bool:
        """Say whether a name lacks its surname yet: there is a given name alone, or an initial last."""
        words = [token for token in self.tokens[start:end] if not self._is_initial(token)]
        if not self._is_given(start):
            return False
        return len(words) == 1 or self._is_initial(self.tokens[end - 1]) or end in self.of_parties

    def _is_between(self, place: int) -> bool:
        """Say whether a word of an office is a first surname: a second one follows, as in `Mercado Pérez`."""
        if self._is_head(place) or place + 1 >= len(self.tokens) or not self.tokens[place].text[0].isalpha():
            return False
        after = self.tokens[place + 2] if place + 2 < len(self.tokens) else None
        return (
            self._is_part(place + 1)
            and not self._is_given(place + 1)
            and (after is None or not after.capital)
        )

    def _is_surname(self, place: int) -> bool:
        """Say whether a word of an office, a month or a country is a surname here: nothing goes on."""
        if self._is_head(place) or not self.tokens[place].text[0].isalpha():
            return False
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        return after is None or not after.capital

    def _begins(self, place: int) -> bool:
        token = self.tokens[place]
        if not token.text[0].isalpha() or not token.capital:
            return False
        if self._is_initial(token):
            return place + 1 < len(self.tokens) and self._is_part(place + 1)
        return self._is_part(place)

    @staticmethod
    def _is_initial(token: Token) -> bool:
        return bool(re.fullmatch(r"[^\W\d_]\.(?:[ ]?[^\W\d_]\.)*", token.text)) and token.text not in {
            "U.S.",
            "U. S.",
        }

    def _is_part(self, place: int) -> bool:
        """Say whether a word may be one of a name."""
        token = self.tokens[place]
        if token.text[0] in '“"':
            return len(token.text) > 3 and token.text[1].isupper() and place > 0
        if not token.text[0].isalpha() or not token.capital or len(token.text) < 2:
            return False
        if self._is_initial(token):
            return True
        if token.key in self.lexicon.given:
            return place not in self.of_parties and not self._is_of_office(place)
        if token.text.isupper() and (len(token.text) < 4 or not self._is_upper_name(place)):
            return False
        parts = token.key.split("-")
        if self._is_head(place):
            return False
        return not any(
            part in self.lexicon.never or self.lexicon.is_office(part) for part in (token.key, *parts)
        ) and not (place in self.of_parties or token.key in HONORIFIC)

    def _is_upper_name(self, place: int) -> bool:
        """Say whether letters that are all capitals are a surname: a name as Asia writes it."""
        near = [self.tokens[each] for each in (place - 1, place + 1) if 0 <= each < len(self.tokens)]
        return any(
            each.capital and not each.text.isupper() and not self.lexicon.is_office(each.key) for each in near
        )

    def _is_of_office(self, place: int) -> bool:
        token = self.tokens[place]
        if not (self.lexicon.is_office(token.key) or token.key in self.lexicon.never):
            return False
        before = self.tokens[place - 1].key if place else ""
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        return before in JOINS or after is None or not after.capital or self.lexicon.is_office(after.key)

    def _without_office(self, start: int, end: int) -> int:
        """Leave out what of a run after `of` or `for` belongs to the office before the name."""
        before = self.tokens[start - 1].key if start else ""
        joined = before in JOINS - {"and", "y", "with", "e", "por", "a", "to", "the", "la", "el"}
        office = (
            start > 0
            and (self.lexicon.is_office(before) or joined)
            and self.tokens[start - 1].text[0] not in ",;"
        )
        if not office or not joined:
            return start
        for place in range(start, end - 1):
            if self._is_given(place):
                return place
        return end if end - start < 2 else end - 2

    def _is_in_office(self, start: int, end: int) -> bool:
        """Say whether words that no name is known of go on an office: `para el Hemisferio Occidental`."""
        if end - start == 1 and start > 2 and self._is_head(start - 1):
            of = self.tokens[start - 2].key in {"del", "de", "to", "of", "al"}
            if of and (self._is_head(start - 3) or self.lexicon.is_office(self.tokens[start - 3].key)):
                return True  # `adviser to President Biden` is one office
        if any(self._is_given(place) for place in range(start, end)):
            return False
        place = start - 1
        while place >= 0 and self.tokens[place].key in ARTICLES:
            place -= 1
        if place < 1 or self.tokens[place].key not in WITHIN:
            return False
        before = self.tokens[place - 1]
        if self.tokens[place].key in {"y", "and", "e"}:
            after = self.tokens[end] if end < len(self.tokens) else None
            return (
                before.capital
                and self.lexicon.is_office(before.key)
                and after is not None
                and after.text == ","
                and self._begins(min(end + 1, len(self.tokens) - 1))
            )
        return before.capital or self.lexicon.is_office(before.key)

    def _is_name(self, start: int, end: int) -> bool:
        return any(not self._is_initial(token) for token in self.tokens[start:end])

    def _is_head(self, place: int) -> bool:
        if self.tokens[place].text.lower().endswith("secretaría"):
            return False  # an office, not who holds it
        bare = re.sub(r"^(?:sub|vice|ex)-?", "", self.tokens[place].key)
        if bare in self.lexicon.heads and bare != "consul":
            return True
        return self.tokens[place].key in self.lexicon.heads or any(
            part in self.lexicon.heads for part in self.tokens[place].key.split("-")[-1:]
        )
