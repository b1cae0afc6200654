"""A first mapping for a table, from its headers and a look at its values; comments say what to decide."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tracker.formats.holes import LONGEST_ID, shortened
from tracker.formats.look import FEW, SHORT, Column, Look, choice, look, where_rows_are
from tracker.formats.mapping_source import Source
from tracker.formats.open_table import open_table
from tracker.formats.table import Dialect, Table
from tracker.words.text import one_line


def scaffold(path: Path, source: Source | None = None) -> str:
    """Give a first mapping as text; `source` is what is known of the file already."""
    known = source or Source()
    dialect, others = where_rows_are(path, known.dialect)
    table = open_table(path, dialect)
    seen = look(table)
    chosen = choice(seen.columns)
    head = _head(table, known, others, seen.columns, chosen)
    return "\n".join((*head, *_rows(seen, chosen, path.stem), *_values(seen.columns), ""))


def _head(
    table: Table, known: Source, others: list[str], columns: list[Column], chosen: dict[str, Column | None]
) -> Iterator[str]:
    yield f"# A first mapping for {one_line(table.name)}. Go through it line by line: '?' is yours to say,"
    yield "# the rest is a first guess. docs/tables.md says what can stand here."
    yield f"# Then look: tracker import {one_line(table.name)} --mapping THIS-FILE --dry-run"
    for note in table.notes:
        yield f"# Note: {one_line(note)}"
    yield "mapping: 1"
    yield "source:"
    yield f"  format: {_quoted(table.format)}"
    yield from _dialect(table.dialect, table.format, others)
    yield from _values_of_source(known, columns, chosen)


def _dialect(dialect: Dialect, form: str, others: list[str]) -> Iterator[str]:
    """Write how the file is written: what was found, and what was said."""
    there = f"    # there are also: {', '.join(map(one_line, others[:FEW]))}" if others else ""
    if form == "csv":
        yield f"  delimiter: {_delimiter(dialect.delimiter or ',')}"
    if dialect.encoding:
        yield f"  encoding: {_quoted(dialect.encoding)}"
    if dialect.sheet:
        yield f"  sheet: {_quoted(dialect.sheet)}{there}"
    if dialect.rows:
        yield f"  rows: {_quoted(dialect.rows)}{there}"
    if dialect.header_rows > 1:
        first = dialect.header - dialect.header_rows + 1
        yield f"  header: [{first}, {dialect.header}]    # headers in several rows"
    elif dialect.header != 1:
        yield f"  header: {dialect.header}    # the row of the headers"
    if dialect.columns:
        named = ", ".join(f"{place}: {_quoted(name)}" for place, name in dialect.columns.items())
        yield f"  columns: {{{named}}}"


def _delimiter(delimiter: str) -> str:
    return '"\\t"' if delimiter == "\t" else _quoted(delimiter)


def _values_of_source(
    known: Source, columns: list[Column], chosen: dict[str, Column | None]
) -> Iterator[str]:
    if known.missing:
        yield f"  missing: [{', '.join(map(_quoted, sorted(known.missing)))}]"
    else:
        yield '  # missing: [n/a, "-"]          # what stands for nothing'
    dated = [each for each in (chosen["date"], chosen["deadline"]) if each and each.dates]
    language = next((each.language for each in dated if each.language != "en"), known.language)
    if language == "en":
        yield "  # language: es                 # of the names of months"
    else:
        yield f"  language: {language}    # of the names of months"
    comma = known.numbers.decimal == "," or any(
        "," in value for each in columns if each.is_percent for value in each.values
    )
    yield f"  {'' if comma else '# '}numbers: {{decimal: ','}}"


def _rows(seen: Look, chosen: dict[str, Column | None], stem: str) -> Iterator[str]:
    columns = seen.columns
    key, title = chosen["id"], chosen["title"]
    text = chosen["text"] or (None if title else key)
    used = [each for each in chosen.values() if each]
    yield "rows:"
    yield from _key(key, stem)
    yield from _thin(seen)
    yield "    commitments:"
    yield f"      id: {_id(key, text or title, stem)}"
    if text or title:
        yield f"      text: {_text(text or title)}"
    else:
        yield "      text: '?'    # what was promised"
    if title and text:
        yield f"      title: {_hole(title)}"
    yield "      obligors: '?'    # who owes it: a code like MX, an institution like MX/SRE, or a column"
    yield from _date(
        "on", chosen["date"], "      ", "when it was agreed; or occasion: the id of a meeting or document"
    )
    if chosen["theme"]:
        yield f"      theme: {_hole(chosen['theme'])}"
    if chosen["deadline"]:
        yield from _date("deadline", chosen["deadline"], "      ", "")
    if chosen["owner"]:
        owner = _quoted(chosen["owner"].name)
        yield f"      lead: {{column: {owner}}}    # split: ';' if several, a vocabulary if they have ids"
    yield "      other: rest    # keeps the columns that are left over as they are; or list them under unused"
    yield from _updates(chosen, seen.rows - len(seen.thin), stem)
    if address := chosen["address"]:
        yield "    evidence:"
        yield f"      about: {_id(key, text or title, stem)}"
        if address.is_several:
            yield f"      each: {_quoted(address.name)}"
        elif address.filled < seen.rows - len(seen.thin):
            yield f"      when: {_quoted(address.name)}"
        yield f"      url: {_quoted('{item}') if address.is_several else _hole(address)}"
    for each in columns:
        if each.is_list:
            yield f"    # {one_line(each.name)} is a list of groups: each: {_quoted(each.name)} in an entry"
    left = [each.name for each in columns if each not in used and not each.name.startswith("(column")]
    yield f"    # unused: [{', '.join(map(_quoted, left))}]"
    yield from _words(chosen["status"])


def _updates(chosen: dict[str, Column | None], rows: int, stem: str) -> Iterator[str]:
    status, percent = chosen["status"], chosen["percent"]
    if status is None:
        return
    yield "    updates:"
    yield f"      commitment: {_id(chosen['id'], chosen['text'] or chosen['title'], stem)}"
    if status.filled < rows:
        yield f"      when: {_quoted(status.name)}"
    yield f"      status: {{column: {_quoted(status.name)}, vocabulary: status}}"
    yield "      by: '?'    # who says so"
    if percent:
        number = "share" if percent.is_share else "percent"
        yield f"      percent: {{column: {_quoted(percent.name)}, number: {number}}}"
    yield '      effective: "{seen}"    # the day on which the list was read, --seen DATE'


def _words(status: Column | None) -> Iterator[str]:
    if status is None:
        return
    yield "vocabularies:"
    yield "  # What each word becomes: not-started in-progress stalled partially-fulfilled fulfilled"
    yield "  # in-force not-fulfilled superseded withdrawn; '-' for nothing."
    yield "  status:"
    for word, count in status.values.most_common(FEW):
        yield f"    {_quoted(word)}: '?'    # {count}"


def _key(key: Column | None, stem: str) -> Iterator[str]:
    if key is None:
        yield "  - # key: …    # no column tells a row from all others; the ids below are made of the text"
        return
    why = "what tells a row from all others"
    if not key.unique:
        twice = next(value for value, count in key.values.items() if count > 1)
        why = f"but {_short(twice)} is there twice: such rows are refused"
    yield f"  - key: {_quoted(f'{stem} {{{key.name}}}')}    # {why}"


def _thin(seen: Look) -> Iterator[str]:
    """Say which rows are perhaps none, and what would leave them out."""
    if seen.thin:
        rows = ", ".join(map(str, seen.thin))
        guess = f"where: {_quoted(seen.telling)}" if seen.telling else "where: …"
        mark = "" if seen.telling else "# "
        yield f"    {mark}{guess}    # leaves out rows without it; {rows} have few cells: totals, notes?"


def _date(key: str, column: Column | None, indent: str, why: str) -> Iterator[str]:
    if column is None:
        yield f"{indent}{key}: '?'    # {why}"
    elif column.dates:
        formats = f"formats: [{', '.join(map(_quoted, column.dates))}]"
        like = f"# like {_short(column.sample)}"
        if "DD/MM/YYYY" in column.dates and column.may_begin_with_the_month:
            like = f"{like}; or is it MM/DD/YYYY?"
        yield f"{indent}{key}: {{column: {_quoted(column.name)}, {formats}}}    {like}"
    else:
        yield f"{indent}{key}: {_hole(column)}"


def _id(key: Column | None, text: Column | None, stem: str) -> str:
    if key is None:
        return f'"{{digest({text.name})}}"' if text else "'?'"
    if max(map(len, key.values)) > LONGEST_ID:
        return f'"{{digest({key.name})}}"'
    bare = key.name if not key.sample[:1].isdigit() else f"{stem} {{{key.name}}}"
    return f"{{column: {_quoted(bare)}, as: id}}    # like {_short(key.sample)}"


def _values(columns: list[Column]) -> Iterator[str]:
    yield "#"
    yield "# What the columns hold:"
    for each in columns:
        yield f"# {one_line(each.name)}: {each.filled} filled, {len(each.values)} different"
        if each.is_short:
            for value, count in each.values.most_common(FEW):
                yield f"#     {count:6}  {one_line(value)}"
        elif each.values:
            yield f"#     like {_short(each.sample)}"


def _short(text: str) -> str:
    return shortened(one_line(text), SHORT)


def _text(column: Column | None) -> str:
    if column and any("<" in value and ">" in value for value in islice(column.values, FEW)):
        return f"{{column: {_quoted(column.name)}, plain: html}}"
    return _hole(column)


def _hole(column: Column | None) -> str:
    return _quoted(f"{{{column.name}}}") if column else "'?'"


def _quoted(text: str) -> str:
    return "'" + one_line(text).replace("'", "''") + "'"
