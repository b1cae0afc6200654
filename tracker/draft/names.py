"""Names of people with their roles in a sentence, told apart by the words that offices are made of."""

import re
from dataclasses import dataclass

from tracker.draft.lexicon import Lexicon
from tracker.draft.phrases import fold

_TOKEN = re.compile(
    r"[“\"][^\W\d_]{2,15}[”\"]"
    r"|(?:Dr|Dra|Mr|Mrs|Ms|Sr|Sra|Srta|Hon|Jr|Gen|Lic|Ing|Mtro|Mtra|Lt|Col|Adm|Amb|Sen|Rep|Prof|Gov|Arq|Emb|Cap|Capt)\."
    r"|(?:[^\W\d_]\.)(?:[ ]?[^\W\d_]\.)*(?!\w)"
    r"|[^\W_]+(?:[-'’](?!s\b)[^\W_]+)*"
    r"|\S"
)
_HONORIFIC = frozenset(
    "honourable honorable excelentisimo excelentisima excelencia excellency he dr dra mr mrs ms sr sra srta hon lic ing mtro mtra prof arq emb don dona doctor doctora excmo excma sir dame".split()
)
_PARTICLE = frozenset("de del la las los y von van der da do dos di bin al ben el e i".split())
_JOINS = frozenset("of for the to at on in and a de del la las los el para en y e al por ante".split())
_LINKS = frozenset("of for to at de del al para en in".split())
_WITHIN = frozenset("of for de del para en on at y and e".split())
"""After these an office goes on, or its people's business."""
_ARTICLES = frozenset("the el la los las el/la su a an".split())
Span = tuple[int, int]
Roles = tuple[Span | None, Span | None]
"""The roles before and after a name."""
_LONGEST_NAME = 7
_LONGEST_ROLE = 32


@dataclass(frozen=True)
class Token:
    """A word or sign of a sentence."""

    text: str
    start: int
    end: int
    key: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass
class Mention:
    """A person named in a sentence: where the name and the role are, by places in its text."""

    start: int
    end: int
    role: Span | None = None
    honorific: bool = False
    follows: bool = False
    """Whether the role stands after the name."""


def tokens(text: str) -> list[Token]:
    """Part a sentence into words and signs."""
    return [
        Token(found[0], found.start(), found.end(), fold(found[0]).strip("."))
        for found in _TOKEN.finditer(text)
    ]


def mentions(text: str, lexicon: Lexicon) -> list[Mention]:
    """List the people a sentence names with a role or a title, and the bare names among them."""
    return _Reader(text, lexicon).mentions()


class _Reader:
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

    # Names

    def mentions(self) -> list[Mention]:
        runs = self._runs()
        found: list[Mention] = []
        roles: list[Roles] = []
        floor = 0
        for place, (start, end) in enumerate(runs):
            ceiling = runs[place + 1][0] if place + 1 < len(runs) else len(self.tokens)
            roles.append((self._before(start, floor), self._after(end, ceiling)))
            floor = end
        self._settle(runs, roles)
        for (start, end), (before, after) in zip(runs, roles, strict=True):
            role = before or after
            found.append(
                Mention(
                    self.tokens[start].start,
                    self.tokens[end - 1].end,
                    (self.tokens[role[0]].start, self.tokens[role[1] - 1].end) if role else None,
                    honorific=start > 0 and self.tokens[start - 1].key in _HONORIFIC,
                    follows=role is not None and role is after,
                )
            )
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
                if self._is_name(start, end) and not lone and not self._is_in_office(start, end):
                    runs.append((start, end))
                place = end
            else:
                place += 1
        return runs

    def _is_titled(self, place: int) -> bool:
        """Say whether a title stands right before a word: a surname alone is told by nothing else."""
        return place > 0 and (self.tokens[place - 1].key in _HONORIFIC or self._is_head(place - 1))

    def _run_from(self, place: int) -> int:
        if not self._begins(place):
            return place
        end = place + 1
        while end < len(self.tokens) and end - place < _LONGEST_NAME:
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
            while ahead < len(self.tokens) and self.tokens[ahead].key in _PARTICLE and ahead - end < 2:
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
        """Say whether a word of an office, a month or a country is a surname here: nothing goes on after it."""
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
        ) and not (place in self.of_parties or token.key in _HONORIFIC)

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
        return before in _JOINS or after is None or not after.capital or self.lexicon.is_office(after.key)

    def _without_office(self, start: int, end: int) -> int:
        """Leave out what of a run after `of` or `for` belongs to the office before the name."""
        before = self.tokens[start - 1].key if start else ""
        joined = before in _JOINS - {"and", "y", "with", "e", "por", "a", "to", "the", "la", "el"}
        office = (
            start > 0
            and (self.lexicon.is_office(before) or joined)
            and not self.tokens[start - 1].text[0] in ",;"
        )
        if not office or not joined:
            return start
        for place in range(start, end - 1):
            if self._is_given(place):
                return place
        return end if end - start < 2 else end - 2

    def _is_in_office(self, start: int, end: int) -> bool:
        """Say whether words that no name is known of go on an office: `para el Hemisferio Occidental`."""
        if end - start == 1 and start > 2 and self._is_head(start - 1):  # noqa: PLR2004 (three words before it)
            of = self.tokens[start - 2].key in {"del", "de", "to", "of", "al"}
            if of and (self._is_head(start - 3) or self.lexicon.is_office(self.tokens[start - 3].key)):
                return True  # `adviser to President Biden` is one office
        if any(self._is_given(place) for place in range(start, end)):
            return False
        place = start - 1
        while place >= 0 and self.tokens[place].key in _ARTICLES:
            place -= 1
        if place < 1 or self.tokens[place].key not in _WITHIN:
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

    # Roles

    def _before(self, start: int, floor: int) -> Span | None:
        """Give the role that stands before a name."""
        end = start
        while end > floor and (self.tokens[end - 1].key in _HONORIFIC or self.tokens[end - 1].text in ",:"):
            end -= 1
        begin = end
        while begin > floor and end - begin < _LONGEST_ROLE and self._is_of_role(begin - 1, end):
            begin -= 1
        head = next((each for each in range(end - 1, begin - 1, -1) if self._is_head(each)), None)
        if head is None:
            return None
        first = self._first_of(head, begin)
        return (first, end)

    def _is_head(self, place: int) -> bool:
        if self.tokens[place].text.lower().endswith("secretaría"):
            return False  # an office, not who holds it
        bare = re.sub(r"^(?:sub|vice|ex)-?", "", self.tokens[place].key)
        if bare in self.lexicon.heads and bare != "consul":
            return True
        return self.tokens[place].key in self.lexicon.heads or any(
            part in self.lexicon.heads for part in self.tokens[place].key.split("-")[-1:]
        )

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
        if token.capital and (token.key not in self.lexicon.never or self.lexicon.is_office(token.key)):
            return True
        if token.capital:
            return (
                token.key in _JOINS
                and place + 1 < end
                and self.tokens[place + 1].capital
                and token.key in {"the", "el", "la"}
            )
        return (
            token.key in _JOINS
            or self.lexicon.is_office(token.key)
            or token.key.isdigit()
        )

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
            joined = any(self.tokens[each].key in _LINKS for each in range(place, first))
            if self._is_head(place) and joined:
                return self._first_of(place, begin)
        while first < head and self.tokens[first].key in _ARTICLES:
            first += 1
        return first

    def _is_modifier(self, place: int) -> bool:
        token = self.tokens[place]
        if token.key in _JOINS or not token.text[0].isalnum():
            return token.text == "." and place > 0
        if self.lexicon.is_office(token.key) and (
            token.capital or token.key in self.lexicon.modifiers or token.key in self.lexicon.heads
        ):
            return True
        return token.capital and (
            place in self.of_parties
            or (token.text.isupper() and token.key not in self.lexicon.never)
            or any(self.lexicon.is_office(part) for part in token.key.split("-"))
        )

    def _after(self, end: int, ceiling: int) -> Span | None:
        """Give the role that stands after a name: `, Minister of …`, `(Minister of …)`, `– Minister of …`."""
        place = end
        if place >= len(self.tokens) or self.tokens[place].text not in {",", "(", "–", "—", "-", ":"}:
            return None
        place += 1
        while place < ceiling and (
            self.tokens[place].key in _ARTICLES or self.tokens[place].key in {"who", "is"}
        ):
            place += 1
        begin = place
        if begin >= ceiling or self.tokens[begin].key in {"and", "y", "e", ","}:
            return None
        while place < len(self.tokens) and place - begin < _LONGEST_ROLE and self._goes_on(place, begin):
            place += 1
        while place > begin and (self.tokens[place - 1].key in _JOINS or self.tokens[place - 1].text in ",("):
            place -= 1
        heads = [each for each in range(begin, min(place, begin + 7)) if self._is_head(each)]
        return (begin, min(place, ceiling)) if heads else None

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
            known = self.lexicon.is_office(token.key) or token.key in _JOINS
            if (
                self._is_head(place - 1)
                and place - 1 > begin
                and self.tokens[place - 2].key in {"del", "de", "to", "of", "al"}
            ):
                return True
            return not self._names_somebody(place) and (known or token.key not in self.lexicon.never)
        known = token.key in _JOINS or self.lexicon.is_office(token.key) or self._is_head(place)
        return known or token.key in {"s", "adscrita", "adscrito"}

    def _names_somebody(self, place: int) -> bool:
        return self._is_given(place) and self._begins(place)

    def _starts_anew(self, place: int) -> bool:
        """Say whether somebody else is spoken of from here on."""
        token = self.tokens[place]
        if token.key in _ARTICLES:
            place += 1
        if place >= len(self.tokens):
            return True
        token = self.tokens[place]
        if token.key in _HONORIFIC or self._names_somebody(place) or token.key in {"por", "by"}:
            return True
        if self._is_head(place) and not (
            place + 1 < len(self.tokens) and self.tokens[place + 1].key in {"affairs"}
        ):
            return True
        ahead = place
        while ahead < len(self.tokens) and self._is_modifier(ahead) and ahead - place < 4:
            if self._is_head(ahead):
                return True
            ahead += 1
        return not token.capital and not self.lexicon.is_office(token.key)

    # Which role is whose

    def _settle(self, runs: list[Span], roles: list[Roles]) -> None:
        """Let a role between two names be one's alone, by how the list of them is written."""
        if not runs:
            return
        names_first = roles[0][0] is None
        for place in range(1, len(runs)):
            owned, mine = roles[place - 1][1], roles[place][0]
            if owned is None or mine is None or mine[0] >= owned[1]:
                continue
            between = self.tokens[owned[1] : runs[place][0]]
            listed = all(token.text == "," or token.key in _HONORIFIC for token in between)
            if (listed and not names_first) or self._is_direct(runs[place]):
                roles[place - 1] = (roles[place - 1][0], None)
            else:
                roles[place] = (None, roles[place][1])
        for place, (before, after) in enumerate(roles):
            if before is not None and after is not None:
                roles[place] = (None, after) if self._is_bare(runs[place], before) else (before, None)

    def _is_direct(self, run: Span) -> bool:
        """Say whether a name follows its role at once, without a comma."""
        before = self.tokens[run[0] - 1]
        return before.text != "," and before.key not in _HONORIFIC and before.key not in _JOINS

    def _is_bare(self, run: Span, role: Span) -> bool:
        """Say whether a role is a title alone, written before the name: `Ambassador Mario Chacón`."""
        return role[1] - role[0] == 1 and self._is_direct(run)
