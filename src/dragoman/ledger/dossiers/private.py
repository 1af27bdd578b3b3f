"""People and companies that only bear a state's name: "Russian tour operators" act for nobody but themselves."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.lexicon.cues_dossiers import load_dossier_words
from dragoman.lexicon.word_lists import any_of
from dragoman.model import ActorRef, Event

_SHORT = 2  # words of a name at most, of which the next can say that it is no state's


def acts_privately(actor: ActorRef, event: Event) -> bool:
    """ "Russian tour operators": a state's name that only says of where those are who act."""
    evidence = event.evidence
    if not is_whole_state(actor) or actor.span is None or len(actor.name.split()) > _SHORT:
        return False
    after = evidence.quote[max(0, actor.span.end - evidence.sentence.start) :]
    return _private().match(after) is not None or _private().search(f" {actor.name}") is not None


@lru_cache(maxsize=1)
def _private() -> re.Pattern[str]:
    """One of the private, at once or after some words in small letters that say of what sort they are."""
    ends = (
        "and|or|to|of|on|in|at|by|for|with|that|who|which|as|from|after|before|officials?|"
        "has|have|had|is|are|was|were|will|would|may|might|can|could|must|not|its|their|his|her|the|an?|all|this"
    )
    sort = rf"(?:(?!(?:{ends})\b)[a-z-]+ ){{0,4}}"
    return re.compile(rf" {sort}(?:{any_of(load_dossier_words().private)})\b(?!['’])")


def is_whole_state(actor: ActorRef) -> bool:
    """Whether an actor is a state itself, and no body or official of it."""
    return actor.id is not None and len(actor.id) == len("JPN")
