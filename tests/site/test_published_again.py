"""A site that is published again, whatever was recorded since, is the one that would be made anew."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pytest
from histories import histories
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tracker.cli.publish import FACES, files_of
from tracker.formats import site_folder
from tracker.formats.history import HistoryLog
from tracker.log.stored import StoredFact
from tracker.projections.build import in_memory
from tracker.projections.cases import EVERYTHING
from tracker.testing import History, agreed, claimed, fact, institution
from tracker.views.moment import Moment
from tracker.views.site import Site
from tracker.views.site_kept import basis_of, site_again
from tracker.views.wish import Wish


def publish(history: list[StoredFact], folder: Path, day: str, wish: Wish | None = None) -> Site:
    """Publish a history as of a day, with what was kept in the folder of the last time."""
    wish, moment = wish or Wish(title="A site"), Moment(day, EVERYTHING)
    connection = in_memory(HistoryLog(history))
    basis = basis_of(connection, moment, wish, "a program")
    site = site_again(connection, moment, wish, basis, site_folder.text_of(folder / FACES))
    site_folder.publish(folder, files_of(site, wish, basis))
    return site


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_as_made_anew(folder: Path, history: list[StoredFact], day: str) -> None:
    publish(history, folder / "again", day)
    anew = Path(mkdtemp(dir=folder))
    publish(history, anew, day)
    assert contents(folder / "again") == contents(anew)


@settings(
    max_examples=8,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.one_of(histories(), *(histories(focus) for focus in ("days", "names", "resting", "asked"))),
    st.dates(date(2022, 1, 1), date(2026, 12, 31)),
)
def test_a_site_published_after_each_event_has_the_bytes_of_one_made_anew(
    history: list[StoredFact], day: date
) -> None:
    with TemporaryDirectory() as folder:
        for cut in range(max(0, len(history) - 5), len(history)):
            publish(history[:cut], Path(folder) / "again", str(day))
        is_as_made_anew(Path(folder), history, str(day))


MINUTES = """
meeting: {id: summit, held: HELD, title: A summit}
delegations: [{party: MX, members: [{name: Ana Ruiz}, {name: A. Ruiz}]}]
commitments:
  - {id: whole, text: The whole., obligors: [MX, US], deadline: 2024}
  - {id: part, text: A part., obligors: [MX], parent: whole}
  - {id: old, text: The old., obligors: [US]}
  - {id: new, text: The new., obligors: [US]}
"""


def told(history: History) -> Iterator[str]:
    """Tell a history, and what happens at each of its steps: each touches the pages of others."""
    history.when_minutes(MINUTES.replace("HELD", "2022-03-14"))
    yield "minutes"
    history.given(claimed("part", "fulfilled", by="MX", on="2023-05-01"))
    yield "a part is fulfilled, which its whole shows"
    history.given(
        fact("commitment.superseded", commitment="old", superseded_by="new", by=["US"], occasion="summit")
    )
    yield "the old is superseded by the new"
    history.when_minutes(MINUTES.replace("HELD", "2022-04"))
    yield "the meeting was on another day"
    history.given(agreed("later", parent="whole"))
    yield "the whole has one part more"
    history.given(fact("commitment.amended", commitment="part", parent="new", on="2023-06-01"))
    yield "a part is one of another whole"
    history.when_retracted(history.last("status.updated"))
    yield "a claim is retracted"
    history.given(fact("evidence.added", about="commitment:new", url="https://example.org/a"))
    yield "evidence is added"
    history.given(fact("names.reconciled", kind="person", show="Ana Ruiz", spellings=["A. Ruiz"]))
    yield "two names are one"
    history.given(claimed("later", "stalled", by="SRE", on="2025-02-01"))
    yield "somebody speaks"
    history.given(institution("SRE", party="MX"))
    yield "who spoke is another"
    history.when_retracted(history.last("commitment.superseded"))
    yield "the old is superseded no more"
    history.when_retracted(history.last("commitment.agreed"), with_dependents=True)
    yield "a part is no more"


def test_whatever_touches_the_pages_of_others_is_seen_when_a_site_is_published_again(tmp_path: Path) -> None:
    history = History().at(datetime(2024, 6, 1, tzinfo=UTC))
    for step, what in enumerate(told(history)):
        assert history.refusal is None, (what, history.refusal)
        try:
            is_as_made_anew(tmp_path, history.facts(), "2026-01-01")
        except AssertionError as error:
            raise AssertionError(what) from error
        history.at(datetime(2025, 6, 1 + step, tzinfo=UTC))


def three() -> History:
    return History().given(*map(agreed, ("one", "three", "two")))


def test_only_what_something_happened_to_is_loaded_again(tmp_path: Path) -> None:
    history = three()
    publish(history.facts(), tmp_path / "site", "2026-01-01")
    history.given(claimed("two", "stalled", on="2025-05-01"))
    site = publish(history.facts(), tmp_path / "site", "2026-01-01")
    assert [each.case.id for each in site.sweep.all] == ["two"]
    assert {name: face.status for name, face in site.faces.items()} == {
        "one": "agreed",
        "three": "agreed",
        "two": "stalled",
    }


@pytest.mark.parametrize(
    "change", ["another day", "another title", "a shorter log", "other hands", "no text"]
)
def test_what_was_kept_of_anything_else_is_not_believed(tmp_path: Path, change: str) -> None:
    kept = tmp_path / "site" / FACES
    history = three().facts()
    publish(history, tmp_path / "site", "2026-01-01")
    if change == "other hands":
        kept.write_text(kept.read_text().replace("agreed", "fulfilled"))
    elif change == "no text":
        kept.write_bytes(b"\xff[]")
    elif change == "a shorter log":
        history = history[:2]
    day = "2026-01-02" if change == "another day" else "2026-01-01"
    site = publish(history, tmp_path / "site", day, Wish(title=change) if "title" in change else None)
    assert len(site.sweep.all) == len(history)
    assert {face.status for face in site.faces.values()} == {"agreed"}
