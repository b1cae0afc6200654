"""The scripts by which bash, zsh and fish complete, and how each is told a word that stays one.

Those of click put what they are told into the command line unquoted, or cut it at a comma.
"""

import os
from typing import Any

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ZshComplete,
    add_completion_class,
)

from tracker.cli import told

BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' answer kind word
    answer=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" %(complete_var)s=bash_complete "$1")
    COMPREPLY=()
    while IFS=, read -r kind word; do
        case $kind in
            plain) COMPREPLY+=("$word") ;;
            file) compopt -o default ;;
            dir) compopt -o dirnames ;;
        esac
    done <<< "$answer"
}

complete -o nosort -F %(complete_func)s %(prog_name)s 2> /dev/null ||
    complete -F %(complete_func)s %(prog_name)s
"""

ZSH = """\
#compdef %(prog_name)s

%(complete_func)s() {
    local -a names shown
    local answer kind name about files
    (( $+commands[%(prog_name)s] )) || return 1
    answer=$(env COMP_WORDS="${(pj:\\n:)words[1,CURRENT]}" COMP_CWORD=$((CURRENT - 1)) \\
        %(complete_var)s=zsh_complete %(prog_name)s)
    while IFS= read -r kind && IFS= read -r name && IFS= read -r about; do
        case $kind in
            plain) names+=("$name"); shown+=("$name${${about:#_}:+  ($about)}") ;;
            file) files=-f ;;
            dir) files=-/ ;;
        esac
    done <<< "$answer"
    if (( $#names )); then
        compadd -U -V %(prog_name)s -l -d shown -a -- names
    elif [[ -n $files ]]; then
        _path_files $files
    fi
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

FISH = """\
function %(complete_func)s
    set -l typed (commandline -cp)
    set -l word (commandline -ct)
    for line in (env %(complete_var)s=fish_complete COMP_WORDS="$typed" COMP_CWORD="$word" %(prog_name)s)
        set -l told (string split -m 1 , -- $line)
        switch $told[1]
            case plain
                printf '%%s\\n' $told[2]
            case file
                __fish_complete_path "$word"
            case dir
                __fish_complete_directories "$word"
        end
    end
end

complete --no-files --command %(prog_name)s --arguments '(%(complete_func)s)'
"""


class Bash(BashComplete):
    """Bash puts a word into the command line as it is told, so it is told one that is quoted."""

    source_template = BASH

    def source(self) -> str:
        """Give the script, which asks nothing of a bash that is old."""
        return self.source_template % self.source_vars()

    def complete(self) -> str:
        """Give the words, quoted as the one that is being typed is; and what bash completes itself."""
        found = self.get_completions(*self.get_completion_args())
        words = told.to_bash([each.value for each in found if each.type == "plain"], self._quote())
        asked = [f"{each.type},{each.value}" for each in found if each.type != "plain"]
        return "\n".join([*(f"plain,{word}" for word in words), *asked])

    @staticmethod
    def _quote() -> str:
        """Give the quote that the word being typed begins with, if it does."""
        typed = os.environ["COMP_WORDS"].split("\n")
        number = int(os.environ["COMP_CWORD"])
        return typed[number][:1] if number < len(typed) and typed[number][:1] in {"'", '"'} else ""


class Zsh(ZshComplete):
    """Zsh quotes what it is told."""

    source_template = ZSH

    def format_completion(self, item: "CompletionItem[Any]") -> str:
        """Give a word, with what it is."""
        return told.to_zsh(item.type, item.value, item.help)


class Fish(FishComplete):
    """Fish quotes what it is told."""

    source_template = FISH

    def get_completion_args(self) -> tuple[list[str], str]:
        """Give the words and the last one; click looks for a word in one of blanks alone."""
        if not os.environ["COMP_CWORD"].strip():
            os.environ["COMP_CWORD"] = ""
        return super().get_completion_args()

    def format_completion(self, item: "CompletionItem[Any]") -> str:
        """Give a word, with what it is."""
        return told.to_fish(item.type, item.value, item.help)


def use_ours() -> None:
    """Put our scripts and words in place of click's."""
    for shell in (Bash, Zsh, Fish):
        add_completion_class(shell)
