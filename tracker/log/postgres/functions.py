"""The functions that `tracker init` writes into a database: what keeps a log safe from any client.

Whoever may record calls one function, which has its owner's rights. What it and the triggers refuse,
they refuse whatever a role, a database or a client sets. An event is refused for its form in
`refuse_malformed`, for who signed it there too, for its place among the others in `refuse_disorder`.
Their texts are of log version 2: what is written once on a server is never changed there.
"""

from typing import NamedTuple

from tracker.log.postgres.names import EVENTS, SCHEMA, TAGS

OTHER_HAND = "CT001"
MALFORMED = "CT002"
ISOLATION = "CT003"
DISORDER = "CT004"
"""What the server says refuses an event: SQLSTATEs of our own."""

MOST_BYTES = 1_048_576
MOST_LEVELS = 50
LOCK_SECONDS = 60
KNOWS_UNIQUE_KEYS = 160_000


class Function(NamedTuple):
    """A function in PL/pgSQL: its name, arguments, result and text."""

    name: str
    arguments: str
    returns: str
    text: str
    has_owners_rights: bool = False


REFUSE_CHANGE = Function(
    "refuse_change",
    "",
    "trigger",
    """
BEGIN
    RAISE EXCEPTION 'the log is append-only: % of % is refused', lower(TG_OP), TG_TABLE_NAME;
END
""",
)

WAIT_FOR_TURN = Function(
    "wait_for_turn",
    "",
    "trigger",
    f"""
BEGIN
    -- Anything else looks with the eyes of before the lock: what others recorded meanwhile is not seen.
    -- Serializable too, where the others are not.
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'recording needs the isolation level read committed, not %',
            current_setting('transaction_isolation') USING ERRCODE = '{ISOLATION}';
    END IF;
    LOCK TABLE {SCHEMA}.{EVENTS} IN EXCLUSIVE MODE;
    RETURN NULL;
END
""",
)

_HAS_A_KEY_TWICE = "written IS NOT JSON WITH UNIQUE KEYS"
_HAS_A_KEY_TWICE_BEFORE_16 = """(SELECT count(*) FROM json_object_keys(written::json))
            <> (SELECT count(*) FROM jsonb_object_keys(said))
        OR (SELECT count(*) FROM json_object_keys(written::json -> 'stamp'))
            <> (SELECT count(*) FROM jsonb_object_keys(stamp))"""
"""On the outside and in the stamp; what else is there twice, readers leave out."""


_MALFORMED_TEXT = f"""
DECLARE
    written text;
    said jsonb;
    stamp jsonb;
    moment timestamptz;
    wrong text;
BEGIN
    IF NOT EXISTS (SELECT FROM {SCHEMA}.kinds WHERE kinds.type = NEW.type) THEN
        RAISE EXCEPTION 'there is no kind of event %', to_json(left(NEW.type, 80))
            USING ERRCODE = '{MALFORMED}';
    END IF;
    IF octet_length(NEW.data) > {MOST_BYTES} THEN
        RAISE EXCEPTION 'an event is larger than {MOST_BYTES} bytes' USING ERRCODE = '{MALFORMED}';
    END IF;
    BEGIN
        written := convert_from(NEW.data, 'UTF8');
        said := written::jsonb;
        moment := said #>> '{{stamp,recorded_at}}';
    EXCEPTION
        WHEN invalid_datetime_format OR datetime_field_overflow THEN
            moment := NULL;
        WHEN data_exception OR statement_too_complex OR program_limit_exceeded THEN
            RAISE EXCEPTION 'an event is no JSON in UTF-8: %', SQLERRM USING ERRCODE = '{MALFORMED}';
    END;
    stamp := said -> 'stamp';
    IF jsonb_typeof(said) IS DISTINCT FROM 'object' OR jsonb_typeof(stamp) IS DISTINCT FROM 'object'
        OR (jsonb_typeof(stamp -> 'id'), jsonb_typeof(stamp -> 'batch'),
            jsonb_typeof(stamp -> 'recorded_at'), jsonb_typeof(stamp -> 'recorded_by'))
            IS DISTINCT FROM ('string', 'string', 'string', 'string')
    THEN
        RAISE EXCEPTION 'an event has no stamp' USING ERRCODE = '{MALFORMED}';
    END IF;
    IF stamp ->> 'id' !~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$' THEN
        RAISE EXCEPTION 'an event has an id that is no UUID: %', to_json(left(stamp ->> 'id', 80))
            USING ERRCODE = '{MALFORMED}';
    END IF;
    IF HAS_A_KEY_TWICE THEN
        wrong := 'it has a key twice';
    ELSIF jsonb_path_exists(said, '$.**{{{MOST_LEVELS + 1}}}') THEN
        wrong := 'it is nested more than {MOST_LEVELS} deep';
    ELSIF array_ndims(NEW.tags) IS DISTINCT FROM 1 OR '' = ANY (NEW.tags)
        OR array_position(NEW.tags, NULL) IS NOT NULL
        OR NOT NEW.tags @> ARRAY['event:' || (stamp ->> 'id'), 'batch:' || (stamp ->> 'batch'),
            'by:' || (stamp ->> 'recorded_by')]
    THEN
        wrong := 'its tags are not those of its stamp';
    ELSIF NEW.type <> 'event.retracted'
        AND cardinality(string_to_array(E'\\n' || array_to_string(NEW.tags, E'\\n'), E'\\nevent:')) > 2
    THEN
        wrong := 'its tags name another event';
    ELSIF to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        IS DISTINCT FROM stamp ->> 'recorded_at'
    THEN
        wrong := 'it was recorded at no moment there is: ' || to_json(left(stamp ->> 'recorded_at', 40));
    ELSIF moment > clock_timestamp() + interval '1 day' THEN
        wrong := 'it was recorded more than a day from now, at ' || (stamp ->> 'recorded_at');
    END IF;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'the event % cannot be recorded: %', stamp ->> 'id', wrong
            USING ERRCODE = '{MALFORMED}';
    END IF;
    IF stamp ->> 'recorded_by' <> session_user THEN
        IF NOT EXISTS (
            -- Not pg_has_role: it says of a superuser that they have every role.
            WITH RECURSIVE held AS (
                SELECT oid FROM pg_roles WHERE rolname = session_user
                UNION SELECT roleid FROM pg_auth_members JOIN held ON member = held.oid
            )
            SELECT FROM held JOIN pg_roles USING (oid)
            JOIN {SCHEMA}.meta ON rolname = meta.roles || '_archivist'
        ) THEN
            RAISE EXCEPTION 'an event signed by % cannot be recorded by %',
                stamp ->> 'recorded_by', session_user USING ERRCODE = '{OTHER_HAND}';
        END IF;
    END IF;
    RETURN NEW;
END
"""


def _refuse_malformed(has_a_key_twice: str) -> Function:
    text = _MALFORMED_TEXT.replace("HAS_A_KEY_TWICE", has_a_key_twice)
    return Function("refuse_malformed", "", "trigger", text)


REFUSE_MALFORMED = _refuse_malformed(_HAS_A_KEY_TWICE)
REFUSE_MALFORMED_BEFORE_16 = _refuse_malformed(_HAS_A_KEY_TWICE_BEFORE_16)
"""What a server before PostgreSQL 16 is given, and keeps when it is upgraded."""

REFUSE_DISORDER = Function(
    "refuse_disorder",
    "",
    "trigger",
    f"""
DECLARE
    first bigint;
    last bigint;
    many bigint;
    twice bigint;
    retracts boolean;
    wrong bigint;
BEGIN
    SELECT min(id), max(id), count(*), bool_or(type = 'event.retracted'), min(id) FILTER (WHERE id > (
        SELECT min(main_id) FROM {SCHEMA}.{TAGS}
        WHERE tag = 'event:' || (convert_from(data, 'UTF8')::jsonb #>> '{{stamp,id}}')
    ))
    INTO first, last, many, retracts, twice FROM recorded;
    IF many = 0 THEN
        RETURN NULL;
    END IF;
    IF first < 1 OR last - first + 1 <> many OR last <> (SELECT last_value FROM {SCHEMA}.{EVENTS}_id_seq)
        OR last < (SELECT max(id) FROM {SCHEMA}.{EVENTS})
    THEN
        RAISE EXCEPTION 'the positions % to % do not follow the last one', first, last
            USING ERRCODE = '{DISORDER}';
    END IF;
    IF twice IS NOT NULL THEN
        RAISE EXCEPTION 'an event of the id of #% is recorded already', twice USING ERRCODE = '{DISORDER}';
    END IF;
    IF NOT retracts THEN
        RETURN NULL;
    END IF;
    SELECT each.id INTO wrong
    FROM (
        SELECT id, tags, convert_from(data, 'UTF8')::jsonb ->> 'event' AS target
        FROM recorded WHERE type = 'event.retracted'
    ) AS each
    LEFT JOIN LATERAL (
        -- The first to carry the tag of an event is the event: those that retract it come after it.
        SELECT retracted.tags
        FROM {SCHEMA}.{TAGS} AS named JOIN {SCHEMA}.{EVENTS} AS retracted ON retracted.id = named.main_id
        WHERE named.tag = 'event:' || each.target AND named.main_id < each.id
        ORDER BY named.main_id LIMIT 1
    ) AS found ON true
    WHERE found.tags IS NULL OR NOT found.tags <@ each.tags
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the retraction #% is of no event before it, or has not all its tags', wrong
            USING ERRCODE = '{DISORDER}';
    END IF;
    RETURN NULL;
END
""",
)

APPEND = Function(
    "dcb_conditional_append_tt",
    f"query_items {SCHEMA}.dcb_query_item_tt[], after_id bigint, new_events {SCHEMA}.dcb_event_tt[]",
    "SETOF bigint",
    f"""
BEGIN
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1 ms' AND '{LOCK_SECONDS} s' THEN
        SET LOCAL lock_timeout = '{LOCK_SECONDS}s';
    END IF;
    LOCK TABLE {SCHEMA}.{EVENTS} IN EXCLUSIVE MODE;
    -- An item at a time, each by the index, however many items and events there are.
    IF EXISTS (
        SELECT FROM unnest(query_items) AS item
        WHERE (
            SELECT true
            FROM {SCHEMA}.{TAGS} AS named JOIN {SCHEMA}.{EVENTS} AS event ON event.id = named.main_id
            WHERE named.tag = item.tags[1] AND named.main_id > coalesce(after_id, 0)
                AND event.tags @> item.tags
                AND (coalesce(cardinality(item.types), 0) = 0 OR event.type = ANY (item.types))
            LIMIT 1
        )
    ) THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH recorded AS (
        INSERT INTO {SCHEMA}.{EVENTS} (type, data, tags)
        SELECT type, data, tags FROM unnest(new_events) WITH ORDINALITY ORDER BY ordinality
        RETURNING id, tags
    ), named AS (
        INSERT INTO {SCHEMA}.{TAGS} (tag, main_id)
        SELECT tag, id FROM recorded, unnest(tags) AS tag
    )
    SELECT max(id) FROM recorded;
    NOTIFY {EVENTS};
END
""",
    has_owners_rights=True,
)

UNCONDITIONAL_APPEND = Function(
    "dcb_unconditional_append_tt",
    f"new_events {SCHEMA}.dcb_event_tt[]",
    "SETOF bigint",
    f"""
BEGIN
    RETURN QUERY SELECT {SCHEMA}.dcb_conditional_append_tt('{{}}', 0, new_events);
END
""",
)

FUNCTIONS = (
    REFUSE_CHANGE,
    WAIT_FOR_TURN,
    REFUSE_MALFORMED,
    REFUSE_DISORDER,
    APPEND,
    UNCONDITIONAL_APPEND,
)


def functions_for(server_version: int) -> tuple[Function, ...]:
    """Give the functions as a server of a version takes them (160004 is 16.4)."""
    if server_version >= KNOWS_UNIQUE_KEYS:
        return FUNCTIONS
    return tuple(REFUSE_MALFORMED_BEFORE_16 if each is REFUSE_MALFORMED else each for each in FUNCTIONS)
