"""Where the names of things stand in a view. Plain data, which loads nothing: completion reads it too."""

NAMES = {
    "commitment": "SELECT id AS name, coalesce(title, text) AS titles, external FROM commitment",
    "meeting": "SELECT id AS name, title AS titles, external FROM occasion WHERE kind = 'meeting'",
    "document": "SELECT id AS name, title AS titles, external FROM occasion WHERE kind = 'document'",
    "institution": (
        "SELECT party || '/' || id AS name, names AS titles, NULL AS external FROM institution"
        " UNION SELECT id, names, NULL FROM institution GROUP BY id HAVING count(DISTINCT party) = 1"
    ),
    "mechanism": "SELECT id AS name, names AS titles, NULL AS external FROM mechanism",
    "topic": (
        "SELECT kind || '/' || id AS name, names AS titles, NULL AS external FROM topic"
        " UNION SELECT id, names, NULL FROM topic GROUP BY id HAVING count(DISTINCT kind) = 1"
    ),
    "party": "SELECT id AS name, names AS titles, NULL AS external FROM party",
    "official": (
        "SELECT name, NULL AS titles, NULL AS external FROM member UNION SELECT shown, NULL, NULL FROM person"
    ),
}
"""Kind → its names, their titles by language, and their keys in the sources they come from."""


def _of_topics(kind: str) -> str:
    recorded = f"FROM topic WHERE kind = '{kind}'"
    return (
        f"SELECT value AS name FROM facet WHERE field = '{kind}' UNION ALL SELECT id {recorded}"
        f" UNION ALL SELECT value FROM (SELECT spellings {recorded}), json_each(spellings)"
        f" UNION ALL SELECT value FROM (SELECT names {recorded} AND names NOT NULL), json_each(names)"
    )


OCCURRING = {
    "party": (
        "SELECT value AS name FROM facet WHERE field = 'obligor' UNION ALL SELECT party FROM institution"
        " UNION ALL SELECT id FROM party UNION ALL SELECT party FROM delegation"
        " UNION ALL SELECT value FROM mechanism, json_each(parties)"
        " UNION ALL SELECT substr(value, 1, instr(value, '/') - 1) FROM facet"
        " WHERE field = 'obligor' AND value LIKE '%/%'"
    ),
    "theme": _of_topics("theme"),
    "project": _of_topics("project"),
    "institution": (
        "SELECT value AS name FROM facet WHERE field = 'institution'"
        " UNION ALL SELECT value FROM facet WHERE field = 'obligor'"
        " UNION ALL SELECT id FROM institution UNION ALL SELECT party || '/' || id FROM institution"
        " UNION ALL SELECT host FROM occasion WHERE host NOT NULL"
        " UNION ALL SELECT institution FROM member WHERE institution NOT NULL"
    ),
    "mechanism": (
        "SELECT mechanism AS name FROM occasion WHERE mechanism NOT NULL UNION ALL SELECT id FROM mechanism"
    ),
    "claimant": "SELECT name FROM claimant",
}
"""Kind → its names wherever they stand, whether anybody recorded them or not."""
LAST = "\U0010ffff"
"""After every name that begins so."""
