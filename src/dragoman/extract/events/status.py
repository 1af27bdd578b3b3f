"""How real an act is: one walk from its predicate to the root of the sentence, composing signatures.

What the form of the predicate says (tense, modal, negation, condition) is taken first; then each word above it, from
the inside out, makes of that what its signature says. No rule looks at two levels at once. The walk goes through the
tokens of the parse, so that words which are no predicate of the lexicon have their say too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.extract.events.composing import (
    Walk,
    apply_frame,
    apply_signature,
    bounded,
    embeds_in,
    is_definite,
    weaker,
)
from dragoman.extract.events.forms import hangs_on_condition, is_reported, own_status, turned_out
from dragoman.extract.events.habits import is_habit
from dragoman.extract.events.occasions import is_planned, occasion_at, status_beside, status_within
from dragoman.extract.events.paths import Step, next_step
from dragoman.extract.events.presupposed import (
    INSIDE,
    asks_what,
    form_over,
    goes_through,
    is_cleft,
    is_presupposed,
    is_required,
    is_there_anyway,
    is_word_itself,
    meeting_ahead,
)
from dragoman.extract.events.scene import Match, Scene
from dragoman.extract.events.signing import predicate_status, signature_above, signature_before, signature_of_purpose
from dragoman.extract.events.wording import (
    is_a_wish_met,
    is_open_question,
    is_purpose,
    is_too_much,
    only_polite,
    says_so,
)
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.event_words import event_words
from dragoman.lexicon.signatures import Signature
from dragoman.model import REAL, Parse, Phase, Proposition, Status

__all__ = ["Standing", "is_reported", "own_status", "stand"]

_MODIFIER_VIAS = frozenset({"participle before the noun", "modified noun"})
_BEFORE = frozenset({"participle before the noun"})
_UNDOING = event_words("status", "undoing")
_OPEN_PLANS = frozenset({Status.SCHEDULED, Status.PROPOSED})

_NO = frozenset({"not", "no", "n't"})


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
        _climb(scene, proposition, walk)
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


def _climb(scene: Scene, proposition: Proposition, walk: Walk) -> None:
    """Go up to the root, letting each word above say what it makes of what it holds."""
    heads = _by_token(scene)
    current: Proposition | None = proposition
    token, seen = proposition.tokens[0], {proposition.index}
    while True:
        before = signature_before(scene, token)
        if before is not None and before.name == "instead of it" and is_required(scene, token):
            walk.rule(Status.CONDITIONAL, "not without it")
            return
        if before is not None and not (token == proposition.head and is_there_anyway(scene, token)):
            apply_signature(scene, before, None, None, walk, proposition)
            if before.yes == Status.NOT_OCCURRED:
                return
        walk.conditional |= not walk.reported and current is not None and hangs_on_condition(scene, current)
        step = next_step(scene.parse, token)
        if step is None or len(seen) > len(scene.parse):
            linked = _linked(scene, current, heads, seen)
            if linked is None:
                return
            step = linked
        governor = heads.get(step.governor)
        if governor is not None and governor.index in seen:
            if step.governor == token:
                return
            token = step.governor
            continue
        if governor is not None:
            seen.add(governor.index)
        if not _take(scene, step, current, governor, walk, proposition):
            return
        current = governor
        token = governor.tokens[0] if governor is not None else step.governor


def _by_token(scene: Scene) -> Mapping[int, Proposition]:
    found: dict[int, Proposition] = {}
    for proposition in scene.propositions:
        for token in proposition.tokens:
            found.setdefault(token, proposition)
    return {**found, **scene.by_head}


def _linked(scene: Scene, current: Proposition | None, heads: Mapping[int, Proposition], seen: set[int]) -> Step | None:
    """Where the parse leads no further, the link of the propositions: the noun of a relative clause is its object."""
    if current is None or current.parent is None or current.parent in seen or current.kind != "noun":
        return None
    if current.parent_role != "patient":
        return None
    parent = scene.propositions[current.parent]
    return Step(parent.tokens[0], frozenset({current.parent_role or ""}), current.head)


def _take(
    scene: Scene,
    step: Step,
    current: Proposition | None,
    governor: Proposition | None,
    walk: Walk,
    act: Proposition,
) -> bool:
    """Let one word above speak; whether the walk goes on beyond it."""
    match = scene.matches.get(governor.index) if governor is not None else None
    if "purpose" in step.roles and turned_out(scene.parse, step.below):
        return False
    if walk.status is not None and only_polite(scene.parse, step):
        return False
    if is_too_much(scene.parse, step):
        walk.rule(Status.NOT_OCCURRED, "too much for it")
        return True
    if current is not None and current.index == act.index and walk.status is None and act.kind == "noun":
        found = occasion_at(scene, step)
        if found is not None:
            occasion, beside = found
            told = status_beside(scene, occasion, _by_token(scene).get(beside), act.head)
            if told is None:
                walk.occasion = occasion
                return True
            walk.status = told
            walk.trail.append(f"an occasion {occasion}: {told}")
            return False
    if current is not None and current.index == act.index and is_word_itself(scene, step, match, act):
        walk.shielded = True
        return True
    walk.shielded |= asks_what(scene, step)
    signature = signature_of_purpose(scene, step) if "purpose" in step.roles else signature_above(scene, step)
    narrow = signature is not None and (signature.objects is not None or signature.definite or not signature.asserts)
    if governor is not None and match is not None and match.frame.type and embeds_in(match, step) and not narrow:
        if current is None or not _only_words_rejected(scene, match, current):
            apply_frame(scene, governor, match, walk, act)
        if match.frame.type == "ACCUSE" and walk.status is None:
            # What somebody is blamed for is told as done, whatever becomes of the blame.
            walk.status, walk.inside = Status.OCCURRED, governor.index if walk.inside is None else walk.inside
            return False
        walk.inside = governor.index if walk.inside is None else walk.inside
        walk.reported |= match.frame.speech
        walk.shielded |= match.frame.type == "REQUEST"
        return True
    if signature is not None and _prepares_for(scene, signature, step, act):
        walk.rule(Status.SCHEDULED, f"{signature.name}: for a meeting spoken of as fixed")
        return False
    if signature is not None:
        if not signature.asserts and walk.status is None and step.below == act.head:
            walk.spoken_of = is_definite(scene, act.head)
        apply_signature(scene, signature, governor, step, walk, act)
        if signature.yes == "fact" and signature.no == "fact":
            walk.shielded = True
            walk.given |= act.kind == "noun" and step.below == act.head and is_definite(scene, act.head)
        if governor is not None and match is not None:
            walk.reported |= match.frame.speech
            if match.frame.type and _is_content(scene, step):
                walk.inside = governor.index if walk.inside is None else walk.inside
        return True
    if governor is not None and match is not None and embeds_in(match, step):
        apply_frame(scene, governor, match, walk, act)
        walk.reported |= match.frame.speech
        walk.shielded |= match.frame.speech and "clause" in step.roles
        return True
    return _beside_or_inside(scene, step, current, governor, match, walk, act)


def _prepares_for(scene: Scene, signature: Signature, step: Step, act: Proposition) -> bool:
    """ "Planning for the [summit]", "plans for the [talks]": what is prepared for is fixed already."""
    if not signature.name.startswith("intended") or "for" not in step.roles or step.below != act.head:
        return False
    return act.kind == "noun" and is_definite(scene, act.head) and is_planned(scene, act.head)


def _beside_or_inside(
    scene: Scene,
    step: Step,
    current: Proposition | None,
    governor: Proposition | None,
    match: Match | None,
    walk: Walk,
    act: Proposition,
) -> bool:
    """A governor that has no signature: what is inside it is no more real than it; what is beside it stands alone."""
    book = scene.book
    mark = next(iter(step.roles)) if len(step.roles) == 1 else ""
    if match is not None and match.frame.type and governor is not None and _is_content(scene, step):
        # What an act is about stands inside it ("condemned the killing"), and stays as real as it was.
        walk.inside = governor.index if walk.inside is None else walk.inside
        form = form_over(scene, governor, step, current, act)
        walk.status = bounded(walk.status, None if form in REAL else form)
        return True
    if (
        mark in book.clauses_ahead
        and current is not None
        and current.tense == "present"
        and walk.status in (*REAL, None)
    ):
        walk.rule(Status(book.clauses_ahead[mark]), f"clause still to come: {mark}")
        return False
    if mark in book.clauses:
        walk.rule(weaker(walk, Status(book.clauses[mark])), f"clause: {mark}")
        return False
    if walk.status is None and meeting_ahead(scene, step, governor, act):
        walk.rule(Status.SCHEDULED, "what a meeting is to bring")
        return False
    if is_presupposed(scene, step, current, governor, walk.status, act):
        walk.status = Status.OCCURRED
        walk.trail.append("spoken of as something that there is: occurred")
        return False
    if step.roles & INSIDE:
        if governor is not None and not is_cleft(scene, governor, step):
            walk.status = bounded(walk.status, form_over(scene, governor, step, current, act))
        return True
    if governor is None:
        # "Officials of the [mission]", "aid for victims of the [raid]": what a plain noun is described by is there.
        return goes_through(scene, step)
    # Beside the governor, not inside it: only what is open takes its colour from there.
    if walk.status is None:
        # "Held no talks, citing illness": what is beside a negation stands outside it.
        form = own_status(scene, governor)
        given = (act.kind == "noun" and not is_purpose(step, match)) and (
            bool(step.roles & {"despite", "amid", "because", "following", "since"})
            or (governor.kind == "noun" and "of" not in step.roles and is_definite(scene, act.head))
        )
        told = given or form is Status.NOT_OCCURRED or (form is None and bool(step.roles & _PRESUPPOSED))
        walk.status = Status.OCCURRED if told else form
        return walk.status is None
    return False


def _is_ahead(clause: Proposition, mark: str) -> bool:
    """Whether a clause of time in the present tense speaks of what is still to come; "as X has promised" does not."""
    return clause.tense == "present" and (mark != "as" or "perfect" not in clause.aspect)


_PRESUPPOSED = frozenset({"after", "since", "following", "amid", "despite", "because", "over", "due", "owing", "by"})
_BESIDE = frozenset(
    ("in", "at", "after", "before", "during", "since", "following", "amid", "as", "while", "when", "adverbial", "until",
     "because", "near", "within", "despite", "through", "ahead", "between", "response", "with",
     "poss", "mod", "agent", "where", "although", "though", "by", "among", "under")
)  # fmt: skip


def _is_content(scene: Scene, step: Step) -> bool:
    """Whether a role says what the act is about, rather than when, where or by whom it was done."""
    return not step.roles & _BESIDE and not any(role in scene.book.clauses for role in step.roles)


def _only_words_rejected(scene: Scene, match: Match, inner: Proposition) -> bool:
    """To reject a call, an offer or a demand is not to say that it was not made."""
    if match.frame.type != "REJECT" or inner.kind not in ("noun", "light"):
        return False
    told = scene.matches.get(inner.index)
    return (
        told is not None and bool(told.frame.embeds) and told.frame.type in ("REQUEST", "AGREE", "THREATEN", "ACCUSE")
    )


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
