"""The event table of GDELT 2.0: 61 columns between tabs, no heading, acts as CAMEO codes between two actors.

After the GDELT Event Database Data Format Codebook V2.0 of 19 February 2015. What the ledger does not know (tone,
coordinates) stays empty. A mutual act stands once in each direction, as CAMEO has it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import BinaryIO

from dragoman.export.acts import coded, day_of, pairs
from dragoman.export.codes import Codes, load_codes
from dragoman.export.tabbed import write_line
from dragoman.lexicon.ontology import Ontology, load_ontology
from dragoman.model import ActorRef, Event
from dragoman.protocols import StoredEvent
from dragoman.query.asking import Names
from dragoman.query.happenings import Act

_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"),
    *("Type1Code", "Type2Code", "Type3Code"),
)
_GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    *("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"),
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
WORLDWIDE = frozenset(("IGO", "NGO", "MNC"))
"""Types that stand before the country in a whole code, as in IGOEUREEC."""

NO_PLACE = (0, *("",) * 7)
_QUADS = ((5, 1), (8, 2), (13, 3), (20, 4))
"""The last root code of each quad class, by the codebook."""


def write_gdelt(acts: Iterable[Act], out: BinaryIO, names: Names) -> int:
    """The lines; an act that PLOVER does not code, or that has no day at all, is left out. Gives their number."""
    codes, ontology = load_codes(), load_ontology()
    count = 0
    for act in acts:
        row, day = coded(act), day_of(act)
        if row is None or day is None:
            continue
        code = _code(row.event, ontology, codes)
        for one, other in pairs(row.event, both_ways=True):
            write_line(out, _fields(act, row, day, code, (one, other), codes, names))
            count += 1
    return count


def _code(event: Event, ontology: Ontology, codes: Codes) -> str:
    """The CAMEO code of what PLOVER codes (a meeting to come is an agreement to meet), else that of its type."""
    plover = event.plover
    if plover is None or (plover.type, plover.mode) == (event.type, event.mode):
        found = event.cameo or ontology.cameo_code(event.type, event.mode, event.contexts)
        return found or codes.types[event.type]
    return ontology.cameo_code(plover.type, plover.mode, event.contexts) or codes.types[plover.type]


def _fields(
    act: Act,
    row: StoredEvent,
    day: date,
    code: str,
    sides: tuple[int | None, int | None],
    codes: Codes,
    names: Names,
) -> Sequence[str | float]:
    event = row.event
    everyone = (*event.actors, *event.recipients)
    one, other = (everyone[side] if side is not None else None for side in sides)
    goldstein = codes.goldstein_of(code)
    root = code[:2]
    reported = act.reported.latest or act.reported.earliest or day
    sighting = row.source.sightings[0] if row.source.sightings else None
    return (
        global_id(act.id, sides),
        int(f"{day:%Y%m%d}"),
        int(f"{day:%Y%m}"),
        day.year,
        round(day.year + (day.month * 30 + day.day) / 365, 4),
        *_actor(one, codes, names),
        *_actor(other, codes, names),
        int(_leads(row)),
        code,
        code[:3],
        root,
        next(quad for last, quad in _QUADS if int(root) <= last),
        "" if goldstein is None else goldstein,
        len(act.rows),
        len({each.source.outlet or each.source.id for each in act.rows}),
        len(act.documents),
        "",
        *NO_PLACE,
        *NO_PLACE,
        *((0, event.place, *("",) * 6) if event.place else NO_PLACE),
        int(f"{reported:%Y%m%d}000000"),
        (sighting.url or sighting.path) if sighting else row.source.id,
    )


def global_id(act: str, sides: tuple[int | None, int | None]) -> int:
    """A number of 53 bits that depends on the act and the pair alone (any reader holds it without loss)."""
    digest = hashlib.blake2b(f"{act}\x1f{sides}".encode(), digest_size=7).digest()
    return int.from_bytes(digest, "big") >> 3


def _actor(actor: ActorRef | None, codes: Codes, names: Names) -> Sequence[str]:
    """The ten fields of an actor: the whole code, then its parts."""
    if actor is None:
        return ("",) * 10
    group, region = codes.group(actor.id)
    country = region or codes.country(actor).cameo
    kind = codes.sector(actor.id).cameo
    place = country or actor.country or ""
    parts = (kind, place, group) if kind in WORLDWIDE else (place, kind, group)
    code = "".join(dict.fromkeys(filter(None, parts)))
    name = names.name(actor.person or actor.id) if actor.id else actor.name
    return (code, name.upper(), country, group, "", "", "", kind, "", "")


def _leads(row: StoredEvent) -> bool:
    """Whether it stands at the head of its report, within its first three hundred signs."""
    return row.event.evidence.sentence.start < 300
