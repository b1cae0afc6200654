"""What generated histories are made of: few ids and close dates, so that everything interacts."""

from datetime import UTC, datetime

from oracle_world import Fields

PARTIES = ("MX", "US", "CA")
INSTITUTIONS = ("DHS", "INM", "CBP")
"""Ids of institutions; one is only ever inside an earlier one, so no institution is inside itself."""
COMMITMENTS = ("alpha", "beta", "gamma", "delta")
"""Ids of commitments; a parent is always an earlier one, so there are no cycles."""
OCCASIONS = ("summit", "visit")
OCCASION_REFERENCES = (*OCCASIONS, *OCCASIONS, "meeting:summit", "document:summit", "document:visit")
NAMES = (
    *("MX", "US", "CA"),
    *("INM", "CBP", "DHS", "US-CA"),
    *("MX/SRE", "MX/INM", "US/INM", "US/CBP", "US/DHS", "MX/DHS", "US/US-CA"),
    *("analyst", "GAO"),
)
OBLIGORS = (
    *(["MX"], ["US"], ["MX", "US"], ["US", "MX"], ["US", "MX", "CA"], ["CA", "MX"]),
    *(["US/DHS"], ["DHS"], ["MX/INM", "DHS"], ["DHS", "MX"], ["US", "CBP"], ["INM", "MX/SRE"]),
    ["NADB", "MX"],
)
OBLIGOR = ("MX", "MX", "US", "US", "CA", "INM", "MX/INM", "US/DHS", "DHS", "CBP")
OFTEN = (*["alpha"] * 5, *["beta"] * 3, "gamma", "delta")
CLAIMANTS = (
    *(["MX"], ["US"], ["CA"], ["analyst"], ["GAO"], ["INM"], ["MX/INM"], ["US/CBP"], ["CBP"]),
    *(["MX", "US"], ["US", "MX"], ["analyst", "MX"], ["INM", "MX"], ["US/CBP", "analyst"], ["NADB"]),
)
ASKING = (["SANDAG"], ["MX"], ["US"], ["MX", "SANDAG"], ["US/CBP", "GAO"], ["INM"])
"""Who proposes; they are shown as written, for whomever they speak."""
TOPICS = ("border", "migration", "water", "frontera", "frontera", "Border works", "Migración")
THEMES = (
    *(["border"], ["frontera"], ["water"], ["Migración"], ["migration", "border"], ["water", "frontera"]),
    *(["frontera", "border"], ["Border works", "water", "migration"], ["migration", "Migración"]),
)
"""Some name one theme twice, in other words, where a topic says so."""
STATUSES = (
    *("fulfilled", "fulfilled", "fulfilled", "in-progress", "in-progress", "not-started"),
    *("stalled", "partially-fulfilled", "not-fulfilled", "superseded", "withdrawn"),
    *("in-force", "in-force", "in-force"),
)
TITLES = ({"en": "Build a bridge"}, {"es": "Construir un puente"}, {"en": "Bridge", "es": "Puente"})
TEXTS = (
    {"en": "Build a bridge over the river"},
    {"es": "Construir un puente\nsobre el río"},
    {"en": "A text whose words go on until they pass the sixtieth letter of it", "es": "Largo"},
    {"en": "This one has a word that ends at exactly the sixtieth letter yes and goes on"},
    {"en": "x" * 70},
)
PIECES: tuple[Fields, ...] = (
    {"url": "https://a.example"},
    {"url": "https://b.example", "digest": f"sha256:{'b' * 64}"},
    {"file": "c.pdf", "digest": f"sha256:{'c' * 64}"},
)
OTHERS = ({"Reference": "12"}, {"status": "fulfilled", "on": "2021-01-01"})
"""What a source said besides; it looks like fields, and nobody may take it for them."""
EVIDENCE = ([PIECES[0]], [PIECES[1], PIECES[0]], [PIECES[2]])
EPOCH = datetime(2021, 6, 1, 12, tzinfo=UTC)

DAYS = (
    *("2021-01-01", "2021-01-02", "2021-01-31", "2021-02-01", "2021-03-02", "2021-03-03"),
    *("2021-06-30", "2021-07-01", "2021-12-31", "2022-01-01", "2022-01-02", "2022-01-31"),
    *("2022-02-01", "2022-06-30", "2022-07-01", "2022-12-31", "2023-01-01", "2023-01-02"),
)
"""Days whose distances are the ones the rules look at: 1, 30, 31, 365 and 366 among them."""
FUZZY = (
    *("2021", "2022", "2021~", "2022?", "2021-01", "2021-06", "2021-07%", "2022-01", "2022-06~"),
    *("2021-01-01/2021-01-31", "2021-01-02/2022-01-01", "2020/2021", "2021-06/2022-06-30~"),
    *("2021-01-31?", "2022-01-01~", "2021-12/2022-01", "2021-03-02?/2021-03-03%"),
)
DATES = (*DAYS, *DAYS, *FUZZY)
EARLY = ("2021-01-01", "2021-01-01", "2021-01-31", "2021-06-30", "2021", "2021-01~")
"""When most agreements are made, so that there is time for what comes after."""
BEFORE = ("2019-12-31", "2020", "2020-06-30", "2020-12-31", "2020-12-31", "2021-01-01")
"""When most proposals are made, and what is in force since before its agreement began."""
A_YEAR_APART = ("2021-01-01", "2021-01-02", "2022-01-01", "2022-01-02")
"""When most claims are made: a year apart, to the day or one off."""
CLOCK = (0, 0, 1, 30, 200, -1, -90)
"""By how many days the clock moves between two events."""
DEADLINES = (*DATES, *(A_YEAR_APART * 4))
