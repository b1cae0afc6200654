"""Where data comes from and goes to: files, stdin and stdout, the pager."""

from collections.abc import Iterable
from pathlib import Path

import click

from events.sentences import sentence
from tracker.cli.session import Session, colours
from tracker.errors import InputError

MOST_LINES = 40
MARK = "\ufeff"
"""Without it, a spreadsheet that a file is opened with takes UTF-8 for what its country used before."""


def write_text(text: str, output: Path | None, session: Session) -> None:
    """Write a text to stdout, a long one through a terminal's pager; or into a file, whole or not at all."""
    if (file := named(output)) is not None:
        _write_file(file, f"{text}\n" if text else "", session)
    elif text:
        if colours() and text.count("\n") > _lines():
            page_text(text)
        else:
            click.echo(text, color=colours())


def write_lines(session: Session, lines: Iterable[str], output: Path | None) -> None:
    """Write lines as they come: to stdout, or into a file that appears once it is whole."""
    if (file := named(output)) is not None:
        _write_file(file, (f"{line}\n" for line in lines), session)
    else:
        for line in lines:
            click.echo(line)


def marked(text: str, form: str, output: Path | None) -> str:
    """Give a text as it is written in a format: in a file NAME.csv it begins with the mark of UTF-8."""
    if form != "csv" or (file := named(output)) is None or file.suffix.lower() != ".csv":
        return text
    from tracker.formats.outputs import is_file

    return f"{MARK}{text}" if is_file(file) else text


def named(output: Path | None) -> Path | None:
    """Give the file that -o names, None for stdout, which `-` names too."""
    return None if str(output) == "-" else output


def must_destroy_nothing(output: Path | None, session: Session, *inputs: str | None) -> None:
    """Refuse an output that belongs to a store, or is what is read, before anything is asked or computed."""
    if (file := named(output)) is not None:
        from tracker.formats import outputs

        outputs.must_destroy_nothing(file, session.tracker.store)
        for name in inputs:
            if name and is_same_file(file, Path(name)):
                raise InputError(
                    sentence("{path} is what is read", path=file),
                    "Give another file with -o; nothing was written.",
                )


def is_same_file(one: Path, other: Path) -> bool:
    """Say whether two paths lead to one file."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one is not there
        return False


def _write_file(file: Path, text: str | Iterable[str], session: Session) -> None:
    from tracker.formats import outputs
    from tracker.words.text import one_line

    outputs.write(file, text, session.tracker.store)
    session.say("Wrote {file}", file=one_line(str(file)))


def page_text(text: str) -> None:
    """Show a long text through the pager, which leaves at once what fits the screen."""
    import os

    from tracker.environment import words_of

    if pager := os.environ.get("PAGER", "").strip():
        words_of(pager, "PAGER")
    os.environ.setdefault("LESS", "-FRX")
    click.echo_via_pager(f"{text}\n")


def _lines() -> int:
    import shutil

    return shutil.get_terminal_size((80, MOST_LINES)).lines


def read_input(name: str, most: int | None = None) -> tuple[bytes, str]:
    """Read a file, or stdin where it is `-`; give its bytes, at most so many, and what to call it.

    Where nothing is said of how many, a large one is refused.
    """
    from tracker.formats import inputs

    if most is None:
        return inputs.read(name)
    with inputs.opened(name) as (stream, source):
        return stream.read(most), source
