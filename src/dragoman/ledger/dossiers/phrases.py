"""What the words of an event's own sentence say of its matter beyond the fields: numbers, proper names, goods."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from dragoman.ledger.dossiers.items import singular, words_of
from dragoman.lexicon.cues_dossiers import load_dossier_words, word_set
from dragoman.lexicon.dossiers import REAL, phrase_of, trigger_of, trigger_place
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Event, Matter, Phase, Status

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
_NUMBER = rf"({'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_SESSION = re.compile(rf"\b{_NUMBER} (?:[a-z-]+ )?(?:session|round|meeting)\b", re.I)
_TIME = re.compile(rf"\bfor the {_NUMBER} time\b", re.I)
_NAME = r"((?:[A-Z][\w'’-]*)(?: (?:[A-Z0-9][\w'’-]*)){0,3})"
_FIRST_IN_LONG = re.compile(
    rf"\b{_NUMBER}\b[^.;]{{0,60}}\b(?:since\b|in (?:more than |over |nearly |almost |some )?(?:[a-z]+|\d+) "
    r"(?:years?|decades?|months?|weeks?)\b|for (?:[a-z]+|\d+) years\b|ever\b|of its kind\b)",
    re.I,
)
_THIS_YEAR = re.compile(
    rf"\b{_NUMBER}\b(?! (?:[a-z-]+ )?(?:session|round)\b)[^.;]{{0,60}}\bthis (?:year|month|week)\b", re.I
)
"""A visit is "the first since 1994", or "his second this year", without being a numbered one of a row."""

_SESSION_NOUNS = frozenset(("session", "round"))


def number_said(event: Event, matter: Matter | None) -> int | None:
    """The number of a session: "the third session of their dialogue", "met for the second time"."""
    if _FIRST_IN_LONG.search(event.evidence.quote) or _THIS_YEAR.search(event.evidence.quote):
        return None
    if matter is not None and matter.number:
        return matter.number
    if event.type != "CONSULT":
        return None
    quote = event.evidence.quote
    found = list(_SESSION.finditer(quote)) or list(_TIME.finditer(quote))
    return _value(found[0].group(1)) if len(found) == 1 and _of_this_act(event, found[0]) else None


_ANOTHER_ACT = re.compile(
    r"\b(?:and|but|before|after|while) (?:[a-z]+ ){0,3}?(?:will|would|is|are|was|were|has|have|had|to)\b", re.I
)


def _of_this_act(event: Event, number: re.Match[str]) -> bool:
    """Whether no other act stands between: "met on Monday and will hold its second session in May"."""
    start = trigger_place(event)[0]
    first, last = sorted((max(0, start), number.start()))
    return not _ANOTHER_ACT.search(event.evidence.quote[first:last])


def _value(word: str) -> int:
    low = word.lower()
    return _ORDINALS.index(low) + 1 if low in _ORDINALS else int(re.sub(r"\D", "", low))


def is_session(matter: Matter | None) -> bool:
    """Whether the noun names a session of something that stands or runs."""
    return matter is not None and matter.matter_class.lower() in _SESSION_NOUNS


_PROPER = r"((?:[A-Z][\w’'-]+ ?){1,4})"


def title_said(quote: str, nouns: Iterable[str], ignored: Collection[str]) -> frozenset[str]:
    """The words of the proper name beside a noun: "the Lake Victoria fisheries convention", "a treaty on the Mekong".

    Names that only say which countries it is of are none.
    """
    noun = "|".join(re.escape(word) for word in sorted(nouns, key=len, reverse=True))
    patterns = (
        rf"\b{_PROPER}(?:[a-z-]+ ){{0,2}}(?i:{noun})\b",
        rf"\b(?i:{noun})\b(?: [a-z-]+){{0,4}}? (?:of|in|on) (?:the )?{_PROPER}",
    )
    for pattern in patterns:
        for found in re.finditer(pattern, quote):
            words = words_of(found.group(1), ignored) - word_set("nameless")
            if words:
                return words
    return frozenset()


def name_said(event: Event, matter: Matter | None) -> str | None:
    """The proper name of a matter: "the exercise Blue Net", "the Blue Net exercise", "an operation called Calm Sea"."""
    if matter is None:
        return None
    noun = re.escape(matter.matter_class.lower())
    quote = event.evidence.quote
    before = (rf"\b{_NAME} (?:[a-z]+ ){{0,2}}(?i:{noun})s?\b",) if noun in word_set("called_by_name") else ()
    for pattern in (
        rf"\b(?i:{noun})s?,? (?:called|named|dubbed|known as|code-named|codenamed) \W?{_NAME}",
        rf"\b(?i:{noun}),? \W?{_NAME}",
        *before,
    ):
        found = re.search(pattern, quote)
        if found and not re.search(r"['’]s?\b", found.group(1)) and not _names_actor(event, found.group(1)):
            return found.group(1)
    return None


def _names_actor(event: Event, name: str) -> bool:
    """ "After winning the deal, Cameron faces ...": who goes on to do something is no name of the deal."""
    return any(actor.name and actor.name in name for actor in (*event.actors, *event.recipients))


_TALKS = frozenset(("talk", "discussion", "consultation"))
_TALK_NOUNS = any_of(load_dossier_words().talk_nouns)
_ROUND = re.compile(rf"\brounds? of (?:[a-z-]+ ){{0,3}}(?:{_TALK_NOUNS})\b", re.I)
_ONE_ROUND = re.compile(
    rf"\b(?:an?|the|this|{_NUMBER}) (?:[a-z-]+ )?round of (?:[a-z-]+ ){{0,3}}(?:{_TALK_NOUNS})\b",
    re.I,
)
_LONG = re.compile(rf"\b(?:years?|months?|weeks?|decades?|rounds?) of (?:[a-z-]+ )?(?:{_TALK_NOUNS})\b", re.I)
_CONCLUDED = re.compile(rf"\b(?:were|was|been) (?:[a-z]+ly )?(?:{any_of(load_dossier_words().concluded)})\b", re.I)
_STILL = re.compile(rf"\b(?:{any_of(load_dossier_words().standing_still)})\b", re.I)
_DEAD_END = re.compile(rf"\b(?:{any_of(load_dossier_words().dead_ends)})", re.I)


def unwrapped(event: Event, nouns: frozenset[str]) -> Matter | None:
    """The matter itself where the words name a part of it: "lifted the rest of its [ban] on grapes"."""
    matter = event.matter
    if matter is not None and matter.object and is_session(matter):
        return replace(matter, object=_of_talks(matter.object))
    if matter is None or matter.matter_class.lower() not in word_set("parts") or not matter.object:
        return matter
    words = matter.object.split()
    place = next((at for at, word in enumerate(words) if singular(word.lower()) in nouns), None)
    if place is None:
        return matter
    rest = words[place + 1 :]
    if rest and rest[0].lower() in ("between", "with"):
        rest = []
    rest = [word for word in rest if word.lower() not in ("on", "against", "over", "about", "of")]
    return replace(
        matter, matter_class=singular(words[place].lower()), object=" ".join((*words[:place], *rest)) or None
    )


def _of_talks(said: str) -> str | None:
    """ "A round of border [talks between Oslo and Riga]" is one on the border."""
    found = _TALKED.search(said)
    if found is None:
        return said
    before, after = said[: found.start()].strip(), said[found.end() :].strip()
    on = re.match(r"(?:on|over|about|concerning) (.+)", after)
    return before or (on.group(1) if on else None)


_TALKED = re.compile(rf"\b(?:{_TALK_NOUNS}|negotiations)\b", re.I)


def as_negotiation(event: Event, matter: Matter | None) -> Matter | None:
    """Talks on something that go on, come in rounds, or fail are a negotiation, and no single meeting."""
    if matter is not None and matter.matter_class.lower() == "dialogue" and _is_with_rebels(event):
        return replace(matter, matter_class="negotiation")
    if matter is None or matter.matter_class.lower() not in _TALKS:
        return matter
    trigger = trigger_of(event)
    if event.type == "CONSULT" and event.phase in (Phase.END, Phase.SIGN) and _CONCLUDED.search(_after(event)):
        return replace(matter, matter_class="negotiation")
    if event.phase is Phase.END and _ONE_ROUND.search(event.evidence.quote):
        return replace(matter, matter_class="round")
    if event.phase is Phase.END and _LONG.search(event.evidence.quote):
        return replace(matter, matter_class="negotiation")
    if event.type == "REJECT" and event.phase is Phase.END and trigger.startswith(load_dossier_words().failing):
        return replace(matter, matter_class="negotiation")
    if _is_course_of_talks(event) or _is_hoped_for(event) or _is_stuck(event):
        return replace(matter, matter_class="negotiation")
    if not matter.object:
        return matter
    failing = event.type == "REJECT" and (
        trigger.startswith(load_dossier_words().failing)
        or (event.phase in (None, Phase.END) and bool(_DEAD_END.search(_after(event))))
    )
    lasting = event.type == "CONSULT" and (
        event.status is Status.ONGOING or event.phase is Phase.SIGN or bool(_ROUND.search(event.evidence.quote))
    )
    return replace(matter, matter_class="negotiation") if failing or lasting else matter


def _is_with_rebels(event: Event) -> bool:
    """Whether one of those who talk fights a state: no standing body of theirs meets."""
    everybody = (actor.id or "" for actor in (*event.actors, *event.recipients))
    return any(each.startswith("ARM.") or ".REB" in each for each in everybody)


_PLURAL = re.compile(rf"\b(?:{_TALK_NOUNS})\b", re.I)
_SOON = re.compile(rf"\b(?:{any_of(load_dossier_words().meeting_soon)})\b", re.I)


def _is_course_of_talks(event: Event) -> bool:
    """ "Resumed talks", "suspended talks": what is halted and taken up again goes on over more than one meeting."""
    course = event.type in ("CONSULT", "SANCTION") and event.phase in (Phase.RESUME, Phase.SUSPEND)
    return course and _PLURAL.search(event.evidence.quote) is not None


def _is_stuck(event: Event) -> bool:
    """ "Talks have stalled", "are at a standstill": what can be stuck goes on over more than one meeting."""
    if event.type != "REJECT" or event.status not in REAL or event.phase not in (None, Phase.POSTPONE, Phase.END):
        return False
    stuck = trigger_of(event).startswith(load_dossier_words().stuck) or bool(_STILL.search(_after(event)))
    return stuck and _PLURAL.search(event.evidence.quote) is not None


def _is_hoped_for(event: Event) -> bool:
    """ "Would consider talks", without a day or a place: that there be negotiations at all, and no one meeting."""
    if event.type != "CONSULT" or event.status is not Status.PROPOSED or event.date is not None or event.place:
        return False
    quote = event.evidence.quote
    return _PLURAL.search(quote) is not None and _SOON.search(quote) is None


def _after(event: Event) -> str:
    """The sentence from the trigger on."""
    return event.evidence.quote[trigger_place(event)[0] :]


_VERBS = (
    r"(?:took|entered|came|comes|was|were|has|have|had|is|are|will|would|began|ended|lapsed|expired|may|can|that|which|"
    r"remains?|remained|stays?|stayed|continues?|continued|flared|deepened|worsened|for the time|until|because|after|"
    r"following|amid|despite|when|while|if|as)"
)


def object_said(event: Event, matter: Matter | None) -> str | None:
    """What a matter is on, where a comma or the parser parts it from its noun: "a second accord, on wells"."""
    if matter is None:
        return None
    noun = re.escape(matter.matter_class.lower())
    found = re.search(rf"\b(?i:{noun})s?,? (?:on|about|over|concerning) ([^,.;]{{3,60}})", event.evidence.quote)
    said = re.split(rf"\s+{_VERBS}\b", found.group(1))[0].strip() if found else ""
    if said and any(said.startswith(actor.name) for actor in (*event.actors, *event.recipients) if actor.name):
        return None  # "sanctions on the North": on whom, and not on what
    return said if len(said) > 2 and not _DAY.match(said) else None


_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.I,
)
_AGREED_ON = re.compile(r"\s+(?:to|on|upon)\s+(?:an?|the|another|their)\s", re.I)
_PAST = 8
"""Words after the trigger in which the noun of what is halted is looked for."""


def noun_after(event: Event, nouns: frozenset[str]) -> Matter | None:
    """What is halted or taken up, where no field says it: "stopped its wheat [deliveries]".

    The word before is its object. Only up to the first comma, and only for an act with a phase or a negotiation.
    """
    if event.type == "REJECT" and trigger_of(event).startswith(load_dossier_words().failing):
        return _noun_before(event, nouns)
    trigger = trigger_of(event)
    taken_up = event.phase is Phase.RESUME and trigger == "talking"
    if event.type == "CONSULT" and event.phase is not None and (taken_up or _TABLE.search(_after(event))):
        return Matter("negotiation")
    halted = event.phase is not None and event.type in ("SANCTION", "COOPERATE", "CONCEDE", "RETREAT")
    turned_down = event.type == "REJECT" and event.phase in (Phase.REFUSE, Phase.WITHDRAW)
    offered = event.type == "AGREE" and trigger.startswith(load_dossier_words().offering)
    negotiated = trigger.startswith("negotiat")
    evidence = event.evidence
    after = evidence.quote[trigger_place(event)[1] :]
    agreed = event.type == "AGREE" and trigger.startswith("agree") and _AGREED_ON.match(after) is not None
    carried = event.type == "COOPERATE" and trigger.startswith(load_dossier_words().undertaking)
    if not (halted or turned_down or offered or negotiated or agreed or carried):
        return None
    on = re.match(r"\s*(?:on|about|over) (?:the |a |an |their |its )?([^,.;]{3,50})", after) if negotiated else None
    if on:
        return Matter("negotiation", on.group(1).strip())
    if negotiated and event.type == "CONSULT":
        paper = _PAPER_BEFORE.search(evidence.quote[: trigger_place(event)[0]])
        if paper and singular(paper.group(2).lower()) in nouns:
            return Matter(singular(paper.group(2).lower()), paper.group(1))
        what = _NEGOTIATED.match(after)
        if what is None or not any(singular(word.lower()) in nouns for word in what.group(1).split()):
            return Matter("negotiation", what.group(1).strip() if what else None)
    words = re.findall(r"[A-Za-z-]+", re.split(r"[,;.]| that | because | after ", after)[0])
    words = words[: 2 * _PAST if agreed else _PAST]
    for place, word in enumerate(words):
        noun = singular(word.lower())
        if noun == "call" and words[place + 1 : place + 2] in (["to"], ["for"], ["on"]):
            continue  # an appeal, and no telephone call
        if words[max(place - 2, 0) : place] == ["head", "of"]:
            continue  # a "head of mission" is an envoy
        if words[place + 1 : place + 2] and singular(words[place + 1].lower()) in nouns:
            continue  # "a border commission" is a commission
        if noun in nouns and not (place and words[place - 1].lower() == "to"):
            before = words[place - 1].lower() if place else ""
            plain = re.fullmatch(r"(?:a|an|the|new|this|that|another|further)", before)
            if (turned_down or offered or agreed) and plain:
                before = ""
            named = len(before) > len("its") and not _NO_GOODS.fullmatch(before) and not _DAY.match(before)
            return Matter(noun, before if named else _goods_after(after, word))
    return _noun_of_subject(event, nouns) if halted else None


def _goods_after(after: str, noun: str) -> str | None:
    """ "Controls on exports [of chip materials] to Seoul": what is named behind the noun."""
    found = re.search(rf"\b{noun} of (?:the |its |their )?([a-z][^,.;A-Z]{{2,40}}?)(?= (?:{_WHITHER}) |[,.;]|$)", after)
    return found.group(1).strip() if found else None


_WHITHER = "to|from|into|by|for|with|on|in|at|after|before|until|because|and|which|that|over|since"
_NO_GOODS = re.compile(rf"the|of|against|{_WHITHER}")
"""Words before a noun that tell nothing of it: "punishes [with] duties"."""
_NEGOTIATED = re.compile(
    r"\s*(?:the |an? |its |their )(?:new )?([^,.;]{3,50}?)(?= with | before | after | that | which |[,.;]|$)"
)


_TABLE = re.compile(r"^[^,.;]{0,30}\bto the (?:(?:negotiating|bargaining|conference) )?table\b", re.I)
_PAPER_BEFORE = re.compile(
    rf"\b(?:the|an?|their|this) (?:([a-z-]+(?: [a-z-]+)?) )?({any_of(load_dossier_words().negotiated_papers)})\b"
    r"[^.;]{0,60}?\b(?:that|which)\b [^.;]{0,80}\b(?:has|have|had|is|are|was|were)(?: been)? (?:[a-z]+ly )?$"
)
"""The paper that is being negotiated where "negotiating" follows it: "the pensions accord, which they have been"."""


def _noun_of_subject(event: Event, nouns: frozenset[str]) -> Matter | None:
    """What begins or ends of itself, and so is read as who does it: "[Ferry services] between the two resumed"."""
    for actor in event.actors:
        words = actor.name.split() if actor.id is None and actor.country is None else []
        noun = singular(words[-1].lower()) if words else ""
        if noun in nouns or " ".join((*(word.lower() for word in words[-2:-1]), noun)) in nouns:
            return Matter(noun, " ".join(words[:-1]).lower() or None)
    return None


def is_offer(event: Event) -> bool:
    """Whether the trigger says that something is only proposed."""
    return trigger_of(event).startswith(load_dossier_words().offering)


_OWN_CLAUSE = re.compile(r",? (?:after|when|because|while|since|although|as) (?:the |both |they )?(?=[a-z]+ $)")
"""Before the clause of a failing that is its doer's own: "called off the talks, after [the parties] failed"."""


def _noun_before(event: Event, nouns: frozenset[str]) -> Matter | None:
    """What failed: the [talks] broke down."""
    evidence = event.evidence
    before = _OWN_CLAUSE.split(evidence.quote[: trigger_place(event)[0]])[-1]
    words = re.findall(r"[A-Za-z-]+", re.split(r"[;.]", before)[-1])[-2 * _PAST :]
    found = next((noun for word in words if (noun := singular(word.lower())) in nouns), None)
    on = re.search(
        r"\b(?:talks?|negotiations?)\b(?: between [A-Z][^,.;]*?)? (?:on|about|over) (?:the |their )?"
        r"([^,.;]{3,50}?)(?: (?:have|has|had|were|was|are|is)\b|$)",
        before,
    )
    return Matter(found, on.group(1).strip() if on else None) if found else None


def goods_said(event: Event, matter: Matter | None, nouns: frozenset[str]) -> str | None:
    """What is barred where the noun is the thing itself: "bars Chilean eggs" bars eggs."""
    if matter is None or event.type not in ("SANCTION", "CONCEDE") or matter.matter_class.lower() in nouns:
        return matter.object if matter else None
    said = re.split(r" (?:for the time|for now|until|because|after|in order)\b", phrase_of(event))[0]
    said = said.removeprefix("the ").removeprefix("all ")
    place = event.evidence.quote.lower().find(said)
    as_written = event.evidence.quote[place : place + len(said)] if said and place >= 0 else said
    return as_written or matter.object or matter.matter_class
