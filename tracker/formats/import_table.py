"""Imports a table through a mapping: read and checked whole, then decided in parts and recorded.

All or nothing up to WHOLE events; above that in chunks under one batch, finished by running it again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from eventsourcing.dcb.api import DCBRecorder
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from eventsourcing.persistence import IntegrityError

from events.facts import Fact, StatusUpdated
from events.sentences import joined, sentence
from tracker.decisions.decider import Decider, Outcome
from tracker.decisions.record_facts import Line, in_order
from tracker.decisions.record_rows import UNCHANGED, Reading, RecordRows, RowLine, refused_rows
from tracker.decisions.use_case import Stamps
from tracker.environment import Progress, collection_paused
from tracker.errors import StoreError, TrackerError
from tracker.formats.mapped import Mapped, Refused
from tracker.formats.mapping import Mapping, Rule
from tracker.formats.table import Table
from tracker.formats.taken import Taken
from tracker.log.staging import StagingRecorder
from tracker.log.store import Store

WHOLE = 100_000
"""So many events are recorded in one append or not at all."""
CHUNK = 4_000
"""Facts that are decided together."""
ATTEMPTS = 5
"""How often a whole table is decided anew because others recorded about the same things."""
MOST_REFUSED = 100_000
MOST_REMARKED = 2_000
"""New facts of which it is said what is worth a second look."""
VANISHED = "its row is no longer in the list"

StandingKeys = Callable[[str], Iterable[tuple[str, str]]]
"""Gives the keys that begin with a text, each with the commitment it stands for."""


class Adviser(Protocol):
    """Who says what is worth a second look."""

    def remarks(self, facts: list[Fact]) -> list[str]:
        """Say it of facts that are about to be recorded."""


class Desk(Protocol):
    """Where a table is imported."""

    store: Store

    @property
    def user(self) -> str:
        """Who signs."""

    def stamps(self) -> Stamps:
        """Draw the stamps of one command."""

    @property
    def advice(self) -> Adviser:
        """What is worth a second look."""


def _unheard(_done: int, _total: int) -> None:
    pass


@dataclass
class Wanted:
    """How a table is to be imported."""

    reading: Reading = field(default_factory=Reading)
    dry_run: bool = False
    keep_going: bool = False
    told: Progress = _unheard
    """Called with how many facts are decided, and of how many."""


@dataclass
class Imported:
    """What became of a table."""

    rows: Counter[str] = field(default_factory=Counter)
    """How many rows were new, changed, unchanged, left out, refused."""
    left_out: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)
    types: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    first: int | None = None
    last: int | None = None
    in_chunks: bool = False
    found: int = 0
    """The facts that were read."""
    new: list[Fact] = field(default_factory=list)
    """The facts that were recorded, or would be, up to a limit."""

    @property
    def events(self) -> int:
        """How many events were recorded, or would be."""
        return sum(self.types.values())

    @property
    def bad_rows(self) -> set[int]:
        """The numbers of the rows that are refused."""
        return {each.row for each in self.refused if each.row}


def import_table(
    desk: Desk, mapping: Mapping, table: Table, wanted: Wanted, standing_keys: StandingKeys
) -> Imported:
    """Import a table; what is refused is in what is given back, and then nothing was recorded.

    With `keep_going` the good rows are recorded all the same.
    """
    return _Import(desk, mapping, table, wanted, standing_keys).run()


class _Import:
    def __init__(
        self, desk: Desk, mapping: Mapping, table: Table, wanted: Wanted, standing_keys: StandingKeys
    ) -> None:
        self._desk = desk
        self._mapping = mapping
        self._table = table
        self._wanted = wanted
        self._standing_keys = standing_keys
        self._mapped = Mapped(mapping, table, wanted.reading.seen)
        self._done = Imported()
        self._became: dict[int, set[str]] = {}
        self._notes_of_vanished: list[RowLine] = []
        self._keys: dict[int, set[str]] = {
            rule.place: set() for rule in mapping.rules if rule.vanished != "nothing"
        }

    def run(self) -> Imported:
        """Read, check, decide, record."""
        with collection_paused():
            lines = self._read()
            if lines is not None:
                self._record_whole(lines)
        if lines is None:
            self._done.in_chunks = True
            self._record_in_chunks()
        self._count()
        return self._done

    # Reading and checking

    def _read(self) -> list[RowLine] | None:
        """Read every row; give the facts of all, None if they are too many to be kept."""
        kept: list[RowLine] | None = []
        taken = Taken()
        for row in self._mapped.rows():
            for each in row.refused:
                self._refuse(each)
            if row.left_out:
                self._done.left_out[row.left_out] += 1
                self._done.rows["left out"] += 1
            for place, key in row.keys:
                taken.keys.take(f"{place} {key}", key, row.number)
                if place in self._keys:
                    self._keys[place].add(key)
            for line in row.lines:
                taken.take(line)
            self._done.found += len(row.lines)
            if kept is not None:
                kept += row.lines
                if len(kept) > WHOLE:
                    kept = None
        self._done.notes += self._mapped.notes()
        self._refuse_twice(taken)
        self._notes_of_vanished = list(self._vanished())
        if kept is None:
            return None
        bad = self._done.bad_rows
        return [each for each in kept if each.row not in bad] + self._notes_of_vanished

    def _refuse_twice(self, taken: Taken) -> None:
        """Refuse the rows that have the key or the id of an earlier one."""
        twice = {each.row: each for each in taken.keys_twice()}
        for row, (column, key) in self._mapped.keys_of(set(twice)).items():
            twice[row] = twice[row]._replace(column=column, value=key)
        for each in (*twice.values(), *(each for each in taken.ids_twice() if each.row not in twice)):
            self._refuse(each)

    def _refuse(self, refused: Refused) -> None:
        if len(self._done.refused) < MOST_REFUSED:
            self._done.refused.append(refused)

    def _vanished(self) -> Iterator[RowLine]:
        """Find what earlier imports had and this one has not, and do as the mapping says."""
        for rule in self._mapping.rules:
            if rule.place not in self._keys:
                continue
            if self._table.path.stem.endswith(".refused"):
                self._done.notes.append(
                    sentence("these are rows that were refused before: nothing else has vanished")
                )
                return
            here = self._keys[rule.place]
            for key, commitment in self._standing_keys(rule.beginning):
                if key not in here and (found := self._gone(rule, key, commitment)):
                    yield found

    def _gone(self, rule: Rule, key: str, commitment: str) -> RowLine | None:
        self._done.rows["vanished"] += 1
        if rule.vanished == "refuse":
            hint = sentence("Put it back, or write vanished: note into the mapping.")
            self._refuse(
                Refused(
                    0,
                    "",
                    key,
                    sentence(
                        "{commitment} was in an earlier import, and its row is gone", commitment=commitment
                    ),
                    hint,
                )
            )
            return None
        fact = StatusUpdated(
            commitment=commitment,
            by=(self._desk.user,),
            effective=self._wanted.reading.seen or "",
            note=f"{VANISHED} ({key})",
        )
        return RowLine(Line(f"{self._table.name}:0", fact, self._table.name), 0, None, UNCHANGED)

    # All or nothing

    def _record_whole(self, lines: list[RowLine]) -> None:
        """Decide the facts in parts on a log in memory, and append them at once."""
        for _ in range(ATTEMPTS):
            below = self._desk.store.recorder() if self._exists() else InMemoryDCBRecorder()
            try:
                staged = self._stage(lines, below)
                if len(staged) and not self._is_refused():
                    self._done.notes += self._remarks(len(staged))
                if self._wanted.dry_run or not len(staged) or self._is_refused():
                    return
                recorder = below if self._exists() else self._desk.store.recorder()
                try:
                    last = staged.commit(recorder)
                finally:
                    _close(recorder)
            except IntegrityError:
                lines = self._good_lines()
                continue
            finally:
                _close(below)
            self._done.first, self._done.last = last - len(staged) + 1, last
            return
        raise StoreError("others keep recording about the same things", "Run the command again.")

    def _remarks(self, recorded: int) -> list[str]:
        """Say what is worth a second look, unless there is too much to look at."""
        facts = self._done.new if recorded <= MOST_REMARKED else []
        return self._desk.advice.remarks(facts) if facts else []

    def _exists(self) -> bool:
        return self._desk.store.beside is None or self._desk.store.exists()

    def _is_refused(self) -> bool:
        return bool(self._done.refused) and not self._wanted.keep_going

    def _good_lines(self) -> list[RowLine]:
        """Read the facts of good rows once more."""
        bad = self._done.bad_rows
        lines = [line for row in self._mapped.rows() for line in row.lines if line.row not in bad]
        return [*lines, *self._notes_of_vanished]

    def _stage(self, lines: list[RowLine], below: DCBRecorder) -> StagingRecorder:
        """Decide all facts; if rows are refused on the way, all others are decided again without them.

        What was decided is let go of, so that a big table is in memory once.
        """
        while True:
            bad = self._done.bad_rows
            staged = StagingRecorder(below)
            decider, stamps = Decider(staged), self._desk.stamps()
            self._became, self._done.types, notes = {}, Counter(), list[str]()
            self._done.new.clear()
            rows = {id(each.line): each for each in lines}
            ordered = [rows[id(each)] for each in in_order([each.line for each in lines])]
            total = len(ordered)
            rows.clear()
            lines.clear()
            ordered.reverse()
            while ordered:
                self._wanted.told(total - len(ordered), total)
                part = ordered[: -CHUNK - 1 : -1]
                del ordered[-CHUNK:]
                notes += self._decide(part, stamps, decider).notes
            if self._done.bad_rows == bad:
                self._done.notes += notes
                return staged
            lines = self._good_lines()

    def _decide(self, part: list[RowLine], stamps: Stamps, decider: Decider) -> Outcome:
        """Decide some facts, leaving out the rows that are refused on the way."""
        while True:
            use_case = RecordRows(part, stamps.part(), self._wanted.reading)
            try:
                outcome = decider.decide(use_case)
            except (StoreError, AssertionError):
                raise
            except TrackerError as error:
                bad = self._refused_by(error, part)
                part = [each for each in part if each.row not in bad]
                if not part:
                    return Outcome([], [])
                continue
            for row, became in use_case.became.items():
                self._became.setdefault(row, set()).update(became)
            self._done.types.update(fact.TOPIC for _, fact in outcome.facts)
            if len(self._done.new) <= MOST_REMARKED:
                self._done.new += (fact for _, fact in outcome.facts)
            return outcome

    def _refused_by(self, error: TrackerError, part: list[RowLine]) -> set[int]:
        bad = set[int]()
        subjects = {each.row: each.line.fact.subject.partition(":")[2] for each in reversed(part)}
        for row, each in refused_rows(error, self._table.name):
            if not row:
                raise error
            bad.add(row)
            place = each.where.partition(f":{row}: ")[2]
            reason = joined(": ", (place, each.message)) if place else each.message
            self._refuse(Refused(row, "", subjects.get(row, ""), reason, each.hint))
        return bad

    # In chunks

    def _record_in_chunks(self) -> None:
        if self._wanted.dry_run or self._is_refused():
            return
        recorder = self._desk.store.recorder()
        try:
            decider, stamps = Decider(recorder), self._desk.stamps()
            decided = 0
            for part in self._parts():
                self._wanted.told(decided, self._done.found)
                decided += len(part)
                outcome = self._decide(part, stamps, decider)
                self._done.notes += outcome.notes
                positions = [position for position, _ in outcome.facts if position]
                if positions:
                    self._done.first = self._done.first or positions[0]
                    self._done.last = positions[-1]
                self._forget()
                if self._is_refused():
                    return
        finally:
            _close(recorder)

    def _parts(self) -> Iterator[list[RowLine]]:
        """Give the facts of good rows in parts, no row being in two of them."""
        bad = self._done.bad_rows
        part: list[RowLine] = []
        for row in self._mapped.rows():
            if row.number not in bad:
                part += row.lines
            if len(part) >= CHUNK:
                yield part
                part = []
        if part:
            yield part
        if self._notes_of_vanished:
            yield self._notes_of_vanished

    def _forget(self) -> None:
        """Count what became of the rows so far, which come no more."""
        self._done.rows.update(map(_of_a_row, self._became.values()))
        self._became = {}

    def _count(self) -> None:
        bad = self._done.bad_rows
        self._done.rows.update(
            _of_a_row(became) for row, became in self._became.items() if row and row not in bad
        )
        if bad:
            self._done.rows["refused"] = len(bad)


def _of_a_row(became: set[str]) -> str:
    """Say what a row was, of whose facts so much is known."""
    if became == {"new"}:
        return "new"
    return "unchanged" if became <= {"unchanged"} else "changed"


def _close(recorder: DCBRecorder) -> None:
    close = getattr(recorder, "close", None)
    if close is not None:
        close()
