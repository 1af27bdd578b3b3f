"""How far a run is: a bar on a terminal, a line every few seconds in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

from dragoman.run.ingest import Summary

if TYPE_CHECKING:
    from rich.progress import Progress

SECONDS_BETWEEN_LINES = 5.0


class Meter(Protocol):
    """What is told of a run as it goes on."""

    def consumed(self, count: int) -> None:
        """So many bytes of input more."""
        ...

    def progress(self, summary: Summary) -> None:
        """The summary so far."""
        ...

    def notice(self, text: str) -> None:
        """Something that a person should know now."""
        ...


@contextmanager
def meter(total: int | None) -> Iterator[Meter]:
    """A meter for `total` bytes of input, `None` where that is not known."""
    if sys.stderr.isatty():
        with _bar(total) as bar:
            yield bar
    else:
        yield _Lines(total)


def rates(summary: Summary) -> str:
    """Reports and words a second."""
    if not summary.seconds:
        return "-"
    return f"{summary.read / summary.seconds:,.1f} reports/s, {summary.words / summary.seconds:,.0f} words/s"


class _Lines:
    """A short line now and then, so that a log shows that the run is alive."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._taken = 0
        self._last = time.monotonic()

    def consumed(self, count: int) -> None:
        self._taken += count

    def progress(self, summary: Summary) -> None:
        now = time.monotonic()
        if now - self._last < SECONDS_BETWEEN_LINES:
            return
        self._last = now
        share = f" ({min(1.0, self._taken / self._total):.0%} of the input)" if self._total else ""
        click.echo(f"read {summary.read:,} reports{share}, {rates(summary)}", err=True)

    def notice(self, text: str) -> None:
        click.echo(text, err=True)


@contextmanager
def _bar(total: int | None) -> Iterator[Meter]:
    from rich.console import Console  # noqa: PLC0415 - only on a terminal
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TaskProgressColumn(),
        TextColumn("{task.fields[rates]}"),
        TimeRemainingColumn(compact=True),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as drawn:
        yield _Bar(drawn, total)


class _Bar:
    """A bar of rich, advanced by bytes: reports differ in size, and bytes are known beforehand."""

    def __init__(self, drawn: Progress, total: int | None) -> None:
        self._drawn = drawn
        self._task = drawn.add_task("loading models", total=total, rates="")
        self._waiting = 0

    def consumed(self, count: int) -> None:
        # Input is taken before it is read: the bar moves when the chunk is done.
        self._waiting += count

    def progress(self, summary: Summary) -> None:
        self._drawn.update(
            self._task,
            description=f"{summary.read:,} reports, {summary.added.events:,} events",
            rates=rates(summary),
            advance=self._waiting,
        )
        self._waiting = 0

    def notice(self, text: str) -> None:
        self._drawn.console.print(text, markup=False)
