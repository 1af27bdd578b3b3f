"""The command `eval`: figures on gold, and the floors under them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.output import dumps
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.evaluate.floors import Result
    from dragoman.evaluate.reader import GoldReader
    from dragoman.evaluate.score import Score
    from dragoman.model import Json


@click.command("eval")
@click.argument("measure", required=False)
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path), metavar="[GOLD...]")
@click.option("--published-field", metavar="KEY", help="The key of a record that holds its day.  [published, dct]")
@click.option("--no-dct", is_flag=True, help="Keep the day of the texts from the reader.")
@click.option("--per-type", is_flag=True, help="Add a row for each class.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="At most so many texts, always the same ones.")
@click.option(
    "--with",
    "beside",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="REPORTS",
    help="For dossiers: reports that stand in the same ledger.",
)
@click.option("--floors", is_flag=True, help="Measure all that is pinned; fail where a figure is under its floor.")
@click.option("--update", is_flag=True, help="With --floors: raise the floors to just under today's figures.")
@click.option("--lower", is_flag=True, help="With --update: let floors down as well.")
@click.option("--file", type=click.Path(path_type=Path), help="The file of floors.  [quality/floors.toml]")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_context
def evaluate(
    context: click.Context,
    measure: str | None,
    gold: tuple[Path, ...],
    published_field: str | None,
    no_dct: bool,
    per_type: bool,
    sample: int | None,
    beside: tuple[Path, ...],
    floors: bool,
    update: bool,
    lower: bool,
    file: Path | None,
    form: str,
) -> None:
    """Score the reading of texts against gold. Nothing is stored.

    MEASURE is events, status, times, attribution, sources, references, propositions, factuality, linking or
    dossiers; GOLD are files of JSON lines in the form of `tests/gold/`, for dossiers a folder of sequences.

    \b
    Examples:
      dragoman eval events tests/gold/events/own.jsonl --per-type
      dragoman eval times news.jsonl --no-dct
      dragoman eval dossiers tests/gold/dossiers --per-type
      dragoman eval --floors
    """
    from dragoman.cli.opening import settings_for  # noqa: PLC0415 - `--help` needs none of these
    from dragoman.evaluate.measures import Options  # noqa: PLC0415
    from dragoman.evaluate.measures import evaluate as run  # noqa: PLC0415
    from dragoman.evaluate.reader import GoldReader  # noqa: PLC0415

    reader = GoldReader(settings_for(None))
    if floors:
        if not _floors(reader, file, form, update=update, lower=lower):
            context.exit(1)
        return
    if measure is None or not gold:
        raise UsageError("a measure and a file of gold are needed", remedy="`dragoman eval --help` shows an example")
    score = run(measure, gold, reader, Options(published_field, no_dct, per_type, sample, beside))
    for failure in reader.failures:
        click.echo(f"{failure.path}: {failure.reason}", err=True)
    if form == "json":
        sys.stdout.write(dumps({"measure": measure, "gold": [str(p) for p in gold], **score.to_json()}) + "\n")
    else:
        _table(score)


def _floors(reader: GoldReader, file: Path | None, form: str, *, update: bool, lower: bool) -> bool:
    """Measure, print and, if asked, write the floors; whether all hold."""
    from dragoman.evaluate.floors import (  # noqa: PLC0415
        find_floors,
        load_floors,
        raised,
        run_floors,
        write_floors,
    )

    path = file or find_floors(Path.cwd())
    results = []
    for result in run_floors(load_floors(path), reader):
        results.append(result)
        sys.stdout.write(dumps(_floor_json(result)) + "\n" if form == "json" else _floor_table(result))
        sys.stdout.flush()
    if update:
        write_floors(path, [raised(result, lower=lower) for result in results])
        click.echo(f"floors written to {path}", err=True)
    faults = sum(len(result.faults) for result in results)
    skipped = sum(bool(result.skipped) for result in results)
    click.echo(f"{len(results)} floors, {skipped} skipped, {faults} faults", err=True)
    return update or not faults


def _floor_json(result: Result) -> Json:
    floor = result.floor
    return {
        "command": floor.command,
        "sha256": floor.sha256,
        "figures": {name: round(value, 4) for name, value in result.figures.items()},
        "at_least": dict(floor.at_least),
        "at_most": dict(floor.at_most),
        "faults": list(result.faults),
        "skipped": result.skipped,
        "seconds": round(result.seconds, 1),
    }


def _floor_table(result: Result) -> str:
    floor = result.floor
    if result.skipped:
        return f"{floor.command}\n  skipped: {result.skipped}\n"
    lines = [f"{floor.command}   [{result.seconds:.0f} s, sha256 {floor.sha256[:12]}]"]
    bounds = [(name, bound, "at least") for name, bound in floor.at_least.items()]
    bounds += [(name, bound, "at most") for name, bound in floor.at_most.items()]
    lines += [f"  {name:40} {result.figures[name]:.3f}  {word} {bound:.3f}" for name, bound, word in bounds]
    lines += [f"  FAULT: {fault}" for fault in result.faults]
    return "\n".join(lines) + "\n"


def _table(score: Score) -> None:
    """Figures, then counts, then classes; names to the left, so that a figure can be found by `grep`."""
    width = max(map(len, (*score.figures, *score.counts)))
    lines = [f"{name:{width}}  {value:.3f}" for name, value in score.figures.items()]
    lines += [f"{name:{width}}  {count}" for name, count in score.counts.items()]
    if score.breakdown:
        keys = list(score.breakdown[0])
        lines += ["", "  ".join(f"{key:>12}" for key in keys)]
        lines += ["  ".join(f"{row[key]!s:>12}" for key in keys) for row in score.breakdown]
    sys.stdout.write("\n".join(lines) + "\n")
