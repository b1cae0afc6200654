"""Writes a brief: counts, then a block a commitment with what is wrong beside it, for one printed page."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from events.statuses import AGREED
from tracker.pages.answer import Thing
from tracker.pages.render import Page
from tracker.pages.signs import marked
from tracker.pages.wrap import shortened
from tracker.pages.writing import Block, Dated, Heading, Item, Line, Paragraph, Span, line, written
from tracker.words.language import Say, days, phrase
from tracker.words.text import one_line

Row = dict[str, Any]
MOST = 10
"""Commitments on a page; the rest is counted, since a page has to be carried."""
FEW = 5
"""So few commitments leave room on it to say who says what, and which deadline they are past."""
LONGEST = 100
"""Characters of what is told of a commitment on such a page, the newest alone; `--all` has all of it."""
UNTOLD = ("agreed", "added")
"""What is not told on it: an agreement, whose day is said beside it, and evidence."""
COUNTS = (
    ("{count} open", "open"),
    ("{count} overdue", "overdue"),
    ("{count} slipped", "slipped"),
    ("{count} due soon", "due_soon"),
    ("{count} disputed", "disagreements"),
    ("{count} stale", "stale"),
    ("{count} unreported", "unreported"),
    ("{count} not answered", "proposals"),
)
SELDOM = ("due_soon", "proposals")
"""Sections that are counted only where there is something in them."""
FLAGS = (("disagreements", "disagreement"), ("stale", "stale"), ("unreported", "unreported"))
"""Sections of a brief → the word that stands beside a commitment of it."""
REASONS = ("overdue", "slipped", "due_soon")
"""Sections of a brief whose commitments have a deadline to speak of."""


def brief_page(*, whole: bool = False, again: str = "tracker brief --all") -> Thing:
    """Give how a brief is written: one page, or `whole`; `again` is the command that shows the rest."""

    def text(brief: Row, form: str, lang: str, page: Page) -> str:
        say: Say = partial(phrase, lang)
        blocks = _Brief(brief, say, page, None if whole else again).blocks(form)
        return written(blocks, form, page, say("Commitments"), lang)

    return Thing(
        text,
        lambda brief: [row["commitment"] for row in brief["open"]],
        ("markdown", "table", "csv", "json", "ndjson", "html", "ids"),
    )


BRIEF = brief_page()


News = tuple[Row, bool]
"""What happened, and whether it was only learnt since."""


class _Brief:
    """A brief as blocks; without `again`, the command that shows the rest, there is no rest."""

    def __init__(self, brief: Row, say: Say, page: Page, again: str | None) -> None:
        self._brief = brief
        self._say = say
        self._page = page
        self._again = again
        self._rows = {
            row["commitment"]: row
            for key in ("open", "proposals", "disagreements", *REASONS, "stale", "unreported")
            for row in brief[key]
        }
        self._in = {
            key: {row["commitment"] for row in brief[key]}
            for key in ("open", "proposals", *REASONS, *(section for section, _ in FLAGS))
        }
        self._has_room = not again or len(self._rows) <= FEW
        self._news: dict[str, list[News]] = {}
        for key in ("changed", "became_known"):
            for event in brief[key]:
                self._news.setdefault(event["commitment"], []).append((event, key == "became_known"))

    def blocks(self, form: str) -> Iterator[Block]:
        brief, say = self._brief, self._say
        yield Heading(
            line(say("Commitments{whose}, as of {day}", whose=self._whose(), day=brief["as_of"])), 1
        )
        if self._page.caption and form != "html":
            yield Paragraph(line(self._page.caption))
        counts = [(text, key) for text, key in COUNTS if brief[key] or key not in SELDOM]
        counted = ", ".join(say(text, count=len(brief[key])) for text, key in counts)
        because = say("Looking back {because}.", because=brief["because"])
        yield Paragraph(line(f"{because} {counted}."))
        names = sorted({*self._rows, *self._news}, key=self._newest, reverse=True)
        shown = names[:MOST] if self._again else names
        for name in shown:
            yield from self._block(name)
        if self._again and len(names) > MOST:
            yield Paragraph(
                line(say("… and {count} more: {command}", count=len(names) - MOST, command=self._again))
            )
        elif self._again and any(len(self._told(news)) < len(news) for news in self._news.values()):
            yield Paragraph(line(say("All that is new: {command}", command=self._again)))

    def _whose(self) -> str:
        brief, say = self._brief, self._say
        whose = say(" of {mechanism}", mechanism=brief["mechanism"]) if brief["mechanism"] else ""
        whose += say(" for {party}", party=brief["party"]) if brief["party"] else ""
        return whose + "".join(f", {say(name)}: {each}" for name, each in brief["filters"].items())

    def _newest(self, name: str) -> tuple[str, int, str]:
        """Give by what a commitment is newer than another: the last that happened, else the agreement."""
        row = self._rows.get(name, {})
        events = [event for event, _ in self._news.get(name, [])]
        days = [str(event.get("earliest") or event["when"] or "") for event in events]
        told = [str(row.get(key) or "") for key in ("last_update", "agreed")]
        return max([*days, *told]), max((event["position"] for event in events), default=0), name

    def _block(self, name: str) -> Iterator[Block]:
        row = self._rows.get(name)
        news = self._news.get(name, [])
        title = row["title"] if row else news[0][0].get("title", "")
        yield Heading(line(title))
        flags = self._flags(name, row)
        told = self._told(news)
        source = row["source"] if row and not told else None
        yield Item([*line(Span(name, "code"), f" {flags}"), *self._from(source)])
        if row:
            if self._has_room and any(name in self._in[key] for key in REASONS):
                yield Item(line(row["why_schedule"]))
            if name in self._in["proposals"]:
                yield Item(line(row["why_status"]))
            if self._has_room and name in self._in["disagreements"]:
                yield Item(line(self._disagreement(row)))
        for event, learnt in told:
            yield Dated(event["when"] or self._say("always"), self._change(event, learnt=learnt))

    def _flags(self, name: str, row: Row | None) -> str:
        """Say how a commitment stands, on whose word, and what is wrong with it."""
        say, plain = self._say, self._page.plain
        if row is None:
            return say("no longer open")
        by = f" ({', '.join(row['status_by'])})" if row["status_by"] else ""
        status = say("agreed {when}", when=row["agreed"]) if row["status"] == AGREED else say(row["status"])
        flags = [marked(row["status"], status, plain=plain) + by]
        if row["schedule"] != "no-deadline":
            flags.append(marked(row["schedule"], say(row["schedule"]), plain=plain) + self._late(row))
        flags += [marked(word, say(word), plain=plain) for key, word in FLAGS if name in self._in[key]]
        return " · ".join(flags)

    def _late(self, row: Row) -> str:
        due = f" → {row['deadline']}" if row.get("deadline") else ""
        late = row.get("days_late")
        return f"{due}, {days(late, self._say)}" if late else due

    def _told(self, news: list[News]) -> list[News]:
        """Choose what is told of the news, the newest first: on one page the newest alone."""
        newest = sorted(
            news, key=lambda each: (each[0].get("earliest") or "", each[0]["position"]), reverse=True
        )
        if not self._again:
            return newest
        return [each for each in newest if each[0]["label"] not in UNTOLD][:1]

    def _change(self, row: Row, *, learnt: bool) -> Line:
        say, back = self._say, row["retraction"]
        who = f"{', '.join(row['by'])}: " if row["by"] else ""
        taken_back = f", {say('retracted: {reason}', reason=back['reason'])}" if back else ""
        late = f", {say('became known since')}" if learnt else ""
        number = Span(f" (#{row['position']}{late})", "own")
        whole = f"{who}{row['what']}{taken_back}"
        text = shortened(one_line(whole), LONGEST, at_word=True) if self._again else whole
        return [*line(text, number), *self._from(row["source"])]

    def _disagreement(self, row: Row) -> str:
        """Say who says what of which sides; one who says the same of several is told once."""
        found = row["assessed"]
        said: dict[tuple[str, str, str, str], list[str]] = {}
        for text, entries in (("{who} reports {what}", row["reported"]), ("{who} finds {what}", [found])):
            for each in filter(None, entries):
                key = text, each["assessor"], each["status"], each["effective"]
                said.setdefault(key, []).append(each["obligor"] or "")
        return "; ".join(self._stated(*key, sides) for key, sides in said.items())

    def _stated(self, text: str, who: str, status: str, effective: str, sides: list[str]) -> str:
        say = self._say
        named = say(" and ").join(filter(None, sides))
        of_sides = f" {say('on the {side} side', side=named)}" if named else ""
        return say(text, who=who, what=f"{say(status)}{of_sides} ({effective})")

    def _from(self, source: str | None) -> Line:
        """Say where the last word can be checked."""
        before, _, after = self._say("source: {where}", where="\0").partition("\0")
        return line(f" — {before}", Span(source, "link"), after) if source else []
