"""The creation of a log in a database: all of it in one transaction, or nothing."""

from tracker.errors import StoreError
from tracker.log.postgres.connections import Connection, one
from tracker.log.postgres.names import LOG_VERSION, SCHEMA, STEM_OF_VERSION_1, Meta, roles_of, shown, stem_of
from tracker.log.postgres.schema import creating, new_kinds, statements

_ELSEWHERE = """
SELECT rolname || ' is of the database ' || datname
FROM pg_database, aclexplode(datacl) JOIN pg_roles ON pg_roles.oid = grantee
WHERE rolname = ANY (%s) AND datname <> current_database() LIMIT 1
"""
_SOMETHING_ELSE = """
SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(%s) ORDER BY relname LIMIT 1
"""


def read_meta(connection: Connection, store: str) -> Meta | None:
    """Read what a log says of itself, None where there is no log; refuse what is not ours."""
    if one(connection, "SELECT to_regclass(%s)", f"{SCHEMA}.meta") is None:
        return None
    said = one(connection, f"SELECT to_jsonb(meta) FROM {SCHEMA}.meta LIMIT 1") or {}
    if "log_version" not in said:
        raise StoreError(
            f"the store {store} has a schema {SCHEMA} that is of something else", "Name another database."
        )
    return Meta(said["log_version"], said.get("store_id"), said.get("roles", STEM_OF_VERSION_1))


def create(connection: Connection, store: str) -> None:
    """Create the schema, its tables, functions, triggers and roles, and give the roles what they may do."""
    database = str(one(connection, "SELECT current_database()"))
    roles = roles_of(stem_of(database))
    _refuse_what_would_not_do(connection, store, list(roles))
    with connection.transaction():
        connection.execute(creating(roles))
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        connection.execute(f"ALTER SCHEMA {SCHEMA} OWNER TO CURRENT_USER")
        connection.execute(statements(roles, stem_of(database), database, connection.info.server_version))
        if one(connection, "SELECT has_database_privilege('public', current_database(), 'CONNECT')"):
            raise StoreError(
                f"the store {store} would be open to every login of the server: only the owner of the"
                " database says who may connect",
                f"Let the owner of {shown(database)} run tracker init.",
            )


def learn_new_kinds(connection: Connection, meta: Meta) -> None:
    """Let a log take the kinds of facts that came after it was created, where the login may."""
    if meta.version == LOG_VERSION and one(
        connection, f"SELECT has_table_privilege('{SCHEMA}.kinds', 'INSERT')"
    ):
        connection.execute(new_kinds())


def _refuse_what_would_not_do(connection: Connection, store: str, roles: list[str]) -> None:
    if (encoding := one(connection, "SHOW server_encoding")) != "UTF8":
        raise StoreError(
            f"the database of {store} keeps texts as {encoding}; a log needs UTF8",
            "Create another: createdb --encoding=UTF8 --template=template0 NAME",
        )
    if (there := one(connection, _SOMETHING_ELSE, SCHEMA)) is not None:
        raise StoreError(
            f"the store {store} has a schema {SCHEMA} that is of something else: {there}",
            f"Name another database; or, if nobody needs it, DROP SCHEMA {SCHEMA} CASCADE.",
        )
    if (elsewhere := one(connection, _ELSEWHERE, roles)) is not None:
        raise StoreError(
            f"the store {store} needs roles of its own, but {elsewhere}",
            "Give this database another name: ALTER DATABASE … RENAME TO ….",
        )
