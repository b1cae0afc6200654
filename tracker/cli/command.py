"""The group of verbs: its help, its errors and exit codes, and the options that verbs share."""

import gc
import importlib
import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from events.sentences import either, joined, sentence
from tracker import __version__
from tracker.cli import COMPLETING
from tracker.cli.extras import naming_extras
from tracker.cli.session import as_wide, columns, language, must_say_something
from tracker.cli.verbs import SECTIONS, VERBS
from tracker.errors import DamagedViewError, FoundError, TrackerError
from tracker.words.language import phrase

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

INTERRUPTED = 130
MIN_WIDTH, MAX_WIDTH = 50, 100
"""Of the help text, in columns."""

EVENTS = frozenset({"event"})
"""The arguments that are written like #41."""

LONGEST = 200
"""Characters without a blank that an error repeats of what was typed."""

F = TypeVar("F", bound=Callable[..., Any])


class VerbCommand(click.Command):
    """A verb with an example."""

    def __init__(self, *args: Any, example: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example below the options."""
        super().format_epilog(ctx, formatter)
        with formatter.section("Example"):
            for line in self.example.splitlines():
                formatter.write(f"  {line}\n")


class Verbs(click.Group):
    """The verbs in their sections. Whatever goes wrong becomes a sentence and an exit code, here alone."""

    def list_commands(self, _: click.Context) -> list[str]:
        """List the verbs in the order of the help text."""
        return list(VERBS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of a verb, which defines it."""
        if cmd_name in VERBS and cmd_name not in self.commands:
            importlib.import_module(f"tracker.cli.{VERBS[cmd_name].module}")
        return self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; one that there is not is answered with the likeliest."""
        name = args[0]
        if not (name.startswith("-") or ctx.resilient_parsing or self.get_command(ctx, name)):
            raise click.UsageError(no_such_verb(name), ctx)
        return super().resolve_command(ctx, args)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Parse the command line."""
        with _closing_pipe():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry the verb out."""
        with _closing_pipe(), naming_extras():
            return super().invoke(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Complete a verb without loading any."""
        from click.shell_completion import CompletionItem

        verbs = [
            CompletionItem(name, help=verb.short_help)
            for name, verb in VERBS.items()
            if name.startswith(incomplete)
        ]
        return [*verbs, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs by section."""
        for section in SECTIONS:
            with formatter.section(section):
                formatter.write_dl([(n, v.short_help) for n, v in VERBS.items() if v.section == section])

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run the command line and exit with the code of the contract."""
        options["standalone_mode"] = False
        settings: dict[str, Any] = options.setdefault(
            "obj", {}
        )  # outlives the verb: refusals have a language
        if args is None:  # run as a program, not called by one
            sys.excepthook = _last_resort
        options["terminal_width"] = max(min(columns(), MAX_WIDTH) - 2, MIN_WIDTH)
        _prepare_streams()
        if COMPLETING in os.environ:
            from tracker.cli.scripts import use_ours

            use_ours()
        try:
            try:
                code = super().main(args, *rest, **options)
            except DamagedViewError as error:
                # Nothing was printed or recorded yet: the view is read before either.
                _complain(error.message, sentence("It is rebuilt from the log."), _lang(settings), "Note")
                code = super().main(args, *rest, **options)
            _flush()
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            code = 2
        except click.ClickException as error:
            _complain(_message(error, _lang(settings)), _usage_hint(error), _lang(settings))
            code = 2
        except FoundError as error:
            code = error.exit_code
        except TrackerError as error:
            complain_of_all(error, _lang(settings))
            code = error.exit_code
        except UnicodeEncodeError:
            _complain(
                sentence("a text that was given is not UTF-8"),
                sentence("Give it in the encoding of the terminal."),
                _lang(settings),
            )
            code = 2
        except (click.Abort, KeyboardInterrupt):
            code = INTERRUPTED
        except BrokenPipeError:
            code = _closed_pipe()
        except OSError as error:
            why = error.strerror or error
            _complain(sentence("cannot write the output: {why}", why=why), "", _lang(settings))
            code = _closed_pipe() or 2
        _let_go_of_stderr()
        _leave(code if isinstance(code, int) else 0, for_good=args is None)


def no_such_verb(name: str) -> str:
    """Say that there is no such verb, and which was likely meant."""
    from difflib import get_close_matches

    near = either(repr(verb) for verb in get_close_matches(name, VERBS))
    said = sentence("No such command {name!r}.", name=name)
    return joined(" ", (said, sentence("Did you mean {near}?", near=near))) if near else said


@contextmanager
def _closing_pipe() -> Iterator[None]:
    """End well if the reader of a pipe has seen enough; click would call that a failure."""
    try:
        yield
    except BrokenPipeError as error:
        raise click.exceptions.Exit(_closed_pipe()) from error


def _lang(settings: dict[str, Any]) -> str:
    """Give the language of a user, also of one whose configuration is what is wrong."""
    try:
        return language(settings)
    except TrackerError:
        return "en"


def _message(error: click.ClickException, lang: str) -> str:
    from tracker.cli.misused import misused

    message = phrase(lang, misused(error))
    return message[0].lower() + message[1:] if message[:1].isupper() else message


def _usage_hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    param = getattr(error, "param", None)
    if isinstance(error, click.MissingParameter) and param and param.name in EVENTS:
        return sentence("Write an event without the #, which a shell takes for a comment: 41.")
    return sentence("See {command} --help.", command=context.command_path) if context else ""


MOST_SAID = 20
"""Things wrong with a file that are said at once; the rest is counted."""


def complain_of_all(error: TrackerError, lang: str) -> None:
    """Say on stderr in a language all that is wrong with a file, the first of it at least."""
    errors = [error, *error.others]
    for each in errors[:MOST_SAID]:
        place = f"{each.where}: " if each.where else ""
        _complain(f"{place}{phrase(lang, each.message)}", each.hint, lang)
    if len(errors) > MOST_SAID:
        more = sentence(
            "{count} more thing is wrong", "{count} more things are wrong", count=len(errors) - MOST_SAID
        )
        _complain(more, sentence("Mend these first."), lang)


def _complain(message: str, hint: str, lang: str = "en", label: str = "Error") -> None:
    """Write a refusal on stderr; its two labels are the same in every language."""
    from tracker.words.text import escape

    try:
        told = escape(phrase(lang, message))
        told = re.sub(rf"\S{{{LONGEST},}}", lambda word: f"{word[0][:LONGEST]}…", told)
        end = "" if told.endswith((".", "?", "!")) else "."
        click.echo(as_wide(f"{label}: {told}{end}"), err=True)
        if hint:
            click.echo(as_wide(f"Hint: {escape(phrase(lang, hint))}"), err=True)
    except OSError:  # nobody listens on stderr either
        pass


def _last_resort(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in a sentence what nobody expected; TRACKER_DEBUG=1 shows where it came from.

    Ctrl-C is no such thing, wherever it comes: before a verb has begun, or after it has ended.
    """
    if issubclass(kind, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    if os.environ.get("TRACKER_DEBUG"):
        sys.__excepthook__(kind, error, trace)
    else:
        _complain(
            f"something went wrong that should not: {kind.__name__}: {error}",
            "If tracker verify finds the log whole, please report it with what TRACKER_DEBUG=1 shows.",
        )
    _let_go_of_stderr()
    os._exit(2)


def _prepare_streams() -> None:
    """Put nothing in place of a stream that is closed; show what an encoding lacks as escapes."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 (for the whole run)
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _flush() -> None:
    sys.stdout.flush()


def _let_go_of_stderr() -> None:
    """Keep Python from failing at its end because nobody listens on stderr."""
    try:
        sys.stderr.flush()
    except OSError:
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 (a device)
            os.dup2(nowhere.fileno(), sys.stderr.fileno())


def _leave(code: int, *, for_good: bool) -> NoReturn:
    """Exit; where the process ends with it, without looking through all it has for garbage once more.

    That takes a sixth of the time of a table, and finds nothing: what must be closed was closed.
    """
    if for_good:
        gc.freeze()
    sys.exit(code)


def _closed_pipe() -> int:
    """Keep Python from complaining about the pipe at its end."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 (a device)
        for stream in (sys.stdout, sys.stderr):
            try:
                os.dup2(nowhere.fileno(), stream.fileno())
            except (OSError, ValueError):
                continue
    return 0


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": MAX_WIDTH},
    epilog="REF is an id or the beginning of one. Start with: tracker demo",
)
@click.version_option(__version__, prog_name="tracker")
@click.option(
    "--store",
    metavar="PATH|URL",
    help="The store; else TRACKER_STORE, else your data folder.",
    shell_complete=lambda *asked: _files(asked[-1]),
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr but errors.")
@click.pass_context
def main(context: click.Context, store: str | None, *, quiet: bool) -> None:
    """Track what governments promised each other, who says it is done, and what we knew when."""
    must_say_something("--store", store)
    context.ensure_object(dict).update(store=store, quiet=quiet)


def _files(incomplete: str) -> "list[CompletionItem]":
    """Let the shell complete the name of a file."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Keep a shared option on the context, where `Session` finds it."""
    if isinstance(value, str):
        must_say_something(parameter.opts[0], value)
    if value and parameter.name:
        context.ensure_object(dict)[parameter.name] = value


def verb(example: str, name: str | None = None) -> Callable[[Callable[..., Any]], VerbCommand]:
    """Define a verb, named after its function unless it says, with the options every verb has."""

    def define(function: Callable[..., Any]) -> VerbCommand:
        called = name or function.__name__
        described = click.command(
            called, cls=VerbCommand, example=example, short_help=VERBS[called].short_help
        )
        command = described(function)
        command.params += _shared()
        main.add_command(command)
        return command

    return define


def _shared() -> list[click.Parameter]:
    """Give the options of every verb, also of those that record: where, and how loud."""
    return [
        click.Option(
            ["--store"],
            metavar="PATH|URL",
            expose_value=False,
            callback=_keep,
            help="The store; else TRACKER_STORE, else your data folder.",
            shell_complete=lambda *asked: _files(asked[-1]),
        ),
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_keep,
            help="Say nothing on stderr but errors.",
        ),
    ]
