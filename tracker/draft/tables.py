"""People in the rows of a table: by what its header says, else by what the cells look like."""

import re
from dataclasses import dataclass, field

from tracker.draft.entries import entry_of, is_office_alone, name_alone
from tracker.draft.lexicon import Lexicon
from tracker.draft.marks import DITTO
from tracker.draft.names import mentions
from tracker.draft.people_words import OF_DELEGATION
from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence
from tracker.draft.tokens import PARTICLE, are_degrees, tokens

_HEADER = {
    "name": "name nombre participant participante official funcionario representante representative "
    "delegate delegado delegada attendee asistente member miembro integrante persona person",
    "role": "title role position cargo puesto function funcion titulo designation rank post job capacity "
    "calidad responsabilidad rango designacion denominacion",
    "institution": "organization organisation institution agency institucion organizacion dependencia "
    "affiliation ministry",
    "party": "delegation country party side delegacion pais parte government gobierno",
}
_ACTIONS = {
    "action": "action actions accion acciones commitment commitments compromiso compromisos acuerdo acuerdos "
    "task tarea tareas actividad actividades activity decision deliverable entregable item agreement "
    "agreements",
    "who": "responsible responsable responsables owner lead who quien party parte partes pais country side "
    "institution institucion actor encargado agency dependencia",
    "due": "due deadline plazo fecha date vencimiento limite by cuando when term",
}
_BEHALF = re.compile(
    r"\(\s*(?:on behalf of|en (?:representaci[oó]n|nombre) de(?:l)?)\s+(?:the|la|el)?\s*([^)]+)\)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s|:+=_-]*")
_OF_SIDE = "of "
"""How the column of a party is called, with the party behind it."""
_SHORT = 6
"""Words that are too many for the head of a column."""
_FEWEST, _MOST = 2, 7
"""Words of a name in a column of names."""
Row = dict[str, str]


@dataclass
class Table:
    """What holds for the rows below: what the columns are, and whose names stood alone in the last row."""

    header: list[str]
    above: dict[int, str] = field(default_factory=dict)
    side: tuple[str, str] | None = None
    """The party that stood alone in a row above, and the words that say so."""


def rows_of_people(
    sentence: Sentence, table: Table | None, lexicon: Lexicon, parties: list[str]
) -> tuple[list[Row], Table | None]:
    """Read a row; give the people in it, and the table that holds from here on."""
    if _RULE.fullmatch(sentence.text):
        return [], table
    cells = cells_of(sentence.text)
    keys = [_key(cell) for cell in cells]
    if "name" in keys and sum(map(bool, keys)) > 1:
        return [], Table(keys)
    if len(cells) > 1 and (sides := _sides(cells, lexicon, parties)):
        return [], Table(sides)
    if table is not None and (side := _side_alone(cells, lexicon)):
        table.side = side
        return [], table
    if table is not None and any(key.startswith(_OF_SIDE) for key in table.header):
        return _of_sides(cells, table, lexicon), table
    if table is None and (guessed := _guessed(cells, lexicon)) is not None:
        table = Table(guessed)
    if table is None or "name" not in table.header:
        return [], None
    row = {
        key: cell
        for key, cell in zip(table.header, cells, strict=False)
        if key and cell and (cell != DITTO or key == "party")
    }
    if table.side and "party" not in row:
        row["side"], row["party"] = table.side
    return ([_with_name(row, lexicon)] if _is_person(row, lexicon) else []), table


def with_party(row: Row, above: str) -> Row:
    """Give a row with the party it says, or the one above where that cell goes on."""
    return row | {"party": above} if row.get("party") == DITTO else row


def table_of_names(text: str, party: str, words: str, lexicon: Lexicon) -> Table | None:
    """Give the table that a row of names alone begins below the heading of a party; None if it is none."""
    cells = cells_of(text)
    names = all(name_alone(cell.split(" (")[0], lexicon) is not None for cell in cells)
    return Table([f"{_OF_SIDE}{party}|{words}"] * len(cells)) if names and len(cells) > 1 else None


def _side_alone(cells: list[str], lexicon: Lexicon) -> tuple[str, str] | None:
    """Give the party that stands alone in a row, over its people, with the words; None if none does."""
    said = [cell for cell in cells if cell]
    if len(said) != 1 or len(cells) < _BOTH or len(said[0].split()) > _SHORT:
        return None
    named = {each.value for each in lexicon.parties_in(said[0], "es")}
    return (named.pop(), said[0]) if len(named) == 1 else None


def _of_sides(cells: list[str], table: Table, lexicon: Lexicon) -> list[Row]:
    """Read a row below a header of parties: entries, names, or the offices of the names above them."""
    rows: list[Row] = []
    for column, (key, cell) in enumerate(zip(table.header, cells, strict=False)):
        above = table.above.pop(column, "")
        entry = _entry(cell, lexicon)
        if not entry and above and (is_office_alone(cell, lexicon) or _NAMED_OFFICE.fullmatch(cell)):
            entry = {"name": above, "role": cell.strip(" ,.;")}
        elif not entry and (name := name_alone(cell.split(" (")[0], lexicon)) is not None:
            table.above[column] = cell[name.start : name.end]
            entry = {"name": table.above[column]}
        if key and entry:
            code, _, words = key.removeprefix(_OF_SIDE).partition("|")
            rows.append(entry | {"party": words, "side": code, "cell": cell})
    return rows


_NAMED_OFFICE = re.compile(r"[A-ZÀ-Þ][^,;:|]*(?:, [^;:|]+)?")
"""What may stand below a name: begun with a capital, no sentence."""


def _sides(cells: list[str], lexicon: Lexicon, parties: list[str]) -> list[str]:
    """Say whose people stand below a header of parties: `Chile | Peru`; empty if it is none."""
    sides = [_side(cell, lexicon, parties) for cell in cells]
    named = [party for party in sides if party]
    blank = [place for place, cell in enumerate(cells) if not cell]
    if len(named) == 1 and len(cells) == len(parties) == _BOTH and all(map(_FOR.match, cells)):
        other = next(party for party in parties if party != named[0])
        named.append(other)
        sides = [party or other for party in sides]
    plain = all(party or place in blank for place, party in enumerate(sides))
    if not plain or len(named) < _BOTH or len(set(named)) < len(named):
        return []
    return [f"{_OF_SIDE}{party}|{cell}" if party else "" for party, cell in zip(sides, cells, strict=True)]


def _side(cell: str, lexicon: Lexicon, parties: list[str]) -> str:
    """Give the party a short cell names, or whose part of a country or institution after `for` it names."""
    if len(cell.split()) > _SHORT + 2:
        return ""
    named = list(dict.fromkeys(each.value for each in lexicon.parties_in(cell, "es")))
    if len(named) == 1:
        return named[0] if len(cell.split()) < _SHORT or _FOR.match(cell) else ""
    return lexicon.part_of_party(cell, parties) if not named else ""


_FOR = re.compile(r"(?:for|por|on behalf of|en nombre de)\b", re.IGNORECASE)
_BOTH = 2


def _entry(cell: str, lexicon: Lexicon) -> Row:
    """Read a cell that is somebody with a role: `Ana Torres, Director of Water`; empty if it is not."""
    found = mentions(cell, lexicon)
    one = found[0] if len(found) == 1 and found[0].role is not None else entry_of(cell, lexicon)
    if one is None or one.role is None or OF_DELEGATION.fullmatch(cell[one.end :].strip()):
        return {}
    return {"name": cell[one.start : one.end], "role": cell[slice(*one.role)].strip(" ,.;")}


def cells_of(text: str) -> list[str]:
    """Part a row into its cells."""
    return [cell.strip() for cell in text.strip().strip("|").split("|")]


def columns_of_actions(cells: list[str]) -> list[str] | None:
    """Say what the columns under a header are: action, who, due; None if it is no header of actions."""
    keys: list[str] = []
    for cell in cells:
        words = set(re.findall(r"\w+", fold(cell)))
        key = next(
            (key for key, names in _ACTIONS.items() if words & set(names.split()) and len(words) < 5), ""
        )
        keys.append("" if key in keys else key)
    return keys if {"action", "who"} <= set(keys) else None


def _key(cell: str) -> str:
    words = set(re.findall(r"\w+", fold(cell)))
    return next((key for key, names in _HEADER.items() if words & set(names.split()) and len(words) < 5), "")


def _guessed(cells: list[str], lexicon: Lexicon) -> list[str] | None:
    """Say what the cells of a table without a header are, if that is plain."""
    keys = []
    for cell in cells:
        found = mentions(cell, lexicon)
        whole = len(found) == 1 and found[0].role is None and found[0].end - found[0].start > len(cell) * 0.6
        head = any(token.key in lexicon.heads for token in tokens(cell))
        party = lexicon.parties_in(cell)
        keys.append(
            "name"
            if whole and "name" not in keys
            else "role"
            if head and "role" not in keys
            else "party"
            if len(party) == 1 and "party" not in keys and len(cell) < 30
            else ""
        )
    return keys if {"name", "role"} <= set(keys) else None


def _is_person(row: Row, lexicon: Lexicon) -> bool:
    cell = row.get("name", "")
    return len(row) > 1 and bool(mentions(cell, lexicon) or _whole_name(cell, lexicon))


def _with_name(row: Row, lexicon: Lexicon) -> Row:
    cell = row["name"]
    if (behalf := _BEHALF.search(cell)) is not None:
        row["behalf"] = behalf[1].strip()
    if whole := _whole_name(cell, lexicon):
        row["name"] = whole
        return row
    first = mentions(cell, lexicon)[0]
    row["name"] = cell[first.start : first.end]
    return row


def _whole_name(cell: str, lexicon: Lexicon) -> str:
    """Give a cell of names without its titles, where it is built as a name; else nothing."""
    words = tokens(cell, lexicon.titles)
    while words and (
        lexicon.is_title(words[0].text)
        or words[0].key in lexicon.ranks
        or are_degrees(words, 0, lexicon.given)
    ):
        words = words[1:]
    if not _FEWEST <= len(words) <= _MOST:
        return ""
    built = all(word.capital or word.key in PARTICLE for word in words) and words[0].capital
    offices = any(word.key in lexicon.heads for word in words)
    return cell[words[0].start : words[-1].end] if built and not offices else ""
