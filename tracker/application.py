"""Wires a store, a clock, a user and the views together: the Python API of the tracker.

    tracker = Tracker("commitments.db")
    tracker.record_minutes(minutes_bytes, "minutes.yaml")
    for row in tracker.status(as_of="2024-06-01"):
        print(row["commitment"], row["status"], row["schedule"])

Loads pydantic and eventsourcing only when something is recorded.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from events.sentences import sentence
from tracker import __version__
from tracker.environment import Progress, event_ids, login, view_place
from tracker.errors import DamagedViewError, RefusedError
from tracker.log.store import Log, store_at
from tracker.projections.build import ProgressShown
from tracker.projections.files import Builds, View

if TYPE_CHECKING:
    from events.facts import Fact
    from events.parts import Stamp
    from tracker.decisions.decider import Decider, Outcome
    from tracker.decisions.record_facts import Line
    from tracker.decisions.use_case import Stamps, UseCase
    from tracker.views.advice import Advice
    from tracker.views.events import Batch
    from tracker.views.moment import Moment
    from tracker.views.references import Found
    from tracker.views.selection import Selection
    from tracker.views.status import Row, StatusView


class Tracker:
    """The tracker on one store.

    `store` is the path of an SQLite file, which recording creates, or a PostgreSQL URL. `user`
    signs what is recorded, `now` is the clock, `say` is told of what happens unasked. Where a URL
    names several servers, `patience` is for how many seconds one that takes writes is waited for.
    `progress` shows, under a title, how far what may take long is; it need not show what does not.
    """

    def __init__(
        self,
        store: str | Path,
        *,
        user: str | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        say: Callable[[str], None] = lambda _: None,
        patience: float = 0.0,
        progress: ProgressShown | None = None,
    ) -> None:
        self._progress = progress
        self.store = store_at(store, say, patience)
        self._user = user
        self._signature: str | None = None
        self._now = now
        self._say = say
        self._decider: Decider | None = None
        self._shared: sqlite3.Connection | None = None
        self._sharing = ExitStack()
        self._has_named_what_is_left_out = False

    @property
    def user(self) -> str:
        """The name that signs: the store's login where it insists on one, else the user's choice."""
        if self._signature is None:
            self._signature = self.store.login() or self._user or login()
        return self._signature

    @property
    def today(self) -> date:
        """The day of the local calendar."""
        return self._now().astimezone().date()

    def init(self) -> bool:
        """Create the store; say whether it is new."""
        return self.store.create()

    # Recording

    def record(self, fact: "Fact", *, dry_run: bool = False) -> "Outcome":
        """Record one fact; RefusedError if it may not be, nothing new if it is there already."""
        from tracker.decisions.record_facts import Line

        return self.record_lines([Line("", fact, None)], dry_run=dry_run)

    def record_minutes(
        self, data: bytes, source: str, *, dry_run: bool = False, restores: bool = False
    ) -> "Outcome":
        """Record minutes, all or nothing; again, nothing new; changed, a correction.

        `source` is what corrections and refusals call them: the name of their file. What was
        recorded before and no longer stands is recorded anew only if they restore it.
        """
        return self.record_files([(data, source)], dry_run=dry_run, restores=restores)

    def record_files(
        self,
        minutes: list[tuple[bytes, str]],
        *,
        dry_run: bool = False,
        restores: bool = False,
        before: Sequence[int] = (),
    ) -> "Outcome":
        """Record the minutes of several files in one append; `before` is what they said unedited."""
        from tracker.formats.minutes import read_minutes

        try:
            read = [read_minutes(data, source, Path(source).parent) for data, source in minutes]
        except RefusedError as refused:
            raise self.advice.with_codes(refused) from refused.__cause__
        lines = [line for each in read for line in each.lines]
        outcome = self.record_lines(lines, dry_run=dry_run, restores=restores, before=before)
        return outcome._replace(notes=[*(note for each in read for note in each.notes), *outcome.notes])

    def record_lines(
        self, lines: "list[Line]", *, dry_run: bool, restores: bool = False, before: Sequence[int] = ()
    ) -> "Outcome":
        """Decide, and say what is worth a second look in what was recorded."""
        from tracker.decisions.record_facts import RecordFacts, occasion_of

        said = self.advice.remarks([line.fact for line in lines])
        with self._told("Recording") as told:
            use_case = RecordFacts(lines, self.stamps(), restores=restores, told=told)
            outcome = self.decide(use_case, dry_run=dry_run)
        said = said if outcome.facts else []
        if ((occasion := occasion_of(lines)) or before) and self.store.exists():
            said += self.advice.left_behind(occasion, outcome, before)
        return self._with_effects(outcome._replace(notes=[*outcome.notes, *said]))

    def _with_effects(self, outcome: "Outcome") -> "Outcome":
        """Add how the commitments concerned stood and stand, or would."""
        facts = outcome.stored()
        effects = self.advice.effects(facts, supposing=outcome.dry_run) if facts else ()
        return outcome._replace(effects=tuple(effects))

    @property
    def advice(self) -> "Advice":
        """What is worth a second look in what is recorded; kept, it would hold the tracker that holds it."""
        from tracker.views.advice import Advice

        return Advice(self._view_if_any, self)

    def import_history(self, history: IO[bytes], source: str, progress: Progress | None = None) -> int:
        """Fill the empty store from a history, identity and times kept; give the number of events."""
        from tracker.formats.import_history import import_history

        return import_history(history, source, self.store, progress, self._now(), self._say)

    def retract(
        self, event: str, reason: str, *, with_dependents: bool = False, dry_run: bool = False
    ) -> "Outcome":
        """Retract an event, given as `#41` or by its id."""
        events = [self.event_id(event)]
        return self.retract_all(events, reason, with_dependents=with_dependents, dry_run=dry_run)

    def retract_all(
        self,
        event_ids: list[str],
        reason: str,
        *,
        with_dependents: bool = False,
        dry_run: bool = False,
    ) -> "Outcome":
        """Retract events in one append."""
        from tracker.decisions.retract_events import RetractEvents, refuse_reason

        refuse_reason(reason)
        left_out = self._left_out(event_ids)
        use_case = RetractEvents(
            event_ids, reason, self.stamps(), with_dependents=with_dependents, left_out=left_out
        )
        return self._with_effects(self.decide(use_case, dry_run=dry_run))

    def _left_out(self, event_ids: list[str]) -> dict[str, list[str]]:
        """Find those of some events that are no facts, with their tags, by their place in the log."""
        from tracker.views.events import left_out_of

        with self.view() as connection:
            places = left_out_of(connection, event_ids)
        if not places:
            return {}
        with closing(self.store.read()) as log:
            return {each: next(iter(log.events(position - 1))).tags for each, position in places.items()}

    def last_batch(self, *, of_anyone: bool = False) -> "Batch":
        """Find the newest command of this user, or of anyone, of which anything stands."""
        from tracker.views.events import last_batch

        user = self.user  # a server is asked before its one connection reads
        with self.view() as connection:
            return last_batch(connection, user, of_anyone=of_anyone)

    def last_undoing(self, *, of_anyone: bool = False) -> "Batch":
        """Find the newest undoing of this user, or of anyone, that stands."""
        from tracker.views.events import last_undoing

        user = self.user  # a server is asked before its one connection reads
        with self.view() as connection:
            return last_undoing(connection, user, of_anyone=of_anyone)

    def decide(self, use_case: "UseCase", *, dry_run: bool = False) -> "Outcome":
        """Carry a decision out. What is refused, or a dry run, does not create a store."""
        if self.store.beside is None:
            self.store.read().close()  # a server needs its schema; a file is created by recording
        return self._recording().decide(use_case, dry_run=dry_run)

    # Reading

    @contextmanager
    def view(self, progress: Progress | None = None) -> Iterator[sqlite3.Connection]:
        """Open the view, current with the log, as one consistent snapshot."""
        if self._shared is not None:
            yield self._shared
            return
        log = self.store.read()
        try:
            view = self._open_view(log, progress)
            try:
                view.connection.execute("BEGIN")
                self._name_what_is_left_out(view.connection)
                yield view.connection
            except sqlite3.DatabaseError as error:
                if not view.is_to_blame_for(error):
                    raise
                self._builds().put_aside()
                raise DamagedViewError(
                    sentence("the view of {store} is damaged: {error}", store=self.store.name, error=error),
                    "Run the command again.",
                ) from error
            finally:
                view.close()
        finally:
            log.close()

    @contextmanager
    def _view_if_any(self) -> Iterator[sqlite3.Connection | None]:
        """Open the view, or nothing where there is no store."""
        is_none = self._shared is None and not self.store.exists()
        with nullcontext() if is_none else self.view() as connection:
            yield connection

    @contextmanager
    def one_view(self) -> Iterator[None]:
        """Let all that is asked inside share one view until something is recorded; without a store, none."""
        with ExitStack() as self._sharing:
            if self.store.beside is None or self.store.exists():  # a server is not asked twice
                self._sharing.callback(setattr, self, "_shared", None)
                self._shared = self._sharing.enter_context(self.view())
            yield

    def _name_what_is_left_out(self, connection: sqlite3.Connection) -> None:
        """Say, once a command, which events of the log are no facts and so count nowhere."""
        from tracker.views.events import left_out

        if self._has_named_what_is_left_out:
            return
        self._has_named_what_is_left_out = True
        for said in left_out(connection):
            self._say(said)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Build the view anew from the log; give the number of events."""
        with closing(self.store.read()) as log:
            self._builds().rebuild(log, progress)
            return log.head()

    def verify(self, progress: Progress | None = None) -> int:
        """Prove the log whole and such as recording makes it, and the view what the log gives.

        Give the number of events; DamagedError names what is wrong.
        """
        from tracker.formats.recordable import Recordable
        from tracker.log.upkeep import DamagedError, verify

        count = verify(self.store, progress, self._now(), Recordable)
        with closing(self.store.read()) as log:
            found = self._builds().differences(log, progress)
        if found:
            raise DamagedError(found, "Build the view anew: tracker rebuild")
        return count

    @contextmanager
    def at(
        self,
        as_of: str | None = None,
        known_at: str | None = None,
        lang: str = "en",
        sentences: str = "en",
    ) -> "Iterator[StatusView]":
        """Open the status view at a moment, with texts and our own sentences in a language each."""
        from tracker.views.status import StatusView

        with self.view() as connection:
            yield StatusView(connection, self.moment(connection, as_of, known_at, lang, sentences))

    def status(
        self,
        selection: "Selection | None" = None,
        *,
        as_of: str | None = None,
        known_at: str | None = None,
        lang: str = "en",
    ) -> "list[Row]":
        """Give the rows of the status table."""
        with self.at(as_of, known_at, lang) as view:
            return view.rows(selection)

    def moment(
        self,
        connection: sqlite3.Connection,
        as_of: str | None,
        known_at_text: str | None,
        lang: str = "en",
        sentences: str = "en",
    ) -> "Moment":
        """Turn an as-of and a known-at, as written, into what a view is asked at."""
        from tracker.views.moment import Moment, moment_of

        day, position = moment_of(connection, as_of, known_at_text, self.today, self._say)
        return Moment(day, position, lang, sentences)

    def find(self, reference: str, *kinds: str) -> "Found":
        """Resolve a reference among some kinds."""
        (found,) = self.resolve([(reference, kinds)])
        return found

    def resolve(self, references: Sequence[tuple[str, tuple[str, ...]]]) -> "list[Found]":
        """Resolve several references, each among its kinds."""
        from tracker.views.references import find

        with self.view() as connection:
            return [find(connection, reference, kinds) for reference, kinds in references]

    def log(self) -> Log:
        """Open the log for reading; the caller closes it."""
        return self.store.read()

    def event_id(self, reference: str) -> str:
        """Give the id of an event written as `#41`, `41` or a UUID, or its unambiguous beginning."""
        from tracker.views.events import event_id

        with self.view() as connection:
            return event_id(connection, reference)

    def close(self) -> None:
        """Close what recording and reading opened; used again, it is opened again."""
        if self._decider is not None:
            close = getattr(self._recorder, "close", None)
            if close is not None:
                close()
            self._decider = None
        self.store.close()

    def _recording(self) -> "Decider":
        if self._decider is None:
            from tracker.decisions.decider import Decider
            from tracker.log.unmade import UnmadeRecorder

            is_there = self.store.beside is None or self.store.exists()
            self._recorder = self.store.recorder() if is_there else UnmadeRecorder(self.store)
            self._decider = Decider(self._recorder)
        return self._decider

    def stamps(self) -> "Stamps":
        """Draw the stamps of one command."""
        from tracker.decisions.use_case import Stamps
        from tracker.views.moment import recorded_form

        self._sharing.close()  # what is asked from now on must see what is recorded
        ids = event_ids(self._now)
        batch = next(ids)
        drawn = {"id": batch, "batch": batch, "recorded_at": recorded_form(self._now())}
        return Stamps(self._stamp.model_copy(update=drawn), ids)

    @cached_property
    def _stamp(self) -> "Stamp":
        """What all stamps of this tracker have in common."""
        from tracker.decisions.use_case import stamp_by

        return stamp_by(self.user, __version__)

    def _builds(self) -> Builds:
        place = view_place(self.store.name, self.store.beside)
        return Builds(place.folder, say=self._say, why_here=place.why)

    def _open_view(self, log: Log, progress: Progress | None) -> View:
        with self._told("Building the view") if progress is None else nullcontext(progress) as told:
            return self._builds().open(log, told)

    def _told(self, title: str) -> AbstractContextManager[Progress | None]:
        return self._progress(title) if self._progress else nullcontext()
