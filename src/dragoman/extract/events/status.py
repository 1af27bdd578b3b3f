"""How real an act is: one walk from its predicate to the root of the sentence, composing signatures.

What the form of the predicate says (tense, modal, negation, condition) is taken first; then each word above it, from
the inside out, makes of that what its signature says. No rule looks at two levels at once. The walk goes through the
tokens of the parse, so that words which are no predicate of the lexicon have their say too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.extract.events.forms import (
    REAL,
    hangs_on_condition,
    is_negated,
    is_reported,
    own_status,
)
from dragoman.extract.events.paths import Step, next_step
from dragoman.extract.events.scene import Match, Scene
from dragoman.extract.events.signing import signature_above, signature_before
from dragoman.lexicon.signatures import Signature
from dragoman.model import Phase, Proposition, Status

__all__ = ["Standing", "is_reported", "own_status", "stand"]

_VERBAL = frozenset({"verbal cooperation", "verbal conflict"})
_MODIFIER_VIAS = frozenset({"participle before the noun", "modified noun"})
_INSIDE = frozenset({"complement", "patient", "agent", "infinitive", "gerund", "clause", "attr"})
_OPEN_PLANS = frozenset({Status.SCHEDULED, Status.PROPOSED})
_NEGATIVE = frozenset({Status.NOT_OCCURRED, Status.DENIED, Status.UNLIKELY})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the walk found: the status, the act inside which the predicate stands, a phase put on it, and the trail."""

    status: Status
    inside: int | None
    phase: Phase | None
    reported: bool
    trail: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """The state of the walk.

    `status` is `None` while the form has left it open; `ruled` says that a word above has spoken, `shielded` that what
    is told stands whether it was said or not.
    """

    status: Status | None
    phase: Phase | None
    inside: int | None
    trail: list[str]
    ruled: bool = False
    reported: bool = False
    conditional: bool = False
    shielded: bool = False

    def rule(self, status: Status | None, why: str) -> None:
        """Take what a word above says; whether a content is said to be false does not hang on whether it was said."""
        if self.shielded and status in (Status.NOT_OCCURRED, Status.DENIED):
            self.trail.append(f"{why}: of the saying alone")
            return
        self.status = status
        self.ruled = True
        self.trail.append(f"{why}: {status or 'open'}")


def stand(scene: Scene, proposition: Proposition) -> Standing:
    """The standing of one proposition."""
    own = own_status(scene, proposition)
    walk = _Walk(own, None, None, [f"form: {own}" if own else "form: open"])
    if proposition.kind in ("noun", "light"):
        _modifiers(scene, proposition, walk)
    _climb(scene, proposition, walk)
    status = walk.status if walk.status is not None else _default(scene, proposition)
    if walk.conditional and walk.inside is None and status in _OPEN_PLANS:
        walk.trail.append("hangs on a condition")
        status = Status.CONDITIONAL
    return Standing(status, walk.inside, walk.phase, walk.reported, tuple(walk.trail))


def _modifiers(scene: Scene, proposition: Proposition, walk: _Walk) -> None:
    """Words before a noun that say how real it is: "planned", "possible", "postponed"."""
    for other in scene.propositions:
        for role in other.roles:
            if role.head == proposition.head and role.via in _MODIFIER_VIAS:
                match = scene.matches.get(other.index)
                if match and match.frame.embeds:
                    _apply_frame(scene, other, match, walk, proposition)
                    walk.phase = None  # "the rescheduled visit" tells which visit is meant, not that it was moved


def _climb(scene: Scene, proposition: Proposition, walk: _Walk) -> None:
    """Go up to the root, letting each word above say what it makes of what it holds."""
    heads = _by_token(scene)
    current: Proposition | None = proposition
    token, seen = _start(scene, proposition), {proposition.index}
    while True:
        before = signature_before(scene, token)
        if before is not None:
            _apply_signature(scene, before, None, None, walk, proposition)
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


def _start(scene: Scene, proposition: Proposition) -> int:
    return proposition.tokens[0] if proposition.tokens else proposition.head


def _by_token(scene: Scene) -> Mapping[int, Proposition]:
    found: dict[int, Proposition] = {}
    for proposition in scene.propositions:
        for token in proposition.tokens:
            found.setdefault(token, proposition)
    return {**found, **scene.by_head}


def _linked(scene: Scene, current: Proposition | None, heads: Mapping[int, Proposition], seen: set[int]) -> Step | None:
    """Where the parse leads no further, the link of the propositions: the noun of a relative clause is its object."""
    if current is None or current.parent is None or current.parent in seen or current.kind not in ("noun", "light"):
        return None
    parent = scene.propositions[current.parent]
    return Step(parent.tokens[0], frozenset({current.parent_role or ""}), current.head)


def _take(
    scene: Scene,
    step: Step,
    current: Proposition | None,
    governor: Proposition | None,
    walk: _Walk,
    act: Proposition,
) -> bool:
    """Let one word above speak; whether the walk goes on beyond it."""
    match = scene.matches.get(governor.index) if governor is not None else None
    signature = signature_above(scene, step)
    narrow = signature is not None and signature.objects is not None
    if governor is not None and match is not None and match.frame.type and _embeds(match, step) and not narrow:
        if current is None or not _only_words_rejected(scene, match, current):
            _apply_frame(scene, governor, match, walk, act)
        walk.inside = governor.index if walk.inside is None else walk.inside
        walk.reported |= match.frame.speech
        return True
    if signature is not None and not _is_word_itself(scene, signature, step, act):
        _apply_signature(scene, signature, governor, step, walk, act)
        walk.shielded |= signature.yes == "fact" and signature.no == "fact"
        if governor is not None and match is not None:
            walk.reported |= match.frame.speech
            if match.frame.type and _is_content(scene, step):
                walk.inside = governor.index if walk.inside is None else walk.inside
        return True
    if governor is not None and match is not None and _embeds(match, step):
        _apply_frame(scene, governor, match, walk, act)
        walk.reported |= match.frame.speech
        walk.shielded |= match.frame.speech and "clause" in step.roles
        return True
    return _beside_or_inside(scene, step, current, governor, match, walk)


def _beside_or_inside(
    scene: Scene,
    step: Step,
    current: Proposition | None,
    governor: Proposition | None,
    match: Match | None,
    walk: _Walk,
) -> bool:
    """A governor that has no signature: what is inside it is no more real than it; what is beside it stands alone."""
    book = scene.book
    mark = next(iter(step.roles)) if len(step.roles) == 1 else ""
    if match is not None and match.frame.type and governor is not None and _is_content(scene, step):
        # What an act is about stands inside it ("condemned the killing"), and stays as real as it was.
        walk.inside = governor.index if walk.inside is None else walk.inside
        form = _form_over(scene, governor, step, current)
        walk.status = _bounded(walk.status, None if form in REAL else form)
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
        walk.rule(_weaker(walk, Status(book.clauses[mark])), f"clause: {mark}")
        return False
    if step.roles & _INSIDE:
        if governor is not None and not _is_cleft(scene, governor, step):
            walk.status = _bounded(walk.status, _form_over(scene, governor, step, current))
        return True
    if governor is None:
        return True
    # Beside the governor, not inside it: only what is open takes its colour from there.
    if walk.status is None:
        # "Held no talks, citing illness": what is beside a negation stands outside it.
        form = own_status(scene, governor)
        told = form is Status.NOT_OCCURRED or (form is None and bool(step.roles & _PRESUPPOSED))
        walk.status = Status.OCCURRED if told else form
        return walk.status is None
    return False


def _is_ahead(clause: Proposition, mark: str) -> bool:
    """Whether a clause of time in the present tense speaks of what is still to come; "as X has promised" does not."""
    return clause.tense == "present" and (mark != "as" or "perfect" not in clause.aspect)


def _is_word_itself(scene: Scene, signature: Signature, step: Step, act: Proposition) -> bool:
    """Whether an offer, a claim or a decision is itself what was rejected or prevented: it was made all the same."""
    p = scene.parse
    if signature.yes not in (Status.NOT_OCCURRED, Status.DENIED) or "patient" not in step.roles:
        return False
    if step.below != act.head:
        return False
    return act.kind == "noun" and bool(scene.book.signatures.of("nouns", p.lemmas[act.head].lower()))


def _is_definite(scene: Scene, token: int) -> bool:
    """Whether a noun is spoken of as something that there is: "the talks", "their offer", "Monday's raid"."""
    p = scene.parse
    return any(
        p.deps[c] == "poss" or (p.deps[c] == "det" and p.lemmas[c].lower() in ("the", "this", "that", "these", "those"))
        for c in p.children[token]
    )


def _form_over(scene: Scene, governor: Proposition, step: Step, current: Proposition | None) -> Status | None:
    """The form of a governor as it bounds what is inside it.

    A negation leaves alone who acts and what is spoken of as something that there is ("did not condemn the raid"); a
    gerund under "would" is an idea ("severing ties would hurt").
    """
    form = own_status(scene, governor)
    if form in (Status.NOT_OCCURRED, Status.UNLIKELY) and not step.roles & {"complement"}:
        return None if "agent" in step.roles or _is_definite(scene, step.below) else form
    gerund = current is not None and scene.parse.tags[current.tokens[0]] == "VBG"
    return Status.PROPOSED if form is Status.CONDITIONAL and gerund and "agent" in step.roles else form


def _is_cleft(scene: Scene, governor: Proposition, step: Step) -> bool:
    """ "It was not Ankara that cancelled the talks": they were cancelled."""
    p = scene.parse
    copula = governor.tokens[0]
    it = any(p.deps[c] in ("nsubj", "expl") and p.lemmas[c].lower() == "it" for c in p.children[copula])
    said = any(p.deps[c] == "attr" and p.tags[c].startswith("NNP") for c in p.children[copula])
    return p.lemmas[copula] == "be" and it and said and "clause" in step.roles


_PRESUPPOSED = frozenset({"after", "since", "following", "amid", "despite", "because", "over", "due", "owing"})
_BESIDE = frozenset(
    ("in", "at", "after", "before", "during", "since", "following", "amid", "as", "while", "when", "adverbial", "until",
     "because", "near", "within", "despite", "through", "ahead", "between", "response", "with",
     "poss", "mod", "agent", "where", "although", "though", "by", "among", "under")
)  # fmt: skip


def _is_content(scene: Scene, step: Step) -> bool:
    """Whether a role says what the act is about, rather than when, where or by whom it was done."""
    return not step.roles & _BESIDE and not any(role in scene.book.clauses for role in step.roles)


def _embeds(match: Match, step: Step) -> bool:
    return bool(match.frame.embeds) and not step.roles.isdisjoint(match.frame.embeds_in)


def _only_words_rejected(scene: Scene, match: Match, inner: Proposition) -> bool:
    """To reject a call, an offer or a demand is not to say that it was not made."""
    if match.frame.type != "REJECT" or inner.kind not in ("noun", "light"):
        return False
    told = scene.matches.get(inner.index)
    return (
        told is not None and bool(told.frame.embeds) and told.frame.type in ("REQUEST", "AGREE", "THREATEN", "ACCUSE")
    )


# ------------------------------------------------------------------ composing


def _apply_frame(scene: Scene, operator: Proposition, match: Match, walk: _Walk, act: Proposition) -> None:
    """Compose a frame that embeds with what stands inside it."""
    signature = match.frame.embeds
    form = own_status(scene, operator)
    negated = is_negated(scene, operator) or form is Status.NOT_OCCURRED
    given = signature.get("no" if negated else "yes", "same")
    if not negated and walk.status in REAL and "real" in signature:
        given = signature["real"]
    if "yet" in operator.adverbs and "yet" in signature:
        given = signature["yet"]
    elif operator.tense == "past" and not negated and "past" in signature:
        given = signature["past"]
    why = f"{match.frame.id}{' (negated)' if negated else ''}"
    walk.rule(_composed(scene, given, form, walk, act, act_of_words=match.frame.type is not None), why)
    if match.frame.phase and match.frame.type is None and walk.phase is None:
        walk.phase = match.frame.phase


def _apply_signature(
    scene: Scene, signature: Signature, governor: Proposition | None, step: Step | None, walk: _Walk, act: Proposition
) -> None:
    """Compose the signature of a word with what stands inside it."""
    form = own_status(scene, governor) if governor is not None else None
    negated = form is Status.NOT_OCCURRED or (governor is not None and is_negated(scene, governor))
    if step is not None and _is_faint(scene, step.governor):
        negated = False
    elif step is not None and not negated:
        negated = _negated_word(scene, step.governor)
    given = signature.no if negated else signature.yes
    if signature.real and not negated and walk.status in REAL:
        given = signature.real
    elif signature.past and not negated and governor is not None and governor.tense == "past":
        given = signature.past
    if given == Status.PROPOSED and step is not None and _is_faint(scene, step.governor):
        given = Status.UNLIKELY
    match = scene.matches.get(governor.index) if governor is not None else None
    operator = f"{match.frame.id}, " if match is not None and match.frame.type is None else ""
    why = f"{operator}{signature.name}{' (negated)' if negated else ''}"
    walk.rule(_composed(scene, given, form, walk, act, act_of_words=False), why)
    if signature.phase and walk.phase is None:
        walk.phase = signature.phase


_FAINT = frozenset(
    ("little", "few", "slim", "scant", "faint", "remote", "dim", "poor", "small", "low", "minimal", "scarce", "slight",
     "next")
)  # fmt: skip


def _is_faint(scene: Scene, noun: int) -> bool:
    """ "Little prospect", "a slim chance", "next to no likelihood"."""
    p = scene.parse
    return p.tags[noun].startswith("NN") and any(p.lemmas[t].lower() in _FAINT for t in p.subtree(noun) if t < noun)


def _negated_word(scene: Scene, token: int) -> bool:
    """Whether a word that is no predicate is negated: "no prospect", "has no plans", "did not see a chance"."""
    p = scene.parse
    if any(
        p.deps[c] == "neg" or (p.deps[c] in ("det", "advmod") and p.lemmas[c].lower() in ("no", "never", "neither"))
        for c in p.children[token]
    ):
        return True
    if not p.tags[token].startswith("NN") or p.deps[token] not in ("dobj", "attr"):
        return False
    return any(p.deps[c] == "neg" for c in p.children[p.heads[token]])


def _composed(
    scene: Scene, given: str, form: Status | None, walk: _Walk, act: Proposition, *, act_of_words: bool
) -> Status | None:
    """What an operator with this signature and form makes of what stands inside it."""
    lesser = form is not None and form not in REAL and form is not Status.NOT_OCCURRED
    if given == "fact":
        return walk.status if walk.status is not None else Status.OCCURRED
    if given == "same":
        made = walk.status
        if made is None and act.modal == "to" and act.kind != "noun":
            made = Status.SCHEDULED if form in REAL else form
        return _weaker(walk, form, made) if lesser and form is not None else made
    if given == "done":
        return _bounded(walk.status, form)
    if given == "decided":
        return _decided(scene, act) if form in REAL or form is None else form
    made = _weaker(walk, Status(given))
    if lesser and form is not None and not act_of_words:
        made = _lower(made, form)
    return made


def _decided(scene: Scene, act: Proposition) -> Status:
    """A decision to do something by words is the doing; a decision to act is a plan."""
    match = scene.matches.get(act.index)
    kind = match.frame.type if match else None
    if kind is not None and (scene.book.ontology.types[kind].quad in _VERBAL or kind == "SANCTION"):
        return Status.OCCURRED
    return Status.SCHEDULED


_STRENGTH = {
    None: 9,
    Status.OCCURRED: 8,
    Status.ONGOING: 8,
    Status.SCHEDULED: 7,
    Status.AGREED: 6,
    Status.PROPOSED: 5,
    Status.REQUESTED: 4,
    Status.CONDITIONAL: 3,
    Status.UNLIKELY: 2,
    Status.NOT_OCCURRED: 1,
    Status.DENIED: 1,
}


def _weaker(walk: _Walk, outer: Status, inner: Status | None = None) -> Status:
    """An operator speaks of what it holds: its word stands, unless a word inside it already made that less."""
    inner = walk.status if inner is None else inner
    if outer in (Status.NOT_OCCURRED, Status.DENIED, Status.OCCURRED) or inner is None:
        return outer
    if inner in _NEGATIVE:
        return inner
    return _lower(inner, outer) if walk.ruled and inner not in REAL else outer


def _lower(one: Status, other: Status) -> Status:
    return one if _STRENGTH[one] <= _STRENGTH[other] else other


def _bounded(inner: Status | None, bound: Status | None) -> Status | None:
    """What stands inside a form can be no more real than the form."""
    if bound is None:
        return inner
    if inner is None:
        return bound
    return _lower(inner, bound)


def _default(scene: Scene, proposition: Proposition) -> Status:
    """Nothing above decided: a headline's bare infinitive is a plan, a gerund or a noun tells what happened."""
    if proposition.modal == "to":
        return Status.SCHEDULED if proposition.parent is None else Status.PROPOSED
    return Status.OCCURRED
