"""Remarks on facts about to be recorded: what nobody recorded yet, and what has no effect today.

Advice alone: nothing here refuses, and where it cannot be given, recording goes on without it.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from events import tags
from events.countries import CODES, spellings
from events.dates import bounds
from events.facts import Fact
from events.kinds import OCCASION, Names
from events.sentences import at_most, sentence
from events.statuses import IN_FORCE
from events.texts import fold
from tracker.projections.cases import EVERYTHING, KNOWN, Occasions

_ADDRESS = re.compile(r"(https?://[^\s/]|(?!https?:)[a-z][a-z0-9+.-]+:)\S+", re.IGNORECASE)
"""Of the web, or of another kind that its own program opens: `doi:10.1000/182`."""
SHOWN = 12
MOST_ALIKE = 3
"""Notes of one kind that are said one by one."""
SHORTEST_TYPO = 4
"""Letters of a name that may have one wrong; two may be wrong in one twice as long."""

_NAMED = {
    "institution": "SELECT 1 FROM institution WHERE id = :id AND (:party IS NULL OR party = :party) LIMIT 1",
    "mechanism": "SELECT 1 FROM mechanism WHERE id = :name LIMIT 1",
    "theme": (
        "SELECT 1 FROM topic WHERE kind = 'theme' AND (id = :name OR EXISTS (SELECT 1 FROM"
        " json_each(spellings) WHERE value = :name) OR EXISTS (SELECT 1 FROM json_each(coalesce(names, '{}'))"
        " WHERE value = :name)) LIMIT 1"
    ),
    "project": (
        "SELECT 1 FROM topic WHERE kind = 'project' AND (id = :name OR EXISTS (SELECT 1 FROM"
        " json_each(spellings) WHERE value = :name) OR EXISTS (SELECT 1 FROM json_each(coalesce(names, '{}'))"
        " WHERE value = :name)) LIMIT 1"
    ),
    "party": (
        "SELECT 1 FROM party WHERE id = :name UNION ALL SELECT 1 FROM institution WHERE party = :name"
        " UNION ALL SELECT 1 FROM delegation WHERE party = :name UNION ALL"
        " SELECT 1 FROM facet WHERE field = 'obligor' AND value = :name LIMIT 1"
    ),
    "claimant": "SELECT 1 FROM claimant WHERE name = :name",
}
"""Kind of thing → whether a name was ever recorded for one."""
_ALL_NAMES = (
    "SELECT name FROM claimant UNION SELECT id FROM institution UNION SELECT party FROM delegation"
    " UNION SELECT party FROM institution UNION SELECT id FROM party"
)


class _Span(NamedTuple):
    """When something holds, as it is written, and its first and last day."""

    written: str
    earliest: str
    latest: str


class Remarks:
    """What is worth a second look in some facts, seen with a view of what was there before.

    `today` is the day of the local calendar, as ISO text.
    """

    def __init__(self, facts: list[Fact], connection: sqlite3.Connection | None, today: str) -> None:
        self._facts = facts
        self._connection = connection
        self._today = today
        self._own: set[tuple[str, str]] = set()
        self._by_identity: dict[str, Fact] = {}
        self._began: dict[tuple[str, str], str | None] = {}
        for fact in facts:
            kind, _, name = fact.subject.partition(":")
            if fact.identity:
                self._own.add((kind, name))
                self._by_identity.setdefault(fact.identity, fact)
            if party := fact.said.get("party"):
                self._own.add(("party", party))

    def all(self) -> list[str]:
        """List the remarks: gathered, so that none drowns the others."""
        without_effect = (*self._in_the_future(), *self._too_early(), *self._over_before())
        others = (*without_effect, *self._addresses(), *self._clock())
        return [*self._unrecorded(), *self._first_times(), *others]

    def _addresses(self) -> list[str]:
        """Say which evidence nobody can open: what is written there is no address of the web."""
        return _gathered(
            sentence("{address} is no address that can be opened: write it whole, https://…", address=each)
            for fact in self._facts
            for evidence in (fact.said, *fact.said.get("evidence", ()))
            for each in (evidence.get("url"), evidence.get("archived"))
            if each and not _ADDRESS.fullmatch(each)
        )

    def _clock(self) -> Iterator[str]:
        """Say that a clock was ahead once: until it is reached, no known-at tells what is new."""
        row = self._connection.execute("SELECT known_at FROM meta").fetchone() if self._connection else None
        if row and row[0][:10] > _tomorrow(self._today):
            (position,) = self._connection.execute(  # type: ignore[union-attr]
                "SELECT min(position) FROM event WHERE known_at = ?", row
            ).fetchone()
            yield sentence(
                "#{position} is stamped {day}, in the future: --known-at any day before hides what is"
                " recorded from now on",
                position=position,
                day=row[0][:10],
            )

    def _unrecorded(self) -> Iterator[str]:
        found = dict.fromkeys(
            written
            for fact in self._facts
            for names in fact.row.names
            if not names.needed and names.field not in {"by", "themes", "project", "successor_of"}
            for written in tags.named(names, fact.said)
            if not self._is_known(names, written, fact)
        )
        if found:
            yield sentence("nobody recorded {names}: kept as text", names=at_most(SHOWN, list(found)))

    def _is_known(self, names: Names, written: str, fact: Fact) -> bool:
        party = fact.said.get("party") if names.within_party else None
        return any(self._knows(kind, written, party) for kind in (*names.kinds, "party"))

    def _knows(self, kind: str, written: str, party: str | None = None) -> bool:
        if written in CODES:
            return True
        head, _, bare = written.rpartition("/")
        in_party = head or party
        if kind == "institution":
            own = any(
                each == "institution"
                and (name == f"{in_party}/{bare}" if in_party else name.endswith(f"/{bare}"))
                for each, name in self._own
            )
        else:
            own = (kind, written) in self._own
        return own or self._ask(_NAMED[kind], name=written, id=bare, party=in_party or None)

    def _first_times(self) -> Iterator[str]:
        obliged = {name for fact in self._facts for name in fact.said.get("obligors", ())}
        strangers = dict.fromkeys(
            name
            for fact in self._facts
            for name in fact.said.get("by", ())
            if name not in obliged
            and not any(self._knows(kind, name) for kind in ("claimant", "party", "institution"))
        )
        if strangers:
            yield sentence(
                "{names} is a claimant seen for the first time",
                "{names} are claimants seen for the first time",
                count=len(strangers),
                names=at_most(SHOWN, list(strangers)),
            )
        for name in strangers:
            if near := self._like(name):
                yield sentence(
                    "{name} is new, and {near} is known: did you mean {near}", name=name, near=near
                )

    def _like(self, name: str) -> str | None:
        """Find the known name from which one differs by a letter or two, not by a word."""
        from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 (hardly any name is new)

        rows = self._connection.execute(_ALL_NAMES) if self._connection else ()
        known: list[str] = [name for (name,) in rows]
        most = min(2, len(name) // SHORTEST_TYPO)
        for other in known:
            if abs(len(other) - len(name)) <= 1 and other.count(" ") == name.count(" "):
                apart = DamerauLevenshtein.distance(name.casefold(), other.casefold())
                if 0 < apart <= most and not (name.isupper() and len(name) <= SHORTEST_TYPO):
                    return other
        return _like_a_country(name)

    def _in_the_future(self) -> list[str]:
        return _gathered(
            sentence("{day} is in the future: no table shows it before", day=written)
            for _, _, written in self._dated()
            if bounds(written)[0] > self._today
        )

    def _too_early(self) -> list[str]:
        return _gathered(
            each
            for fact in self._facts
            if "commitment" in fact.said and (span := self._span(fact)) and span.earliest <= self._today
            for each in self._before_it_was(fact, span)
        )

    def _over_before(self) -> list[str]:
        return _gathered(
            sentence(
                "the deadline {deadline} was over before it was announced ({announced})",
                deadline=said["deadline"],
                announced=said["announced"],
            )
            for said in (fact.said for fact in self._facts)
            if "announced" in said and bounds(said["deadline"])[1] < bounds(said["announced"])[0]
        )

    def _dated(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Give each fact that is dated, as (key of its date, what it says, its date)."""
        for fact in self._facts:
            if (dated := fact.row.dated) and (written := fact.said.get(dated)):
                yield dated, fact.said, written

    def _before_it_was(self, fact: Fact, span: "_Span") -> Iterator[str]:
        """Say what a fact that is older than what it is about is worth (CONTRACT §3)."""
        name, told = fact.said["commitment"], {"day": span.written, "commitment": fact.said["commitment"]}
        if fact.row.section == "declined":
            proposed = self._since(name, "proposed")
            if proposed and span.earliest < proposed:
                yield sentence(
                    "{day} is before {commitment} was proposed ({proposed}): it is in the timeline,"
                    " and counts nowhere",
                    **told,
                    proposed=proposed,
                )
            return
        agreed = self._since(name, "agreed")
        if not agreed or span.latest >= agreed or fact.said.get("status") == IN_FORCE:
            return
        if fact.row.section == "amended":
            yield sentence(
                "{day} is before {commitment} was agreed ({agreed}): what it changes holds from the"
                " agreement on",
                **told,
                agreed=agreed,
            )
            return
        yield sentence(
            "{day} is before {commitment} was agreed ({agreed}): it is in the timeline, and counts nowhere",
            **told,
            agreed=agreed,
        )

    def _since(self, commitment: str, stage: str) -> str | None:
        """Give the first day of an agreement or a proposal, of these facts or of the view."""
        if (commitment, stage) not in self._began:  # thousands of claims may be of one commitment
            self._began[commitment, stage] = self._began_on(commitment, stage)
        return self._began[commitment, stage]

    def _began_on(self, commitment: str, stage: str) -> str | None:
        kind = "commitment" if stage == "agreed" else "proposal"
        if fact := self._by_identity.get(f"{kind}:{commitment}"):
            span = self._span(fact)
            return span.earliest if span else None
        if self._connection is None:
            return None
        row = self._connection.execute(
            f"SELECT earliest, occasion FROM commitment WHERE id = :id AND stage = :stage AND {KNOWN}",
            {"id": commitment, "stage": stage, "k": EVERYTHING},
        ).fetchone()
        if row is None:
            return None
        earliest: str | None = row[0]
        occasion = None if earliest else self._span_of(row[1])
        return occasion.earliest if occasion else earliest

    def _span(self, fact: Fact) -> "_Span | None":
        """Give when a fact holds: on the day it says, else on that of its occasion."""
        if (dated := fact.row.dated) and (written := fact.said.get(dated)):
            return _Span(written, *bounds(written))
        return self._span_of(fact.said.get("occasion"))

    def _span_of(self, occasion: str | None) -> "_Span | None":
        if occasion is None:
            return None
        bare = occasion.rpartition(":")[2]
        for kind in OCCASION:
            other = self._by_identity.get(f"{kind}:{bare}")
            if other and other.row.dated:
                written = other.said[other.row.dated]
                return _Span(written, *bounds(written))
        found = Occasions(self._connection, EVERYTHING).get(occasion) if self._connection else None
        return _Span(*found[2:]) if found else None

    def _ask(self, statement: str, **values: str | None) -> bool:
        return bool(self._connection and self._connection.execute(statement, values).fetchone())


def _tomorrow(today: str) -> str:
    """Give the next day: a stamp may be of it, since days begin elsewhere earlier."""
    day = date.fromisoformat(today)
    return (day + timedelta(days=1)).isoformat() if day < date.max else today


def _like_a_country(name: str) -> str | None:
    """Give the code of the one country whose name is nearest, a letter or two away."""
    if name.isupper():
        return None
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 (hardly any name is new)

    plain, most = fold(name), min(2, len(name) // SHORTEST_TYPO)
    apart: dict[str, int] = {}
    for other, code in spellings().items():
        if len(other) >= SHORTEST_TYPO and other.count(" ") == plain.count(" "):
            found = DamerauLevenshtein.distance(plain, other, score_cutoff=most)
            if found <= most:
                apart[code] = min(found, apart.get(code, most))
    nearest = [code for code, found in apart.items() if found == min(apart.values())]
    return nearest[0] if len(nearest) == 1 else None


def _gathered(notes: Iterable[str]) -> list[str]:
    """Say each of a few notes of one kind, once; of many the first, and how many there are besides."""
    once = list(dict.fromkeys(notes))
    if len(once) <= MOST_ALIKE:
        return once
    return [sentence("{note}; and {count} more like it", note=once[0], count=len(once) - 1)]


def remarks(facts: Iterable[Fact], connection: sqlite3.Connection | None, today: str) -> list[str]:
    """Say what is worth a second look before facts are recorded; each thing once."""
    return list(dict.fromkeys(Remarks(list(facts), connection, today).all()))
