"""The keys of facts on the command line: what each is asked for in the help text, and how it is given."""

from typing import NamedTuple

from tracker.cli.verbs import Records
from tracker.words.keys import IN_A_TYPE, MEANINGS


class Key(NamedTuple):
    """How a key is given as an option.

    `several` may be given more than once. `form` is how what is given is read: as a date, a text by
    language, a group of keys, a pair, a truth or a file; else as it is. What `refers` to things of
    some kinds may be the beginning of an id. `options` are its names where they are not its own.
    """

    help: str
    metavar: str = "TEXT"
    several: bool = False
    form: str = ""
    refers: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


def _date(text: str) -> Key:
    return Key(text, "DATE", form="date")


def _list(text: str) -> Key:
    return Key(text, several=True)


def _texts(text: str) -> Key:
    return Key(text, several=True, form="texts")


def _reference(text: str, *kinds: str) -> Key:
    return Key(text, "REF", refers=kinds)


KEYS = {
    "id": Key(MEANINGS["id"]),
    "held": _date(MEANINGS["held"]),
    "published": _date(MEANINGS["published"]),
    "title": _texts(MEANINGS["title"]),
    "text": _texts(MEANINGS["text"]),
    "names": _texts(MEANINGS["names"]),
    "place": Key(MEANINGS["place"]),
    "host": Key(MEANINGS["host"]),
    "mode": Key(MEANINGS["mode"]),
    "mechanism": Key(MEANINGS["mechanism"]),
    "summary": Key(MEANINGS["summary"]),
    "note": Key(MEANINGS["note"]),
    "external": Key(MEANINGS["external"]),
    "other": Key(MEANINGS["other"], "KEY=TEXT", several=True, form="pairs"),
    "kind": Key(MEANINGS["kind"]),
    "publisher": Key(MEANINGS["publisher"]),
    "url": Key(MEANINGS["url"]),
    "occasion": _reference(MEANINGS["occasion"], "meeting", "document"),
    "party": Key(MEANINGS["party"]),
    "capacity": Key(MEANINGS["capacity"]),
    "head": Key(MEANINGS["head"]),
    "members": Key(MEANINGS["members"], several=True, form="group"),
    "obligors": _list(MEANINGS["obligors"]),
    "on": _date(MEANINGS["on"]),
    "themes": Key(MEANINGS["themes"], several=True, options=("--theme", "--themes")),
    "project": Key(MEANINGS["project"]),
    "lead": _list(MEANINGS["lead"]),
    "supporting": _list(MEANINGS["supporting"]),
    "deadline": _date(MEANINGS["deadline"]),
    "parent": _reference(MEANINGS["parent"], "commitment"),
    "priority": Key(MEANINGS["priority"]),
    "conditional_on": Key(MEANINGS["conditional_on"]),
    "by": _list(MEANINGS["by"]),
    "commitment": _reference(MEANINGS["commitment"], "commitment"),
    "superseded_by": _reference(MEANINGS["superseded_by"], "commitment"),
    "about": _reference(MEANINGS["about"], "commitment", "meeting", "document", "institution"),
    "file": Key(MEANINGS["file"], "FILE", form="file"),
    "digest": Key(MEANINGS["digest"]),
    "archived": Key(MEANINGS["archived"]),
    "quote": Key(MEANINGS["quote"]),
    "page": Key(MEANINGS["page"]),
    "lang": Key(MEANINGS["lang"]),
    "independent": Key(MEANINGS["independent"], form="truth"),
    "parties": _list(MEANINGS["parties"]),
    "spellings": _list(MEANINGS["spellings"]),
    "successor_of": Key(MEANINGS["successor_of"]),
    "show": Key(MEANINGS["show"]),
    "status": Key(MEANINGS["status"], form="status"),
    "obligor": Key(MEANINGS["obligor"]),
    "percent": Key(MEANINGS["percent"], "NUMBER"),
    "label": Key(MEANINGS["label"]),
    "evidence": Key(MEANINGS["evidence"], "URL", several=True, form="group"),
    "reason": Key(MEANINGS["reason"]),
    "effective": _date(f"{MEANINGS['effective']} [default: today]"),
    "announced": _date(f"{MEANINGS['announced']} [default: today]"),
}

_OF_A_TYPE = {
    ("party.recorded", "id"): Key(IN_A_TYPE["party.recorded", "id"]),
    ("party.recorded", "kind"): Key(IN_A_TYPE["party.recorded", "kind"]),
    ("institution.recorded", "id"): Key(IN_A_TYPE["institution.recorded", "id"]),
    ("institution.recorded", "parent"): Key(IN_A_TYPE["institution.recorded", "parent"]),
    ("mechanism.recorded", "kind"): Key(IN_A_TYPE["mechanism.recorded", "kind"]),
    ("topic.recorded", "kind"): Key(IN_A_TYPE["topic.recorded", "kind"]),
    ("names.reconciled", "kind"): Key(IN_A_TYPE["names.reconciled", "kind"]),
    ("commitment.proposed", "text"): _texts(IN_A_TYPE["commitment.proposed", "text"]),
    ("commitment.proposed", "obligors"): _list(IN_A_TYPE["commitment.proposed", "obligors"]),
    ("commitment.proposed", "by"): _list(IN_A_TYPE["commitment.proposed", "by"]),
    ("commitment.declined", "by"): _list(IN_A_TYPE["commitment.declined", "by"]),
    ("status.updated", "by"): _list(
        f"{IN_A_TYPE['status.updated', 'by']} [required, or `by` of the configuration]"
    ),
    ("status.updated", "note"): Key("A note; without STATUS, only that."),
    ("status.updated", "occasion"): _reference(
        IN_A_TYPE["status.updated", "occasion"], "meeting", "document"
    ),
    ("deadline.revised", "by"): _list(IN_A_TYPE["deadline.revised", "by"]),
}
"""Where a key is another thing in the facts of one type."""


OFFERED = {
    "party": ("party",),
    "parties": ("party",),
    "successor_of": ("party",),
    "obligor": ("party", "institution"),
    "obligors": ("party", "institution"),
    "by": ("claimant", "party", "institution"),
    "lead": ("institution",),
    "supporting": ("institution",),
    "host": ("institution", "party"),
    "themes": ("theme",),
    "project": ("project",),
    "mechanism": ("mechanism",),
}
"""Which names that occur in the store a key is completed to, by their kinds; the likeliest first."""

WORDS = {
    ("delegation.recorded", "capacity"): ("participant", "host", "observer"),
    ("party.recorded", "kind"): ("state", "organization"),
    ("mechanism.recorded", "kind"): ("agreement", "dialogue", "organization", "programme"),
    ("topic.recorded", "kind"): ("theme", "project"),
    ("names.reconciled", "kind"): ("person",),
}
"""The words that a key of the facts of one type takes; a test holds them to the fields."""


REQUIRED = {
    "meeting.held": {"id", "held"},
    "document.published": {"id", "published"},
    "delegation.recorded": {"occasion", "party"},
    "party.recorded": {"id"},
    "commitment.proposed": {"id", "text", "obligors", "by"},
    "commitment.agreed": {"id", "text", "obligors"},
    "commitment.declined": {"commitment", "by"},
    "status.updated": {"commitment", "by", "effective"},
    "deadline.revised": {"commitment", "deadline", "announced"},
    "commitment.reaffirmed": {"commitment"},
    "commitment.amended": {"commitment"},
    "commitment.superseded": {"commitment", "superseded_by"},
    "evidence.added": {"about"},
    "institution.recorded": {"party", "id"},
    "mechanism.recorded": {"id", "parties"},
    "topic.recorded": {"kind", "id"},
    "names.reconciled": {"kind", "show", "spellings"},
}
"""Which keys a fact of a type must have, so that the help text need not load the facts; a test compares."""


def help_of(records: Records, name: str) -> str:
    """Give the help of a key's option, which says so where it must be given."""
    said = key_of(records, name).help
    if name not in REQUIRED.get(records.type, set()) or name in records.defaults or "[required" in said:
        return said
    place = f", here or as {metavar(records, name)}" if f"[{name}]" in records.arguments else ""
    return f"{said} [required{place}]"


def key_of(records: Records, name: str) -> Key:
    """Give a key of what a verb records; one that nobody described yet is a text without help."""
    return _OF_A_TYPE.get((records.type, name)) or KEYS.get(name, Key(""))


def option_names(records: Records, name: str) -> tuple[str, ...]:
    """Give the names of a key's option, the first of them the one that is said."""
    own = f"--{name.replace('_', '-')}"
    renamed = records.options.get(name)
    return (renamed, own) if renamed else key_of(records, name).options or (own,)


def said_as(records: Records, name: str) -> str:
    """Give what the command line calls a key: its option, or its place where it has none."""
    if name in records.keys.split():
        return option_names(records, name)[0]
    return metavar(records, name)


def metavar(records: Records, name: str) -> str:
    """Give what stands for an argument in the usage line."""
    return "REF" if key_of(records, name).refers else name.upper()
