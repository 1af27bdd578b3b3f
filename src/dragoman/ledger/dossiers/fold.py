"""The state of a matter: a pure function of its happenings, of what people decided, and of two clocks.

The rules are those of the ledger's contract:

1. What is planned moves a matter only among the states before it takes effect, from the day it was said.
2. What was done counts from the day given; ties follow the text, then publication.
3. A resumption implies a suspension, and a plan to lift, end or extend that there is something: both inferred, with an
   open start.
4. One party's step back changes its part, not the agreement; a child put off only disturbs its parent.
5. Scope, planned time and term are kept with their grounds.
6. Where accounts differ, the most confirmed gives the state; where days leave it open, the state is unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.dates import Interval, from_iso
from dragoman.ledger.dossiers.contests import against, independent, speaks_for, weight
from dragoman.ledger.dossiers.described import described
from dragoman.ledger.dossiers.flags import flags_of
from dragoman.ledger.dossiers.folded import UNKNOWN, Account, Folded, Reached
from dragoman.ledger.dossiers.judged import rejected as rejected_by
from dragoman.ledger.dossiers.judged import that_count
from dragoman.ledger.dossiers.steps import Happening, Place, Step, place_of, side_of
from dragoman.ledger.dossiers.steps_order import had_been_meant
from dragoman.ledger.dossiers.steps_read import steps_of
from dragoman.lexicon.dossiers import REAL, Kind
from dragoman.model import Judgement, Phase, Status
from dragoman.protocols import StoredEvent

FIXED = frozenset(("scheduled",))
"""States of what happens once in which a day is fixed for it."""

_DENYING = frozenset({Status.DENIED, Status.NOT_OCCURRED})

EXACT = 16
"""Days within which a new day must lie that is named with the postponement: "in July at the latest" fixes nothing."""


@dataclass(frozen=True, slots=True)
class _Walk:
    path: tuple[Reached, ...]
    possible: tuple[str, ...]

    @property
    def state(self) -> str | None:
        return self.path[-1].state if self.path else None


@dataclass(frozen=True, slots=True)
class InView:
    """The events of a matter in view, in the order of its happenings, and the steps that they make."""

    rows: tuple[StoredEvent, ...]
    steps: tuple[Step, ...]


def fold(
    kind: Kind,
    parties: Sequence[str],
    happenings: Sequence[Happening],
    *,
    as_of: date,
    known_by: date,
    judgements: Sequence[Judgement] = (),
    disturbed: bool = False,
    silence_days: int | None = None,
    seen: InView | None = None,
) -> Folded:
    """The state of a matter.

    `disturbed` says that something the matter holds was put off, called off or refused. `silence_days` is the limit of
    the matter's family, where it has one. What a person rejected is left out; what a person decided stands, the
    latest decision on an object first of all, unless it was taken back. `seen` is what `in_view` gives, where that is
    known already and no person rejected anything.
    """
    counting = that_count(judgements)
    if seen is None:
        seen = in_view(kind, parties, happenings, known_by, rejected_by(counting))
    rows, every = seen.rows, list(seen.steps)
    live = [step for step in every if is_placed(step)] or every
    walk, disputed, live = _settled(kind, live, rows, as_of, known_by)
    accounts = disputed or _accounts(kind, parties, live, rows, walk, as_of, known_by)
    chosen = walk if disputed else _most_confirmed(walk, accounts, live)
    state = chosen.state
    possible = chosen.possible
    folded = described(kind, parties, chosen.path, rows, live, as_of, known_by)
    if possible:
        state = UNKNOWN
    flags = flags_of(kind, folded, accounts, as_of, known_by, disturbed, silence_days, rows)
    decided = _decided(counting, kind, as_of)
    if decided is not None:
        judgement, state = decided
        possible = ()
        folded = replace(folded, decided_by=judgement.id)
    return replace(folded, state=state or UNKNOWN, possible=possible, flags=flags, accounts=accounts)


def in_view(
    kind: Kind, parties: Sequence[str], happenings: Sequence[Happening], known_by: date, rejected: Collection[str] = ()
) -> InView:
    """What reports up to `known_by` tell, less what a person rejected.

    It hangs on no other day, so that views of other days can use it where they have the same events.
    """
    seen = _known(happenings, rejected, known_by)
    rows = tuple(row for happening in seen for row in happening.rows)
    return InView(rows, tuple(steps_of(kind, parties, seen)))


def is_placed(step: Step) -> bool:
    """Whether anything says when: an undated act of an undated report moves nothing that others date."""
    said = step.row.source.published.interval
    return any((step.when.earliest, step.when.latest, said.earliest, said.latest))


def _known(happenings: Sequence[Happening], rejected: Collection[str], known_by: date) -> list[Happening]:
    found: list[tuple[Place, Happening]] = []
    for happening in happenings:
        if happening.occurrence in rejected:
            continue
        placed = sorted(
            (place_of(row), at)
            for at, row in enumerate(happening.rows)
            if row.event.id not in rejected
            and (row.source.published.interval.earliest is None or row.source.published.interval.earliest <= known_by)
        )
        if placed:
            rows = tuple(happening.rows[at] for _, at in placed)
            seen = happening if rows == happening.rows else replace(happening, rows=rows)
            found.append((placed[0][0], seen))
    return [happening for _, happening in sorted(found, key=lambda each: each[0])]


def _decided(judgements: Sequence[Judgement], kind: Kind, as_of: date) -> tuple[Judgement, str] | None:
    """The last state that a person set for a day up to `as_of`."""
    found = None
    for judgement in judgements:
        state = judgement.value.get("state")
        on = from_iso(str(judgement.value.get("on") or judgement.recorded_at))
        if judgement.action == "correct" and state in kind.states and (on is None or on <= as_of):
            found = (judgement, str(state))
    return found


# ------------------------------------------------------------------ the walk


def _walk(kind: Kind, steps: Sequence[Step], as_of: date, known_by: date) -> _Walk:
    """Apply the steps in order; what may or may not have happened by `as_of` leaves the state open."""
    path: list[Reached] = []
    open_steps: list[Step] = []
    for step in steps:
        certain = _counts(step, as_of, known_by)
        if certain is None:
            continue
        if certain:
            _apply(kind, path, step)
        elif not (path and _is_news(step, as_of)):
            open_steps.append(step)
    return _Walk(tuple(path), _possible(kind, path, open_steps))


def _counts(step: Step, as_of: date, known_by: date) -> bool | None:
    """Whether a step has happened by `as_of`: true, false where it may have, `None` where it has not.

    A report in view tells of what was done before it, so what it tells has happened by `known_by` at the latest.
    """
    if step.when.earliest is not None and step.when.earliest > as_of:
        return None
    if not is_placed(step):
        return False
    last = step.when.latest or known_by
    return min(last, known_by) <= as_of or last <= as_of


NEWS = timedelta(days=30)
"""How long before its report a change of what was known already can lie that is told of as news, without a day."""


def _is_news(step: Step, as_of: date) -> bool:
    """Whether a change without a day is told of as news, so long after `as_of` that it had not come by then."""
    said = step.row.source.published.interval.earliest
    event, last = step.row.event, step.when.latest
    fresh = step.when.earliest is None and not (step.steady or step.resumes or event.historical)
    return fresh and said is not None and (last is None or last >= said) and as_of < said - NEWS


def _possible(kind: Kind, path: list[Reached], open_steps: Sequence[Step]) -> tuple[str, ...]:
    current = path[-1].state if path else None
    trial = list(path)
    states = [current] if current else []
    for step in open_steps:
        _apply(kind, trial, step)
        if trial and trial[-1].state not in states:
            states.append(trial[-1].state)
    return tuple(states) if open_steps and trial and (trial[-1].state != current) else ()


def _apply(kind: Kind, path: list[Reached], step: Step) -> None:
    current = path[-1] if path else None
    if current is not None and step.inferred:
        return  # what is only implied gives way to whatever was reported
    if current is not None and current.state == step.state:
        since, told = _since(current, step), (*current.told, step)
        path[-1] = Reached(current.state, since, current.step, told, current.inferred)  # `replace` takes thrice as long
        return
    if not _moves(kind, current, step):
        return
    if (
        step.resumes
        and not step.planned
        and "suspended" in kind.states
        and (current is None or current.state != "suspended")
    ):
        when = Interval(current.since.earliest if current else None, step.when.latest)
        path.append(Reached("suspended", Interval(None, when.latest), step, (), inferred=True))
    path.append(Reached(step.state, _begun(kind, current, step), step, (step,), inferred=step.inferred))


def _begun(kind: Kind, current: Reached | None, step: Step) -> Interval:
    """When the state began: where a vaguer telling allows the day that was announced for it, that day."""
    if current is None and step.of_a_round:
        return Interval(None, step.when.latest)  # what a round is held of may have begun long before
    awaited = current is not None and (current.state == kind.announced or (kind.once and current.state in FIXED))
    if current is None or not awaited or step.planned:
        return step.when
    meant = next((told.target for told in reversed(current.told) if told.target is not None), None)
    return step.when.intersect(meant) or step.when if meant is not None else step.when


def _since(current: Reached, step: Step) -> Interval:
    """Two tellings of one beginning narrow it; a later step that says the same does not."""
    if step.occurrence == current.step.occurrence and not step.planned and not step.steady:
        return current.since.intersect(step.when) or current.since
    return current.since


def _moves(kind: Kind, current: Reached | None, step: Step) -> bool:
    if current is None or current.step.inferred:
        return True
    if (kind.once and current.state == "held") or current.state in step.not_from or _looks_back(kind, current, step):
        return False
    if kind.once and step.row.event.status is Status.NOT_OCCURRED and current.state not in kind.before - kind.again:
        return False
    if step.state not in kind.before:
        return True
    if kind.once and current.state == "cancelled":
        # What was called off may be put on again: by a plan that names a later day, or where it is only put off.
        return step.state in kind.again or _is_new_plan(current.step, step)
    if current.state not in kind.before:
        # A new truce after one that collapsed: what was signed, and not only planned, begins again.
        return kind.participation and current.state in kind.final and not step.planned and _is_later(step, current)
    if step.state in kind.again:
        return True
    if current.state in kind.again:
        return _is_new_plan(current.step, step)
    return kind.states.index(step.state) > kind.states.index(current.state)


def _is_later(step: Step, current: Reached) -> bool:
    """Whether an act has a day of its own after the beginning of the present state, and another report tells of it."""
    first, last = step.when.earliest, current.since.latest
    other = step.row.event.document not in {told.row.event.document for told in current.told}
    return other and first is not None and last is not None and first > last


def _looks_back(kind: Kind, current: Reached, step: Step) -> bool:
    """ "Wound up the commission. It met only once": what is told without a day beside the end came before the end."""
    event = step.row.event
    bare = event.phase is None and step.when.earliest is None and not step.steady
    return bare and current.state in kind.final and event.document in {told.row.event.document for told in current.told}


def _is_new_plan(put_off: Step, step: Step) -> bool:
    """A plan told of after a postponement is a new one only if it names a later time, or says that it was moved."""
    if step.row.event.phase is Phase.RESCHEDULE and step.row.event.status in REAL:
        return True
    told = put_off.row.source.published.interval.latest
    meant = put_off.target.latest if put_off.target else None
    after = max((day for day in (told, meant) if day), default=None)
    if step.row.event.document == put_off.row.event.document:
        vague = step.target is not None and (step.target.days or EXACT + 1) > EXACT
        if vague or had_been_meant(step):
            return False
    return bool(step.target and step.target.earliest and after and step.target.earliest > after)


# ------------------------------------------------------------------ accounts


def _settled(
    kind: Kind, steps: Sequence[Step], rows: Sequence[StoredEvent], as_of: date, known_by: date
) -> tuple[_Walk, tuple[Account, ...], list[Step]]:
    """The walk without those changes that heavier voices contradict, who says what of the last one, and the steps left.

    Where the voices weigh alike the state is left open between the two.
    """
    live = list(steps)
    accounts: tuple[Account, ...] = ()
    while True:
        walk = _walk(kind, live, as_of, known_by)
        found = _disputed(kind, walk.path, live, rows)
        if found is None:
            return walk, accounts, live
        reached, foes = found
        told = [step for step in reached.told if step.row not in foes] or list(reached.told)
        accounts = _two_accounts(reached.state, told, foes, live)
        others = [account for account in accounts if account.state != reached.state]
        stated = bool(others)
        more = any(row.event.status not in _DENYING for account in others for row in account.rows)
        pro = weight((step.row for step in told), repeated=more)
        con = weight(foes, repeated=more)  # who denies it twice denies it no more than once
        if con > pro:
            live = [step for step in live if step not in reached.told]
            continue
        contrary = {row.event.id for row in foes}
        live = [step for step in live if step.row.event.id not in contrary]
        walk = _walk(kind, live, as_of, known_by)
        if con == pro and walk.state and stated:
            before = next(iter(_states_before(walk, reached)), others[0].state)
            walk = replace(walk, possible=tuple(sorted({walk.state, before})))
        return walk, accounts, live


def _disputed(
    kind: Kind, path: Sequence[Reached], steps: Sequence[Step], rows: Sequence[StoredEvent]
) -> tuple[Reached, list[StoredEvent]] | None:
    """The last change, or the one before a "still", where somebody contradicts it."""
    for place in (-1, -2):
        if len(path) < -place or (place == -2 and not path[-1].step.steady):
            continue
        reached = path[place]
        if not reached.told or reached.step.planned:
            continue
        foes = against(kind, reached.state, reached.told, steps, rows)
        if foes:
            return reached, foes
    return None


def _states_before(walk: _Walk, reached: Reached) -> list[str]:
    return [each.state for each in reversed(walk.path) if each.state != reached.state]


def _two_accounts(
    state: str, told: Sequence[Step], foes: Sequence[StoredEvent], steps: Sequence[Step]
) -> tuple[Account, ...]:
    """Each voice with what it says: the change, another state, or a plain denial of the change."""
    says = {step.row.event.id: step.state for step in steps}
    found: dict[tuple[str, bool, str, bool], list[StoredEvent]] = {}
    for row, said, denies in (
        *((step.row, state, False) for step in told),
        *((row, says.get(row.event.id, state), says.get(row.event.id, state) == state) for row in foes),
    ):
        found.setdefault((_speaker(row), speaks_for(row) is None, said, denies), []).append(row)
    return tuple(
        Account(name, said, tuple(each), denies, outside)
        for (name, outside, said, denies), each in sorted(found.items())
    )


def _speaker(row: StoredEvent) -> str:
    """What an account is called by: the side, else the source in its words, else the outlet."""
    side = speaks_for(row)
    source = row.event.attribution[0].source if row.event.attribution else None
    return side or source or row.source.outlet or "the report"


def _accounts(
    kind: Kind,
    parties: Sequence[str],
    steps: Sequence[Step],
    rows: Sequence[StoredEvent],
    whole: _Walk,
    as_of: date,
    known_by: date,
) -> tuple[Account, ...]:
    """What each side says, where sides differ; empty where they do not. `whole` is the walk of all the steps.

    A side that has not spoken since the present state began says nothing against it. A state that is only said to go on
    began before: then its opponents have said what they say.
    """
    sides = sorted({step.side for step in steps if step.side in parties} - {None}, key=str)
    denials = [row for row in rows if row.event.status is Status.DENIED]
    if len(sides) < 2 and not denials:
        return ()
    fresh = bool(whole.path) and not whole.path[-1].step.steady
    begun = whole.path[-1].step.key[0] if fresh else date.min
    found = []
    for side in sides:
        own = [step for step in steps if step.side in (side, None)]
        walk = _walk(kind, own, as_of, known_by)
        spoke = max((_said_day(step) for step in own if step.side == side), default=date.min)
        if walk.state != whole.state and spoke < begun:
            continue
        if walk.state and any(step.side == side for step in walk.path[-1].told):
            mine = tuple(step.row for step in walk.path[-1].told if step.side == side)
            found.append(Account(str(side), walk.state, mine))
    told = {account.state for account in found}
    contested = len(told) > 1
    if not contested and not denials:
        return ()
    for row in denials:
        side = side_of(row)
        what = kind.speaks_of(row.event)
        if side and what:
            found.append(Account(side, what, (row,), denies=True))
    return tuple(found) if contested or any(account.denies for account in found) else ()


def _said_day(step: Step) -> date:
    said = step.row.source.published.interval
    return said.latest or said.earliest or date.max


def _most_confirmed(walk: _Walk, accounts: Sequence[Account], steps: Sequence[Step]) -> _Walk:
    """Of several states that sides assert, the one that more independent reports tell of; a tie stays open."""
    states = {account.state for account in accounts if not account.denies}
    if len(states) < 2 or walk.state not in states:
        return walk
    begun = min(step.key for step in steps if step.state in states and step.side is not None)
    weight = {state: independent([step.row for step in steps if _supports(step, state, begun)]) for state in states}
    most = max(weight.values())
    best = sorted(state for state in states if weight[state] == most)
    if walk.state in best:
        return walk if len(best) == 1 else replace(walk, possible=tuple(best))
    path = walk.path
    while path and path[-1].state not in best:
        path = path[:-1]
    return _Walk(path, ()) if path else replace(walk, possible=tuple(best))


def _supports(step: Step, state: str, begun: tuple[date, Place]) -> bool:
    """Whether a step speaks for a state; a plan to resume shows that it has not resumed."""
    if step.planned and step.resumes:
        return state == "suspended"
    return step.state == state and step.key >= begun


__all__ = ["Account", "Folded", "Happening", "InView", "Reached", "Step", "fold", "in_view"]
