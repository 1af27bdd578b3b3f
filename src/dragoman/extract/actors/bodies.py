"""Bodies and groups of people on the cleaned text: a ministry, an army, officials, each with the country whose it is.

The country beside the noun goes first ("Thai troops", "the army of Peru"); where none stands there, that of the text,
for nouns whose kind allows it.
"""

from __future__ import annotations

import re

from dragoman.extract.actors.alone import alone, congress_party
from dragoman.extract.actors.context import NAMED, SAID, SHARED, country_from_context, within
from dragoman.extract.actors.places import Place
from dragoman.extract.actors.scan import HEADS, SMALL_WORDS, VERB_BETWEEN, Hit
from dragoman.extract.actors.scene import Scene, rank_of
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actor_records import Generic
from dragoman.lexicon.actor_relations import load_relations
from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Mention, Sentence

_COUNTRY_KINDS = frozenset(("name", "demonym", "people", "metonym"))
_NAMED_KINDS = frozenset(("organisation", "body", "armed-group", "party", "company", "region", "group"))
# What may stand between an adjective of nationality and its noun: one to three words of the same noun phrase.
_BETWEEN = re.compile(rf"(?:'s?|-led)?(?: (?!(?:{SMALL_WORDS})\b)[a-z][a-z-]*){{0,3}} ?-?")
_COUNTED = re.compile(
    rf"\b(?:{any_of(actor_words_of('bodies', 'counted'))})\b"
)  # "rebels kill six police": these are not the rebels'
_PRIVATE = frozenset(("REB", "CVL", "BUS", "MED", "ELI"))  # of whom some of a group of states do not stand for it
_POSTED = ("MIL", "GOV.MFA")
_NAMING = ("name", "metonym")
_OWNERS = _COUNTRY_KINDS | {"surname", "group", "organisation", "armed-group"}
_HEADS_OF_GOVERNMENT = 4  # ranks below this one lead a government
_OF = re.compile(r" of (?:both )?(?:the )?")
_OF_OR_IN = re.compile(r" (?:of|in) (?:both )?(?:the )?")
_OF_PEOPLE = re.compile(rf" (?:of|from) (?:both )?(?:the )?(?:(?!(?:{SMALL_WORDS})\b)[a-z-]+ )?")  # "from rival Peru"
_DETERMINED = re.compile(
    rf"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur)(?: (?!(?:{SMALL_WORDS})\b)[a-z-]+){{0,2}}"
    r"|\b[Tt]his|\b[Tt]hat|^|[.!?] |[\"“]) ?$"
)
# Before people who stand without an article: the beginning of a clause, or a small word that no noun phrase holds.
_BARE = re.compile(
    rf"(?:^|[.!?][\"”’]? |[,;:(] ?|[\"“—–] ?|\b(?!(?:a|an|its|their|his|her|or)\b)(?:{SMALL_WORDS}|[Ww]hen|if|"
    r"before|until|[Ww]hile|because|where|told|under|between|[Aa]s|[Aa]fter|[Bb]ut) )$"
)
_GOVERNMENT_S = tuple(f"{word} " for word in sorted(actor_words_of("bodies", "of-the-government")))
_DETERMINED_BY = re.compile(r"\b[Tt]h(?:e|ose|ese) (?:[a-z-]+ )?$")
_MUTUAL = re.compile(
    r" (?:from |of )?(?:the )?(?:both|two)\b|"
    r" (?:have |had |will |would |are to |were to |are |were |also |last |on \w+ )*(?:met|meet|meeting|discuss|"
    r"negotiat|talk|h[eo]ld (?:talks|discussions|negotiations|a meeting)|holding talks|agree|sign|clash|exchang)"
)
_OF_PLACES = re.compile(r"(?:'s)? (?:(?:state|city|county|district|federal|local|regional|provincial|metropolitan) )?")
_IN_PLACE = re.compile(r" (?:in|of) (?:the )?(?:[a-z-]+ (?:city|town|province|state|region|district) of )?")
_CLAUSE = 50  # characters before a noun in which its verb stands
_TAKEN_AWAY = re.compile(rf"\b(?:{any_of(actor_words_of('bodies', 'taken-away'))})[a-z]*(?: out)?(?: [\w'-]+){{0,3}} $")
_POSSESSED = re.compile(r"\b(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur)(?: [a-z-]+){0,2} $")
_OWNED_BY = re.compile(r"\b([a-z-]+)(?:'s|s') (?:[a-z-]+ )?$")
_AIR_FORCE = "air force"
_ACTS = actor_words_of("bodies", "acts-of-several")
_WORD = re.compile(r"[a-z]+")
_AND = re.compile(r"\band\b")
_OF_AGAIN = re.compile(r"(?:, | and |, and )of (?:the )?")
_JOINED = re.compile(r"(?:'s?)?(?:, | and |, and | or |-|/)(?:the )?")


def country_of(scene: Scene, hit: Hit) -> str | None:
    """The country that a hit names, or `None` where it is no country or may be several."""
    if hit.kind not in _COUNTRY_KINDS:
        return None
    owners = {o.target for o in hit.options if o.kind in _COUNTRY_KINDS}
    if len(owners) == 1:
        return owners.pop()
    seen = [o for o in sorted(owners) if scene.countries[o] or o == scene.home]
    told = {country for _, country in scene.spoken}
    seen = seen or [o for o in sorted(owners) if o in told] or _bordering(scene, sorted(owners))
    return seen[0] if len(seen) == 1 else None


def _bordering(scene: Scene, owners: list[str]) -> list[str]:
    """Those of the countries of one name that border on one told of: beside Uganda, the Congo that is Kinshasa's.

    None where one of them borders on the others alone, and so is told of from afar: which Korea, China does not say.
    """
    around = {o: set(r.neighbours) - set(owners) for o in owners if (r := scene.book.records.get(o)) is not None}
    if not all(around.values()):
        return []
    return [o for o, near in around.items() if any(scene.countries[n] for n in near)]


def owner_of(scene: Scene, hit: Hit, hits: list[Hit], index: int) -> tuple[str | None, tuple[str, ...]]:
    """Which of the actors of one name is meant: the one of the country beside it, else of the only country in view."""
    owners = tuple(dict.fromkeys(o.target for o in hit.options if o.kind in _NAMED_KINDS))
    if len(owners) == 1:
        return owners[0], ()
    beside = _left_country(scene, hits, index)
    near = [o for o in owners if beside and scene.book.country_of(o) == beside]
    if not near:
        near = [o for o in owners if scene.countries[scene.book.country_of(o) or ""]]
    return (near[0], ()) if len(near) == 1 else (None, tuple(sorted(near or owners)))


def _left_country(scene: Scene, hits: list[Hit], index: int) -> str | None:
    """The country whose adjective or possessive stands before a hit, in the same noun phrase."""
    if not index:
        return None
    before, hit = hits[index - 1], hits[index]
    country = country_of(scene, before)
    if not country or not _BETWEEN.fullmatch(scene.text, before.end, hit.start):
        return None
    named = before.kind in ("name", "metonym") and scene.text[before.end] != "'"
    return None if named and VERB_BETWEEN.search(scene.text, before.end, hit.start) else country


def link_body(scene: Scene, sentence: Sentence, hits: list[Hit], index: int, used: set[int]) -> set[int]:
    """A ministry, an army, officials: with the country beside it, else from context where its kind allows it."""
    hit = hits[index]
    generic = scene.book.generics[scene.text[hit.start : hit.end].lower()]
    if generic.suffix == "OPP" and scene.text.startswith(" to ", hit.end):
        return {index}  # opposition to something: an attitude, not a body
    name = scene.text[hit.start : hit.end].lower()
    chain = [] if index - 1 in used else _left_owners(scene, hits, index)
    if chain:
        return _owned_body(scene, sentence, hits, index, chain)
    place = _place_of(scene, hit)
    abroad = place is not None and place.start > hit.end and generic.suffix.startswith(_POSTED)
    if place is not None and not abroad:  # "a soldier in Hebron" may be another's
        span = min(place.start, hit.start), max(place.end, hit.end)
        _add_body(scene, sentence, span, place.country, local(generic.suffix), "of a place in its country")
        return {index}
    after = hits[index + 1] if index + 1 < len(hits) else None
    people = generic.people or _are_people(scene.text[hit.start : hit.end])
    joint = _OF_PEOPLE if people else _OF if generic.context else _OF_OR_IN
    if (
        after
        and after.kind in ("name", "metonym")
        and index + 1 not in used
        and joint.fullmatch(scene.text, hit.end, after.start)
        and not _is_called_home(scene, sentence, hit, after)
    ):
        owner = country_of(scene, after)
        if owner:
            _add_body(scene, sentence, (hit.start, after.end), owner, generic.suffix, "country after it")
            return {index, index + 1, *_further_after(scene, sentence, hits, index)}
    if generic.home or generic.context or generic.scene or name.startswith(_GOVERNMENT_S):
        _body_alone(scene, sentence, hit, hits)
    return {index}


def _place_of(scene: Scene, hit: Hit) -> Place | None:
    """The town or province whose a body is: "Karachi police", "officials in Texas"."""
    for place in scene.places:
        if place.end < hit.start and _OF_PLACES.fullmatch(scene.text, place.end, hit.start):
            return place
        if place.start > hit.end and place.whole and _IN_PLACE.fullmatch(scene.text, hit.end, place.start):
            return place
    return None


def local(suffix: str) -> str:
    """The part of a state that a town or province has for one that the state has: a city's government is local."""
    return "GOV.LOCAL" if suffix.startswith(("GOV", "LEG")) else suffix


def _further_after(scene: Scene, sentence: Sentence, hits: list[Hit], index: int) -> list[int]:
    """The hits of those that follow the first country: "the presidents of Chad, [Mali] and of the [EU]" are of each."""
    noun = scene.text[hits[index].start : hits[index].end]
    if not noun.endswith("s"):
        return []
    suffix = scene.book.generics[noun.lower()].suffix
    found: list[int] = []
    for place in range(index + 2, len(hits)):
        before, after = hits[place - 1], hits[place]
        joint = _JOINED.fullmatch(scene.text, before.end, after.start)
        joint = joint or _OF_AGAIN.fullmatch(scene.text, before.end, after.start)
        if joint is None or after.kind not in (*_NAMING, "organisation") or "'" in joint.group():
            break
        found.append(place)
    # A list ends with "and": "the presidents of Chad, Mali said" holds none.
    while found and not _AND.search(scene.text, hits[found[-1] - 1].end, hits[found[-1]].start):
        found.pop()
    for place in found:
        hit = hits[place]
        owner = country_of(scene, hit)
        if owner is not None:
            _add_body(scene, sentence, (hit.start, hit.end), owner, suffix, f"{noun} with its country", None, noun)
        elif hit.kind == "organisation" and (led := owner_of(scene, hit, hits, place)[0]) is not None:
            name = f"{scene.text[hit.start : hit.end]} {noun}"
            why = f"{noun} of {led}"
            scene.mentions.append(Mention(sentence.index, hit.start, hit.end, led, "organisation", name, why=why))
    return found


def _is_called_home(scene: Scene, sentence: Sentence, hit: Hit, after: Hit) -> bool:
    """Whether "from" says where people are taken from, and not whose they are: "withdrew its envoys from Doha"."""
    if not scene.text.startswith(" from ", hit.end) or after.start - hit.end > len(" from the "):
        return False
    before = scene.text[max(sentence.start, hit.start - _CLAUSE) : hit.start]
    return _TAKEN_AWAY.search(before) is not None or _POSSESSED.search(before) is not None


def _are_people(text: str) -> bool:
    """Whether what stands for a body are people of it: "trade officials" and not "the trade ministry"."""
    words, last = load_actor_words(), text.lower().split()[-1]
    return last in words.people or last.removesuffix("s") in words.person


def _left_owners(scene: Scene, hits: list[Hit], index: int) -> list[int]:
    """The hits that own a body (countries, groups, holders): the nearest first, then those joined by "and"."""
    if not index:
        return []
    before, hit = hits[index - 1], hits[index]
    between = scene.text[before.end : hit.start]
    if before.kind not in _OWNERS or not _BETWEEN.fullmatch(between) or _COUNTED.search(between):
        return []
    adjective = any(o.kind == "demonym" for o in before.options) or before.kind not in ("name", "metonym")
    if before.kind == "people" or (before.kind == "group" and scene.text[before.end - 1] == "s"):
        return []  # a noun of its own: "Arabs fleeing government forces"
    if not adjective and "'" not in between and between != " ":
        return []
    if any(o.kind == "name" for o in before.options) and between.lstrip().partition(" ")[0] in _ACTS:
        return []  # "the United States conduct military exercises"
    chain = [index - 1]
    while chain[-1] > 0:
        left, right = hits[chain[-1] - 1], hits[chain[-1]]
        if left.kind not in _COUNTRY_KINDS or not _JOINED.fullmatch(scene.text, left.end, right.start):
            break
        adjective = any(o.kind == "demonym" for o in left.options) or "'" in scene.text[left.end : right.start]
        if not adjective and right.kind == "demonym" and scene.text.startswith(",", left.end):
            break  # "visited Peru, Danish police said": a list goes on with its own kind
        if "'" in scene.text[right.end : hit.start] and left.kind not in ("name", "metonym"):
            break
        chain.append(chain[-1] - 1)
    return chain


def _owned_body(scene: Scene, sentence: Sentence, hits: list[Hit], index: int, chain: list[int]) -> set[int]:
    """A body with one owner or several: "Chinese troops", "Thai and Lao officials", "the Trump administration"."""
    hit, nearest = hits[index], hits[chain[0]]
    noun = scene.text[hit.start : hit.end]
    generic = _in_the_air(scene, sentence, noun) or scene.book.generics[noun.lower()]
    home = _home_of_people(scene, hits, chain[0])
    if home is not None and generic.suffix.startswith("GOV"):
        span = (hits[chain[0] - 1].start, hit.end)
        _add_body(scene, sentence, span, home, "GOV.LOCAL", f"{noun} of a people of the country")
        return {index, chain[0], chain[0] - 1}
    if nearest.kind == "surname":
        return _surname_body(scene, sentence, hits, index, chain[0])
    if nearest.kind in ("group", "organisation", "armed-group"):
        owner_id, _ = owner_of(scene, nearest, hits, chain[0])
        if owner_id is None:
            return {index}
        name = scene.text[nearest.start : hit.end]
        private = generic.suffix in _PRIVATE
        if nearest.kind == "group" and (private or noun.lower() in scene.words.person):
            # "A European diplomat" is of some country, and not Europe.
            scene.mentions.append(
                Mention(
                    sentence.index, nearest.start, hit.end, None, "unknown", name, score=0.5, why=f"one of {owner_id}"
                )
            )
            return {index, chain[0]}
        kind = "group" if nearest.kind == "group" else "organisation"
        home = scene.book.country_of(owner_id) if nearest.kind == "armed-group" else None
        scene.mentions.append(
            Mention(sentence.index, nearest.start, hit.end, owner_id, kind, name, home, why=f"{noun} of {owner_id}")
        )
        return {index} | _further_owners(scene, sentence, hits, index, chain)
    done = {index}
    for place, owner_index in enumerate(chain):
        owner_hit = hits[owner_index]
        owner = country_of(scene, owner_hit)
        if owner is None:
            continue
        end = hit.end if place == 0 else owner_hit.end
        _add_body(
            scene,
            sentence,
            (owner_hit.start, end),
            owner,
            generic.suffix,
            f"{noun} with its country",
            None,
            noun if place else "",
        )
        done.add(owner_index)
    return done


def _in_the_air(scene: Scene, sentence: Sentence, noun: str) -> Generic | None:
    """The air force, where a state's "fighters" fly: they scramble, intercept, or stand beside bombers."""
    if noun.lower().rsplit(" ", 1)[-1] not in scene.words.fly_or_fight:
        return None
    said = frozenset(_WORD.findall(scene.text[sentence.start : sentence.end].lower()))
    return scene.book.generics[_AIR_FORCE] if said & scene.words.of_the_air else None


def _home_of_people(scene: Scene, hits: list[Hit], index: int) -> str | None:
    """The country in which a people of another country's name lives: [Kosovo] Serb leaders."""
    if not index or scene.text[hits[index - 1].end : hits[index].start] != " ":
        return None
    home, people = country_of(scene, hits[index - 1]), country_of(scene, hits[index])
    named = any(o.kind == "demonym" for o in hits[index].options)
    return home if named and home and people and home != people else None


def _further_owners(scene: Scene, sentence: Sentence, hits: list[Hit], index: int, chain: list[int]) -> set[int]:
    """The countries joined to an organisation that owns a body with them: "[British] and EU negotiators"."""
    noun = scene.text[hits[index].start : hits[index].end]
    suffix = scene.book.generics[noun.lower()].suffix
    for place in chain[1:]:
        owner = country_of(scene, hits[place])
        if owner is not None:
            span = (hits[place].start, hits[place].end)
            _add_body(scene, sentence, span, owner, suffix, f"{noun} with its country", None, noun)
    return set(chain)


def _surname_body(scene: Scene, sentence: Sentence, hits: list[Hit], index: int, owner_index: int) -> set[int]:
    """ "The Trump administration": the government of the country that all who may be meant have led."""
    hit, nearest = hits[index], hits[owner_index]
    noun = scene.text[hit.start : hit.end]
    suffix = scene.book.generics[noun.lower()].suffix
    people = tuple(dict.fromkeys(o.target for o in nearest.options))
    bearers = {m.person for m in scene.surnames.get(scene.text[nearest.start : nearest.end], ())}
    if bearers and not bearers & set(people):
        return {index}  # somebody else of that name, of whom the text has told
    held = [p for p in people if scene.office_at(p)] or list(people)
    heads = {
        tenure.office.partition(".")[0]
        for person in held
        for tenure in scene.book.offices_of(person)
        if rank_of(tenure.office) < _HEADS_OF_GOVERNMENT
    }
    if len(heads) != 1 or suffix != "GOV":
        return {index}
    person = held[0] if len(held) == 1 else None
    _add_body(scene, sentence, (nearest.start, hit.end), heads.pop(), suffix, f"{noun} of its leader", person)
    return {index, owner_index}


def _add_body(
    scene: Scene,
    sentence: Sentence,
    span: tuple[int, int],
    country: str,
    suffix: str,
    why: str,
    person: str | None = None,
    noun: str = "",
) -> None:
    name = scene.text[span[0] : span[1]] + (f" {noun}" if noun else "")
    mention = Mention(sentence.index, *span, f"{country}.{suffix}", "body", name, country, person, why=why)
    scene.mentions.append(mention)
    scene.bodies.setdefault(suffix, []).append(mention)


def _body_alone(scene: Scene, sentence: Sentence, hit: Hit, hits: list[Hit]) -> None:
    """ "The Foreign Ministry": the country comes from the text, or stays open."""
    name = scene.text[hit.start : hit.end]
    generic = scene.book.generics[name.lower()]
    before = scene.text[max(sentence.start, hit.start - 30) : hit.start]
    stands = _DETERMINED.search(before) or scene.text[hit.start].isupper()
    if generic.scene and not _DETERMINED_BY.search(before) and _MUTUAL.match(scene.text, hit.end):
        return  # "officials met in Lima": of both sides, as likely as not
    lone = generic.scene or generic.suffix in ("POL", "JUD") or name.lower().startswith(_GOVERNMENT_S)
    bare = lone and _BARE.search(before)
    if not generic.home and not (stands or bare):
        return
    if not HEADS.match(scene.text, hit.end):
        return
    owner = _OWNED_BY.search(before)
    if owner is not None and owner.group(1) not in load_relations().own_body:
        return  # "the movement's leaders" are the movement's
    found: tuple[str | None, tuple[str, ...], float, str] = (generic.home, (), 0.9, "only one country's is called so")
    end = hit.end
    if generic.home is None:
        people = generic.scene or not stands or name.lower().startswith(_GOVERNMENT_S)
        people = people and not (name == "authorities" and _DETERMINED_BY.search(before))  # as the government
        noun = alone(scene, generic.suffix, (hit.start, hit.end), sentence, hits, people=people)
        party = congress_party(scene, noun)
        if party is not None:
            owner_id, _, part = party.partition(".")
            span = (hit.start, hit.end)
            _add_body(scene, sentence, span, owner_id, part, "the party that its state calls so")
            return
        found = country_from_context(scene, noun)
        if people and found[0] is None:
            return
        beside = within(scene, noun)
        end = beside.end if beside is not None else end
    country, candidates, score, why = found
    if why == SHARED:
        return
    antecedent = None
    if why == NAMED:
        earlier = next(m for m in reversed(scene.bodies[generic.suffix]) if m.country == country)
        antecedent = (earlier.start, earlier.end)
    actor = f"{country}.{generic.suffix}" if country else None
    options = tuple(f"{c}.{generic.suffix}" for c in candidates)
    mention = Mention(
        sentence.index, hit.start, end, actor, "body", name, country, None, None, options, antecedent, score, why
    )
    scene.mentions.append(mention)
    if why == SAID:
        scene.bodies.setdefault(generic.suffix, []).append(mention)
