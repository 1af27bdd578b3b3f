"""What an act is about: the noun phrase on which it acts, as a class, an object, a number and parties."""

from __future__ import annotations

from itertools import pairwise

from dragoman.extract.events.participants import Cast
from dragoman.extract.events.scene import Filler, Match, Scene
from dragoman.lexicon.event_words import event_words
from dragoman.model import Document, Matter, Proposition

_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            ("first", "1st"),
            ("second", "2nd"),
            ("third", "3rd"),
            ("fourth", "4th"),
            ("fifth", "5th"),
            ("sixth", "6th"),
            ("seventh", "7th"),
            ("eighth", "8th"),
            ("ninth", "9th"),
            ("tenth", "10th"),
        ),
        start=1,
    )
    for word in words
}
_OBJECT_PREPOSITIONS = ("on", "against", "over", "about", "of", "for")
_MEASURE_PREPOSITIONS = ("on", "against", "of")
"""A measure is imposed over or for what somebody did: that is its reason."""
_FLOW_PREPOSITIONS = ("on", "about", "of", "for")
"""So is that over which aid or trade is stopped."""
_SETTINGS = event_words("matters", "settings")
_TOLD_OF = event_words("matters", "told-of")
_MEASURES = event_words("matters", "measuring")
_HYPHENS = frozenset({"-", "–"})
_LISTED = 6
"""Things of a list that are named; a longer one is told by its first."""
_SORTS = event_words("matters", "sorts")
"""Words before a measure that say of what sort it is, not on what."""
_ASIDES = event_words("reach", "aside") | {"over"}
_SCOPES = event_words("matters", "scopes")
_ON_HOLD = event_words("matters", "on-hold")


def matter_filler(scene: Scene, proposition: Proposition, match: Match) -> Filler | None:
    """The phrase that names the matter, where the frame says which role that is."""
    role = match.frame.matter
    if role is None:
        return None
    for expression in (role, "of", "poss", "from", "out of", "agent") if role == "patient" else role.split("|"):
        found = [
            f
            for f in scene.fillers(proposition, expression)
            if (scene.parse.tags[f.head].startswith("NN") or scene.parse.lemmas[f.head].lower() == "it")
            and (expression == role or f.head not in scene.references)
            and not any(start <= scene.parse.starts[f.head] < end for start, end in scene.times)
        ]
        if found:
            return _counted(scene, proposition, found[0])
    return None


def _counted(scene: Scene, proposition: Proposition, filler: Filler) -> Filler:
    """ "49 million dollars in aid" and "two tons of rice": what is counted, not the measure."""
    if scene.parse.lemmas[filler.head].lower() in _MEASURES:
        for preposition in ("of", "in"):
            beside = _right_after(filler, scene.fillers(proposition, preposition))
            for inner in (*scene.inside_phrase(filler.head, preposition, filler.path), *beside):
                if scene.parse.tags[inner.head] in ("NN", "NNS") and not _is_setting(scene, inner.head):
                    return inner
    return filler


def find_matter(scene: Scene, document: Document, proposition: Proposition, match: Match, cast: Cast) -> Matter | None:
    """The matter of an act, with what the phrase itself says of it."""
    filler = matter_filler(scene, proposition, match)
    if filler is None:
        return None
    p = scene.parse
    words = [t for t in filler.tokens if p.tags[t] not in ("DT", "PRP$", "POS")]
    parties = {a.country or a.id or "" for a in (*cast.actors, *cast.recipients)}
    return Matter(
        matter_class=p.lemmas[filler.head].lower(),
        object=_object(scene, proposition, filler),
        parties=tuple(sorted(parties - {""})),
        number=next((_ORDINALS[n] for t in words if (n := p.lemmas[t].lower()) in _ORDINALS), None),
        scope=next((p.lemmas[t].lower() for t in words if p.lemmas[t].lower() in _SCOPES), None),
        span=document.span(p.starts[filler.tokens[0]], p.ends[filler.tokens[-1]]),
    )


def _object(scene: Scene, proposition: Proposition, filler: Filler) -> str | None:
    """What a ban is on, what talks are about: the phrase after the noun, or the words before it."""
    p = scene.parse
    is_measure = p.lemmas[filler.head].lower() in scene.book.classes["measure"]
    flows = p.lemmas[filler.head].lower() in scene.book.classes["flow"] | scene.book.classes["aid"]
    sought = _MEASURE_PREPOSITIONS if is_measure else _FLOW_PREPOSITIONS if flows else _OBJECT_PREPOSITIONS
    for preposition in sought:
        inner = [
            f
            for source in (
                scene.fillers(proposition, preposition) if filler.head == proposition.head else [],
                scene.inside_phrase(filler.head, preposition, preposition),
                _right_after(filler, scene.fillers(proposition, preposition)),
                _behind(filler, scene.fillers(proposition, preposition)) if is_measure and preposition == "on" else [],
            )
            for f in source
            if f.head not in scene.references
            and not _is_setting(scene, f.head)
            and not _is_amount(scene, f.head)
            and p.lemmas[f.head].lower() not in _ON_HOLD
        ]
        if inner:
            return _text(scene, _before_asides(scene, inner[0].head, _with_conjuncts(scene, inner[0])))
    sorts = [t for t in p.children[filler.head] if t < filler.head and p.lemmas[t].lower() in _SORTS]
    before = [
        t
        for t in (*p.children[filler.head], *(c for t in sorts for c in p.children[t]))  # its [rice] export ban
        if t < filler.head
        and p.deps[t] in ("compound", "amod", "nmod")
        and not p.tags[t].startswith("VB")
        and t not in scene.references
        and not _is_amount(scene, t)
        and not _is_of_the_noun(scene, t, filler.head)
    ]
    said = _SCOPES | _SORTS | set(_ORDINALS) | scene.book.classes["format"]
    before += [c for t in before for c in p.children[t] if c < t and p.deps[c] == "compound" and c not in before]
    plain = [t for t in before if p.lemmas[t].lower() not in said and p.texts[t] not in _HYPHENS]
    whole = [tokens for t in plain if (tokens := _hyphenated(scene, t))]
    return _text(scene, tuple(sorted({t for tokens in whole for t in tokens}))) if whole else None


def _before_asides(scene: Scene, head: int, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """A phrase up to what only says when, where or why, or is said of it: "pork from Brazil [in 2017 over a drug]"."""
    p = scene.parse
    for place, token in enumerate(tokens):
        timed = any(start <= p.starts[token] < end for start, end in scene.times)
        led = timed and p.deps[tokens[place - 1]] == "prep"
        aside = p.tags[token] == "IN" and p.lemmas[token].lower() in _ASIDES
        told = p.deps[token] in ("acl", "relcl") and p.lemmas[token].lower() in _TOLD_OF
        if token > head and (timed or aside or told or p.texts[token].lower() == "here"):
            return tokens[: place - 1 if led else place]
    return tokens


def _hyphenated(scene: Scene, token: int) -> tuple[int, ...]:
    """All of "[intelligence-]sharing"; nothing of "[20-year-]old", which says how long and not on what."""
    p = scene.parse
    first = token
    while first > 1 and p.texts[first - 1] in _HYPHENS and p.ends[first - 2] == p.starts[first - 1]:
        first -= 2
    tokens = tuple(range(first, token + 1))
    return () if any(p.lemmas[t].lower() in _MEASURES for t in tokens[:-1]) else tokens


def _is_of_the_noun(scene: Scene, token: int, head: int) -> bool:
    """The "cease" of "cease-fire" is a part of the noun, and not what it is on."""
    p = scene.parse
    return p.texts[token + 1] in _HYPHENS and all(p.ends[t] == p.starts[t + 1] for t in range(token, head))


def _right_after(filler: Filler, others: list[Filler]) -> list[Filler]:
    """ "Raised [duties] on steel": a phrase that follows at once is the noun's, whatever the parser did with it."""
    return [other for other in others if other.tokens[0] == filler.tokens[-1] + 2]


def _behind(filler: Filler, others: list[Filler]) -> list[Filler]:
    """ "Slapped [duties] of 80 percent on steel": what a measure is laid on, somewhere behind its noun."""
    return [other for other in others if other.tokens[0] > filler.tokens[-1]]


def _with_conjuncts(scene: Scene, filler: Filler) -> tuple[int, ...]:
    """ "Chilean cherries and table grapes": all that is listed, where it is things and no party."""
    p = scene.parse
    listed = [filler.head]
    for head in listed:
        listed += [c for c in p.children[head] if p.deps[c] == "conj" and p.tags[c] in ("NN", "NNS")]
        if len(listed) > _LISTED or any(c in scene.references for c in listed[1:]):
            return filler.tokens
    return (*filler.tokens, *range(filler.tokens[-1] + 1, max(listed) + 1))


def _is_setting(scene: Scene, head: int) -> bool:
    """ "On Sunday", "on the sidelines" and "for two days" say when or where, not what it is about."""
    start = scene.parse.starts[head]
    is_setting = scene.parse.lemmas[head].lower() in _SETTINGS or scene.parse.texts[head].lower() == "good"
    return is_setting or any(s <= start < e for s, e in scene.times)


def _is_amount(scene: Scene, head: int) -> bool:
    """ "Duties of 80 percent" and "a three-year dispute": how much or how long, not about what."""
    p = scene.parse
    if p.tags[head] in ("CD", "$"):
        return True
    counted = any(p.tags[c] in ("CD", "$") for c in p.children[head])
    return p.lemmas[head].lower() in _MEASURES and (counted or p.texts[head] == "%")


_LISTING = frozenset(("CC", "NN", "NNS", "JJ"))


def _text(scene: Scene, tokens: tuple[int, ...]) -> str:
    """The words of an object as written: "wine and mineral water" is not "wine water"."""
    p = scene.parse
    whole = list(tokens[:1])
    for before, token in pairwise(tokens):
        between = range(before + 1, token)
        listed = all(p.tags[t] in _LISTING for t in between) and any(p.tags[t] == "CC" for t in between)
        whole += [*(between if listed else ()), token]
    kept = [t for t in whole if p.tags[t] not in ("DT", "PRP$")]
    out = ""
    for previous, token in zip([None, *kept], kept, strict=False):
        gap = previous is not None and p.ends[previous] < p.starts[token]
        out += (" " if gap or (previous is not None and previous + 1 != token) else "") + p.texts[token]
    return out.strip()
