"""Recording whom a party sent."""

from tracker.testing import History, held, published, sent


def test_a_delegation_is_recorded_with_its_head_among_its_members(history: History) -> None:
    history.given(held("summit"))
    history.when(sent("MX", "summit", head="Ana", members=["Eva"]))
    history.then(sent("MX", "summit", head="Ana", members=["Ana", "Eva"]))


def test_a_delegation_told_twice_is_nothing_new(history: History) -> None:
    history.given(held("summit"), sent("MX", "summit", head="Ana"))
    history.when(sent("MX", "summit", head="Ana")).then_nothing_new()


def test_an_occasion_that_nobody_recorded_is_refused(history: History) -> None:
    history.when(sent("MX", "summit")).then_refused("there is no meeting or document summit")


def test_an_occasion_of_the_other_kind_is_refused(history: History) -> None:
    history.given(held("summit"))
    history.when(sent("MX", "document:summit")).then_refused("there is no document summit")


def test_an_occasion_that_was_retracted_is_refused(history: History) -> None:
    history.given(held("summit"))
    history.when_retracted(history.last("meeting.held"))
    history.when(sent("MX", "summit")).then_refused("there is no meeting or document summit")


def test_a_bare_id_that_a_meeting_and_a_document_have_is_refused_with_both(history: History) -> None:
    history.given(held("summit"), published("summit"))
    history.when(sent("MX", "summit")).then_refused("Write meeting:summit or document:summit")
    history.when(sent("MX", "meeting:summit")).then(sent("MX", "summit"))


def test_each_party_has_one_delegation_to_an_occasion(history: History) -> None:
    history.given(held("summit"), sent("MX", "summit", head="Ana"))
    history.when(sent("MX", "summit", head="Eva")).then_refused("summit MX is recorded already")
    history.when(sent("US", "summit", head="Joe")).then(sent("US", "summit", head="Joe"))


def test_the_same_delegation_under_the_other_spelling_of_its_occasion_is_not_a_second_one(
    history: History,
) -> None:
    history.given(held("summit"), sent("MX", "summit", head="Ana"))
    history.when(sent("MX", "meeting:summit", head="Eva")).then_refused("recorded already")


def test_a_meeting_and_a_document_of_one_id_have_delegations_of_their_own(history: History) -> None:
    history.given(held("summit"), sent("MX", "summit", head="Ana"), published("summit"))
    history.when(sent("MX", "document:summit", head="Eva")).then(sent("MX", "document:summit", head="Eva"))


def test_a_head_is_added_to_a_single_member(history: History) -> None:
    history.given(held("summit"))
    history.when(sent("MX", "summit", head="Ana", members="Eva"))
    assert [member["name"] for member in history.recorded[0].said["members"]] == ["Ana", "Eva"]


def test_a_name_that_is_a_list_is_refused(history: History) -> None:
    history.when_minutes(
        "meeting: {id: summit, held: 2022}\ndelegations: [{party: MX, head: Ana, members: [{name: [x]}]}]"
    )
    history.then_refused("it is a list where one text belongs")
