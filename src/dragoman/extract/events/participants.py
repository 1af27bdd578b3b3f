"""Who takes part in an act: the roles that its frame names, tried in order, and what they stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.extract.events.deeper import announcer, behind, find_deeper, own_tokens, speaker, victims
from dragoman.extract.events.reach import is_people, is_within
from dragoman.extract.events.scene import MOVABLE, Filler, Match, Scene
from dragoman.extract.events.untold import are_two_sides, host_left, is_known, is_state, whose_move, whose_occasion
from dragoman.lexicon.event_words import event_words
from dragoman.model import ActorRef, Document, Mention, Proposition

_OF_THE_LAW = frozenset({"arrest", "convict", "deport"})
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_UPON_PEOPLE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN"})
LONGEST = 10
"""Words of a phrase that is marked whole; of a longer one only the head with its name is."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors and recipients of one act, and how each was found."""

    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    heads: frozenset[int]


_ONE_OF_MANY = ".GOV.LOCAL"


def cast(scene: Scene, document: Document, proposition: Proposition, match: Match) -> Cast:
    """Fill the slots of a frame. A symmetric act with a party on each side lists all of them as actors."""
    frame = match.frame
    first = find_actors(scene, proposition, match)
    own = own_tokens(scene, first)
    visited = _visited(scene, proposition, match)
    if visited:
        first = [f for f in first if f.head not in {v.head for v in visited}]
    if frame.symmetric:
        first = _without_host(scene, proposition, first)
    second = visited or host_left(scene, proposition, match) or _own_people_asked(scene, proposition, match, own)
    second = second or _first(scene, proposition, frame.recipient, own)
    second = second or _whose_meeting(scene, proposition, match, own) or _where_befallen(scene, proposition)
    recalls = frame.mode == "withdraw" and frame.type == "SANCTION"
    if recalls:
        second = [f for f in second if not _is_owned(scene, f)]  # "recalled [its envoy]" is not aimed at the envoy
    mutual = bool(second)
    if frame.type in _UPON_PEOPLE:
        before = _people_before(scene, proposition, frame.recipient)
        second = [*before, *(f for f in second if f.head not in {b.head for b in before})]
    if not second:
        second = _inside_objects(scene, proposition, frame.recipient, own, past_places=frame.type != "CONSULT")
    if not second:
        second = whose_move(scene, proposition, own)
    if not second and frame.embeds:
        second = _from_inside(scene, proposition, match, own)
    among_themselves = frame.symmetric or frame.type in _MUTUAL
    if not any(is_known(scene, f) for f in second) and not (among_themselves and are_two_sides(scene, first)):
        further = find_deeper(scene, proposition, frame, first, own.union(f.head for f in second))
        if among_themselves and first and scene.fillers(proposition, "between"):
            further = []  # "the accord between Oslo and the rebels" has its parties, known or not
        if frame.type == "REQUEST" and any(_is_asked(scene, f) for f in second):
            further = []  # "called on [other countries] to help Chad": whoever is asked, Chad is not
        named = any(scene.is_named(f) or _is_partner(scene, f) for f in second)
        if frame.type == "AGREE" and not named and any(is_known(scene, f) for f in further):
            second = []  # "promised to free [soldiers] of Iraq": the promise is to Iraq
        second = [*second, *further]
    if not second and not recalls:
        # "Dismissed his ministers": one's own people are acted upon only where nobody else is.
        second = _first(scene, proposition, frame.recipient, frozenset(f.head for f in first))
    if any(is_known(scene, f) for f in second):
        second = [f for f in second if is_known(scene, f) or not _is_owned(scene, f)]
    mutual = mutual or any(_is_partner(scene, f) for f in second)
    actors = _refs(scene, document, first)
    recipients = _without(_refs(scene, document, second), actors)
    heads = frozenset(f.head for f in (*first, *second))
    if frame.symmetric and (mutual or not actors):
        # "Talks between X and Y", "X's talks with Y": both sides act.
        return Cast((*actors, *recipients), (), heads)
    if frame.symmetric and len(actors) > 1 and not recipients:
        return Cast(actors, (), heads)
    return Cast(actors, recipients, heads)


def _own_people_asked(scene: Scene, proposition: Proposition, match: Match, own: frozenset[int]) -> list[Filler]:
    """Those of one's own who are asked to do something: "urged [its citizens] to leave Mali" asks nothing of Mali."""
    if match.frame.type != "REQUEST":
        return []
    asked = scene.fillers(proposition, "patient", strict=True)
    return [f for f in asked if f.head in own and is_people(scene, f.head)]


_ADDRESSED = frozenset({"patient", "addressee", "complement.agent"})


def _is_asked(scene: Scene, filler: Filler) -> bool:
    """Whether a phrase is of those who are asked: who "on" names, or people who are the object of the verb."""
    return filler.path == "on" or (filler.path in _ADDRESSED and is_people(scene, filler.head))


_HOSTING = event_words("participants", "hosting")


def _without_host(scene: Scene, proposition: Proposition, actors: list[Filler]) -> list[Filler]:
    """Who takes part where somebody "hosted [talks] between Oslo and Riga": the two, not the host."""
    if scene.parse.lemmas[proposition.tokens[0]].lower() not in _HOSTING:
        return actors
    between = [f for f in scene.fillers(proposition, "between") if f.head in scene.references]
    return between if are_two_sides(scene, between) else actors


def _visited(scene: Scene, proposition: Proposition, match: Match) -> list[Filler]:
    """The state whose name stands before a journey: "cuts short his [Peru] trip"; "the Peruvian trip" is by Peru."""
    if match.frame.mode != "visit" or proposition.kind not in ("noun", "light") or proposition.role("to") is not None:
        return []
    p = scene.parse
    found = scene.fillers(proposition, "mod", strict=True)
    return [f for f in found if p.tags[f.head] == "NNP" and p.deps[f.head] == "compound" and is_state(scene, f.head)]


def _whose_meeting(scene: Scene, proposition: Proposition, match: Match, taken: frozenset[int]) -> list[Filler]:
    """The organisation whose meeting somebody attends: "attended a [NATO] summit"; "the Oslo talks" are not Oslo's."""
    if match.frame.type != "CONSULT" or match.frame.mode or proposition.kind != "light":
        return []
    found = [f for f in scene.fillers(proposition, "mod", strict=True) if f.head not in taken]
    return [f for f in found if any((m.actor or "").startswith("IGO.") for m in scene.references.get(f.head, ()))]


def _where_befallen(scene: Scene, proposition: Proposition) -> list[Filler]:
    """The place whose bare name stands before what befell it: "the [Kenya] bombing"."""
    found = scene.fillers(proposition, "mod", strict=True) if proposition.kind == "noun" else []
    return [f for f in found if scene.is_where(f.head)]


def _is_owned(scene: Scene, filler: Filler) -> bool:
    """Whether it is somebody's own: "recalled [its envoy] from Quito" concerns Ecuador, not the envoy."""
    p = scene.parse
    return any(p.tags[c] == "PRP$" for c in p.children[filler.head])


def _is_partner(scene: Scene, filler: Filler) -> bool:
    """Whether "with" or "between" stands before the phrase, wherever in the sentence that is."""
    p = scene.parse
    return p.deps[filler.head] == "pobj" and p.lemmas[p.heads[filler.head]].lower() in ("with", "between")


def find_actors(scene: Scene, proposition: Proposition, match: Match) -> list[Filler]:
    """Who does it: the roles of the frame, else those who stand behind the subject, announce it, or carry it on."""
    roles = match.frame.actor
    first = _first(scene, proposition, roles, frozenset(), suffering=False)
    if first and not any(is_known(scene, f) for f in first):
        # "Drones launched by Moscow", "warships of the navy": whose they are says more than what they are.
        first = behind(scene, proposition) or announcer(scene, proposition) or first
    first = first or speaker(scene, proposition) or behind(scene, proposition) or announcer(scene, proposition)
    if not first and proposition.kind == "noun":
        # "The expulsion of the envoy by Chad", where the parser hangs the last phrase on the one before it.
        first = [f for f in scene.fillers(proposition, "of.by") if f.head in scene.references]
    if proposition.kind in ("noun", "light") and not any(is_known(scene, f) for f in first):
        first = _owners_above(scene, proposition) or first
    if not first and proposition.kind in ("noun", "light"):
        first = _inside_objects(scene, proposition, roles, frozenset(), past_places=match.frame.type != "CONSULT")
    if proposition.kind == "noun" and not first:
        first = whose_occasion(scene, proposition, match)
    return first or _where_the_law_acts(scene, proposition, match)


def _owners_above(scene: Scene, proposition: Proposition) -> list[Filler]:
    """Whose act "their talks" is where nothing resolves the pronoun: the subject of the verb that governs it."""
    p = scene.parse
    owners = [f.head for f in scene.fillers(proposition, "poss")]
    if proposition.parent is None or not any(p.tags[o] == "PRP$" and o not in scene.references for o in owners):
        return []
    found = [f for f in scene.fillers(scene.propositions[proposition.parent], "agent") if f.head in scene.references]
    return [Filler(f.head, f.tokens, "a possessive pronoun for the subject of the clause") for f in found]


def returns_home(match: Match, people: Cast) -> bool:
    """Whether somebody only comes back to the own country: "flew home to Lusaka" is no visit to Zambia."""
    if match.frame.type != "CONSULT" or match.frame.mode != "visit" or not (people.actors and people.recipients):
        return False
    homes = {a.country for a in people.actors}
    return len(homes) == 1 and None not in homes and homes == {a.country for a in people.recipients}


def _where_the_law_acts(scene: Scene, proposition: Proposition, match: Match) -> list[Filler]:
    """The state in which somebody "was arrested": only its authorities do so, and no one else is named."""
    if proposition.voice != "passive" or match.frame.mode not in _OF_THE_LAW:
        return []
    found = [f for f in scene.fillers(proposition, "in") if any(m.country for m in scene.references.get(f.head, ()))]
    return [Filler(f.head, f.tokens, "where the law acted, and nobody else is named") for f in found[:1]]


def _first(
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
    while queue and is_state(scene, filler.head):
        token = queue.pop(0)
        if is_state(scene, token) and not _same(scene, token, filler.head):
            found.append(Filler(token, scene.phrase(token), f"{filler.path}, listed"))
            queue += [c for c in p.children[token] if p.deps[c] in ("conj", "appos")]
    return found


def _same(scene: Scene, token: int, other: int) -> bool:
    """Whether both stand for one country: "Ankara, Turkey"."""
    return {m.country for m in scene.references[token]} == {m.country for m in scene.references[other]}


def _named_after(scene: Scene, filler: Filler) -> list[Filler]:
    """Those whom an apposition names: "the opposition leaders, A and B"."""
    p = scene.parse
    if p.tags[filler.head] != "NNS":
        return []
    found = [c for c in p.children[filler.head] if p.deps[c] == "appos" and c in scene.references]
    return [Filler(c, scene.phrase(c), f"{filler.path}, apposition") for c in found]


def _from_inside(scene: Scene, proposition: Proposition, match: Match, taken: frozenset[int]) -> list[Filler]:
    """Whom an agreement, refusal or threat concerns: the recipient of what stands inside it, else its actor."""
    for child in scene.propositions:
        if child.parent != proposition.index or child.parent_role not in match.frame.embeds_in:
            continue
        inner = scene.matches.get(child.index)
        if inner is None:
            continue
        roles = inner.frame.recipient if inner.frame.type else ("patient", "to", "with", "on", "from")
        found = _first(scene, child, roles, taken) or _inside_objects(scene, child, roles, taken)
        found = found or _first(scene, child, inner.frame.actor or ("agent",), taken)
        found = found or (_from_inside(scene, child, inner, taken) if inner.frame.embeds else [])
        if found:
            return [Filler(f.head, f.tokens, f"inside {child.predicate!r}: {f.path}") for f in found]
    return []


def _without(recipients: tuple[ActorRef, ...], actors: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Nobody is the recipient of an act of their own."""
    own = {_identity(a) for a in actors}
    named = {a.name for a in actors if not a.id}
    return tuple(
        r for r in recipients if (_identity(r) not in own if r.id else r.antecedent is None or r.name not in named)
    )


def _identity(ref: ActorRef) -> tuple[object, ...]:
    """Whom a reference means: by its id, save for local governments, of which a state has many under one."""
    if ref.id is None:
        return ref.name, ref.span, ref.country
    return (ref.id, ref.name) if ref.id.endswith(_ONE_OF_MANY) else (ref.id, ref.person)


def _inside_objects(
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
            inside = [t for t in filler.tokens if t in scene.references and t not in taken and t != filler.head]
            inside = [t for t in inside if t not in spared and is_within(scene, filler.head, t, places=True)]
            inside = [t for t in inside if past_places or not _is_place(scene, t)]
            if inside:
                joined = [t for t in scene.joined(inside[0]) if t not in taken]
                return [Filler(t, scene.phrase(t), f"{role}, inside the phrase") for t in (inside[0], *joined)]
    return []


def _is_place(scene: Scene, token: int) -> bool:
    p = scene.parse
    return p.deps[token] == "pobj" and p.lemmas[p.heads[token]].lower() in ("in", "at", "near", "outside")


def _people_before(scene: Scene, proposition: Proposition, roles: tuple[str, ...]) -> list[Filler]:
    """Whose a place or thing is, where a noun of fighters or crowds before it says so: "shelled [rebel] positions"."""
    p = scene.parse
    fighters = scene.book.classes["armed"]
    for role in roles:
        if "." in role:
            continue
        for head in (t for f in scene.fillers(proposition, role) for t in f.tokens):
            for child in p.children[head]:
                if p.deps[child] == "compound" and p.tags[child] == "NN" and p.lemmas[child].lower() in fighters:
                    before = tuple(t for t in (child - 1, child) if t == child or p.tags[t] in ("JJ", "NNP"))
                    return [Filler(child, before, f"{role}, the people before the noun")]
    return []


def _wider(scene: Scene, document: Document, mention: Mention, filler: Filler) -> tuple[int, int]:
    """Where the actor stands: its whole phrase, or for a pronoun the name that it takes up in the same sentence."""
    p = scene.parse
    if p.tags[filler.head].startswith(("PRP", "WP", "DT")) and mention.antecedent is not None:
        start, end = mention.antecedent
        return (start, end) if p.starts[0] <= start < p.starts[filler.head] else (mention.start, mention.end)
    start, end = mention.phrase or (mention.start, mention.end)
    if mention.actor is None:
        tokens = [t for t in scene.phrase(filler.head) if p.tags[t] not in ("DT", "PRP$")] or [filler.head]
        first, last = tokens[0], tokens[-1]
        if last - first < LONGEST and first <= filler.head <= last:
            start, end = min(start, p.starts[first]), max(end, p.ends[last])
    return start, max(end, _end_of_place(scene, mention, filler.head))


def _end_of_place(scene: Scene, mention: Mention, head: int) -> int:
    """Where a place right after those whom it tells apart ends: "farmers [in Kenya]", wherever the parser hangs it."""
    p = scene.parse
    place = head + 2
    if mention.kind not in ("group", "unknown") or place >= len(p) or p.lemmas[head + 1].lower() not in ("in", "from"):
        return 0
    return p.ends[place] if any(m.country for m in scene.references.get(place, ())) else 0


def _refs(scene: Scene, document: Document, fillers: list[Filler]) -> tuple[ActorRef, ...]:
    found: list[ActorRef] = []
    seen: set[tuple[object, ...]] = set()
    for filler in fillers:
        if filler.head not in scene.references:
            found.append(_unknown(scene, document, filler))
        for mention in scene.references.get(filler.head, ()):
            ref = _belonging(scene, _ref(scene, document, mention, filler), filler)
            if _identity(ref) not in seen:
                seen.add(_identity(ref))
                found.append(ref)
    return tuple(found)


def _unknown(scene: Scene, document: Document, filler: Filler) -> ActorRef:
    """A name that the lexicon does not know, as it stands."""
    p = scene.parse
    span = document.span(p.starts[filler.tokens[0]], p.ends[filler.tokens[-1]])
    name = document.clean.text[p.starts[filler.tokens[0]] : p.ends[filler.tokens[-1]]]
    return ActorRef(None, None, name, span, why=filler.path)


def _belonging(scene: Scene, ref: ActorRef, filler: Filler) -> ActorRef:
    """The country of the whole of which the phrase says somebody is part: "members of the Peruvian navy"."""
    if ref.id is not None or ref.country is not None:
        return ref
    if scene.parse.lemmas[filler.head].lower() not in scene.book.classes["part"]:
        return ref
    for role in ("of", "from", "poss", "mod"):
        for whole in scene.inside_phrase(filler.head, role, role):
            countries = {m.country for m in scene.references.get(whole.head, ())} - {None}
            if len(countries) == 1:
                return replace(ref, country=countries.pop(), why=f"{ref.why}; part of what {role!r} names")
    return ref


def _ref(scene: Scene, document: Document, mention: Mention, filler: Filler) -> ActorRef:
    start, end = _wider(scene, document, mention, filler)
    return ActorRef(
        id=mention.actor,
        country=mention.country,
        name=mention.name,
        span=document.span(start, end),
        person=mention.person,
        candidates=mention.candidates,
        antecedent=document.span(*mention.antecedent) if mention.antecedent else None,
        description=mention.description,
        why=f"{filler.path}: {mention.why}" if mention.why else filler.path,
    )
