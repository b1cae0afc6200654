"""A feed (Atom, RFC 4287) of what was recorded lately."""

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

from tracker.pages.told import taken_back, who_says
from tracker.words.language import Say
from tracker.words.text import escape

Row = dict[str, Any]
_ATOM = "http://www.w3.org/2005/Atom"


def feed(events: Sequence[Row], title: str, base_url: str, say: Say, lang: str = "en") -> str:
    """Write events, the newest first, as a feed; an event is an entry under its own id.

    Without the address of a site, entries have no links.
    """
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"xml:lang": lang})
    _add(root, "title", title)
    _add(root, "id", f"{base_url}/feed.atom" if base_url else "urn:commitments-tracker:changes")
    _add(root, "updated", events[0]["recorded_at"] if events else "1970-01-01T00:00:00Z")
    _add(_add(root, "author"), "name", title)
    if base_url:
        _add(root, "link", href=f"{base_url}/", rel="alternate")
        _add(root, "link", href=f"{base_url}/feed.atom", rel="self")
    for event in events:
        _entry(root, event, base_url, say)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _entry(root: ET.Element, event: Row, base_url: str, say: Say) -> None:
    entry = _add(root, "entry")
    who = who_says(event)
    retraction = event["retraction"]
    _add(entry, "title", f"{event['title']}: {who}{event['what']}")
    _add(entry, "id", f"urn:uuid:{event['event']}")
    _add(entry, "updated", retraction["recorded_at"] if retraction else event["recorded_at"])
    _add(entry, "published", event["recorded_at"])
    if base_url:
        _add(entry, "link", href=f"{base_url}/{event['href']}", rel="alternate")
    said = f"{taken_back(event, say)}{who}{event['what']}"
    _add(entry, "content", f"{event['when'] or say('always')} · {event['commitment']}: {said}", type="text")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    if text:
        child.text = escape(text)
    return child
