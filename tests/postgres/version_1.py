"""A log as version 0.1.0 created it, whose roles were the server's: it is still recorded into."""

from servers import Database

from tracker.log.postgres.recorder import Recorder

STATEMENTS = """
DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['tracker_reader', 'tracker_writer', 'tracker_archivist'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE 'CREATE ROLE ' || role || ' NOLOGIN';
        END IF;
    END LOOP;
END $$;
GRANT tracker_reader TO tracker_writer;
GRANT tracker_writer TO tracker_archivist;

CREATE TABLE commitments.meta (one boolean PRIMARY KEY DEFAULT true CHECK (one), log_version int NOT NULL);
INSERT INTO commitments.meta (log_version) VALUES (1);

CREATE FUNCTION commitments.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is append-only: % of % is refused', lower(TG_OP), TG_TABLE_NAME;
END $$;
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON commitments.log_tt_main
    FOR EACH STATEMENT EXECUTE FUNCTION commitments.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON commitments.log_tt_tag
    FOR EACH STATEMENT EXECUTE FUNCTION commitments.refuse_change();

CREATE FUNCTION commitments.refuse_other_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    signed text := convert_from(NEW.data, 'UTF8')::jsonb #>> '{stamp,recorded_by}';
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
CREATE TRIGGER own_hand BEFORE INSERT ON commitments.log_tt_main
    FOR EACH ROW EXECUTE FUNCTION commitments.refuse_other_hand();

REVOKE ALL ON ALL TABLES IN SCHEMA commitments FROM PUBLIC;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA commitments FROM PUBLIC;
GRANT USAGE ON SCHEMA commitments TO tracker_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA commitments TO tracker_reader;
ALTER FUNCTION commitments.dcb_conditional_append_tt
    SECURITY DEFINER SET search_path = commitments, pg_temp;
GRANT EXECUTE ON FUNCTION commitments.dcb_conditional_append_tt TO tracker_writer;
"""


def create(database: Database) -> None:
    """Create such a log in an empty database."""
    database.rows("CREATE SCHEMA commitments")
    recorder = Recorder(database.store())
    recorder.of_the_library.create_table()
    recorder.close()
    database.rows(STATEMENTS)
