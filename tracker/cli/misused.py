"""What is wrong with a command line, as sentences of ours: click finds it, and says it in English alone."""

import re
from collections.abc import Callable

import click

from events.sentences import Sentence, either, joined, sentence


def misused(error: click.ClickException) -> str:
    """Say in a sentence, which has its translation, what click found."""
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.NoSuchOption):
        return _no_such_option(error)
    if isinstance(error, click.BadParameter):
        name = _name(error)
        said = _wrong_value(error.message)
        kind = error.param.type if error.param else None
        if isinstance(kind, click.Choice) and isinstance(said, Sentence):
            said = _or_near(said, kind)
        return sentence("invalid value for {name}: {said}", name=name, said=said) if name else said
    if isinstance(error, click.UsageError):
        return _otherwise(error.message)
    return error.format_message()


def _missing(error: click.MissingParameter) -> str:
    name = _name(error)
    option = isinstance(error.param, click.Option)
    said = (
        sentence("missing option {name}", name=name)
        if option
        else sentence("missing argument {name}", name=name)
    )
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        choices = ", ".join(map(str, kind.choices))
        return joined(": ", (said, sentence("choose one of {choices}", choices=choices)))
    return said


def _no_such_option(error: click.NoSuchOption) -> str:
    said = sentence("no such option {name!r}.", name=error.option_name)
    near = either(repr(option) for option in error.possibilities or ())
    return joined(" ", (said, sentence("Did you mean {near}?", near=near))) if near else said


def _name(error: click.BadParameter) -> str:
    """Name a parameter as click does, but an argument by its name, not by all that it may be."""
    parameter = error.param
    if parameter is None or error.param_hint is not None:
        return str(error.param_hint or "")
    if isinstance(parameter, click.Argument) and parameter.metavar is None:
        return repr((parameter.name or "").upper())
    return parameter.get_error_hint(error.ctx)


def _or_near(said: Sentence, kind: "click.Choice[str]") -> Sentence:
    """Say which of the choices was likely meant."""
    from tracker.words.near import or_near

    return or_near(said, str(said.values.get("value", "")).strip("'"), [*map(str, kind.choices)])


def _wrong_value(message: str) -> str:
    for pattern, said in () if isinstance(message, Sentence) else _VALUES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return said(found["value"], found["what"])
    return message


_VALUES: tuple[tuple[str, Callable[[str, str], str]], ...] = (
    (
        r"(?P<value>.*) is not one of (?P<what>.*)\.",
        lambda value, what: sentence("{value} is not one of {choices}", value=value, choices=what),
    ),
    (
        r"(?P<value>.*) is not in the range (?P<what>.*)\.",
        lambda value, what: sentence("{value} is not in the range {range}", value=value, range=what),
    ),
    (
        r"'(?P<value>.*)' is not (?P<what>a valid integer)( range)?\.",
        lambda value, _: sentence("{text!r} is not a whole number", text=value),
    ),
    (
        r"(?P<value>.*) is not (?P<what>'.*')\.",
        lambda value, what: sentence("{value} is not {expected}", value=value, expected=what),
    ),
)
"""What click says of a value, and the same as a sentence of ours."""
_USAGES: tuple[tuple[str, Callable[[str], str]], ...] = (
    (
        r"Option '(?P<name>.*)' requires an argument\.",
        lambda name: sentence("option {name!r} requires an argument", name=name),
    ),
    (
        r"Option '(?P<name>.*)' does not take a value\.",
        lambda name: sentence("option {name!r} does not take a value", name=name),
    ),
    (
        r"Got unexpected extra arguments? \((?P<name>.*)\)",
        lambda name: sentence(
            "got unexpected extra argument ({name})",
            "got unexpected extra arguments ({name})",
            count=len(name.split()),
            name=name,
        ),
    ),
)
"""What click says of an option or an argument, and the same as a sentence of ours."""


def _otherwise(message: str) -> str:
    for pattern, said in _USAGES:
        if not isinstance(message, Sentence) and (found := re.fullmatch(pattern, message, re.DOTALL)):
            return said(found["name"])
    return message
