"""Common nouns for people, bodies and parts of states, with the country that their own phrase gives them.

Whose they are is said by an adjective, a possessive, or "of", "from" and "in"; who only comes from a country, or acts
for a part of it, does not stand for it.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.actors.discourse import Discourse
from dragoman.extract.actors.likeness import generic_suffix
from dragoman.extract.actors.references_text import DESCRIBED
from dragoman.lexicon.actor_places import load_places
from dragoman.lexicon.actor_relations import load_relations
from dragoman.lexicon.anaphora import load_anaphora
from dragoman.model import Mention, Parse

BY_MODIFIER = "country of its modifier"
_NATIONALS = "country of those of whom it is made up"
_LOYAL = "country of those to whom it is loyal"
_LED = "country of those who lead it"
_AFTER_OF = 'country after "of"'
_OF_STATES = ("GOV", "MIL", "LEG")
_EX_OFFICIAL = "ELI"
_JOINTS = ("of", "from", "in")
_THERE = frozenset(
    ("in", "at", "on", "near", "outside", "inside", "around", "across", "throughout", "during", "against")
)
_WORDS = 4  # words of a body's name before a noun for its people
_DEEP = 4  # prepositions that may stand between a verb and the country where it is done


def described(discourse: Discourse, parse: Parse, token: int, kind: str | None, text: str) -> tuple[Mention, ...]:
    """A common noun for people or a body: with the country that its modifiers give, else unresolved by its words."""
    words = [parse.texts[i].lower() for i in (*_compounds(parse, token), token)]
    suffix = generic_suffix(discourse.book, words)
    if (kind is None and suffix is None) or _is_might(parse, token):
        return ()
    start, end = phrase(parse, token)
    sender = _sender(discourse, parse, token)
    if sender is not None:
        span = Mention(parse.sentence, start, end, sender.actor, "organisation", text[start:end], sender.country)
        return (replace(span, score=0.8, why=BY_MODIFIER),)
    owner, how = _owner(discourse, parse, token)
    if how == _AFTER_OF:
        end = _end_of_owner(parse, token, end)
        fighters = _fighters_after(discourse, parse, token)
        if fighters is not None and suffix is None:
            span = Mention(parse.sentence, start, end, fighters.actor, "group", text[start:end], fighters.country)
            return (replace(span, score=0.8, why=how),)
    leader = _leader(discourse, parse, token)
    if len(leader) == 1 and suffix is None:
        owner, how = leader[0].country, _LED
    plural = parse.tags[token] == "NNS" or kind in ("people", "body")
    shape = "group" if plural else "unknown"
    found = Mention(parse.sentence, start, end, None, shape, text[start:end], score=0.5, why=DESCRIBED)
    if owner is None and (body := _of_the_only_one(discourse, parse, token)) is not None:
        return (replace(found, actor=f"{body[0]}.{body[1]}", country=body[0], score=0.8, why=BY_MODIFIER),)
    if owner is None and suffix == "OPP" and (rival := _beside_its_government(discourse, parse, token)) is not None:
        return (replace(found, actor=f"{rival}.OPP", country=rival, score=0.8, why=BY_MODIFIER),)
    if owner is None:
        return (replace(found, country=_country_of_scene(discourse, parse, token, suffix)),)
    if "in" in how and suffix and suffix.startswith(("MIL", "GOV")):
        return (found,)  # soldiers and diplomats in a country are often another's
    if how in (_NATIONALS, _LOYAL, _LED):
        return (replace(found, country=owner, score=0.8, why=how),)  # its people, whatever they are
    group = _own_group(discourse, parse, token)
    if how == BY_MODIFIER and group is not None:
        return (replace(found, actor=group, country=owner, score=0.8, why=how),)
    if how == BY_MODIFIER and _is_of_a_company(discourse, parse, token):
        return (replace(found, country=owner, score=0.8, why=how),)  # "Acme officials" are no officials of its state
    if parse.lemmas[token].lower() in discourse.words.part_of_state:
        return _part_of_state(discourse, parse, token, replace(found, country=owner, score=0.8, why=how))
    if kind == "person" and any(parse.texts[c].lower() in discourse.words.former for c in _compounds(parse, token)):
        suffix = _EX_OFFICIAL
    part = _of_a_people(discourse, parse, token)
    if part is not None and (suffix or "GOV").startswith(_OF_STATES):
        return (replace(found, actor=part.actor or f"{owner}.GOV.LOCAL", country=owner, score=0.8, why=how),)
    joined = _owners_beside(discourse, parse, token) if suffix or how == BY_MODIFIER else []
    owners = [owner, *joined]
    known = [f"{each}.{suffix}" if suffix else each if kind == "state" else None for each in owners]
    return tuple(
        replace(found, actor=actor, country=each, score=0.8, why=how) for each, actor in zip(owners, known, strict=True)
    )


def _sender(discourse: Discourse, parse: Parse, token: int) -> Mention | None:
    """The organisation whose mission or office a noun names, whatever it is in: "[NATO]'s mission in Kosovo"."""
    if parse.lemmas[token].lower() not in load_relations().sent_out:
        return None
    before = [c for c in parse.children[token] if c < token and parse.deps[c] in ("compound", "poss", "nmod")]
    found = [m for c in before for m in discourse.found.get((parse.sentence, c), ())]
    return found[0] if len(found) == 1 and (found[0].actor or "").startswith("IGO.") else None


def _leader(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """Who leads a force or coalition of several, as a word before it says: "the [US]-led coalition in Syria"."""
    if parse.lemmas[token].lower() not in load_relations().led:
        return ()
    leading = [c for c in parse.children[token] if c < token and parse.texts[c].lower() == "led"]
    return tuple(
        m for led in leading for c in parse.children[led] for m in discourse.found.get((parse.sentence, c), ())
    )


def _of_the_only_one(discourse: Discourse, parse: Parse, token: int) -> tuple[str, str] | None:
    """The country and the part of it of "a [State Department] official": only one country has a body called so."""
    first = min((parse.subtree(c)[0] for c in _compounds(parse, token)), default=token)
    for start in range(max(first, token - _WORDS), token):
        generic = discourse.book.generics.get(" ".join(parse.texts[start:token]).lower())
        if generic is not None and generic.home is not None:
            return generic.home, generic.suffix
    return None


def _beside_its_government(discourse: Discourse, parse: Parse, token: int) -> str | None:
    """The state of those who oppose a government named in one breath: "Chad's army and [opposition leaders]"."""
    beside = [parse.heads[token]] if parse.deps[token] == "conj" else []
    beside += [c for c in parse.children[token] if parse.deps[c] == "conj"]
    for place in beside:
        for mention in discourse.found.get((parse.sentence, place), ()):
            country, _, part = (mention.actor or "").partition(".")
            if country == mention.country and part.startswith(_OF_STATES):
                return country
    return None


def _fighters_after(discourse: Discourse, parse: Parse, token: int) -> Mention | None:
    """The armed group whose a place or part is, of which "of" tells: "a camp of the [Dawn Front]"."""
    for below in _after_joints(parse, token):
        for mention in discourse.found.get((parse.sentence, below), ()):
            actor = mention.actor or ""
            if mention.kind == "organisation" and (actor.startswith("ARM.") or actor.endswith(".REB")):
                return mention
    return None


def _end_of_owner(parse: Parse, token: int, end: int) -> int:
    """Where "warships [of the Peruvian navy]" ends, if the owner stands right after the noun."""
    if token + 1 not in parse.children[token] or parse.texts[token + 1].lower() != "of":
        return end
    return max((parse.ends[c] for c in parse.children[token + 1] if parse.deps[c] == "pobj"), default=end)


def _owners_beside(discourse: Discourse, parse: Parse, token: int) -> list[str]:
    """The further countries of "Thai and [Cambodian] commanders", "police in Chad and [Mali]"; one person has none."""
    many = load_anaphora().many
    if parse.tags[token] != "NNS" and parse.texts[token].lower() not in many:
        return []
    first = next(
        (c for c in parse.children[token] if parse.deps[c] == "amod" and _country_at(discourse, parse, c)), None
    )
    if first is None:
        first = next((c for c in _after_joints(parse, token) if _country_at(discourse, parse, c)), None)
    found: list[str] = []
    while first is not None:
        ahead = first < token
        first = next((c for c in parse.children[first] if parse.deps[c] == "conj" and (c < token) == ahead), None)
        country = _country_at(discourse, parse, first) if first is not None else None
        found += [country] if country else []
    return found


def _after_joints(parse: Parse, token: int) -> list[int]:
    """What stands after the "of", "from" and "in" of a noun."""
    joints = (c for c in parse.children[token] if parse.deps[c] == "prep" and parse.texts[c].lower() in _JOINTS)
    return [below for joint in joints for below in parse.children[joint] if parse.deps[below] == "pobj"]


def people_of(discourse: Discourse, parse: Parse, token: int, name: str) -> Mention | None:
    """A people with the country that owns it, of which it is a part: "Egypt's Copts"."""
    before = [c for c in parse.children[token] if parse.deps[c] in ("poss", "amod", "compound")]
    named = [c for c in before for m in discourse.found.get((parse.sentence, c), ()) if m.kind != "organisation"]
    country = next((code for c in named if (code := _country_at(discourse, parse, c))), None)
    if country is None:
        return None
    span = parse.starts[token], parse.ends[token]
    return Mention(parse.sentence, *span, f"{country}.CVL", "group", name, country, score=0.8, why=BY_MODIFIER)


def _of_a_people(discourse: Discourse, parse: Parse, token: int) -> Mention | None:
    """The region or people of a state to which a modifier ties a noun: "Catalan leaders", "Iraqi Kurdish leaders"."""
    before = [c for c in parse.children[token] if c < token and parse.deps[c] in ("amod", "compound", "nmod")]
    for child in before:
        for mention in discourse.found.get((parse.sentence, child), ()):
            if ".REG." in (mention.actor or ""):
                return mention
    nations = [c for c in before if _country_at(discourse, parse, c)]
    for child in before:
        unknown = (parse.sentence, child) not in discourse.found and parse.texts[child].istitle()
        if unknown and child - 1 in nations and parse.tags[child] in ("JJ", "NNP"):
            text = parse.texts[child]
            return Mention(parse.sentence, parse.starts[child], parse.ends[child], None, "unknown", text)
    return None


def _part_of_state(discourse: Discourse, parse: Parse, token: int, found: Mention) -> tuple[Mention, ...]:
    """ "Georgia's region of Abkhazia": what "of" names; of "the Peruvian city" its authorities where it acts.

    Who shells a city shells the state, but what a city decides its state does not.
    """
    for child in parse.children[token]:
        if parse.deps[child] == "prep" and parse.texts[child].lower() == "of":
            for below in parse.children[child]:
                named = discourse.found.get((parse.sentence, below), ())
                if len(named) == 1 and named[0].actor and named[0].actor != named[0].country:
                    return named
                if len(named) == 1 and named[0].country not in (None, found.country):
                    return named
    acts = parse.deps[token] in ("nsubj", "agent")
    return (replace(found, actor=f"{found.country}.GOV.LOCAL" if acts else found.country),)


def _is_of_a_company(discourse: Discourse, parse: Parse, token: int) -> bool:
    before = (m for c in parse.children[token] for m in discourse.found.get((parse.sentence, c), ()))
    return any((m.actor or "").startswith(("COM.", "MED.", "NGO.")) for m in before)


def _own_group(discourse: Discourse, parse: Parse, token: int) -> str | None:
    """The armed group or party whose people a noun names: "PKK fighters", "the party's leadership"."""
    before = (c for c in parse.children[token] if parse.deps[c] in ("compound", "poss", "nmod"))
    actors = (m.actor or "" for c in before for m in discourse.found.get((parse.sentence, c), ()))
    return next((a for a in actors if a.startswith("ARM.") or ".PTY." in a or a.endswith((".REB", ".OPP"))), None)


def _is_might(parse: Parse, token: int) -> bool:
    """Whether "power" is what somebody seizes or generates: a power that acts has an article, an owner or a plural."""
    if parse.texts[token].lower() != "power":
        return False
    return not any(parse.deps[c] in ("det", "poss", "amod") for c in parse.children[token])


def _country_of_scene(discourse: Discourse, parse: Parse, token: int, suffix: str | None) -> str | None:
    """The country where is done what is done to people: "killed farmers in Zimbabwe", "in a raid on a hotel in Mali".

    Said after the verb, or in its subject, where that is an act and not somebody: "the blast in Lima killed nine".
    """
    if suffix and suffix.startswith(("MIL", "GOV")):
        return None
    verb = parse.heads[token]
    while parse.deps[token] == "conj" and not parse.tags[verb].startswith("VB") and parse.heads[verb] != verb:
        token, verb = verb, parse.heads[verb]
    lemma = parse.lemmas[token].lower()
    token, verb = _counted_by(parse, token, verb)
    if not parse.tags[verb].startswith("VB"):
        return None
    anybody = lemma in load_relations().bystanders
    harmed = anybody and parse.lemmas[verb] in load_relations().harming and parse.deps[token] in ("dobj", "nsubjpass")
    found = _countries_there(discourse, parse, verb, _DEEP) if harmed else _right_there(discourse, parse, verb)
    if harmed and not found:
        others = [c for c in parse.children[verb] if parse.deps[c] in ("nsubj", "agent") and c != token]
        told = [c for c in parse.children[verb] if parse.deps[c] == "advcl" and _is_how(parse, c)]
        told += [c for clause in told for c in parse.children[clause] if parse.deps[c] in ("dobj", "nsubjpass")]
        acts = (*(c for c in others if not discourse.found.get((parse.sentence, c))), *told)
        found = {country for act in acts for country in _countries_there(discourse, parse, act, _DEEP)}
    if harmed and not found and parse.deps[verb] == "advcl" and parse.tags[verb] == "VBG":
        main = parse.heads[verb]
        places = [main, *(c for c in parse.children[main] if parse.deps[c] in ("dobj", "nsubjpass"))]
        found = {country for place in places for country in _countries_there(discourse, parse, place, _DEEP)}
    if any(parse.deps[c] == "prep" and parse.texts[c].lower() == "including" for c in parse.children[token]):
        return None  # "nine people, including two Danes"
    if harmed and not found and lemma == "other":
        found = _of_those_before(discourse, parse, verb)
    return found.pop() if len(found) == 1 else None


def number_harmed(discourse: Discourse, parse: Parse, token: int, text: str) -> tuple[Mention, ...]:
    """How many were killed or hurt, of whom no more is said: "killed [at least nine] in Mali"."""
    start, end = phrase(parse, token)
    found = _countries_there(discourse, parse, parse.heads[token], _DEEP)
    country = found.pop() if len(found) == 1 else None
    return (Mention(parse.sentence, start, end, None, "group", text[start:end], country, score=0.5, why=DESCRIBED),)


def _counted_by(parse: Parse, token: int, above: int) -> tuple[int, int]:
    """The noun that counts people, and what it depends on, for "dozens of [people]"; else what was given."""
    count = parse.heads[above]
    counted = parse.deps[token] == "pobj" and parse.texts[above].lower() == "of" and parse.tags[count] in ("NN", "NNS")
    if counted and parse.lemmas[count].lower() in load_relations().quantities:
        return count, parse.heads[count]
    return token, above


def _is_how(parse: Parse, clause: int) -> bool:
    """Whether a clause says how it came about: "when a shell hit a school in Gaza"."""
    return any(parse.texts[c].lower() in ("when", "after", "as") for c in parse.children[clause])


def _of_those_before(discourse: Discourse, parse: Parse, verb: int) -> set[str]:
    """The country of those to whom the verb before did it: "killed three Chadian soldiers and wounded six [others]"."""
    if parse.deps[verb] != "conj":
        return set()
    before = [c for c in parse.children[parse.heads[verb]] if parse.deps[c] in ("dobj", "nsubjpass")]
    return {country for c in before for m in discourse.found.get((parse.sentence, c), ()) if (country := m.country)}


def _right_there(discourse: Discourse, parse: Parse, verb: int) -> set[str]:
    """The countries right after the "in" of a verb: "farmers protested in Chad"."""
    joints = (c for c in parse.children[verb] if parse.deps[c] == "prep" and parse.texts[c].lower() == "in")
    return {code for c in joints for below in parse.children[c] if (code := _country_at(discourse, parse, below))}


def _countries_there(discourse: Discourse, parse: Parse, word: int, deep: int) -> set[str]:
    """The countries named as the place under a word: "in a raid [on a hotel [in Mali]]", "in Mali's north"."""
    found: set[str] = set()
    for child in parse.children[word] if deep else ():
        if parse.deps[child] != "prep" or parse.texts[child].lower() not in _THERE:
            continue
        against = parse.texts[child].lower() == "against"
        places = list(parse.children[child])
        for place in places:  # "in Lima, Peru, and Quito": grows as it goes
            places += [c for c in parse.children[place] if parse.deps[c] in ("conj", "appos")]
        for below in places:
            country = None if against else _place_at(discourse, parse, below) or _country_of_town(parse, below)
            found |= {country} if country else _countries_there(discourse, parse, below, deep - 1)
    return found


def _place_at(discourse: Discourse, parse: Parse, token: int) -> str | None:
    """The country that a phrase names as a place: "Mali", "Mali's north", "the Malian capital"; no body of it."""
    group = discourse.found.get((parse.sentence, token), ())
    if group and group[0].kind not in ("name", "metonym", "demonym", "group"):
        return None
    named = _country_at(discourse, parse, token)
    if named is not None or parse.lemmas[token].lower() not in load_relations().lands:
        return named
    owners = [c for c in parse.children[token] if parse.deps[c] in ("poss", "nmod", "amod", "compound")]
    return next((code for c in owners if (code := _country_at(discourse, parse, c)) is not None), None)


def _country_of_town(parse: Parse, token: int) -> str | None:
    """The country of a town or province that stands alone by its name."""
    if parse.tags[token] != "NNP":
        return None
    before = [c for c in parse.children[token] if parse.deps[c] == "compound" and parse.tags[c] == "NNP"]
    return load_places().get(" ".join(parse.texts[t] for t in (*before, token)))


def _compounds(parse: Parse, token: int) -> list[int]:
    return [c for c in parse.children[token] if c < token and parse.deps[c] in ("compound", "amod")]


def phrase(parse: Parse, token: int) -> tuple[int, int]:
    """The words of a noun with what stands before it, without its article: at most twelve words."""
    left = [
        c for c in parse.children[token]
        if c < token and parse.deps[c] in ("amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod")
    ]  # fmt: skip
    first = min((parse.subtree(c)[0] for c in left), default=token)
    first = max(first, token - 11)
    return parse.starts[first], parse.ends[token]


def _owner(discourse: Discourse, parse: Parse, token: int) -> tuple[str | None, str]:
    """The country to which a modifier of a noun ties it: adjective, possessive, "of X", "in X", "from X"."""
    lemma = parse.lemmas[token].lower()
    known = load_relations()
    # His counterpart is not of his country, nor is "a US ally" American.
    others = lemma in known.counterpart or lemma in known.across or lemma in known.neighbour
    for child in parse.children[token]:
        owned = parse.deps[child] == "poss" or (parse.tags[child] == "NNP" and lemma in known.across)
        if parse.deps[child] in ("amod", "compound", "poss", "nmod") and not (others and owned):
            country = _country_at(discourse, parse, child)
            if country and not _is_topic(discourse, parse, child, lemma):
                return country, BY_MODIFIER
    of_others = lemma in known.not_of  # a critic of Chad is not Chad's
    joints = ("of", "from", "in", "to") if lemma in known.aides else ("of", "from", "in")
    for child in parse.children[token]:
        joint = parse.texts[child].lower()
        if parse.deps[child] == "prep" and joint in joints and not (of_others and joint == "of"):
            for below in parse.children[child]:
                nationals = _of_nationals(discourse, parse, below)
                if nationals:
                    return nationals, _NATIONALS
                country = _country_at(discourse, parse, below)
                if country is None and joint == "in":
                    country = _place_at(discourse, parse, below)  # "people in Mali's north"
                if country:
                    return country, f'country after "{parse.texts[child].lower()}"'
    return _loyal_to(discourse, parse, token)


def _loyal_to(discourse: Discourse, parse: Parse, token: int) -> tuple[str | None, str]:
    """The country of those whom people serve: "forces loyal to [Yemen]'s president", "militias allied with [Oslo]"."""
    held = (c for c in parse.children[token] if c > token and parse.texts[c].lower() in load_relations().loyal)
    for joint in (below for child in held for below in parse.children[child] if parse.deps[below] == "prep"):
        for below in parse.children[joint]:
            country = _country_at(discourse, parse, below)
            if country:
                return country, _LOYAL
    return None, ""


def _is_topic(discourse: Discourse, parse: Parse, child: int, lemma: str) -> bool:
    """Whether a name says what something is about, or in which language: "the Iraq inquiry", "an English teacher"."""
    group = discourse.found.get((parse.sentence, child), ())
    named = parse.deps[child] == "compound" and len(group) == 1 and group[0].kind in ("name", "metonym")
    if named and lemma in load_relations().topical:
        return True
    after = parse.lemmas[child + 1].lower() if child + 1 < len(parse) else ""
    return bool(group) and group[0].kind == "demonym" and after in load_relations().taught


def _of_nationals(discourse: Discourse, parse: Parse, token: int) -> str | None:
    """The country in the adjective of several: "a delegation of Georgian winemakers"."""
    if parse.tags[token] != "NNS" or (parse.sentence, token) in discourse.found:
        return None
    found = {_country_at(discourse, parse, c) for c in parse.children[token] if parse.deps[c] == "amod"} - {None}
    return found.pop() if len(found) == 1 else None


def _country_at(discourse: Discourse, parse: Parse, token: int) -> str | None:
    group = discourse.found.get((parse.sentence, token), ())
    country = group[0].country if len(group) == 1 else None
    return country if country and len(country) == 3 else None


def as_described(discourse: Discourse, parse: Parse, token: int, found: Mention) -> Mention:
    """An unknown name with the nationality of the firm that the words before it describe: "the Danish [carmaker] X"."""
    beside = [c for c in parse.children[token] if parse.deps[c] == "compound"]
    if token and parse.heads[token - 1] == parse.heads[token] and parse.deps[token - 1] == parse.deps[token]:
        beside.append(token - 1)  # two subjects, as the parser has it
    for child in beside:
        if parse.tags[child] != "NN":
            continue
        firm = generic_suffix(discourse.book, [f"{parse.lemmas[child].lower()}s"]) == "BUS"
        before = (c for head in (child, token) for c in parse.children[head] if parse.deps[c] == "amod")
        country = next((c for b in before if (c := _country_at(discourse, parse, b))), None)
        if firm and country is not None:
            return replace(found, actor=f"{country}.BUS", country=country, why=BY_MODIFIER)
    return found
