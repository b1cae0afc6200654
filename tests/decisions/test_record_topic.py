"""Recording a theme or a project."""

from tracker.testing import History, fact


def test_a_theme_is_recorded_once_and_found_again(history: History) -> None:
    theme = fact("topic.recorded", kind="theme", id="border", spellings=["frontera"])
    history.when(theme).then(theme)
    history.when(theme).then_nothing_new()


def test_a_theme_and_a_project_may_have_one_id(history: History) -> None:
    history.given(fact("topic.recorded", kind="theme", id="border"))
    project = fact("topic.recorded", kind="project", id="border")
    history.when(project).then(project)


def test_a_taken_id_with_other_spellings_is_refused(history: History) -> None:
    history.given(fact("topic.recorded", kind="theme", id="border", spellings=["frontera"]))
    history.when(fact("topic.recorded", kind="theme", id="border", spellings=["la frontera"])).then_refused(
        "theme/border is recorded already"
    )


def test_minutes_correct_the_spellings(history: History) -> None:
    history.given(fact("topic.recorded", kind="theme", id="border", spellings=["frontera"]))
    history.when_minutes("topics: [{kind: theme, id: border, spellings: [frontera, la frontera]}]")
    history.then_types("event.retracted", "topic.recorded")
