"""What came before a dated act, as its clause says: "resumed on Monday, days after it had been suspended"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from dragoman.dates import DateBasis, Interval
from dragoman.model import CodedEvent, DatedBy, Event, Parse

_AFTER = "after"
_DAY = timedelta(days=1)


def date_before(parse: Parse, item: CodedEvent, told: Iterable[tuple[CodedEvent, Event]]) -> DatedBy | None:
    """The days up to the act on whose clause "after ... had ..." hangs; `None` where it hangs on no dated act.

    `told` are dated events of the report; the day of the act itself is left out, where it is one day.
    """
    head = item.head
    opened = {parse.texts[c].lower() for c in parse.children[head] if c < head}
    above = parse.heads[head]
    if parse.texts[above].lower() == _AFTER:
        opened, above = opened | {_AFTER}, parse.heads[above]
    if not {_AFTER, "had"} <= opened:
        return None
    for other, event in told:
        if other.sentence != item.sentence or other.head != above or event.date is None:
            continue
        last = event.date.interval.latest
        if last is None:
            return None
        until = last - _DAY if event.date.interval.is_day else last
        why = f"before what was done after it: {event.date.derivation}"
        return replace(event.date, interval=Interval(None, until), basis=DateBasis.INFERRED, derivation=why)
    return None
