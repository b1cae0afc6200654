"""Who was there: people with their roles and sides, and those who were only named."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from tracker.draft.facing import give_sides_of_facing, give_sides_of_guests
from tracker.draft.known import Known
from tracker.draft.leaders import name_leaders
from tracker.draft.letterheads import house_of, is_of_house, writer_of
from tracker.draft.lexicon import Lexicon
from tracker.draft.ours import give_sides_of_groups
from tracker.draft.parties import Side, side_of_letterhead
from tracker.draft.people_words import (
    ACROSS,
    BESIDE_NAMED,
    HEAD_OF_STATE,
    MIXED,
    OF_EMBASSY,
    SMALL,
    TOURED,
    TWO,
    WITH_THEM,
    WORDS,
)
from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence
from tracker.draft.sides import Sighting
from tracker.draft.sightings import Sightings
from tracker.draft.tokens import PARTICLE


@dataclass
class Person:
    """Somebody a memo names, over all mentions."""

    name: str
    sightings: list[Sighting] = field(default_factory=list)
    side: Side | None = None
    how: str = ""
    known_as: str = ""
    """What the memo calls somebody whose full name the store knows."""

    @property
    def there(self) -> bool:
        """Whether a sentence says that they took part."""
        return any(each.there for each in self.sightings)

    @property
    def head(self) -> bool:
        """Whether a sentence says that they led their delegation."""
        return any(each.head for each in self.sightings if each.there)

    @property
    def best(self) -> Sighting:
        """The mention with the fullest role."""
        return max(self.sightings, key=lambda each: len(_content(each.role)))

    @property
    def first(self) -> Sighting:
        """The mention that says they were there."""
        return next((each for each in self.sightings if each.there), self.sightings[0])


def _content(text: str) -> list[str]:
    return [word for word in WORDS.findall(fold(text)) if word not in SMALL]


def find_people(
    sentences: list[Sentence], lexicon: Lexicon, parties: list[str], known: Known, year: int = 0
) -> list[Person]:
    """List the people of a memo in the order in which they are named; `year` is that of its meeting, or 0."""
    reader = Sightings(lexicon, parties, known, year)
    sightings = [
        each for sentence in sentences if sentence.lang in {"en", "es"} for each in reader.read(sentence)
    ]
    people = _together(sightings, known)

    for person in people:
        _give_side(person, known, parties)
    give_sides_of_groups(people, parties, writer_of(sentences, lexicon, parties))
    _give_side_of_embassy(people, side_of_letterhead(sentences, lexicon, parties))
    _give_side_of_house(people, house_of(sentences, lexicon, parties))
    give_sides_of_guests(people, parties, lexicon)
    _give_other_sides(people, parties)
    _give_sides_of_company(people, parties)
    _give_sides_beside_named(people, parties, lexicon)
    give_sides_of_facing(people, parties, lexicon)
    _give_sides_of_company(people, parties)
    name_leaders(people, sentences, parties)
    _leave_out_heads_of_state(people)
    _leave_out_unsure(people)
    return people


def _give_side_of_embassy(people: list[Person], embassy: Side | None) -> None:
    """Give the side of the embassy that issues a memo to its ambassador and its people."""
    for person in people if embassy is not None else []:
        if person.side is None and OF_EMBASSY.fullmatch(person.best.role):
            person.side = embassy


def _give_side_of_house(people: list[Person], house: tuple[str, Side] | None) -> None:
    """Give the side of the ministry that issues a memo to who holds its office."""
    what, side = house or ("", None)
    for person in people:
        if person.side is None and is_of_house(person.best.role, what):
            person.side = side


def _leave_out_unsure(people: list[Person]) -> None:
    """Let those be only named whose side is not said, nor a verb of taking part, where others' are."""
    if not any(person.there and person.side is not None for person in people):
        return
    for person in people:
        if person.side is None and not any(
            each.there and each.sure and TOURED.search(each.sentence.text) is None
            for each in person.sightings
        ):
            for each in person.sightings:
                each.there = False


def _leave_out_heads_of_state(people: list[Person]) -> None:
    """Let presidents whose side is not said be only named: one who was there is told with it."""
    if not any(person.there and person.side is not None for person in people):
        return
    for person in people:
        if person.side is None and HEAD_OF_STATE.fullmatch(person.best.role):
            for each in person.sightings:
                each.there = False


def _give_sides_of_company(people: list[Person], parties: list[str]) -> None:
    """Give those who came with somebody that one's side, whichever sentence says it."""
    for person in people:
        for each in person.sightings:
            sides = {
                other.side.party
                for other in people
                if other.side is not None
                and other.side.party in parties
                and any(seen in each.company for seen in other.sightings)
            }
            sides = sides or _sides_of_followers(person, people, parties)
            if person.side is None and person.there and len(sides) == 1:
                words = " ".join(seen.name for seen in each.company[:1])
                person.side = Side(sides.pop(), f"with {words}", carried=True)


def _sides_of_followers(person: Person, people: list[Person], parties: list[str]) -> set[str]:
    """List the side of two or more who came with somebody: one may be an escort of the other side."""
    sides = [
        other.side.party
        for other in people
        if other.side is not None
        and other.side.party in parties
        and any(seen in follower.company for follower in other.sightings for seen in person.sightings)
    ]
    return set(sides) if len(sides) > 1 else set()


def _give_sides_beside_named(people: list[Person], parties: list[str], lexicon: Lexicon) -> None:
    """Give the side of whom a sentence only calls by surname or office: `Junto a Vega estuvieron A y B`."""
    for person in people:
        for each in person.sightings if person.side is None and person.there else []:
            text = _without_names(each, people)
            beside = [
                other.side
                for other in people
                if other.side is not None
                and other.side.party in parties
                and all(
                    seen.sentence is not each.sentence or " " not in seen.name for seen in other.sightings
                )
                and _is_called(other, text)
            ]
            came = WITH_THEM.search(text) or lexicon.company.search(text)
            if MIXED.match(each.sentence.text):
                continue
            if not came and (ACROSS.search(text) or lexicon.across.search(text)):
                continue
            if came and not beside:
                beside = _called_by_office(each, people, parties)
            if (came or BESIDE_NAMED.search(text)) and len({side.party for side in beside}) == 1:
                person.side = Side(beside[0].party, beside[0].words, carried=True)


def _without_names(sighting: Sighting, people: list[Person]) -> str:
    """Give the text of a sentence without the names of those it names in full."""
    text = sighting.sentence.text
    for person in people:
        for each in person.sightings:
            if each.sentence is sighting.sentence and " " in each.name:
                text = text.replace(each.name, "")
    return text


def _called_by_office(sighting: Sighting, people: list[Person], parties: list[str]) -> list[Side]:
    """List the sides of whom a sentence calls by the first word of their office: `with the minister`."""
    text = f" {fold(_without_names(sighting, people))}"
    sides: dict[str, list[Side]] = {}
    for person in people:
        office = WORDS.match(fold(person.best.role))
        if person.side is None or person.side.party not in parties or office is None:
            continue
        if person.there and all(seen.sentence is not sighting.sentence for seen in person.sightings):
            sides.setdefault(office[0], []).append(person.side)
    return [
        side
        for office, of in sides.items()
        if re.search(
            rf"(?:^\W*|[\s,])(?:the|el|la|al|a la) {office}(?=[\s,;:.]+(?!de\b|del\b|of\b|for\b|para\b))",
            text,
        )
        for side in of
    ]


def _is_called(person: Person, text: str) -> bool:
    """Say whether a text has the surname of somebody, or `the` and the words of their office."""
    words = set(WORDS.findall(fold(text)))
    if any(word in words - PARTICLE for word in _name_words(person.name)[1:]):
        return True
    office = re.split(r"\s+(?:for|of|de|para|del)\b", person.best.role)[0]
    return len(office.split()) > 1 and f"the {fold(office)}" in fold(text)


def _give_other_sides(people: list[Person], parties: list[str]) -> None:
    """Give the second of two who met the other of two sides, where only that of the first is known."""
    if len(parties) != 2:
        return
    for person in people:
        if person.side is not None or not person.there:
            continue
        for each in person.sightings:
            together = [
                other
                for other in people
                if other is not person
                and any(seen.sentence.number == each.sentence.number for seen in other.sightings)
            ]
            if (
                len(together) == 1
                and together[0].side is not None
                and together[0].side.party in parties
                and TWO.search(each.sentence.text)
            ):
                other = next(party for party in parties if party != together[0].side.party)
                person.side = Side(
                    other, f"with {together[0].name} of {together[0].side.party}", carried=True
                )
                break


# Over the memo


def _together(sightings: list[Sighting], known: Known) -> list[Person]:
    """Make one person of all mentions of a name, short ones too."""
    people: list[Person] = []
    for full in (True, False):
        for each in sightings:
            words = _name_words(each.name)
            if (len(words) > 1) != full:
                continue
            alike = [person for person in people if _same(words, _name_words(person.name))]
            if len(alike) == 1:
                alike[0].sightings.append(each)
                if each.there and len(words) > len(_name_words(alike[0].name)) and each.role:
                    alike[0].name = each.name
            elif not alike and (
                full or _INITIAL.match(each.name) or (each.titled and each.role and each.there)
            ):
                people.append(Person(each.name, [each]))
            elif not alike and each.role and (name := known.full_name(each.name)) is not None:
                people.append(Person(name, [each], known_as=each.name))
    for person in people:
        person.sightings.sort(key=lambda each: (each.sentence.number, each.start))
    people.sort(key=lambda person: (person.first.sentence.number, person.first.start))
    return people


_INITIAL = re.compile(r"[^\W\d_]\.\s*[^\W\d_]")


@lru_cache(maxsize=4096)
def _name_words(name: str) -> list[str]:
    return [
        word
        for word in WORDS.findall(fold(name))
        if len(word) > 1 and word not in {"de", "la", "del", "jr", "los"}
    ]


def _same(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return bool(short) and set(short) <= set(long)


def _give_side(person: Person, known: Known, parties: list[str]) -> None:
    """Decide whose official somebody is: by the memo, else by what the store knows of the name."""
    said = [each.side for each in person.sightings if each.side is not None]
    inside = [side for side in said if side.party in parties]
    if inside or said:
        person.side = min(inside or said, key=lambda side: (side.carried, side.weak))
        return
    if (party := known.party_of(person.name)) is not None:
        person.side, person.how = Side(party, person.name), "store"
