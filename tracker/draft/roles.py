"""The role that stands before a name or behind it, told by the words that offices are made of."""

import re

from tracker.draft.brackets import Brackets
from tracker.draft.tokens import (
    ARTICLES,
    JOINS,
    LINKS,
    LONGEST_ROLE,
    Span,
)

_TITLES_OF_OFFICES = frozenset(
    {
        "ambassador",
        "embajador",
        "embajadora",
        "professor",
        "profesor",
        "profesora",
        "coronel",
        "colonel",
        "ingeniero",
        "ingeniera",
        "licenciado",
        "licenciada",
    }
)
"""Ranks that stand behind an office without a comma: `Foreign Secretary Ambassador A`."""
_RETIRED = frozenset({"ret", "retd", "rtd", "r", "sp", "dem"})
_LONGEST_BRACKET = 8
"""Words that may be left of a bracket where a role ends."""


_ADJECTIVE = re.compile(
    r"(?:[aio]l|ar|iv[oa]|ic[oa]|[ií]c[oa]|ol[ao]|ari[oa]|er[oa]|os[oa]|ante|ente|or[ao]?|an[oa]|in[oa]|ense|eñ[oa]|ist[oa])s?$"
)
"""How an adjective ends that may say what an office is for: `agregado agrícola`, `directora distrital`."""


class Offices(Brackets):
    """Reads the roles around a name."""

    def _before(self, start: int, floor: int) -> Span | None:
        """Give the role that stands before a name."""
        end, retired = start, False
        while end > floor and (
            self._is_title(end - 1)
            or self.tokens[end - 1].text in ",:"
            or self._is_retired(end)
            or (end < start and self.tokens[end - 1].key in {"the", "his", "her"} and self._is_title(end))
        ):
            retired = retired or self._is_retired(end) > 0
            end -= self._is_retired(end) or 1
        further = self._without_rank(end, floor)
        if further < end:
            return self._role_up_to(further, floor) or self._role_up_to(end, floor)
        ranked = retired and self.tokens[end - 1].key in self.lexicon.ranks
        if end > floor and (ranked or self.tokens[end - 1].key in _TITLES_OF_OFFICES):
            fuller = self._role_up_to(end - 1, floor)
            if fuller is not None and fuller[1] == end - 1 and self._is_whole(fuller):
                return fuller
        return self._role_up_to(end, floor)

    def _is_whole(self, role: Span) -> bool:
        """Say whether a role is one without the word behind it: `Foreign Secretary` is, `Deputy` is not."""
        last = self.tokens[role[1] - 1]
        return last.key not in self.lexicon.modifiers and last.key not in JOINS

    def _role_up_to(self, end: int, floor: int) -> Span | None:
        """Give the role that ends at a place."""
        begin = end
        while begin > floor and end - begin < LONGEST_ROLE and self._is_of_role(begin - 1, end):
            begin -= 1
        head = next((each for each in range(end - 1, begin - 1, -1) if self._is_head(each)), None)
        if head is None:
            head = next((each for each in range(begin, end - 1) if self._is_graded(each)), None)
        if head is None:
            return None
        while end - 1 > head and self.tokens[end - 1].key in ARTICLES:
            end -= 1
        first = self._first_of(head, begin)
        return (self._first_of_two(first, begin, end), end)

    def _first_of_two(self, first: int, begin: int, end: int) -> int:
        """Go back over `and` to the first of two offices of one: `the President and CEO, A`."""
        joined = first - begin > 1 and self.tokens[first - 1].key in {"and", "y", "e"}
        if not joined or end >= len(self.tokens) or self.tokens[end].text != ",":
            return first
        head = first - 2
        while head > begin and not self._is_head(head) and self.tokens[head].text not in ",()":
            head -= 1
        plural = self.tokens[head].key.endswith("s")
        return self._first_of(head, begin) if self._is_head(head) and not plural else first

    def _is_graded(self, place: int) -> bool:
        """Say whether a rank is an office by the word behind it: `Ingeniera Principal`."""
        after = self.tokens[place + 1]
        return (
            self.tokens[place].key in self.lexicon.ranks
            and after.capital
            and after.key in self.lexicon.modifiers
        )

    def _is_retired(self, end: int) -> int:
        """Give of how many words `(Ret.)` is that stands before a place; 0 if none does."""
        words = [token.key for token in self.tokens[max(0, end - 4) : end]]
        for count in (3, 4):
            last = [word for word in words[-count:] if word]
            if len(last) == 3 and last[0] == "(" and last[1] in _RETIRED and last[2] == ")":
                return count
        return 0

    def _without_rank(self, end: int, floor: int) -> int:
        """Go back over a rank behind a comma where a role stands before it: `el Director, coronel A`."""
        place = end
        while place > floor and self.tokens[place - 1].key in self.lexicon.ranks:
            place -= 1
        if place == end or place <= floor or self.tokens[place - 1].text != ",":
            return end
        return place - 1

    def _is_of_role(self, place: int, end: int) -> bool:
        token = self.tokens[place]
        if token.text == ",":
            after = self.tokens[place + 1] if place + 1 < end else None
            return (
                after is not None
                and (after.capital or after.key in {"y", "and"})
                and not self._is_head(place + 1)
            )
        if token.text in "()&/":
            return True
        if token.capital and (
            token.key not in self.lexicon.never
            or self.lexicon.is_office(token.key)
            or place in self.of_parties
            or self._opens_place(place)
        ):
            return True
        if token.capital:
            return (
                token.key in JOINS
                and place + 1 < end
                and self.tokens[place + 1].capital
                and token.key in {"the", "el", "la"}
            )
        before = self.tokens[place - 1] if place else None
        of_party = (
            place in self.of_parties
            and before is not None
            and (self._is_head(place - 1) or self.lexicon.is_office(before.key))
        )  # `ministra peruana`, `ministra de Salud salteña`
        if self._is_business(place) or self._goes_with(place) or self._is_within_place(place):
            return True
        return of_party or token.key in JOINS or self.lexicon.is_office(token.key) or token.key.isdigit()

    def _is_business(self, place: int) -> bool:
        """Say whether a word nobody knows is what an office is for: `el gerente de aguas`."""
        token, of = self.tokens[place], place - 1
        while of > 0 and self.tokens[of].key in ARTICLES:
            of -= 1
        if self._is_head(place - 1) and _ADJECTIVE.search(token.text):
            after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
            return token.text.islower() and (
                after is None or after.text in ",;)" or after.capital or after.key in {"de", "del"}
            )
        linked = of > 0 and self.tokens[of].key in {"de", "del", "of", "for", "para"}
        return linked and token.text.isalpha() and self._is_head(of - 1)

    def _goes_with(self, place: int) -> bool:
        """Say whether `con` or `contra` is within an office: `Relaciones con las Cortes`."""
        token = self.tokens[place]
        if token.key not in {"con", "with", "contra", "against"} or place + 1 >= len(self.tokens):
            return False
        before = self.tokens[place - 1]
        article = self.tokens[place + 1].key in ARTICLES and place + 2 < len(self.tokens)
        after = self.tokens[place + 1 + article]
        known = self.lexicon.is_office(before.key) or token.key in {"contra", "against"}
        return before.capital and known and after.capital

    def _is_within_place(self, place: int) -> bool:
        """Say whether a small word or a number is within what an office is of: `Rio Grande do Sul`."""
        if not 0 < place < len(self.tokens) - 1 or not self.tokens[place + 1].capital:
            return False
        before, token = self.tokens[place - 1], self.tokens[place]
        numbered = token.text[0].isdigit() and token.text[-1] in "ºª°" and before.key in LINKS | ARTICLES
        return numbered or (before.capital and token.key in {"do", "da", "dos", "das"})

    def _opens_place(self, place: int) -> bool:
        """Say whether a word begins the name of a place an office is of: `of New Avon`, `of Avon, A`."""
        of = place > 0 and self.tokens[place - 1].key in LINKS
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        return of and after is not None and (after.capital or after.text == ",")

    def _first_of(self, head: int, begin: int) -> int:
        """Go back from the head of a role to its first word: over modifiers, and over a head before it."""
        first = head
        while first > begin and self._is_modifier(first - 1):
            first -= 1
        place = first
        while (
            place > begin
            and self.tokens[place - 1].text not in {",", "(", ")"}
            and self.tokens[place - 1].key not in {"and", "y", "e"}
        ):
            place -= 1
            joined = any(self.tokens[each].key in LINKS for each in range(place, first))
            if self._is_head(place) and joined:
                return self._first_of(place, begin)
        while first < head and (
            self.tokens[first].key in ARTICLES
            or (self.tokens[first].text == "under" and self.tokens[first + 1].capital)
        ):
            first += 1
        return first

    def _is_modifier(self, place: int) -> bool:
        token = self.tokens[place]
        if token.key in JOINS or not token.text[0].isalnum():
            return token.text == "." and place > 0
        if self.lexicon.is_office(token.key) and (
            token.capital or token.key in self.lexicon.modifiers or token.key in self.lexicon.heads
        ):
            return True
        if self.lexicon.is_office(token.key) and place + 1 < len(self.tokens):
            after = self.tokens[place + 1]
            return not after.capital and self.lexicon.is_office(after.key)  # `her public works director`
        return token.capital and (
            place in self.of_parties
            or (token.text.isupper() and token.key not in self.lexicon.never)
            or any(self.lexicon.is_office(part) for part in token.key.split("-"))
        )

    def _after(self, end: int, ceiling: int) -> Span | None:
        """Give the role that stands after a name: `, Minister of …`, `(Minister of …)`, `– Minister of …`."""
        place = self._behind_delegation(self._behind_letters(end))
        if place >= len(self.tokens) or self.tokens[place].text not in {",", "(", "–", "—", "-", ":"}:
            return None
        if self.tokens[place].text == "(" and (close := self._office_closes(place)):
            return (place + 1, close - 1)
        place += 1
        while place < ceiling and (
            self.tokens[place].key in ARTICLES or self.tokens[place].key in {"who", "is"}
        ):
            place += 1
        begin = place
        if begin >= ceiling or self.tokens[begin].key in {"and", "y", "e", ","}:
            return None
        while place < len(self.tokens) and place - begin < LONGEST_ROLE and self._goes_on(place, begin):
            place += 1
        while place > begin and (self.tokens[place - 1].key in JOINS or self.tokens[place - 1].text in ",("):
            place -= 1
        heads = [each for each in range(begin, min(place, begin + 7)) if self._is_head(each)]
        return (begin, self._closed(begin, min(place, ceiling), ceiling)) if heads else None

    def _closed(self, begin: int, end: int, ceiling: int) -> int:
        """Give where a role ends that began a bracket: behind it, or before it where it stays open."""
        signs = [token.text for token in self.tokens[begin:end]]
        if signs.count("(") <= signs.count(")"):
            return end
        for place in range(end, min(ceiling, end + _LONGEST_BRACKET)):
            if self.tokens[place].text == ")":
                return place + 1
        opened = begin + len(signs) - 1 - signs[::-1].index("(")
        return opened if opened > begin else end

    def _goes_on(self, place: int, begin: int) -> bool:
        token = self.tokens[place]
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if token.text == ",":
            return (
                after is not None
                and after.capital
                and not self._is_head(place + 1)
                and not self._names_somebody(place + 1)
            )
        if token.key in {"and", "y", "e"}:
            return after is not None and not self._starts_anew(place + 1)
        if token.text in "(&/":
            return True
        if token.text == ")":
            return "(" in [each.text for each in self.tokens[begin:place]]
        if token.text in "'’":
            return True
        if token.capital:
            known = self.lexicon.is_office(token.key) or token.key in JOINS
            if (
                self._is_head(place - 1)
                and place - 1 > begin
                and self.tokens[place - 2].key in {"del", "de", "to", "of", "al"}
            ):
                return True
            of = place > begin + 1 and (
                self.tokens[place - 1].key in LINKS or self._is_of_place(place, begin)
            )
            of = of or place in self.of_parties
            return not self._names_somebody(place) and (known or of or token.key not in self.lexicon.never)
        known = token.key in JOINS or self.lexicon.is_office(token.key) or self._is_head(place)
        known = known or self._is_business(place) or self._goes_with(place) or self._is_within_place(place)
        of_party = place in self.of_parties and self.tokens[place - 1].capital  # `la Sección mexicana`
        numbered = token.key.isdigit() and self.tokens[place - 1].capital and after is not None
        numbered = numbered and after is not None and after.key in LINKS  # `Escuadrón 27 de Gendarmería`
        return known or of_party or numbered or token.key in {"s", "adscrita", "adscrito"}

    def _is_of_place(self, place: int, begin: int) -> bool:
        """Say whether a word is the second of a place an office is of: `of Baja California`."""
        before = self.tokens[place - 1]
        return place - 1 > begin and before.capital and before.text[0].isalpha()

    def _names_somebody(self, place: int) -> bool:
        return self._is_given(place) and self._begins(place)

    def _starts_anew(self, place: int) -> bool:
        """Say whether somebody else is spoken of from here on."""
        token = self.tokens[place]
        if token.key in ARTICLES:
            place += 1
        if place >= len(self.tokens):
            return True
        token = self.tokens[place]
        if self._is_title(place) or self._names_somebody(place) or token.key in {"por", "by"}:
            return True
        if self._is_head(place) and self._leads_to_name(place):
            return True
        ahead = place
        while ahead < len(self.tokens) and self._is_modifier(ahead) and ahead - place < 4:
            if self._is_head(ahead):
                return self._leads_to_name(ahead)
            ahead += 1
        return not token.capital and not self.lexicon.is_office(token.key)

    def _leads_to_name(self, place: int) -> bool:
        """Say whether somebody is named before or right behind the next comma: else `and` goes on a role."""
        end = place
        while end < len(self.tokens) and end - place < LONGEST_ROLE and self.tokens[end].text not in ",;.":
            if end > place and self._begins(end) and not self._is_in_office(end, self._run_from(end)):
                return True
            end += 1
        return end + 1 < len(self.tokens) and self.tokens[end].text == "," and self._begins(end + 1)
