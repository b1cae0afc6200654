"""Every verb, a row each: its section of the help text, the module that defines it, what it does in a line.

Known beforehand, so that `tracker --help` and completion load none of the modules. A verb that records
a fact is all here: `tracker.cli.facts` makes it from its row, `tracker.cli.fields` says what its keys are.
"""

from collections.abc import Mapping
from typing import NamedTuple

from events.kinds import BY_TYPE


class Records(NamedTuple):
    """What a verb records, and how it is asked for it.

    `arguments` are the keys that are given without an option, in brackets where they may be left
    out; `keys` those that have one, in the order of the help text. `options` calls a key by another
    name than its own, `defaults` says what holds where nothing is given.
    """

    type: str
    arguments: str
    keys: str
    help: str
    example: str
    options: Mapping[str, str] = {}
    defaults: Mapping[str, str] = {}


class Verb(NamedTuple):
    """What is known of a verb before its module is loaded."""

    section: str
    module: str
    short_help: str
    records: Records | None = None


def _fact(short_help: str, records: Records) -> Verb:
    return Verb("Record", "facts", short_help, records)


_ALL = {
    "demo": Verb("Record", "record", "Record one real meeting and show its commitments."),
    "init": Verb("Record", "record", "Create a store."),
    "record": Verb("Record", "record", "Record minutes: all of a file, or nothing."),
    "draft": Verb("Record", "draft", "A draft of minutes, from a memo to be read beside it."),
    "minutes": Verb("Record", "minutes", "What stands of a meeting, as minutes; or a form."),
    "edit": Verb("Correct", "minutes", "Correct minutes in your editor."),
    "meeting": _fact(
        "A meeting was held.",
        Records(
            type="meeting.held",
            arguments="[id]",
            keys="id held title place host mode mechanism summary note external other",
            help="Record that a meeting was held.",
            example="tracker meeting 2022-03-14-mexico-city --held 2022-03-14 \\\n"
            "  --place 'Mexico City' --host SRE",
        ),
    ),
    "document": _fact(
        "A document was published.",
        Records(
            type="document.published",
            arguments="[id]",
            keys="id published title kind publisher url note external other",
            help="Record that a document was published.",
            example="tracker document sembrando --published 2021-12-01 \\\n"
            "  --title 'Joint statement' --url https://…",
        ),
    ),
    "delegation": _fact(
        "A party sent these officials.",
        Records(
            type="delegation.recorded",
            arguments="[occasion]",
            keys="occasion party capacity head members",
            help="Record whom a party sent to a meeting.",
            example="tracker delegation 2022-03-14 --party MX --capacity host \\\n  --head 'Marcelo Ebrard'"
            " \\\n  --members '{name: Francisco Garduño, role: Commissioner, institution: INM}'",
        ),
    ),
    "party": _fact(
        "A party's names and spellings.",
        Records(
            type="party.recorded",
            arguments="[id]",
            keys="id names spellings kind successor_of",
            help="Record a party: a state or an organization, its names and its other spellings.",
            example="tracker party NADB --kind organization \\\n  --names 'North American Development Bank'",
        ),
    ),
    "propose": _fact(
        "Somebody asks for a commitment.",
        Records(
            type="commitment.proposed",
            arguments="[id]",
            keys="id text obligors by occasion on title themes project lead deadline parent priority external"
            " other",
            help="Record that somebody asks for a commitment, of whom, and what.\n\n"
            "It is accepted by agreeing to a commitment of its id, and refused by declining it.",
            example="tracker propose water-data --by MX --obligors US --on 2024-05-01 \\\n"
            "  --text 'Share the gauges'",
        ),
    ),
    "agree": _fact(
        "A commitment was agreed.",
        Records(
            type="commitment.agreed",
            arguments="[id]",
            keys="id text obligors occasion on title themes project lead supporting deadline parent priority"
            " conditional_on external other",
            help="Record that a commitment was agreed.",
            example="tracker agree otay-mesa-east --occasion 2022-03-14 --obligors US \\\n"
            "  --obligors MX --text 'Build the new crossing' \\\n"
            "  --text es='Construir el nuevo cruce' --deadline 2024",
        ),
    ),
    "decline": _fact(
        "Somebody says no to a proposal.",
        Records(
            type="commitment.declined",
            arguments="[commitment]",
            keys="commitment by occasion on reason",
            help="Record that somebody declines what was proposed and not agreed.",
            example="tracker decline water-data --by US --on 2024-09-12 --reason 'No budget for it'",
        ),
    ),
    "update": _fact(
        "Somebody says how a commitment stands.",
        Records(
            type="status.updated",
            arguments="commitment [status]",
            keys="by effective obligor percent label evidence note occasion external other",
            help="Record a claim about a commitment: its STATUS, on whose word, since when.\n\n"
            "Without a STATUS it is a note. Statuses are not-started, in-progress, stalled,"
            " partially-fulfilled, fulfilled, not-fulfilled, superseded, withdrawn; their Spanish words"
            " (en-curso, cumplido, …) do too.",
            example="tracker update otay in-progress --by MX --obligor MX --percent 90 \\\n  --on 2024-11-19",
            options={"effective": "--on"},
            defaults={"effective": "today"},
        ),
    ),
    "revise": _fact(
        "A new deadline was announced.",
        Records(
            type="deadline.revised",
            arguments="commitment deadline",
            keys="announced by reason external",
            help="Record a revised deadline.",
            example="tracker revise otay 2027-10/2028 --on 2026-03-10 --by press \\\n"
            "  --reason 'Equipment postponed'",
            options={"announced": "--on"},
            defaults={"announced": "today"},
        ),
    ),
    "reaffirm": _fact(
        "A commitment was reaffirmed.",
        Records(
            type="commitment.reaffirmed",
            arguments="[commitment]",
            keys="commitment occasion on by",
            help="Record that a commitment was reaffirmed.",
            example="tracker reaffirm otay --occasion 2023-01",
        ),
    ),
    "amend": _fact(
        "A commitment was renegotiated.",
        Records(
            type="commitment.amended",
            arguments="[commitment]",
            keys="commitment occasion on by text obligors title themes project lead supporting parent"
            " priority conditional_on",
            help="Record a renegotiation: what is given here holds from then on.\n\n"
            "A mistake in the record is no amendment: correct the minutes and record them again.",
            example="tracker amend otay --on 2023-06-01 --lead CBP",
        ),
    ),
    "supersede": _fact(
        "Another commitment took its place.",
        Records(
            type="commitment.superseded",
            arguments="[commitment]",
            keys="commitment superseded_by occasion on by",
            help="Record that another commitment took a commitment's place.",
            example="tracker supersede otay --superseded-by otay-mesa-two --on 2027-01-15",
        ),
    ),
    "evidence": _fact(
        "Something can be checked there.",
        Records(
            type="evidence.added",
            arguments="[about]",
            keys="about url file digest kind publisher published archived title quote page lang external",
            help="Record evidence about a commitment, a meeting, a document, an institution.",
            example="tracker evidence otay --url https://… --publisher SANDAG \\\n  --published 2025-01-10",
        ),
    ),
    "institution": _fact(
        "A ministry, agency, state or province.",
        Records(
            type="institution.recorded",
            arguments="[id]",
            keys="party id names parent independent",
            help="Record a party's ministry, agency, state or province.",
            example="tracker institution CBP --party US --parent DHS \\\n"
            "  --names 'Customs and Border Protection'",
        ),
    ),
    "mechanism": _fact(
        "A binational institution.",
        Records(
            type="mechanism.recorded",
            arguments="[id]",
            keys="id parties kind names",
            help="Record a binational institution.",
            example="tracker mechanism hled --parties US --parties MX --kind dialogue",
        ),
    ),
    "topic": _fact(
        "A theme or a project, and its spellings.",
        Records(
            type="topic.recorded",
            arguments="[id]",
            keys="kind id names spellings",
            help="Record a theme or a project, with its other spellings.",
            example="tracker topic root-causes --kind theme --spellings 'root causes'",
        ),
    ),
    "reconcile": _fact(
        "Several spellings are one person.",
        Records(
            type="names.reconciled",
            arguments="",
            keys="kind show spellings",
            help="Record that several spellings are one person.",
            example="tracker reconcile --kind person --show 'Marcelo Ebrard' \\\n"
            "  --spellings 'Marcelo Ebrard Casaubón'",
        ),
    ),
    "status": Verb("Read", "read", "How the commitments stand."),
    "show": Verb("Read", "read", "One thing whole, and why it stands so."),
    "timeline": Verb("Read", "read", "What happened to it, corrections included."),
    "changes": Verb("Read", "changes", "What changed between two days, meetings or events."),
    "list": Verb("Read", "read", "What can be filtered by, with counts."),
    "meetings": Verb("Read", "read", "The meetings and documents."),
    "people": Verb("Read", "report", "The officials, and what they attended."),
    "scorecard": Verb("Read", "report", "How much is fulfilled."),
    "brief": Verb("Read", "report", "What to raise at the next meeting."),
    "check": Verb("Read", "report", "What is overdue, due, stale or disputed."),
    "events": Verb("Read", "log", "The log itself."),
    "retract": Verb("Correct", "correct", "Take an event back."),
    "undo": Verb("Correct", "correct", "Take your last command back."),
    "redo": Verb("Correct", "correct", "Take your last undoing back."),
    "import": Verb("Exchange", "importing", "A history, a sheet that comes back, or any table."),
    "export": Verb("Exchange", "exchange", "The history, the table, a workbook, deadlines, or news."),
    "replay": Verb("Exchange", "exchange", "Fold a history without a store."),
    "publish": Verb("Exchange", "publish", "A static site, in both languages."),
    "browse": Verb("Exchange", "browse", "The tables behind it all, in your browser."),
    "rebuild": Verb("Keep", "keep", "Rebuild the view from the log."),
    "verify": Verb("Keep", "keep", "Prove the log whole, or name what is wrong."),
    "backup": Verb("Keep", "keep", "A consistent copy, while others record."),
    "restore": Verb("Keep", "keep", "Put a backup in the place of the store."),
    "copy": Verb("Keep", "keep", "Move a log between stores."),
    "schema": Verb("Keep", "keep", "The JSON Schema of events, minutes or mappings."),
    "completion": Verb("Keep", "shell", "The script by which a shell completes verbs and ids."),
    "help": Verb("Keep", "shell", "The help of a verb."),
}

VERBS = {name: verb for name, verb in _ALL.items() if verb.records is None or verb.records.type in BY_TYPE}
"""In the order of the help text; no verb records what the vocabulary has no kind for."""

SECTIONS = ("Record", "Read", "Correct", "Exchange", "Keep")
