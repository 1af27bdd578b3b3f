"""Objects that a parser gives to another word, because they stand away from their verb or look like something else.

"Extradited to Peru a [banker]" (a long object stands last), "closed down all [papers]" (the particle is no
preposition), "dropped nine [tonnes] of flour" (what is measured is acted on), "called the [premier] a traitor" (the
first of two is who is called so), "called its envoy in Lima [home]" (no part of the place), "resumed suspended [aid]"
(a participle before what is acted on).
"""

from __future__ import annotations

from dragoman.lexicon.parse_words import parse_words
from dragoman.lexicon.valency import load_valency
from dragoman.prepare.parse_tree import Tree

_OPENING = ("det", "nummod", "poss", "quantmod")
_STRETCHES = parse_words("objects", "stretches")
_WAYS = parse_words("objects", "ways")
_GIVING = parse_words("objects", "giving")


def participle_before_object(tree: Tree, participle: int) -> None:
    """ "Resumed [suspended] aid to Chad": what is resumed is the aid, and nobody suspends anything."""
    verb = tree.heads[participle]
    if tree.tags[participle] not in ("VBN", "VBD") or tree.deps[participle] not in ("xcomp", "ccomp"):
        return
    if verb != participle - 1 or not tree.tags[verb].startswith("VB") or tree.has_subject(participle):
        return
    nouns = [c for c in tree.children(participle) if tree.deps[c] == "dobj" and c > participle]
    if len(nouns) != 1 or tree.left_edge(nouns[0]) != participle + 1 or tree.has_auxiliary(participle):
        return
    if any(tree.deps[c] == "dobj" for c in tree.children(verb)):
        return
    for child in tree.children(participle):
        if child > nouns[0]:
            tree.move(child, nouns[0] if tree.deps[child] == "prep" else verb, tree.deps[child])
    tree.tags[participle] = "VBN"
    tree.move(nouns[0], verb, "dobj")
    tree.move(participle, nouns[0], "amod")


def object_after_phrase(tree: Tree, noun: int) -> None:
    """ "Extradited to Peru [a banker]", "dismissed out of hand [an offer]": what opens anew is acted on."""
    phrase = tree.heads[noun]
    preposition = tree.heads[phrase] if tree.deps[noun] == "appos" else phrase
    if tree.deps[noun] not in ("appos", "pobj", "npadvmod") or not any(
        tree.deps[c] in _OPENING for c in tree.children(noun)
    ):
        return
    if tree.deps[noun] == "npadvmod":
        preposition = next((c for c in tree.children(phrase) if tree.deps[c] == "prep"), noun)
    verb, start = tree.heads[preposition], _first(tree, noun)
    if tree.deps[preposition] != "prep" or not tree.tags[verb].startswith("VB") or not verb < preposition < start - 1:
        return
    if not _stands_alone(tree, noun, verb, preposition) or tree.texts[start - 1] in (",", "(", "-", "–", "—", ":"):
        return
    if tree.deps[noun] == "pobj" and not any(
        tree.deps[c] == "prep" and preposition < c < start for c in tree.children(preposition)
    ):
        return
    tree.move(noun, verb, "dobj")


def _stands_alone(tree: Tree, noun: int, verb: int, preposition: int) -> bool:
    """Whether nothing but a particle stands between verb and preposition, and the verb has no object and no passive."""
    between = range(verb + 1, preposition)
    deps = {tree.deps[c] for c in tree.children(verb)}
    period = tree.lemmas[noun].lower() in _STRETCHES
    return all(tree.deps[t] == "prt" for t in between) and not period and not deps & {"dobj", "nsubjpass", "auxpass"}


def _first(tree: Tree, noun: int) -> int:
    """The first token of a noun with its articles and numbers."""
    opening = [tree.left_edge(noun)]
    opening += [c for c in tree.children(noun) if c < noun and tree.deps[c] in _OPENING]
    opening += [g for c in opening[1:] for g in tree.children(c) if g < c]
    return min(opening)


def object_of_particle(tree: Tree, particle: int) -> None:
    """ "Closed [down] all papers", "drafted [in] policemen": with its particle the verb has an object."""
    verb = tree.heads[particle]
    if tree.deps[particle] != "prep" or verb != particle - 1 or not tree.tags[verb].startswith("VB"):
        return
    verbs = load_valency().particles.get(tree.lemmas[particle].lower(), frozenset())
    inner = next((c for c in tree.children(particle) if tree.deps[c] == "pobj"), None)
    if inner is None or tree.lemmas[verb].lower() not in verbs:
        return
    if {tree.deps[c] for c in tree.children(verb)} & {"dobj", "auxpass"} or len(tree.children(particle)) > 1:
        return
    tree.tags[particle] = "RP"
    tree.move(particle, verb, "prt")
    tree.move(inner, verb, "dobj")


def measured_object(tree: Tree, noun: int) -> None:
    """ "Dropped nine [tonnes] of flour": what is measured by weight or number is the object, what by time is none."""
    verb = tree.heads[noun]
    if tree.deps[noun] != "npadvmod" or not tree.tags[verb].startswith("VB") or noun < verb:
        return
    deps = {tree.deps[c] for c in tree.children(verb)}
    number = any(tree.deps[c] == "nummod" for c in tree.children(noun))
    of = any(tree.lemmas[c].lower() == "of" and c == noun + 1 for c in tree.children(noun))
    if (
        number
        and of
        and "nsubj" in deps
        and not deps & {"dobj", "auxpass"}
        and tree.lemmas[noun].lower() not in _STRETCHES
    ):
        tree.move(noun, verb, "dobj")


def time_given(tree: Tree, time: int) -> None:
    """ "Gave the envoy, Ann Roe, two [days] to leave": what is given is time, and what for stands with the verb."""
    receiver = tree.heads[time]
    if tree.deps[time] not in ("dobj", "appos") or tree.lemmas[time].lower() not in _STRETCHES:
        return
    verb = tree.heads[receiver] if tree.deps[time] == "appos" else receiver
    if tree.deps[time] == "dobj":
        receiver = next((c for c in tree.children(verb) if c < time and tree.deps[c] in ("dobj", "dative")), time)
    if tree.lemmas[verb].lower() not in _GIVING or tree.deps[receiver] not in ("dobj", "dative") or receiver >= time:
        return
    above = {verb, time, receiver}
    used = next((v for v in range(time, len(tree.heads)) if tree.heads[v] in above and tree.tags[v] == "VB"), None)
    if used is None or not any(tree.tags[c] == "TO" for c in tree.children(used)):
        return
    tree.move(receiver, verb, "dative")
    tree.move(time, verb, "dobj")
    tree.move(used, verb, "xcomp")


def first_of_two(tree: Tree, noun: int) -> None:
    """ "Called the [premier] a traitor": the first of two complements is who is called so.

    Of one that stands behind the way, "called home [its envoy]", it is said where he goes.
    """
    verb = tree.heads[noun]
    if tree.deps[noun] != "oprd" or noun < verb or any(tree.deps[c] == "dobj" for c in tree.children(verb)):
        return
    if tree.tags[noun].startswith("NN") and any(tree.texts[c].lower() in _WAYS for c in tree.children(verb)):
        tree.move(noun, verb, "dobj")
        return
    if any(tree.deps[c] == "oprd" and c > noun for c in tree.children(verb)) and tree.tags[noun].startswith("NN"):
        tree.move(noun, verb, "dobj")


def way_home(tree: Tree, way: int) -> None:
    """ "Called its envoy in Lima [home]": the way is no part of the name of the place."""
    preposition = tree.heads[way]
    place = way - 1
    if tree.texts[way].lower() not in _WAYS or tree.deps[preposition] != "prep" or tree.heads[place] != way:
        return
    holder = tree.heads[preposition]
    verb = holder if tree.tags[holder].startswith("VB") else tree.heads[holder]
    if tree.deps[place] != "compound" or not tree.tags[verb].startswith("VB"):
        return
    tree.move(place, preposition, "pobj")
    tree.move(way, verb, "advmod")
    if holder != verb and tree.deps[holder] == "oprd":
        tree.move(holder, verb, "dobj")
