"""Entries of minutes, as many as are wanted: what the doubled dimensions are made of."""

import json
from random import Random
from typing import Any

from events.countries import CODES

Entry = dict[str, Any]

DAY = "2022-03-14"
MEETING = {"id": "m", "held": DAY}
CROSSING = {"id": "crossing", "text": "A new crossing.", "obligors": ["US", "MX"]}
FIRST_NAMES = ("Ana", "Luis", "Marta", "Kenneth", "John", "Sofia", "Alejandro", "Guadalupe", "Mary", "James")


def as_yaml(sections: Entry) -> bytes:
    """Write minutes with an entry on each line."""
    lines = []
    for name, value in sections.items():
        if isinstance(value, dict):
            lines.append(f"{name}: {json.dumps(value)}")
        else:
            lines += [f"{name}:", *(f"- {json.dumps(entry)}" for entry in value)]
    return "\n".join(lines).encode()


def claims(count: int, commitment: str = "crossing") -> list[Entry]:
    """Give different claims about one commitment, on the days from the meeting on."""
    return [
        {"commitment": commitment, "by": ("US", "MX")[n % 2], "status": "in-progress",
         "effective": day(n), "note": f"word {n}"}
        for n in range(count)
    ]  # fmt: skip


def day(number: int) -> str:
    """Give one of a thousand days after the meeting."""
    return f"{2022 + number // 336 % 3}-{4 + number // 28 % 9:02}-{1 + number % 28:02}"


def commitments(count: int, prefix: str = "c", **fields: Any) -> list[Entry]:
    """Give commitments of the meeting."""
    return [{**CROSSING, "id": f"{prefix}-{n}", "deadline": day(n), **fields} for n in range(count)]


def about_each(count: int, prefix: str = "c") -> list[Entry]:
    """Give a claim about each of some commitments."""
    return [{**claim, "commitment": f"{prefix}-{n}"} for n, claim in enumerate(claims(count))]


def nested(count: int) -> list[Entry]:
    """Give commitments, each a part of the one before."""
    return [
        {**CROSSING, "id": f"c-{n}", **({"parent": f"c-{n - 1}"} if n else {})} for n in range(count)
    ]  # fmt: skip


def institutions(count: int, **fields: Any) -> list[Entry]:
    """Give institutions, each beside the others."""
    return [{"party": "US", "id": f"A{n}", "names": f"Agency {n}", **fields} for n in range(count)]


def inside(count: int) -> list[Entry]:
    """Give institutions, each inside the one before."""
    return [{**each, **({"parent": f"A{n - 1}"} if n else {})} for n, each in enumerate(institutions(count))]


def obligors(count: int) -> list[str]:
    """Name so many sides of a commitment."""
    return [f"US/A{n}" for n in range(count)]


def side_claims(count: int) -> list[Entry]:
    """Give a claim of each of so many sides about itself."""
    return [
        {**claim, "by": f"US/A{n}", "obligor": f"US/A{n}"} for n, claim in enumerate(claims(count))
    ]  # fmt: skip


def people_named(count: int) -> list[str]:
    """Make up names of people: each has two surnames, and is written in three ways."""
    dice = Random(count)

    def word(syllables: int) -> str:
        return "".join(dice.choice("bcdfglmnprstv") + dice.choice("aeiou") for _ in range(syllables)).title()

    names: dict[str, None] = {}
    while len(names) < count:
        first, father, mother = dice.choice(FIRST_NAMES), word(3), word(4)
        for spelling in (f"{first} {father}", f"{first} {father} {mother}", f"{first[0]}. {father} {mother}"):
            names.setdefault(spelling)
    return list(names)[:count]


def members(count: int) -> list[Entry]:
    """Give a delegation of so many members."""
    return [{"party": "US", "members": [{"name": name, "role": "adviser"} for name in people_named(count)]}]


def topics(count: int, spellings: int = 3) -> list[Entry]:
    """Give themes, each with a name and some spellings."""
    return [
        {"kind": "theme", "id": f"t-{n}", "names": f"Theme {n}",
         "spellings": [f"theme {n} {s}" for s in range(spellings)]}
        for n in range(count)
    ]  # fmt: skip


def delegations(count: int) -> list[Entry]:
    """Give delegations of the first parties, each with its head."""
    parties = sorted(CODES)[:count]
    return [{"party": party, "head": f"Head of {party}"} for party in parties]
