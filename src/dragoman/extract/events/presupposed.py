"""What a sentence takes for granted: what is spoken of as something that there is stays real under "not" and "if"."""

from __future__ import annotations

from dragoman.extract.events.composing import is_definite
from dragoman.extract.events.forms import own_status
from dragoman.extract.events.occasions import is_planned, speaks_of_next
from dragoman.extract.events.paths import Step, next_step
from dragoman.extract.events.scene import Match, Scene
from dragoman.extract.events.signing import signature_above
from dragoman.lexicon.event_words import event_words
from dragoman.model import REAL, Proposition, Status

INSIDE = frozenset({"complement", "patient", "agent", "infinitive", "gerund", "clause", "attr"})


def is_word_itself(scene: Scene, step: Step, match: Match | None, act: Proposition) -> bool:
    """Whether an offer, a claim or a decision is itself what was rejected or denied: it was made all the same."""
    p = scene.parse
    if "patient" not in step.roles or step.below != act.head or act.kind != "noun":
        return False
    meeting = scene.matches.get(act.index)
    if not scene.book.signatures.of("nouns", p.lemmas[act.head].lower()):
        return False
    if meeting is not None and meeting.frame.type == "CONSULT":
        return False  # "ruled out talks" is not "ruled out the talk of a truce"
    signature = signature_above(scene, step)
    rejected = match is not None and match.frame.type == "REJECT"
    return rejected or (signature is not None and signature.yes in (Status.NOT_OCCURRED, Status.DENIED))


def form_over(
    scene: Scene, governor: Proposition, step: Step, current: Proposition | None, act: Proposition
) -> Status | None:
    """The form of a governor as it bounds what is inside it.

    A negation or a condition leaves alone who acts and what is spoken of as something that there is ("did not condemn
    the raid"), and reaches no further than its own object; a gerund under "would" is an idea ("severing ties would
    hurt").
    """
    form = own_status(scene, governor)
    if "complement" in step.roles or form is None:
        return form
    agent, definite = "agent" in step.roles, is_definite(scene, step.below)
    if form in (Status.NOT_OCCURRED, Status.UNLIKELY):
        # "A threat to leave was not taken seriously" was made; "does not pose a threat" knows of none.
        before = act.head < governor.tokens[0]
        word = before and act.kind == "noun" and bool(scene.book.signatures.of("nouns", act.predicate))
        return None if agent or definite or word or step.below != act.tokens[0] else form
    gerund = current is not None and scene.parse.tags[current.tokens[0]] == "VBG"
    if gerund and agent and governor.modal in ("would", "could", "might", "may", "'d"):
        return Status.PROPOSED
    if form is Status.CONDITIONAL or (agent and form in (Status.PROPOSED, Status.REQUESTED)):
        return None if definite and not gerund else form
    return form


def is_presupposed(
    scene: Scene,
    step: Step,
    current: Proposition | None,
    governor: Proposition | None,
    status: Status | None,
    act: Proposition,
) -> bool:
    """ "Does not affect the talks", "until the ban expires": a definite noun that nothing above speaks of is there.

    `status` is what the words above have made of it so far.
    """
    if status is not None or act.kind != "noun" or current is None or current.index != act.index:
        return False
    if governor is None or not step.roles & {"agent", "patient"} or not is_definite(scene, act.head):
        return False
    return own_status(scene, governor) not in REAL or _in_condition(scene, governor)


def meeting_ahead(scene: Scene, step: Step, governor: Proposition | None, act: Proposition) -> bool:
    """ "The summit [would] produce a pact": what a meeting will do it does when it is held.

    So does a headline in the present: "Roe's visit to Oslo [stirs] debate" does not say that he was there, and one
    that tells what came of it ("seals", "ends") does.
    """
    p = scene.parse
    if governor is None or act.kind != "noun" or step.below != act.head or "agent" not in step.roles:
        return False
    if governor.voice == "passive" or governor.kind == "noun" or not is_planned(scene, act.head):
        return False
    if speaks_of_next(scene, act.head) is None or "perfect" in governor.aspect:
        return False
    if governor.modal in _WILL:
        return is_definite(scene, act.head)
    plain = governor.tense == "present" and not governor.aspect and not governor.modal
    headline = p.texts[-1] not in _STOPS and not scene.caption
    return plain and headline and p.lemmas[governor.tokens[0]].lower() not in scene.book.classes["of-a-meeting-held"]


_WILL = event_words("presupposed", "will")
_STOPS = frozenset((".", "!", "?", '"', "”", "''"))


def _in_condition(scene: Scene, clause: Proposition) -> bool:
    """Whether a clause is one of time or condition that is still to come."""
    p = scene.parse
    step = next_step(p, clause.tokens[0]) if p.deps[clause.tokens[0]] == "advcl" else None
    return step is not None and any(r in scene.book.clauses_ahead or r in scene.book.clauses for r in step.roles)


_ASKED = event_words("presupposed", "asked")


def asks_what(scene: Scene, step: Step) -> bool:
    """ "Declined to say what had [prompted] the recall": a question of what, why or when takes for granted that it is.

    Whether, and what would be, it leaves open.
    """
    p, verb = scene.parse, step.below
    if not {"complement", "clause"} <= step.roles:
        return False
    return any(
        p.lemmas[t].lower() in _ASKED
        for c in p.children[verb]
        if c < verb
        for t in (c, *p.children[c])
        if p.tags[t].startswith("W")
    )


def is_required(scene: Scene, token: int) -> bool:
    """ "Cannot leave without [paying]": what must come first, where the clause is negated that goes without it."""
    p = scene.parse
    preposition = p.heads[token]
    if p.lemmas[preposition].lower() != "without" or p.deps[preposition] != "prep":
        return False
    verb = p.heads[preposition]
    governor = next((each for each in scene.propositions if verb in each.tokens), None)
    return governor is not None and governor.modal not in ("", None) and own_status(scene, governor) in _CLOSED


def is_there_anyway(scene: Scene, token: int) -> bool:
    """ "Without the [accord], which they signed": what a relative clause tells of is there."""
    p = scene.parse
    return (
        p.tags[token].startswith("NN")
        and is_definite(scene, token)
        and any(p.deps[c] == "relcl" or p.tags[c] in ("WDT", "WP") for c in p.children[token])
    )


_CLOSED = frozenset({Status.NOT_OCCURRED, Status.CONDITIONAL, Status.UNLIKELY})


def goes_through(scene: Scene, step: Step) -> bool:
    """Whether what a plain noun holds hangs on what is said of the noun: its measure, its content, what it may be."""
    p = scene.parse
    lemma = p.lemmas[step.governor].lower()
    measure = lemma in scene.book.classes["measure-of-people"] or lemma in scene.book.classes["measure-of-things"]
    open_ended = any(p.deps[c] == "det" and p.lemmas[c].lower() in ("any", "no") for c in p.children[step.below])
    part = "of" in step.roles and not is_definite(scene, step.below) and not is_definite(scene, step.governor)
    return (
        measure
        or open_ended
        or (lemma in _IMAGINED and not is_definite(scene, step.governor))
        or part
        or bool(step.roles & {*INSIDE, "mod"})
        or not p.tags[step.governor].startswith("NN")
    )


_IMAGINED = event_words("presupposed", "imagined")
"""Nouns whose relative clause is as real as they are: "imagine a day when they meet"."""


def is_cleft(scene: Scene, governor: Proposition, step: Step) -> bool:
    """ "It was not Ankara that cancelled the talks", "it was not until May that they were": they were cancelled."""
    p = scene.parse
    copula = governor.tokens[0]
    it = any(p.deps[c] in ("nsubj", "expl") and p.lemmas[c].lower() == "it" for c in p.children[copula])
    said = any(
        (p.deps[c] == "attr" and p.tags[c].startswith("NNP"))
        or (p.deps[c] == "prep" and p.lemmas[c].lower() in ("until", "till", "for", "in", "on", "because"))
        for c in p.children[copula]
    )
    return p.lemmas[copula] == "be" and it and said and "clause" in step.roles
