"""The output options of reading verbs, and how rows are written by them."""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli.session import Session, colours, width

if TYPE_CHECKING:
    from tracker.pages.render import Column, Page, Row

F = TypeVar("F", bound=Callable[..., Any])
MOST_LINES = 40
FORMATS = ("table", "markdown", "csv", "json", "ndjson", "html", "ids")


def output_options(*formats: str) -> Callable[[F], F]:
    """Add -f/--format and -o/--output."""
    names = formats or FORMATS

    def add(function: F) -> F:
        function = click.option(
            "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write into a file."
        )(function)
        return click.option(
            "-f",
            "--format",
            "form",
            type=click.Choice(names),
            default=names[0],
            show_default=True,
            help="How to write it.",
        )(function)

    return add


PAGES = ("table", "markdown", "html")
"""Formats for readers, in their language; the others are data, whose sentences are English."""


def sentences(form: str, lang: str) -> str:
    """Give the language of our own sentences in a format."""
    return lang if form in PAGES else "en"


def moment_options(function: F) -> F:
    """Add --as-of, --known-at and --lang."""
    function = click.option(
        "--lang",
        type=click.Choice(["en", "es"]),
        default="en",
        show_default=True,
        help="The language of texts and headings.",
    )(function)
    function = click.option(
        "--known-at", metavar="WHEN", help="As we knew it then: a date, a time, or an event number like #41."
    )(function)
    return click.option("--as-of", metavar="DATE", help="As it stood on a day; today unless given.")(function)


def write_rows(
    session: Session,
    rows: "Sequence[Row]",
    *,
    columns: "Sequence[Column]",
    key: str,
    form: str,
    output: Path | None,
    title: str,
    empty: str,
    keys: Sequence[str],
    lang: str = "en",
    page: "Page | None" = None,
) -> None:
    """Write rows in a format, to stdout or into a file. `key` names the id of a row."""
    from tracker.pages import render
    from tracker.words.language import phrase
    from tracker.words.text import escape

    output = None if output == Path("-") else output
    page = page or (render.Page(width(), colours()) if output is None else render.Page())
    if form == "json":
        text = render.to_json(list(rows))
    elif form == "ndjson":
        text = "\n".join(render.to_ndjson(rows))
    elif form == "ids":
        text = "\n".join(escape(str(row[key])) for row in rows)
    elif form == "csv":
        text = render.to_csv(rows, keys)
    elif form == "markdown":
        text = render.to_markdown(rows, columns)
    elif form == "html":
        text = render.to_html(rows, columns, phrase(lang, title), lang)
    elif rows:
        text = render.to_table(rows, columns, page)
        if hidden := render.hidden(rows, columns, page):
            columns_of = "column does" if len(hidden) == 1 else "columns do"
            session.say(f"{len(hidden)} more {columns_of} not fit here; -f csv or -f json has them all.")
    else:
        session.say(empty)
        text = ""
    write_text(text, output, session)


def write_thing(
    session: Session, thing: Any, *, key: str, form: str, output: Path | None, text: Callable[[str], str]
) -> None:
    """Write one thing in a format; `text` gives it as a table or as Markdown, whichever it is told."""
    from html import escape

    from tracker.pages import render

    if form == "json":
        written = render.to_json(thing)
    elif form == "ndjson":
        written = "\n".join(render.to_ndjson([thing]))
    elif form == "csv":
        written = render.to_csv([thing], list(thing))
    elif form == "ids":
        written = str(thing[key])
    elif form == "html":
        written = f'<!doctype html>\n<meta charset="utf-8">\n<pre>{escape(text("table"))}</pre>'
    else:
        written = text(form)
    write_text(written, output, session)


def write_text(text: str, output: Path | None, session: Session) -> None:
    """Write a text to stdout, a long one through a terminal's pager; or into a file, whole or not at all."""
    if output is not None and output != Path("-"):
        write_file(output, f"{text}\n" if text else "")
        session.say(f"Wrote {output}")
    elif text:
        if colours() and text.count("\n") > _lines():
            page_text(text)
        else:
            click.echo(text, color=colours())


def write_lines(session: Session, lines: Iterable[str], output: Path | None) -> None:
    """Write lines as they come: to stdout, or into a file that appears once it is whole."""
    if output is None or output == Path("-"):
        for line in lines:
            click.echo(line)
        return
    write_file(output, (f"{line}\n" for line in lines))
    session.say(f"Wrote {output}")


def write_file(path: Path, text: str | Iterable[str]) -> None:
    """Replace a file by a text; a failure leaves what was there."""
    from tracker.errors import InputError

    parts = [text] if isinstance(text, str) else text
    in_place = path.exists() and not path.is_file()  # a device or a pipe is written, not replaced
    aside = path if in_place else path.with_name(f".{path.name}.part")
    try:
        with aside.open("w", encoding="utf-8") as file:
            file.writelines(parts)
        if not in_place:
            aside.replace(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}", "Give another file with -o.") from error
    finally:  # what comes may be refused while it is written
        if not in_place and path.parent.is_dir():
            aside.unlink(missing_ok=True)


def page_text(text: str) -> None:
    """Show a long text through the pager, which leaves at once what fits the screen."""
    import os

    os.environ.setdefault("LESS", "-FRX")
    click.echo_via_pager(f"{text}\n")


def _lines() -> int:
    import shutil

    return shutil.get_terminal_size((80, MOST_LINES)).lines


def read_input(name: str, most: int = -1) -> tuple[bytes, str]:
    """Read a file, or stdin where it is `-`; give its bytes, at most so many, and what to call it."""
    from tracker.errors import InputError

    if name == "-":
        return sys.stdin.buffer.read(most), "stdin"
    try:
        with Path(name).open("rb") as file:
            return file.read(most), name
    except OSError as error:
        raise InputError(f"cannot read {name}: {error.strerror}", "Name a file that you can read.") from error
    except ValueError as error:
        raise InputError(
            f"cannot read {name!r}: it is no file name", "Name a file that you can read."
        ) from error
