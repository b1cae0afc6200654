"""Pictures from plain data: how the end of a commitment slipped, and shares as stacked bars.

What is drawn has places from 0 to 1, so that a terminal and a site draw the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from textwrap import wrap
from typing import NamedTuple

from events.dates import bounds
from tracker.pages.wrap import display_width
from tracker.words.language import Say, days
from tracker.words.text import one_line


class Promise(NamedTuple):
    """A deadline as written, when it was announced, as written, and by whom."""

    deadline: str
    announced: str
    by: tuple[str, ...] = ()


class Said(NamedTuple):
    """A claim: when it holds, as written, about which side (None: all), by whom, and what it says."""

    when: str
    side: str | None
    by: tuple[str, ...]
    status: str
    percent: float | None = None


class Slips(NamedTuple):
    """What the picture of a commitment shows: how it stands on a day, what was promised, what is said."""

    status: str
    schedule: str
    days_late: int
    day: str
    promises: tuple[Promise, ...]
    claims: tuple[Said, ...] = ()

    @property
    def is_worth_drawing(self) -> bool:
        """Whether the end was ever moved, or announced after the agreement."""
        return len(self.promises) > 1


class Bar(NamedTuple):
    """A promise to be drawn: when announced; the first and the last day it may mean, which is the end."""

    promise: Promise
    start: float
    soft: float
    end: float

    @property
    def is_fuzzy(self) -> bool:
        """Whether the end is no one day."""
        return self.soft < self.end


class Mark(NamedTuple):
    """A claim to be drawn, between the first and the last day that its date may mean."""

    said: Said
    start: float
    end: float


class Chart(NamedTuple):
    """The picture of a commitment: ticks of years, a bar a promise, a lane a side, the day it speaks of."""

    slips: Slips
    years: tuple[tuple[int, float], ...]
    bars: tuple[Bar, ...]
    lanes: tuple[tuple[str | None, tuple[Mark, ...]], ...]
    today: float


MOST_YEARS = 12
"""Years that are named; of longer times every second one, or fifth, and so on."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def chart(slips: Slips) -> Chart:
    """Lay the picture of a commitment out, over whole years."""
    known = [bounds(text) for each in slips.promises for text in (each.deadline, each.announced)]
    known += [(slips.day, slips.day), *(bounds(each.when) for each in slips.claims)]
    first, last = int(min(known)[0][:4]), int(max(latest for _, latest in known)[:4])
    beginning = date(first, 1, 1).toordinal()
    span = date(last, 12, 31).toordinal() + 1 - beginning

    def place(day: str) -> float:
        return (date.fromisoformat(day).toordinal() - beginning) / span

    step = next((each for each in _STEPS if (last - first + 1) / each <= MOST_YEARS), _STEPS[-1])
    years = tuple((year, place(f"{year:04}-01-01")) for year in range(first, last + 1, step))
    bars = []
    for each in slips.promises:
        (since, _), (soft, end) = bounds(each.announced), bounds(each.deadline)
        bars.append(Bar(each, place(since), max(place(since), place(soft)), max(place(since), place(end))))
    lanes: dict[str | None, list[Mark]] = {}
    for said in slips.claims:
        start, end = bounds(said.when)
        lanes.setdefault(said.side, []).append(Mark(said, place(start), place(end)))
    ordered = sorted(lanes.items(), key=lambda lane: lane[0] or "")
    marks = tuple((side, tuple(sorted(those, key=lambda mark: mark.start))) for side, those in ordered)
    return Chart(slips, years, tuple(bars), marks, place(slips.day))


SIGNS: Mapping[str, str] = {
    "not-started": "○",
    "in-progress": "◐",
    "stalled": "▲",
    "partially-fulfilled": "◕",
    "fulfilled": "✔",
    "in-force": "✔",
    "not-fulfilled": "✘",
    "superseded": "↷",
    "withdrawn": "✘",
    "agreed": "○",
    "proposed": "?",
    "declined": "✘",
}
"""What stands for a status beside its word, so that no colour is needed."""


def headline(slips: Slips, say: Say) -> str:
    """Say the message of the picture."""
    late = f": {say('{days} past the baseline', days=days(slips.days_late, say))}" if slips.days_late else ""
    return f"{say(slips.status)} · {say(slips.schedule)}{late}"


def side_of(side: str | None, say: Say) -> str:
    """Name a lane."""
    return say("all sides") if side is None else say("{side} side", side=side)


def percent_of(said: Said) -> str:
    """Write how much is done."""
    return "" if said.percent is None else f"{said.percent:g} %"


# On a terminal

NARROWEST, WIDEST = 50, 110
_YEAR = 4
_LABEL = 22
"""Characters of a label, at most; a longer one is shortened."""


def drawn(slips: Slips, say: Say, width: int | None = None) -> str:
    """Draw the picture of a commitment with characters, at a width from 50 on."""
    laid = chart(slips)
    labels = [say("due {deadline}", deadline=bar.promise.deadline) for bar in laid.bars]
    labels += [side_of(side, say) for side, _ in laid.lanes]
    room = min(_LABEL, max(map(display_width, labels)))
    track = min(max(width or 80, NARROWEST), WIDEST) - room - 2
    lines = [_years(laid, track), *(_bar(bar, laid, track) for bar in laid.bars)]
    lines += [_lane(marks, laid, track) for _, marks in laid.lanes]
    lines.append(_under(one_line(slips.day), laid.today, track))
    rows = zip(["", *labels, ""], lines, strict=True)
    seen = dict.fromkeys(mark.said.status for _, marks in laid.lanes for mark in marks)
    legend = [f"● {say('announced')}  ▏ {say('promised end')}  ┊ {slips.day}"]
    legend += ["  ".join(f"{SIGNS.get(each, '•')} {say(each)}" for each in seen)] if seen else []
    pictured = [f"{_padded(label, room)}  {line}".rstrip() for label, line in rows]
    said = wrap(headline(slips, say), room + 2 + track)
    return "\n".join((*said, *pictured, *(line for text in legend for line in wrap(text, room + 2 + track))))


def _column(place: float, track: int) -> int:
    return min(track - 1, int(place * track))


def _years(laid: Chart, track: int) -> str:
    at = [(str(year), _column(place, track)) for year, place in laid.years]
    stride = next(
        (n for n in range(1, len(at)) if all(b - a > _YEAR for (_, a), (_, b) in pairwise(at[::n]))), 1
    )
    line = ""
    for year, place in at[::stride]:
        if place + _YEAR <= track:
            line = line.ljust(place) + year
    return line


def _bar(bar: Bar, laid: Chart, track: int) -> str:
    cells = _empty(laid, track)
    start, soft, end = (_column(place, track) for place in (bar.start, bar.soft, bar.end))
    today = _column(laid.today, track)
    for at in range(start, end):
        cells[at] = "╌" if bar.is_fuzzy and at >= soft else "┼" if at == today else "─"
    cells[end] = "▏"
    cells[start] = "●"
    return "".join(cells).rstrip()


def _lane(marks: Sequence[Mark], laid: Chart, track: int) -> str:
    cells = _empty(laid, track)
    for mark in marks:
        at, until = _column(mark.start, track), _column(mark.end, track)
        cells[at + 1 : until + 1] = "╌" * (until - at)
        cells[at] = SIGNS.get(mark.said.status, "•")
    last = marks[-1]
    text = f" {percent_of(last.said)}" if last.said.percent is not None else ""
    at = _column(last.end, track) + 1
    if text and at + len(text) <= track:
        cells[at : at + len(text)] = text
    return "".join(cells).rstrip()


def _empty(laid: Chart, track: int) -> list[str]:
    cells = [" "] * track
    cells[_column(laid.today, track)] = "┊"
    return cells


def _under(text: str, place: float, track: int) -> str:
    """Write a text under a place, as far as the edges allow in the middle."""
    at = max(0, min(_column(place, track) - len(text) // 2, track - len(text)))
    return " " * at + text


def _padded(label: str, room: int) -> str:
    label = one_line(label)
    if display_width(label) > room:
        while display_width(label) >= room:
            label = label[:-1]
        label += "…"
    return label + " " * (room - display_width(label))


# Stacked bars


class Part(NamedTuple):
    """A part of a stacked bar: what it counts, its sign on a terminal, its statuses."""

    name: str
    sign: str
    statuses: tuple[str, ...]


PARTS = (
    Part("kept", "█", ("fulfilled", "in-force")),
    Part("begun", "▓", ("partially-fulfilled", "in-progress")),
    Part("stuck", "▒", ("stalled", "not-fulfilled")),
    Part("not begun", "░", ("not-started", "agreed")),
)
"""What a scorecard draws of the commitments that were to be kept, in this order."""


def parts_of(row: Mapping[str, object]) -> list[tuple[Part, int]]:
    """Add up the counts of a row of a scorecard by the parts of its bar."""
    counts = [(part, [row.get(each.replace("-", "_")) or 0 for each in part.statuses]) for part in PARTS]
    return [(part, sum(n for n in numbers if isinstance(n, int))) for part, numbers in counts]


def stacked(counts: Iterable[tuple[Part, int]], width: int) -> str:
    """Draw a bar of parts, each at least a character wide, with its count where there is room."""
    shown = [(part, count) for part, count in counts if count]
    bar = ""
    for (part, count), size in zip(shown, _shares([count for _, count in shown], width), strict=True):
        number = str(count)
        bar += number.center(size, part.sign) if len(number) + 2 <= size else part.sign * size
    return bar


def _shares(counts: Sequence[int], width: int) -> list[int]:
    """Divide a width by the largest remainders, nothing that counts without a character."""
    if not counts:
        return []
    exact = [count * width / sum(counts) for count in counts]
    sizes = [max(1, int(each)) for each in exact]
    by_rest = sorted(range(len(counts)), key=lambda i: int(exact[i]) - exact[i])
    for place in by_rest[: max(0, width - sum(sizes))]:
        sizes[place] += 1
    while sum(sizes) > width:  # what is hardly there took a whole character
        sizes[sizes.index(max(sizes))] -= 1
    return sizes
