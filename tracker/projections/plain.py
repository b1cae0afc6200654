"""Two SQL views in the file of a view, for who reads it with SQL alone: `status` and `timeline`.

They say of today, with every event known, what `tracker status -f json` and the timeline of `tracker show`
say; a law holds the two together. Nothing of ours asks them.
"""

from collections.abc import Iterable

from events.statuses import CLOSED, DECLINED, DONE, IN_FORCE, STATUSES
from tracker.rules import schedule as calendar
from tracker.rules.texts import TITLE_LENGTH

TODAY = "date('now', 'localtime')"

_STANDS = "known_until IS NULL"
_STANDING = "commitment, late, due, status, baseline_end, deadline_end, fulfilled_on, agreed, themes"


def one_of(words: Iterable[str]) -> str:
    """Write words as what IN looks in."""
    quoted = ", ".join(f"'{word}'" for word in sorted(words))
    return f"({quoted})"


def schedule(day: str, soon: str) -> str:
    """Write what `rules.schedule.schedule` says of a row of `current`; a test holds the two together."""
    return f"""CASE
    WHEN baseline_end IS NULL OR deadline_end IS NULL OR status IN {one_of(calendar.WITHOUT)}
        THEN 'no-deadline'
    WHEN status IN {one_of(DONE)}
        THEN iif(coalesce(fulfilled_on, {day}) <= baseline_end, 'met', 'late')
    WHEN {day} > deadline_end THEN 'overdue'
    WHEN {day} > baseline_end THEN 'slipped'
    WHEN baseline_end BETWEEN {day} AND {soon} OR deadline_end BETWEEN {day} AND {soon} THEN 'due-soon'
    ELSE 'on-time'
END"""


def days_late(today: str) -> str:
    """Write what `rules.schedule.days_late` says of a row of `current`; a test holds the two together."""
    return f"coalesce(late, max(0, {today} - due))"


def _of_occasion(column: str, reference: str) -> str:
    """Look up an occasion that stands; a bare id is a meeting's, if there is one."""
    return f"""(SELECT {column} FROM occasion AS o
        WHERE o.id = substr({reference}, instr({reference}, ':') + 1) AND o.{_STANDS}
            AND ({reference} NOT LIKE '%:%' OR {reference} = o.kind || ':' || o.id)
        ORDER BY o.kind DESC LIMIT 1)"""


def _first_day(table: str) -> str:
    occasion = _of_occasion("o.earliest", f"{table}.occasion")
    return f"iif({table}.occasion IS NULL, {table}.earliest, {occasion})"


def _as_amended(field: str) -> str:
    return f"""iif(s.agreed = '', c.{field}, coalesce((SELECT a.value FROM amended AS a
        WHERE a.commitment = c.id AND a.field = '{field}' AND a.first_day <= day
        ORDER BY a.first_day DESC, a.position DESC LIMIT 1), c.{field}))"""


def _in_english(texts: str) -> str:
    return f"coalesce({texts} ->> '$.en', (SELECT value FROM json_each({texts}) LIMIT 1))"


def _cut(text: str) -> str:
    """Cut a text as a title is where there is none: at a word, of its first characters."""
    begins = f"substr({text}, 1, {TITLE_LENGTH + 1})"
    words = f"rtrim(rtrim({begins}, replace({begins}, ' ', '')))"
    cut = f"coalesce(nullif({words}, ''), substr({text}, 1, {TITLE_LENGTH})) || '…'"
    return f"iif(length({text}) <= {TITLE_LENGTH}, {text}, {cut})"


def _counts(first_day: str = "earliest", last_day: str = "latest", whatever: str = "FALSE") -> str:
    """Tell what counts by today and is no antecedent of the agreement; or what counts whatever its age."""
    return f"{first_day} <= day AND ({last_day} >= coalesce(since, '') OR {whatever})"


def _speaker(claimant: str) -> str:
    """Name for whom a claimant speaks: an institution for its party, unless independent or an obligor."""
    return f"""iif({claimant} IN (SELECT value FROM json_each(obligors)), {claimant},
        coalesce((SELECT iif(i.independent, {claimant}, i.party) FROM institution AS i
            WHERE i.{_STANDS} AND ({claimant} = i.party || '/' || i.id OR ({claimant} = i.id AND 1 =
                (SELECT count(*) FROM institution AS other WHERE other.{_STANDS} AND other.id = i.id)))
            LIMIT 1), {claimant}))"""


_OF_IT = f"commitment = t.commitment AND {_STANDS}"
_TURNED_ON = _first_day("turn")
_TURNED_BY = f"iif(turn.occasion IS NULL, turn.latest, {_of_occasion('o.latest', 'turn.occasion')})"
_CLAIMED = f"""FROM claim WHERE {_OF_IT} AND status IS NOT NULL
                AND {_counts(whatever=f"status = '{IN_FORCE}'")}"""

_SAID_OF_SIDE = f"""(SELECT claimants FROM (
                SELECT claimants, earliest AS said_on, position
                {_CLAIMED} AND (obligor IS NULL OR obligor = side.value)
                UNION ALL SELECT claimants, {_TURNED_ON}, position
                FROM turn WHERE {_OF_IT} AND kind = 'superseded' AND {_counts(_TURNED_ON, _TURNED_BY)}
            ) ORDER BY said_on DESC, position DESC LIMIT 1)"""

_DECLINED_BY = f"""(SELECT claimants FROM turn
            WHERE {_OF_IT} AND kind = '{DECLINED}' AND {_TURNED_ON} <= day
            ORDER BY {_TURNED_ON} DESC, position DESC LIMIT 1)"""

_STATUS_BY = f"""(SELECT json_group_array(name) FROM (
        SELECT {_speaker("who.value")} AS name
        FROM json_each(iif(t.status = '{DECLINED}', '["whoever"]', t.obligors)) AS side, json_each(
            CASE WHEN t.status = '{DECLINED}' THEN {_DECLINED_BY}
            WHEN t.agreed <> '' THEN {_SAID_OF_SIDE} END) AS who
        GROUP BY name ORDER BY min(side.key * 1000 + who.key)))"""


def _revised(direction: str) -> str:
    return f"""(SELECT deadline FROM revision WHERE {_OF_IT} AND {_counts()}
        ORDER BY earliest {direction}, position {direction} LIMIT 1)"""


_LAST_UPDATE = f"(SELECT effective {_CLAIMED} ORDER BY earliest DESC, position DESC LIMIT 1)"

_ACTIVE_ON = f"""(SELECT max(active_on) FROM (
            SELECT first_day AS active_on FROM terms WHERE id = t.commitment AND first_day <= day
            UNION ALL SELECT earliest FROM claim
            WHERE {_OF_IT} AND {_counts(whatever=f"status IS '{IN_FORCE}'")}
            UNION ALL SELECT {_TURNED_ON} FROM turn
            WHERE {_OF_IT} AND kind <> 'superseded' AND {_TURNED_ON} <= day
            UNION ALL SELECT earliest FROM revision WHERE {_OF_IT} AND {_counts()}
            UNION ALL SELECT earliest FROM evidence
            WHERE about = 'commitment:' || t.commitment AND {_STANDS} AND earliest <= day))"""

_PROJECT = f"""coalesce(
        (SELECT p.id FROM topic AS p WHERE p.kind = 'project' AND p.{_STANDS} AND p.id = t.project),
        (SELECT p.id FROM topic AS p WHERE p.kind = 'project' AND p.{_STANDS} AND t.project IN (
            SELECT value FROM json_each(p.spellings) UNION ALL SELECT value FROM json_each(p.names))
        ORDER BY p.position LIMIT 1), t.project)"""

STATUS = f"""CREATE VIEW status AS
WITH today (day) AS (SELECT {TODAY}),
standing AS (
    SELECT {_STANDING} FROM current, today WHERE holds_from <= day
    UNION ALL
    SELECT {_STANDING} FROM stood, today WHERE holds_from <= day AND until > day
),
terms AS NOT MATERIALIZED (
    SELECT c.*, {_first_day("c")} AS first_day FROM commitment AS c WHERE c.{_STANDS}
),
amended AS NOT MATERIALIZED (
    SELECT turn.commitment, position, {_first_day("turn")} AS first_day, field.key AS field, field.value
    FROM turn, json_each(turn.changes) AS field WHERE {_STANDS}
),
told AS (
    SELECT s.*, day, c.occasion, c.agreed_on, c.deadline AS first_deadline,
        (SELECT min(first_day) FROM terms AS a WHERE a.id = c.id AND a.stage = 'agreed') AS since,
        {_as_amended("title")} AS title, {_as_amended("text")} AS text,
        {_as_amended("obligors")} AS obligors, {_as_amended("lead")} AS lead,
        {_as_amended("project")} AS project, {_as_amended("parent")} AS parent,
        (SELECT p.proposed_by FROM terms AS p
            WHERE p.id = c.id AND p.stage = 'proposed' AND p.first_day <= day) AS proposed_by
    FROM standing AS s, today JOIN commitment AS c
        ON c.id = s.commitment AND c.{_STANDS} AND c.stage = iif(s.agreed = '', 'proposed', 'agreed')
)
SELECT
    t.commitment,
    coalesce({_in_english("t.title")},
        {_cut(f"replace({_in_english('t.text')}, char(10), ' ')")}) AS title,
    t.themes,
    {_PROJECT} AS project,
    t.parent,
    t.obligors,
    coalesce(t.proposed_by, '[]') AS proposed_by,
    t.lead,
    substr(t.occasion, instr(t.occasion, ':') + 1) AS occasion,
    iif(t.agreed = '', NULL,
        iif(t.occasion IS NULL, t.agreed_on, {_of_occasion("o.date", "t.occasion")})) AS agreed,
    t.status,
    {_STATUS_BY} AS status_by,
    {schedule("day", "date(day, '+30 days')")} AS schedule,
    iif(t.agreed = '', t.first_deadline, coalesce({_revised("DESC")}, t.first_deadline)) AS deadline,
    iif(t.agreed = '', t.first_deadline, coalesce(t.first_deadline, {_revised("ASC")})) AS baseline_deadline,
    {days_late("(CAST(julianday(day) - julianday('0001-01-01') AS INTEGER) + 1)")} AS days_late,
    {_LAST_UPDATE} AS last_update,
    t.status IN {one_of({*STATUSES} - CLOSED - {DECLINED})}
        AND julianday(day) - julianday({_ACTIVE_ON}) > {calendar.STALE_DAYS} AS stale
FROM told AS t
"""

_ASSERTED = "position, known_until, earliest"
_ADDRESS = """(SELECT coalesce(piece.value ->> '$.url', piece.value ->> '$.file')
        FROM json_each(evidence) AS piece
        WHERE coalesce(piece.value ->> '$.url', piece.value ->> '$.file') IS NOT NULL LIMIT 1)"""

_HELD = """(SELECT {column} FROM occasion AS o
        WHERE o.id = substr(a.occasion, instr(a.occasion, ':') + 1)
            AND (a.occasion NOT LIKE '%:%' OR a.occasion = o.kind || ':' || o.id)
        ORDER BY o.known_until IS NULL DESC, o.kind DESC, o.known_from DESC LIMIT 1)"""
"""An occasion, also one that no longer stands: what was retracted with it is told with its day."""


def _last(table: str) -> str:
    """Choose of the rows of an event the last: what was restored has several."""
    return f"""{table}.known_from =
        (SELECT max(again.known_from) FROM {table} AS again WHERE again.position = {table}.position)"""


TIMELINE = f"""CREATE VIEW timeline AS
WITH asserted AS NOT MATERIALIZED (
    SELECT id AS commitment, {_ASSERTED}, occasion, agreed_on AS dated,
        '[]' AS claimants, stage AS status, NULL AS side, NULL AS percent,
        deadline, NULL AS label, NULL AS note, occasion AS source
    FROM commitment WHERE {_last("commitment")}
    UNION ALL
    SELECT commitment, {_ASSERTED}, NULL, effective, claimants, status, obligor, percent, NULL, label, note,
        coalesce({_ADDRESS}, occasion)
    FROM claim WHERE {_last("claim")}
    UNION ALL
    SELECT commitment, {_ASSERTED}, NULL, announced, claimants, NULL, NULL, NULL, deadline, NULL, reason, NULL
    FROM revision WHERE {_last("revision")}
    UNION ALL
    SELECT commitment, {_ASSERTED}, occasion, turned_on, claimants, kind, NULL, NULL, NULL, NULL, reason,
        occasion
    FROM turn WHERE {_last("turn")}
    UNION ALL
    SELECT superseded_by, {_ASSERTED}, occasion, turned_on, claimants, kind, NULL, NULL, NULL, NULL, reason,
        occasion
    FROM turn WHERE superseded_by IS NOT NULL AND {_last("turn")}
    UNION ALL
    SELECT substr(about, 12), {_ASSERTED}, NULL, published, '[]', NULL, NULL, NULL, NULL, title, quote,
        coalesce(url, file)
    FROM evidence WHERE about LIKE 'commitment:%' AND {_last("evidence")}
),
dated AS NOT MATERIALIZED (
    SELECT a.*,
        coalesce(a.earliest, iif(a.occasion IS NULL, '', {_HELD.format(column="o.earliest")})) AS first_day,
        iif(a.occasion IS NULL OR a.earliest IS NOT NULL, coalesce(a.dated, a.earliest),
            {_HELD.format(column="o.date")}) AS holds
    FROM asserted AS a
)
SELECT
    d.commitment, d.holds, d.first_day AS earliest, d.position, e.type, d.claimants, d.status, d.side,
    d.percent, d.deadline, d.label, d.note, d.source, e.recorded_at, e.recorded_by,
    d.known_until IS NULL AS stands,
    iif(d.known_until IS NULL, NULL,
        (SELECT max(r.position) FROM retraction AS r WHERE r.target = e.id)) AS retracted_by,
    e.id AS event
FROM dated AS d JOIN event AS e ON e.position = d.position
WHERE d.first_day <= {TODAY}
"""

VIEWS = f"{STATUS};\n{TIMELINE};\n"
