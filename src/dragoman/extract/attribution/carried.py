"""Sources that a text names once and then takes up: "the ministry said. It denied ...", "a ministry official", "the
statement". They speak for the side for which the source before them spoke.

Only what stands close by, or is called by the same noun, is taken up; a noun that two sides have is left open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.attribution.found import Found
from dragoman.model import Parse, SourceKind, SourceLink

REACH = 2
"""How many sentences back a pronoun or a document finds who spoke."""

_BODIES = frozenset(
    ("ministry", "government", "department", "office", "embassy", "army", "navy", "military", "presidency", "palace",
     "commission", "council", "court", "parliament", "agency", "bureau", "cabinet", "administration", "secretariat",
     "consulate", "mission", "command", "staff", "coastguard", "treasury", "senate", "junta", "delegation", "side")
)  # fmt: skip
_PEOPLE = frozenset(
    ("official", "spokesman", "spokeswoman", "spokesperson", "source", "officer", "aide", "adviser", "diplomat",
     "representative", "envoy", "lawyer", "negotiator")
)  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "its", "their"})
_DEFINITE = frozenset({"the", "this", "that"})


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A source that spoke for a side: its sentence, the words of its phrase without articles, its link."""

    sentence: int
    words: tuple[str, ...]
    link: SourceLink


def carried(
    found: Sequence[Found], links: Sequence[SourceLink], inner: Sequence[int | None], parses: Mapping[int, Parse]
) -> list[SourceLink]:
    """The links in order, with the side (and for "it" the actor) that a source has from one before it."""
    known: list[_Spoken] = []
    result = []
    for item, given, around in zip(found, links, inner, strict=True):
        words = _words(given.source)
        open_yet = given.side is None and given.actor is None and item.source is not None and bool(words)
        link = _taken_up(item, given, words, known, parses) if open_yet else given
        if link.side is not None and around is None and words:
            known.append(_Spoken(item.sentence, _words(link.source), link))
        result.append(link)
    return result


def _taken_up(
    item: Found, link: SourceLink, words: tuple[str, ...], known: Sequence[_Spoken], parses: Mapping[int, Parse]
) -> SourceLink:
    first = link.source.split()[0].lower()
    near = [each for each in known if item.sentence - each.sentence <= REACH]
    if words == ("it",):
        parse = parses.get(item.sentence)
        opens = parse is not None and item.source_head is not None and item.source_head <= 1
        body = near[-1] if opens and near and near[-1].words[-1] in _BODIES else None
        if body is None:
            return link
        return replace(link, source=body.link.source, actor=body.link.actor, side=body.link.side, kind=body.link.kind)
    if link.kind == SourceKind.READOUT and first in _DEFINITE:
        return replace(link, side=near[-1].link.side) if near else link
    noun = words[-1]
    if noun in _BODIES and (first in _DEFINITE or len(words) > 1):
        return replace(link, side=_one_side(words if len(words) > 1 else (noun,), known))
    if noun in _PEOPLE and len(words) > 1 and words[-2] in _BODIES:
        return replace(link, side=_one_side((words[-2],), known))
    return link


def _one_side(words: tuple[str, ...], known: Sequence[_Spoken]) -> str | None:
    """The side of the last source called so, unless sources of two sides were."""
    called = [each.link.side for each in known if each.words[-len(words) :] == words or each.words == words]
    return called[-1] if len(set(called)) == 1 else None


def _words(source: str) -> tuple[str, ...]:
    words = tuple(word.strip("\"'“”‘’,.").lower() for word in source.split())
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
