"""A file is written whole or not at all, and keeps its links and rights."""

import os
import resource
import signal
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from waiting import Child, joined

from tracker.errors import InputError
from tracker.formats import outputs
from tracker.formats.outputs import write

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# What is written


@pytest.mark.parametrize(
    "parts",
    ["añejo\n", "añejo\n".encode(), ["añ", "ejo\n"], [b"a", "ñejo\n"], iter(["añejo", b"\n"])],
)
def test_texts_and_bytes_are_written_in_one_piece_or_many(parts: outputs.Parts, tmp_path: Path) -> None:
    write(tmp_path / "out", parts)
    assert (tmp_path / "out").read_bytes() == "añejo\n".encode()
    assert names(tmp_path) == ["out"]


def test_nothing_is_written_as_an_empty_file(tmp_path: Path) -> None:
    write(tmp_path / "out", [])
    assert (tmp_path / "out").read_bytes() == b""


def test_a_text_that_is_no_text_is_written_as_escapes(tmp_path: Path) -> None:
    write(tmp_path / "out", "a\udc80")
    assert (tmp_path / "out").read_text() == "a\\udc80"


@pytest.mark.parametrize("name", ["o" * 255, "ñ" * 127, ".hidden", "-", "a\nb", "%s ?#"])
def test_any_name_that_a_file_may_have_will_do(name: str, tmp_path: Path) -> None:
    for text in ("first", "second"):
        write(tmp_path / name, text)
        assert (tmp_path / name).read_text() == text
        assert names(tmp_path) == [name]


# Rights


@pytest.mark.parametrize("before", [0o600, 0o640, 0o644, 0o660, 0o666, 0o700])
def test_what_is_replaced_hands_its_rights_down(before: int, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("before")
    out.chmod(before)
    write(out, "after")
    assert (out.read_text(), mode(out)) == ("after", before)


@pytest.mark.parametrize(("mask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_rights_that_the_umask_leaves(mask: int, expected: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        write(tmp_path / "out", "text")
    finally:
        assert os.umask(before) == mask
    assert mode(tmp_path / "out") == expected


def test_nobody_else_reads_what_is_not_whole_yet(tmp_path: Path) -> None:
    seen: list[int] = []

    def parts() -> Iterator[str]:
        yield "first"
        seen.extend(mode(path) for path in tmp_path.iterdir())

    before = os.umask(0)
    try:
        write(tmp_path / "out", parts())
    finally:
        os.umask(before)
    assert seen == [0o600]


def test_what_is_written_may_never_run_as_its_owner(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("before")
    out.chmod(0o4755)
    write(out, "after")
    assert mode(out) == 0o755


@AS_ROOT
def test_what_is_replaced_hands_its_owner_and_group_down(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("before")
    os.chown(out, 12345, 23456)
    write(out, "after")
    assert (out.stat().st_uid, out.stat().st_gid) == (12345, 23456)


def test_rights_of_a_group_that_cannot_be_kept_are_not_given_to_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.write_text("before")
    out.chmod(0o664)

    class Foreign:
        st_mode, st_uid, st_gid = out.stat().st_mode, os.getuid(), 23456

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(outputs, "_what_is_there", lambda _: Foreign)
    monkeypatch.setattr(os, "fchown", refuse)
    write(out, "after")
    assert mode(out) == 0o644


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_what_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("before")
    out.chmod(0o444)
    with pytest.raises(InputError, match="Permission denied"):
        write(out, "after")
    assert out.read_text() == "before"


# Links, devices, folders


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target = tmp_path / "far" / "target"
    target.write_text("before")
    target.chmod(0o640)
    (tmp_path / "link").symlink_to(Path("far") / "target")
    (tmp_path / "link-to-link").symlink_to("link")
    write(tmp_path / "link-to-link", "after")
    assert (tmp_path / "link").readlink() == Path("far") / "target"
    assert (tmp_path / "link-to-link").is_symlink()
    assert (target.read_text(), mode(target)) == ("after", 0o640)
    assert (names(tmp_path), names(tmp_path / "far")) == (["far", "link", "link-to-link"], ["target"])


def test_a_link_to_nothing_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("later")
    write(tmp_path / "link", "text")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "later").read_text() == "text"


def test_a_link_under_a_name_like_ours_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("of somebody else")
    for name in (".out.part", ".part", "out.part"):
        (tmp_path / name).symlink_to("other")
    write(tmp_path / "out", "text")
    assert (tmp_path / "other").read_text() == "of somebody else"
    assert not (tmp_path / "out").is_symlink()


def test_a_link_to_itself_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("link")
    with pytest.raises(InputError, match="cannot write"):
        write(tmp_path / "link", "text")
    assert names(tmp_path) == ["link"]


def test_a_pipe_is_written_in_place(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text()), daemon=True)
    reader.start()
    write(tmp_path / "pipe", ["a", "b"])
    joined([reader], 20)
    assert read == ["ab"]
    assert names(tmp_path) == ["pipe"]
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_device_is_written_in_place() -> None:
    write(Path(os.devnull), "text")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    if Path("/dev/full").exists():
        with pytest.raises(InputError, match="No space left on device"):
            write(Path("/dev/full"), "text")


def test_what_is_open_already_is_added_to_and_not_replaced(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("before\n")
    with log.open("a") as file:
        write(Path(f"/dev/fd/{file.fileno()}"), "after\n")
    assert log.read_text() == "before\nafter\n"
    assert names(tmp_path) == ["log"]


def test_stdout_is_added_to_where_the_shell_lets_it_end(tmp_path: Path) -> None:
    code = "from pathlib import Path; from tracker.formats.outputs import write; print('first')\n"
    for name in ("/dev/stdout", "/proc/self/fd/1", "/dev/fd/1"):
        code += f"write(Path({name!r}), '{name}\\n')\n"
    (tmp_path / "log").write_text("before\n")
    script = f'{sys.executable} -c "$CODE" >> log'
    with Child(["bash", "-c", script], cwd=tmp_path, env={**os.environ, "CODE": code}) as child:
        assert child.end().code == 0
    said = (tmp_path / "log").read_text().split()
    assert said == ["before", "first", "/dev/stdout", "/proc/self/fd/1", "/dev/fd/1"]


def test_a_socket_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        with pytest.raises(InputError, match="cannot write socket"):
            write(Path("socket"), "text")


@pytest.mark.parametrize("name", ["", ".", "folder", "nowhere/out", "file/out", "o" * 256])
def test_what_cannot_be_a_file_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("before")
    with pytest.raises(InputError, match="cannot write") as refusal:
        write(Path(name), "text")
    assert refusal.value.hint == "Give another file with -o."
    assert names(tmp_path) == ["file", "folder"]
    assert (tmp_path / "file").read_text() == "before"


# Failures


def test_a_source_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    def parts(error: BaseException) -> Iterator[str]:
        yield "x" * 100_000
        raise error

    out = tmp_path / "out"
    out.write_text("before")
    for error in (ValueError("odd"), KeyboardInterrupt(), InputError("refused")):
        with pytest.raises(type(error)):
            write(out, parts(error))
        with pytest.raises(type(error)):
            write(tmp_path / "new", parts(error))
    assert (names(tmp_path), out.read_text()) == (["out"], "before")


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("before")
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, unlimited[1]))
    try:
        for path in (out, tmp_path / "new"):
            with pytest.raises(InputError, match=r"cannot write .*: File too large"):
                write(path, ("x" * 1_000 for _ in range(1_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        signal.signal(signal.SIGXFSZ, before)
    assert (names(tmp_path), out.read_text()) == (["out"], "before")


ENDLESS = """
import sys, time
from pathlib import Path
from tracker.formats.outputs import write

def parts():
    yield "x" * 1_000_000
    print("written", flush=True)
    time.sleep(100)

write(Path(sys.argv[1]), parts())
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_process_that_is_told_to_end_takes_back_what_it_wrote(number: int, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("before")
    interrupted = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    interrupted += "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"  # under nohup it would be ignored
    with Child([sys.executable, "-c", interrupted + ENDLESS, out]) as child:
        child.hear_of("written")
        assert len(names(tmp_path)) == 2
        os.kill(child.pid, number)
        assert child.end().code != 0
    assert (names(tmp_path), out.read_text()) == (["out"], "before")


def test_signals_mean_afterwards_what_they_meant_before(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGHUP)
    write(tmp_path / "out", "text")
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGHUP)) == before


def test_a_thread_may_write_too(tmp_path: Path) -> None:
    writer = threading.Thread(target=write, args=(tmp_path / "out", "text"), daemon=True)
    writer.start()
    joined([writer], 20)
    assert (tmp_path / "out").read_text() == "text"


def test_of_many_writers_at_once_each_succeeds_and_one_is_read_whole(tmp_path: Path) -> None:
    refused: list[BaseException] = []

    def writing(number: int) -> None:
        try:
            write(tmp_path / "out", (f"{number}\n" for _ in range(2_000)))
        except InputError as error:
            refused.append(error)

    writers = [threading.Thread(target=writing, args=(number,), daemon=True) for number in range(50)]
    for writer in writers:
        writer.start()
    joined(writers)
    assert refused == []
    assert names(tmp_path) == ["out"]
    lines = (tmp_path / "out").read_text().splitlines()
    assert (len(lines), len(set(lines))) == (2_000, 1)
