"""What `tracker init` creates in a PostgreSQL database beside the library's own tables and functions."""

SCHEMA = "commitments"
EVENTS = "log_tt_main"
TAGS = "log_tt_tag"
LOG_VERSION = 1
ROLES = ("tracker_reader", "tracker_writer", "tracker_archivist")


_ROLES = """
DO $$ BEGIN
    {creations}
    IF NOT pg_has_role('tracker_writer', 'tracker_reader', 'MEMBER') THEN
        GRANT tracker_reader TO tracker_writer;
    END IF;
    IF NOT pg_has_role('tracker_archivist', 'tracker_writer', 'MEMBER') THEN
        GRANT tracker_writer TO tracker_archivist;
    END IF;
END $$;
"""


_CREATE_ROLE = """
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        CREATE ROLE {role} NOLOGIN;
    END IF;
"""


GUARDS = f"""
CREATE TABLE {SCHEMA}.meta (one boolean PRIMARY KEY DEFAULT true CHECK (one), log_version int NOT NULL);
INSERT INTO {SCHEMA}.meta (log_version) VALUES ({LOG_VERSION});

CREATE FUNCTION {SCHEMA}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is append-only: % of % is refused', lower(TG_OP), TG_TABLE_NAME;
END $$;
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {SCHEMA}.{EVENTS}
    FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {SCHEMA}.{TAGS}
    FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change();

CREATE FUNCTION {SCHEMA}.refuse_other_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    signed text := convert_from(NEW.data, 'UTF8')::jsonb #>> '{{stamp,recorded_by}}';
BEGIN
    IF signed IS DISTINCT FROM session_user AND NOT EXISTS (
        -- Not pg_has_role: it says of a superuser that they have every role.
        WITH RECURSIVE held AS (
            SELECT quote_ident(session_user)::regrole::oid AS role
            UNION SELECT roleid FROM pg_auth_members JOIN held ON member = role
        )
        SELECT FROM held WHERE role = 'tracker_archivist'::regrole
    ) THEN
        RAISE EXCEPTION 'an event signed by % cannot be recorded by %', signed, session_user;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER own_hand BEFORE INSERT ON {SCHEMA}.{EVENTS}
    FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.refuse_other_hand();

REVOKE ALL ON ALL TABLES IN SCHEMA {SCHEMA} FROM PUBLIC;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC;
GRANT USAGE ON SCHEMA {SCHEMA} TO tracker_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO tracker_reader;
ALTER FUNCTION {SCHEMA}.dcb_conditional_append_tt SECURITY DEFINER SET search_path = {SCHEMA}, pg_temp;
GRANT EXECUTE ON FUNCTION {SCHEMA}.dcb_conditional_append_tt TO tracker_writer;
"""


def roles() -> str:
    """Give the statement that creates the roles that are not there, and lets each include the lesser."""
    return _ROLES.format(creations="".join(_CREATE_ROLE.format(role=role) for role in ROLES))
