"""Which keys and ids the rows of a table take: no two rows may have one; a million fit into little memory."""

from array import array
from collections.abc import Iterator
from itertools import pairwise

from events import tags
from events.sentences import sentence
from tracker.decisions.record_rows import KNOWN, RowLine
from tracker.formats.mapped import Refused


class Taken:
    """The keys and ids of a table."""

    def __init__(self) -> None:
        self.keys = _Names()
        self._ids = _Names()

    def take(self, line: RowLine) -> None:
        """Note the id that a fact takes."""
        fact = line.line.fact
        if line.skip != KNOWN and fact.row.once is not None:
            fields = {name: value for name, value in fact.__dict__.items() if name != "stamp"}
            self._ids.take(tags.identity(fact.TOPIC, fields) or "", repr(fields), line.row)

    def keys_twice(self) -> Iterator[Refused]:
        """Refuse the rows whose key is an earlier row's."""
        for row, first in self.keys.twice(whatever=True):
            reason = sentence("its key is that of row {first}, too", first=first)
            yield Refused(row, "", "", reason, "A key tells one row from all others.")

    def ids_twice(self) -> Iterator[Refused]:
        """Refuse the rows whose id is an earlier row's, with other content."""
        for row, first in self._ids.twice(whatever=False):
            reason = sentence("its id is that of row {first}, with other content", first=first)
            hint = sentence("Give each its own id; or skip: known, where the first one counts.")
            yield Refused(row, "", "", reason, hint)


class _Names:
    """Names that were taken, by which rows, and with which content; a million fit into little memory."""

    def __init__(self) -> None:
        self._names, self._contents, self._rows = array("q"), array("q"), array("q")

    def take(self, name: str, content: str, row: int) -> None:
        """Note a name."""
        self._names.append(hash(name))
        self._contents.append(hash(content))
        self._rows.append(row)

    def twice(self, *, whatever: bool) -> Iterator[tuple[int, int]]:
        """Give each later row with the first of its name, if their contents differ or whatever they are."""
        several = {one for one, other in pairwise(sorted(self._names)) if one == other}
        if not several:
            return
        first: dict[int, int] = {}
        for place, name in enumerate(self._names):
            if name in several:
                earlier = first.setdefault(name, place)
                same = self._contents[earlier] == self._contents[place]
                if self._rows[earlier] != self._rows[place] and (whatever or not same):
                    yield self._rows[place], self._rows[earlier]
