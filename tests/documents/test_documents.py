"""The documents are true: their sessions print what they say, and what they name is there."""

import re
import shlex
from pathlib import Path

import click
import pytest
from documents import DOCUMENTS, ROOT, Block, Desk, blocks, commands, must_be_true

from tracker.cli import main
from tracker.formats.minutes import ALIASES, OCCASIONS, SECTIONS

GUIDE = ROOT / "docs" / "guide.md"
LOOKED_AT = {"console", "sql", "sh", "text"}
PROGRAMS = {"pip", "pytest", "mkdir", "chgrp", "chmod", "printf", "mail", "sed"}
"""Programs of others, whose options nobody looks up here."""
OF_SERVERS = "desks.md"
"""The document whose sessions on a server are run: tests/postgres/test_desks_document.py."""
MOST_LINES = 120

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def happens_here(block: Block) -> bool:
    return not block.name.startswith("server") and block.language not in {"sh", "text"}


@every_document
def test_a_session_prints_what_the_document_says(document: Path, tmp_path: Path) -> None:
    must_be_true(document, Desk(tmp_path).happens, happens_here)


@every_document
def test_every_block_is_of_a_kind_that_is_looked_at(document: Path) -> None:
    for block in blocks(document):
        assert block.language in LOOKED_AT or re.fullmatch(r"[\w.-]+\.\w+", block.name), block
        assert block.name != "server" or document.name == OF_SERVERS, "nobody runs this"


@every_document
def test_every_command_that_is_named_is_there(document: Path) -> None:
    for command in commands(document):
        for part in re.split(r"\|\||&&|\|", re.sub(r"\w+=\$\((.*?)\)", r"\1", command)):
            words = shlex.split(part, comments=True)
            while words and re.fullmatch(r"[A-Z_]+=\S*", words[0]):
                words.pop(0)
            if words:
                assert (fault := _fault_of(words)) is None, f"{document.name}: {command}: {fault}"


def _fault_of(words: list[str]) -> str | None:
    """Say what there is not of what a command names."""
    program, *arguments = words
    options = {word.partition("=")[0] for word in arguments if re.match(r"--?[a-z]", word)}
    if program == "tracker":
        return _unknown_to_tracker(arguments, options)
    if program == "python":
        program = next((word for word in arguments if word.endswith(".py")), "")
        options = {word for word in options if word.startswith("--")}
    elif program in PROGRAMS:
        return None
    else:
        options = set(arguments)
    file = ROOT / program
    if not program or not file.is_file():
        return f"there is no program {program}"
    text = file.read_text(encoding="utf-8")
    return next((f"no {option}" for option in options if option not in text), None)


def _unknown_to_tracker(arguments: list[str], options: set[str]) -> str | None:
    verb = next((word for word in arguments if not word.startswith("-")), "")
    context = click.Context(main)
    command = main.get_command(context, verb) if verb else main
    if command is None:
        return f"no verb {verb}"
    known = {option for each in (*command.params, *main.params) for option in each.opts} | {"--help", "-h"}
    return next((f"no {option}" for option in sorted(options - known)), None)


def anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@every_document
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", document.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        there = (document.parent / path).resolve() if path else document
        assert there.exists(), f"{document.name} leads to {target}"
        assert not anchor or anchor in anchors(there), f"{document.name} leads to {target}"


def test_the_readme_is_a_short_read_and_has_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MOST_LINES
    for word in ("tracker demo", "pytest"):
        assert len([line for line in lines if re.match(rf"    pip install.*&& {word}$", line)]) == 1


def test_every_verb_is_in_the_guide_and_has_an_example() -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("## The verbs")[2]
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert re.search(rf"`{name}[ `\[]", table), f"{name} is not in the guide"
        assert getattr(command, "example", ""), f"{name} has no example"
        assert command.help, f"{name} has no help"


def test_the_guide_has_every_section_of_minutes_with_all_its_keys() -> None:
    rows = re.findall(r"^\| `(\w+)(?:\[\])?` \| (.*?) \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    told = {
        section: set(re.findall(r"\w+", keys)) for section, keys in rows if section in OCCASIONS | SECTIONS
    }
    for name, section in (OCCASIONS | SECTIONS).items():
        short = {key: alias for alias, key in ALIASES.items()}
        assert told.get(name) == {short.get(key, key) for key in section.keys}, name
