"""The command `explain`: why an event is recorded as it is, or what becomes of any sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli import options
from dragoman.cli.marked import Line, line
from dragoman.cli.opening import open_ledger, settings_for
from dragoman.cli.output import dumps
from dragoman.cli.pages import explained, field
from dragoman.cli.render import print_lines
from dragoman.errors import InputError, MissingPart, UsageError
from dragoman.model import Document, Event, Failure, PublishedBasis, Report
from dragoman.query import clocks, make_view

if TYPE_CHECKING:
    from dragoman.explain import Explained

INDENT = "  "


@click.command()
@click.argument("wanted", metavar="[ID]", required=False)
@click.option("--text", metavar="TEXT", help="Read this text instead, and store nothing.")
@click.option("--published", metavar="DATE", callback=options.a_day, help="With --text: the day of the report.")
@options.LEDGER
@options.CLOCKS
@options.ONE_OBJECT
def explain(
    wanted: str | None, text: str | None, published: str | None, ledger: str | None, form: str, **asked: Any
) -> None:
    """Say why an event is recorded as it is: frame, roles, actors, status step by step, and what was rejected and why.

    With --text every word of the text that a frame knows is explained, also where it makes no event.

    \b
    Examples:
      dragoman explain ev_7k2m
      dragoman explain --text "Chile demanded that Vietnam lift its ban." --published 2024-12-03
    """
    if (wanted is None) == (text is None):
        raise UsageError("give an event's ID or --text, and not both")
    view = make_view(**asked)
    if text is not None:
        basis = PublishedBasis.USER
        events, steps = _of_text(Report("(text)", text, published=published, published_basis=basis, language="en"))
    else:
        with open_ledger(ledger) as store:
            event = store.event(str(wanted), view).event
            document = store.text(event.document, view)
        events, steps = (event,), _of_event(event, document)
    if form == "json":
        body = {**clocks(view), "events": [e.to_json() for e in events], "steps": [s.to_json() for s in steps]}
        sys.stdout.write(dumps(body, indent=2) + "\n")
    else:
        print_lines(_page(events, steps))


def _of_text(report: Report) -> tuple[tuple[Event, ...], tuple[Explained, ...]]:
    from dragoman.explain import explain_text  # noqa: PLC0415 - loads models
    from dragoman.pipeline import Pipeline  # noqa: PLC0415
    from dragoman.run import local  # noqa: PLC0415

    reader = local.make_pipeline(settings_for(None))
    result = reader.read_reports([report])[0]
    if isinstance(result, Failure):
        raise InputError(result.reason, place="--text", remedy=result.remedy)
    return result.events, explain_text(reader, report) if isinstance(reader, Pipeline) else ()


def _of_event(event: Event, document: Document) -> tuple[Explained, ...]:
    """The steps behind a stored event, found by reading its report again; none where no model is installed."""
    from dragoman.explain import explain_event  # noqa: PLC0415 - loads models
    from dragoman.pipeline import Pipeline  # noqa: PLC0415
    from dragoman.run import local  # noqa: PLC0415

    interval = document.published.interval
    day = interval.earliest.isoformat() if interval.earliest and interval.earliest == interval.latest else None
    basis, language = PublishedBasis.USER, document.language
    report = Report("(ledger)", document.raw, document.format, published=day, published_basis=basis, language=language)
    try:
        reader = local.make_pipeline(settings_for(None))
    except MissingPart as error:
        click.echo(f"only what is stored can be shown: {error}", err=True)
        return ()
    if not isinstance(reader, Pipeline):
        return ()
    trigger = event.evidence.trigger
    found = explain_event(reader, report, (trigger.start, trigger.end))
    if not found:
        click.echo("the present version finds nothing there: what is shown is what was stored", err=True)
    return found


def _page(events: Sequence[Event], steps: Sequence[Explained]) -> Iterator[Line]:
    yield from explained(events)
    for step in steps:
        yield line()
        yield from _step(step)


def _step(step: Explained) -> Iterator[Line]:
    trigger = step.trigger
    yield line((trigger.text, "trigger"), (f"  [{trigger.start}, {trigger.end})  {step.form}", "dim"))
    yield field("outcome", step.outcome, *([(f"  {step.event}", "id")] if step.event else []))
    for verdict in step.verdicts:
        yield field("frame", *_verdict(verdict.frame, verdict.place, verdict.chosen, verdict.weight, verdict.failed))
    for role in step.roles:
        words = role.words
        who = "; ".join(role.stands_for) or "no known actor"
        yield field(
            "role", f"{role.name} ({role.via}) ", (words.text, "actor"), f" [{words.start}, {words.end}): {who}"
        )
    for slot in step.slots:
        said = ", ".join(f"{place.text!r}" for place in slot.words)
        yield field(slot.slot, f"looked in {slot.role}: {said} ", ("found" if slot.found else "no actor", "dim"))
    for name, actors in (("who", step.actors), ("to whom", step.recipients)):
        for actor in actors:
            where = f" [{actor.span.start}, {actor.span.end})" if actor.span else ""
            yield field(
                name, (actor.name, "actor"), f"{where} = {actor.id or actor.country or 'unresolved'}  {actor.why}"
            )
    for number, each in enumerate(step.steps):
        yield field("status" if number == 0 else "", each)
    yield field("" if step.steps else "status", "so: ", (step.status, step.status))


def _verdict(
    frame: str, place: str, chosen: bool, weight: int, failed: Sequence[str]
) -> Iterator[str | tuple[str, str]]:
    if chosen:
        yield (f"{frame} ({place}) chosen, weight {weight}", "good")
    elif failed:
        yield f"{frame} ({place}) rejected: "
        yield ("; ".join(failed), "bad")
    else:
        yield f"{frame} ({place}) fits as well, weight {weight}: less exact, or later in the files"
