"""What changed, written for readers: commitment by commitment before → after, and below it what happened."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from events.statuses import DECLINED, PROPOSED
from tracker.environment import local_time
from tracker.pages.answer import Table, as_page
from tracker.pages.columns import STATUS
from tracker.pages.render import Column, Row
from tracker.pages.render import markdown as escape_markdown
from tracker.words.language import Say, phrase
from tracker.words.text import one_line

NOTHING = "—"
OF_A_NEW_ONE = ("status", "schedule", "deadline", "obligors", "proposed_by")
"""Keys that say what is new; of the others, `show` tells."""
LABEL = 17
"""Characters of the column of headings, and of days."""


def changes_between(since: str, until: str) -> Table:
    """Give the table of what changed; `since` and `until` say between what, in the reader's language."""
    return Table(
        "commitment",
        "Changes",
        "Nothing changed.",
        _columns,
        told={
            "table": lambda rows, lang, page: (
                _text(rows, since, until, _Writing(lang, page.width)) if rows else ""
            ),
            "markdown": lambda rows, lang, _: _text(rows, since, until, _Writing(lang, markdown=True)),
            "html": lambda rows, lang, _: as_page(
                _text(rows, since, until, _Writing(lang)), phrase(lang, "Changes"), lang
            ),
        },
    )


def _columns(_: Say) -> Sequence[Column]:
    keys = ("commitment", "title", "before", "after", "changes", "happened", "became_known")
    return [Column(key) for key in keys]


class _Writing:
    """How changes are written: in a language, as Markdown or plainly, to a width if there is one."""

    def __init__(self, lang: str, width: int | None = None, *, markdown: bool = False) -> None:
        self.say: Say = partial(phrase, lang)
        self.markdown = markdown
        self.cells = {column.key: column for column in STATUS.drawn(lang)}
        self._width = width

    def line(self, text: str) -> str:
        """Give a text on one line, harmless on this page."""
        return escape_markdown(text) if self.markdown else one_line(text)

    def heading(self, text: str, level: int) -> str:
        """Give a heading."""
        return f"{'#' * level} {text}" if self.markdown else "\n".join(self._wrapped(text, ""))

    def entry(self, label: str, text: str) -> Iterator[str]:
        """Give what stands beside a label; where it is too long for the page, it goes on below itself."""
        if self.markdown:
            yield f"- **{label}**: {text}".rstrip()
        else:
            yield from self._wrapped(text, f"  {label:<{LABEL}} ")

    def _wrapped(self, text: str, start: str) -> list[str]:
        if self._width is None:
            return [f"{start}{text}".rstrip()]
        below = " " * min(len(start), self._width // 2)
        return textwrap.wrap(
            text,
            max(self._width, 1),
            initial_indent=start[: self._width - 1],
            subsequent_indent=below[: self._width - 1],
            break_on_hyphens=False,
        ) or [start.rstrip()]


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


def _text(rows: Sequence[Row], since: str, until: str, writing: _Writing) -> str:
    return "\n".join(_lines(rows, since, until, writing))


def _lines(rows: Sequence[Row], since: str, until: str, writing: _Writing) -> Iterator[str]:
    say = writing.say
    yield writing.heading(writing.line(say("Changes {since}, to {until}", since=since, until=until)), 1)
    yield ""
    counts = Counter(map(_kind, rows))
    counted = [say(kind.counted, count=counts[kind]) for kind in _KINDS if counts[kind]]
    yield writing.line(f"{', '.join(counted)}." if counted else say("Nothing changed."))
    for row in rows:
        yield ""
        yield from _block(row, writing)


def _block(row: Row, writing: _Writing) -> Iterator[str]:
    say, kind = writing.say, _kind(row)
    name, title = writing.line(row["commitment"]), writing.line(row["title"])
    told = f"  [{say(kind.word)}]" if kind.word else ""
    yield writing.heading(f"{name}  {title}{writing.line(told)}", 2)
    if writing.markdown:
        yield ""
    for key, column in writing.cells.items():
        is_told = key in row["changes"] and (row["before"] or key in OF_A_NEW_ONE)
        if is_told and (difference := _difference(row, column)):
            yield from writing.entry(column.heading, writing.line(difference))
    for heading, key in (("happened", "happened"), ("became known", "became_known")):
        if row[key]:
            yield from writing.entry(say(heading), "")
            for event in row[key]:
                yield from _event(event, writing)


def _difference(row: Row, column: Column) -> str:
    """Write a cell of the status table before → after; what is new has no before.

    Empty if both read the same, since what differs in it is in no table.
    """
    old, new = row["before"], row["after"]
    if column.key == "reported" and old and new:
        old, new = (
            {**one, "reported": [each for each in one["reported"] if each not in other["reported"]]}
            for one, other in ((old, new), (new, old))
        )
    before, after = (column.cell(each) if each else "" for each in (old, new))
    if before == after:
        return ""
    return f"{before or NOTHING} → {after or NOTHING}" if old else after


def _event(event: Row, writing: _Writing) -> Iterator[str]:
    say, back = writing.say, event["retraction"]
    who = f"{', '.join(event['by'])}: " if event["by"] else ""
    taken_back = say("[retracted by #{position}: {reason}]", **back) + " " if back else ""
    learnt = say(
        "#{position}, recorded {day} by {who}",
        position=event["position"],
        day=local_time(event["recorded_at"])[:10],
        who=event["recorded_by"],
    )
    text = writing.line(f"{taken_back}{who}{event['what']} ({learnt})")
    when = event["when"] or ""
    if writing.markdown:
        yield f"  - {f'{when}: ' if when else ''}{text}"
    else:
        yield from writing.entry(f"  {when}", text)
