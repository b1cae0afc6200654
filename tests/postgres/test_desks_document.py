"""What docs/desks.md says of a server is true: its sessions run on one, and print what it says."""

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

import psycopg
import pytest
from documents import ROOT, Block, Desk, must_be_true
from servers import Database

PLACE = "db.example.org/commitments"
LOGINS = ("lopez", "press_office", "archive")


class Ministry:
    """The database of the document, its owner and its logins, under the names they have here."""

    def __init__(self, database: Database, folder: Path) -> None:
        server = database.server
        self._database = database
        self._desk = Desk(folder)
        self._desk.environment["COLUMNS"] = "400"  # the names here are longer or shorter than those told
        self.owner = server.login()
        server.rows(f"ALTER ROLE {self.owner} CREATEROLE")
        server.rows(f"ALTER DATABASE {database.name} OWNER TO {self.owner}")
        logins = {"owner": self.owner, **{name: server.login() for name in LOGINS}}
        roles = {f"tracker_commitments_{role.rpartition('_')[2]}": role for role in database.roles}
        told = {f"postgresql://{name}@{PLACE}": login for name, login in logins.items()}
        self._shown = [(url, database.store(login).name) for url, login in told.items()]
        self._said = [(url, quote(database.url(login))) for url, login in told.items()]
        self._said += [*roles.items(), *((name, logins[name]) for name in LOGINS)]

    def happens(self, block: Block) -> str:
        """Let a block happen here, and tell it as the document does."""
        text = block.text
        for told, here in self._said:
            text = text.replace(told, here)
        if block.language == "sql":
            with psycopg.connect(self._database.url(self.owner), autocommit=True) as connection:
                connection.execute(text)
            return block.text
        printed = self._desk.happens(block._replace(text=text))
        for told, here in (*self._shown, *self._said):
            printed = printed.replace(here, told)
        return printed


@pytest.fixture
def ministry(empty: Database, tmp_path: Path) -> Iterator[Ministry]:
    ministry = Ministry(empty, tmp_path)
    yield ministry
    empty.rows(f"REASSIGN OWNED BY {ministry.owner} TO CURRENT_USER; DROP OWNED BY {ministry.owner}")


def test_the_sessions_on_a_server_print_what_the_document_says(ministry: Ministry) -> None:
    must_be_true(ROOT / "docs" / "desks.md", ministry.happens, lambda block: block.name == "server")
