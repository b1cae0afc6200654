"""What the store knows, as plain data: the room asks no view, who calls it does."""

from dataclasses import dataclass, field

from events.sentences import Sentence, sentence
from tracker.draft.phrases import fold


@dataclass(frozen=True)
class KnownCommitment:
    """An open commitment of the store: its id, its title and text, its project."""

    id: str
    title: str
    text: str = ""
    project: str = ""


@dataclass(frozen=True)
class Known:
    """People with their parties and spellings, institutions, mechanisms, themes, commitments."""

    people: dict[str, frozenset[str]] = field(default_factory=dict)
    """A name or spelling → the parties it was recorded for."""
    institutions: dict[str, tuple[str, str]] = field(default_factory=dict)
    """A name or id → party and id."""
    mechanisms: dict[str, str] = field(default_factory=dict)
    """A name or id → the id."""
    themes: dict[str, str] = field(default_factory=dict)
    """A name, spelling or id → the id."""
    commitments: tuple[KnownCommitment, ...] = ()
    taken: dict[str, str] = field(default_factory=dict)
    """Ids of all commitments → their texts."""
    occasions: frozenset[str] = frozenset()
    """Ids of meetings and documents."""

    def doubts_about(self, occasion: str) -> list[Sentence]:
        """Say that an occasion's id is that of one the store has."""
        if occasion not in self.occasions:
            return []
        return [
            sentence(
                "the store has {id} already: recording corrects it, and another meeting needs another id",
                id=occasion,
            )
        ]

    def full_name(self, surname: str) -> str | None:
        """Give the full name of the one person of a surname the store knows; None of none or several."""
        word = fold(surname)
        found = {name for name in self.people if word in fold(name).replace("-", " ").split()[1:]}
        parties = {party for name in found for party in self.people[name]}
        return max(sorted(found), key=len) if found and len(parties) == 1 and _are_one(found) else None

    def names(self, name: str) -> bool:
        """Say whether somebody of a full name is known."""
        return " " in name and self.party_of(name) is not None

    def party_of(self, name: str) -> str | None:
        """Give the party of somebody the store knows; None where it knows of none or of several."""
        words = frozenset(fold(name).replace("-", " ").split())
        found: set[str] = set()
        for spelling, parties in self.people.items():
            other = frozenset(fold(spelling).replace("-", " ").split())
            if len(words & other) > 1 and (words <= other or other <= words):
                found |= parties
        return found.pop() if len(found) == 1 else None


def _are_one(names: set[str]) -> bool:
    """Say whether names are spellings of one person: each has all words of another."""
    words = [set(fold(name).replace("-", " ").split()) for name in names]
    return all(one <= other or other <= one for one in words for other in words)
