"""What answers at an address may be no server of ours: it gets no password in clear, and is named."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from urllib.parse import quote

import psycopg
import pytest
from desks import Desk
from servers import PASSWORD

from tracker.log.postgres.connections import settings

IN_CLEAR = b"R\x00\x00\x00\x08\x00\x00\x00\x03"
NO_OPTIONS = "SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter: options\0\0"
NEEDS_REQUIRE_AUTH = pytest.mark.skipif(
    psycopg.pq.version() < 160_000, reason="this libpq cannot be told which passwords to give"
)


class Impostor:
    """Answers every connection with the same bytes and keeps what it is sent."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.heard = b""
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                with client:
                    client.settimeout(2)
                    self._talk(client)

    def _talk(self, client: socket.socket) -> None:
        while asked := client.recv(4096):
            if len(asked) == 8:  # for TLS or GSS
                client.sendall(b"N")
                continue
            client.sendall(self._answer)
            with contextlib.suppress(TimeoutError):
                while PASSWORD.encode() not in self.heard and (more := client.recv(4096)):
                    self.heard += more
            return


@pytest.fixture
def impostor() -> Iterator[Callable[[bytes], Impostor]]:
    """Give a maker of impostors."""
    made: list[Impostor] = []

    def make(answer: bytes) -> Impostor:
        made.append(Impostor(answer))
        return made[-1]

    yield make
    for each in made:
        each.close()


def address(impostor: Impostor, options: str = "") -> str:
    return f"postgresql://desk:{quote(PASSWORD, safe='')}@127.0.0.1:{impostor.port}/tracker{options}"


@NEEDS_REQUIRE_AUTH
@pytest.mark.parametrize("command", [("status",), ("init",), ("verify",)])
def test_who_asks_for_the_password_in_clear_does_not_get_it(
    impostor: Callable[[bytes], Impostor], desk_at: Callable[[str], Desk], command: tuple[str, ...]
) -> None:
    server = impostor(IN_CLEAR)
    ran = desk_at(address(server))(*command)
    assert (ran.exit_code, ran.stdout) == (2, "")
    error, hint = ran.stderr.splitlines()
    assert error.endswith("asks for the password in clear; it was not sent.")
    assert "require_auth=password" in hint
    assert PASSWORD.encode() not in server.heard


@NEEDS_REQUIRE_AUTH
@pytest.mark.parametrize("options", ["?require_auth=password", "?require_auth=password,scram-sha-256"])
def test_the_password_is_given_in_clear_where_the_address_says_so(
    impostor: Callable[[bytes], Impostor], desk_at: Callable[[str], Desk], options: str
) -> None:
    server = impostor(IN_CLEAR)
    assert desk_at(address(server, options))("status").exit_code == 2
    server.close()
    assert PASSWORD.encode() in server.heard


def test_a_libpq_that_knows_no_require_auth_is_not_given_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psycopg.pq, "version", lambda: 150_000)
    assert "require_auth" not in settings({}, "commitments")


def test_a_pooler_in_transaction_mode_is_told_as_such(
    impostor: Callable[[bytes], Impostor], desk_at: Callable[[str], Desk]
) -> None:
    said = NO_OPTIONS.encode()
    server = impostor(b"E" + (len(said) + 4).to_bytes(4, "big") + said)
    ran = desk_at(address(server))("status")
    assert (ran.exit_code, ran.stdout) == (2, "")
    error, hint = ran.stderr.splitlines()
    assert error.endswith("is a pooler that takes no options; poolers in transaction mode are not supported.")
    assert hint.startswith("Hint: Name the server itself")
