"""Pronouns and definite phrases: "it", "she", "the ministry"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.actors.discourse import REACH, Discourse, best, is_person, is_whole, key_of, refer
from dragoman.extract.actors.groups import plural
from dragoman.extract.actors.likeness import noun_class
from dragoman.extract.actors.relational import country_taken_up
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actor_relations import load_relations
from dragoman.lexicon.anaphora import load_anaphora
from dragoman.model import Mention, Parse

_ACCUSING = actor_words_of("references", "accusing")
_PLAIN = frozenset(("described, not named", "country of its modifier"))


def pronoun(discourse: Discourse, parse: Parse, token: int, word: str) -> tuple[Mention, ...]:
    """The actors for which a pronoun stands; empty where that cannot be told."""
    answer = _who_answers(discourse, parse, token, word) or _named_after(discourse, parse, token, word)
    if answer:
        return answer
    if word in ("it", "he", "she") and _speaks_on(discourse, parse, token):
        said = discourse.spoke[1]
        fits = is_whole if word == "it" else is_person
        if len(said) == 1 and fits(said[0]):
            return (refer(parse, token, said[0], parse.texts[token]),)
        if word == "it" and not said:
            return ()  # "the statement said ...": it is the statement
    if word in ("he", "she"):
        again = _same_subject(discourse, parse, token, word)
        if again:
            return again
    if word in ("he", "she", "him", "her", "his"):
        stranger = _stranger_who_tells(discourse, parse, token)
        return best(discourse, parse, token, lambda m: is_person(m) and m is not stranger)
    if word == "its":
        said = _whose_own_words(discourse, parse, token) or _as_the_clause_before(discourse, parse, token)
        if said:
            return said
    if word in ("it", "its"):
        imposed = _whose_own(discourse, parse, token) or _addressed(discourse, parse, token)
        if imposed:
            return imposed
        if word == "it" and _suffers_by_own_words(parse, token):
            return _who_says(discourse, parse, token)
        if word == "it" and (_is_expletive(parse, token) or not _acts(parse, token)):
            return ()
        teller = _who_tells(discourse, parse, token)
        if teller is not None:
            return teller
        return () if _other_body(discourse, parse, token) else best(discourse, parse, token, _is_one_whole)
    if word in ("they", "their", "them"):
        return plural(discourse, parse, token)
    return ()


def _stranger_who_tells(discourse: Discourse, parse: Parse, token: int) -> Mention | None:
    """ "A source", of "a source told the paper he would resign": who tells is a stranger, and "he" somebody known."""
    verb = parse.heads[token]
    teller = parse.heads[verb]
    if parse.deps[verb] != "ccomp" or parse.lemmas[teller].lower() not in load_anaphora().speech:
        return None
    for child in parse.children[teller]:
        group = discourse.found.get((parse.sentence, child), ()) if parse.deps[child] == "nsubj" else ()
        if len(group) == 1 and any(parse.texts[c].lower() in ("a", "an") for c in parse.children[child]):
            return group[0] if group[0].actor is None and parse.lemmas[child] in load_relations().strangers else None
    return None


def _whose_own_words(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """The state or body whose own words begin with what is its: "[Japan], which faces China, said its navy would"."""
    noun = parse.heads[token]
    verb = parse.heads[noun]
    teller = parse.heads[verb]
    if parse.deps[noun] not in ("nsubj", "nsubjpass") or parse.deps[verb] != "ccomp":
        return ()
    if parse.lemmas[teller].lower() not in load_anaphora().speech:
        return ()
    subjects = [c for c in parse.children[teller] if parse.deps[c] == "nsubj" and c < token]
    group = discourse.found.get((parse.sentence, subjects[0]), ()) if len(subjects) == 1 else ()
    fits = len(group) == 1 and _is_one_whole(group[0]) and not discourse.reports(group[0])
    return (refer(parse, token, group[0], parse.texts[token]),) if fits else ()


def _as_the_clause_before(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """Whose the subject of a second clause is, by the subject of the first: "[Chad] shut the border, its army left".

    Not where the first clause has an object that could be meant as well: "Iraq invaded Kuwait and its emir fled".
    """
    noun = parse.heads[token]
    verb = parse.heads[noun]
    if parse.deps[noun] not in ("nsubj", "nsubjpass") or not parse.tags[verb].startswith("VB"):
        return ()
    first = parse.heads[verb]
    if parse.deps[verb] not in ("conj", "advcl"):
        first = next((c for c in parse.children[verb] if parse.deps[c] == "advcl" and c < noun), verb)
    subjects = [c for c in parse.children[first] if parse.deps[c] in ("nsubj", "nsubjpass") and c < token]
    group = discourse.found.get((parse.sentence, subjects[0]), ()) if first != verb and len(subjects) == 1 else ()
    objects = [c for c in parse.children[first] if parse.deps[c] in ("dobj", "dative", "agent") and c < token]
    others = (m for c in objects for m in discourse.found.get((parse.sentence, c), ()))
    if len(group) != 1 or not _is_one_whole(group[0]) or discourse.reports(group[0]):
        return ()
    return () if any(_is_one_whole(m) for m in others) else (refer(parse, token, group[0], parse.texts[token]),)


def _same_subject(discourse: Discourse, parse: Parse, token: int, word: str) -> tuple[Mention, ...]:
    """Who the same pronoun is before it as a subject: "[He] visited Roe in Lima, where he met ..." is one man."""
    if parse.deps[token] not in ("nsubj", "nsubjpass"):
        return ()
    for place in range(token - 1, -1, -1):
        if parse.texts[place].lower() == word and parse.deps[place] in ("nsubj", "nsubjpass"):
            return discourse.found.get((parse.sentence, place), ())
    return ()


def _who_tells(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...] | None:
    """Of "Petroperu said it had stopped" the company, known or not; `None` where no name tells what "it" does."""
    verb = parse.heads[token]
    teller = parse.heads[verb]
    if parse.deps[verb] != "ccomp" or parse.lemmas[teller].lower() not in load_anaphora().speech:
        return None
    subjects = [c for c in parse.children[teller] if parse.deps[c] == "nsubj" and parse.tags[c] == "NNP"]
    group = discourse.found.get((parse.sentence, subjects[-1]), ()) if subjects else ()
    named = len(group) == 1 and group[0].kind == "unknown" and " " not in group[0].name and group[0].country is None
    return (refer(parse, token, group[0], parse.texts[token]),) if named else None


def _is_one_whole(mention: Mention) -> bool:
    """A state, body or organisation, and not several: no "it" stands for "four Gulf states"."""
    plural = mention.name.endswith("s") and " " not in mention.name
    members = plural and ".PTY." in (mention.actor or "")  # "Republicans"
    several = members or (
        mention.kind == "group" and (mention.actor or "").startswith("GRP.") and mention.name.endswith("s")
    )
    return is_whole(mention) and not several


def _whose_own(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """Who does a thing and did it before: the subject, of "[Chad] will lift a ban on maize that it imposed"."""
    clause = parse.heads[token]
    noun = parse.heads[clause]
    verb = parse.heads[noun]
    if parse.deps[token] != "nsubj" or parse.deps[clause] != "relcl" or parse.deps[noun] != "dobj":
        return ()
    thing = any(parse.deps[c] in ("dobj", "pobj") and parse.tags[c] in ("WDT", "WP") for c in parse.children[clause])
    subjects = [c for c in parse.children[verb] if parse.deps[c] == "nsubj"]
    group = discourse.found.get((parse.sentence, subjects[0]), ()) if thing and len(subjects) == 1 else ()
    fits = len(group) == 1 and _is_one_whole(group[0]) and not discourse.reports(group[0])
    return (refer(parse, token, group[0], parse.texts[token]),) if fits else ()


def _addressed(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """The one other state or body of the sentence, of "four states left [Chad], accusing it of fraud"."""
    verb = parse.heads[token]
    if parse.deps[token] != "dobj" or parse.lemmas[verb] not in load_anaphora().addressing:
        return ()
    doers = _doers(parse, verb)
    found: dict[str, Mention] = {}
    for (sentence, head), group in discourse.found.items():
        if sentence != parse.sentence or head >= token or head in doers or len(group) != 1:
            continue
        if _is_one_whole(group[0]) and not discourse.reports(group[0]):
            found[key_of(group[0])] = group[0]
    taken = {key_of(m) for d in doers for m in discourse.found.get((parse.sentence, d), ())}
    others = [m for key, m in found.items() if key not in taken]
    return (refer(parse, token, others[0], parse.texts[token]),) if len(others) == 1 else ()


def _doers(parse: Parse, verb: int) -> set[int]:
    """The subjects of a verb, or of those to which it is joined or on which it hangs as a participle."""
    place = verb
    while True:
        own = {c for c in parse.children[place] if parse.deps[c] in ("nsubj", "nsubjpass")}
        if own or parse.deps[place] not in ("conj", "advcl", "xcomp") or parse.heads[place] == place:
            joined = {c for s in own for c in parse.children[s] if parse.deps[c] == "conj"}
            return own | joined
        place = parse.heads[place]


def _named_after(discourse: Discourse, parse: Parse, token: int, word: str) -> tuple[Mention, ...]:
    """Whose it is in a phrase before the clause, by the subject that follows: "On his visit to Peru, [Roe] said"."""
    if word not in ("his", "her", "its") or parse.tags[token] != "PRP$":
        return ()
    phrase = token
    while parse.heads[phrase] != phrase and not parse.tags[parse.heads[phrase]].startswith("VB"):
        phrase = parse.heads[phrase]
    verb = parse.heads[phrase]
    if phrase != verb and parse.deps[verb] == "advcl" and parse.heads[verb] > token and word == "its":
        phrase, verb = verb, parse.heads[verb]  # "Days after its jets had struck, Chad said"
    fronted = parse.deps[phrase] in ("prep", "advmod", "advcl") and parse.subtree(phrase)[0] == 0
    if phrase == verb or not fronted:
        return ()
    subjects = [c for c in parse.children[verb] if parse.deps[c] in ("nsubj", "nsubjpass") and c > token]
    group = discourse.found.get((parse.sentence, subjects[0]), ()) if len(subjects) == 1 else ()
    fits = _is_one_whole if word == "its" else is_person
    if len(group) != 1 or not fits(group[0]) or discourse.reports(group[0]):
        return ()
    before = [g for (at, head), g in discourse.found.items() if at == parse.sentence and head < token]
    if any(len(g) == 1 and fits(g[0]) for g in before) or parse.tags[subjects[0]].startswith("PRP"):
        return ()
    return (refer(parse, token, group[0], parse.texts[token]),)


def _who_answers(discourse: Discourse, parse: Parse, token: int, word: str) -> tuple[Mention, ...]:
    """Of "it denied the charge" after an accusation, the accused: nobody denies what they say themselves."""
    verb = parse.heads[token]
    here = _accused_before(discourse, parse, token)
    sentence, accused = (parse.sentence, here) if here else discourse.accused
    if parse.sentence - sentence > 1 or len(accused) != 1 or parse.deps[token] != "nsubj":
        return ()
    known = load_relations()
    charged = any(parse.lemmas[c] in known.charges for c in parse.subtree(verb))
    if not (parse.lemmas[verb] in known.denying or (charged and parse.lemmas[verb] in known.answering)):
        return ()
    fits = {"it": is_whole, "he": is_person, "she": is_person, "they": _can_be_several}.get(word)
    if fits is None or not fits(accused[0]):
        return ()
    return (refer(parse, token, accused[0], parse.texts[token]),)


def _can_be_several(mention: Mention) -> bool:
    return mention.kind in ("group", "body", "organisation")


def _accused_before(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """Whom the same sentence accuses before a pronoun: "accused [the rebels] of theft, a charge they deny"."""
    accusing = [v for v in parse.ancestors(token) if parse.lemmas[v] in _ACCUSING]
    objects = [c for v in accusing for c in parse.children[v] if parse.deps[c] == "dobj" and c < token]
    return discourse.found.get((parse.sentence, objects[0]), ()) if objects else ()


def _other_body(discourse: Discourse, parse: Parse, token: int) -> bool:
    """Whether a body of which only its noun is known is the subject before it: "a working group, and it will meet"."""
    return any(
        parse.deps[head] in ("nsubj", "nsubjpass")
        and len(group) == 1
        and group[0].actor is None
        and any(parse.texts[c].lower() in ("a", "an") for c in parse.children[head])
        and noun_class(discourse.words, parse.lemmas[head].lower(), parse.texts[head].lower()) == "body"
        for (sentence, head), group in discourse.found.items()
        if sentence == parse.sentence and head < token
    )


def _speaks_on(discourse: Discourse, parse: Parse, token: int) -> bool:
    """Whether a pronoun is the subject of a main verb of speech, and the sentence before is what somebody said."""
    verb = parse.heads[token]
    if discourse.spoke[0] != parse.sentence - 1 or parse.deps[token] != "nsubj" or parse.deps[verb] != "ROOT":
        return False
    words = load_anaphora()
    objects = (parse.lemmas[c].lower() for c in parse.children[verb] if parse.deps[c] == "dobj")
    return parse.lemmas[verb].lower() in words.speech or any(each in words.carried for each in objects)


def _acts(parse: Parse, token: int) -> bool:
    """Whether "it" stands where an actor would: as the subject of a verb that says what somebody does."""
    return parse.deps[token] == "nsubj" and parse.lemmas[parse.heads[token]] not in load_relations().happenings


def _suffers_by_own_words(parse: Parse, token: int) -> bool:
    """Whether "it" is what somebody says was done to it by another: "Chad says [it] was attacked by rebels"."""
    verb = parse.heads[token]
    done_by = any(parse.deps[c] == "agent" for c in parse.children[verb])
    return parse.deps[token] == "nsubjpass" and parse.deps[verb] == "ccomp" and done_by


def _who_says(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """The one state or body that is the subject of the speech in which "it" stands."""
    teller = parse.heads[parse.heads[token]]
    if parse.lemmas[teller].lower() not in load_anaphora().speech:
        return ()
    subjects = [c for c in _doers(parse, teller) if c < token]
    group = discourse.found.get((parse.sentence, subjects[0]), ()) if len(subjects) == 1 else ()
    fits = len(group) == 1 and _is_one_whole(group[0]) and not discourse.reports(group[0])
    return (refer(parse, token, group[0], parse.texts[token]),) if fits else ()


def _is_expletive(parse: Parse, token: int) -> bool:
    """ "It is likely that", "it rained": the pronoun stands for nothing."""
    head = parse.heads[token]
    if parse.deps[token] not in ("nsubj", "nsubjpass") or parse.lemmas[head] not in (
        "be",
        "seem",
        "appear",
        "rain",
        "snow",
        "take",
        "remain",
        "become",
        "expect",
    ):
        return False
    return any(parse.deps[c] in ("ccomp", "xcomp", "advcl", "acomp", "csubj", "attr") for c in parse.children[head])


def taken_up(discourse: Discourse, parse: Parse, token: int, lemma: str) -> tuple[Mention, ...]:
    """ "The ministry", "the president", "the country": the last entity that such a noun can name."""
    words = discourse.words
    if any(
        parse.deps[c] in ("prep", "relcl", "acl", "poss") or parse.lemmas[c].lower() in words.unspoken_of
        for c in parse.children[token]
    ):
        return ()
    if parse.tags[token] == "NNS":
        return (
            _fighters(discourse, parse, token)
            if lemma in load_relations().fighting
            else _soldiers(discourse, parse, token)
        )
    if lemma in ("ministry", "department"):
        led = _led_by_minister(discourse, parse, token)
        if led:
            return led
    if lemma in words.takes_up_person:
        return best(discourse, parse, token, lambda m: is_person(m) and _title_fits(m, lemma))
    if lemma in words.takes_up_body:
        armed = any(parse.lemmas[c].lower() in load_relations().armed for c in parse.children[token])
        return best(
            discourse,
            parse,
            token,
            lambda m: (
                m.kind in ("body", "organisation", "group") and _body_fits(m, lemma) and (not armed or _fights(m))
            ),
        )
    if lemma in words.takes_up_country:
        return country_taken_up(discourse, parse, token)
    return ()


def _fighters(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """ "The guerrillas": the one armed group of which the report has spoken so far."""
    groups = {e.mention.actor: e.mention for e in discourse.entities if e.sentence <= parse.sentence}
    armed = [m for actor, m in groups.items() if (actor or "").startswith("ARM.") and m.kind == "organisation"]
    here = [
        m for (at, head), group in discourse.found.items() if at == parse.sentence and head < token for m in group
        if (m.actor or "").startswith("ARM.") and m.kind == "organisation"
    ]  # fmt: skip
    known = {m.actor: m for m in (*armed, *here)}
    if not known:
        return best(discourse, parse, token, lambda m: (m.actor or "").endswith(".REB"))
    return tuple(refer(parse, token, m, parse.texts[token]) for m in known.values()) if len(known) == 1 else ()


def _soldiers(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """ "The troops", "the soldiers": those of the one state whose forces the sentences before told of."""
    generic = discourse.book.generics.get(parse.texts[token].lower())
    if generic is None or generic.suffix != "MIL" or parse.lemmas[token].lower() in discourse.words.fly_or_fight:
        return ()
    found: dict[str, Mention] = {}
    for back in range(1, REACH):
        for entity in discourse.of(parse.sentence - back):
            country, _, part = (entity.mention.actor or "").partition(".")
            if part.startswith("MIL") and country == entity.mention.country:
                found.setdefault(country, entity.mention)
    here = {
        m.country
        for (at, _), g in discourse.found.items()
        if at == parse.sentence
        for m in g
        if ".MIL" in (m.actor or "")
    }
    if len(found) != 1 or here - set(found):
        return ()
    country, mention = found.popitem()
    return (replace(refer(parse, token, mention, parse.texts[token]), actor=f"{country}.{generic.suffix}"),)


def _led_by_minister(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """ "The ministry": that of the minister of whom the report has just spoken."""
    noun = parse.lemmas[token].lower()
    for back in range(1, REACH):
        found: dict[str, Mention] = {}
        spoken_of = discourse.of(parse.sentence - back)
        if any(e.mention.kind == "body" and _body_fits(e.mention, noun) for e in spoken_of):
            return ()  # "the minister of Peru was wrong, the Chilean foreign ministry said": the one that is named
        for entity in spoken_of:
            head, _, suffix = (entity.mention.actor or "").partition(".")
            body = discourse.book.bodies_of_offices.get(suffix)
            if body is not None and is_person(entity.mention) and entity.mention.country == head:
                found[f"{head}.{body}"] = entity.mention
        if len(found) == 1:
            actor, minister = found.popitem()
            taken = refer(parse, token, minister, parse.texts[token])
            name = discourse.book.name(actor)
            return (replace(taken, actor=actor, kind="body", name=name, person=None, description=None),)
        if found:
            return ()
    return ()


def _fights(mention: Mention) -> bool:
    """Whether it is an armed group or rebels."""
    actor = mention.actor or ""
    return (mention.kind == "organisation" and actor.startswith("ARM.")) or actor.endswith(".REB")


def _title_fits(mention: Mention, lemma: str) -> bool:
    """Whether a person can be called by a noun: one that says an office must agree with theirs."""
    kinds = load_anaphora().kinds.get(lemma)
    if kinds is not None:
        said = f"{mention.description or ''} {mention.name}".lower().split()
        return not kinds.isdisjoint(said) or lemma in said
    ends = load_relations().office.get(lemma)
    if ends is None:
        return True
    described = (mention.description or "").lower()
    return bool(mention.actor and mention.actor.endswith(ends)) or lemma in described


def _body_fits(mention: Mention, lemma: str) -> bool:
    """Whether a body can be called by a noun: its own last word, or a noun that any organisation bears."""
    name = mention.name.lower()
    if lemma in name:
        return True

    def is_of(part: str) -> bool:
        return mention.kind == "organisation" and (mention.actor or "").endswith(part)

    wide = {
        "group": mention.kind in ("organisation", "group") and not (mention.why in _PLAIN and mention.actor is None),
        "organisation": mention.kind == "organisation",
        "organization": mention.kind == "organisation",
        "body": mention.kind == "organisation",
        "bloc": mention.actor is not None and mention.actor.startswith("IGO."),
        "alliance": mention.actor is not None and mention.actor.startswith("IGO."),
        "company": (mention.actor is not None and mention.actor.startswith("COM."))
        or name.endswith((" inc", " corp", " ltd", " co", "holdings", "motors"))
        or is_of(".BUS"),
        "firm": (mention.actor is not None and mention.actor.startswith("COM.")) or is_of(".BUS"),
        "charity": is_of(".NGO"),
        "agency": is_of(".NGO"),
        "union": is_of(".CVL"),
        "party": (mention.actor is not None and ".PTY" in mention.actor) or is_of(".OPP"),
        "movement": (mention.actor is not None and mention.actor.startswith("ARM.")) or is_of(".REB"),
    }
    return wide.get(lemma, False)
