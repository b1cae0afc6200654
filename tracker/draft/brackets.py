"""What stands around a name and before its role: the title of a peer, letters, a bracket."""

from tracker.draft.affiliations import INSTITUTIONS
from tracker.draft.runs import Runs
from tracker.draft.tokens import Span


class Brackets(Runs):
    """Goes over what stands between a name and a role."""

    def _with_peerage(self, start: int, end: int) -> Span:
        """Let the title of a peer be part of a name that is one word: `Lord Hay of Esk`."""
        if end - start > 1 or not start or self.tokens[start - 1].key not in self.lexicon.peers:
            return start, end
        seat = end + 1 < len(self.tokens) and self.tokens[end].key == "of" and self.tokens[end + 1].capital
        return start - 1, end + 2 if seat else end

    def _outside_offices(self, runs: list[Span]) -> list[Span]:
        """Leave out a name inside of a bracket with an office: `A (mayor of Juana Méndez)`."""
        kept: list[Span] = []
        for start, end in runs:
            if not kept or not self._office_closes(kept[-1][1]) > start:
                kept.append((start, end))
        return kept

    def _office_closes(self, end: int) -> int:
        """Give where a bracket closes that begins with an office right behind a name; 0 if there is none."""
        close = self._behind_bracket(end)
        if close == end or end + 1 >= len(self.tokens):
            return 0
        if self.tokens[end + 1].key in INSTITUTIONS:
            return 0
        opening = range(end + 1, min(end + 5, close))
        return close if any(self._is_head(each) for each in opening) else 0

    def _behind_bracket(self, end: int) -> int:
        """Go over the bracket right behind a name: what is in it is of no other."""
        if end >= len(self.tokens) or self.tokens[end].text != "(":
            return end
        depth = 0
        for place in range(end, len(self.tokens)):
            depth += {"(": 1, ")": -1}.get(self.tokens[place].text, 0)
            if not depth:
                return place + 1
        return end

    def _behind_delegation(self, place: int) -> int:
        """Go over a bracket that says who led: `A B (head of delegation), Minister of …`."""
        if place >= len(self.tokens) or self.tokens[place].text != "(":
            return place
        close = next(
            (at for at in range(place, min(place + 8, len(self.tokens))) if self.tokens[at].text == ")"),
            place,
        )
        said = {self.tokens[at].key for at in range(place, close)}
        goes_on = close + 1 < len(self.tokens) and self.tokens[close + 1].text == ","
        office = any(self._is_head(at) for at in range(place, close))
        return close + 1 if goes_on and (said & {"delegacion", "delegation"} or not office) else place

    def _behind_letters(self, place: int) -> int:
        """Go over the letters behind a name: `A B MP, Minister of …`, `A B, KC, Minister of …`."""
        while place < len(self.tokens):
            comma = self.tokens[place].text == ","
            at = place + comma
            if at >= len(self.tokens) or self.tokens[at].key not in self.lexicon.letters:
                return place
            place = at + 1
        return place
