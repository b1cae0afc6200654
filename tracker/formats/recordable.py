"""Whether a history could have been recorded: the needs of each fact, asked as recording asks them."""

from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

from events.facts import EventRetracted, Fact
from events.kinds import HOLDERS
from tracker.decisions.known import Known
from tracker.decisions.needs import Need
from tracker.decisions.recordings import recording
from tracker.decisions.retract_events import LONGEST_CHAIN
from tracker.errors import AmbiguousError, RefusedError, TrackerError
from tracker.log.findings import latest_stamp

ASKED = ("id", "party", "obligors", "parent", "superseded_by")
"""The fields of facts already recorded that a later fact may depend on."""


class _Held(NamedTuple):
    """What is kept of a fact: its event id, and the little that later facts ask of it."""

    event: str
    fact: Fact


class _Lean(Known):
    """What is known of a history so far: names, and who took them; a history may be long."""

    def __init__(self) -> None:
        super().__init__()
        self._held: dict[tuple[str, str], list[_Held]] = {}
        self._taken: dict[str, list[str]] = {}
        self._taken_back: dict[str, list[str]] = {}
        self._chain: dict[str, int] = {}

    def note(self, fact: Fact) -> None:
        """Take note of a fact that is no retraction."""
        holds = fact.TOPIC in HOLDERS.get(fact.row.about[0], ())
        asked = {name: getattr(fact, name) for name in ASKED if name in type(fact).model_fields}
        if holds or any(asked.values()):
            stub = type(fact).model_construct(**cast("Any", asked))
            self._held.setdefault((fact.TOPIC, fact.subject), []).append(_Held(fact.stamp.id, stub))
        if fact.identity:
            self._taken.setdefault(fact.identity, []).append(fact.stamp.id)

    def take_back(self, fact: EventRetracted) -> int:
        """Take note of a retraction; give how many retractions of one another it is the last of."""
        self._taken_back.setdefault(fact.event, []).append(fact.stamp.id)
        length = self._chain[fact.stamp.id] = self._chain.get(fact.event, 0) + 1
        return length

    def still_stands(self, event: str) -> bool:
        """Say whether no standing retraction takes an event back; chains are short."""
        return not any(self.still_stands(each) for each in self._taken_back.get(event, ()))

    def takers(self, identity: str) -> int:
        """Count the standing facts that took an id."""
        return sum(map(self.still_stands, self._taken[identity]))

    def standing(self, name: str) -> Fact | None:
        """Give what is kept of the standing fact by which a thing has come to be."""
        for each in reversed(HOLDERS.get(name.partition(":")[0], ())):
            for held in reversed(self._held.get((each, name), ())):
                if self.still_stands(held.event):
                    return held.fact
        return None

    def about(self, kind: type[Any], subject: str) -> list[Any]:
        """List what is kept of the standing facts of a type about a thing."""
        held = self._held.get((kind.TOPIC, subject), ())
        return [each.fact for each in held if self.still_stands(each.event)]


class Recordable:
    """Asks of one fact after the other whether recording would have taken it.

    A batch is one append, whose facts may rest on each other in any order: what is not met at once
    is asked again at its end.
    """

    def __init__(self) -> None:
        self._known = _Lean()
        self._batch: str | None = None
        self._unmet: list[tuple[str, str, Need]] = []
        self._twice: list[tuple[str, str]] = []
        self._latest = latest_stamp(datetime.now(UTC))

    def take(self, fact: Fact, where: str) -> None:
        """Take the next fact; refuse, with its line, what could not have been recorded."""
        if fact.stamp.batch != self._batch:
            self.end()
            self._batch = fact.stamp.batch
        if str(fact.stamp.stored["recorded_at"]) > self._latest:
            raise RefusedError(
                f"it was recorded at {fact.stamp.stored['recorded_at']}, more than a day from now",
                "Put the clock of this computer right, or take the line out.",
                where,
            )
        if isinstance(fact, EventRetracted):
            if self._known.take_back(fact) > LONGEST_CHAIN:
                raise RefusedError(
                    f"it is the last of more than {LONGEST_CHAIN} retractions of one another",
                    "Take the line out.",
                    where,
                )
            return
        self._known.note(fact)
        if fact.identity and self._known.takers(fact.identity) > 1:
            self._twice.append((where, fact.identity))
        for need in recording(fact).needs():
            if self._refusal(need) is not None:
                self._unmet.append((where, fact.stamp.id, need))

    def end(self) -> None:
        """End a batch: refuse what is still not met, the first line first."""
        for where, event, need in self._unmet:
            error = self._refusal(need) if self._known.still_stands(event) else None
            if error is not None:
                error.where = where
                raise error
        for where, identity in self._twice:
            if self._known.takers(identity) > 1:
                name = identity.partition(":")[2]
                raise RefusedError(f"{name} is recorded before it already", "Keep one of them.", where)
        self._unmet, self._twice = [], []

    def _refusal(self, need: Need) -> TrackerError | None:
        """Give why a need is not met; that a name has become ambiguous since is no reason."""
        try:
            need.require(self._known)
        except AmbiguousError:
            return None
        except TrackerError as error:
            return error
        return None
