"""What is installed only with an extra, and what a verb says without it."""

import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from unittest import mock

import pytest
from command_line import CommandLine

from tracker.cli.extras import EXTRA_OF

ROOT = Path(__file__).parents[2]
OF_A_SITE = ("jinja2", "tracker.pages.site")


def without(*modules: str) -> "mock._patch_dict":
    """Let some modules be not installed, or not loaded yet where they are ours."""
    kept = {name: module for name, module in sys.modules.items() if name not in OF_A_SITE}
    return mock.patch.dict(sys.modules, kept | dict.fromkeys(modules), clear=True)


@pytest.mark.parametrize("what", ["deadlines", "changes"])
@pytest.mark.parametrize("address", [(), ("--base-url", "https://example.org/site")])
def test_calendars_and_feeds_need_no_extra(what: str, address: tuple[str, ...], desk: CommandLine) -> None:
    with without("jinja2"):
        ran = desk("export", what, *address)
    assert ran.exit_code == 0, ran.stderr
    assert ran.stdout


def test_a_site_without_the_extra_says_how_to_install_it(desk: CommandLine) -> None:
    with without("jinja2"):
        said = desk.refused("publish", "site", exit_code=2)
    assert said == [
        "Error: jinja2 is not installed.",
        "Hint: Install it: pip install 'commitments-tracker[publish]'",
    ]


@pytest.mark.parametrize("module", EXTRA_OF)
def test_a_library_that_is_missing_is_never_an_error_of_ours(module: str, desk: CommandLine) -> None:
    missing = ModuleNotFoundError(f"No module named '{module}.inner'", name=f"{module}.inner")
    with mock.patch("tracker.cli.read.list_of", side_effect=missing):
        said = desk.refused("list", "parties", exit_code=2)
    assert said == [
        f"Error: {module} is not installed.",
        f"Hint: Install it: pip install 'commitments-tracker[{EXTRA_OF[module]}]'",
    ]


def test_a_module_of_no_extra_that_is_missing_is_one(desk: CommandLine) -> None:
    missing = ModuleNotFoundError("No module named 'elsewhere'", name="elsewhere")
    with mock.patch("tracker.cli.read.list_of", side_effect=missing), pytest.raises(ModuleNotFoundError):
        desk("list", "parties")


def test_every_library_of_every_extra_is_known() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    modules_of: dict[str, set[str]] = {}
    for module, distributions in packages_distributions().items():
        for each in distributions:
            modules_of.setdefault(each.lower(), set()).add(module)
    for extra in set(EXTRA_OF.values()):
        for needed in extras[extra]:
            name = needed.partition(">")[0].partition("[")[0].lower()
            assert any(EXTRA_OF.get(module) == extra for module in modules_of.get(name, ())), needed
