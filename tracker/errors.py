"""The one hierarchy of errors; the kind decides the exit code, the hint stands apart (CONTRACT §4)."""


class TrackerError(Exception):
    """Something a user can be told in one sentence, with a hint where there is one."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "", where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where
        self.others: list[TrackerError] = []
        """What else is wrong with the same input, in the order of its places."""


class RefusedError(TrackerError):
    """A rule forbids what was asked; nothing was written."""


class NotFoundError(TrackerError):
    """Nothing answers to the reference."""


class AmbiguousError(TrackerError):
    """A reference answers to several things."""


class InputError(TrackerError):
    """A file, a value or an option is not of the form it must have."""

    exit_code = 2


class StoreError(TrackerError):
    """A store is missing, foreign, damaged, locked or full."""

    exit_code = 2


class DamagedViewError(StoreError):
    """A view cannot be read; it was put aside, so the next look rebuilds it."""


class UnreachableError(StoreError):
    """A store does not answer now; the same call may go through later."""


class FoundError(TrackerError):
    """A check found something, and has said so: an exit code without a sentence."""

    def __init__(self) -> None:
        super().__init__("")


def together(errors: list[TrackerError]) -> TrackerError:
    """Make one error of several, in the order of their places: who mends a file mends it at once."""
    first, *others = sorted(errors, key=_place)
    first.others = others
    return first


def _place(error: TrackerError) -> tuple[str, int]:
    """Read the file and the line of a place, written as `FILE:LINE: …`."""
    source, _, rest = error.where.partition(":")
    line = rest.partition(":")[0]
    return source, int(line) if line.isdigit() else 0
