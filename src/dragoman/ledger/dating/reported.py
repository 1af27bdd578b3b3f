"""What the report itself bounds: what it tells as done was done by its day, what it tells as coming comes after.

"Cut ties this week", written on a Wednesday, is of Monday to Wednesday; "will meet this week" of Wednesday to Sunday.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.dates import Interval
from dragoman.model import DatedBy, Document, Event, Parse, Status

_AHEAD = frozenset({Status.SCHEDULED, Status.AGREED, Status.PROPOSED, Status.REQUESTED})


def bounded_by_report(event: Event, parse: Parse, head: int, document: Document) -> Event:
    """The event with the days of its date on which it can lie, where the day of the report falls among them.

    `head` is the token of its predicate in the sentence. A plan of the past ("were to meet this week") bounds nothing.
    """
    dated = event.date
    first, last = document.published.interval.earliest, document.published.interval.latest
    if dated is None or first is None or last is None:
        return event
    days = dated.interval
    if days.earliest is None or days.latest is None:
        return event
    if event.status is Status.OCCURRED and days.earliest < first and last < days.latest:
        return replace(event, date=_within(dated, Interval(days.earliest, last), "not after the report"))
    if event.status in _AHEAD and days.earliest < first <= days.latest and not _is_past_plan(parse, head):
        return replace(event, date=_within(dated, Interval(first, days.latest), "not before the report"))
    return event


def _is_past_plan(parse: Parse, head: int) -> bool:
    """Whether the verb of the clause, or the one on which it hangs without a time of its own, is in the past."""
    token = head
    while True:
        tags = {parse.tags[c] for c in parse.children[token] if parse.deps[c] in ("aux", "auxpass")}
        if "MD" in tags or parse.tags[token] in ("VBZ", "VBP") or tags & {"VBZ", "VBP"}:
            return False
        if parse.tags[token] == "VBD" or "VBD" in tags:
            return True
        if parse.heads[token] == token:
            return False
        token = parse.heads[token]


def _within(dated: DatedBy, days: Interval, why: str) -> DatedBy:
    return replace(dated, interval=days, derivation=f"{dated.derivation}; {why}")
