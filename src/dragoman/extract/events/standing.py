"""How real each predicate of a report is, also where it makes no event.

The same walk that gives an event its status, for every proposition: for evaluation, and for whoever asks about a clause
in which nobody known takes part.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from dragoman.extract.events.forms import is_negated, own_status
from dragoman.extract.events.paths import near_words
from dragoman.extract.events.scene import Match, Scene
from dragoman.extract.events.status import Standing, stand
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.event_words import event_words
from dragoman.lexicon.frames import FrameBook
from dragoman.model import Document, Layers, Mention, Phase, Proposition, Status


class Wording(StrEnum):
    """By what the status of a word is told: the surer, the more the word itself says it.

    `told`: a finite verb whose own form says it; `otherwise`: one of which words above say something else than its
    form; `will` and `may`: a modal verb; `to`: an infinitive; `bare`: a noun or gerund, which has no form of its own;
    `absent`: not the verb is negated but what stands in its role ("gave [no details]").
    """

    TOLD = "told"
    OTHERWISE = "otherwise"
    WILL = "will"
    MAY = "may"
    TO = "to"
    BARE = "bare"
    ABSENT = "absent"


class Told(NamedTuple):
    """The clean span of a predicate, its status, what it does to its matter, and by what its status is told."""

    place: tuple[int, int]
    status: Status
    phase: Phase | None
    wording: Wording


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
            phase = phase_of(scene, proposition, match, standing) or _phase_of_carrier(scene, proposition)
            wording = wording_of(scene, proposition, standing.status)
            found.append(Told(trigger_span(scene, proposition, match), standing.status, phase, wording))
            if proposition.kind == "light":
                carrier = proposition.tokens[0]
                place = (scene.parse.starts[carrier], scene.parse.ends[carrier])
                found.append(Told(place, standing.status, phase, wording))
    return sorted(found, key=lambda told: told.place)


def wording_of(scene: Scene, proposition: Proposition, status: Status) -> Wording:
    """By what a status that was found of a proposition is told."""
    if proposition.modal == "to":
        return Wording.TO
    own = own_status(scene, proposition)
    if own is None:
        return Wording.BARE
    if own is status is Status.NOT_OCCURRED:
        return Wording.TOLD if proposition.modal or is_negated(scene, proposition) else Wording.ABSENT
    if proposition.modal in _WILL:
        return Wording.WILL
    if proposition.modal and proposition.modal != "would":
        return Wording.MAY
    if proposition.modal:
        return Wording.MAY if status is Status.CONDITIONAL else Wording.TOLD
    return Wording.TOLD if own is status else Wording.OTHERWISE


_WILL = event_words("standing", "will")


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
        negated = any(p.deps[c] in ("det", "neg") and p.lemmas[c].lower() == "no" for c in p.children[token])
        if (
            carrier is not None
            and carrier.kind == "verb"
            and p.deps[token] in ("acomp", "attr", "oprd", "advmod", "prt")
        ):
            word = replace(
                carrier,
                index=-1 - token,
                predicate=p.lemmas[token].lower(),
                head=token,
                kind="adjective",
                negated=carrier.negated or negated,
            )
        elif p.tags[token].startswith(("NN", "VB")):
            roles = scene.roles_of_phrase(token)
            word = Proposition(
                p.sentence, -1 - token, p.lemmas[token].lower(), token, (token,), "noun", roles, negated=negated
            )
        else:
            continue
        found.append(word)
    return found


def _phase_of_carrier(scene: Scene, word: Proposition) -> Phase | None:
    """The phase of the verb that says a plain word of its subject: "grew [heavier]"."""
    if word.index >= 0 or word.kind != "adjective":
        return None
    carrier = next(each for each in scene.propositions if word.tokens[0] in each.tokens)
    return phase_of(scene, carrier, scene.matches.get(carrier.index), stand(scene, carrier))


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
    """The phase of the word for what it acts on, else of its frame, of the verb that carries it, or from above."""
    kind = match.frame.type if match is not None else None
    narrow, broad = _phases_of_word(scene, proposition) if kind not in _QUIET else (None, None)
    if narrow is not None:
        return narrow
    if match is not None and match.frame.phase is not None:
        return match.frame.phase
    if proposition.kind == "light" and kind not in _QUIET:
        light = scene.book.light.get(scene.parse.lemmas[proposition.tokens[0]].lower())
        if light is not None and light.phase is not None:
            return light.phase
    if kind in _AS_GOVERNED:
        return standing.phase
    if proposition.kind == "noun" and broad is not None:
        return broad  # "completed the ratification": the word itself goes before what is done with it
    return standing.phase or broad or _to_come(scene, proposition, standing)


def _to_come(scene: Scene, proposition: Proposition, standing: Standing) -> Phase | None:
    """ "Is weighing a ban": a measure that is only thought of, asked for or agreed would begin."""
    p = scene.parse
    if proposition.kind != "noun" or proposition.predicate not in _MEASURES or standing.status not in _AHEAD:
        return None
    fixed = any(
        p.deps[c] in ("det", "poss") and p.lemmas[c].lower() not in ("a", "an") for c in p.children[proposition.head]
    )
    governed = proposition.parent is not None and proposition.parent_role in ("patient", "of", "for", "on", "agent")
    return Phase.BEGIN if governed and not fixed else None


_QUIET = act_types("quiet")
_AS_GOVERNED = act_types("as-governed")
_MEASURES = event_words("standing", "measures")
_AHEAD = frozenset({Status.PROPOSED, Status.REQUESTED, Status.AGREED, Status.SCHEDULED, Status.CONDITIONAL})
_WHOLES = event_words("standing", "wholes")


def _phases_of_word(scene: Scene, proposition: Proposition) -> tuple[Phase | None, Phase | None]:
    """What the word says becomes of its matter: where what it acts on decides, and whatever it acts on."""
    p = scene.parse
    verbal = proposition.kind in ("verb", "light") or p.tags[proposition.head].startswith("VB")
    first, *particles = (p.lemmas[proposition.tokens[0]].lower(), *proposition.predicate.lower().split()[1:])
    kind = "verbs" if verbal else {"adjective": "adjectives"}.get(proposition.kind, "nouns")
    if kind != "verbs":
        first = proposition.predicate.lower()
    near = {w for t in proposition.tokens for w in near_words(p, t)} | set(particles)
    held = {
        p.lemmas[c].lower() for t in proposition.tokens for c in p.children[t] if p.deps[c] == "prep" and p.children[c]
    } & _PARTICLES
    broad: Phase | None = None
    for entry in scene.book.phases.get((kind, first), ()):
        if not set(entry.words) <= near or (particles and particles[0] not in entry.words):
            continue
        if len(entry.words) == 1 and entry.words[0] in held:
            continue
        if entry.objects is None:
            broad = broad or entry.phase
        elif entry.objects & (_acted_on(scene, proposition, entry.words)):
            return entry.phase, broad
    before = _phase_before(scene, proposition) if kind == "nouns" else None
    return before, broad


def _phase_before(scene: Scene, proposition: Proposition) -> Phase | None:
    """The phase that a word before the noun gives it: "[tougher] sanctions", "[further] talks"."""
    p = scene.parse
    lemma = p.lemmas[proposition.head].lower()
    for child in p.children[proposition.head]:
        if p.deps[child] not in ("amod", "compound"):
            continue
        for word in (p.lemmas[child].lower(), p.texts[child].lower()):
            for entry in scene.book.phases.get(("before", word), ()):
                if entry.objects is None or lemma in entry.objects:
                    return entry.phase
    return None


_PARTICLES = frozenset({"on", "in", "up", "off", "out", "away", "back", "over", "down", "ahead"})


def _acted_on(scene: Scene, proposition: Proposition, words: tuple[str, ...]) -> frozenset[str]:
    """The lemmas of what a word acts on, each also after what it bears ("air link"); of a part also its whole.

    What stands behind a preposition counts where the word has no object of its own, or one that belongs to it ("put an
    end to").
    """
    p = scene.parse
    patients = {p.lemmas[r.head].lower() for r in proposition.roles if r.name == "patient"}
    alone = not patients or bool(patients & set(words)) or proposition.kind == "light"
    found = {p.lemmas[proposition.head].lower()} if proposition.kind == "light" else set()
    for role in proposition.roles:
        name = role.name
        if (name == "agent" and patients) or not (name in _DIRECT or (alone and name in _INDIRECT)):
            continue
        lemma = p.lemmas[role.head].lower()
        found.add(lemma)
        before = (c for c in p.children[role.head] if p.deps[c] in ("compound", "amod"))
        found |= {f"{p.lemmas[c].lower()} {lemma}" for c in before}
        if lemma in _WHOLES:
            found |= {p.lemmas[f.head].lower() for f in scene.inside_phrase(role.head, "of", "of")}
    return frozenset(found)


_DIRECT = frozenset({"patient", "agent", "of", "from", "out of", "into", "mod", "poss", "complement"})
_INDIRECT = frozenset({"in", "to", "on", "with", "at", "for", "addressee"})
