"""What was recorded lately about the commitments of a site."""

from collections.abc import Mapping
from heapq import nlargest

from tracker.pages.places import page_of
from tracker.views.faces import Face
from tracker.views.status import Row, StatusView
from tracker.views.sweep import latest_of, touching
from tracker.views.timeline import Timelines


def newest_events(
    view: StatusView, faces: Mapping[str, Face], most: int, *, evidence: bool, notes: bool
) -> list[Row]:
    """Give what was recorded last, the newest first; without evidence or notes, if so asked."""
    connection, moment, found = view.connection, view.moment, list[Row]()
    newest = nlargest(4 * most, faces, key=lambda name: faces[name].newest)
    events = {
        position: (latest_of((position, ended)), name)
        for name, those in touching(connection, moment.known_at, newest).items()
        for position, ended in those
    }
    told = sorted(((latest, position, name) for position, (latest, name) in events.items()), reverse=True)
    told = told[: 4 * most]  # some of it may be left out
    timelines = Timelines(connection, moment, list(dict.fromkeys(name for *_, name in told)), notes=notes)
    for _, position, name in told:
        event = next((each for each in timelines.of(name, moment) if each["position"] == position), None)
        if event and len(found) < most and (evidence or event["type"] != "evidence.added"):
            title = faces[name].titles[moment.lang]
            found.append({**event, "commitment": name, "title": title, "href": page_of("commitments", name)})
    return found
