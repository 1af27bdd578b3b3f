"""Whose an office is: the country or organisation before the title, after "of", or of the holder who is named as owner.

Who heads an organisation is no official of the state from which he comes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dragoman.extract.actors.scan import SMALL_WORDS, VERB_BETWEEN, Hit
from dragoman.extract.actors.scene import Scene
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.word_lists import any_of

_COUNTRY_KINDS = frozenset(("name", "demonym", "people", "metonym"))
_OWNER_KINDS = _COUNTRY_KINDS | {"organisation", "body", "armed-group", "party", "company", "region", "generic"}
_BETWEEN = re.compile(rf"(?:'s?)?(?: (?!(?:{SMALL_WORDS})\b)[A-Za-z][a-z-]*){{0,3}} ")
_OF = re.compile(r" of (?:the )?")
_OWNS = re.compile(r"'s? (?:[a-z]+ ){0,2}|'s? ?$")
# "of the regional bloc Unasur", "of the UN": what stands between an office and the organisation in which it is one.
_HEADS_OF = re.compile(r" (?:of|at|for) (?:the )?(?:[a-z-]+ ){0,3}")
_BODIES = f"(?:{any_of(actor_words_of('owners', 'bodies'))})"
_OF_A_BODY = re.compile(rf" of (?:the|an?) (?:[A-Za-z-]+ ){{0,3}}?{_BODIES}\b")
_BODY_AFTER = re.compile(
    rf" (?:[A-Za-z-]+ ){{0,2}}(?:{_BODIES}|{any_of(actor_words_of('owners', 'undertakings'))})\b", re.IGNORECASE
)
_OF_ITS_BODY = re.compile(rf"['’]s? (?:[A-Za-z-]+ ){{0,3}}?{_BODIES}\b", re.IGNORECASE)
_OF_ITS_HIT = re.compile(r"['’]s? (?:[a-z-]+ ){0,2}")
_HOLDS = re.compile(r"'s (?:special |personal |chief |own |foreign policy )*")
_PORTFOLIO = re.compile(r" (?:for|of) (?:[a-z]+,? ){1,5}(?:in|of) (?:the )?")


@dataclass(frozen=True, slots=True)
class Owner:
    """What an office belongs to: an id, whether it is a country, and the words that say so.

    `inside`: the office is in a body of it that the book does not know ("head of the UN [refugee agency]"). `body`: the
    body of the country that owns it, by its own name: the Pentagon, of the United States.
    """

    actor: str
    is_country: bool
    start: int
    end: int
    index: int
    inside: bool = False
    body: str | None = None


def left_owner(scene: Scene, hits: list[Hit], index: int) -> Owner | None:
    """A country or organisation before the title, in the same noun phrase."""
    hit = hits[index]
    for back in (index - 1, index - 2):
        if back < 0:
            return None
        before = hits[back]
        if before.kind == "person" and _HOLDS.fullmatch(scene.text, before.end, hit.start):
            return _owner_by_holder(scene, before, index)
        if before.kind not in _OWNER_KINDS or not _BETWEEN.fullmatch(scene.text, before.end, hit.start):
            return None
        if before.kind == "generic":
            continue
        named = before.kind in ("name", "metonym") and scene.text[before.end] != "'"
        if named and VERB_BETWEEN.search(scene.text, before.end, hit.start):
            return None
        return _owner_of(scene, before, back)
    return None


def is_of_a_body(scene: Scene, hit: Hit) -> bool:
    """Whether a title is one that organisations have, and "of the committee" follows."""
    titles = scene.book.titles[scene.text[hit.start : hit.end].lower()]
    return any(t.organisation for t in titles) and _OF_A_BODY.match(scene.text, hit.end) is not None


def body_served(scene: Scene, hits: list[Hit], index: int, national: int) -> Owner | None:
    """The organisation that a person with a nationality heads: "the Danish head of the WTO", "the WTO's Dane"."""
    hit, adjective = hits[index], hits[national]
    if not any(o.kind == "demonym" for o in adjective.options) or scene.text.startswith("'", adjective.end):
        return None
    before = hits[national - 1] if national else None
    if before and before.kind == "organisation" and _OWNS.fullmatch(scene.text, before.end, adjective.start):
        return _owner_of(scene, before, national - 1)
    after = hits[index + 1] if index + 1 < len(hits) else None
    if after and after.kind == "organisation" and _HEADS_OF.fullmatch(scene.text, hit.end, after.start):
        return _served(scene, after, index + 1)
    return None


def names_body(scene: Scene, owner: Owner) -> bool:
    """Whether a body of the owner follows, so that it is no office of a state: "the president of Chad's bank"."""
    return _OF_ITS_BODY.match(scene.text, owner.end) is not None


def body_of_owner(scene: Scene, hits: list[Hit], owner: Owner) -> Owner | None:
    """The body of a state in which an office is: "the president of Peru's [Congress]" is no president of Peru."""
    after = hits[owner.index + 1] if owner.index + 1 < len(hits) else None
    if after is None or after.kind != "generic" or not _OF_ITS_HIT.fullmatch(scene.text, owner.end, after.start):
        return None
    generic = scene.book.generics.get(scene.text[after.start : after.end].lower())
    if generic is None or generic.people or generic.suffix == "GOV":
        return None
    actor = f"{owner.actor}.{generic.suffix}"
    return Owner(actor, False, owner.start, after.end, owner.index + 1, inside=True)


def _owner_by_holder(scene: Scene, hit: Hit, index: int) -> Owner | None:
    """The state or organisation whose office a named person holds: "Kofi Annan's envoy" is the United Nations'."""
    held = {t.office for o in hit.options if o.kind == "person" and (t := scene.office_at(o.target))}
    if len(held) != 1:
        return None
    office = held.pop()
    country = scene.book.country_of(office)
    actor = country or office.rpartition(".")[0]
    return Owner(actor, country is not None, hit.start, hit.end, index)


def _served(scene: Scene, hit: Hit, index: int) -> Owner | None:
    """The owner after "of", or the organisation of whose body the words go on to speak."""
    owner = _owner_of(scene, hit, index)
    if owner is None or hit.kind != "organisation":
        return owner
    return replace(owner, inside=_BODY_AFTER.match(scene.text, hit.end) is not None)


def _owner_of(scene: Scene, hit: Hit, index: int) -> Owner | None:
    # Scotland is no Ms Scotland here: of what a word may mean, only what can own an office.
    owners = tuple(dict.fromkeys(o.target for o in hit.options if o.kind in _OWNER_KINDS))
    if len(owners) > 1:
        seen = [o for o in owners if scene.countries[o] or scene.countries[scene.book.country_of(o) or ""]]
        owners = tuple(seen) if len(seen) == 1 else owners
    if len(owners) != 1:
        return None
    actor = owners[0]
    country = scene.book.country_of(actor)
    if hit.kind == "body" and country:
        return Owner(country, True, hit.start, hit.end, index, body=actor)
    return Owner(actor, scene.is_country(actor), hit.start, hit.end, index)


def right_owner(scene: Scene, hits: list[Hit], index: int) -> Owner | None:
    """The country or organisation after "of": "prime minister of Japan"."""
    if index + 1 >= len(hits):
        return None
    hit, after = hits[index], hits[index + 1]
    if after.kind not in _OWNER_KINDS or after.kind in ("demonym", "generic"):
        return None
    further = hits[index + 2] if index + 2 < len(hits) else None
    if after.kind == "region" and further and further.kind == "generic" and further.start == after.end + 1:
        return None  # "the speaker of the Welsh parliament" is the parliament's
    if _OF.fullmatch(scene.text, hit.end, after.start):
        return _served(scene, after, index + 1)
    minister = scene.text[hit.start : hit.end].lower().endswith(("minister", "secretary"))
    of_what = minister and _PORTFOLIO.fullmatch(scene.text, hit.end, after.start)
    return _owner_of(scene, after, index + 1) if of_what else None
