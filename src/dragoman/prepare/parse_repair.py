"""Mistakes that the parser makes again and again in news, put right before anybody reads the tree.

Forms that reports are full of and treebanks are not: a clause whose subject the parser joined to the name before
it ("closed its borders with Niger and [Nigeria] has cut off supplies"), a list of names before a verb that can be a
participle ("Egypt, Oman and Qatar [severed] relations"), and an object named by a free relative ("held what she called
difficult [talks]"); irregular past forms tagged as bare ones ("the club [forgave] the debt"); what an act would bring
about hung on its being due ("had been due to sign a pact, [ending] a row"); two headlines in one line ("Peru [lifts]
its ban, Chile drops its case"); a verb taken for a noun in a headline ("Chad, Togo [sign] deal"); a participle between
commas taken for the verb of the clause ("the visit, [postponed] twice, will take place"); a clause that leaves its verb
out ("Oslo expelled two envoys, [Riga] three"); a verb taken for a noun though it has a subject ("he and his
counterpart [plan] to meet"); the second of two names taken for a part of the verb ("Zarif and Secretary of State
[Kerry] plan to meet"); a list of persons with their titles taken for one person and what he is ("with President
A, Chancellor [B] and King C"); what something is called ("branded the report a [lie]"); who is
"called [in]"; a verb taken for an adjective ("urges Togo to [free] teachers"); and "due to" before a verb taken for
"because of". Each repair moves a few arcs; a tree without such a form is returned as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dragoman.model import Parse
from dragoman.prepare.parse_clauses import (
    free_relative,
    list_of_titled_names,
    name_before_verb,
    object_before_speaker,
    part_clauses,
    part_headline,
    part_list_from_verb,
    rejoin_outcome,
    second_object,
    set_off_participle,
    verb_left_out,
)
from dragoman.prepare.parse_compounds import (
    rejoin_compound,
    thing_after_its_name,
    thing_before_its_name,
    thing_behind_its_name,
)
from dragoman.prepare.parse_doers import doer_after_of, doer_of_noun, doer_of_participle, occasion_of_participle
from dragoman.prepare.parse_main_verbs import (
    name_is_subject,
    pair_is_subject,
    past_beside_verb,
    verb_after_name,
    verb_before_object,
    verb_for_name,
)
from dragoman.prepare.parse_objects import (
    first_of_two,
    measured_object,
    object_after_phrase,
    object_of_particle,
    participle_before_object,
    time_given,
    way_home,
)
from dragoman.prepare.parse_openings import (
    clause_after_preposition,
    clause_of_condition,
    message_of_verb,
    outcome_of_what_is_told,
    part_time_from_name,
    passive_after_opening,
    subject_after_opening,
)
from dragoman.prepare.parse_passives import passive_of_staying, second_passive
from dragoman.prepare.parse_relatives import (
    hang_between,
    hang_now_that,
    hang_on_blow,
    hang_on_course,
    hang_on_matter,
    hang_on_meeting,
    hang_on_people,
    hang_on_state,
    hang_on_what_is_in_force,
)
from dragoman.prepare.parse_rows import rejoin
from dragoman.prepare.parse_tree import Tree
from dragoman.prepare.parse_word_kinds import (
    called_in,
    due_to_come,
    infinitive_for_adjective,
    noun_with_subject,
    past_form,
    verb_for_adjective,
    verb_for_noun,
    whole_lemma,
)


def repaired(parse: Parse) -> Parse:
    """The parse with every known mistake put right; the same object where there is none or they close a circle."""
    tree = Tree(parse)
    for token in range(len(parse)):
        _repair(tree, token)
    return tree.parse() if tree.changed and tree.whole else parse


def _repair(tree: Tree, token: int) -> None:
    """Try in their order the repairs that can apply to a token as it now stands: its relation and tag may change."""
    tried = -1
    dep, tag = "", ""
    while (dep, tag) != (tree.deps[token], tree.tags[token]):
        dep, tag = tree.deps[token], tree.tags[token]
        for place, repair in _fitting(dep, tag):
            if place > tried:
                repair(tree, token)
                tried = place
                if tree.deps[token] != dep or tree.tags[token] != tag:
                    break


@cache
def _fitting(dep: str, tag: str) -> tuple[tuple[int, _Repair], ...]:
    """The repairs, with their places in the order, that look at tokens of a relation and a tag."""
    return tuple(
        (place, repair)
        for place, (repair, deps, tags) in enumerate(_REPAIRS)
        if (not deps or dep in deps) and (not tags or tag in tags)
    )


_Repair = Callable[[Tree, int], None]
_ANY: tuple[str, ...] = ()

_REPAIRS: tuple[tuple[_Repair, tuple[str, ...], tuple[str, ...]], ...] = (
    # what finds the main verb comes first
    (past_form, _ANY, ("VB",)),
    (verb_for_name, ("ROOT",), _ANY),
    (verb_before_object, ("amod", "compound"), _ANY),
    (past_beside_verb, ("amod", "conj"), _ANY),
    (pair_is_subject, ("conj",), _ANY),
    (name_is_subject, ("compound",), _ANY),
    (thing_before_its_name, ("compound", "xcomp"), _ANY),
    (verb_after_name, ("acl",), _ANY),
    (rejoin_compound, ("conj",), ("VB", "VBP")),
    (verb_for_adjective, ("amod",), ("JJ",)),
    (whole_lemma, _ANY, ("VBD", "VBN", "VBG", "VBZ")),
    (part_clauses, ("conj",), _ANY),
    (part_list_from_verb, ("amod", "conj"), ("VBN", "VBD")),
    (free_relative, ("pobj", "oprd", "attr"), _ANY),
    (object_before_speaker, ("nsubj",), _ANY),
    (rejoin_outcome, ("advcl",), ("VBG",)),
    (part_headline, ("ccomp",), _ANY),
    (infinitive_for_adjective, ("prep",), _ANY),
    (due_to_come, ("prep",), _ANY),
    (verb_for_noun, ("compound",), ("NN",)),
    (set_off_participle, ("ROOT", "ccomp", "conj"), ("VBD", "VBN")),
    (verb_left_out, ("appos",), ("NNP",)),
    (second_object, ("dobj",), _ANY),
    (called_in, ("prep",), _ANY),
    (noun_with_subject, _ANY, ("NN", "NNS")),
    (name_before_verb, _ANY, ("VBP", "VBZ", "VBD")),
    (list_of_titled_names, ("appos",), _ANY),
    (rejoin, ("conj", "dep", "prt", "acl", "pcomp", "xcomp"), _ANY),
    (first_of_two, ("oprd",), _ANY),
    (participle_before_object, ("xcomp", "ccomp"), _ANY),
    (passive_of_staying, ("oprd", "acomp", "xcomp"), _ANY),
    (thing_after_its_name, ("ccomp",), _ANY),
    (object_of_particle, ("prep",), _ANY),
    (object_after_phrase, ("appos", "pobj", "npadvmod"), _ANY),
    (time_given, ("appos", "dobj"), _ANY),
    (thing_behind_its_name, ("appos",), _ANY),
    (way_home, ("pobj",), _ANY),
    (measured_object, ("npadvmod",), _ANY),
    (hang_on_matter, ("relcl",), _ANY),
    (hang_on_meeting, ("relcl",), _ANY),
    (hang_on_course, ("relcl",), _ANY),
    (hang_on_people, ("relcl",), _ANY),
    (hang_on_state, ("relcl",), _ANY),
    (hang_on_what_is_in_force, ("relcl",), _ANY),
    (hang_on_blow, ("relcl",), _ANY),
    (hang_between, ("prep",), _ANY),
    (hang_now_that, ("ccomp",), _ANY),
    (part_time_from_name, ("pobj",), _ANY),
    (outcome_of_what_is_told, ("advcl", "xcomp"), ("VBG",)),
    (message_of_verb, ("prep",), _ANY),
    (subject_after_opening, _ANY, ("VBD", "VBZ")),
    (clause_after_preposition, ("advcl", "conj", "ccomp"), ("VBD",)),
    (clause_of_condition, ("ccomp", "advcl"), _ANY),
    (passive_after_opening, _ANY, ("VBN",)),
    (doer_of_noun, ("agent", "prep"), _ANY),
    (occasion_of_participle, ("prep",), _ANY),
    (doer_of_participle, ("acl", "advcl"), ("VBG",)),
    (doer_after_of, ("advcl", "xcomp"), ("VBG",)),
    (second_passive, ("acl",), ("VBN",)),
)
"""Every repair in the order in which they are tried, with the relations and the tags of the tokens it looks at.

A word is asked only those that can be of it: sixty calls for each word took a twelfth of the time of a reading.
"""
