"""Where data comes from and goes to: files, stdin and stdout, the pager."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from tracker.cli.session import Session, colours

MOST_LINES = 40


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
