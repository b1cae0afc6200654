"""On a Spanish page, and on stderr beside it, no sentence of ours is English: empty answers, notes, refusals.

Told by the small words that no English sentence does without, once all that was recorded is taken out.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from command_line import CommandLine

from events.statuses import STATUSES
from tracker.pages.lists import KINDS

ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|were|be|to|by|with|from|it|its|this|that|these|there|for|has|have|had|or|as"
    r"|in|on|at|an|not|nothing|nobody|none|write|give|name|record|recorded|retract|what|which|who|when|does"
    r"|did|you|your|more|like|side|since|now|then|still|each|them|first|must|may|cannot)\b",
    re.IGNORECASE,
)
NOT_OURS = re.compile(
    r"tracker [a-z]+(?: [a-z.#0-9-]+)*"  # a command to type
    r"|--?[a-z][a-z-]*(?:[= ][A-Z|…]+)?"  # an option
    r"|\b[a-z_]+\[\d+\](?:\.[a-z_]+(?:\[\d+\])?)*"  # a place in minutes
    r"|\b[a-z]+\.[a-z]+\b"  # a type of event, a file
    r"|'[^']*'|“[^”]*”|`[^`]*`"  # what was typed
    r"|No such file or directory|(?<=YAML: ).*"  # the words of the system, and of a library
    rf"|\b(?:{'|'.join(map(re.escape, STATUSES))})\b"  # which may be written in both languages
    r"|\{[^}]*\}|\b(?:occasion|evidence|agreed|on|by|from|with)\b(?=[):,]| \()"  # keys of minutes
)


def recorded(desk: CommandLine) -> list[str]:
    """Give every text that was recorded, the longest first, also as it is on one line."""

    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for each in value.values():
                yield from texts(each)
        elif isinstance(value, list):
            for each in value:
                yield from texts(each)
        elif isinstance(value, str) and len(value) > 2:
            yield from (value, " ".join(value.split()), *value.splitlines())

    history = desk.done("export").stdout.splitlines()
    return sorted({each for line in history for each in texts(json.loads(line))}, key=len, reverse=True)


def english_in(text: str, data: list[str]) -> list[str]:
    """List the lines in which English is left once data is taken out."""
    seen = re.sub(r"(?s)<style>.*?</style>", " ", text)
    plain = re.sub(r"\\(.)", r"\1", re.sub(r"(?m)^(Error|Hint): |<!?[^>]*>", " ", seen))
    for each in data:
        plain = re.sub(rf"(?<![\w-]){re.escape(each)}(?![\w-])", "·", plain)
    lines = [(line, NOT_OURS.sub("·", line)) for line in plain.splitlines()]
    return [line for line, ours in lines if ENGLISH.search(ours)]


def configured(desk: CommandLine) -> CommandLine:
    """Let a desk read Spanish without saying so each time."""
    file = desk.folder / "config" / "commitments-tracker" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('lang = "es"\n', encoding="utf-8")
    return desk


def said(desk: CommandLine, *command: str, stdin: str = "") -> str:
    config = str(desk.folder / "config")
    ran = desk(*command, stdin=stdin, XDG_CONFIG_HOME=config, VISUAL=None, EDITOR="false")
    assert ran.exit_code in {0, 1, 2}
    assert ran.stdout or ran.stderr
    return STYLE.sub("", f"{ran.stdout}{ran.stderr}")


STYLE = re.compile("<style>.*?</style>", re.DOTALL)
"""No reader reads it."""

READ = (
    *(
        "status",
        "status --status withdrawn",
        "status --schedule met",
        "meetings",
        "people",
        "people --suggest",
    ),
    *("people --suggest -f yaml", "scorecard", "scorecard --by institution", "brief", "check", "changes"),
    *("changes --since 2021-01-01", "changes --since #3 --until #9", "brief --since 2021-01-01", "minutes"),
    *("show mop", "show radio", "show documents", "show 2021-05-20"),
    *(
        "show six",
        "show 2022-09",
        "show CR",
        "show '#3'",
        "show '#25'",
        "timeline radio",
        "timeline six",
        "events",
    ),
    *(f"list {kind}" for kind in KINDS),
    *("status --as-of 1900", "meetings --as-of 1900", "people --as-of 1900", "scorecard --as-of 1900"),
    *("check --as-of 1900", "brief --as-of 1900", "list themes --as-of 1900", "changes --since hoy"),
    *(
        "status --as-of ayer",
        "minutes 2022-09",
        "status -f markdown",
        "show six -f markdown",
        "check -f html",
    ),
)
REFUSED = (
    *("update", "list", "list nope", "export nope", "import six --to nope", "status -f nope", "statu --nope"),
    *("status --nope", "status --fromat csv", "status --limit", "status --limit x", "status --limit -1"),
    *("status nope", "status nope nope", "status --expanded=1", "retract", "help nope", "schema nope"),
    *("browse --port 70000", "browse --port x"),
    *("show nope", "show 20", "timeline nope", "show #999", "status --party Mexicoo", "status --theme ''"),
    *(
        "status --as-of 31/12/2024",
        "status --as-of 2024-02-30",
        "status --as-of 2024-13",
        "status --as-of 0000",
    ),
    *("status --as-of 'Q1 2025'", "status --as-of 2025/2024", "status --as-of 'finales de 2024'"),
    *("status --known-at 2024-06-01T99", "changes --since #999", "changes --since 2025 --until 2024"),
    *("status --sort nope", "status --status nope", "status --search '\"'", "status --meeting nope"),
    *("brief --meeting 2022-09 --since 2021", "brief --mechanism nope", "people --party Mexicoo", "statu"),
    *("status --store nowhere.db", "status --store .", "record nowhere.yaml", "status -o desk.db", "undo"),
    *("retract #2 --reason wrong", "retract #999 --reason x", "retract #2 --reason ''", "redo", "undo --any"),
    *(
        "update six fulfilled --by CR,PA",
        "update six nope --by CR",
        "update six agreed --by CR",
        "update six",
    ),
    *("update six fulfilled --by CR --obligor US", "update nope stalled --by CR", "update six --by CR"),
    *("agree six --text x --obligors CR --on 2024", "agree new --text x --obligors Mexico --on 2024"),
    *("agree new --text x --obligors CR", "agree new --text x --obligors CR --on 2024 --parent new"),
    *("agree NEW --text x --obligors CR --on 2024", "decline six --by CR --on 2024", "revise six 31/12/2024"),
    *(
        "supersede six --superseded-by six --on 2024",
        "amend six --on 2024",
        "evidence six --file nowhere.pdf",
    ),
    *("delegation nope --party CR", "institution MOP --party Panama", "party us", "topic x --kind nope"),
    *("update six fulfilled --by CR --percent 900", "events --type nope", "events --after nope", "edit six"),
    *("export -f csv", "export --as-of 2024", "minutes nope", "verify", "schema --check nowhere.json"),
)
MINUTES = {
    "unknown keys": "meeting: {id: m, held: 2024, colour: red}\ncommitmentz: []\n",
    "wrong values": (
        "meeting: {id: M 1, held: 31/12/2024}\n"
        "commitments:\n- {id: a, text: '', obligors: [US+MX, MX, MX]}\n"
        "- {id: b, text: x, obligors: []}\n- x\n"
        "updates:\n- {commitment: a, by: 'US and MX', status: done}\n- {commitment: a, percent: 5}\n"
        "delegations:\n- {party: MX, capacity: boss, members: [{nam: x}]}\n"
    ),
    "not YAML": "meeting: {id: m",
    "twice a key": "meeting: {id: m}\nmeeting: {id: n}\n",
    "an alias": "meeting: &m {id: m}\ndocument: *m\n",
    "a tag": "meeting: !!map {id: m}\n",
    "a list": "- a\n",
    "nothing": "",
    "two occasions": "meeting: {id: m, held: 2024}\ndocument: {id: d, published: 2024}\n",
    "a circle": (
        "commitments:\n- {id: a, text: x, obligors: MX, on: 2024, parent: b}\n"
        "- {id: b, text: x, obligors: MX, on: 2024, parent: a}\n"
    ),
    "no occasion": "delegations:\n- {party: MX}\n",
    "another content": (
        "commitments:\n- {id: a, text: x, obligors: MX, on: 2024}\n"
        "- {id: a, text: y, obligors: MX, on: 2024}\n"
    ),
}


def words(command: str) -> list[str]:
    import shlex

    return shlex.split(command, comments=False)


@pytest.mark.parametrize("command", READ)
def test_no_answer_has_english(command: str, shared_desk: CommandLine) -> None:
    assert english_in(said(configured(shared_desk), *words(command)), recorded(shared_desk)) == []


@pytest.mark.parametrize("command", REFUSED)
def test_no_refusal_has_english(command: str, desk: CommandLine) -> None:
    assert english_in(said(configured(desk), *words(command)), recorded(desk)) == []


@pytest.mark.parametrize("command", ["status --party FR", "show nope", "changes --since 2025 --until 2024"])
def test_the_language_of_one_question_is_that_of_its_refusal(command: str, shared_desk: CommandLine) -> None:
    ran = shared_desk(*words(command), "--lang", "es", XDG_CONFIG_HOME=str(shared_desk.folder / "none"))
    assert ran.stderr.startswith("Error: ")
    assert english_in(ran.stderr, []) == []
    assert english_in(shared_desk(*words(command)).stderr, []) != []


@pytest.mark.parametrize("name", MINUTES)
def test_no_mistake_in_minutes_is_told_in_english(name: str, tracker: CommandLine) -> None:
    text = said(configured(tracker), "record", "-", stdin=MINUTES[name])
    assert text.startswith("Error: ")
    assert english_in(text, []) == []


def test_no_note_of_a_story_is_english(tracker: CommandLine) -> None:
    desk = configured(tracker)
    (tracker.folder / "m.yaml").write_text(
        "meeting: {id: m1, held: 2024-01-10, title: {es: Cita}}\n"
        "commitments:\n- {id: puente, text: {es: Construir}, obligors: [MX, GT], deadline: 2024-12,"
        " lead: SCT}\n"
        "- {id: radio, text: {es: Hablar}, obligors: [MX]}\n",
        encoding="utf-8",
    )
    changed = (tracker.folder / "m.yaml").read_text(encoding="utf-8").replace("2024-12", "2025-12")
    story = [
        said(desk, "record", "m.yaml", "-n"),
        said(desk, "record", "m.yaml"),
        said(desk, "record", "m.yaml"),
    ]
    (tracker.folder / "m.yaml").write_text(changed.partition("- {id: radio")[0], encoding="utf-8")
    steps = (
        "record m.yaml",
        "update puente en-curso --by MX --obligor MX --percent 90 --on ayer",
        "update puente cumplido --by GTA --on 2031-01-01",
        "update puente estancado --by MX --on 2020-01-01",
        "revise puente 2025-06 --by MX --on 2025-01-01 --reason lluvias",
        "update radio cumplido --by MX --on 2024-05-05",
        "show puente",
        "timeline puente",
        "changes",
        "brief",
        "undo --yes",
        "redo --yes",
        "retract #2 --reason error --with-dependents",
        "undo --yes -n",
        "timeline radio",
        "check",
        "verify",
        "rebuild",
        "init",
        "backup b.db",
        "copy --to c.db",
        "copy --to c.db",
        "export -o h.jsonl",
        "replay h.jsonl",
        "import h.jsonl --store d.db",
        "import h.jsonl --store d.db",
    )
    story += [said(desk, *words(step)) for step in steps]
    text = "\n".join(story)
    assert "Registrado" in text
    assert "Nota: " in text
    assert "→" in text
    assert "corregido por m.yaml" in text
    assert english_in(text, []) == []
