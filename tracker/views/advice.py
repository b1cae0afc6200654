"""What is worth a second look in what is recorded; a view that cannot be had costs the advice alone."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date
from typing import TYPE_CHECKING, Protocol

from events.parties import WRITE_A_PARTY, WRITE_AN_OBLIGOR
from events.sentences import Sentence, sentence
from tracker.errors import TrackerError
from tracker.views.effects import effects_of
from tracker.views.left_behind import left_behind, left_of
from tracker.views.occurring import parties_called
from tracker.views.remarks import remarks

if TYPE_CHECKING:
    from events.facts import Fact
    from tracker.decisions.decider import Outcome
    from tracker.log.stored import StoredFact


class Calendar(Protocol):
    """Who knows what day it is."""

    @property
    def today(self) -> date:
        """The day of the local calendar."""


class Advice:
    """Asks the view of a store, or nothing where there is none, about facts that are recorded."""

    def __init__(
        self,
        view: Callable[[], AbstractContextManager[sqlite3.Connection | None]],
        calendar: Calendar,
    ) -> None:
        self._view, self._calendar = view, calendar

    @property
    def _today(self) -> str:
        return self._calendar.today.isoformat()

    def remarks(self, facts: "list[Fact]") -> list[str]:
        """Say what is worth a second look in facts that are about to be recorded."""
        return self._ask(lambda view: remarks(facts, view, self._today))

    def left_behind(self, occasion: str | None, outcome: "Outcome", before: Sequence[int]) -> list[str]:
        """Say what stands though the minutes whose outcome this is say it no more.

        They are of an occasion, or of none; `before` are the positions of what they said until they
        were edited, where that is known.
        """
        new = [fact for _, fact in outcome.facts]
        present = [*outcome.there, *outcome.corrected, *(position or 0 for position, _ in outcome.facts)]

        def ask(view: sqlite3.Connection | None) -> list[str]:
            if view is None:
                return []
            if before:
                return left_of(view, before, present, new)
            return left_behind(view, occasion, present, new) if occasion else []

        return self._ask(ask)

    def effects(self, facts: "list[StoredFact]", *, supposing: bool) -> list[str]:
        """Say how the commitments that facts are about stood and stand, or would if they were recorded."""
        return self._ask(
            lambda view: effects_of(view, facts, self._today, supposing=supposing) if view else []
        )

    def with_codes(self, refused: TrackerError) -> TrackerError:
        """Give a refusal with the code in its hint where a recorded name of a party was written."""
        vague = [
            each for each in (refused, *refused.others) if each.hint in (WRITE_A_PARTY, WRITE_AN_OBLIGOR)
        ]
        if vague:
            with suppress(TrackerError, sqlite3.Error), self._view() as view:
                for each in vague:
                    if view and isinstance(each.message, Sentence):
                        self._add_code(view, each, str(next(iter(each.message.values.values()))))
        return refused

    @staticmethod
    def _add_code(view: sqlite3.Connection, refused: TrackerError, written: str) -> None:
        for code in parties_called(view, written)[:1]:
            refused.hint = sentence("Write its code: {code}.", code=code)

    def _ask(self, ask: Callable[[sqlite3.Connection | None], list[str]]) -> list[str]:
        try:
            with self._view() as view:
                return ask(view)
        except (TrackerError, sqlite3.Error, LookupError, TypeError, ValueError, AttributeError) as error:
            return [
                sentence(
                    "the view could not be asked, so nothing is said of what is new: {error}", error=error
                )
            ]
