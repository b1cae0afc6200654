"""The keys of facts on the command line: what each is asked for in the help text, and how it is given."""

from typing import NamedTuple

from tracker.cli.verbs import Records


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
    "id": Key("Its id: lower-case letters, digits, dots, hyphens."),
    "held": _date("When it was held."),
    "published": _date("When it was published."),
    "title": _texts("Its title; es=… for Spanish."),
    "text": _texts("What was agreed; es=… for Spanish."),
    "names": _texts("Its name; es=… for Spanish."),
    "place": Key("Where."),
    "host": Key("Who hosted it."),
    "mode": Key("In person, virtual, hybrid."),
    "mechanism": Key("The mechanism it belongs to."),
    "summary": Key("What happened."),
    "note": Key("A note."),
    "external": Key("The key of a source that may correct this."),
    "other": Key("What else is to be kept with it.", "KEY=TEXT", several=True, form="pairs"),
    "kind": Key("Of what kind."),
    "publisher": Key("Who published it."),
    "url": Key("Its address."),
    "occasion": _reference("The meeting or document.", "meeting", "document"),
    "party": Key("The party, like MX."),
    "capacity": Key("participant, host or observer."),
    "head": Key("Who led it."),
    "members": Key("A name, or {name: …, role: …, institution: …}.", several=True, form="group"),
    "obligors": _list("Who has to do it."),
    "on": _date("When, if there was no occasion."),
    "themes": Key("Its theme.", several=True, options=("--theme", "--themes")),
    "project": Key("Its project."),
    "lead": _list("The institution in the lead."),
    "supporting": _list("A supporting institution."),
    "deadline": _date("Until when."),
    "parent": _reference("The commitment it is a part of.", "commitment"),
    "priority": Key("Its priority."),
    "conditional_on": Key("What it depends on."),
    "by": _list("Who says so."),
    "commitment": _reference("The commitment.", "commitment"),
    "superseded_by": _reference("The commitment that took its place.", "commitment"),
    "about": _reference("What it is about.", "commitment", "meeting", "document", "institution"),
    "file": Key("A file; its digest is computed.", "FILE", form="file"),
    "digest": Key("sha256: and 64 digits."),
    "archived": Key("An archived copy's address."),
    "quote": Key("The words that matter."),
    "page": Key("The page."),
    "lang": Key("Its language."),
    "independent": Key("It does not speak for its party.", form="truth"),
    "parties": _list("A party of it."),
    "spellings": _list("Another spelling."),
    "successor_of": Key("The party whose place it took."),
    "show": Key("The name to show."),
    "status": Key("How it stands.", form="status"),
    "obligor": Key("The side it is about; all of them unless given."),
    "percent": Key("How much is done, 0 to 100.", "NUMBER"),
    "label": Key("The status in the claimant's own words."),
    "evidence": Key("An address where it can be checked.", "URL", several=True, form="group"),
    "reason": Key("Why."),
    "effective": _date("Since when. [default: today]"),
    "announced": _date("When it was announced. [default: today]"),
}

_OF_A_TYPE = {
    ("party.recorded", "id"): Key("Its code, like MX, or its acronym, like NADB."),
    ("party.recorded", "kind"): Key("state or organization."),
    ("institution.recorded", "id"): Key("Its id, like INM or US-CA."),
    ("institution.recorded", "parent"): Key("The institution of the same party that it is inside of."),
    ("mechanism.recorded", "kind"): Key("agreement, dialogue, organization or programme."),
    ("topic.recorded", "kind"): Key("theme or project."),
    ("names.reconciled", "kind"): Key("person."),
    ("commitment.proposed", "text"): _texts("What is asked for; es=… for Spanish."),
    ("commitment.proposed", "obligors"): _list("Who would have to do it."),
    ("commitment.proposed", "by"): _list("Who asks for it."),
    ("commitment.declined", "by"): _list("Who says no."),
    ("status.updated", "by"): _list(
        "Who says so; several make a joint claim. [required, or `by` of the configuration]"
    ),
    ("status.updated", "note"): Key("A note; without STATUS, only that."),
    ("status.updated", "occasion"): _reference("The meeting it was said at.", "meeting", "document"),
    ("deadline.revised", "by"): _list("Who announced it."),
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
