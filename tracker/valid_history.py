"""The facts of a history, one after the other, each valid."""

from collections.abc import Iterator

from pydantic import ValidationError

from events.facts import FACTS, Fact
from tracker.errors import RefusedError
from tracker.history import history_lines
from tracker.refusals import refuse

Unknown = list[tuple[int, str]]
"""Numbers of lines and the types they have, which nobody here knows."""


def valid_facts(data: bytes, source: str, unknown: Unknown | None = None) -> Iterator[tuple[int, Fact]]:
    """Read and validate facts with their lines' numbers, keeping none; refuse the first that is no fact.

    A fact of an unknown type is refused too, unless `unknown` takes it.
    """
    for number, stored_type, stored in history_lines(data, source):
        where = f"{source}:{number}"
        if stored is not None:
            kind = FACTS[stored_type]
            try:
                yield number, kind.model_validate({**stored.fields, "stamp": stored.stamp})
            except ValidationError as error:
                raise refuse(error, kind, where) from error
        elif unknown is not None:
            unknown.append((number, stored_type))
        else:
            raise RefusedError(
                f"the type {stored_type} is not known",
                "Use the tracker that wrote it; replay shows what can be read.",
                where,
            )
