"""Actors told by what they are to others: "his country", "its neighbour", "her Indian counterpart", "a spokesman for
the army", "the country".

Whoever owns the phrase is found first; where that cannot be told, neither can the actor.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.actors.context import OWNED
from dragoman.extract.actors.discourse import Discourse, candidates_for, is_person, refer
from dragoman.extract.actors.likeness import noun_class
from dragoman.extract.actors.pairs import of_the_two
from dragoman.lexicon.actor_forms import can_be, load_forms
from dragoman.lexicon.actor_relations import load_relations
from dragoman.model import Mention, Parse

Group = tuple[Mention, ...]

_HEADS = ("GOV.PM", "GOV.PRES", "MON")
COUNTERPART_OF = "of an office holder"
_OF_A_BODY = ("for", "of", "at", "from")
_BACK = 3  # sentences in which a neighbour or a country that is meant was named


def relational(discourse: Discourse, parse: Parse, token: int, lemma: str) -> Group:
    """The actors of a phrase that a relation describes; empty where it is none of these or cannot be told."""
    known = load_relations()
    if lemma in known.counterpart or (token and f"{parse.lemmas[token - 1].lower()} {lemma}" in known.counterpart):
        return _counterparts(discourse, parse, token)
    pair = of_the_two(discourse, parse, token, _owners(discourse, parse, token))
    if pair:
        return pair
    if lemma in known.neighbour or (lemma in known.own_state and _is_neighbouring(parse, token)):
        return _neighbour(discourse, parse, token) if parse.tags[token] != "NNS" else ()
    if lemma in known.own_state and any(parse.tags[c] == "PRP$" for c in parse.children[token]):
        return _own_state(discourse, parse, token, lemma)
    if lemma not in known.not_of and noun_class(discourse.words, lemma, parse.texts[token].lower()) in (
        "person",
        "people",
    ):
        return _spoken_for(discourse, parse, token) or _own_envoy(discourse, parse, token, lemma)
    return ()


def is_owned(group: Group) -> bool:
    """Whether a body was named by a possessive pronoun alone, before anything was known of sentences: "its army"."""
    return len(group) == 1 and group[0].actor is None and group[0].why == OWNED


def owned(discourse: Discourse, parse: Parse, token: int, body: Mention) -> Group:
    """A body or office of the country for which the pronoun before it stands; as it is where that cannot be told."""
    countries = {m.country for m in _owners(discourse, parse, token) if m.country}
    word = body.name.lower()
    generic, titles = discourse.book.generics.get(word), discourse.book.titles.get(word)
    suffix = generic.suffix if generic else titles[0].suffixes[0] if titles else None
    if len(countries) != 1 or suffix is None:
        return (body,)
    country = countries.pop()
    actor = f"{country}.{suffix}"
    return (replace(body, actor=actor, country=country, person=_holder(discourse, actor), score=0.8),)


def holder_of_pronoun(discourse: Discourse, parse: Parse, token: int, holder: Mention) -> Mention | None:
    """A named person with the office of the state for which the pronoun before the title stands; `None` without one."""
    if not any(parse.tags[c] in ("PRP$", "WP$") for c in parse.children[token]):
        return None
    owners = _owners(discourse, parse, token)
    if len(owners) == 1 and _is_no_state(owners[0]):
        actor, country, why = owners[0].actor, owners[0].country, f"speaks for {owners[0].name}"
        return replace(holder, actor=actor, country=country, candidates=(), score=0.8, why=why)
    countries = {m.country for m in owners if m.country}
    before = [c for c in parse.children[token] if c == token - 1 and parse.deps[c] in ("amod", "compound")]
    words = [" ".join(parse.texts[t] for t in (*before, token)).lower(), parse.texts[token].lower()]
    titles = [t for word in words for t in discourse.book.titles.get(word, ()) if not t.organisation]
    if len(countries) != 1 or not titles:
        return None
    country = countries.pop()
    office = f"{country}.{titles[0].suffixes[0]}"
    return replace(holder, actor=office, country=country, candidates=(), score=0.8, why=f"office of {holder.name}")


def _owners(discourse: Discourse, parse: Parse, token: int) -> Group:
    """Who stands in the possessive before a noun; for "whose", the noun that it describes."""
    for child in parse.children[token]:
        if parse.deps[child] == "poss":
            if parse.tags[child] == "WP$":
                return discourse.found.get((parse.sentence, _described_by(parse, token)), ())
            return discourse.found.get((parse.sentence, child), ())
    return ()


def _described_by(parse: Parse, token: int) -> int:
    """The noun of the relative clause in which a word stands; the word itself where there is none."""
    place = token
    while parse.heads[place] != place:
        if parse.deps[place] == "relcl":
            return parse.heads[place]
        place = parse.heads[place]
    return token


def _is_no_state(mention: Mention) -> bool:
    """Whether an owner is a party, company, armed group or organisation, whose people speak for it and no state."""
    actor = mention.actor or ""
    heads = load_relations().bodies_of_their_own
    return mention.kind in ("organisation", "body", "group") and (actor.startswith(heads) or ".PTY." in actor)


def _holder(discourse: Discourse, office: str) -> str | None:
    """The one person who held an office when the report appeared."""
    tenure = discourse.book.holder(office, discourse.published)
    return tenure.person if tenure else None


def _own_state(discourse: Discourse, parse: Parse, token: int, lemma: str) -> Group:
    """ "His country", "their governments": the states of those for whom the pronoun stands."""
    suffix = ".GOV" if lemma in load_relations().governs else ""
    states = {m.country: m for m in _owners(discourse, parse, token) if m.country}
    return tuple(
        replace(
            refer(parse, token, mention, parse.texts[token]),
            actor=f"{country}{suffix}",
            kind="body" if suffix else "name",
            person=None,
            description=None,
        )
        for country, mention in states.items()
    )


def _own_envoy(discourse: Discourse, parse: Parse, token: int, lemma: str) -> Group:
    """ "His envoy", "Lima's negotiators", "its spokesman": people who speak for the state of whose they are."""
    if lemma not in load_relations().sent:
        return ()
    group = _owners(discourse, parse, token)
    if len(group) == 1 and _is_no_state(group[0]):
        span = parse.starts[token], parse.ends[token]
        words, why = f"{parse.texts[token]} of {group[0].name}", f"speaks for {group[0].name}"
        actor, country = group[0].actor, group[0].country
        return (Mention(parse.sentence, *span, actor, "person", words, country, score=0.8, why=why),)
    owners = {m.country: m for m in group if m.country}
    if len(owners) != 1:
        return ()
    country, owner = next(iter(owners.items()))
    suffix = load_relations().sent[lemma]
    start, end = parse.starts[token], parse.ends[token]
    why = f"speaks for {owner.name}"
    name = f"{parse.texts[token]} of {discourse.book.name(country)}"
    actor = f"{country}.{suffix}"
    found = Mention(parse.sentence, start, end, actor, "office", name, country, score=0.8, why=why)
    return (found,)


def _counterparts(discourse: Discourse, parse: Parse, token: int) -> Group:
    """ "His Indian counterpart", "Seoul's counterparts from Fiji and Tonga": the same office of the other country."""
    owners = _owners(discourse, parse, token) or _subject(discourse, parse, token)
    offices = {(m.actor or "").partition(".")[2] for m in owners if m.country and m.kind in ("person", "office")} - {""}
    if len(offices) != 1:
        return ()
    suffix = offices.pop()
    if suffix not in discourse.book.office_suffixes:
        return ()
    found = []
    others = _of_other_countries(discourse, parse, token) or _of_the_pair(discourse, owners)
    for mention in others:
        office = _same_office(discourse, str(mention.country), suffix)
        found.append(
            replace(
                mention,
                start=parse.starts[token],
                end=parse.ends[token],
                actor=office,
                kind="office",
                name=discourse.book.name(office),
                person=_holder(discourse, office),
                description=None,
                score=0.8,
                why=f"{parse.texts[token]} {COUNTERPART_OF}",
            )
        )
    return tuple(found)


def _of_other_countries(discourse: Discourse, parse: Parse, token: int) -> Group:
    """The countries in the adjectives of a noun or after "from", "in" or "of"."""
    roots = [c for c in parse.children[token] if parse.deps[c] in ("amod", "compound", "nmod")]
    for child in parse.children[token]:
        if parse.deps[child] == "prep" and parse.texts[child].lower() in ("from", "in", "of") and not roots:
            roots += [c for c in parse.children[child] if parse.deps[c] == "pobj"]
    found: dict[str, Mention] = {}
    while roots:
        root = roots.pop(0)
        group = discourse.found.get((parse.sentence, root), ())
        if len(group) == 1 and group[0].country and group[0].kind in ("name", "demonym", "metonym"):
            found.setdefault(group[0].country, group[0])
        roots += [c for c in parse.children[root] if parse.deps[c] == "conj"]
    return tuple(found.values())


def _same_office(discourse: Discourse, country: str, suffix: str) -> str:
    """The office of another country that answers to one: its premier where it has no president."""
    book = discourse.book
    if suffix in _HEADS and book.governed(country) and f"{country}.{suffix}" not in book.tenures:
        suffix = next((head for head in _HEADS if book.holders(f"{country}.{head}", discourse.published)), suffix)
    return f"{country}.{suffix}"


def _of_the_pair(discourse: Discourse, owners: Group) -> Group:
    """The other of the two states that the report named last in one breath, if one of them is the owner's."""
    homes = {m.country for m in owners}
    for _, members in reversed(discourse.joined):
        states = {m.country: m for m in members if m.country and m.actor == m.country}
        if len(states) == len(("one", "other")) and homes < set(states):
            return tuple(m for country, m in states.items() if country not in homes)
    return ()


def _subject(discourse: Discourse, parse: Parse, token: int) -> Group:
    """Whoever is the subject of the verb in whose clause a word stands."""
    place = token
    while not parse.tags[place].startswith("VB") and parse.heads[place] != place:
        place = parse.heads[place]
    for child in parse.children[place]:
        if parse.deps[child] in ("nsubj", "nsubjpass") and child != token:
            return discourse.found.get((parse.sentence, child), ())
    return ()


def _subject_above(discourse: Discourse, parse: Parse, token: int) -> Group:
    """The subject of the clause in which the word's own clause stands: "[Greece] said the neighbouring country ..."."""
    verb = parse.heads[token]
    above = parse.heads[verb]
    for child in parse.children[above] if above != verb else ():
        if parse.deps[child] == "nsubj":
            return discourse.found.get((parse.sentence, child), ())
    return ()


def _is_neighbouring(parse: Parse, token: int) -> bool:
    return any(parse.lemmas[c].lower() in load_relations().neighbouring for c in parse.children[token])


def _neighbour(discourse: Discourse, parse: Parse, token: int) -> Group:
    """ "Its neighbour", "the neighbouring country": the last country named that borders on all of those whose it is."""
    owners = (
        _owners(discourse, parse, token) or _subject(discourse, parse, token) or _subject_above(discourse, parse, token)
    )
    homes = {m.country for m in owners if m.country}
    if not homes:
        return ()
    borders = [set(record.neighbours) for home in homes if (record := discourse.book.records.get(home))]
    around = set.intersection(*borders) - homes if borders else set()
    for back in range(_BACK + 1):
        sentence = parse.sentence - back
        here = (
            [m for (at, head), group in discourse.found.items() if at == sentence and head < token for m in group]
            if back == 0
            else [e.mention for e in discourse.of(sentence)]
        )
        here += list(_subject_above(discourse, parse, token)) if back == 0 else []
        near = {m.country: m for m in here if m.country in around}
        if near:
            return _as_state(discourse, parse, token, next(iter(near.values()))) if len(near) == 1 else ()
    return ()


def _as_state(discourse: Discourse, parse: Parse, token: int, mention: Mention) -> Group:
    """The country of a mention, as a phrase takes it up."""
    if mention.country is None:
        return ()
    name = discourse.book.name(mention.country)
    taken = refer(parse, token, mention, parse.texts[token])
    return (replace(taken, actor=mention.country, kind="name", name=name, person=None, description=None),)


def _spoken_for(discourse: Discourse, parse: Parse, token: int) -> Group:
    """ "A spokesman for the Indian army", "activists from the Green Party": the body of which they are."""
    for child in parse.children[token]:
        if parse.deps[child] != "prep" or parse.texts[child].lower() not in _OF_A_BODY:
            continue
        for below in parse.children[child]:
            group = discourse.found.get((parse.sentence, below), ())
            if len(group) == 1 and group[0].actor and group[0].kind in ("body", "organisation", "office"):
                mention = group[0]
                start, end = parse.starts[token], max(parse.ends[token], mention.end)
                words = f"{parse.texts[token]} {parse.texts[child]} {mention.name}"
                why = f"speaks for {mention.name}"
                return (replace(mention, start=start, end=end, kind="person", person=None, name=words, why=why),)
    return ()


def country_taken_up(discourse: Discourse, parse: Parse, token: int) -> Group:
    """ "The country": that of the sentence before it, else of the last sentence that speaks of one, or of its subject.

    A body, an office or a seat speaks of its country too. Where a sentence speaks of several and none is its subject
    alone, which is meant stays open.
    """
    noun = parse.lemmas[token].lower()
    subject = {m.country for m in _main_subject(discourse, parse, token)} - {None}
    gone = {m.country for m in _main_subject(discourse, parse, token) if _is_armed(m)} - {None}
    abroad = subject if _acts_abroad(parse, token) else gone if _is_left(parse, token) else set()
    for entities in (_own_sentence(discourse, parse, token), *_sentences_before(discourse, parse)):
        fitting = [
            (m, rank)
            for m, rank in reversed(entities)
            if _is_of_state(m) and m.country not in abroad and can_be(m.country or "", noun, load_forms())
        ]
        countries = {m.country: m for m, _ in fitting}
        subjects = {m.country: m for m, rank in fitting if rank == 0}
        chosen = countries if len(countries) == 1 else subjects
        if len(chosen) == 1:
            country, mention = next(iter(chosen.items()))
            if country in subject and parse.deps[token] == "dobj" and len(countries) > 1:
                return ()
            return _as_state(discourse, parse, token, mention)
        if countries:
            return ()
    return ()


def _is_armed(mention: Mention) -> bool:
    return (mention.actor or "").endswith(".MIL")


def _is_left(parse: Parse, token: int) -> bool:
    """Whether somebody leaves it: soldiers who "left the country" were in another than their own."""
    return parse.deps[token] == "dobj" and parse.lemmas[parse.heads[token]] in load_relations().leaving


def _acts_abroad(parse: Parse, token: int) -> bool:
    """Whether the verb above does what is done to others: nobody bombs "the country" that is the own one."""
    place = token
    while not parse.tags[place].startswith("VB") and parse.heads[place] != place:
        place = parse.heads[place]
    return parse.lemmas[place] in load_relations().abroad


def _is_of_state(mention: Mention) -> bool:
    """Whether it is a country, its body or official: a party or a company there speaks of no country."""
    actor = mention.actor or ""
    return mention.country is not None and (
        is_person(mention) or (actor.partition(".")[0] == mention.country and ".PTY." not in actor)
    )


def _main_subject(discourse: Discourse, parse: Parse, token: int) -> Group:
    return _subject(discourse, parse, token) if parse.deps[token] not in ("nsubj", "nsubjpass") else ()


def _own_sentence(discourse: Discourse, parse: Parse, token: int) -> list[tuple[Mention, int]]:
    own = []
    for rank, entities in enumerate(candidates_for(discourse, parse, token)):
        if rank > len(("subject", "object")):
            break
        own += [(e.mention, e.rank) for e in entities]
    return own


def _sentences_before(discourse: Discourse, parse: Parse) -> list[list[tuple[Mention, int]]]:
    return [
        [(e.mention, e.rank) for e in discourse.of(parse.sentence - back) if not is_person(e.mention)]
        for back in range(1, _BACK + 1)
    ]
