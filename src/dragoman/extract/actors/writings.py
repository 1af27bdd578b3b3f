"""Whose words a piece of writing is: after "the ministry said in a statement", "the statement condemned" is its act."""

from __future__ import annotations

from dragoman.extract.actors.discourse import REACH, Discourse, refer
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.anaphora import load_anaphora
from dragoman.model import Mention, Parse

_WRITINGS = actor_words_of("writings", "pieces")
_ISSUING = actor_words_of("writings", "issuing")


def keep_writers(discourse: Discourse, parse: Parse) -> None:
    """Keep who issued what a sentence introduces: "[Oslo] said in a statement", "[Chad] issued a letter"."""
    for token in range(len(parse)):
        if parse.lemmas[token].lower() in _WRITINGS and _is_new(parse, token):
            together = _who_issues(parse, token)
            for head in together:
                together += [c for c in parse.children[head] if parse.deps[c] == "conj"]
            writers = tuple(m for s in together for m in discourse.found.get((parse.sentence, s), ()))
            if writers and not any(discourse.reports(m) for m in writers):
                discourse.written[parse.lemmas[token].lower()] = (parse.sentence, writers)


def writers_of(discourse: Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """Who issued "the statement" of which a report has just told; empty where it has told of none."""
    sentence, writers = discourse.written.get(parse.lemmas[token].lower(), (-REACH, ()))
    near = 0 < parse.sentence - sentence < REACH
    acts = parse.deps[token] == "nsubj"  # "in the statement", "read the statement": a text, and nobody
    return tuple(refer(parse, token, m, parse.texts[token]) for m in writers) if near and acts else ()


def _is_new(parse: Parse, token: int) -> bool:
    return any(parse.texts[c].lower() in ("a", "an") for c in parse.children[token] if c < token)


def _who_issues(parse: Parse, token: int) -> list[int]:
    """The subject of "said in a statement" or "issued a statement"."""
    verb = parse.heads[token]
    says = _ISSUING
    if parse.deps[token] == "pobj" and parse.texts[verb].lower() in ("in", "by"):
        verb, says = parse.heads[verb], load_anaphora().speech
        if parse.deps[verb] == "nsubj":  # "said the ministry in a statement"
            verb = parse.heads[verb]
    if parse.lemmas[verb].lower() not in says:
        return []
    while True:
        subjects = [c for c in parse.children[verb] if parse.deps[c] == "nsubj"]
        if subjects or parse.deps[verb] != "conj":
            return subjects
        verb = parse.heads[verb]
