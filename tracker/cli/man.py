"""The manual page, made from the help of every verb, in the macros of man(7)."""

import textwrap
from collections.abc import Iterable, Iterator

import click

from tracker import __version__
from tracker.cli.command import VerbCommand, Verbs
from tracker.cli.verbs import SECTIONS, VERBS

ENVIRONMENT = (
    ("TRACKER_STORE", "The store, where --store names none."),
    ("TRACKER_USER", "Who signs what is recorded; else the login."),
    ("XDG_DATA_HOME", "Holds the usual store, commitments-tracker/."),
    ("XDG_CONFIG_HOME", "Holds commitments-tracker/config.toml: store, lang, by and columns."),
    ("NO_COLOR", "No colours, if it is set."),
    ("COLUMNS", "The width that is written for."),
    ("TRACKER_DEBUG", "1 shows where an error came from that nobody expected."),
)
EXIT_STATUS = (
    ("0", "Done; also an empty table, and nothing new."),
    ("1", "Refused, not found, ambiguous; or found, where a verb looks for what is wrong."),
    ("2", "The command line is wrong, a file cannot be read, the store cannot be used."),
)
OF_EVERY_VERB = frozenset({"store", "quiet"})


def manual(group: Verbs) -> str:
    """Write the manual page of all verbs; the same for the same help."""
    context = click.Context(group, info_name="tracker", **group.context_settings)
    lines = [
        f'.TH TRACKER 1 "" "commitments-tracker {__version__}" "User Commands"',
        ".SH NAME",
        _text(f"tracker - {group.help}".rstrip(".")),
        ".SH SYNOPSIS",
        ".B tracker",
        _text("[--store PATH|URL] VERB [OPTIONS]"),
        ".SH DESCRIPTION",
        *_paragraphs(group.epilog or ""),
        ".SH OPTIONS",
        "Before a verb or after it:",
        *_options(group, context, leaving_out=frozenset({"version"})),
        ".TP",
        ".B \\-h, \\-\\-help",
        "Say what a verb does.",
    ]
    for section in SECTIONS:
        lines.append(f'.SH "{section.upper()}"')
        for name, verb in VERBS.items():
            if verb.section == section:
                lines += _verb(group, name, context)
    lines += [".SH ENVIRONMENT", *_list(ENVIRONMENT), '.SH "EXIT STATUS"', *_list(EXIT_STATUS)]
    return "\n".join(lines) + "\n"


def _verb(group: Verbs, name: str, parent: click.Context) -> Iterator[str]:
    command = group.get_command(parent, name)
    assert isinstance(command, VerbCommand)  # noqa: S101 (every row of verbs.py has its command)
    context = click.Context(command, parent=parent, info_name=name)
    yield f'.SS "{_text(" ".join(["tracker", name, *command.collect_usage_pieces(context)]), quoted=True)}"'
    yield from _paragraphs(command.help or "")
    yield from _options(command, context, leaving_out=OF_EVERY_VERB)
    yield from (".PP", "Example:", ".PP", ".nf", ".RS")
    yield from (_text(line) for line in command.example.splitlines())
    yield from (".RE", ".fi")


def _options(command: click.Command, context: click.Context, *, leaving_out: frozenset[str]) -> Iterator[str]:
    params = [each for each in command.params if each.name not in leaving_out]
    return _list(record for each in params if (record := each.get_help_record(context)) and record[1])


def _list(items: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, meaning in items:
        yield from (".TP", f".B {_text(term)}", _text(meaning))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in textwrap.dedent(text).split("\n\n"):
        yield from (".PP", _text(" ".join(paragraph.replace("\b", "").split())))


def _text(text: str, *, quoted: bool = False) -> str:
    r"""Escape a line for roff (groff_man(7)): backslashes, typed hyphens, a control character first."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("…", r"\[u2026]")
    if quoted:
        escaped = escaped.replace('"', r"\(dq")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped
