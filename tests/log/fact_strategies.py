"""Strategies for facts: any value each field may have, a fact of every type."""

from typing import Any

from hypothesis import strategies as st

from events import parties, texts
from events.facts import FACTS, Fact
from events.parts import Stamp
from events.statuses import CLAIMABLE
from events.upcasting import SCHEMA_VERSION

JOINED = ("می‌خواهم", "क्‍ष", "👩‍🔬")
"""Words that have a joiner inside, the only characters that are not seen which a text may have."""


def _seen(*others: Any) -> st.SearchStrategy[str]:
    """Draw characters that are seen, and none of some other categories."""
    drawn = st.characters(exclude_categories=("Cf", "Cs", *others), exclude_characters="\x00")
    return drawn.filter(lambda character: texts.formatting(character) is None)


lines = st.text(_seen("Cc", "Zl", "Zp"), min_size=1, max_size=30).map(texts.one_line).filter(
    bool
) | st.sampled_from(JOINED)
"""In the form in which they are recorded: what is drawn is what is stored."""
prose = st.text(_seen(), min_size=1).map(texts.lines).filter(str.strip) | st.sampled_from(JOINED)
claimants = lines.filter(lambda text: parties.claimant(text) is None)
ids = st.from_regex(r"[a-m0-9][a-m0-9.-]{0,30}", fullmatch=True)
other_ids = st.from_regex(r"[n-z][a-z0-9.-]{0,30}", fullmatch=True)
"""Never one of `ids`: nothing is its own parent."""
some_parties = st.sampled_from(("MX", "US", "CA", "CEPAL", "OECD-DAC"))
obligors = (
    some_parties
    | st.sampled_from(("SRE", "MX/INM", "US-CA", "US/US-CA"))
    | st.from_regex(r"[A-Za-z0-9.-]{1,30}", fullmatch=True).filter(lambda text: parties.obligor(text) is None)
)
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
others = st.dictionaries(lines, prose, min_size=1, max_size=3)
sometime: dict[str, st.SearchStrategy[Any]] = {"occasion": lines, "by": lists(claimants)}
changes: dict[str, st.SearchStrategy[Any]] = {
    "text": by_language(prose),
    "obligors": lists(obligors, 1),
    "title": by_language(lines),
    "themes": lists(lines),
    "project": lines,
    "lead": lists(lines),
    "supporting": lists(lines),
    "parent": other_ids,
    "priority": lines,
    "conditional_on": prose,
}
undertaken: dict[str, st.SearchStrategy[Any]] = {
    "id": ids,
    "on": dates,
    "text": changes["text"],
    "obligors": changes["obligors"],
}
undertaking: dict[str, st.SearchStrategy[Any]] = {
    "occasion": lines,
    "deadline": dates,
    "external": lines,
    "other": others,
    **{name: changes[name] for name in ("title", "themes", "project", "lead", "parent", "priority")},
}

Fields = dict[str, st.SearchStrategy[Any]]
SHAPES: dict[str, tuple[Fields, Fields]] = {
    "party.recorded": (
        {"id": some_parties},
        {
            "names": by_language(lines),
            "spellings": lists(lines),
            "kind": st.sampled_from(("state", "organization")),
            "successor_of": some_parties,
        },
    ),
    "institution.recorded": (
        {"id": st.from_regex(r"[A-M]{2,9}", fullmatch=True), "party": some_parties},
        {
            "parent": st.from_regex(r"[N-Z]{2,9}", fullmatch=True),
            "names": by_language(lines),
            "independent": st.booleans(),
        },
    ),
    "mechanism.recorded": (
        {"id": ids, "parties": lists(some_parties, 1)},
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
    "meeting.held": (
        {"id": ids, "held": dates},
        {
            **dict.fromkeys(("place", "host", "mode", "mechanism", "external"), lines),
            "title": by_language(lines),
            "summary": prose,
            "note": prose,
            "other": others,
        },
    ),
    "document.published": (
        {"id": ids, "published": dates},
        {
            **dict.fromkeys(("kind", "publisher", "url", "external"), lines),
            "title": by_language(lines),
            "note": prose,
            "other": others,
        },
    ),
    "delegation.recorded": (
        {"occasion": lines, "party": some_parties, "head": lines, "members": members},
        {"capacity": st.sampled_from(("participant", "host", "observer"))},
    ),
    "commitment.proposed": (
        {**undertaken, "by": lists(claimants, 1)},
        undertaking,
    ),
    "commitment.agreed": (
        undertaken,
        {**undertaking, "supporting": lists(lines), "conditional_on": prose},
    ),
    "commitment.declined": (
        {"commitment": ids, "by": lists(claimants, 1), "on": dates},
        {"occasion": lines, "reason": prose},
    ),
    "commitment.reaffirmed": ({"commitment": ids, "on": dates}, sometime),
    "commitment.amended": (
        {"commitment": ids, "on": dates, "title": changes["title"]},
        sometime | {name: changes[name] for name in changes if name != "title"},
    ),
    "commitment.superseded": ({"commitment": ids, "superseded_by": other_ids, "on": dates}, sometime),
    "status.updated": (
        {"commitment": ids, "by": lists(claimants, 1), "effective": dates},
        {
            **dict.fromkeys(("obligor", "label", "occasion", "external"), lines),
            "status": st.sampled_from(CLAIMABLE),
            "percent": st.integers(0, 100) | st.floats(0, 100),
            "evidence": st.lists(pieces, max_size=2),
            "note": prose,
            "other": others,
        },
    ),
    "deadline.revised": (
        {"commitment": ids, "deadline": dates, "announced": dates},
        {"by": lists(claimants), "reason": prose, "external": lines},
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
    schema_version=st.just(SCHEMA_VERSION),
)


def fact_of(stored_type: str) -> st.SearchStrategy[Fact]:
    """Draw a fact of a type, stamped."""
    must, may = SHAPES[stored_type]
    drawn = st.fixed_dictionaries({**must, "stamp": stamps}, optional=may).filter(_says_something)
    return drawn.map(FACTS[stored_type].model_validate)


def _says_something(fields: dict[str, Any]) -> bool:
    """Say whether it is no claim without a status, which is a note, that notes nothing."""
    said = ("status", "note", "label", "evidence")
    return "effective" not in fields or any(fields.get(name) for name in said)
