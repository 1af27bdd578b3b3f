"""The command `dragoman`: a thin face over `dragoman.query` and `dragoman.run`.

Each command lives in a module that is imported only when the command is called, so that a question does not wait for
what reading needs. A new command or group is one line in `COMMANDS`.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from dragoman.errors import DragomanError, LedgerFull, UsageError

COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("dragoman.cli.reading:read", "Read reports into the ledger."),
    "load": ("dragoman.cli.clustering:load", "Bring what a cluster read into the ledger."),
    "events": ("dragoman.cli.asking:events", "List events with their evidence."),
    "timeline": ("dragoman.cli.asking:timeline", "What two sides did to one another, month by month."),
    "dossiers": ("dragoman.cli.dossiers:dossiers", "List matters that go on, each with its state."),
    "dossier": ("dragoman.cli.dossiers:dossier", "Show one matter whole, or open one of your own."),
    "changes": ("dragoman.cli.questions:changes", "Say what moved since a day."),
    "diff": ("dragoman.cli.questions:diff", "Say how belief changed between two days."),
    "plans": ("dragoman.cli.questions:plans", "List what was planned, and what came of it."),
    "requests": ("dragoman.cli.questions:requests", "List who asked whom for what, and what came of it."),
    "between": ("dragoman.cli.looking:between", "Show how two sides got on over time."),
    "compare": ("dragoman.cli.comparing:compare", "Show what each side and each outlet says of one thing."),
    "chart": ("dragoman.cli.charts:chart", "Draw a picture of two sides, a matter, or a network."),
    "brief": ("dragoman.cli.briefing:brief", "Write one page about two sides, a matter or an actor."),
    "export": ("dragoman.cli.exporting:export", "Write the ledger for other tools."),
    "gold": ("dragoman.cli.exporting:gold", "Write what people decided as gold."),
    "actor": ("dragoman.cli.looking:actor", "Show one actor: offices, acts, partners."),
    "search": ("dragoman.cli.looking:search", "Find words in the full text of the reports."),
    "mentions": ("dragoman.cli.looking:mentions", "Say what a name was taken for, where, and why."),
    "copies": ("dragoman.cli.copies:copies", "Show which reports were made from one another."),
    "watch": ("dragoman.cli.watching:watch", "Follow feeds and read what is new."),
    "note": ("dragoman.cli.dossiers:note", "Add a dated note to an object of the ledger."),
    "actors": ("dragoman.cli.lexicon:actors", "List the actors of the ledger, or import your own."),
    "review": ("dragoman.cli.review:review", "Decide what is unsure, contested, unnamed or undated."),
    "documents": ("dragoman.cli.asking:documents", "List the reports of the ledger."),
    "claims": ("dragoman.cli.asking:claims", "List what sources say that is no act."),
    "show": ("dragoman.cli.showing:show", "Show one object with its evidence in context."),
    "explain": ("dragoman.cli.explaining:explain", "Say why an event is recorded as it is."),
    "serve": ("dragoman.cli.serving:serve", "Open the ledger as a web page, with an HTTP API."),
    "status": ("dragoman.cli.about:status", "Say what the ledger holds."),
    "migrate": ("dragoman.cli.moving:migrate", "Copy a ledger to another database, and check it."),
    "doctor": ("dragoman.cli.about:doctor", "Check what is installed and what is missing."),
    "times": ("dragoman.cli.layers:times", "Find times in texts; store nothing."),
    "attributions": ("dragoman.cli.layers:attributions", "Find who is said to have said what; store nothing."),
    "lexicon": ("dragoman.cli.lexicon:lexicon", "Check the knowledge, ask it for a word, try a change on gold."),
    "eval": ("dragoman.cli.evaluating:evaluate", "Score the reading on gold; store nothing."),
}
"""Name of a command: where it is, as "module:attribute", and its line in the overview."""

EXIT_INTERRUPTED = 130


class Lazy(click.Group):
    """A group whose commands are imported when called, and which turns every error into one clear block."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of `COMMANDS`, which is that of their use."""
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and give the command."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, from `COMMANDS` alone: nothing is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; a misspelt command gets the nearest names."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise UsageError(f"no such command: {args[0]}", remedy=_nearest(args[0]))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does, but it is no error when whoever reads the output has seen enough (`| head`)."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop_stdout()
            return 0

    def main(self, args: Sequence[str] | None = None, *extra: Any, **named: Any) -> Any:
        """Run, and leave with the exit code of what happened."""
        named["standalone_mode"] = False
        sys.exit(_guarded(lambda: super(Lazy, self).main(args, *extra, **named)))

    def __call__(self, *args: Any, **named: Any) -> Any:
        """Run as a process of its own: without the collector, which finds nothing in so short a life.

        It would walk every object made while modules load, and all of them again at the end. `read` turns it on.
        And matrices are multiplied in one thread: two of them wait for one another longer than they work, and a second
        core is better used by a second process.
        """
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is first imported, by whatever needs it
        gc.disable()
        try:
            return super().__call__(*args, **named)
        finally:
            gc.freeze()


def _nearest(name: str) -> str:
    import difflib  # noqa: PLC0415 - only a misspelt name needs it

    near = difflib.get_close_matches(name, COMMANDS, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else "`dragoman --help` lists the commands"


def _guarded(run: Any) -> int:
    """The exit code of `run`; errors that a person can mend are printed, never thrown."""
    try:
        code = run()
    except DragomanError as error:
        return _complain(error)
    except click.ClickException as error:
        return _complain_usage(error)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was committed is kept", err=True)
        return EXIT_INTERRUPTED
    except OSError as error:
        return _complain(_from_os(error))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_stdout()
    except OSError as error:
        _drop_stdout()
        return _complain(_from_os(error))
    return code if isinstance(code, int) else 0


def _drop_stdout() -> None:
    """Whoever read the output has gone (`| head`): let the interpreter close without a second complaint."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _from_os(error: OSError) -> DragomanError:
    import errno  # noqa: PLC0415 - an error path

    place = str(error.filename or "")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LedgerFull(
            "no space is left", place=place, remedy="free some space and run the command again; it goes on where it was"
        )
    return DragomanError(error.strerror or str(error), place=place, remedy="check the path and its permissions")


def _complain(error: DragomanError) -> int:
    """What, where and remedy, on stderr, in one block."""
    lines = [f"dragoman: {error.message}"]
    if error.place:
        lines.append(f"   where: {error.place}")
    if error.remedy:
        lines.append(f"  remedy: {error.remedy}")
    click.echo("\n".join(lines), err=True)
    return error.exit_code


def _complain_usage(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    remedy = f"`{context.command_path} --help` shows the options and an example" if context else ""
    return _complain(UsageError(error.format_message(), remedy=remedy))


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dragoman", prog_name="dragoman")
def main() -> None:
    """Reports in, a ledger out: what states did to and with one another, when, how real, who says so, in what words.

    \b
    Example:
      dragoman read reports/ --ledger story.db
      dragoman events --actor Vietnam --status occurred --ledger story.db
      dragoman timeline Chile Vietnam --ledger story.db
    """
