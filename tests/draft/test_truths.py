"""What is taken from memos whose truth was made by hand: nobody wrong, hardly anybody missed."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from drafting import MEMOS, written

every_memo = pytest.mark.parametrize("memo", MEMOS, ids=lambda memo: memo.stem)


def truth_of(memo: Path) -> Any:
    return yaml.load(memo.with_suffix(".yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 (texts alone)


def draft_of(memo: Path) -> Any:
    return yaml.load(written(memo.read_text("utf-8")), yaml.BaseLoader)  # noqa: S506 (texts alone)


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(
        r"\W+", " ", "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    ).strip()


@every_memo
def test_those_who_were_there_are_named_with_their_side(memo: Path) -> None:
    truth = {
        (delegation["party"], folded(member["name"]))
        for delegation in truth_of(memo)["delegations"]
        for member in delegation["members"]
        if member.get("optional") != "true"
    }
    found = {
        (delegation["party"], folded(member["name"]))
        for delegation in draft_of(memo).get("delegations") or []
        for member in delegation["members"]
    }
    assert found == truth


@every_memo
def test_those_who_were_only_named_are_not_in_a_delegation(memo: Path) -> None:
    found = {
        folded(member["name"])
        for delegation in draft_of(memo).get("delegations") or []
        for member in delegation["members"]
    }
    assert not found & {folded(name) for name in truth_of(memo)["mentioned_only"]}


@every_memo
def test_firm_promises_are_live_with_their_obligors_and_deadlines(memo: Path) -> None:
    def said(entry: Any) -> tuple[str, frozenset[str], str | None]:
        return folded(entry["text"]), frozenset(entry["obligors"]), entry.get("deadline")

    truth = {said(each) for each in truth_of(memo)["commitments"] if each["grade"] == "firm"}
    assert {said(each) for each in draft_of(memo).get("commitments") or []} == truth


@every_memo
def test_the_day_and_the_place_are_those_of_the_meeting_or_left_open(memo: Path) -> None:
    meeting, draft = truth_of(memo)["meeting"], draft_of(memo)
    occasion = draft.get("meeting") or draft.get("document")
    held = occasion.get("held") or occasion["published"]
    assert held.strip("?") == (meeting["held"] if meeting["held"] not in {"null", ""} else "UNKNOWN")
    place = occasion.get("place", "")
    assert not place or folded(place) == folded(meeting["place"])
