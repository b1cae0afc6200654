"""The guards of a log on a server, compared with what `tracker init` writes there.

A query lists what a server has, a row each: what it is, its name, and what is to be known of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from psycopg.rows import tuple_row

from tracker.log.postgres.connections import Connection
from tracker.log.postgres.functions import (
    APPEND,
    FUNCTIONS,
    REFUSE_MALFORMED,
    REFUSE_MALFORMED_BEFORE_16,
    Function,
)
from tracker.log.postgres.names import EVENTS, SCHEMA, TAGS, Meta, roles_of
from tracker.log.postgres.schema import (
    CONSTRAINTS,
    INDEXES,
    OWN_SETTINGS,
    READABLE,
    REFERENCES,
    SEQUENCES,
    SETTINGS,
    TABLES,
    TRIGGERS,
    TYPES,
    known_types,
)


class Guard(NamedTuple):
    """Something that a server has: what it is, its name, what is to be known of it."""

    what: str
    name: str
    said: str


THAT_KEEP_THE_LOG = ("function", "trigger", "rule", "policy")
"""Without these as they are nothing is recorded; the rest is for verify to find."""

_WITH = f"""
WITH ours AS (
    SELECT oid, nspowner, nspacl FROM pg_namespace WHERE nspname = '{SCHEMA}'
), meta AS (
    SELECT %s AS stem
), relation AS (
    SELECT c.* FROM pg_class AS c JOIN ours ON c.relnamespace = ours.oid
), granted AS (
    SELECT 'schema {SCHEMA}' AS name, nspowner AS owner, coalesce(nspacl, acldefault('n', nspowner)) AS acl
    FROM ours
    UNION ALL
    SELECT 'table ' || relname, relowner, coalesce(relacl, acldefault('r', relowner))
    FROM relation WHERE relkind IN ('r', 'v', 'm', 'p', 'f')
    UNION ALL
    SELECT 'sequence ' || relname, relowner, coalesce(relacl, acldefault('s', relowner))
    FROM relation WHERE relkind = 'S'
    UNION ALL
    SELECT 'column ' || relname || '.' || attname, relowner, attacl
    FROM relation JOIN pg_attribute ON attrelid = relation.oid WHERE attacl IS NOT NULL
    UNION ALL
    SELECT 'function ' || proname, proowner, coalesce(proacl, acldefault('f', proowner))
    FROM pg_proc JOIN ours ON pronamespace = ours.oid
)
"""
_FOUND = {
    "relation": """
SELECT 'relation', relname::text, concat_ws(', ',
    CASE relkind WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' WHEN 'c' THEN 'type' ELSE relkind::text END,
    CASE WHEN relowner <> nspowner THEN 'owned by ' || pg_get_userbyid(relowner) END,
    CASE WHEN relpersistence <> 'p' THEN 'not kept' END,
    CASE WHEN relrowsecurity THEN 'row security' END,
    CASE WHEN EXISTS (SELECT FROM pg_inherits WHERE relation.oid IN (inhrelid, inhparent))
        THEN 'inheritance' END,
    array_to_string(reloptions, ', '))
FROM relation, ours WHERE relkind NOT IN ('i', 'I', 't')
""",
    "column": """
SELECT 'column', relname || '.' || attname, concat_ws(' ',
    format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NOT NULL' END,
    'DEFAULT ' || pg_get_expr(adbin, adrelid))
FROM relation JOIN pg_attribute ON attrelid = relation.oid
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE relkind IN ('r', 'c') AND attnum > 0 AND NOT attisdropped
""",
    "sequence": """
SELECT 'sequence', relname::text, format_type(seqtypid, NULL) || ' from ' || seqstart
    || ' by ' || seqincrement || ', cache ' || seqcache || CASE WHEN seqcycle THEN ', cycles' ELSE '' END
    || coalesce(', of ' || refobjid::regclass || '.' || attname, '')
FROM relation JOIN pg_sequence ON seqrelid = relation.oid
LEFT JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = seqrelid AND deptype = 'a'
LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
""",
    "constraint": """
SELECT 'constraint', relname || '.' || conname, pg_get_constraintdef(pg_constraint.oid)
    || CASE WHEN convalidated THEN '' ELSE ', not validated' END
FROM relation JOIN pg_constraint ON conrelid = relation.oid WHERE contype NOT IN ('n', 't')
""",
    "index": """
SELECT 'index', index.relname::text, pg_get_indexdef(indexrelid)
    || CASE WHEN indisvalid THEN '' ELSE ', not valid' END
FROM relation JOIN pg_index ON indrelid = relation.oid JOIN pg_class AS index ON index.oid = indexrelid
WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
""",
    "trigger": """
SELECT 'trigger', relname || '.' || tgname, pg_get_triggerdef(pg_trigger.oid)
    || CASE tgenabled WHEN 'A' THEN ', always' WHEN 'D' THEN ', never' ELSE ', sometimes' END
FROM relation JOIN pg_trigger ON tgrelid = relation.oid WHERE NOT tgisinternal
UNION ALL
SELECT 'trigger', relname || '.' || conname, 'does not check a reference'
FROM relation JOIN pg_trigger ON tgrelid = relation.oid JOIN pg_constraint ON pg_constraint.oid = tgconstraint
WHERE tgisinternal AND tgenabled = 'D'
""",
    "rule": """
SELECT 'rule', relname || '.' || rulename, '' FROM relation JOIN pg_rewrite ON ev_class = relation.oid
""",
    "policy": """
SELECT 'policy', relname || '.' || polname, '' FROM relation JOIN pg_policy ON polrelid = relation.oid
""",
    "type": """
SELECT 'type', typname::text, '' FROM pg_type JOIN ours ON typnamespace = ours.oid
WHERE typtype <> 'c' AND typcategory <> 'A'
""",
    "function": """
SELECT 'function', proname || '(' || pg_get_function_arguments(pg_proc.oid) || ')', concat_ws(', ',
    lanname, 'returns ' || pg_get_function_result(pg_proc.oid), 'volatility ' || provolatile::text,
    CASE WHEN proowner <> nspowner THEN 'owned by ' || pg_get_userbyid(proowner) END,
    CASE WHEN prosecdef THEN 'with owner''s rights' END, array_to_string(proconfig, ', '), prosrc)
FROM pg_proc JOIN ours ON pronamespace = ours.oid JOIN pg_language ON pg_language.oid = prolang
""",
    "grant": """
SELECT 'grant', name, string_agg(coalesce(rolname, 'PUBLIC') || ' ' || privilege_type
    || CASE WHEN is_grantable THEN ' with grant option' ELSE '' END, ', ' ORDER BY rolname, privilege_type)
FROM granted, aclexplode(acl) LEFT JOIN pg_roles ON pg_roles.oid = grantee
WHERE grantee <> owner GROUP BY name
""",
    "default grant": """
SELECT 'default grant', coalesce(nspname, 'everywhere') || ' of ' || defaclobjtype::text, ''
FROM pg_default_acl JOIN ours ON defaclnamespace = ours.oid JOIN pg_namespace ON pg_namespace.oid = ours.oid
""",
    "right to connect": """
SELECT 'right to connect', coalesce(rolname, 'of everybody'), ''
FROM pg_database, meta, aclexplode(coalesce(datacl, acldefault('d', datdba)))
LEFT JOIN pg_roles ON pg_roles.oid = grantee
WHERE datname = current_database() AND privilege_type = 'CONNECT'
    AND (grantee = 0 OR rolname = stem || '_reader')
""",
    "role": """
SELECT 'role', member.rolname::text, 'is ' || string_agg(own.rolname, ', ' ORDER BY own.rolname)
FROM meta, pg_auth_members AS m JOIN pg_roles AS own ON own.oid = m.roleid
JOIN pg_roles AS member ON member.oid = m.member
WHERE member.rolname IN (stem || '_reader', stem || '_writer', stem || '_archivist') GROUP BY member.rolname
UNION ALL
SELECT 'role', rolname::text, 'may ' || concat_ws(', ', CASE WHEN rolsuper THEN 'do anything' END,
    CASE WHEN rolcreaterole THEN 'create roles' END, CASE WHEN rolcreatedb THEN 'create databases' END,
    CASE WHEN rolreplication THEN 'replicate' END, CASE WHEN rolbypassrls THEN 'pass by row security' END)
FROM meta, pg_roles WHERE rolname IN (stem || '_reader', stem || '_writer', stem || '_archivist')
    AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)
UNION ALL
SELECT 'role', pg_get_userbyid(nspowner), 'owns the log' FROM ours, meta
WHERE pg_get_userbyid(nspowner) IN (stem || '_reader', stem || '_writer', stem || '_archivist')
""",
    "kind": f"SELECT 'kind', type, '' FROM {SCHEMA}.kinds",
}
"""What lists each kind of guard. Planning all of them takes the server longer than recording an event."""


def found_in(connection: Connection, meta: Meta, whats: Collection[str] = ()) -> set[Guard]:
    """List what a server has: of some kinds of guard, or all; of a log of version 1 the triggers."""
    whats = ("trigger",) if meta.version == 1 else whats or _FOUND
    statement = _WITH + "\nUNION ALL\n".join(_FOUND[each] for each in whats)
    cursor = connection.cursor(row_factory=tuple_row)
    return {Guard(*row) for row in cursor.execute(statement, (meta.stem,)).fetchall()}


def first_difference(found: set[Guard], meta: Meta, whats: Collection[str] = ()) -> str | None:
    """Say what is missing, changed or foreign first: of some kinds of guard, or of all.

    Of a log of version 1 only the triggers are known. A log need not take the kinds of events that
    came after it.
    """
    should = expected(meta.stem)
    if meta.version == 1:
        should, whats = set(_OF_VERSION_1), ["trigger"]
    there = {_OLDER.get(each, each) for each in found if not whats or each.what in whats}
    should = {each for each in should if not whats or each.what in whats}
    foreign = sorted(there - should)
    if _OPEN_TO_ALL in foreign:
        return _FOREIGN[_OPEN_TO_ALL.what](_OPEN_TO_ALL)
    for each in sorted(each for each in should - there if each.what != "kind"):
        changed = any(each[:2] == other[:2] for other in foreign)
        return f"the {each.what} {each.name} is {'not as init makes it' if changed else 'missing'}"
    return _FOREIGN.get(foreign[0].what, _foreign)(foreign[0]) if foreign else None


def expected(stem: str) -> set[Guard]:
    """List what a log has as init made it, for roles whose names begin so."""
    kinds = {Guard("kind", stored_type, "") for stored_type in known_types()}
    return {*_relations(), *_functions(), *_triggers(), *_rights(stem), *kinds}


def _foreign(guard: Guard) -> str:
    return f"there is a {guard.what} {guard.name} that init does not make"


_FOREIGN: dict[str, Callable[[Guard], str]] = {
    "grant": lambda guard: f"the {guard.name} is granted to {guard.said}, which init does not do",
    "right to connect": lambda _: (
        "everybody may connect to the database, not its roles alone (REVOKE CONNECT … FROM PUBLIC)"
    ),
    "kind": lambda guard: f"the log takes the kind of event {guard.name}, which this tracker does not know",
    "role": lambda guard: f"the role {guard.name} {guard.said}, which init does not do",
}


def _relations() -> Iterator[Guard]:
    for name, columns in TYPES.items():
        yield Guard("relation", name, "type")
        yield from _columns(name, columns)
    for name, columns in TABLES.items():
        yield Guard("relation", name, ", ".join(("table", *SETTINGS.get(name, ()))))
        yield from _columns(name, columns)
    for name, said in SEQUENCES.items():
        yield Guard("relation", name, "sequence")
        yield Guard("sequence", name, said)
    for (table, name), said in (CONSTRAINTS | REFERENCES).items():
        yield Guard("constraint", f"{table}.{name}", said)
    for name, said in INDEXES.items():
        yield Guard("index", name, said)


def _columns(relation: str, columns: Iterable[str]) -> Iterator[Guard]:
    for column in columns:
        name, _, said = column.partition(" ")
        yield Guard("column", f"{relation}.{name}", said)


def _functions() -> Iterator[Guard]:
    yield from map(_function, FUNCTIONS)


def _function(function: Function) -> Guard:
    settings = ", ".join(f"{name}={value}" for name, value in OWN_SETTINGS.items())
    rights = f"with owner's rights, {settings}, " if function.has_owners_rights else ""
    arguments = function.arguments.replace(f"{SCHEMA}.", "")  # as a server says them in this search path
    said = f"plpgsql, returns {function.returns}, volatility v, {rights}{function.text}"
    return Guard("function", f"{function.name}({arguments})", said)


def _triggers() -> Iterator[Guard]:
    for (table, name), said in TRIGGERS.items():
        yield Guard("trigger", f"{table}.{name}", f"CREATE TRIGGER {name} {said}, always")


def _rights(stem: str) -> Iterator[Guard]:
    roles = roles_of(stem)
    yield Guard("grant", f"schema {SCHEMA}", f"{roles.reader} USAGE")
    for name in READABLE:
        yield Guard("grant", f"table {name}", f"{roles.reader} SELECT")
    yield Guard("grant", f"function {APPEND.name}", f"{roles.writer} EXECUTE")
    yield Guard("right to connect", roles.reader, "")
    yield Guard("role", roles.writer, f"is {roles.reader}")
    yield Guard("role", roles.archivist, f"is {roles.writer}")


_CHANGES_OF_VERSION_1 = "CREATE TRIGGER no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON"
_OF_VERSION_1 = (
    *(
        Guard(
            "trigger",
            f"{table}.no_change",
            f"{_CHANGES_OF_VERSION_1} {SCHEMA}.{table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change(), sometimes",
        )
        for table in (EVENTS, TAGS)
    ),
    Guard(
        "trigger",
        f"{EVENTS}.own_hand",
        f"CREATE TRIGGER own_hand BEFORE INSERT ON {SCHEMA}.{EVENTS}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_other_hand(), sometimes",
    ),
)

_OPEN_TO_ALL = Guard("right to connect", "of everybody", "")
_OLDER = {_function(REFUSE_MALFORMED_BEFORE_16): _function(REFUSE_MALFORMED)}
"""What is as good as what init writes now."""
