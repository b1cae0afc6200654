"""Again is nothing new, for ever; a correction is told from a contradiction, and from something else."""

import itertools
from collections.abc import Callable

import pytest

from events.facts import Fact
from tracker.decisions.record_facts import Line, RecordFacts
from tracker.decisions.use_case import Stamps
from tracker.formats.minutes import read_minutes
from tracker.testing import History, agreed, claimed, fact, held, revised

MEETING = "meeting: {id: summit, held: 2022-03-14, title: TITLE}"
CLAIM = "updates: [{commitment: x, by: US, status: stalled, effective: 2023, NOTE}]"


def files(*texts: str) -> Callable[[Stamps], RecordFacts]:
    """Record several files in one command, called a.yaml, b.yaml and so on."""
    lines: list[Line] = []
    for name, text in zip("abc", texts, strict=False):
        lines += read_minutes(text.encode(), f"{name}.yaml").lines
    return lambda stamps: RecordFacts(lines, stamps)


def test_what_was_corrected_since_is_nothing_new_and_that_is_said(history: History) -> None:
    one, two = MEETING.replace("TITLE", "One"), MEETING.replace("TITLE", "Two")
    history.when_minutes(one).when_minutes(two, "second.yaml")
    history.then_types("event.retracted", "meeting.held")
    history.when_minutes(one).then_nothing_new()
    (note,) = history.notes
    assert note == (
        "#1 meeting.held summit was recorded before and retracted since (corrected by second.yaml);"
        " --restore records it anew"
    )
    history.when_minutes(one, restores=True).then_types("event.retracted", "meeting.held")
    assert history.last("meeting.held").said["title"] == {"en": "One"}


def test_what_was_retracted_since_is_nothing_new_and_that_is_said(history: History) -> None:
    history.given(agreed("x"))
    minutes = CLAIM.replace("NOTE", "note: a")
    history.when_minutes(minutes).when_retracted(history.last("status.updated"), reason="a misreading")
    history.when_minutes(minutes).then_nothing_new()
    (note,) = history.notes
    assert note == (
        "#2 status.updated x stalled 2023 was recorded before and retracted since (a misreading);"
        " --restore records it anew"
    )
    history.when_minutes(minutes, restores=True).then_types("status.updated")
    history.when_minutes(minutes).then_nothing_new()
    assert history.notes == []


def test_a_single_verb_records_anew_and_says_so(history: History) -> None:
    history.given(held("summit"))
    history.when_retracted(history.last("meeting.held"), reason="another place")
    history.when(held("summit")).then(held("summit"))
    assert history.notes == [
        "#1 meeting.held summit was recorded before and retracted since (another place); it is recorded anew"
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_after_files_in_any_order_each_of_them_again_adds_nothing(
    history: History, order: tuple[int, ...]
) -> None:
    texts = [f"{MEETING.replace('TITLE', title)}\nsources: [https://a.example/{title}]" for title in "ABC"]
    for number in order:
        history.when_minutes(texts[number], f"{number}.yaml")
        assert history.refusal is None
    count = len(history.facts())
    for again in (*order, *reversed(order)):
        history.when_minutes(texts[again], f"{again}.yaml").then_nothing_new()
    assert len(history.facts()) == count


def test_the_same_words_saved_on_another_machine_are_nothing_new(history: History) -> None:
    history.when_minutes("meeting: {id: m, held: 2022, title: José Peña, summary: 'a\n\n b'}")
    assert history.refusal is None
    decomposed = "Jose\u0301 \u00a0Pen\u0303a"
    history.when_minutes(f"meeting: {{id: m, held: 2022, title: {decomposed}, summary: 'a \r\n\r\n  b'}}")
    history.then_nothing_new()


def test_a_commitment_does_not_change_its_occasion_by_a_correction(history: History) -> None:
    history.when_minutes("meeting: {id: m-a, held: 2022}\ncommitments: [{id: x, text: t, obligors: US}]")
    history.when_minutes("meeting: {id: m-b, held: 2023}\ncommitments: [{id: x, text: u, obligors: US}]")
    history.then_refused("minutes.yaml:2", "x was agreed at m-a", "Correct it in its minutes, or amend it")
    assert [each.type for each in history.facts()] == ["meeting.held", "commitment.agreed"]


def test_nor_does_a_proposal(history: History) -> None:
    proposal = "proposals: [{id: x, text: t, obligors: US, by: MX}]"
    history.when_minutes(f"meeting: {{id: m-a, held: 2022}}\n{proposal}")
    history.when_minutes(f"meeting: {{id: m-b, held: 2023}}\n{proposal}").then_refused("at m-a")


def test_a_commitment_without_an_occasion_gets_one_by_a_correction(history: History) -> None:
    history.given(agreed("x", text="t", obligors=["US"], on="2022"))
    history.when_minutes("meeting: {id: m-a, held: 2022}\ncommitments: [{id: x, text: t, obligors: US}]")
    history.then_types("meeting.held", "event.retracted", "commitment.agreed")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (claimed("x", external="row 7"), claimed("y", external="row 7")),
        (revised("x", external="row 7"), revised("y", external="row 7")),
    ],
)
def test_an_external_key_does_not_move_to_another_commitment(
    history: History, first: Fact, second: Fact
) -> None:
    history.given(agreed("x"), agreed("y"), first)
    history.when(lambda stamps: RecordFacts([Line("m.yaml:1", second, "m.yaml")], stamps))
    history.then_refused("m.yaml:1", "the external key row 7 belongs to x", "Use another key")


def test_an_external_key_of_evidence_does_not_move_either(history: History) -> None:
    history.given(agreed("x"), agreed("y"))
    history.given(fact("evidence.added", about="x", url="https://a.example", external="row 7"))
    history.when_minutes("evidence: [{about: y, url: https://a.example, external: row 7}]")
    history.then_refused("the external key row 7 belongs to x")


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("meeting: {id: m, held: 2022}", "meeting: {id: m, held: 2023}", "m is there twice"),
        (
            "mechanisms: [{id: hlsd, parties: [MX, US]}]",
            "mechanisms: [{id: hlsd, parties: [US, MX]}]",
            "hlsd is there twice",
        ),
        (
            "updates: [{commitment: x, by: US, status: stalled, effective: 2023, external: k}]",
            "updates: [{commitment: x, by: US, status: fulfilled, effective: 2023, external: k}]",
            "k is there twice",
        ),
        (
            "proposals: [{id: p, text: t, obligors: US, by: MX, on: 2022}]",
            "proposals: [{id: p, text: t, obligors: US, by: CA, on: 2022}]",
            "p is there twice",
        ),
    ],
)
def test_files_of_one_command_that_contradict_each_other_are_refused_with_both_places(
    history: History, one: str, other: str, named: str
) -> None:
    history.given(agreed("x"))
    history.when(files(one, other))
    history.then_refused(named, "the first is at a.yaml:1", ", with other content", "b.yaml:1", "Keep one of")


def test_files_of_one_command_that_say_the_same_record_it_once(history: History) -> None:
    text = MEETING.replace("TITLE", "A")
    history.when(files(text, text)).then_types("meeting.held")


def test_a_proposal_and_its_agreement_in_one_file_contradict_nothing(history: History) -> None:
    history.when_minutes(
        "proposals: [{id: x, text: Much., obligors: US, by: MX, on: 2022}]\n"
        "commitments: [{id: x, text: Less., obligors: US, on: 2023}]\n"
        "updates: [{commitment: x, status: in-force, by: US, effective: 2024}]"
    ).then_types("commitment.proposed", "commitment.agreed", "status.updated")
