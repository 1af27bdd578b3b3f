"""In which order the steps of a matter count: what reports tell out of order, again, or of one another's days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dragoman.dates import Interval
from dragoman.ledger.dossiers.items import party_of
from dragoman.ledger.dossiers.steps import Step
from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.dossiers import REAL, Kind, trigger_of, trigger_place
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Phase, Status

DAY = timedelta(days=1)
TWO = 2


def in_order(kind: Kind, parties: Sequence[str], found: Sequence[Step]) -> list[Step]:
    """The steps of a matter by day, then text, then publication, each on the days that the others leave it."""
    placed = _told_again(_before_the_rest(_before_resumptions(_in_sentence(found))))
    placed = _before_liftings(kind, placed) if kind.directed else _before_the_end(kind, placed)
    placed = _on_its_day(_before_new_days(_only_put_off(placed))) if kind.once else _looking_back(placed)
    ordered = sorted(placed, key=lambda step: step.key)
    return list(_ratified_by_all(ordered, parties)) if kind.participation and len(parties) > TWO else ordered


def _in_sentence(steps: Sequence[Step]) -> list[Step]:
    """ "Was resumed in 2018 but again halted": an act without a date comes after the dated one told before it.

    "Was resumed on Monday after a quarrel had halted it" comes before: what had been done follows only what had been.
    """
    found: list[Step] = []
    before: Step | None = None
    for step in sorted(steps, key=lambda s: (s.row.event.document, s.row.event.evidence.trigger.start, s.row.event.id)):
        undated = not step.planned and step.when.earliest is None and not step.steady
        first, last = before.when.earliest if before is not None else None, step.when.latest
        behind = before is not None and _same_sentence(step, before) and (_had_been(before) or not _had_been(step))
        if before is not None and first and undated and behind and not (last and last < first):
            found.append(replace(step, when=Interval(first, last), key=(before.key[0], step.key[1])))
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
        halted = step.state == "suspended" and not step.planned
        undated = step.when.earliest is None or (after is not None and _is_what_is_lifted(step, after))
        if after is not None and halted and undated and not _is_old_news(after, step):
            place = (*after.key[1][:3], after.key[1][3] - 1, after.key[1][4])
            begun = after.when.earliest
            when = Interval(None, begun - DAY if begun else after.when.latest or step.when.latest)
            found.append(replace(step, when=when, key=(when.latest or after.key[0], place)))
        else:
            found.append(step)
    return found


def _is_what_is_lifted(step: Step, resumed: Step) -> bool:
    """ "Lifted its [suspension] of flights on Monday": the halt has no day by itself, and was before the lifting."""
    return resumed.row.event.phase is Phase.LIFT and _same_sentence(step, resumed)


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
    """ "Lifted the ban. ... It was imposed after a quarrel": a beginning told behind the end, undated, came first.

    So did one told in the same sentence: "the embargo that it imposed has lapsed".
    """
    lifted: dict[str, Step] = {}
    for step in sorted(steps, key=lambda each: each.row.event.evidence.trigger.start):
        if step.state in kind.final | _EASED and not step.planned:
            lifted.setdefault(step.row.event.document, step)
    found = []
    for step in steps:
        event = step.row.event
        end = lifted.get(event.document)
        told = end is not None and end.row.event.evidence.sentence.start <= event.evidence.sentence.start
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


_ASIDE = re.compile(r"\b(?:which|who|whom|whose|after|since|because|when|where|once|until|before|as)\b[^,;]*$", re.I)


def _had_been(step: Step) -> bool:
    """Whether the act is told of in the pluperfect, and not only as somebody said it: "confirmed that all had left"."""
    event = step.row.event
    before = event.evidence.quote[: trigger_place(event)[0]]
    return bool(_HAD.search(before)) and (not event.attribution or bool(_ASIDE.search(before)))


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


def _looking_back(steps: Sequence[Step]) -> list[Step]:
    """ "Cut its ties in 2019. ... Restored them in 2022", and a later report: "the minister cut ties and left".

    What is told without a day, after others have told when it was done and that it was undone, is what was done then,
    unless it is told as news: "has cut", "cut again".
    """
    real = [step for step in steps if not (step.planned or step.steady)]
    found = []
    for step in steps:
        then = None
        undated = not (step.planned or step.steady or step.resumes) and step.when.earliest is None
        if undated and not _is_told_as_news(step):
            known = [other for other in real if _was_known(other, step)]
            undone = max((other.key[0] for other in known if other.state != step.state), default=date.min)
            alike = (other for other in known if other.state == step.state and other.when.earliest is not None)
            then = max((other for other in alike if other.key[0] < undone), key=lambda other: other.key, default=None)
        found.append(replace(step, when=then.when, key=(then.key[0], step.key[1])) if then is not None else step)
    return found


def _was_known(other: Step, step: Step) -> bool:
    """Whether another report told of a step before, and no later than that of this one."""
    elsewhere = other.row.event.document != step.row.event.document
    return elsewhere and other.key < step.key and other.key[1][:2] <= step.key[1][:2]


_AS_NEWS = re.compile(r"\b(?:has|have|just|now|today) (?:[a-z]+ ){0,3}$", re.I)


def _is_told_as_news(step: Step) -> bool:
    """Whether the words of an act say that it is new: "has [closed]", or that it was done once more."""
    evidence = step.row.event.evidence
    start = trigger_place(step.row.event)[0]
    return bool(_AS_NEWS.search(evidence.quote[:start]) or _ANEW.search(evidence.quote))


def _before_new_days(steps: Sequence[Step]) -> list[Step]:
    """ "She will come in May. ... The visit has been put off": of what others told of, the new day is what is new."""
    off = {step.row.event.document: step.key[1][:2] for step in steps if step.state == "postponed" and not step.planned}
    news: dict[str, Step] = {}
    for step in sorted(steps, key=lambda each: each.row.event.evidence.trigger.start, reverse=True):
        target, said = step.target, step.row.source.published.interval.latest
        fixed = step.planned and step.row.event.status is Status.SCHEDULED and not had_been_meant(step)
        if fixed and target and target.earliest and said and target.earliest > said:
            news[step.row.event.document] = step
    found = []
    for step in steps:
        document, at = step.row.event.document, step.row.event.evidence.trigger.start
        plan = news.get(document)
        again = step.state == "postponed" and not step.planned and step.when.earliest is None
        known = again and any(one != document and said <= step.key[1][:2] for one, said in off.items())
        if known and plan is not None and at > plan.row.event.evidence.trigger.start:
            place = (*plan.key[1][:3], plan.key[1][3] - 1, step.key[1][4])
            found.append(replace(step, key=(plan.key[0], place)))
        else:
            found.append(step)
    return found


_MEANT = re.compile(
    rf"\b(?:was|were|been) (?:[a-z]+ly )?(?:{any_of(load_dossier_words().meant_to)}) (?:to|for)\b", re.I
)


def had_been_meant(step: Step) -> bool:
    """ "It has been put off. She was due to arrive on the 21st": what was meant before it was put off."""
    evidence = step.row.event.evidence
    start, end = trigger_place(step.row.event)
    return any(start - _NEAR <= match.end() <= end + _NEAR for match in _MEANT.finditer(evidence.quote))


_NEAR = 40
"""Characters between the words of a plan and what is planned, at most."""


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
