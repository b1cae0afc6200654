"""What somebody wants to be published."""

from typing import NamedTuple

from tracker.views.selection import Selection


class Wish(NamedTuple):
    """What is to be published: which commitments, with or without notes, under which title and address."""

    selection: Selection = Selection()
    notes: bool = True
    title: str = ""
    base_url: str = ""
    known_at: str = ""
    workbook: bool = False
    """Whether there is what writes workbooks."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out, so that the history may be published too."""
        return self.notes and self.selection == Selection()
