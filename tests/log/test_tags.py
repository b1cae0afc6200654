"""The tags of a fact, by which every decision finds it."""

from hashlib import sha256

import pytest

from events.facts import FACTS, Fact
from events.kinds import BY_TYPE
from events.parts import Stamp
from events.tags import is_repeatable, same_tag, tags_of
from events.upcasting import SCHEMA_VERSION
from tracker.testing import (
    History,
    agreed,
    claimed,
    declined,
    fact,
    held,
    institution,
    proposed,
    published,
    revised,
    sent,
)

EVENT = "01890000-0000-7000-8000-000000000001"
BATCH = "01890000-0000-7000-8000-000000000002"
TARGET = "01890000-0000-7000-8000-000000000003"
STAMPED = [f"event:{EVENT}", f"batch:{BATCH}", "by:Ana"]

EXPECTED: dict[str, tuple[Fact, list[str]]] = {
    "a party": (
        fact(
            "party.recorded",
            id="MX",
            names={"en": "Mexico", "es": "México"},
            spellings=["Estados  Unidos Mexicanos", "MEX"],
            successor_of="NES",
        ),
        ["party:MX", "spelling:mx", "spelling:mexico", "spelling:estados unidos mexicanos", "spelling:mex"],
    ),
    "a party without names": (fact("party.recorded", id="CEPAL"), ["party:CEPAL", "spelling:cepal"]),
    "a meeting": (held("summit"), ["meeting:summit"]),
    "a meeting of a mechanism": (
        held("summit", mechanism="hlsd", host="MX/SRE", place="Mexico City"),
        ["meeting:summit", "mechanism:hlsd"],
    ),
    "a meeting with an external key": (held("summit", external="k/1"), ["meeting:summit", "external:k/1"]),
    "a document": (published("statement", publisher="SRE"), ["document:statement"]),
    "a delegation to a bare occasion": (
        sent("MX", "summit", head="Ana"),
        ["meeting:summit", "document:summit"],
    ),
    "a delegation with institutions": (
        sent(
            "MX",
            "meeting:summit",
            members=[
                {"name": "Ana", "institution": "SRE"},
                {"name": "Eva", "institution": "SRE"},
                {"name": "Joe", "institution": "US/DHS", "on_behalf_of": "INM"},
            ],
        ),
        ["meeting:summit", "institution:MX/SRE", "institution:US/DHS"],
    ),
    "an institution": (institution("DHS", "US"), ["institution:US/DHS", "spelling:dhs"]),
    "a state with names": (
        institution("US-CA", "US", names="California"),
        ["institution:US/US-CA", "spelling:us-ca"],
    ),
    "an institution inside another": (
        institution("CBP", "US", parent="DHS"),
        ["institution:US/CBP", "institution:US/DHS", "spelling:cbp"],
    ),
    "an institution inside another, written whole": (
        institution("CBP", "US", parent="US/DHS"),
        ["institution:US/CBP", "institution:US/DHS", "spelling:cbp"],
    ),
    "a mechanism": (fact("mechanism.recorded", id="hlsd", parties=["MX", "US"]), ["mechanism:hlsd"]),
    "a theme": (
        fact("topic.recorded", kind="theme", id="border", spellings=["frontera"]),
        ["topic:theme/border"],
    ),
    "a project": (fact("topic.recorded", kind="project", id="otay"), ["topic:project/otay"]),
    "reconciled names": (
        fact("names.reconciled", kind="person", show="Ana Paz", spellings=["A. Paz"]),
        ["official:Ana Paz"],
    ),
    "a proposal": (
        proposed(
            "crossing",
            by=["CA", "MX/SRE"],
            occasion="summit",
            obligors=["US", "MX/INM"],
            lead="US/CBP",
            parent="border",
            themes=["border", "trade"],
            project="otay",
            external="row 7",
        ),
        [
            "commitment:crossing",
            "meeting:summit",
            "document:summit",
            "commitment:border",
            "institution:MX/INM",
            "institution:US/CBP",
            "institution:MX/SRE",
            "external:row 7",
        ],
    ),
    "a no to a proposal": (
        declined("crossing", by="US/DHS", occasion="document:statement", reason="No money."),
        ["commitment:crossing", "document:statement", "institution:US/DHS"],
    ),
    "an agreement": (agreed("crossing", obligors=["US", "MX"]), ["commitment:crossing"]),
    "an agreement with everything": (
        agreed(
            "crossing",
            occasion="summit",
            obligors=["US", "MX/INM"],
            lead=["US/CBP", "GSA"],
            supporting=["US/DHS", "US/CBP"],
            parent="border",
            theme="border",
            external="row 7",
        ),
        [
            "commitment:crossing",
            "meeting:summit",
            "document:summit",
            "commitment:border",
            "institution:MX/INM",
            "institution:US/CBP",
            "institution:US/DHS",
            "external:row 7",
        ],
    ),
    "a reaffirmation": (
        fact("commitment.reaffirmed", commitment="crossing", occasion="document:statement", by=["MX/SRE"]),
        ["commitment:crossing", "document:statement", "institution:MX/SRE"],
    ),
    "an amendment": (
        fact("commitment.amended", commitment="crossing", on="2023", parent="border", lead=["US/GSA"]),
        ["commitment:crossing", "commitment:border", "institution:US/GSA"],
    ),
    "a supersession": (
        fact("commitment.superseded", commitment="crossing", superseded_by="bridge", on="2023", by="US"),
        ["commitment:crossing", "commitment:bridge"],
    ),
    "a claim": (
        claimed(
            "crossing",
            by=["US/CBP", "MX"],
            obligor="US",
            occasion="meeting:summit",
            external="k",
            label="95 %",
        ),
        ["commitment:crossing", "meeting:summit", "institution:US/CBP", "external:k"],
    ),
    "a revised deadline": (
        revised("crossing", by=["US/GSA"], external="k"),
        ["commitment:crossing", "institution:US/GSA", "external:k"],
    ),
    "evidence about a bare id": (
        fact("evidence.added", about="crossing", url="https://a.example"),
        ["commitment:crossing", "meeting:crossing", "document:crossing"],
    ),
    "evidence about an institution": (
        fact("evidence.added", about="institution:MX/INM", url="https://a.example", external="k"),
        ["institution:MX/INM", "external:k"],
    ),
    "evidence about an event": (
        fact("evidence.added", about=f"event:{TARGET}", url="https://a.example"),
        [f"event:{TARGET}"],
    ),
    "a retraction": (
        fact("event.retracted", event=TARGET, reason="wrong", tags=["meeting:summit", f"event:{TARGET}"]),
        ["meeting:summit", f"event:{TARGET}"],
    ),
    "a retraction that lost its tags": (
        fact("event.retracted", event=TARGET, reason="wrong"),
        [f"event:{TARGET}"],
    ),
}


@pytest.mark.parametrize("what", EXPECTED)
def test_a_fact_has_exactly_the_tags_it_is_found_by(what: str) -> None:
    stated, tags = EXPECTED[what]
    stamp = Stamp(
        id=EVENT,
        batch=BATCH,
        recorded_by="Ana",
        recorded_at="2026-01-01T00:00:00.000000Z",
        tool_version="1",
        schema_version=SCHEMA_VERSION,
    )
    fields = stated.said
    same = [same_tag(stated.TOPIC, fields)] if is_repeatable(BY_TYPE[stated.TOPIC]) else []
    assert tags_of(stated.TOPIC, fields, stamp.model_dump()) == [*tags, *same, *STAMPED]


def test_a_claim_that_says_the_same_carries_the_same_tag_whoever_recorded_it() -> None:
    one, other, another = claimed(note="x"), claimed(note="x"), claimed(note="y")
    tags = [same_tag(each.TOPIC, each.said) for each in (one, other, another)]
    assert tags[0] == tags[1] != tags[2]
    assert (
        tags[0]
        == "same:"
        + sha256(
            b'status.updated {"by":["US"],"commitment":"crossing","effective":"2023-01-01","note":"x","status":"in-progress"}'  # noqa: E501 (one text)
        ).hexdigest()[:32]
    )


def test_every_type_of_fact_is_among_the_expected_tags() -> None:
    assert {each.TOPIC for each, _ in EXPECTED.values()} == set(FACTS)


def test_a_retraction_carries_every_tag_of_its_target(history: History) -> None:
    history.given(held(), agreed("crossing", occasion="summit", lead=["US/CBP"], external="k"))
    history.when_retracted(history.last("commitment.agreed"))
    _, target, retraction = (set(each.event.tags) for each in history.recorder.read())
    assert target < retraction


def test_a_restoration_carries_the_tags_of_what_it_restores(history: History) -> None:
    history.given(held())
    history.when_retracted(history.last("meeting.held"))
    history.when_retracted(history.last("event.retracted"))
    assert all("meeting:summit" in each.event.tags for each in history.recorder.read())


def test_the_log_stores_the_tags_that_are_derived_from_the_fact(history: History) -> None:
    history.given(held(mechanism="hlsd"), agreed("crossing", occasion="summit", lead=["US/CBP"]))
    for sequenced, stored in zip(history.recorder.read(), history.facts(), strict=True):
        assert sequenced.event.tags == tags_of(stored.type, stored.fields, stored.stamp)
