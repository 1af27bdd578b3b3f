"""What a dossier is called, in words that a reader would use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dragoman.dates import Interval
from dragoman.lexicon.dossiers import Kind
from dragoman.query.asking import Names
from dragoman.query.words import draw


def title_of(kind: Kind, body: Mapping[str, object], names: Names, days: Interval | None = None) -> str:
    """The title of a dossier: "China's ban on Japanese seafood", "visit: China to Japan, mid-late Sep 2023".

    `days` are those that it names: see `Folded.named_days`.
    """
    given = body.get("title")
    if given:
        return str(given)
    parties = [str(code) for code in _list(body.get("parties"))]
    doer = str(body.get("doer") or "")
    first = doer if doer in parties else (parties[0] if parties else "")
    noun = str(body.get("noun") or kind.name)
    noun = f"{_ordinal(body)} {noun}" if kind.once and _ordinal(body) else noun
    said = _object(body.get("object"), noun)
    parts = {
        "first": _short(names, first),
        "noun": noun,
        "on": " on",
        "object": said or "",
        "parties": " and ".join(_short(names, code) for code in parties),
        "others": " and ".join(_short(names, code) for code in parties if code != first),
        "who": _who(names, noun, doer, parties),
        "when": f", {draw(days)}" if days else "",
    }
    nobody_did = doer not in parties and len(parties) > 1
    if nobody_did and (kind.directed or "{first}" in kind.title):
        return f"{noun}{f' on {said}' if said else ''}, {parts['parties']}"  # by which of them, nothing says
    family = kind.named(noun)
    if kind.directed and not said and not (family and family.title_bare):
        others = [_short(names, code) for code in parties if code != first]
        return f"{_possessive(parts['first'])} {noun} on {' and '.join(others)}"
    if said and _names_itself(kind, said):
        return said if len(said.split()) > len(("joint", "commission")) else f"{said}, {parts['parties']}"
    if kind.directed and noun not in {each.noun for each in kind.families} and said and len(said.split()) == 1:
        others = [_short(names, code) for code in parties if code != first]
        return f"{_possessive(parts['first'])} {said} {noun} on {' and '.join(others)}"  # "arms embargo on Sudan"
    template = kind.title if said or kind.once else kind.title_bare
    if said and kind.title_word and len(said.split()) == 1:
        template = kind.title_word
    own = None if family is None else family.title if said else family.title_bare if doer in parties else None
    template = own or template
    text = template.replace("{first}'s", _possessive(parts["first"])).format(**parts)
    return re.sub(r"\s+", " ", text).strip()


def _ordinal(body: Mapping[str, object]) -> str | None:
    """The number of a session, where it has one: "3rd"."""
    numbers = [number for number in _list(body.get("numbers")) if isinstance(number, int)]
    if len(numbers) != 1:
        return None
    number = numbers[0]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _short(names: Names, code: str) -> str:
    return names.name(code) if code else "?"


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _object(value: object, noun: str) -> str | None:
    """The object without words that repeat the noun."""
    text = str(value or "").strip()
    if not text or text.lower() == noun:
        return None
    return text


def _names_itself(kind: Kind, said: str) -> bool:
    """Whether the object is the matter's own name: "the dialogue mechanism on export controls"."""
    words = said.lower().split()
    return not (kind.once or kind.directed) and any(word in words for family in kind.families for word in family.words)


def _who(names: Names, noun: str, doer: str, parties: Sequence[str]) -> str:
    """The parties of a meeting, who does it first; of a visit, who goes to whom, where that is known."""
    others = [_short(names, code) for code in parties if code != doer]
    if noun.endswith("visit") and len(others) == 1 and doer in parties:
        return f"{_short(names, doer)} to {others[0]}"
    return " and ".join([_short(names, doer), *others] if doer in parties else others)
