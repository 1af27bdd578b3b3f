"""The name that a title goes with: right after it, after a comma, or before it as what it is apposed to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.extract.actors.names import Segment
from dragoman.extract.actors.owners import Owner
from dragoman.extract.actors.scan import Hit
from dragoman.extract.actors.scene import Scene
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.word_lists import any_of

ELECT = re.compile(rf"[- ](?:{any_of(actor_words_of('titled', 'elect'))})\b")
_TO = re.compile(r" to (?:the )?")
_APPOSED = re.compile(r",? ?(?:the |a |an |his |its |their |who is |now |currently )?(?:[a-z-]+ ){0,2}")
# What may stand between a title and the comma before its holder's name: "minister for mines", "ambassador to Chad".
_TAIL = re.compile(
    r" (?:for|of|to|in|at|on) (?:the )?(?:[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}|[a-z]+(?:,? (?:and )?[a-z]+){0,3})(?=,)"
)
_CLOSED = re.compile(r"[,;:.)]")  # what ends the name in "the prime minister, Jane Roe, said"
_MORE_GIVEN = re.compile(r"(?:[A-Z][\w'’.-]* ){1,2}")
"""Given names before those that the book has: "President [Mohammad] Ashraf Ghani"."""


@dataclass(frozen=True, slots=True)
class Named:
    """The name beside a title: its place, the persons of the book that bear it, and whether it is a full name."""

    start: int
    end: int
    people: tuple[str, ...]
    index: int | None
    segment: Segment | None


def name_beside(
    scene: Scene, hits: list[Hit], index: int, owner: Owner | None, segments: list[Segment]
) -> Named | None:
    """The name that the title goes with: right after it, after a comma, or before it as what it is apposed to."""
    hit, text = hits[index], scene.text
    end = max(hit.end, owner.end) if owner and owner.start > hit.start else hit.end
    start = min(hit.start, owner.start) if owner else hit.start
    elect = ELECT.match(text, hit.end)
    end = max(end, elect.end()) if elect else end
    abroad = _TO.match(text, end)
    posted = next((h for _, h in _near(hits, index) if abroad and h.start == abroad.end()), None)
    if posted is not None:
        end = posted.end  # "ambassador to Chad Jane Roe"
    places = [elect.end() + 1] if elect else [hit.end + 1] if text[hit.end : hit.end + 1] == " " else []
    if (owner or posted) and end > hit.end and text[end : end + 1] == " ":
        places.append(end + 1)
    for at in places:
        found = _name_at(scene, hits, index, segments, at)
        if found:
            return found
    before = (f for f in _names_before(hits, index, segments, start) if text[f.end : f.end + 1] == ",")
    apposed = next((f for f in before if _APPOSED.fullmatch(text, f.end, start)), None)
    tail = _TAIL.match(text, end)
    for stop in (end, tail.end() if tail else end):
        if text[stop : stop + 2] == ", ":
            found = _name_at(scene, hits, index, segments, stop + 2)
            if found and (owner or _CLOSED.match(text, found.end)):
                return apposed if apposed and _has_own_title(text, hits, index, found) else found
    return apposed


def _has_own_title(text: str, hits: list[Hit], index: int, named: Named) -> bool:
    """In "A, premier of B, [C], king of D" the second name has a title after it, and the first title is not his."""
    if text[named.end : named.end + 2] != ", ":
        return False
    return any(h.start == named.end + 2 and h.kind == hits[index].kind for _, h in _near(hits, index))


def _near(hits: list[Hit], index: int) -> list[tuple[int, Hit]]:
    """The hits close to one, with their places: a title's name stands beside it."""
    first = max(0, index - 4)
    return list(enumerate(hits[first : index + 5], first))


def _name_at(scene: Scene, hits: list[Hit], index: int, segments: list[Segment], at: int) -> Named | None:
    """The name that begins at a place, or after an honorific there."""
    word = scene.text[at : at + 15].split(" ", 1)[0]
    if word in scene.words.honorifics and any(h.start == at + len(word) + 1 and h.kind == "person" for h in hits):
        at += len(word) + 1
    for place, hit in _near(hits, index):
        if hit.kind != "person" or hit.start < at:
            continue
        if hit.start == at:
            return Named(hit.start, hit.end, _people(hit), place, None)
        given = _MORE_GIVEN.fullmatch(scene.text, at, hit.start) and not _told_by_the_book(hits, index, at, hit.start)
        if given and " " in scene.text[hit.start : hit.end]:
            return Named(hit.start, hit.end, _people(hit), place, next((s for s in segments if s.start == at), None))
    for segment in segments:
        if segment.start == at and segment.kind != "organisation":
            return Named(segment.start, segment.end, segment.people, None, segment)
    return None


def _told_by_the_book(hits: list[Hit], index: int, start: int, end: int) -> bool:
    """Whether the book knows a word before a name: in "Chad's president, [French President] Jane Roe" it is his own."""
    return any(start <= h.start < end and h.kind != "person" for _, h in _near(hits, index))


def _names_before(hits: list[Hit], index: int, segments: list[Segment], start: int) -> list[Named]:
    near = [
        Named(h.start, h.end, _people(h), i, None)
        for i, h in _near(hits, index)
        if h.kind == "person" and h.end <= start
    ]
    near += [
        Named(s.start, s.end, s.people, None, s)
        for s in segments
        if s.end <= start and s.kind in ("name", "person") and not s.used
    ]
    return sorted((n for n in near if start - n.end < 40), key=lambda n: -n.end)[:1]


def _people(hit: Hit) -> tuple[str, ...]:
    return tuple(dict.fromkeys(o.target for o in hit.options if o.kind == "person"))
