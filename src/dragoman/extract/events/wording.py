"""What is only a way of putting things: polite openings, what is done by saying it, what is left open or too much.

"The ministry wishes to inform you that the visit is off" tells of a visit that is off; "I wish to thank Oslo" thanks;
"too early to rule it out" rules nothing out; "would not say whether it had struck" tells of no blow.
"""

from __future__ import annotations

from dragoman.extract.events.paths import Step
from dragoman.extract.events.scene import Match
from dragoman.lexicon.event_words import event_words
from dragoman.model import Parse, Proposition

_POLITE = event_words("status", "polite")
_ANNOUNCING = event_words("status", "announcing")
_DRAWING_ATTENTION = event_words("status", "drawing-attention")
_NOTING = event_words("status", "noting")
_GLADLY = event_words("status", "gladly")
_PERFORMATIVE = event_words("status", "performative")
_LIKING = event_words("status", "liking")
_WISHES = event_words("reach", "wishes")


def only_polite(p: Parse, step: Step) -> bool:
    """ "[Wishes] to inform", "regrets to announce", "are [urged] to note" that it was put off: it is told as done."""
    below, above = p.lemmas[step.below].lower(), p.lemmas[step.governor].lower()
    if not any(p.tags[c] == "TO" for c in p.children[step.below]):
        return False
    drawn = above in _DRAWING_ATTENTION and below in _NOTING
    return drawn or (above in _POLITE and below in _ANNOUNCING)


def is_purpose(step: Step, match: Match | None) -> bool:
    """ "A summit for the [reopening] of the border": what a meeting is for is still to come."""
    return "for" in step.roles and match is not None and match.frame.type == "CONSULT"


def is_too_much(p: Parse, step: Step) -> bool:
    """ "It is [too early] to rule it out", "too weak to resist": it is not done."""
    if p.tags[step.governor] not in ("JJ", "RB") or not step.roles & {"infinitive", "complement", "clause", "purpose"}:
        return False
    too = any(p.lemmas[c].lower() == "too" and p.deps[c] == "advmod" for c in p.children[step.governor])
    to = any(p.tags[c] == "TO" for c in p.children[step.below])
    return too and to and p.lemmas[step.governor].lower() not in _GLADLY


def says_so(p: Parse, verb: int) -> bool:
    """ "Would like to [express] its condolences", "I wish to [thank] Oslo": it is done by being said."""
    above = p.heads[verb]
    if p.lemmas[verb].lower() not in _PERFORMATIVE or p.deps[verb] != "xcomp" or p.lemmas[above].lower() not in _LIKING:
        return False
    beside = {p.texts[c].lower() for c in p.children[above]}
    first = bool(beside & {"i", "we"}) and not beside & {"did", "had"}
    return (first or bool(beside & {"would", "'d"}) or p.tags[above] == "VBZ") and not beside & {"not", "n't"}


def is_a_wish_met(p: Parse, noun: int) -> bool:
    """ "Is to visit it at the [invitation] of its premier": whoever goes was invited."""
    at = p.deps[noun] == "pobj" and p.lemmas[p.heads[noun]].lower() in ("at", "on", "upon")
    whose = any(p.deps[c] == "poss" or p.lemmas[c].lower() == "of" for c in p.children[noun])
    return at and whose and p.lemmas[noun].lower() in _WISHES


def is_open_question(p: Parse, proposition: Proposition) -> bool:
    """ "Would not say whether rebels [shot] at it": of what is past or going on, "whether" tells neither."""
    verb = proposition.tokens[0]
    real = p.tags[verb] in ("VBD", "VBN") or "progressive" in proposition.aspect
    past = real and not proposition.modal and proposition.kind != "noun"
    asked = any(p.deps[c] == "mark" and p.lemmas[c].lower() == "whether" for c in p.children[verb])
    return past and asked and p.deps[verb] in ("ccomp", "advcl", "pcomp", "csubj", "acl")
