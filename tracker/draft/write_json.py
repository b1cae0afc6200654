"""Writes a draft as JSON: every fact with its quote, its line or page, and whether it is sure."""

import json
from collections.abc import Iterator
from typing import Any

from tracker.draft.draft import Cited, Draft
from tracker.draft.values import LIVE, SAID, UNKNOWN


def write_json(draft: Draft) -> str:
    """Write a draft as an object: its facts in the order of minutes, and the sentences left over."""
    facts = list(_facts(draft))
    used = {each["sentence"] for each in facts}
    left = [_place(draft, each.number) for each in draft.sentences if each.number not in used]
    whole = {
        "draft": draft.memo.name,
        "digest": draft.memo.digest or None,
        "parties": draft.parties,
        "facts": facts,
        "nothing_taken": left,
        "notes": draft.notes,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _place(draft: Draft, number: int) -> dict[str, Any]:
    if not number:
        return {"sentence": None, "quote": None, "line": None, "page": None}
    sentence = draft.sentences[number - 1]
    return {"sentence": number, "quote": sentence.text, "line": sentence.line, "page": sentence.page or None}


def _fact(draft: Draft, section: str, number: int, *, sure: bool, **keys: Any) -> dict[str, Any]:
    said = {key: value for key, value in keys.items() if value not in (None, "", [])}
    return {"section": section, **said, "sure": sure, **_place(draft, number)}


def _value(cited: Cited | None) -> Any:
    """Give a value as it is, or with what it was computed from or by what it was given."""
    if cited is None:
        return None
    value = cited[0]
    if value.how == SAID or not value.words:
        return value.text
    return {"value": value.text, value.how: value.words}


def _facts(draft: Draft) -> Iterator[dict[str, Any]]:
    section = "document" if draft.is_document else "meeting"
    for key, cited in draft.occasion.items():
        yield _fact(draft, section, cited[1], sure=cited[0].text != UNKNOWN, key=key, value=_value(cited))
    for value, number in draft.urls:
        yield _fact(draft, "sources", number, sure=True, url=value.text)
    for delegation in draft.delegations:
        party = _value(delegation.party)
        for member in delegation.members:
            yield _fact(
                draft,
                "delegations",
                member.name[1],
                sure=delegation.party[0].text != UNKNOWN,
                party=party,
                name=_value(member.name),
                role=_value(member.role),
                institution=_value(member.institution),
                on_behalf_of=_value(member.on_behalf_of),
                head=member.head or None,
                cited=[_place(draft, each) for each in member.sentences if each != member.name[1]],
            )
    for name, role, number in draft.absent:
        yield _fact(draft, "named", number, sure=False, name=name, role=role)
    yield from _promises(draft)


def _promises(draft: Draft) -> Iterator[dict[str, Any]]:
    for each in draft.commitments:
        deadline = each.deadline
        due = _value((deadline.value, 0)) if deadline and deadline.value else None
        yield _fact(
            draft,
            "commitments",
            each.sentence.number,
            sure=each.grade == LIVE,
            id=each.id,
            text=each.sentence.text,
            obligors=each.obligors or [UNKNOWN],
            obligors_from=each.words,
            why=each.why,
            deadline=due,
            deadline_words=deadline.words if deadline and not deadline.value else None,
            lead=each.lead,
            may_be=each.about.id if each.about else None,
        )
    for report in draft.reports:
        yield _fact(
            draft,
            report.section,
            report.sentence,
            sure=False,
            status=report.status,
            deadline=report.deadline,
            by=report.by,
            effective=report.effective,
            may_be=report.about.id if report.about else None,
        )
    for number, about in draft.reaffirmed:
        yield _fact(draft, "reaffirmed", number, sure=False, may_be=about.id if about else None)
    for proposed in draft.proposed:
        yield _fact(
            draft,
            proposed.kind,
            proposed.sentence,
            sure=False,
            by=draft.helper,
            **{f"{key}": value for key, value in proposed.keys.items() if key != "by"},
        )
