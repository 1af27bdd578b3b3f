"""`review`: what waits for a person to decide, as a list, or one after another."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from dragoman.cli import options
from dragoman.cli.marked import Cell, Line, Table, cell, line, shorten
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.cli.output import counted, dumps
from dragoman.cli.render import print_lines, print_table
from dragoman.errors import UsageError
from dragoman.protocols import Store, StoredEvent, View
from dragoman.query import clocks, make_view
from dragoman.query.correcting import FIELDS, as_listed, day_value, event_value, name_value, state_value
from dragoman.query.judging import decide
from dragoman.query.review import KINDS, Item, find_queue
from dragoman.query.words import draw

USUAL = 50
WIDTH = 220
FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    show_default=True,
    help="How to print the queue.",
)
_KEYS = "a accept, r reject, c correct, n note, s skip, q quit"
_ANSWERS = {"a": "accept", "r": "reject", "c": "correct", "n": "note", "s": "skip", "q": "quit"}


@click.command()
@options.LEDGER
@click.option("--who", metavar="NAME", help="Go through them one after another, and sign decisions so.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these; repeat it for several.")
@options.CLOCKS
@click.option("--limit", type=click.IntRange(min=1), metavar="N", default=USUAL, show_default=True, help="So many.")
@FORM
def review(ledger: str | None, who: str | None, kinds: tuple[str, ...], limit: int, form: str, **asked: Any) -> None:
    """Show what nobody has decided yet, what matters most first: contested matters, unsure readings, names that stand
    for nobody known, reports without a day.

    With --who you go through them: accept, reject, correct, note, skip. What was read stays beside what you say.

    \b
    Examples:
      dragoman review --kind unsure --limit 10
      dragoman review --format json
      dragoman review --who anna
    """
    view = make_view(**asked)
    with open_ledger(ledger) as store:
        names = LazyNames()
        items = find_queue(store, names, view, kinds=kinds, limit=limit)
        if who:
            _walk(store, names, items, who.strip(), view)
        elif form == "table":
            print_table(_table(items, view))
        elif form == "json":
            sys.stdout.write(dumps({**clocks(view), "items": [item.to_json() for item in items]}) + "\n")
        else:
            sys.stdout.writelines(f"{dumps(item.to_json())}\n" for item in items)


# ------------------------------------------------------------------ the list


def _table(items: Sequence[Item], view: View) -> Table:
    rows = tuple(_row(item) for item in items)
    note = f"{counted(len(items), 'things')} to decide, as of {view.as_of}, known by {view.known_by}"
    return Table(("What", "Why", "Words and source"), rows, note)


def _row(item: Item) -> tuple[Cell, ...]:
    return (
        cell(line((item.title, "heading")), line((item.kind, "warn"), " ", (item.target, "id"))),
        cell(line(item.why)),
        cell(*_words(item)),
    )


def _words(item: Item) -> list[Line]:
    found: list[Line] = []
    if item.row is not None:
        found.append(_quote(item.row))
    if item.source is not None:
        published = draw(item.source.published.interval)
        title = item.source.title or (item.source.sightings[0].path if item.source.sightings else item.source.id)
        found.append(line((f"{title}, {published}", "dim")))
    if item.candidates:
        found.append(line((f"perhaps {', '.join(item.candidates)}", "dim")))
    return found


def _quote(row: StoredEvent) -> Line:
    evidence = row.event.evidence
    start = evidence.trigger.start - evidence.sentence.start
    length = evidence.trigger.end - evidence.trigger.start
    held = start >= 0 and start + length <= len(evidence.quote)
    return shorten(evidence.quote, start if held else 0, start + length if held else 0, WIDTH)


# ------------------------------------------------------------------ one after another


def _walk(store: Store, names: LazyNames, items: Sequence[Item], who: str, view: View) -> None:
    done = 0
    for number, item in enumerate(items, 1):
        print_lines(
            [
                line((f"{number} of {len(items)}  ", "dim"), (item.title, "heading")),
                line("  ", (item.kind, "warn"), f"  {item.why}"),
                *(line("  ", *each) for each in _words(item)),
            ]
        )
        answer = _decide(store, names, item, who)
        done += answer not in ("skip", "quit")
        if answer == "quit":
            break
    print_lines([line(f"{counted(done, 'decisions')}, as of {view.as_of}; the page of an object takes them back")])


def _decide(store: Store, names: LazyNames, item: Item, who: str) -> str:
    """Ask until an answer can be recorded, and record it; what it was, "quit" at the end of the input."""
    while True:
        try:
            given = click.prompt(_KEYS, prompt_suffix=" > ", err=True).strip().lower()[:1]
            answer = _ANSWERS.get(given)
            if answer is None:
                click.echo(f"{given!r} is none of these", err=True)
            elif answer in ("skip", "quit") or (_record(store, names, item, answer, who) and answer != "note"):
                return answer
        except (click.Abort, EOFError):
            return "quit"
        except UsageError as error:
            click.echo(f"{error.message}; {error.remedy}" if error.remedy else error.message, err=True)


def _record(store: Store, names: LazyNames, item: Item, answer: str, who: str) -> bool:
    if answer == "correct":
        targets = item.reports if item.kind == "name" else (item.target,)
        value = _correction(store, names, item)
        for target in targets:
            decide(store, target=target, action="correct", who=who, value=value)
        return True
    value = {"note": _ask("note")} if answer == "note" else {}
    decide(store, target=item.target, action=answer, who=who, value=value)
    return True


def _correction(store: Store, names: LazyNames, item: Item) -> dict[str, Any]:
    if item.kind == "undated" and item.source is not None:
        return day_value(item.source, _ask("published on, or not before"), _ask("not after", default=""))
    if item.kind == "name":
        return name_value(store, names, item.name, _ask(f"{item.name} is"))
    if item.kind == "contested":
        return state_value(_ask("state"), _ask("from", default=""), "")
    if item.row is None:
        raise UsageError("there is nothing to correct here", remedy="accept, reject or skip it")
    event = item.row.event
    held = event.date.interval if event.date else None
    now = {
        "type": event.type,
        "mode": event.mode or "",
        "status": str(event.status),
        "phase": str(event.phase or ""),
        "date_from": str(held.earliest or "") if held else "",
        "date_to": str(held.latest or "") if held else "",
        "actors": as_listed(event.actors),
        "recipients": as_listed(event.recipients),
    }
    return event_value(store, names, event, {name: _ask(name.replace("_", " "), default=now[name]) for name in FIELDS})


def _ask(what: str, default: str | None = None) -> str:
    """What a person types; "-" empties what was there."""
    given = str(click.prompt(what, default=default, err=True)).strip()
    return "" if given == "-" else given
