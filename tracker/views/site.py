"""What a published site is made of: which pages there are, and what is on each, in both languages."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from heapq import nlargest
from typing import Any, NamedTuple

from events.statuses import DONE, STATUSES, is_open
from tracker.environment import local_time
from tracker.pages.places import file_name, page_of
from tracker.rules.standing import Standing
from tracker.views.belonging import (
    counted,
    evidence_of_occasions,
    institutions_of,
    parties_of,
)
from tracker.views.knew import Knew, knew
from tracker.views.lists import listed
from tracker.views.meetings import meetings
from tracker.views.moment import Moment
from tracker.views.people import people
from tracker.views.scorecard import scorecard
from tracker.views.selection import SCHEDULE_ORDER, Selection
from tracker.views.show import commitment_whole
from tracker.views.site_lines import Lines
from tracker.views.slips import slips
from tracker.views.status import Row
from tracker.views.sweep import LANGUAGES, Sweep, SweptView, digest, latest_of
from tracker.views.timeline import Timelines

ROWS = 200
"""Rows of the status table on one page."""
MOST_OF_A_GROUP = 200
MOST_OF_A_WORKBOOK = 2_000
LATELY = 12
NEWEST = 60
"""Entries of the feed."""
KINDS = ("themes", "parties", "institutions", "mechanisms", "people", "meetings", "documents")


class Wish(NamedTuple):
    """What is to be published: which commitments, with or without notes, under which title and address."""

    selection: Selection = Selection()
    notes: bool = True
    title: str = ""
    base_url: str = ""
    known_at: str = ""
    workbook: bool = False
    """Whether there is what writes workbooks."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out, so that the history may be published too."""
        return self.notes and self.selection == Selection()


class Planned(NamedTuple):
    """A page: its place, its template, its language, a key of what it is made from, and its data."""

    path: str
    template: str
    lang: str
    key: str
    data: Callable[[], Row]


class Site:
    """A site at a moment."""

    def __init__(self, sweep: Sweep, wish: Wish) -> None:
        self.sweep = sweep
        self.wish = wish
        self.lines = Lines(sweep)
        self._timelines = Timelines(
            sweep.connection, sweep.moment, [each.case.id for each in sweep.standings], notes=wish.notes
        )
        self._held = {lang: self._meetings(view) for lang, view in sweep.views.items()}
        self._scored: dict[str, list[Row]] = {}
        self._last: tuple[str, Row] = "", {}
        self.groups = self._grouped()

    def make_ready(self) -> None:
        """Work out what is needed of every commitment, whichever pages are made."""
        _ = self.keys, self.lines.keys, self.lines.order, self._knew

    @property
    def has_workbook(self) -> bool:
        """Whether the table is there as a workbook: for people, who look at so many rows and no more."""
        return self.wish.workbook and self.wish.is_whole and len(self.sweep.standings) <= MOST_OF_A_WORKBOOK

    # Which pages there are

    def pages(self) -> Iterator[Planned]:
        """Plan the pages, those of one thing in both languages next to each other."""
        for lang in LANGUAGES:
            yield from self._of_language(lang)
        for standing in self.sweep.standings:
            key = self.keys[standing.case.id]
            place = page_of("commitments", standing.case.id)
            for lang in LANGUAGES:
                yield Planned(_in(lang, place), "commitment.html", lang, key, self._data(standing, lang))

    @cached_property
    def keys(self) -> dict[str, str]:
        """For each commitment a key of all that is said of it anywhere, in its order."""
        common = digest(self._common())
        return {each.case.id: f"{common}{self.sweep.key_of(each)}" for each in self.sweep.standings}

    def _of_language(self, lang: str) -> Iterator[Planned]:
        rows = self.lines.table(lang)
        number = max(1, -(-len(rows) // ROWS))
        yield self._made(lang, "index.html", "index.html", self._overview(lang, rows, number))
        for page in range(2, number + 1):
            those = rows[(page - 1) * ROWS : page * ROWS]
            speaks = self.speaks(max(self.sweep.newest[row["id"]] for row in those))
            data = {**speaks, "rows": those, "page": page, "pages": number}
            yield self._made(lang, f"list/{page}.html", "rows.html", data)
        for kind in KINDS:
            entries = self._entries(kind, lang)
            counted = self._scores(kind, lang)
            data = {"kind": kind, "entries": entries, "scores": counted}
            yield self._made(lang, f"{kind}.html", "kind.html", {**self.speaks(), **data})
            for entry in entries:
                template = _TEMPLATES.get(kind, "group.html")
                yield self._made(lang, entry["href"], template, self._entry(kind, entry, lang))
        knew = {**self.speaks(), **self._knew.told(self.sweep, lang)}
        yield self._made(lang, "known.html", "known.html", knew)
        for name in ("method.html", "data.html"):
            there = {"whole": self.wish.is_whole, "workbook": self.has_workbook}
            yield self._made(lang, name, name, {**self.speaks(), **there})

    def _made(self, lang: str, place: str, template: str, data: Row) -> Planned:
        """Plan a page whose data are made already; of its lines, whose keys are known, the keys will do."""
        keys = [self.lines.keys[lang][row["id"]] for row in data.get("rows", ()) if "parties" in row]
        made_from = {**data, "rows": keys} if keys else data
        return Planned(_in(lang, place), template, lang, digest(made_from), lambda: data)

    # What is on them

    def speaks(self, newest: int | None = None) -> Row:
        """Say for which moment a page speaks: as of when, as known when, and the newest record in it."""
        head = newest if newest is not None else self._newest()
        recorded = self.sweep.connection.execute(
            "SELECT recorded_at FROM event WHERE position = ?", (head,)
        ).fetchone()
        return {
            "as_of": self.sweep.moment.day,
            "known_at": self.wish.known_at,
            "newest": head,
            "newest_day": local_time(recorded[0])[:10] if recorded else None,
            "site_title": self.wish.title,
            "base_url": self.wish.base_url,
        }

    def _newest(self) -> int:
        if self.wish.is_whole:
            head = self.sweep.connection.execute(
                "SELECT coalesce(max(position), 0) FROM event WHERE position <= ?",
                (self.sweep.moment.known_at,),
            ).fetchone()[0]
            return int(head)
        return max(self.sweep.newest.values(), default=0)

    @cached_property
    def _knew(self) -> Knew:
        return knew(self.sweep)

    def _overview(self, lang: str, rows: list[Row], pages: int) -> Row:
        opened = [row for row in rows if is_open(row["status"])]
        return {
            **self.speaks(),
            "rows": rows[:ROWS],
            "page": 1,
            "pages": pages,
            "count": len(rows),
            "counts": {
                "open": len(opened),
                "overdue": sum(row["schedule"] == "overdue" for row in rows),
                "slipped": sum(row["schedule"] == "slipped" for row in rows),
                "kept": sum(row["status"] in DONE for row in rows),
                "disputed": sum(row["disagreement"] for row in rows),
                "stale": sum(row["stale"] for row in rows),
            },
            "statuses": counted((row["status"] for row in rows), STATUSES),
            "schedules": counted((row["schedule"] for row in rows), SCHEDULE_ORDER),
            "themes": self._facet("themes"),
            "parties": self._facet("parties"),
            "lately": self.newest_events(lang, LATELY, evidence=False),
        }

    def newest_events(self, lang: str, most: int, *, evidence: bool = True) -> list[Row]:
        """Give what was recorded last about the commitments, the newest first."""
        newest = nlargest(4 * most, self.sweep.newest, key=self.sweep.newest.__getitem__)
        events = {
            position: (latest_of((position, ended)), name)
            for name in newest
            for position, ended in self.sweep.touching[name]
        }
        told = sorted(((latest, position, name) for position, (latest, name) in events.items()), reverse=True)
        view, found = self.sweep.views[lang], list[Row]()
        told = told[: 4 * most]  # some of it may be left out
        names = list(dict.fromkeys(name for _, _, name in told))
        timelines = Timelines(self.sweep.connection, self.sweep.moment, names, notes=self.wish.notes)
        for _, position, name in told:
            event = next((e for e in timelines.of(name, view.moment) if e["position"] == position), None)
            if event and len(found) < most and (evidence or event["type"] != "evidence.added"):
                title, href = view.title(self.sweep.by_id[name]), page_of("commitments", name)
                found.append({**event, "commitment": name, "title": title, "href": href})
        return found

    def _facet(self, kind: str) -> list[Row]:
        counts: list[Row] = [
            {"name": name, "href": page_of(kind, name), "count": len(those)}
            for name, those in self.groups[kind].items()
        ]
        return sorted(counts, key=lambda each: (-each["count"], each["name"]))[:MOST_OF_A_GROUP]

    def _data(self, standing: Standing, lang: str) -> Callable[[], Row]:
        return cache(lambda: self.commitment(standing, lang))

    def commitment(self, standing: Standing, lang: str) -> Row:
        """Give all that is on the page of a commitment."""
        sweep, view, name = self.sweep, self.sweep.views[lang], standing.case.id
        if self._last[0] != name:
            self._last = name, self._of_any_language(standing)
        row = {**sweep.row(name), "title": view.title(standing)}
        parts = [self._line_of(child, view) for child in sweep.children.get(name, ())]
        events = self._timelines.of(name, view.moment)
        thing = commitment_whole(view, standing, row, [_part_of(part) for part in parts], events)
        if not self.wish.notes:
            thing["other"] = None
        parent = sweep.by_id.get(standing.fields["parent"] or "")
        return {
            **self._last[1],
            "thing": thing,
            "parts": parts,
            "parent": self._line_of(parent, view) if parent else None,
            "replaced_by": [
                self._line_of(sweep.by_id[each], view)
                for each in thing["superseded_by"]
                if each in sweep.by_id
            ],
            "held": self._occasion(standing.occasion, lang),
        }

    def _of_any_language(self, standing: Standing) -> Row:
        """Give what is on the page of a commitment in any language."""
        name = standing.case.id
        return {
            **self.speaks(self.sweep.newest[name]),
            "slips": slips(standing),
            "claims": [self._claim(claim, standing) for claim in reversed(standing.claims)],
            "href": page_of("commitments", name),
            "json": f"commitments/{file_name(name)}.json",
        }

    def _line_of(self, standing: Standing, view: SweptView) -> Row:
        is_here = standing.case.id in self.sweep.by_id
        href = page_of("commitments", standing.case.id) if is_here else None
        return {
            "id": standing.case.id,
            "title": view.title(standing),
            "status": standing.status,
            "href": href,
        }

    def _claim(self, claim: Any, standing: Standing) -> Row:
        speakers = [standing.speakers.of(each) for each in claim.claimants]
        return {
            "by": [{"name": each.name, "via": each.via, "reports": each.reports} for each in speakers],
            "side": claim.obligor,
            "status": claim.status,
            "percent": claim.percent,
            "effective": claim.effective,
            "label": claim.label,
            "note": claim.note if self.wish.notes else None,
            "evidence": [{key: piece.get(key) for key in _SHOWN_OF_EVIDENCE} for piece in claim.evidence],
            "position": claim.position,
        }

    def _occasion(self, name: str | None, lang: str) -> Row | None:
        return next((each for each in self._held[lang] if each["meeting"] == name), None) if name else None

    def _meetings(self, view: SweptView) -> list[Row]:
        rows = meetings(view.connection, view.moment)
        agreed: dict[str, list[Standing]] = {}
        for standing in self.sweep.standings:
            agreed.setdefault(standing.occasion or "", []).append(standing)
        evidence = evidence_of_occasions(view)
        for row in rows:
            row["href"] = page_of(f"{row['kind']}s", row["meeting"])
            row["name"] = row["title"] or row["meeting"]
            row["agreed"] = len(agreed.get(row["meeting"], ()))
            row["evidence"] = evidence.get(f"{row['kind']}:{row['meeting']}", [])
            if not self.wish.notes:
                row["note"] = row["other"] = None
        return [row for row in rows if row["agreed"] or self.wish.selection == Selection()]

    def _grouped(self) -> dict[str, dict[str, list[Standing]]]:
        """Gather the commitments of each theme, party, institution, mechanism and occasion."""
        found: dict[str, dict[str, list[Standing]]] = {kind: {} for kind in KINDS}
        view = self.sweep.views["en"]
        held = {each["meeting"]: each for each in self._held["en"]}
        for standing in self.sweep.standings:
            occasion = held.get(standing.occasion or "")
            belongs = {
                "themes": standing.themes,
                "parties": parties_of(standing, view),
                "institutions": institutions_of(standing, view),
                "mechanisms": [occasion["mechanism"]] if occasion and occasion["mechanism"] else [],
                f"{occasion['kind']}s" if occasion else "": [standing.occasion],
            }
            for kind, names in belongs.items():
                for name in names if kind else ():
                    found[kind].setdefault(str(name), []).append(standing)
        return found

    def _entries(self, kind: str, lang: str) -> list[Row]:
        """List what there is of a kind, each with the place of its page."""
        if kind in _TEMPLATES:
            held = self._held[lang]
            rows = [{"id": each["meeting"], **each} for each in held if f"{each['kind']}s" == kind]
            return sorted(rows, key=lambda row: row["position"], reverse=True)
        view = self.sweep.views[lang]
        if kind == "people":
            shown = {each["meeting"]: each["href"] for each in self._held[lang]}
            rows = [
                {"id": row["name"], **row}
                for row in people(view.connection, view.moment)
                if any(each["meeting"] in shown for each in row["attended"])
            ]
        else:
            rows = listed(view, kind)
            if self.wish.selection != Selection():
                rows = [row for row in rows if row["id"] in self.groups[kind]]
        return [{**row, "href": page_of(kind, row["id"])} for row in rows]

    def _entry(self, kind: str, entry: Row, lang: str) -> Row:
        those = self.groups[kind].get(entry["id"], [])
        lines = [self.lines.of[lang][standing.case.id] for standing in those[:MOST_OF_A_GROUP]]
        held = {
            each["meeting"]: {"href": each["href"], "name": each["name"], "held": each["held"]}
            for each in self._held[lang]
            if kind == "people" or (kind == "mechanisms" and each["mechanism"] == entry["id"])
        }
        newest = max((self.sweep.newest[each.case.id] for each in those), default=0)
        return {
            **self.speaks(max(newest, entry.get("position") or 0)),
            "kind": kind,
            "entry": entry,
            "rows": lines,
            "more": len(those) - len(lines),
            "held": held,
            "score": next((row for row in self._scores(kind, lang) if row["id"] == entry["id"]), None),
        }

    def _scores(self, kind: str, lang: str) -> list[Row]:
        """Count by party or by theme what a scorecard draws."""
        by = {"parties": "party", "themes": "theme"}.get(kind)
        if by is None:
            return []
        if kind not in self._scored:
            rows = scorecard(self.sweep.views[lang], by)
            self._scored[kind] = [{"id": row[by] or "", **row} for row in rows]
        return self._scored[kind]

    def _common(self) -> Row:
        """Give what the page of every commitment is made from."""
        view = self.sweep.views["en"]
        return {
            "speaks": {**self.speaks(0), "newest": 0},
            "notes": self.wish.notes,
            "institutions": sorted(map(list, {*view.directory.institutions.values()}), key=str),
            "topics": sorted([*key, to] for key, to in view.directory.topics.items()),
            "held": digest([[each["meeting"], each["title"], each["href"]] for each in self._held["en"]]),
        }


_SHOWN_OF_EVIDENCE = ("url", "file", "digest", "publisher", "title")
_TEMPLATES = {"meetings": "meeting.html", "documents": "meeting.html"}


def _in(lang: str, place: str) -> str:
    return place if lang == LANGUAGES[0] else f"{lang}/{place}"


def _part_of(line: Row) -> Row:
    return {"commitment": line["id"], "title": line["title"], "status": line["status"]}


def site_at(connection: Any, moment: Moment, wish: Wish) -> Site:
    """Load a site at a moment."""
    return Site(Sweep(connection, replace(moment, lang="en", sentences="en"), wish.selection), wish)
