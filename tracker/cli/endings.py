"""How a file is written where nobody said it: as the ending of its name asks."""

from collections.abc import Collection
from pathlib import Path

import click
from click.core import ParameterSource

from events.sentences import either, sentence
from tracker.cli.output import named
from tracker.errors import InputError

FORMATS = {
    ".csv": "csv",
    ".json": "json",
    ".ndjson": "ndjson",
    ".md": "markdown",
    ".html": "html",
    ".yaml": "yaml",
    ".xlsx": "xlsx",
    ".ics": "ics",
    ".atom": "atom",
    ".jsonl": "ndjson",
    ".markdown": "markdown",
    ".htm": "html",
    ".yml": "yaml",
    **dict.fromkeys((".doc", ".docx", ".ods", ".odt", ".pdf", ".rtf", ".xls"), ""),
}
"""Ending → the format it asks for, empty for what nothing of ours writes; other endings ask for none."""
_WHO_WRITES = {
    "xlsx": "tracker export status",
    "ics": "tracker export deadlines",
    "atom": "tracker export changes",
}


def was_said(name: str = "form") -> bool:
    """Say whether an option was given on the command line."""
    return click.get_current_context().get_parameter_source(name) is not ParameterSource.DEFAULT


def form_for(output: Path | None, usual: str, possible: Collection[str]) -> str:
    """Give the format that the ending of an output asks for, the usual one where it asks for none.

    InputError where it asks for what is not possible: the file would be taken for what it is not. Lines
    of JSON are called JSON too.
    """
    file = named(output)
    ending = file.suffix.lower() if file else ""
    form = FORMATS.get(ending)
    if form == "json" and form not in possible and "ndjson" in possible:
        form = "ndjson"
    if form is None or form in possible:
        return form or usual
    raise InputError(
        sentence("no {ending} is written here", ending=ending),
        sentence("{command} -o {file} does.", command=_WHO_WRITES[form], file=str(file))
        if form in _WHO_WRITES
        else sentence("Name a file that ends in {endings}.", endings=either(_endings(possible))),
        str(output),
    )


def _endings(possible: Collection[str]) -> list[str]:
    """Give an ending for each format, the usual one."""
    found: dict[str, str] = {}
    for ending, form in FORMATS.items():
        if form in possible:
            found.setdefault(form, ending)
    return [*found.values()]
