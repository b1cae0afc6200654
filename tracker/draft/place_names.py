"""What may be the name of a place: no country, month, institution or office."""

import re
from itertools import pairwise
from typing import Any

from tracker.draft.dates import days_in
from tracker.draft.lexicon import Lexicon
from tracker.draft.phrases import Found, fold

WORD = r"[A-ZÀ-Þ][\w’'.-]*"

NAME = re.compile(
    rf"(?:(?:the|la|el|las|los)\s+)*((?:{WORD})(?:\s+(?:(?:de|del|la|las|los|el|of|do|da|dos|das|upon|"
    rf"am|le|sur|"
    rf"the)\s+){{0,2}}(?:{WORD}))*(?:,\s*D\.\s?[CF]\.?|,\s*DC\b|,\s*D\.\s?F\.|\s\((?:Oder|Main|Saale)\))?)"
)

BUILDINGS = re.compile(
    r"\b(?:house|palace|palacio|casa|pinos|pentagon|hotel|castle|castillo|center|centre|"
    r"centro|museum|museo|embassy|embajada|residence|residencia|capitol|capitolio|hall|bhawan|bhavan|"
    r"airport|"
    r"aeropuerto|university|universidad|auditorium|auditorio|building|edificio|headquarters|stockyards|"
    r"salon|recinto|"
    r"chancellery|cancilleria|ministry|ministerio|secretaria|secretariat|library|biblioteca|club|"
    r"college|school|"
    r"escuela|theatre|theater|teatro|aduana|customhouse|courthouse|complex|complejo|terminal|base|resort)\b"
)


_ROOMS = re.compile(
    r"\b(?:offices?|oficinas?|department|departamento|agency|county|condado|delegacion|direccion|institut[eo]|"
    r"consulat[eo]|consulado|camara|chamber|room|sala|floor|piso|street|avenue|road|boulevard|calle|avenida|av|"
    r"carretera|zona?|zone|colonia|col|campus|park|plant|planta|section|seccion|"
    r"port of entry|crossing|garita|"
    r"zoom|teams|webex|plataforma|platform|virtual|online|linea|remot[oae])\b|\d"
)
"""What a part of an address has that is no city: an office, a county, a street."""


KNOWN_HOUSES = frozenset({"white house", "casa blanca"})
"""Houses that are the place of a meeting by themselves: everybody knows where they are."""


def is_house(name: str, lexicon: Lexicon) -> bool:
    """Say whether a name is one of a house, an office or a county, and not of a city: not `El Centro`."""
    folded = fold(name)
    if _OFFICES.search(folded):
        return True
    named: list[Found[Any]] = [*lexicon.capitals.find(name), *lexicon.regions.find(name)]
    return (BUILDINGS.search(folded) or _HOUSES.search(folded)) is not None and not any(
        each.end - each.start == len(name) for each in named
    )


def is_known_city(name: str, lexicon: Lexicon) -> bool:
    """Say whether a name is one of a place of the vocabulary, or says that it is a city."""
    if any(not each.start for each in lexicon.capitals.find(name)) or fold(name) in KNOWN_HOUSES:
        return True
    whole = any(each.end - each.start == len(name) for each in lexicon.regions.find(name))
    return whole or re.search(r"\b(?:city|ciudad|villa|puerto|port)\b", fold(name)) is not None


_HOUSES = re.compile(
    r"^(?:torre|quinta|hacienda|rancho|finca|plaza|puente|planta|presa|parque|granja|cuartel|sala|estadio|iglesia|"
    r"catedral|hospital|clinica|institut[oe]|camara|consulado|oficina|delegacion|laboratorio|campus)\b|"
    r"\b(?:tower|towers|bridge|dam|plant|ranch|farms?|barracks|stadium|institute|laborator(?:y|ies)|factory|"
    r"garage|depot|warehouse|campus|port of entry|crossing|mill|hospital|consulate|chamber|gardens?)$"
)
"""How other names of houses begin or end."""
_OFFICES = re.compile(r"\b(?:county|condado|offices?|oficinas?)\b")
"""What is no city, though it may be in the list of regions: `Pima County`."""


def is_land(name: str, lexicon: Lexicon) -> bool:
    """Say whether a name is one of a state or a country, so that the city stands before it."""
    named: list[Found[Any]] = [*lexicon.regions.find(name), *lexicon.parties_in(name)]
    return any(each.start == 0 and each.end == len(name) for each in named)


def city_in_address(text: str, lexicon: Lexicon) -> str:
    """Give the city of an address: what stands before its state, else a capital, else what is no house."""
    parts = [part.strip().rstrip(".;") for part in re.split(r"[,;()|]|\s[–—-]\s", text)]
    cities = [
        part
        for part in parts
        if part
        and not is_house(part, lexicon)
        and not _ROOMS.search(fold(part))
        and not is_office(part, lexicon)
    ]
    for part, behind in pairwise(parts):
        if (
            part in cities
            and (is_land(behind, lexicon) or behind == "Washington")
            and is_place(part, lexicon)
        ):
            return part
    if found := lexicon.capitals.find(text):
        return text[found[0].start : found[0].end]
    return next((part for part in cities if not lexicon.parties_in(part)), "")


def is_office(text: str, lexicon: Lexicon) -> bool:
    """Say whether a name is nothing but words of offices."""
    if any(each.start == 0 and each.end == len(text.strip()) for each in lexicon.regions.find(text)):
        return False
    words = [
        word
        for word in re.findall(r"[\w’'-]+", fold(text))
        if word not in {"de", "la", "el", "the", "of", "del", "los", "las"}
    ]
    return bool(words) and all(lexicon.is_office(word) for word in words)


def before_party(name: str, lexicon: Lexicon) -> str:
    """Leave out the party that follows a place at once: `se reunieron en Arica Chile y Perú`."""
    name = _ARTICLE.split(name)[0]
    found = next(iter(lexicon.parties_in(name, "es")), None)
    capital = any(each.start == 0 for each in lexicon.capitals.find(name))
    if found is None or found.start == 0 or capital or ends_open(name[: found.start]):
        return name
    return name[: found.start].strip()


_ARTICLE = re.compile(r"(?<!\bde)(?<!\bof)(?<!\ben)\s+(?:la|el|los|las)\s+")
"""Where something else begins behind a place: `en Arica la III Reunión`."""


def ends_open(words: str) -> bool:
    """Say whether a name goes on after these words of it: `Ciudad de`."""
    return re.search(r"\b(?:de|del|las?|los|of|the)\s+$", words) is not None


def city_behind(text: str, end: int, place: str, lexicon: Lexicon) -> str:
    """Give the capital behind a place that is a house of it: `Bhavan House, Delhi`."""
    behind = re.match(r",\s+", text[end:])
    start = end + behind.end() if behind is not None and BUILDINGS.search(fold(place)) else 0
    city = next((each for each in lexicon.capitals.find(text[start : start + 40]) if not each.start), None)
    return text[start : start + city.end] if start and city is not None else place


def city_of(place: str, lexicon: Lexicon) -> str:
    """Give the city whose name a house begins with: `Laredo City Hall`; empty if it does not."""
    if not is_house(place, lexicon):
        return ""
    named: list[Found[Any]] = [*lexicon.capitals.find(place), *lexicon.regions.find(place)]
    return next(
        (city for each in named if not each.start and not _OFFICES.search(fold(city := place[: each.end]))),
        "",
    )


_NO_PLACE = re.compile(
    r"(?:posted|published|updated|issued|released|prepared|sent|dated?|fecha|by|por|version|bulletin|"
    r"boletin|comunicado|"
    r"communique|press|news|volume|number|page|edition|edicion|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|lunes|martes|"
    r"miercoles|jueves|viernes|sabado|domingo|q|pregunta|question|(?:mon|tues?|wed|thu|thurs?|fri|sat|"
    r"lun|mar|mie|jue|vie|sab)\.?$|today|hoy|spring|summer|autumn|winter)\b"
)
"""How a line begins that is of a day or a paper, not of a place."""


_PLACE_OPENS = re.compile(
    r"(?:san|santa|ciudad|nuevo|nueva|new|puerto|los|las|el|la|fort|rio|washington|"
    r"camp|palacio|hotel|north|paso|piedras|aguas|villa|monte|cabo|isla|valle)"
)
"""Words that begin names of places, though they are words of offices too: `Paso de los Libres`."""


def is_place(name: str, lexicon: Lexicon) -> str:
    """Give the name if it is one of a place: no country, month, institution or person's office."""
    name = name.strip().rstrip(".,") if not re.search(r"D\.\s?[CF]\.$", name.strip()) else name.strip()
    folded = fold(name)
    first = re.split(r"[\s,]", folded)[0]
    capital = next((found for found in lexicon.capitals.find(name) if found.start == 0), None)
    if capital is not None:
        behind = name[capital.end :]
        named = re.match(r"\s(?:de|del|of|do|da)\s(?:l[ao]s?\s|el\s|the\s)?(?=[A-ZÀ-Þ])", behind)
        longer = named is not None and not any(
            not each.start for each in lexicon.parties_in(behind[named.end() :])
        )
        return name if longer or behind.startswith(",") else name[: capital.end]
    if _NO_PLACE.match(folded) or days_in(name) or (name.isupper() and len(name) < 6):
        return ""
    if any(not each.start or not ends_open(name[: each.start]) for each in lexicon.parties_in(name)) or (
        (lexicon.is_office(first) or first in lexicon.heads)
        and not BUILDINGS.search(folded)
        and not _PLACE_OPENS.fullmatch(first)
    ):
        return ""
    return (
        ""
        if (first in lexicon.never and not _PLACE_OPENS.fullmatch(first))
        or (is_office(name, lexicon) and not BUILDINGS.search(folded))
        else name
    )
