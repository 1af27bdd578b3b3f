"""Which signature a word of a sentence has for what it governs: looked up by its form, its company and the role."""

from __future__ import annotations

from dragoman.extract.events.composing import is_definite
from dragoman.extract.events.paths import BE_LIKE, Step, near_words, opening_words, said_of_subject
from dragoman.extract.events.scene import Scene
from dragoman.lexicon.signatures import Entry, Signature
from dragoman.model import Proposition, Status

_CHOOSING = frozenset({"promised", "decided", "not done", "refused", "asked for", "told to", "threatened"})
_CARRYING = frozenset({"asked for", "promised", "threatened", "decided"})
_SUBJECTS = frozenset({"agent", "patient", "complement"})


def signature_above(scene: Scene, step: Step) -> Signature | None:
    """The signature of the governor of a step, of what it says of its subject, or of its adjective."""
    p, token = scene.parse, step.governor
    lemma = p.lemmas[token].lower()
    if "attr" in step.roles and lemma == "be":
        return _of_subject(scene, step)
    if p.tags[token].startswith("VB") or p.tags[token] == "MD":
        if lemma in BE_LIKE and (found := _of_predicate(scene, step)) is not None:
            return found
        return _fitting(scene, step, "verbs", token) or _fitting(scene, step, "adjectives", token)
    if p.tags[token].startswith("NN"):
        return _fitting(scene, step, "nouns", token)
    return _fitting(scene, step, "adjectives", token)


def _of_subject(scene: Scene, step: Step) -> Signature | None:
    """ "One option is a [blockade]": what the subject is said to be hangs on the subject."""
    p = scene.parse
    subject = next((c for c in p.children[step.governor] if p.deps[c] == "nsubj"), None)
    if subject is None:
        return None
    return _fitting(scene, Step(subject, frozenset({"of", "infinitive"}), step.below), "nouns", subject)


def signature_of_purpose(scene: Scene, step: Step) -> Signature | None:
    """The signature of a verb that chooses its infinitive, where the parser took that for a purpose."""
    infinitive = frozenset({"infinitive", "purpose"})
    found = signature_above(scene, Step(step.governor, infinitive, step.below))
    if found is not None and (found.name in _CHOOSING or "purpose" in found.roles):
        return found
    # "Made a last appeal to voters to back it": the content of the noun, hung on the verb.
    nouns = [c for c in scene.parse.children[step.governor] if scene.parse.deps[c] == "dobj" and c < step.below]
    carried = _fitting(scene, Step(nouns[-1], infinitive, step.below), "nouns", nouns[-1]) if nouns else None
    return carried if carried is not None and carried.name in _CARRYING else None


def signature_before(scene: Scene, token: int) -> Signature | None:
    """The signature of the phrase that opens what a word heads: "instead of", "rather than", "in favour of"."""
    for row in opening_words(scene.parse, token):
        for start in range(len(row)):
            for words, signature in scene.book.signatures.of("phrases", row[start]):
                if row[start + 1 :] == words:
                    return signature
    return None


def predicate_status(scene: Scene, proposition: Proposition) -> Status | None:
    """What a word says that is itself the predicate: "is unchanged" goes on, "remains unsigned" was not done."""
    copula = proposition.tokens[0]
    if copula == proposition.head or scene.parse.lemmas[copula].lower() not in BE_LIKE:
        return None
    found = _of_predicate(scene, Step(copula, frozenset({"agent"}), copula))
    if found is None or found.yes not in (Status.ONGOING, Status.NOT_OCCURRED):
        return None
    undone = scene.parse.texts[proposition.head].lower().startswith("un")
    return Status(found.yes) if found.yes == Status.ONGOING or undone else None


def _of_predicate(scene: Scene, step: Step) -> Signature | None:
    """What a copula says of its subject: a phrase of the table first, then the predicate adjective or noun itself."""
    p = scene.parse
    if not step.roles & _SUBJECTS:
        return None
    said = said_of_subject(p, step.governor)
    if any(p.deps[c] == "dobj" for c in p.children[step.governor]):
        return None  # "an attack left nine dead": the nine are, not the attack
    for start, word in enumerate(said[:2]):
        for words, signature in scene.book.signatures.of("predicates", word):
            if said[start + 1 : start + 1 + len(words)] == words:
                return signature
    for child in p.children[step.governor]:
        if child <= step.governor or p.deps[child] not in ("acomp", "attr", "oprd", "advmod"):
            continue
        kind = "nouns" if p.tags[child].startswith("NN") else "adjectives"
        found = _fitting(scene, Step(child, step.roles, step.below), kind, child)
        if found is not None:
            return found
    return None


def _fitting(scene: Scene, step: Step, kind: str, token: int) -> Signature | None:
    p = scene.parse
    lemmas = dict.fromkeys((p.lemmas[token].lower(), p.texts[token].lower()))
    near = near_words(p, token)
    particles = {p.lemmas[c].lower() for c in p.children[token] if p.deps[c] == "prt"}
    below = p.lemmas[step.below].lower()
    definite = is_definite(scene, step.below)
    # Who does what a verb says is not what it speaks of ("the meeting set a tone"), but the subject of "ended" is.
    roles = step.roles - {"agent"} if scene.parse.tags[token].startswith("VB") else step.roles
    if "including" in roles and kind == "nouns":
        roles = roles | {"of", "for"}  # "demands including the closure of a base"
    for lemma in lemmas:
        for entry in scene.book.signatures.of(kind, lemma):
            if entry[1].definite and not definite:
                continue
            if _fits(entry, roles, near, particles, below):
                return entry[1]
    return None


def _fits(entry: Entry, roles: frozenset[str], near: frozenset[str], particles: set[str], below: str) -> bool:
    """A particle makes another verb of a verb: "hold off" is no kind of "hold"."""
    words, signature = entry
    if particles - set(words) or not set(words) <= near:
        return False
    return bool(signature.roles & roles) and (signature.objects is None or below in signature.objects)
