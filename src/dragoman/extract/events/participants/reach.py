"""How far into a phrase the party of an act may stand: past whose a thing is, not past where, when or what it is like.

"Rejected a plan drawn up by [Oslo]" and "the bombing of a market of [Mali]" name a party; "rejected it at a meeting in
Oslo", "a plan before Oslo's vote", "countries like Mali" and "a bank that lends to Mali" do not.
"""

from __future__ import annotations

from dragoman.extract.events.scene import Scene
from dragoman.lexicon.act_types import act_types
from dragoman.lexicon.event_words import event_words
from dragoman.model import Parse

_ASIDE = event_words("reach", "aside")
_WHERE = event_words("reach", "where")
_SOMEWHERE = event_words("reach", "somewhere")
_WISHES = event_words("reach", "wishes")
_MANNERS = event_words("reach", "manners")
_ANSWERING = event_words("reach", "answering")
_HOSTING = event_words("participants", "hosting")
_BLAMING = event_words("participants", "blaming")
_ON_TIME = event_words("reach", "on-time")
_NEWS = event_words("reach", "news")
_OF_A_SIDE = event_words("reach", "of-a-side")
_OF_A_PLACE = act_types("of-a-place")


def within(scene: Scene, head: int, *, places: bool, met: bool = False) -> list[int]:
    """The tokens under a phrase that may name a party, nearest first.

    With `places` also those that say where a thing is, as what is struck, seized or moved there is mostly theirs;
    people are told of by who they are. What is to be moved or lifted somewhere is always of that place: "refused to
    deploy peacekeepers in [Mali]". Where somebody is `met` is nobody: "the talk of the town in Oslo".
    """
    found, queue = list[int](), [(head, places)]
    while queue:
        token, there = queue.pop(0)
        found.append(token)
        there = there or (not met and _is_of_a_place(scene, token))
        queue += [(c, there) for c in _parts(scene, token) if _carries(scene, token, c, places=there, met=met)]
    return found


def _is_of_a_place(scene: Scene, token: int) -> bool:
    """Whether where it is says whose: a place itself, a force that is somewhere, or what is done in a place."""
    lemma, act = scene.parse.lemmas[token].lower(), scene.by_head.get(token)
    if lemma in _SOMEWHERE or lemma in scene.book.classes["target"]:
        return True
    match = scene.matches.get(act.index) if act is not None else None
    return match is not None and match.frame.type in _OF_A_PLACE


def below(p: Parse, head: int) -> list[int]:
    """All tokens under a phrase, nearest first; coordinated clauses are another story."""
    found, queue = list[int](), [head]
    while queue:
        token = queue.pop(0)
        found.append(token)
        queue += [c for c in p.children[token] if not (p.deps[c] == "conj" and p.tags[c].startswith("VB"))]
    return found


def is_time(p: Parse, noun: int) -> bool:
    """Whether a noun after "on" says when: "on the [eve] of the vote"."""
    return p.lemmas[noun].lower() in _ON_TIME


def is_manner(p: Parse, noun: int) -> bool:
    """Whether a noun after "in" says how or as what a thing is done: "fired it in [breach] of a treaty with Oslo"."""
    return p.lemmas[noun].lower() in _MANNERS


def opens_aside(p: Parse, preposition: int) -> bool:
    """Whether a preposition opens what is told of place, time or likeness, and no party."""
    if any(p.lemmas[c].lower() in _WISHES for c in p.children[preposition]):
        return False
    if any(is_time(p, c) for c in p.children[preposition]):
        return True  # "on the eve of the visit of Oslo's premier"
    if any(is_manner(p, c) for c in p.children[preposition]):
        return True
    return p.lemmas[preposition].lower() in _ASIDE | _WHERE


def is_within(scene: Scene, head: int, token: int, *, places: bool) -> bool:
    """Whether a token is one of those of `within`."""
    p = scene.parse
    while token != head:
        above = p.heads[token]
        if (
            above == token
            or token not in _parts(scene, above)
            or not _carries(scene, above, token, places=places, met=False)
        ):
            return False
        token = above
    return True


def _carries(scene: Scene, above: int, token: int, *, places: bool, met: bool) -> bool:
    p = scene.parse
    dep = p.deps[token]
    if dep == "compound" and p.lemmas[above].lower() in _NEWS:
        return False  # "an [Associated Press] report"
    if dep in ("conj", "appos") and _is_one_of_them(p, token):
        return False
    if dep == "conj":
        return not p.tags[token].startswith("VB")
    if dep in ("prep", "agent"):
        return _opens(scene, above, token, places=places, met=met)
    if dep == "advcl":
        return any(p.lemmas[c].lower() in _ANSWERING for c in p.children[token] if p.deps[c] in ("mark", "advmod"))
    return True


def _is_one_of_them(p: Parse, token: int) -> bool:
    """Whether a name is one of those just told of: "which several members, among them [Oslo], had urged"."""
    first = min((c for c in p.children[token] if p.deps[c] in ("compound", "det", "amod")), default=token)
    return [word.lower() for word in p.texts[max(0, min(first, token) - 2) : min(first, token)]] == ["among", "them"]


def _opens(scene: Scene, above: int, preposition: int, *, places: bool, met: bool) -> bool:
    """Whether what a preposition holds may be a party."""
    somewhere = scene.parse.lemmas[preposition].lower() in _WHERE
    if somewhere and not met and scene.parse.lemmas[above].lower() in scene.book.classes["meeting"]:
        return False  # "ended the war in talks in [Oslo]"
    return not opens_aside(scene.parse, preposition) or (somewhere and places and (met or not is_people(scene, above)))


def _parts(scene: Scene, token: int) -> tuple[int, ...]:
    """What hangs on a word; of a clause that only describes a thing, what says whose it is."""
    p = scene.parse
    children = p.children[token]
    if p.deps[token] == "amod" and p.lemmas[token].lower() in _HOSTING:
        return ()  # "[Oslo]-hosted talks" are of others
    if p.deps[token] not in ("relcl", "acl") or any(p.tags[c] == "TO" or p.deps[c] == "mark" for c in children):
        return children
    if p.deps[token] == "relcl":
        place = p.lemmas[p.heads[token]].lower() in scene.book.classes["target"] | scene.book.classes["road"]
        return () if _is_occasion(p, token) and not place else tuple(c for c in children if _does(p, c))
    if p.tags[token] == "VBN" and p.lemmas[token].lower() in _BLAMING:
        return ()  # "a man suspected of planning attacks on [Mali]"
    if p.tags[token] == "VBN" and p.lemmas[token].lower() in _HOSTING:
        return tuple(c for c in children if p.deps[c] == "prep")  # "a deal brokered by [Oslo]" is of others
    if p.tags[token] == "VBN":
        return tuple(c for c in children if p.deps[c] in ("agent", "prep"))  # "an offer made by [Oslo]"
    return children if p.tags[token] != "VBG" or p.lemmas[token].lower() in _OF_A_SIDE else ()


def _does(p: Parse, token: int) -> bool:
    return p.deps[token] == "nsubj" and not p.tags[token].startswith("W")


def _is_occasion(p: Parse, verb: int) -> bool:
    """Whether a relative clause tells what happens at a time or place: "a year in which Oslo voted"."""
    return any(p.tags[t].startswith("W") and p.deps[t] in ("pobj", "advmod") for t in p.subtree(verb))


def is_people(scene: Scene, head: int) -> bool:
    """Whether a phrase is of people whom a place tells apart: "met [officials in Beijing]"."""
    lemma = scene.parse.lemmas[head].lower()
    if lemma in _SOMEWHERE or lemma in scene.book.classes["target"]:
        return False  # "the rebel-held area in Mali"
    return any(m.kind in ("group", "unknown", "people") for m in scene.references.get(head, ()))
