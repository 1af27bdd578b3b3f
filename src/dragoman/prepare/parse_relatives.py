"""Relative clauses that a parser hangs on the nearest name, though they tell what became of the matter before it."""

from __future__ import annotations

from dragoman.lexicon.parse_words import parse_words
from dragoman.lexicon.valency import load_valency
from dragoman.prepare.parse_tree import Tree, can_act

_STRIFE = parse_words("relatives", "strife")
_POSTED = parse_words("relatives", "posted")


def hang_on_matter(tree: Tree, verb: int) -> None:
    """ "The exchange of students with Chad, which Togo [suspended] in May": what is suspended is no state.

    The clause goes up from a name, or from a noun for people, through prepositions to the first noun that is neither;
    where there is none, it stays.
    """
    noun = tree.heads[verb]
    if tree.deps[verb] != "relcl" or tree.lemmas[verb].lower() not in load_valency().course_verbs:
        return
    gap = [c for c in tree.children(verb) if tree.texts[c].lower() == "which"]
    if not gap or tree.deps[gap[0]] not in ("dobj", "nsubjpass") or tree.texts[gap[0] - 1] != ",":
        return
    if any(tree.texts[c].lower() == "from" for c in tree.children(verb)):
        return  # "Fiji, which was suspended from the forum"
    matter = noun
    while can_act(tree, matter):
        above = tree.heads[matter]
        if tree.deps[matter] == "conj":
            matter = above
        elif tree.deps[matter] == "pobj" and tree.tags[tree.heads[above]].startswith("NN"):
            matter = tree.heads[above]
        else:
            return
    if matter != noun:
        tree.move(verb, matter, "relcl")


def hang_on_meeting(tree: Tree, verb: int) -> None:
    """ "A summit of leaders that was to be [held] in May": a meeting is held and not those who meet."""
    noun = tree.heads[verb]
    if tree.deps[verb] != "relcl" or not can_act(tree, noun) or tree.deps[noun] not in ("pobj", "conj"):
        return
    above = noun
    while tree.deps[above] in ("pobj", "conj", "prep") and tree.heads[above] != above:
        above = tree.heads[above]
        if tree.tags[above].startswith("NN") and tree.lemmas[above].lower() in load_valency().held:
            break
    held = {t for t in (verb, *tree.children(verb)) if tree.lemmas[t].lower() == "hold" and tree.tags[t] == "VBN"}
    if held and tree.lemmas[above].lower() in load_valency().held:
        tree.move(verb, above, "relcl")


_STARTING = parse_words("relatives", "starting")
_WITHIN = frozenset({"of", "in", "on", "at", "off", "along", "near", "between", "with"})


def hang_on_course(tree: Tree, verb: int) -> None:
    """ "A survey of the border in the lake that is to [start] in May": what starts is the survey, and not the lake."""
    noun = tree.heads[verb]
    if tree.deps[verb] != "relcl" or tree.deps[noun] != "pobj" or tree.lemmas[noun].lower() in load_valency().courses:
        return
    children = tree.children(verb)
    subject = [c for c in children if tree.deps[c] == "nsubj" and tree.texts[c].lower() in ("that", "which")]
    to_do = [c for c in children if tree.deps[c] == "xcomp"] if tree.lemmas[verb] == "be" else []
    if not subject or not any(tree.lemmas[t].lower() in _STARTING for t in (verb, *to_do)):
        return
    above = noun
    while tree.deps[above] == "pobj" and tree.lemmas[tree.heads[above]].lower() in _WITHIN:
        above = tree.heads[tree.heads[above]]
        if tree.lemmas[above].lower() in load_valency().courses:
            tree.move(verb, above, "relcl")
            return


_IN_FORCE = parse_words("relatives", "in-force")
_COMING, _TAKING = parse_words("relatives", "coming"), parse_words("relatives", "taking")
_FORCE = parse_words("relatives", "force")


def hang_on_what_is_in_force(tree: Tree, verb: int) -> None:
    """ "The ban on onions from Chad, which [took effect] in May": the ban did, and neither the onions nor Chad."""
    noun, lemma = tree.heads[verb], tree.lemmas[verb].lower()
    if (
        tree.deps[verb] != "relcl"
        or tree.deps[noun] not in ("pobj", "conj")
        or not _comes_into_force(tree, verb, lemma)
    ):
        return
    above = noun
    while tree.deps[above] in ("pobj", "conj", "prep") and tree.heads[above] != above:
        above = tree.heads[above]
        if tree.lemmas[above].lower() in _IN_FORCE and tree.tags[above].startswith("NN"):
            tree.move(verb, above, "relcl")
            return


def _comes_into_force(tree: Tree, verb: int, lemma: str) -> bool:
    children = tree.children(verb)
    if lemma in _TAKING:
        return any(tree.deps[c] == "dobj" and tree.lemmas[c].lower() in _FORCE for c in children)
    into = [c for c in children if tree.deps[c] == "prep" and lemma in _COMING]
    return any(tree.lemmas[o].lower() in _FORCE for c in into for o in tree.children(c))


def hang_on_blow(tree: Tree, verb: int) -> None:
    """ "A raid on a hospital in Aden, Yemen, that [killed] nine": what kills is the raid, no town or state."""
    noun = tree.heads[verb]
    place = tree.heads[noun] if tree.deps[noun] == "appos" else noun
    if (
        tree.deps[verb] != "relcl"
        or tree.deps[place] != "pobj"
        or tree.lemmas[noun].lower() in load_valency().harm_nouns
    ):
        return
    if tree.lemmas[verb].lower() not in load_valency().harm_verbs or tree.has_auxiliary(verb):
        return
    subject = [c for c in tree.children(verb) if tree.deps[c] == "nsubj" and tree.texts[c].lower() in ("that", "which")]
    above = place
    while subject and tree.deps[above] == "pobj" and tree.tags[tree.heads[tree.heads[above]]].startswith("NN"):
        above = tree.heads[tree.heads[above]]
        if tree.lemmas[above].lower() in load_valency().harm_nouns:
            tree.move(verb, above, "relcl")
            return


def hang_between(tree: Tree, preposition: int) -> None:
    """ "Talks brokered by Oslo [between] Chad and Togo": the talks are between the two, whoever brings them about.

    So is the fighting of "fighting broke out [between] Chad and Togo".
    """
    verb = tree.heads[preposition]
    if tree.lemmas[preposition].lower() != "between" or tree.deps[preposition] != "prep":
        return
    if tree.tags[verb] == "VBN" and tree.deps[verb] == "acl":
        tree.move(preposition, tree.heads[verb], "prep")
    elif tree.tags[verb].startswith("VB") and not any(tree.deps[c] in ("dobj", "pobj") for c in tree.children(verb)):
        subjects = [c for c in tree.children(verb) if tree.deps[c] == "nsubj" and tree.lemmas[c].lower() in _STRIFE]
        if subjects:
            tree.move(preposition, subjects[0], "prep")


def hang_on_people(tree: Tree, verb: int) -> None:
    """ "Chad, which took in thousands last year who [came] from Togo": who came are those taken in, and no state.

    Of two relative clauses on one name the second, with "who", goes to the object of the first.
    """
    name = tree.heads[verb]
    if tree.deps[verb] != "relcl" or not tree.tags[name].startswith("NNP"):
        return
    if not any(tree.texts[c].lower() == "who" and tree.deps[c] == "nsubj" for c in tree.children(verb)):
        return
    for other in tree.children(name):
        if tree.deps[other] != "relcl" or other >= verb:
            continue
        pronouns = [tree.texts[c].lower() for c in tree.children(other) if tree.tags[c] == "WDT"]
        people = [c for c in tree.children(other) if tree.deps[c] == "dobj" and tree.tags[c] == "NNS" and c < verb]
        if pronouns and people:
            tree.move(verb, people[-1], "relcl")
            return


def hang_on_state(tree: Tree, verb: int) -> None:
    """ "Its ambassador to Oman, which had [severed] ties": no envoy is a "which"; the state to which he is sent is."""
    noun, which = tree.heads[verb], next((c for c in tree.children(verb) if tree.texts[c].lower() == "which"), 0)
    if tree.deps[verb] != "relcl" or tree.lemmas[noun].lower() not in _POSTED:
        return
    if not which or tree.deps[which] != "nsubj" or tree.texts[which - 1] != ",":
        return
    state = which - 2
    joint = tree.heads[state]
    if tree.tags[state] == "NNP" and tree.deps[state] == "pobj" and tree.heads[joint] == noun:
        tree.move(verb, state, "relcl")


def hang_now_that(tree: Tree, verb: int) -> None:
    """ "Can sell more now that the ban has been [lifted]": a clause of its own, and not what can be sold."""
    mark = next((c for c in tree.children(verb) if tree.deps[c] == "mark" and tree.texts[c].lower() == "that"), None)
    if tree.deps[verb] == "ccomp" and mark and tree.texts[mark - 1].lower() == "now":
        tree.move(verb, tree.heads[verb], "advcl")
