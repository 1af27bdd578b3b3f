"""What the words above an act make of its status, one after the other from the inside out, up to the root."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.extract.events.composing import (
    Walk,
    apply_frame,
    apply_signature,
    bounded,
    embeds_in,
    is_definite,
    is_infinitive,
    weaker,
)
from dragoman.extract.events.forms import hangs_on_condition, own_status, turned_out
from dragoman.extract.events.occasions import is_planned, occasion_at, status_beside
from dragoman.extract.events.paths import Occasion, Step, mark_of, next_step
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
from dragoman.extract.events.signing import signature_above, signature_before, signature_of_purpose
from dragoman.extract.events.wording import is_purpose, is_too_much, only_polite
from dragoman.lexicon.event_words import event_words
from dragoman.lexicon.signatures import Signature
from dragoman.model import REAL, Proposition, Status

_FULL_STOPS = frozenset({".", "!", "?", '"', "”"})


def climb(scene: Scene, proposition: Proposition, walk: Walk) -> None:
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
    own = current is not None and current.index == act.index
    if own and walk.status is None and act.kind == "noun" and (occasion := occasion_at(scene, step)) is not None:
        return _on_occasion(scene, occasion, walk, act)
    if own and is_word_itself(scene, step, match, act):
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
        _signed(scene, signature, step, governor, match, walk, act)
        return True
    if governor is not None and match is not None and embeds_in(match, step):
        apply_frame(scene, governor, match, walk, act)
        walk.reported |= match.frame.speech
        walk.shielded |= match.frame.speech and "clause" in step.roles
        return True
    return _beside_or_inside(scene, step, current, governor, match, walk, act)


def _on_occasion(scene: Scene, found: tuple[Occasion, int], walk: Walk, act: Proposition) -> bool:
    """Let the occasion speak that an act is set beside; whether the walk goes on beyond it."""
    occasion, beside = found
    told = status_beside(scene, occasion, _by_token(scene).get(beside), act.head)
    if told is None:
        walk.occasion = occasion
        return True
    walk.status = told
    walk.trail.append(f"an occasion {occasion}: {told}")
    return False


def _signed(
    scene: Scene,
    signature: Signature,
    step: Step,
    governor: Proposition | None,
    match: Match | None,
    walk: Walk,
    act: Proposition,
) -> None:
    """Let the signature of a word above speak."""
    if not signature.asserts and walk.status is None and step.below == act.head:
        walk.spoken_of = is_definite(scene, act.head)
    apply_signature(scene, signature, governor, step, walk, act)
    if signature.yes == "fact" and signature.no == "fact":
        walk.shielded = True
        certain = signature.objects is not None or is_definite(scene, act.head)
        walk.given |= act.kind == "noun" and step.below == act.head and certain
    if governor is not None and match is not None:
        walk.reported |= match.frame.speech
        if match.frame.type and _is_content(scene, step):
            walk.inside = governor.index if walk.inside is None else walk.inside


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
    if mark in book.clauses_ahead and walk.status in (*REAL, None) and _is_of_present(scene, current, mark):
        marks = book.clauses_ahead
        if mark in book.clauses_ahead_of_past and _is_done(scene, governor):
            marks = book.clauses_ahead_of_past
        elif mark in book.clauses_ahead_of_headline and _is_told_as_news(scene, governor):
            marks = book.clauses_ahead_of_headline
        walk.rule(Status(marks[mark]), f"clause still to come: {mark}")
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
    open_form = governor is None or own_status(scene, governor) in (*REAL, None)
    if open_form and walk.status is None and step.below == act.tokens[0] and _hangs_on_unknown_word(scene, step, act):
        walk.rule(Status.PROPOSED, "an infinitive of a word that does not say whether it was done")
        return True
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


def _hangs_on_unknown_word(scene: Scene, step: Step, act: Proposition) -> bool:
    """ "The importance for Oslo [to lift] it", "in a position [to lift] it": no signature says that it was done.

    Nor does a verb by which the parser hangs up a clause with "for" ("underlined the urgency for Oslo [to lift] it",
    "it is for Oslo [to lift] it"). What is counted among those that did it ("the latest state to expel them") did it.
    """
    p, word = scene.parse, step.governor
    if not is_infinitive(scene, act):
        return False
    if p.tags[word].startswith("VB"):
        return p.deps[step.below] == "advcl" and mark_of(p, step.below) == "for"
    return not (p.tags[word].startswith("NN") and any(p.texts[c].lower() in _COUNTED for c in p.children[word]))


_COUNTED = event_words("forms", "first")
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


def _is_of_present(scene: Scene, clause: Proposition | None, mark: str) -> bool:
    """Whether a clause is in the present tense, also where it is taken for an infinitive and has a subject.

    "As they have promised" tells of what was done, and so does "after the army says it shelled the town".
    """
    if clause is None or (mark == "as" and "perfect" in clause.aspect):
        return False
    match = scene.matches.get(clause.index)
    if match is not None and match.frame.speech and match.frame.type is None:
        return False
    p, verb = scene.parse, clause.tokens[0]
    bare = p.tags[verb] == "VB" and not clause.modal and any(p.deps[c] == "nsubj" for c in p.children[verb])
    return clause.tense == "present" or bare


def _is_told_as_news(scene: Scene, clause: Proposition | None) -> bool:
    """Whether a clause tells in the plain present of what was done, as a headline does: no full stop closes it."""
    if clause is None or clause.tense != "present" or clause.modal or clause.kind not in ("verb", "light"):
        return False
    return scene.parse.texts[-1] not in _FULL_STOPS and own_status(scene, clause) is Status.OCCURRED


def _is_done(scene: Scene, clause: Proposition | None) -> bool:
    """Whether a clause tells, in a past tense or the perfect, of what happened."""
    if clause is None or own_status(scene, clause) is not Status.OCCURRED:
        return False
    return clause.tense == "past" or "perfect" in clause.aspect
