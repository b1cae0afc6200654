"""Strategies for facts: any value each field may have, a fact of every type."""

from typing import Any

from hypothesis import strategies as st

from events.facts import FACTS, Fact
from events.parts import Stamp
from events.statuses import CLAIMABLE

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

lines = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=BIDI),
    min_size=1,
    max_size=30,
).filter(str.strip)
prose = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1).filter(str.strip)
ids = st.from_regex(r"[a-m0-9][a-m0-9.-]{0,30}", fullmatch=True)
other_ids = st.from_regex(r"[n-z][a-z0-9.-]{0,30}", fullmatch=True)
"""Never one of `ids`: nothing is its own parent."""
parties = st.sampled_from(("MX", "US", "CA", "CEPAL"))
digests = st.from_regex(r"sha256:[0-9a-f]{64}", fullmatch=True)
dates = st.sampled_from(("2022-03-14", "2022-03", "2022~", "2021-12/2022-02?", "0001", "9999-12-31%"))
event_ids = st.uuids().map(str)
languages = st.sampled_from(("en", "es", "nah"))


def lists(values: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(values, min_size=least, max_size=3, unique=True)


def by_language(values: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return values | st.dictionaries(languages, values, min_size=1, max_size=2)


members = st.lists(
    lines
    | st.fixed_dictionaries(
        {"name": lines},
        optional={"role": lines, "institution": lines, "on_behalf_of": lines, "mode": lines},
    ),
    max_size=3,
)
proof: dict[str, st.SearchStrategy[Any]] = {
    "file": lines,
    "kind": lines,
    "publisher": lines,
    "published": dates,
    "archived": lines,
    "title": by_language(lines),
    "quote": prose,
    "page": lines,
    "lang": lines,
    "external": lines,
}
pieces = st.fixed_dictionaries({"url": lines, "digest": digests}, optional=proof)
sometime: dict[str, st.SearchStrategy[Any]] = {"occasion": lines, "by": lists(lines)}
changes: dict[str, st.SearchStrategy[Any]] = {
    "text": by_language(prose),
    "obligors": lists(lines, 1),
    "theme": lines,
    "project": lines,
    "lead": lists(lines),
    "supporting": lists(lines),
    "parent": other_ids,
    "priority": lines,
    "conditional_on": prose,
}

Fields = dict[str, st.SearchStrategy[Any]]
SHAPES: dict[str, tuple[Fields, Fields]] = {
    "meeting.held": (
        {"id": ids, "held": dates},
        {
            **dict.fromkeys(("place", "host", "mode", "mechanism", "external"), lines),
            "title": by_language(lines),
            "summary": prose,
            "note": prose,
        },
    ),
    "document.published": (
        {"id": ids, "published": dates},
        {
            **dict.fromkeys(("kind", "publisher", "url", "external"), lines),
            "title": by_language(lines),
            "note": prose,
        },
    ),
    "delegation.recorded": (
        {"occasion": lines, "party": parties, "head": lines, "members": members},
        {"capacity": st.sampled_from(("participant", "host", "observer"))},
    ),
    "institution.recorded": (
        {"id": st.from_regex(r"[A-M]{2,9}", fullmatch=True), "party": parties},
        {
            "parent": st.from_regex(r"[N-Z]{2,9}", fullmatch=True),
            "names": by_language(lines),
            "independent": st.booleans(),
        },
    ),
    "mechanism.recorded": (
        {"id": ids, "parties": lists(parties, 1)},
        {
            "names": by_language(lines),
            "kind": st.sampled_from(("agreement", "dialogue", "organization", "programme")),
        },
    ),
    "topic.recorded": (
        {"kind": st.sampled_from(("theme", "project")), "id": ids},
        {"names": by_language(lines), "spellings": lists(lines)},
    ),
    "names.reconciled": ({"kind": st.just("person"), "show": lines, "spellings": lists(lines, 1)}, {}),
    "commitment.agreed": (
        {"id": ids, "on": dates, "text": by_language(prose), "obligors": lists(lines, 1)},
        {"occasion": lines, "deadline": dates, "title": by_language(lines), "external": lines}
        | {name: changes[name] for name in changes if name not in {"text", "obligors"}},
    ),
    "commitment.reaffirmed": ({"commitment": ids, "on": dates}, sometime),
    "commitment.amended": ({"commitment": ids, "on": dates, "title": by_language(lines)}, sometime | changes),
    "commitment.superseded": ({"commitment": ids, "superseded_by": other_ids, "on": dates}, sometime),
    "status.updated": (
        {"commitment": ids, "by": lists(lines, 1), "effective": dates},
        {
            **dict.fromkeys(("obligor", "label", "occasion", "external"), lines),
            "status": st.sampled_from(CLAIMABLE),
            "percent": st.integers(0, 100) | st.floats(0, 100),
            "evidence": st.lists(pieces, max_size=2),
            "note": prose,
        },
    ),
    "deadline.revised": (
        {"commitment": ids, "deadline": dates, "announced": dates},
        {"by": lists(lines), "reason": prose, "external": lines},
    ),
    "evidence.added": ({"about": lines, "url": lines, "digest": digests}, proof),
    "event.retracted": ({"event": event_ids, "reason": prose}, {"tags": lists(lines)}),
}
"""Stored type → the fields a fact of it must have, and those it may have."""

stamps = st.builds(
    Stamp,
    id=event_ids,
    batch=event_ids,
    recorded_at=st.datetimes().map(lambda moment: f"{moment.isoformat(timespec='microseconds')}Z"),
    recorded_by=lines,
    tool_version=lines,
    schema_version=st.just(1),
)


def fact_of(stored_type: str) -> st.SearchStrategy[Fact]:
    """Draw a fact of a type, stamped."""
    must, may = SHAPES[stored_type]
    drawn = st.fixed_dictionaries({**must, "stamp": stamps}, optional=may)
    return drawn.map(FACTS[stored_type].model_validate)
