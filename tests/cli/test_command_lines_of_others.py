"""Programs of the user's that the tracker starts: what is no command line is refused, with who named it."""

from pathlib import Path
from typing import Any

import pytest
from command_line import CommandLine

OPEN_QUOTE = 'less "'
REFUSED = [
    "Error: {name} 'less \"' is no command: a quote is left open.",
    "Hint: Quote it as a shell would.",
]


def refused(desk: CommandLine, *arguments: str, **environment: Any) -> list[str]:
    """Run a command that must be refused as a wrong command line, and record nothing."""
    before = desk.log()
    ran = desk(*arguments, **environment)
    assert ran.exit_code == 2, ran
    assert desk.log() == before
    return ran.sentences


@pytest.mark.parametrize("name", ["VISUAL", "EDITOR"])
def test_an_editor_that_is_no_command_line_is_refused(name: str, desk: CommandLine) -> None:
    said = refused(desk, "edit", "2022-09", **{"VISUAL": None, "EDITOR": "true", name: OPEN_QUOTE})
    assert said == [line.format(name=name) for line in REFUSED]
    said = refused(desk, "edit", "2022-09", **{"VISUAL": None, "EDITOR": "true", name: " "})
    assert said[0] == f"Error: {name} names no command."


def test_a_helper_that_is_no_command_line_is_refused(desk: CommandLine) -> None:
    Path(desk.folder / "memo.txt").write_text("Panama will build a bridge by 2027.")
    draft = ("draft", "memo.txt", "-q")
    assert refused(desk, *draft, "--with", OPEN_QUOTE) == [line.format(name="--with") for line in REFUSED]
    said = refused(desk, *draft, TRACKER_DRAFT_COMMAND=OPEN_QUOTE)
    assert said == [line.format(name="TRACKER_DRAFT_COMMAND") for line in REFUSED]


def test_a_pager_that_is_no_command_line_is_refused(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.cli.output.colours", lambda: True)
    monkeypatch.setattr("tracker.cli.output._lines", lambda: 3)
    assert refused(desk, "status", PAGER=OPEN_QUOTE) == [line.format(name="PAGER") for line in REFUSED]
    assert desk("status", PAGER="").exit_code == 0


def test_a_browser_that_is_no_command_line_is_refused(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("datasette", reason="the extra browse is not installed")
    monkeypatch.setattr("tracker.cli.browse._serve", lambda *_: None)
    said = refused(desk, "browse", "--open", "--port", "0", BROWSER='x "%s')
    assert said[0].startswith("Error: BROWSER 'x \"%s' is no command")
