"""The program that breaks the code in small places: what it changes, and what it leaves alone."""

from pathlib import Path

import mutants
import pytest
from mutants import CHECKOUT, FIRST, Hunt, Results, draw, first_of
from mutations import mutants_of

SOURCE = '''\
"""If a < b and not c: no code."""
from typing import TYPE_CHECKING

if TYPE_CHECKING or 1 == 2:
    x = 1 < 2


def f(a, b, c):
    assert a == b
    return (a < b and c
            is not None) or not a  # a not in b


if __name__ == "__main__":
    f(1 < 2, 2, 3)
'''


def _changes(folder: Path, source: str, *, off_by_one: bool = False) -> list[str]:
    file = folder / "code.py"
    file.write_text(source, encoding="utf-8")
    return [mutant.name for mutant in mutants_of(file, folder, off_by_one=off_by_one)]


def test_comparisons_are_turned_words_exchanged_and_a_not_dropped(tmp_path: Path) -> None:
    assert sorted(_changes(tmp_path, SOURCE)) == [
        "code.py:10:15: < → >=",
        "code.py:10:19: and → or",
        "code.py:11:13: is not → is",
        "code.py:11:26: or → and",
        "code.py:11:29: not → (dropped)",
    ]


def test_off_by_one_is_a_fault_more(tmp_path: Path) -> None:
    assert _changes(tmp_path, "x = 1 < y <= 3\n", off_by_one=True) == [
        "code.py:1:7: < → >=",
        "code.py:1:7: < → <=",
        "code.py:1:11: <= → >",
        "code.py:1:11: <= → <",
    ]


def test_a_mutant_is_the_file_with_that_one_change(tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    file.write_text('y = "é" not in z and (not x)  # not\n', encoding="utf-8")
    found = [mutant.source.decode() for mutant in mutants_of(file, tmp_path)]
    assert found == [
        'y = "é" not in z or (not x)  # not\n',
        'y = "é" in z and (not x)  # not\n',
        'y = "é" not in z and ( x)  # not\n',
    ]


def test_every_mutant_is_still_python() -> None:
    for mutant in draw(60, 1, off_by_one=True):
        compile(mutant.source, mutant.path, "exec")


def test_the_draw_is_the_same_for_the_same_seed() -> None:
    names = [each.name for each in draw(20, 7)]
    assert names == [each.name for each in draw(20, 7)]
    assert names != [each.name for each in draw(20, 8)]
    assert len(names) == 20
    assert all(each.startswith("events/") for each in [m.path for m in draw(5, 7, ["events/"])])


def test_the_tests_that_run_first_are_there_and_the_nearest() -> None:
    assert all((CHECKOUT / path).exists() for paths in FIRST.values() for path in paths)
    assert first_of("tracker/log/postgres/log.py") == ("tests/postgres",)
    assert first_of("tracker/log/store.py") == ("tests/log",)


def _small_checkout(folder: Path) -> None:
    files = {
        "events/__init__.py": "",
        "tests/near/test_that_cannot_be_read.py": "import nothing_of_that_name\n",
        "events/code.py": "def near(a):\n    return a < 2\n\n\ndef far(a):\n    return a == 2\n\n\n"
        "def spare(a):\n    return not a\n\n\ndef turn(a):\n    while a > 1:\n        a -= 1\n",
        "tests/near/test_near.py": "from events.code import near, turn\n\n\n"
        "def test_near():\n    assert near(1)\n    turn(0)\n\n\ndef test_that_fails():\n    assert near(3)\n",
        "tests/far/test_far.py": "from events.code import far\n\n\ndef test_far():\n    assert far(2)\n",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def test_a_mutant_is_found_by_the_nearest_tests_by_the_others_or_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _small_checkout(tmp_path / "checkout")
    monkeypatch.setattr(mutants, "CHECKOUT", tmp_path / "checkout")
    monkeypatch.setattr(mutants, "FIRST", {"events": ("tests/near",)})
    monkeypatch.setattr(mutants, "SLOWER", 1)
    monkeypatch.setattr(mutants, "GRACE", 3)
    kept = Results(tmp_path / "kept.jsonl")
    Hunt(tmp_path / "work", 1, kept, first_only=False).run(draw(9, 1))
    found = {name.rpartition(": ")[2]: verdict.by or "" for name, verdict in kept.verdicts.items()}
    assert found["< → >="] == "tests/near/test_near.py::test_near"
    assert found["== → !="] == "tests/far/test_far.py::test_far"
    assert found["not → (dropped)"] == ""
    assert found["> → <="].startswith("it hangs")
    assert "left out, since it fails without a mutant: tests/near/test_near.py::test_that_fails" in (
        capsys.readouterr().out
    )
    assert Results(tmp_path / "kept.jsonl").verdicts == kept.verdicts
    assert "a < 2" in (tmp_path / "checkout" / "events" / "code.py").read_text(encoding="utf-8")


def test_the_tests_of_a_room_are_asked_first_for_what_is_in_it() -> None:
    for package, tests in FIRST.items():
        of_the_room = f"tests/{package.rpartition('/')[2]}"
        assert of_the_room == tests[0] or not (CHECKOUT / of_the_room).is_dir(), package
