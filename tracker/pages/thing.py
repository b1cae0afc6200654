"""One thing as text: a heading, then `name  value` lines, then its parts and its timeline."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from tracker.environment import local_time
from tracker.pages.answer import Thing
from tracker.pages.render import Row, link
from tracker.pages.render import markdown as escape_markdown
from tracker.words.language import Say, phrase
from tracker.words.text import escape, flat, one_line

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
}
_ADDRESSES = ("evidence", "url")
_INDENTED = "\n  "
"""Lines of a text but the first stand in, or they could pass for lines of ours."""
_LABELS = {
    "baseline_deadline": "baseline",
    "status_by": "on the word of",
    "parts": "parts",
    "days_late": "days late",
}


def as_text(thing: Row, form: str, lang: str) -> str:
    """Give a thing as text, or as Markdown, with labels in a language."""
    page = _Page(form == "markdown", partial(phrase, lang))
    return "\n".join(_lines(thing, page)).rstrip()


ONE = Thing(as_text, lambda thing: [thing["id"]])


class _Page(NamedTuple):
    """How a thing is written: as Markdown or plainly, and in which language."""

    markdown: bool
    say: Say

    def line(self, text: str) -> str:
        """Give a text on one line, harmless on this page."""
        return escape_markdown(text) if self.markdown else one_line(text)


def _lines(thing: Row, page: _Page) -> Iterator[str]:
    heading = f"{page.line(thing['id'])}  {page.line(thing.get('title') or thing.get('name') or '')}".rstrip()
    yield f"# {heading}" if page.markdown else heading
    yield ""
    if thing.get("text"):
        yield (
            page.line(thing["text"]) if page.markdown else _INDENTED.join(escape(thing["text"]).splitlines())
        )
        yield ""
    for what, sentence in thing.get("why", {}).items():
        yield _entry(what, page.line(sentence), page)
    if thing.get("picture"):
        yield f"\n{thing['picture']}\n"
    for key, value in thing.items():
        if key in _SKIPPED or (key in {"status", "schedule"} and "why" in thing):
            continue
        if value not in (None, [], "", 0, False):
            yield from _value(_LABELS.get(key, key.replace("_", " ")), value, page)
    if thing.get("timeline"):
        yield ""
        yield f"{'## ' if page.markdown else ''}{page.say('Timeline')}"
        if page.markdown:
            yield ""
        for row in thing["timeline"]:
            yield _event(row, page)


def _value(label: str, value: Any, page: _Page) -> Iterator[str]:
    entries = value if isinstance(value, list) else [value]
    if label in _SENTENCES:
        sentences = [page.line(_SENTENCES[label](entry, page.say)) for entry in entries]
        if page.markdown and len(sentences) > 1:
            yield _entry(label, "", page)
            yield from (f"  - {sentence}" for sentence in sentences)
            return
        yield _entry(label, sentences[0], page)
        yield from (f"{' ' * 16}{sentence}" for sentence in sentences[1:])
    elif any(isinstance(each, dict) for each in entries):
        yield _entry(label, "", page)
        for each in entries:
            yield from _group(each, page)
    else:
        words = [_plain(label, each, page) for each in entries]
        linked = page.markdown and label in _ADDRESSES
        text = ", ".join(map(link, words)) if linked else page.line(", ".join(words))
        yield _entry(label, text, page)


def _claim(entry: Row, say: Say) -> str:
    who, via = entry["assessor"], entry["via"]
    said = [
        f"{say('{name} (via {via})', name=who, via=via) if via else who}: {say(entry['status'])}",
        f"{entry['percent']} %" if entry["percent"] is not None else "",
        say("{side} side", side=entry["obligor"]) if entry["obligor"] else "",
        say("effective {when}", when=entry["effective"]),
    ]
    return ", ".join(part for part in said if part)


def _deadline(entry: Row, say: Say) -> str:
    deadline, when, who = entry["deadline"], entry["announced"], ", ".join(entry["by"])
    if who:
        announced = say("{deadline}, announced {when} by {who}", deadline=deadline, when=when, who=who)
    else:
        announced = say("{deadline}, announced {when}", deadline=deadline, when=when)
    return f"{announced}: {entry['reason']}" if entry["reason"] else announced


def _part(entry: Row, say: Say) -> str:
    return f"{entry['commitment']}: {say(entry['status'])}  {entry['title']}"


def _children(entry: Row, say: Say) -> str:
    return say("{count}, together {status}", count=entry["count"], status=say(entry["status"]))


_SENTENCES: dict[str, Callable[[Row, Say], str]] = {
    "reported": _claim,
    "assessed": _claim,
    "deadlines": _deadline,
    "parts": _part,
    "commitments": _part,
    "children": _children,
}
"""Values that read better as sentences."""


def _plain(label: str, value: Any, page: _Page) -> str:
    """Write a value; ours are the words for yes and for a capacity."""
    if value is True or label == "capacities":
        return page.say("yes" if value is True else value)
    return flat(value)


def _group(group: Row, page: _Page) -> Iterator[str]:
    members = group.get("members", [])
    plain = [
        page.say(value) if key == "capacity" else flat(value)
        for key, value in group.items()
        if key != "members" and value not in (None, [])
    ]
    yield f"{'  - ' if page.markdown else '    '}{page.line(', '.join(plain)) or '—'}"
    for member in members:
        words = [flat(value) for value in member.values() if value is not None]
        yield f"{'    - ' if page.markdown else '      '}{page.line(', '.join(words))}"


def _entry(label: str, text: str, page: _Page) -> str:
    name = page.say(label)
    return f"- **{name}**: {text}".rstrip() if page.markdown else f"{name:<15} {text}".rstrip()


def _event(row: Row, page: _Page) -> str:
    who = f"{', '.join(row['by'])}: " if row["by"] else ""
    taken_back = ""
    if not row["stands"]:
        retraction = row["retraction"]
        where, reason = retraction["position"], retraction["reason"]
        taken_back = " " + page.say("[retracted by #{position}: {reason}]", position=where, reason=reason)
    learnt = page.say(
        "#{position}, recorded {day} by {who}",
        position=row["position"],
        day=local_time(row["recorded_at"])[:10],
        who=row["recorded_by"],
    )
    text = page.line(f"{who}{row['what']}{taken_back} ({learnt})")
    when = page.line(row["when"] or "")
    return f"- {when} {text}" if page.markdown else f"{when:<12} {text}"
