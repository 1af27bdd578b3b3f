"""The reference of the command line, made from the commands' own help: `python docs/make_reference.py`.

A test compares the page with what this makes, so that the page cannot go stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from dragoman.cli import main as command_line

PAGE = Path(__file__).resolve().parent / "reference" / "commands.md"
WIDTH = 100
HEAD = """# Command line

<!-- Made by docs/make_reference.py from the commands' own help. Change the help, then run it. -->

Every command takes `--help` and shows examples there. Commands that ask a question open the ledger that `--ledger`
names, else the one in the environment variable `DRAGOMAN_LEDGER`, else the one in your data folder.
Answers go to standard output; progress, notes and errors go to standard error, so that a pipe holds the answer alone.
[Exit codes](settings.md#exit-codes) tell errors apart.

"""


def _walk(command: click.Command, path: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    """Each command below `command` with its help, in the order of the overview."""
    settings = command.context_settings  # as click itself makes it: "-h" is a setting of the whole command line
    context = click.Context(command, info_name=path.rsplit(maxsplit=1)[-1], parent=parent, **settings)
    context.terminal_width = WIDTH
    context.max_content_width = WIDTH
    yield path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from _walk(below, f"{path} {name}", context)


def commands() -> list[str]:
    """The full names of all commands: "dragoman read", ..."""
    return [path for path, _ in _walk(command_line, "dragoman", None)]


def page() -> str:
    """The whole page."""
    parts = [f"## {path}\n\n```text\n{text.strip()}\n```\n" for path, text in _walk(command_line, "dragoman", None)]
    return HEAD + "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stderr.write(f"wrote {PAGE}\n")
