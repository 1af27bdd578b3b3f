"""To whom an act is done: the steps of `find_recipients`, in their order."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.extract.events.participants.clause_above import host_left, whose_move
from dragoman.extract.events.participants.deeper import find_deeper
from dragoman.extract.events.participants.reach import is_people
from dragoman.extract.events.participants.roles import are_two_sides, in_roles, inside_objects
from dragoman.extract.events.participants.settled import whom_it_was_against
from dragoman.extract.events.scene import Filler, Match, Scene
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.frames import Frame
from dragoman.model import Proposition

_TOGETHER = act_types("together")
_TO_SOMEBODY = act_types("to-somebody")
_UPON_PEOPLE = act_types("upon-people")
_ASKED_OF = frozenset({"complement.agent", "complement.patient"})
_ASKED_FOR = ("for.on", "for.against", "for, deeper")
"""Paths to those whom what is asked for would befall: "called for a ban on [Muslims]" asks nothing of them."""
_BETWEEN = ("between", "agent.between", "patient.between")
_ADDRESSED = frozenset({"patient", "addressee", "complement.agent"})

_ABOUT = ("against", "over", "about")
_EACH_OTHER = ("each other", "one another")
_EACH = ("each", "either", "neither")
_BORDERS = frozenset({"border", "boundary", "frontier"})

Step = Callable[[Scene, Proposition, Match, frozenset[int]], list[Filler]]
"""One way to find them; the tokens are those that stand for the doers themselves."""


def find_recipients(
    scene: Scene, proposition: Proposition, match: Match, doers: list[Filler], own: frozenset[int]
) -> tuple[list[Filler], bool]:
    """To whom it is done, and whether they take part as the doers do, which makes actors of them in a symmetric act.

    Only those whom the act's own words name, or "with" and "between", take part so. `own` are the tokens that stand for
    the doers.
    """
    frame = match.frame
    if _is_done_to_each_other(scene, proposition):
        return [], False
    found = _by_first(_IN_ITS_WORDS, scene, proposition, match, own)
    recalls = frame.mode == "withdraw" and frame.type == "SANCTION"
    if recalls:
        found = [f for f in found if not _is_owned(scene, f)]  # "recalled [its envoy]" is not aimed at the envoy
    mutual = bool(found)
    if frame.type in _UPON_PEOPLE:
        before = _people_before(scene, proposition, frame.recipient)
        found = [*before, *(f for f in found if f.head not in {b.head for b in before})]
    if not found and _are_between(scene, proposition, doers):
        return [], mutual
    found = found or _by_first(_FARTHER, scene, proposition, match, own)
    if not any(map(scene.is_known, found)):
        found = _with_those_deeper(scene, proposition, match, doers, own, found)
    found = found or whom_it_was_against(scene, proposition, own)
    if not found and not recalls:
        # "Dismissed his ministers": one's own people are acted upon only where nobody else is.
        found = in_roles(scene, proposition, frame.recipient, frozenset(f.head for f in doers))
    if any(map(scene.is_known, found)):
        found = [f for f in found if scene.is_known(f) or not _is_owned(scene, f)]
    if frame.type == "REQUEST":
        found = [f for f in found if scene.is_known(f) or not f.path.startswith(_ASKED_FOR)]
    if frame.type == "ASSAULT":
        found = [f for f in found if not _only_borders_on_it(scene, f)]
    if frame.mode == "withdraw" or (frame.type == "AGREE" and are_two_sides(scene, doers)):
        # "Agreed to withdraw [army units]": nobody agrees with the own force, or leaves it.
        found = [f for f in found if scene.is_known(f) or not _is_a_force(scene, f)]
    return found, mutual or any(_is_partner(scene, f) for f in found)


def _is_done_to_each_other(scene: Scene, proposition: Proposition) -> bool:
    """Whether those who do it are those to whom it is done: "accused [each other] of arming rebels"."""
    p = scene.parse
    each = any(p.lemmas[f.head].lower() in _EACH for f in scene.fillers(proposition, "agent", strict=True))
    other = (*_EACH_OTHER, "the other") if each else _EACH_OTHER  # "each accused the other"
    ends = (f.head for role in ("patient", "addressee") for f in scene.fillers(proposition, role, strict=True))
    return any(t and f"{p.texts[t - 1]} {p.texts[t]}".lower() in other for t in ends)


def _are_between(scene: Scene, proposition: Proposition, doers: list[Filler]) -> bool:
    """Whether "between" names all who take part: "fighting between [Oslo-backed] rebels and the army"."""
    between = {f.head for role in _BETWEEN for f in scene.fillers(proposition, role)}
    return len(doers) > 1 and {f.head for f in doers} <= between


def _by_first(
    steps: tuple[Step, ...], scene: Scene, proposition: Proposition, match: Match, own: frozenset[int]
) -> list[Filler]:
    """What the first step finds that finds somebody."""
    return next((found for step in steps if (found := step(scene, proposition, match, own))), [])


def _with_those_deeper(
    scene: Scene, proposition: Proposition, match: Match, doers: list[Filler], own: frozenset[int], found: list[Filler]
) -> list[Filler]:
    """Those found so far, none of them known, with the first party named under what the act governs."""
    frame = match.frame
    among_themselves = frame.symmetric or frame.type in _TOGETHER
    together = among_themselves or (frame.type == "REJECT" and _is_of_both(scene, proposition))
    if together and are_two_sides(scene, doers):
        return found
    if any(r.via == "hyphen" for r in proposition.roles) and found:
        return found  # "[Oslo-backed] rebels loyal to a general": the rebels, whoever else is told of
    if among_themselves and (doers or len(found) > 1) and any(scene.fillers(proposition, r) for r in _BETWEEN):
        return found  # "the accord between Oslo and the rebels" has its parties, known or not
    if frame.type in _TO_SOMEBODY and any(
        _is_asked(scene, f) for f in found if not _is_owned_by_accuser(scene, frame, f)
    ):
        return found  # "called on [other countries] to help Chad": whoever is asked, or accused, Chad is not
    theirs = () if among_themselves else (t for f in doers for t in f.tokens)  # no force is sent to whom it is of
    taken = own.union((f.head for f in found), theirs)
    further = find_deeper(scene, proposition, frame, doers, taken)
    named = any(scene.is_named(f) or _is_partner(scene, f) for f in found)
    if frame.type == "AGREE" and not named and any(map(scene.is_known, further)):
        return further  # "promised to free [soldiers] of Iraq": the promise is to Iraq
    return [*found, *further]


def _is_of_both(scene: Scene, proposition: Proposition) -> bool:
    """Whether what is refused or fails is done by both: "failed to [agree] on the Peruvian border"."""
    inner = (scene.matches.get(c.index) for c in scene.propositions if c.parent == proposition.index)
    return any(m is not None and m.frame.type in _TOGETHER for m in inner)


# -------------------------------------------------------------- what the act's own words say


def visited(scene: Scene, proposition: Proposition, match: Match, _: frozenset[int] = frozenset()) -> list[Filler]:
    """The state whose name stands before a journey: "cuts short his [Peru] trip"; "the Peruvian trip" is by Peru."""
    if match.frame.mode != "visit" or proposition.kind not in ("noun", "light") or proposition.role("to") is not None:
        return []
    p = scene.parse
    found = scene.fillers(proposition, "mod", strict=True)
    return [f for f in found if p.tags[f.head] == "NNP" and p.deps[f.head] == "compound" and scene.is_state_itself(f)]


def _own_people_asked(scene: Scene, proposition: Proposition, match: Match, own: frozenset[int]) -> list[Filler]:
    """Those of one's own who are asked to do something: "urged [its citizens] to leave Mali" asks nothing of Mali."""
    if match.frame.type != "REQUEST":
        return []
    asked = scene.fillers(proposition, "patient", strict=True)
    return [f for f in asked if f.head in own and (is_people(scene, f.head) or _is_owned(scene, f))]


def _in_roles_of_frame(scene: Scene, proposition: Proposition, match: Match, own: frozenset[int]) -> list[Filler]:
    """Whom the frame looks for, in the first of its roles that has somebody else than the doers."""
    found = in_roles(scene, proposition, match.frame.recipient, own)
    if match.frame.type == "ACCUSE" and found and all(_hears_it(scene, f) for f in found):
        return in_roles(scene, proposition, _ABOUT, own) or inside_objects(scene, proposition, _ABOUT, own) or found
    if match.frame.type != "REQUEST":
        return found
    return [f for f in found if not (f.path in _ASKED_OF and _suffers_it(scene, f) and not scene.is_known(f))]


def _hears_it(scene: Scene, filler: Filler) -> bool:
    """Whether a complaint is brought before it, and not against it: "complained to the [UN] over Oslo's raids"."""
    heard = scene.references.get(filler.head, ())
    return filler.path in ("to", "with", "at") and any(
        m.kind == "organisation" and (m.actor or "").startswith("IGO.") for m in heard
    )


def _suffers_it(scene: Scene, filler: Filler) -> bool:
    """Whether somebody is the subject of a passive: "demanded that [the boy] be returned" asks nothing of the boy."""
    return scene.parse.deps[filler.head] == "nsubjpass"


def _whose_meeting(scene: Scene, proposition: Proposition, match: Match, own: frozenset[int]) -> list[Filler]:
    """The organisation whose meeting somebody attends: "attended a [NATO] summit"; "the Oslo talks" are not Oslo's."""
    if match.frame.type != "CONSULT" or match.frame.mode or proposition.kind != "light":
        return []
    found = [f for f in scene.fillers(proposition, "mod", strict=True) if f.head not in own]
    return [f for f in found if any((m.actor or "").startswith("IGO.") for m in scene.references.get(f.head, ()))]


def _where_befallen(scene: Scene, proposition: Proposition, match: Match, own: frozenset[int]) -> list[Filler]:
    """The place whose bare name stands before what befell it: "the [Kenya] bombing"."""
    found = scene.fillers(proposition, "mod", strict=True) if proposition.kind == "noun" else []
    return [f for f in found if scene.is_where(f.head)]


_IN_ITS_WORDS: tuple[Step, ...] = (
    visited,
    host_left,
    _own_people_asked,
    _in_roles_of_frame,
    _whose_meeting,
    _where_befallen,
)


def _people_before(scene: Scene, proposition: Proposition, roles: tuple[str, ...]) -> list[Filler]:
    """Whose a place or thing is, where a noun of fighters or crowds before it says so: "shelled [rebel] positions"."""
    p = scene.parse
    fighters = scene.book.classes["armed"]
    for role in roles:
        if "." in role:
            continue
        for head in (t for f in scene.fillers(proposition, role) for t in f.tokens):
            if p.lemmas[head].lower() in fighters or is_people(scene, head):
                continue  # "[police] officers" and "[rebel] fighters" are those named, once
            for child in p.children[head]:
                if p.deps[child] == "compound" and p.tags[child] == "NN" and p.lemmas[child].lower() in fighters:
                    before = tuple(t for t in (child - 1, child) if t == child or p.tags[t] in ("JJ", "NNP"))
                    return [Filler(child, before, f"{role}, the people before the noun")]
    return []


# -------------------------------------------------------------- who stands farther off


def _inside_the_object(scene: Scene, proposition: Proposition, match: Match, own: frozenset[int]) -> list[Filler]:
    """Whose a thing is that fills a role of the frame: "criticised [Iran]'s test of a missile"."""
    return inside_objects(scene, proposition, match.frame.recipient, own, past_places=match.frame.type != "CONSULT")


def _inside_what_it_holds(scene: Scene, proposition: Proposition, match: Match, own: frozenset[int]) -> list[Filler]:
    """Whom an agreement, refusal or threat concerns: the recipient of what stands inside it, else its actor."""
    if not match.frame.embeds:
        return []
    for child in scene.propositions:
        if child.parent != proposition.index or child.parent_role not in match.frame.embeds_in:
            continue
        inner = scene.matches.get(child.index)
        if inner is None:
            continue
        roles = inner.frame.recipient if inner.frame.type else ("patient", "to", "with", "on", "from")
        found = in_roles(scene, child, roles, own) or inside_objects(scene, child, roles, own)
        found = found or in_roles(scene, child, inner.frame.actor or ("agent",), own)
        found = found or _inside_what_it_holds(scene, child, inner, own)
        if found:
            return [Filler(f.head, f.tokens, f"inside {child.predicate!r}: {f.path}") for f in found]
    return []


_FARTHER: tuple[Step, ...] = (_inside_the_object, whose_move, _inside_what_it_holds)


# -------------------------------------------------------------- what they are


def _is_asked(scene: Scene, filler: Filler) -> bool:
    """Whether a phrase is of those asked or accused: who "on" names, or people who are the object of the verb."""
    return filler.path == "on" or (filler.path in _ADDRESSED and is_people(scene, filler.head))


def _is_owned(scene: Scene, filler: Filler) -> bool:
    """Whether it is somebody's own: "recalled [its envoy] from Quito" concerns Ecuador, not the envoy."""
    p = scene.parse
    return any(p.tags[c] == "PRP$" for c in p.children[filler.head])


def _only_borders_on_it(scene: Scene, filler: Filler) -> bool:
    """Whether it is only told on whom the place borders: "shelled a village along its border with [Chad]"."""
    p = scene.parse
    joint = p.heads[filler.head]
    border = p.heads[joint]
    if p.deps[filler.head] != "pobj" or p.lemmas[joint].lower() != "with" or p.deps[border] != "pobj":
        return False
    return p.lemmas[border].lower() in _BORDERS


def _is_a_force(scene: Scene, filler: Filler) -> bool:
    return scene.parse.lemmas[filler.head].lower() in scene.book.classes["troops"]


def _is_owned_by_accuser(scene: Scene, frame: Frame, filler: Filler) -> bool:
    """Whether a pronoun says whose the accused are: "charged [its neighbour] with aiding rebels of Mali"."""
    return frame.type == "ACCUSE" and _is_owned(scene, filler)


def _is_partner(scene: Scene, filler: Filler) -> bool:
    """Whether "with" or "between" stands before the phrase, wherever in the sentence that is."""
    p = scene.parse
    return p.deps[filler.head] == "pobj" and p.lemmas[p.heads[filler.head]].lower() in ("with", "between")
