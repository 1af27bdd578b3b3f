"""From when on the state of a matter is the same, however it is asked: kept, so that lists need not fold all they pass.

`fold` looks at its two clocks in few places. Once every report of a matter is known, and every act of it has begun, by
`known_by`, its state is the same in all views with an `as_of` no earlier; with an earlier one too, if each act has
surely happened by then. Before anything of it can have begun it is unknown, and so it is, asked of an earlier day than
that by which one knows, before anything of it has surely happened. What is kept is only where that begins and
what the state then is; a list passes over what it cannot mean by it, and folds all that it shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice

from dragoman.ledger.dossiers.described import confirms_by_itself
from dragoman.ledger.dossiers.fold import Happening, fold, in_view, is_placed
from dragoman.ledger.dossiers.items import ABOUT_IT, DOUBTFUL
from dragoman.ledger.dossiers.kept import FORM as ITEMS_FORM
from dragoman.ledger.dossiers.steps import Step
from dragoman.lexicon.dossiers import Kind, KindBook
from dragoman.protocols import DossierRecord, EventFilter, Standing, Store, StoredEvent

FORM = 4
"""Bump it where a state is computed otherwise: how dossiers stand is then made anew."""

ALWAYS, NEVER = "", "~"
_AT_ONCE = 50
"""Dossiers whose events are read together."""


@lru_cache(maxsize=1)
def form() -> str:
    """By what standings are made: those of another version are not used."""
    try:
        made_by = version("dragoman")
    except PackageNotFoundError:
        made_by = "unknown"
    return f"{made_by} {ITEMS_FORM} {FORM}"


def happenings_of(record: DossierRecord, rows: Mapping[str, Sequence[StoredEvent]]) -> Iterator[Happening]:
    """The occurrences that are filed to a dossier, of those with rows (occurrence -> its events)."""
    for member in record.members:
        mine = rows.get(member.occurrence)
        if mine:
            session = any(reason == "a session of it" or reason.startswith("said to be part") for reason in member.why)
            still = ABOUT_IT in member.why or DOUBTFUL in member.why
            yield Happening(member.occurrence, tuple(mine), member.score, session, still)


def parties_of(record: DossierRecord) -> list[str]:
    """The codes of the parties of a dossier."""
    parties = record.body.get("parties")
    return [str(code) for code in parties] if isinstance(parties, list | tuple) else []


def standing_of(kind: Kind, record: DossierRecord, rows: Mapping[str, Sequence[StoredEvent]]) -> Standing:
    """How a dossier stands, of all its events."""
    happenings = tuple(happenings_of(record, rows))
    parties = parties_of(record)
    found = in_view(kind, parties, happenings, date.max)
    folded = fold(kind, parties, happenings, as_of=date.max, known_by=date.max, seen=found)
    told, steps = found.rows, found.steps
    confirmed = folded.last_confirmed.source.published.interval.latest if folded.last_confirmed else None
    seen = _last([row.source.published.interval.earliest for row in told] + [step.when.earliest for step in steps])
    ends = [step.when.latest for step in steps if is_placed(step)]
    days = folded.named_days
    return Standing(
        dossier=record.id,
        seen=seen,
        whole=NEVER if None in ends else max(seen, _last(ends)),
        begun=_begun(steps, told),
        sure=_sure(steps, told),
        state=folded.state,
        confirmed=confirmed.isoformat() if confirmed else "",
        days=f"{days.earliest}/{days.latest}" if days else "",
    )


def _last(days: Sequence[date | None]) -> str:
    return max((day.isoformat() for day in days if day), default=ALWAYS)


def _begun(steps: Sequence[Step], told: Sequence[StoredEvent]) -> str:
    """The first day on which anything can count; a request shows that there is something to ask for, on any day."""
    if any(map(confirms_by_itself, told)):
        return ALWAYS
    days = [step.when.earliest for step in steps]
    return ALWAYS if None in days else min((day.isoformat() for day in days if day), default=NEVER)


def _sure(steps: Sequence[Step], told: Sequence[StoredEvent]) -> str:
    """The first day by which anything has surely happened, or is planned for a time that a title names."""
    if any(map(confirms_by_itself, told)):
        return ALWAYS
    firsts = [step.when.earliest or date.min for step in steps if step.target is not None]
    lasts = [step.when.latest for step in steps if step.target is None and step.when.latest]
    return min((day.isoformat() for day in (*firsts, *lasts)), default=NEVER)


def settle(store: Store, kinds: KindBook, limit: int | None = None) -> None:
    """Make how dossiers stand where that is still to be done, of so many at most. Raises what the store raises."""
    rest = iter(store.unsettled(form(), limit))
    while some := list(islice(rest, _AT_ONCE)):
        records = [one for one in store.dossiers(some) if one.kind in kinds.by_name]
        wanted = tuple(sorted({member.occurrence for record in records for member in record.members}))
        rows: dict[str, list[StoredEvent]] = defaultdict(list)
        for row in store.events(EventFilter(occurrences=wanted)) if wanted else ():
            rows[row.occurrence or ""].append(row)
        made = [standing_of(kinds.by_name[record.kind], record, rows) for record in records]
        store.save_standings([one for one in made if one.state], form())
