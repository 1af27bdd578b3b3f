"""What a sentence says of a meeting beyond the event's fields: whether it took place, and who takes part in it.

A wrong "held" costs more than one that is missed: where a sentence only names a meeting, other reports decide.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from dragoman.dates import Interval
from dragoman.ledger.dossiers.items import OBJECT_PRONOUNS, party_of, singular
from dragoman.ledger.dossiers.private import acts_privately
from dragoman.lexicon.cues_dossiers import load_dossier_words, word_set
from dragoman.lexicon.dossiers import PLANNED, REAL, Kind, trigger_of, trigger_place
from dragoman.lexicon.word_lists import any_of
from dragoman.model import ActorRef, DatedBy, Event, Phase, Status

_LISTS = load_dossier_words()
_TALKS = "talks"
_AHEAD = re.compile(
    r"\b(?:before|ahead of|until|till|prior to|in advance of|(?:on )?(?:the )?eve of)\s+(?!that\b|this\b)"
    r"(?:[\w'’.-]+ ){0,7}$",
    re.I,
)
"""What comes before the words of an act that is still to come when this sentence's other act is done."""
_WHEN = re.compile(r"\bwhen\s+[^,.;]{0,80}(?:, who [^,.;]{0,80}, (?:[a-z]+ ){0,2})?$", re.I)
_COMING = re.compile(rf"\b(?:{any_of(_LISTS.coming)})\b", re.I)
_ASSERTED = re.compile(rf"\b(?:{any_of(_LISTS.taking_place)})\s+(?:[\w'’.&,-]+ ){{0,5}}?$", re.I)
"""What comes before the noun of a meeting that takes place or took place."""
_COURSE = re.compile(
    rf"^[^.;]{{0,80}}?\b(?:{any_of(_LISTS.took_place)})\b"
    rf"(?! (?:been )?(?:{any_of(_LISTS.not_yet)}))",
    re.I,
)
_DEFINITE = re.compile(r"(?:\b(?:the|this|that|his|her|their|its|our|my|your)|['’]s?)\s+(?:[\w-]+ ){0,3}$", re.I)
_PURPOSE = re.compile(r"\bfor\s+(?:[\w-]+ ){0,3}$", re.I)
_MEET_FOR = re.compile(rf"\b(?:{any_of(_LISTS.met_for)})\b[^,;]{{0,80}}$", re.I)
"""Who met for talks has held them; who flew in for talks has not yet."""
_SUPPOSED = re.compile(r"\b(?:would|will|could|may|might) (?:then |also |thus )?be (?:[\w'’-]+ ){0,5}$", re.I)


def as_told(event: Event, kind: Kind) -> Event:
    """The event with the status that its sentence gives a meeting: who arrives for a summit has not yet met anybody.

    Only what was told as done is read again, and what is fixed for a week. Of kinds that last, but talks, nothing is
    but the second of two plans, what had been running once, and a ratification that is held up.
    """
    if kind.once and calls_it_off(event):
        return replace(event, type="REJECT", phase=Phase.CANCEL)
    if kind.once and event.status in _TO_COME and event.phase in (Phase.POSTPONE, Phase.CANCEL):
        return replace(event, status=Status.OCCURRED)  # who has agreed to put it off, or will, has put it off
    if kind.once and event.status in _TO_COME and event.phase is Phase.RESCHEDULE and event.meant_for() is None:
        return replace(event, type="REJECT", phase=Phase.POSTPONE, status=Status.OCCURRED)  # "will be rescheduled"
    if kind.participation and event.status is Status.AGREED and event.phase is Phase.EXTEND:
        return replace(event, status=Status.OCCURRED)  # a pact is prolonged by agreeing to prolong it
    if event.status in REAL and is_own_mistake(event):
        return replace(event, status=Status.DENIED)
    if event.status in REAL and (
        _goes_on_with_a_plan(event) or _is_set_for(event) or (kind.once and _is_on_the_way(event))
    ):
        return replace(event, status=Status.SCHEDULED)
    if event.status in REAL and (_is_purpose_of_a_plan(event) or _is_unreal(event) or _is_only_meant(event, kind)):
        return replace(event, status=Status.CONDITIONAL)
    if event.status in REAL and not kind.once and (_was_once_running(event) or _is_held_up(event)):
        return replace(event, status=Status.CONDITIONAL)
    if kind.once and event.date is not None and _is_of_the_week_to_come(event):
        return replace(event, status=Status.SCHEDULED, date=_a_week_on(event.date))
    if event.status in REAL and _is_wanted(event):
        return replace(event, status=Status.PROPOSED)
    if kind.once and event.status in PLANNED and (_steps_out_for(event) or _is_on_a_visit(event)):
        return replace(event, status=Status.ONGOING)
    plain = event.type == "CONSULT" and event.status in REAL and event.phase is None
    if not plain or not (kind.once or kind.name == _TALKS):
        return event
    evidence = event.evidence
    start, end = trigger_place(event)
    if start == end:
        return event
    before, after = evidence.quote[:start], evidence.quote[end:]
    if kind.once and (_arrives_for(event, after) or _is_ahead(event, before)):
        return replace(event, status=Status.SCHEDULED)
    if kind.once and _is_noun(event) and _PURPOSE.search(before) and not _has_come_for(event, before):
        return replace(event, status=Status.SCHEDULED)
    if _is_noun(event) and (_SUPPOSED.search(before) or _is_only_named(event, before, after)):
        return replace(event, status=Status.CONDITIONAL)
    return event


_TO_COME = frozenset({Status.AGREED, Status.SCHEDULED})


def calls_it_off(event: Event) -> bool:
    """ "The visit is off: Dakar has cancelled [it]": what is called off is the meeting just told of."""
    pronoun = event.matter is not None and event.matter.matter_class.lower() in OBJECT_PRONOUNS
    return pronoun and event.status in REAL and trigger_of(event).startswith(_LISTS.calling_off)


_OUR_REPORT = re.compile(
    rf"\b(?:our|an earlier|a previous|the original) (?:[a-z]+ )?(?:{any_of(_LISTS.own_reports)})"
    rf"\b.*\b(?:was|were|is) (?:[a-z]+ly )?(?:{any_of(_LISTS.mistaken)})\b",
    re.I,
)


def is_own_mistake(event: Event) -> bool:
    """ "Our report of Monday that they had signed the accord was wrong": who corrects himself tells of no act."""
    found = _OUR_REPORT.search(event.evidence.quote)
    return found is not None and found.start() < trigger_place(event)[0] < found.end()


_ON_THE_WAY = re.compile(r"\b(?:is|are|'s|’s) (?:also |now |soon )?$", re.I)


def _is_on_the_way(event: Event) -> bool:
    """ "The minister is coming to Dakar": who is coming has not come."""
    comes = event.type == "CONSULT" and trigger_of(event).startswith(_LISTS.on_the_way)
    return comes and bool(_ON_THE_WAY.search(event.evidence.quote[: trigger_place(event)[0]]))


_LETTING = re.compile(rf"\b(?:{any_of(_LISTS.letting)})\b", re.I)
_WITH_TO = re.compile(r"\bwith (?:[\w'’-]+ ){1,8}(?:due |set |scheduled |expected )?to\s+$", re.I)


def _is_set_for(event: Event) -> bool:
    """ "Agreed on a truce, with the talks to resume on Monday": what is to be has not been.

    What was let happen has: "allowed its pact with Chad to expire".
    """
    before = event.evidence.quote[: trigger_place(event)[0]]
    return bool(_WITH_TO.search(before)) and not _LETTING.search(before)


_NAMES_AN_ACT = re.compile(r"(?:tion|ing|ment|al|ance)$")
_TO_END_IN = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|to) [a-z]+[^.;]{0,80}?\bfor (?:the|an?|its|their)\b[^.;,]{0,80}$"
)


def _is_purpose_of_a_plan(event: Event) -> bool:
    """ "Will convene a summit for the reopening of the border and the normalisation of relations": not done yet."""
    trigger = trigger_of(event)
    course = event.phase in (Phase.RESTORE, Phase.RESUME, Phase.LIFT) and event.date is None
    named = course and " " not in trigger and _NAMES_AN_ACT.search(trigger) is not None
    return named and bool(_TO_END_IN.search(event.evidence.quote[: trigger_place(event)[0]]))


_HEARD_OF = re.compile(
    rf"\b(?:{any_of(_LISTS.rumours)})"
    r" (?:of|about) (?:(?:an?|the|its|their|any) )?$",
    re.I,
)
_UNREAL = re.compile(
    r"\b(?:should|would|could|might|ought to)(?: never| not| n[’']t)? have (?:been )?(?:[a-z]+ly )?$", re.I
)


def _is_unreal(event: Event) -> bool:
    """ "Ties should never have been broken": what ought to have been otherwise is no news of it.

    Nor is what there are "reports of" and "rumours about".
    """
    before = event.evidence.quote[: trigger_place(event)[0]]
    return bool(_UNREAL.search(before) or _HEARD_OF.search(before))


_ONLY_MEANT = re.compile(
    rf"\b(?:{any_of(_LISTS.unreached)})\s+(?:[\w-]+\s+){{0,3}}(?:{any_of(_LISTS.pacts)})\b",
    re.I,
)


def _is_only_meant(event: Event, kind: Kind) -> bool:
    """ "The proposed deal was called off": what was never reached is not ended."""
    ends = event.phase in (Phase.CANCEL, Phase.END)
    return kind.participation and ends and _ONLY_MEANT.search(event.evidence.quote) is not None


_HAS_COME = re.compile(rf"\b(?:{any_of(_LISTS.has_come)})\b[^,;]{{0,60}}$", re.I)


def _has_come_for(event: Event, before: str) -> bool:
    """Who met for talks has held them, and who arrived for a visit is on it."""
    if _MEET_FOR.search(before):
        return True
    visit = singular(trigger_of(event).split()[-1]) in word_set("visits")
    return visit and _HAS_COME.search(before) is not None


_STEPPED_OUT = re.compile(rf"\b(?:{any_of(_LISTS.stepping_out)})\s(?!for\b)[^,.;]{{0,50}}\bto\s+$", re.I)
_WANTED = re.compile(rf"\b(?:{any_of(_LISTS.wanting)}) to (?:have|see|get) [^,.;]{{3,60}}$", re.I)


def _is_wanted(event: Event) -> bool:
    """ "Wants to have relations restored by the summer": what somebody would see done is not done."""
    return bool(_WANTED.search(event.evidence.quote[: trigger_place(event)[0]]))


_ON_A = re.compile(r"(?:,| who (?:is|was)| is| was| while)\s+on (?:an?|his|her|their) (?:[\w-]+ ){0,3}$", re.I)


def _is_on_a_visit(event: Event) -> bool:
    """ "The minister, on a two-day visit to Oslo, signed": who does something on a visit is there."""
    return bool(_ON_A.search(event.evidence.quote[: trigger_place(event)[0]]))


def _steps_out_for(event: Event) -> bool:
    """ "Left the summit to confer": what somebody broke something else off for is done there and then."""
    return (
        event.status is Status.PROPOSED
        and event.date is None
        and bool(_STEPPED_OUT.search(event.evidence.quote[: trigger_place(event)[0]]))
    )


_HAD_BEEN = re.compile(rf"\bhad (?:(?:{any_of(_LISTS.long_since)}) )?been (?:[a-z]+ly )?$", re.I)


def _was_once_running(event: Event) -> bool:
    """ "Had been negotiating the loan before the quake": what ran up to some day before, and is not said to run."""
    trigger = trigger_of(event)
    goes_on = trigger.startswith(load_dossier_words().running) and trigger.split()[0].endswith("ing")
    if event.phase is not None or not goes_on:
        return False
    return bool(_HAD_BEEN.search(event.evidence.quote[: trigger_place(event)[0]]))


_HELD_UP = re.compile(rf"\b(?:{any_of(_LISTS.holding_up)})\w*\s+(?:[\w-]+ ){{0,4}}$", re.I)


def _is_held_up(event: Event) -> bool:
    """ "Suspended the ratification of the accord": the noun names what did not come."""
    trigger = trigger_of(event)
    if event.phase is not Phase.RATIFY or not trigger.startswith(_LISTS.approving):
        return False
    return bool(_HELD_UP.search(event.evidence.quote[: trigger_place(event)[0]]))


_THEN = re.compile(rf"\b(?:{any_of(_LISTS.meant_to)}) to\b[^.;]{{3,80}}?\b(?:and|then|and then)\s+$", re.I)


def _goes_on_with_a_plan(event: Event) -> bool:
    """ "Were scheduled to meet and then sign a declaration": the second of two acts that are planned together."""
    return not _is_past(event) and bool(_THEN.search(event.evidence.quote[: trigger_place(event)[0]]))


def _is_of_the_week_to_come(event: Event) -> bool:
    """ "Is visiting the kingdom this week", in a report of Sunday: the week that begins, and the visit is to come."""
    if event.type != "CONSULT" or event.status not in (Status.ONGOING, Status.SCHEDULED) or event.date is None:
        return False
    days = event.date.interval
    whole = days.days == WEEK and days.latest is not None and days.latest.weekday() == SUNDAY
    return whole and f"report of {days.latest}" in event.date.derivation


def _a_week_on(said: DatedBy) -> DatedBy:
    """The days of the week after, where a report of a Sunday speaks of the week that it opens."""
    first, last = said.interval.earliest, said.interval.latest
    later = Interval(first + timedelta(WEEK) if first else None, last + timedelta(WEEK) if last else None)
    return replace(said, interval=later, derivation=f"{said.derivation}; told as under way, so the week that begins")


WEEK, SUNDAY = 7, 6


def _arrives_for(event: Event, after: str) -> bool:
    """ "Arrived in Warsaw for a summit": the summit is what it is about, and is to come."""
    noun = singular(event.matter.matter_class.lower()) if event.matter else ""
    if noun not in word_set("meetings") or not trigger_of(event).startswith(load_dossier_words().arriving):
        return False
    return re.search(rf"\b(?:{any_of(_LISTS.to_take_part)})\b[^.;]{{0,60}}\b{noun}", after, re.I) is not None


def _is_ahead(event: Event, before: str) -> bool:
    """ "Days before the two leaders meet", "on the eve of his visit": to come, when the rest is told."""
    if _is_past(event):
        return False
    return bool(_AHEAD.search(before)) or (bool(_WHEN.search(before)) and not _is_noun(event) and _is_coming(before))


def _is_coming(before: str) -> bool:
    """Whether the clause before "when" is of what is to come."""
    return bool(_COMING.search(before[: before.lower().rfind("when")]))


def _is_past(event: Event) -> bool:
    words = trigger_of(event).split()
    return bool(words) and (words[0] in word_set("past") or words[0].endswith("ed"))


def _is_noun(event: Event) -> bool:
    words = trigger_of(event).split()
    if len(words) > 1 and (words[0] in word_set("past") | word_set("carrying") or words[0].endswith("ed")):
        return False  # "the presidents held talks" is told whole
    return (
        bool(words)
        and singular(words[-1]) in word_set("meetings") | word_set("visits")
        and not any(line.endswith(" as verb") for line in event.explanation)
    )


def _is_only_named(event: Event, before: str, after: str) -> bool:
    """ "Rows over his visit", "the trip sparks a debate": one that is known of is named, and not said to be made."""
    if not _DEFINITE.search(before) or event.date is not None:
        return False
    return not (_ASSERTED.search(before) or _COURSE.search(after))


# ------------------------------------------------------------------ who takes part

_NOT_WITH = re.compile(rf"\b(?:{any_of(_LISTS.not_with)})\s+(?:the\s+)?(?:[a-z-]+ )?$", re.I)
_WHERE = re.compile(rf"\b(?:{any_of(_LISTS.befalling)}) (?:in|on|of)\s+(?:the\s+)?$", re.I)
_INTO = re.compile(rf"\b(?:{any_of(_LISTS.entering)})\s+(?:the\s+)?$", re.I)
_BY = re.compile(rf"\b(?:{any_of(_LISTS.mediated)}) by (?:the )?(?:[\w.]+(?: [\w.]+){{0,3}} and (?:the )?)?$", re.I)
_SERVES = re.compile(rf"\b(?:{any_of(_LISTS.appointing)})(?:ing|ed|es|s|e)?\s+(?:the |an? )?$", re.I)
_AT_THE_PRESS = re.compile(rf"\b(?:{any_of(_LISTS.at_the_press)})\b[^.;,]{{0,70}}$", re.I)
_HELPS = re.compile(
    rf"^(?:['’]s?)?\s+(?:{any_of(_LISTS.mediation)}|"
    rf"(?:acting |serving )?as (?:an? |the )?(?:{any_of(_LISTS.mediator)}))\b",
    re.I,
)
_HELPER = re.compile(rf"\b(?:{any_of(_LISTS.helpers)})\b", re.I)
_MANY = re.compile(rf"\b(?:{any_of(_LISTS.crowds)}|\d[\d,.]*)\s+(?:of\s+)?(?:the\s+)?$", re.I)
_MANY_DEAD = re.compile(
    rf"\b(?:\d[\d,.]*|thousands of|millions of|hundreds of) (?:{any_of(_LISTS.fallen)}) "
    r"(?:[A-Z][a-z]+ (?:and )?)?$"
)
_BETWEEN = re.compile(
    r"\bbetween\s+([^.;]{3,140}?\band\b(?:[^,.;]{3,60}?(?=[,.;]|\s(?:on|over|about|that|which|whether)\s|$)|"
    r"[^,.;]{60}))",
    re.I,
)
_TOGETHER = frozenset(("meeting", "talks", "mechanism", "agreement", "programme", "dispute"))
"""Kinds of what sides do with one another."""

_NEAR = 60
"""Letters between the words of an act and "between", at most."""


def without_bystanders(event: Event, kind: Kind) -> Event:
    """The event without those whom the sentence names but does not make a side of the matter.

    Mediators, hosts and guarantors, whom a meeting is directed against, whoever was appointed by others, and crowds.
    """
    heard = tuple(a for a in event.recipients if not _tells(a, event))
    event = event if heard == event.recipients else replace(event, recipients=heard)
    if kind.directed:
        kept = tuple(a for a in event.recipients if not (_is_place(a, event) or _helps(a, event)))
        return event if kept == event.recipients else replace(event, recipients=kept)
    if kind.name not in _TOGETHER:
        return event
    mediates = event.mode == "third-party"
    actors, recipients = event.actors, tuple(a for a in event.recipients if not _is_beside(a, event, kind))
    actors = () if mediates else tuple(a for a in actors if not _is_beside(a, event, kind))
    if len({party_of(a) for a in (*actors, *recipients) if a.span is not None} - {None}) > 1:
        actors, recipients = (tuple(a for a in one if a.span is not None) for one in (actors, recipients))
    inside = [a for a in (*actors, *recipients) if _is_between(a, event)]
    if any(party_of(a) for a in inside):
        actors = tuple(a for a in actors if a in inside)
        recipients = tuple(a for a in recipients if a in inside)
    if (actors, recipients) == (event.actors, event.recipients):
        return event
    return replace(event, actors=actors, recipients=recipients)


def _tells(actor: ActorRef, event: Event) -> bool:
    """ "Blocked the town, where [the U.N.] says": who only says it, at the end of the sentence, is no side of it."""
    beside = _around(actor, event)
    return beside is not None and _saying().match(beside[1]) is not None


@lru_cache(maxsize=1)
def _saying() -> re.Pattern[str]:
    """The words of who tells, after a name: "[Taiwan] and U.S. officials said", "[the U.N.] says"."""
    words = load_dossier_words()
    another = r"(?:\s+and\s+(?:the\s+)?[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)?"
    teller = rf"(?:\s+(?:[a-z]+ )?(?:{any_of(words.tellers)}))?"
    return re.compile(rf"^{another}{teller}\s+(?:{any_of(words.saying)})\b")


_TOPIC = re.compile(r"^['’]s?\s+(?:[a-z-]+\s+){0,3}?([a-z-]+)\b(?!\s+[A-Z])")
_DISCUSSED = re.compile(rf"\b(?:{any_of(_LISTS.discussing)})\s+(?:the\s+)?$", re.I)


def _is_topic(actor: ActorRef, event: Event, kind: Kind) -> bool:
    """ "Met to discuss [Europe]'s migration crisis": what the talks are on has a side's name before it."""
    beside = _around(actor, event)
    if beside is None or not kind.once or actor.person or not _is_bare_or_group(actor):
        return False
    return bool(_DISCUSSED.search(beside[0]) and _TOPIC.match(beside[1]))


def _is_bare_or_group(actor: ActorRef) -> bool:
    return _is_bare(actor) or (actor.id or "").startswith(("GRP.", "IGO."))


def _is_beside(actor: ActorRef, event: Event, kind: Kind) -> bool:
    """Whether the words around an actor say that it is no side."""
    beside = _around(actor, event)
    if beside is None:
        return False
    before, after = beside
    return bool(
        _NOT_WITH.search(before)
        or _BY.search(before)
        or before.lower().endswith("anti-")
        or _SERVES.search(before)
        or (not kind.once and _AT_THE_PRESS.search(before))
        or _HELPS.search(after)
        or _HELPER.search(actor.name)
        or (not kind.once and _INTO.search(before))
        or (_is_bare(actor) and _MANY.search(before))
        or (kind.once and acts_privately(actor, event))
        or _MANY_DEAD.search(before)
        or _is_topic(actor, event, kind)
    )


def _helps(actor: ActorRef, event: Event) -> bool:
    """ "Under protocols initialled with [Swiss] mediation": who brings sides together has no measure laid on it."""
    beside = _around(actor, event)
    return beside is not None and bool(_BY.search(beside[0]) or _HELPS.search(beside[1]))


def _is_place(actor: ActorRef, event: Event) -> bool:
    """ "To ban pilgrims from entering Iraq": where they may not go, and not who is barred."""
    beside = _around(actor, event)
    return beside is not None and bool(_INTO.search(beside[0]) or _WHERE.search(beside[0]))


def _around(actor: ActorRef, event: Event) -> tuple[str, str] | None:
    """What the sentence says before and after an actor; `None` of one who does not stand in it."""
    evidence = event.evidence
    if actor.span is None or not evidence.sentence.start <= actor.span.start < evidence.sentence.end:
        return None
    start, end = actor.span.start - evidence.sentence.start, actor.span.end - evidence.sentence.start
    return evidence.quote[:start], evidence.quote[end:]


def _is_bare(actor: ActorRef) -> bool:
    return actor.id is not None and "." not in actor.id


def _is_between(actor: ActorRef, event: Event) -> bool:
    """Whether an actor stands under the "between" of the act's own phrase."""
    evidence = event.evidence
    end = trigger_place(event)[1]
    found = _BETWEEN.search(evidence.quote, max(0, end))
    if actor.span is None or found is None or found.start() - end > _NEAR:
        return False
    return found.start(1) <= actor.span.start - evidence.sentence.start < found.end(1)
