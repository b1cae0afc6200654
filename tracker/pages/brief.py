"""Writes a brief as Markdown: one page, each line with its source."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tracker.pages.answer import Thing
from tracker.pages.render import code, link, markdown
from tracker.words.alphabet import alphabetical
from tracker.words.language import Say, phrase

Row = dict[str, Any]
MOST = 12
"""Lines of a section; the rest is counted, since a page has to be carried."""


def as_markdown(brief: Row, lang: str = "en") -> str:
    """Write a brief in a language."""
    return "\n".join(_Brief(brief, partial(phrase, lang)).lines()).rstrip()


def _text(brief: Row, _: str, lang: str) -> str:
    """Write a brief, which is Markdown in a terminal too."""
    return as_markdown(brief, lang)


BRIEF = Thing(
    _text,
    lambda brief: [row["commitment"] for row in brief["open"]],
    ("markdown", "table", "csv", "json", "ndjson", "html", "ids"),
)


class _Brief:
    def __init__(self, brief: Row, say: Say) -> None:
        self._brief = brief
        self._say = say

    def lines(self) -> Iterator[str]:
        brief, say = self._brief, self._say
        whose = say(" of {mechanism}", mechanism=markdown(brief["mechanism"])) if brief["mechanism"] else ""
        whose += say(" for {party}", party=markdown(brief["party"])) if brief["party"] else ""
        whose += "".join(f", {say(name)}: {markdown(each)}" for name, each in brief["filters"].items())
        day = markdown(brief["as_of"])
        yield "# " + say("Commitments{whose}, as of {day}", whose=whose, day=day)
        yield ""
        yield f"{say('Looking back {because}.', because=markdown(brief['because']))} {self._summary()}"
        yield from self._open()
        yield from self._section("What changed since", "changed", self._change)
        yield from self._section("What became known since, of the time before", "became_known", self._change)
        for heading, key in (("Overdue", "overdue"), ("Slipped", "slipped"), ("Due soon", "due_soon")):
            yield from self._section(heading, key, lambda row: self._why(row, "why_schedule"))
        yield from self._section("Disagreements", "disagreements", self._disagreement)
        yield from self._section("Not heard of for a year", "stale", lambda row: self._why(row, "why_status"))
        yield from self._section("Nobody has reported on", "unreported", self._agreed)
        yield from self._section(
            "Proposals that nobody has answered", "proposals", lambda row: self._why(row, "why_status")
        )

    def _summary(self) -> str:
        counts = (
            ("{count} open", "open"),
            ("{count} overdue", "overdue"),
            ("{count} slipped", "slipped"),
            ("{count} disputed", "disagreements"),
            ("{count} stale", "stale"),
            ("{count} unreported", "unreported"),
        )
        return ", ".join(self._say(text, count=len(self._brief[key])) for text, key in counts) + "."

    def _open(self) -> Iterator[str]:
        yield ""
        yield f"## {self._say('Open commitments')}"
        themes: dict[str, list[Row]] = {}
        for entry in self._brief["open"]:
            themes.setdefault(", ".join(entry["themes"]) or self._say("no theme"), []).append(entry)
        if not themes:
            yield ""
            yield self._say("None.")
        for theme in sorted(themes, key=alphabetical):
            yield ""
            yield f"**{markdown(theme)}**"
            yield ""
            yield from self._listed(themes[theme], self._standing)

    def _section(self, heading: str, key: str, line: Callable[[Row], str]) -> Iterator[str]:
        if self._brief[key]:
            yield ""
            yield f"## {self._say(heading)}"
            yield ""
            yield from self._listed(self._brief[key], line)

    def _listed(self, rows: list[Row], line: Callable[[Row], str]) -> Iterator[str]:
        for row in rows[:MOST]:
            yield f"- {line(row)}"
        if len(rows) > MOST:
            yield f"- {self._say('… and {count} more', count=len(rows) - MOST)}"

    def _standing(self, row: Row) -> str:
        who = markdown(", ".join(row["status_by"]))
        by = " " + self._say("(on the word of {who})", who=who) if who else ""
        status, schedule = self._say(row["status"]), self._say(row["schedule"])
        return f"{_name(row)}: {status}{by}, {schedule}{self._source(row)}"

    def _agreed(self, row: Row) -> str:
        when = self._say("agreed {when}", when=markdown(row["agreed"]))
        return f"{_name(row)}, {when}{self._source(row)}"

    def _why(self, row: Row, key: str) -> str:
        return f"{_name(row)}: {markdown(row[key])}{self._source(row)}"

    def _disagreement(self, row: Row) -> str:
        say, found = self._say, row["assessed"]
        said = [
            say("{who} reports {what}", who=each["assessor"], what=self._stated(each))
            for each in row["reported"]
        ]
        if found:
            said.append(say("{who} finds {what}", who=found["assessor"], what=self._stated(found)))
        return f"{_name(row)}: {markdown('; '.join(said))}{self._source(row)}"

    def _stated(self, entry: Row) -> str:
        side = " " + self._say("on the {side} side", side=entry["obligor"]) if entry["obligor"] else ""
        return f"{self._say(entry['status'])}{side} ({entry['effective']})"

    def _change(self, row: Row) -> str:
        who = f"{', '.join(row['by'])}: " if row["by"] else ""
        back = row["retraction"]
        taken_back = f", {self._say('retracted: {reason}', reason=back['reason'])}" if back else ""
        text = markdown(f"{who}{row['what']}{taken_back}")
        when, label = markdown(row["when"] or self._say("always")), self._say(row["label"])
        name = code(row["commitment"])
        return f"{when} · {label} · {name}: {text} (#{row['position']}){self._source(row)}"

    def _source(self, row: Row) -> str:
        return f" — {self._say('source: {where}', where=link(row['source']))}" if row["source"] else ""


def _name(row: Row) -> str:
    return f"{markdown(row['title'])} ({code(row['commitment'])})"
