"""Sources that a text names once and then takes up: "the ministry said. It denied ...", "a ministry official", "the
statement". They speak for the side for which the source before them spoke.

Only what stands close by, or is called by the same noun, is taken up; a noun that two sides have is left open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.attribution.found import Found
from dragoman.extract.attribution.sides import is_of_state
from dragoman.lexicon.cues_speakers import load_speakers
from dragoman.model import Parse, SourceKind, SourceLink

REACH = 2
"""How many sentences back a pronoun or a document finds who spoke."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A source that spoke for a side: its sentence, the words of its phrase without articles, its link."""

    sentence: int
    words: tuple[str, ...]
    link: SourceLink


def carried(
    found: Sequence[Found],
    links: Sequence[SourceLink],
    inner: Sequence[int | None],
    parses: Mapping[int, Parse],
    home: str | None = None,
) -> list[SourceLink]:
    """The links in order, with the side (and for "it" the actor) that a source has from one before it.

    `home` is the country of the dateline: "state television", with no country beside it, is that country's.
    """
    known: list[_Spoken] = []
    result = []
    for item, given, around in zip(found, links, inner, strict=True):
        words = _words(given.source)
        open_yet = given.side is None and given.actor is None and item.source is not None and bool(words)
        link = _taken_up(item, given, words, known, parses) if open_yet else given
        if open_yet and link.side is None and link.kind == SourceKind.MEDIA and is_of_state(link.source):
            link = replace(link, side=home)
        if link.side is not None and around is None and words:
            known.append(_Spoken(item.sentence, _words(link.source), link))
        result.append(link)
    return result


def _taken_up(
    item: Found, link: SourceLink, words: tuple[str, ...], known: Sequence[_Spoken], parses: Mapping[int, Parse]
) -> SourceLink:
    lists = load_speakers()
    first = link.source.split()[0].lower()
    near = [each for each in known if item.sentence - each.sentence <= REACH]
    if words == ("it",):
        parse = parses.get(item.sentence)
        opens = parse is not None and item.source_head is not None and item.source_head <= 1
        body = near[-1] if opens and near and near[-1].words[-1] in lists.bodies else None
        if body is None:
            return link
        return replace(link, source=body.link.source, actor=body.link.actor, side=body.link.side, kind=body.link.kind)
    if link.kind == SourceKind.READOUT and first in lists.definite:
        return replace(link, side=near[-1].link.side) if near else link
    noun = words[-1]
    if noun in lists.bodies and (first in lists.definite or len(words) > 1):
        return replace(link, side=_one_side(words if len(words) > 1 else (noun,), known))
    if noun in lists.people and len(words) > 1 and words[-2] in lists.bodies:
        return replace(link, side=_one_side((words[-2],), known))
    if link.kind in (SourceKind.NAMED, SourceKind.OFFICE):
        return replace(link, side=_same_name(link, known))
    return link


def _same_name(link: SourceLink, known: Sequence[_Spoken]) -> str | None:
    """The side of the last source with this surname, who was named in full or with an office: "Mr Banda"."""
    names = [word.strip(",.") for word in link.source.split() if word[:1].isupper()]
    surname = names[-1] if names else ""
    called = [each.link.side for each in known if len(surname) > 2 and surname in each.link.source.split()]
    return called[-1] if len(set(called)) == 1 else None


def _one_side(words: tuple[str, ...], known: Sequence[_Spoken]) -> str | None:
    """The side of the last source called so, unless sources of two sides were."""
    called = [each.link.side for each in known if _called(each.words, words)]
    return called[-1] if len(set(called)) == 1 else None


def _called(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a source was called by these words, or by another name of the same body: "the army", "the military"."""
    alike = load_speakers().alike
    ends = tuple(alike.get(word, word) for word in known[-len(words) :])
    return ends == tuple(alike.get(word, word) for word in words)


def _words(source: str) -> tuple[str, ...]:
    words = tuple(word.strip("\"'“”‘’,.").lower() for word in source.split())
    return words[1:] if len(words) > 1 and words[0] in load_speakers().articles else words
