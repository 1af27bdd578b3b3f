"""What a PLOVER file gets for an event: its rules for plans, threats, refusals and what is embedded.

PLOVER codes what happened. A plan to cooperate is AGREE, so is a plan to ease or to free, a truce or withdrawal to come
is CONCEDE, a plan to harm is THREATEN; what stands inside another coded event, did not happen, or is only imagined is
not coded, nor is what a sentence only tells to say who or what is meant. After the PLOVER manual (Open Event Data
Alliance), chapters on AGREE, CONCEDE and THREATEN, and its crosswalk for CAMEO 035.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract.events.forms import turned_out
from dragoman.extract.events.participants import Cast
from dragoman.extract.events.paths import mark_of, takes_up_clause
from dragoman.extract.events.scene import Match, Scene
from dragoman.lexicon.act_types import act_types
from dragoman.model import PLANNED, REAL, ActorRef, CodedEvent, Parse, PloverCode, Proposition, Status

_COOPERATIVE = act_types("cooperative")
_YIELDING = act_types("yielding")
_HOSTILE = {
    "SANCTION": "restrict",
    "COERCE": "restrict",
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "PROTEST": None,
    "THREATEN": None,
}
_PROMISING = frozenset({"agree.willing", "agree.promise", "agree.committed"})
_LASTING = frozenset({"withdraw", "ceasefire", "resign"})
_OF_CRIME = act_types("of-crime")
_ONE_BLOW = act_types("one-blow")


def plover_code(
    kind: str, mode: str | None, status: Status, proposition: Proposition, *, embedded: bool, background: bool = False
) -> PloverCode | None:
    """The type and mode for a PLOVER file, or `None` where PLOVER would not code the event."""
    if embedded or background:
        return None
    if status in REAL:
        return PloverCode(kind, mode)
    conditional_threat = status is Status.CONDITIONAL and proposition.modal in ("will", "would") and kind in _HOSTILE
    if conditional_threat and not proposition.condition:
        return PloverCode("THREATEN", _HOSTILE[kind])
    if status not in PLANNED or proposition.modal in ("may", "might", "could", "can"):
        return None
    return plan_code(kind, mode)


def plan_code(kind: str, mode: str | None) -> PloverCode:
    """The type and mode for a PLOVER file of a plan to do something."""
    if kind in _COOPERATIVE:
        return PloverCode("AGREE", None)
    if kind in _YIELDING:
        return PloverCode("CONCEDE" if mode in _LASTING else "AGREE", None)
    if kind in _HOSTILE:
        return PloverCode("THREATEN", _HOSTILE[kind])
    return PloverCode(kind, mode)


def told_once(found: Sequence[CodedEvent]) -> list[CodedEvent]:
    """The events of one sentence, with no code for one that another of its type tells with the same parties or more.

    PLOVER codes who does what to whom once: "killing three and wounding [12 villagers]" is one assault.
    """
    kept = []
    for place, coded in enumerate(found):
        others = (o for other, o in enumerate(found) if other != place and _tells(o, coded, ties=other < place))
        double = coded.event.plover is not None and any(others)
        kept.append(replace(coded, event=replace(coded.event, plover=None)) if double else coded)
    return kept


def _tells(full: CodedEvent, coded: CodedEvent, *, ties: bool) -> bool:
    """Whether an event has another's code and all its parties, and more of them or, with `ties`, as many."""
    one, other = full.event, coded.event
    if one.plover is None or other.plover is None or one.plover.type != other.plover.type:
        return False
    modes = {one.plover.mode, other.plover.mode} - {None}
    if len(modes) > 1 and one.plover.type not in _ONE_BLOW:
        return False
    if not (_who(other.actors) <= _who(one.actors) and _who(other.recipients) <= _who(one.recipients)):
        return False
    return ties or (_who(one.actors), _who(one.recipients)) != (_who(other.actors), _who(other.recipients))


def _who(parties: Sequence[ActorRef]) -> frozenset[str]:
    return frozenset(a.id or a.country or a.name for a in parties)


def as_threat(scene: Scene, proposition: Proposition, match: Match) -> Match:
    """A promise, offer or readiness to harm is a threat, whatever the verb: "is prepared to impose martial law"."""
    if match.frame.id not in _PROMISING:
        return match
    for child in scene.propositions:
        inside = scene.matches.get(child.index) if child.parent == proposition.index else None
        if inside is None or child.parent_role not in ("complement", "to", "for") or child.negated:
            continue
        if inside.frame.type in _HOSTILE and not _is_for_help(scene, child):
            frame = replace(match.frame, type="THREATEN", mode=_HOSTILE[inside.frame.type or ""])
            return replace(match, frame=frame)
    return match


def _is_for_help(scene: Scene, proposition: Proposition) -> bool:
    """Whether an act is done to help: "is ready to [send] ships to assist in the rescue"."""
    purposes = (role.head for role in proposition.roles if role.name in ("purpose", "complement", "for"))
    return any(scene.parse.lemmas[head].lower() in scene.book.classes["helping"] for head in purposes)


def is_home_promise(match: Match, recipients: int) -> bool:
    """Whether something is promised to nobody: a mayor's trams concern no other actor."""
    return match.frame.id == "agree.pledge-aid" and recipients == 0


def is_private(scene: Scene, cast: Cast, kind: str) -> bool:
    """Whether people of no country harm, hold or free one another as crime reports tell it, and nobody is armed.

    The sentence names no country either: "the woman was treated and [released]", "he [killed] an acquaintance".
    """
    parties = (*cast.actors, *cast.recipients)
    if kind not in _OF_CRIME or any(a.id or a.country or a.person or a.candidates for a in parties):
        return False
    armed = scene.book.classes["armed"]
    if any(lemma in armed for lemma in scene.lemmas):
        return False
    return not any(m.actor or m.country or m.candidates for found in scene.references.values() for m in found)


def is_statement(match: Match, proposition: Proposition) -> bool:
    """Whether it only says that something is not so: a denial is a statement in CAMEO, and PLOVER leaves those out."""
    return match.frame.id == "reject.deny" and any(r.name == "complement" for r in proposition.roles)


def is_background(scene: Scene, proposition: Proposition, mode: str | None) -> bool:
    """Whether the clause or noun is told only to say who, what, when or what for: "a ship [seized] in May".

    A clause set off by a comma goes on with the story, and stays.
    """
    parse = scene.parse
    if turned_out(parse, proposition.tokens[0]):
        return False  # "became the first to [recognise] it"
    if proposition.parent_role == "purpose":
        return mode != "investigate"
    if proposition.parent_role in ("before", "until") and proposition.kind != "noun":
        return True
    if _is_toll(scene, proposition):
        return True
    verb = proposition.tokens[0] if proposition.kind == "light" else proposition.head
    dep = parse.deps[verb]
    if _is_known_already(scene, proposition) or (proposition.kind == "light" and dep in ("acl", "relcl")):
        return True  # "lifted the [curbs imposed] in May"
    if dep == "pcomp" and parse.lemmas[parse.heads[verb]].lower() != "by":
        return True  # "after [shelling] the town", but "responded by [lifting] it"
    if any(r.via == "hyphen" and r.name == "agent" for r in proposition.roles):
        return True  # "an Oslo-[backed] plan"
    if proposition.kind == "noun":
        above = parse.heads[parse.heads[verb]]
        if dep == "pobj" and parse.tags[above].startswith("NN"):
            # "Roe in Oslo for [talks] with Poe": all that a headline without a verb tells.
            return parse.heads[above] != above or parse.texts[-1] == "." or mode is not None
        return proposition.parent_role == "to" or (proposition.parent is None and dep not in ("ROOT", "nsubj"))
    if takes_up_clause(parse, verb):
        return False
    return proposition.parent is None and (
        dep in ("acl", "amod")
        or (dep == "relcl" and not (_set_off(parse, verb) and any(r.name == "agent" for r in proposition.roles)))
    )


def _is_toll(scene: Scene, proposition: Proposition) -> bool:
    """Whether it only counts whom a blow hit that is told beside it: "attacked a camp, [killing] nine".

    Where nobody is named who killed, the blow may stand in a clause of time: "nine [died] when rebels shelled it".
    """
    match = scene.matches.get(proposition.index)
    if match is None or match.frame.id not in _TOLLS or proposition.kind != "verb":
        return False
    p, verb = scene.parse, proposition.tokens[0]
    row = _row(p, verb)
    above = {p.heads[t] for t in row if p.deps[t] == "advcl" and p.tags[t] == "VBG"} | (row - {verb})
    if not any(f.head in scene.references for f in scene.fillers(proposition, "agent")):
        above |= {c for c in p.children[verb] if p.deps[c] == "advcl" and mark_of(p, c) in _AT_ONCE}
    return any(_is_blow(scene, token) for token in above)


_TOLLS = frozenset({"assault.kill", "assault.rip-through"})
_AT_ONCE = frozenset({"after", "as", "when"})


def _row(p: Parse, verb: int) -> frozenset[int]:
    """A verb with those before it in its row: "shelled and [killed]"."""
    found = [verb]
    while p.deps[found[-1]] == "conj" and p.heads[found[-1]] != found[-1]:
        found.append(p.heads[found[-1]])
    return frozenset(found)


def _is_blow(scene: Scene, verb: int) -> bool:
    act = next((each for each in scene.propositions if each.kind != "noun" and verb in each.tokens), None)
    match = scene.matches.get(act.index) if act is not None else None
    return match is not None and match.frame.type == "ASSAULT" and match.frame.id != "assault.kill"


_TIMING = frozenset(
    ("after", "following", "follow", "before", "since", "during", "amid", "over", "ahead of", "until", "throughout")
)


def _is_known_already(scene: Scene, proposition: Proposition) -> bool:
    """Whether a noun is only what another act acts on or is timed by: "rejected the [offer]", "after the [raid]"."""
    if proposition.kind not in ("noun", "light") or proposition.parent is None:
        return False
    above = scene.matches.get(proposition.parent)
    told_of = above is not None and above.frame.type is not None
    if proposition.kind == "noun" and proposition.parent_role in _TIMING:
        return told_of or proposition.parent_role not in ("after", "before")
    return proposition.parent_role == "patient" and told_of


def _set_off(parse: Parse, verb: int) -> bool:
    return any(parse.texts[t] == "," for t in range(parse.heads[verb], verb))
