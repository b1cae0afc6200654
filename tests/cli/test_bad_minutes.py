"""Minutes that may not be recorded: one sentence with file, line and field, a hint, and the log as it was."""

from typing import NamedTuple

import pytest
from command_line import CommandLine

MEETING = "meeting: {id: m1, held: 2023-05-01}\n"
WATER = MEETING + "commitments: [{id: water, text: Share it, obligors: [CR, PA]}]\n"
STATUSES = (
    "not-started, in-progress, stalled, partially-fulfilled, fulfilled, in-force, not-fulfilled, superseded,"
    " withdrawn"
)
SECTIONS = (
    "meeting, document, sources, parties, institutions, mechanisms, topics, reconcile, delegations,"
    " proposals, commitments, declined, reaffirmed, amended, superseded, updates, deadlines, evidence"
)
MEETING_KEYS = "id, held, title, place, host, mode, mechanism, summary, note, external, other"
ID_HINT = "Ids are up to 80 lower-case letters, digits, dots and hyphens, like otay-mesa-east."
PRINTABLE = "Take it out: names and ids are plain text on one line."
YAML_HINT = "Look at the indentation, and put quotes around texts with : or #."
RECORD_IT = "Record it first (tracker agree), or list what there is: tracker status -f ids."


class Bad(NamedTuple):
    """Minutes, and what is said of them."""

    minutes: str | bytes
    error: str
    hint: str | None
    exit_code: int = 1


def title(text: str) -> str:
    return f'meeting: {{id: m1, held: 2023, title: "{text}"}}\n'


BAD = {
    # Keys
    "a section that does not exist": Bad(
        MEETING + "comitments: []\n",
        "f.yaml:2: comitments: 'comitments' is not a key here.",
        "Did you mean commitments?",
    ),
    "a section like none": Bad(
        MEETING + "x: []\n", "f.yaml:2: x: 'x' is not a key here.", f"The keys are {SECTIONS}."
    ),
    "a key that does not exist": Bad(
        "meeting:\n  id: m1\n  held: 2023\n  colour: red\n",
        "f.yaml:4: meeting.colour: 'colour' is not a key here.",
        f"The keys are {MEETING_KEYS}.",
    ),
    "a section twice": Bad(
        MEETING + MEETING, "f.yaml:2: the key 'meeting' is there twice.", "Keep one of them."
    ),
    "a key twice": Bad(
        "meeting:\n  id: m1\n  held: 2023\n  id: m2\n",
        "f.yaml:4: the key 'id' is there twice.",
        "Keep one of them.",
    ),
    "a key twice in JSON": Bad(
        '{"meeting":\n  {"id": "m1",\n   "held": "2023",\n   "id": "m2"}}',
        "f.yaml:4: the key 'id' is there twice.",
        "Keep one of them.",
    ),
    "a key that is no text": Bad(
        "? [a]\n: b\n", "f.yaml:1: a key is not a text.", "Write a word before the colon."
    ),
    "a meeting and a document": Bad(
        MEETING + "document: {id: d, published: 2020}\n",
        "f.yaml:2: document: minutes have a meeting or a document, not both.",
        "Put the document into a file of its own.",
    ),
    "a required key that is missing": Bad(
        "meeting: {id: m1}\n",
        "f.yaml:1: meeting.held: it is required, and missing.",
        "Write it, or take the entry out.",
    ),
    "a key of a member": Bad(
        MEETING + "delegations:\n  - {party: PA, members: [Ana, {name: Luis, rol: chief}]}\n",
        "f.yaml:3: delegations[1].members[2].rol: 'rol' is not a key here.",
        "Take it out.",
    ),
    # Types
    "a list for minutes": Bad(
        "- meeting\n",
        "f.yaml:1: minutes are keys with values, not a list or a text.",
        "Begin with meeting: {id: …, held: …}.",
    ),
    "a text for a meeting": Bad(
        "meeting: m1\n",
        "f.yaml:1: meeting: 'm1' is not a group of keys.",
        "Write {id, held, title, …}.",
    ),
    "a list for a text": Bad(
        "meeting: {id: m1, held: 2023, place: [David]}\n",
        "f.yaml:1: meeting.place: it is a list where one text belongs: David.",
        "Write one text, or an entry for each; in a mapping, each: COLUMN makes them, of {item}.",
    ),
    "a group for a list": Bad(
        WATER + "updates: [{commitment: water, by: {name: PA}}]\n",
        "f.yaml:3: updates[1].by[1]: {'name': 'PA'} is not a text.",
        "Write a text.",
    ),
    "an empty list of obligors": Bad(
        MEETING + "commitments:\n  - id: water\n    text: Share it\n    obligors: []\n",
        "f.yaml:5: commitments[1].obligors: it is an empty list.",
        "Name at least one.",
    ),
    "a truth that is none": Bad(
        "institutions: [{party: PA, id: MOP, independent: maybe}]\n",
        "f.yaml:1: institutions[1].independent: 'maybe' is neither true nor false.",
        "Write true or false.",
    ),
    "a word of no list": Bad(
        MEETING + "delegations: [{party: PA, capacity: chief}]\n",
        "f.yaml:2: delegations[1].capacity: 'chief' is not possible here.",
        "Write 'participant', 'host' or 'observer'.",
    ),
    # Dates
    "a day that does not exist": Bad(
        "meeting: {id: m1, held: 2023-02-30}\n",
        "f.yaml:1: meeting.held: '2023-02-30' has no such day: 30.",
        "2023-02 has the days 01 to 28.",
    ),
    "a date that may be two": Bad(
        "meeting:\n  id: m1\n  held: 03/04/2023\n",
        "f.yaml:3: meeting.held: '03/04/2023' is not a date.",
        "Write the year first: 2023-03-04 or 2023-04-03.",
    ),
    "a word for a date": Bad(
        "meeting: {id: m1, held: today}\n",
        "f.yaml:1: meeting.held: 'today' is not a date.",
        "Write 2024, 2024-06, 2024-06-30, each with ~, ? or % if unsure, or two joined by /.",
    ),
    "an interval backwards": Bad(
        WATER + "deadlines: [{commitment: water, deadline: 2028/2027}]\n",
        "f.yaml:3: deadlines[1].deadline: '2028/2027' ends before it starts.",
        "Write the earlier date first: 2027/2028.",
    ),
    "a claim without a date": Bad(
        "updates: [{commitment: water, by: PA}]\n",
        "f.yaml:1: updates[1].effective: it is required, and missing.",
        "Without a meeting or document in the file, each entry needs its date.",
    ),
    # Statuses and shares
    "a status that is none": Bad(
        WATER + "updates: [{commitment: water, by: PA, status: done}]\n",
        "f.yaml:3: updates[1].status: 'done' is not a status.",
        f"Use one of {STATUSES}.",
    ),
    "agreed as a claim": Bad(
        WATER + "updates: [{commitment: water, by: PA, status: agreed}]\n",
        "f.yaml:3: updates[1].status: 'agreed' cannot be claimed: it means that nobody has claimed anything"
        " yet.",
        f"Claim one of {STATUSES}.",
    ),
    "more than all of it": Bad(
        WATER + "updates: [{commitment: water, by: PA, percent: 101}]\n",
        "f.yaml:3: updates[1].percent: '101' is not a percentage.",
        "Write a number from 0 to 100, without a sign.",
    ),
    "less than nothing of it": Bad(
        WATER + "updates: [{commitment: water, by: PA, percent: -1}]\n",
        "f.yaml:3: updates[1].percent: '-1' is not a percentage.",
        "Write a number from 0 to 100, without a sign.",
    ),
    # References
    "a commitment that nobody recorded": Bad(
        MEETING + "updates: [{commitment: water, by: PA, status: stalled}]\n",
        "f.yaml:2: updates[1]: there is no commitment water.",
        RECORD_IT,
    ),
    "the beginning of an id": Bad(
        MEETING + "updates: [{commitment: river-gau, by: PA, status: stalled}]\n",
        "f.yaml:2: updates[1]: there is no commitment river-gau.",
        RECORD_IT,
    ),
    "a parent that nobody recorded": Bad(
        MEETING + "commitments: [{id: water, text: Share it, obligors: PA, parent: rivers}]\n",
        "f.yaml:2: commitments[1]: there is no commitment rivers.",
        RECORD_IT,
    ),
    "parents in a circle": Bad(
        MEETING + "commitments:\n"
        "  - {id: water, text: Share it, obligors: PA, parent: wells}\n"
        "  - {id: wells, text: Dig them, obligors: PA, parent: water}\n",
        "f.yaml:4: commitments[2]: the parents go in a circle: water is in wells is in water.",
        "Take one of the parents out.",
    ),
    "a side that is no obligor": Bad(
        WATER + "updates: [{commitment: water, by: NI, obligor: NI, status: stalled}]\n",
        "f.yaml:3: updates[1]: NI is no obligor of water.",
        "Its obligors are CR, PA.",
    ),
    "an id twice": Bad(
        MEETING + "commitments:\n"
        "  - {id: water, text: Share it, obligors: PA}\n"
        "  - {id: water, text: Keep it, obligors: PA}\n",
        "f.yaml:4: commitments[2]: water is there twice; the first is at f.yaml:3: commitments[1],"
        " with other content.",
        "Keep one of them.",
    ),
    "sources of nothing": Bad(
        "sources: [https://example.org]\n",
        "f.yaml:1: sources[1]: sources need the file's meeting or document.",
        "Put a meeting or a document into the file, or use the section evidence.",
    ),
    "evidence that is not there": Bad(
        MEETING + "evidence: [{about: m1, file: nowhere.pdf}]\n",
        "f.yaml:2: evidence[1]: the file 'nowhere.pdf' has no digest.",
        "Give its digest, as sha256: and 64 digits.",
    ),
    # Texts
    "an id with a space": Bad(
        "meeting: {id: 'm 1', held: 2023}\n", "f.yaml:1: meeting.id: 'm 1' is not an id.", ID_HINT
    ),
    "an id with a slash": Bad(
        "meeting: {id: ../m1, held: 2023}\n", "f.yaml:1: meeting.id: '../m1' is not an id.", ID_HINT
    ),
    "an id in capitals": Bad(
        "meeting: {id: M1, held: 2023}\n", "f.yaml:1: meeting.id: 'M1' is not an id.", ID_HINT
    ),
    "a party in small letters": Bad(
        MEETING + "delegations: [{party: pa}]\n",
        "f.yaml:2: delegations[1].party: 'pa' is not a party.",
        "Write its code: PA.",
    ),
    "a party by its name": Bad(
        MEETING + "commitments: [{id: water, text: Share it, obligors: [CR, Panamá]}]\n",
        "f.yaml:2: commitments[1].obligors[2]: 'Panamá' is not a party.",
        "Write its code: PA.",
    ),
    "two parties in one text": Bad(
        MEETING + "commitments: [{id: water, text: Share it, obligors: CR+PA}]\n",
        "f.yaml:2: commitments[1].obligors[1]: 'CR+PA' is more than a party.",
        "Name each by itself: CR and PA.",
    ),
    "two claimants in one text": Bad(
        WATER + "updates: [{commitment: water, by: 'CR,PA', status: stalled}]\n",
        "f.yaml:3: updates[1].by[1]: 'CR,PA' is more than one claimant.",
        "Name each by itself: CR and PA.",
    ),
    "a party that is none": Bad(
        MEETING + "delegations: [{party: canal}]\n",
        "f.yaml:2: delegations[1].party: 'canal' is not a party.",
        "Parties are ISO 3166 codes or acronyms in capitals, like MX, US or CEPAL;"
        " a state or province is an institution of its country, like US-CA.",
    ),
    "a character that is not seen in a name": Bad(
        title(r"PA\u200b"),
        r"f.yaml:1: meeting.title.en: 'PA\u200b' has a character that is not seen: U+200B.",
        "Take it out: it would make another name look like this one.",
    ),
    "a character that is not seen in a text": Bad(
        'meeting: {id: m1, held: 2023, summary: "a\\u202eb"}\n',
        "f.yaml:1: meeting.summary: it has a character that is not seen: U+202E.",
        "Take it out: it would make another text look like this one.",
    ),
    "an update that says nothing": Bad(
        WATER + "updates: [{commitment: water, by: PA}]\n",
        "f.yaml:3: updates[1]: it says nothing: it has neither a status nor a note, a label or evidence.",
        "Give the status, or the note.",
    ),
    "an escape in a name": Bad(
        title(r"\e[31mred"),
        r"f.yaml:1: meeting.title.en: '\x1b[31mred' has a character that cannot be printed: U+001B.",
        PRINTABLE,
    ),
    "a line break in a name": Bad(
        title(r"one\ntwo"),
        r"f.yaml:1: meeting.title.en: 'one\ntwo' has a character that cannot be printed: U+000A.",
        PRINTABLE,
    ),
    "a bidi override in a name": Bad(
        title(r"\u202efdp.exe"),
        r"f.yaml:1: meeting.title.en: '\u202efdp.exe' has a character that cannot be printed: U+202E.",
        PRINTABLE,
    ),
    "half of a pair in a name": Bad(
        '{"meeting": {"id": "m1", "held": "2023", "title": "\\ud83d"}}',
        r"f.yaml: meeting.title.en: '\ud83d' has a character that cannot be printed: U+D83D.",
        PRINTABLE,
    ),
    "a NUL in a text": Bad(
        'meeting: {id: m1, held: 2023, summary: "a\\0b"}\n',
        "f.yaml:1: meeting.summary: it has a character that no file can keep (U+0000 or half of a pair).",
        "Take it out.",
    ),
    "an escape as it is": Bad(
        title("\x1b[31mred"),
        "f.yaml:1: this is not YAML: a character that no text may hold: U+001B.",
        "Take it out.",
        2,
    ),
    "a line too long": Bad(
        title("x" * 501),
        "f.yaml:1: meeting.title.en: it has 501 characters; a line may have 500.",
        "Shorten it; longer texts belong in text, summary or note.",
    ),
    # YAML
    "an anchor": Bad(
        "meeting: &m {id: m1, held: 2023}\n", "f.yaml:1: there is an anchor, &m.", "Take it out."
    ),
    "an alias": Bad(
        "meeting:\n  id: m1\n  held: *m\n", "f.yaml:3: there is an alias, *m.", "Write the text itself."
    ),
    "a tag": Bad(
        "meeting: !python/object:os.system {id: m1, held: 2023}\n",
        "f.yaml:1: there is a tag, !python/object:os.system.",
        "Take it out: every value is a text.",
    ),
    "a second document": Bad(
        MEETING + "---\n" + MEETING,
        "f.yaml:2: there is a second document.",
        "Put it into a file of its own.",
    ),
    "an empty list of nothing": Bad("{}\n", "f.yaml:1: there is nothing in these minutes.", None),
    # Files
    "a bracket that stays open": Bad(
        "meeting: {id: m1, held: 2023\n",
        "f.yaml:2: this is not YAML: did not find expected ',' or '}'.",
        YAML_HINT,
        2,
    ),
    "a tab for an indentation": Bad(
        "meeting:\n\tid: m1\n",
        "f.yaml:2: this is not YAML: a tab stands where only blanks may.",
        "Put blanks in place of the tab.",
        2,
    ),
    "an empty file": Bad(
        "",
        "f.yaml: the file is empty.",
        "Write minutes into it; tracker schema minutes shows their form.",
        2,
    ),
    "blanks alone": Bad(
        " \n\n",
        "f.yaml: the file is empty.",
        "Write minutes into it; tracker schema minutes shows their form.",
        2,
    ),
    "a file of another encoding": Bad(
        "meeting:\n  id: m1\n  place: San José\n".encode("latin-1"),
        "f.yaml:3: the file is not UTF-8 (byte 35).",
        "Save it as UTF-8.",
        2,
    ),
    "a file too large": Bad(
        b"#" * (6 * 1024 * 1024),
        "f.yaml: the file is larger than 5 MB.",
        "Split it into several files: the same facts again add nothing.",
        2,
    ),
    "a file too deep": Bad(
        "a: " + "[" * 3000 + "]" * 3000,
        "f.yaml: the file is nested more than 50 deep.",
        "Minutes need five levels.",
        2,
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_minutes_are_refused_with_their_place_and_a_hint(what: str, desk: CommandLine) -> None:
    bad = BAD[what]
    minutes = bad.minutes.encode() if isinstance(bad.minutes, str) else bad.minutes
    (desk.folder / "f.yaml").write_bytes(minutes)
    said = desk.refused("record", "f.yaml", exit_code=bad.exit_code)
    assert said == [f"Error: {bad.error}", *([f"Hint: {bad.hint}"] if bad.hint else [])]


@pytest.mark.parametrize("what", BAD)
def test_refused_minutes_create_no_store(what: str, tracker: CommandLine) -> None:
    bad = BAD[what]
    tracker.refused("record", "-", "--store", "new/desk.db", stdin=bad.minutes, exit_code=bad.exit_code)
    assert not (tracker.folder / "new").exists()


def test_a_key_twice_is_refused_in_json_that_is_no_yaml(tracker: CommandLine) -> None:
    minutes = r'{"meeting": {"id": "m1", "id": "m2", "held": "2023", "title": "\ud83d\ude00"}}'
    (error, _) = tracker.refused("record", "-", stdin=minutes)
    assert "the key 'id' is there twice" in error


def test_an_ambiguous_institution_is_refused_with_what_it_may_be(desk: CommandLine) -> None:
    both = "institutions: [{party: NI, id: MOP}]\n"
    minutes = "meeting: {id: m1, held: 2023, host: MOP}\n" + both
    said = desk.refused("record", "-", stdin=minutes)
    assert said[0].startswith("Error: stdin:1: meeting")
    assert said[0].endswith(": MOP may be NI/MOP or PA/MOP.")
    assert said[1:] == ["Hint: Write its party too."]


@pytest.mark.parametrize(
    ("name", "reason"), [("nowhere.yaml", "No such file or directory"), (".", "Is a directory")]
)
def test_a_file_that_cannot_be_read_is_named(name: str, reason: str, desk: CommandLine) -> None:
    assert desk.refused("record", name, exit_code=2) == [
        f"Error: cannot read {name}: {reason}.",
        "Hint: Name a file that you can read.",
    ]


@pytest.mark.parametrize(
    ("occasion", "first"),
    [
        ("meeting: {id: m2}\n", "f.yaml:1: meeting.held: it is required, and missing."),
        ("document: {id: D, published: 2023}\n", "f.yaml:1: document.id: 'D' is not an id."),
        ("meeting: Geneva\n", "f.yaml:1: meeting: 'Geneva' is not a group of keys."),
        (
            "meeting: {id: m2, held: 2023}\ndocument: {id: d, published: 2023}\n",
            "f.yaml:2: document: minutes have a meeting or a document, not both.",
        ),
    ],
)
def test_what_else_is_wrong_is_said_beside_a_wrong_meeting(
    occasion: str, first: str, desk: CommandLine
) -> None:
    lines = occasion.count("\n")
    (desk.folder / "f.yaml").write_text(
        f"{occasion}commitments:\n- {{id: Y, text: x, obligors: US}}\n"
        "updates: [{commitment: y, by: US, status: done}]\n",
        encoding="utf-8",
    )
    said = [each for each in desk.refused("record", "f.yaml") if each.startswith("Error: ")]
    assert said[0] == f"Error: {first}"
    assert said[1:] == [
        f"Error: f.yaml:{lines + 2}: commitments[1].id: 'Y' is not an id.",
        f"Error: f.yaml:{lines + 3}: updates[1].status: 'done' is not a status.",
    ]


def test_of_several_files_none_is_recorded_if_one_is_bad(tracker: CommandLine) -> None:
    (tracker.folder / "good.yaml").write_text(WATER, encoding="utf-8")
    (tracker.folder / "bad.yaml").write_text("meeting: {id: m2}\n", encoding="utf-8")
    said = tracker.refused("record", "good.yaml", "bad.yaml")
    assert said[0] == "Error: bad.yaml:1: meeting.held: it is required, and missing."


def test_a_theme_said_in_two_keys_is_refused_with_its_line(tracker: CommandLine) -> None:
    (tracker.folder / "m.yaml").write_text(
        "meeting: {id: m, held: 2024}\ncommitments:\n"
        "  - {id: c, text: One, obligors: [MX], theme: water, themes: [border]}\n"
    )
    assert tracker.refused("record", "m.yaml") == [
        "Error: m.yaml:3: commitments[1].theme: theme and themes say one thing.",
        "Hint: Write one of them.",
    ]
