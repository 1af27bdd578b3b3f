"""How real each predicate of a report is, also where it makes no event.

The same walk that gives an event its status, for every proposition: for evaluation, and for whoever asks about a clause
in which nobody known takes part.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.events.scene import Match, Scene
from dragoman.extract.events.status import Standing, stand
from dragoman.lexicon.frames import FrameBook
from dragoman.model import Document, Layers, Mention, Phase, Proposition, Status

Told = tuple[tuple[int, int], Status, Phase | None]
"""The clean span of a predicate, its status, and what it does to its matter."""


def status_of(document: Document, layers: Layers, book: FrameBook) -> list[Told]:
    """The standing of every proposition of the parsed sentences, in text order.

    `layers` must hold parses, propositions and references; spans count in the cleaned text of `document`.
    """
    references: dict[int, dict[int, tuple[Mention, ...]]] = {}
    for (sentence, token), mentions in layers.references.items():
        references.setdefault(sentence, {})[token] = mentions
    found: list[Told] = []
    for index in sorted(layers.propositions):
        scene = Scene(layers.parses[index], layers.propositions[index], references.get(index, {}), book)
        for proposition in (*scene.propositions, *plain_words(scene)):
            standing = stand(scene, proposition)
            match = scene.matches.get(proposition.index)
            phase = phase_of(scene, proposition, match, standing)
            found.append((trigger_span(scene, proposition, match), standing.status, phase))
            if proposition.kind == "light":
                carrier = proposition.tokens[0]
                found.append(((scene.parse.starts[carrier], scene.parse.ends[carrier]), standing.status, phase))
    return sorted(found, key=lambda told: told[0])


def plain_words(scene: Scene) -> list[Proposition]:
    """The nouns and predicative words of a sentence that are no predicate of the lexicon, as propositions of their own.

    What is said of a subject ("remains unsigned") has the form of its verb; any other word hangs on what governs it.
    """
    p = scene.parse
    known = {token for proposition in scene.propositions for token in (*proposition.tokens, proposition.head)}
    by_token = {token: each for each in scene.propositions for token in each.tokens}
    found = []
    for token in range(len(p)):
        if token in known or p.tags[token][:2] not in ("NN", "JJ", "VB", "RB"):
            continue
        carrier = by_token.get(p.heads[token])
        if (
            carrier is not None
            and carrier.kind == "verb"
            and p.deps[token] in ("acomp", "attr", "oprd", "advmod", "prt")
        ):
            word = replace(carrier, index=-1 - token, predicate=p.lemmas[token].lower(), head=token, kind="adjective")
        elif p.tags[token].startswith(("NN", "VB")):
            roles = scene.roles_of_phrase(token)
            negated = any(p.deps[c] in ("det", "neg") and p.lemmas[c].lower() == "no" for c in p.children[token])
            word = Proposition(
                p.sentence, -1 - token, p.lemmas[token].lower(), token, (token,), "noun", roles, negated=negated
            )
        else:
            continue
        found.append(word)
    return found


def trigger_span(scene: Scene, proposition: Proposition, match: Match | None) -> tuple[int, int]:
    """The clean span of the words next to one another around the head that belong to the predicate."""
    tokens = frozenset(match.words if match else proposition.tokens) | {proposition.head}
    first = last = proposition.head
    while first - 1 in tokens:
        first -= 1
    while last + 1 in tokens:
        last += 1
    return scene.parse.starts[first], scene.parse.ends[last]


def phase_of(scene: Scene, proposition: Proposition, match: Match | None, standing: Standing) -> Phase | None:
    """The phase of the frame, else of the verb that carries the noun, else of the word itself, else from above."""
    if match is not None and match.frame.phase is not None:
        return match.frame.phase
    if proposition.kind == "light":
        light = scene.book.light.get(scene.parse.lemmas[proposition.tokens[0]].lower())
        if light is not None and light.phase is not None:
            return light.phase
    return standing.phase or _phase_of_word(scene, proposition)


def _phase_of_word(scene: Scene, proposition: Proposition) -> Phase | None:
    """What the word says becomes of its matter, by what it acts on."""
    kind = {"verb": "verbs", "adjective": "adjectives"}.get(proposition.kind, "nouns")
    first, *particles = proposition.predicate.lower().split()
    p = scene.parse
    near = {p.lemmas[c].lower() for t in proposition.tokens for c in p.children[t]} | set(particles)
    acted_on = {
        p.lemmas[r.head].lower()
        for r in proposition.roles
        if r.name in ("patient", "of", "from", "in", "to", "on", "with", "into", "mod", "poss", "out of")
        or (r.name == "agent" and proposition.role("patient") is None)
    }
    for entry in scene.book.phases.get((kind, first), ()):
        if not set(entry.words) <= near or (particles and particles[0] not in entry.words):
            continue
        if entry.objects is None or entry.objects & acted_on:
            return entry.phase
    return None
