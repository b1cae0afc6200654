"""The keys of facts on the command line: which are dates, lists, texts or references, and what they say."""

DATES = ("held", "published", "on", "deadline", "effective", "announced")


LISTS = ("obligors", "lead", "supporting", "by", "parties", "spellings", "members", "evidence")


TEXTS = ("title", "text", "names")


REFERENCES = {
    "commitment": ("commitment",),
    "superseded_by": ("commitment",),
    "parent": ("commitment",),
    "occasion": ("meeting", "document"),
    "about": ("commitment", "meeting", "document", "institution"),
}


HELP = {
    "id": "Its id: lower-case letters, digits, dots, hyphens.",
    "held": "When it was held.",
    "published": "When it was published.",
    "title": "Its title; es=… for Spanish.",
    "text": "What was agreed; es=… for Spanish.",
    "names": "Its name; es=… for Spanish.",
    "place": "Where.",
    "host": "Who hosted it.",
    "mode": "In person, virtual, hybrid.",
    "mechanism": "The mechanism it belongs to.",
    "summary": "What happened.",
    "note": "A note.",
    "external": "The key of a source that may correct this.",
    "kind": "Of what kind.",
    "publisher": "Who published it.",
    "url": "Its address.",
    "occasion": "The meeting or document.",
    "party": "The party, like MX.",
    "capacity": "participant, host or observer.",
    "head": "Who led it.",
    "members": "A name, or {name: …, role: …, institution: …}.",
    "obligors": "Who has to do it.",
    "on": "When, if there was no occasion.",
    "theme": "Its theme.",
    "project": "Its project.",
    "lead": "The institution in the lead.",
    "supporting": "A supporting institution.",
    "deadline": "Until when.",
    "parent": "What it is a part of, or inside of.",
    "priority": "Its priority.",
    "conditional_on": "What it depends on.",
    "by": "Who says so.",
    "commitment": "The commitment.",
    "superseded_by": "The commitment that took its place.",
    "about": "What it is about.",
    "file": "A file; its digest is computed.",
    "digest": "sha256: and 64 digits.",
    "archived": "An archived copy's address.",
    "quote": "The words that matter.",
    "page": "The page.",
    "lang": "Its language.",
    "independent": "It does not speak for its party.",
    "parties": "A party of it.",
    "spellings": "Another spelling.",
    "show": "The name to show.",
    "obligor": "The side it is about; all of them unless given.",
    "percent": "How much is done, 0 to 100.",
    "label": "The status in the claimant's own words.",
    "evidence": "An address where it can be checked.",
    "reason": "Why.",
}


OPTIONS = {
    ("status.updated", "effective"): "--on",
    ("status.updated", "status"): "STATUS",
    ("status.updated", "commitment"): "REF",
    ("deadline.revised", "announced"): "--on",
    ("deadline.revised", "deadline"): "DEADLINE",
    ("deadline.revised", "commitment"): "REF",
}
"""Where the command line calls a key by another name."""


def option_name(topic: str, key: str) -> str:
    """Give what the command line calls a key of a fact."""
    return OPTIONS.get((topic, key), f"--{key.replace('_', '-')}")
