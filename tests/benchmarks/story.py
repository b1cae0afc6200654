"""The made-up history of the benchmarks: what is agreed, claimed, revised and taken back, and when.

Ten events or so a commitment, two hundred commitments a meeting, forty themes, from 2015 to
2026, in the order in which it would be recorded.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from random import Random
from typing import Any, NamedTuple, Protocol

Fields = dict[str, Any]

FIRST_DAY, LAST_DAY = date(2015, 1, 5).toordinal(), date(2026, 10, 30).toordinal()
LAST_MEETING = date(2026, 6, 30).toordinal()
EVENTS_OF_A_COMMITMENT = 10
COMMITMENTS_OF_A_MEETING = 200
FEWEST_MEETINGS = 5
FACTS_OF_A_MEETING = 3
INSTITUTIONS = 300
MINISTRIES = 20

SUBJECTS = ("water", "border", "labour", "health", "energy", "trade", "migration", "security")
ASPECTS = ("monitoring", "infrastructure", "training", "finance", "exchange")
THEMES = [f"{subject}-{aspect}" for subject in SUBJECTS for aspect in ASPECTS]
MECHANISMS = ("bnc", "hled", "ibwc", "cila", "shared-framework", "borders-2012")
PARTIES = ("MX", "US")
PLACES = ("tijuana", "mexico-city", "washington", "el-paso", "monterrey", "nogales", "laredo")
ASSESSORS = ("press", "GAO", "ASF", "wilson-center", "US/A007", "MX/A004")
WORDS = (
    "modernize", "joint", "inspection", "crossing", "lanes", "by", "installing", "scanners", "and",
    "sharing", "data", "between", "customs", "agencies", "fund", "wastewater", "plants", "along", "the",
    "river", "restore", "wetlands", "publish", "quarterly", "figures", "train", "prosecutors", "exchange",
    "officers", "open", "consular", "windows", "expand", "visas", "for", "seasonal", "workers", "protect",
    "journalists", "harmonize", "phytosanitary", "rules", "accelerate", "permits", "build", "transmission",
    "capacity",
)  # fmt: skip
CLAIMED = (
    *("in-progress",) * 10,
    *("fulfilled",) * 4,
    *("not-started", "partially-fulfilled") * 3,
    *("stalled",) * 2,
    "not-fulfilled",
)


class Written(NamedTuple):
    """A fact that was written, as a retraction must name it."""

    id: str
    tags: list[str]


class Pen(Protocol):
    """What the story needs to be written down."""

    position: int

    def write(self, day: int, stored_type: str, fields: Fields) -> Written:
        """Write one fact, recorded on a day or soon after."""


@dataclass
class Life:
    """A commitment, and the days on which more will be said of it, the nearest last."""

    id: str
    agreed: int
    obligors: list[str]
    days: list[int]
    last: Written | None = None


class Story:
    """Makes the history up and writes it with a pen, in all exactly so many events."""

    def __init__(self, pen: Pen, events: int, random: Random) -> None:
        self._write = pen.write
        self._random = random
        self._ids: list[str] = []
        self._roots: list[str] = []
        self._waiting: list[tuple[int, int, Life]] = []
        self._kinds: list[Callable[[int, Life], None]] = [
            *(self._claim,) * 78,
            *(self._note,) * 6,
            *(self._revise,) * 6,
            *(self._prove,) * 5,
            *(self._reaffirm,) * 2,
            *(self._amend,) * 2,
            self._retract,
        ]
        meetings = max(FEWEST_MEETINGS, events // (EVENTS_OF_A_COMMITMENT * COMMITMENTS_OF_A_MEETING))
        span = LAST_MEETING - FIRST_DAY
        self._meetings = [FIRST_DAY + 1 + place * span // meetings for place in range(meetings)]
        left = events - INSTITUTIONS - len(MECHANISMS) - len(THEMES) - FACTS_OF_A_MEETING * meetings
        self._commitments = left // EVENTS_OF_A_COMMITMENT
        self._counts = _spread(left - self._commitments, self._commitments)

    def tell(self) -> None:
        """Write the whole history."""
        self._names()
        for place, day in enumerate(self._meetings, 1):
            self._live_until(day)
            self._meet(day, self._commitments * place // len(self._meetings) - len(self._ids))
        self._live_until(LAST_DAY)

    def _names(self) -> None:
        for number in range(INSTITUTIONS):
            self._write(FIRST_DAY, "institution.recorded", _institution(number))
        for name in MECHANISMS:
            fields = {"id": name, "parties": list(PARTIES), "kind": "dialogue"}
            self._write(FIRST_DAY, "mechanism.recorded", fields)
        for name in THEMES:
            names = {"en": name.replace("-", " "), "es": f"tema {name}"}
            topic = {"kind": "theme", "id": name, "names": names, "spellings": [_other_spelling(name)]}
            self._write(FIRST_DAY, "topic.recorded", topic)

    def _meet(self, day: int, commitments: int) -> None:
        choice, held = self._random.choice, _iso(day)
        name = f"{held}-{choice(PLACES)}"
        title = {"en": self._sentence(5)}
        meeting = {"id": name, "held": held, "title": title, "mechanism": choice(MECHANISMS)}
        self._write(day, "meeting.held", meeting)
        for party in PARTIES:
            members = [{"name": self._sentence(2).title(), "institution": self._agency()} for _ in range(6)]
            delegation = {"occasion": name, "party": party, "head": members[0]["name"], "members": members}
            self._write(day, "delegation.recorded", delegation)
        self._roots.clear()
        for _ in range(commitments):
            self._agree(day, name)

    def _agree(self, day: int, occasion: str) -> None:
        random, number = self._random, len(self._ids)
        # Ids say nothing of the time: the first by id are of any year.
        name = f"{random.choice(WORDS)}-{random.choice(WORDS)}-{number * 2_654_435_761 % 2**20:05x}"
        obligors = list(PARTIES) if random.random() < 0.6 else [random.choice(PARTIES)]
        fields = {"id": name, "occasion": occasion, "obligors": obligors, **self._terms(day, number, name)}
        days = sorted((random.randint(day + 1, LAST_DAY) for _ in range(next(self._counts))), reverse=True)
        self._write(day, "commitment.agreed", fields)
        self._ids.append(name)
        self._wait(number, Life(name, day, obligors, days))

    def _terms(self, day: int, number: int, name: str) -> Fields:
        random = self._random
        theme = THEMES[number % len(THEMES)]
        fields: Fields = {
            "text": {"en": self._sentence(18)},
            "themes": [_other_spelling(theme) if random.random() < 0.1 else theme],
            "lead": [f"{random.choice(PARTIES)}/{self._agency()}"],
        }
        if random.random() < 0.7:
            fields["title"] = {"en": self._sentence(6), "es": self._sentence(6)}
        if random.random() < 0.85:
            fields["deadline"] = self._date(day + random.randrange(60, 1_500))
        if self._roots and random.random() < 0.2:
            fields["parent"] = random.choice(self._roots)
        else:
            self._roots.append(name)
        return fields

    def _wait(self, number: int, life: Life) -> None:
        if life.days:
            heappush(self._waiting, (life.days.pop(), number, life))

    def _live_until(self, day: int) -> None:
        while self._waiting and self._waiting[0][0] <= day:
            on, number, life = heappop(self._waiting)
            self._random.choice(self._kinds)(on, life)
            self._wait(number, life)

    def _claim(self, day: int, life: Life) -> None:
        random = self._random
        effective = max(life.agreed, day - random.randrange(30))
        fields: Fields = {
            "commitment": life.id,
            "by": [self._claimant()],
            "effective": self._date(effective + (500 if random.random() < 0.0005 else 0)),
            "status": random.choice(CLAIMED),
        }
        if random.random() < 0.4:
            fields["obligor"] = random.choice(life.obligors)
        if random.random() < 0.2:
            fields["percent"] = random.randrange(5, 100, 5)
        if random.random() < 0.3:
            fields["evidence"] = [{"url": f"https://example.org/{life.id}/{random.getrandbits(32):08x}"}]
        life.last = self._write(day, "status.updated", fields)

    def _note(self, day: int, life: Life) -> None:
        note = self._sentence(12)
        fields = {"commitment": life.id, "by": [self._claimant()], "effective": _iso(day), "note": note}
        life.last = self._write(day, "status.updated", fields)

    def _revise(self, day: int, life: Life) -> None:
        deadline = self._date(day + self._random.randrange(30, 700))
        fields = {"commitment": life.id, "deadline": deadline, "announced": _iso(day), "by": ["MX"]}
        life.last = self._write(day, "deadline.revised", fields)

    def _prove(self, day: int, life: Life) -> None:
        url = f"https://example.org/report/{self._random.getrandbits(32):08x}"
        fields = {"about": f"commitment:{life.id}", "url": url, "published": _iso(day)}
        life.last = self._write(day, "evidence.added", fields)

    def _reaffirm(self, day: int, life: Life) -> None:
        fields = {"commitment": life.id, "on": _iso(day), "by": list(PARTIES)}
        life.last = self._write(day, "commitment.reaffirmed", fields)

    def _amend(self, day: int, life: Life) -> None:
        fields = {
            "commitment": life.id,
            "on": _iso(day),
            "priority": "high",
            "lead": [f"MX/{self._agency()}"],
        }
        life.last = self._write(day, "commitment.amended", fields)

    def _retract(self, day: int, life: Life) -> None:
        """Take back what was said last; where nothing was, say something."""
        if life.last is None:
            self._claim(day, life)
            return
        fields = {"event": life.last.id, "reason": "corrected by the desk", "tags": life.last.tags}
        self._write(day, "event.retracted", fields)
        life.last = None

    def _claimant(self) -> str:
        chance = self._random.random()
        if chance < 0.55:
            return self._random.choice(PARTIES)
        if chance < 0.85:
            return f"{self._random.choice(PARTIES)}/{self._agency()}"
        return self._random.choice(ASSESSORS)

    def _agency(self) -> str:
        return f"A{self._random.randrange(INSTITUTIONS // 2):03}"

    def _sentence(self, words: int) -> str:
        return " ".join(self._random.choices(WORDS, k=words))

    def _date(self, day: int) -> str:
        """Write a day; one in fourteen as its month alone, one in fifty as its year."""
        chance, text = self._random.random(), _iso(day)
        return text[:4] if chance < 0.02 else text[:7] if chance < 0.09 else text


def _spread(events: int, commitments: int) -> Iterator[int]:
    """Say how much each commitment will hear: nine events or so, in all exactly so many."""
    usual, more = divmod(events, commitments)
    for number in range(commitments):
        spread = (
            number // 2 % 4 if number ^ 1 < commitments else 0
        )  # more for one of a pair, less for the other
        yield usual + (number < more) + (spread if number % 2 else -spread)


def _institution(number: int) -> Fields:
    party, place = PARTIES[number % 2], number // 2
    fields: Fields = {"party": party, "id": f"A{place:03}", "names": {"en": f"Agency {place} of {party}"}}
    if place >= MINISTRIES and place % 3:
        fields["parent"] = f"A{place % MINISTRIES:03}"
    if place in {4, 7}:
        fields["independent"] = True
    return fields


def _other_spelling(theme: str) -> str:
    return theme.replace("-", " ").title()


_DAYS: dict[int, str] = {}


def _iso(day: int) -> str:
    if day not in _DAYS:
        _DAYS[day] = date.fromordinal(day).isoformat()
    return _DAYS[day]
