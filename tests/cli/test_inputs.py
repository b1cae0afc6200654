"""What is no regular file is refused wherever a file is named, in one sentence, and nothing waits for it."""

import os
import signal
import sys
from collections.abc import Iterator
from io import BytesIO, RawIOBase
from pathlib import Path
from types import FrameType

import pytest
from command_line import CommandLine

from tracker.cli.draft import OWN_WORDS
from tracker.errors import InputError
from tracker.formats import inputs, outputs
from tracker.formats.inputs import lines

LONGEST_SECONDS = 10
TAKING = {
    "import": ("import", "{}"),
    "replay": ("replay", "{}"),
    "record": ("record", "{}"),
    "record of several": ("record", "m.yaml", "{}"),
    "evidence": ("evidence", "--about", "m", "--file", "{}"),
    "schema": ("schema", "--check", "{}"),
    "restore": ("restore", "{}"),
    "copy": ("copy", "--from", "{}", "--to", "copy.db"),
    "draft": ("draft", "{}"),
    "draft by words": ("draft", "m.yaml", "--words", "{}"),
    "import by a mapping": ("import", "list.csv", "--mapping", "{}"),
}
WORKING = {
    "init": ("init",),
    "status": ("status",),
    "record": ("record", "m.yaml"),
    "update": ("update", "c", "stalled", "--by", "MX"),
    "import": ("import", "empty.ndjson"),
    "export": ("export",),
    "verify": ("verify",),
    "rebuild": ("rebuild",),
    "backup": ("backup", "backup.db"),
    "restore": ("restore", "desk.db"),
    "publish": ("publish", "site"),
}
SPECIAL = ("pipe", "/dev/zero", "/dev/urandom", "/dev/tty")
OF_THE_KERNEL = ("/proc/kcore", "/proc/kmsg", "/proc/self/mem", "/proc/self/pagemap", "/proc/cpuinfo")
"""Regular files, some of which have no end, or wait."""


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    """Fail what hangs."""

    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(LONGEST_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def with_a_pipe(tracker: CommandLine) -> CommandLine:
    os.mkfifo(tracker.folder / "pipe")
    (tracker.folder / "m.yaml").write_text("meeting: {id: m, held: 2024}\n", encoding="utf-8")
    (tracker.folder / "empty.ndjson").write_text("", encoding="utf-8")
    (tracker.folder / "list.csv").write_text("id,text\n1,A bridge.\n", encoding="utf-8")
    tracker.done("record", "m.yaml")
    return tracker


@pytest.mark.parametrize("name", SPECIAL)
@pytest.mark.parametrize("verb", TAKING)
def test_what_is_no_regular_file_is_refused_by_every_verb_that_reads_one(
    verb: str, name: str, with_a_pipe: CommandLine
) -> None:
    if not (with_a_pipe.folder / name).exists():
        pytest.skip(f"there is no {name} here")
    first, *_ = with_a_pipe.refused(*(each.format(name) for each in TAKING[verb]), exit_code=2)
    assert first.startswith("Error: ")
    assert name in first


@pytest.mark.parametrize("name", OF_THE_KERNEL)
@pytest.mark.parametrize("verb", TAKING)
def test_what_the_kernel_calls_a_file_is_read_or_refused(
    verb: str, name: str, with_a_pipe: CommandLine
) -> None:
    if not (with_a_pipe.folder / name).exists():
        pytest.skip(f"there is no {name} here")
    ran = with_a_pipe(*(each.format(name) for each in TAKING[verb]))
    assert ran.exit_code == 0 or ran.stderr.startswith("Error: "), ran
    assert "that should not" not in ran.stderr


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/proc/kmsg", "/proc/self/environ"])
@pytest.mark.parametrize("verb", WORKING)
def test_what_is_no_file_is_no_store_of_any_verb(verb: str, name: str, with_a_pipe: CommandLine) -> None:
    if not (with_a_pipe.folder / name).exists():
        pytest.skip(f"there is no {name} here")
    first, *_ = with_a_pipe.refused("--store", name, *WORKING[verb], exit_code=2)
    assert first == f"Error: the store {name} is not a file."


MAPPING = """mapping: 1
source: {{format: {}}}
vocabularies: {{kinds: {{file: {}}}}}
rows: [{{key: "{{id}}", proposals: {{id: "{{id}}", text: "{{text}}", obligors: MX, by: US}}}}]
"""


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "yaml", "xlsx"])
def test_a_table_that_is_a_pipe_is_refused(form: str, with_a_pipe: CommandLine) -> None:
    (with_a_pipe.folder / "words.csv").write_text("value,becomes\na,b\n", encoding="utf-8")
    (with_a_pipe.folder / "map.yaml").write_text(MAPPING.format(form, "words.csv"), encoding="utf-8")
    said = with_a_pipe.refused("import", "pipe", "--mapping", "map.yaml", exit_code=2)
    assert said[0] == "Error: cannot read pipe: it is a pipe."


def test_a_vocabulary_that_is_a_pipe_is_refused(with_a_pipe: CommandLine) -> None:
    (with_a_pipe.folder / "map.yaml").write_text(MAPPING.format("csv", "pipe"), encoding="utf-8")
    said = with_a_pipe.refused("import", "list.csv", "--mapping", "map.yaml", exit_code=2)
    assert "it is a pipe" in said[0]


def test_own_words_of_a_draft_that_are_a_pipe_are_refused(with_a_pipe: CommandLine) -> None:
    home = with_a_pipe.folder / "config" / "commitments-tracker"
    home.mkdir(parents=True)
    os.mkfifo(home / OWN_WORDS)
    ran = with_a_pipe("draft", "m.yaml", XDG_CONFIG_HOME=str(home.parent))
    assert (ran.exit_code, "it is a pipe" in ran.stderr) == (2, True), ran


@pytest.mark.parametrize("name", ["pipe", "/proc/kmsg", "/proc/self/environ"])
@pytest.mark.parametrize("verb", [("status", "-o"), ("export", "-o"), ("publish",)], ids=lambda verb: verb[0])
def test_an_output_that_nobody_would_get_is_refused(
    verb: tuple[str, ...], name: str, with_a_pipe: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (with_a_pipe.folder / name).exists():
        pytest.skip(f"there is no {name} here")
    monkeypatch.setattr(outputs, "READER_SECONDS", 0.1)
    said = " ".join(with_a_pipe.refused(*verb, name, exit_code=2))
    assert Path(name).name in said.partition("Error: ")[2]


@pytest.mark.parametrize(("name", "what"), [("pipe", "a pipe"), ("/dev/zero", "a device")])
def test_it_is_said_what_it_is_instead(name: str, what: str, with_a_pipe: CommandLine) -> None:
    assert with_a_pipe.refused("import", name, exit_code=2) == [
        f"Error: cannot read {name}: it is {what}.",
        "Hint: Name a file, or - for what is piped in.",
    ]


def test_a_file_that_grows_without_end_is_evidence_of_nothing(
    with_a_pipe: CommandLine,
) -> None:
    with (with_a_pipe.folder / "large.pdf").open("wb") as file:
        file.truncate(inputs.LARGEST + 1)
    said = with_a_pipe.refused("evidence", "--about", "m", "--file", "large.pdf", exit_code=2)
    assert said[0] == "Error: large.pdf is larger than 100 MB."


def test_a_configuration_that_is_a_pipe_is_refused(with_a_pipe: CommandLine) -> None:
    home = with_a_pipe.folder / "config"
    (home / "commitments-tracker").mkdir(parents=True)
    os.mkfifo(home / "commitments-tracker" / "config.toml")
    ran = with_a_pipe("status", XDG_CONFIG_HOME=str(home))
    assert (ran.exit_code, "it is no regular file" in ran.stderr) == (2, True), ran


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there is no /dev/fd here")
def test_what_a_shell_puts_in_place_of_a_file_is_read(with_a_pipe: CommandLine) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"meeting: {id: n, held: 2025}\n")
    os.close(writing)
    try:
        assert with_a_pipe("record", f"/dev/fd/{reading}").exit_code == 0
    finally:
        os.close(reading)


# Streams


class Endless(RawIOBase):
    """A stream that says the same for ever."""

    def __init__(self, line: bytes) -> None:
        self._line = line
        self.given = 0

    def readline(self, size: int | None = -1) -> bytes:
        """Give the line once more."""
        self.given += 1
        return self._line[: size if size and size > 0 else None]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"x" * (inputs.LONGEST_LINE + 1), "line is longer than 4 MB"),
        (b"\n", "at most 100,000 lines"),
        (b"{}" + b" " * 40_000 + b"\n", "at most 2,048 MB"),
    ],
)
def test_a_stream_without_an_end_is_refused_before_it_fills_the_memory(
    line: bytes, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MOST_LINES", 100_000)
    with pytest.raises(InputError, match=sentence) as refusal:
        for _ in lines(Endless(line), "stdin"):  # type: ignore[arg-type]
            pass
    assert refusal.value.where.startswith("stdin:")


def test_a_history_is_gone_over_twice_also_where_it_is_piped_in(
    tracker: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker.done("meeting", "m", "--held", "2024")
    tracker.done("retract", "#1", "--reason", "typed by mistake")
    history = tracker.done("export").stdout
    other = CommandLine(tracker.folder / "other")
    other.folder.mkdir()
    monkeypatch.setattr(inputs, "IN_MEMORY", 1)
    with inputs.rewindable(Piped(history.encode()), "stdin") as kept:
        assert kept.read() == history.encode()
    assert other.done("import", "-", stdin=history).stderr == "Imported 2 events\n"


class Piped(BytesIO):
    """A stream on which nobody can go back."""

    def seekable(self) -> bool:
        """Say so."""
        return False


def test_an_event_larger_than_one_may_be_is_no_event_of_a_history(tracker: CommandLine) -> None:
    tracker.done("meeting", "m", "--held", "2024", "--note", "x" * 90_000)
    history = tracker.done("export").stdout
    other = CommandLine(tracker.folder / "other")
    other.folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tracker.formats.import_history.LARGEST", 90_000)
        ran = other("import", "-", stdin=history)
    assert ran.exit_code == 1
    assert ran.stderr.startswith("Error: stdin:1: the event has 90,")
    assert other("import", "-", stdin=history).exit_code == 0


def test_the_standard_input_is_what_is_read_where_it_is_named() -> None:
    with inputs.opened("-") as (stream, source):
        assert (stream, source) == (sys.stdin.buffer, "stdin")
