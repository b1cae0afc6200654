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
LAST = "\U0010ffff"
"""After every name that begins so."""
