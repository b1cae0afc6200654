"""Tests that read as histories: given / when / then, projection scenarios, replay. Also a pytest plugin.

With the package installed, pytest has the fixtures `history` and `scenario`:

    def test_a_claim_about_a_side_that_is_no_obligor_is_refused(history):
        history.given(agreed("crossing", obligors=["US", "MX"]))
        history.when(claimed("crossing", "fulfilled", by="CA", obligor="CA"))
        history.then_refused("CA is no obligor of crossing")

Nothing heavy is loaded before a fixture is used.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from events.facts import Fact
    from tracker.decisions.use_case import Stamps, UseCase
    from tracker.log.stored import StoredFact

Row = dict[str, Any]
EPOCH = datetime(2026, 1, 1, 12, tzinfo=UTC)


# Builders, with defaults so that a test shows only what matters


def held(meeting: str = "summit", on: str = "2022-03-14", **fields: Any) -> "Fact":
    """Build a meeting."""
    from events.facts import MeetingHeld

    return MeetingHeld.model_validate({"id": meeting, "held": on, **fields})


def published(document: str = "statement", on: str = "2021-12-01", **fields: Any) -> "Fact":
    """Build a document."""
    from events.facts import DocumentPublished

    return DocumentPublished.model_validate({"id": document, "published": on, **fields})


def sent(party: str = "MX", occasion: str = "summit", **fields: Any) -> "Fact":
    """Build a delegation."""
    from events.facts import DelegationRecorded

    return DelegationRecorded.model_validate({"party": party, "occasion": occasion, **fields})


def agreed(commitment: str = "crossing", **fields: Any) -> "Fact":
    """Build a commitment of the United States and Mexico, agreed on 14 March 2022."""
    from events.facts import CommitmentAgreed

    values = _themed({"id": commitment, "text": "A new crossing.", "obligors": ["US", "MX"], **fields})
    if "occasion" not in values:
        values.setdefault("on", "2022-03-14")
    return CommitmentAgreed.model_validate(values)


def claimed(
    commitment: str = "crossing",
    status: str | None = "in-progress",
    by: str | list[str] = "US",
    on: str = "2023-01-01",
    **fields: Any,
) -> "Fact":
    """Build a claim; without a status, a note."""
    from events.facts import StatusUpdated

    values = {"commitment": commitment, "status": status, "by": by, "effective": on, **fields}
    return StatusUpdated.model_validate({name: value for name, value in values.items() if value is not None})


def revised(
    commitment: str = "crossing", deadline: str = "2026", on: str = "2023-07-07", **fields: Any
) -> "Fact":
    """Build a revised deadline."""
    from events.facts import DeadlineRevised

    return DeadlineRevised.model_validate(
        {"commitment": commitment, "deadline": deadline, "announced": on, **fields}
    )


def institution(name: str = "DHS", party: str = "US", **fields: Any) -> "Fact":
    """Build an institution."""
    from events.facts import InstitutionRecorded

    return InstitutionRecorded.model_validate({"id": name, "party": party, **fields})


def fact(stored_type: str, **fields: Any) -> "Fact":
    """Build any fact by its stored type."""
    from events.facts import FACTS

    return FACTS[stored_type].model_validate(_themed(fields))


def _themed(values: dict[str, Any]) -> dict[str, Any]:
    """Let a single theme stand for a list of one, as minutes do."""
    return {"themes" if name == "theme" else name: value for name, value in values.items()}


def proposed(commitment: str = "crossing", by: str | list[str] = "CA", **fields: Any) -> "Fact":
    """Build what somebody asks the United States and Mexico for, on 1 March 2022."""
    from events.facts import CommitmentProposed

    values = {"id": commitment, "text": "A new crossing.", "obligors": ["US", "MX"], "by": by, **fields}
    if "occasion" not in values:
        values.setdefault("on", "2022-03-01")
    return CommitmentProposed.model_validate(_themed(values))


def declined(commitment: str = "crossing", by: str | list[str] = "US", **fields: Any) -> "Fact":
    """Build a no to what was proposed."""
    from events.facts import CommitmentDeclined

    values = {"commitment": commitment, "by": by, **fields}
    if "occasion" not in values:
        values.setdefault("on", "2022-04-01")
    return CommitmentDeclined.model_validate(values)


# Given / when / then


class History:
    """Given what is recorded, when something is decided, then so much is recorded, or it is refused.

    Works on the library's in-memory recorder unless given another. Time stands still but for `at`.
    """

    def __init__(self, recorder: Any = None) -> None:
        from eventsourcing.dcb.popo import InMemoryDCBRecorder

        from tracker.decisions.decider import Decider

        self.recorder = recorder or InMemoryDCBRecorder()
        self._decider = Decider(self.recorder)
        self._now = EPOCH
        self._drawn = 0
        self.user = "tester"
        self.recorded: list[Fact] = []
        self.notes: list[str] = []
        self.refusal: Exception | None = None

    def at(self, moment: datetime) -> "History":
        """Let the clock show a moment, forwards or back."""
        self._now = moment
        return self

    def given(self, *facts: "Fact") -> "History":
        """Record facts, each in a command of its own; all of them must be accepted."""
        for each in facts:
            self.when(each)
            if self.refusal is not None:
                raise self.refusal
        return self

    def when(self, what: "Fact | Callable[[Stamps], UseCase]") -> "History":
        """Decide: record a fact, or carry out the use case made from stamps."""
        from events.facts import Fact
        from tracker.decisions.record_facts import record_fact
        from tracker.errors import TrackerError

        stamps = self.stamps()
        self.recorded, self.notes, self.refusal = [], [], None
        try:
            use_case = record_fact(what, stamps) if isinstance(what, Fact) else what(stamps)
            outcome = self._decider.decide(use_case)
        except TrackerError as error:
            self.refusal = error
        else:
            self.recorded = [each for _, each in outcome.facts]
            self.notes = outcome.notes
        return self

    def when_minutes(self, text: str, source: str = "minutes.yaml", *, restores: bool = False) -> "History":
        """Record minutes."""
        from tracker.decisions.record_facts import RecordFacts
        from tracker.errors import TrackerError
        from tracker.formats.minutes import read_minutes

        try:
            lines = read_minutes(text.encode(), source).lines
        except TrackerError as error:
            self.recorded, self.refusal = [], error
            return self
        return self.when(lambda stamps: RecordFacts(lines, stamps, restores=restores))

    def when_retracted(
        self, *targets: "Fact", reason: str = "a mistake", with_dependents: bool = False
    ) -> "History":
        """Retract facts recorded before."""
        from tracker.decisions.retract_events import RetractEvents

        ids = [target.stamp.id for target in targets]
        return self.when(lambda stamps: RetractEvents(ids, reason, stamps, with_dependents=with_dependents))

    def then(self, *facts: "Fact") -> "History":
        """Expect that exactly these facts were recorded, whatever their stamps."""
        assert self.refusal is None, f"refused: {self.refusal}"
        found = self.recorded
        message = f"recorded {[each.said for each in found]}"
        assert len(found) == len(facts), message
        assert all(one.says_what(other) for one, other in zip(found, facts, strict=True)), message
        return self

    def then_types(self, *stored_types: str) -> "History":
        """Expect that facts of exactly these types were recorded."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert [each.TOPIC for each in self.recorded] == list(stored_types)
        return self

    def then_nothing_new(self) -> "History":
        """Expect that nothing was recorded, and nothing refused."""
        return self.then()

    def then_refused(self, *words: str) -> "History":
        """Expect a refusal that says all of these words, and that nothing was recorded."""
        assert self.refusal is not None, f"recorded {[each.TOPIC for each in self.recorded]}"
        sentence = f"{self.refusal} {getattr(self.refusal, 'hint', '')} {getattr(self.refusal, 'where', '')}"
        assert all(word in sentence for word in words), sentence
        return self

    def facts(self) -> "list[StoredFact]":
        """Read the whole log."""
        from tracker.log.stored import decode

        return [decode(each.position, each.event.type, each.event.data) for each in self.recorder.read()]

    def last(self, stored_type: str) -> "Fact":
        """Give the last fact of a type in the log."""
        from events.facts import FACTS

        stored = [each for each in self.facts() if each.type == stored_type][-1]
        return FACTS[stored.type].read(stored.fields, stored.stamp)

    def stamps(self) -> "Stamps":
        """Draw the stamps of one command."""
        from events.parts import Stamp
        from events.upcasting import SCHEMA_VERSION
        from tracker.decisions.use_case import Stamps
        from tracker.views.moment import recorded_form

        ids = self._ids()
        first = Stamp(
            id=next(ids),
            recorded_at=recorded_form(self._now),
            recorded_by=self.user,
            batch=next(ids),
            tool_version="test",
            schema_version=SCHEMA_VERSION,
        )
        return Stamps(first, ids)

    def _ids(self) -> Iterator[str]:
        while True:
            self._drawn += 1
            yield f"00000000-0000-7000-8000-{self._drawn:012x}"

    def status(self, as_of: str = "2026-01-01", known_at: int | None = None, **selection: Any) -> list[Row]:
        """Give the status table of the log at a moment."""
        return Scenario(self.facts()).status(as_of, known_at, **selection)

    def status_of(self, commitment: str, as_of: str = "2026-01-01", known_at: int | None = None) -> Row:
        """Give one row of the status table."""
        return next(row for row in self.status(as_of, known_at) if row["commitment"] == commitment)


# Projection scenarios


class Scenario:
    """Drives the view through a history and asserts its rows."""

    def __init__(self, facts: "Sequence[StoredFact]") -> None:
        from tracker.formats.history import HistoryLog
        from tracker.projections.build import in_memory

        self._facts = list(facts)
        self.connection = in_memory(HistoryLog(self._facts))

    def status(self, as_of: str = "2026-01-01", known_at: int | None = None, **selection: Any) -> list[Row]:
        """Give the status table at a moment."""
        from events.dates import WrittenDate
        from tracker.projections.cases import EVERYTHING
        from tracker.views.moment import Moment
        from tracker.views.selection import Selection
        from tracker.views.status import StatusView

        day = WrittenDate.parse(as_of).latest.isoformat()
        moment = Moment(day, EVERYTHING if known_at is None else known_at)
        return StatusView(self.connection, moment).rows(Selection(**selection))

    def then_delivered_twice_changes_nothing(self) -> "Scenario":
        """Expect that facts delivered again are passed over."""
        from tracker.projections.projector import Projector

        before = tables(self.connection)
        Projector(self.connection).apply(self._facts)
        assert tables(self.connection) == before
        return self

    def then_rebuild_equals_incremental(self, batch: int = 1) -> "Scenario":
        """Expect that a view caught up in small steps is the view built at once."""
        from tracker.formats.history import HistoryLog
        from tracker.projections.build import catch_up, in_memory

        connection = in_memory(HistoryLog([]))
        for end in range(batch, len(self._facts) + batch, batch):
            catch_up(connection, HistoryLog(self._facts[:end]))
        assert tables(connection) == tables(self.connection)
        connection.close()
        return self


def tables(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    """Give the contents of every table of a view, for comparison."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' ORDER BY name"
    ).fetchall()
    return {
        name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for (name,) in names
    }


# Replay


def replay(history_file: str | Path) -> Scenario:
    """Fold a history file, as `tracker export` writes it, into a scenario."""
    from tracker.formats.history import history_lines

    path = Path(history_file)
    with path.open("rb") as history:
        return Scenario([line.fact for line in history_lines(history, path.name) if line.fact])


def clock(start: datetime = EPOCH, step: timedelta = timedelta(seconds=1)) -> Callable[[], datetime]:
    """Make a clock that goes on by a step each time it is read."""
    moments = iter(start + step * tick for tick in range(10**9))
    return lambda: next(moments)


@pytest.fixture
def history() -> History:
    """Give an empty history to decide on."""
    return History()


@pytest.fixture
def scenario() -> type[Scenario]:
    """Give the scenario to drive a view with."""
    return Scenario
