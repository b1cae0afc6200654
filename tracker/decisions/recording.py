"""How one fact is recorded: what it needs, whether it is news, and whose place it takes."""

from collections.abc import Iterable, Iterator

from events import references
from events.facts import Fact
from events.kinds import COMMITMENT, OCCASION
from events.sentences import joined, sentence
from tracker.decisions.known import Known, describe, naming
from tracker.decisions.needs import Agreed, Need, references_of
from tracker.decisions.use_case import UseCase
from tracker.errors import RefusedError
from tracker.words.text import flat


class Recording:
    """The recording of one fact. A kind of fact with a rule of its own has a class of its own.

    `source` names the minutes that the fact is from, which may correct what they said before; a
    single verb never corrects. What was recorded once and no longer stands is recorded again by a
    single verb, by minutes only if they `restore`.
    """

    def __init__(self, fact: Fact, source: str | None = None, *, restores: bool = False) -> None:
        self.fact = fact
        self.source = source
        self.restores = restores
        self._needed: tuple[Fact, list[Need]] | None = None

    def needs(self) -> Iterator[Need]:
        """List what must exist and stand: what the fact names, and what it is about."""
        yield from references_of(self.fact)
        if self.fact.row.once is None and self.fact.row.about == COMMITMENT:
            yield Agreed(self.fact.subject.partition(":")[2])

    def _listed(self) -> list[Need]:
        """Give the needs of the fact as it is now, listed once."""
        if self._needed is None or self._needed[0] is not self.fact:
            self._needed = (self.fact, list(self.needs()))
        return self._needed[1]

    def reads(self, on: UseCase) -> None:
        """Depend on whoever has this fact's place, on its like, and on what it needs.

        Asked again with what was read: the place is known better once the references are definite.
        """
        fact = self.resolved(on.known, even_gone=True)
        kind = type(fact)
        for tag in [fact.same] if fact.same else fact.subjects:
            on.depend_on(tag, kind)
        if external := getattr(fact, "external", None):
            on.depend_on(f"external:{external}", kind)
        for need in self._listed():
            need.depend(on)

    def decide(self, on: UseCase) -> None:
        """Record the fact, if it is news and nothing forbids it."""
        if self._is_nothing_new(on):
            return
        self.fact = self.resolved(on.known)
        for need in self._listed():
            need.require(on.known)
        if holder := self.holder(on.known):
            self._correct(on, holder)
        self.comment(on)
        on.record(self.fact)

    def comment(self, on: UseCase) -> None:
        """Note what is worth a second look, seeing what was there before."""

    def resolved(self, known: Known, *, even_gone: bool = False) -> Fact:
        """Give the fact with its occasion as it is stored: a meeting's id, a document's with its kind.

        What no longer stands is a reference only for knowing a fact that was recorded before.
        """
        occasion = getattr(self.fact, "occasion", None)
        if occasion is None:
            return self.fact
        possible = references.possible(occasion, OCCASION)
        standing = [name for name in possible if known.standing(name)]
        if even_gone and not standing:
            standing = [name for name in possible if known.once_stood(name)]
        if len(standing) != 1:
            return self.fact  # its need refuses it
        kind, name = references.split(standing[0])
        definite = name if kind == OCCASION[0] else standing[0]
        return self.fact if definite == occasion else self.fact.changed(occasion=definite)

    def holder(self, known: Known) -> Fact | None:
        """Give the standing fact whose place this one would take."""
        fact, external = self.fact, getattr(self.fact, "external", None)
        keyed = known.under(type(fact), external) if external else None
        if keyed and (keyed.identity or keyed.subject) != (fact.identity or fact.subject):
            raise RefusedError(
                sentence(
                    "the external key {external} belongs to {place}", external=external, place=_place(keyed)
                ),
                "Use another key, or the id it has.",
            )
        return known.holder(fact.identity) if fact.identity else keyed

    def _is_nothing_new(self, on: UseCase) -> bool:
        """Say whether the same was recorded before, standing or not."""
        twins = on.known.twins(self.resolved(on.known, even_gone=True))
        standing = [twin for twin in twins if on.known.stands(twin)]
        if standing:
            on.there += [on.known.order(twin) for twin in standing]
        if standing or not twins:
            return bool(standing)
        reason = on.known.retractions_of(twins[-1])[-1].reason
        said = sentence(
            "{event} was recorded before and retracted since ({reason})",
            event=on.known.name(twins[-1]),
            reason=reason,
        )
        if self.source is None or self.restores:
            on.notes.append(sentence("{said}; it is recorded anew", said=said))
            return False
        on.notes.append(sentence("{said}; --restore records it anew", said=said))
        return True

    def _correct(self, on: UseCase, holder: Fact) -> None:
        """Retract the fact whose place this one takes, if these minutes may."""
        if self.source is None:
            raise RefusedError(
                # For translators: {place} is what has the same id: a commitment, a meeting, a person
                sentence(
                    "{place} is recorded already, with other content: {differences}",
                    place=" ".join(naming(self.fact)),
                    differences=joined("; ", differences(holder, self.fact)),
                ),
                _how_to_correct(self.fact),
            )
        was, now = (getattr(each, "occasion", None) for each in (holder, self.fact))
        if holder.row.about == COMMITMENT and holder.identity and was is not None and was != now:
            raise RefusedError(
                # For translators: {place} is a commitment, {was} the meeting or document it is of
                sentence("{place} was agreed at {was}", place=_place(self.fact), was=was),
                "Correct it in its minutes, or amend it: tracker amend.",
            )
        on.notes.append(
            sentence(
                "corrects {event}: {differences}",
                event=on.known.name(holder),
                differences=joined("; ", differences(holder, self.fact)),
            )
        )
        on.corrected.append(on.known.order(holder))
        on.retract(holder, f"corrected by {self.source}")


def differences(old: Fact, new: Fact) -> Iterable[str]:
    """List the fields in which a fact says something else than before, as `field old → new`."""
    for name in dict.fromkeys((*old.said, *new.said)):
        was, now = old.said.get(name), new.said.get(name)
        if was != now:
            field = sentence(name.replace("_", " "))
            # For translators: {field} is a word of the form, like plazo; before and after are its values
            yield sentence("{field} {before} → {after}", field=field, before=_short(was), after=_short(now))


MOST_SHOWN = 60
"""Characters of a value in a sentence about what changed."""


def _short(value: object) -> str:
    if value is None:
        return sentence("nothing")
    text = " ".join(flat(value).split())
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def _how_to_correct(fact: Fact) -> str:
    """Say which verb corrects what stands under the same id as a fact."""
    if fact.identity and fact.row.about == COMMITMENT:
        return sentence(
            "Correct it: tracker edit {id}. What changed since it was agreed: tracker revise, tracker amend.",
            id=fact.subject.partition(":")[2],
        )
    if fact.row.section in OCCASION or fact.row.about == COMMITMENT:
        return sentence("Correct it: tracker edit {id}", id=fact.subject.partition(":")[2])
    if occasion := fact.said.get("occasion"):
        return sentence("Correct it: tracker edit {id}", id=occasion)
    return "Correct it in its minutes and record them again, or retract it first."


def _place(fact: Fact) -> str:
    return describe(fact).partition(" ")[2]
