"""The columns of POLECAT, the weekly event data that are coded in PLOVER.

The columns, their order and "None" for what is empty are those of the files on Harvard Dataverse (Halterman et al.
2023, https://doi.org/10.7910/DVN/AJGVIT). As the PLOVER manual has it, an act of several parties is one line with
lists, and the parties of a mutual act are all actors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from dragoman.export.acts import coded, day_of
from dragoman.export.codes import Codes, load_codes
from dragoman.export.tabbed import write_line
from dragoman.lexicon.ontology import Ontology, load_ontology
from dragoman.model import ActorRef
from dragoman.protocols import StoredEvent
from dragoman.query.asking import Names
from dragoman.query.happenings import Act

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
NONE = "None"
KOSOVO = {"XKX": "KOS"}
"""PLOVER's own code where it is not ISO's."""


def write_polecat(acts: Iterable[Act], out: BinaryIO, names: Names) -> int:
    """Tab-separated with a heading; acts that PLOVER does not code are left out. Gives the number of lines."""
    codes, ontology = load_codes(), load_ontology()
    write_line(out, COLUMNS)
    count = 0
    for act in acts:
        row = coded(act)
        if row is not None:
            write_line(out, _fields(act, row, codes, ontology, names))
            count += 1
    return count


def _fields(act: Act, row: StoredEvent, codes: Codes, ontology: Ontology, names: Names) -> Sequence[str | float]:
    event, plover = row.event, row.event.plover
    kind, mode = (plover.type, plover.mode) if plover else (event.type, event.mode)
    day = day_of(act)
    published = row.source.published.interval
    said = published.latest or published.earliest
    return (
        act.id,
        day.isoformat() if day else NONE,
        kind,
        mode or NONE,
        ontology.score(kind, mode),
        ontology.types[kind].quad.upper(),
        _list(event.contexts),
        *_side(event.actors, codes, names),
        *_side(event.recipients, codes, names),
        event.place or NONE,
        *(NONE,) * 7,
        event.place or NONE,
        NONE,
        row.source.outlet or NONE,
        said.isoformat() if said else NONE,
        *(NONE,) * 3,
        row.source.language or NONE,
        event.extractor,
    )


def _side(actors: Sequence[ActorRef], codes: Codes, names: Names) -> Sequence[str]:
    """Name, country, COW number, first sector, all sectors, title, words, Wikipedia, each a list over the actors."""

    def each(get: Callable[[ActorRef], str]) -> str:
        return _list([get(actor) or NONE for actor in actors])

    sectors = [codes.sector(actor.id).plover for actor in actors]
    return (
        each(lambda actor: names.name(actor.person or actor.id) if actor.id else actor.name),
        each(lambda actor: KOSOVO.get(actor.country or "", actor.country or "")),
        each(lambda actor: codes.country(actor).cow),
        next(filter(None, sectors), NONE),
        _list([sector or NONE for sector in sectors]),
        each(lambda actor: actor.description or ""),
        each(lambda actor: actor.name),
        NONE,
    )


def _list(values: Sequence[str]) -> str:
    """Values joined as POLECAT joins them; "None" where there are none."""
    return "; ".join(value.replace(";", ",") for value in values) or NONE
