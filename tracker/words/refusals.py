"""Turns what pydantic found in a fact into one sentence with the place and a hint."""

from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from events.sentences import either, sentence
from events.values import ValueRefusedError
from tracker.errors import RefusedError

Path = tuple[str | int, ...]
SHOWN = 80


class Refusal(NamedTuple):
    """What is wrong in a fact: where in it, what, and what to write instead."""

    path: Path
    message: str
    hint: str


def refusals(error: ValidationError, model: type[BaseModel], *, given: bool = False) -> list[Refusal]:
    """List all that is wrong, or that is wrong with what was given.

    An unknown key explains a missing one next to it, so it is said first.
    """
    found = sorted(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    if given:
        found = [each for each in found if each["type"] != "missing"]
    return [
        Refusal(tuple(step for step in each["loc"] if step != "[key]"), *_sentence(each, model))
        for each in found
    ]


def first_refusal(error: ValidationError, model: type[BaseModel], *, given: bool = False) -> Refusal:
    """Give the first thing wrong, or the first of what was given; the message counts the others."""
    first, *others = refusals(error, model, given=given)
    if not others:
        return first
    more = sentence("{message} (and {count} more)", message=sentence(first.message), count=len(others))
    return first._replace(message=more)


def refuse(error: ValidationError, model: type[BaseModel], where: str = "") -> RefusedError:
    """Make the refusal of a fact; `where` says what it came from."""
    path, message, hint = first_refusal(error, model)
    names = [f"[{step + 1}]" if isinstance(step, int) else str(step) for step in path]
    place = ": ".join(part for part in (where, ".".join(names).replace(".[", "[")) if part)
    return RefusedError(message, hint, place)


def _sentence(error: Any, model: type[BaseModel]) -> tuple[str, str]:
    kind, context = error["type"], error.get("ctx") or {}
    refusal = context.get("error")
    if isinstance(refusal, ValueRefusedError):
        return refusal.message, refusal.hint
    if kind == "missing":
        return sentence("it is required, and missing"), sentence("Write it, or take the entry out.")
    if kind == "extra_forbidden":
        return sentence("{key!r} is not a key here", key=error["loc"][-1]), _known_keys(error["loc"], model)
    shown = _shown(error["input"])
    if kind == "literal_error":
        wrong = sentence("{value} is not possible here", value=shown)
        return wrong, sentence("Write {expected}.", expected=_words(context["expected"]))
    if kind.startswith("bool"):
        return sentence("{value} is neither true nor false", value=shown), sentence("Write true or false.")
    if kind in {"tuple_type", "list_type"}:
        return sentence("{value} is not a list", value=shown), sentence("Write a list: [one, another].")
    if kind in {"dict_type", "model_type", "model_attributes_type"}:
        return sentence("{value} is not a group of keys", value=shown), sentence("Write {key: value, …}.")
    if kind == "string_type" and isinstance(error["input"], (list, tuple)):
        wrong = sentence(
            "it is a list where one text belongs: {value}", value=", ".join(map(str, error["input"]))
        )
        return wrong, sentence(
            "Write one text, or an entry for each; in a mapping, each: COLUMN makes them, of {item}."
        )
    if kind == "string_type":
        return sentence("{value} is not a text", value=shown), sentence("Write a text.")
    if kind == "too_short":
        return sentence("it is an empty list"), sentence("Name at least one.")
    if kind == "string_too_long":
        return sentence("it has more than {most} characters", most=context["max_length"]), sentence(
            "Shorten it."
        )
    return sentence("{value} cannot be used: {why}", value=shown, why=error["msg"].lower()), ""


def _words(expected: str) -> str:
    """Give the words that pydantic expects, as `'one', 'two' or 'three'`."""
    *some, last = expected.replace(" or ", ", ").split(", ")
    return either((*some, last))


def _known_keys(path: Path, model: type[BaseModel]) -> str:
    keys = [name for name in model.model_fields if name not in {"stamp", "tags"}]
    near = get_close_matches(str(path[-1]), keys, n=1)
    if near and len(path) == 1:
        return sentence("Did you mean {near}?", near=near[0])
    if len(path) > 1:
        return sentence("Take it out.")
    return sentence("The keys are {keys}.", keys=", ".join(keys))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
