"""What a shell asks of the command line: completion, help, pipes, and environments that lack something."""

import os
import re
import shlex
import subprocess
import sys

import pytest
from command_line import CommandLine, bare_environment, verbs
from test_terminals import shell

NINES = "9" * 5000


# Help


def test_help_is_what_the_option_prints(tracker: CommandLine) -> None:
    assert tracker.done("help").stdout == tracker.done("--help").stdout
    for verb in verbs():
        assert tracker.done("help", verb).stdout == tracker.done(verb, "--help").stdout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("stauts", "status"), ("stat", "status"), ("evidance", "evidence"), ("proposal", "propose")],
)
def test_a_misspelt_verb_is_answered_with_the_right_one_in_a_new_process(
    typed: str, meant: str, shared_desk: CommandLine
) -> None:
    for command in (typed, f"help {typed}"):
        ran = shell(shared_desk, f"tracker {command}")
        said = ran.stderr.decode().splitlines()
        assert ran.returncode == 2
        assert said[0].startswith(f"Error: no such command '{typed}'. Did you mean '{meant}'")
        assert said[1] == "Hint: See tracker --help."


def test_a_word_like_no_verb_is_answered_without_a_guess(tracker: CommandLine) -> None:
    assert tracker.refused("qqqq", exit_code=2)[0] == "Error: no such command 'qqqq'."


def test_the_options_that_all_verbs_share_come_last(tracker: CommandLine) -> None:
    for verb in verbs():
        options = re.findall(r"^  (-\S+?),? ", tracker.done(verb, "--help").stdout, re.MULTILINE)
        assert options[-3:] == ["--store", "-q", "-h"], verb


# Completion


def completed(desk: CommandLine, words: str, **more: str) -> list[tuple[str, str]]:
    """Complete the last of the words, as the installed script of bash asks for it."""
    last = len(words.split(" ")) - 1
    asked = {"_TRACKER_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(last)}
    ran = shell(desk, "tracker", **asked, **more)
    assert ran.stderr == b""
    pairs = [line.partition(",") for line in ran.stdout.decode().splitlines() if line]
    return [(kind, value) for kind, _, value in pairs]


@pytest.mark.parametrize(
    "words",
    [
        "tracker record m",
        "tracker import m",
        "tracker replay m",
        "tracker backup m",
        "tracker evidence six --file m",
        "tracker schema --check m",
        "tracker status --store m",
        "tracker --store m",
        "tracker status -o m",
        "tracker copy --from m",
        "tracker copy --to m",
    ],
)
def test_a_file_is_completed_by_the_shell(words: str, shared_desk: CommandLine) -> None:
    assert completed(shared_desk, words) == [("file", "m")]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("tracker status --schedule o", ["overdue", "on-time"]),
        ("tracker status --status ag", ["agreed"]),
        ("tracker status --status op", ["open"]),
        ("tracker status --status cu", ["cumplido"]),
        ("tracker update six ag", []),
        ("tracker update six not-f", ["not-fulfilled"]),
        ("tracker status --sort days", ["days_late"]),
        ("tracker events --type commitment.sup", ["commitment.superseded"]),
        ("tracker help sche", ["schema"]),
        ("tracker completion z", ["zsh"]),
        ("tracker meetings --mechanism x", []),
        ("tracker meetings --mechanism b", ["border-commission"]),
        ("tracker status --party ", ["CR", "NI", "PA"]),
        ("tracker status --theme b", ["border-works"]),
        ("tracker check --theme o", ["obras\\ de\\ frontera"]),
        ("tracker scorecard --project s", ["sixaola-bridge"]),
        ("tracker export status --institution PA/", ["PA/ANA", "PA/MOP"]),
        ("tracker changes --since 2024", ["2024-02-20-san-jose"]),
        ("tracker update six stalled --by p", ["press"]),
        ("tracker update six stalled --by MO", ["MOPT", "MOP"]),
        ("tracker update six --obligor C", ["CR", "CONAVI", "CR/CONAVI", "CR/MOPT"]),
        ("tracker agree x --theme cu", ["customs"]),
        ("tracker agree x --lead AN", ["ANA"]),
        ("tracker delegation 2024 --capacity o", ["observer"]),
        ("tracker topic x --kind ", ["theme", "project"]),
        ("tracker mechanism x --kind a", ["agreement"]),
        ("tracker reconcile --kind p", ["person"]),
        ("tracker list the", ["themes"]),
    ],
)
def test_a_word_of_ours_is_completed(words: str, answer: list[str], shared_desk: CommandLine) -> None:
    assert [value for _, value in completed(shared_desk, words)] == answer


def test_every_status_of_the_vocabulary_is_offered_as_a_filter(shared_desk: CommandLine) -> None:
    from events.statuses import SPANISH, STATUSES

    offered = {value for _, value in completed(shared_desk, "tracker status --status ")}
    assert {*STATUSES, "open", *SPANISH.values(), "abiertos"} <= offered


def test_a_schedule_is_offered_in_both_languages(shared_desk: CommandLine) -> None:
    from events.statuses import SPANISH_SCHEDULES

    offered = {value for _, value in completed(shared_desk, "tracker status --schedule ")}
    assert {*SPANISH_SCHEDULES, *SPANISH_SCHEDULES.values()} <= offered


def test_open_stands_for_all_that_is_still_to_be_done(shared_desk: CommandLine) -> None:
    from events.statuses import is_open

    rows = shared_desk.done("status", "-f", "json").json
    still = [row["commitment"] for row in rows if is_open(row["status"])]
    assert 0 < len(still) < len(rows)
    assert shared_desk.done("status", "--status", "open", "-f", "ids").stdout.split() == still


LOADED = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from tracker.cli import main
main(prog_name="tracker")
"""


@pytest.mark.parametrize(
    ("words", "last"), [("tracker st", 1), ("tracker help s", 2), ("tracker status --sch", 2)]
)
def test_completing_a_word_of_ours_loads_nothing_heavy(
    words: str, last: int, shared_desk: CommandLine
) -> None:
    asked = {"_TRACKER_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(last)}
    ran = subprocess.run(
        [sys.executable, "-c", LOADED],
        env={**os.environ, **asked},
        cwd=shared_desk.folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert ran.stdout.startswith("plain,")
    modules = set(ran.stderr.split())
    assert modules.isdisjoint({"pydantic", "eventsourcing", "tabulate", "sqlite3", "yaml"})
    assert ("click" in modules) == (last > 1)  # a verb is completed without


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed(name: str, tracker: CommandLine) -> None:
    script = tracker.done("completion", name).stdout
    assert f"_TRACKER_COMPLETE={name}_complete" in script
    assert tracker("completion", "csh").exit_code == 2


def test_a_name_from_outside_is_one_harmless_word_of_bash(tracker: CommandLine) -> None:
    """The name is completed by bash itself, and typed on: nothing runs, and the official is shown."""
    hostile = "Zed $(touch PWNED) `touch PWNED`; touch PWNED \\ 'x' \"y\" é*"
    tracker.done("meeting", "m", "--held", "2024")
    tracker.done("delegation", "m", "--party", "PA", "--members", hostile)
    script = tracker.folder / "completion.bash"
    script.write_text(tracker.done("completion", "bash").stdout, encoding="utf-8")
    asked = (
        ". ./completion.bash; COMP_WORDS=(tracker show Zed); COMP_CWORD=2;"
        ' _tracker_completion tracker; printf "%s" "${COMPREPLY[0]}"'
    )
    word = shell(tracker, asked).stdout.decode()
    assert shlex.split(word) == [hostile]
    shown = shell(tracker, f"tracker show {word} -f ids")
    assert shown.stdout.decode().rstrip("\n") == hostile
    assert not (tracker.folder / "PWNED").exists()


# Pipes


@pytest.mark.parametrize(
    "command",
    [
        "status",
        "export history",
        "events -f ndjson",
        "events -f json",
        "schema",
        "check",
        "show six",
        "--help",
    ],
)
def test_a_pipe_whose_reader_has_seen_enough_is_a_success(command: str, shared_desk: CommandLine) -> None:
    # The reader is gone before anything is written, whoever of the two is quicker.
    script = f"exec 3> >(exec true); wait $!; tracker -q {command} >&3; echo $?"
    ran = shell(shared_desk, script)
    assert (ran.stdout, ran.stderr) == (b"0\n", b"")


# Numbers without end


@pytest.mark.parametrize(
    "command",
    [
        f"status --limit {2**63}",
        f"status --limit {2**63} --sort deadline",
        f"status --limit {NINES}",
        f"status --limit -{NINES}",
        f"check --stale {NINES}",
        f"check --due-within {2**63}",
        f"events --after -{NINES}",
        f"status --as-of {NINES}",
        f"status --known-at 2024-{NINES}",
    ],
)
def test_a_number_without_end_is_refused_in_a_short_sentence(command: str, desk: CommandLine) -> None:
    said = desk.refused(*command.split(), exit_code=2)
    assert said[0].startswith("Error: ")
    assert all(len(line) < 500 for line in said)


@pytest.mark.parametrize(
    "command",
    [f"events --after {NINES}", f"events --after #{NINES}", "events --after 0000000000000000000000000001"],
)
def test_an_event_number_may_be_as_long_as_one_likes(command: str, shared_desk: CommandLine) -> None:
    ran = shared_desk.done(*command.split(), "-f", "ids")
    assert len(ran.stdout.splitlines()) == (37 if command.endswith("1") else 0)


@pytest.mark.parametrize("number", [f"#{NINES}", NINES])
def test_known_at_a_number_after_all_events_is_all_we_know(number: str, shared_desk: CommandLine) -> None:
    everything = shared_desk.done("status", "-f", "json").stdout
    assert shared_desk.done("status", "-f", "json", "--known-at", number).stdout == everything


@pytest.mark.parametrize(
    "command", ["check --stale 1000000000", "check --due-within 1000000000 --as-of 9999"]
)
def test_a_very_long_time_is_no_obstacle(command: str, shared_desk: CommandLine) -> None:
    assert shared_desk(*command.split()).exit_code in {0, 1}


@pytest.mark.parametrize(
    "text", ["[" * 20_000, '{"$defs": ' * 900 + "{}" + "}" * 900, "1" * 5000, '{"a": ' * 20_000]
)
def test_a_schema_as_deep_as_one_likes_is_a_sentence(text: str, tracker: CommandLine) -> None:
    (tracker.folder / "saved.json").write_text(text, encoding="utf-8")
    ran = tracker("schema", "--check", "saved.json")
    assert ran.exit_code in {1, 2}
    assert ran.stdout or ran.stderr.startswith("Error: saved.json: this is")


# Environments


@pytest.mark.parametrize("zone", ["XXX-25", "XXX+24:59:59", "AAA-99:99"])
def test_a_time_zone_a_day_away_is_a_sentence(zone: str, shared_desk: CommandLine) -> None:
    ran = shell(shared_desk, "tracker status", TZ=zone)
    assert ran.returncode == 2
    assert ran.stderr.decode().splitlines() == [
        f"Error: the time zone '{zone}' is a day or more away from UTC.",
        "Hint: Set TZ to a place, like America/Mexico_City.",
    ]


@pytest.mark.parametrize("command", ["status --store ~nosuch/x.db", "copy --to ~nosuch/x.db"])
def test_the_home_of_nobody_is_a_sentence(command: str, desk: CommandLine) -> None:
    assert desk.refused(*command.split(), exit_code=2) == [
        "Error: there is no home folder ~nosuch.",
        "Hint: Write the path of the store without ~.",
    ]


NAMELESS = """
import os, pwd

def nobody(_):
    raise KeyError("no such user")

pwd.getpwuid = nobody
os.access = lambda *_: False  # a folder of somebody else
from tracker.cli import main
main(prog_name="tracker")
"""


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ([], "there is no home folder to keep a store in."),
        (["--store", "desk.db"], "there is no home folder to keep the view in."),
    ],
)
def test_a_user_without_a_home_and_a_name_is_told_what_to_do(
    command: list[str], said: str, shared_desk: CommandLine
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", NAMELESS, *command, "status"],
        cwd=shared_desk.folder,
        env=bare_environment(),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.splitlines()[0] == f"Error: {said}"


def test_completion_is_silent_whatever_the_environment_lacks(shared_desk: CommandLine) -> None:
    for lacking in ({"TZ": "XXX-25"}, {"TRACKER_STORE": "~nosuch/x.db"}, {"TRACKER_STORE": ""}):
        completed(shared_desk, "tracker show s", **lacking)


def test_no_option_is_called_like_another() -> None:
    for verb in verbs().values():
        names = [name for each in verb.params for name in (*each.opts, *each.secondary_opts)]
        assert len(names) == len(set(names)), verb.name
