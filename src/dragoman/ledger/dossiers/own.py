"""An event as an item: the kind, parties, object and number of its matter, as far as its own sentence tells them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from dragoman.dates import MONTHS, WEEKDAYS
from dragoman.ledger.dossiers.items import (
    BESIDE,
    Item,
    form_of,
    is_invited_over,
    parties_of,
    party_of,
    singular,
    words_of,
)
from dragoman.ledger.dossiers.judged import CORRECTED
from dragoman.ledger.dossiers.members import is_membership, with_membership
from dragoman.ledger.dossiers.phrases import (
    as_negotiation,
    goods_said,
    is_offer,
    is_session,
    name_said,
    noun_after,
    number_said,
    object_said,
    title_said,
    unwrapped,
)
from dragoman.ledger.dossiers.sifting import can_stand_for_a_side, is_between_sides, with_offices
from dragoman.ledger.dossiers.told import as_told, without_bystanders
from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.dossiers import ONLY_WORDS, Family, Kind, KindBook, said_in, trigger_of
from dragoman.lexicon.word_lists import any_of
from dragoman.model import ActorRef, Event, Matter, Phase
from dragoman.protocols import StoredEvent


def own_item(row: StoredEvent, kinds: KindBook, ignored: Collection[str], pairs: Sequence[frozenset[str]]) -> Item:
    """The item of one event; `pairs` are the parties that act together somewhere in its report."""
    said = with_membership(with_offices(row.event))
    named, found = _as_matter(said, kinds)
    kind, family = found or (None, None)
    said = _by_their_union(said) if kind and kind.directed else said
    told = as_told(without_bystanders(said, kind), kind) if kind else said
    event, acting, named_too = _sides(said, told, kind)
    matter = named.matter
    said_object = _object_of(event, matter, kind, kinds, ignored)
    if said_object and kind and kind.directed and len(acting) > TWO:
        said_object = _FROM_ONE.sub("", said_object)
    name = name_said(event, matter) if kind and not kind.directed and not kind.once else None
    if name and said_object and name.lower() in said_object.lower():
        name = None  # the sentence gives the name alone, and it is the object
    return Item(
        row=row if told is row.event else replace(row, event=told),
        kind=kind.name if kind else None,
        family=family.noun if family else None,
        parties=tuple(sorted(named_too if named_too in pairs else acting)),
        words=words_of(f"{said_object or ''} {name or ''}", ignored) - _not_telling(kind, family),
        said_object=" ".join(filter(None, (said_object, name))) or None,
        number=number_said(event, matter),
        speaks_of=(kind.speaks_of(event) if kind else None) or act_of(event),
        form=form_of(event, matter),
        who=_who(event),
        part_of=_part_of(event, kinds),
        visitor=_visitor(event, form_of(event, matter)),
        named=len({code for a in (*event.actors, *event.recipients) if _has_words(a) and (code := party_of(a))}),
        name=title_said(event.evidence.quote, family.words, ignored)
        if kind and family and kind.participation
        else _NONE,
    )


def _as_matter(event: Event, kinds: KindBook) -> tuple[Event, tuple[Kind, Family | None] | None]:
    """The event with what it is about, said or left unsaid, and the kind and family of that, if there is one."""
    body = _by_actor(event, kinds)
    unsaid = body or _by_trigger(event, kinds) or noun_after(event, kinds.nouns)
    said = event.matter
    if body and said and _is_own_session(said):
        said = replace(body, number=said.number, planned=said.planned, until=said.until)
    named = replace(event, matter=said or unsaid)
    named = replace(named, matter=as_negotiation(event, unwrapped(named, kinds.nouns)))
    found = kinds.kind_of(named)
    if found and _is_on_bare_goods(found, named.matter) and named.matter and named.matter.matter_class in kinds.nouns:
        found = None  # "announced the recall of its ambassador"
    barred = found and (found[0].name == "programme" or _is_on_bare_goods(found, named.matter))
    if barred and event.type == "SANCTION" and event.phase in _LAID_DOWN:
        named = replace(named, matter=_as_ban(named.matter))
        found = kinds.kind_of(named)
    if found and event.type == "AGREE" and event.matter is None and is_offer(event) and not found[0].may_be_proposed:
        found = None
    agreed = event.type == "AGREE" and said is None and trigger_of(event).startswith("agree")
    if found and agreed and not found[0].participation:
        found = None  # "agreed to the trip"
    if found and not is_between_sides(event, found[0], named.matter):
        found = None
    return named, found


def _sides(said: Event, told: Event, kind: Kind | None) -> tuple[Event, frozenset[str], frozenset[str]]:
    """The event without bystanders, the codes of those who act in it, and of those who are named with them.

    `said` is the event as it was read, `told` as its kind takes it.
    """
    acting = parties_of(told)
    named_too = parties_of(said) | frozenset(said.matter.parties if said.matter else ())
    if kind is None:
        return told, acting, named_too
    named_too = acting if acting != parties_of(said) else named_too
    event = told
    if kind.participation and event.phase in _LEAVING and not is_membership(event):
        event = _without_bystanders(event)
        acting = named_too = parties_of(event)
    if kind.once or kind.participation:
        speaking = (a for a in (*event.actors, *event.recipients) if _may_speak(a))
        acting = _without_their_continent(frozenset(code for a in speaking if (code := party_of(a))))
        beside = parties_of(said) - parties_of(event) | (parties_of(event) - acting)
        named_too = acting | (frozenset(event.matter.parties if event.matter else ()) - beside)
    return event, acting, named_too


def _object_of(
    event: Event, matter: Matter | None, kind: Kind | None, kinds: KindBook, ignored: Collection[str]
) -> str | None:
    """What the matter is on, in the words of the sentence; `None` where they tell nothing."""
    said = goods_said(event, matter, kinds.nouns) if kind and kind.directed else matter.object if matter else None
    said = said or (object_said(event, matter) if kind and not kind.once else None)
    said = _telling(said, kind, event)
    if said and kind and not kind.directed and not words_of(said, ignored):
        return None  # "fresh talks", "the Oslo talks", "15 million in aid"
    return said


def _by_their_union(event: Event) -> Event:
    """ "The European ban": what many states impose as one is imposed by the organisation that speaks for them."""
    named = (_continents().get(actor.id or "") for actor in event.actors)
    actors = tuple(replace(actor, id=one) if one else actor for actor, one in zip(event.actors, named, strict=True))
    return event if actors == event.actors else replace(event, actors=actors)


def _without_their_continent(parties: frozenset[str]) -> frozenset[str]:
    """ "The EU and Turkey ... from Turkey to Europe": beside the Union, Europe is where it is and no further side."""
    return frozenset(code for code in parties if _continents().get(code) not in parties)


@lru_cache(maxsize=1)
def _continents() -> Mapping[str, str]:
    """Groups of states whose members nobody names, and the organisation that speaks for most of them."""
    return dict(map(str.split, load_dossier_words().continents))


_NONE: frozenset[str] = frozenset()
_REASON = re.compile(
    r"\s+(?:over|because of|in response to|in retaliation for|for (?:its|their|his|alleged)|as part of)\s.*$"
)


def _telling(said: str | None, kind: Kind | None, event: Event) -> str | None:
    """What the words of an object tell of it: a measure is on neither "the measure" nor the reason for it.

    One on whoever is no state is on them: "sanctions on [two firms]".
    """
    said = _BETWEEN.sub("", _ON_A_DAY.sub("", said)) if said else None
    if said and _A_DAY.match(said):
        return None
    if kind is None or not kind.directed:
        return None if said and kind and all(word in kind.generic for word in said.lower().split()) else said
    said = _REASON.sub("", said) if said else None
    words = set(said.lower().split()) if said else set()
    plain = _own_nouns(kind) | kind.generic | set(load_dossier_words().vague)
    if words and words <= plain | {"the", "other", "three", "two", "several"}:
        said = None  # "the measure" is whichever the report told of, and on nothing of that name
    struck = [actor for actor in event.recipients if actor.span is not None]
    if said is None and event.type == "SANCTION" and struck and all(_FIRM.search(actor.id or "") for actor in struck):
        return struck[0].name
    return said


TWO = 2
_FROM_ONE = re.compile(r"\s+from [A-Z][\w'’ -]*$")
"""Of a measure on several, the one that stands beside the goods: "maize imports [from Uganda] and Tanzania"."""

_MONTHS = "|".join(month.capitalize() for month in MONTHS)
_A_DAY = re.compile(rf"(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{1,4}})?$")
_WEEKDAYS = "|".join(day.capitalize() for day in WEEKDAYS)
_ON_A_DAY = re.compile(rf"\s+(?:on|in|last|next|since|until|from) (?:{_WEEKDAYS}|{_MONTHS})\b.*$")
_BETWEEN = re.compile(r"\s+between [A-Z].*$")
_FIRM = re.compile(r"^COM\.|\.BUS$")


_LAID_DOWN = frozenset({Phase.BEGIN, Phase.EXTEND, Phase.TIGHTEN})


def _is_on_bare_goods(found: tuple[Kind, Family | None], matter: Matter | None) -> bool:
    """ "Banned maize", "barred lorries": what is barred is named, and no noun for the measure."""
    kind, family = found
    return kind.directed and family is None and matter is not None and matter.matter_class.lower() not in kind.generic


def _as_ban(matter: Matter | None) -> Matter | None:
    """ "Banned the delivery of wine": what is barred is no programme that begins, but under a ban."""
    if matter is None:
        return None
    barred = " ".join(filter(None, (matter.object, matter.matter_class)))
    return replace(matter, matter_class="ban", object=barred)


_LEAVING = frozenset({Phase.WITHDRAW, Phase.RATIFY})
_PARTNER = re.compile(r"\b(?:with|between|and|of|to|against)\s+(?:(?:the|its|neighbou?ring)\s+)*$", re.I)


def _without_bystanders(event: Event) -> Event:
    """The event of one who leaves a pact or ratifies it without those who are no partners in it by their place.

    "Withdrew from the pact with Mali" names a partner, "withdrew, complaining that Mali had cheated" does not.
    """
    start, quote = event.evidence.sentence.start, event.evidence.quote
    kept = tuple(
        actor
        for actor in event.recipients
        if actor.span is None or _PARTNER.search(quote[: max(0, actor.span.start - start)])
    )
    return replace(event, recipients=kept)


def _own_nouns(kind: Kind) -> frozenset[str]:
    """The nouns of the kind itself: a "visa requirement" is on no visas."""
    return frozenset(word for family in kind.families for word in family.words)


def _nouns_of(kind: Kind | None) -> frozenset[str]:
    """The nouns of a standing body as words of an object: "the dialogue mechanism on trade" is one on trade."""
    if kind is None or not kind.sessions:
        return frozenset()
    return words_of(" ".join(word for family in kind.families for word in family.words), ())


def _not_telling(kind: Kind | None, family: Family | None) -> frozenset[str]:
    """Words that tell no matter of the kind from another one: its nouns, what its family is on anyhow, "companies"."""
    objects = family.objects if family is not None else _NONE
    vague = frozenset(load_dossier_words().vague) if kind is not None and kind.directed else _NONE
    return _nouns_of(kind) | objects | vague


def _may_speak(actor: ActorRef) -> bool:
    """Whether an actor is one of the sides, named or supplied; whom the sentence names must be able to be one."""
    return actor.span is None or actor.why == CORRECTED or can_stand_for_a_side(actor)


def _has_words(actor: ActorRef) -> bool:
    """Whether the sentence names the actor, or takes up what told of it, and it can stand for its side.

    Else the whole report stood in; and tourists or a candidate speak for no state.
    """
    said = actor.span is not None or actor.inherited_from is not None or actor.why == CORRECTED
    return said and can_stand_for_a_side(actor)


def _visitor(event: Event, form: str | None) -> str | None:
    """The side that goes: who visits, or who puts off a visit; who is turned down."""
    if form != "visit":
        return None
    turned_down = event.type == "REJECT" and event.phase in (None, Phase.REFUSE)
    turned_down = turned_down or is_invited_over(event)  # who is asked to come goes, or would have
    guests = [actor for actor in event.recipients if actor.why.startswith(_WHOSE_VISIT)] if event.phase else []
    going = guests or (event.recipients if turned_down else event.actors)
    found = {code for actor in going if (code := party_of(actor))}
    if not found and event.matter and event.type == "CONSULT":
        found = set(event.matter.parties)
    return found.pop() if len(found) == 1 else None


_WHOSE_VISIT = ("patient.by:", "patient.poss:")
"""How a recipient was found whose visit a host puts off or calls off: "cancelled a visit by [the premier]"."""


def act_of(event: Event) -> str:
    """What an event is as an act, for an item of no kind."""
    return f"{event.type} {event.phase}" if event.phase else event.type


def _by_actor(event: Event, kinds: KindBook) -> Matter | None:
    """ "The joint working group met": a standing body that nobody knows by name is the matter of its own meetings."""
    for actor in event.actors:
        name = actor.name.lower()
        for kind in kinds.kinds:
            if actor.id is None and kind.sessions and kind.object_words and not kind.once:
                bodies = kind.object_words | _bodies(kind)
                noun = next((word for word in sorted(bodies) if said_in(word, name)), None)
                if noun is not None and event.type == "CONSULT":
                    return Matter("meeting", actor.name)
    return None


_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)$|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)$", re.I)


def _is_own_session(said: Matter) -> bool:
    """ "Held its 15th meeting", of a body that stands: the meeting is one of the body's own."""
    nouns = is_session(said) or said.matter_class.lower() == "meeting"
    return nouns and (not said.object or _NUMBER.match(said.object) is not None)


def _bodies(kind: Kind) -> frozenset[str]:
    """The nouns of bodies that stand: they meet of themselves, as flights and visits do not."""
    return frozenset().union(*(f.words for f in kind.families)) if "standing" in kind.states else frozenset()


def _by_trigger(event: Event, kinds: KindBook) -> Matter | None:
    """The noun that reports the act names the matter too: "held drills", "the visit"; a call on somebody is no call."""
    if event.type == "ASSAULT":
        return None
    if event.type in ONLY_WORDS:  # who quarrels has a quarrel, whatever the words
        told = trigger_of(event) if event.type == "ACCUSE" else ""
        return Matter(singular(kinds.verbs[told])) if told in kinds.verbs else None
    if is_invited_over(event):
        return Matter("visit")
    if _sends_troops(event):
        return Matter("deployment")
    words = trigger_of(event).split()
    noun = singular(words[-1]) if words else ""
    if noun in kinds.only_nouns and any(line.endswith(" as verb") for line in event.explanation):
        return None  # who trains somebody runs no train, and who exchanges views no exchange
    return Matter(singular(kinds.verbs.get(noun, noun))) if noun in kinds.nouns or noun in kinds.verbs else None


@lru_cache(maxsize=1)
def _troops() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(load_dossier_words().troops)})\b", re.I)


def _sends_troops(event: Event) -> bool:
    """ "Sent 300 soldiers to Bangui": troops in another state are a deployment, by whatever verb."""
    armed = (event.type == "MOBILIZE" and event.mode == "troops") or (event.type == "AID" and event.mode is None)
    if not armed or not trigger_of(event).startswith(load_dossier_words().sending):
        return False
    doers = {party_of(actor) for actor in event.actors} - {None}
    hosts = {party_of(actor) for actor in event.recipients if _is_where(actor, event)} - {None}
    return bool(doers and hosts - doers) and _troops().search(event.evidence.quote) is not None


_WHERE = re.compile(r"\b(?:to|into|in|inside|at)\s+(?:the\s+)?(?:[A-Z][\w'’-]*\s+)*$")


def _is_where(actor: ActorRef, event: Event) -> bool:
    """Whether an actor's name says where to: "sent troops to [Mali]", and not "to deter [Mali]"."""
    at = actor.span.start - event.evidence.sentence.start if actor.span is not None else -1
    return at > 0 and _WHERE.search(event.evidence.quote[:at]) is not None


def _who(event: Event) -> tuple[tuple[str, str], ...]:
    """Participants that are more than a whole country: (party, person, office or last name).

    A ministry that puts a visit off says nothing of who was to travel.
    """
    found = set()
    for actor in (*event.actors, *event.recipients):
        code = party_of(actor)
        if not code or (event.type == "REJECT" and not actor.person and (actor.id or "").endswith(_BODIES)):
            continue
        if actor.person or (actor.id and actor.id != code):
            found.add((code, actor.person or actor.id or ""))
            if actor.person and actor.id and actor.id != code:
                found.add((code, actor.id if _only_office(actor) else f"{BESIDE}{actor.id}"))
            if actor.id == f"{code}.GOV" and (office := _MINISTERS.search(actor.name)):
                found.discard((code, actor.id))
                found.add((code, f"{actor.id}.MIN {office.group(1).lower()}"))
        elif actor.id is None and actor.name:
            found.add((code, f"?{actor.name.split()[-1].lower()}"))
    return tuple(sorted(found))


_BODIES = (".GOV", ".MFA")
"""How the ids of those end who announce what becomes of a meeting."""

_MINISTERS = re.compile(rf"\b(?!(?:{any_of(load_dossier_words().whole_cabinets)})\b)([a-z]+) ministers?\b", re.I)
"""Ministers of one portfolio, by its name: where no body stands for it they are none of those who have one."""


def _only_office(actor: ActorRef) -> bool:
    """Whether the text names the office alone: who held it then is known from elsewhere, and may have changed since."""
    person = (actor.person or "").removeprefix("person/").split("-")
    return not set(person) & set(re.findall(r"[^\W\d_]+", actor.name.lower()))


def _part_of(event: Event, kinds: KindBook) -> str | None:
    """The kind of matter of which the sentence says that this is a part ("as part of reciprocal visits")."""
    quote = event.evidence.quote.lower()
    found = re.search(r"\b(?:part of|within the framework of|in the framework of|under)\s+(.{0,60})", quote)
    if found is None:
        return None
    rest = found.group(1)
    for kind in kinds.kinds:
        words = kind.object_words | (
            frozenset().union(*(f.words for f in kind.families)) if kind.sessions else frozenset()
        )
        if kind.sessions and any(re.search(rf"\b{re.escape(word)}s?\b", rest) for word in words):
            return kind.name
    return None
