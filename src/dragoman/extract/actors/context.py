"""Of which country a body or office is that stands without one: "the junta", "the foreign ministry", "the president".

What its own words say comes first ("the foreign ministry in Bujumbura", "the junta that rules Haiti"), then the last
body of its kind in the report, then the country of which the report and the sentences around speak most. A dateline
says where the reporter sat: it counts beside the others, and alone only where the report names no country. Where two
fit equally the country stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from dragoman.extract.actors.alone import BARE_CONGRESS, HOME_WEIGHT, OF_SOME, Alone, Named, so_called, words_of
from dragoman.extract.actors.scene import Scene
from dragoman.lexicon.actor_forms import can_be, load_forms
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actor_relations import load_relations
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Mention

Found = tuple[str | None, tuple[str, ...], float, str]
"""A country, or those it may be, how sure that is, and why."""

OWNED = "whose it is, its pronoun says"
SAID = "country that its own words give"
OPEN = "the text does not say of which country"
SHARED = "the bodies of several countries"
NAMED = "named with its country earlier in the text"

_NEAR = 3  # sentences in which the last body of a kind is the one that is meant, if there were others before
_LOCAL = 2  # sentences before its own that tell what a body's country is
_LOCAL_WEIGHT = 1.0
_BODY_WEIGHT = 1.0
_LEADING_WEIGHT = 1.0
_CABINET = "GOV"
_PARLIAMENT = ".PARLIAMENT"
_LEAD_WEIGHT = 3.0
_CLOSE = 1.6  # how often the country spoken of most must be named for each time that the next is
_HARDLY = 4  # how many times more one country must be spoken of to make another a mere aside
_USUAL = 2.5  # how much more often than a country is named a word is used of it that is mostly used of it
_SPEECH = 90  # characters in which who speaks still governs what is said
_SURE, _PHRASE, _LIKELY, _ALONE = 0.9, 0.9, 0.7, 0.6
# Kinds that act at home: the country where they act is theirs. An army or a minister may be abroad.
_AT_HOME = ("POL", "JUD", "LEG", "OPP", "PTY", "CB")
_NOT_EVERYWHERE = ("GOV.PRES", "GOV.PM", "GOV.VP", "MON", "MON.HEIR")
_WITHIN = re.compile(r" (?:in|of|based in|ruling|governing|running|controlling) (?:the )?")
_SEVERAL = re.compile(r"[\w.'-]+(?: [A-Z][\w.'-]*)*(?:, [A-Z][\w.' -]*)* (?:and|or) (?:the )?[A-Z]")
_RULES = re.compile(
    r",? (?:that|which|who) (?:now |has |have |had |is |are )*"
    rf"(?:(?:run|runs|lead|leads|led)\b|{any_of(actor_words_of('context', 'rules'))})[^,.;:]*"
)
_IS = re.compile(r"[^,.;:]{0,40}? (?:is|was|became|remains|has been|will be) (?:a|an|the|one of the) (?:[a-z-]+ ){0,4}")
_PLACE = re.compile(r"\b(?:in|at|near|outside|across|around|inside|throughout) (?:the )?(?:[a-z-]+ ){0,2}$")
_OWNER = re.compile(r"\b(?:whose|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y) (?:[a-z-]+ ){0,2}$")
# Bodies of which a government at war with rebels is one.
_PARTIES_TO = ("GOV", "MIL", "ENVOY", "OPP", "LEG")
_TELLS = re.compile(rf"(?: [a-z]+){{0,2}} (?:{any_of(actor_words_of('context', 'tells'))})\b")
_WHOLE = actor_words_of("context", "whole")
# "has accused ", "signed a deal with ": what stands between a body and the state with which it deals.
_DEALS = re.compile(
    r" (?:has |had |have |is |was |would |will |also |again |later |then |on \w+ )*(?!in |of |for )[a-z]+"
    r"(?: (?:a|an|the) (?:[a-z-]+ ){1,2}(?:with|on|to|from|against))?(?: (?:with|on|against|upon|at|from))? (?:the )?"
)
# Where another clause begins, with parties of its own: "the cabinet resigned after Chad closed the border".
_ASIDE = re.compile(r"\b(?:as|while|when|where|after|although|though|because|whereas|since)\b|[;:\u2013\u2014]")
_FRONTED = re.compile(r"(?:[A-Z][a-z]+, )?(?:[Ii]n|[Aa]t) (?:the )?(?:[a-z]+ (?:city|capital|town) of )?")
_WHERE = re.compile(r", where (?:the |local |state )?$")
_ORDERED = re.compile(rf" (?:has |had |have )?(?:{any_of(actor_words_of('context', 'ordered'))}) (?:the )?$")
# What one body of a state does to another of its own: "the parliament asked the premier", "he dismissed the cabinet".
_TOLD_AT_HOME = rf" (?:has |had |have )?(?:{any_of(actor_words_of('context', 'told-at-home'))}) (?:the )?$"
_AT_HOME_TOLD = re.compile(_TOLD_AT_HOME)
_BY_ITS_BODY = re.compile(
    rf"(?:'s?)?(?: [a-z-]+){{0,2}} (?:{any_of(actor_words_of('context', 'bodies-at-home'))}){_TOLD_AT_HOME}"
)
_COURT = re.compile(r"\b(?:Court|Tribunal)\b")
# A court between states, by its name, whether or not the book knows it.
_COURT_OF_STATES = re.compile(
    r"\b(?:(?:International|European|African|Inter-American|Caribbean|Permanent|Special) "
    r"(?:[A-Z][a-z]+ |of |for |on |and )*(?:Court|Tribunal)|World Court|"
    r"[Ww]ar crimes (?:court|tribunal)|arbitration (?:court|tribunal))\b"
)
_QUOTE_ENDS = re.compile(r"[,.]?(?:[\"\u201d]|'') ?")
_SUMMONS = re.compile(
    r"[^.;:\n]{0,40}?\b(?:summon(?:s|ed)|expel(?:s|led)|call(?:s|ed) in)\b[^.;:\n]{0,60}?"
    rf"\b(?:{any_of(actor_words_of('names', 'posted'))}) to (?:the )?"
)
_SAID = re.compile(rf" (?:{any_of(actor_words_of('context', 'said'))})\b")
_SAYS = re.compile(rf"[^.;:]{{0,60}}?\b(?:{any_of(actor_words_of('context', 'says'))})\b")


def country_from_context(scene: Scene, noun: Alone) -> Found:
    """The country of a body or office that stands alone: id, candidates, score and why."""
    if _OWNER.search(scene.text, max(noun.sentence.start, noun.start - 40), noun.start):
        return None, (), 0.0, OWNED
    if _of_several(scene, noun):
        return None, (), 0.0, SHARED
    if _is_of_no_state(scene, noun):
        return None, (), 0.0, "may be a court of no state, of which the text has told"
    said = _said_by_its_words(scene, noun)
    if said is not None:
        return said, (), _PHRASE, SAID
    fronted = _fronted(scene, noun) or _where(scene, noun) or _host(scene, noun)
    if fronted is not None:
        return fronted, (), _PHRASE, SAID
    teller = _told_by(scene, noun)
    if teller is not None and so_called(teller, words_of(scene, noun)):
        return teller, (), _LIKELY, "of the country whose own body tells of it"
    earlier = _last_of_its_kind(scene, noun)
    if earlier is not None:
        return earlier
    if _may_be_of_a_union(scene, noun):
        return None, (), 0.0, OPEN
    if noun.key.partition(".")[0] in _AT_HOME:
        places = {n.country for n in noun.named if _PLACE.search(scene.text, max(0, n.start - 40), n.start)}
        places = {p for p in places - scene.between if so_called(p, words_of(scene, noun))}
        if len(places) == 1:
            return places.pop(), (), _LIKELY, "the only place in the sentence"
    if noun.people:
        return _only_one_spoken_of(scene, noun)
    return _spoken_of_most(scene, noun)


def _is_of_no_state(scene: Scene, noun: Alone) -> bool:
    """Whether "the court" or "the tribunal" may take up one between states: "the European Court of Justice"."""
    if not noun.key.startswith("JUD"):
        return False
    earlier = (m for m in scene.mentions if m.end <= noun.start and m.kind == "organisation" and m.country is None)
    told = _COURT_OF_STATES.search(scene.text, 0, noun.start) is not None
    return told or any(_COURT.search(m.name) for m in earlier)


def _may_be_of_a_union(scene: Scene, noun: Alone) -> bool:
    """Whether "the parliament" may be that of a union which the text has named as often as any one state."""
    if scene.text[noun.start : noun.end].lower() != "parliament":
        return False
    before = [m for m in scene.mentions if m.end <= noun.start]
    unions = Counter(union for m in before if (union := _union_of(m.actor)) + _PARLIAMENT in scene.book.records)
    states = Counter(m.country for m in before if m.country)
    return bool(unions) and max(unions.values()) >= max(states.values(), default=0)


def _union_of(actor: str | None) -> str:
    """The organisation whose body an actor is, or itself: "IGO.EU"."""
    return ".".join((actor or "").split(".")[:2])


def within(scene: Scene, noun: Alone) -> Named | None:
    """The country in the noun's own phrase: "the foreign ministry in Bujumbura"."""
    found = _WITHIN.match(scene.text, noun.end)
    return None if found is None else next((n for n in noun.named if n.start == found.end()), None)


def _of_several(scene: Scene, noun: Alone) -> bool:
    """Whether its phrase names several countries: "police in Chad and Niger" are two bodies."""
    first = within(scene, noun)
    return first is not None and _SEVERAL.match(scene.text, first.start) is not None


def _said_by_its_words(scene: Scene, noun: Alone) -> str | None:
    """The country in the noun's own phrase or relative clause."""
    beside = within(scene, noun)
    if beside is not None:
        return beside.country
    called = (n for n in noun.named if n.start > noun.end and _IS.fullmatch(scene.text, noun.end, n.start))
    of_that = next((n.country for n in called if not n.whole), None)
    if of_that is not None:
        return of_that  # "the minister was the first Israeli official to speak"
    clause = _RULES.match(scene.text, noun.end, noun.sentence.end)
    if clause is None:
        return None
    return next((n.country for n in noun.named if clause.start() < n.start < clause.end()), None)


def _fronted(scene: Scene, noun: Alone) -> str | None:
    """The country of the place with which its sentence begins: "In Bogota, the foreign minister said"."""
    found = _FRONTED.match(scene.text, noun.sentence.start)
    if found is None:
        return None
    place = next((n for n in noun.named if n.start == found.end()), None)
    if place is None or place.end >= noun.start or not scene.text.startswith(", ", place.end):
        return None
    between = any(place.end < n.start < noun.start and not n.place for n in noun.named)
    return None if between else place.country


def _where(scene: Scene, noun: Alone) -> str | None:
    """The country of which the clause tells that begins right before it: "in Syria, where [government forces]"."""
    found = _WHERE.search(scene.text, max(noun.sentence.start, noun.start - 40), noun.start)
    if found is None:
        return None
    return next((n.country for n in noun.named if n.end == found.start() and (n.whole or n.place)), None)


def _host(scene: Scene, noun: Alone) -> str | None:
    """The country to which the envoy is sent whom a body summons: "the ministry summoned Oslo's envoy to [Peru]"."""
    found = _SUMMONS.match(scene.text, noun.end, noun.sentence.end)
    return next((n.country for n in noun.named if found is not None and n.start == found.end()), None)


def _told_by(scene: Scene, noun: Alone) -> str | None:
    """The country of a body or official that tells of the noun: "the ministry in Lima said the government ...".

    Whoever names no other country beside "the government" speaks of the own one.
    """
    tellers = [
        m
        for m in scene.mentions
        if m.sentence == noun.sentence.index
        and m.end < noun.start
        and m.country
        and m.kind in ("body", "office", "person")
        and not (m.description or "").startswith("former")
        and (_SAYS.match(scene.text, m.end, noun.start) or _orders(scene, m, noun))
    ]
    by_body = {n.country for n in noun.named if _BY_ITS_BODY.match(scene.text, n.end, noun.start)}
    if len(by_body) == 1:
        return by_body.pop()
    seats = [n for n in noun.named if not n.place and n.end < noun.start and _SAYS.match(scene.text, n.end, noun.start)]
    if not tellers and not seats:
        return _quoted_by(scene, noun)
    last: Mention | Named = tellers[-1] if tellers else seats[-1]
    if isinstance(last, Mention) and _orders(scene, last, noun):
        return last.country
    between = {n.country for n in noun.named if last.end < n.start < noun.start}
    return last.country if between <= {last.country} and noun.start - last.end < _SPEECH else None


def _orders(scene: Scene, mention: Mention, noun: Alone) -> bool:
    """Whether an official tells what to do: he orders his own army, whomever else the sentence names before it."""
    if mention.kind in ("office", "person") and _ORDERED.search(scene.text, mention.end, noun.start) is not None:
        return True
    return (
        mention.kind in ("office", "person", "body")
        and _AT_HOME_TOLD.search(scene.text, mention.end, noun.start) is not None
    )


def _quoted_by(scene: Scene, noun: Alone) -> str | None:
    """The country of the official who is named after a quote as its speaker: ""The ministry is ready," Ms Roe said"."""
    closed = _QUOTE_ENDS.search(scene.text, noun.end, noun.sentence.end)
    opened = max(scene.text.rfind(mark, noun.sentence.start, noun.start) for mark in ('"', "\u201c", "``"))
    if closed is None or opened < 0:
        return None
    after = [
        m
        for m in scene.mentions
        if m.sentence == noun.sentence.index
        and m.kind in ("office", "person")
        and m.country
        and m.start >= closed.end()
    ]
    first = min(after, key=lambda m: m.start, default=None)
    if first is None or (first.phrase or (first.start, 0))[0] > closed.end() + 1:
        return None
    between = {n.country for n in noun.named if opened < n.start < closed.start()}
    said = _SAID.match(scene.text, first.end) is not None and between <= {first.country}
    return first.country if said else None


def _last_of_its_kind(scene: Scene, noun: Alone) -> Found | None:
    """The owner of the last body of its kind: the only one so far, or the only one of a sentence just before."""
    word = scene.text[noun.start : noun.end].lower()
    earlier = [m for m in scene.bodies.get(noun.key, ()) if m.country and m.start < noun.start]
    earlier = [m for m in earlier if so_called(m.country or "", words_of(scene, noun))]
    alike = [m for m in earlier if m.name.lower().endswith(word)]
    if alike or noun.key == "PTY":
        earlier = alike  # the last junta, not the last government; the communist party, not the ruling one
    others = _acted_upon(scene, noun)
    earlier = [m for m in earlier if m.country not in others]
    if not alike and word in _WHOLE:
        earlier = [m for m in earlier if not _is_of_people(scene, m)]  # a foreign official is no government spoken of
    owners = {m.country for m in earlier}
    if len(owners) > 1:
        last = max(m.sentence for m in earlier)
        owners = {m.country for m in earlier if m.sentence == last}
        if noun.sentence.index - last > _NEAR or len(owners) > 1:
            return None
    owner = next(iter(owners), None)
    return (owner, (), _SURE, NAMED) if owner is not None else None


def _is_of_people(scene: Scene, mention: Mention) -> bool:
    """Whether a body was named by its people: "Peruvian officials"."""
    last = mention.name.lower().rsplit(" ", 1)[-1]
    return last in scene.words.people or last.removesuffix("s") in scene.words.person


def _acted_upon(scene: Scene, noun: Alone) -> set[str]:
    """The states that its clause names as those it deals with: the government that accuses Caracas is not Caracas's."""
    if _SAYS.match(scene.text, noun.end, noun.sentence.end):
        return set()
    states = (n for n in noun.named if n.whole and n.start > noun.end)
    dealt = (n for n in states if _DEALS.fullmatch(scene.text, noun.end, n.start))
    return {n.country for n in dealt}


def _spoken_of_most(scene: Scene, noun: Alone) -> Found:
    """The country named most, those around counting more; the dateline's too, if it is spoken of or no other is."""
    others = _other_parties(scene, noun)
    counted = dict[str, float]()
    word = words_of(scene, noun)
    others = others | (scene.between if noun.key.startswith(_PARTIES_TO) else frozenset())
    if scene.home and so_called(scene.home, word) and scene.home not in others and _has(scene, noun.key, scene.home):
        if not _elsewhere_before(scene, noun):
            return scene.home, (), 0.8, "country of the dateline"
        counted[scene.home] = HOME_WEIGHT + _LEAD_WEIGHT * _is_of_the_lead(scene, noun)
    for sentence, country in scene.spoken:
        if country not in others and _has(scene, noun.key, country) and so_called(country, word):
            near = 0 <= noun.sentence.index - sentence <= _LOCAL
            counted[country] = counted.get(country, 0.0) + 1 + _LOCAL_WEIGHT * near
    _count_leading(scene, noun, counted)
    bodies = {m.country or "" for m in scene.mentions if m.kind == "body" and m.end < noun.start}
    for country in bodies & set(counted):
        counted[country] += _BODY_WEIGHT  # whose bodies act in the report
    _count_usual(scene, noun, word, others, counted)
    if not counted and BARE_CONGRESS in word:
        usual = sorted(load_forms()["usual congress"] - others)
        return (usual[0], (), _LIKELY, "whose congress is mostly meant") if len(usual) == 1 else (None, (), 0.0, OPEN)
    ranked = sorted(counted.items(), key=lambda entry: -entry[1])
    if ranked and _overshadowed(scene, ranked[0][0], others):
        return None, (), 0.0, OPEN
    if not ranked:
        return None, (), 0.0, OPEN
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 1:
        best = tuple(country for country, count in ranked if ranked[0][1] - count < 1)
        return None, best, 0.0, OPEN
    # Of a report on two states alike nobody can tell whose a stranger with a title is; bodies are spoken of anew.
    close = len(ranked) > 1 and ranked[1][1] * _CLOSE > ranked[0][1]
    if ranked[0][0] == scene.home:
        return scene.home, (), _ALONE if close else 0.8, "country of the dateline"
    if len(scene.spoken) == 1:
        return ranked[0][0], (), _ALONE, "the only country in the text"
    clear = len(ranked) > 1 and ranked[1][1] * _HARDLY <= ranked[0][1]
    return ranked[0][0], (), _ALONE if close else 0.8 if clear else _LIKELY, "the country of which the text speaks most"


def _count_leading(scene: Scene, noun: Alone, counted: dict[str, float]) -> None:
    """Count for a government the one with whom the sentence just before begins: a text names first of whom it speaks.

    An official may be anybody's who is asked about it.
    """
    if noun.key != _CABINET:
        return
    before = (country for sentence, country in scene.spoken if noun.sentence.index - sentence == 1)
    first = next(before, None)
    if first in counted:
        counted[first] += _LEADING_WEIGHT


def _count_usual(scene: Scene, noun: Alone, word: frozenset[str], others: set[str], counted: dict[str, float]) -> None:
    """Count the outlet's own country, of which it need not say so, and that which a word alone usually means."""
    own = scene.press
    if own and scene.home is None and own not in others and so_called(own, word) and _has(scene, noun.key, own):
        some = any(noun in word for noun in OF_SOME)
        told = own in counted or any(m.country == own for m in scene.mentions)
        near = any(m.country == own and noun.sentence.index - m.sentence <= _LOCAL for m in scene.mentions)
        counted[own] = counted.get(own, 0.0) + HOME_WEIGHT * told + _LOCAL_WEIGHT * near + some
    forms = load_forms()
    for name in (name for name in OF_SOME if name in word and not _is_home_of(scene, name)):
        for country in forms.get(f"usual {name}", ()):
            if country in counted:
                counted[country] *= _USUAL


def _is_home_of(scene: Scene, name: str) -> bool:
    """Whether the dateline is of a state that has what is called so: there the word means its own."""
    return scene.home is not None and can_be(scene.home, name, load_forms())


def _elsewhere_before(scene: Scene, noun: Alone) -> bool:
    """Whether the report has spoken of another country than the dateline's before a noun."""
    if any(country != scene.home and sentence < noun.sentence.index for sentence, country in scene.spoken):
        return True
    return any(n.country != scene.home and n.start < noun.start for n in noun.named)


def _overshadowed(scene: Scene, best: str, others: set[str]) -> bool:
    """Whether the country left is hardly spoken of beside one that its clause names as somebody else."""
    counts = Counter(country for _, country in scene.spoken)
    return best not in (scene.home, scene.press) and any(counts[best] * _HARDLY < counts[other] for other in others)


def _only_one_spoken_of(scene: Scene, noun: Alone) -> Found:
    """The one country of which a report tells, for people whom any country has; open where another comes near it."""
    counts = Counter(country for _, country in scene.spoken)
    if scene.home is not None:
        counts[scene.home] += int(HOME_WEIGHT)
    elif scene.press is not None and any(m.country == scene.press for m in scene.mentions):
        counts[scene.press] += int(HOME_WEIGHT)
    aside = scene.between if noun.key.startswith(_PARTIES_TO) else frozenset()
    for country in [c for c in counts if c in aside or not so_called(c, words_of(scene, noun))]:
        del counts[country]
    if _may_be_anybodys(scene, noun):
        return None, (), 0.0, OPEN
    ranked = counts.most_common(2)
    kind = noun.key.partition(".")[0]
    least = float(_HARDLY) if kind in (*_AT_HOME, "GOV") else max(counts.values(), default=0) + 1
    least = _CLOSE if kind in ("POL", "JUD") else least
    alike = len(ranked) > 1 and ranked[1][1] * least > ranked[0][1]
    if not ranked or alike or ranked[0][0] in _other_parties(scene, noun):
        return None, (), 0.0, OPEN
    return ranked[0][0], (), _LIKELY, "the only country of which the text tells"


def _may_be_anybodys(scene: Scene, noun: Alone) -> bool:
    """Whether people who serve organisations too stand after one: "the UN said ... investigators found"."""
    if scene.text[noun.start : noun.end].lower() not in load_relations().of_organisations:
        return False
    before = (m for m in scene.mentions if m.end <= noun.start)
    return any(m.kind == "organisation" and (m.actor or "").startswith("IGO.") for m in before)


def _is_of_the_lead(scene: Scene, noun: Alone) -> bool:
    """Whether a member of government is meant in a report whose lead names the dateline's country as a party.

    Such a report tells of its own government, however often it names the other; armies and rebels that it does not
    ask, it finds abroad.
    """
    if not noun.key.startswith(("GOV", "MON", "CB")) and not _tells(scene, noun):
        return False
    first = min((sentence for sentence, _ in scene.spoken), default=0)
    return any(country == scene.home and sentence <= first + 1 for sentence, country in scene.spoken)


def _tells(scene: Scene, noun: Alone) -> bool:
    """Whether it is the source of what is told: "the army said", "..., the police said"."""
    return _TELLS.match(scene.text, noun.end) is not None


def _has(scene: Scene, key: str, country: str) -> bool:
    """Whether a country has such an office, as far as the book knows its offices at all: no republic has a king."""
    if key not in _NOT_EVERYWHERE or not scene.book.governed(country):
        return True
    return bool(scene.book.holders(f"{country}.{key}", scene.published))


def _other_parties(scene: Scene, noun: Alone) -> set[str]:
    """The countries that its own clause names as somebody else: who acts on Chile by name is not Chile's.

    What a body says may name its own country again, and so may the place where it acts.
    """
    acts_on_it = {
        n.country
        for n in noun.named
        if n.whole and n.end < noun.start and _abroad().fullmatch(scene.text, n.end, noun.start)
    }
    if _SAYS.match(scene.text, noun.end, noun.sentence.end):
        return acts_on_it
    return acts_on_it | {
        n.country
        for n in noun.named
        if n.start > noun.end
        and not n.place
        and not _PLACE.search(scene.text, max(0, n.start - 40), n.start)
        and not _ASIDE.search(scene.text, noun.end, n.start)
    }


@lru_cache(maxsize=1)
def _abroad() -> re.Pattern[str]:
    """What stands between a state and a body of another on which it acts: " has backed the "."""
    stems = "|".join(sorted(word.removesuffix("e") for word in load_relations().abroad))
    return re.compile(
        rf" (?:has |had |have |is |was |will |would |also |then )*(?:{stems})(?:e|es|s|d|ed|ing)? (?:the )?"
    )
