"""What each happening says that it does to its matter, and when: the steps that the fold walks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.dates import Interval
from dragoman.ledger.dossiers.items import form_of, party_of
from dragoman.ledger.dossiers.told import as_told
from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.dossiers import PLANNED, REAL, Kind, trigger_of, trigger_place
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Event, Phase, Status
from dragoman.protocols import StoredEvent

Place = tuple[str, str, str, int, str]
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
TWO = 2


@dataclass(frozen=True, slots=True)
class Happening:
    """An occurrence with its events, as it is filed to a dossier.

    `session`: it is one of the matter's sessions. `about`: it only speaks of the matter (a demand, an approval), and
    moves nothing.
    """

    occurrence: str
    rows: tuple[StoredEvent, ...]
    score: float = 1.0
    session: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One event as a move: to `state`, at some time within `when`. `said` are the days of its report.

    `planned` marks what is only planned, agreed or proposed; `target` is the time it is meant for. `inferred` is a
    state that nobody reported, but that another step implies. `steady` only says that a state goes on, `of_a_round`
    that the sides met once within what goes on.
    """

    state: str
    when: Interval
    row: StoredEvent
    occurrence: str
    key: tuple[date, Place]
    planned: bool = False
    target: Interval | None = None
    inferred: bool = False
    steady: bool = False
    resumes: bool = False
    not_from: frozenset[str] = frozenset()
    of_a_round: bool = False

    @property
    def side(self) -> str | None:
        """The side that asserts it."""
        return side_of(self.row)


def side_of(row: StoredEvent) -> str | None:
    """The side for which the one speaks who asserts an event: its outermost source, else an official outlet."""
    for link in row.event.attribution:
        return link.side or (link.actor and link.actor.partition(".")[0] if _is_state(link.actor) else None)
    return row.source.side


def _is_state(actor: str | None) -> bool:
    return bool(actor) and len(str(actor).partition(".")[0]) == 3


def place_of(row: StoredEvent) -> Place:
    """Where an event stands: publication, document, place in it."""
    said = row.source.published.interval
    return (
        str(said.latest or "9999-12-31"),
        str(said.earliest or "9999-12-31"),
        row.event.document,
        row.event.evidence.trigger.start,
        row.event.id,
    )


def steps_of(kind: Kind, parties: Sequence[str], happenings: Iterable[Happening]) -> list[Step]:
    """All steps of a matter in the order in which they count: by day, then text, then publication."""
    found: list[Step] = []
    for happening in happenings:
        for row in happening.rows:
            found += _steps(kind, parties, happening, row)
    placed = _told_again(_before_the_rest(_before_resumptions(_in_sentence(found))))
    placed = _before_liftings(kind, placed) if kind.directed else _before_the_end(kind, placed)
    placed = _on_its_day(_only_put_off(placed)) if kind.once else placed
    ordered = sorted(placed, key=lambda step: step.key)
    return list(_ratified_by_all(ordered, parties)) if kind.participation and len(parties) > TWO else ordered


def _steps(kind: Kind, parties: Sequence[str], happening: Happening, row: StoredEvent) -> Iterator[Step]:
    event = as_told(row.event, kind)
    goes_on = event.phase is Phase.CONTINUE or (bool(kind.sessions) and _is_another_session(event))
    going_on = event.status in PLANNED and goes_on and not (kind.once or kind.announced)
    real = (
        replace(event, status=Status.ONGOING) if going_on else event
    )  # what will go on is there; a ban may be announced first
    move = kind.move(real, joint=is_joint(kind, parties, event))
    if move is None or ((happening.session or event.phase is None) and not _usual(kind, event)):
        return
    if _is_custom(event) and (kind.once or _DONE in kind.final):
        return  # "which it holds every two years" says of no single one that it was held
    if happening.about or _is_denied_rumour(row) or (_is_of_one_part(event) and not is_together(parties, event)):
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
        resumes=event.phase is Phase.RESUME,
        target=event.meant_for(),
        not_from=move.not_from,
        of_a_round=not kind.once and move.to in _NEGOTIATED and event.phase is None and event.type == "CONSULT",
    )


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


def _is_of_one_part(event: Event) -> bool:
    """Whether what is done is done to somebody's part in the matter: "suspended its participation in the treaty"."""
    end = trigger_place(event)[1]
    return end > 0 and bool(_PART.search(event.evidence.quote[end:]))


def is_together(parties: Sequence[str], event: Event) -> bool:
    """Whether all parties are among those who do it."""
    return set(parties) <= {code for actor in event.actors if (code := party_of(actor))}


def is_joint(kind: Kind, parties: Sequence[str], event: Event) -> bool:
    """Whether all parties do it together, or nobody is named as the one who does."""
    if not kind.participation:
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


def _in_sentence(steps: Sequence[Step]) -> list[Step]:
    """ "Was resumed in 2018 but again halted": an act without a date comes after the dated one told before it."""
    found: list[Step] = []
    before: Step | None = None
    for step in sorted(steps, key=lambda s: (s.row.event.document, s.row.event.evidence.trigger.start, s.row.event.id)):
        undated = not step.planned and step.when.earliest is None and not step.steady
        if before is not None and undated and _same_sentence(step, before) and before.when.earliest:
            last = step.when.latest
            when = Interval(before.when.earliest, last if last and last >= before.when.earliest else None)
            found.append(replace(step, when=when, key=(before.key[0], step.key[1])))
        else:
            found.append(step)
        if not step.planned and step.when.earliest:
            before = step
    return found


def _before_resumptions(steps: Sequence[Step]) -> list[Step]:
    """A report that tells of a resumption and, without a day, of a halt, tells of the halt that was before it."""
    resumed: dict[str, Step] = {}
    for step in steps:
        if step.resumes and not step.planned:
            resumed.setdefault(step.row.event.document, step)
    found = []
    for step in steps:
        after = resumed.get(step.row.event.document)
        halted = step.state == "suspended" and not step.planned and step.when.earliest is None
        if after is not None and halted and not _is_old_news(after, step):
            place = (*after.key[1][:3], after.key[1][3] - 1, after.key[1][4])
            begun = after.when.earliest
            when = Interval(None, begun - DAY if begun else after.when.latest or step.when.latest)
            found.append(replace(step, when=when, key=(when.latest or after.key[0], place)))
        else:
            found.append(step)
    return found


OLD = timedelta(days=60)
"""How long before its report a resumption lies, at least, that is only told beside the halt that is the news."""


def _is_old_news(resumed: Step, halted: Step) -> bool:
    """ "Called off the round, the fifth since talks resumed last year": the halt is told first, and came later."""
    said, begun = halted.row.source.published.interval.latest, resumed.when.latest
    told = halted.row.event.evidence.trigger.start < resumed.row.event.evidence.trigger.start
    return told and not _had_been(halted) and said is not None and begun is not None and said - begun > OLD


_ANEW = re.compile(r"\b(?:again|anew|new|fresh|another|re-?impos\w+|re-?introduc\w+|re-?instat\w+|restor\w+)\b", re.I)


_HALTED = frozenset(("suspended", "stalled"))


def _before_the_end(kind: Kind, steps: Sequence[Step]) -> list[Step]:
    """ "The talks broke down ... after ten hours of talks on Sunday": a round told beside the end came before it."""
    over = kind.final | _HALTED
    ends = {each.row.event.document: each for each in steps if each.state in over and not each.planned}
    found = []
    for step in steps:
        end = ends.get(step.row.event.document)
        if end is not None and step.of_a_round and step.key >= end.key and step.key[0] == end.key[0]:
            place = (*end.key[1][:3], end.key[1][3] - 1, step.key[1][4])
            found.append(replace(step, key=(end.key[0], place)))
        else:
            found.append(step)
    return found


_EASED = frozenset(("partly lifted",))


def _before_liftings(kind: Kind, steps: Sequence[Step]) -> list[Step]:
    """ "Lifted the ban. ... It was imposed after a quarrel": a beginning told behind the end, undated, came first."""
    lifted: dict[str, Step] = {}
    for step in sorted(steps, key=lambda each: each.row.event.evidence.trigger.start):
        if step.state in kind.final | _EASED and not step.planned:
            lifted.setdefault(step.row.event.document, step)
    found = []
    for step in steps:
        event = step.row.event
        end = lifted.get(event.document)
        told = end is not None and end.row.event.evidence.sentence.end <= event.evidence.sentence.start
        bare = not step.planned and step.when.earliest is None and event.phase is Phase.BEGIN and not step.steady
        if end is not None and told and bare and not _ANEW.search(event.evidence.quote):
            place = (*end.key[1][:3], end.key[1][3] - 1, step.key[1][4])
            when = Interval(None, end.when.earliest or step.when.latest)
            found.append(replace(step, when=when, key=(end.key[0], place)))
        else:
            found.append(step)
    return found


_HAD = re.compile(r"\bhad (?:[a-z]+ ){0,4}$", re.I)


def _before_the_rest(steps: Sequence[Step]) -> list[Step]:
    """ "Ended the exchange, which had been suspended": what had been done, without a day, came before the rest."""
    first: dict[str, Step] = {}
    for step in steps:
        if not step.planned and not _had_been(step):
            other = first.get(step.row.event.document)
            if other is None or step.key < other.key:
                first[step.row.event.document] = step
    found = []
    for step in steps:
        after = first.get(step.row.event.document)
        if after is not None and not step.planned and step.when.earliest is None and _had_been(step):
            place = (*after.key[1][:3], -1, step.key[1][4])
            found.append(replace(step, key=(after.key[0], place)))
        else:
            found.append(step)
    return found


def _had_been(step: Step) -> bool:
    """Whether the act is told of in the pluperfect."""
    evidence = step.row.event.evidence
    return bool(_HAD.search(evidence.quote[: trigger_place(step.row.event)[0]]))


def _told_again(steps: Sequence[Step]) -> list[Step]:
    """ "Was interrupted on Friday. It is paused until ...": told again without a day, it is the act that has one."""
    dated: dict[tuple[str, str], set[Interval]] = {}
    for step in steps:
        if not step.planned and step.when.earliest:
            dated.setdefault((step.row.event.document, step.state), set()).add(step.when)
    found = []
    for step in steps:
        days = dated.get((step.row.event.document, step.state), set())
        again = len(days) == 1 and not step.planned and step.when.earliest is None and not _had_been(step)
        when = next(iter(days)) if again else step.when
        fits = step.when.latest is None or when.latest is None or when.latest <= step.when.latest
        key = (when.latest or when.earliest or step.key[0], step.key[1])
        found.append(replace(step, when=when, key=key) if again and fits else step)
    return found


_NOT_TO_BE = frozenset(("refused", "not held"))


def _only_put_off(steps: Sequence[Step]) -> list[Step]:
    """ "Put off the visit. ... She would not make the trip": who stays away, having put it off, has put it off."""
    put_off = {
        step.row.event.document: _doers(step) for step in steps if step.state == "postponed" and not step.planned
    }

    def again(step: Step) -> bool:
        theirs = put_off.get(step.row.event.document)
        mine = _doers(step)
        return bool(theirs and mine) and step.state in _NOT_TO_BE and mine <= (theirs or mine) and _is_only_named(step)

    return [step for step in steps if not again(step)]


def _is_only_named(step: Step) -> bool:
    """Whether the words of the act are the noun of the matter: "would not make the [trip]", and not "rejected"."""
    event = step.row.event
    return event.matter is not None and trigger_of(event).endswith(event.matter.matter_class.lower())


def _doers(step: Step) -> set[str]:
    return {code for actor in step.row.event.actors if actor.span is not None and (code := party_of(actor))}


def _on_its_day(steps: Sequence[Step]) -> list[Step]:
    """ "Wrapped up a summit ... a day ahead of their talks": held without a day, on the one that the report speaks of.

    That is a day fixed for it which had passed when the report appeared.
    """
    fixed: dict[str, set[Interval]] = {}
    for step in steps:
        target, said = step.target, step.row.source.published.interval.latest
        if step.planned and target and target.earliest and target.latest and said and target.latest <= said:
            fixed.setdefault(step.row.event.document, set()).add(target)
    found = []
    for step in steps:
        days = fixed.get(step.row.event.document, set())
        only = next(iter(days)) if len(days) == 1 and not step.planned and step.when.earliest is None else None
        when = step.when.intersect(only) if only else None
        bare = step.row.event.phase in (None, Phase.END) and step.row.event.status in REAL
        key = (when.latest or step.key[0], step.key[1]) if when else step.key
        found.append(replace(step, when=when, key=key) if when and bare else step)
    return found


def _ratified_by_all(steps: Iterable[Step], parties: Sequence[str]) -> Iterator[Step]:
    """The steps without those of an agreement of many that one party after the other ratifies, until all have."""
    left = set(parties)
    for step in steps:
        event = step.row.event
        if event.phase is Phase.RATIFY and not step.planned:
            doers = {code for actor in (*event.actors, *event.recipients) if (code := party_of(actor))} & set(parties)
            left -= doers or left
            if left:
                continue
        yield step


def _same_sentence(step: Step, other: Step) -> bool:
    mine, theirs = step.row.event, other.row.event
    return mine.document == theirs.document and mine.evidence.sentence == theirs.evidence.sentence
