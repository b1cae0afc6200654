"""A desk that reads Spanish reads Spanish: headings, statuses and the sentences around them."""

from pathlib import Path
from typing import Any

import pytest
from command_line import CommandLine

from events.statuses import SPANISH, SPANISH_SCHEDULES
from tracker.words.language import phrase

TEXTS = {"title", "text", "name"}
"""What is recorded in languages, and is given in the one asked for."""


def without_texts(data: Any) -> Any:
    """Leave out what was recorded in two languages, also where it is quoted."""
    if isinstance(data, list):
        return [without_texts(each) for each in data]
    if isinstance(data, dict):
        kept = {key: without_texts(value) for key, value in data.items() if key not in TEXTS}
        return kept | ({"what": data["what"].partition(",")[0]} if "what" in data else {})
    return data


@pytest.mark.parametrize(
    "command",
    ["status", "show six", "show 2022-09", "timeline radio", "check", "brief", "people", "scorecard"],
)
def test_the_data_stays_english(command: str, shared_desk: CommandLine) -> None:
    english, spanish = (
        shared_desk(*command.split(), "--lang", lang, "-f", "json").json for lang in ("en", "es")
    )
    assert without_texts(english) == without_texts(spanish)
    heading, *_ = shared_desk(*command.split(), "--lang", "es", "-f", "csv").stdout.splitlines()
    assert heading == shared_desk(*command.split(), "-f", "csv").stdout.splitlines()[0]


def test_words_and_labels_are_spanish_too(tracker: CommandLine) -> None:
    tracker.done("meeting", "m1", "--held", "2024-01-10", "--mode", "virtual", "--place", "David")
    tracker.done(
        "document", "d1", "--published", "2024-01-11", "--publisher", "MOP", "--url", "https://e.org"
    )
    tracker.done("institution", "MOPT", "--party", "MX")
    tracker.done("delegation", "m1", "--party", "MX", "--capacity", "host", "--members", "Ana Ruiz")
    tracker.done("delegation", "m1", "--party", "US", "--capacity", "observer", "--members", "Bo Li")
    agreed = ("--occasion", "m1", "--obligors", "MX", "--obligors", "US", "--deadline", "2024-02-01")
    tracker.done("agree", "c1", "--text", "Build", *agreed)
    tracker.done("update", "c1", "en-curso", "--by", "MOPT", "--obligor", "US", "--on", "2024-01-20")
    tracker.done("update", "c1", "estancado", "--by", "GAO", "--obligor", "US", "--on", "2024-01-21")
    tracker.done("amend", "c1", "--on", "2024-01-22", "--title", "New title", "--lead", "MOPT")
    said = {
        command: tracker(*command.split(), "--lang", "es").stdout
        for command in (
            "status",
            "show m1",
            "show d1",
            "show Ana",
            "people",
            "timeline c1",
            "brief",
            "show c1",
        )
    }
    assert "MX por medio de MOPT sobre US: en-curso" in said["status"]
    assert "GAO sobre US: estancado" in said["status"]
    assert "modalidad       virtual" in said["show m1"]
    assert "MX, anfitrión" in said["show m1"]
    assert "US, observador" in said["show m1"]
    assert "publicado por   MOP" in said["show d1"]
    assert "calidades       anfitrión" in said["show Ana"]
    assert "asistencias" in said["show Ana"]
    assert "observador" in said["people"]
    assert "modificado c1, responsable: MOPT, título: New title" in said["timeline c1"]
    assert "MX informa en-curso sobre la parte US (2024-01-20)" in said["brief"]
    assert "vencidos: 1" in said["brief"]
    assert "515 días después del plazo original" in said["show c1"]
    page = tracker.done("status", "--lang", "es", "-f", "html").stdout
    assert "<title>Compromisos</title>" in page


@pytest.mark.parametrize(("lang", "said"), [("en", "1 day past the baseline"), ("es", "1 día después")])
def test_one_day_is_one_day(lang: str, said: str, tracker: CommandLine) -> None:
    tracker.done(
        "agree", "c1", "--text", "Build", "--obligors", "MX", "--on", "2024-01-01", "--deadline", "2024-02-01"
    )
    assert said in tracker.done("show", "c1", "--as-of", "2024-02-02", "--lang", lang).stdout


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_was_taken_back_says_so_before_what_it_said_wherever_it_is_told(
    lang: str, tracker: CommandLine
) -> None:
    tracker.done("agree", "c1", "--text", "Build", "--obligors", "MX", "--on", "2024")
    tracker.done("update", "c1", "stalled", "--by", "MX", "--on", "2024-02-01")
    tracker.done("retract", "2", "--reason", "wrong one")
    taken_back, said = {
        "en": ("[retracted by #3: wrong one]", "stalled"),
        "es": ("[anulado por #3: wrong one]", "estancado"),
    }[lang]
    for command in (
        "show c1",
        "show c1 -f markdown",
        "timeline c1",
        "changes --since #2",
        "export changes",
    ):
        text = " ".join(tracker.done(*command.split(), "--lang", lang).stdout.replace("\\", "").split())
        before, _, after = text.rpartition(taken_back)
        assert before, command
        assert said in after[: len(" 2024-02-01 MX: ") + len(said)], command


def test_no_two_lines_of_one_thing_bear_the_same_label(tracker: CommandLine) -> None:
    tracker.done("agree", "c1", "--text", "Build", "--obligors", "MX", "--on", "2024")
    for part in ("p1", "p2"):
        tracker.done("agree", part, "--text", "Part", "--obligors", "MX", "--on", "2024", "--parent", "c1")
    lines = tracker.done("show", "c1", "--lang", "es").stdout.splitlines()
    labels = [line.split("  ")[0] for line in lines if line[:1].strip() and "  " in line]
    assert sorted(labels) == sorted(set(labels))
    at = next(place for place, line in enumerate(lines) if line.startswith("subcompromisos"))
    assert [" ".join(line.split()) for line in lines[at : at + 3]] == [
        "subcompromisos 2, en conjunto acordado",
        "p1: acordado Part",
        "p2: acordado Part",
    ]


@pytest.mark.parametrize(
    ("option", "words"),
    [("--status", {**SPANISH, "open": "abiertos"}), ("--schedule", SPANISH_SCHEDULES)],
)
def test_a_word_that_is_shown_in_spanish_can_be_typed(
    option: str, words: dict[str, str], shared_desk: CommandLine
) -> None:
    for english, spanish in words.items():
        assert phrase("es", english) == spanish  # it is what tables show
        wanted = shared_desk.done("status", option, english, "-f", "ids").stdout
        for typed in (spanish, spanish.upper(), spanish.replace("-", " ").title(), english.upper()):
            assert shared_desk.done("status", option, typed, "-f", "ids").stdout == wanted, typed


def test_headings_that_are_shown_name_columns_to_choose_and_to_sort_by(shared_desk: CommandLine) -> None:
    by_key = shared_desk.done("status", "-c", "status,children,last_update", "--sort", "-days_late").stdout
    for columns, sort in (
        ("Status,Parts,Last update", "-Days late"),
        ("ESTADO,subcompromisos,Ultima noticia", "-DIAS DE RETRASO"),
    ):
        assert shared_desk.done("status", "-c", columns, "--sort", sort).stdout == by_key
    assert shared_desk.done("timeline", "six", "-c", "#,Qué").stdout.splitlines()[2].split() == ["#", "What"]


def test_who_reads_spanish_is_told_the_spanish_words_of_statuses(
    tracker: CommandLine, tmp_path: Path
) -> None:
    tracker.done("agree", "c1", "--text", "Build", "--obligors", "MX", "--on", "2024")
    configured = tmp_path / "config" / "commitments-tracker" / "config.toml"
    configured.parent.mkdir(parents=True)
    configured.write_text('lang = "es"\n')
    config = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    for said in ("hecho", "acordado"):
        told = tracker("update", "c1", said, "--by", "MX", "--on", "2024", **config).stderr
        assert (
            "sin-iniciar, en-curso, estancado, parcialmente-cumplido, cumplido, vigente, incumplido" in told
        )
        assert "stalled" not in told
