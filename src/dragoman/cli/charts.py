"""The command `chart`: pictures of the ledger, drawn without the network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from dragoman.cli import options
from dragoman.cli.files import OUT, put
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.errors import UsageError
from dragoman.query import make_view, to_day

if TYPE_CHECKING:
    from dragoman.charts.vega import Chart, Form
    from dragoman.protocols import Store, View

FORMS = ("svg", "png", "html", "json")


@click.group()
def chart() -> None:
    """Draw a picture: SVG, PNG, one interactive HTML page, or its Vega-Lite specification, by the end of the file name.

    \b
    Examples:
      dragoman chart relation Chile Vietnam -o relation.svg
      dragoman chart dossier "ban on Chilean cherries" -o ban.png
      dragoman chart network -o network.html
    """


@chart.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@options.LEDGER
@click.option(
    "--per", "period", type=click.Choice(["week", "month"]), default="month", show_default=True, help="How finely."
)
@options.BOUNDS
@options.CLOCKS
@OUT
def relation(
    first: str,
    second: str,
    ledger: str | None,
    period: Any,
    since: str | None,
    until: str | None,
    out: Path,
    **asked: Any,
) -> None:
    """Two sides over time: what they did by quad class, how friendly it was, and when each act may have happened.

    \b
    Example:
      dragoman chart relation Chile Vietnam -o relation.svg --known-by 2025-09-30
    """
    days = to_day(since, "earliest"), to_day(until, "latest")

    def draw(store: Store, view: View) -> Chart:
        from dragoman.charts.relation import relation as make  # noqa: PLC0415 - heavy

        return make(store, LazyNames(), first, second, view, period=period, since=days[0], until=days[1])

    _write(draw, ledger, asked, out)


@chart.command()
@click.argument("wanted", metavar="ID|WORDS")
@options.LEDGER
@options.CLOCKS
@OUT
def dossier(wanted: str, ledger: str | None, out: Path, **asked: Any) -> None:
    """The life of one matter: its states, what each side says, and the reports that tell of it.

    \b
    Example:
      dragoman chart dossier exchange -o exchange.svg --as-of 2025-07-10 --known-by 2025-07-10
    """

    def draw(store: Store, view: View) -> Chart:
        from dragoman.charts.lifecycle import lifecycle  # noqa: PLC0415 - heavy
        from dragoman.query.dossiers import dossier as ask  # noqa: PLC0415

        names = LazyNames()
        return lifecycle(ask(store, names, wanted, view), names)

    _write(draw, ledger, asked, out)


@chart.command()
@click.argument("actors", metavar="[NAME...]", nargs=-1)
@options.LEDGER
@options.BOUNDS
@click.option("--most", type=click.IntRange(min=2, max=60), default=24, show_default=True, help="So many sides.")
@options.CLOCKS
@OUT
def network(
    actors: tuple[str, ...],
    ledger: str | None,
    since: str | None,
    until: str | None,
    most: int,
    out: Path,
    **asked: Any,
) -> None:
    """Who did what with whom: the busiest sides, or those that have to do with one of the NAMEs.

    \b
    Examples:
      dragoman chart network -o network.svg
      dragoman chart network Chile --from 2025 -o chile.png
    """
    days = to_day(since, "earliest"), to_day(until, "latest")

    def draw(store: Store, view: View) -> Chart:
        from dragoman.charts.network import network as make  # noqa: PLC0415 - heavy

        return make(store, LazyNames(), view, actors=actors, since=days[0], until=days[1], most=most)

    _write(draw, ledger, asked, out)


def _write(draw: Callable[[Store, View], Chart], ledger: str | None, asked: dict[str, Any], out: Path) -> None:
    form = out.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise UsageError(f"{out.name!r} names no form of picture", remedy=f"end it with .{', .'.join(FORMS)}")
    with open_ledger(ledger) as store:
        drawn = draw(store, make_view(**asked))
    from dragoman.charts import vega  # noqa: PLC0415 - heavy

    put(out, vega.write(drawn, cast("Form", form)))
