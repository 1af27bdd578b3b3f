"""How real an act is: one walk from its predicate to the root of the sentence, composing signatures.

What the form of the predicate says (tense, modal, negation, condition) is taken first; then each word above it, from
the inside out, makes of that what its signature says. No rule looks at two levels at once. The walk goes through the
tokens of the parse, so that words which are no predicate of the lexicon have their say too.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.events.climbing import climb
from dragoman.extract.events.composing import Walk, apply_frame, is_definite
from dragoman.extract.events.forms import is_reported, own_status, turned_out
from dragoman.extract.events.habits import is_habit
from dragoman.extract.events.occasions import status_within
from dragoman.extract.events.scene import Match, Scene
from dragoman.extract.events.signing import predicate_status
from dragoman.extract.events.wording import is_a_wish_met, is_open_question, says_so
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.event_words import event_words
from dragoman.model import REAL, Parse, Phase, Proposition, Status

__all__ = ["Standing", "is_reported", "own_status", "stand"]

_MODIFIER_VIAS = frozenset({"participle before the noun", "modified noun"})
_BEFORE = frozenset({"participle before the noun"})
_UNDOING = event_words("status", "undoing")
_OPEN_PLANS = frozenset({Status.SCHEDULED, Status.PROPOSED})

_NO = event_words("status", "no")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the walk found: the status, the act inside which the predicate stands, a phase put on it, and the trail.

    `told` is false for a noun that is only spoken of ("discussed the visit"); a `habit` is no single act.
    """

    status: Status
    inside: int | None
    phase: Phase | None
    reported: bool
    trail: tuple[str, ...]
    told: bool = True
    habit: bool = False


def _says_no(scene: Scene, match: Match, own: Status | None) -> bool:
    """ "Would [not hear of] it": the negation is a word of the act itself, which is a refusal and was done."""
    return own is Status.NOT_OCCURRED and any(scene.parse.lemmas[t].lower() in _NO for t in match.words)


def stand(scene: Scene, proposition: Proposition) -> Standing:
    """The standing of one proposition."""
    own = own_status(scene, proposition)
    if own is Status.SCHEDULED and proposition.question and proposition.parent is None:
        own = Status.PROPOSED  # "Will they meet?" asks, and fixes nothing
    if proposition.kind == "adjective" and own in REAL:
        own = predicate_status(scene, proposition) or own
    match = scene.matches.get(proposition.index)
    if match is not None and match.frame.status is not None and (own in REAL or _says_no(scene, match, own)):
        own = match.frame.status  # "is awaited in Oslo" has the form of something done
    if own in REAL and _comes_on_that_day(scene, proposition, match):
        own = Status.SCHEDULED
    if own in REAL and _is_of_what_will_be(scene, proposition, match):
        own = Status.PROPOSED
    if own is Status.CONDITIONAL and match is not None and _states_condition(scene, proposition, match):
        own = Status.OCCURRED
    if says_so(scene.parse, proposition.tokens[0]):
        return Standing(Status.OCCURRED, None, None, False, ("form: done by saying so: occurred",))
    if turned_out(scene.parse, proposition.tokens[0]):
        return Standing(Status.OCCURRED, None, None, False, ('form: "only to" do it: occurred',))
    walk = Walk(own, None, None, [f"form: {own}" if own else "form: open"])
    if _is_fixed_for(scene, proposition):
        return Standing(Status.SCHEDULED, None, None, False, ("form: an infinitive on a matter: scheduled",))
    if proposition.kind in ("noun", "light"):
        _modifiers(scene, proposition, walk)
    outside = own is Status.CONDITIONAL and proposition.modal in ("", "to")
    if not outside and not (own is Status.PROPOSED and proposition.condition):
        climb(scene, proposition, walk)
    if walk.occasion is not None:
        walk.status = status_within(scene, walk.occasion, walk.status, proposition.head)
        walk.inside = walk.phase = None
    status = walk.status if walk.status is not None else _default(scene, proposition)
    if status is Status.OCCURRED and own is None and not walk.ruled and _is_dated_ahead(scene.parse, proposition):
        status = Status.SCHEDULED
    if walk.conditional and status in _OPEN_PLANS and not _is_threatened(scene, walk.inside):
        walk.trail.append("hangs on a condition")
        status = Status.CONDITIONAL
    if status is Status.CONDITIONAL and own is None and match is not None and match.frame.type == "THREATEN":
        # "Is alone in [warning] Tripoli of raids if it does not yield": the condition is part of the warning.
        status = Status.OCCURRED if _is_gerund_of_fact(scene, proposition) else status
    if proposition.kind == "noun" and is_a_wish_met(scene.parse, proposition.head):
        walk.trail.append("the wish by which it is done: occurred")
        status = Status.OCCURRED
    habit = is_habit(scene, proposition, status)
    told = not walk.spoken_of and not _is_left_open(scene.parse, proposition.tokens[0])
    told = told and not is_open_question(scene.parse, proposition)
    told = told and not _is_commemorated(scene.parse, proposition)
    told = told and not _is_a_danger(scene.parse, proposition)
    return Standing(status, walk.inside, walk.phase, walk.reported, tuple(walk.trail), told, habit)


def _is_left_open(p: Parse, token: int) -> bool:
    """Whether it is, or stands in, what somebody "neither confirmed nor denied": nothing is told of it."""
    while True:
        row = {p.heads[token] if p.deps[token] == "conj" else token}
        row |= {c for t in row for c in p.children[t] if p.deps[c] == "conj"}
        beside = {p.lemmas[c].lower() for t in row for c in p.children[t]}
        if {p.lemmas[t].lower() for t in row} >= _CONFIRMING and beside & _NEITHER:
            return True
        if p.heads[token] == token:
            return False
        token = p.heads[token]


def _is_commemorated(p: Parse, proposition: Proposition) -> bool:
    """ "The 50th anniversary of the [signing] of the pact": what is only kept in memory is not told."""
    token = proposition.head
    while proposition.kind == "noun" and p.deps[token] == "pobj" and p.lemmas[p.heads[token]] == "of":
        token = p.heads[p.heads[token]]
        if p.lemmas[token].lower() in _COMMEMORATED:
            return True
    return False


def _is_a_danger(p: Parse, proposition: Proposition) -> bool:
    """ "It poses a [threat] to the coast", "the biggest [threats] to security": what is dangerous threatens nobody."""
    noun = proposition.head
    if proposition.kind == "verb" or p.lemmas[noun].lower() not in _DANGERS:
        return False
    if p.lemmas[p.heads[noun]].lower() in _POSING and p.deps[noun] in ("dobj", "attr", "nsubj", "nsubjpass", "oprd"):
        return True
    to = any(p.lemmas[c].lower() == "to" and p.deps[c] == "prep" for c in p.children[noun])
    return to and not any(role.name in ("agent", "poss", "by", "from") for role in proposition.roles)


_DANGERS = event_words("status", "dangers")
_POSING = event_words("status", "posing")
_COMMEMORATED = event_words("status", "commemorated")
_ONLY_MEANT = event_words("status", "only-meant")
_COMING = event_words("status", "coming")
_CONFIRMING = event_words("status", "confirming")
_NEITHER = event_words("status", "neither")


def _modifiers(scene: Scene, proposition: Proposition, walk: Walk) -> None:
    """Words before a noun that say how real it is: "planned", "possible", "postponed"."""
    for other in scene.propositions:
        for role in other.roles:
            if role.head == proposition.head and role.via in _MODIFIER_VIAS:
                match = scene.matches.get(other.index)
                if role.via in _BEFORE and scene.parse.lemmas[other.tokens[0]].lower() in _UNDOING:
                    walk.rule(Status.NOT_OCCURRED, f"{other.predicate} before the noun")
                elif match and match.frame.embeds and not _only_stands_still(scene, other):
                    apply_frame(scene, other, match, walk, proposition)
                    walk.phase = None  # "the rescheduled visit" tells which visit is meant, not that it was moved


def _only_stands_still(scene: Scene, participle: Proposition) -> bool:
    """ "The long-[stalled] talks": they were held before they stopped, and may be held again."""
    return scene.parse.lemmas[participle.tokens[0]].lower() in _STANDING_STILL


_STANDING_STILL = event_words("status", "standing-still")


def _states_condition(scene: Scene, proposition: Proposition, match: Match) -> bool:
    """ "[Warns] of war if they stay", "[promises] aid if they go": words are said, their content hangs on it."""
    if match.frame.type not in _OF_CONTENT or proposition.kind == "noun" or proposition.modal:
        return False
    return proposition.tense == "present" and not proposition.condition


_OF_CONTENT = act_types("of-content")


def _is_gerund_of_fact(scene: Scene, proposition: Proposition) -> bool:
    """Whether a gerund stands "in" what a clause without a modal tells."""
    p, verb = scene.parse, proposition.tokens[0]
    if p.tags[verb] != "VBG" or p.deps[verb] != "pcomp" or p.lemmas[p.heads[verb]].lower() != "in":
        return False
    above = p.heads[p.heads[verb]]
    while p.heads[above] != above and not p.tags[above].startswith("VB"):
        above = p.heads[above]
    return p.tags[above] in ("VBZ", "VBP", "VBD")


def _is_threatened(scene: Scene, inside: int | None) -> bool:
    """A threat is made with a condition, and what is threatened stays what it is."""
    match = scene.matches.get(inside) if inside is not None else None
    return match is not None and match.frame.type == "THREATEN"


_BETWEEN_TWO = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_HINGING = event_words("status", "hinging")


def _comes_on_that_day(scene: Scene, proposition: Proposition, match: Match | None) -> bool:
    """ "Is to happen on 20 April, when the minister [comes]": the present, on a day that is named, is a plan."""
    p, verb = scene.parse, proposition.tokens[0]
    if match is None or match.frame.type not in _BETWEEN_TWO or p.deps[verb] != "relcl":
        return False
    if proposition.tense != "present" or proposition.aspect:
        return False
    when = any(p.deps[c] == "advmod" and p.lemmas[c].lower() == "when" for c in p.children[verb])
    return when and any(start <= p.starts[p.heads[verb]] < end for start, end in scene.times)


def _is_of_what_will_be(scene: Scene, proposition: Proposition, match: Match | None) -> bool:
    """ "Much hinges on the terms that they [negotiate]": the present of what something still to come hangs on."""
    p, verb = scene.parse, proposition.tokens[0]
    if match is None or match.frame.type not in _BETWEEN_TWO:
        return False
    if p.deps[verb] != "relcl" or proposition.tense != "present" or proposition.aspect:
        return False
    above = p.heads[verb]
    while p.deps[above] in ("pobj", "prep", "conj") and p.heads[above] != above:
        above = p.heads[above]
    governor = p.heads[above] if p.deps[above] in ("dobj", "nsubj", "nsubjpass") else above
    return p.lemmas[governor].lower() in _HINGING


def _is_fixed_for(scene: Scene, proposition: Proposition) -> bool:
    """ "The agreement, [to be signed] on Monday": a passive infinitive on a matter tells what is still to be done.

    So does "with the talks to [resume] in June".
    """
    p, verb = scene.parse, proposition.tokens[0]
    if p.deps[verb] == "pcomp" and p.tags[verb] in ("VB", "VBN") and p.lemmas[p.heads[verb]].lower() == "with":
        return any(p.tags[c] == "TO" for c in p.children[verb])
    if proposition.modal != "to" or p.tags[verb] != "VBN" or p.deps[verb] not in ("acl", "relcl"):
        return False
    matters = scene.book.classes["agreement"] | scene.book.classes["meeting"] | scene.book.classes["measure"]
    return p.lemmas[p.heads[verb]].lower() in matters - _ONLY_MEANT


def _default(scene: Scene, proposition: Proposition) -> Status:
    """Nothing above decided: a headline's bare infinitive is a plan, a gerund or a noun tells what happened."""
    if proposition.modal == "to":
        return Status.SCHEDULED if proposition.parent is None else Status.PROPOSED
    if proposition.kind == "noun" and proposition.parent is not None and proposition.parent_role == "patient":
        above = scene.propositions[proposition.parent]
        aim = above.modal == "to" and own_status(scene, above) is None and not is_definite(scene, proposition.head)
        if aim and stand(scene, above).status is Status.PROPOSED:
            return Status.PROPOSED  # "named an envoy to lead [talks]"
    return Status.OCCURRED


def _is_dated_ahead(p: Parse, proposition: Proposition) -> bool:
    """ "The pact's [expiry] next February", "the coming [vote]"."""
    noun = proposition.head
    if proposition.kind != "noun":
        return False
    said = [c for c in p.children[noun] if p.deps[c] in ("npadvmod", "amod", "nmod", "compound", "appos")]
    words = {p.lemmas[t].lower() for c in said for t in (c, *p.children[c])}
    times = any(p.deps[c] == "npadvmod" for c in said)
    return bool(words & _COMING) or ("next" in words and times)
