"""Recording a binational institution."""

from tracker.testing import History, fact, held


def test_a_mechanism_is_recorded_once_and_found_again(history: History) -> None:
    dialogue = fact("mechanism.recorded", id="hlsd", parties=["MX", "US"], kind="dialogue")
    history.when(dialogue).then(dialogue)
    history.when(dialogue).then_nothing_new()


def test_a_taken_id_with_other_content_is_refused(history: History) -> None:
    history.given(fact("mechanism.recorded", id="hlsd", parties=["MX", "US"]))
    history.when(fact("mechanism.recorded", id="hlsd", parties=["MX", "US", "CA"])).then_refused(
        "hlsd is recorded already"
    )


def test_a_mechanism_may_be_retracted_though_a_meeting_names_it(history: History) -> None:
    history.given(fact("mechanism.recorded", id="hlsd", parties=["MX", "US"]), held(mechanism="hlsd"))
    history.when_retracted(history.last("mechanism.recorded")).then_types("event.retracted")
