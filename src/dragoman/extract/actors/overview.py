"""What a report speaks of as a whole, seen before it is read: its countries and leaders, and who is between sides."""

from __future__ import annotations

import re

from dragoman.extract.actors.places import Place
from dragoman.extract.actors.scan import Hit
from dragoman.extract.actors.scene import Scene
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.word_lists import any_of

_COUNTRY_KINDS = frozenset(("name", "demonym", "people", "metonym"))
_PEOPLE = frozenset(("person", "surname"))
_REBELS = re.compile(rf"\b(?:{any_of(actor_words_of('overview', 'rebels'))}|opposition\b)")
_BETWEEN = rf"(?:{any_of(actor_words_of('overview', 'mediating'))})(?:s|ed|ing)?\b"
# "Chad, which had tried to end the war for years, hosted the talks".
_ASIDE = r"(?:, [^.;:\n]{3,120}?,)?"
_MEDIATES = re.compile(
    rf"(?:'s? [a-z]+)?{_ASIDE}(?:-| (?:has |have |had |is |was |will |would |been |be |that |who |which |also |"
    rf"agreed to |offered to |mediators? |government |officials )*){_BETWEEN}"
)
_MEDIATED_BY = re.compile(rf"\b{_BETWEEN} (?:[a-z]+ )?by (?:the )?(?:[a-z]+ )?$")
_WHERE = re.compile(r"\b(?:in|at|near|outside|to|from) (?:the )?$")
_VENUE = re.compile(
    rf"\b(?:{any_of(actor_words_of('overview', 'talks'))}) (?:[a-z]+ )?(?:in|at|near|outside) (?:the )?$"
)


# The same with what they are on: "the talks on prisoners of war resumed in [Oslo]".
_HOSTED = re.compile(
    rf"\b(?:{any_of(actor_words_of('overview', 'talks'))}) (?:(?!(?:as|while|when|after|but)\b)[\w'-]+ ){{0,6}}"
    r"(?:in|at|near|outside) (?:the )?$",
    re.IGNORECASE,
)

_SIDES = 2
"""States that must be named beside a host."""

_FAR = 90
"""Characters in which talks stand before the place where they are held."""

_REACH = 40
"""Characters in which the words before a name tell that it is a place."""


def go_betweens(text: str, hits: list[Hit], home: str | None) -> frozenset[str]:
    """The states that bring others together, where a report tells of rebels: of "the government" they are no party.

    So is one that is only where they talk. None where it names no other state than these, in its dateline (`home`) or
    its text.
    """
    if _REBELS.search(text) is None:
        return frozenset()
    found, named, venues, acting = set[str](), {home} - {None}, set[str](), set[str]()
    for hit in hits:
        owners = {o.target for o in hit.options if o.kind in _COUNTRY_KINDS}
        if len(owners) != 1:
            continue
        named |= owners
        beside = _MEDIATES.match(text, hit.end) or _MEDIATED_BY.search(text, max(0, hit.start - 60), hit.start)
        found |= owners if beside else set()
        before = text[max(0, hit.start - _REACH) : hit.start]
        venues |= owners if _VENUE.search(before) else set()
        acting |= set() if _WHERE.search(before) else owners
    found |= venues - acting
    return frozenset(found) if named - found else frozenset()


def only_hosts(text: str, hits: list[Hit], places: tuple[Place, ...], dateline: tuple[int, int]) -> frozenset[str]:
    """The states that a report on two others names only as where talks are held: "the opposition" is none of theirs.

    A report that names one other state may tell of talks with the host.

    The dateline, `[start, end)`, says where the reporter sat, and tells of no state.
    """
    acting = set[str]()
    venues = {p.country for p in places if _is_hosting(text, p.start)}
    for hit in hits:
        owners = {o.target for o in hit.options if o.kind in _COUNTRY_KINDS}
        if len(owners) != 1 or dateline[0] <= hit.start < dateline[1]:
            continue
        hosted = hit.kind == "metonym" and _is_hosting(text, hit.start)
        placed = hit.kind == "metonym" and _WHERE.search(text, max(0, hit.start - _REACH), hit.start) is not None
        venues |= owners if hosted else set()
        acting |= set() if hosted or placed else owners
    return frozenset(venues - acting) if len(acting) >= _SIDES else frozenset()


def _is_hosting(text: str, start: int) -> bool:
    """Whether talks are held in the town that is named at `start`."""
    return _HOSTED.search(text, max(0, start - _FAR), start) is not None


def leaders_named(scene: Scene, hits: list[Hit]) -> frozenset[str]:
    """Those in office when the report appeared whom it names in full, or by the surname after a title."""
    found = set()
    for before, hit in zip([None, *hits], hits, strict=False):
        titled = before is not None and before.kind == "title" and before.end + 1 == hit.start
        if hit.kind == "person" or (hit.kind == "surname" and titled):
            held = {o.target for o in hit.options if o.kind in _PEOPLE and scene.office_at(o.target)}
            found |= held if len(held) == 1 else set()
    return frozenset(found)


def spoken_of(scene: Scene, hit: Hit, leaders: frozenset[str]) -> list[str]:
    """The country of which a hit speaks: its name, its seat, or who held an office there when the report appeared.

    `leaders` are those of whom a surname alone speaks.
    """
    if hit.kind in _COUNTRY_KINDS:
        owners = {o.target for o in hit.options if o.kind in _COUNTRY_KINDS}
    elif hit.kind == "person":
        holders = (scene.book.country_of(o.target) for o in hit.options if scene.office_at(o.target))
        owners = {country for country in holders if country is not None}
    elif hit.kind == "surname":
        holders = (scene.book.country_of(o.target) for o in hit.options if o.target in leaders)
        owners = {country for country in holders if country is not None}
    else:
        return []
    return list(owners) if len(owners) == 1 else []
