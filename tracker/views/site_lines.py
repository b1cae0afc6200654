"""The lines of the tables of a site: one a commitment, in both languages, with a key of what it says."""

from functools import cached_property

from tracker.pages.places import page_of
from tracker.rules.standing import Standing
from tracker.views.belonging import parties_of
from tracker.views.selection import SCHEDULE_ORDER
from tracker.views.status import Row
from tracker.views.sweep import LANGUAGES, Sweep, SweptView, digest


class Lines:
    """The lines of what was swept."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep

    @cached_property
    def of(self) -> dict[str, dict[str, Row]]:
        """The lines, by language and commitment."""
        views = self._sweep.views
        own = {each.case.id: _line(each, views[LANGUAGES[0]]) for each in self._sweep.standings}
        return {
            lang: {
                each.case.id: {**own[each.case.id], "title": view.title(each)}
                for each in self._sweep.standings
            }
            for lang, view in views.items()
        }

    @cached_property
    def keys(self) -> dict[str, dict[str, str]]:
        """A key of each line, by language and commitment."""
        return {
            lang: {name: digest([*line.values()]) for name, line in lines.items()}
            for lang, lines in self.of.items()
        }

    @cached_property
    def order(self) -> list[str]:
        """The commitments in the order of the overview."""
        rows = self.of[LANGUAGES[0]].values()
        order = {word: place for place, word in enumerate(SCHEDULE_ORDER)}
        return [
            row["id"]
            for row in sorted(rows, key=lambda row: (order[row["schedule"]], -row["days_late"], row["id"]))
        ]

    def table(self, lang: str) -> list[Row]:
        """Give the rows of the overview: what is overdue first, then what slipped, the latest first."""
        lines = self.of[lang]
        return [lines[name] for name in self.order]


def _line(standing: Standing, view: SweptView) -> Row:
    return {
        "id": standing.case.id,
        "title": "",
        "href": page_of("commitments", standing.case.id),
        "themes": standing.themes,
        "parties": parties_of(standing, view),
        "status": standing.status,
        "by": standing.status_by,
        "schedule": standing.schedule,
        "deadline": standing.deadline or "",
        "days_late": standing.days_late,
        "disagreement": standing.disagreement,
        "stale": standing.is_stale,
    }
