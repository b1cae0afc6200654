"""The lists of what a table can be narrowed to, each with what there is of it at a moment."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from events.countries import name_of
from events.statuses import STATUSES, is_open
from tracker.projections.cases import KNOWN
from tracker.rules.directory import Institution
from tracker.rules.standing import Standing
from tracker.rules.texts import in_language
from tracker.views.meetings import meetings
from tracker.views.people import people
from tracker.views.selection import Selection
from tracker.views.status import Row, StatusView
from tracker.words.alphabet import alphabetical


def listed(view: StatusView, kind: str) -> list[Row]:
    """List what there is of a kind, one of `LISTS`, in the order of the alphabet.

    Every row has `id`, by which it is selected, and `name` in the language asked for; what else it
    has depends on the kind, and counts what holds at the moment. What counts nothing is listed too,
    if it was recorded.
    """
    rows = LISTS[kind](view)
    return rows if kind == "statuses" else sorted(rows, key=lambda row: alphabetical(row["id"]))


class _Said(NamedTuple):
    """A claim or a note: about which commitment, by whom, at which occasion."""

    commitment: str
    claimants: list[str]
    occasion: str | None


class _Counts:
    """Counts commitments, and those that are open, by the groups that each belongs to."""

    def __init__(self, view: StatusView, groups: Callable[[Standing], Iterable[str | None]]) -> None:
        self._all: Counter[str] = Counter()
        self._open: Counter[str] = Counter()
        for standing in view.standings(Selection()):
            for group in dict.fromkeys(groups(standing)):
                if group is not None:
                    self._all[group] += 1
                    self._open[group] += is_open(standing.status)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def of(self, group: str) -> Row:
        """Give the counts of a group as keys of a row."""
        return {"commitments": self._all[group], "open": self._open[group]}


def _parties(view: StatusView) -> list[Row]:
    """List the parties that owe, sent a delegation, have an institution, or were recorded."""
    counts = _Counts(view, lambda standing: (_party(view, name) for name in standing.obligors))
    recorded = {row["id"]: row for row in _recorded(view, "party")}
    sent = Counter(each["party"] for held in _held(view) for each in held["delegations"])
    claims = Counter[str]()
    for claimants, count in _heard(view):
        claims.update(dict.fromkeys((_speaker(view, each) for each in claimants), count))
    institutions = (each.party for each in view.directory.institutions.values())
    rows = []
    for name in dict.fromkeys((*counts, *recorded, *sent, *institutions)):
        known = recorded.get(name, {})
        rows.append(
            {
                "id": name,
                "name": known.get("name") or name_of(name, view.moment.lang),
                "kind": known.get("kind"),
                **counts.of(name),
                "claims": claims[name],
                "delegations": sent[name],
            }
        )
    return rows


def _institutions(view: StatusView) -> list[Row]:
    """List the institutions that were recorded, or have a part; what is inside one counts for it too."""
    directory = view.directory

    def groups(standing: Standing) -> Iterator[str]:
        named = set(standing.institutions)
        for written in (*sorted(named), *standing.obligors):
            institution = directory.institutions.get(written)
            if institution is not None:
                yield from map(_whole, (institution, *directory.ancestors(institution)))
            elif written in named or "/" in written:
                yield written

    counts = _Counts(view, groups)
    recorded = {f"{row['party']}/{row['id']}": row for row in _recorded(view, "institution")}
    claims = Counter[str]()
    for claimants, count in _heard(view):
        for name in claimants:
            if name in directory.institutions:
                claims[_whole(directory.institutions[name])] += count
    rows = []
    for name in dict.fromkeys((*recorded, *counts)):
        known = recorded.get(name, {})
        party = name.rpartition("/")[0] or None  # what is recorded is named with its party
        own = {"name": known.get("name"), "party": party, "part_of": known.get("parent")}
        rows.append({"id": name, **own, **counts.of(name), "claims": claims[name]})
    return rows


def _mechanisms(view: StatusView) -> list[Row]:
    held = _held(view)
    of_meeting = {each["meeting"]: each["mechanism"] for each in held}
    counts = _Counts(view, lambda standing: (of_meeting.get(standing.occasion or ""),))
    number = Counter(each["mechanism"] for each in held if each["mechanism"])
    recorded = {row["id"]: row for row in _recorded(view, "mechanism")}
    rows = []
    for name in dict.fromkeys((*recorded, *number)):
        known = recorded.get(name, {})
        own = {"name": known.get("name"), "kind": known.get("kind")}
        parties = json.loads(known["parties"]) if known else []
        rows.append({"id": name, **own, "parties": parties, "meetings": number[name], **counts.of(name)})
    return rows


def _topics(kind: str) -> Callable[[StatusView], list[Row]]:
    def topics(view: StatusView) -> list[Row]:
        counts = _Counts(view, lambda each: each.themes if kind == "theme" else (each.project,))
        recorded = {row["id"]: row for row in _recorded(view, "topic") if row["kind"] == kind}
        rows = []
        for name in dict.fromkeys((*recorded, *counts)):
            known = recorded.get(name, {})
            spellings = json.loads(known["spellings"]) if known else []
            own = {"name": known.get("name"), "spellings": spellings}
            rows.append({"id": name, **own, **counts.of(name)})
        return rows

    return topics


def _claimants(view: StatusView) -> list[Row]:
    """List who ever claimed anything, as written, with the party for which an institution speaks."""
    claims: Counter[str] = Counter()
    about: dict[str, set[str]] = {}
    for said in _said(view):
        for name in said.claimants:
            claims[name] += 1
            about.setdefault(name, set()).add(said.commitment)
    institutions = view.directory.institutions
    return [
        {
            "id": name,
            "name": None,
            "party": institutions[name].party if name in institutions else None,
            "claims": claims[name],
            "commitments": len(about[name]),
        }
        for name in claims
    ]


def _occasions(kind: str) -> Callable[[StatusView], list[Row]]:
    def occasions(view: StatusView) -> list[Row]:
        counts = _Counts(view, lambda standing: (standing.occasion,))
        claims = Counter((said.occasion or "").removeprefix(f"{kind}:") for said in _said(view))
        return [
            {
                "id": each["meeting"],
                "name": each["title"],
                "date": each["held"],
                "mechanism": each["mechanism"],
                **counts.of(each["meeting"]),
                "claims": claims[each["meeting"]],
            }
            for each in _held(view)
            if each["kind"] == kind
        ]

    return occasions


def _statuses(view: StatusView) -> list[Row]:
    counts = _Counts(view, lambda standing: (standing.status,))
    return [
        {"id": status, "name": view.moment.say(status), "commitments": counts.of(status)["commitments"]}
        for status in STATUSES
    ]


def _officials(view: StatusView) -> list[Row]:
    return [
        {"id": each["name"], "name": None, "parties": each["parties"], "meetings": each["meetings"]}
        for each in people(view.connection, view.moment)
    ]


def _held(view: StatusView) -> list[Row]:
    return meetings(view.connection, view.moment)


def _said(view: StatusView) -> Iterator[_Said]:
    """Give the claims and notes that hold by the day."""
    for commitment, claimants, occasion in view.connection.execute(
        f"SELECT commitment, claimants, occasion FROM claim WHERE {KNOWN} AND earliest <= :day",
        {"k": view.moment.known_at, "day": view.moment.day},
    ):
        yield _Said(commitment, _names(claimants), occasion)


def _heard(view: StatusView) -> Iterator[tuple[list[str], int]]:
    """Give how many claims and notes that hold by the day have the same claimants."""
    for claimants, count in view.connection.execute(
        f"SELECT claimants, count(*) FROM claim WHERE {KNOWN} AND earliest <= :day GROUP BY claimants",
        {"k": view.moment.known_at, "day": view.moment.day},
    ):
        yield _names(claimants), count


@lru_cache(maxsize=10_000)  # the same few claimants stand in nearly every claim
def _names(text: str) -> list[str]:
    names: list[str] = json.loads(text)
    return names


def _recorded(view: StatusView, table: str) -> Iterator[dict[str, Any]]:
    """Give the rows of what is recorded of who is who, each with its name in the language asked for."""
    cursor = view.connection.execute(
        f"SELECT * FROM {table} WHERE {KNOWN} ORDER BY position", {"k": view.moment.known_at}
    )
    columns = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(columns, values, strict=True))
        names = json.loads(row["names"]) if row["names"] else None
        yield {**row, "name": in_language(names, view.moment.lang)}


def _party(view: StatusView, written: str) -> str:
    """Give the party of an obligor, which may be an institution of it."""
    institution = view.directory.institutions.get(written)
    return institution.party if institution else written.partition("/")[0]


def _speaker(view: StatusView, claimant: str) -> str:
    return view.directory.speaker(claimant, ()).name


def _whole(institution: Institution) -> str:
    return f"{institution.party}/{institution.id}"


LISTS: dict[str, Callable[[StatusView], list[Row]]] = {
    "parties": _parties,
    "institutions": _institutions,
    "mechanisms": _mechanisms,
    "themes": _topics("theme"),
    "projects": _topics("project"),
    "claimants": _claimants,
    "meetings": _occasions("meeting"),
    "documents": _occasions("document"),
    "officials": _officials,
    "statuses": _statuses,
}
"""Each list, by the word it is asked for."""
