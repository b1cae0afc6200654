"""Every reading verb on a store, each within its time: none may stumble over what the store holds."""

import time
from collections.abc import Iterator

from command_line import CommandLine, Ran

SLOWEST_SECONDS = 10.0
KINDS = (
    *("parties", "institutions", "mechanisms", "themes", "projects"),
    *("claimants", "meetings", "documents", "officials", "statuses"),
)
LAST_DAY = "9999-12-31"
READING = (
    *(("status",), ("status", "--lang", "es"), ("status", "--as-of", LAST_DAY)),
    *(("check",), ("scorecard",), ("scorecard", "--by", "party"), ("scorecard", "--by", "institution")),
    *(("people",), ("people", "--suggest"), ("meetings",), ("minutes",)),
    *(("brief",), ("brief", "--since", "2000", "--as-of", LAST_DAY)),
    *(("changes", "--since", "2000", "--until", LAST_DAY), ("changes", "--since", "#1")),
    *(("events",), ("events", "-f", "ndjson"), ("export",), ("export", "status")),
    *(("list", kind) for kind in KINDS),
)
"""What is asked of a whole store, in every language of tables."""
OF_ONE = ("show", "timeline")
EACH_OF = (
    "commitments",
    "meetings",
    "documents",
    "institutions",
    "mechanisms",
    "themes",
    "officials",
    "parties",
)


def everything_reads(tracker: CommandLine) -> dict[tuple[str, ...], Ran]:
    """Ask everything of a store; give what each verb answered."""
    answers = {arguments: within_its_time(tracker, *arguments) for arguments in READING}
    for reference in references(tracker):
        for verb in OF_ONE:
            answers[verb, reference] = within_its_time(tracker, verb, "--", reference)
    for occasion in _ids(tracker, "list", "meetings"):
        answers["minutes", occasion] = within_its_time(tracker, "minutes", "--", occasion)
    return answers


def references(tracker: CommandLine) -> Iterator[str]:
    """Give what there is to show: a few of each kind, and the last events."""
    yield from _ids(tracker, "status", "--as-of", LAST_DAY)
    for kind in EACH_OF[1:]:
        yield from _ids(tracker, "list", kind)
    yield from (f"#{position}" for position in _ids(tracker, "events")[-3:])


def _ids(tracker: CommandLine, *arguments: str) -> list[str]:
    return tracker(*arguments, "-f", "ids").stdout.splitlines()[:3]


def within_its_time(tracker: CommandLine, *arguments: str, stdin: str = "") -> Ran:
    """Run a reading verb; it answers, or refuses in a sentence, before its time is over."""
    began = time.monotonic()
    ran = tracker(*arguments, stdin=stdin)
    took = time.monotonic() - began
    assert took < SLOWEST_SECONDS, f"{took:.1f} s: {arguments}"
    assert "Traceback" not in ran.stderr, (arguments, ran.stderr)
    assert "that should not" not in ran.stderr, (arguments, ran.stderr)
    assert ran.exit_code in {0, 1}, (arguments, ran.stderr)
    assert ran.exit_code == 0 or arguments[0] == "check" or "Error: " in ran.stderr, (arguments, ran)
    return ran
