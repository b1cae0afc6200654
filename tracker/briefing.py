"""Writes a brief as Markdown: one page, each line with its source."""

from collections.abc import Callable, Iterator
from typing import Any

from tracker.render import markdown
from tracker.spanish import in_spanish

Row = dict[str, Any]
Word = Callable[[str], str]
MOST = 12
"""Lines of a section; the rest is counted, since a page has to be carried."""


def as_markdown(brief: Row, lang: str = "en") -> str:
    """Write a brief, with its headings in a language."""
    return "\n".join(_lines(brief, in_spanish if lang == "es" else str)).rstrip()


def _lines(brief: Row, word: Word) -> Iterator[str]:
    whose = f" for {brief['party']}" if brief["party"] else ""
    of = f" of {brief['mechanism']}" if brief["mechanism"] else ""
    yield f"# {word('Commitments')}{of}{whose}, {word('as of')} {brief['as_of']}"
    yield ""
    yield f"{word('Looking back')} {markdown(brief['because'])}. {_summary(brief, word)}"
    yield from _open(brief["open"], word)
    yield from _section(word("What changed since"), brief["changed"], _change)
    yield from _section(word("What became known since, of the time before"), brief["became_known"], _change)
    for heading, key in (("Overdue", "overdue"), ("Slipped", "slipped"), ("Due soon", "due_soon")):
        yield from _section(word(heading), brief[key], lambda row: _why(row, "why_schedule"))
    yield from _section(word("Disagreements"), brief["disagreements"], _disagreement)
    yield from _section(word("Not heard of for a year"), brief["stale"], lambda row: _why(row, "why_status"))
    yield from _section(
        word("Nobody has reported on"),
        brief["unreported"],
        lambda row: f"{_name(row)}, agreed {row['agreed']}{_source(row)}",
    )


def _summary(brief: Row, word: Word) -> str:
    counts = (
        (len(brief["open"]), "open"),
        (len(brief["overdue"]), "overdue"),
        (len(brief["slipped"]), "slipped"),
        (len(brief["disagreements"]), "disputed"),
        (len(brief["stale"]), "stale"),
        (len(brief["unreported"]), "unreported"),
    )
    return ", ".join(f"{count} {word(what)}" for count, what in counts) + "."


def _open(entries: list[Row], word: Word) -> Iterator[str]:
    yield ""
    yield f"## {word('Open commitments')}"
    themes: dict[str, list[Row]] = {}
    for entry in entries:
        themes.setdefault(entry["theme"] or word("no theme"), []).append(entry)
    if not themes:
        yield ""
        yield word("None.")
    for theme in sorted(themes):
        yield ""
        yield f"**{markdown(theme)}**"
        yield ""
        yield from _listed(
            themes[theme],
            lambda row: f"{_name(row)}: {row['status']}{_by(row)}, {row['schedule']}{_source(row)}",
        )


def _section(heading: str, rows: list[Row], line: Any) -> Iterator[str]:
    if rows:
        yield ""
        yield f"## {heading}"
        yield ""
        yield from _listed(rows, line)


def _listed(rows: list[Row], line: Any) -> Iterator[str]:
    for row in rows[:MOST]:
        yield f"- {line(row)}"
    if len(rows) > MOST:
        yield f"- … and {len(rows) - MOST} more"


def _name(row: Row) -> str:
    return f"{markdown(row['title'])} (`{row['commitment']}`)"


def _by(row: Row) -> str:
    return f" (on the word of {markdown(', '.join(row['status_by']))})" if row["status_by"] else ""


def _source(row: Row) -> str:
    return f" — source: {_link(row['source'])}" if row["source"] else ""


def _link(source: str) -> str:
    if source.startswith(("https://", "http://")) and not any(each in source for each in " <>"):
        return f"<{source}>"
    return markdown(source)


def _why(row: Row, key: str) -> str:
    return f"{_name(row)}: {markdown(row[key])}{_source(row)}"


def _disagreement(row: Row) -> str:
    said = [f"{each['assessor']} reports {_stated(each)}" for each in row["reported"]]
    if row["assessed"]:
        said.append(f"{row['assessed']['assessor']} finds {_stated(row['assessed'])}")
    return f"{_name(row)}: {markdown('; '.join(said))}{_source(row)}"


def _stated(entry: Row) -> str:
    side = f" on the {entry['obligor']} side" if entry["obligor"] else ""
    return f"{entry['status']}{side} ({entry['effective']})"


def _change(row: Row) -> str:
    who = f"{', '.join(row['by'])}: " if row["by"] else ""
    taken_back = f", retracted: {row['retraction']['reason']}" if row["retraction"] else ""
    text = markdown(f"{who}{row['what']}{taken_back}")
    when = row["when"] or "always"
    return f"{when} · {row['label']} · `{row['commitment']}`: {text} (#{row['position']}){_source(row)}"
