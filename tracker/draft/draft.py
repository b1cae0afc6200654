"""A draft: what was taken from a memo, what may be, and what was not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.draft.affiliations import is_told
from tracker.draft.columns import with_rows
from tracker.draft.deadlines import deadline_in, due_in, of_several
from tracker.draft.headings import with_unended
from tracker.draft.helper_program import Proposed
from tracker.draft.ids import occasion_id, slug
from tracker.draft.issues import is_letter
from tracker.draft.known import Known, KnownCommitment
from tracker.draft.languages import is_readable, why_unread, with_languages
from tracker.draft.lexicon import Lexicon
from tracker.draft.meeting import Meeting, find_meeting
from tracker.draft.parties import parties_of
from tracker.draft.people import Person, find_people
from tracker.draft.phrases import fold
from tracker.draft.places import Place
from tracker.draft.promises import AMONG_DECIDED, Promise, Promises, reaffirms
from tracker.draft.sentences import Line, Sentence, split
from tracker.draft.sides import Sighting
from tracker.draft.statuses import Report, about_what, report_in
from tracker.draft.terms import term_of
from tracker.draft.values import COMPUTED, GIVEN, LIVE, SAID, UNKNOWN, Value
from tracker.draft.worded import Deadline

Cited = tuple[Value, int]
"""A value and the number of the sentence it is from; 0 for what was given."""


@dataclass(frozen=True)
class Given:
    """What the user says, which outranks what is found."""

    parties: tuple[str, ...] = ()
    held: str | None = None
    place: str | None = None
    lang: str | None = None


@dataclass(frozen=True)
class Memo:
    """The text of a memo: its name, the digest of its file where it is one, its lines."""

    name: str
    lines: Sequence[Line]
    digest: str = ""
    is_file: bool = True


@dataclass
class Member:
    """Somebody in a delegation, with the sentences that say so."""

    name: Cited
    role: Cited | None = None
    institution: Cited | None = None
    on_behalf_of: Cited | None = None
    head: bool = False

    @property
    def sentences(self) -> list[int]:
        """The sentences it rests on, in order."""
        found = [self.name, self.role, self.institution, self.on_behalf_of]
        return sorted({number for each in found if each is not None and (number := each[1])})


@dataclass
class Delegation:
    """The people of a party; its party may be UNKNOWN."""

    party: Cited
    members: list[Member] = field(default_factory=list)


@dataclass
class Commitment:
    """A promise as an entry of minutes: live, or a candidate with what keeps it from being live."""

    id: str
    sentence: Sentence
    grade: str
    obligors: list[str]
    words: str
    why: str = ""
    lead: int | None = None
    deadline: Deadline | None = None
    due_at: int = 0
    """The sentence that says the deadline, where it is one of its own."""
    about: KnownCommitment | None = None


@dataclass
class Draft:
    """All of a draft. Every sentence of the memo has one home in what is written of it."""

    memo: Memo
    sentences: list[Sentence]
    parties: list[str] = field(default_factory=list)
    is_document: bool = False
    occasion: dict[str, Cited] = field(default_factory=dict)
    asked: str = ""
    """The words of a date that lacks its year."""
    delegations: list[Delegation] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    reaffirmed: list[tuple[int, KnownCommitment | None]] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    absent: list[tuple[str, str, int]] = field(default_factory=list)
    urls: list[Cited] = field(default_factory=list)
    issued: Cited | None = None
    known: list[tuple[str, str, int]] = field(default_factory=list)
    """Mechanisms and themes of the store that are named: kind, id, sentence."""
    notes: list[str] = field(default_factory=list)
    proposed: list[Proposed] = field(default_factory=list)
    """What a helper program proposes: candidates, marked as its own."""
    helper: str = ""


_URL = re.compile(r"https?://[^\s<>\"”|)\]]+")
_STATUS_HEADING = re.compile(r"status|estado de|seguimiento|avances|progress|follow-up|pending|pendientes")


def make_draft(memo: Memo, lexicon: Lexicon, known: Known, given: Given) -> Draft:
    """Draft minutes of a memo: the same memo, words and knowledge give the same draft."""
    parted = split(with_rows(list(memo.lines)), lexicon.abbreviated, lexicon.opens_with_party)
    sentences, readable = with_languages(with_unended(parted), given.lang)
    draft = Draft(memo, sentences)
    draft.notes += why_unread(sentences, readable=readable)
    short = [each for each in sentences if is_readable(each)]
    draft.parties = list(given.parties) or parties_of(short, lexicon)
    meeting = find_meeting(sentences, lexicon, draft.parties) if readable and draft.parties else _NO_MEETING
    _say_occasion(draft, meeting, given)
    if not readable or not draft.parties:
        return draft
    held = _held_day(draft)
    people = find_people(sentences, lexicon, draft.parties, known, held.year if held else 0)
    _say_people(draft, people, lexicon)
    _say_promises(draft, people, lexicon, known)
    _say_known(draft, known)
    draft.urls = [
        (Value(found[0].rstrip(".,;:")), each.number)
        for each in sentences
        for found in _URL.finditer(each.text)
    ]
    return draft


_NO_MEETING = Meeting(None, None, None, None, None, None)


def _say_occasion(draft: Draft, meeting: Meeting, given: Given) -> None:
    occasion: dict[str, Cited] = {}
    if given.held:
        held: Place | None = Place(Value(given.held, GIVEN, "--held"), 0)
    else:
        held = meeting.held
    draft.is_document = meeting.document and not given.held
    place = Place(Value(given.place, GIVEN, "--place"), 0) if given.place else meeting.place
    named = {
        "title": meeting.title,
        "published" if draft.is_document else "held": held,
        "place": None if draft.is_document else place,
        "host": None if draft.is_document else meeting.host,
        "mode": None if draft.is_document else meeting.virtual,
    }
    occasion["id"] = (
        Value(
            occasion_id(
                draft.memo.name,
                held.value.text if held is not None else "",
                place.value.text if place is not None else "",
            ),
            COMPUTED,
        ),
        0,
    )
    occasion |= {key: (found.value, found.sentence) for key, found in named.items() if found is not None}
    if held is None:
        occasion["held"] = (Value(UNKNOWN), 0)
        draft.asked = meeting.hint
    draft.occasion = occasion
    if meeting.issued is not None:
        draft.issued = (meeting.issued.value, meeting.issued.sentence)


# People


def _say_people(draft: Draft, people: list[Person], lexicon: Lexicon) -> None:
    by_party: dict[str, Delegation] = {}
    for person in people:
        if not person.there:
            sighting = person.sightings[0]
            draft.absent.append((person.name, sighting.role, sighting.sentence.number))
            continue
        side = person.side
        party = side.party if side is not None else UNKNOWN
        if party not in by_party:
            by_party[party] = Delegation(_party_value(draft, person))
        member = _member(person, party, lexicon)
        found = member.institution
        if found and found != member.on_behalf_of and not is_told(found[0], party, draft.sentences, lexicon):
            member.institution = None
        by_party[party].members.append(member)
    order = [
        *draft.parties,
        *(party for party in by_party if party not in {*draft.parties, UNKNOWN}),
        UNKNOWN,
    ]
    draft.delegations = [by_party[party] for party in order if party in by_party]


def _party_value(draft: Draft, person: Person) -> Cited:  # noqa: ARG001 (as the others)
    if person.side is None:
        return Value(UNKNOWN), 0
    words = "the store knows " + person.side.words if person.how == "store" else person.side.words
    sighting = next((each for each in person.sightings if each.side == person.side), person.first)
    return Value(person.side.party, COMPUTED, words), sighting.sentence.number


def _member(person: Person, party: str, lexicon: Lexicon) -> Member:
    best = person.best
    named = next((each for each in person.sightings if each.name == person.name), person.first)
    words = f"{best.role} {person.known_as}, known to the store"
    name = Value(person.name, COMPUTED, words) if person.known_as else Value(person.name)
    member = Member((name, named.sentence.number), head=person.head)
    if best.role:
        member.role = (Value(best.role), best.sentence.number)
    behalf = next((each for each in person.sightings if each.behalf), None)
    if behalf is not None and behalf.behalf is not None:
        member.on_behalf_of = _institution(behalf.behalf, behalf, party, lexicon)
    found = next((each for each in (best, *person.sightings) if each.institution), None)
    if found is not None and found.institution is not None:
        member.institution = _institution(found.institution, found, party, lexicon)
    elif member.on_behalf_of is not None:
        value, number = member.on_behalf_of
        member.institution = (value, number)
    elif best.role and (generic := lexicon.generic_in(best.role, party)) is not None:
        member.institution = (Value(generic[0], COMPUTED, generic[1]), best.sentence.number)
    return member


def _institution(found: tuple[str, str], sighting: Sighting, party: str, lexicon: Lexicon) -> Cited:
    id_, words = found
    number = sighting.sentence.number
    if not id_:
        generic = lexicon.generic_in(words, party)
        return (Value(generic[0], COMPUTED, generic[1]), number) if generic else (Value(words), number)
    return (Value(id_, SAID if id_ in sighting.sentence.text else COMPUTED, words), number)


# Promises


def _say_promises(draft: Draft, people: list[Person], lexicon: Lexicon, known: Known) -> None:
    held = _held_day(draft)
    reader = Promises(lexicon, draft.parties, people, known.mechanisms)
    reader.year = held.year if held else 0
    reader.is_letter = is_letter(draft.sentences)
    used: set[str] = set()
    among_statuses = False
    for sentence in draft.sentences:
        if sentence.kind == "heading":
            among_statuses = _STATUS_HEADING.search(fold(sentence.text)) is not None
        if draft.commitments and (term := term_of(sentence, draft.commitments[-1].sentence)) is not None:
            _say_term(draft.commitments[-1], term, sentence, reader, held)
            continue
        found = reader.read(sentence)
        if among_statuses or found is None or found.grade != LIVE:
            if reaffirms(sentence) and sentence.lang in {"en", "es"}:
                draft.reaffirmed.append((sentence.number, about_what(sentence.text, known)))
                continue
            report = report_in(sentence, known, among_statuses=among_statuses)
            if report is not None and (among_statuses or found is None):
                draft.reports.append(report)
                continue
        if found is not None:
            draft.commitments.append(_commitment(found, held, used, known))


def _say_term(last: Commitment, term: str, sentence: Sentence, reader: Promises, held: date | None) -> None:
    """Add to a commitment what a label behind it says: `Plazo: …`, `Responsable: …`."""
    due = due_in(term, held)
    if due is not None and last.deadline is None:
        last.deadline, last.due_at = due, sentence.number
    elif due is None and not last.obligors and (parties := reader.parties_of(term, sentence.lang)):
        last.obligors, last.words, last.lead = parties, sentence.text, sentence.number
        last.grade = LIVE if last.why == AMONG_DECIDED else last.grade


def _held_day(draft: Draft) -> date | None:
    text = draft.occasion.get("held", draft.occasion.get("published", (Value(""), 0)))[0].text
    try:
        return date.fromisoformat(text.split("/")[0].strip("?~%"))
    except ValueError:
        return None


def _commitment(found: Promise, held: date | None, used: set[str], known: Known) -> Commitment:
    text = found.sentence.text
    action = slug(text[found.end :], 7) if found.end and len(text) - found.end > 15 else ""
    plain = base = action or slug(text, 7) or f"sentence-{found.sentence.number}"
    if known.taken.get(base, text) != text:
        plain = base = f"{base}-{held.isoformat() if held else found.sentence.number}"
    count = 1
    while base in used:
        count += 1
        base = f"{plain}-{count}"
    used.add(base)
    least = held.year if held else 0
    deadline = due_in(found.due, held) if found.due else deadline_in(text, found.end, held, least)
    if deadline is not None and found.others:
        deadline = of_several(text, found.end, found.others, held)
    return Commitment(
        base,
        found.sentence,
        found.grade,
        found.obligors,
        found.words,
        found.why,
        found.lead,
        deadline,
        about=about_what(text, known),
    )


def _say_known(draft: Draft, known: Known) -> None:
    """Say which mechanisms and themes of the store a memo names, and whether it has its occasion."""
    draft.notes += known.doubts_about(draft.occasion["id"][0].text)
    for kind, names in (("mechanism", known.mechanisms), ("theme", known.themes)):
        said: set[str] = set()
        for sentence in draft.sentences:
            folded = f" {' '.join(re.findall(r'[a-z0-9]+', fold(sentence.text)))} "
            for name, id_ in names.items():
                words = " ".join(re.findall(r"[a-z0-9]+", fold(name)))
                if len(words) > 3 and id_ not in said and f" {words} " in folded:
                    said.add(id_)
                    draft.known.append((kind, id_, sentence.number))
