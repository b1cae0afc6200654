"""Turns each record of the real US-Mexico history into minutes, as a desk would write them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]

DATA = Path(__file__).parents[3] / "shared" / "data" / "us_mx_bilateral" / "events.jsonl"

STATUSES = {
    "agreed": None,
    "planned": "not-started",
    "programme ended": "fulfilled",
    "positive results claimed": "partially-fulfilled",
}
"""The status a reported label stands for; every other label says that something is going on."""

CLAIMANTS = {
    "US (DHS)": ["US/DHS"],
    "US (State)": ["US/State"],
    "MX (SRE)": ["MX/SRE"],
    "MX (Baja California)": ["MX/MX-BCN"],
    "CA+MX": ["US-CA", "MX"],
}
INSTITUTIONS = [
    {"party": "US", "id": "DHS"},
    {"party": "US", "id": "State"},
    {"party": "US", "id": "USAID"},
    {"party": "US", "id": "US-CA"},
    {"party": "MX", "id": "SRE"},
    {"party": "MX", "id": "AMEXCID", "parent": "SRE"},
    {"party": "MX", "id": "MX-BCN"},
]
DEADLINES = {
    "late 2027 (tentative)": "2027-10/2027-12?",
    "late 2027 – 2028": "2027-10/2028",  # noqa: RUF001 (as the source writes it)
}


def records() -> list[Record]:
    """Read the records of the real history."""
    return [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


def minutes() -> Iterator[tuple[str, Record]]:
    """Give each record as minutes, with a name for them."""
    yield "institutions.json", {"institutions": INSTITUTIONS}
    occasions: dict[str, Record] = {}
    for record in records():
        name = f"record-{record['seq']}.json"
        match record["type"]:
            case "meeting_held":
                occasions[record["meeting"]] = {"meeting": _meeting(record)}
                yield name, {**occasions[record["meeting"]], "sources": _sources(record)}
            case "document_published":
                occasions[record["meeting"]] = {"document": _document(record)}
                yield name, {**occasions[record["meeting"]], "sources": _sources(record)}
            case "delegation_recorded":
                yield name, {**occasions[record["meeting"]], "delegations": [_delegation(record)]}
            case "commitment_agreed":
                yield name, {**occasions[record["meeting"]], **_agreed(record)}
            case "status_reported":
                yield name, {"updates": [_update(record)]}
            case _:
                yield name, {"deadlines": [_deadline(record)], "evidence": _evidence(record)}


def _id(name: str) -> str:
    return name.lower()


def _date(record: Record) -> str:
    return f"{record['date']}/{record['date_end']}" if record.get("date_end") else str(record["date"])


def _present(**values: Any) -> Record:
    return {name: value for name, value in values.items() if value not in (None, "—")}


def _meeting(record: Record) -> Record:
    lang = record.get("source_lang", "en")
    return _present(
        id=_id(record["meeting"]),
        held=_date(record),
        title={lang: record["title"]},
        place=record["place"],
        mode=record["mode"],
        mechanism=record.get("mechanism"),
        note=record.get("note"),
    )


def _document(record: Record) -> Record:
    return _present(
        id=_id(record["meeting"]),
        published=_date(record),
        title=record["title"],
        kind=record["mode"],
        note=record.get("note"),
    )


def _sources(record: Record) -> list[Record]:
    return [{"url": url, "lang": record["source_lang"]} for url in record.get("source_urls", [])]


def _delegation(record: Record) -> Record:
    return _present(party=record["party"], capacity=record.get("capacity"), members=record["members"])


def _agreed(record: Record) -> Record:
    commitment = _present(
        id=_id(record["commitment"]),
        text={record["lang"]: record["text"]},
        theme=record["theme"],
        obligors=record["responsible"].split("+"),
        parent=_id(record["parent"]) if record.get("parent") else None,
        conditional_on=record.get("conditional"),
        deadline=record.get("deadline"),
    )
    about = f"commitment:{commitment['id']}"
    evidence = [{"about": about, "url": url} for url in record.get("source_urls", [])]
    return {"commitments": [commitment], **({"evidence": evidence} if evidence else {})}


def _update(record: Record) -> Record:
    by = record["reported_by"]
    side = record.get("side")
    return _present(
        commitment=_id(record["commitment"]),
        status=STATUSES.get(record["reported_label"], "in-progress"),
        by=CLAIMANTS.get(by, by.split("+")),
        effective=_date(record),
        obligor=side if side in {"US", "MX"} else None,
        percent=record.get("percent"),
        label=record["reported_label"],
        note=record.get("note"),
        evidence=record.get("source_urls"),
        external=f"us-mx-{record['seq']}",
    )


def _deadline(record: Record) -> Record:
    new = str(DEADLINES.get(record["new"], record["new"]))
    assert re.fullmatch(r"[0-9~?%/-]+", new), new
    return {
        "commitment": _id(record["commitment"]),
        "deadline": new,
        "announced": record["date"],
        "by": "press",
        "reason": record["reason"],
        "external": f"us-mx-{record['seq']}",
    }


def _evidence(record: Record) -> list[Record]:
    return [
        {"about": _id(record["commitment"]), "url": url, "published": record["date"]}
        for url in record["source_urls"]
    ]
