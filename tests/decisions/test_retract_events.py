"""Taking events back, and bringing them back."""

import pytest

from events.facts import Fact
from tracker.decisions.retract_events import FEW, SHOWN
from tracker.testing import History, agreed, claimed, fact, held, institution, published, revised, sent


def agreement(history: History) -> Fact:
    return history.last("commitment.agreed")


def retraction(history: History) -> Fact:
    return history.last("event.retracted")


def test_a_retracted_fact_counts_no_more(history: History) -> None:
    history.given(agreed("crossing"), claimed("crossing", "stalled"))
    history.when_retracted(history.last("status.updated"), reason="a misreading")
    history.then_types("event.retracted")
    assert history.recorded[0].said["reason"] == "a misreading"
    assert history.status_of("crossing")["status"] == "agreed"


def test_what_is_retracted_is_not_retracted_again(history: History) -> None:
    history.given(agreed("crossing"))
    target = agreement(history)
    history.when_retracted(target)
    history.when_retracted(target).then_refused("is retracted already", "retract its retraction")


def test_an_event_that_nobody_recorded_is_not_found(history: History) -> None:
    history.given(agreed("crossing"))
    history.when_retracted(claimed("crossing")).then_refused("there is no event 00000000-")


def dependents() -> list[tuple[str, list[Fact], Fact]]:
    """Give what is retracted, what comes before it, and what rests on it."""
    return [
        ("commitment.agreed", [agreed("x")], claimed("x")),
        ("commitment.agreed", [agreed("x")], claimed("x", None, note="n")),
        ("commitment.agreed", [agreed("x")], revised("x")),
        ("commitment.agreed", [agreed("x")], agreed("y", parent="x")),
        ("commitment.agreed", [agreed("x")], fact("commitment.reaffirmed", commitment="x", on="2023")),
        (
            "commitment.agreed",
            [agreed("x")],
            fact("commitment.amended", commitment="x", on="2023", theme="t"),
        ),
        (
            "commitment.agreed",
            [agreed("y"), agreed("x")],
            fact("commitment.superseded", commitment="y", superseded_by="x", on="2023"),
        ),
        (
            "commitment.agreed",
            [agreed("y"), agreed("x")],
            fact("commitment.superseded", commitment="x", superseded_by="y", on="2023"),
        ),
        (
            "commitment.agreed",
            [agreed("y"), agreed("x")],
            fact("commitment.amended", commitment="y", on="2023", parent="x"),
        ),
        ("commitment.agreed", [agreed("x")], fact("evidence.added", about="x", url="https://a.example")),
        ("meeting.held", [held("s")], sent("MX", "s")),
        ("meeting.held", [held("s")], agreed("x", occasion="s")),
        ("meeting.held", [held("s")], agreed("x", occasion="meeting:s")),
        ("meeting.held", [agreed("x"), held("s")], claimed("x", occasion="s")),
        ("meeting.held", [held("s")], fact("evidence.added", about="s", url="https://a.example")),
        ("document.published", [published("s")], agreed("x", occasion="s")),
        ("document.published", [published("s")], sent("MX", "document:s")),
        ("institution.recorded", [institution("A")], institution("B", parent="A")),
        ("institution.recorded", [institution("A")], institution("B", parent="US/A")),
    ]


@pytest.mark.parametrize(("target", "before", "resting"), dependents())
def test_what_others_rest_on_is_retracted_only_with_them(
    history: History, target: str, before: list[Fact], resting: Fact
) -> None:
    history.given(*before)
    rested_on = history.last(target)
    history.given(resting)
    name = f"#{len(before) + 1} {resting.TOPIC}"
    history.when_retracted(rested_on).then_refused("others rest on it", name, "--with-dependents")
    history.when_retracted(rested_on, with_dependents=True).then_types("event.retracted", "event.retracted")
    # The newest goes first, so that at no position something rests on nothing.
    first, second = (each.said["event"] for each in history.recorded)
    assert second == rested_on.stamp.id
    assert first == next(each.stamp["id"] for each in history.facts() if each.position == len(before) + 1)


def test_evidence_about_an_event_rests_on_it(history: History) -> None:
    history.given(agreed("x"), claimed("x"))
    claim = history.last("status.updated")
    history.given(fact("evidence.added", about=f"event:{claim.stamp.id}", url="https://a.example"))
    history.when_retracted(claim).then_refused("others rest on it", "#3 evidence.added")


def test_evidence_about_evidence_rests_on_it(history: History) -> None:
    history.given(agreed("x"), fact("evidence.added", about="x", url="https://a.example"))
    first = history.last("evidence.added")
    history.given(fact("evidence.added", about=f"event:{first.stamp.id}", url="https://b.example"))
    history.when_retracted(first).then_refused("others rest on it", "#3 evidence.added")


def test_dependents_go_over_any_number_of_steps(history: History) -> None:
    history.given(held("s"))
    meeting = history.last("meeting.held")
    history.given(agreed("a", occasion="s"), agreed("b", parent="a"), claimed("b"), claimed("a"))
    history.when_retracted(meeting).then_refused("#2", "#3", "#4", "#5")
    history.when_retracted(meeting, with_dependents=True).then_types(*["event.retracted"] * 5)
    assert history.status() == []


def test_a_dependent_that_was_retracted_before_forbids_nothing(history: History) -> None:
    history.given(agreed("x"))
    target = agreement(history)
    history.given(claimed("x"))
    history.when_retracted(history.last("status.updated"))
    history.when_retracted(target).then_types("event.retracted")


def test_of_very_many_dependents_the_first_are_named_and_the_others_counted(history: History) -> None:
    history.given(agreed("x"))
    target = agreement(history)
    history.given(*(claimed("x", on=f"20{year}-01-01") for year in range(23, 48)))
    history.when_retracted(target).then_refused("#2 ", "#21 ", "and 5 more")


def notes_of_a_retraction_with(number: int) -> list[str]:
    """Retract an agreement with so many claims that rest on it; give what is noted."""
    history = History().given(agreed("x"), *(claimed("x", None, note=f"n{each}") for each in range(number)))
    history.when_retracted(agreement(history), with_dependents=True)
    return [str(note) for note in history.notes]


def test_few_that_fall_are_named_in_a_line_each_several_in_one_and_many_are_counted() -> None:
    assert [note.endswith(" no longer stands") for note in notes_of_a_retraction_with(FEW - 1)] == [
        True
    ] * FEW
    (several,) = notes_of_a_retraction_with(FEW)
    assert several.startswith(f"#{FEW + 1} ")
    assert several.endswith(" no longer stand")
    (every,) = notes_of_a_retraction_with(SHOWN - 1)
    assert every.count("; ") == SHOWN - 1
    assert "among them" not in every
    (many,) = notes_of_a_retraction_with(SHOWN)
    assert many.startswith(f"{SHOWN + 1} events no longer stand, among them #{SHOWN + 1} ")
    assert many.count("; ") == SHOWN - 1


def test_only_institutions_rest_on_an_institution(history: History) -> None:
    history.given(institution("DHS"), agreed("x", lead=["US/DHS"]), claimed("x", by="US/DHS"))
    history.when_retracted(history.last("institution.recorded")).then_types("event.retracted")


def test_several_are_retracted_together_in_one_append(history: History) -> None:
    history.given(agreed("x"), claimed("x"))
    history.when_retracted(agreement(history), history.last("status.updated"))
    history.then_types("event.retracted", "event.retracted")


def test_if_one_of_several_cannot_be_retracted_none_is(history: History) -> None:
    history.given(agreed("x"), agreed("y"), claimed("x"))
    x, y = (each for each in history.facts() if each.type == "commitment.agreed")
    history.when_retracted(*(history_fact(history, each.position) for each in (x, y)))
    history.then_refused("others rest on it")
    assert len(history.facts()) == 3


def history_fact(history: History, position: int) -> Fact:
    stored = history.facts()[position - 1]
    return fact(stored.type, **stored.fields, stamp=stored.stamp)


def test_what_was_recorded_for_a_meeting_does_not_rest_on_a_document_that_took_the_same_id_later(
    history: History,
) -> None:
    history.given(held("summit"), agreed("x", occasion="summit"), published("summit"))
    history.when_retracted(history.last("document.published")).then_types("event.retracted")


# Restoring


def test_a_retraction_that_is_retracted_restores_everything_as_it_was(history: History) -> None:
    history.given(agreed("x"), claimed("x", "stalled"))
    before = history.status()
    history.when_retracted(history.last("status.updated"))
    history.when_retracted(retraction(history)).then_types("event.retracted")
    assert history.status() == before


def test_a_restoration_says_what_stands_again(history: History) -> None:
    history.given(agreed("x"))
    history.when_retracted(agreement(history))
    history.when_retracted(retraction(history))
    assert history.notes[-1] == "#1 commitment.agreed x stands again"


def test_a_restored_fact_may_be_retracted_again(history: History) -> None:
    history.given(agreed("x"))
    target = agreement(history)
    for _ in range(3):
        history.when_retracted(target).then_types("event.retracted")
        assert history.status() == []
        history.when_retracted(retraction(history)).then_types("event.retracted")
        assert len(history.status()) == 1


def test_a_restored_id_is_taken(history: History) -> None:
    history.given(agreed("x", theme="old"))
    history.when_retracted(agreement(history))
    history.when_retracted(retraction(history))
    history.when(agreed("x", theme="new")).then_refused("x is recorded already")
    history.when(agreed("x", theme="old")).then_nothing_new()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (held("s", "2022-01-01"), held("s", "2022-01-02")),
        (published("s", "2022-01-01"), published("s", "2022-01-02")),
        (institution("A", names="one"), institution("A", names="two")),
        (agreed("x", theme="one"), agreed("x", theme="two")),
        (
            fact("topic.recorded", kind="theme", id="t"),
            fact("topic.recorded", kind="theme", id="t", names="T"),
        ),
        (
            fact("mechanism.recorded", id="m", parties="MX"),
            fact("mechanism.recorded", id="m", parties="US"),
        ),
        (
            fact("names.reconciled", kind="person", show="A", spellings="B"),
            fact("names.reconciled", kind="person", show="A", spellings="C"),
        ),
    ],
)
def test_a_restoration_is_refused_if_the_id_was_taken_since(history: History, old: Fact, new: Fact) -> None:
    history.given(old)
    history.when_retracted(history.last(old.TOPIC))
    target = retraction(history)
    history.given(new)
    history.when_retracted(target).then_refused("cannot be restored", "has its place now")


def test_a_restoration_is_refused_if_the_delegation_was_told_otherwise_since(history: History) -> None:
    history.given(held("summit"), sent("MX", head="Ana"))
    history.when_retracted(history.last("delegation.recorded"))
    target = retraction(history)
    history.given(sent("MX", head="Eva"))
    history.when_retracted(target).then_refused("cannot be restored", "has its place now")


def test_a_restoration_is_refused_if_the_external_key_was_taken_since(history: History) -> None:
    history.given(agreed("x"), claimed("x", "stalled", external="k"))
    history.when_retracted(history.last("status.updated"))
    target = retraction(history)
    history.given(claimed("x", "fulfilled", external="k"))
    history.when_retracted(target).then_refused("cannot be restored", "has its place now")


@pytest.mark.parametrize(
    ("needed", "needing", "sentence"),
    [
        (agreed("x"), claimed("x"), "there is no commitment x"),
        (agreed("x"), agreed("y", parent="x"), "there is no commitment x"),
        (agreed("x"), fact("evidence.added", about="x", url="https://a.example"), "there is no commitment x"),
        (held("s"), agreed("x", occasion="s"), "there is no meeting or document s"),
        (held("s"), sent("MX", "s"), "there is no meeting or document s"),
        (institution("A"), institution("B", parent="A"), "there is no institution US/A"),
    ],
)
def test_a_restoration_is_refused_if_what_the_fact_names_no_longer_stands(
    history: History, needed: Fact, needing: Fact, sentence: str
) -> None:
    history.given(needed, needing)
    first, second = history_fact(history, 1), history_fact(history, 2)
    history.when_retracted(second)
    target = retraction(history)
    history.when_retracted(first).then_types("event.retracted")
    history.when_retracted(target).then_refused(sentence)


def test_a_restoration_is_refused_if_parents_would_go_in_a_circle(history: History) -> None:
    history.given(agreed("a"), agreed("b"), fact("commitment.amended", commitment="a", on="2023", parent="b"))
    history.when_retracted(history.last("commitment.amended"))
    target = retraction(history)
    history.given(fact("commitment.amended", commitment="b", on="2023", parent="a"))
    history.when_retracted(target).then_refused("a cannot be a part of b")


def test_what_was_retracted_with_its_dependents_is_restored_together(history: History) -> None:
    history.given(agreed("x"))
    target = agreement(history)
    history.given(claimed("x", "stalled"))
    before = history.status()
    history.when_retracted(target, with_dependents=True)
    history.when_retracted(*history.recorded).then_types("event.retracted", "event.retracted")
    assert history.status() == before


def test_taking_back_a_restoration_is_refused_if_others_rest_on_what_was_restored(history: History) -> None:
    """The fact would be retracted again, and the claim would rest on nothing."""
    history.given(agreed("x"))
    history.when_retracted(agreement(history))
    history.when_retracted(retraction(history))
    restoration = retraction(history)
    history.given(claimed("x"))
    history.when_retracted(restoration).then_refused("others rest on it", "#4 status.updated x")


def test_taking_back_a_restoration_with_dependents_takes_what_rests_on_it_too(history: History) -> None:
    history.given(agreed("x"))
    history.when_retracted(agreement(history))
    history.when_retracted(retraction(history))
    restoration = retraction(history)
    history.given(claimed("x"))
    history.when_retracted(restoration, with_dependents=True)
    history.then_types("event.retracted", "event.retracted")
    history.when(agreed("x")).then_types("commitment.agreed")
    assert history.status_of("x")["status"] == "agreed"


# Undoing a correction: the correcting fact and the retraction of the corrected one, together


def test_a_correction_is_undone_as_a_whole(history: History) -> None:
    history.given(agreed("x", theme="old", on="2022"))
    before = history.status()
    history.when_minutes("commitments: [{id: x, text: A new crossing., obligors: [US, MX], on: 2022}]")
    history.when_retracted(*history.recorded).then_types("event.retracted", "event.retracted")
    assert history.status() == before


def test_a_correction_of_what_others_rest_on_is_undone_as_a_whole(history: History) -> None:
    """The corrected fact stands again under the same id, so nothing is left to rest on nothing."""
    history.given(agreed("x", theme="old", on="2022"), claimed("x", "stalled"))
    before = history.status()
    history.when_minutes("commitments: [{id: x, text: A new crossing., obligors: [US, MX], on: 2022}]")
    history.when_retracted(*history.recorded).then_types("event.retracted", "event.retracted")
    assert history.status() == before
