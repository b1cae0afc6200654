"""Whether a history could have been recorded: the needs of each fact, asked as recording asks them."""

import re
from collections.abc import Collection, Container, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

from events.facts import EventRetracted, Fact
from events.kinds import HOLDERS
from events.parts import UNSTAMPED
from events.sentences import sentence
from events.values import EVENT_ID_PATTERN
from tracker.decisions.known import SPELT, Known
from tracker.decisions.needs import Need, OwnName
from tracker.decisions.recordings import recording
from tracker.decisions.retract_events import LONGEST_CHAIN, named_by_others
from tracker.errors import AmbiguousError, RefusedError, TrackerError

ASKED = ("id", "party", "obligors", "parent", "superseded_by")
"""The fields of facts already recorded that a later fact may depend on."""
ONE_KEY_SINCE = 2
"""The schema version since which only one fact of a type has an external key."""


class _Held(NamedTuple):
    """What is kept of a fact: its event id, and the little that later facts ask of it."""

    event: str
    fact: Fact


@cache
def _asked(kind: type[Fact]) -> tuple[str, ...]:
    return tuple(name for name in ASKED if name in kind.model_fields)


def _no_more_than(fact: Fact, fields: dict[str, Any]) -> Fact:
    """Give a fact of the same type that has these fields alone, since a history may be long."""
    kept = object.__new__(type(fact))
    object.__setattr__(kept, "__dict__", fields)
    return kept


class _Ids:
    """Event ids, each kept as a number of half its size: a history may have a million."""

    def __init__(self) -> None:
        self._numbers = set[int]()

    def add(self, event_id: str) -> None:
        """Take in the id of an event."""
        self._numbers.add(_number(event_id))

    def __contains__(self, event_id: object) -> bool:
        """Say whether an event of that very id is there."""
        return isinstance(event_id, str) and bool(_IS_ID(event_id)) and _number(event_id) in self._numbers


_IS_ID = re.compile(EVENT_ID_PATTERN.removesuffix("$") + r"\Z").match


def _number(event_id: str) -> int:
    return int(event_id.replace("-", ""), 16)


class _Needed(NamedTuple):
    """Something that a fact needs, and where the fact stands."""

    event: str
    where: str
    need: Need


class _Lean(Known):
    """What is known of a history so far: names, and who took them; a history may be long."""

    def __init__(self) -> None:
        super().__init__()
        self.events = _Ids()
        self._held: dict[tuple[str, str], list[_Held]] = {}
        self._spelt: dict[str, list[_Held]] = {}
        self._taken: dict[str, list[str]] = {}
        self._acts_on: dict[str, str] = {}
        self._taken_back: dict[str, int] = {}
        self._own = set[str]()
        self._stood: dict[str, bool] = {}
        self._is_before = False

    def begin(self) -> None:
        """Begin a batch: what stands now is what stood before it."""
        self._own, self._stood = set(), {}

    def note(self, fact: Fact) -> None:
        """Take note of a fact that is no retraction."""
        self._is_there(fact)
        holds = fact.TOPIC in HOLDERS.get(fact.row.about[0], ())
        asked = {name: getattr(fact, name) for name in _asked(type(fact))}
        if holds or any(asked.values()):
            held = _Held(fact.stamp.id, _no_more_than(fact, asked))
            self._held.setdefault((fact.TOPIC, fact.subject), []).append(held)
            for tag in fact.log_tags if fact.row.about in SPELT else ():
                self._spelt.setdefault(tag, []).append(held)
        for name in names_taken(fact):
            self._taken.setdefault(name, []).append(fact.stamp.id)

    def take_back(self, fact: EventRetracted) -> None:
        """Take note of a retraction: what it acts on falls, and so on down a chain of them."""
        self._is_there(fact)
        self._acts_on[fact.stamp.id] = fact.event
        target, more = fact.event, 1
        while True:
            stood = self.still_stands(target)
            self._taken_back[target] = self._taken_back.get(target, 0) + more
            if self.still_stands(target) == stood:
                return
            self._stood.setdefault(target, stood)
            if target not in self._acts_on:
                return
            target, more = self._acts_on[target], -more

    def _is_there(self, fact: Fact) -> None:
        self.events.add(fact.stamp.id)
        self._own.add(fact.stamp.id)

    def chain(self, event: str) -> list[str]:
        """List an event, what it retracts, what that retracts, and so on."""
        found = [event]
        while found[-1] in self._acts_on:
            found.append(self._acts_on[found[-1]])
        return found

    def still_stands(self, event: str) -> bool:
        """Say whether no standing retraction takes an event back."""
        if self._is_before and event in self._own:
            return False
        if self._is_before and event in self._stood:
            return self._stood[event]
        return not self._taken_back.get(event)

    @contextmanager
    def before_the_batch(self) -> Iterator[None]:
        """Look at what stood before this batch, for a while."""
        self._is_before = True
        try:
            yield
        finally:
            self._is_before = False

    def takers(self, name: str) -> int:
        """Count the standing facts that took an id or an external key."""
        return sum(map(self.still_stands, self._taken.get(name, ())))

    def get(self, event_id: str) -> Fact | None:
        """Give a fact that is no more than its event id, if there is such an event."""
        stamp = UNSTAMPED.model_copy(update={"id": event_id})
        return Fact.model_construct(stamp=stamp) if event_id in self.events else None

    def stands(self, fact: Fact) -> bool:
        """Say whether an event stands."""
        return self.still_stands(fact.stamp.id)

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

    def spelt(self, spelling_tag: str) -> list[Fact]:
        """List what is kept of the standing parties and institutions that a name may mean."""
        return [each.fact for each in self._spelt.get(spelling_tag, ()) if self.still_stands(each.event)]


def names_taken(fact: Fact) -> Iterator[str]:
    """Name what only one standing fact may have, as `kind:name`: its id, and its external key."""
    if fact.identity:
        yield fact.identity
    external = getattr(fact, "external", None)
    if external and fact.stamp.schema_version >= ONE_KEY_SINCE:
        yield f"{fact.TOPIC}:the external key {external}"


class _Looking:
    """What a need looks at: the tags it depends on."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.tags: list[str] = []

    def depend_on(self, tag: str, *_: type[Fact]) -> None:
        """Take note of a tag."""
        self.tags.append(tag)


class Recordable:
    """Asks of one fact after the other whether recording would have taken it.

    A batch is one append, whose facts may rest on each other in any order: what is not met at once is
    asked again at its end. `targets` are the events that are retracted anywhere in the history;
    `latest` is the last `recorded_at` that is believed, None if all are.
    """

    def __init__(self, targets: Collection[str], latest: str | None = None) -> None:
        self._known = _Lean()
        self._targets = targets
        self._latest = latest
        self._batch: str | None = None
        self._corrects = False
        self._unmet: list[_Needed] = []
        self._taking: list[tuple[str, str]] = []
        self._retracting: list[tuple[str, str]] = []
        self._to_fall: dict[str, Fact] = {}
        self._resting: dict[str, list[_Needed]] = {}

    @property
    def events(self) -> Container[str]:
        """The ids of the events so far."""
        return self._known.events

    def take(self, fact: Fact, where: str) -> list[TrackerError]:
        """Take the next fact; give what could not have been recorded of it, or of the batch before it.

        One whose event id was there before is passed over, and so is a retraction of what was not.
        """
        refusals = self.end() if fact.stamp.batch != self._batch else []
        self._batch = fact.stamp.batch
        if self._latest and (moment := str(fact.stamp.recorded_at)) > self._latest:
            said = sentence("it was recorded at {moment}, more than a day from now", moment=moment)
            hint = "Put the clock of this computer right, or take the line out."
            refusals.append(RefusedError(said, hint, where))
        if fact.stamp.id in self._known.events:
            return refusals
        if not isinstance(fact, EventRetracted):
            self._note(fact, where)
        elif len(self._known.chain(fact.event)) > LONGEST_CHAIN:
            said = sentence(
                "it is the last of more than {most} retractions of one another", most=LONGEST_CHAIN
            )
            refusals.append(RefusedError(said, "Take the line out.", where))
        elif fact.event in self._known.events:
            self._known.take_back(fact)
            self._retracting.append((where, fact.stamp.id))
        return refusals

    def end(self) -> list[TrackerError]:
        """End a batch: give, by their lines, what is not met at its end, and what it left without a hold."""
        refusals = [*self._not_met(), *self._taken_twice(), *self._restored(), *self._left_behind()]
        self._unmet, self._taking, self._retracting, self._corrects = [], [], [], False
        self._known.begin()
        return refusals

    def _note(self, fact: Fact, where: str) -> None:
        self._known.note(fact)
        self._corrects = True
        self._taking += [(where, name) for name in names_taken(fact) if self._known.takers(name) > 1]
        if fact.stamp.id in self._targets:
            self._to_fall[fact.stamp.id] = fact
            for name in named_by_others(fact):
                self._resting.setdefault(name, [])
        for need in recording(fact).needs():
            needed = _Needed(fact.stamp.id, where, need)
            if self._refusal(need) is not None:
                self._unmet.append(needed)
            if self._resting:
                self._rest(needed)

    def _rest(self, needed: _Needed) -> None:
        """Remember who needs what will be retracted."""
        looking = _Looking(self._known)
        needed.need.depend(looking)
        for name in self._resting.keys() & set(looking.tags):
            self._resting[name].append(needed)

    def _not_met(self) -> Iterator[TrackerError]:
        for event, where, need in self._unmet:
            error = self._refusal(need) if self._known.still_stands(event) else None
            if error is not None:
                error.where = where
                yield error

    def _taken_twice(self) -> Iterator[TrackerError]:
        for where, name in self._taking:
            if self._known.takers(name) > 1:
                said = sentence("{name} is recorded before it already", name=name.partition(":")[2])
                yield RefusedError(said, "Keep one of them.", where)

    def _restored(self) -> Iterator[TrackerError]:
        """Refuse to restore what has no place any more, or needs what no longer stands."""
        for where, fact in self._acted_on():
            if not self._known.still_stands(fact.stamp.id) or self._stood_before(fact):
                continue
            for name in names_taken(fact):
                if self._known.takers(name) > 1:
                    said = sentence(
                        "it restores {name}, which was recorded anew meanwhile", name=name.partition(":")[2]
                    )
                    yield RefusedError(said, "Take the line out.", where)
            for need in recording(fact).needs():
                if error := self._refusal(need):
                    said = sentence("it restores what cannot stand: {why}", why=error.message)
                    yield RefusedError(said, "Take the line out.", where)

    def _left_behind(self) -> Iterator[TrackerError]:
        """Refuse to retract what others need, who had it before."""
        for where, fact in self._acted_on():
            if not self._known.still_stands(fact.stamp.id) and (resting := self._resting_on(fact)):
                name = fact.subject.partition(":")[2]
                said = sentence("it retracts {name}, on which {other} rests", name=name, other=resting)
                yield RefusedError(said, "Retract that before it, or take the line out.", where)

    def _resting_on(self, fact: Fact) -> str | None:
        """Say where a fact stands that needs one which fell, and had it before."""
        for name in named_by_others(fact):
            if self._corrects and (name.startswith("event:") or self._known.standing(name)):
                continue  # what is corrected keeps what depends on its id
            for event, where, need in self._resting.get(name, ()):
                if self._known.still_stands(event) and self._refusal(need) and self._was_met(need):
                    return where
        return None

    def _acted_on(self) -> Iterator[tuple[str, Fact]]:
        """Give what the retractions of this batch let fall or stand at last, and where they stand."""
        for where, event in self._retracting:
            fact = self._to_fall.get(self._known.chain(event)[-1])
            if fact is not None:
                yield where, fact

    def _stood_before(self, fact: Fact) -> bool:
        with self._known.before_the_batch():
            return self._known.still_stands(fact.stamp.id)

    def _was_met(self, need: Need) -> bool:
        with self._known.before_the_batch():
            return self._refusal(need) is None

    def _refusal(self, need: Need) -> TrackerError | None:
        """Give why a need is not met; a bare occasion is a meeting's, even where a document has its id."""
        try:
            need.require(self._known)
        except AmbiguousError as error:
            return error if isinstance(need, OwnName) else None
        except TrackerError as error:
            return error
        return None
