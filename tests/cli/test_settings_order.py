"""An option beats the environment, the environment the file, the file what is used else (CONTRACT §4)."""

from pathlib import Path

import pytest
from command_line import CommandLine


@pytest.fixture
def configured(tracker: CommandLine) -> CommandLine:
    home = tracker.folder / "config" / "commitments-tracker"
    home.mkdir(parents=True)
    (home / "config.toml").write_text(
        f'store = "{tracker.folder / "of-the-file.db"}"\nlang = "es"\nby = "MX"\n', encoding="utf-8"
    )
    return tracker


def ran(desk: CommandLine, *arguments: str, file: bool = True, store: str | None = None) -> str:
    """Run a command that must succeed, with and without the file; give what it says."""
    home = str(desk.folder / ("config" if file else "no-config"))
    done = desk(*arguments, XDG_CONFIG_HOME=home, TRACKER_STORE=store)
    assert done.exit_code == 0, done.stderr
    return done.stdout + done.stderr


def test_the_store_is_of_the_option_else_the_environment_else_the_file_else_the_data_folder(
    configured: CommandLine,
) -> None:
    def made(*arguments: str, file: bool = True, store: str | None = None) -> str:
        before = set(configured.folder.rglob("*.db"))
        ran(configured, "init", *arguments, file=file, store=store)
        (new,) = set(configured.folder.rglob("*.db")) - before
        return str(new.relative_to(configured.folder))

    assert made("--store", "of-the-option.db", store="of-the-environment.db") == "of-the-option.db"
    assert made(store="of-the-environment.db") == "of-the-environment.db"
    assert made() == "of-the-file.db"
    assert made(file=False) == str(Path("data") / "commitments-tracker" / "commitments.db")


EMPTY = [
    ("--store", "--store", "", "status"),
    ("--store", "status", "--store", ""),
    ("--store", "update", "c", "stalled", "--by", "MX", "--store", " "),
    ("--store", "demo", "--store", ""),
    ("--from", "copy", "--to", "new.db", "--from", ""),
    ("--to", "copy", "--to", ""),
    ("-c", "status", "-c", ""),
    ("-c", "meetings", "-c", ","),
    ("--sort", "status", "--sort", ""),
    ("--with", "draft", "memo.txt", "--with", ""),
]


@pytest.mark.parametrize("asked", EMPTY, ids=lambda asked: " ".join(asked[1:]))
def test_an_option_that_is_empty_is_refused_and_not_taken_for_none(
    asked: tuple[str, ...], tracker: CommandLine
) -> None:
    tracker.done("agree", "c", "--text", "A bridge.", "--obligors", "MX", "--on", "2024", "-q")
    (tracker.folder / "memo.txt").write_text("Panama will build a bridge by 2027.")
    option, *arguments = asked
    assert tracker.refused(*arguments, exit_code=2) == [
        f"Error: {option} is empty.",
        "Hint: Leave it out for the usual; was a variable not set?",
    ]


def test_a_variable_that_is_empty_is_one_that_is_not_set(tracker: CommandLine) -> None:
    tracker.done("init", "--store", str(tracker.folder / "data" / "commitments-tracker" / "commitments.db"))
    assert tracker("status", TRACKER_STORE="", TRACKER_COLUMNS="", TRACKER_USER="").exit_code == 0


def test_the_language_is_of_the_option_else_of_the_file_else_english(configured: CommandLine) -> None:
    ran(configured, "agree", "c", "--text", "A bridge.", "--obligors", "MX", "--on", "2024", store="desk.db")
    asked = ("status", "-f", "markdown")
    assert "Vencimiento" not in ran(configured, *asked, "--lang", "en", store="desk.db")
    spanish = ran(configured, *asked, store="desk.db")
    assert spanish == ran(configured, *asked, "--lang", "es", file=False, store="desk.db")
    assert ran(configured, *asked, file=False, store="desk.db") == ran(
        configured, *asked, "--lang", "en", store="desk.db"
    )
    assert spanish != ran(configured, *asked, file=False, store="desk.db")


def test_who_speaks_is_of_the_option_else_of_the_file_else_must_be_said(configured: CommandLine) -> None:
    agreed = ("agree", "c", "--text", "A bridge.", "--obligors", "MX", "--obligors", "US", "--on", "2024")
    ran(configured, *agreed, store="desk.db")

    def last_claimant() -> list[str]:
        found = configured("show", "c", "-f", "json", TRACKER_STORE="desk.db").json
        return [each["assessor"] for each in found["reported"]]

    ran(configured, "update", "c", "stalled", "--on", "2024-02-01", store="desk.db")
    assert set(last_claimant()) == {"MX"}
    ran(configured, "update", "c", "stalled", "--by", "US", "--on", "2024-03-01", store="desk.db")
    assert set(last_claimant()) == {"MX", "US"}
    home = str(configured.folder / "no-config")
    refused = configured("update", "c", "fulfilled", "--on", "2024-04-01", XDG_CONFIG_HOME=home)
    assert (refused.exit_code, "--by" in refused.stderr) == (2, True), refused
