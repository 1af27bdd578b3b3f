"""What the book of actors holds: actors, offices and who held them, and the ways in which they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dragoman.dates import Interval

PERSON = "person/"
"""How the id of every person begins."""
_ALWAYS = Interval()


@dataclass(frozen=True, slots=True)
class ActorRecord:
    """One entry of the book. `kind` is country, body, organisation, armed-group, party, company, region, group, office
    or person, or what the row itself says; `country` the alpha-3 code of the state it belongs to or sits in.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    members: tuple[str, ...] = ()
    seat: str | None = None
    term: Interval = _ALWAYS
    source: str = ""
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    capital: str | None = None
    neighbours: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    reports: bool = False  # an agency, newspaper or station: it tells of what others do
    spread: bool = False  # a name for its members and nothing else: "the two Koreas"


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office: `interval` is the widest reading of its dates, `source` where the fact is from."""

    office: str
    person: str
    name: str
    aliases: tuple[str, ...]
    interval: Interval
    source: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """What a word for an office means. `suffixes` are tried in order; `only` and `home` are country codes.

    `owned`: the word says an office only with its state beside it ("Israeli spokesman"): firms have spokesmen too.
    """

    suffixes: tuple[str, ...]
    name: str
    body: str | None = None
    only: tuple[str, ...] = ()
    home: str | None = None
    organisation: bool = False
    rank: bool = False
    owned: bool = False


@dataclass(frozen=True, slots=True)
class Generic:
    """What a word for a body or a group of people means. `home` is the country meant where none is named.

    `scene`: people who, where no country stands beside them, are those of the one country that a report tells of.
    """

    suffix: str
    name: str
    context: bool = False
    people: bool = False
    home: str | None = None
    scene: bool = False


class Surface(NamedTuple):
    """A way to write an actor. `target` is an actor's id, or the suffix of an office or body that every state has.

    `kind` is name, demonym, people, metonym, organisation, body, armed-group, party, company, region, group, person,
    surname, title or generic. `cased`: whether it is written as given (a name) or in any case (a title).
    """

    surface: str
    target: str
    kind: str
    cased: bool = True
