"""Every kind of fact, the whole way: what a kind lacks beside its row is named here, before a user meets it.

From the verb to the table and back: recorded, shown, told in both languages, retracted, restored,
exported, imported, replayed, and written as minutes. One example a kind, with all its fields.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from events import tags
from events.facts import FACTS, Fact
from events.kinds import KINDS, RETRACTED, Kind
from events.references import KINDS as REFERENCES
from tracker.application import Tracker
from tracker.cli import main
from tracker.cli.verbs import VERBS
from tracker.decisions.recordings import recording
from tracker.formats.minutes import OCCASIONS, SECTIONS
from tracker.formats.schemas import events_schema, minutes_schema
from tracker.projections.clauses import CLAUSES
from tracker.words.language import phrase

BY_SENTENCE = [kind for kind in KINDS if kind.type != RETRACTED]
DIGEST = f"sha256:{'0' * 64}"

BASIS = """
meeting: {id: summit, held: 2022-03-14, title: {en: The summit, es: La cumbre}, mechanism: hled}
parties: [{id: OAS, kind: organization, names: Organization of American States}]
institutions:
  - {party: US, id: DHS, names: Homeland Security}
  - {party: MX, id: SRE, names: {en: Foreign Affairs, es: Relaciones Exteriores}}
mechanisms: [{id: hled, parties: [US, MX], kind: dialogue}]
topics: [{kind: theme, id: border, spellings: [frontera]}]
delegations: [{party: US, head: Ann Lee}]
proposals: [{id: asked, text: A second bridge., obligors: [US], by: MX}]
commitments:
  - {id: crossing, text: {en: A new crossing., es: Un cruce nuevo.}, obligors: [US, MX], theme: border}
  - {id: whole, text: A modern border., obligors: [US, MX]}
"""

EXAMPLES: dict[str, dict[str, Any]] = {
    "party.recorded": {
        "id": "NADB",
        "names": {"en": "North American Development Bank", "es": "Banco de Desarrollo"},
        "spellings": ["NADBank"],
        "kind": "organization",
        "successor_of": "OAS",
    },
    "institution.recorded": {
        "party": "US",
        "id": "CBP",
        "names": {"en": "Customs and Border Protection", "es": "Aduanas"},
        "parent": "DHS",
        "independent": True,
    },
    "mechanism.recorded": {
        "id": "hlsd",
        "parties": ["US", "MX"],
        "kind": "dialogue",
        "names": {"en": "Security Dialogue", "es": "Diálogo de seguridad"},
    },
    "topic.recorded": {
        "kind": "project",
        "id": "otay",
        "names": {"en": "Otay Mesa", "es": "Mesa de Otay"},
        "spellings": ["Otay"],
    },
    "names.reconciled": {"kind": "person", "show": "Ann Lee", "spellings": ["A. Lee"]},
    "meeting.held": {
        "id": "visit",
        "held": "2023-05-01",
        "title": {"en": "The visit", "es": "La visita"},
        "place": "Puebla",
        "host": "MX/SRE",
        "mode": "in person",
        "mechanism": "hled",
        "summary": "They met.",
        "note": "At noon.",
        "external": "k/1",
        "other": {"row": "7"},
    },
    "document.published": {
        "id": "statement",
        "published": "2023-05-02",
        "title": {"en": "The statement", "es": "El comunicado"},
        "kind": "joint statement",
        "publisher": "SRE",
        "url": "https://example.org/statement",
        "note": "In two languages.",
        "external": "k/2",
        "other": {"row": "8"},
    },
    "delegation.recorded": {
        "occasion": "summit",
        "party": "MX",
        "capacity": "host",
        "head": "Eva Paz",
        "members": [
            {
                "name": "Eva Paz",
                "role": "Secretary",
                "institution": "SRE",
                "on_behalf_of": "the President",
                "mode": "in person",
            }
        ],
    },
    "commitment.proposed": {
        "occasion": "summit",
        "on": "2022-03-14",
        "id": "ferry",
        "text": {"en": "A ferry.", "es": "Un transbordador."},
        "obligors": ["US"],
        "title": {"en": "The ferry", "es": "El transbordador"},
        "themes": ["border", "water"],
        "project": "otay",
        "lead": ["US/DHS"],
        "deadline": "2025",
        "parent": "whole",
        "priority": "high",
        "external": "k/3",
        "other": {"row": "9"},
        "by": ["MX"],
    },
    "commitment.agreed": {
        "occasion": "summit",
        "on": "2022-03-14",
        "id": "road",
        "text": {"en": "A road.", "es": "Una carretera."},
        "obligors": ["US", "MX"],
        "title": {"en": "The road", "es": "La carretera"},
        "themes": ["border", "water"],
        "project": "otay",
        "lead": ["US/DHS"],
        "deadline": "2025",
        "parent": "whole",
        "priority": "high",
        "external": "k/4",
        "other": {"row": "10"},
        "supporting": ["MX/SRE"],
        "conditional_on": "Funding.",
    },
    "commitment.declined": {
        "occasion": "summit",
        "on": "2022-06-01",
        "commitment": "asked",
        "by": ["US"],
        "reason": "No budget.",
    },
    "commitment.reaffirmed": {
        "occasion": "summit",
        "on": "2022-06-01",
        "commitment": "crossing",
        "by": ["US", "MX"],
    },
    "commitment.amended": {
        "occasion": "summit",
        "on": "2022-06-01",
        "commitment": "crossing",
        "by": ["US", "MX"],
        "text": {"en": "A wider crossing.", "es": "Un cruce más ancho."},
        "obligors": ["US", "MX"],
        "title": {"en": "Wider", "es": "Más ancho"},
        "themes": ["water"],
        "project": "otay",
        "lead": ["US/DHS"],
        "supporting": ["MX/SRE"],
        "parent": "whole",
        "priority": "high",
        "conditional_on": "Funding.",
    },
    "commitment.superseded": {
        "occasion": "summit",
        "on": "2022-06-01",
        "commitment": "crossing",
        "superseded_by": "whole",
        "by": ["US"],
    },
    "status.updated": {
        "commitment": "crossing",
        "by": ["MX"],
        "effective": "2023-01-01",
        "status": "in-progress",
        "obligor": "MX",
        "percent": 40,
        "label": "on its way",
        "evidence": [{"url": "https://example.org/a", "digest": DIGEST, "lang": "en"}],
        "note": "Nearly there.",
        "occasion": "summit",
        "external": "k/5",
        "other": {"row": "11"},
    },
    "deadline.revised": {
        "commitment": "crossing",
        "deadline": "2026",
        "announced": "2023-01-02",
        "by": ["MX"],
        "reason": "Late works.",
        "external": "k/6",
    },
    "evidence.added": {
        "about": "commitment:crossing",
        "url": "https://example.org/b",
        "file": "b.pdf",
        "digest": DIGEST,
        "kind": "report",
        "publisher": "SANDAG",
        "published": "2023-02-01",
        "archived": "https://archive.example/b",
        "title": {"en": "A report", "es": "Un informe"},
        "quote": "It is so.",
        "page": "7",
        "lang": "en",
        "external": "k/7",
    },
}
"""Stored type → all the fields of one such fact, after BASIS."""


def ids(kind: Kind) -> str:
    return kind.type


every_kind = pytest.mark.parametrize("kind", BY_SENTENCE, ids=ids)


class Desk(NamedTuple):
    """A store with the basis of every example, and its command line."""

    store: Path

    def tracker(self) -> Tracker:
        """Open the store."""
        return Tracker(self.store, user="desk")

    def done(self, *arguments: str, stdin: str | bytes | None = None) -> str:
        """Run a command that must succeed; give what it printed."""
        ran = CliRunner(env={"TRACKER_USER": "desk", "COLUMNS": "200"}).invoke(
            main, ["--store", str(self.store), *arguments], input=stdin
        )
        assert ran.exit_code == 0, f"{' '.join(arguments)}: {ran.output}{ran.exception or ''}"
        return ran.stdout


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    store = tmp_path / "desk.db"
    tracker = Tracker(store, user="desk")
    tracker.record_minutes(BASIS.encode(), "basis.yaml")
    tracker.close()
    return Desk(store)


def fact(kind: Kind) -> Fact:
    return FACTS[kind.type].model_validate(EXAMPLES[kind.type])


def recorded(desk: Desk, kind: Kind) -> Fact:
    tracker = desk.tracker()
    outcome = tracker.record(fact(kind))
    tracker.close()
    assert [each.TOPIC for _, each in outcome.facts] == [kind.type]
    return outcome.facts[0][1]


def timeline_of(kind: Kind) -> str:
    """Say under which reference a timeline has the fact."""
    return tags.subject(kind.type, EXAMPLES[kind.type])


# Beside each row


def test_every_kind_has_a_class_a_clause_a_section_and_a_verb() -> None:
    sections = {section.kind.TOPIC for section in (*OCCASIONS.values(), *SECTIONS.values())}
    verbs = {verb.records.type for verb in VERBS.values() if verb.records}
    for what, types in {
        "class in events/facts.py": set(FACTS) - {RETRACTED},
        "clause in projections/clauses.py": set(CLAUSES),
        "section of minutes": sections,
        "verb in cli/verbs.py": verbs,
        "example in this test": set(EXAMPLES),
    }.items():
        for kind in BY_SENTENCE:
            assert kind.type in types, f"{kind.type} has no {what}"
        assert types <= {kind.type for kind in BY_SENTENCE}, f"a {what} has no row in events/kinds.py"


@every_kind
def test_every_example_has_every_field(kind: Kind) -> None:
    fields = set(FACTS[kind.type].model_fields) - {"stamp"}
    assert set(EXAMPLES[kind.type]) == fields, "the example of this kind lacks a field, or has one too many"


@every_kind
def test_a_row_names_fields_that_its_class_has(kind: Kind) -> None:
    fields = set(FACTS[kind.type].model_fields)
    named = [names.field.partition(".")[0] for names in kind.names]
    assert {*kind.key.split("/"), *named, *([kind.dated] if kind.dated else [])} <= fields
    assert set(kind.about) <= set(REFERENCES)


@every_kind
def test_a_verb_has_an_option_or_an_argument_for_every_field(kind: Kind) -> None:
    records = next(verb.records for verb in VERBS.values() if verb.records and verb.records.type == kind.type)
    keys = {*records.keys.split(), *(each.strip("[]") for each in records.arguments.split())}
    assert keys == set(EXAMPLES[kind.type])


@every_kind
def test_both_schemas_know_every_field(kind: Kind) -> None:
    events, minutes = events_schema(), minutes_schema()
    assert set(events["$defs"][kind.type]["properties"]) == set(EXAMPLES[kind.type])
    section = minutes["properties"][kind.section]["anyOf"][0]
    entry = section.get("items", section)
    entry = entry.get("anyOf", [entry])[0]
    hidden = (OCCASIONS | SECTIONS)[kind.section or ""].without
    assert set(EXAMPLES[kind.type]) - hidden <= set(entry["properties"])


@every_kind
def test_every_fact_asks_for_what_it_names(kind: Kind) -> None:
    """A fact that names what nobody recorded is refused, or the row says that it is kept as text."""
    needs = list(recording(fact(kind)).needs())
    for names in kind.names:
        if names.needed and tags.named(names, EXAMPLES[kind.type]):
            assert needs, f"{kind.type} needs {names.field}, and no need asks for it"


# The whole way


@every_kind
def test_it_is_recorded_and_every_reading_verb_goes_on(kind: Kind, desk: Desk) -> None:
    recorded(desk, kind)
    for lang in ("en", "es"):
        for verb in ("status", "meetings", "people", "check", "brief", "scorecard", "events"):
            ran = CliRunner().invoke(
                main, ["--store", str(desk.store), verb, *(["--lang", lang] if verb != "events" else [])]
            )
            assert ran.exit_code in {0, 1}, f"{verb} --lang {lang}: {ran.output}{ran.exception or ''}"
        desk.done("show", "crossing", "--lang", lang)
    desk.done("verify")


@every_kind
def test_a_timeline_tells_it_in_both_languages(kind: Kind, desk: Desk) -> None:
    number = len(desk.done("events", "-f", "ids").splitlines()) + 1
    recorded(desk, kind)
    told = {}
    for lang in ("en", "es"):
        rows = json.loads(
            desk.done("timeline", timeline_of(kind), "--as-of", "2026", "-f", "json", "--lang", lang)
        )
        assert number in {row["position"] for row in rows}, f"no timeline tells of a {kind.type}"
        table = desk.done("timeline", timeline_of(kind), "--as-of", "2026", "-f", "markdown", "--lang", lang)
        told[lang] = table
    assert told["en"] != told["es"], f"the sentence of {kind.type} is not said in Spanish"
    assert phrase("es", "Timeline") != "Timeline"


@every_kind
def test_it_is_shown_with_its_own_fields_and_values(kind: Kind, desk: Desk) -> None:
    number = len(desk.done("events", "-f", "ids").splitlines()) + 1
    recorded(desk, kind)
    (event,) = json.loads(desk.done("events", "--after", str(number - 1), "-f", "json"))
    assert json.loads(desk.done("show", f"#{number}", "-f", "json"))["says"] == event["data"]
    page = desk.done("show", f"#{number}")
    for key in EXAMPLES[kind.type]:
        assert f"    {key.replace('_', ' ')}: " in page, key


@every_kind
def test_it_is_retracted_and_restored(kind: Kind, desk: Desk) -> None:
    before = desk.done("status", "-f", "json")
    number = len(desk.done("events", "-f", "ids").splitlines()) + 1
    recorded(desk, kind)
    after = desk.done("status", "-f", "json")
    desk.done("retract", f"#{number}", "--reason", "to see")
    assert desk.done("status", "-f", "json") == before
    desk.done("retract", f"#{number + 1}", "--reason", "to see")
    assert desk.done("status", "-f", "json") == after
    desk.done("rebuild")
    assert desk.done("status", "-f", "json") == after


@every_kind
def test_its_history_is_exported_imported_and_replayed(kind: Kind, desk: Desk, tmp_path: Path) -> None:
    recorded(desk, kind)
    history = desk.done("export", "history")
    other = Desk(tmp_path / "other.db")
    other.done("import", "-", stdin=history)
    assert other.done("export", "history") == history
    assert other.done("status", "-f", "json") == desk.done("status", "-f", "json")
    assert other.done("replay", "-", "-f", "json", stdin=history) == desk.done("status", "-f", "json")


@every_kind
def test_the_same_in_minutes_is_nothing_new(kind: Kind, desk: Desk) -> None:
    recorded(desk, kind)
    assert kind.section
    hidden = (OCCASIONS | SECTIONS)[kind.section].without
    example = EXAMPLES[kind.type]
    entry = {key: value for key, value in example.items() if key not in hidden}
    occasion = {
        "meeting": {"id": "summit", "held": "2022-03-14", "title": {"en": "The summit", "es": "La cumbre"}}
    }
    minutes: dict[str, Any] = {kind.section: entry if kind.section in OCCASIONS else [entry]}
    if hidden and example.get("occasion"):
        occasion["meeting"]["mechanism"] = "hled"
        minutes |= occasion
    if "effective" in entry:
        del entry["effective"]  # and with it the file's occasion is that of the claim
        example = {**example, "effective": "2022-03-14"}
        tracker = desk.tracker()
        tracker.record(FACTS[kind.type].model_validate({**example, "external": None}))
        tracker.close()
        entry.pop("external")
    tracker = desk.tracker()
    outcome = tracker.record_minutes(json.dumps(minutes).encode(), "again.json")
    tracker.close()
    assert [each.said for _, each in outcome.facts] == []


@every_kind
def test_the_same_by_its_verb_is_nothing_new(kind: Kind, desk: Desk) -> None:
    recorded(desk, kind)
    name, records = next(
        (name, verb.records)
        for name, verb in VERBS.items()
        if verb.records and verb.records.type == kind.type
    )
    arguments = [name]
    example = EXAMPLES[kind.type]
    given = [each.strip("[]") for each in records.arguments.split()]
    arguments += [str(example[each]) for each in given]
    for key in records.keys.split():
        if key not in given:
            arguments += _options(records.options.get(key, f"--{key.replace('_', '-')}"), example[key])
    ran = CliRunner(env={"TRACKER_USER": "desk"}).invoke(main, ["--store", str(desk.store), *arguments])
    assert ran.exit_code == 0, f"{arguments}: {ran.output}"
    assert "Nothing new" in ran.stderr, ran.stderr


def _options(option: str, value: Any) -> list[str]:
    if value is True:
        return [option]
    if isinstance(value, dict):
        return [part for key, each in value.items() for part in (option, f"{key}={each}")]
    values = value if isinstance(value, list) else [value]
    return [
        part
        for each in values
        for part in (option, json.dumps(each, ensure_ascii=False) if isinstance(each, dict) else str(each))
    ]
