"""One thing as text: a heading, then `name  value` lines, then its parts and its timeline."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tracker.render import markdown as escape_markdown
from tracker.spanish import in_spanish
from tracker.text import escape, flat, one_line

Thing = dict[str, Any]
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
}
_LABELS = {
    "baseline_deadline": "baseline",
    "status_by": "on the word of",
    "parts": "parts",
    "days_late": "days late",
}


def as_text(thing: Thing, *, markdown: bool, lang: str = "en") -> str:
    """Give a thing as text, or as Markdown, with labels in a language."""
    page = _Page(markdown, in_spanish if lang == "es" else str)
    return "\n".join(_lines(thing, page)).rstrip()


class _Page(NamedTuple):
    """How a thing is written: as Markdown or plainly, and in which words."""

    markdown: bool
    word: Callable[[str], str]

    def line(self, text: str) -> str:
        """Give a text on one line, harmless on this page."""
        return escape_markdown(text) if self.markdown else one_line(text)


def _lines(thing: Thing, page: _Page) -> Iterator[str]:
    heading = f"{page.line(thing['id'])}  {page.line(thing.get('title') or thing.get('name') or '')}".rstrip()
    yield f"# {heading}" if page.markdown else heading
    yield ""
    if thing.get("text"):
        yield page.line(thing["text"]) if page.markdown else escape(thing["text"])
        yield ""
    for what, sentence in thing.get("why", {}).items():
        yield _entry(what, page.line(sentence), page)
    for key, value in thing.items():
        if key in _SKIPPED or (key in {"status", "schedule"} and "why" in thing):
            continue
        if value not in (None, [], "", 0, False):
            yield from _value(_LABELS.get(key, key.replace("_", " ")), value, page)
    if thing.get("timeline"):
        yield ""
        yield f"{'## ' if page.markdown else ''}{page.word('Timeline')}"
        if page.markdown:
            yield ""
        for row in thing["timeline"]:
            yield _event(row, page)


def _value(label: str, value: Any, page: _Page) -> Iterator[str]:
    entries = value if isinstance(value, list) else [value]
    if label in _SENTENCES:
        sentences = [page.line(_SENTENCES[label](entry)) for entry in entries]
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
        yield _entry(label, page.line(", ".join(flat(each) for each in entries)), page)


def _claim(entry: Thing) -> str:
    who = f"{entry['assessor']} (via {entry['via']})" if entry["via"] else entry["assessor"]
    side = f", {entry['obligor']} side" if entry["obligor"] else ""
    percent = f", {entry['percent']} %" if entry["percent"] is not None else ""
    return f"{who}: {entry['status']}{percent}{side}, effective {entry['effective']}"


def _deadline(entry: Thing) -> str:
    who = f" by {', '.join(entry['by'])}" if entry["by"] else ""
    return f"{entry['deadline']}, announced {entry['announced']}{who}" + (
        f": {entry['reason']}" if entry["reason"] else ""
    )


def _part(entry: Thing) -> str:
    return f"{entry['commitment']}: {entry['status']}  {entry['title']}"


def _children(entry: Thing) -> str:
    return f"{entry['count']}, together {entry['status']}"


_SENTENCES: dict[str, Callable[[Thing], str]] = {
    "reported": _claim,
    "assessed": _claim,
    "deadlines": _deadline,
    "parts": _part,
    "commitments": _part,
    "children": _children,
}
"""Values that read better as sentences."""


def _group(group: Thing, page: _Page) -> Iterator[str]:
    members = group.get("members", [])
    plain = [flat(value) for key, value in group.items() if key != "members" and value not in (None, [])]
    yield f"{'  - ' if page.markdown else '    '}{page.line(', '.join(plain))}"
    for member in members:
        words = [flat(value) for value in member.values() if value is not None]
        yield f"{'    - ' if page.markdown else '      '}{page.line(', '.join(words))}"


def _entry(label: str, text: str, page: _Page) -> str:
    name = page.word(label)
    return f"- **{name}**: {text}".rstrip() if page.markdown else f"{name:<15} {text}".rstrip()


def _event(row: Thing, page: _Page) -> str:
    who = f"{', '.join(row['by'])}: " if row["by"] else ""
    taken_back = ""
    if not row["stands"]:
        retraction = row["retraction"]
        taken_back = f" [retracted by #{retraction['position']}: {retraction['reason']}]"
    learnt = f"#{row['position']}, recorded {row['recorded_at'][:10]} by {row['recorded_by']}"
    text = page.line(f"{who}{row['what']}{taken_back} ({learnt})")
    return f"- {row['when'] or ''} {text}" if page.markdown else f"{row['when'] or '':<12} {text}"
