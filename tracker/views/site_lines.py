"""The lines of the tables of a site: one a commitment, in both languages, in the order of the overview."""

from collections.abc import Mapping
from functools import cached_property

from tracker.views.faces import Face
from tracker.views.selection import SCHEDULE_ORDER
from tracker.views.status import Row
from tracker.views.sweep import LANGUAGES


class Lines:
    """The lines of some commitments."""

    def __init__(self, faces: Mapping[str, Face]) -> None:
        self._faces = faces

    @cached_property
    def of(self) -> dict[str, dict[str, Row]]:
        """The lines, by language and commitment."""
        return {lang: {name: face.line(lang) for name, face in self._faces.items()} for lang in LANGUAGES}

    def key(self, name: str, lang: str) -> str:
        """Give a key of a line."""
        return self._faces[name].lines[lang]

    @cached_property
    def order(self) -> list[str]:
        """The commitments in the order of the overview: overdue first, then slipped, the latest first."""
        order = {word: place for place, word in enumerate(SCHEDULE_ORDER)}
        return [
            face.id
            for face in sorted(
                self._faces.values(), key=lambda face: (order[face.schedule], -face.days_late, face.id)
            )
        ]

    def table(self, lang: str) -> list[Row]:
        """Give the rows of the overview."""
        lines = self.of[lang]
        return [lines[name] for name in self.order]
