"""The values facts are made of: ids, names, texts by language, dates, statuses, shares.

What is written anew is brought to one form (`events.texts`) and held to the rules of this version.
What was stored before is read with the context STORED: as it lies there, for it may be older than
a rule, and only `verify` and the digest say whether it was changed.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema

from events import parties, statuses, texts
from events.dates import PATTERN as DATE_PATTERN
from events.dates import DateError, check_date
from events.sentences import Sentence, joined, sentence

ID_PATTERN = r"^[a-z0-9][a-z0-9.-]{0,79}$"
INSTITUTION_PATTERN = r"^[A-Za-z0-9.-]{1,80}$"
PARTY_PATTERN = r"^[A-Z][A-Z0-9-]{1,19}$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}$"
DIGEST_PATTERN = r"^sha256:[0-9a-f]{64}$"
EVENT_DIGEST_PATTERN = r"^[0-9a-f]{32}$"
EVENT_ID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
RECORDED_AT_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$"

LINE_LENGTH = 500
ADDRESS_LENGTH = 2000
PROSE_LENGTH = 100_000
MOST_OBLIGORS = 1_000
MOST_CLAIMANTS = 100
MOST_OTHERS = 50

STORED = {"stored": True}
"""The context in which a fact is validated that was recorded before."""

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,12})?) ?%?")


class ValueRefusedError(ValueError):
    """A value that cannot be recorded; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def _is_stored(info: ValidationInfo) -> bool:
    return info.context is STORED


def _matching(pattern: str, what: str, hint: str) -> AfterValidator:
    compiled = re.compile(pattern.removesuffix("$") + r"\Z")

    def check(text: str) -> str:
        if compiled.match(text) is None:
            # For translators: {what} is a party, an id, a digest, a language, an institution's id
            wrong = sentence("{text!r} is not {what}", text=text, what=sentence(what))
            raise ValueRefusedError(wrong, hint)
        return text

    return AfterValidator(check)


def _printable(length: int) -> AfterValidator:
    def check(text: str, info: ValidationInfo) -> str:
        if found := texts.unprintable(text):
            raise ValueRefusedError(
                sentence(
                    "{text!r} has a character that cannot be printed: U+{code:04X}",
                    text=text,
                    code=ord(found),
                ),
                "Take it out: names and ids are plain text on one line.",
            )
        if not _is_stored(info):
            text = texts.one_line(text)
            if found := texts.formatting(text):
                raise ValueRefusedError(
                    sentence(
                        "{text!r} has a character that is not seen: U+{code:04X}", text=text, code=ord(found)
                    ),
                    "Take it out: it would make another name look like this one.",
                )
        if not text or text.isspace():
            raise ValueRefusedError("it is empty", "Leave it out, or say what it is.")
        if len(text) > length:
            raise ValueRefusedError(
                sentence("it has {count} characters; a line may have {most}", count=len(text), most=length),
                "Shorten it; longer texts belong in text, summary or note.",
            )
        return text

    return AfterValidator(check)


def _prose(text: str, info: ValidationInfo) -> str:
    if _UNKEEPABLE.search(text):
        raise ValueRefusedError(
            "it has a character that no file can keep (U+0000 or half of a pair)", "Take it out."
        )
    if not _is_stored(info):
        text = texts.lines(text)
        if found := texts.formatting(text):
            raise ValueRefusedError(
                sentence("it has a character that is not seen: U+{code:04X}", code=ord(found)),
                "Take it out: it would make another text look like this one.",
            )
    if not text.strip():
        raise ValueRefusedError("it is empty", "Leave it out, or write the text.")
    if len(text) > PROSE_LENGTH:
        raise ValueRefusedError(
            sentence("it has {count} characters; a text may have {most}", count=len(text), most=PROSE_LENGTH),
            "Shorten it, and add the long version as evidence.",
        )
    return text


def _told(check: Callable[[str], parties.Refusal | None]) -> AfterValidator:
    """Refuse a newly written name for which a rule of parties gives a reason."""

    def told(text: str, info: ValidationInfo) -> str:
        if not _is_stored(info) and (refusal := check(text)):
            raise ValueRefusedError(*refusal)
        return text

    return AfterValidator(told)


def _moment(text: str, info: ValidationInfo) -> str:
    if not _is_stored(info):
        try:
            datetime.fromisoformat(text)
        except ValueError as error:
            raise ValueRefusedError(
                sentence("{text!r} is no moment", text=text),
                "Times are written like 2024-06-01T12:30:00.000000Z.",
            ) from error
    return text


def _date(text: str) -> str:
    try:
        check_date(text)
    except DateError as error:
        raise ValueRefusedError(error.message, error.hint) from error
    return text


def _status(word: str) -> str:
    status = statuses.in_english(word)
    if status in statuses.NOT_CLAIMABLE:
        raise ValueRefusedError(
            sentence(
                "{status!r} cannot be claimed: {why}",
                status=word,
                why=sentence(statuses.NOT_CLAIMABLE[status]),
            ),
            sentence("Claim one of {statuses}.", statuses=_claimable()),
        )
    if status not in statuses.CLAIMABLE:
        from difflib import get_close_matches  # noqa: PLC0415 (only a refusal needs it)

        near = get_close_matches(word, statuses.CLAIMS, n=1)
        meant = [sentence("Did you mean {near}?", near=near[0])] if near else []
        raise ValueRefusedError(
            sentence("{word!r} is not a status", word=word),
            joined(" ", (*meant, sentence("Use one of {statuses}.", statuses=_claimable()))),
        )
    return status


def _claimable() -> Sentence:
    """List what a claim may say in the words of whoever reads it."""
    return joined(", ", map(sentence, statuses.CLAIMABLE))


def _percent(value: Any) -> int | float:
    number = -1.0
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number:
        number = float(value)
    elif isinstance(value, str) and (written := _PERCENT.fullmatch(value)):
        number = float(written[1])
    if not 0 <= number <= 100:  # noqa: PLR2004 (percent)
        raise ValueRefusedError(
            sentence("{value!r} is not a percentage", value=value),
            "Write a number from 0 to 100, without a sign.",
        )
    return int(number) if number.is_integer() else number


_SPLIT = "Split it into several, or name those who speak for the others."


def _at_most(number: int, what: str, hint: str = _SPLIT) -> AfterValidator:
    """Refuse more names than any reader could bear: what is joint grows with their square."""

    def check(values: Any, info: ValidationInfo) -> Any:
        if len(values) > number and not _is_stored(info):
            raise ValueRefusedError(
                sentence(
                    "it has {count} {what}; there may be {most}",
                    count=len(values),
                    what=sentence(what),
                    most=number,
                ),
                hint,
            )
        return values

    return AfterValidator(check)


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(values)) != len(values):
        twice = next(value for value in values if values.count(value) > 1)
        raise ValueRefusedError(sentence("{twice!r} is there twice", twice=twice), "Name each one once.")
    return values


def one_or_many(value: Any) -> Any:
    """Let a single text or group stand for a list of one."""
    return (value,) if isinstance(value, (str, dict)) else value


def _in_english(value: Any) -> Any:
    return {"en": value} if isinstance(value, str) else value


def _not_empty(values: dict[str, str]) -> dict[str, str]:
    if not values:
        raise ValueRefusedError("it has no language", "Write a text, or {en: …, es: …}.")
    return values


def _not_empty_map(values: dict[str, str]) -> dict[str, str]:
    if not values:
        raise ValueRefusedError("it is empty", "Leave it out, or write {key: text}.")
    return values


def _shape(**schema: Any) -> Any:
    return WithJsonSchema({"type": "string", **schema})


Line = Annotated[str, _printable(LINE_LENGTH), _shape(minLength=1, maxLength=LINE_LENGTH)]
"""A name, a role, a reference: one printable line."""
Address = Annotated[str, _printable(ADDRESS_LENGTH), _shape(minLength=1, maxLength=ADDRESS_LENGTH)]
"""A URL, or whatever else says where something is."""
Prose = Annotated[str, AfterValidator(_prose), _shape(minLength=1, maxLength=PROSE_LENGTH)]
"""A text of any number of lines; control characters are kept and shown escaped."""
Id = Annotated[
    str,
    _matching(
        ID_PATTERN,
        "an id",
        "Ids are up to 80 lower-case letters, digits, dots and hyphens, like otay-mesa-east.",
    ),
    _shape(pattern=ID_PATTERN),
]
InstitutionId = Annotated[
    str,
    _matching(
        INSTITUTION_PATTERN,
        "an institution's id",
        "Institutions are written in letters, digits, dots and hyphens, like INM or US-CA.",
    ),
    _shape(pattern=INSTITUTION_PATTERN),
]
Party = Annotated[
    str,
    _told(parties.party),
    _matching(
        PARTY_PATTERN,
        "a party",
        parties.WRITE_A_PARTY,
    ),
    _shape(pattern=PARTY_PATTERN),
]
Claimant = Annotated[Line, _told(parties.claimant)]
"""Whoever speaks: a party, an institution, the press; one of them, and a party by its code."""
Obligor = Annotated[Line, _told(parties.obligor)]
"""Who has to do it: a party or an institution."""
Digest = Annotated[
    str,
    _matching(DIGEST_PATTERN, "a digest", "A digest is sha256: and 64 hexadecimal digits in lower case."),
    _shape(pattern=DIGEST_PATTERN),
]
EventDigest = Annotated[str, Field(pattern=EVENT_DIGEST_PATTERN)]
EventId = Annotated[str, Field(pattern=EVENT_ID_PATTERN)]
RecordedAt = Annotated[str, Field(pattern=RECORDED_AT_PATTERN), AfterValidator(_moment)]
"""UTC with microseconds. It stays a text: a `datetime` would make reading a log four times slower."""
DateText = Annotated[str, AfterValidator(_date), _shape(pattern=DATE_PATTERN)]
"""A written date (`events.dates`), kept as its text."""
Status = Annotated[str, AfterValidator(_status), _shape(enum=list(statuses.CLAIMABLE))]
Percent = Annotated[
    int | float,
    BeforeValidator(_percent, json_schema_input_type=int | float | str),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100}),
]
Language = Annotated[
    str,
    _matching(LANGUAGE_PATTERN, "a language", "Languages are codes like en or es."),
    _shape(pattern=LANGUAGE_PATTERN),
]
Texts = Annotated[
    dict[Language, Prose],
    BeforeValidator(_in_english, json_schema_input_type=str | dict[str, str]),
    AfterValidator(_not_empty),
]
"""A text by language; a bare text is English."""
Titles = Annotated[
    dict[Language, Line],
    BeforeValidator(_in_english, json_schema_input_type=str | dict[str, str]),
    AfterValidator(_not_empty),
]
"""A title or a name by language; a bare one is English."""
Lines = Annotated[
    tuple[Line, ...],
    BeforeValidator(one_or_many, json_schema_input_type=str | list[str]),
    AfterValidator(_distinct),
]
"""Names in their order, each once; a bare one is a list of one."""
SomeLines = Annotated[Lines, Field(min_length=1)]
Claimants = Annotated[
    tuple[Claimant, ...],
    BeforeValidator(one_or_many, json_schema_input_type=str | list[str]),
    AfterValidator(_distinct),
    _at_most(MOST_CLAIMANTS, "claimants"),
]
SomeClaimants = Annotated[Claimants, Field(min_length=1)]
Obligors = Annotated[
    tuple[Obligor, ...],
    BeforeValidator(one_or_many, json_schema_input_type=str | list[str]),
    AfterValidator(_distinct),
    Field(min_length=1),
    _at_most(MOST_OBLIGORS, "obligors"),
]
Parties = Annotated[
    tuple[Party, ...],
    BeforeValidator(one_or_many, json_schema_input_type=str | list[str]),
    AfterValidator(_distinct),
    Field(min_length=1),
]
Other = Annotated[
    dict[Line, Prose],
    AfterValidator(_not_empty_map),
    _at_most(MOST_OTHERS, "other keys", "Keep those that matter, and name the source as evidence."),
]
"""What came along with a fact: a flat map of texts, shown and exported, never interpreted."""
Capacity = Literal["participant", "host", "observer"]
