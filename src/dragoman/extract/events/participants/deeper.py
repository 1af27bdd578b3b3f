"""Parties that no role of the frame names: whoever is named anywhere under what the act governs.

"Stepped up attacks" on somebody, "rejected a plan drawn up by Oslo": the derivation of the actor says where it stood.
"""

from __future__ import annotations

from dragoman.extract.events.participants.beside import only_other
from dragoman.extract.events.participants.reach import below, is_manner, is_people, is_time, opens_aside, within
from dragoman.extract.events.participants.roles import victims
from dragoman.extract.events.scene import Filler, Scene
from dragoman.extract.events.wholes import outlet_from
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.event_words import event_words
from dragoman.lexicon.frames import Frame
from dragoman.model import Proposition

_ON_LAND = act_types("on-land")
_STRIKING = act_types("striking")
_CLAUSES = {
    "adverbial": act_types("aimed-beside"),
    "follow": act_types("aimed-beside"),
    "purpose": act_types("aimed-purpose"),
}
"""Clauses beside an act that say at whom it is aimed, by the types of act of which they do."""
_SPEAKING_OF = act_types("speaking-of")
_BESIDE = event_words("participants", "beside") | {"agent", "by", "oprd", "poss", "mod"}
"""Roles that name no party to whom it is done: the doer's, and those of time, reason and likeness."""
_PLACES = frozenset({"in", "at", "near", "outside", "inside"})
_WITH_WHOM = frozenset({"with", "to", "between", "among", "addressee", "of"})
_AROUND = event_words("participants", "around")
_GOVERNED = (
    *("patient", "addressee", "complement", "on", "upon", "against", "to", "with", "for", "of", "over", "into"),
    *("from", "at", "toward", "towards", "near", "about", "in", "purpose", "between"),
)
"""The usual roles of a party, the likeliest first."""


def find_deeper(
    scene: Scene, proposition: Proposition, frame: Frame, actors: list[Filler], taken: frozenset[int]
) -> list[Filler]:
    """The first party named anywhere under what the act governs, other than its own actors.

    Who belongs to another country than the actors goes before who does not: a demand, a blow or a favour mostly goes
    to somebody else. A name that is in no lexicon stands in where no party is named.
    """
    home = {m.country for f in actors for m in scene.references.get(f.head, ()) if m.country}
    spare: Filler | None = None
    unknown: Filler | None = None
    spared = victims(scene, proposition)
    upon_people = frame.type in _STRIKING and any(
        is_people(scene, f.head) for f in scene.fillers(proposition, "patient", strict=True)
    )
    meets = frame.type == "CONSULT" and frame.mode != "third-party"
    for role, filler in _governed(scene, proposition, frame):
        if meets and role not in _WITH_WHOM and role not in frame.recipient:
            continue  # what is talked of, where, and at whose wish, is nobody who meets
        if (role in _CLAUSES and frame.type not in _CLAUSES[role]) or (upon_people and role != "patient"):
            continue  # "killed three people in Oslo", "arrested a man after a tip from Oslo"
        if role == "on" and is_time(scene.parse, filler.head):
            continue  # "freed ten men on the eve of Oslo's vote"
        if role in _PLACES and role not in frame.recipient and not _may_be_where(scene, filler.head, frame):
            continue
        places = frame.type in _ON_LAND or (meets and is_people(scene, filler.head))
        everything = frame.type == "PROTEST"  # a protest is against whom its demands name, wherever they stand
        for token in (
            below(scene.parse, filler.head) if everything else within(scene, filler.head, places=places, met=meets)
        ):
            if token in taken or token in spared or scene.parse.tags[token].startswith("PRP"):
                continue
            if token == filler.head and role in _PLACES and role not in frame.recipient and frame.type not in _ON_LAND:
                continue  # where it was done is not to whom
            if len(home) > 1 and _only_speaks_of_it(scene, token):
                continue
            inside = Filler(token, scene.phrase(token), f"{role}, deeper in the phrase")
            known = [m for m in scene.references.get(token, ()) if m.actor or m.country]
            if any(m.country not in home for m in known):
                joined = [t for t in scene.joined(token) if t not in taken]
                return [inside, *(Filler(t, scene.phrase(t), inside.path) for t in joined)]
            spare = spare or (inside if known else None)
            if unknown is None and frame.type != "CONSULT" and not frame.symmetric and _is_new_name(scene, token):
                unknown = inside
    found = _who_serve(scene, proposition, frame, home) or spare or unknown
    return only_other(scene, proposition, frame, home) or ([found] if found is not None else [])


def _only_speaks_of_it(scene: Scene, token: int) -> bool:
    """ "Mali and Niger called off a drill that [Chad] had denounced": who speaks of what two have has no part in it."""
    p = scene.parse
    verb = p.heads[token]
    clause = scene.by_head.get(verb)
    match = scene.matches.get(clause.index) if clause is not None else None
    speaks = match is not None and match.frame.type in _SPEAKING_OF
    return speaks and p.deps[token] == "nsubj" and p.deps[verb] == "relcl"


def _who_serve(scene: Scene, proposition: Proposition, frame: Frame, home: set[str]) -> Filler | None:
    """ "Suspended the programme under which [Cuban doctors] work": who takes part in what is stopped or goes on."""
    p = scene.parse
    if frame.phase is None or frame.matter != "patient":
        return None
    for filler in scene.fillers(proposition, "patient"):
        if p.lemmas[filler.head].lower() not in scene.book.classes["work-stopped"]:
            continue
        clauses = (c for c in p.children[filler.head] if p.deps[c] == "relcl")
        for subject in (s for clause in clauses for s in p.children[clause] if p.deps[s] in ("nsubj", "nsubjpass")):
            if any(m.country and m.country not in home for m in scene.references.get(subject, ())):
                return Filler(subject, scene.phrase(subject), "patient, in the clause that describes it")
    return None


def _may_be_where(scene: Scene, head: int, frame: Frame) -> bool:
    """Whether a phrase of place says to whom: where something is done on land, or "in [support] of Oslo"."""
    preposition = scene.parse.heads[head]
    if is_manner(scene.parse, head):
        return False
    return frame.type in _ON_LAND or frame.type == "PROTEST" or not opens_aside(scene.parse, preposition)


def _governed(scene: Scene, proposition: Proposition, frame: Frame) -> list[tuple[str, Filler]]:
    """What fills the roles of the frame, then the usual ones, then any other that is neither doer, time nor reason."""
    said = (r.name for r in proposition.roles if r.name not in _BESIDE)
    roles = [r for r in (*frame.recipient, *_GOVERNED, *said) if "." not in r]
    return [(role, f) for role in dict.fromkeys(roles) for f in scene.fillers(proposition, role)]


def _is_new_name(scene: Scene, token: int) -> bool:
    p = scene.parse
    if p.tags[token] not in ("NNP", "NNPS") or p.deps[token] == "compound" or not p.texts[token].isalpha():
        return False
    if token >= outlet_from(p):
        return False
    if p.deps[token] == "pobj" and p.lemmas[p.heads[token]].lower() in _AROUND:
        return False
    if any(m.kind == "unknown" for m in scene.references.get(token, ())):
        return False  # "a Hebrew Bible"
    return not any(start <= p.starts[token] < end for start, end in scene.times)
