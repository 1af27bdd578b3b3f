"""What is no matter between sides, though it has the form of one: habits, private people, games, things in general.

A false dossier costs more than one that is missed, so whoever is in doubt opens none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dragoman.dates import MONTHS, WEEKDAYS
from dragoman.ledger.dossiers.items import parties_of, party_of, singular
from dragoman.ledger.dossiers.private import acts_privately, is_whole_state
from dragoman.lexicon.cues_dossiers import load_dossier_words, word_set
from dragoman.lexicon.dossiers import PLANNED, REAL, Kind, trigger_of, trigger_place
from dragoman.lexicon.word_lists import any_of
from dragoman.model import ActorRef, Event, Matter, Phase

_LISTS = load_dossier_words()
_HABIT = re.compile(rf"\b(?:{any_of(_LISTS.habit)})\b", re.I)
_POLICY = re.compile(rf"\b(?:{any_of(_LISTS.policies)}) of\s[^,;]{{0,90}}$", re.I)
_BETWEEN = 30
"""Letters between a word of habit and the act that it is said of, at most."""

_PLAY = re.compile(rf"\b(?:{any_of(_LISTS.play)})\b", re.I)
_NO_MEETING = re.compile(
    rf"\b(?:{any_of(_LISTS.no_meeting)})|"
    rf"\b(?:{any_of(_LISTS.meeting_alone)}|(?<!joint )cabinet)(?:['’]s?)? (?:meeting|session)",
    re.I,
)
_NO_ENVOY = re.compile(r"\.(?:MIL|POL|REB|CVL|REF|BUS|NGO|MED|LAB|EDU|CRM|REL)\b")
_SINGLE = frozenset(("agreement", "dispute", "mechanism"))
_HALTING = (Phase.SUSPEND, Phase.RESUME, Phase.RESTORE, Phase.END, Phase.CANCEL)
_ARMED = re.compile(r"\.(?:MIL|REB|POL)(?:\.|$)")


_PRIVATE = re.compile(r"\.(?:CVL|BUS|MED|CRM|JUD|ELI|REL|EDU|LAB|SPT|NGO|REF)$")
"""Whose acts are no acts of a state, those of its former officials among them."""


def can_stand_for_a_side(actor: ActorRef) -> bool:
    """Whether an actor can act for a state or organisation: not a tourist, a candidate, a prisoner or a thing."""
    identity = actor.id or ""
    if identity.startswith("person/") or _PRIVATE.search(identity):
        return False
    if identity:
        return party_of(actor) is not None
    return actor.country is not None and _is_official(actor)


def _is_official(actor: ActorRef) -> bool:
    """Whether an actor without an id is called by an office or a body of a state, known or not of which."""
    said = re.findall(r"[a-z]+", actor.name.lower())
    words = {
        singular(word) for word in said if word != "party"
    }  # "his party" is one of politics, "the parties" are not
    return actor.id is None and bool(words & word_set("official"))


def _is_of_a_company(event: Event) -> bool:
    """Whether a company is a side: its lawsuits are no disputes of states."""
    return any((actor.id or "").startswith("COM.") for actor in (*event.actors, *event.recipients))


_TITLED_AFTER = re.compile(r"^\s*,\s+(?:(?:[A-Z][\w’'.-]*|[a-z]+)\s+){0,4}?([a-z]+)(?=,| of | for |$)")


def with_offices(event: Event) -> Event:
    """The event with the office before the name of whoever stands beside one: "ministers A of Oslo and [B] of Riga"."""
    actors, recipients = (tuple(_called(a, event) for a in each) for each in (event.actors, event.recipients))
    same = actors == event.actors and recipients == event.recipients
    return event if same else replace(event, actors=actors, recipients=recipients)


def _called(actor: ActorRef, event: Event) -> ActorRef:
    evidence = event.evidence
    if actor.id is not None or actor.country is None or actor.span is None or not actor.name[:1].isupper():
        return actor
    at = actor.span.start - evidence.sentence.start
    if _is_official(actor) or not 0 <= at < len(evidence.quote):
        return actor
    at = max(at, evidence.quote.find(actor.name, at))  # the span may begin with the office
    before, after = evidence.quote[:at], evidence.quote[at + len(actor.name) :]
    beside = _TITLED_AFTER.match(after)
    office = _office_before(before) or (_office(beside.group(1)) if beside else None)
    return replace(actor, name=f"{office} {actor.name}") if office else actor


def _office(word: str) -> str | None:
    office = singular(word.lower().strip(",.;:"))
    return office if office in word_set("offices") else None


def _office_before(before: str) -> str | None:
    """The office that stands before a name, with nothing but names between: "ministers A of Oslo and"."""
    for word in before.split()[-NAMES_BETWEEN:][::-1]:
        if (office := _office(word)) is not None:
            return office
        if not (word[0].isupper() or word in ("of", "and")):
            return None
    return None


NAMES_BETWEEN = 9
"""Words between the office and the last of those who hold it, at most."""


def is_between_sides(event: Event, kind: Kind, matter: Matter | None) -> bool:
    """Whether an event of a kind tells of an act between sides, and not of a habit, a game, or things in general."""
    quote = event.evidence.quote
    if (
        (_PLAY.search(_beside_bodies(event)) and not _is_of_rulers(event))
        or _is_habit(event)
        or _is_supposed(event)
        or (kind.once and _NO_MEETING.search(_near(event)))
    ):
        return False
    own = matter is not None and any(matter.matter_class.lower() in family.words for family in kind.families)
    if kind.name in _SINGLE and own and matter and _is_general(matter, quote) and not _is_broken_off(event):
        return False
    words = load_dossier_words()
    if kind.one_per_pair and trigger_of(event).startswith((*words.warming, *words.souring)):
        return False  # ties that grow warmer, or cooler, were not severed
    if kind.one_per_pair and event.phase is Phase.END and _shelters(event):
        return False  # an embassy shut because of a threat keeps its rank
    if kind.participation and matter is not None and _is_of_the_world(event):
        return False
    if _is_call_on(event) or (kind.name == "programme" and _is_swap(event)):
        return False
    if kind.one_per_pair and event.mode == "expel" and _are_no_envoys(event.recipients):
        return False  # troops or aid workers sent home are no rank of an embassy
    if kind.one_per_pair and event.phase is Phase.BEGIN and not _DIPLOMATIC.search(quote):
        return False  # "good relations with its neighbours"
    if kind.one_per_pair and event.phase is Phase.RESTORE and not _OF_TIES.search(quote):
        return False  # trust and order are restored too
    if kind.name == "talks" and event.type == "REJECT" and trigger_of(event).startswith("den"):
        return False  # who denies what the talks were about breaks off none
    if kind.name == "operation" and _is_of_an_embassy(event, matter):
        return False
    if _FROM_WHEN.match(trigger_of(event)) and _ON_A_DAY.match(quote, trigger_place(event)[1]):
        return False  # "banned flights starting on 1 September" starts none
    if kind.name == "dispute" and _is_of_a_company(event):
        return False
    if kind.directed and event.type == "COOPERATE" and not _lies_between(kind, matter):
        return False  # trade that is taken up again is no ban that is
    if kind.directed and (_is_done_by_a_thing(event) or not _has_fitting_targets(event)):
        return False
    if matter is not None and matter.matter_class.lower() == "round" and _is_other_round(quote):
        return False
    if kind.name == "programme" and _is_done_to_others(event):
        return False
    return _has_fitting_doers(event, kind)


def _beside_bodies(event: Event) -> str:
    """The quote without the names of organisations that take part: no game is played in the Arab League."""
    quote = event.evidence.quote
    for actor in (*event.actors, *event.recipients):
        if (actor.id or "").startswith("IGO.") and actor.name:
            quote = quote.replace(actor.name, "")
    return quote


_FROM_WHEN = re.compile(rf"(?:{any_of(_LISTS.from_when)})$")
_DAYS = "|".join((*MONTHS, *WEEKDAYS, "next", "today"))
_ON_A_DAY = re.compile(rf"\s+(?:on |from |as of )?(?:the )?(?:\d{{1,2}}|(?:{_DAYS}))\b", re.I)
_RULER = re.compile(r"\.(?:GOV\.(?:PRES|PM|FM|LEADER)|MON)$")


def _is_of_rulers(event: Event) -> bool:
    """Whether a head of state or government goes somewhere or meets one, or governments meet: at a match too."""
    everybody = [actor.id or "" for actor in (*event.actors, *event.recipients)]
    governments = len(everybody) > 1 and all(".GOV" in identity for identity in everybody)
    return event.type == "CONSULT" and (governments or any(_RULER.search(actor.id or "") for actor in event.actors))


MANY = 3
"""Parties from which on a treaty of many states is told of as theirs."""


def _is_of_the_world(event: Event) -> bool:
    """Whether two states or one act on a treaty of many: "the Law of the Sea convention, which both have ratified"."""
    if len(parties_of(event)) >= MANY:
        return False
    return _worldwide().search(event.evidence.quote) is not None


@lru_cache(maxsize=1)
def _worldwide() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(load_dossier_words().worldwide)})\b")


def _shelters(event: Event) -> bool:
    """Whether the sentence gives a reason for shutting a house that has nothing to do with the other state."""
    words = frozenset(re.findall(r"[a-z]+", event.evidence.quote.lower()))
    return not words.isdisjoint(load_dossier_words().shelter) and not _DIPLOMATIC_STEP.search(event.evidence.quote)


_DIPLOMATIC_STEP = re.compile(rf"\b(?:{any_of(_LISTS.diplomatic_step)})", re.I)
_CALLED_ON = re.compile(
    rf"^\s*(?:up)?on\s[^,.;]{{2,60}}?[\s“\"‘]to\s+(?!{any_of(_LISTS.courtesies)})[a-z]",
    re.I,
)
_CALLS_FOR = re.compile(r"^\s*(?:from\s[^,.;]{2,60}?\s)?(?:to\s+[a-z]|for\b|on\b)", re.I)


def _is_call_on(event: Event) -> bool:
    """ "Called on both countries to end it", "faced calls to act": an appeal, and neither a visit nor a phone call."""
    trigger = trigger_of(event)
    if event.mode == "phone" or not trigger.split()[-1:] or not trigger.split()[-1].startswith("call"):
        return False
    after = event.evidence.quote[trigger_place(event)[1] :]
    return bool(_CALLED_ON.match(after)) or (event.type == "REQUEST" and bool(_CALLS_FOR.match(after)))


def _is_swap(event: Event) -> bool:
    """ "A prisoner exchange", "an exchange of fire", "in exchange for": none goes on as a programme does."""
    noun = event.matter.matter_class.lower() if event.matter else ""
    if not f"{trigger_of(event)} {noun}".strip().rstrip("s").endswith(_LISTS.exchanges):
        return False
    found = _EXCHANGE.search(event.evidence.quote)
    swapped = load_dossier_words().swaps
    return found is not None and any((word or "").lower() in swapped for word in found.groups())


_EXCHANGE = re.compile(r"\b(?:([\w-]+)\s+)?(?:exchanges?|swaps?)\b(?:\s+of\s+(?:the\s+)?([\w-]+)|\s+(for)\b)?", re.I)

_DIPLOMATIC = re.compile(rf"\b(?:{any_of(_LISTS.diplomatic)})", re.I)
_OF_TIES = re.compile(rf"\b(?:{any_of(_LISTS.of_ties)}|(?:{any_of(_LISTS.of_ties_begun)})\w*)\b", re.I)
_EMBASSY = re.compile(rf"\b(?:{any_of(_LISTS.embassies)})", re.I)


def _is_of_an_embassy(event: Event, matter: Matter | None) -> bool:
    """ "The embassy will close its mission": a house of diplomats, and no troops."""
    return matter is not None and matter.matter_class == "mission" and bool(_EMBASSY.search(event.evidence.quote))


_ROUND_OF = re.compile(
    rf"\brounds? of (?!(?:the|their|its|an?)\b|(?:[\w-]+ ){{0,3}}(?:{any_of(_LISTS.rounds_of_talks)}))",
    re.I,
)


def _is_other_round(quote: str) -> bool:
    """A round of voting or of applause is none of talks."""
    return bool(_ROUND_OF.search(quote))


def _has_fitting_targets(event: Event) -> bool:
    """Whether a measure is one of a state, or against one: not of groups of states on one another, nor of services."""
    said = [actor for actor in event.actors if actor.span is not None]
    done = [actor for actor in event.recipients if actor.span is not None]
    if not said and done and not any(map(can_stand_for_a_side, done)):
        return any(actor.id for actor in done)
    both = [*said, *done]
    return not (said and done and all((actor.id or "").startswith("GRP.") for actor in both))


_THING = re.compile(
    r"(?:^|[,;]\s|\b(?:and|but|that|because)\s)"
    rf"(?:it|this|the (?:{any_of(_LISTS.things_of_law)}))\s"
    r"(?:(?:also|had|has|would|will|then)\s){0,2}$",
    re.I,
)


def _is_done_by_a_thing(event: Event) -> bool:
    """ "It imposed limits", after a deal: what a paper lays down is no measure of whoever else is told of."""
    if event.actors or event.phase is not Phase.BEGIN:
        return False
    return bool(_THING.search(event.evidence.quote[: trigger_place(event)[0]]))


def _is_done_to_others(event: Event) -> bool:
    """Whether several halt together what a third one runs, that is no side: a company's planes in their skies."""
    others = [actor.id or "" for actor in event.recipients]
    doers = {code for actor in event.actors if (code := party_of(actor))}
    return (
        len(doers) > 1 and bool(others) and all(other.startswith("COM.") or _PRIVATE.search(other) for other in others)
    )


def _are_no_envoys(expelled: Sequence[ActorRef]) -> bool:
    """Whether they are soldiers, police or people of a state; "European forces" beside them are none either."""
    ids = [actor.id or "" for actor in expelled]
    return any(map(_NO_ENVOY.search, ids)) and all(_NO_ENVOY.search(each) or each.startswith("GRP.") for each in ids)


def _has_fitting_doers(event: Event, kind: Kind) -> bool:
    """Who acts can act for a side; a visit or call has somebody on both ends who can."""
    said = [actor for actor in event.actors if actor.span is not None]
    done = [actor for actor in event.recipients if actor.span is not None]
    if said and all(acts_privately(actor, event) for actor in said):
        return False
    if kind.once and event.phase is Phase.WITHDRAW and not done:
        return False  # who leaves a summit together leaves one of others
    if kind.once and not done and not any(map(_is_body, said)) and _attends(event):
        return False  # so does who attends one
    if kind.once and event.type == "CONSULT":
        if said and done and not any(party_of(actor) for actor in done):
            return False  # "host the games", "left the job to his successor"
        trigger = trigger_of(event)
        goes = trigger.startswith(load_dossier_words().going)
        if goes and said and all(is_whole_state(actor) for actor in said):
            return False  # a country goes nowhere: its people do
        armed = [all(_ARMED.search(actor.id or "") for actor in one) for one in (said, done)]
        if (said and armed[0] and goes) or (done and armed[1] and trigger.startswith("host")):
            return False  # where an army flies or is stationed, nobody meets
        if done and trigger.startswith(_LISTS.coming_back) and all((a.id or "").startswith("IGO.") for a in done):
            return False  # who comes back to an organisation takes part in it again
    theirs = kind.one_per_pair and event.matter is None and done and not _is_mutual(event)
    if theirs and not any(map(can_stand_for_a_side, done)):
        return False  # whoever ousts a ruler recalls no envoy
    acts = kind.once or kind.directed or kind.participation
    return not (acts and said and not any(can_stand_for_a_side(actor) or _is_official(actor) for actor in said))


def _lies_between(kind: Kind, matter: Matter | None) -> bool:
    """Whether a matter is what two sides share: who opens a crossing with another opens what was shut."""
    return matter is not None and any(f.shared and matter.matter_class.lower() in f.words for f in kind.families)


_ONE_ANOTHER = re.compile(r"^(?:each other|one another|their)\b", re.I)


def _is_mutual(event: Event) -> bool:
    """ "Expelled [each other's envoys]", "reopened [their embassies]": two do it, and each to the other."""
    done = [actor for actor in event.recipients if actor.span is not None]
    return len(parties_of(event)) > 1 and all(_ONE_ANOTHER.match(actor.name) for actor in done)


_ATTENDING = re.compile(
    r"\battend(?:s|ed|ing)?\s+(?:the|an?|this|that|all|some|its|these)\s+(?:[\w’'.-]+\s+){0,4}?"
    rf"(?:{any_of(_LISTS.on_occasions)})\b"
    r"(?![^.;]{0,60}\b(?:with|between|and his|and her|counterpart))",
    re.I,
)


def _attends(event: Event) -> bool:
    """ "The presidents of A and B will attend the summit": one that others hold, and no meeting of the two."""
    start, end = trigger_place(event)
    return any(
        found.start() <= start < found.end() or start <= found.start() < end
        for found in _ATTENDING.finditer(event.evidence.quote)
    )


def _is_body(actor: ActorRef) -> bool:
    return (actor.id or "").startswith(("IGO.", "GRP."))


def is_told_whole(event: Event) -> bool:
    """Whether the sentence names all who take part itself, so that nobody of the report may be added."""
    named = [actor for actor in (*event.actors, *event.recipients) if actor.span is not None]
    return event.type == "CONSULT" and event.phase is None and len(named) > 1


def _is_habit(event: Event) -> bool:
    start = trigger_place(event)[0]
    if _POLICY.search(event.evidence.quote[:start]):
        return True
    return any(-_BETWEEN <= found.end() - start <= _BETWEEN for found in _HABIT.finditer(event.evidence.quote))


_TITLE = re.compile(rf"""\b(?:{any_of(_LISTS.headings)})\s+["“'‘][^"”]*$""", re.I)
_ANY = re.compile(r"\b(?:an?|any|such an?)\s+(?:[\w-]+\s+){0,2}$", re.I)
_WOULD = re.compile(r"^\s*(?:(?:on|against|between|with|of|in|for)\s[^,.;]{0,40})?\s*\b(?:would|could|might)\b", re.I)


_AWAITED = re.compile(
    rf"\b(?:{any_of(_LISTS.awaiting)}) (?:on|for) [^,.;]{{1,40}}\bto\s+$",
    re.I,
)
_SO_THAT = re.compile(r"\bso (?:that )?(?:he|she|it|they|we|people) (?:can|could|may|might|will|would)\s+$", re.I)
_ANY_SUCH = re.compile(r"\bany (?:such )?(?:[\w-]+ )?$", re.I)
_WHENEVER = re.compile(r"\bwhen(?:ever)?\s+[^,.;]{0,60}$", re.I)
_WILL = re.compile(r"^[^,.;]{0,40},[^,.;]{0,40}\b(?:will|would)\b", re.I)


def _is_supposed(event: Event) -> bool:
    """Whether only some such thing is spoken of ("a duty would break the rules"), or a title is quoted."""
    evidence = event.evidence
    start, end = trigger_place(event)
    before, after = evidence.quote[: max(0, start)], evidence.quote[max(0, end) :]
    if _SO_THAT.search(before) or (event.status in REAL and _AWAITED.search(before)):
        return True
    if event.status in REAL and event.type == "CONSULT" and _ANY_SUCH.search(before):
        return True
    if _TITLE.search(before) or (_WHENEVER.search(before) and _WILL.search(after)):
        return True
    return event.status in PLANNED and bool(_ANY.search(before) and _WOULD.search(after))


def _near(event: Event) -> str:
    """The words around the trigger."""
    start = trigger_place(event)[0]
    return event.evidence.quote[max(0, start - _BETWEEN) : start + 2 * _BETWEEN]


def _is_broken_off(event: Event) -> bool:
    """ "Suspended dialogues with Peru": what two sides halt or take up again they have, whatever its number."""
    return event.phase in _HALTING and len(parties_of(event)) > 1


def _is_general(matter: Matter, quote: str) -> bool:
    """Whether a noun stands there bare: "resolving disputes", "establishing mechanisms", "wanted dialogue"."""
    low, stem = quote.lower(), matter.matter_class.lower()
    if stem in word_set("only_in_plural"):
        return False
    single = re.search(rf"(\b[\w'’-]+ )?\b{re.escape(stem)}\b", low)
    if single is not None:
        before = (single.group(1) or "").strip()
        return stem == "dialogue" and matter.object is None and before in word_set("bare")
    plural = re.search(rf"(\b[\w'’-]+ )?(\b[\w'’-]+ )?\b{re.escape(stem[:-1])}(?:y|ie)?\w?s\b", low)
    return plural is not None and not re.search(
        r"\b(?:the|these|their|its|two|three|four|five|his|both|all|separate|parallel|twin)\b|['’]s?\b", plural.group(0)
    )
