"""Recording that a meeting was held."""

from tracker.testing import History, agreed, held, published


def test_a_meeting_is_recorded_as_it_is_told(history: History) -> None:
    meeting = held("summit", "2022-03-14", place="Mexico City", title={"en": "Summit", "es": "Cumbre"})
    history.when(meeting).then(meeting)


def test_a_meeting_told_twice_is_nothing_new(history: History) -> None:
    history.given(held("summit", "2022-03-14"))
    history.when(held("summit", "2022-03-14")).then_nothing_new()


def test_a_meeting_told_by_another_user_at_another_time_is_nothing_new(history: History) -> None:
    history.given(held("summit"))
    history.user = "somebody else"
    history.when(held("summit")).then_nothing_new()


def test_a_taken_id_with_another_date_is_refused_with_a_hint(history: History) -> None:
    history.given(held("summit", "2022-03-14"))
    history.when(held("summit", "2022-03-15")).then_refused(
        "summit is recorded already, with other content: held 2022-03-14 → 2022-03-15", "tracker edit summit"
    )


def test_the_same_date_written_otherwise_is_other_content(history: History) -> None:
    history.given(held("summit", "2022-03"))
    history.when(held("summit", "2022-03~")).then_refused("recorded already")


def test_a_document_and_a_commitment_may_have_the_id_of_a_meeting(history: History) -> None:
    history.given(held("summit"), published("summit"), agreed("summit", occasion="meeting:summit"))
    assert len(history.facts()) == 3


def test_a_mechanism_and_a_host_that_nobody_recorded_are_kept_as_text(history: History) -> None:
    meeting = held("summit", mechanism="unheard-of", host="NOBODY")
    history.when(meeting).then(meeting)


def test_an_id_is_free_again_once_its_meeting_is_retracted(history: History) -> None:
    history.given(held("summit", "2022-03-14"))
    history.when_retracted(history.last("meeting.held"))
    history.when(held("summit", "2022-03-15")).then(held("summit", "2022-03-15"))


def test_a_meeting_whose_external_key_another_has_is_refused(history: History) -> None:
    history.given(held("summit", external="cal/7"))
    history.when(held("visit", external="cal/7")).then_refused("cal/7 belongs to summit")
