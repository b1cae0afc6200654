"""Recording that several spellings are one person."""

from events.facts import Fact
from tracker.testing import History, fact


def person(*spellings: str) -> Fact:
    return fact("names.reconciled", kind="person", show="Ana Paz", spellings=list(spellings))


def test_spellings_are_recorded_once_and_found_again(history: History) -> None:
    history.when(person("A. Paz", "Paz, Ana")).then(person("A. Paz", "Paz, Ana"))
    history.when(person("A. Paz", "Paz, Ana")).then_nothing_new()


def test_other_spellings_under_the_same_name_are_refused(history: History) -> None:
    history.given(person("A. Paz"))
    history.when(person("A. P.")).then_refused("Ana Paz is recorded already")


def test_minutes_correct_the_spellings(history: History) -> None:
    history.given(person("A. Paz"))
    history.when_minutes("reconcile: [{kind: person, show: Ana Paz, spellings: [A. Paz, A. P.]}]")
    history.then_types("event.retracted", "names.reconciled")
