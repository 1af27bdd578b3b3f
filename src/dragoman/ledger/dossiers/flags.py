"""How much a state is worth: who stands behind it, how long it has been silent, what was to come and did not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.dates import Interval
from dragoman.ledger.dossiers.folded import Account, Folded, Reached
from dragoman.ledger.dossiers.steps import side_of
from dragoman.lexicon.dossiers import Kind
from dragoman.model import Status
from dragoman.protocols import StoredEvent


def flags_of(
    kind: Kind,
    folded: Folded,
    accounts: Sequence[Account],
    as_of: date,
    known_by: date,
    disturbed: bool,
    silence_days: int | None,
    rows: Sequence[StoredEvent],
) -> tuple[str, ...]:
    """The flags of a state, in the order of the contract.

    `disturbed`, `silence_days`: as of `fold`. `rows` are all events of the matter in view.
    """
    told = [step.row for step in folded.path[-1].told] if folded.path else []
    ended = folded.state in kind.final
    limit = silence_days or kind.silence_days
    planned, until = folded.planned, folded.until
    checks = (
        ("single-sided", _single_sided(told)),
        ("unconfirmed", bool(told) and all(_anonymous(row) for row in told)),
        ("contested", bool(accounts)),
        ("overdue", folded.state in kind.before and planned is not None and _over(planned, as_of)),
        ("change-planned", bool(folded.path) and not kind.once and _change_ahead(kind, folded.path[-1], rows, as_of)),
        ("term-passed", not ended and until is not None and _over(until, as_of)),
        ("disrupted", disturbed and not ended),
        ("maybe-later", bool(told) and all(_maybe_later(row, known_by) for row in told)),
        ("last-known", not ended and folded.silent_days is not None and folded.silent_days > limit),
    )
    return tuple(name for name, holds in checks if holds)


def _change_ahead(kind: Kind, current: Reached, rows: Sequence[StoredEvent], as_of: date) -> bool:
    """Whether it was agreed or fixed, since the present state began, to bring the matter to another one.

    "Agreed to lift the ban" moves nothing (rule 1), but whoever asks for the state should see it.
    """
    if current.state in kind.before:
        return False
    since = current.step.key[0]
    for row in rows:
        said = row.source.published.interval
        if row.event.status not in (Status.AGREED, Status.SCHEDULED) or (said.latest or date.max) < since:
            continue
        to = kind.speaks_of(row.event)
        if to is not None and to != current.state and to not in kind.before and (said.earliest or date.min) <= as_of:
            return True
    return False


def _over(interval: Interval, as_of: date) -> bool:
    return interval.latest is not None and interval.latest < as_of


def _single_sided(rows: Sequence[StoredEvent]) -> bool:
    sides = {side_of(row) for row in rows}
    return len(sides) == 1 and None not in sides


def _anonymous(row: StoredEvent) -> bool:
    """Whether nobody on record stands behind it: the outermost source has no name."""
    chain = row.event.attribution
    return bool(chain) and str(chain[0].kind) in ("anonymous", "media") and chain[0].side is None


def _maybe_later(row: StoredEvent, known_by: date) -> bool:
    last = row.source.published.interval.latest
    return last is None or last > known_by
