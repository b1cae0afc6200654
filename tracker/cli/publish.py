"""Exchange: publish; and what calendars and feeds are given."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from events.sentences import sentence
from tracker.cli.command import verb
from tracker.cli.extras import require
from tracker.cli.output import write_text
from tracker.cli.session import Session
from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.formats.site_folder import File, Written
    from tracker.pages.site import Pages
    from tracker.views.selection import Selection
    from tracker.views.site import Site
    from tracker.views.site_kept import Basis
    from tracker.views.status import StatusView
    from tracker.views.wish import Wish

TITLE = "Commitments"
FACES = ".tracker-faces.json"
"""What is kept beside a site of each commitment, so that what nothing happened to is not loaded again."""


@verb("tracker publish site --title 'Mexico and the US'\ntracker publish site --as-of 2024-12-31")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--as-of", metavar="DATE", help="As it stood on a day; today unless given.")
@click.option(
    "--known-at", metavar="WHEN", help="As we knew it then: a date, a time, or an event number like #41."
)
@click.option("--title", default=TITLE, show_default=True, help="What the site is called.")
@click.option("--base-url", default="", metavar="URL", help="Where it will be found; http or https.")
@click.option("--only", metavar="NAME", help="Of this theme, or of this party, alone.")
@click.option("--exclude-notes", is_flag=True, help="Without internal notes, and without the history.")
def publish(
    folder: Path,
    as_of: str | None,
    known_at: str | None,
    title: str,
    base_url: str,
    only: str | None,
    *,
    exclude_notes: bool,
) -> None:
    """Write everything as a static site into DIR, in English and Spanish; no server is needed.

    The same log and the same moment give the same bytes. Run again, it writes what has changed and
    removes what is gone; readers never see half a site. A folder that is not one of its own is refused.
    """
    import gc
    from importlib.util import find_spec
    from itertools import chain

    from tracker.formats import site_folder
    from tracker.views.outlook import only as selected
    from tracker.views.wish import Wish

    require("jinja2")
    session = Session()
    address = _address(base_url)
    with session.tracker.at(as_of, known_at) as view, session.progress("Publishing") as progress:
        wish = Wish(
            selected(view, only),
            not exclude_notes,
            title.strip() or TITLE,
            address,
            known_at or "",
            find_spec("xlsxwriter") is not None,
        )
        site, basis = _loaded(view, wish, site_folder.text_of(folder / FACES))
        gc.freeze()  # what was read is kept to the end: nobody need look through it for cycles
        total = 3 * len(site.faces)
        history = [_history_file(session, site)] if wish.is_whole else []
        files = chain(files_of(site, wish, basis), history)
        done = site_folder.publish(
            folder, files, session.tracker.store, lambda number: progress(min(number, total), total)
        )
    session.say(_told(done, len(site.faces), folder))


def _told(done: "Written", count: int, folder: Path) -> str:
    return sentence(
        "Published {count} commitment into {folder}: {written} files written, "
        "{kept} unchanged, {removed} removed",
        "Published {count} commitments into {folder}: {written} files written, "
        "{kept} unchanged, {removed} removed",
        count=count,
        folder=folder,
        written=done.written,
        kept=done.kept,
        removed=done.removed,
    )


def _loaded(view: "StatusView", wish: "Wish", before: str) -> "tuple[Site, Basis]":
    """Load a site, with what was kept of it before, and say what it rests on."""
    from tracker import __version__
    from tracker.environment import collection_paused
    from tracker.formats.site_folder import key_of
    from tracker.pages.site import key_of_templates
    from tracker.views.site_kept import basis_of, site_again

    with collection_paused():
        program = key_of(__version__, key_of_templates())
        basis = basis_of(view.connection, view.moment, wish, program)
        site = site_again(view.connection, view.moment, wish, basis, before)
        site.make_ready()
    return site, basis


def _address(text: str) -> str:
    from tracker.pages.places import is_web_address

    if text and not is_web_address(text):
        raise InputError(
            sentence("{what!r} is no address", what=text),
            "Give one like https://example.org/site.",
            "--base-url",
        )
    return text.rstrip("/")


def files_of(site: "Site", wish: "Wish", basis: "Basis") -> "Iterator[File]":
    """Give the files of a site but its history; what has the key of before is not made."""
    from tracker import __version__
    from tracker.formats.site_folder import File, key_of
    from tracker.pages.site import STATIC, Pages, key_of_templates, static
    from tracker.views.people import Spellings
    from tracker.views.selection import Selection
    from tracker.views.site_kept import written

    spellings = Spellings(site.sweep.connection, site.sweep.moment.known_at)
    names = {name for each in spellings.reconciled.values() for name in each}
    shown = {name: spellings.shown(name) for name in sorted(names)}
    pages = Pages(shown)
    common = key_of(__version__, key_of_templates())
    for name in STATIC:
        yield File(name, key_of(common, name), partial(static, name))
    for planned in site.pages():
        linked = shown if planned.template == "meeting.html" else None  # to the people who were there
        key = key_of(common, planned.key, linked)
        yield File(planned.path, key, partial(_rendered, pages, planned))
        if planned.template == "commitment.html" and planned.lang == "en":
            data = planned.path.removesuffix("html") + "json"
            yield File(data, key_of(key, "json"), partial(_as_json, planned))
    yield from _data(site, wish, common)
    if wish.selection == Selection():
        yield File(FACES, key_of(common, basis), partial(written, site.all, basis))


def _rendered(pages: "Pages", planned: Any) -> str:
    return pages.render(planned.template, planned.path, planned.lang, planned.data())


def _as_json(planned: Any) -> str:
    from tracker.pages.render import to_json_by_entry

    return f"{to_json_by_entry(planned.data()['thing'])}\n"


def _data(site: "Site", wish: "Wish", common: str) -> "Iterator[File]":
    from tracker.formats.site_folder import File, key_of
    from tracker.pages.feed import feed
    from tracker.pages.site import rows_script
    from tracker.views.site import NEWEST
    from tracker.views.sweep import digest

    view = site.views["en"]
    yield from _tables(site, common)
    for lang in site.views:
        lines = site.lines.table(lang)
        say = site.views[lang].moment.say
        made = partial(rows_script, lines, say)
        keys = "".join(site.lines.key(line["id"], lang) for line in lines)
        yield File(f"data/rows.{lang}.js", key_of(common, keys), made)
    newest = site.newest_events("en", NEWEST)
    told = partial(feed, newest, wish.title, wish.base_url, view.moment.say)
    yield File("feed.atom", key_of(common, wish.title, wish.base_url, digest(newest)), told)
    yield _calendar(site, wish, common)


def _calendar(site: "Site", wish: "Wish", common: str) -> "File":
    """Give the open deadlines, a part each."""
    from tracker.formats.site_folder import File, Part, key_of
    from tracker.pages.calendar import beginning, ending, entry
    from tracker.views.outlook import by_day

    due = by_day(face.due for face in site.faces.values() if face.due)
    keys = [key_of(common, *row.values()) for row in due]
    parts = [
        Part(key_of(common, wish.title), partial(beginning, wish.title)),
        *(Part(key, partial(entry, row)) for key, row in zip(keys, due, strict=True)),
        Part(key_of(common), ending),
    ]
    return File("deadlines.ics", key_of(common, wish.title, *keys), parts=parts)


def _tables(site: "Site", common: str) -> "Iterator[File]":
    """Give the status table as CSV and JSON, a part a row."""
    from tracker.formats.site_folder import File, Part, key_of
    from tracker.pages.columns import STATUS
    from tracker.pages.render import to_csv, to_ndjson

    names = list(site.keys)
    key = key_of(common, *site.keys.values())

    def comma_separated(name: str) -> str:
        return to_csv([site.row(name)], STATUS.keys).partition("\n")[2] + "\n"

    def as_json(name: str, end: str) -> str:
        (line,) = to_ndjson([site.row(name)])
        return f"{line}{end}"

    head = Part(key_of(common), lambda: "\ufeff" + to_csv([], STATUS.keys) + "\n")
    rows = [Part(key_of(common, site.keys[name], ","), partial(comma_separated, name)) for name in names]
    yield File("data/status.csv", key, parts=[head, *rows])
    ends = [*(",\n" for _ in names[1:]), "\n"]
    rows = [
        Part(key_of(common, site.keys[name], end), partial(as_json, name, end))
        for name, end in zip(names, ends, strict=False)
    ]
    if site.has_workbook:
        newest = site.speaks()["newest"]
        yield File("data/status.xlsx", key_of(key, newest), partial(_workbook, site))
    yield File("data/status.json", key, parts=[Part("[", lambda: "[\n"), *rows, Part("]", lambda: "]\n")])


def _workbook(site: "Site") -> bytes:
    from tracker.cli.sheets import workbook_of
    from tracker.formats.workbook import workbook
    from tracker.views.exported import exported
    from tracker.views.selection import Selection
    from tracker.views.status import StatusView

    view = StatusView(site.sweep.connection, site.sweep.moment)
    return workbook(workbook_of(view, exported(view, Selection()), view.moment.lang))


def _history_file(session: Session, site: "Site") -> "File":
    from tracker.cli.exchange import history_lines
    from tracker.formats.site_folder import File

    view, until = site.sweep.connection, site.sweep.moment.known_at
    (store,) = view.execute("SELECT store FROM meta").fetchone()
    head = view.execute(
        "SELECT position, id FROM event WHERE position <= ? ORDER BY position DESC LIMIT 1", (until,)
    ).fetchone() or (0, "")

    def lines(after: int = 0) -> str:
        return "".join(f"{line}\n" for line in history_lines(session, until, after))

    def more(before: str) -> str | None:
        """Give what came since, where all of before is the beginning of all there is now."""
        of, position, event = before.split(" ") if before.count(" ") == 2 else ("", "0", "")  # noqa: PLR2004
        found = view.execute("SELECT id FROM event WHERE position = ?", (int(position),)).fetchone()
        unreadable = view.execute("SELECT 1 FROM unreadable LIMIT 1").fetchone()
        same = of == str(store) and found == (event,) and int(position) <= head[0]
        return lines(int(position)) if same and not unreadable else None

    return File("data/history.ndjson", f"{store} {head[0]} {head[1]}", lines, more)


def write_outlook(
    what: str,
    view: "StatusView",
    selection: "Selection",
    session: Session,
    output: Path | None,
    *,
    base_url: str,
    alarms: tuple[int, ...],
    lang: str,
) -> None:
    """Write deadlines as a calendar, or what was recorded lately as a feed."""
    from tracker.pages.calendar import calendar
    from tracker.pages.feed import feed
    from tracker.views.outlook import deadlines
    from tracker.views.site import NEWEST
    from tracker.views.site_kept import site_at
    from tracker.views.wish import Wish

    address = _address(base_url)
    if what == "deadlines":
        due = deadlines(view, view.standings(selection), address)
        text = calendar(due, TITLE, alarms)
    else:
        newest = site_at(view.connection, view.moment, Wish(selection)).newest_events(lang, NEWEST)
        text = feed(newest, TITLE, address, view.moment.say, lang)
    write_text(text.removesuffix("\n"), output, session)
