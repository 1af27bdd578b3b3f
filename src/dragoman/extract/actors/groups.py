"""Groups: "both sides", "the two leaders", "they"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dragoman.extract.actors.discourse import (
    AS_HOST,
    REACH,
    Discourse,
    Entity,
    is_person,
    is_place,
    key_of,
    rank_of_token,
    refer,
)
from dragoman.lexicon.actor_relations import load_relations
from dragoman.lexicon.anaphora import load_anaphora
from dragoman.model import Mention, Parse

NUMBERS = {"both": 2, "two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5, "six": 6}
_THE_REST = 2  # the rank of what is neither subject nor object
PAIR = ("one", "other")
_AGAINST = ("REB", "OPP", "REG")  # beginnings of the parts of a state that may be at odds with it
_FEW = 3  # parties that a reader adds up from several sentences; more are named in one breath
_FAR = 12


def plural(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """ "They": the subjects of the last sentence if there were several, or the last group of people."""
    apart = _object_of_own_chain(parse, token)
    if apart is not None:  # "to free the sailors and let them return": objects of one chain of verbs are the same
        return tuple(
            refer(parse, token, m, parse.texts[token]) for m in discourse.found.get((parse.sentence, apart), ())
        )
    own = _body_that_tells(discourse, parse, token) or _subject_around(discourse, parse, token)
    if own:
        return own
    for sentence in range(parse.sentence, parse.sentence - 3, -1):
        subjects = [e for e in discourse.of(sentence) if e.rank == 0]
        if sentence == parse.sentence:
            heads = [head for (at, head) in discourse.found if at == sentence and head < token]
            subjects = [
                Entity(m, sentence, 0, head)
                for head in sorted(heads)
                if rank_of_token(parse, head) == 0
                for m in discourse.found[sentence, head]
            ]
        subjects = _of_main_clause(discourse, sentence, subjects)
        members = {key_of(e.mention): e.mention for e in subjects}
        for actor, mention in list(members.items()):
            if any(
                other.country == mention.country and key != actor and key.startswith(f"{actor}.")
                for key, other in members.items()
            ):
                del members[actor]
        several = _last_counted(subjects)
        if several:
            return tuple(refer(parse, token, m, parse.texts[token]) for m in several)
        groups = [m for m in members.values() if _is_several(discourse, m)]
        if sentence < parse.sentence and len(groups) == 1 and _has_other_group(discourse, sentence, groups[0]):
            return ()
        if len(groups) == 1:
            beside = next((g for at, g in reversed(discourse.joined) if at == sentence and groups[0] in g), ())
            if beside:
                return tuple(refer(parse, token, m, parse.texts[token]) for m in beside)
        pair = _met_before(discourse, parse, token) if sentence == parse.sentence and len(members) < len(PAIR) else ()
        if pair:
            return tuple(refer(parse, token, m, parse.texts[token]) for m in pair)
        if len(members) > 1 and len(groups) != 1:
            return tuple(refer(parse, token, m, parse.texts[token]) for m in members.values())
        if len(groups) == 1:
            return (refer(parse, token, groups[0], parse.texts[token]),)
        if len(members) == 1 and sentence < parse.sentence:
            met = {
                key_of(e.mention): e.mention
                for e in discourse.of(sentence)
                if e.rank < _THE_REST and is_person(e.mention)
            }
            known = [m for m in met.values() if m.country]
            two = len(met) == len(known) == len(PAIR)
            return tuple(refer(parse, token, m, parse.texts[token]) for m in known) if two else ()
    return ()


def _last_counted(subjects: list[Entity]) -> list[Mention]:
    """Those for whom one word stands: after "the ministry said [both sides] had agreed", they are "they"."""
    by_words: dict[tuple[int, int], list[Mention]] = {}
    for each in subjects:
        by_words.setdefault((each.mention.start, each.mention.end), []).append(each.mention)
    counted = [group for group in by_words.values() if len(group) > 1]
    return counted[-1] if counted else []


def _object_of_own_chain(parse: Parse, token: int) -> int | None:
    """The plural object of the verb to which the verb of "them" is joined; `None` where there is none."""
    if parse.texts[token].lower() != "them":
        return None
    verb = parse.heads[token]
    if parse.deps[token] == "nsubj" and parse.deps[verb] in ("ccomp", "xcomp"):
        verb = parse.heads[verb]  # "let them return"
    if parse.deps[verb] != "conj" or parse.deps[token] not in ("dobj", "nsubj", "dative"):
        return None
    first = parse.heads[verb]
    objects = [c for c in parse.children[first] if parse.deps[c] == "dobj" and first < c < verb]
    people = [c for c in objects if parse.tags[c] == "NNS" or parse.texts[c].lower() in load_anaphora().many]
    return people[0] if len(people) == 1 else None


def _body_that_tells(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """The police or crew, of "the police said they had ...": one body of many who tells what it did itself."""
    verb = parse.heads[token]
    teller = parse.heads[verb]
    if (
        parse.deps[token] != "nsubj"
        or parse.deps[verb] != "ccomp"
        or parse.lemmas[teller] not in load_anaphora().speech
    ):
        return ()
    for child in parse.children[teller]:
        many = parse.lemmas[child].lower() in load_anaphora().many or parse.texts[child].lower() in load_anaphora().many
        if parse.deps[child] == "nsubj" and many:
            group = discourse.found.get((parse.sentence, child), ())
            return tuple(refer(parse, token, m, parse.texts[token]) for m in group)
    return ()


def _subject_around(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """Whose it is by the clauses in which it stands: "sources say [Chad and Mali] agreed to end their row".

    The nearest subject that is several; for who does or suffers what the clause tells, of the clauses around it.
    """
    place, inner = token, parse.tags[token] == "PRP"
    while parse.heads[place] != place:
        place = parse.heads[place]
        if not parse.tags[place].startswith("VB"):
            continue
        if inner:
            inner = False
            continue
        heads = [c for c in parse.children[place] if parse.deps[c] in ("nsubj", "nsubjpass") and c < token]
        for head in heads:
            heads += [c for c in parse.children[head] if parse.deps[c] == "conj"]
        members = {key_of(m): m for h in heads for m in discourse.found.get((parse.sentence, h), ())}
        if len(members) > 1 or any(_is_several(discourse, m) for m in members.values()):
            return tuple(refer(parse, token, m, parse.texts[token]) for m in members.values())
    return ()


def _of_main_clause(discourse: Discourse, sentence: int, subjects: list[Entity]) -> list[Entity]:
    """The subjects of the main clause of an earlier sentence, where they are several: what is told beside is of others.

    "[Rebels] left the talks, as troops had killed a man. They accused the government."
    """
    main = [e for e in subjects if e.clause in discourse.mains.get(sentence, ())]
    several = len({key_of(e.mention) for e in main}) > 1 or any(_is_several(discourse, e.mention) for e in main)
    return main if several else subjects


def _is_several(discourse: Discourse, mention: Mention) -> bool:
    """Whether a mention is of several people: "officials", "FARC rebels", and no army or organisation as one."""
    if mention.kind == "organisation":
        if (mention.actor or "").startswith("ARM.") and mention.name.endswith("s"):
            return True  # "the Maoists said they"
        return mention.name.rsplit(" ", 1)[-1].removesuffix("s") in discourse.words.person and mention.name[-1] == "s"
    return mention.kind == "group" or (mention.kind == "body" and mention.name.endswith("s"))


def _met_before(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """The two of whom the same sentence has told that one met the other: "his meeting with her, before their talks"."""
    for place in range(token - 1, -1, -1):
        noun = parse.tags[place].startswith("NN")
        if not noun and parse.lemmas[place].lower() != "meet":
            continue
        first = [c for c in parse.children[place] if parse.deps[c] in (("poss",) if noun else ("nsubj",))]
        with_whom = [
            g
            for c in parse.children[place]
            if parse.deps[c] == "prep" and parse.texts[c].lower() == "with" and c < token
            for g in parse.children[c]
        ]
        met = with_whom or ([] if noun else [c for c in parse.children[place] if parse.deps[c] == "dobj"])
        groups = [discourse.found.get((parse.sentence, c), ()) for c in (*first[:1], *met[:1]) if c < token]
        pair = tuple(group[0] for group in groups if len(group) == 1 and not discourse.reports(group[0]))
        if len({key_of(m) for m in pair}) == len(PAIR):
            return pair
    return ()


def _has_other_group(discourse: Discourse, sentence: int, group: Mention) -> bool:
    """Whether a sentence speaks of a second group, as object: "the rebels freed the nurses. They ..."."""
    return any(
        e.rank > 0 and e.mention.kind == "group" and key_of(e.mention) != key_of(group) for e in discourse.of(sentence)
    )


def parties(discourse: Discourse, parse: Parse, token: int, number: int, *, people: bool) -> tuple[Mention, ...]:
    """The members of "both sides", "the two leaders": those of the last sentence that had exactly so many parties."""
    if parse.lemmas[token].lower() in ("neighbour", "neighbor"):
        return _bordering(discourse, parse, token, number)
    if number > _FEW:
        return _named_together(discourse, parse, token, number, people=people)
    found = _between_whom(discourse, parse, token) if number == len(PAIR) and not people else ()
    found = found or _members(discourse, parse, token, number, people=people)
    found = found or _named_together(discourse, parse, token, number, people=people)
    found = found or _members(discourse, parse, token, number, people=people, together=True)
    if found or not people:
        return found
    return _only_set(discourse, parse, token, number) or _named_together(discourse, parse, token, number, people=False)


def _between_whom(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """The two of whom the sentence has said that something is between them: "mediating between [Chad] and [rebels]"."""
    for place in range(token - 1, -1, -1):
        if parse.texts[place].lower() != "between":
            continue
        first = [c for c in parse.children[place] if parse.deps[c] == "pobj"]
        both = [*first, *(c for f in first for c in parse.children[f] if parse.deps[c] == "conj")]
        groups = [discourse.found.get((parse.sentence, c), ()) for c in both]
        if len(both) == len(PAIR) and all(len(g) == 1 for g in groups):
            return tuple(refer(parse, token, g[0], parse.texts[token]) for g in groups)
    return ()


def _bordering(discourse: Discourse, parse: Parse, token: int, number: int) -> tuple[Mention, ...]:
    """ "The two neighbours": the last states named in one breath that border on each other."""
    noun = parse.lemmas[token].lower()
    earlier = [entry for entry in discourse.joined if entry[0] < parse.sentence]
    own = [entry for entry in discourse.joined if entry[0] == parse.sentence]  # those with whom something is done
    for sentence, members in (*reversed(earlier), *reversed(own)):
        distinct = _distinct(discourse, list(members), noun, people=False)
        if len(distinct) == number and _border(discourse, distinct) and parse.sentence - sentence <= _FAR:
            return _as_parties(discourse, parse, token, distinct, people=False)
    found = _members(discourse, parse, token, number, people=False)
    return found if _border(discourse, list(found)) else ()


def _border(discourse: Discourse, members: list[Mention]) -> bool:
    """Whether each of several states borders on another of them."""
    around = [discourse.book.records.get(m.country or "") for m in members]
    return all(r is not None and any(m.country in r.neighbours for m in members) for r in around)


def _only_set(discourse: Discourse, parse: Parse, token: int, number: int) -> tuple[Mention, ...]:
    """The people of that number whom the report named in one breath, however far back, if it did so of one set only."""
    noun = parse.lemmas[token].lower()
    sets = {
        tuple(sorted(key_of(m) for m in distinct)): distinct
        for _, members in discourse.joined
        if len(distinct := _distinct(discourse, list(members), noun, people=True)) == number
    }
    found = next(iter(sets.values())) if len(sets) == 1 else []
    return _as_parties(discourse, parse, token, found, people=True)


def _named_together(
    discourse: Discourse, parse: Parse, token: int, number: int, *, people: bool
) -> tuple[Mention, ...]:
    """The last actors of that number that were named in one breath, or the group whose members the book gives."""
    noun = parse.lemmas[token].lower()
    for sentence, members in reversed(discourse.joined):
        if parse.sentence - sentence > _FAR:
            break
        if sentence == parse.sentence and any(m.start > parse.starts[token] for m in members):
            continue  # "the parties agreed to a truce that Oslo brokered": who is named later is not meant
        distinct = _distinct(discourse, list(members), noun, people=people)
        if len(distinct) == number:
            return _as_parties(discourse, parse, token, distinct, people=people)
    return ()


def _members(
    discourse: Discourse, parse: Parse, token: int, number: int, *, people: bool, together: bool = False
) -> tuple[Mention, ...]:
    """The latest sentence, or the sentences `together`, that had exactly `number` parties of a kind."""
    noun = parse.lemmas[token].lower()
    seen: list[Mention] = []
    for sentence in range(parse.sentence, parse.sentence - REACH - 2, -1):
        if sentence == parse.sentence:
            here = [
                g
                for (at, head), g in discourse.found.items()
                if at == sentence and head < token and not _addresses(parse, head, token)
            ]
            mentions = [m for group in here for m in group]
        else:
            there = [e for e in discourse.of(sentence) if people or _is_party(e)]
            mentions = [e.mention for e in there]
            if not people and _are_apart(discourse, there):
                return ()
        members = _distinct(discourse, mentions, noun, people=people)
        if len(members) == number:
            return _as_parties(discourse, parse, token, members, people=people)
        seen += mentions
        added = _distinct(discourse, seen, noun, people=people) if together else []
        if len(added) == number and sentence < parse.sentence:
            return _as_parties(discourse, parse, token, added, people=people)
        if len(members) > number:
            return ()
    return ()


def _are_apart(discourse: Discourse, entities: list[Entity]) -> bool:
    """Whether a sentence speaks of its two in two clauses, and the report has named a pair in one breath before."""
    clauses = {e.clause for e in entities}
    if len(entities) != len(PAIR) or len(clauses) != len(PAIR):
        return False
    sentence = entities[0].sentence
    before = [members for at, members in discourse.joined if 0 < sentence - at <= REACH and len(members) == len(PAIR)]
    return bool(before)


def _is_party(entity: Entity) -> bool:
    """Whether who was spoken of can be one of two sides: no place, and nobody of whom only a country is known."""
    mention = entity.mention
    if mention.why.endswith(AS_HOST):
        return False
    if is_place(entity):
        return entity.mention.why.endswith("as a modifier")
    return mention.actor is not None or is_person(mention)


def _addresses(parse: Parse, head: int, token: int) -> bool:
    """Whether one is the subject and the other the object of one verb: "Berlin urged the two countries"."""
    while parse.deps[head] == "conj" and parse.tags[parse.heads[head]].startswith(("NN", "PRP")):
        head = parse.heads[head]
    return (
        parse.heads[head] == parse.heads[token]
        and parse.deps[head] in ("nsubj", "nsubjpass")
        and parse.deps[token] in ("dobj", "dative")
    )


def _as_parties(
    discourse: Discourse, parse: Parse, token: int, members: list[Mention], *, people: bool
) -> tuple[Mention, ...]:
    """The members as a group refers to them: as people, or as the states for which people spoke."""
    found = []
    for member in members:
        referred = refer(parse, token, member, parse.texts[token])
        if (
            not people
            and not (member.actor or "").startswith("ARM.")
            and parse.lemmas[token].lower() not in load_relations().leaders
            and member.country
            and (is_person(member) or parse.lemmas[token].lower() in load_relations().states)
        ):
            name = discourse.book.name(member.country)
            referred = replace(referred, actor=member.country, kind="name", name=name, person=None, description=None)
        found.append(referred)
    return tuple(found)


def can_be_called(mention: Mention, noun: str) -> bool:
    """Whether an actor may be one of those whom a noun takes up: no minister is a leader, no company a country."""
    part = (mention.actor or "").partition(".")
    known = load_relations()
    if noun in known.states and part[0] in ("IGO", "ARM"):
        return False  # "both countries" are no organisation of states, and no armed group
    if noun in known.states or noun in known.governing:
        return part[0] not in known.private_heads and not part[2].startswith(known.private_parts)
    if mention.actor is None and noun in known.not_called and not mention.person:
        said = (mention.description or "").lower()
        return noun in said or (mention.country is None and not said)
    return not part[2].endswith(known.not_called.get(noun, ()))


def _distinct(discourse: Discourse, mentions: list[Mention], noun: str, *, people: bool) -> list[Mention]:
    """One mention for each party: each person where people are meant, else each country (or body without one)."""
    found: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.start):
        if (mention.kind == "unknown" and not mention.country) or discourse.reports(mention):
            continue
        if (people and not is_person(mention)) or not can_be_called(mention, noun):
            continue
        part = (mention.actor or "").partition(".")[2]
        # Rebels are another side than the government of their state.
        own = people or part.startswith(_AGAINST) or (mention.actor or "").startswith("ARM.")
        key = key_of(mention) if own else mention.country or mention.actor
        if key and (key not in found or (found[key].kind != "name" and mention.kind == "name")):
            found[key] = mention
    return list(found.values())


def number_of(parse: Parse, token: int) -> int | None:
    """How many parties a phrase counts: "both sides", "the two leaders"."""
    for child in parse.children[token]:
        if (
            child < token
            and parse.texts[child].lower() in NUMBERS
            and parse.deps[child] in ("nummod", "det", "predet", "amod", "cc", "preconj")
        ):
            return NUMBERS[parse.texts[child].lower()]
    return None


def spell_out(discourse: Discourse, parses: Mapping[int, Parse]) -> None:
    """The members of "four Arab states", where the report names just so many of the group in one breath."""
    for (sentence, token), group in list(discourse.found.items()):
        parse = parses[sentence]
        number = number_of(parse, token) if len(group) == 1 and (group[0].actor or "").startswith("GRP.") else None
        if number is None:
            continue
        whole = group[0]
        members = _counted(discourse, whole, number, sentence)
        for place, again in list(discourse.found.items()) if members else ():
            if (
                len(again) == 1
                and again[0].actor == whole.actor
                and whole.start in (again[0].start, _taken_from(again))
            ):
                at = parses[place[0]]
                discourse.found[place] = tuple(refer(at, place[1], m, at.texts[place[1]]) for m in members)


def _taken_from(group: tuple[Mention, ...]) -> int | None:
    return group[0].antecedent[0] if group[0].antecedent else None


def _counted(discourse: Discourse, whole: Mention, number: int, sentence: int) -> list[Mention]:
    """The states of a group that stand together nearest to where they were counted; empty where none do."""
    name = (whole.actor or "").removeprefix("GRP.")
    for _, members in sorted(discourse.joined, key=lambda entry: abs(entry[0] - sentence)):
        states = {m.country: m for m in members if m.country and m.actor in (m.country, f"{m.country}.GOV")}
        records = [discourse.book.records[country] for country in states]
        if len(states) == number and all(
            name in r.groups or r.id in discourse.book.members(whole.actor or "") for r in records
        ):
            return list(states.values())
    return []
