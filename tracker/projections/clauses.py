"""The projections: for each type of fact, the rows it asserts."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from events import references
from events.canonical import canonical
from events.dates import bounds
from tracker.log.stored import Fields

if TYPE_CHECKING:
    from tracker.projections.projector import Projector


def _json(value: Any) -> str | None:
    return None if value is None else canonical(value)


def _list(value: Any) -> str:
    return canonical(value) if value else "[]"


def _always() -> tuple[None, None]:
    return None, None


def _occasion_or(date: str | None, occasion: str | None) -> tuple[str | None, str | None]:
    """Give the valid time of the date, unless there is an occasion, which gives its own."""
    return (None, None) if occasion or date is None else bounds(date)


def _meeting(to: "Projector", position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "occasion", position, bounds(fields["held"]), "meeting", fields["id"], fields["held"],
        _json(get("title")), get("place"), get("host"), get("mode"), get("mechanism"), None, None,
        None, get("summary"), get("note"), get("external"),
    )  # fmt: skip


def _document(to: "Projector", position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "occasion", position, bounds(fields["published"]), "document", fields["id"],
        fields["published"], _json(get("title")), None, None, None, None, get("publisher"),
        get("kind"), get("url"), None, get("note"), get("external"),
    )  # fmt: skip


def _delegation(to: "Projector", position: int, fields: Fields, _: Fields) -> None:
    get, occasion, party = fields.get, fields["occasion"], fields["party"]
    capacity = get("capacity", "participant")
    to.assert_row("delegation", position, _always(), occasion, party, capacity, get("head"))
    for place, member in enumerate(get("members", ())):
        of = member.get
        to.assert_row(
            "member", position, _always(), place, occasion, party, member["name"], of("role"),
            of("institution"), of("on_behalf_of"), of("mode"),
        )  # fmt: skip


def _institution(to: "Projector", position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "institution", position, _always(), fields["party"], fields["id"], _json(get("names")),
        get("parent"), int(get("independent", False)),
    )  # fmt: skip


def _mechanism(to: "Projector", position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "mechanism", position, _always(), fields["id"], _list(fields["parties"]), get("kind"),
        _json(get("names")),
    )  # fmt: skip


def _topic(to: "Projector", position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "topic", position, _always(), fields["kind"], fields["id"], _json(get("names")),
        _list(get("spellings")),
    )  # fmt: skip


def _person(to: "Projector", position: int, fields: Fields, _: Fields) -> None:
    to.assert_row("person", position, _always(), fields["show"], _list(fields["spellings"]))


def _commitment(to: "Projector", position: int, fields: Fields, _: Fields) -> None:
    get, name = fields.get, fields["id"]
    to.assert_row(
        "commitment", position, _occasion_or(get("on"), get("occasion")), name, get("occasion"),
        get("on"), _json(get("title")), _json(fields["text"]), _list(fields["obligors"]),
        get("theme"), get("project"), _list(get("lead")), _list(get("supporting")),
        get("deadline"), get("parent"), get("priority"), get("conditional_on"), get("external"),
    )  # fmt: skip
    to.assert_facets(name, fields)
    to.assert_occasion(name, get("occasion"))
    to.assert_words(position, _words(name, fields))


def _turn(kind: str) -> "Projection":
    def project(to: "Projector", position: int, fields: Fields, _: Fields) -> None:
        get = fields.get
        changes = {
            name: value
            for name, value in fields.items()
            if name not in {"commitment", "occasion", "on", "by", "superseded_by"}
        }
        to.assert_row(
            "turn", position, _occasion_or(get("on"), get("occasion")), fields["commitment"], kind,
            get("occasion"), get("on"), _list(get("by")), canonical(changes), get("superseded_by"),
        )  # fmt: skip
        if kind == "amended":
            to.assert_facets(fields["commitment"], changes)
            to.assert_words(position, _words(fields["commitment"], changes))

    return project


def _claim(to: "Projector", position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "claim", position, bounds(fields["effective"]), fields["commitment"], fields["effective"],
        get("status"), get("obligor"), get("percent"), get("label"), get("note"),
        _list(fields["by"]), _json(get("evidence")), get("occasion"), get("external"),
    )  # fmt: skip
    to.assert_claimants(fields["by"], position)


def _revision(to: "Projector", position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "revision", position, bounds(fields["announced"]), fields["commitment"],
        fields["announced"], fields["deadline"], _list(get("by")), get("reason"), get("external"),
    )  # fmt: skip


def _evidence(to: "Projector", position: int, fields: Fields, stamp: Fields) -> None:
    get = fields.get
    valid = bounds(get("published") or stamp["recorded_at"][:10])
    to.assert_row(
        "evidence", position, valid, _about(fields["about"]), get("url"), get("file"),
        get("digest"), get("kind"), get("publisher"), get("published"), get("archived"),
        _json(get("title")), get("quote"), get("page"), get("lang"), get("external"),
    )  # fmt: skip


def _about(about: str) -> str:
    kind, name = references.split(about)
    return f"{kind or references.ABOUT_BARE[0]}:{name}"


def _words(name: str, fields: Fields) -> list[str]:
    texts = [*(fields.get("title") or {}).values(), *(fields.get("text") or {}).values()]
    plain = [fields.get("theme"), fields.get("project"), *(fields.get("lead") or ())]
    return [name.replace("-", " "), name, *texts, *(word for word in plain if word)]


Projection = Callable[["Projector", int, Fields, Fields], None]


PROJECTIONS: dict[str, Projection] = {
    "meeting.held": _meeting,
    "document.published": _document,
    "delegation.recorded": _delegation,
    "institution.recorded": _institution,
    "mechanism.recorded": _mechanism,
    "topic.recorded": _topic,
    "names.reconciled": _person,
    "commitment.agreed": _commitment,
    "commitment.reaffirmed": _turn("reaffirmed"),
    "commitment.amended": _turn("amended"),
    "commitment.superseded": _turn("superseded"),
    "status.updated": _claim,
    "deadline.revised": _revision,
    "evidence.added": _evidence,
}
