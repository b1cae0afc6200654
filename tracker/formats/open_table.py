"""Opens a table by its format, CSV, XLSX, ODS, JSON, JSON Lines or YAML; nothing is guessed in silence."""

from pathlib import Path

from events.sentences import sentence
from tracker.errors import InputError
from tracker.formats.grid import open_grid
from tracker.formats.inputs import must_be_regular
from tracker.formats.row_lists import open_list
from tracker.formats.table import ENDINGS, FORMATS, Dialect, Table


def open_table(path: Path, dialect: Dialect) -> Table:
    """Open a table and read its headers; InputError for what is none, RefusedError for what it holds."""
    if not path.is_dir():
        must_be_regular(path)
    if not path.is_file():
        why = sentence("it is a folder") if path.is_dir() else sentence("there is no such file")
        reason = sentence("cannot read {path}: {reason}", path=path, reason=why)
        raise InputError(reason, "Name a file that you can read.")
    form = _format(path, dialect)
    try:
        if form in {"json", "jsonl", "yaml"}:
            return open_list(path, form, dialect)
        return open_grid(path, form, dialect)
    except OSError as error:
        raise InputError(
            sentence("cannot read {path}: {reason}", path=path, reason=error.strerror),
            "Name a file that you can read.",
        ) from error


def _format(path: Path, dialect: Dialect) -> str:
    by_name = ENDINGS.get(path.suffix.lower())
    if dialect.format in {"xlsx", "ods"} and by_name == "csv":
        return "csv"  # rows that were refused come back as CSV
    form = dialect.format or by_name
    if form is None:
        raise InputError(
            sentence("nothing tells what {name} is", name=path.name),
            sentence(
                "Write source: {{format: csv}} into the mapping, or one of {names}.",
                names=", ".join(FORMATS[1:]),
            ),
        )
    return form
