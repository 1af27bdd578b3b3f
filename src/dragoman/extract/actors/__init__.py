"""Who is meant: mentions of actors on the cleaned text, and what each phrase of a parsed sentence stands for.

`find_mentions` needs no parse and runs over the whole report; `resolve_references` works on the sentences that were
parsed; `actor_like` tells phrases that can act from those that name a thing.
"""

from dragoman.extract.actors.likeness import actor_like
from dragoman.extract.actors.mentions import find_mentions
from dragoman.extract.actors.references import resolve_all, resolve_references

__all__ = ["actor_like", "find_mentions", "resolve_all", "resolve_references"]
