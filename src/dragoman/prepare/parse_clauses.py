"""Clauses, names and objects that the parser joins to the wrong neighbour."""

from __future__ import annotations

from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.cues_attribution import load_attribution_cues
from dragoman.lexicon.parse_words import parse_words
from dragoman.prepare.parse_tree import FINITE, Tree

_NOMINAL = ("pobj", "dobj", "conj", "appos")
_CALLING = parse_words("repair", "calling")
_REMAINING = parse_words("repair", "remaining")
_KNOWING = parse_words("repair", "knowing")
_BRANDING = parse_words("repair", "branding")


def part_clauses(tree: Tree, verb: int) -> None:
    """ "With Niger and Nigeria has cut off": the name right before the finite verb is its subject."""
    if tree.deps[verb] != "conj" or not tree.tags[verb].startswith("VB") or tree.has_subject(verb):
        return
    auxiliaries = [c for c in tree.children(verb) if tree.deps[c] in ("aux", "auxpass", "neg") and c < verb]
    first = min([verb, *auxiliaries])
    name = first - 1
    if tree.tags[first] not in FINITE or name < 2 or tree.heads[verb] > name:
        return
    joined = tree.deps[name] == "conj" and tree.tags[name].startswith("NNP")
    if not joined or tree.texts[tree.left_edge(name) - 1].lower() not in ("and", "but", "while"):
        return
    link = tree.left_edge(name) - 1
    # "Met Smith and Jones and left" has its own "and"; here the only one stands before the name.
    if tree.deps[tree.heads[name]] not in _NOMINAL or tree.deps[link] != "cc":
        return
    if tree.tags[first] not in ("VBZ", "MD") and not auxiliaries:
        return  # "praised Ghana and Togo opened" could be either
    tree.move(name, verb, "nsubj")
    tree.move(link, tree.heads[verb], "cc")


def part_list_from_verb(tree: Tree, verb: int) -> None:
    """ "Egypt, Oman and Qatar severed relations with Chad and closed": "severed" is the verb of the list."""
    name = verb - 1
    if tree.tags[verb] not in ("VBN", "VBD") or tree.deps[verb] not in ("amod", "conj") or verb == 0:
        return
    # A participle may have its doer before it only with a hyphen: "Oman-backed".
    if not tree.tags[name].startswith("NNP") or tree.heads[name] != verb or tree.deps[name] != "npadvmod":
        return
    noun = _object_of_list(tree, verb)
    if noun is None:
        return
    first = tree.heads[noun]
    while tree.deps[first] in ("conj", "appos") and tree.heads[first] != first:
        first = tree.heads[first]
    root = tree.heads[first]
    if tree.deps[first] not in ("nsubj", "nsubjpass") or not tree.tags[root].startswith("VB") or root < noun:
        return
    tree.tags[verb] = "VBD"
    tree.move(verb, verb if tree.heads[root] == root else tree.heads[root], tree.deps[root])
    for child in tree.children(first):
        if tree.deps[child] == "cc" and child > noun:
            tree.move(child, verb, "cc")
    tree.move(root, verb, "conj")
    tree.move(name, first, "conj")
    tree.move(noun, verb, "dobj")
    tree.move(first, verb, "nsubj")


def _object_of_list(tree: Tree, verb: int) -> int | None:
    """The noun after the participle that the parser took for one more of the list."""
    listed = ("conj", "appos")
    if tree.deps[verb] == "amod":
        noun = tree.heads[verb]
        return noun if noun > verb and tree.deps[noun] in listed else None
    nouns = (t for t in range(verb + 1, min(verb + 4, len(tree.heads))) if tree.tags[t].startswith("NN"))
    noun = next(nouns, -1)
    return noun if noun > 0 and tree.deps[noun] in listed and tree.heads[noun] < verb else None


def free_relative(tree: Tree, noun: int) -> None:
    """ "Held what she called difficult talks": the talks were held, and she called them so."""
    calling = tree.heads[noun]
    word = tree.lemmas[calling].lower()
    if tree.deps[noun] == "pobj" and tree.lemmas[calling] == "of" and tree.deps[tree.heads[calling]] == "ccomp":
        _what_is_left(tree, noun, tree.heads[calling])
        return
    if word == "be" and tree.deps[calling] == "xcomp" and tree.lemmas[tree.heads[calling]].lower() == "be":
        calling = tree.heads[calling]  # "cancelled what was to be a [visit]"
    if not tree.tags[noun].startswith("NN") or tree.deps[calling] != "ccomp":
        return
    if tree.deps[noun] == "oprd" and word in _CALLING:
        gap = "dobj"
    elif tree.deps[noun] == "attr" and word == "be" and _acts_on_things(tree, tree.heads[calling]):
        gap = "nsubj"  # "postponed what would have been a [visit]"
    else:
        return
    if not any(tree.deps[c] == gap and tree.texts[c].lower() == "what" for c in tree.children(calling)):
        return
    tree.move(noun, tree.heads[calling], "dobj")
    tree.move(calling, noun, "relcl")


def _what_is_left(tree: Tree, noun: int, left: int) -> None:
    """ "Lifted what was left of its [ban]", "what remained of the [truce]": the noun is acted upon."""
    what = any(tree.texts[c].lower() == "what" and tree.deps[c].startswith("nsubj") for c in tree.children(left))
    if what and tree.lemmas[left].lower() in _REMAINING and _acts_on_things(tree, tree.heads[left]):
        tree.move(noun, tree.heads[left], "dobj")
        tree.move(left, noun, "relcl")


def _acts_on_things(tree: Tree, verb: int) -> bool:
    """Whether a verb is none of saying or knowing, whose "what was a visit" would be a question."""
    told = load_attribution_cues().verbs.keys()
    word = tree.lemmas[verb].lower()
    return tree.tags[verb].startswith("VB") and word not in told and word not in _KNOWING


def object_before_speaker(tree: Tree, noun: int) -> None:
    """ "They have concluded their [talks], an official said": the verb before acts on it, the official says so."""
    said = tree.heads[noun]
    done = tree.heads[said]
    if tree.deps[noun] != "nsubj" or tree.deps[said] != "ccomp" or not done < noun < said:
        return
    if tree.left_edge(noun) != done + 1 or tree.lemmas[said].lower() not in load_attribution_cues().verbs:
        return
    speakers = [c for c in tree.children(said) if tree.deps[c] == "nsubj" and noun < c < said]
    if len(speakers) == 1 and tree.texts[tree.left_edge(speakers[0]) - 1] == ",":
        tree.move(noun, done, "dobj")
        _raise_speech(tree, done, said)


def _raise_speech(tree: Tree, told: int, said: int) -> None:
    """The verb of saying takes the place of the clause it tells, which becomes what is said."""
    head, dep = tree.heads[told], tree.deps[told]
    tree.move(said, said if head == told else head, dep)
    tree.move(told, said, "ccomp")


def rejoin_outcome(tree: Tree, participle: int) -> None:
    """ "Had been due to sign a pact, [ending] a row": what the signing would end, not the being due."""
    governor = tree.heads[participle]
    if tree.tags[participle] != "VBG" or tree.deps[participle] != "advcl" or governor > participle:
        return
    if tree.texts[tree.left_edge(participle) - 1] != "," or tree.lemmas[governor] != "be":
        return
    for due in tree.children(governor):
        if tree.deps[due] == "acomp" and due < participle:
            for infinitive in tree.children(due):
                if tree.deps[infinitive] == "xcomp" and tree.tags[infinitive] == "VB" and infinitive < participle:
                    tree.move(participle, infinitive, "advcl")
                    return


def part_headline(tree: Tree, first: int) -> None:
    """ "Peru [lifts] its ban, Chile drops its case": side by side; only a verb of saying holds the first."""
    verb = tree.heads[first]
    if tree.deps[first] != "ccomp" or verb < first or tree.lemmas[verb].lower() in load_attribution_cues().verbs:
        return
    subjects = [c for c in tree.children(verb) if tree.deps[c] == "nsubj" and first < c < verb]
    if not subjects or not tree.has_subject(first) or tree.texts[tree.left_edge(subjects[0]) - 1] != ",":
        return
    if not any(tree.deps[c] == "dobj" for c in tree.children(verb)):
        return
    tree.move(first, first if tree.heads[verb] == verb else tree.heads[verb], tree.deps[verb])
    tree.move(verb, first, "conj")


def set_off_participle(tree: Tree, participle: int) -> None:
    """ "The visit, [postponed] twice because of floods, will take place": the verb of the clause comes later."""
    texts = tree.texts
    if tree.tags[participle] not in ("VBD", "VBN") or tree.deps[participle] not in ("ROOT", "ccomp", "conj"):
        return
    children = tree.children(participle)
    subject = next((c for c in children if tree.deps[c] in ("nsubj", "nsubjpass") and c < participle), None)
    if subject is None or any(tree.deps[c] in ("aux", "auxpass", "dobj", "cc") for c in children):
        return
    opening = [t for t in range(subject + 1, participle) if texts[t] == ","]
    between = range(opening[-1] + 1, participle) if opening else range(0)
    if not opening or not all(tree.tags[t] in ("RB", "RBR") for t in between):
        return
    verb = next((c for c in children if tree.deps[c] == "conj" and c > participle), None)
    if verb is None or not tree.tags[verb].startswith("VB") or tree.has_subject(verb):
        return
    auxiliaries = [c for c in tree.children(verb) if tree.deps[c] in ("aux", "auxpass", "neg")]
    start = min([verb, *auxiliaries])
    if tree.tags[start] not in FINITE or texts[start - 1] != ",":
        return
    passive = any(tree.deps[c] == "auxpass" for c in auxiliaries)
    tree.tags[participle] = "VBN"
    tree.move(verb, verb if tree.heads[participle] == participle else tree.heads[participle], tree.deps[participle])
    for child in children:
        if child > start and child != verb:
            tree.move(child, verb, tree.deps[child])
    tree.move(subject, verb, "nsubjpass" if passive else "nsubj")
    tree.move(participle, subject, "acl")


def verb_left_out(tree: Tree, name: int) -> None:
    """ "Oslo expelled two envoys, [Riga] three": a name with a bare number after an object does it as well."""
    noun = tree.heads[name]
    if tree.deps[name] != "appos" or tree.tags[name] != "NNP" or tree.deps[noun] not in ("dobj", "nsubjpass"):
        return
    counted = [c for c in tree.children(name) if tree.deps[c] == "nummod" and c == name + 1]
    counts = [c for c in tree.children(noun) if tree.deps[c] == "nummod" and c < noun]
    verb = tree.heads[noun]
    subject = next((c for c in tree.children(verb) if tree.deps[c] == "nsubj" and c < verb), None)
    if not counted or not counts or subject is None or not tree.tags[subject].startswith("NNP"):
        return
    tree.move(name, subject, "conj")


def second_object(tree: Tree, noun: int) -> None:
    """ "Branded the report a [lie]": after a verb of calling the second object says what the first one is."""
    verb = tree.heads[noun]
    if tree.deps[noun] != "dobj" or tree.lemmas[verb].lower() not in _CALLING | _BRANDING or verb > noun:
        return
    if any(tree.deps[c] == "dobj" and verb < c < noun for c in tree.children(verb)):
        tree.move(noun, verb, "oprd")


def name_before_verb(tree: Tree, verb: int) -> None:
    """ "Mr A and Secretary of State [B] plan to meet": a finite verb has no compound but a second subject."""
    name = verb - 1
    if tree.tags[verb] not in ("VBP", "VBZ", "VBD") or verb == 0 or tree.heads[name] != verb:
        return
    if tree.deps[name] != "compound" or tree.tags[name] != "NNP":
        return
    subject = next((c for c in tree.children(verb) if tree.deps[c] == "nsubj" and c < name), None)
    if subject is not None and any(tree.deps[c] == "cc" and c < name for c in tree.children(subject)):
        tree.move(name, subject, "conj")


def list_of_titled_names(tree: Tree, name: int) -> None:
    """ "With President A, Chancellor [B] and King C": a person with a title of his own is not another one."""
    first = tree.heads[name]
    if tree.deps[name] != "appos" or name < first or tree.texts[tree.left_edge(name) - 1] != ",":
        return
    if not any(tree.deps[c] == "conj" and c > name and _titled(tree, c) for c in tree.children(name)):
        return
    if _titled(tree, name) and _titled(tree, first):
        tree.move(name, first, "conj")


def _titled(tree: Tree, name: int) -> bool:
    persons = load_actor_words().person
    return tree.tags[name] == "NNP" and any(
        tree.deps[c] == "compound" and tree.lemmas[c].lower() in persons for c in tree.children(name)
    )
