"""Recording an institution of a party."""

import pytest

from tracker.testing import History, institution


def test_an_institution_is_recorded_as_it_is_told(history: History) -> None:
    history.when(institution("US-CA", "US", names="California")).then(
        institution("US-CA", "US", names="California")
    )


def test_an_institution_told_twice_is_nothing_new(history: History) -> None:
    history.given(institution("DHS"))
    history.when(institution("DHS")).then_nothing_new()


def test_two_parties_may_each_have_an_institution_of_one_id(history: History) -> None:
    history.given(institution("INM", "MX"))
    history.when(institution("INM", "US")).then(institution("INM", "US"))


def test_a_taken_id_with_other_content_is_refused(history: History) -> None:
    history.given(institution("DHS", names="Homeland Security"))
    history.when(institution("DHS", names="Department of Homeland Security")).then_refused(
        "US/DHS is recorded already"
    )


@pytest.mark.parametrize("parent", ["DHS", "US/DHS"])
def test_it_may_be_inside_another_of_its_party(history: History, parent: str) -> None:
    history.given(institution("DHS"))
    history.when(institution("CBP", parent=parent)).then(institution("CBP", parent=parent))


def test_a_parent_that_nobody_recorded_is_refused(history: History) -> None:
    history.given(institution("DHS", "MX"))
    history.when(institution("CBP", parent="DHS")).then_refused("there is no institution US/DHS")


def test_a_parent_that_was_retracted_is_refused(history: History) -> None:
    history.given(institution("DHS"))
    history.when_retracted(history.last("institution.recorded"))
    history.when(institution("CBP", parent="DHS")).then_refused("there is no institution US/DHS")


def test_parents_never_go_in_a_circle_through_a_correction(history: History) -> None:
    history.given(institution("A"), institution("B", parent="A"), institution("C", parent="US/B"))
    history.when_minutes("institutions: [{party: US, id: A, parent: C}]")
    history.then_refused("US/A cannot be inside C, which is inside it")


def test_a_correction_may_move_an_institution(history: History) -> None:
    history.given(institution("A"), institution("B", parent="A"), institution("C", parent="A"))
    history.when_minutes("institutions: [{party: US, id: C, parent: B}]")
    history.then_types("event.retracted", "institution.recorded")
