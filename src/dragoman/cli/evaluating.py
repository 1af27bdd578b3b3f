"""The command `eval`: figures on gold, and the floors under them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.output import dumps
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.evaluate.score import Score


@click.command("eval")
@click.argument("measure", required=False)
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path), metavar="[GOLD...]")
@click.option("--published-field", metavar="KEY", help="The key of a record that holds its day.  [published, dct]")
@click.option("--no-dct", is_flag=True, help="Keep the day of the texts from the reader.")
@click.option("--per-type", is_flag=True, help="Add a row for each class.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="At most so many texts, always the same ones.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def evaluate(
    measure: str | None,
    gold: tuple[Path, ...],
    published_field: str | None,
    no_dct: bool,
    per_type: bool,
    sample: int | None,
    form: str,
) -> None:
    """Score the reading of texts against gold. Nothing is stored.

    MEASURE is events, status, times, attribution, references, propositions or factuality; GOLD are files of JSON lines
    in the form of `tests/gold/`.

    \b
    Examples:
      dragoman eval events tests/gold/events/own.jsonl --per-type
      dragoman eval times news.jsonl --no-dct
    """
    if measure is None or not gold:
        raise UsageError("a measure and a file of gold are needed", remedy="`dragoman eval --help` shows an example")
    from dragoman.cli.opening import settings_for  # noqa: PLC0415 - `--help` needs none of these
    from dragoman.evaluate.measures import Options  # noqa: PLC0415
    from dragoman.evaluate.measures import evaluate as run  # noqa: PLC0415
    from dragoman.evaluate.reader import GoldReader  # noqa: PLC0415

    reader = GoldReader(settings_for(None))
    score = run(measure, gold, reader, Options(published_field, no_dct, per_type, sample))
    for failure in reader.failures:
        click.echo(f"{failure.path}: {failure.reason}", err=True)
    if form == "json":
        sys.stdout.write(dumps({"measure": measure, "gold": [str(p) for p in gold], **score.to_json()}) + "\n")
    else:
        _table(score)


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
