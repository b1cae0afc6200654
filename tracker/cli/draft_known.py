"""What a store knows, as the plain data that drafting asks for."""

from typing import TYPE_CHECKING

from tracker.draft.known import Known, KnownCommitment

if TYPE_CHECKING:
    from tracker.views.status import StatusView


def known_to(view: "StatusView") -> Known:
    """Give people with parties, institutions, mechanisms, themes, commitments and occasions of a view."""
    from events.statuses import is_open
    from tracker.rules.texts import in_language
    from tracker.views.lists import listed
    from tracker.views.people import people
    from tracker.views.selection import Selection

    officials = {
        spelling: frozenset(row["parties"])
        for row in people(view.connection, view.moment)
        for spelling in (row["name"], *row["spellings"])
    }
    institutions: dict[str, tuple[str, str]] = {}
    for row in listed(view, "institutions"):
        id_ = row["id"].rpartition("/")[2]
        if row["party"]:
            institutions |= {name: (row["party"], id_) for name in (id_, row["name"]) if name}
    standings = view.standings(Selection())
    texts = {each.case.id: in_language(each.fields["text"], "en") or "" for each in standings}
    return Known(
        people=officials,
        institutions=institutions,
        mechanisms=_names(listed(view, "mechanisms")),
        themes=_names(listed(view, "themes")),
        commitments=tuple(
            KnownCommitment(each.case.id, view.title(each), texts[each.case.id], each.project or "")
            for each in standings
            if is_open(each.status)
        ),
        taken=texts,
        occasions=frozenset(
            str(row["id"]) for kind in ("meetings", "documents") for row in listed(view, kind)
        ),
    )


def _names(rows: "list[dict[str, object]]") -> dict[str, str]:
    """Give every id, name and spelling with the id it means."""
    found: dict[str, str] = {}
    for row in rows:
        spellings = row.get("spellings") or []
        for name in (row["id"], row["name"], *(spellings if isinstance(spellings, list) else [])):
            if name:
                found[str(name)] = str(row["id"])
    return found
