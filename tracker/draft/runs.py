"""Where names are in a sentence: runs of capitalised words that no office is made of."""

import re
from collections.abc import Iterator

from tracker.draft.lexicon import Lexicon
from tracker.draft.tokens import (
    ARTICLES,
    JOINS,
    LONGEST_NAME,
    OF_PLACES,
    PARTICLE,
    WITHIN,
    Span,
    Token,
    are_degrees,
    tokens,
)

_MONTHS = frozenset({"april", "june", "august"})
"""Months that are given names too."""


class Runs:
    """The words of a sentence, and the runs of them that are names."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.tokens = tokens(text, lexicon.titles)
        parties = [(each.start, each.end) for each in lexicon.parties_in(text)]
        self.of_parties = {
            place
            for place, token in enumerate(self.tokens)
            if any(start < token.end and token.start < end for start, end in parties)
        } | self._of_regions()

    def _of_regions(self) -> set[int]:
        """List the words of states and cities that can be of no name: two or more, or before an office."""
        found: set[int] = set()
        for each in self.lexicon.regions.find(self.text):
            places = [p for p, t in enumerate(self.tokens) if each.start <= t.start and t.end <= each.end]
            after = self.tokens[places[-1] + 1] if places and places[-1] + 1 < len(self.tokens) else None
            named = bool(places) and places[0] > 0 and self._is_given(places[0] - 1)
            office = (
                after is not None
                and after.capital
                and (self.lexicon.is_office(after.key) or after.text.isupper())
                and not named
            )
            possessive = after is not None and after.text in "'’"
            if len(places) > 1 or office or possessive:
                found.update(places)
        return found

    def _runs(self) -> list[Span]:
        """List where names are: capitalised words that no office is made of."""
        runs = []
        place = 0
        while place < len(self.tokens):
            end = self._run_from(place)
            if end > place:
                start = self._without_office(place, end)
                lone = end - start == 1 and not self._is_titled(start)
                numbered = (
                    start == 0 and end == len(self.tokens) and self.tokens[0].text in {"I.", "V.", "X."}
                )
                if (
                    self._is_name(start, end)
                    and not lone
                    and not numbered
                    and not self._is_in_office(start, end)
                ):
                    runs.append((start, end))
                place = end
            else:
                place += 1
        return runs

    def _is_title(self, place: int) -> bool:
        """Say whether a word is one with which people are addressed: `Mr`, `Licda.`, `Hon`."""
        degrees = are_degrees(self.tokens, place, self.lexicon.given)
        return degrees or self.lexicon.is_title(self.tokens[place].text)

    def _is_titled(self, place: int) -> bool:
        """Say whether a title stands right before a word: a surname alone is told by nothing else."""
        return place > 0 and (self._is_title(place - 1) or self._is_head(place - 1))

    def _run_from(self, place: int) -> int:
        """Give where a name ends that begins at a place; the place itself if none does."""
        if not self._begins(place):
            return place
        end = place + 1
        while end < len(self.tokens) and end - place < LONGEST_NAME:
            further = next((step for step in self._steps(place, end) if step > end), end)
            if further == end:
                break
            end = further
        return end

    def _steps(self, start: int, end: int) -> Iterator[int]:
        """Give how far a name may go on from a place, way by way."""
        token = self.tokens[end]
        if self._is_part(end) or self._is_numeral(end):
            yield end + 1
        if token.text == "," and end + 1 < len(self.tokens) and self.tokens[end + 1].text in {"Jr.", "Jr"}:
            yield end + 2
        yield self._over_particles(start, end)
        if token.capital and self._may_end(start, end) and self._is_surname(end):
            yield end + 1
        if (
            token.capital
            and token.key in self.lexicon.surnames
            and end - start > 1
            and self._is_surname_last(end)
        ):
            yield end + 1  # `Heidy Monterroso Paz,`
        if token.capital and end - start == 1 and self._is_given(start) and self._is_last(end):
            yield end + 1  # `Iván Coronel,`
        first = end - start == 1 and start > 0 and self.tokens[start - 1].text == ","
        if token.capital and (self._is_given(end - 1) or first) and self._is_between(end):
            yield end + 2

    def _is_numeral(self, place: int) -> bool:
        """Say whether a word is no name and yet part of one: `Jr.`, `III`."""
        text = self.tokens[place].text
        return text.startswith("Jr") or re.fullmatch(r"I{2,3}|IV|VI{0,3}", text) is not None

    def _over_particles(self, start: int, end: int) -> int:
        """Go on over the small words inside of a name: `Lucía Arriaga Montes de Oca`, `Driss El Ouazzani`."""
        ahead = end
        while ahead < len(self.tokens) and self.tokens[ahead].key in PARTICLE and ahead - end < 2:
            ahead += 1
        if ahead == end or ahead >= len(self.tokens) or not self.tokens[ahead].capital:
            return end
        first = self.tokens[end]
        if first.key == "o" and not first.capital:
            return end
        if first.key in {"y", "e"}:
            return ahead + 1 if self._is_second_surname(start, end, ahead) else end
        if ahead == end + 1 and first.key in {"el", "al", "la", "los", "las", "lo"} and not first.capital:
            return end
        alone = all(self._is_given(each) for each in range(start, end)) and self._is_last(ahead)
        surname = self._is_given(start) and (self.tokens[ahead].key in self.lexicon.surnames or alone)
        if not (self._is_part(ahead) or (surname and ahead not in self.of_parties)):
            return end
        if self._is_given(ahead) and first.key in {"de", "del", "la", "los", "las"}:
            given = first.key in {"de", "del"} and all(self._is_given(each) for each in range(start, end))
            return ahead + 1 if given or not self._is_followed(ahead) else end
        return ahead + 1

    def _is_followed(self, place: int) -> bool:
        """Say whether a name goes on after a word of it: `María del Carmen Ybarra`."""
        return place + 1 < len(self.tokens) and (
            self._is_part(place + 1) or self.tokens[place + 1].key in PARTICLE
        )

    def _is_second_surname(self, start: int, end: int, ahead: int) -> bool:
        """Say whether `y` joins two surnames of one: there is a surname before it and one word behind it."""
        known = self._is_given(start) or end - start > 2
        if ahead != end + 1 or not known or end - start < 2 or self._is_given(end - 1):
            return False
        after = self.tokens[ahead + 1] if ahead + 1 < len(self.tokens) else None
        before = self.tokens[start - 1].key if start else ""
        return (
            self._is_part(ahead)
            and not self._is_given(ahead)
            and not before.endswith("s")
            and (after is None or not (after.capital or after.text == "-" or after.key in PARTICLE))
        )

    def _is_given(self, place: int) -> bool:
        return self.tokens[place].capital and self.tokens[place].key.split("-")[0] in self.lexicon.given

    def _may_end(self, start: int, end: int) -> bool:
        """Say whether a name lacks its surname yet: there is a given name alone, or an initial last."""
        words = [token for token in self.tokens[start:end] if not self._is_initial(token)]
        if not self._is_given(start):
            return False
        lone = len(words) == 1 or self._is_initial(self.tokens[end - 1]) or end in self.of_parties
        return lone or self._is_last(end)

    def _is_last(self, place: int) -> bool:
        """Say whether a word is the last before a sign or the end: a second surname, as in `Anaya Vial;`."""
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        bare = not self.tokens[place].text.isupper() and self.tokens[place].key not in self.lexicon.never
        return bare and (after is None or after.text in ",;.)")

    def _is_surname_last(self, place: int) -> bool:
        """Say whether a word that is a surname elsewhere ends a name here: nothing of a name follows."""
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        return self._is_last(place) or (
            after is not None and after.text.islower() and after.key not in PARTICLE
        )

    def _is_between(self, place: int) -> bool:
        """Say whether a word of an office is a first surname: a second one follows, as in `Mercado Pérez`."""
        if place + 1 >= len(self.tokens) or not self.tokens[place].text[0].isalpha():
            return False
        surname = self.tokens[place].key in self.lexicon.surnames and self._is_given(place - 1)
        if self._is_head(place) and not surname:
            return False  # `Berta Alcalde Vega`
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
        if place and self.tokens[place - 1].text in {"San", "Santa", "Santo", "Saint", "St.", "São"}:
            return False  # `Alcaldesa de San Carlos`
        if self._is_initial(token):
            return place + 1 < len(self.tokens) and self._is_part(place + 1) and not self._is_title(place)
        return self._is_part(place) and not self._is_service(place)

    def _is_service(self, place: int) -> bool:
        """Say whether letters between a rank and a name are those of a service: `Cap. FAP Luis Ríos`."""
        token = self.tokens[place]
        ranked = place > 0 and (self._is_title(place - 1) or self.tokens[place - 1].key in self.lexicon.ranks)
        short = token.text.isupper() and 1 < len(token.text) < 5
        return ranked and short and place + 1 < len(self.tokens) and self._is_given(place + 1)

    def _is_initial(self, token: Token) -> bool:
        return (
            bool(re.fullmatch(r"[^\W\d_]\.(?:[ ]?[^\W\d_]\.)*", token.text))
            and token.text.replace(" ", "") not in OF_PLACES
            and token.key not in self.lexicon.titles
        )

    def _is_part(self, place: int) -> bool:
        """Say whether a word may be one of a name."""
        token = self.tokens[place]
        if token.text[0] in '“"':
            return len(token.text) > 3 and token.text[1].isupper() and place > 0
        if not token.text[0].isalpha() or not token.capital or len(token.text) < 2:
            return False
        if token.text.replace(" ", "") in OF_PLACES:
            return False
        if self._is_initial(token):
            return True
        if token.key in self.lexicon.ranks and token.key not in self.lexicon.given:
            return False
        if token.text.isupper() and len(token.text) < 4 and not self._is_upper_name(place):
            return False
        if token.key in _MONTHS:
            return self._is_called_as_month(place)
        if token.key in self.lexicon.given:
            return place not in self.of_parties and not self._is_of_office(place)
        if token.text.isupper() and (len(token.text) < 4 or not self._is_upper_name(place)):
            return False
        parts = [part for part in token.key.split("-") if part not in PARTICLE]
        if self._is_head(place):
            return False
        never = token.key in self.lexicon.never or all(part in self.lexicon.never for part in parts)
        office = any(self.lexicon.is_office(part) for part in (token.key, *parts))
        return not (never or office or place in self.of_parties or self._is_title(place))

    def _is_called_as_month(self, place: int) -> bool:
        """Say whether a month is a given name: `the Secretary of State, June Ortiz-Webb`."""
        titled = place > 0 and (self.tokens[place - 1].text == "," or self._is_titled(place))
        return titled and place + 1 < len(self.tokens) and self._is_part(place + 1)

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
        joined = before in JOINS - {"and", "y", "e"}
        return joined or after is None or not after.capital or self.lexicon.is_office(after.key)

    def _without_office(self, start: int, end: int) -> int:
        """Leave out what of a run after `of` or `for` belongs to the office before the name."""
        before = self.tokens[start - 1].key if start else ""
        joined = before in JOINS - {"and", "y", "with", "e", "por", "a", "to", "the", "la", "el"}
        office = (
            start > 0
            and (self.lexicon.is_office(before) or joined)
            and self.tokens[start - 1].text[0] not in ",;"
        )
        if not office or not joined or self._is_under(start):
            return start
        for place in range(start, end - 1):
            if self._is_given(place):
                return place
        return end if end - start < 2 or self.tokens[end - 2].key in PARTICLE else end - 2

    def _is_under(self, start: int) -> bool:
        """Say whether a name stands behind `under the chairmanship of`, which is no office."""
        return start > 3 and self.tokens[start - 4].key in {"bajo", "under"}

    def _is_in_office(self, start: int, end: int) -> bool:
        """Say whether words that no name is known of go on an office: `para el Hemisferio Occidental`."""
        if end - start == 1 and start > 2 and self._is_head(start - 1):
            of = self.tokens[start - 2].key in {"del", "de", "to", "of", "al"}
            if of and (self._is_head(start - 3) or self.lexicon.is_office(self.tokens[start - 3].key)):
                return True  # `adviser to President Biden` is one office
        if self._is_under(start) or any(self._is_given(place) for place in range(start, end)):
            return False
        if self._is_called_in_office(start):
            return True
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

    def _is_called_in_office(self, start: int) -> bool:
        """Say whether words name what an office is of: `A, coordinador del paso Las Cruces`."""
        if start < 5 or not self.tokens[start - 1].text.islower():
            return False
        of, head = self.tokens[start - 2].key, start - 3
        return of in {"de", "del", "of"} and self._is_head(head) and self.tokens[head - 1].text == ","

    def _is_name(self, start: int, end: int) -> bool:
        words = [token for token in self.tokens[start:end] if not self._is_initial(token)]
        numbered = len(words) > 1 and self._is_numeral(start + 1) and not self._is_given(start)
        return bool(words) and not (numbered and not self.tokens[start + 1].text.startswith("Jr"))

    def _is_head(self, place: int) -> bool:
        if self.tokens[place].text.lower().endswith("secretaría"):
            return False  # an office, not who holds it
        bare = re.sub(r"^(?:sub|vice|ex)-?", "", self.tokens[place].key)
        if bare in self.lexicon.heads and bare != "consul":
            return True
        return self.tokens[place].key in self.lexicon.heads or any(
            part in self.lexicon.heads for part in self._ends_of(place)
        )

    def _ends_of(self, place: int) -> tuple[str, ...]:
        """Give the words of a compound that may say an office: `vice-minister`, `Ambassador-designate`."""
        parts = self.tokens[place].key.split("-")
        return (
            (parts[0], parts[-1])
            if parts[-1] in {"designate", "elect", "general", "designado", "electo"}
            else (parts[-1],)
        )
