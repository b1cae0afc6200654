"""The program that breaks the code in small places: what it changes, and what it leaves alone."""

from pathlib import Path

from mutants import CHECKOUT, FIRST, draw, first_of
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
