"""Exchange: browse, the view in Datasette."""

import contextlib
import os
import socket
import sys

import click

from events.sentences import sentence
from tracker.cli.command import verb
from tracker.cli.extras import require
from tracker.cli.session import Session
from tracker.errors import InputError

LOOPBACK = "127.0.0.1"
USUAL_PORT = 8001
LAST_WORDS_SECONDS = 2
"""So long those who are still answered are waited for at the end."""


@verb("tracker browse\ntracker browse --port 8080 --no-open")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="Where; 0 for any that is free. [default: 8001, else any that is free]",
)
@click.option(
    "--open/--no-open", "opens", default=None, help="Open your browser. [default: where there is a screen]"
)
def browse(port: int | None, *, opens: bool | None) -> None:
    """Look at the tables of the view in your browser, and ask them in SQL; nothing can be changed.

    It is for this machine alone, and for all who use it, until Ctrl-C ends it. Each page is of what is
    recorded by then. The views `status` and `timeline` say what tracker status and tracker show say.
    """
    require("datasette")
    shown = _has_screen() if opens is None else opens
    if shown:
        _must_name_browsers()
    from tracker.formats.browsing import NAME, Browsing

    session = Session()
    browsing = Browsing(session.tracker.view, session.tracker.store.name)
    with contextlib.closing(browsing), _listening(port) as listener:
        address = f"http://{LOOPBACK}:{listener.getsockname()[1]}/{NAME}"
        click.echo(address)
        session.say("Read-only, for this machine alone; Ctrl-C ends it.")
        if shown:
            _open_browser(address)
        _serve(browsing, listener)


def _must_name_browsers() -> None:
    """Refuse a BROWSER that is no command line, before anything is opened."""
    from tracker.environment import words_of

    for each in os.environ.get("BROWSER", "").split(os.pathsep):
        if "%s" in each:  # what is a command line to the library; without it, it is a name
            words_of(each, "BROWSER")


def _open_browser(address: str) -> None:
    import webbrowser

    webbrowser.open(address)


def _serve(application: object, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        application,  # type: ignore[arg-type]
        lifespan="off",
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=LAST_WORDS_SECONDS,
    )
    with contextlib.suppress(KeyboardInterrupt):  # which is how it is ended
        uvicorn.Server(config).run(sockets=[listener])


def _listening(port: int | None) -> socket.socket:
    """Listen on this machine alone; whoever asks before we answer waits."""
    for number in (USUAL_PORT, 0) if port is None else (port,):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, number))
            listener.listen()
        except OSError as error:
            listener.close()
            why = error.strerror or error
            refusal = InputError(
                sentence("cannot listen on port {number}: {why}", number=number, why=why),
                "Name another, or 0 for any that is free.",
                "--port",
            )
        else:
            return listener
    raise refusal


def _has_screen() -> bool:
    """Say whether a browser can be opened in a window of its own."""
    shown = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(shown) and sys.stdout.isatty()
