"""What each happening says that it does to its matter, and when: the steps that the fold walks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dragoman.dates import Interval
from dragoman.ledger.dossiers.items import form_of, party_of
from dragoman.ledger.dossiers.members import is_membership, with_membership
from dragoman.ledger.dossiers.steps import Happening, Step, place_of
from dragoman.ledger.dossiers.steps_order import in_order
from dragoman.ledger.dossiers.told import as_told
from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.dossiers import PLANNED, Kind, trigger_place
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Event, Phase, Status
from dragoman.protocols import StoredEvent

WEEK = timedelta(days=7)


def steps_of(kind: Kind, parties: Sequence[str], happenings: Iterable[Happening]) -> list[Step]:
    """All steps of a matter in the order in which they count: by day, then text, then publication."""
    found: list[Step] = []
    for happening in happenings:
        for row in happening.rows:
            found += _steps(kind, parties, happening, row)
    return in_order(kind, parties, found)


def _steps(kind: Kind, parties: Sequence[str], happening: Happening, row: StoredEvent) -> Iterator[Step]:
    event = as_told(with_membership(row.event), kind)
    goes_on = event.phase is Phase.CONTINUE or (bool(kind.sessions) and _is_another_session(event))
    going_on = event.status in PLANNED and goes_on and not (kind.once or kind.announced)
    real = (
        replace(event, status=Status.ONGOING) if going_on else event
    )  # what will go on is there; a ban may be announced first
    move = kind.move(real, joint=is_joint(kind, parties, event))
    if move is None:
        yield from _implied(kind, happening, row, event)
        return
    if (happening.session or event.phase is None) and not _usual(kind, event):
        return
    if _is_custom(event) and (kind.once or _DONE in kind.final):
        return  # "which it holds every two years" says of no single one that it was held
    one_part = not is_membership(event) and _is_of_one_part(kind, parties, event)
    if happening.about or _is_denied_rumour(row) or one_part:
        return
    said = row.source.published.interval
    place = place_of(row)
    if going_on:
        yield Step(
            move.to, Interval(None, said.latest), row, happening.occurrence, (_key_day(said, said), place), steady=True
        )
        move = kind.move(event, joint=True)
        if event.phase is Phase.CONTINUE or move is None:
            return
    if event.status in PLANNED:
        said = _spoken(row) or said
        yield Step(
            move.to,
            said,
            row,
            happening.occurrence,
            (_key_day(said, said), place),
            planned=True,
            target=event.meant_for(),
            resumes=event.phase is Phase.RESUME,
        )
        return
    when = _when(event, said)
    if _is_to_come(when, said):
        to = kind.move(replace(event, status=Status.SCHEDULED), joint=True)
        if to is not None and to.to in kind.before:
            yield Step(to.to, said, row, happening.occurrence, (_key_day(said, said), place), planned=True, target=when)
        return
    ahead = when.earliest is not None and said.latest is not None and when.earliest > said.latest
    if ahead and kind.announced and move.to == _first_in_effect(kind):
        told = event.date.interval if event.date and event.effective else said
        yield Step(kind.announced, told, row, happening.occurrence, (_key_day(told, said), place), True, when)
    yield Step(
        move.to,
        when,
        row,
        happening.occurrence,
        (_key_day(when, said), place),
        steady=event.status is Status.ONGOING or event.phase is Phase.CONTINUE or _says_still(event),
        resumes=event.phase is Phase.RESUME or (event.phase is Phase.LIFT and not kind.directed),
        target=event.meant_for(),
        not_from=move.not_from,
        of_a_round=not kind.once and move.to in _NEGOTIATED and event.phase is None and event.type == "CONSULT",
    )


def _implied(kind: Kind, happening: Happening, row: StoredEvent, event: Event) -> Iterator[Step]:
    """What must be so for a plan to be made: a ban that is to be lifted is in force, though nobody reported it."""
    state = kind.implies(event)
    if state is None or happening.about or _is_custom(event) or _is_denied_rumour(row):
        return
    said = row.source.published.interval
    key = (_key_day(said, said), place_of(row))
    yield Step(state, Interval(None, said.latest), row, happening.occurrence, key, steady=True, inferred=True)


_DONE = "completed"


def _is_custom(event: Event) -> bool:
    """Whether the text tells of what is done again and again, and gives no day on which it was."""
    return event.historical and event.date is None and event.effective is None


_ANOTHER = re.compile(
    r"\b(?:next|(?!first|1st)\w+(?:st|nd|rd|th)|second|third|regular|annual) (?:[\w-]+ ){0,2}"
    rf"(?:{any_of(load_dossier_words().sessions)})\b",
    re.I,
)


def _is_another_session(event: Event) -> bool:
    """ "Agreed to hold the next meeting of the working group in May": it stands, or could hold none after others."""
    planned = event.type == "CONSULT" and event.phase is None
    return planned and _ANOTHER.search(event.evidence.quote) is not None


_NEGOTIATED = frozenset(("running", "negotiating"))


def _first_in_effect(kind: Kind) -> str | None:
    """The state in which a matter takes effect: what is announced ahead of its end is not announced anew."""
    return next((state for state in kind.states if state not in kind.before), None)


SPOKEN = timedelta(days=30)
"""How long before its report, at most, the word lies that it passes on as news."""


def _spoken(row: StoredEvent) -> Interval | None:
    """The day on which somebody spoke of a plan, where the report names it: "said on Thursday that"."""
    day = next((link.said_on.interval for link in row.event.attribution if link.said_on is not None), None)
    last = row.source.published.interval.latest
    if day is None or day.earliest is None or day.latest is None or last is None:
        return None
    return day if last - SPOKEN <= day.earliest and day.latest <= last else None


def _is_to_come(when: Interval, said: Interval) -> bool:
    """Whether the days of an act begin with its report and end long after: "restored by the summer" is to come."""
    if when.earliest is None or when.latest is None or said.latest is None:
        return False
    return when.earliest == said.latest and when.latest > said.latest + WEEK


_STILL = re.compile(rf"\b(?:{any_of(load_dossier_words().still)})\s*$", re.I)


def _says_still(event: Event) -> bool:
    """Whether the words just before the trigger only say that it goes on: "is still suspended"."""
    start = trigger_place(event)[0]
    return start > 0 and bool(_STILL.search(event.evidence.quote[:start]))


_DENIED = re.compile(r"\bdenied\b", re.I)


def _is_denied_rumour(row: StoredEvent) -> bool:
    """Whether the very sentence says that it is denied, and nobody stands behind it but papers and whispers."""
    chain = row.event.attribution
    heard = bool(chain) and str(chain[0].kind) in ("media", "anonymous") and chain[0].side is None
    return heard and bool(_DENIED.search(row.event.evidence.quote))


def _usual(kind: Kind, event: Event) -> bool:
    """An online exchange in place of visits is no session of the usual form; for a standing dialogue it is."""
    return not (kind.name == "programme" and form_of(event, event.matter) in ("online", "phone"))


_PART = re.compile(
    rf"^\W*(?:(?:its|their|his|her|the|all) )?(?:{any_of(load_dossier_words().membership)}) (?:in|of)\b", re.I
)


def _is_of_one_part(kind: Kind, parties: Sequence[str], event: Event) -> bool:
    """Whether what is done is done to somebody's part in the matter: "suspended its participation in the treaty".

    Talks of two, in which one of them takes no part, are not held at all, and who lifts a part of a ban eases it.
    """
    if kind.directed or is_together(parties, event) or (kind.name == _TALKS and len(parties) == PAIR):
        return False
    end = trigger_place(event)[1]
    return end > 0 and bool(_PART.search(event.evidence.quote[end:]))


_TALKS, PAIR = "talks", 2
_ENDING = frozenset({Phase.END, Phase.CANCEL})


def is_together(parties: Sequence[str], event: Event) -> bool:
    """Whether all parties are among those who do it."""
    return set(parties) <= {code for actor in event.actors if (code := party_of(actor))}


def is_joint(kind: Kind, parties: Sequence[str], event: Event) -> bool:
    """Whether all parties do it together, or nobody is named as the one who does.

    A treaty of two that one of them ends is ended for both.
    """
    if not kind.participation or (len(parties) == PAIR and event.phase in _ENDING):
        return True
    doers = {code for actor in event.actors if (code := party_of(actor))} & set(parties)
    return not doers or len(doers) >= len(parties)


def _when(event: Event, said: Interval) -> Interval:
    """From `effective`, else `date`; without either, some time up to the report."""
    dated = event.effective or event.date
    if dated is not None and (dated.interval.earliest or dated.interval.latest):
        return dated.interval
    return Interval(None, said.latest)


def _key_day(when: Interval, said: Interval) -> date:
    return when.latest or when.earliest or said.latest or date.max
