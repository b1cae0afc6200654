"""One thing whole: a heading, how it stands, then `name  value` lines, then its claims and its timeline."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from tracker.environment import local_time
from tracker.pages.answer import Thing
from tracker.pages.render import Column, Page, Row
from tracker.pages.signs import marked
from tracker.pages.told import told
from tracker.pages.writing import (
    Block,
    Dated,
    Drawing,
    Entry,
    Grid,
    Heading,
    Item,
    Paragraph,
    Span,
    Text,
    line,
    written,
)
from tracker.words.language import Say, days, phrase
from tracker.words.text import flat

_SKIPPED = {
    "kind",
    "id",
    "commitment",
    "meeting",
    "title",
    "text",
    "texts",
    "why",
    "timeline",
    "position",
    "sides",
    "picture",
    "children",
}
"""Keys that are no lines of their own: how the children stand together is said with them."""
_SAID_BEFORE = {
    "status",
    "schedule",
    "reported",
    "assessed",
    "status_by",
    "disagreement",
    "stale",
    "days_late",
}
"""Keys of a commitment that its status line, its why and its claims say."""
_ADDRESSES = ("evidence", "url")
_LABELS = {"baseline_deadline": "baseline", "of_kind": "kind"}
_GROUPS = {"other", "says"}
"""Groups of which the keys are shown, too; those of `other` are a source's, and are not translated."""
MOST, MOST_EVENTS, MOST_ADDRESSES = 12, 6, 3
"""Entries of lists that are shown on a terminal without --all: about a screen in all."""


def one(*, whole: bool = False, again: str = "tracker show REF --all") -> Thing:
    """Give how one thing is written: as text with short lists, or `whole`; `again` shows the rest."""

    def text(thing: Row, form: str, lang: str, page: Page) -> str:
        title = thing.get("title") or thing.get("name") or thing["id"]
        rest = None if whole or form != "table" else again
        return written(_Thing(thing, page, lang, rest).blocks(form), form, page, title, lang)

    return Thing(text, lambda thing: [thing["id"]])


ONE = one()


class _Thing:
    """A thing as blocks; without `again`, the command that shows the rest, there is no rest."""

    def __init__(self, thing: Row, page: Page, lang: str, again: str | None) -> None:
        self._thing = thing
        self._page = page
        self._say: Say = partial(phrase, lang)
        self._again = again

    def blocks(self, form: str) -> Iterator[Block]:
        thing, say = self._thing, self._say
        name = thing.get("name") if thing.get("name") != thing["id"] else None
        yield Heading(line(thing["id"], "  ", thing.get("title") or name or ""), 1)
        if "why" in thing and "status_by" in thing:
            yield Paragraph(line(self._standing()))
        if self._page.caption and form != "html":
            yield Paragraph(line(self._page.caption))
        yield from self._picture()
        if thing.get("text"):
            yield Text(thing["text"])
        for what, sentence in thing.get("why", {}).items():
            yield Entry(say(what), [line(sentence)])
        yield from self._claims()
        yield from self._values()
        yield from self._timeline()

    def _standing(self) -> str:
        """Say in a line how a commitment stands, and what is wrong with it."""
        row, say = self._thing, self._say
        plain = self._page.plain
        by = f" ({', '.join(row['status_by'])})" if row["status_by"] else ""
        said = [marked(row["status"], say(row["status"]), plain=plain) + by]
        if row["schedule"] != "no-deadline":
            late = f", {days(row['days_late'], say)}" if row["days_late"] else ""
            said.append(marked(row["schedule"], say(row["schedule"]), plain=plain) + late)
        said += [marked(each, say(each), plain=plain) for each in ("disagreement", "stale") if row[each]]
        return " · ".join(said)

    def _picture(self) -> Iterator[Block]:
        """Give the picture of a slip, where there is one: after how it stands, before its text."""
        if self._thing.get("picture"):
            yield Drawing(self._thing["picture"])

    def _values(self) -> Iterator[Block]:
        skipped = _SKIPPED | (_SAID_BEFORE if "why" in self._thing else set())
        for key, value in self._thing.items():
            if key not in skipped and value not in (None, [], "", 0, False):
                label = _LABELS.get(key, key.replace("_", " "))
                yield from self._pairs(label, value) if key in _GROUPS else self._value(label, value)

    def _value(self, label: str, value: Any) -> Iterator[Block]:
        say = self._say
        entries = value if isinstance(value, list) else [value]
        shown, more = self._first(entries, MOST_ADDRESSES if label in _ADDRESSES else MOST)
        if label in _SENTENCES:
            together = self._together() if label == "parts" else []
            said = (line(_SENTENCES[label](each, say)) for each in shown)
            yield Entry(say(label), [*together, *said, *more])
        elif any(isinstance(each, dict) for each in entries):
            yield Entry(say(label))
            for each in shown:
                yield from self._group(each)
            yield from (Item(each, 1) for each in more)
        else:
            words = [self._plain(label, each) for each in shown]
            kind = "link" if label in _ADDRESSES else ""
            spans = [span for word in words for span in (Span(", "), Span(word, kind))][1:]
            yield Entry(say(label), [spans, *more])

    def _together(self) -> list[Sequence[Span]]:
        """Give the line that says how the parts of a commitment stand together."""
        children, say = self._thing.get("children"), self._say
        if not children:
            return []
        status = say(children["status"])
        return [line(say("{count}, together {status}", count=children["count"], status=status))]

    def _pairs(self, label: str, group: Row) -> Iterator[Block]:
        """Write a group with its keys, one a line; what an event says is the whole of it."""
        yield Entry(self._say(label))
        shown, more = self._first(list(group.items()), MOST if label == "other" else len(group))
        for key, value in shown:
            name = key if label == "other" else self._say(_LABELS.get(key, key.replace("_", " ")))
            texts = isinstance(value, list) and all(isinstance(each, str) for each in value)
            yield Item(line(f"{name}: {', '.join(value) if texts else flat(value)}"), 1)
        yield from (Item(each, 1) for each in more)

    def _first(self, entries: Sequence[Any], most: int) -> tuple[Sequence[Any], list[Sequence[Span]]]:
        """Give the entries that are shown, and the line that says how to see the others."""
        if self._again is None or len(entries) <= most:
            return entries, []
        return entries[:most], [line(self._others(len(entries) - most))]

    def _others(self, count: int) -> str:
        return self._say("… and {count} more: {command}", count=count, command=self._again)

    def _plain(self, label: str, value: Any) -> str:
        """Write a value; ours are the words for yes and for a capacity, and the calendar is the reader's."""
        if label == "recorded at":
            return local_time(value)
        if value is True or label == "capacities":
            return self._say("yes" if value is True else value)
        return flat(value)

    def _group(self, group: Row) -> Iterator[Block]:
        plain = [
            self._say(value) if key == "capacity" else flat(value)
            for key, value in group.items()
            if key != "members" and value not in (None, [])
        ]
        yield Item(line(", ".join(plain) or "—"), 1)
        for member in group.get("members", []):
            words = [flat(value) for value in member.values() if value is not None]
            yield Item(line(", ".join(words)), 2)

    def _claims(self) -> Iterator[Block]:
        """Give the claims on which a commitment stands as a table; one on several sides is one."""
        found = self._thing.get("assessed")
        claims: dict[tuple[Any, ...], list[str]] = {}
        for said, entries in (
            ("reported", self._thing.get("reported") or []),
            ("assessed", [found] if found else []),
        ):
            for each in entries:
                parts = (
                    each["assessor"],
                    each["via"],
                    each["status"],
                    each["percent"],
                    each["effective"],
                    said,
                )
                claims.setdefault(parts, []).append(each["obligor"] or "")
        if claims:
            yield Heading(line(self._say("Claims")))
            names = ("assessor", "via", "status", "percent", "effective", "said")
            rows = [
                dict(zip(names, parts, strict=True)) | {"sides": sides} for parts, sides in claims.items()
            ]
            yield Grid(rows, _claim_columns(self._say))

    def _timeline(self) -> Iterator[Block]:
        events = self._thing.get("timeline")
        if not events:
            return
        yield Heading(line(self._say("Timeline")))
        left = 0 if self._again is None else max(0, len(events) - MOST_EVENTS)
        if left:
            yield Dated("", line(self._others(left)))
        for row in events[left:]:
            yield Dated(row["when"] or "", line(told(row, self._say)))


def _claim_columns(say: Say) -> list[Column]:
    def who(row: Row) -> str:
        name = row["assessor"]
        return say("{name} (via {via})", name=name, via=row["via"]) if row["via"] else name

    columns = [
        Column("assessor", "By", who, 0, 12, told=True),
        Column("sides", "Side", lambda row: ", ".join(filter(None, row["sides"])), 2, 8),
        Column("status", "Status", lambda row: say(row["status"]), 1, word="status"),
        Column("percent", "%", lambda row: "" if row["percent"] is None else f"{row['percent']} %", 4),
        Column("effective", "Effective", lambda row: row["effective"], 3),
        Column("said", "Said", lambda row: say(row["said"]), 5),
    ]
    return [column._replace(heading=say(column.heading)) for column in columns]


def _deadline(entry: Row, say: Say) -> str:
    deadline, when, who = entry["deadline"], entry["announced"], ", ".join(entry["by"])
    if who:
        announced = say("{deadline}, announced {when} by {who}", deadline=deadline, when=when, who=who)
    else:
        announced = say("{deadline}, announced {when}", deadline=deadline, when=when)
    return f"{announced}: {entry['reason']}" if entry["reason"] else announced


def _part(entry: Row, say: Say) -> str:
    return f"{entry['commitment']}: {say(entry['status'])}  {entry['title']}"


_SENTENCES: dict[str, Callable[[Row, Say], str]] = {
    "deadlines": _deadline,
    "parts": _part,
    "commitments": _part,
}
"""Values that read better as sentences."""
