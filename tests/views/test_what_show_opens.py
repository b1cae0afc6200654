"""What show opens, and what a reference may be: an id, other letters, words of a title, a foreign key."""

import json
from pathlib import Path
from typing import Any

import pytest

from tracker.application import Tracker
from tracker.errors import AmbiguousError, NotFoundError
from tracker.testing import agreed, fact, held, institution, published, sent
from tracker.views.references import SHOWABLE
from tracker.views.show import shown


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    tracker = Tracker(tmp_path / "desk.db", user="tester")
    tracker.record(held("summit", title="Border summit"))
    tracker.record(published("statement"))
    tracker.record(institution("DHS"))
    tracker.record(agreed("crossing", title="A new crossing", external="row 7"))
    tracker.record(agreed("crossroads", title="Another road"))
    return tracker


@pytest.mark.parametrize(
    ("reference", "kind", "name"),
    [
        ("summit", "meeting", "summit"),
        ("SUMMIT", "meeting", "summit"),
        ("border summit", "meeting", "summit"),
        ("statement", "document", "statement"),
        ("dhs", "institution", "DHS"),
        ("crossing", "commitment", "crossing"),
        ("Crossi", "commitment", "crossing"),
        ("row 7", "commitment", "crossing"),
        ("another road", "commitment", "crossroads"),
    ],
)
def test_a_reference_is_found_and_shown(reference: str, kind: str, name: str, tracker: Tracker) -> None:
    found = tracker.find(reference, *SHOWABLE)
    assert found.kind == kind
    assert found.name.rpartition("/")[2] == name
    with tracker.at() as view:
        assert shown(view, reference)


def test_an_event_is_shown_by_its_number(tracker: Tracker) -> None:
    assert tracker.find("#4", *SHOWABLE).kind == "event"
    with tracker.at() as view:
        assert shown(view, "#4")


def test_a_bare_number_is_an_event_where_nothing_else_is_called_so(tracker: Tracker) -> None:
    assert tracker.find("4", *SHOWABLE) == tracker.find("#4", *SHOWABLE)
    tracker.record(agreed("4-lanes"))
    assert tracker.find("4", *SHOWABLE).name == "4-lanes"
    tracker.record(agreed("lanes", title="From 5 lanes to 6"))
    assert tracker.find("5", *SHOWABLE).name == "lanes"
    with pytest.raises(NotFoundError):
        tracker.find("3", "commitment", "meeting")
    with pytest.raises(NotFoundError):
        tracker.find("99", *SHOWABLE)


@pytest.mark.parametrize("reference", ["#999", "event:999", "01980000-0000-7000-8000-00000000ffff"])
def test_an_event_there_is_not_is_refused_with_what_lists_events(reference: str, tracker: Tracker) -> None:
    with pytest.raises(NotFoundError) as refused:
        tracker.find(reference, *SHOWABLE)
    assert refused.value.message == f"there is no event {reference}"
    assert "tracker events" in refused.value.hint


def test_a_reference_that_fits_several_names_them(tracker: Tracker) -> None:
    with pytest.raises(AmbiguousError) as refused:
        tracker.find("cross", *SHOWABLE)
    sentence = f"{refused.value} {refused.value.hint}"
    assert "crossing" in sentence
    assert "crossroads" in sentence


def test_a_title_that_is_cut_short_says_so(tracker: Tracker) -> None:
    tracker.record(
        agreed("crossfire", title="An agreement on the many things that two countries can do about it")
    )
    with pytest.raises(AmbiguousError) as refused:
        tracker.find("cross", *SHOWABLE)
    assert "crossfire (An agreement on the many things that two countries can do…)" in str(refused.value)


def test_a_reference_that_fits_nothing_is_refused(tracker: Tracker) -> None:
    with pytest.raises(NotFoundError):
        tracker.find("tunnel", *SHOWABLE)


def test_an_id_in_other_letters_goes_before_the_words_of_a_title(tracker: Tracker) -> None:
    tracker.record(agreed("gate", title="A gate at the crossing"))
    assert tracker.find("CROSSING", *SHOWABLE).name == "crossing"


def page(tracker: Tracker, reference: str) -> dict[str, Any]:
    with tracker.at() as view:
        return dict(shown(view, reference))


def text_of(tracker: Tracker, reference: str) -> str:
    return json.dumps(page(tracker, reference), ensure_ascii=False)


def test_a_party_is_shown_with_its_names_and_its_institutions(tracker: Tracker) -> None:
    tracker.record(
        fact("party.recorded", id="NADB", names="The Bank", spellings=["BDAN"], kind="organization")
    )
    tracker.record(institution("Board", "NADB", names="Board of Directors"))
    for word in ("NADB", "The Bank", "BDAN", "organization", "Board"):
        assert word in text_of(tracker, "NADB"), word


def test_a_mechanism_is_shown_with_its_parties_and_its_meetings(tracker: Tracker) -> None:
    names = {"en": "High-level dialogue"}
    tracker.record(fact("mechanism.recorded", id="hled", parties=["MX", "US"], kind="dialogue", names=names))
    tracker.record(held("autumn", mechanism="hled"))
    for word in ("hled", "MX", "US", "dialogue", "High-level dialogue", "autumn"):
        assert word in text_of(tracker, "hled"), word


def test_a_topic_is_shown_with_its_spellings_and_names(tracker: Tracker) -> None:
    names = {"en": "Border works", "es": "Obras"}
    tracker.record(fact("topic.recorded", kind="theme", id="border", names=names, spellings=["frontera"]))
    for word in ("border", "Border works", "frontera"):
        assert word in text_of(tracker, "border"), word


def test_a_person_is_shown_with_spellings_and_attendance(tracker: Tracker) -> None:
    tracker.record(sent("MX", members=[{"name": "Ana Paz", "role": "Minister"}]))
    tracker.record(fact("names.reconciled", kind="person", show="Ana Paz Ruiz", spellings=["Ana Paz"]))
    for word in ("Ana Paz Ruiz", "Ana Paz", "Minister", "summit", "MX"):
        assert word in text_of(tracker, "Ana Paz Ruiz"), word


def test_a_person_is_shown_with_their_own_attendance_alone(tracker: Tracker) -> None:
    tracker.record(sent("MX", members=[{"name": "Ana Paz", "role": "Minister"}, {"name": "Zoe Gil"}]))
    tracker.record(sent("US", members=[{"name": "Zoe Gil", "role": "Attaché"}]))
    assert [page(tracker, name)["name"] for name in ("Ana Paz", "Zoe Gil")] == ["Ana Paz", "Zoe Gil"]
    assert "Attaché" not in text_of(tracker, "Ana Paz")


def test_an_institution_is_shown_with_those_directly_inside_it(tracker: Tracker) -> None:
    for name, parent in (("CBP", "DHS"), ("OFO", "CBP"), ("DOT", None)):
        tracker.record(institution(name, parent=parent))
    shown_inside = {name: page(tracker, f"US/{name}")["institutions"] for name in ("DHS", "CBP", "OFO")}
    assert shown_inside == {"DHS": ["US/CBP"], "CBP": ["US/OFO"], "OFO": []}


def test_a_meeting_is_shown_with_its_commitments_as_they_stand(tracker: Tracker) -> None:
    tracker.record(agreed("gate", occasion="summit", title="A gate"))
    tracker.record(agreed("tunnel", occasion="statement", title="A tunnel"))
    assert page(tracker, "summit")["commitments"] == [
        {"commitment": "gate", "title": "A gate", "status": "agreed"}
    ]


def test_what_nobody_recorded_is_shown_under_the_name_that_lists_give_it(tracker: Tracker) -> None:
    tracker.record(held("talks", mechanism="hled", host="SRE"))
    tracker.record(agreed("gate", occasion="talks", title="A gate", themes=["border works"], lead=["GSA"]))
    gate = [{"commitment": "gate", "title": "A gate", "status": "agreed"}]
    for name, kind in (("hled", "mechanism"), ("border works", "topic"), ("GSA", "institution")):
        whole = page(tracker, name)
        assert (whole["kind"], whole["commitments"]) == (kind, gate), name
    mexico = page(tracker, "MX")
    assert (mexico["kind"], mexico["name"]) == ("party", "Mexico")
    assert [each["commitment"] for each in mexico["commitments"]] == ["crossing", "crossroads", "gate"]


def test_a_name_in_a_list_goes_before_the_beginning_of_an_institution(tracker: Tracker) -> None:
    assert page(tracker, "US")["institutions"] == ["US/DHS"]


def test_a_spelling_of_a_theme_opens_the_theme(tracker: Tracker) -> None:
    tracker.record(fact("topic.recorded", kind="theme", id="border", spellings=["frontera norte"]))
    tracker.record(agreed("gate", title="A gate", themes=["frontera norte"]))
    assert page(tracker, "frontera norte")["commitments"] == page(tracker, "border")["commitments"] != []


def test_a_name_of_which_nothing_was_known_yet_is_not_shown_empty(tracker: Tracker) -> None:
    tracker.record(agreed("gate", themes=["border works"]))
    with tracker.at(known_at="#5") as view, pytest.raises(NotFoundError) as refused:
        shown(view, "border works")
    assert "does not count at this moment" in str(refused.value)


def test_of_many_who_undertake_something_a_sentence_names_a_few_and_counts_the_rest(tracker: Tracker) -> None:
    tracker.record(agreed("accord", obligors=[f"P{number:02}" for number in range(40)]))
    (told,) = (each["what"] for each in page(tracker, "accord")["timeline"])
    assert "P00, P01, " in told
    assert "P11 and 28 more" in told
    assert "P12" not in told
