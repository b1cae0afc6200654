"""Every verb: its section of the help text, the module that defines it, and what it does in a line.

Known beforehand, so that `tracker --help` and completion load none of the modules.
"""

from typing import NamedTuple


class Known(NamedTuple):
    """What is known of a verb before its module is loaded."""

    section: str
    module: str
    short_help: str


VERBS = {
    "demo": Known("Record", "record", "Record one real meeting and show its commitments."),
    "init": Known("Record", "record", "Create a store."),
    "record": Known("Record", "record", "Record minutes: all of a file, or nothing."),
    "meeting": Known("Record", "facts", "A meeting was held."),
    "document": Known("Record", "facts", "A document was published."),
    "delegation": Known("Record", "facts", "A party sent these officials."),
    "agree": Known("Record", "facts", "A commitment was agreed."),
    "update": Known("Record", "facts", "Somebody says how a commitment stands."),
    "revise": Known("Record", "facts", "A new deadline was announced."),
    "reaffirm": Known("Record", "facts", "A commitment was reaffirmed."),
    "amend": Known("Record", "facts", "A commitment was renegotiated."),
    "supersede": Known("Record", "facts", "Another commitment took its place."),
    "evidence": Known("Record", "facts", "Something can be checked there."),
    "institution": Known("Record", "facts", "A ministry, agency, state or province."),
    "mechanism": Known("Record", "facts", "A binational institution."),
    "topic": Known("Record", "facts", "A theme or a project, and its spellings."),
    "reconcile": Known("Record", "facts", "Several spellings are one person."),
    "status": Known("Read", "read", "How the commitments stand."),
    "show": Known("Read", "read", "One thing whole, and why it stands so."),
    "timeline": Known("Read", "read", "What happened to it, corrections included."),
    "meetings": Known("Read", "read", "The meetings and documents."),
    "people": Known("Read", "report", "The officials, and what they attended."),
    "scorecard": Known("Read", "report", "How much is fulfilled."),
    "brief": Known("Read", "report", "What to raise at the next meeting."),
    "check": Known("Read", "report", "What is overdue, due, stale or disputed."),
    "events": Known("Read", "log", "The log itself."),
    "retract": Known("Correct", "correct", "Take an event back."),
    "undo": Known("Correct", "correct", "Take your last command back."),
    "import": Known("Exchange", "exchange", "Fill a new store from a history."),
    "export": Known("Exchange", "exchange", "The history or the status table, for others."),
    "replay": Known("Exchange", "exchange", "Fold a history without a store."),
    "rebuild": Known("Keep", "keep", "Rebuild the view from the log."),
    "verify": Known("Keep", "keep", "Prove the log whole, or name what is wrong."),
    "backup": Known("Keep", "keep", "A consistent copy, while others record."),
    "copy": Known("Keep", "keep", "Move a log between stores."),
    "schema": Known("Keep", "keep", "The JSON Schema of events or minutes."),
}
"""In the order of the help text."""

SECTIONS = ("Record", "Read", "Correct", "Exchange", "Keep")
