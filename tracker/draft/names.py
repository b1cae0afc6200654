"""Names of people with their roles in a sentence, told apart by the words that offices are made of."""

from dataclasses import dataclass

from tracker.draft.lexicon import Lexicon
from tracker.draft.roles import Offices
from tracker.draft.tokens import (
    ARTICLES,
    JOINS,
    Roles,
    Span,
)

_LEADS = frozenset(
    [
        "chair",
        "co-chair",
        "head",
        "leader",
        "lead",
        "preside",
        "presidente",
        "presidenta",
        "jefe",
        "jefa",
        "encabeza",
        "chairman",
    ]
)
_OF_WHAT = frozenset(["of", "the", "de", "la", "delegation", "delegacion", "mission", "mision"])


@dataclass
class Mention:
    """A person named in a sentence: where the name and the role are, by places in its text."""

    start: int
    end: int
    role: Span | None = None
    honorific: bool = False
    follows: bool = False
    """Whether the role stands after the name."""
    title: int | None = None
    """Where the titles before the name begin: `H.E. Mr.`"""

    @property
    def first(self) -> int:
        """Where all that is said of somebody begins: a role, a title, the name."""
        return min(
            self.start, *(self.role or (self.start,))[:1], self.start if self.title is None else self.title
        )

    @property
    def last(self) -> int:
        """Where it ends."""
        return max(self.end, self.role[1] if self.role else 0)


def mentions(text: str, lexicon: Lexicon) -> list[Mention]:
    """List the people a sentence names with a role or a title, and the bare names among them."""
    return _Reader(text, lexicon).mentions()


class _Reader(Offices):
    """Reads which role is whose."""

    # Names

    def mentions(self) -> list[Mention]:
        runs = self._outside_offices([self._with_peerage(*run) for run in self._runs()])
        found: list[Mention] = []
        roles: list[Roles] = []
        floor = 0
        for place, (start, end) in enumerate(runs):
            ceiling = runs[place + 1][0] if place + 1 < len(runs) else len(self.tokens)
            roles.append((self._before(start, floor), self._after(end, ceiling)))
            floor = self._behind_bracket(end)
        self._settle(runs, roles)
        for (start, end), (before, after) in zip(runs, roles, strict=True):
            role = before or after
            title = self._first_title(start)
            found.append(
                Mention(
                    self.tokens[start].start,
                    self.tokens[end - 1].end,
                    (self.tokens[role[0]].start, self.tokens[role[1] - 1].end) if role else None,
                    honorific=start > 0 and self._is_title(start - 1),
                    follows=role is not None and role is after,
                    title=self.tokens[title].start,
                )
            )
        return found

    def _first_title(self, start: int) -> int:
        """Go back from a name over what somebody is addressed with: `Senator the Hon.`, `His Excellency`."""
        place = start
        while place > 0:
            token, after = self.tokens[place - 1], self.tokens[place]
            titled = place < start and token.key in {"the", "his", "her", "su"} and self._is_title(place)
            ranked = token.key in self.lexicon.ranks and after.text not in ",("
            within = (
                1 < place < start and token.key == "de" and self.tokens[place - 2].key in self.lexicon.ranks
            )  # `Capitán de Navío`
            if not (self._is_title(place - 1) or titled or ranked or within):
                break
            place -= 1
        return place + 1 if place < start and self.tokens[place].key in ARTICLES else place

    # Which role is whose

    def _settle(self, runs: list[Span], roles: list[Roles]) -> None:
        """Let a role between two names be one's alone, by how the list of them is written."""
        if not runs:
            return
        names_first = next((before for before, after in roles if before or after), None) is None
        for place in range(1, len(runs)):
            owned, mine = roles[place - 1][1], roles[place][0]
            if owned is None or mine is None or mine[0] >= owned[1]:
                continue
            whole = self.tokens[mine[1] - 1].key not in JOINS and self.tokens[mine[1] - 1].text not in "(),"
            between = range(max(owned[1], mine[1]) if whole else owned[1], runs[place][0])
            listed = all(self.tokens[each].text == "," or self._is_title(each) for each in between)
            if (listed and not names_first) or self._is_direct(runs[place]):
                roles[place - 1] = (roles[place - 1][0], None)
            else:
                roles[place] = (None, roles[place][1])
        for place, (before, after) in enumerate(roles):
            if before is not None and after is not None:
                bare = self._is_bare(runs[place], before) and not self._says_lead(after)
                roles[place] = (None, after) if bare else (before, None)

    def _says_lead(self, role: Span) -> bool:
        """Say whether brackets tell who led, or took the notes, and no office: `Chargé A (chair)`."""
        words = [self.tokens[each].key for each in range(*role)]
        leads = words[0] in _LEADS and set(words[1:]) <= _OF_WHAT
        behind = self.tokens[role[0] - 1].text
        delegation = len(words) == 1 or ("mission" not in words and "mision" not in words)
        return leads and (behind == "(" or (behind == "," and delegation))

    def _is_direct(self, run: Span) -> bool:
        """Say whether a name follows its role at once, without a comma."""
        before = self.tokens[run[0] - 1]
        return before.text not in ",)" and not self._is_title(run[0] - 1) and before.key not in JOINS

    def _is_bare(self, run: Span, role: Span) -> bool:
        """Say whether a role is a title alone, written before the name: `Ambassador Mario Chacón`."""
        words = [self.tokens[each] for each in range(*role) if len(self.tokens[each].text) > 1]
        if all(word.key in self.lexicon.ranks or word.key == "de" for word in words):
            return True
        if self.tokens[run[0] - 1].text == ":":
            return True  # `Advisers: Ana Torres, Area Manager` says of a group what each is
        return role[1] - role[0] == 1 and self._is_direct(run)
