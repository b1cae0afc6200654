"""`-o` of every verb: what it may write, what it never destroys, and what is in the file."""

import csv
import os
import shlex
from pathlib import Path

import pytest
from command_line import TODAY, CommandLine
from test_terminals import SCRIPTS, environment, shell
from waiting import Child

WRITING = (
    "status",
    "status -f csv",
    "show six",
    "timeline six -f html",
    "meetings -f json",
    "people",
    "scorecard -f markdown",
    "changes -f json",
    "list parties",
    "brief",
    "check",
    "events",
    "events -f ndjson",
    "export",
    "export history -f ndjson",
    "export status",
    "replay dossier.ndjson",
)


@pytest.mark.parametrize("command", WRITING)
def test_no_verb_writes_over_the_store(command: str, desk: CommandLine) -> None:
    desk.done("export", "-o", "dossier.ndjson")
    os.link(desk.store, desk.folder / "hard.db")
    (desk.folder / "link.csv").symlink_to(desk.store.name)
    view = next(desk.folder.glob("desk.db.views/*.sqlite")).relative_to(desk.folder)
    outputs = ["desk.db", "./desk.db", str(desk.store), "hard.db", "link.csv", str(view)]
    for output in [*outputs, "desk.db-wal", "desk.db-shm", "desk.db.views/new"]:
        said = desk.refused(*command.split(), "-o", output, exit_code=2)
        assert said[0].startswith(f"Error: {Path(output)} ")
        assert said[1:] == ["Hint: Give another file with -o; nothing was written."]
    assert desk("verify").exit_code == 0


def test_a_refused_output_is_not_even_computed(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object, **__: object) -> None:
        raise AssertionError("the view was asked")

    monkeypatch.setattr("tracker.application.Tracker.view", asked)
    for command in ("status", "show six", "export", "brief"):
        desk.refused(*command.split(), "-o", "desk.db", exit_code=2)


@pytest.mark.parametrize("output", ["", ".", "nowhere/x.csv"])
def test_what_cannot_be_written_is_a_sentence(output: str, desk: CommandLine) -> None:
    said = desk.refused("status", "-o", output, exit_code=2)
    assert said[0].startswith("Error: cannot write ")
    assert said[1] == "Hint: Give another file with -o."


def test_a_file_is_what_stdout_would_be(desk: CommandLine) -> None:
    for command in ("status -f json", "events -f ndjson", "export", "brief", "show six", "scorecard -f html"):
        desk.done(*command.split(), "-o", "out")
        assert (desk.folder / "out").read_text("utf-8") == desk.done(*command.split()).stdout


def test_a_dash_is_stdout(desk: CommandLine) -> None:
    assert desk.done("status", "-f", "ids", "-o", "-").stdout == desk.done("status", "-f", "ids").stdout
    assert not (desk.folder / "-").exists()


def test_fifty_commands_write_one_file_at_once_and_all_succeed(desk: CommandLine) -> None:
    tracker = shlex.quote(str(SCRIPTS / "python"))
    one = f"{tracker} -m tracker -q status --as-of {TODAY} -f json -o out.json || echo failed"
    ran = shell(desk, f"for each in $(seq 50); do ({one}) & done; wait")
    assert (ran.stdout, ran.stderr) == (b"", b"")
    assert (desk.folder / "out.json").read_text("utf-8") == desk.done("status", "-f", "json").stdout
    assert [name for name in desk.files() if name.endswith(".part")] == []


def test_ctrl_c_leaves_the_file_that_was_there(desk: CommandLine) -> None:
    (desk.folder / "out").write_text("before")
    command = [str(SCRIPTS / "python"), "-m", "tracker", "replay", "-", "-o", "out"]
    with Child(command, cwd=desk.folder, env=environment(desk)) as child:
        child.tell("{" * 500_000)  # more than a pipe holds: the command is reading
        child.interrupt()
        assert child.end().code == 130
    assert (desk.folder / "out").read_text() == "before"
    assert [name for name in desk.files() if name.endswith(".part")] == []


# The mark of UTF-8 in CSV


def test_a_csv_file_says_to_spreadsheets_that_it_is_utf_8_and_stdout_does_not(desk: CommandLine) -> None:
    for command in ("status -f csv", "export status"):
        on_stdout = desk.done(*command.split()).stdout
        assert not on_stdout.startswith("\ufeff")
        desk.done(*command.split(), "-o", "out.csv")
        assert (desk.folder / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        assert (desk.folder / "out.csv").read_text("utf-8-sig") == on_stdout
    with (desk.folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(desk.done("status", "-f", "ids").stdout.split())


@pytest.mark.parametrize(
    ("command", "output"),
    [("status -f csv", "out"), ("status -f json", "out.csv"), ("status -f csv", "/dev/stdout")],
)
def test_nothing_else_has_the_mark(command: str, output: str, desk: CommandLine) -> None:
    desk.done(*command.split(), "-o", output)
    if Path(output).parent == Path():
        assert not (desk.folder / output).read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_pipe_called_csv_gets_what_stdout_gets(desk: CommandLine) -> None:
    ran = shell(
        desk, f"mkfifo out.csv; cat out.csv & tracker -q status --as-of {TODAY} -f csv -o out.csv; wait"
    )
    assert ran.stdout.decode() == desk.done("status", "-f", "csv").stdout


@pytest.mark.parametrize(
    ("command", "ending", "form"),
    [
        ("status", ".csv", "csv"),
        ("status", ".CSV", "csv"),
        ("status", ".json", "json"),
        ("status", ".jsonl", "ndjson"),
        ("status", ".md", "markdown"),
        ("status", ".html", "html"),
        ("status", ".txt", "table"),
        ("status", "", "table"),
        ("list parties", ".json", "json"),
        ("show six", ".html", "html"),
        ("brief", ".html", "html"),
        ("brief", ".txt", "markdown"),
        ("events", ".ndjson", "ndjson"),
        ("people --suggest", ".yaml", "yaml"),
        ("export status", ".json", "json"),
        ("export status", ".md", "markdown"),
        ("export status", "", "csv"),
        ("draft memo.txt", ".json", "json"),
    ],
)
def test_the_ending_of_a_file_says_how_it_is_written(
    command: str, ending: str, form: str, desk: CommandLine
) -> None:
    (desk.folder / "memo.txt").write_text("The ministers met in Panama City on 10 May 2021.\n")
    desk.done(*command.split(), "-o", f"by-ending{ending}")
    desk.done(*command.split(), "-f", form, "-o", f"said{ending}")
    assert (desk.folder / f"by-ending{ending}").read_bytes() == (desk.folder / f"said{ending}").read_bytes()


@pytest.mark.parametrize(
    ("command", "ending", "hint"),
    [
        ("status", "xlsx", "tracker export status -o x.xlsx does."),
        ("status", "pdf", "Name a file that ends in .csv, .json, .ndjson, .md or .html."),
        ("show six", "ics", "tracker export deadlines -o x.ics does."),
        ("people --suggest", "atom", "tracker export changes -o x.atom does."),
        ("export", "csv", "Name a file that ends in .ndjson."),
        ("export deadlines", "csv", "Name a file that ends in .ics."),
        ("export changes", "xlsx", "tracker export status -o x.xlsx does."),
        ("draft memo.txt", "md", "Name a file that ends in .json or .yaml."),
    ],
)
def test_an_ending_that_is_not_written_is_refused_with_what_is(
    command: str, ending: str, hint: str, desk: CommandLine
) -> None:
    said = desk.refused(*command.split(), "-o", f"x.{ending}", exit_code=2)
    assert said == [f"Error: x.{ending}: no .{ending} is written here.", f"Hint: {hint}"]


def test_a_history_may_be_called_json(desk: CommandLine) -> None:
    desk.done("export", "-o", "history.json")
    assert (desk.folder / "history.json").read_text() == desk.done("export").stdout


def test_what_f_says_goes_before_what_the_ending_says(desk: CommandLine) -> None:
    desk.done("status", "-f", "ids", "-o", "x.csv")
    assert (desk.folder / "x.csv").read_text() == desk.done("status", "-f", "ids").stdout
    desk.done("export", "-f", "ndjson", "-o", "x.json")
    assert (desk.folder / "x.json").read_text() == desk.done("export").stdout
