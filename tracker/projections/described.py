"""What each table and column of a view means: for Datasette, and for whoever reads the plain file.

Days are ISO texts; times are UTC. Lists, texts by language and evidence are JSON.
"""

from collections.abc import Mapping
from typing import NamedTuple

_JSON = "JSON: "
_BY_LANGUAGE = "JSON, by language: "

_ASSERTED = {
    "position": "The number of the event that asserts this.",
    "known_from": "The number of the event from which on it stands: its own, or what restored it.",
    "known_until": "The number of the retraction that ended it; null: it stands.",
    "earliest": "The first day of its valid time; null: that of its occasion, or always.",
    "latest": "The last day of its valid time.",
}
_EXTERNAL = "Its key in somebody else's system."
_OTHER = f"{_JSON}whatever else was recorded with it, as texts."
_OCCASION = "The meeting or document at which it was said."
_STANDING = {
    "commitment": "The id of the commitment.",
    "holds_from": "The first day on which it stands so.",
    "late": "Days late for good; null while each further day adds one.",
    "due": "The number of the day (from that of year 1) from which on each day adds one to the days late.",
    "status": "How it stands, rolled up over its obligors.",
    "baseline_end": "The last day of the deadline first promised.",
    "deadline_end": "The last day of the deadline promised now.",
    "fulfilled_on": "The day since which all its sides are done, without a break.",
    "agreed": "The first day of the agreement; empty while it is only asked for.",
    "last_update": "The first day of its latest claim.",
    "themes": f"{_JSON}its themes, by their ids.",
}


class Described(NamedTuple):
    """A table in a sentence, and its columns in one each, with their units."""

    what: str
    columns: Mapping[str, str]


def _assertions(what: str, columns: Mapping[str, str]) -> Described:
    return Described(what, {**_ASSERTED, **columns})


VIEWS: Mapping[str, Described] = {
    "status": Described(
        "How each commitment stands today, as tracker status says it. Who reports and who assesses, whether"
        " they disagree, the parts and the evidence need the tracker: tracker status -f json.",
        {
            "commitment": "The id of the commitment.",
            "title": "Its title in English, else in whichever language there is, else how its text begins.",
            "themes": f"{_JSON}its themes, by their ids.",
            "project": "Its project, by its id.",
            "parent": "The commitment it is a part of.",
            "obligors": f"{_JSON}who has to keep it.",
            "proposed_by": f"{_JSON}who asked for it.",
            "lead": f"{_JSON}the institutions in the lead.",
            "occasion": "The meeting or document at which it was agreed, or asked for.",
            "agreed": "The date of the agreement as written; null while it is only asked for.",
            "status": "How it stands, rolled up over its obligors.",
            "status_by": f"{_JSON}the claimants on whose word it stands so.",
            "schedule": "What the calendar says of its deadline.",
            "deadline": "The deadline promised now, as written.",
            "baseline_deadline": "The deadline first promised, as written.",
            "days_late": "How late it is: days past the end of the deadline first promised.",
            "last_update": "When its latest claim holds, as written.",
            "stale": "1 if it is open and nothing was heard of it for a year, else 0.",
        },
    ),
    "timeline": Described(
        "What happened to each commitment, corrections included, as tracker show says it.",
        {
            "commitment": "The id of the commitment.",
            "holds": "When it holds, as written.",
            "earliest": "The first day on which it holds; empty: always.",
            "position": "The number of the event.",
            "type": "What kind of event it is.",
            "claimants": f"{_JSON}who says so.",
            "status": "The status that is claimed, or how the agreement turned; null: a note, or else.",
            "side": "The obligor it is about; null: all of them.",
            "percent": "How much of it is done, in percent.",
            "deadline": "The deadline that is promised by it.",
            "label": "The claimant's own words for the status; the title of evidence.",
            "note": "The note, the reason, or what is quoted.",
            "source": "Where it can be checked: an address, a file, else the occasion.",
            "recorded_at": "When it was recorded.",
            "recorded_by": "Who recorded it.",
            "stands": "1 if it stands, 0 if it was retracted.",
            "retracted_by": "The number of the retraction.",
            "event": "The id of the event.",
        },
    ),
}

TABLES: Mapping[str, Described] = {
    "meta": Described(
        "One row: of which log this is, and how far.",
        {
            "one": "Always 1.",
            "checkpoint": "The number of the last event that is in here.",
            "checkpoint_event": "The id of that event.",
            "known_at": "The greatest time of recording so far.",
            "store": "The id of the store; null: one of version 1, or none.",
        },
    ),
    "event": Described(
        "Every event: who recorded it, and when.",
        {
            "position": "Its number in the log.",
            "id": "Its id, the same in every copy of the log.",
            "type": "What kind of event it is.",
            "recorded_at": "When it was recorded.",
            "known_at": "When it was known: never before an earlier event.",
            "recorded_by": "Who recorded it.",
            "batch": "The command by which it was recorded, with others perhaps.",
            "retracted": "The number of the retraction under which it does not stand now.",
        },
    ),
    "unreadable": Described(
        "Events that are no facts, of a damaged log or of other hands; they count nowhere.",
        {"position": "Its number in the log.", "type": "The type it has.", "why": "Why it is no fact."},
    ),
    "retraction": Described(
        "What was taken back.",
        {
            "position": "The number of the retraction.",
            "target": "The id of the event that is taken back.",
            "reason": "Why.",
            "stands": "1 if the retraction stands, 0 if it was itself taken back.",
        },
    ),
    "occasion": _assertions(
        "Meetings and documents, the occasions of commitments.",
        {
            "kind": "meeting or document.",
            "id": "Its id.",
            "date": "When it was held or published, as written.",
            "title": f"{_BY_LANGUAGE}its title.",
            "place": "Where it was held.",
            "host": "Who hosted it.",
            "mode": "How it was held.",
            "mechanism": "The binational institution that met.",
            "publisher": "Who published it.",
            "document_kind": "What kind of document it is.",
            "url": "Where it can be read.",
            "summary": f"{_BY_LANGUAGE}what it was about.",
            "note": "A note of ours.",
            "external": _EXTERNAL,
            "other": _OTHER,
        },
    ),
    "delegation": _assertions(
        "Whom a party sent to an occasion.",
        {
            "occasion": "The meeting or document.",
            "party": "The party.",
            "capacity": "participant, host or observer.",
            "head": "The head of the delegation.",
        },
    ),
    "member": _assertions(
        "The officials of a delegation.",
        {
            "place": "The place in the delegation, from 0.",
            "occasion": "The meeting or document.",
            "party": "The party that sent them.",
            "name": "The name as written.",
            "role": "The office held.",
            "institution": "The institution.",
            "on_behalf_of": "For whom they came.",
            "mode": "How they took part.",
        },
    ),
    "party": _assertions(
        "Parties: states and organizations.",
        {
            "id": "Its code.",
            "names": f"{_BY_LANGUAGE}its names.",
            "spellings": f"{_JSON}how it is also written.",
            "kind": "state or organization.",
            "successor_of": "The party whose place it took.",
        },
    ),
    "institution": _assertions(
        "A party's ministries, agencies, states and provinces.",
        {
            "party": "Its party.",
            "id": "Its id, one of a kind in its party.",
            "names": f"{_BY_LANGUAGE}its names.",
            "parent": "The institution it is inside of.",
            "independent": "1 if it speaks for itself, 0 if it speaks for its party.",
        },
    ),
    "mechanism": _assertions(
        "Binational institutions.",
        {
            "id": "Its id.",
            "parties": f"{_JSON}its parties.",
            "kind": "agreement, dialogue, organization or programme.",
            "names": f"{_BY_LANGUAGE}its names.",
        },
    ),
    "topic": _assertions(
        "Themes and projects.",
        {
            "kind": "theme or project.",
            "id": "Its id.",
            "names": f"{_BY_LANGUAGE}its names.",
            "spellings": f"{_JSON}how it is also written.",
        },
    ),
    "person": _assertions(
        "Names of one person.",
        {"shown": "The name that is shown.", "spellings": f"{_JSON}how it is also written."},
    ),
    "commitment": _assertions(
        "What was asked for, and what was agreed, in its first form.",
        {
            "id": "Its id.",
            "stage": "proposed or agreed.",
            "proposed_by": f"{_JSON}who asks for it.",
            "occasion": "The meeting or document at which it was agreed, or asked for.",
            "agreed_on": "The date as written, where it is not that of an occasion.",
            "title": f"{_BY_LANGUAGE}its title.",
            "text": f"{_BY_LANGUAGE}its words.",
            "obligors": f"{_JSON}who has to keep it.",
            "themes": f"{_JSON}its themes, as written.",
            "project": "Its project, as written.",
            "lead": f"{_JSON}the institutions in the lead.",
            "supporting": f"{_JSON}the institutions that help.",
            "deadline": "Its deadline, as written.",
            "parent": "The commitment it is a part of.",
            "priority": "How much it matters.",
            "conditional_on": "What it depends on.",
            "external": _EXTERNAL,
            "other": _OTHER,
        },
    ),
    "turn": _assertions(
        "Declines, reaffirmations, amendments and supersessions.",
        {
            "commitment": "The id of the commitment.",
            "kind": "declined, reaffirmed, amended or superseded.",
            "occasion": _OCCASION,
            "turned_on": "The date as written, where it is not that of an occasion.",
            "claimants": f"{_JSON}who says so.",
            "changes": f"{_JSON}the fields that an amendment changes.",
            "superseded_by": "The commitment that took its place.",
            "reason": "Why.",
        },
    ),
    "claim": _assertions(
        "Claims of how a commitment stands; and notes, which have no status.",
        {
            "commitment": "The id of the commitment.",
            "effective": "Since when, as written.",
            "status": "The status that is claimed; null: a note.",
            "obligor": "The side it is about; null: all of them.",
            "percent": "How much of it is done, in percent.",
            "label": "The claimant's own words for the status.",
            "note": "A note of ours.",
            "claimants": f"{_JSON}who says so.",
            "evidence": f"{_JSON}where it can be checked.",
            "occasion": _OCCASION,
            "external": _EXTERNAL,
            "other": _OTHER,
        },
    ),
    "revision": _assertions(
        "Revised deadlines.",
        {
            "commitment": "The id of the commitment.",
            "announced": "When it was announced, as written.",
            "deadline": "The deadline from then on, as written.",
            "claimants": f"{_JSON}who announced it.",
            "reason": "Why.",
            "external": _EXTERNAL,
        },
    ),
    "evidence": _assertions(
        "What can be checked, and where.",
        {
            "about": "What it is about, like commitment:ID.",
            "url": "Its address.",
            "file": "The file it was.",
            "digest": "The digest of the file.",
            "kind": "What kind of source it is.",
            "publisher": "Who published it.",
            "published": "When, as written.",
            "archived": "Where a copy is kept.",
            "title": "Its title.",
            "quote": "What it says.",
            "page": "On which page.",
            "lang": "In which language.",
            "external": _EXTERNAL,
        },
    ),
    "facet": Described(
        "Every value that a commitment ever had in a field by which people select; to be checked.",
        {"field": "The field.", "value": "The value as written.", "commitment": "The id of the commitment."},
    ),
    "claimant": Described(
        "Who ever claimed anything.",
        {"name": "The name.", "first": "The number of the event in which it first appears."},
    ),
    "current": Described(
        "How each commitment stands from its last fact on, with every event known.",
        {**_STANDING, "stands_from": "The day on which it was asked for or agreed."},
    ),
    "stood": Described(
        "How each commitment stood before that.",
        {**_STANDING, "until": "The day before which it stood so."},
    ),
    "search": Described(
        "The full text of titles and texts; the id of a row is the number of its event.",
        {"words": "Words to look for, with MATCH; they are not kept as a text."},
    ),
}
