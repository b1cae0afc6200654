"""Keep: completion and help, the command line about itself."""

import click

from tracker.cli import COMPLETING
from tracker.cli.command import main, no_such_verb, verb
from tracker.cli.complete import complete_verb

SHELLS = ("bash", "zsh", "fish")


@verb(
    "tracker completion bash > ~/.local/share/bash-completion/completions/tracker\n"
    "tracker completion zsh > ~/.zfunc/_tracker\n"
    "tracker completion fish > ~/.config/fish/completions/tracker.fish"
)
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
def completion(shell: str) -> None:
    """Print the script by which a shell completes verbs, options and ids: bash, zsh or fish.

    Or have it in this shell alone: eval "$(tracker completion bash)"
    """
    from tracker.cli.scripts import Bash, Fish, Zsh

    script = {"bash": Bash, "zsh": Zsh, "fish": Fish}[shell]
    click.echo(script(main, {}, "tracker", COMPLETING).source(), nl=False)


@verb("tracker help\ntracker help status\ntracker help --man | man -l -", name="help")
@click.argument("name", required=False, metavar="[VERB]", shell_complete=complete_verb)
@click.option("--man", is_flag=True, help="Print the manual page, of all verbs.")
@click.pass_context
def help_(context: click.Context, name: str | None, *, man: bool) -> None:
    """Show the help of a verb, or the list of all verbs."""
    group = context.find_root()
    if man:
        from tracker.cli.man import manual

        click.echo(manual(main), nl=False)
        return
    if name is None:
        click.echo(group.get_help())
        return
    command = main.get_command(group, name)
    if command is None:
        raise click.UsageError(no_such_verb(name), group)
    click.echo(command.get_help(click.Context(command, parent=group, info_name=name)))
