"""Who does an act: the roles of its frame, else those who stand behind the subject, announce it, or carry it on."""

from __future__ import annotations

from dragoman.extract.events.participants.clause_above import whose_occasion, whose_plan
from dragoman.extract.events.participants.roles import in_roles, inside_objects, suffers
from dragoman.extract.events.scene import Filler, Match, Scene
from dragoman.lexicon.act_types import act_modes, act_types
from dragoman.lexicon.event_words import event_words
from dragoman.model import Phase, Proposition

_OF_THE_LAW = act_modes("of-the-law")
_BLOWS = act_types("blow")
_ABOUT_ACTS = act_types("about-acts")
_HOSTING = event_words("participants", "hosting")
_ONLY_IN_TIME = event_words("participants", "only-in-time")
_OWNING_UP = event_words("participants", "owning-up")
_BLAMING = event_words("participants", "blaming")
_PRONOUNS = event_words("participants", "pronouns")
_ENVOYS = (".AMB", ".ENVOY")
_TAKING_PART = ("between", "of", "of.from", "from")
_DESCRIBING = frozenset({"acl", "relcl", "amod", "nmod", "compound", "appos"})
_CARRYING = frozenset({"patient", "in", "to", "on"})


def find_doers(scene: Scene, proposition: Proposition, match: Match) -> list[Filler]:
    """Who does it, by the first way that finds somebody."""
    roles = match.frame.actor
    told_by_noun = proposition.kind in ("noun", "light")
    found = in_roles(scene, proposition, roles, frozenset(), suffering=False)
    if found and not any(map(scene.is_known, found)):
        # "Drones launched by Moscow", "warships of the navy": whose they are says more than what they are.
        found = _behind(scene, proposition) or _announcer(scene, proposition) or found
    found = found or _speaker(scene, proposition) or _behind(scene, proposition) or _announcer(scene, proposition)
    if not found and proposition.kind == "noun":
        # "The expulsion of the envoy by Chad", where the parser hangs the last phrase on the one before it.
        behind = (f for role in ("of.by", "for.by") for f in scene.fillers(proposition, role))
        found = [f for f in behind if f.head in scene.references]
    if told_by_noun and not any(map(scene.is_known, found)):
        found = _owners_above(scene, proposition) or found
    if not found and match.frame.type in _BLOWS:
        found = _who_owns_up(scene, proposition) or who_is_blamed(scene, proposition)
        found = found or _whose_blow_it_was(scene, proposition) or _who_struck_it(scene, proposition)
    if not found and match.frame.type == "SANCTION":
        found = who_is_blamed(scene, proposition)  # "blamed his expulsion on Oslo"
    found = found or _who_imposed(scene, proposition, match)
    if told_by_noun and not found:
        found = inside_objects(scene, proposition, roles, frozenset(), past_places=match.frame.type != "CONSULT")
    if proposition.kind == "noun" and not found:
        found = whose_occasion(scene, proposition, match) or whose_plan(scene, proposition, match)
    return found or _where_the_law_acts(scene, proposition, match) or _host_of_envoy(scene, proposition, match)


def between_others(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Who takes part where somebody "hosted [talks] between Oslo and the rebels": those two, and not the host.

    Nor is the host of "a meeting of envoys from Oslo and Riga" one of them.
    """
    if not any(scene.parse.lemmas[t].lower() in _HOSTING for t in proposition.tokens):
        return []
    named = ([f for f in scene.fillers(proposition, r) if f.head in scene.references] for r in _TAKING_PART)
    return next((found for found in named if len(found) > 1), [])


def _speaker(scene: Scene, proposition: Proposition) -> list[Filler]:
    """A pronoun that nothing else resolves, as subject of what somebody says, is the one who says it."""
    pronoun = any(
        scene.parse.lemmas[f.head].lower() in _PRONOUNS and f.head not in scene.references
        for f in scene.fillers(proposition, "agent")
    )
    current, seen = proposition, {proposition.index}
    while pronoun and current.parent is not None and current.parent_role == "complement":
        if current.parent in seen:
            break
        current = scene.propositions[current.parent]
        seen.add(current.index)
        found = [f for f in scene.fillers(current, "agent") if f.head in scene.references]
        if found:
            return [Filler(f.head, f.tokens, f"pronoun for the subject of {current.predicate!r}") for f in found]
    return []


def _behind(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Where the subject is a thing, the one whose it is: "[Israel]'s jets hit", "jets flown by [Israel] hit"."""
    match = scene.matches.get(proposition.index)
    blow = match is not None and match.frame.type in _BLOWS
    for filler in scene.fillers(proposition, "agent"):
        if scene.parse.lemmas[filler.head].lower() in scene.book.classes["against"]:
            continue  # the critics of a body are not the body
        gear = scene.parse.lemmas[filler.head].lower() in scene.book.classes["gear"]
        for step in ("poss", "mod", "agent", "by", "of", *(("from",) if gear else ())):
            if step == "of" and suffers(scene, filler.head):
                continue
            found = [f for f in scene.fillers(proposition, f"agent.{step}") if f.head in scene.references]
            if step == "mod":
                found = [f for f in found if not scene.is_where(f.head)]  # "a Kenya blast killed three"
                if scene.parse.tags[filler.head] == "NN":
                    found = [f for f in found if not _is_region(scene, f.head)]  # "a Western envoy" is not the West
            if found:
                return found
        for other in scene.propositions:
            if filler.head in scene.references and scene.parse.deps[other.tokens[0]] not in _DESCRIBING:
                continue  # "urged both sides to leave": who urges is not behind them, as who put out a report is
            if other.index != proposition.index and any(
                r.name == "patient" and r.head == filler.head and r.via != "raised object" for r in other.roles
            ):
                if blow and (_only_speaks(scene, other) or _tells(scene, other)):
                    continue  # "deplored the blasts that killed them"
                if other.predicate in _ONLY_IN_TIME or other.predicate in _HOSTING:
                    continue  # "rules for travellers [following] the blasts that killed them"
                if any(r.via == "hyphen" for r in other.roles):
                    continue  # "Rebels backed by Oslo" are sent, "Oslo-backed rebels" act on their own
                found = [f for f in scene.fillers(other, "agent") if f.head in scene.references]
                if found:
                    return found
    return []


def _only_speaks(scene: Scene, above: Proposition) -> bool:
    """Whether a verb tells what somebody says or thinks of its object, or undoes it, not that they did it."""
    match = scene.matches.get(above.index)
    return match is not None and match.frame.type in _ABOUT_ACTS


def _tells(scene: Scene, above: Proposition) -> bool:
    """Whether a verb is one of saying, as in "the ministry [confirmed] a strike that killed three"."""
    match = scene.matches.get(above.index)
    return match is not None and match.frame.type is None and match.frame.speech


def _is_region(scene: Scene, token: int) -> bool:
    return all((m.actor or "").startswith("GRP.") for m in scene.references[token])


def _who_owns_up(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Who "claimed responsibility for the [bombing] of a market", or for a raid that [killed] nine, did it."""
    p, token = scene.parse, proposition.head
    if p.deps[token] == "relcl":
        token = p.heads[token]
    while p.deps[token] == "conj" and p.tags[p.heads[token]].startswith("NN"):
        token = p.heads[token]
    noun = p.heads[p.heads[token]] if p.deps[token] == "pobj" and p.lemmas[p.heads[token]] == "for" else token
    if p.lemmas[noun].lower() != "responsibility" or p.deps[noun] != "dobj":
        return []
    clause = scene.by_head.get(p.heads[noun])
    if clause is None or clause.predicate not in _OWNING_UP or clause.negated:
        return []
    found = [f for f in scene.fillers(clause, "agent") if f.head in scene.references]
    return [Filler(f.head, f.tokens, "who claims responsibility") for f in found]


def _whose_blow_it_was(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Who "killed nine in a [raid]" led the raid."""
    p, noun = scene.parse, proposition.head
    joint = p.heads[noun]
    if proposition.kind != "noun" or p.deps[noun] != "pobj" or p.lemmas[joint].lower() not in ("in", "during"):
        return []
    clause = scene.by_head.get(p.heads[joint])
    match = scene.matches.get(clause.index) if clause is not None else None
    if clause is None or match is None or match.frame.type not in _BLOWS or clause.negated or match.frame.symmetric:
        return []
    found = [f for f in scene.fillers(clause, "agent") if f.head in scene.references]
    return [Filler(f.head, f.tokens, f"subject of {clause.predicate!r}, of which it is the occasion") for f in found]


def _who_struck_it(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Who dealt the blow "in [which]" somebody was killed: "in a Danish [raid]", "in [shelling] by the army"."""
    if proposition.kind != "verb":
        return []
    found: list[Filler] = []
    for role in ("in", "during"):
        found += scene.fillers(proposition, f"{role}.by")
        for filler in scene.fillers(proposition, role):
            blow = scene.by_head.get(filler.head)
            match = scene.matches.get(blow.index) if blow is not None else None
            if blow is not None and match is not None and match.frame.type in _BLOWS and not match.frame.symmetric:
                found += in_roles(scene, blow, match.frame.actor, frozenset(), suffering=False)
    return [Filler(f.head, f.tokens, "whose blow it was") for f in found if scene.is_known(f)]


def who_is_blamed(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Who is "blamed for a [raid]" or "accused of the [murder]", and on whom "a [bombing] is blamed", did it."""
    p, noun = scene.parse, proposition.head
    joint = p.heads[noun]
    if proposition.kind != "noun":
        return []
    if p.deps[noun] == "pobj" and p.lemmas[joint].lower() in ("for", "of"):
        clause, role = scene.by_head.get(p.heads[joint]), "patient"
    elif p.deps[noun] in ("dobj", "nsubjpass"):
        clause, role = scene.by_head.get(joint), "on"
    else:
        told = (scene.by_head.get(c) for c in p.children[noun] if p.deps[c] == "acl" and p.tags[c] == "VBN")
        clause, role = next((c for c in told if c is not None and c.predicate in _BLAMING), None), "on"
    if clause is None or clause.predicate not in _BLAMING or clause.negated:
        return []
    found = [*scene.fillers(clause, role), *(scene.fillers(proposition, role) if role == "on" else ())]
    return [Filler(f.head, f.tokens, "who is blamed for it") for f in found if f.head in scene.references][:1]


def _who_imposed(scene: Scene, proposition: Proposition, match: Match) -> list[Filler]:
    """Who lifts or eases what is told of as theirs: "the removal of a ban imposed by [Oslo]" is by Oslo."""
    if match.frame.phase not in (Phase.LIFT, Phase.EASE):
        return []
    undone = {f.head for role in ("patient", "of") for f in scene.fillers(proposition, role)}
    for other in scene.propositions:
        on_it = any(r.name == "patient" and r.via == "participle" and r.head in undone for r in other.roles)
        if other.index != proposition.index and (on_it or undone & set(other.tokens)):
            found = [f for f in scene.fillers(other, "agent") if f.head in scene.references]
            if found:
                return [Filler(f.head, f.tokens, f"agent of {other.predicate!r}, of what is undone") for f in found]
    return []


def _announcer(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Who announces an act of words or of state without saying whose it is, announces their own."""
    if proposition.kind != "noun" or proposition.parent is None or proposition.parent_role not in _CARRYING:
        return []
    parent = scene.propositions[proposition.parent]
    if parent.predicate.split()[0] not in scene.book.classes["own-act"]:
        return []
    found = [f for f in scene.fillers(parent, "agent") if f.head in scene.references]
    return [Filler(f.head, f.tokens, f"subject of {parent.predicate!r}") for f in found]


def _owners_above(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Whose act "their talks" is where nothing resolves the pronoun: the subject of the verb that governs it."""
    p = scene.parse
    owners = [f.head for f in scene.fillers(proposition, "poss")]
    if proposition.parent is None or not any(p.tags[o] == "PRP$" and o not in scene.references for o in owners):
        return []
    found = [f for f in scene.fillers(scene.propositions[proposition.parent], "agent") if f.head in scene.references]
    return [Filler(f.head, f.tokens, "a possessive pronoun for the subject of the clause") for f in found]


def _host_of_envoy(scene: Scene, proposition: Proposition, match: Match) -> list[Filler]:
    """The state that summons or expels an envoy: "Oslo's envoy to [Peru] was expelled" by Peru, and by no one else."""
    if proposition.voice != "passive" or not (match.frame.mode == "expel" or match.frame.id.endswith(".summon")):
        return []
    envoys = [
        f.head
        for f in scene.fillers(proposition, "patient", strict=True)
        if any((m.actor or "").endswith(_ENVOYS) for m in scene.references.get(f.head, ()))
    ]
    hosts = [f for head in envoys for f in scene.inside_phrase(head, "to", "to") if scene.names_state(f.head)]
    return [Filler(f.head, f.tokens, "to whom the envoy is sent") for f in hosts[:1]]


def _where_the_law_acts(scene: Scene, proposition: Proposition, match: Match) -> list[Filler]:
    """The state in which somebody "was arrested": only its authorities do so, and no one else is named."""
    if proposition.voice != "passive" or match.frame.mode not in _OF_THE_LAW:
        return []
    found = [f for f in scene.fillers(proposition, "in") if any(m.country for m in scene.references.get(f.head, ()))]
    return [Filler(f.head, f.tokens, "where the law acted, and nobody else is named") for f in found[:1]]
