"""An event as it is told on one line; one that was taken back says so before all else."""

from tracker.environment import local_time
from tracker.pages.render import Row
from tracker.words.language import Say


def taken_back(event: Row, say: Say) -> str:
    """Say, with a blank after it, that an event was retracted; nothing of one that stands."""
    back = event["retraction"]
    if not back:
        return ""
    said = say("[retracted by #{position}: {reason}]", position=back["position"], reason=back["reason"])
    return f"{said} "


def who_says(event: Row) -> str:
    """Say, with a colon and a blank after it, whose word an event is; nothing where it is nobody's."""
    return f"{', '.join(event['by'])}: " if event["by"] else ""


def told(event: Row, say: Say) -> str:
    """Tell an event: whether it was taken back, who says what, and how we learnt it."""
    learnt = say(
        "#{position}, recorded {day} by {who}",
        position=event["position"],
        day=local_time(event["recorded_at"])[:10],
        who=event["recorded_by"],
    )
    return f"{taken_back(event, say)}{who_says(event)}{event['what']} ({learnt})"
