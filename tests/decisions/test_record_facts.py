"""Recording minutes: all of a file or nothing of it, again nothing new, changed a correction."""

import itertools

import pytest

from tracker.testing import History, agreed, claimed, held, institution

SUMMIT = """
meeting: {id: summit, held: 2022-03-14, title: A summit, host: SRE}
sources: [{url: https://a.example/communique, publisher: SRE}]
institutions:
  - {party: US, id: CBP, parent: DHS}
  - {party: US, id: DHS, parent: US/EXECUTIVE}
  - {party: US, id: EXECUTIVE}
mechanisms: [{id: hlsd, parties: [MX, US], kind: dialogue}]
topics: [{kind: theme, id: border, spellings: [frontera]}]
reconcile: [{kind: person, show: Ana Paz, spellings: [A. Paz]}]
delegations: [{party: MX, capacity: host, head: Ana Paz}, {party: US, members: [Joe Doe]}]
commitments:
  - {id: detail, text: A detail., obligors: US, parent: part}
  - {id: part, text: A part., obligors: [US, MX], parent: whole}
  - {id: whole, text: The whole., obligors: [US, MX], theme: frontera, deadline: 2024}
updates:
  - {commitment: detail, status: in-progress, by: US/CBP, evidence: [https://a.example/1]}
  - {commitment: whole, by: [US, MX], effective: 2023-01-01, note: They said so., external: row 1}
deadlines: [{commitment: whole, deadline: 2026, by: US, external: row 2}]
reaffirmed: [{commitment: whole, on: 2023-02-01}]
amended: [{commitment: part, lead: [US/CBP]}]
superseded: [{commitment: detail, superseded_by: part, on: 2024}]
evidence: [{about: whole, url: https://a.example/2, external: row 3}]
"""
RECORDED = 20
DEEP = 49


def sections(minutes: str) -> list[str]:
    """Cut minutes into their sections."""
    found: list[str] = []
    for line in minutes.strip().splitlines():
        if line.startswith(" "):
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def test_minutes_record_every_fact_in_one_append(history: History) -> None:
    history.when_minutes(SUMMIT)
    assert history.refusal is None
    assert len(history.recorded) == RECORDED
    assert len({each.stamp.batch for each in history.recorded}) == 1
    assert len({each.stamp.id for each in history.recorded}) == RECORDED


def test_the_same_minutes_again_are_nothing_new(history: History) -> None:
    history.when_minutes(SUMMIT)
    history.when_minutes(SUMMIT).then_nothing_new()


def test_the_order_inside_a_file_is_free(history: History) -> None:
    history.when_minutes(SUMMIT)
    backwards = History().when_minutes("\n".join(reversed(sections(SUMMIT))))
    assert backwards.refusal is None
    assert len(backwards.recorded) == RECORDED
    assert backwards.status() == history.status()
    history.when_minutes("\n".join(reversed(sections(SUMMIT)))).then_nothing_new()


@pytest.mark.parametrize("order", list(itertools.permutations(["a, parent: b", "b, parent: c", "c"])))
def test_parents_come_before_their_parts_whatever_the_order_in_the_file(
    history: History, order: tuple[str, ...]
) -> None:
    entries = "".join(f"\n  - {{id: {each}, text: t, obligors: US, on: 2022}}" for each in order)
    history.when_minutes(f"commitments:{entries}")
    assert [each.said["id"] for each in history.recorded] == ["c", "b", "a"]


def test_a_file_may_nest_deeply(history: History) -> None:
    entries = [f"{{id: c{n}, text: t, obligors: US, on: 2022, parent: c{n + 1}}}" for n in range(DEEP)]
    history.when_minutes(
        f"commitments: [{', '.join(entries)}, {{id: c{DEEP}, text: t, obligors: US, on: 2022}}]"
    )
    assert history.refusal is None
    assert len(history.recorded) == DEEP + 1


def test_a_file_may_not_nest_without_end(history: History) -> None:
    entries = [f"{{id: c{n}, text: t, obligors: US, on: 2022, parent: c{n + 1}}}" for n in range(DEEP + 1)]
    history.when_minutes(
        f"commitments: [{', '.join(entries)}, {{id: c{DEEP + 1}, text: t, obligors: US, on: 2022}}]"
    )
    history.then_refused("c0 would be 51 levels deep; there may be 50")


def test_a_line_that_is_gone_changes_nothing(history: History) -> None:
    history.when_minutes(SUMMIT)
    history.when_minutes("meeting: {id: summit, held: 2022-03-14, title: A summit, host: SRE}")
    history.then_nothing_new()


def test_a_line_that_is_new_is_recorded_alone(history: History) -> None:
    history.when_minutes(SUMMIT)
    one_more = "evidence: [{about: part, url: https://a.example/3}, "
    history.when_minutes(SUMMIT.replace("\nevidence: [", f"\n{one_more}"))
    history.then_types("evidence.added")


def test_a_changed_line_retracts_what_it_said_and_records_it_anew(history: History) -> None:
    history.when_minutes(SUMMIT, "summit.yaml")
    history.when_minutes(SUMMIT.replace("A summit", "The summit"), "summit.yaml")
    history.then_types("event.retracted", "meeting.held")
    retraction, meeting = history.recorded
    assert retraction.said["reason"] == "corrected by summit.yaml"
    assert meeting.said["title"] == {"en": "The summit"}
    history.when_minutes(SUMMIT.replace("A summit", "The summit"), "summit.yaml").then_nothing_new()


def test_what_depends_on_a_corrected_id_stays(history: History) -> None:
    history.when_minutes(SUMMIT)
    history.when_minutes(SUMMIT.replace("text: The whole.", "text: All of it."))
    history.then_types("event.retracted", "commitment.agreed")
    row = history.status_of("whole")
    assert (row["title"], row["deadline"], row["children"]["count"]) == ("All of it.", "2026", 1)


def test_a_delegation_is_corrected_by_its_occasion_and_party(history: History) -> None:
    history.when_minutes(SUMMIT)
    history.when_minutes(SUMMIT.replace("[Joe Doe]", "[Joe Doe, Jane Roe]"))
    history.then_types("event.retracted", "delegation.recorded")


@pytest.mark.parametrize(
    ("said", "corrected", "stored_type"),
    [
        ("note: They said so.", "note: They said otherwise.", "status.updated"),
        ("deadline: 2026", "deadline: 2027", "deadline.revised"),
        ("https://a.example/2", "https://a.example/2-final", "evidence.added"),
    ],
)
def test_an_external_key_corrects_what_carries_it(
    history: History, said: str, corrected: str, stored_type: str
) -> None:
    history.when_minutes(SUMMIT)
    history.when_minutes(SUMMIT.replace(said, corrected)).then_types("event.retracted", stored_type)
    history.when_minutes(SUMMIT.replace(said, corrected)).then_nothing_new()


def test_a_claim_without_an_external_key_and_with_other_content_is_one_more_claim(history: History) -> None:
    history.when_minutes(SUMMIT)
    history.when_minutes(SUMMIT.replace("status: in-progress", "status: stalled"))
    history.then_types("status.updated")


def test_a_fact_of_a_single_verb_is_corrected_by_minutes(history: History) -> None:
    history.given(institution("DHS", names="Homeland"))
    history.when_minutes("institutions: [{party: US, id: DHS, names: Homeland Security}]")
    history.then_types("event.retracted", "institution.recorded")


def test_minutes_of_another_file_correct_too_and_say_which_file(history: History) -> None:
    history.when_minutes(SUMMIT, "one.yaml")
    history.when_minutes("mechanisms: [{id: hlsd, parties: [MX, US, CA]}]", "two.yaml")
    assert history.recorded[0].said["reason"] == "corrected by two.yaml"


def test_the_same_id_twice_in_a_file_is_refused_with_both_lines(history: History) -> None:
    history.when_minutes(
        "commitments:\n  - {id: a, text: t, obligors: US, on: 2022}\n"
        "  - {id: b, text: t, obligors: US, on: 2022}\n  - {id: a, text: u, obligors: US, on: 2022}\n"
    )
    history.then_refused("a is there twice; the first is at minutes.yaml:2", "minutes.yaml:4")
    assert history.facts() == []


@pytest.mark.parametrize(
    "entries",
    [
        "institutions:\n  - {party: US, id: DHS}\n  - {party: US, id: DHS, names: x}",
        "topics:\n  - {kind: theme, id: x}\n  - {kind: theme, id: x, names: x}",
        "mechanisms:\n  - {id: x, parties: MX}\n  - {id: x, parties: US}",
    ],
)
def test_any_name_twice_in_a_file_is_refused_with_both_lines(history: History, entries: str) -> None:
    history.when_minutes(entries).then_refused("is there twice", "minutes.yaml:2", "minutes.yaml:3")


def test_two_delegations_of_one_party_in_a_file_are_refused(history: History) -> None:
    history.when_minutes(
        "meeting: {id: s, held: 2022}\ndelegations:\n  - {party: MX, head: Ana}\n  - {party: MX, head: Eva}"
    )
    history.then_refused("is there twice", "minutes.yaml:3", "minutes.yaml:4")


def test_the_same_external_key_twice_in_a_file_is_refused_with_both_lines(history: History) -> None:
    """Else the two would correct each other, each time the file is recorded."""
    history.given(agreed("x"))
    history.when_minutes(
        "updates:\n"
        "  - {commitment: x, by: US, effective: 2023, status: stalled, external: k}\n"
        "  - {commitment: x, by: US, effective: 2023, status: fulfilled, external: k}\n"
    )
    history.then_refused("minutes.yaml:2", "minutes.yaml:3")


def test_the_same_claim_twice_in_a_file_is_recorded_once(history: History) -> None:
    history.given(agreed("x"))
    line = "{commitment: x, by: US, effective: 2023, status: stalled}"
    history.when_minutes(f"updates: [{line}, {line}]").then_types("status.updated")


def test_an_external_key_never_takes_away_an_id_that_others_rest_on(history: History) -> None:
    history.given(held("summit", external="cal/7"), agreed("x", occasion="summit"))
    history.when_minutes("meeting: {id: meeting-of-march, held: 2022-03-14, external: cal/7}")
    if history.refusal is None:
        history.when(agreed("y", occasion="summit")).then_types("commitment.agreed")


def test_parents_in_a_circle_within_a_file_are_refused_with_the_circle_and_its_line(history: History) -> None:
    history.when_minutes(
        "commitments:\n  - {id: a, text: t, obligors: US, on: 2022, parent: c}\n"
        "  - {id: b, text: t, obligors: US, on: 2022, parent: a}\n"
        "  - {id: c, text: t, obligors: US, on: 2022, parent: b}\n"
    )
    history.then_refused("the parents go in a circle: a is in c is in b is in a", "minutes.yaml:")
    assert history.facts() == []


def test_institutions_in_a_circle_within_a_file_are_refused(history: History) -> None:
    history.when_minutes("institutions: [{party: US, id: A, parent: B}, {party: US, id: B, parent: US/A}]")
    history.then_refused("the parents go in a circle", "US/A is in US/B")


def test_a_circle_closed_by_an_amendment_in_the_same_file_is_refused(history: History) -> None:
    history.when_minutes(
        "commitments:\n  - {id: a, text: t, obligors: US, on: 2022}\n"
        "  - {id: b, text: t, obligors: US, on: 2022, parent: a}\n"
        "amended:\n  - {commitment: a, on: 2023, parent: b}\n"
    )
    history.then_refused("a cannot be a part of b", "minutes.yaml:5")


def test_parts_may_be_turned_round_by_a_correction(history: History) -> None:
    history.given(agreed("a", on="2022"), agreed("b", on="2022", parent="a"))
    history.when_minutes(
        "commitments:\n  - {id: a, text: t, obligors: US, on: 2022, parent: b}\n"
        "  - {id: b, text: t, obligors: US, on: 2022}\n"
    )
    history.then_types("event.retracted", "commitment.agreed", "event.retracted", "commitment.agreed")
    assert {row["commitment"]: row["parent"] for row in history.status()} == {"a": "b", "b": None}


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (
            "- {commitment: nowhere, by: US, effective: 2023, status: stalled}",
            "there is no commitment nowhere",
        ),
        ("- {commitment: x, by: US, effective: 2023, status: stalled, obligor: CA}", "CA is no obligor of x"),
        ("- {commitment: x, by: US, effective: 2023-02-30, status: stalled}", "no such day"),
        ("- {commitment: x, by: US, effective: 2023, status: done}", "'done' is not a status"),
        ("- {commitment: x, by: US, effective: 2023, stattus: stalled}", "Did you mean status?"),
        ("- {commitment: x, by: US, status: stalled}", "effective"),
    ],
)
def test_one_bad_line_and_nothing_is_recorded(history: History, bad: str, sentence: str) -> None:
    history.when_minutes(
        "commitments:\n  - {id: x, text: t, obligors: US, on: 2022}\n"
        "updates:\n  - {commitment: x, by: US, effective: 2023, status: stalled}\n  " + bad
    )
    history.then_refused(sentence, "minutes.yaml:5")
    assert history.facts() == []


def test_a_bad_line_leaves_an_earlier_correction_of_the_file_undone(history: History) -> None:
    history.when_minutes(SUMMIT)
    before = history.facts()
    history.when_minutes(SUMMIT.replace("A summit", "The summit").replace("about: whole", "about: nothing"))
    history.then_refused("there is no")
    assert history.facts() == before


def test_dates_default_to_the_occasion_of_the_file(history: History) -> None:
    history.when_minutes(
        "document: {id: s, published: 2021-12}\ncommitments: [{id: x, text: t, obligors: US}]\n"
        "updates: [{commitment: x, by: US, status: stalled}]\ndeadlines: [{commitment: x, deadline: 2024}]"
    )
    _, agreement, claim, revision = (each.said for each in history.recorded)
    assert agreement["occasion"] == "document:s"
    assert (claim["effective"], revision["announced"]) == ("2021-12", "2021-12")


def test_a_file_that_only_follows_up_needs_its_dates(history: History) -> None:
    history.given(agreed("x"))
    history.when_minutes("updates: [{commitment: x, by: US, effective: 2023, status: stalled}]")
    history.then(claimed("x", "stalled", by="US", on="2023"))
    history.when_minutes("deadlines: [{commitment: x, deadline: 2024}]").then_refused("needs its date")
    history.when_minutes("delegations: [{party: MX}]").then_refused("need the file's meeting or document")


def test_minutes_of_a_document_whose_id_a_meeting_has_can_be_recorded(history: History) -> None:
    """The joint statement of a summit often goes by the same name."""
    history.given(held("summit"))
    history.when_minutes(
        "document: {id: summit, published: 2022-03-15}\n"
        "delegations: [{party: MX, head: Ana}]\ncommitments: [{id: x, text: t, obligors: US}]"
    )
    history.then_types("document.published", "delegation.recorded", "commitment.agreed")
    assert history.status_of("x")["agreed"] == "2022-03-15"
