"""The configuration file: what it may say, and how it is refused with the file and the key."""

from pathlib import Path

import pytest

from tracker.environment import Configuration, configuration
from tracker.errors import InputError


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    place = tmp_path / "commitments-tracker" / "config.toml"
    place.parent.mkdir()
    return place


def test_without_a_file_nothing_is_configured(file: Path) -> None:
    assert not file.exists()
    assert configuration() == Configuration()


def test_a_file_says_the_store_the_language_who_speaks_and_the_columns(file: Path) -> None:
    file.write_text('store = "desk.db"\nlang = "es"\nby = "US"\ncolumns = ["status", "deadline"]\n')
    assert configuration() == Configuration("desk.db", "es", ("US",), ("status", "deadline"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('colour = "red"', "'colour' is not a key here"),
        ("store = 5", "store is not a text"),
        ('store = ["a.db"]', "store is not a text"),
        ('by = ["US", 5]', "by is not a text"),
        ('lang = ""', "lang is not a text"),
        ('lang = "fr"', "there is no language 'fr'"),
        ("lang =", "this is not TOML"),
        ('lang = "es"\nlang = "en"', "this is not TOML"),
    ],
)
def test_what_it_may_not_say_is_refused_with_the_file_and_the_key(text: str, said: str, file: Path) -> None:
    file.write_text(text)
    with pytest.raises(InputError) as refused:
        configuration()
    assert said in str(refused.value)
    assert refused.value.where == str(file)
    assert refused.value.hint


def test_what_is_no_text_of_utf_8_is_no_toml(file: Path) -> None:
    file.write_bytes(b'store = "\xff"')
    with pytest.raises(InputError, match="not TOML"):
        configuration()


def test_a_file_that_cannot_be_read_is_refused_and_not_passed_over(file: Path) -> None:
    file.mkdir()
    with pytest.raises(InputError) as refused:
        configuration()
    assert refused.value.where == str(file)
