"""Exchange: export, replay."""

from pathlib import Path

import click

from tracker.cli.command import verb
from tracker.cli.output import moment_options, output_options, read_input
from tracker.cli.session import Session


@verb("Exchange", "tracker replay history.ndjson --as-of 2024-06-01")
@click.argument("file", metavar="FILE")
@moment_options
@output_options()
def replay(
    file: str, as_of: str | None, known_at: str | None, lang: str, form: str, output: Path | None
) -> None:
    """Fold a history in memory and print its status table; no store is touched."""
    from tracker.cli.read import write_status
    from tracker.replaying import replayed
    from tracker.views.status import StatusView

    session = Session()
    data, source = read_input(file)
    connection, unknown = replayed(data, source)
    for number, stored_type in unknown:
        session.say(f"{source}:{number}: unknown type {stored_type}, left out")
    view = StatusView(connection, session.tracker.moment(connection, as_of, known_at, lang))
    write_status(session, view.rows(), form=form, output=output, lang=lang)
