"""One thing as text: a heading, then `name  value` lines, then its parts and its timeline."""

from collections.abc import Callable, Iterator
from typing import Any

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


def as_text(thing: Thing, *, markdown: bool) -> str:
    """Give a thing as text, or as Markdown."""
    return "\n".join(_lines(thing, markdown=markdown)).rstrip()


def _lines(thing: Thing, *, markdown: bool) -> Iterator[str]:
    heading = f"{thing['id']}  {one_line(thing.get('title') or thing.get('name') or '')}".rstrip()
    yield f"# {heading}" if markdown else heading
    yield ""
    if thing.get("text"):
        yield escape(thing["text"])
        yield ""
    for what, sentence in thing.get("why", {}).items():
        yield _entry(what, one_line(sentence), markdown=markdown)
    for key, value in thing.items():
        if key in _SKIPPED or (key in {"status", "schedule"} and "why" in thing):
            continue
        if value not in (None, [], "", 0, False):
            yield from _value(_LABELS.get(key, key.replace("_", " ")), value, markdown=markdown)
    if thing.get("timeline"):
        yield ""
        yield "## Timeline" if markdown else "Timeline"
        for row in thing["timeline"]:
            yield _event(row, markdown=markdown)


def _value(label: str, value: Any, *, markdown: bool) -> Iterator[str]:
    if label in _SENTENCES:
        entries = value if isinstance(value, list) else [value]
        sentences = [_SENTENCES[label](entry) for entry in entries]
        yield _entry(label, one_line(sentences[0]), markdown=markdown)
        for sentence in sentences[1:]:
            yield f"{'  ' if markdown else ' ' * 16}{one_line(sentence)}"
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        yield _entry(label, "", markdown=markdown)
        for each in value:
            yield from _group(each, markdown=markdown)
    else:
        text = ", ".join(flat(each) for each in value) if isinstance(value, list) else flat(value)
        yield _entry(label, one_line(text), markdown=markdown)


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


def _group(group: Thing, *, markdown: bool) -> Iterator[str]:
    members = group.get("members", [])
    plain = {key: value for key, value in group.items() if key != "members" and value not in (None, [])}
    yield f"{'  - ' if markdown else '    '}{one_line(', '.join(flat(value) for value in plain.values()))}"
    for member in members:
        words = [flat(value) for value in member.values() if value is not None]
        yield f"{'    - ' if markdown else '      '}{one_line(', '.join(words))}"


def _entry(label: str, text: str, *, markdown: bool) -> str:
    return f"- **{label}**: {text}".rstrip() if markdown else f"{label:<15} {text}".rstrip()


def _event(row: Thing, *, markdown: bool) -> str:
    who = f"{', '.join(row['by'])}: " if row["by"] else ""
    taken_back = ""
    if not row["stands"]:
        retraction = row["retraction"]
        taken_back = f" [retracted by #{retraction['position']}: {retraction['reason']}]"
    text = one_line(f"{who}{row['what']}{taken_back}")
    learnt = f"#{row['position']}, recorded {row['recorded_at'][:10]} by {one_line(row['recorded_by'])}"
    return f"{'- ' if markdown else ''}{row['when'] or '':<12} {text} ({learnt})"
