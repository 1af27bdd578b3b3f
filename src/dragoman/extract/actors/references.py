"""What each phrase of a parsed sentence stands for: names, descriptions, appositions, references.

Rules with agreement, salience and type, sentence after sentence; where they cannot tell, there is no entry.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.extract.actors.apposition import join_office, join_said_alike
from dragoman.extract.actors.described import as_described, described, number_harmed, people_of, phrase
from dragoman.extract.actors.discourse import (
    AS_HOST,
    Discourse,
    Entity,
    References,
    clause_of,
    key_of,
    main_verbs,
    rank_of_token,
    refer,
)
from dragoman.extract.actors.groups import NUMBERS, PAIR, number_of, parties, spell_out
from dragoman.extract.actors.likeness import counts_harmed, noun_class
from dragoman.extract.actors.offices import LEADER
from dragoman.extract.actors.pairs import one_of_two
from dragoman.extract.actors.references_text import DESCRIBED, Text
from dragoman.extract.actors.relational import holder_of_pronoun, is_owned, owned, relational
from dragoman.extract.actors.takeup import pronoun, taken_up
from dragoman.extract.actors.writings import keep_writers, writers_of
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actor_relations import load_relations
from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.actors import ActorBook
from dragoman.lexicon.anaphora import load_anaphora
from dragoman.model import Document, Layers, Mention, Parse

_NOMINAL = ("NN", "NNS", "NNP", "NNPS")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "dative", "agent")
# Nouns that say an office, with the ends of the ids that they can stand for.
_COUNTING = ("nsubj", "nsubjpass", "pobj", "dobj")
_PLACE_PREPOSITIONS = actor_words_of("references", "place")
_TITLE_PLACES = ("nsubj", "nsubjpass", "dobj", "pobj", "agent", "dative", "appos", "conj", "poss", "attr", "ROOT")
_ACCUSING = actor_words_of("references", "accusing")
_CARRIED_BY = actor_words_of("references", "carried-by")
_OTHERS = actor_words_of("references", "others")
_SEVERAL = actor_words_of("references", "several")
_EACH = actor_words_of("references", "each")
_OF_OWNER = re.compile(r" (?:of|for|at) ")
_NAME_GOES_ON = 2  # words of a name after those that the book knows


Taken = dict[tuple[int, int], tuple[tuple[int, int], ...]]


def resolve_references(document: Document, layers: Layers, book: ActorBook) -> References:
    """The actors for which the phrases of the parsed sentences stand; see `resolve_all`."""
    return resolve_all(document, layers, book)[0]


def resolve_all(document: Document, layers: Layers, book: ActorBook) -> tuple[References, Taken]:
    """The actors for which the phrases of the parsed sentences stand, by `(sentence, head token)`.

    An entry with a mention whose `actor` is None is an actor that the text does not name ("armed men"); no entry means
    that the phrase is no actor, or that what it refers to cannot be told. Conjuncts have an entry each. Beside them
    what words take up that has no mention: the clean `[start, end)` places of things and acts, by `(sentence, token)`.
    """
    text = document.clean.text
    discourse = Discourse(book, load_actor_words(), document.published.interval)
    told, taken = Text(), Taken()
    by_sentence: dict[int, list[Mention]] = {}
    for mention in layers.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for sentence in layers.sentences:
        mentions = by_sentence.get(sentence.index, [])
        parse = layers.parses.get(sentence.index)
        if parse is None:
            spoken = (m for m in mentions if m.kind != "demonym" and not discourse.reports(m))
            discourse.entities += [Entity(m, sentence.index, 2, -1) for m in spoken]
            continue
        _named(discourse, parse, mentions)
        _joined(discourse, parse)
        titled = _titled(discourse, parse, mentions)
        for token in range(len(parse)):
            if (parse.sentence, token) not in discourse.found:
                resolved = titled[token] if token in titled else _resolve(discourse, parse, token, text)
                if resolved:
                    discourse.found[parse.sentence, token] = resolved
            elif is_owned(discourse.found[parse.sentence, token]):
                (body,) = discourse.found[parse.sentence, token]
                discourse.found[parse.sentence, token] = owned(discourse, parse, token, body)
        for token, group in titled.items():
            if group and (group[0].country is None or group[0].why == LEADER):
                _owned_holder(discourse, parse, token, group[0])
        join_said_alike(discourse, parse)
        for token, again in told.read(discourse, parse, layers.propositions.get(sentence.index, ())).items():
            place = (parse.sentence, token)
            referred = tuple(refer(parse, token, m, parse.texts[token]) for each in again for m in each.mentions)
            if referred and (parse.tags[token].startswith(("PRP", "DT", "CD")) or place in discourse.found):
                discourse.found[place] = referred
            else:
                taken[place] = tuple(p for each in again for p in each.members or ((each.start, each.end),))
        _joined(discourse, parse)
        _introduce(discourse, parse)
    spell_out(discourse, layers.parses)
    return discourse.found, taken


def _named(discourse: Discourse, parse: Parse, mentions: list[Mention]) -> None:
    """Give each mention to the head token of its words; mentions of one head ("X and Y officials") stand together."""
    given: dict[int, list[Mention]] = {}
    for mention in mentions:
        head = _head_of(parse, mention)
        if head is None:
            continue
        given.setdefault(head, []).append(mention)
    for head, group in given.items():
        discourse.found[parse.sentence, head] = _shared(parse, head, group, given)
    for head, members in _sides_before(discourse, parse, given).items():
        discourse.found[parse.sentence, head] = members
    for head, group in given.items():
        join_office(discourse, parse, head, group)


def _titled(discourse: Discourse, parse: Parse, mentions: list[Mention]) -> dict[int, tuple[Mention, ...]]:
    """The words of a title beside its holder's name: its noun stands for the holder, its other words for nobody."""
    found: dict[int, tuple[Mention, ...]] = {}
    for mention in mentions:
        if mention.phrase is None:
            continue
        start, end = mention.phrase
        for token in range(len(parse)):
            if start <= parse.starts[token] < end and parse.tags[token].startswith("NN"):
                noun = parse.lemmas[token].lower() in discourse.words.person
                found[token] = (mention,) if noun and parse.deps[token] in _TITLE_PLACES else ()
    return found


def _owned_holder(discourse: Discourse, parse: Parse, token: int, holder: Mention) -> None:
    """Give a named holder the state of the pronoun before the title: "his envoy, Jane Roe"."""
    known = holder_of_pronoun(discourse, parse, token, holder)
    if known is None:
        return
    for key, group in list(discourse.found.items()):
        if key[0] == parse.sentence and group == (holder,):
            discourse.found[key] = (known,)


def _head_of(parse: Parse, mention: Mention) -> int | None:
    """The token of a mention whose head lies outside, nouns before others, the last of several.

    Of a person or organisation whose name goes on behind what the book knows, the last word of the name.
    """
    start, end = mention.start, mention.end
    inside = [i for i in range(len(parse)) if parse.starts[i] < end and parse.ends[i] > start]
    tops = [i for i in inside if parse.heads[i] not in inside or parse.heads[i] == i]
    nouns = [i for i in tops if parse.tags[i].startswith("NN") or parse.tags[i] in ("PRP", "JJ")]
    chosen = nouns or tops
    if not chosen:
        return None
    if mention.kind == "office" and _OF_OWNER.search(mention.name):
        return chosen[0]  # "the president of the Red Cross committee" is the president, wherever his words end
    last = chosen[-1]
    if mention.kind not in ("person", "organisation"):
        return last
    head = parse.heads[last]
    compound = parse.deps[last] == "compound" or (parse.deps[last] == "nmod" and parse.texts[last + 1] == "/")
    within = compound and parse.tags[head] == "NNP" and parse.ends[last] < parse.starts[head]
    return head if within and head - last <= _NAME_GOES_ON and parse.tags[last] == "NNP" else last


def _shared(parse: Parse, head: int, group: list[Mention], given: dict[int, list[Mention]]) -> tuple[Mention, ...]:
    """A head's own mentions, and those of the adjectives joined to its own: "Hungarian and Romanian officials"."""
    extra: list[Mention] = []
    of_organisation = len(group) == 1 and group[0].why.endswith(f" of {group[0].actor}")
    joint = of_organisation or all(
        m.kind == "body" for m in group
    )  # the "oil company" before a company's name is that company
    for child in parse.children[head] if joint else ():
        for other in given.get(child, ()):
            region = ".REG." in (other.actor or "") and any(m.country == other.country for m in group)
            if region or other in group:
                continue  # "[Basque] separatists" are one
            if other.kind == "body" and parse.deps[child] in ("amod", "nmod", "compound"):
                extra.append(other)
            for below in parse.children[child]:
                extra += [m for m in given.get(below, ()) if m.kind == "body" and m not in group]
    extra += [*_of_joined(parse, head, given), *_organisation_beside(parse, head, group, given)] if joint else []
    return tuple(sorted((*group, *extra), key=lambda m: m.start))


def _sides_before(
    discourse: Discourse, parse: Parse, given: dict[int, list[Mention]]
) -> dict[int, tuple[Mention, ...]]:
    """People of two sides that stand before them: "[government] and [rebel] negotiators"."""
    found: dict[int, tuple[Mention, ...]] = {}
    for first, group in given.items():
        noun = parse.heads[first]
        if parse.deps[first] not in ("nmod", "compound", "amod") or noun in given or parse.tags[noun] != "NNS":
            continue
        second = [m for c in parse.children[first] if parse.deps[c] == "conj" for m in given.get(c, ())]
        sides = {m.actor for m in (*group, *second)}
        if second and None not in sides and len(sides) > 1 and parse.lemmas[noun].lower() in discourse.words.person:
            found[noun] = tuple(sorted((*group, *second), key=lambda m: m.start))
    return found


def _organisation_beside(
    parse: Parse, head: int, group: list[Mention], given: dict[int, list[Mention]]
) -> list[Mention]:
    """The organisation of "[European Union] and U.S. negotiators", where its people stand with a state's."""
    for child in parse.children[head]:
        found = [m for m in given.get(child, ()) if m.kind == "organisation" and (m.actor or "").startswith("IGO.")]
        joined = [parse.starts[c] for c in parse.children[child] if parse.deps[c] == "conj"]
        if found and any(m.start <= start < m.end for m in group for start in joined):
            return found
    return []


def _of_joined(parse: Parse, head: int, given: dict[int, list[Mention]]) -> list[Mention]:
    """Those of a body whose countries follow it: "the presidents of Chad and [Mali]", "of Chad and of [Mali]"."""
    found: list[Mention] = []
    joints = [c for c in parse.children[head] if parse.deps[c] == "prep"]
    joints += [c for joint in joints for c in parse.children[joint] if parse.deps[c] == "conj"]
    queue = [below for joint in joints for below in parse.children[joint]]
    queue += [c for c in parse.children[head] if parse.deps[c] == "conj"]
    while queue:
        place = queue.pop(0)
        found += [m for m in given.get(place, ()) if _is_of_the_list(m, parse.texts[head])]
        queue += [c for c in parse.children[place] if parse.deps[c] == "conj"]
    part = (given[head][0].actor or "").partition(".")[2]
    same = (m for m in found if m.kind == "organisation" or (m.actor or "").endswith(f".{part}"))
    return [m for m in same if m not in given[head] and part]


def _is_of_the_list(mention: Mention, noun: str) -> bool:
    """Whether a mention is one of those of whom a noun names several: "the presidents of Chad and of the [EU]"."""
    if mention.kind == "organisation":
        return mention.name.endswith(f" {noun}")
    return mention.kind == "body" and mention.why.endswith("with its country")


def _resolve(discourse: Discourse, parse: Parse, token: int, text: str) -> tuple[Mention, ...]:
    """What a token without a mention of its own stands for; empty where that cannot be told."""
    tag, word = parse.tags[token], parse.texts[token].lower()
    if tag in ("PRP", "PRP$"):
        return pronoun(discourse, parse, token, word)
    counted = any(parse.texts[c].lower() == "of" for c in parse.children[token])  # "two of its boats" are boats
    if counts_harmed(parse, token):
        return number_harmed(discourse, parse, token, text)  # "killed two", and nobody of whom the report has told
    if tag in ("DT", "CD") and word in NUMBERS and not counted and parse.deps[token] in _COUNTING:
        return parties(discourse, parse, token, NUMBERS[word], people=False)
    if tag == "DT" and word in _EACH and parse.deps[token] == "nsubj":
        return parties(discourse, parse, token, len(PAIR), people=False)
    if tag == "JJ":
        return one_of_two(discourse, parse, token)
    if tag not in _NOMINAL or parse.deps[token] == "compound":
        return ()
    lemma = parse.lemmas[token].lower()
    number = number_of(parse, token)
    if (
        number
        and lemma in load_relations().parties
        and any(parse.lemmas[c].lower() in _OTHERS for c in parse.children[token])
    ):
        start, end = phrase(parse, token)  # "Peru and five other powers": others than those named
        return (Mention(parse.sentence, start, end, None, "group", text[start:end], score=0.3, why=DESCRIBED),)
    if lemma in load_relations().pairs and parse.tags[token] == "NN" and _is_definite(parse, token):
        pair = parties(discourse, parse, token, 2, people=True)
        if pair and _takes_up(parse, token):
            return pair
    if number and lemma in load_relations().parties and _takes_up(parse, token):
        members = parties(discourse, parse, token, number, people=lemma in load_relations().leaders)
        members = members if lemma not in load_relations().leaders else _in_office(discourse, parse, token, members)
        if members:
            return members
        if _is_definite(parse, token) or _is_both(parse, token):
            start, end = phrase(parse, token)
            return (Mention(parse.sentence, start, end, None, "group", text[start:end], score=0.3, why=DESCRIBED),)
    if tag.startswith("NNP"):
        if parse.texts[token].lower() in discourse.words.takes_up_body and _is_definite(parse, token):
            earlier = taken_up(discourse, parse, token, parse.texts[token].lower())  # "the Commission"
            if earlier:
                return earlier
        return _lone_name(discourse, parse, token)
    kind = noun_class(discourse.words, lemma, word)
    related = relational(discourse, parse, token, lemma) or _land_of_a_region(discourse, parse, token, lemma)
    if related:
        return related
    found = described(discourse, parse, token, kind, text)
    if found and (found[0].country or found[0].actor):
        return found
    if _is_definite(parse, token):
        earlier = taken_up(discourse, parse, token, lemma) or writers_of(discourse, parse, token)
        if earlier:
            return earlier
        plural = tag == "NNS" and lemma in _SEVERAL
        if lemma == "leader" and plural and _takes_up(parse, token):
            met = _last_leaders(discourse, parse, token)
            if met:
                return met
        if plural and _takes_up(parse, token):
            return parties(discourse, parse, token, 2, people=lemma in load_relations().leaders)
    return found


def _land_of_a_region(discourse: Discourse, parse: Parse, token: int, lemma: str) -> tuple[Mention, ...]:
    """ "The [West African] nation": the state last spoken of, as "the nation" is; the region is no actor beside it."""
    regions = (c for c in parse.children[token] if parse.deps[c] in ("amod", "compound", "nmod"))
    named = [m for c in regions for m in discourse.found.get((parse.sentence, c), ())]
    if lemma not in discourse.words.takes_up_country or not named or not all(m.kind == "group" for m in named):
        return ()
    return taken_up(discourse, parse, token, lemma) if _is_definite(parse, token) else ()


def _last_leaders(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """ "The leaders": all three or more whom the sentence before named in one breath, as having met."""
    last = [members for sentence, members in discourse.joined if sentence == parse.sentence - 1]
    together = [m for m in last if len(m) > len(("one", "other")) and all(each.kind == "person" for each in m)]
    return tuple(refer(parse, token, m, parse.texts[token]) for m in together[-1]) if together else ()


def _in_office(discourse: Discourse, parse: Parse, token: int, members: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Of "both foreign ministers" those of the states of which two others, or the states themselves, were named."""
    before = [c for c in parse.children[token] if c < token and parse.deps[c] in ("amod", "compound")]
    words = " ".join(parse.texts[t] for t in (*before, token) if parse.texts[t].lower() not in NUMBERS).lower()
    generic = discourse.book.generics.get(words)
    if generic is None or generic.suffix not in discourse.book.office_suffixes or not before:
        return members
    if members and all((m.actor or "").endswith(f".{generic.suffix}") for m in members):
        return members
    states = members or parties(discourse, parse, token, number_of(parse, token) or 0, people=False)
    if any(m.country is None for m in states):
        return ()
    return tuple(
        replace(m, actor=f"{m.country}.{generic.suffix}", kind="office", person=None, description=None) for m in states
    )


def _lone_name(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """A name of which nothing is known, where an actor would stand: subject, object, after "by", "with", "against"."""
    base = token
    while parse.deps[base] == "conj" and parse.tags[parse.heads[base]].startswith("NNP"):
        base = parse.heads[base]
    governor = parse.texts[parse.heads[base]].lower()
    placed = parse.deps[base] == "pobj" and governor in ("by", "with", "against")
    if _is_of_a_name(discourse, parse, token):
        return ()
    if parse.texts[token] in discourse.words.starters or not (placed or parse.deps[base] in _ARGUMENTS):
        return ()
    first = min(
        (c for c in parse.children[token] if parse.deps[c] == "compound" and parse.tags[c].startswith("NNP")),
        default=token,
    )
    start, end = parse.starts[min(first, token)], parse.ends[token]
    name = " ".join(parse.texts[min(first, token) : token + 1])
    if parse.tags[token] == "NNPS" and (people := people_of(discourse, parse, token, name)) is not None:
        return (people,)
    found = Mention(
        parse.sentence, start, end, None, "unknown", name, score=0.3, why="a name that the book does not know"
    )
    return (as_described(discourse, parse, token, found),)


def _is_of_a_name(discourse: Discourse, parse: Parse, token: int) -> bool:
    """Whether a word is part of a name with "and" in it that is known already: "Serbia and [Montenegro]"."""
    base = parse.heads[token]
    group = discourse.found.get((parse.sentence, base), ()) if parse.deps[token] == "conj" else ()
    return any(m.start <= parse.starts[base] and parse.ends[token] <= m.end for m in group)


def _is_definite(parse: Parse, token: int) -> bool:
    return any(
        parse.texts[c].lower() in ("the", "that", "this", "these", "those") for c in parse.children[token] if c < token
    )


def _takes_up(parse: Parse, token: int) -> bool:
    """Whether a phrase for several speaks of those named before: "two ministers", "the leaders of ..." do not."""
    clauses = [parse.subtree(c)[0] for c in parse.children[token] if parse.deps[c] in ("acl", "relcl")]
    if any(parse.texts[first - 1] != "," for first in clauses):
        return False
    if any(parse.deps[c] == "prep" and parse.texts[c].lower() in ("of", "from") for c in parse.children[token]):
        return False
    named = any(parse.tags[c] == "PRP$" or parse.deps[c] == "poss" for c in parse.children[token])
    return named or _is_definite(parse, token) or _is_both(parse, token) or parse.tags[token] in ("CD", "DT")


def _is_both(parse: Parse, token: int) -> bool:
    return any(parse.texts[c].lower() == "both" for c in parse.children[token])


def _joined(discourse: Discourse, parse: Parse) -> None:
    """Keep the actors that the sentence names in one breath: "Chad, Mali and Niger", whom "the three" takes up.

    Once when its names are known, for its own words, and again when all its phrases are.
    """
    discourse.joined = [entry for entry in discourse.joined if entry[0] != parse.sentence]
    for token in range(len(parse)):
        if parse.deps[token] == "conj" or not parse.tags[token].startswith("NN") or _is_who_mediated(parse, token):
            continue
        members, queue = list(discourse.found.get((parse.sentence, token), ())), _names_beside(discourse, parse, token)
        if not queue and len(members) < 2:
            continue
        while queue:
            place = queue.pop(0)
            members += discourse.found.get((parse.sentence, place), ())
            queue += _names_beside(discourse, parse, place)
        again = len(members) > 1 and all(m.why.startswith("reference") for m in members)  # "the two neighbours"
        distinct = {
            key_of(m): m for m in members if (again or not m.why.startswith("reference")) and not discourse.reports(m)
        }
        if len(distinct) > 1:
            discourse.joined.append((parse.sentence, tuple(distinct.values())))


def _says(parse: Parse, token: int) -> bool:
    """Whether a word is the subject of the main verb and that is one of speech: whose words the sentence is."""
    verb = parse.heads[token]
    if parse.deps[token] != "nsubj" or parse.deps[verb] not in ("ROOT", "parataxis"):
        return False
    told = any(parse.deps[c] in ("ccomp", "parataxis") for c in parse.children[verb]) or parse.deps[verb] == "parataxis"
    return told and parse.lemmas[verb].lower() in load_anaphora().speech


def _outlet_of(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """The outlet whose words a piece of writing is: "an editorial in [the Daily Sun] said"."""
    for child in parse.children[token]:
        if parse.deps[child] == "prep" and parse.texts[child].lower() in _CARRIED_BY:
            for below in parse.children[child]:
                group = discourse.found.get((parse.sentence, below), ())
                if len(group) == 1 and group[0].kind == "organisation":
                    return group
    return ()


def _names_beside(discourse: Discourse, parse: Parse, token: int) -> list[int]:
    """The names joined to a noun or set beside it, and known bodies: "the army and [opposition leaders]"."""
    beside = [c for c in parse.children[token] if parse.deps[c] in ("conj", "appos")]
    known = {c for c in beside for m in discourse.found.get((parse.sentence, c), ()) if m.actor and m.country}
    return [c for c in beside if parse.tags[c].startswith("NNP") or (parse.deps[c] == "conj" and c in known)]


def _is_who_mediated(parse: Parse, token: int) -> bool:
    """Whether a name stands behind the "by" of "talks mediated by [Ethiopia]": those are no two sides."""
    above = parse.heads[token]
    passive = parse.deps[token] == "pobj" and parse.texts[above].lower() == "by"
    return passive and parse.lemmas[parse.heads[above]].lower() in load_relations().hosting


def _brings_together(parse: Parse, token: int) -> bool:
    """Whether a phrase names who hosts or mediates: "[Algeria] hosted the talks", "offered to mediate"."""
    verb = parse.heads[token]
    if parse.deps[token] != "nsubj":
        return False
    verbs = [verb, *(c for c in parse.children[verb] if parse.deps[c] == "xcomp")]
    return any(parse.lemmas[v].lower() in load_relations().hosting for v in verbs)


def _introduce(discourse: Discourse, parse: Parse) -> None:
    """Keep what a sentence spoke of for those that follow."""
    for token in range(len(parse)):
        verb = parse.heads[token]
        if parse.lemmas[verb] in _ACCUSING and parse.deps[token] == "dobj":
            discourse.accused = (parse.sentence, discourse.found.get((parse.sentence, token), ()))
        if _says(parse, token):
            spoke = discourse.found.get((parse.sentence, token), ()) or _outlet_of(discourse, parse, token)
            discourse.spoke = (parse.sentence, spoke)
    keep_writers(discourse, parse)
    discourse.mains[parse.sentence] = main_verbs(parse)
    for (sentence, head), group in sorted(item for item in discourse.found.items() if item[0][0] == parse.sentence):
        rank = rank_of_token(parse, head)
        for mention in group:
            if discourse.reports(mention):
                continue
            kept = mention
            above = parse.heads[head]
            there = parse.deps[head] == "pobj" and parse.texts[above].lower() in _PLACE_PREPOSITIONS
            if there or (mention.kind == "demonym" and parse.lemmas[above].lower() in load_relations().lands):
                kept = replace(mention, why=f"{mention.why}; as a place")
            elif parse.deps[head] in ("compound", "amod", "nmod") and mention.kind in ("name", "metonym"):
                kept = replace(mention, why=f"{mention.why}; as a modifier")
            if _brings_together(parse, head):
                kept = replace(kept, why=f"{kept.why}; {AS_HOST}")
            discourse.entities.append(Entity(kept, sentence, rank, head, clause_of(parse, head)))
