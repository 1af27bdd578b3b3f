"""What the parser joined to the wrong word of its row, and small words that it took for others.

"Was due to lay flowers, talk to guards who survived and [meet] Roe": a bare verb goes with a bare verb, and in "has
asked for a way to end the row and [accuses] Oslo" one with a tense with another; "after talks in York, [Thai] and Lao
troops clashed": an adjective before those it describes is no name in the row before it; "met the mediator, President
Jane [Roe]": without an "and" there is no row, but who it is; "called [on] others to help": a preposition that has
its own object is no particle; "a move [Oslo] condemned": a clause without
"that" after the noun it describes; "tribute to [bombing] victims": an act before those whom it met; "saw Oslo on Monday
and [Riga] on Friday": what is seen goes with what is seen; "Roe of Mali and [Poe] of Chad": a name that has a place of
its own goes with the other name.
"""

from __future__ import annotations

from dragoman.dates import MONTHS, WEEKDAYS
from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.valency import load_valency
from dragoman.prepare.parse_tree import FINITE, Tree, can_act


def rejoin(tree: Tree, token: int) -> None:
    """Put right what the parser made of one token, where it is one of these."""
    dep = tree.deps[token]
    if dep in ("conj", "dep") and tree.tags[token] == "VB":
        _bare_verb_in_row(tree, token)
    elif dep == "conj" and tree.tags[token] in ("VBZ", "VBD"):
        _finite_verb_in_row(tree, token)
    elif dep == "conj" and tree.tags[token].startswith("NN"):
        _object_after_day(tree, token)
        _adjective_of_subject(tree, token)
        _name_beside(tree, token)
        _name_after_place(tree, token)
    elif dep == "prt":
        _preposition_with_object(tree, token)
    elif dep == "acl":
        _clause_without_that(tree, token)
    elif dep in ("pcomp", "xcomp") and tree.tags[token] == "VBG":
        _act_before_people(tree, token)


def _bare_verb_in_row(tree: Tree, verb: int) -> None:
    if tree.has_subject(verb) or any(tree.deps[c] in ("aux", "auxpass", "mark") for c in tree.children(verb)):
        return
    joined = tree.heads[verb]
    if tree.deps[verb] == "dep":
        first = next((c for c in tree.children(joined) if tree.deps[c] == "xcomp" and c < verb), None)
        if first is not None and tree.tags[first] == "VB" and tree.texts[verb - 1] in (",", "and"):
            tree.move(verb, first, "conj")
        return
    if joined > verb or tree.tags[joined] not in ("VBD", "VBZ") or tree.has_auxiliary(joined):
        return
    above = tree.heads[joined]
    while tree.tags[above] != "VB" and tree.heads[above] != above:
        above = tree.heads[above]
    if tree.tags[above] != "VB" or above > joined:
        return
    for child in tree.children(joined):
        if tree.deps[child] == "cc" and joined < child < verb:
            tree.move(child, above, "cc")
    tree.move(verb, above, "conj")


def _finite_verb_in_row(tree: Tree, verb: int) -> None:
    bare = tree.heads[verb]
    if tree.tags[bare] != "VB" or bare > verb or tree.has_subject(verb) or tree.has_auxiliary(verb):
        return
    if not any(tree.deps[c] == "aux" and tree.tags[c] == "TO" for c in tree.children(bare)):
        return
    above = tree.heads[bare]
    while not _has_tense(tree, above):
        if tree.heads[above] == above:
            return
        above = tree.heads[above]
    for child in tree.children(bare):
        if tree.deps[child] == "cc" and bare < child < verb:
            tree.move(child, above, "cc")
    tree.move(verb, above, "conj")


def _has_tense(tree: Tree, verb: int) -> bool:
    finite = tree.tags[verb] in FINITE
    return finite or any(tree.tags[c] in FINITE for c in tree.children(verb) if tree.deps[c] in ("aux", "auxpass"))


def _adjective_of_subject(tree: Tree, first: int) -> None:
    second = next((c for c in tree.children(first) if tree.deps[c] == "conj" and c > first), None)
    if second is None or tree.tags[second] != "JJ" or tree.texts[first - 1] != "," or second + 1 >= len(tree.heads):
        return
    noun = second + 1
    if tree.deps[noun] in ("nsubj", "nsubjpass") and tree.heads[noun] > noun and not tree.left_edge(noun) < noun:
        tree.move(first, noun, "amod")


def _name_beside(tree: Tree, name: int) -> None:
    noun, edge = tree.heads[name], tree.left_edge(name)
    if tree.tags[name] != "NNP" or tree.tags[noun] != "NN" or not edge or tree.texts[edge - 1] != ",":
        return
    if not any(tree.deps[c] == "det" and tree.texts[c].lower() == "the" for c in tree.children(noun)):
        return
    joined = [c for t in (noun, name) for c in tree.children(t) if tree.deps[c] in ("cc", "conj") and c != name]
    if not joined and can_act(tree, noun) and tree.lemmas[noun].lower() in load_actor_words().person:
        tree.move(name, noun, "appos")


def _object_after_day(tree: Tree, noun: int) -> None:
    day = tree.heads[noun]
    if not _is_day(tree, day) or _is_day(tree, noun) or tree.deps[day] != "pobj":
        return
    verb = tree.heads[tree.heads[day]]
    objects = [c for c in tree.children(verb) if tree.deps[c] == "dobj" and c < day]
    again = [c for c in tree.children(verb) if tree.deps[c] == "prep" and c > noun]
    if objects and any(_is_day(tree, c) for preposition in again for c in tree.children(preposition)):
        tree.move(noun, objects[-1], "conj")  # "visited Oslo on Monday and [Riga] on Friday"


def _is_day(tree: Tree, token: int) -> bool:
    return tree.texts[token].lower() in _DAYS


_DAYS = frozenset((*WEEKDAYS, *MONTHS))


def _name_after_place(tree: Tree, name: int) -> None:
    place = tree.heads[name]
    preposition = tree.heads[place]
    first = tree.heads[preposition]
    if tree.deps[place] != "pobj" or tree.lemmas[preposition].lower() != "of" or not tree.tags[first].startswith("NN"):
        return
    names = all(tree.tags[t].startswith("NNP") for t in (name, place))
    behind = [c for c in tree.children(place) if c == name + 1]  # the parser may give it what belongs to the name
    own = [c for c in (*tree.children(name), *behind) if tree.deps[c] == "prep" and tree.lemmas[c].lower() == "of"]
    of_a_name = any(tree.tags[c] == "NNP" for preposition in own for c in tree.children(preposition))
    person = any(tree.deps[c] == "compound" and tree.tags[c] == "NNP" for c in tree.children(name))
    same = tree.texts[name].lower() == tree.texts[first].lower()  # "President of Mali Roe and [President] of Chad Poe"
    if names and of_a_name and (person or same) and first < place < name:
        tree.move(name, first, "conj")
        for child in own:
            tree.move(child, name, "prep")


def _preposition_with_object(tree: Tree, particle: int) -> None:
    place = particle + 1
    if (
        tree.texts[particle].lower() == "off"
        and place < len(tree.heads)
        and tree.tags[place].startswith("NNP")
        and tree.deps[place] in ("dep", "npadvmod", "appos")
        and any(tree.deps[c] == "dobj" and c < particle for c in tree.children(tree.heads[particle]))
    ):
        tree.move(place, particle, "pobj")  # "hold a drill off [Efate]"
    if tree.tags[particle] in ("IN", "RP", "TO") and any(tree.deps[c] == "pobj" for c in tree.children(particle)):
        tree.tags[particle] = "IN"
        tree.move(particle, tree.heads[particle], "prep")


def _clause_without_that(tree: Tree, verb: int) -> None:
    name = verb - 1
    if tree.tags[verb] not in ("VBN", "VBD") or name < 2 or not tree.tags[name].startswith("NNP"):
        return
    noun = tree.left_edge(name) - 1
    if tree.deps[name] != "appos" or tree.heads[name] != noun or tree.heads[verb] not in (noun, name):
        return
    opened = any(tree.deps[c] == "det" for c in tree.children(noun))
    doer = any(tree.deps[c] == "agent" or tree.texts[c].lower() == "by" for c in tree.children(verb))
    if not opened or doer or tree.lemmas[noun].lower() not in load_valency().taken_up_by_clause:
        return
    tree.tags[verb] = "VBD"
    tree.move(name, verb, "nsubj")
    tree.move(verb, noun, "relcl")


def _act_before_people(tree: Tree, act: int) -> None:
    met = act + 1
    if met >= len(tree.heads) or tree.heads[met] != act or tree.deps[met] != "dobj":
        return
    if tree.lemmas[met].lower() not in load_valency().met_by_act:
        return
    above = tree.heads[act]
    verb = tree.heads[above] if tree.deps[act] == "pcomp" else above
    for child in tree.children(act):
        if child > met:
            tree.move(child, verb, tree.deps[child])
    tree.move(met, above, "pobj" if tree.deps[act] == "pcomp" else "dobj")
    tree.tags[act] = "NN"
    tree.move(act, met, "compound")
