"""Writes the pages of a site from their templates; loads Jinja2."""

import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup
from markupsafe import escape as quoted

from events.statuses import SCHEDULES, STATUSES
from tracker.environment import local_time
from tracker.pages import pictures
from tracker.pages.places import is_web_address, page_of, up
from tracker.words.catalogue import file_of
from tracker.words.language import Say, phrase
from tracker.words.text import escape

Row = dict[str, Any]
SIGNS: Mapping[str, str] = {
    **pictures.SIGNS,
    "overdue": "!",
    "late": "!",
    "slipped": "»",
    "due-soon": "◷",
    "met": "✔",
    "on-time": "·",
    "no-deadline": "—",
}
NAVIGATION = (
    ("index.html", "Overview"),
    ("known.html", "What we knew when"),
    ("themes.html", "Themes"),
    ("parties.html", "Parties"),
    ("institutions.html", "Institutions"),
    ("mechanisms.html", "Mechanisms"),
    ("people.html", "People"),
    ("meetings.html", "Meetings"),
    ("documents.html", "Documents"),
    ("method.html", "Method"),
    ("data.html", "Data"),
)
COLUMNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "themes": (("commitments", "Commitments"), ("open", "Open")),
    "parties": (("commitments", "Commitments"), ("open", "Open"), ("claims", "Claims")),
    "institutions": (
        ("party", "Party"),
        ("part_of", "Part of"),
        ("commitments", "Commitments"),
        ("open", "Open"),
    ),
    "mechanisms": (("parties", "Parties"), ("meetings", "Meetings"), ("commitments", "Commitments")),
    "people": (("parties", "Party"), ("roles", "Roles"), ("meetings", "Meetings"), ("last", "Last")),
    "meetings": (("held", "Held"), ("place", "Place"), ("mechanism", "Mechanism"), ("agreed", "Agreed")),
    "documents": (
        ("held", "Held"),
        ("publisher", "publisher"),
        ("mechanism", "Mechanism"),
        ("agreed", "Agreed"),
    ),
}
_SCALE = (
    "not-fulfilled",
    "stalled",
    "not-started",
    "in-progress",
    "partially-fulfilled",
    "fulfilled",
    "in-force",
)
STATIC = ("site.css", "site.js")


class Pages:
    """The templates, and what all of them know."""

    def __init__(self, shown_as: Mapping[str, str]) -> None:
        """Take the names under which people are shown, where these are not the names as written."""
        self._shown_as = shown_as
        self._lines: dict[tuple[int, str], tuple[Row, Markup]] = {}

    def _line(self, row: Row, lang: str, home: str) -> Markup:
        """Write a line of a table, which stands on many pages, once; its row is kept, and so is its id."""
        found = self._lines.get((id(row), home))
        if found is None:
            html = _environment(lang).get_template("line.html").render(row=row, home=home)
            found = self._lines[id(row), home] = row, Markup(html)  # noqa: S704 (a template's)
        return found[1]

    def render(self, template: str, path: str, lang: str, data: Row) -> str:
        """Write a page."""
        other = "es" if lang == "en" else "en"
        here = path.removeprefix("es/")
        root = up(path)
        return (
            _environment(lang)
            .get_template(template)
            .render(
                **data,
                shown_as=lambda name: self._shown_as.get(name, name),
                line_of=self._line,
                lang=lang,
                other=other,
                path=path,
                here=here,
                root=root,
                home=f"{root}es/" if lang == "es" else root,
                switch=f"{root}es/{here}" if lang == "en" else f"{root}{here}",
            )
        )


class _Direct(NodeTransformer):
    """Lets a template call what needs nothing of it as a filter: directly, and of constants just once."""

    def visit_Call(self, call: nodes.Call) -> nodes.Expr:  # noqa: N802 (named by what is visited)
        """Turn a call by name."""
        self.generic_visit(call)
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if name not in _DIRECT or not call.args:
            return call
        first, *others = call.args
        return nodes.Filter(first, name, others, call.kwargs, None, None, lineno=call.lineno)


class _Writing(CodeGenerator):
    """Lets templates write a value by one call, which remembers how short texts are written."""

    def _output_child_pre(self, _node: nodes.Expr, _frame: Frame, _finalize: Any) -> None:
        self.write("environment.written(")

    def _output_child_post(self, _node: nodes.Expr, _frame: Frame, _finalize: Any) -> None:
        self.write(")")


class _Templates(Environment):
    """Looks a name up in a row as an item first: what is shown are nearly always rows."""

    code_generator_class = _Writing

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._known: dict[str, str] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give what a template calls `row.name`."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def written(self, value: Any) -> str:
        """Quote a value for a page."""
        if type(value) is not str:
            return value if type(value) is Markup else str(quoted(_shown(value)))
        known = self._known.get(value)
        if known is None:
            known = str(quoted(_shown(value)))
            if len(value) <= _SHORT and len(self._known) < _MOST_KNOWN:
                self._known[value] = known
        return known

    def _generate(self, source: nodes.Template, *given: Any, **options: Any) -> str:
        return super()._generate(_Direct().visit(source), *given, **options)


_SHORT, _MOST_KNOWN = 100, 100_000


def _saying(lang: str) -> Say:
    """Say in a language; what is said without values is looked up once."""
    plain = cache(partial(phrase, lang))

    def say(text: str, many: str = "", /, **values: object) -> str:
        return phrase(lang, text, many, **values) if values or many else plain(text)

    return say


@cache
def key_of_templates() -> str:
    """Give a digest of what pages are written with: templates, style, script, our words."""
    found = sha256()
    for folder in ("templates", "static"):
        for each in sorted(files("tracker.pages").joinpath(folder).iterdir(), key=lambda each: each.name):
            found.update(each.name.encode() + each.read_bytes())
    found.update(file_of("es").read_bytes())
    return found.hexdigest()[:16]


def static(name: str) -> str:
    """Give the style sheet or the script of a site."""
    return files("tracker.pages").joinpath("static").joinpath(name).read_text(encoding="utf-8")


@cache
def _environment(lang: str) -> Environment:
    templates = _Templates(
        autoescape=True,
        loader=FileSystemLoader(str(files("tracker.pages").joinpath("templates"))),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        auto_reload=False,
    )
    say = _saying(lang)
    called = {**_DIRECT, "say": say, "tag": cache(partial(_tag, say))}
    templates.tests["web_address"] = is_web_address
    templates.filters.update(called, translated=_translated)
    templates.globals.update(
        called, signs=SIGNS, navigation=NAVIGATION, columns_of=COLUMNS, all_parts=pictures.PARTS
    )
    return templates


@lru_cache(maxsize=10_000)
def _local_day(recorded_at: str) -> str:
    return local_time(recorded_at)[:10]


def _shown(value: Any) -> Any:
    """Let nothing hidden reach a page: control characters and marks that turn a line are shown."""
    if type(value) is not str or value.isprintable():
        return value
    return escape(value)


def _tag(say: Say, word: str) -> Markup:
    """Write a status as a sign and its word."""
    sign = SIGNS.get(word, "•")
    return Markup('<span class="tag s-{}"><span aria-hidden="true">{}</span> {}</span>').format(
        word, sign, say(word)
    )


def _address(text: str, label: str | None = None) -> Markup | str:
    """Write an address as a link, if it may be one; else as a text."""
    shown = escape(label or text)
    if not is_web_address(text):
        return shown
    link = f'<a href="{quoted(text)}" rel="noopener noreferrer nofollow external">{quoted(shown)}</a>'
    return Markup(link)  # noqa: S704 (both of its parts are quoted)


def _translated(value: str, say: Say) -> str:
    return say(value) if value in {"host", "participant", "observer"} else value


# What pictures say


def two_sides(thing: Row, say: Say) -> Row | None:
    """Lay out who says what, each on its own line, over the statuses that are said."""
    said = [*thing["reported"], *([thing["assessed"]] if thing["assessed"] else [])]
    said = [each for each in said if each["status"] in _SCALE]
    words = [word for word in _SCALE if any(each["status"] == word for each in said)]
    if not words:
        return None
    sides: dict[tuple[str, str], list[str]] = {}
    for each in said:
        of = sides.setdefault((each["assessor"], each["status"]), [])
        of += [pictures.side_of(each["obligor"], say)] if each["obligor"] else []
    rows: list[Row] = [
        {
            "who": " · ".join(filter(None, (assessor, ", ".join(of)))),
            "status": status,
            "place": words.index(status),
        }
        for (assessor, status), of in sides.items()
    ]
    texts = [say("{who} says {status}", who=row["who"], status=say(row["status"])) for row in rows]
    return {
        "words": words,
        "rows": rows,
        "low": min(row["place"] for row in rows),
        "headline": "; ".join(dict.fromkeys(texts)),
    }


def scores_headline(scores: Iterable[Row], say: Say) -> str:
    """Say who kept the greatest share, of those of whom anything was to be kept."""
    counted = [row for row in scores if row["share"] is not None]
    if not counted:
        return say("Nothing to count.")
    best = max(counted, key=lambda row: (row["share"], row["commitments"]))
    kept = pictures.parts_of(best)[0][1]
    if not kept:
        return say("Nothing is kept yet.")
    return say(
        "{who}: {kept} of {all} kept, {share} %",
        who=best["id"] or "—",
        kept=kept,
        all=sum(count for _, count in pictures.parts_of(best)),
        share=f"{best['share']:.1f}",
    )


# Rows for the script


def rows_script(rows: Iterable[Row], say: Say) -> str:
    """Write the rows of the status table as a script that the page of the table loads when it filters."""
    rows = list(rows)
    themes = list(dict.fromkeys(name for row in rows for name in row["themes"]))
    parties = list(dict.fromkeys(name for row in rows for name in row["parties"]))
    at_theme, at_party = ({name: at for at, name in enumerate(names)} for names in (themes, parties))
    usual = {row["id"]: f"commitments/{row['id']}.html" for row in rows}
    data = {
        "statuses": [[word, say(word), SIGNS.get(word, "•")] for word in STATUSES],
        "schedules": [[word, say(word), SIGNS.get(word, "•")] for word in SCHEDULES],
        "disputed": say("disputed"),
        "themes": [escape(name) for name in themes],
        "parties": [escape(name) for name in parties],
        "rows": [
            [
                row["id"],
                0 if row["href"] == usual[row["id"]] else row["href"],
                escape(row["title"]),
                STATUSES.index(row["status"]),
                SCHEDULES.index(row["schedule"]),
                escape(", ".join(row["by"])),
                row["deadline"],
                row["days_late"],
                [at_theme[each] for each in row["themes"]],
                [at_party[each] for each in row["parties"]],
                int(row["disagreement"]),
            ]
            for row in rows
        ],
    }
    return f"window.trackerRows = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


_DIRECT: dict[str, Any] = {
    "say": None,
    "tag": None,
    "page_of": page_of,
    "parts_of": pictures.parts_of,
    "chart": lru_cache(maxsize=8)(pictures.chart),
    "headline": pictures.headline,
    "side_of": pictures.side_of,
    "two_sides": two_sides,
    "scores_headline": scores_headline,
    "address": _address,
    "local_day": _local_day,
}
"""What templates call by name, and what needs nothing of them; what is said is said in their language."""
