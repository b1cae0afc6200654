"""What a published site is made of: which pages there are, and what is on each, in both languages."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple

from events.statuses import DONE, STATUSES, is_open, roll_up
from tracker.environment import local_time
from tracker.pages.places import file_name, page_of
from tracker.rules.standing import Standing
from tracker.views.belonging import claims_of, counted, institutions_of, occasions_held
from tracker.views.faces import Face, FacedView, faces_of, who_is_who
from tracker.views.knew import Differing, Knew, knew
from tracker.views.lately import newest_events
from tracker.views.lists import listed
from tracker.views.people import people
from tracker.views.scorecard import scorecard
from tracker.views.selection import SCHEDULE_ORDER, Selection
from tracker.views.show import commitment_whole
from tracker.views.site_lines import Lines
from tracker.views.slips import slips
from tracker.views.status import Row
from tracker.views.sweep import LANGUAGES, Sweep, digest
from tracker.views.timeline import Timelines
from tracker.views.wish import Wish

ROWS = 200
"""Rows of the status table on one page."""
MOST_OF_A_GROUP = 200
MOST_OF_A_WORKBOOK = 2_000
LATELY = 12
NEWEST = 60
"""Entries of the feed."""
KINDS = ("themes", "parties", "institutions", "mechanisms", "people", "meetings", "documents")


class Planned(NamedTuple):
    """A page: its place, its template, its language, a key of what it is made from, and its data."""

    path: str
    template: str
    lang: str
    key: str
    data: Callable[[], Row]


class Site:
    """A site at a moment, and the faces that were kept of the last time, if it was published before."""

    def __init__(self, sweep: Sweep, wish: Wish, known: Mapping[str, Face]) -> None:
        self.sweep = sweep
        self.wish = wish
        self._known = known
        self._scored: dict[str, list[Row]] = {}
        self._last: tuple[str, Row] = "", {}

    def make_ready(self) -> None:
        """Work out what is needed of every commitment, whichever pages are made."""
        _ = self.keys, self.lines.order

    @cached_property
    def all(self) -> dict[str, Face]:
        """The faces of all commitments, in the order of their ids; also of those not published."""
        found = {**self._known, **faces_of(self.sweep, self._fresh, self.wish.base_url)}
        return {name: found[name] for name in sorted(found)}

    @cached_property
    def faces(self) -> dict[str, Face]:
        """The faces of what is published."""
        return {name: face for name, face in self.all.items() if self.sweep.has(name)}

    @cached_property
    def children(self) -> dict[str, list[Face]]:
        """The parts of each commitment."""
        found: dict[str, list[Face]] = {}
        for face in self.all.values():
            if face.parent:
                found.setdefault(face.parent, []).append(face)
        return found

    @cached_property
    def views(self) -> dict[str, FacedView]:
        """A view in each language."""
        connection, moment, faces = self.sweep.connection, self.sweep.moment, [*self.faces.values()]
        return {
            lang: FacedView(connection, moment._replace(lang=lang, sentences=lang), faces)
            for lang in LANGUAGES
        }

    @cached_property
    def lines(self) -> Lines:
        """The lines of its tables."""
        return Lines(self.faces)

    @cached_property
    def _timelines(self) -> Timelines:
        return Timelines(self.sweep.connection, self.sweep.moment, [*self.faces], notes=self.wish.notes)

    @cached_property
    def _held(self) -> dict[str, list[Row]]:
        agreed, whole = Counter(face.occasion for face in self.faces.values()), Selection()
        return {
            lang: [
                row
                for row in occasions_held(view, agreed, notes=self.wish.notes)
                if row["agreed"] or self.wish.selection == whole
            ]
            for lang, view in self.views.items()
        }

    @property
    def has_workbook(self) -> bool:
        """Whether the table is there as a workbook: for people, who look at so many rows and no more."""
        return self.wish.workbook and self.wish.is_whole and len(self.faces) <= MOST_OF_A_WORKBOOK

    def row(self, commitment: str) -> Row:
        """Give the row of a commitment in the status table; its title is English."""
        statuses = [child.status for child in self.children.get(commitment, ())]
        children = {"count": len(statuses), "status": roll_up(statuses)} if statuses else None
        return self.views["en"].row_of(self.sweep.standing(commitment), children)

    # Which pages there are

    def pages(self) -> Iterator[Planned]:
        """Plan the pages, those of one thing in both languages next to each other."""
        for lang in LANGUAGES:
            yield from self._of_language(lang)
        for name in self.faces:
            place = page_of("commitments", name)
            for lang in LANGUAGES:
                key = self.keys[name]
                yield Planned(_in(lang, place), "commitment.html", lang, key, self._data(name, lang))

    @cached_property
    def keys(self) -> dict[str, str]:
        """For each commitment a key of all that is said of it anywhere, in its order."""
        common, held = digest(self._common()), self._occasions
        return {
            name: f"{common}{digest([face.facts, held.get(face.occasion), self._near(face)])}"
            for name, face in self.faces.items()
        }

    def _near(self, face: Face) -> list[str]:
        """Give a key of what the page of a commitment shows of each of those near it."""
        around = [self.faces.get(face.parent or ""), *self.children.get(face.id, ())]
        around += [self.faces.get(each) for each in face.superseded_by]
        return [each.shown for each in around if each]

    @cached_property
    def _occasions(self) -> dict[str | None, list[Any]]:
        found: dict[str | None, list[Any]] = {}
        for lang, rows in self._held.items():
            for each in rows:
                shown = [lang, each["name"], each["href"], each["held"]]
                found.setdefault(each["meeting"], []).append(shown)
        return found

    def _of_language(self, lang: str) -> Iterator[Planned]:
        rows = self.lines.table(lang)
        number = max(1, -(-len(rows) // ROWS))
        yield self._made(lang, "index.html", "index.html", self._overview(lang, rows, number))
        for page in range(2, number + 1):
            those = rows[(page - 1) * ROWS : page * ROWS]
            speaks = self.speaks(max(self.faces[row["id"]].newest for row in those))
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
        keys = [self.lines.key(row["id"], lang) for row in data.get("rows", ()) if "parties" in row]
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
        return max((face.newest for face in self.faces.values()), default=0)

    @cached_property
    def _fresh(self) -> Knew:
        return knew(self.sweep)

    @cached_property
    def _knew(self) -> Knew:
        kept = {name: Differing(face.titles, face.then) for name, face in self._known.items() if face.then}
        return self._fresh._replace(differing={**kept, **self._fresh.differing})

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
        view = self.views[lang]
        return newest_events(view, self.faces, most, evidence=evidence, notes=self.wish.notes)

    def _facet(self, kind: str) -> list[Row]:
        counts: list[Row] = [
            {"name": name, "href": page_of(kind, name), "count": len(those)}
            for name, those in self.groups[kind].items()
        ]
        return sorted(counts, key=lambda each: (-each["count"], each["name"]))[:MOST_OF_A_GROUP]

    def _data(self, name: str, lang: str) -> Callable[[], Row]:
        return cache(lambda: self.commitment(self.sweep.standing(name), lang))

    def commitment(self, standing: Standing, lang: str) -> Row:
        """Give all that is on the page of a commitment."""
        view, name = self.views[lang], standing.case.id
        if self._last[0] != name:
            self._last = name, self._of_any_language(standing)
        same = self._last[1]
        row = {**same["row"], "title": view.title(standing)}
        parts = [self._line_of(child, lang) for child in self.children.get(name, ())]
        events = self._timelines.of(name, view.moment)
        thing = commitment_whole(view, standing, row, [_part_of(part) for part in parts], events)
        if not self.wish.notes:
            thing["other"] = None
        parent = self.faces.get(standing.fields["parent"] or "")
        replaced_by = [self.faces[each] for each in thing["superseded_by"] if each in self.faces]
        return {
            **same,
            "thing": thing,
            "parts": parts,
            "parent": self._line_of(parent, lang) if parent else None,
            "replaced_by": [self._line_of(each, lang) for each in replaced_by],
            "held": self._occasion(standing.occasion, lang),
        }

    def _of_any_language(self, standing: Standing) -> Row:
        """Give what is on the page of a commitment in any language."""
        name = standing.case.id
        return {
            **self.speaks(self.faces[name].newest),
            "row": self.row(name),
            "slips": slips(standing),
            "claims": claims_of(standing, notes=self.wish.notes),
            "href": page_of("commitments", name),
            "json": f"commitments/{file_name(name)}.json",
        }

    def _line_of(self, face: Face, lang: str) -> Row:
        href = page_of("commitments", face.id) if face.id in self.faces else None
        return {"id": face.id, "title": face.titles[lang], "status": face.status, "href": href}

    def _occasion(self, name: str | None, lang: str) -> Row | None:
        return next((each for each in self._held[lang] if each["meeting"] == name), None) if name else None

    @cached_property
    def groups(self) -> dict[str, dict[str, list[Face]]]:
        """The commitments of each theme, party, institution, mechanism and occasion."""
        found: dict[str, dict[str, list[Face]]] = {kind: {} for kind in KINDS}
        view = self.views["en"]
        held = {each["meeting"]: each for each in self._held["en"]}
        for face in self.faces.values():
            occasion = held.get(face.occasion or "")
            belongs = {
                "themes": face.themes,
                "parties": face.parties,
                "institutions": institutions_of(face, view),
                "mechanisms": [occasion["mechanism"]] if occasion and occasion["mechanism"] else [],
                f"{occasion['kind']}s" if occasion else "": [face.occasion],
            }
            for kind, names in belongs.items():
                for name in names if kind else ():
                    found[kind].setdefault(str(name), []).append(face)
        return found

    def _entries(self, kind: str, lang: str) -> list[Row]:
        """List what there is of a kind, each with the place of its page."""
        if kind in _TEMPLATES:
            held = self._held[lang]
            rows = [{"id": each["meeting"], **each} for each in held if f"{each['kind']}s" == kind]
            return sorted(rows, key=lambda row: row["position"], reverse=True)
        view = self.views[lang]
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
        lines = [self.lines.of[lang][face.id] for face in those[:MOST_OF_A_GROUP]]
        held = {
            each["meeting"]: {"href": each["href"], "name": each["name"], "held": each["held"]}
            for each in self._held[lang]
            if kind == "people" or (kind == "mechanisms" and each["mechanism"] == entry["id"])
        }
        newest = max((face.newest for face in those), default=0)
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
            rows = scorecard(self.views[lang], by)
            self._scored[kind] = [{"id": row[by] or "", **row} for row in rows]
        return self._scored[kind]

    def _common(self) -> Row:
        """Give what the page of every commitment is made from."""
        return {
            "speaks": {**self.speaks(0), "newest": 0},
            "notes": self.wish.notes,
            "of": repr(self.wish.selection),
            **who_is_who(self.sweep.view.directory),
        }


_TEMPLATES = {"meetings": "meeting.html", "documents": "meeting.html"}


def _in(lang: str, place: str) -> str:
    return place if lang == LANGUAGES[0] else f"{lang}/{place}"


def _part_of(line: Row) -> Row:
    return {"commitment": line["id"], "title": line["title"], "status": line["status"]}
