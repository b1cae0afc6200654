"""Where the events of a history get other numbers than it says they had: what cites them goes astray."""

from typing import Any

from events.sentences import Sentence, sentence


class Renumbered:
    """Looks on while a history is read: the positions it says are ignored (CONTRACT §6), but compared."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._first: tuple[int, int, int] | None = None

    def see(self, line: int, event: dict[str, Any], position: int) -> None:
        """Compare the number that an event of a line has with the one it gets."""
        was = event.get("position")
        if self._first is None and type(was) is int and was != position:
            self._first = line, was, position

    def said(self) -> Sentence | None:
        """Say from which line on the numbers differ; None where they do not."""
        if self._first is None:
            return None
        line, was, position = self._first
        return sentence(
            "Note: from line {line} of {source} on, events have other numbers than in the file:"
            " what was #{was} there is #{position}.",
            line=line,
            source=self._source,
            was=was,
            position=position,
        )
