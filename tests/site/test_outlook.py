"""Calendars and feeds are what other people's readers read."""

from pathlib import Path

import feedparser
import pytest
from command_line import CommandLine
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from events.texts import formatting
from tracker.pages.calendar import calendar


def test_the_open_deadlines_are_a_calendar_of_whole_days_with_alarms(desk: CommandLine) -> None:
    text = desk.done(
        "export", "deadlines", "--alarm", "30", "--alarm", "7", "--base-url", "https://example.org"
    ).stdout
    events = {str(event["UID"]): event for event in Calendar.from_ical(text).walk("VEVENT")}
    bridge = events["sixaola-bridge@commitments-tracker"]
    assert str(bridge.decoded("DTSTART")) == "2025-12-31"
    assert str(bridge.decoded("DTEND")) == "2026-01-01"
    assert bridge["URL"] == "https://example.org/commitments/sixaola-bridge.html"
    assert [str(alarm.decoded("TRIGGER")) for alarm in bridge.walk("VALARM")] == [
        "-30 days, 0:00:00",
        "-7 days, 0:00:00",
    ]
    assert "customs-window@commitments-tracker" not in events
    assert desk.done("export", "deadlines", "--theme", "border-works").stdout.count("BEGIN:VEVENT") < len(
        events
    )


def test_a_line_of_a_calendar_ends_with_crlf_and_has_no_more_than_75_octets(site: Path) -> None:
    lines = (site / "deadlines.ics").read_bytes().split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


SEEN = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")).filter(
    lambda character: formatting(character) is None
)


@given(st.text(SEEN, min_size=1, max_size=300))
def test_any_title_comes_back_from_a_calendar_as_it_was(title: str) -> None:
    row = {"commitment": "x", "title": title, "day": "9999-12-31", "told": title, "url": None}
    text = calendar([{**row, "recorded_at": "2026-01-02T03:04:05.678901Z"}], "t")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == title


@pytest.mark.parametrize("arguments", [[], ["--lang", "es"], ["--party", "PA"]])
def test_what_was_recorded_lately_is_a_feed_the_newest_first(desk: CommandLine, arguments: list[str]) -> None:
    text = desk.done("export", "changes", "--base-url", "https://example.org/s", *arguments).stdout
    read = feedparser.parse(text)
    assert not read.bozo
    assert read.version == "atom10"
    assert len({entry.id for entry in read.entries}) == len(read.entries) > 5
    assert read.entries[0].id.startswith("urn:uuid:01980000-")
    times = [entry.updated for entry in read.entries]
    assert times == sorted(times, reverse=True)
    assert read.entries[0].link.startswith("https://example.org/s/commitments/")


def test_a_calendar_and_a_feed_have_no_other_form_and_no_hidden_address(desk: CommandLine) -> None:
    assert desk.refused("export", "changes", "-f", "csv", exit_code=2)
    assert desk.refused("export", "deadlines", "--base-url", "javascript:alert(1)", exit_code=2)
