"""Composing: what a word above makes of the status of what it holds, by its signature and its own form."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.events.forms import is_negated, own_status
from dragoman.extract.events.paths import Occasion, Step
from dragoman.extract.events.scene import Match, Scene
from dragoman.lexicon.event_words import event_words
from dragoman.lexicon.signatures import Signature
from dragoman.model import REAL, Phase, Proposition, Status

_VERBAL = frozenset({"verbal cooperation", "verbal conflict"})
_MEETING = "CONSULT"
_NEGATIVE = frozenset({Status.NOT_OCCURRED, Status.DENIED, Status.UNLIKELY})


@dataclass(slots=True)
class Walk:
    """The state of the walk.

    `status` is `None` while the form has left it open; `ruled` says that a word above has spoken, `shielded` that what
    is told stands whether it was said or not, `given` that it stands whatever is done about it;
    `occasion` that it only says when something else was done, `spoken_of` that nothing is told of it.
    """

    status: Status | None
    phase: Phase | None
    inside: int | None
    trail: list[str]
    ruled: bool = False
    reported: bool = False
    conditional: bool = False
    shielded: bool = False
    given: bool = False
    occasion: Occasion | None = None
    spoken_of: bool = False

    def rule(self, status: Status | None, why: str) -> None:
        """Take what a word above says; whether a content is said to be false does not hang on whether it was said."""
        if self.given and self.status in REAL:
            self.trail.append(f"{why}: of what is done about it")
            return
        if self.shielded and status in (Status.NOT_OCCURRED, Status.DENIED):
            self.trail.append(f"{why}: of the saying alone")
            return
        self.status = status
        self.ruled = True
        self.trail.append(f"{why}: {status or 'open'}")


def embeds_in(match: Match, step: Step) -> bool:
    """Whether a frame says what it makes of what stands in the roles of a step."""
    return bool(match.frame.embeds) and not step.roles.isdisjoint(match.frame.embeds_in)


def apply_frame(scene: Scene, operator: Proposition, match: Match, walk: Walk, act: Proposition) -> None:
    """Compose a frame that embeds with what stands inside it."""
    signature = match.frame.embeds
    form = own_status(scene, operator)
    negated = is_negated(scene, operator) or form is Status.NOT_OCCURRED
    # Not to reject something leaves it possible; other frames without a word on their negation say nothing of it.
    unsaid = "proposed" if match.frame.type == "REJECT" and signature.get("yes") == "not-occurred" else "same"
    given = signature.get("no", unsaid) if negated else signature.get("yes", "same")
    if not negated and walk.status in REAL and "real" in signature:
        given = signature["real"]
    if "yet" in operator.adverbs and "yet" in signature:
        given = signature["yet"]
    elif operator.tense == "past" and not negated and "past" in signature:
        given = signature["past"]
    if negated and given == Status.OCCURRED and operator.modal in scene.book.modals:
        given = scene.book.modals[operator.modal].yes  # "will not fail to attend" looks ahead as "will attend" does
    if match.frame.speech and negated and walk.status is Status.SCHEDULED:
        given = "proposed"  # "could not say when they would meet"
    why = f"{match.frame.id}{' (negated)' if negated else ''}"
    walk.rule(_composed(scene, given, form, walk, act, act_of_words=match.frame.type is not None), why)
    if match.frame.phase and match.frame.type is None and walk.phase is None:
        walk.phase = match.frame.phase


def apply_signature(
    scene: Scene, signature: Signature, governor: Proposition | None, step: Step | None, walk: Walk, act: Proposition
) -> None:
    """Compose the signature of a word with what stands inside it."""
    form = own_status(scene, governor) if governor is not None else None
    if governor is not None and governor.modal in ("would", "'d") and governor.predicate in _POLITE:
        form = None if not governor.negated else form
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
    elif signature.past_passive and not negated and governor is not None and _was_done_to(governor):
        given = signature.past_passive
    if given == Status.PROPOSED and step is not None and _is_faint(scene, step.governor):
        given = Status.UNLIKELY
    match = scene.matches.get(governor.index) if governor is not None else None
    operator = f"{match.frame.id}, " if match is not None and match.frame.type is None else ""
    why = f"{operator}{signature.name}{' (negated)' if negated else ''}"
    walk.rule(_composed(scene, given, form, walk, act, act_of_words=False), why)
    phase = signature.phase
    if match is not None and match.frame.type is None and step is not None and embeds_in(match, step):
        phase = phase or match.frame.phase
    if phase and walk.phase is None:
        walk.phase = phase


def _was_done_to(governor: Proposition) -> bool:
    """Whether it stands in the past tense of the passive, or in its perfect: "was planned", "had been planned"."""
    return governor.voice == "passive" and governor.tense == "past"


_POLITE = event_words("composing", "polite")
_FAINT = event_words("composing", "faint")


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
    above = p.heads[token]
    if p.tags[token][:2] in ("JJ", "RB", "IN") and p.tags[above].startswith("VB"):
        return any(p.deps[c] == "neg" for c in p.children[above])
    if not p.tags[token].startswith("NN") or p.deps[token] not in ("dobj", "attr"):
        return False
    return any(p.deps[c] == "neg" for c in p.children[p.heads[token]])


def _composed(
    scene: Scene, given: str, form: Status | None, walk: Walk, act: Proposition, *, act_of_words: bool
) -> Status | None:
    """What an operator with this signature and form makes of what stands inside it."""
    lesser = form is not None and form not in REAL and form is not Status.NOT_OCCURRED
    if given == "fact":
        if walk.status is None and lesser and act.kind == "noun" and not is_definite(scene, act.head):
            return Status.PROPOSED  # "would welcome an easing"
        return walk.status if walk.status is not None else Status.OCCURRED
    if given == "same":
        made = walk.status
        if made is None and act.modal == "to" and act.kind != "noun":
            made = Status.SCHEDULED if form in REAL else form
        return weaker(walk, form, made) if lesser and form is not None else made
    if given == "done":
        return bounded(walk.status, form)
    if given == "decided":
        if walk.status in _NEGATIVE:
            return walk.status  # "decided not to attend"
        return _decided(scene, act) if form in REAL or form is None else form
    made = weaker(walk, Status(given))
    if lesser and form is not None and not act_of_words:
        made = _lower(made, form)
    return made


def is_definite(scene: Scene, token: int) -> bool:
    """Whether a noun is spoken of as something that there is: "the talks", "their offer", "Monday's raid"."""
    p = scene.parse
    return any(
        p.deps[c] == "poss" or (p.deps[c] == "det" and p.lemmas[c].lower() in ("the", "this", "that", "these", "those"))
        for c in p.children[token]
    )


def is_infinitive(scene: Scene, act: Proposition) -> bool:
    """Whether an act is told by an infinitive with "to" of its own."""
    return act.kind != "noun" and any(scene.parse.tags[c] == "TO" for c in scene.parse.children[act.tokens[0]])


def _decided(scene: Scene, act: Proposition) -> Status:
    """A decision to do something by words is the doing; one to act or to meet is a plan."""
    match = scene.matches.get(act.index)
    kind = match.frame.type if match else None
    leaving = match is not None and match.frame.phase is Phase.WITHDRAW
    if kind is None or kind == _MEETING or leaving:
        return Status.SCHEDULED
    if scene.book.ontology.types[kind].quad in _VERBAL or kind == "SANCTION":
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


def weaker(walk: Walk, outer: Status, inner: Status | None = None) -> Status:
    """An operator speaks of what it holds: its word stands, unless a word inside it already made that less."""
    inner = walk.status if inner is None else inner
    if outer is Status.OCCURRED and walk.ruled and inner is not None:
        return inner  # "did not stop them from asking for it": it was asked for
    if outer in (Status.NOT_OCCURRED, Status.DENIED, Status.OCCURRED) or inner is None:
        return outer
    if inner in _NEGATIVE:
        return inner
    return _lower(inner, outer) if walk.ruled and inner not in REAL else outer


def _lower(one: Status, other: Status) -> Status:
    return one if _STRENGTH[one] <= _STRENGTH[other] else other


def bounded(inner: Status | None, bound: Status | None) -> Status | None:
    """What stands inside a form can be no more real than the form."""
    if bound is None:
        return inner
    if inner is None:
        return bound
    return _lower(inner, bound)
