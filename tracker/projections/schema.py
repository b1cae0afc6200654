"""The tables of a view, which people also open with their own tools; `described` says what each column means.

The references lead a reader from a row to its event and to how its commitment stands; nothing enforces them.

Every row but those of `meta`, `event`, `retraction`, `facet`, `claimant`, `current`, `stood` and
`search` is an assertion. It has the `position` of its event; `known_from`, the position from which it
stands; `known_until`, the position of the retraction that ended it (null: it stands); and
`earliest` and `latest`, the first and last day of its valid time (null: its occasion's, or
always). Days are ISO texts; lists, texts by language and evidence are JSON.
"""

VIEW_VERSION = 8
"""Raise it with any change of these tables, of what is written in them, or of the views in `plain`."""

_ASSERTION = """
    position INTEGER NOT NULL REFERENCES event (position),
    known_from INTEGER NOT NULL,
    known_until INTEGER,
    earliest TEXT,
    latest TEXT,
"""
_OF_COMMITMENT = "commitment TEXT NOT NULL REFERENCES current (commitment)"
_KEY = "PRIMARY KEY (position, known_from)) STRICT, WITHOUT ROWID"

_STANDING = """
    holds_from TEXT NOT NULL,
    -- Days late for good; null while each day after day number `due` adds one.
    late INTEGER, due INTEGER,
    status TEXT NOT NULL,
    baseline_end TEXT, deadline_end TEXT, fulfilled_on TEXT,
    agreed TEXT NOT NULL, last_update TEXT,
    themes TEXT NOT NULL"""

SCHEMA = f"""
-- One row: how far the log is applied, the event id there, the greatest recorded_at so far, and
-- the id of the store whose log it is (null: a store of version 1, or no store).
CREATE TABLE meta (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    checkpoint INTEGER NOT NULL,
    checkpoint_event TEXT,
    known_at TEXT NOT NULL,
    store TEXT
) STRICT;
INSERT INTO meta VALUES (1, 0, NULL, '', NULL);

-- Every event: who recorded it and when, when it was known (never before an earlier event),
-- and the position of the retraction under which it does not stand now.
CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    known_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    batch TEXT NOT NULL,
    retracted INTEGER REFERENCES event (position)
) STRICT;
CREATE INDEX event_by_id ON event (id);

-- Events that are no facts, of a damaged log or of other hands: left out of everything else.
CREATE TABLE unreadable (position INTEGER PRIMARY KEY, type TEXT NOT NULL, why TEXT NOT NULL) STRICT;

-- Retractions: which event each retracts, and whether it stands now.
CREATE TABLE retraction (
    position INTEGER PRIMARY KEY REFERENCES event (position),
    target TEXT NOT NULL,
    reason TEXT NOT NULL,
    stands INTEGER NOT NULL
) STRICT;
CREATE INDEX retraction_by_target ON retraction (target);

-- Meetings and documents, the occasions of commitments.
CREATE TABLE occasion ({_ASSERTION}
    kind TEXT NOT NULL, id TEXT NOT NULL, date TEXT NOT NULL, title TEXT, place TEXT, host TEXT,
    mode TEXT, mechanism TEXT, publisher TEXT, document_kind TEXT, url TEXT, summary TEXT,
    note TEXT, external TEXT, other TEXT, {_KEY};
CREATE INDEX occasion_by_id ON occasion (id, kind);
CREATE INDEX occasion_by_mechanism ON occasion (mechanism);

CREATE TABLE delegation ({_ASSERTION}
    occasion TEXT NOT NULL, party TEXT NOT NULL, capacity TEXT NOT NULL, head TEXT, {_KEY};
CREATE INDEX delegation_by_occasion ON delegation (occasion);

-- The officials of a delegation, in its order.
CREATE TABLE member ({_ASSERTION}
    place INTEGER NOT NULL, occasion TEXT NOT NULL, party TEXT NOT NULL, name TEXT NOT NULL,
    role TEXT, institution TEXT, on_behalf_of TEXT, mode TEXT,
    PRIMARY KEY (position, known_from, place)) STRICT, WITHOUT ROWID;
CREATE INDEX member_by_name ON member (name);

CREATE TABLE party ({_ASSERTION}
    id TEXT NOT NULL, names TEXT, spellings TEXT NOT NULL, kind TEXT, successor_of TEXT, {_KEY};

CREATE TABLE institution ({_ASSERTION}
    party TEXT NOT NULL, id TEXT NOT NULL, names TEXT, parent TEXT,
    independent INTEGER NOT NULL, {_KEY};

CREATE TABLE mechanism ({_ASSERTION}
    id TEXT NOT NULL, parties TEXT NOT NULL, kind TEXT, names TEXT, {_KEY};

CREATE TABLE topic ({_ASSERTION}
    kind TEXT NOT NULL, id TEXT NOT NULL, names TEXT, spellings TEXT NOT NULL, {_KEY};

-- Reconciled names: the name a person is shown under, and the spellings.
CREATE TABLE person ({_ASSERTION}
    shown TEXT NOT NULL, spellings TEXT NOT NULL, {_KEY};

-- What was asked for (stage `proposed`) and what was agreed, in its first form.
CREATE TABLE commitment ({_ASSERTION}
    id TEXT NOT NULL, stage TEXT NOT NULL, proposed_by TEXT NOT NULL, occasion TEXT, agreed_on TEXT,
    title TEXT, text TEXT NOT NULL, obligors TEXT NOT NULL, themes TEXT NOT NULL, project TEXT,
    lead TEXT NOT NULL, supporting TEXT NOT NULL, deadline TEXT, parent TEXT, priority TEXT,
    conditional_on TEXT, external TEXT, other TEXT, {_KEY};
CREATE INDEX commitment_by_id ON commitment (id);

-- Declines, reaffirmations, amendments (with the changed fields) and supersessions.
CREATE TABLE turn ({_ASSERTION}
    {_OF_COMMITMENT}, kind TEXT NOT NULL, occasion TEXT, turned_on TEXT,
    claimants TEXT NOT NULL, changes TEXT NOT NULL,
    superseded_by TEXT REFERENCES current (commitment), reason TEXT, {_KEY};
CREATE INDEX turn_by_commitment ON turn (commitment);
CREATE INDEX turn_by_successor ON turn (superseded_by);

-- Claims, and notes, which have no status.
CREATE TABLE claim ({_ASSERTION}
    {_OF_COMMITMENT}, effective TEXT NOT NULL, status TEXT, obligor TEXT, percent REAL,
    label TEXT, note TEXT, claimants TEXT NOT NULL, evidence TEXT, occasion TEXT, external TEXT,
    other TEXT,
    PRIMARY KEY (commitment, earliest, position, known_from)) STRICT, WITHOUT ROWID;
CREATE INDEX claim_by_position ON claim (position);

-- Revised deadlines.
CREATE TABLE revision ({_ASSERTION}
    {_OF_COMMITMENT}, announced TEXT NOT NULL, deadline TEXT NOT NULL,
    claimants TEXT NOT NULL, reason TEXT, external TEXT,
    PRIMARY KEY (commitment, earliest, position, known_from)) STRICT, WITHOUT ROWID;
CREATE INDEX revision_by_position ON revision (position);

CREATE TABLE evidence ({_ASSERTION}
    about TEXT NOT NULL, url TEXT, file TEXT, digest TEXT, kind TEXT, publisher TEXT,
    published TEXT, archived TEXT, title TEXT, quote TEXT, page TEXT, lang TEXT, external TEXT,
    {_KEY};
CREATE INDEX evidence_by_about ON evidence (about);
CREATE INDEX evidence_by_commitment ON evidence (substr(about, 12));

-- Every value a commitment ever had in a field that people select by: a superset, to be checked.
CREATE TABLE facet (
    field TEXT NOT NULL, value TEXT NOT NULL, {_OF_COMMITMENT},
    PRIMARY KEY (field, value, commitment)
) STRICT, WITHOUT ROWID;

-- Who ever claimed anything, and in which event first.
CREATE TABLE claimant (
    name TEXT PRIMARY KEY, first INTEGER NOT NULL REFERENCES event (position)
) STRICT, WITHOUT ROWID;

-- How each commitment stands, with every event known, on `holds_from` and any later day. It was
-- asked for or agreed on `stands_from`.
CREATE TABLE current (commitment TEXT PRIMARY KEY, {_STANDING}, stands_from TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX current_by_day ON current (holds_from);

-- How it stood before that: on `holds_from` and any later day before `until`.
CREATE TABLE stood (
    {_OF_COMMITMENT}, {_STANDING}, until TEXT NOT NULL,
    PRIMARY KEY (commitment, holds_from)
) STRICT, WITHOUT ROWID;

-- Full text of titles and texts; a row's id is the position of its event.
CREATE VIRTUAL TABLE search USING fts5 (
    words, content = '', tokenize = "unicode61 remove_diacritics 2"
);
"""
