"""Who stands in one role of an act, or inside the object that fills it, and who stands for the doers themselves."""

from __future__ import annotations

from dragoman.extract.events.participants.reach import is_within
from dragoman.extract.events.scene import MOVABLE, Filler, Scene
from dragoman.extract.events.sides import key_of_side
from dragoman.lexicon.act_types import act_modes
from dragoman.lexicon.event_words import event_words
from dragoman.model import Mention, Proposition

_AGAINST = event_words("participants", "against")
_AT = event_words("participants", "at")
_OF_BLOWS = act_modes("about-blows")
_WITH_MANNER = event_words("participants", "with-manner")


def in_roles(
    scene: Scene, proposition: Proposition, roles: tuple[str, ...], taken: frozenset[int], *, suffering: bool = True
) -> list[Filler]:
    """All actors in the first role that has one; a phrase hung on the object counts only where no role has any.

    Unless `suffering` is asked for, a place that an act befell is passed over: "the [Kenya] bombing".
    """
    spared = victims(scene, proposition)
    for strict in (True, False):
        for role in roles:
            if role == "by" and proposition.kind == "verb":
                continue  # the doer of a passive is its agent; "by" elsewhere is the means: "take it by force"
            if not strict and role.partition(".")[0] not in MOVABLE:
                continue
            fillers = scene.fillers(proposition, role, strict=strict)
            found = [f for f in fillers if f.head in scene.references and f.head not in taken]
            if not suffering:
                found = [f for f in found if not scene.is_where(f.head)]
            else:
                found = [f for f in found if f.head not in spared]
            if found:
                return [named for f in found for named in (f, *_named_after(scene, f), *_listed_after(scene, f))]
    return []


def _listed_after(scene: Scene, filler: Filler) -> list[Filler]:
    """The rest of a list of states that the parser took for an apposition: "Peru, [Chile], [Bolivia] and [Brazil]".

    A state is never in apposition to another.
    """
    p = scene.parse
    found: list[Filler] = []
    queue = [c for c in p.children[filler.head] if p.deps[c] == "appos"]
    while queue and scene.names_state(filler.head):
        token = queue.pop(0)
        if scene.names_state(token) and not _same(scene, token, filler.head):
            found.append(Filler(token, scene.phrase(token), f"{filler.path}, listed"))
            queue += [c for c in p.children[token] if p.deps[c] in ("conj", "appos")]
    return found


def _same(scene: Scene, token: int, other: int) -> bool:
    """Whether both stand for one country: "Ankara, Turkey"."""
    return {m.country for m in scene.references[token]} == {m.country for m in scene.references[other]}


def _named_after(scene: Scene, filler: Filler) -> list[Filler]:
    """Those whom an apposition names: "the opposition leaders, [A] and [B]", "Ministers A of Mali and [B] of Chad"."""
    p = scene.parse
    if p.tags[filler.head] not in ("NNS", "NNPS"):
        return []
    first = [c for c in p.children[filler.head] if p.deps[c] == "appos" and p.tags[c].startswith("NNP")]
    named = dict.fromkeys(t for c in first for t in (c, *scene.joined(c)))
    found = [t for t in named if t in scene.references and not _is_the_same(scene, t, filler.head)]
    return [Filler(c, scene.phrase(c), f"{filler.path}, apposition") for c in found]


def _is_the_same(scene: Scene, token: int, head: int) -> bool:
    """Whether a noun stands for him whom the apposition names: the title before a name."""
    return {m.name for m in scene.references[token]} <= {m.name for m in scene.references.get(head, ())}


def inside_objects(
    scene: Scene, proposition: Proposition, roles: tuple[str, ...], taken: frozenset[int], *, past_places: bool = True
) -> list[Filler]:
    """Where the object is a thing, the one named inside its phrase: "criticised [Iran]'s test of a missile".

    Without `past_places` nobody is taken from a phrase of place: "between Roe and Poe in [Oslo]".
    """
    spared = victims(scene, proposition)
    for role in roles:
        if "." in role:
            continue
        for filler in scene.fillers(proposition, role):
            if role == "with" and scene.parse.lemmas[filler.head].lower() in _WITH_MANNER:
                continue
            inside = [t for t in filler.tokens if t in scene.references and t not in taken and t != filler.head]
            inside = [t for t in inside if t not in spared and is_within(scene, filler.head, t, places=True)]
            inside = [t for t in inside if past_places or not _is_place(scene, t)]
            if inside:
                joined = [t for t in scene.joined(inside[0]) if t not in taken]
                return [Filler(t, scene.phrase(t), f"{role}, inside the phrase") for t in (inside[0], *joined)]
    return []


def _is_place(scene: Scene, token: int) -> bool:
    p = scene.parse
    return p.deps[token] == "pobj" and p.lemmas[p.heads[token]].lower() in _AT


def victims(scene: Scene, proposition: Proposition) -> frozenset[int]:
    """The names in what somebody condemns or looks into that stand where or against whom an attack was."""
    match = scene.matches.get(proposition.index)
    if match is None or match.frame.type != "ACCUSE" or match.frame.mode not in _OF_BLOWS:
        return frozenset()  # "blamed the deaths on Oslo" accuses Oslo
    blows = [f.head for f in scene.fillers(proposition, "patient")]
    names = {t for t, tag in enumerate(scene.parse.tags) if tag.startswith("NNP")} if blows else set()
    return frozenset(t for t in names.union(scene.references) for noun in blows if _is_victim(scene, t, noun))


def _is_victim(scene: Scene, token: int, noun: int) -> bool:
    """Whether a name stands where or against whom an attack was: "condemned the raid on [Mali]"."""
    p = scene.parse
    if p.lemmas[noun].lower() not in scene.book.classes["blow"]:
        return False
    met = suffers(scene, noun)
    while token != noun and p.heads[token] != token:
        if p.deps[token] == "prep" and (p.lemmas[token].lower() in _AGAINST or (p.lemmas[token] == "of" and met)):
            return True
        token = p.heads[token]
    return False


def suffers(scene: Scene, noun: int) -> bool:
    """Whether "of" after an act noun names the one to whom it is done: "the bombing of the consulate killed two"."""
    act = scene.by_head.get(noun)
    match = scene.matches.get(act.index) if act is not None else None
    return match is not None and "of" in match.frame.recipient and "of" not in match.frame.actor


def own_tokens(scene: Scene, actors: list[Filler]) -> frozenset[int]:
    """The tokens that stand for the actors themselves, and the heads of what they call their own ("its troops")."""
    p = scene.parse
    ids = {(m.actor, m.person) for f in actors for m in scene.references.get(f.head, ()) if m.actor}
    own = {f.head for f in actors}
    wholes = {p.heads[t] for t in own if p.deps[t] in ("compound", "amod", "poss")}  # "[NATO] allies ... their mission"
    names = {m.name for t in wholes for m in scene.references.get(t, ()) if not m.actor}
    for token, mentions in scene.references.items():
        if any((m.actor, m.person) in ids or (not m.actor and m.name in names) for m in mentions):
            own.add(token)
    homes = {m.country for f in actors for m in scene.references.get(f.head, ())}
    called = {p.heads[t] for t in own if p.tags[t] == "PRP$"}
    # "Met his Peruvian counterpart": what is known to be of another country is not their own.
    return frozenset(own).union(t for t in called if all(m.country in homes for m in scene.references.get(t, ())))


def are_two_sides(scene: Scene, actors: list[Filler]) -> bool:
    """Whether the actors are of two states, or a state and who fights it: what they do together needs nobody else."""
    mentions = [m for f in actors for m in scene.references.get(f.head, ())]
    sides = {key_of_side(m.actor, m.country) or m.country or _body_of_states(m) for m in mentions}
    return len(sides - {None}) > 1


def _body_of_states(mention: Mention) -> str | None:
    """The organisation of states for which somebody stands, its secretary as its council."""
    head, _, rest = (mention.actor or "").partition(".")
    return rest.partition(".")[0] if head == "IGO" else None
