"""Titles: which office, of which country or organisation, held by whom when the report appeared."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from dragoman.dates import Interval
from dragoman.extract.actors.alone import Alone, alone
from dragoman.extract.actors.context import NAMED, SAID, country_from_context
from dragoman.extract.actors.names import Segment
from dragoman.extract.actors.owners import (
    Owner,
    body_of_owner,
    body_served,
    is_of_a_body,
    left_owner,
    names_body,
    right_owner,
)
from dragoman.extract.actors.scan import HEADS, SMALL_WORDS, Hit
from dragoman.extract.actors.scene import Scene
from dragoman.extract.actors.titled import ELECT, Named, name_beside
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actors import Title
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Mention, Sentence

_NAME_ON = re.compile(
    r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z]"
)  # the name goes on: "King George Island"
_OF_OTHER = re.compile(r" (?:of|for) (?:the )?[A-Z]")
_PAST = re.compile(
    rf"\b(?:{any_of(actor_words_of('offices', 'former'))})[ -](?!(?:the|a|an|its|their|his|her) )(?:[\w.'-]+ ){{0,2}}$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\d ?$")
_LESSER = re.compile(rf"\b(?:{any_of(actor_words_of('offices', 'lesser'))})[ -]$", re.IGNORECASE)
_INDEFINITE = re.compile(r"\b(?:a|an|any|every|no|next|new|another|whose|first|each|some|of|as|for) $", re.IGNORECASE)
# The book knows the ambassadors to the United Nations and the chief spokespeople; there are others beside them.
_AT_THE_UN = re.compile(r"\bU\.?N\b|United Nations|Security Council")
# What the word before "leader" is where it says of whom: small words, and those for a whole state, say nothing.
_OF_WHAT = re.compile(
    rf"(?!(?:{SMALL_WORDS}|when|while|if|because|{any_of(actor_words_of('offices', 'of-rank'))})$)[a-z][a-z'-]*"
)
_INITIALS = re.compile(r"[A-Z][\w-]*[A-Z][\w-]*")
_NAMED_BEFORE = re.compile(r"(?<![.!?] )(?<!^)\b([A-Z][a-z]+) $")
_FIRMS_TOO = ("GOV.PRES", "GOV.VP", "GOV.LEADER")
_DAYS = actor_words_of("offices", "no-names")
LEADER = "leader of a country"
_SENTENCE_ALONE = 0.6  # the score of a country that a sentence names for some other reason: too little for a person
_MARGIN = timedelta(days=92)  # in which the end of a term may be known badly
_SURE_OF_RANK = 0.75  # any country has generals: that a text names one country most says little
# Offices of which a text may speak without a country or a name beside them.
_ALONE = frozenset(
    (
        "GOV.PRES", "GOV.PM", "GOV.VP", "GOV.FM", "GOV.DM", "GOV.TM", "GOV.FIN", "GOV.INT", "GOV.MFA.SPOX",
        "GOV.MOD.SPOX", "GOV.SPOX", "GOV.CABSEC", "GOV.USTR", "GOV.JUST", "GOV.NSA", "MON", "MON.HEIR", "MIL.SPOX",
        "CB.GOV",
    )
)  # fmt: skip


def link_title(scene: Scene, sentence: Sentence, hits: list[Hit], index: int, segments: list[Segment]) -> set[int]:
    """Add the mention of one title, with its owner and its holder; the indices of the hits that it used come back."""
    hit = hits[index]
    if _is_an_hour(scene, hit):
        return set()
    owner = left_owner(scene, hits, index) or right_owner(scene, hits, index)
    if owner is not None and owner.is_country and owner.end < hit.start:
        body = body_served(scene, hits, index, owner.index)
        if body is None and is_of_a_body(scene, hit):
            return {owner.index, index}  # "the Danish president of the committee": a Dane, and the book knows no more
        owner = body or owner
    of_country: set[int] = set()
    if owner is not None and owner.is_country and owner.start >= hit.end:
        of_country, owner = {owner.index}, _body_within(scene, hits, index, owner) or owner
        if owner.is_country and names_body(scene, owner):
            return {index}
    whole = owner is not None and (owner.end <= hit.start or HEADS.match(scene.text, owner.end) is not None)
    if owner is not None and whole and owner.body and all(t.organisation for t in _titles(scene, hit)):
        owner = replace(owner, actor=owner.body, is_country=False, inside=True)  # the director of the FBI is the FBI's
    meaning = _meaning(scene, hit, owner)
    if meaning is None or (meaning.owned and owner is None):
        return set()
    if meaning.suffixes[0] == "GOV.LEADER" and _leads_no_state(scene, hit, owned=owner is not None):
        return set()
    beside = name_beside(scene, hits, index, owner, segments)
    if owner is None and beside is None and _is_of_one_of_several(hits, index):
        return set()  # "the Korean president": whose he is, the word before it says, and no other country
    if beside is None and not meaning.rank:
        return _office_alone(scene, sentence, hits, index, owner, meaning) | of_country
    if beside is None or (meaning.rank and not scene.text[hit.start].isupper()):
        return set()
    if not any(m.kind == "person" and (m.start, m.end) == (beside.start, beside.end) for m in scene.mentions):
        mention = _holder(scene, sentence, hits, index, owner, meaning, beside)
        scene.mentions.append(mention)
        scene.remember(mention)
        if mention.country and mention.actor:
            scene.bodies.setdefault(mention.actor.partition(".")[2], []).append(mention)
    if beside.segment is not None:
        beside.segment.used = True
    used = {index} | ({owner.index} if owner else set()) | of_country
    return used | ({beside.index} if beside.index is not None else set())


def _body_within(scene: Scene, hits: list[Hit], index: int, owner: Owner) -> Owner | None:
    """The body of a state to which a title after whose "of" it stands belongs; a speaker is his parliament's anyway."""
    body = body_of_owner(scene, hits, owner)
    if body is None:
        return None
    part = body.actor.partition(".")[2]
    return None if any(s.startswith(part) for t in _titles(scene, hits[index]) for s in t.suffixes) else body


def _is_of_one_of_several(hits: list[Hit], index: int) -> bool:
    """Whether an adjective that several countries have stands right before a title."""
    before = hits[index - 1] if index else None
    if before is None or before.kind != "demonym" or before.end + 1 != hits[index].start:
        return False
    return len({o.target for o in before.options if o.kind == "demonym"}) > 1


def _is_an_hour(scene: Scene, hit: Hit) -> bool:
    """Whether what can shorten a title says an hour: "at 7 p.m.", "7pm"; a premier is written "PM"."""
    short = scene.text[hit.start : hit.end].replace(".", "")
    return len(short) == len("pm") and (short.islower() or _HOUR.search(scene.text, 0, hit.start) is not None)


def _leads_no_state(scene: Scene, hit: Hit, *, owned: bool) -> bool:
    """Whether the word before "leader" says that he leads no state: "rebel leader", "tribal leader", "drugs leader"."""
    before = scene.text[max(0, hit.start - 25) : hit.start].rstrip(" -").rsplit(" ", 1)[-1]
    if not owned and (_OF_OTHER.match(scene.text, hit.end) or _INITIALS.fullmatch(before)):
        return True  # "[MRD] leader", "the leader of the [MRD]": of what the book does not know
    return before.lower() in scene.words.no_ruler or (not owned and _OF_WHAT.fullmatch(before) is not None)


def _of_a_name(scene: Scene, hit: Hit) -> bool:
    """Whether a name that the book does not know stands before a title that firms have too: "Acme President"."""
    found = _NAMED_BEFORE.search(scene.text, max(0, hit.start - 40), hit.start)
    if found is None or found.group(1) in scene.words.starters | scene.words.honorifics or found.group(1) in _DAYS:
        return False
    return scene.text[hit.start].isupper() and not any(p.end == hit.start - 1 for p in scene.places)


# ------------------------------------------------------------------ owner and meaning


def _titles(scene: Scene, hit: Hit) -> tuple[Title, ...]:
    """What the words of a title can mean."""
    return tuple(scene.book.titles[scene.text[hit.start : hit.end].lower()])


def _meaning(scene: Scene, hit: Hit, owner: Owner | None) -> Title | None:
    """Which office the words mean, given the owner; `None` where they mean none."""
    titles = _titles(scene, hit)
    if owner is not None and not owner.is_country:
        return next((t for t in titles if t.organisation), next(iter(titles), None))
    for title in titles:
        if title.organisation:
            continue
        if not title.only or (owner and owner.actor in title.only) or (owner is None and title.home):
            return title
        spoken = [c for c in title.only if scene.countries[c] or c == scene.home] if owner is None else []
        if len(spoken) == 1:
            return replace(title, home=spoken[0])
    return None


# ------------------------------------------------------------------ holder


def _holder(
    scene: Scene, sentence: Sentence, hits: list[Hit], index: int, owner: Owner | None, meaning: Title, beside: Named
) -> Mention:
    """The mention of a named person with a title."""
    hit = hits[index]
    start = min(hit.start, beside.start, owner.start if owner else hit.start)
    end = max(hit.end, beside.end, owner.end if owner else hit.end)
    name = scene.text[beside.start : beside.end]
    words = scene.text[start : beside.start].strip(" ,") if beside.start > hit.start else scene.text[hit.start : end]
    before = scene.text[max(0, start - 25) : start]
    past = (
        _PAST.search(scene.text[max(0, hit.start - 25) : hit.start])
        or _PAST.search(before)
        or ELECT.match(scene.text, hit.end)
    )
    suffixes = ("GOV.MIN",) if _is_lesser(scene, hit, meaning) else meaning.suffixes
    person, tenure = _identify(scene, name, beside, suffixes, owner)
    noun = alone(scene, suffixes[0], (hit.start, hit.end), sentence, hits)
    country = _country_of_holder(scene, owner, meaning, tenure, person, beside, noun, hit)
    actor, why = _office(scene, owner, meaning, suffixes, country, person, tenure)
    elect = ELECT.match(scene.text, hit.end)
    description = f"former {words}" if past and not elect else words
    if not past and person and actor and _held_at_another_time(scene, person, actor):
        actor, why = person, "an office held at another time than the report's: the person, not the office"
    if past:
        gone = f"{country}.ELI" if country and not elect else None
        actor, why = person or gone, f"a title {'to come' if elect else 'of the past'}: the person, not the office"
    if person is None and " " in name and (actor or country):
        person = f"person/{slug(name)}"
    candidates = () if actor else tuple(sorted(f"{c}.{suffixes[0]}" for c in {n.country for n in noun.named}))
    score = 0.95 if actor else 0.0
    return Mention(
        sentence.index, beside.start, beside.end, actor, "person", name, country, person, description, candidates,
        None, score, why, (start, end),
    )  # fmt: skip


def _is_lesser(scene: Scene, title: Hit, meaning: Title) -> bool:
    """Whether it is a deputy in the government: "deputy foreign minister", and no deputy speaker or governor."""
    governs = meaning.suffixes[0].startswith("GOV.")
    return governs and _LESSER.search(scene.text[max(0, title.start - 12) : title.start]) is not None


def _held_at_another_time(scene: Scene, person: str, office: str) -> bool:
    """Whether the book knows that somebody held an office, and that it was long before the report, or is long after."""
    day = scene.published
    if day.earliest is None or day.latest is None:
        return False
    terms = [t.interval for t in scene.book.offices_of(person) if t.office == office]
    near = Interval(day.earliest - _MARGIN, day.latest + _MARGIN)
    return bool(terms) and not any(term.overlaps(near) for term in terms)


def slug(name: str) -> str:
    """A name as the readable part of a person's id; a full name of which nothing but letters of other scripts is left
    keeps their code points.
    """
    folded = name.lower().replace("'", "").replace(".", " ")
    plain = re.sub(r"[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode("ascii")).strip("-")
    return plain or "-".join(f"{ord(c):x}" for c in folded if c.isalnum())


def _identify(
    scene: Scene, name: str, beside: Named, suffixes: tuple[str, ...], owner: Owner | None
) -> tuple[str | None, str | None]:
    """The person, and the office in which the book knows them, for a name beside a title; both may be unknown."""
    people = beside.people
    earlier = {m.person for m in scene.surnames.get(name, ()) if m.person} if " " not in name else set()
    if len(earlier) == 1:
        people = tuple(earlier)
    held = scene.holders_named(people, suffixes, owner.actor if owner else None)
    persons = tuple(dict.fromkeys(t.person for t in held))
    if len(persons) == 1:
        return persons[0], held[-1].office
    if len(persons) > 1 or not people:
        return None, held[0].office if held and len({t.office for t in held}) == 1 else None
    owned = [p for p in people if owner is None or scene.book.is_within(p, owner.actor)]
    if len(owned) == 1 and (" " in name or earlier):
        office = scene.office_at(owned[0])
        return owned[0], office.office if office else None
    return None, None


def _country_of_holder(
    scene: Scene,
    owner: Owner | None,
    meaning: Title,
    office: str | None,
    person: str | None,
    beside: Named,
    noun: Alone,
    title: Hit,
) -> str | None:
    """The country for which a titled person stands: said, or that of the office known, or the text's own."""
    if owner is not None:
        return owner.actor if owner.is_country else scene.book.country_of(owner.actor)
    known = scene.book.country_of(office) if office else scene.book.country_of(person) if person else None
    if known or meaning.organisation:
        return known
    if beside.segment is not None and beside.segment.country:
        return beside.segment.country
    if meaning.home:
        return meaning.home
    if meaning.suffixes[0] in _FIRMS_TOO and (_of_a_name(scene, title) or is_of_a_body(scene, title)):
        return None
    if meaning.suffixes[0] == "GOV.LOCAL" and scene.home is None:
        return None  # of which town, its words say; a report on two states names neither's
    country, _, score, why = country_from_context(scene, noun)
    if (
        country
        and why != SAID
        and country != scene.home
        and _is_held_by_another(scene, f"{country}.{meaning.suffixes[0]}", beside)
    ):
        return None
    return country if score > (_SURE_OF_RANK if meaning.rank else _SENTENCE_ALONE) else None


def _is_held_by_another(scene: Scene, office: str, beside: Named) -> bool:
    """Whether the book knows who held an office then, by another name than the one beside the title."""
    tenure = scene.book.holder(office, scene.published)
    said = scene.text[beside.start : beside.end].lower().split()
    return tenure is not None and not set(said) & set(tenure.person.partition("/")[2].split("-"))


def _office(
    scene: Scene,
    owner: Owner | None,
    meaning: Title,
    suffixes: tuple[str, ...],
    country: str | None,
    person: str | None,
    known: str | None,
) -> tuple[str | None, str]:
    """The office's id, and how it was found."""
    if owner is not None and not owner.is_country:
        actor = owner.actor if owner.inside else organisation_office(scene, owner.actor, meaning)
        return actor, "title with its organisation"
    if known and (country is None or scene.book.country_of(known) == country):
        return known, "title, and an office that the book knows the person to hold"
    if country is None:
        return person, "title without a country" if person is None else "person of the book"
    if meaning.rank:
        return f"{country}.MIL", "rank with its country"
    if suffixes[0] == "GOV.LEADER":
        return leader_of(scene, country), LEADER
    office = f"{country}.{suffixes[0]}"
    if owner is None and person is None and scene.book.holder(office, scene.published):
        return None, "the book knows another holder of the only office that the title could mean"
    return office, "title with its country"


def organisation_office(scene: Scene, owner: str, meaning: Title) -> str:
    """The office of an organisation that a title means; the organisation itself where the book knows no such office."""
    if not owner.startswith("IGO."):
        return owner
    if meaning.organisation:
        known = [f"{owner}.{suffix}" for suffix in meaning.suffixes if f"{owner}.{suffix}" in scene.book.tenures]
        return known[0] if known else f"{owner}.{meaning.suffixes[0]}"
    return owner


def leader_of(scene: Scene, country: str) -> str:
    """The office that "leader" means: the supreme leader's where a country has one, else the government."""
    office = f"{country}.GOV.LEADER"
    return office if office in scene.book.tenures else f"{country}.GOV"


def _office_alone(
    scene: Scene,
    sentence: Sentence,
    hits: list[Hit],
    index: int,
    owner: Owner | None,
    meaning: Title,
) -> set[int]:
    """A title without a name: the office, with its holder if there was one alone while the report can have appeared."""
    hit = hits[index]
    start = min(hit.start, owner.start) if owner else hit.start
    end = max(hit.end, owner.end) if owner else hit.end
    before = scene.text[max(0, start - 25) : start]
    if (
        _PAST.search(scene.text[max(0, hit.start - 25) : hit.start])
        or _PAST.search(before)
        or ELECT.match(scene.text, hit.end)
    ):
        return set()
    suffix = "GOV.MIN" if _is_lesser(scene, hit, meaning) else meaning.suffixes[0]
    options: tuple[str, ...] = ()
    antecedent: tuple[int, int] | None = None
    score, why = 0.95, "office with its owner"
    if owner is not None and not owner.is_country:
        actor: str | None = owner.actor if owner.inside else organisation_office(scene, owner.actor, meaning)
        country = scene.book.country_of(owner.actor)
    else:
        if owner is None:
            indefinite = _INDEFINITE.search(before) and not suffix.endswith("SPOX")  # one of many, of one body
            part = scene.text[hit.start].isupper() and _NAME_ON.match(scene.text, hit.end)
            said = scene.text[hit.start : hit.end].lower() == "supreme leader" and meaning.home is not None
            if (suffix not in _ALONE and not said) or indefinite or part or _OF_OTHER.match(scene.text, hit.end):
                return set()
        country, options, score, why = (
            (owner.actor, (), score, why)
            if owner
            else (meaning.home, (), 0.9, "only one country's is called so")
            if meaning.home
            else country_from_context(scene, alone(scene, suffix, (hit.start, hit.end), sentence, hits))
        )
        actor = _alone_id(scene, country, suffix, meaning)
        if why == NAMED:
            antecedent = next(
                (m.start, m.end) for m in reversed(scene.bodies[suffix]) if m.country == country and m.start < hit.start
            )
    several = suffix.endswith("SPOX") or (suffix == "AMB" and not _AT_THE_UN.search(scene.text, start, sentence.end))
    known = None if several else _holder_of(scene, actor)
    person, people = known or (None, ())
    candidates = people or tuple(f"{c}.{suffix}" for c in options)
    name = scene.text[start:end]
    mention = Mention(
        sentence.index, start, end, actor, "office", name, country, person, None, candidates, antecedent, score, why
    )
    scene.mentions.append(mention)
    scene.bodies.setdefault(suffix, []).append(mention)
    return {index} | ({owner.index} if owner else set())


def _alone_id(scene: Scene, country: str | None, suffix: str, meaning: Title) -> str | None:
    if country is None:
        return None
    if meaning.rank:
        return f"{country}.MIL"
    return leader_of(scene, country) if suffix == "GOV.LEADER" else f"{country}.{suffix}"


def _holder_of(scene: Scene, office: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The one holder of an office over all the days of the report, else all who may be meant."""
    if office is None or (scene.published.earliest is None and scene.published.latest is None):
        return None, ()
    tenure = scene.book.holder(office, scene.published)
    if tenure is not None:
        return tenure.person, ()
    return None, tuple(dict.fromkeys(t.person for t in scene.book.holders(office, scene.published)))
