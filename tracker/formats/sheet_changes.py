"""What a sheet that came back changes: the facts it says, and what is not recorded of it, and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from events.facts import DeadlineRevised, Fact, StatusUpdated
from events.sentences import sentence
from events.statuses import CLAIMABLE
from tracker.decisions.record_facts import Line
from tracker.errors import RefusedError, TrackerError, together
from tracker.formats import cells
from tracker.formats.marker import Said
from tracker.formats.own_sheet import ID, OwnRow, OwnSheet
from tracker.formats.sheets import Cell
from tracker.pages.render import Row
from tracker.pages.sheet import MAY_CHANGE, SheetColumn
from tracker.words.refusals import refusals

Value = str | float | None

RECORDED = "to be recorded"
THERE = "there already"
MEANWHILE = "changed by others meanwhile, not recorded"
FIXED = "may not be changed here, not recorded"
EMPTIED = "emptied, stays as it is"
GONE = "no longer stands, not recorded"
ALONE = "says nothing by itself"

CLAIMED = ("status", "percent")
"""What stands as the last claim says; a claim of one of them says something of the other."""


class Officer(NamedTuple):
    """Who gives a sheet back, and on which day what it says holds."""

    by: tuple[str, ...]
    on: str


class Changes(NamedTuple):
    """The facts to record, each with its place; and what differs, as rows with `outcome`."""

    lines: list[Line]
    differences: list[Row]

    @property
    def in_conflict(self) -> bool:
        """Whether something was left out because others changed it."""
        return any(row["outcome"] in {MEANWHILE, GONE} for row in self.differences)


def changes(
    sheet: OwnSheet,
    then: Mapping[str, Row],
    now: Mapping[str, Row],
    columns: Iterable[SheetColumn],
    officer: Officer,
) -> Changes:
    """Compare a sheet with what stood when it was exported and with what stands now.

    `then` and `now` are the rows of `exported_of`, `columns` those of the rows then. RefusedError tells
    all that cannot be understood at once.
    """
    errors: list[TrackerError] = []
    found = Changes([], [])
    fixed = [column for column in columns if not column.may_change and column.key != ID]
    for row, name in _known(sheet, errors):
        change = _Change(sheet, row, name, then.get(name), now.get(name), officer)
        try:
            change.work_out(fixed)
        except RefusedError as error:
            errors += [error, *error.others]
            error.others = []
        found.lines.extend(change.lines)
        found.differences.extend(change.differences)
    if errors:
        raise together(errors)
    return found


def _known(sheet: OwnSheet, errors: list[TrackerError]) -> Iterator[tuple[OwnRow, str]]:
    """Give the rows with the ids of their commitments; what is none, or is there twice, is an error."""
    seen: dict[str, OwnRow] = {}
    for row in sheet.rows:
        where = sheet.where(row, ID)
        try:
            name = _commitment(row.cells[ID], sheet.marker.said, where)
        except RefusedError as error:
            errors.append(error)
            continue
        if name in seen:
            sentence = f"{name} is there twice; the first is in row {seen[name].number}"
            errors.append(RefusedError(sentence, "Keep one of the two rows.", where))
            continue
        seen[name] = row
        yield row, name


def _commitment(cell: Cell, known: Mapping[str, Said], where: str) -> str:
    """Give the id in a cell; of one that a spreadsheet made a number or a day, if it can be no other."""
    text = cells.shown(cell)
    if isinstance(cell, str) and text in known:
        return text
    if cells.is_blank(cell):
        hint = "A new commitment is recorded from minutes; here, delete the row."
        raise RefusedError("the row has no id", hint, where)
    alike = [] if isinstance(cell, str) else [name for name in known if cells.is_alike(cell, name)]
    if alike == [text]:
        return text
    hint = f"Write {' or '.join(alike)} as a text." if alike else "Write its id as it was, or delete the row."
    raise RefusedError(sentence("{what} is no commitment of this sheet", what=text), hint, where)


class _Change:
    """What one row says otherwise than before."""

    def __init__(
        self, sheet: OwnSheet, row: OwnRow, name: str, then: Row | None, now: Row | None, officer: Officer
    ) -> None:
        self._sheet = sheet
        self._row = row
        self._name = name
        self._then = then
        self._now = now
        self._officer = officer
        self._before = sheet.marker.said[name]
        self.lines: list[Line] = []
        self.differences: list[Row] = []

    def work_out(self, fixed: list[SheetColumn]) -> None:
        """Compare cell by cell; RefusedError tells all that cannot be understood."""
        self._say_what_is_fixed(fixed)
        errors: list[TrackerError] = []
        read = {key: self._read(key, errors) for key in MAY_CHANGE}
        if errors:
            raise together(errors)
        if self._now is None:
            changed = [key for key in MAY_CHANGE if read[key] is not None]
            self.differences += [self._difference(key, None, read[key], GONE) for key in changed]
            return
        self._claim(read, self._now)
        self._revise(read["deadline"], self._now)

    # Reading

    def _read(self, key: str, errors: list[TrackerError]) -> Value:
        """Give what a cell says anew; None where it says what it said, or nothing."""
        cell, where = self._row.cells.get(key), self._sheet.where(self._row, key)
        before = getattr(self._before, key, None)
        # A day in place of a month or a year may be a change, or what a spreadsheet made of it.
        is_as_it_was = cells.shown(cell) == before if isinstance(cell, date) else cells.is_alike(cell, before)
        if key not in self._row.cells or is_as_it_was:
            return None
        if cells.is_blank(cell):
            self.differences.append(self._difference(key, before, None, EMPTIED))
            return None
        readers: dict[str, Callable[[], Value]] = {
            "status": lambda: cells.status(cell, where),
            "percent": lambda: cells.percent(cell, where),
            "side": lambda: cells.side(cell, (self._now or self._then or {}).get("obligors", []), where),
            "deadline": lambda: cells.deadline(cell, before, where),
            "note": lambda: cells.note(cell, where),
        }
        try:
            value = readers[key]()
        except RefusedError as error:
            errors.append(error)
            return None
        return None if cells.as_text(value) == before else value

    def _say_what_is_fixed(self, fixed: list[SheetColumn]) -> None:
        if self._then is None:
            return
        for column in fixed:
            if column.key not in self._row.cells:
                continue
            cell, was = self._row.cells[column.key], column.cell(self._then)
            if not cells.is_alike(cell, was):
                self.differences.append(self._difference(column.key, was, cells.shown(cell), FIXED))

    # Claiming

    def _claim(self, read: Mapping[str, Value], now: Row) -> None:
        """Make the claim, or the note, that a row says."""
        side = read["side"]
        new = {key: read[key] for key in ("status", "percent", "note") if read[key] is not None}
        if not new and side is not None:
            self.differences.append(self._difference("side", None, side, ALONE))
        outcomes = {key: self._outcome(key, value, side, now) for key, value in new.items()}
        moved = [key for key in CLAIMED if self._moved(key, side, now)]
        if moved and any(
            outcomes.get(key) == RECORDED for key in CLAIMED
        ):  # half a claim would be another one
            outcomes |= {key: MEANWHILE for key in CLAIMED if outcomes.get(key, RECORDED) == RECORDED}
        for key in (*CLAIMED, "note"):
            if key in new or (key in moved and key in outcomes):
                value = new.get(key, self._stood(key, side))
                self.differences.append(
                    self._difference(key, self._stands(key, side, now), value, outcomes[key])
                )
        said = {key: value for key, value in new.items() if outcomes[key] == RECORDED}
        if "percent" in said and "status" not in said:
            said["status"] = self._status_with_percent(side, now)
        if said:
            fields = {"commitment": self._name, "by": self._officer.by, "effective": self._officer.on, **said}
            self._record(StatusUpdated, fields if side is None else fields | {"obligor": side})

    def _outcome(self, key: str, value: Value, side: Value, now: Row) -> str:
        """Say what becomes of a new value: it may be there already."""
        own = any(
            getattr(claim, key) == value and claim.obligor == side for claim in self._own(now["claims"])
        )
        is_there = own or (key in CLAIMED and self._stands(key, side, now) == value)
        return THERE if is_there else RECORDED

    def _moved(self, key: str, side: Value, now: Row) -> bool:
        """Say whether others than the officer changed how it stands, since the sheet was exported."""
        stands = self._stands(key, side, now)
        if cells.as_text(stands) == cells.as_text(self._stood(key, side)):
            return False
        return not any(claim.status and getattr(claim, key) == stands for claim in self._own(now["claims"]))

    def _stood(self, key: str, side: Value) -> Value:
        """Give how it, or one side of it, stood when the sheet was exported."""
        if side is not None and self._then is not None:
            return self._stands(key, side, self._then)
        said: str | None = getattr(self._before, key, None)
        return said

    def _stands(self, key: str, side: Value, row: Row) -> Value:
        """Give how it, or one side of it, stands in a row."""
        if side is None or key not in CLAIMED:
            value: Value = row.get(key)
            return value
        stands: tuple[Value, Value] = row["sides"].get(side, (None, None))
        return stands[CLAIMED.index(key)]

    def _status_with_percent(self, side: Value, now: Row) -> str:
        """Give the status that goes with a share alone: the one that stands, if it is one."""
        where = self._sheet.where(self._row, "percent")
        standing = {now["sides"][side][0]} if side else {status for status, _ in now["sides"].values()}
        if len(standing) != 1:
            sides = ", ".join(f"{name} {status}" for name, (status, _) in now["sides"].items())
            hint = (
                f"Say whose side it is about ({sides})."
                if sides
                else "It is only proposed; say it in a note."
            )
            raise RefusedError("the percent is about sides that stand differently", hint, where)
        status: str = standing.pop()
        if status not in CLAIMABLE:
            raise RefusedError(
                "a percent needs a status, and nobody has said one", "Choose a status too.", where
            )
        return status

    def _own(self, facts: Iterable[Any]) -> Iterator[Any]:
        """Give what the officer has said since the sheet was exported."""
        since = self._sheet.marker.event
        return (fact for fact in facts if fact.position > since and fact.claimants == self._officer.by)

    # Revising

    def _revise(self, deadline: Value, now: Row) -> None:
        if deadline is None:
            return
        standing = now["deadline"]
        own = {revision.deadline for revision in self._own(now["revisions"])}
        outcome = RECORDED if standing in {self._before.deadline, *own} else MEANWHILE
        outcome = THERE if deadline in {standing, *own} else outcome
        self.differences.append(self._difference("deadline", standing, deadline, outcome))
        if outcome == RECORDED:
            fields = {"commitment": self._name, "deadline": deadline, "announced": self._officer.on}
            self._record(DeadlineRevised, fields | {"by": self._officer.by})

    def _record(self, kind: type[Fact], fields: Row) -> None:
        try:
            fact = kind.model_validate(fields)
        except ValidationError as error:
            raise together(
                [
                    RefusedError(message, hint, self._sheet.where(self._row, str(path[0]) if path else ID))
                    for path, message, hint in refusals(error, kind)
                ]
            ) from error
        self.lines.append(Line(self._sheet.where(self._row, ID), fact, None))

    def _difference(self, key: str, now: Value, sheet: Value, outcome: str) -> Row:
        place = self._sheet.places.get(key)
        return {
            "row": self._row.number,
            "commitment": self._name,
            "column": place.heading if place else key,
            "now": now,
            "sheet": sheet,
            "outcome": outcome,
        }
