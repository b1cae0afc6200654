"""Whatever is written or typed: no traceback, an exit code of the contract, the log as it was if refused.

The examples are the same in every run; HYPOTHESIS_PROFILE=thorough draws others, and twenty times as many.
"""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from command_line import HISTORIES, CommandLine, verbs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
SLOWEST_SECONDS = 1.0


def examples(count: int) -> settings:
    return settings(
        max_examples=count * 20 if THOROUGH else count,
        derandomize=not THOROUGH,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


class Desk:
    """A desk that is as it was before every command: what changed it is put aside."""

    def __init__(self, like: CommandLine, folder: Path) -> None:
        self._like = like
        self._folder = folder
        self._copies = 0
        self._renew()

    def survives(self, *arguments: str, stdin: bytes = b"") -> None:
        """Run a command, and expect what must hold of every command."""
        started = time.process_time()
        ran = self._desk(*arguments, stdin=stdin)
        seconds = time.process_time() - started
        changed = self._desk.log() != self._log
        left = self._desk.files() != self._files
        if changed or left or not self._desk.store.exists():
            self._renew()
        assert ran.exit_code in {0, 1, 2}, ran
        assert ran.exit_code == 0 or not changed, ran
        assert ran.exit_code == 0 or not left or arguments[0] == "check", ran
        found = arguments and arguments[0] == "check" and ran.exit_code == 1
        assert ran.exit_code == 0 or found or ran.stderr.count("Error: ") >= 1, ran
        assert "\x1b" not in ran.stdout + ran.stderr
        assert seconds < SLOWEST_SECONDS, f"{seconds:.1f} s: {arguments}"

    def _renew(self) -> None:
        self._copies += 1
        self._desk = self._like.copy(self._folder / str(self._copies))
        self._log, self._files = self._desk.log(), self._desk.files()


@pytest.fixture(scope="module")
def fuzzed(shared_desk: CommandLine, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(shared_desk, tmp_path_factory.mktemp("fuzzed"))
    for verb in {command.split()[0] for command in COMMANDS}:  # what is loaded once is not counted as slow
        shared_desk(verb, "--help")
    desk.survives("record", "-", stdin=b"meeting: {id: w, held: 2024}")
    for verb in ("status", "people", "scorecard", "brief", "check"):
        shared_desk(verb)
    return desk


# What is written and typed

JUNK = st.one_of(
    st.text(st.characters(exclude_characters="\x00"), max_size=12),
    st.binary(max_size=6).map(lambda data: data.replace(b"\0", b"").decode("utf-8", "surrogateescape")),
    st.sampled_from(
        [
            "",
            " ",
            "\x1b[31m",
            "\u202e",
            "=1+1",
            "{",
            "{a: b}",
            "[",
            "&a",
            "*a",
            "!!str",
            "'",
            "#",
            "~",
            "null",
            "-",
        ]
    ),
)
DATES = st.sampled_from(
    ["2024", "2024-02~", "2024-02-30", "2024-13", "2023/2025", "2028/2027", "today", "friday", "31/12/2024",
     "9999-12-31", "0001", "0000", "2024-06-01T12:30", "#20", "#0", "12:30", ""]
)  # fmt: skip
REFERENCES = st.sampled_from(
    ["radio", "river", "river-gauges", "sixaola-bridge", "2021", "2022-09-02-david", "MOPT", "PA/MOP",
     "CR/", "Ana", "Ana Lucía Mora", "#1", "#25", "#26", "38", "0198", "nope",
     "01980000-0000-7000-8000-000000000015",
     "commitment:radio", "meeting:2022", "institution:MOP", "event:", ":", ""]
)  # fmt: skip
NAMES = st.sampled_from(
    ["CR", "PA", "NI", "pa", "MOPT", "CR/MOPT", "press", "Contraloría", "border-works", "river"]
)
STATUSES = st.sampled_from(["fulfilled", "en-curso", "agreed", "done", "superseded", "late", "overdue"])
NUMBERS = st.sampled_from(["0", "50", "100", "101", "-1", "1e2", "nan", "inf", "½", "99999999999999999999"])
VALUES = st.one_of(JUNK, DATES, REFERENCES, NAMES, STATUSES, NUMBERS)


def trees(depth: int = 2) -> st.SearchStrategy[Any]:
    """Draw any tree: texts, lists and groups."""
    return st.recursive(
        VALUES | st.none() | st.booleans() | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(VALUES, inner, max_size=3),
        max_leaves=depth * 3,
    )


NEW = st.sampled_from(["a", "b", "c.d", "e-1"])
OLD = st.sampled_from(["radio-network", "sixaola-bridge", "border-works", "customs-window"])
DAYS = st.sampled_from(["2024", "2024-02~", "2023-05-01", "2023/2025", "2021-01-01", "2099"])
PARTIES = st.sampled_from(["CR", "PA", "NI"])
SIDES = st.lists(PARTIES, min_size=1, max_size=2, unique=True)
LINES = st.sampled_from(
    ["agua", "San José", "=1+1", "a|b <i>`c`", "x" * 100, "水", "ñ", "border-works", "MOPT"]
)
TEXTS = LINES | st.fixed_dictionaries({"es": LINES}, optional={"en": LINES})
SEVERAL = st.lists(LINES, max_size=3, unique=True)
CLAIMABLE = st.sampled_from(["fulfilled", "in-progress", "estancado", "superseded", "withdrawn"])
RIGHT: dict[str, tuple[dict[str, st.SearchStrategy[Any]], dict[str, st.SearchStrategy[Any]]]] = {
    "meeting": ({"id": NEW, "held": DAYS}, {"title": TEXTS, "host": LINES, "mode": LINES, "note": LINES}),
    "commitments": (
        {"id": NEW, "text": TEXTS, "obligors": SIDES, "on": DAYS},
        {"title": TEXTS, "theme": LINES, "lead": SEVERAL, "deadline": DAYS, "parent": OLD, "external": LINES},
    ),
    "updates": (
        {"commitment": OLD, "by": SIDES, "effective": DAYS},
        {
            "status": CLAIMABLE,
            "percent": st.integers(0, 100),
            "evidence": SEVERAL,
            "note": LINES,
            "label": LINES,
        },
    ),
    "deadlines": ({"commitment": OLD, "deadline": DAYS, "announced": DAYS}, {"by": SIDES, "reason": LINES}),
    "delegations": ({"party": PARTIES}, {"head": LINES, "members": SEVERAL, "capacity": st.just("observer")}),
    "institutions": ({"party": PARTIES, "id": NEW}, {"names": TEXTS, "independent": st.booleans()}),
    "topics": ({"kind": st.just("project"), "id": NEW}, {"names": TEXTS, "spellings": SEVERAL}),
    "reconcile": ({"kind": st.just("person"), "show": LINES, "spellings": SIDES}, {}),
    "amended": ({"commitment": OLD, "on": DAYS, "theme": LINES}, {"text": TEXTS, "lead": SEVERAL}),
    "superseded": ({"commitment": OLD, "superseded_by": OLD, "on": DAYS}, {"by": SIDES}),
    "evidence": ({"about": OLD, "url": LINES}, {"published": DAYS, "quote": LINES, "external": LINES}),
}


@st.composite
def minutes(draw: st.DrawFn) -> bytes:
    """Draw minutes as YAML or JSON: right, or with something wrong in an entry, or somewhere in the bytes."""
    names = draw(st.lists(st.sampled_from([*RIGHT][1:]), min_size=1, max_size=3, unique=True))
    groups = {name: st.fixed_dictionaries(right, optional=more) for name, (right, more) in RIGHT.items()}
    tree: dict[Any, Any] = {"meeting": draw(groups["meeting"])}
    tree |= {name: draw(st.lists(groups[name], min_size=1, max_size=2)) for name in names}
    wrong = draw(st.sampled_from(["nothing", "nothing", "value", "key", "entry", "section", "bytes"]))
    group = draw(st.sampled_from([tree["meeting"], *(each for name in names for each in tree[name])]))
    if wrong == "value":
        group[draw(st.sampled_from(sorted(group)))] = draw(trees(1))
    elif wrong == "key":
        group[draw(VALUES)] = draw(trees(1))
    elif wrong == "entry":
        tree[names[0]].append(draw(trees()))
    elif wrong == "section":
        tree[draw(VALUES)] = draw(trees())
    if draw(st.booleans()):
        data = json.dumps(tree, ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")
    else:
        data = yaml.dump(tree, allow_unicode=True).encode("utf-8", "surrogatepass")
    if wrong == "bytes":
        place = draw(st.integers(0, len(data)))
        data = data[:place] + draw(st.binary(max_size=4)) + data[place + draw(st.integers(0, 3)) :]
    return data


@given(minutes=minutes())
@examples(120)
def test_minutes_that_are_nearly_right_are_recorded_or_refused(minutes: bytes, fuzzed: Desk) -> None:
    fuzzed.survives("record", "-", stdin=minutes)


@given(text=st.text(max_size=200) | st.text("{}[]:-,&*!#'\"|>?% \n\tab", max_size=80))
@examples(40)
def test_any_text_is_recorded_or_refused(text: str, fuzzed: Desk) -> None:
    fuzzed.survives("record", "-", stdin=text.encode("utf-8", "surrogatepass"))


@given(data=st.binary(max_size=200))
@examples(40)
def test_any_bytes_are_recorded_or_refused(data: bytes, fuzzed: Desk) -> None:
    fuzzed.survives("record", "-", stdin=data)


COMMANDS = (
    *("init", "record 2021-05-20-sixaola.yaml", "record 2022-10-01-david-corrected.yaml -n -f json"),
    *("meeting w --held 2024 --host CR", "document d --published 2024 --url x", "delegation 2024 --party NI"),
    *(
        "agree w --on 2024 --obligors PA --text x",
        "agree w --occasion 2024 --obligors CR --text es=x -f json",
    ),
    *("update radio fulfilled --by PA --on 2025 --percent 90", "update sixaola --note x --obligor CR"),
    *("revise radio 2026 --on 2025 --by PA", "reaffirm radio --on 2025", "amend radio --on 2025 --lead MOP"),
    *("supersede radio --superseded-by border --on 2025", "evidence sixaola --url x --published 2024"),
    *("institution X --party CR --parent MOPT", "mechanism m --parties CR --kind dialogue"),
    *("topic water --kind theme --spellings agua", "reconcile --kind person --show A --spellings B"),
    *("retract #38 --reason x", "retract #26 --reason x --with-dependents", "undo --yes", "undo -n"),
    *("status --party PA", "status --sort deadline --limit 2 -f csv", "status --search rio -f html"),
    *("show sixaola", "show 2021 -f json", "show Ana -f markdown", "timeline radio", "timeline MOPT -f csv"),
    *("meetings --mechanism border-commission", "people --party CR", "people --suggest -f json"),
    *("scorecard --by theme", "scorecard --by institution -f markdown", "brief --meeting 2022 --party PA"),
    *("brief --since 2023 -f json", "check --stale 10", "events --type status.updated --after 20 -f ndjson"),
    *("events --tag by:desk", "export", "export status -f json", "export -o out.ndjson --known-at #20"),
    *("replay nowhere", "rebuild", "schema minutes"),
)
FILES = st.sampled_from(
    ["2021-05-20-sixaola.yaml", "2022-09-10-david.yaml", "nowhere", ".", "-", "desk.db", ""]
)
OUTPUTS = st.sampled_from(["out.txt", "no/such/file", ".", ""])
STORES = st.sampled_from(
    ["desk.db", "nowhere.db", "new/desk.db", ".", "", "2021-05-20-sixaola.yaml", "ftp://x"]
)
OF_OPTION = {"output": OUTPUTS, "store": STORES, "file": FILES}
OF_METAVAR = {"DATE": DATES | JUNK, "WHEN": DATES | JUNK, "REF": REFERENCES | JUNK, "NUMBER": NUMBERS | JUNK}
OF_FILE = ("record", "replay")
ENDLESS = ("follow",)


def value_of(parameter: click.Parameter) -> st.SearchStrategy[str]:
    """Draw what somebody may give for a parameter."""
    if parameter.name in OF_OPTION:
        return OF_OPTION[parameter.name]
    if isinstance(parameter.type, click.Choice):
        return st.sampled_from(sorted(parameter.type.choices)) | VALUES
    return OF_METAVAR.get((parameter.metavar or "").strip("[]"), VALUES)


def written(parameter: click.Parameter, value: str) -> Iterator[str]:
    """Write an option with its value."""
    name = max(parameter.opts, key=len)
    if isinstance(parameter, click.Option) and parameter.is_flag:
        yield name
    else:
        yield f"{name}={value}"


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """Draw a command, perhaps with other words in it, more options, or some of it left out."""
    name, *rest = draw(st.sampled_from(COMMANDS)).split()
    options = [each for each in verbs()[name].params if isinstance(each, click.Option)]
    options = [each for each in options if each.name not in ENDLESS]
    for change in draw(st.lists(st.sampled_from(["replace", "add", "add", "drop"]), max_size=3)):
        place = draw(st.integers(0, len(rest)))
        if change == "add":
            option = draw(st.sampled_from(options))
            rest[:0] = written(option, draw(value_of(option)))
        elif change == "drop":
            del rest[place : place + 1]
        else:
            rest[place : place + 1] = [draw(FILES if name in OF_FILE else VALUES)]
    return [name, *rest]


@given(arguments=command_lines())
@examples(150)
def test_any_command_line_is_done_or_refused(arguments: list[str], fuzzed: Desk) -> None:
    fuzzed.survives(*arguments)


@st.composite
def histories(draw: st.DrawFn) -> bytes:
    """Draw a history with one event changed, or a line that is none."""
    kept = draw(st.sampled_from(sorted(HISTORIES.glob("*.jsonl"))))
    lines = kept.read_text(encoding="utf-8").splitlines()
    place = draw(st.integers(0, len(lines) - 1))
    event = json.loads(lines[place])
    where = event["data"] if draw(st.booleans()) else event
    where[draw(st.sampled_from([*sorted(where), "new"]))] = draw(trees())
    if draw(st.integers(0, 4)) == 0:
        del event[draw(st.sampled_from(sorted(event)))]
    lines[place] = json.dumps(event)
    if draw(st.integers(0, 4)) == 0:
        lines.insert(place, draw(JUNK))
    return "\n".join(lines).encode("utf-8", "surrogatepass")


@given(history=histories())
@examples(40)
def test_any_history_is_replayed_or_refused(history: bytes, fuzzed: Desk) -> None:
    fuzzed.survives("replay", "-", "-f", "json", stdin=history)
