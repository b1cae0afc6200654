"""The libraries that are installed only with an extra, and what is said where one is missing."""

from collections.abc import Iterator
from contextlib import contextmanager

from events.sentences import sentence
from tracker.errors import InputError

EXTRA_OF = {
    "psycopg": "postgres",
    "psycopg_pool": "postgres",
    "jinja2": "publish",
    "markupsafe": "publish",
    "datasette": "browse",
    "uvicorn": "browse",
    "python_calamine": "sheets",
    "xlsxwriter": "sheets",
    "lxml": "memo",
    "pypdf": "memo",
    "selectolax": "memo",
}
"""The module of a library → the extra that brings it."""


def require(module: str) -> None:
    """Refuse a verb whose library was not installed, before it asks or reads anything."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise _without(module)


@contextmanager
def naming_extras() -> Iterator[None]:
    """Say which extra brings a library that a verb turns out to lack, whichever verb that is."""
    try:
        yield
    except ModuleNotFoundError as error:
        module = (error.name or "").partition(".")[0]
        if module not in EXTRA_OF:
            raise
        raise _without(module) from error


def _without(module: str) -> InputError:
    return InputError(
        sentence("{module} is not installed", module=module),
        sentence("Install it: pip install 'commitments-tracker[{extra}]'", extra=EXTRA_OF[module]),
    )
