"""What a server, or the way to it, says against what was asked, as sentences without the password."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError

from tracker.errors import StoreError, UnreachableError
from tracker.log.postgres.connections import may_pass
from tracker.log.postgres.functions import DISORDER, ISOLATION, MALFORMED, OTHER_HAND
from tracker.log.postgres.names import Roles, grant, shown

NO_ANSWER = (psycopg.OperationalError, psycopg.InterfaceError, OperationalError, InterfaceError)


class LockedError(StoreError):
    """Somebody holds a lock for longer than one try waits for it."""


class OvertakenError(StoreError):
    """Somebody recorded at the same time, so that the server took back what was asked."""


@dataclass(frozen=True)
class Asked:
    """What a sentence names: the store, its roles, the login that asks."""

    store: str
    roles: Roles
    login: str


def explained(error: Exception, asked: Asked) -> StoreError:
    """Say in a sentence what went wrong."""
    text = first_line(error)
    # Of several hosts, what any of them said; but nothing that a refused statement quotes.
    lower = (str(error) if isinstance(error, NO_ANSWER) else text).lower()
    if found := _BY_STATE.get(state(error) or ""):
        return found(asked, text)
    if "does not exist" in lower and "database" in lower:
        return _no_database(asked, text)
    if may_pass(str(error)):
        return _unreachable(asked, text)
    for sign, sentence in _BY_TEXT.items():
        if sign in lower:
            return sentence(asked, text)
    if isinstance(error, NO_ANSWER) or "connection" in lower:
        return _unreachable(asked, text)
    return StoreError(f"the store {asked.store} refused: {text}")


def state(error: BaseException | None) -> str | None:
    """Give the SQLSTATE of what the server said, also where the library's error stands before psycopg's."""
    while error is not None:
        if isinstance(error, psycopg.Error):
            return error.sqlstate
        error = error.__cause__
    return None


def first_line(error: Exception) -> str:
    """Give the first line of an error, its name where it says nothing."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


def _denied(asked: Asked, text: str) -> StoreError:
    return StoreError(
        f"the store {asked.store} does not let you: {text}",
        f"Ask for a role: {grant(asked.roles.writer, asked.login)} (to record),"
        f" or {shown(asked.roles.reader)} (to read).",
    )


def _read_only(asked: Asked, _: str) -> StoreError:
    return StoreError(
        f"the store {asked.store} is read-only, perhaps a standby",
        "Name all hosts, with target_session_attrs=read-write.",
    )


def _other_hand(asked: Asked, text: str) -> StoreError:
    return StoreError(
        f"the store {asked.store} refused: {text}",
        "What others signed is copied or imported by an archivist:"
        f" {grant(asked.roles.archivist, asked.login)}.",
    )


def _ended(asked: Asked, text: str) -> StoreError:
    return StoreError(
        f"the server ended what the store {asked.store} was asked: {text}",
        "If that is statement_timeout, leave it out of the address, or give it more time.",
    )


def _locked(asked: Asked, _: str) -> StoreError:
    return LockedError(f"the store {asked.store} is locked")


def _overtaken(asked: Asked, _: str) -> StoreError:
    return OvertakenError(f"others record in the store {asked.store}")


def _disorder(asked: Asked, text: str) -> StoreError:
    return StoreError(f"the store {asked.store} refused: {text}", "Verify the store it comes from.")


def _isolation(asked: Asked, text: str) -> StoreError:
    return StoreError(f"the store {asked.store} refused: {text}", "Set that level in the session.")


def _malformed(asked: Asked, text: str) -> StoreError:
    hint = "If this tracker is newer than the log, let its owner run tracker init." if "kind" in text else ""
    return StoreError(f"the store {asked.store} refused: {text}", hint)


def _password(asked: Asked, _: str) -> StoreError:
    return StoreError(
        f"the store {asked.store} refuses the password", "Give it in the URL, PGPASSWORD or ~/.pgpass."
    )


def _password_in_clear(asked: Asked, _: str) -> StoreError:
    return StoreError(
        f"the server of {asked.store} asks for the password in clear; it was not sent",
        "Let the server use scram-sha-256; over TLS, require_auth=password in the address allows it.",
    )


def _pooler(asked: Asked, _: str) -> StoreError:
    return StoreError(
        f"what answers for {asked.store} is a pooler that takes no options;"
        " poolers in transaction mode are not supported",
        "Name the server itself, or a pooler in session mode that lets options pass.",
    )


def _no_database(asked: Asked, text: str) -> StoreError:
    return StoreError(f"the store {asked.store} is no database: {text}", "Create it with createdb.")


def _unreachable(asked: Asked, text: str) -> UnreachableError:
    return UnreachableError(
        f"the store {asked.store} does not answer: {text}", "Look at the address and the server."
    )


_BY_STATE: dict[str, Callable[[Asked, str], StoreError]] = {
    "42501": _denied,
    "25006": _read_only,
    "57014": _ended,
    "55P03": _locked,
    "40001": _overtaken,
    "40P01": _overtaken,
    OTHER_HAND: _other_hand,
    MALFORMED: _malformed,
    DISORDER: _disorder,
    ISOLATION: _isolation,
}
"""By what the server says in any language."""

_BY_TEXT: dict[str, Callable[[Asked, str], StoreError]] = {
    "password authentication failed": _password,
    "no password supplied": _password,
    "cleartext password": _password_in_clear,
    "startup parameter": _pooler,
    "read-only": _read_only,
    "recovery is in progress": _read_only,
    "during recovery": _read_only,
    "permission denied": _denied,
    "an event signed by": _other_hand,
}
"""By what is said before anybody is let in, and by logs of version 1."""
