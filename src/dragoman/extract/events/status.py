"""How real an act is: one walk from its predicate to the root of the sentence, composing signatures.

What the form of the predicate says (tense, modal, negation, condition) is taken first; then each operator above it,
from the inside out, makes of that what its signature says. No rule looks at two levels at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.events.scene import Match, Scene
from dragoman.model import Phase, Proposition, Status

REAL = frozenset({Status.OCCURRED, Status.ONGOING})
_VERBAL = frozenset({"verbal cooperation", "verbal conflict"})
_MODIFIER_VIAS = frozenset({"participle before the noun", "modified noun"})


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
    """The state of the walk; `status` is `None` while the form has left it open."""

    status: Status | None
    phase: Phase | None
    inside: int | None
    trail: list[str]


def stand(scene: Scene, proposition: Proposition) -> Standing:
    """The standing of one proposition."""
    own = own_status(scene, proposition)
    walk = _Walk(own, None, None, [f"form: {own}" if own else "form: open"])
    if proposition.kind in ("noun", "light"):
        _modifiers(scene, proposition, walk)
    reported = _climb(scene, proposition, walk)
    status = walk.status if walk.status is not None else _default(scene, proposition)
    return Standing(status, walk.inside, walk.phase, reported, tuple(walk.trail))


def own_status(scene: Scene, proposition: Proposition) -> Status | None:
    """What the form alone says; `None` where it says nothing (an infinitive, a gerund, a noun)."""
    if proposition.condition:
        return Status.PROPOSED if _has_word(scene, proposition, "whether") else Status.CONDITIONAL
    if _nobody(scene, proposition):
        return Status.NOT_OCCURRED
    for adverb in proposition.adverbs:
        given = scene.book.adverbs.get(adverb)
        if given and given != "same":
            return Status(given)
    if proposition.kind == "noun":
        return Status.NOT_OCCURRED if proposition.negated else None
    modal = scene.book.modals.get(proposition.modal)
    if modal is not None:
        if proposition.negated:
            return Status(modal.no)
        if modal.reported and is_reported(scene, proposition) and not _hangs_on_condition(proposition):
            return Status(modal.reported)
        if _hangs_on_condition(proposition):
            return Status.CONDITIONAL
        return Status(modal.yes)
    if proposition.negated:
        return Status.NOT_OCCURRED
    if proposition.modal == "to":
        # "has been said to", "to have met": a perfect infinitive tells of the past.
        return Status.OCCURRED if "perfect" in proposition.aspect else None
    if "progressive" in proposition.aspect:
        return Status.ONGOING if proposition.tense != "past" else Status.OCCURRED
    if proposition.question and proposition.parent is None:
        return Status.PROPOSED
    if _is_imperative(scene, proposition):
        return Status.REQUESTED
    if proposition.tense:
        return Status.OCCURRED
    return None


def _is_imperative(scene: Scene, proposition: Proposition) -> bool:
    """A bare verb without a subject at the head of what is said: "Lift the siege", they told both armies."""
    p = scene.parse
    verb = proposition.tokens[0]
    if proposition.kind not in ("verb", "light") or p.tags[verb] != "VB" or proposition.modal:
        return False
    bare = not any(p.deps[c] in ("nsubj", "nsubjpass", "aux", "auxpass", "csubj") for c in p.children[verb])
    return bare and p.deps[verb] in ("ROOT", "ccomp") and all(p.deps[c] != "mark" for c in p.children[verb])


_NONE = frozenset({"none", "nobody", "nothing", "neither", "no-one"})


def _has_word(scene: Scene, proposition: Proposition, word: str) -> bool:
    p = scene.parse
    return any(p.lemmas[c].lower() == word for t in proposition.tokens for c in p.children[t])


def _nobody(scene: Scene, proposition: Proposition) -> bool:
    """Negation that stands in a role: "no date was set", "neither side came", "signed nothing", "no longer"."""
    p = scene.parse
    for role in proposition.roles:
        if role.name not in ("agent", "patient"):
            continue
        if p.lemmas[role.head].lower() in _NONE or any(
            p.deps[c] in ("det", "predet") and p.lemmas[c].lower() in ("no", "neither") for c in p.children[role.head]
        ):
            return True
    longer = [c for t in proposition.tokens for c in p.children[t] if p.texts[c].lower() == "longer"]
    return any(p.lemmas[n].lower() == "no" for c in longer for n in (*p.children[c], c - 1) if n >= 0)


def _hangs_on_condition(proposition: Proposition) -> bool:
    return any(r.name in ("if", "unless", "provided", "once") for r in proposition.roles)


def is_reported(scene: Scene, proposition: Proposition) -> bool:
    """Whether a verb of saying stands above it."""
    current = proposition
    seen = {proposition.index}
    while current.parent is not None and current.parent not in seen:
        current = scene.propositions[current.parent]
        seen.add(current.index)
        match = scene.matches.get(current.index)
        if match and match.frame.speech:
            return True
    return False


def _modifiers(scene: Scene, proposition: Proposition, walk: _Walk) -> None:
    """Words before a noun that say how real it is: "planned", "possible", "postponed"."""
    for other in scene.propositions:
        for role in other.roles:
            if role.head == proposition.head and role.via in _MODIFIER_VIAS:
                match = scene.matches.get(other.index)
                if match and match.frame.embeds:
                    _apply(scene, other, match, walk, proposition)
                    walk.phase = None  # "the rescheduled visit" tells which visit is meant, not that it was moved


def _climb(scene: Scene, proposition: Proposition, walk: _Walk) -> bool:
    """Go up to the root, letting each governor say what it makes of what it holds."""
    reported = False
    current = proposition
    seen = {proposition.index}
    while current.parent is not None and current.parent not in seen:
        parent, role = scene.propositions[current.parent], current.parent_role or ""
        seen.add(parent.index)
        match = scene.matches.get(parent.index)
        if match and _embeds(match, role):
            reported |= match.frame.speech
            if not _only_words_rejected(scene, match, current):
                _apply(scene, parent, match, walk, proposition)
            if match.frame.type and walk.inside is None:
                walk.inside = parent.index
        elif match and match.frame.type and _is_content(scene, match, role):
            # What an act is about stands inside it ("condemned the killing"), and stays as real as it was.
            walk.inside = parent.index if walk.inside is None else walk.inside
            walk.status = _bounded(walk.status, _at_least_told(own_status(scene, parent)))
        elif role in scene.book.clauses_ahead and current.tense == "present" and walk.status in (*REAL, None):
            walk.status = Status(scene.book.clauses_ahead[role])
            walk.trail.append(f"clause still to come: {role}")
            break
        elif role in scene.book.clauses:
            walk.status = _weaker(walk.status, Status(scene.book.clauses[role]))
            walk.trail.append(f"clause: {role}")
            break
        elif role not in ("complement", "patient", "agent"):
            # Beside the governor, not inside it: only what is open takes its colour from there.
            if walk.status is None:
                # "Held no talks, citing illness": what is beside a negation stands outside it.
                beside = own_status(scene, parent)
                walk.status = Status.OCCURRED if beside is Status.NOT_OCCURRED else beside
            break
        else:
            bound = own_status(scene, parent)
            walk.status = _bounded(walk.status, bound)
        current = parent
    return reported


_BESIDE = frozenset(
    ("in", "at", "after", "before", "during", "since", "following", "amid", "as", "while", "when", "adverbial", "until",
     "because", "near", "within", "despite", "through", "ahead of", "because of", "in response to", "with", "between",
     "poss", "mod", "agent", "where", "although", "though", "by", "among", "under")
)  # fmt: skip


def _is_content(scene: Scene, match: Match, role: str) -> bool:
    """Whether a role says what the act is about, rather than when, where or by whom it was done."""
    return role.rsplit(" ", 1)[-1] not in _BESIDE and role not in scene.book.clauses


def _at_least_told(form: Status | None) -> Status | None:
    return None if form in REAL else form


def _only_words_rejected(scene: Scene, match: Match, inner: Proposition) -> bool:
    """To reject a call, an offer or a demand is not to say that it was not made."""
    if match.frame.type != "REJECT" or inner.kind not in ("noun", "light"):
        return False
    told = scene.matches.get(inner.index)
    return (
        told is not None and bool(told.frame.embeds) and told.frame.type in ("REQUEST", "AGREE", "THREATEN", "ACCUSE")
    )


def _embeds(match: Match, role: str) -> bool:
    return bool(match.frame.embeds) and role in match.frame.embeds_in


def _apply(scene: Scene, operator: Proposition, match: Match, walk: _Walk, act: Proposition) -> None:
    """Compose one operator with what stands inside it."""
    signature = match.frame.embeds
    form = own_status(scene, operator)
    given = signature.get("no" if operator.negated or form is Status.NOT_OCCURRED else "yes", "same")
    if "yet" in operator.adverbs and "yet" in signature:
        given = signature["yet"]
    elif operator.tense == "past" and not operator.negated and "past" in signature:
        given = signature["past"]
    if given == "same":
        made = walk.status
        if made is None and act.modal == "to" and act.kind != "noun":
            made = Status.SCHEDULED if form in REAL else form
        if form not in REAL and form is not None and form is not Status.NOT_OCCURRED:
            made = _weaker(made, form)
    elif given == "done":
        made = _bounded(walk.status, form)
    elif given == "decided":
        made = _decided(scene, act) if form in REAL or form is None else form
    else:
        made = _weaker(walk.status, Status(given))
        if form is not None and form not in REAL and form is not Status.NOT_OCCURRED and match.frame.type is None:
            made = _weaker(made, form)
    walk.trail.append(f"{match.frame.id}{' (negated)' if operator.negated else ''}: {made or 'open'}")
    walk.status = made
    if match.frame.phase and match.frame.type is None and walk.phase is None:
        walk.phase = match.frame.phase


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


def _weaker(inner: Status | None, outer: Status) -> Status:
    """An operator speaks of what it holds: its word stands, unless what is inside was already less than a plan."""
    if inner in (Status.NOT_OCCURRED, Status.DENIED, Status.UNLIKELY) and outer not in (
        Status.NOT_OCCURRED,
        Status.DENIED,
        Status.OCCURRED,
    ):
        return inner
    return outer


def _bounded(inner: Status | None, bound: Status | None) -> Status | None:
    """What stands inside a form can be no more real than the form."""
    if bound is None:
        return inner
    if inner is None:
        return bound
    return inner if _STRENGTH[inner] <= _STRENGTH[bound] else bound


def _default(scene: Scene, proposition: Proposition) -> Status:
    """Nothing above decided: a headline's bare infinitive is a plan, a gerund or a noun tells what happened."""
    if proposition.modal == "to":
        return Status.SCHEDULED if proposition.parent is None else Status.PROPOSED
    return Status.OCCURRED
