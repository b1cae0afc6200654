"""Recording that a document was published."""

from tracker.testing import History, agreed, published


def test_a_document_is_recorded_as_it_is_told(history: History) -> None:
    document = published("statement", "2021-12-01", kind="joint-statement", url="https://a.example")
    history.when(document).then(document)


def test_a_document_told_twice_is_nothing_new(history: History) -> None:
    history.given(published("statement"))
    history.when(published("statement")).then_nothing_new()


def test_a_taken_id_with_other_content_is_refused(history: History) -> None:
    history.given(published("statement", publisher="SRE"))
    history.when(published("statement", publisher="DHS")).then_refused("statement", "recorded already")


def test_a_commitment_may_come_from_a_document_without_a_meeting(history: History) -> None:
    history.given(published("statement", "2021-12-01"), agreed("crossing", occasion="document:statement"))
    assert history.status_of("crossing")["agreed"] == "2021-12-01"
