"""What is doubled: for each dimension of the input its sizes, how so much is recorded, what is then asked."""

import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from entries import (
    CROSSING,
    DAY,
    FIRST_NAMES,
    MEETING,
    about_each,
    as_yaml,
    claims,
    commitments,
    day,
    delegations,
    inside,
    institutions,
    members,
    nested,
    obligors,
    people_named,
    side_claims,
    topics,
)

from tracker import testing
from tracker.application import Tracker
from tracker.formats.history import cloud_event
from tracker.formats.import_history import import_history
from tracker.formats.valid_history import replayed
from tracker.log.sqlite.log import SQLiteLog
from tracker.log.store import SQLiteStore
from tracker.log.upkeep import verify
from tracker.views.brief import brief, scope
from tracker.views.check import check
from tracker.views.meetings import meetings
from tracker.views.people import people
from tracker.views.references import SHOWABLE, find
from tracker.views.scorecard import BY, scorecard
from tracker.views.show import shown
from tracker.views.spellings import suggest
from tracker.views.timeline import timeline

Step = Callable[[Tracker], object]

LINES = 2_500
"""Events of one command of a history."""
SHOWN = ("status", "show", "timeline", "check", "brief")


@dataclass(frozen=True)
class Dimension:
    """One dimension: `prepared` is recorded beforehand and not timed, the `steps` of a size are, in turn.

    What is asked afterwards is about the thing that `of` names.
    """

    name: str
    sizes: tuple[int, ...]
    steps: Callable[[int], dict[str, Step]]
    prepared: Callable[[int], Step] | None = None
    asked: tuple[str, ...] = SHOWN
    of: str = "crossing"


def minutes(**sections: Any) -> Step:
    """Record a file of minutes, an entry on each line."""
    data = as_yaml(sections)
    return lambda tracker: tracker.record_minutes(data, "minutes.yaml")


def one_by_one(facts: Iterable[Any]) -> Step:
    """Record facts, each in a command of its own."""
    drawn = list(facts)
    return lambda tracker: [tracker.record(fact) for fact in drawn]


def in_turn(*steps: Step) -> Step:
    """Do one thing after the other."""
    return lambda tracker: [step(tracker) for step in steps]


def agreed(tracker: Tracker) -> None:
    """Record the meeting and the one commitment that most dimensions are about."""
    tracker.record_minutes(as_yaml({"meeting": MEETING, "commitments": [CROSSING]}), "agreed.yaml")


def file_of(**more: Any) -> dict[str, Step]:
    """Record the meeting, its one commitment and more in one file."""
    sections = {"commitments": [CROSSING], **more}
    return {"record": minutes(meeting=MEETING, **sections)}


def files(count: int) -> Step:
    """Record so many files in one command, each of a meeting with a commitment and ten claims."""
    pages = [
        (as_yaml({
            "meeting": {"id": f"m-{n}", "held": day(n)},
            "commitments": [{**CROSSING, "id": f"c-{n}"}],
            "updates": claims(10, f"c-{n}"),
        }), f"minutes-{n}.yaml")
        for n in range(count)
    ]  # fmt: skip
    return lambda tracker: tracker.record_files(pages)


def mixed(lines: int, meeting: str = "m") -> Step:
    """Record one file of so many lines: commitments with a claim, a revision and evidence each."""
    each = lines // 4
    names = [f"{meeting}-{n}" for n in range(each)]
    return minutes(
        meeting={"id": meeting, "held": DAY},
        commitments=commitments(each, meeting, lead=["US/DHS"], theme="border"),
        updates=about_each(each, meeting),
        deadlines=[
            {"commitment": name, "deadline": "2027", "announced": day(n)} for n, name in enumerate(names)
        ],
        evidence=[{"about": f"commitment:{name}", "url": f"https://example.org/{name}"} for name in names],
    )


def chain(length: int) -> Step:
    """Retract the last claim, then that retraction, then that one, and so on."""

    def retract(tracker: Tracker) -> None:
        last = tracker.record(testing.claimed()).facts[0][1].stamp.id
        for _ in range(length):
            last = tracker.retract(last, "a mistake").facts[-1][1].stamp.id

    return retract


def retracted(count: int) -> Step:
    """Retract so many claims in one command, those of one file."""

    def retract(tracker: Tracker) -> None:
        with tracker.view() as view:
            ids = [name for (name,) in view.execute("SELECT id FROM event WHERE type = 'status.updated'")]
        assert len(ids) == count
        tracker.retract_all(ids, "a mistake")

    return retract


def with_dependents(tracker: Tracker) -> None:
    """Retract the meeting with everything that rests on it."""
    tracker.retract("#1", "a mistake", with_dependents=True)


# What is asked


def asking(name: str, of: str) -> Step:
    """Give the action of a reading verb."""

    def ask(tracker: Tracker) -> object:
        with tracker.at() as view:
            return ASKS[name](view, of)

    return ask


def _people_suggested(view: Any, _: str) -> object:
    rows = people(view.connection, view.moment)
    return [each.row({}) for each in suggest(row["name"] for row in rows)]


def _timeline(view: Any, of: str) -> object:
    return timeline(view.connection, find(view.connection, of, SHOWABLE), view.moment)


ASKS: dict[str, Callable[[Any, str], object]] = {
    "status": lambda view, _: view.rows(),
    "show": shown,
    "timeline": _timeline,
    "check": lambda view, _: check(view),
    "brief": lambda view, _: brief(view, scope(view, since="2000-01-01")),
    "scorecard": lambda view, _: [scorecard(view, by) for by in BY],
    "meetings": lambda view, _: meetings(view.connection, view.moment),
    "people": lambda view, _: people(view.connection, view.moment),
    "people --suggest": _people_suggested,
}


# A history


def lived(events: int) -> Step:
    """Record a history of so many events, a thousand commitments at most in a command."""
    return in_turn(*(mixed(LINES, f"m-{number}") for number in range(events // LINES)))


def exported(tracker: Tracker) -> bytes:
    """Write the history of a store."""
    log = SQLiteLog(Path(tracker.store.name))
    try:
        lines = [json.dumps(cloud_event(fact), ensure_ascii=False) for fact in log.facts(0, log.head())]
    finally:
        log.close()
    return "\n".join(lines).encode()


def imported(tracker: Tracker) -> None:
    """Import the history of a store into another; its export is a small part of the time."""
    with tempfile.TemporaryDirectory() as folder:
        import_history(BytesIO(exported(tracker)), "history", SQLiteStore(Path(folder) / "imported.db"))


def _of_a_history(_: int) -> dict[str, Step]:
    return {
        "rebuild": Tracker.rebuild,
        "export": exported,
        "import": imported,
        "replay": lambda tracker: replayed(BytesIO(exported(tracker)), "history")[0].close(),
        "verify": lambda tracker: verify(tracker.store),
    }


def _known_beforehand(count: int) -> Step:
    return in_turn(agreed, minutes(updates=claims(count)))


DIMENSIONS = (
    Dimension("claims about one commitment of the same file", (500, 1000, 2000, 4000),
              lambda n: file_of(updates=claims(n))),
    Dimension("claims about one commitment of before", (500, 1000, 2000, 4000),
              lambda n: {"record": minutes(updates=claims(n))}, lambda _: agreed, asked=()),
    Dimension("the same claims again", (500, 1000, 2000, 4000),
              lambda n: {"record": minutes(updates=claims(n))}, _known_beforehand, asked=()),
    Dimension("claims with external keys, corrected", (500, 1000, 2000),
              lambda n: {"record": minutes(updates=[{**c, "external": f"x:{k}", "note": "other"}
                                                    for k, c in enumerate(claims(n))])},
              lambda n: in_turn(agreed, minutes(updates=[{**c, "external": f"x:{k}"}
                                                         for k, c in enumerate(claims(n))])), asked=()),
    Dimension("claims of one commitment one by one", (100, 200, 400),
              lambda n: {"record": one_by_one(testing.claimed(on=day(k), note=f"word {k}")
                                              for k in range(n))},
              lambda _: agreed, asked=()),
    Dimension("claims by as many claimants", (250, 500, 1000, 2000),
              lambda n: file_of(updates=[{**c, "by": f"Observer {k}"} for k, c in enumerate(claims(n))])),
    Dimension("claimants of one joint claim", (25, 50, 100),
              lambda n: file_of(updates=[{**claims(1)[0], "by": [f"Observer {k}" for k in range(n)]}])),
    Dimension("obligors of a commitment", (125, 250, 500, 1000),
              lambda n: file_of(commitments=[{**CROSSING, "obligors": obligors(n)}],
                                institutions=institutions(n))),
    Dimension("obligors with a claim each", (125, 250, 500, 1000),
              lambda n: file_of(commitments=[{**CROSSING, "obligors": obligors(n)}],
                                institutions=institutions(n), updates=side_claims(n))),
    Dimension("depth of parents", (12, 25, 49),
              lambda n: {**file_of(commitments=nested(n)),
                         "agree below": one_by_one([testing.agreed("below", parent=f"c-{n - 1}")])},
              of="c-0"),
    Dimension("depth of institutions", (12, 25, 49),
              lambda n: {**file_of(institutions=inside(n)),
                         "one inside": one_by_one([testing.institution("below", parent=f"A{n - 1}")])},
              of="US/A0"),
    Dimension("institutions of one party", (500, 1000, 2000, 4000),
              lambda n: file_of(institutions=institutions(n)), of="US/A0"),
    Dimension("institutions inside one", (500, 1000, 2000, 4000),
              lambda n: file_of(institutions=[{"party": "US", "id": "TOP"}, *institutions(n, parent="TOP")]),
              of="US/TOP"),
    Dimension("institutions that nobody recorded", (500, 1000, 2000, 4000),
              lambda n: file_of(commitments=[{**c, "lead": [f"US/B{k}"]}
                                             for k, c in enumerate(commitments(n))]),
              asked=()),
    Dimension("chain of retractions", (5, 10, 20), lambda n: {"retract": chain(n)}, lambda _: agreed),
    Dimension("claims retracted in one command", (500, 1000, 2000),
              lambda n: {"retract": retracted(n)}, _known_beforehand),
    Dimension("dependents retracted with a meeting", (500, 1000, 2000),
              lambda _: {"retract": with_dependents},
              lambda n: minutes(meeting=MEETING, commitments=commitments(n)), asked=("status",)),
    Dimension("commitments of a meeting", (500, 1000, 2000, 4000),
              lambda n: file_of(commitments=commitments(n)),
              asked=(*SHOWN, "scorecard", "meetings"), of="meeting:m"),
    Dimension("parts of a commitment", (500, 1000, 2000, 4000),
              lambda n: file_of(commitments=[CROSSING, *commitments(n, parent="crossing")])),
    Dimension("lines of one file", (2500, 5000, 10000), lambda n: {"record": mixed(n)},
              asked=("status", "check", "brief", "scorecard")),
    Dimension("files in one command", (50, 100, 200), lambda n: {"record": files(n)},
              asked=("status", "meetings")),
    Dimension("delegations of a meeting", (60, 120, 240), lambda n: file_of(delegations=delegations(n)),
              asked=("show", "timeline", "meetings", "people"), of="meeting:m"),
    Dimension("members of a delegation", (500, 1000, 2000, 4000), lambda n: file_of(delegations=members(n)),
              asked=("show", "timeline", "meetings", "people", "people --suggest"), of="meeting:m"),
    Dimension("spellings of one person", (250, 500, 1000),
              lambda n: file_of(reconcile=[{"kind": "person", "show": "A. B.", "spellings": people_named(n)}],
                                delegations=members(n)), asked=("people", "show"), of="official:A. B."),
    Dimension("people with one surname", (250, 500, 1000),
              lambda n: file_of(delegations=[{"party": "US", "members": [
                  f"{FIRST_NAMES[k % 10]}{chr(97 + k // 10 % 26)}{chr(97 + k // 260)} Gomez"
                  for k in range(n)]}]),
              asked=("people --suggest",)),
    Dimension("topics with spellings", (500, 1000, 2000, 4000), lambda n: file_of(topics=topics(n)),
              asked=("status", "scorecard")),
    Dimension("spellings of one topic", (500, 1000, 2000, 4000), lambda n: file_of(topics=topics(1, n)),
              asked=("status", "scorecard")),
    Dimension("evidence pieces of one claim", (500, 1000, 2000),
              lambda n: file_of(updates=[{**claims(1)[0],
                                          "evidence": [f"https://example.org/{k}" for k in range(n)]}])),
    Dimension("evidence about one commitment", (500, 1000, 2000, 4000),
              lambda n: file_of(evidence=[{"about": "commitment:crossing", "url": f"https://example.org/{k}"}
                                          for k in range(n)])),
    Dimension("revisions of one deadline", (500, 1000, 2000, 4000),
              lambda n: file_of(deadlines=[{"commitment": "crossing", "deadline": f"{2025 + k % 900}",
                                            "announced": day(k), "reason": f"word {k}"} for k in range(n)])),
    Dimension("amendments of one commitment", (250, 500, 1000),
              lambda n: file_of(amended=[{"commitment": "crossing", "on": day(k), "priority": f"{k}"}
                                         for k in range(n)])),
    Dimension("length of a text", (12500, 25000, 50000, 100000),
              lambda n: file_of(commitments=[{**CROSSING, "text": ("lanes " * n)[:n]}])),
    Dimension("length of one line without blanks", (12500, 25000, 50000, 100000),
              lambda n: file_of(commitments=[{**CROSSING, "text": "x" * n}])),
    Dimension("rows of the tables", (500, 1000, 2000, 4000),
              lambda _: {},
              lambda n: minutes(meeting=MEETING, commitments=commitments(n), updates=about_each(n)),
              asked=("status", "check", "brief", "scorecard"), of="c-0"),
    Dimension("events of a history", (5000, 10000, 20000), _of_a_history, lived,
              asked=("status", "check", "brief", "scorecard")),
)  # fmt: skip
"""In the order of the table; the largest sizes are the limits of the contract, where there is one."""

BY_NAME = {dimension.name: dimension for dimension in DIMENSIONS}
