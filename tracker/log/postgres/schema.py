"""What `tracker init` creates in a database, a row each: the form of log version 2.

Tables, types and functions have the names and columns that the library's `postgres_tt` recorder
uses. `statements` writes the rows down as SQL, `tracker.log.postgres.guards` compares them with what
a server has.
"""

from collections.abc import Iterable, Iterator

from events.kinds import KINDS
from tracker.log.postgres.functions import APPEND, Function, functions_for
from tracker.log.postgres.names import EVENTS, LOG_VERSION, SCHEMA, TAGS, Roles, quoted

_SELDOM_VACUUMED = (
    "autovacuum_enabled=true",
    "autovacuum_vacuum_threshold=100000000",
    "autovacuum_vacuum_scale_factor=0.5",
    "autovacuum_analyze_threshold=1000",
    "autovacuum_analyze_scale_factor=0.01",
)
"""Rows that never change need no vacuum, but statistics as they come."""

TYPES = {
    "dcb_event_tt": ("type text", "data bytea", "tags text[]"),
    "dcb_query_item_tt": ("types text[]", "tags text[]"),
}
TABLES = {
    "meta": (
        "one boolean NOT NULL DEFAULT true",
        "log_version integer NOT NULL",
        "store_id uuid NOT NULL DEFAULT gen_random_uuid()",
        "roles text NOT NULL",
    ),
    "kinds": ("type text NOT NULL",),
    EVENTS: (
        f"id bigint NOT NULL DEFAULT nextval('{EVENTS}_id_seq'::regclass)",
        "type text NOT NULL",
        "data bytea",
        "tags text[] NOT NULL",
    ),
    TAGS: ("tag text", "main_id bigint"),
}
SETTINGS = {EVENTS: _SELDOM_VACUUMED, TAGS: _SELDOM_VACUUMED}
SEQUENCES = {f"{EVENTS}_id_seq": f"bigint from 1 by 1, cache 1, of {EVENTS}.id"}
CONSTRAINTS = {
    ("meta", "meta_pkey"): "PRIMARY KEY (one)",
    ("meta", "meta_one_check"): "CHECK (one)",
    ("kinds", "kinds_pkey"): "PRIMARY KEY (type)",
}
REFERENCES = {(TAGS, f"{TAGS}_main_id_fkey"): f"FOREIGN KEY (main_id) REFERENCES {EVENTS}(id)"}
INDEXES = {
    f"{EVENTS}_idx_id_type": (
        f"CREATE UNIQUE INDEX {EVENTS}_idx_id_type ON {SCHEMA}.{EVENTS} USING btree (id) INCLUDE (type)"
    ),
    f"{TAGS}_idx_tag_main_id": (
        f"CREATE INDEX {TAGS}_idx_tag_main_id ON {SCHEMA}.{TAGS} USING btree (tag, main_id)"
    ),
}
_CHANGE = "BEFORE DELETE OR UPDATE OR TRUNCATE ON"
TRIGGERS = {
    (EVENTS, "no_change"): f"{_CHANGE} {SCHEMA}.{EVENTS} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    (TAGS, "no_change"): f"{_CHANGE} {SCHEMA}.{TAGS} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    (EVENTS, "in_turn"): (
        f"BEFORE INSERT ON {SCHEMA}.{EVENTS} FOR EACH STATEMENT EXECUTE FUNCTION wait_for_turn()"
    ),
    (EVENTS, "well_formed"): (
        f"BEFORE INSERT ON {SCHEMA}.{EVENTS} FOR EACH ROW EXECUTE FUNCTION refuse_malformed()"
    ),
    (EVENTS, "in_order"): (
        f"AFTER INSERT ON {SCHEMA}.{EVENTS} REFERENCING NEW TABLE AS recorded"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_disorder()"
    ),
}
"""Each fires always, also where `session_replication_role` is `replica`."""
OWN_SETTINGS = {"search_path": f"{SCHEMA}, pg_temp", "plan_cache_mode": "force_generic_plan"}
"""Of the function with its owner's rights: it finds nothing of others, and is not planned anew each time."""
READABLE = ("meta", "kinds", EVENTS, TAGS)


def statements(roles: Roles, stem: str, database: str, server_version: int) -> str:
    """Write the statements that create it all, for a connection whose search path is the schema."""
    return ";\n".join(
        (
            *_tables(),
            *map(_function, functions_for(server_version)),
            *_triggers(),
            *_grants(roles, database),
            *_facts(stem),
        )
    )


def connecting(roles: Roles, database: str) -> tuple[str, str]:
    """Write the statements that let into a database those alone who have a role of its store."""
    return (
        f"REVOKE CONNECT ON DATABASE {quoted(database)} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {quoted(database)} TO {quoted(roles.reader)}",
    )


def known_types() -> tuple[str, ...]:
    """List the stored types of the kinds of facts that this version knows."""
    return tuple(kind.type for kind in KINDS)


def new_kinds() -> str:
    """Write the statement that lets the log take every kind of fact that this version knows."""
    values = ", ".join(f"('{stored_type}')" for stored_type in known_types())
    return f"INSERT INTO {SCHEMA}.kinds VALUES {values} ON CONFLICT DO NOTHING"


def creating(roles: Roles) -> str:
    """Write the statement that creates the roles that are not there, and lets each include the lesser."""
    creations = "".join(
        f"IF to_regrole({_text(quoted(role))}) IS NULL THEN CREATE ROLE {quoted(role)} NOLOGIN; END IF;\n"
        for role in roles
    )
    inclusions = "".join(
        f"IF NOT pg_has_role({_text(greater)}, {_text(lesser)}, 'MEMBER') THEN"
        f" GRANT {quoted(lesser)} TO {quoted(greater)}; END IF;\n"
        for greater, lesser in ((roles.writer, roles.reader), (roles.archivist, roles.writer))
    )
    return f"DO $roles$ BEGIN\n{creations}{inclusions}END $roles$"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _tables() -> Iterator[str]:
    for name, columns in TYPES.items():
        yield f"CREATE TYPE {SCHEMA}.{name} AS ({', '.join(columns)})"
    for name in SEQUENCES:
        yield f"CREATE SEQUENCE {SCHEMA}.{name}"
    for name, columns in TABLES.items():
        settings = f" WITH ({', '.join(SETTINGS[name])})" if name in SETTINGS else ""
        yield f"CREATE TABLE {SCHEMA}.{name} ({', '.join(columns)}){settings}"
    yield f"ALTER SEQUENCE {SCHEMA}.{EVENTS}_id_seq OWNED BY {SCHEMA}.{EVENTS}.id"
    yield from _constraints(CONSTRAINTS.items())
    yield from INDEXES.values()
    yield from _constraints(REFERENCES.items())


def _constraints(rows: Iterable[tuple[tuple[str, str], str]]) -> Iterator[str]:
    for (table, name), text in rows:
        yield f"ALTER TABLE {SCHEMA}.{table} ADD CONSTRAINT {name} {text}"


def _function(function: Function) -> str:
    settings = "".join(f" SET {name} = {value}" for name, value in OWN_SETTINGS.items())
    rights = f" SECURITY DEFINER{settings}" if function.has_owners_rights else ""
    return (
        f"CREATE FUNCTION {SCHEMA}.{function.name}({function.arguments})"
        f" RETURNS {function.returns} LANGUAGE plpgsql{rights} AS $function${function.text}$function$"
    )


def _triggers() -> Iterator[str]:
    for (table, name), text in TRIGGERS.items():
        yield f"CREATE TRIGGER {name} {text}"
        yield f"ALTER TABLE {SCHEMA}.{table} ENABLE ALWAYS TRIGGER {name}"


def _grants(roles: Roles, database: str) -> Iterator[str]:
    yield f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {quoted(roles.reader)}"
    tables = ", ".join(f"{SCHEMA}.{name}" for name in READABLE)
    yield f"GRANT SELECT ON {tables} TO {quoted(roles.reader)}"
    yield f"GRANT EXECUTE ON FUNCTION {SCHEMA}.{APPEND.name} TO {quoted(roles.writer)}"
    yield from connecting(roles, database)


def _facts(stem: str) -> Iterator[str]:
    yield new_kinds()
    yield f"INSERT INTO {SCHEMA}.meta (log_version, roles) VALUES ({LOG_VERSION}, {_text(stem)})"
