"""What changed, written for readers: commitment by commitment before → after, and below it what happened."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from events.statuses import DECLINED, PROPOSED
from tracker.pages.answer import Table
from tracker.pages.columns import STATUS
from tracker.pages.render import Column, Page, Row
from tracker.pages.told import told
from tracker.pages.writing import Block, Dated, Entry, Heading, Layout, Paragraph, line, written
from tracker.words.language import Say, phrase

NOTHING = "—"
OF_A_NEW_ONE = ("status", "schedule", "deadline", "obligors", "proposed_by")
"""Keys that say what is new; of the others, `show` tells."""
LAYOUT = Layout(labels=19, indent=1)


def changes_between(since: str, until: str) -> Table:
    """Give the table of what changed; `since` and `until` say between what, in the reader's language."""

    def told(form: str, rows: Sequence[Row], lang: str, page: Page) -> str:
        if form == "table" and not rows:
            return ""
        blocks = _Changes(lang, page).blocks(rows, since, until, form)
        return written(blocks, form, page, phrase(lang, "Changes"), lang, LAYOUT)

    return Table(
        "commitment",
        "Changes",
        "Nothing changed.",
        _columns,
        told={form: partial(told, form) for form in ("table", "markdown", "html")},
    )


def _columns(_: Say) -> Sequence[Column]:
    keys = ("commitment", "title", "before", "after", "changes", "happened", "became_known")
    return [Column(key) for key in keys]


class _Kind(NamedTuple):
    """What a change is, in a word beside its heading, and how many there are, in a summary."""

    word: str
    counted: str


_NEW = _Kind("new", "{count} new")
_ASKED = _Kind("new proposal", "{count} proposed")
_ACCEPTED = _Kind("proposal accepted", "{count} accepted")
_TURNED_DOWN = _Kind("proposal declined", "{count} declined")
_GONE = _Kind("no longer counts", "{count} that no longer count")
_OTHERWISE = _Kind("", "{count} changed")
_NEWS = _Kind("", "{count} with news alone")
_KINDS = (_NEW, _ASKED, _ACCEPTED, _TURNED_DOWN, _OTHERWISE, _GONE, _NEWS)


def _kind(row: Row) -> _Kind:
    before, after = row["before"], row["after"]
    if after is None:
        return _GONE
    was, now = before and before["status"], after["status"]
    if was in {None, PROPOSED} and now in {PROPOSED, DECLINED} and was != now:
        return _ASKED if now == PROPOSED else _TURNED_DOWN
    if was in {None, PROPOSED, DECLINED} and was != now:
        return _ACCEPTED if was else _NEW
    return _OTHERWISE if row["changes"] else _NEWS


class _Changes:
    """What changed as blocks, in a language."""

    def __init__(self, lang: str, page: Page) -> None:
        self._say: Say = partial(phrase, lang)
        self._columns = STATUS.drawn(lang)
        self._page = page

    def blocks(self, rows: Sequence[Row], since: str, until: str, form: str) -> Iterator[Block]:
        say = self._say
        yield Heading(line(say("Changes {since}, to {until}", since=since, until=until)), 1)
        if self._page.caption and form != "html":
            yield Paragraph(line(self._page.caption))
        counts = Counter(map(_kind, rows))
        counted = [say(kind.counted, count=counts[kind]) for kind in _KINDS if counts[kind]]
        yield Paragraph(line(f"{', '.join(counted)}." if counted else say("Nothing changed.")))
        for row in rows:
            yield from self._block(row)

    def _block(self, row: Row) -> Iterator[Block]:
        say, kind = self._say, _kind(row)
        word = f"  [{say(kind.word)}]" if kind.word else ""
        yield Heading(line(row["commitment"], "  ", row["title"], word))
        for column in self._columns:
            is_told = column.key in row["changes"] and (row["before"] or column.key in OF_A_NEW_ONE)
            if is_told and (difference := self._difference(row, column)):
                yield Entry(column.heading, [line(difference)])
        for heading, key in (("happened", "happened"), ("became known", "became_known")):
            if row[key]:
                yield Entry(say(heading))
                for event in row[key]:
                    yield Dated(event["when"] or "", line(told(event, say)), 1)

    def _difference(self, row: Row, column: Column) -> str:
        """Write a cell of the status table before → after; what is new has no before.

        Empty if both read the same, since what differs in it is in no table.
        """
        old, new = row["before"], row["after"]
        if column.key == "reported" and old and new:
            old, new = (
                {**one, "reported": [each for each in one["reported"] if each not in other["reported"]]}
                for one, other in ((old, new), (new, old))
            )
        before, after = (column.cell(each, plain=self._page.plain) if each else "" for each in (old, new))
        if before == after:
            return ""
        return f"{before or NOTHING} → {after or NOTHING}" if old else after
