"""Actors and office holders from an extract of a Wikidata JSON dump, one entity a line.

Read are the English label and aliases, P31 (instance of), P17 (country), P1001 (applies to jurisdiction), P298 (alpha-3
code), and P39 (position held) with P580 and P582 (start and end). Positions and countries must be in the extract too,
since only their labels say what they are. The form: https://www.wikidata.org/wiki/Help:Wikibase/JSON
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.errors import UsageError
from dragoman.lexicon.actors import ActorBook, Title
from dragoman.lexicon.faults import Fault
from dragoman.lexicon.records import Row

_KINDS = {
    "Q5": "person",
    "Q484652": "IGO",  # international organization
    "Q245065": "IGO",  # intergovernmental organization
    "Q79913": "NGO",  # non-governmental organization
    "Q163740": "NGO",  # nonprofit organization
    "Q7278": "PTY",  # political party
    "Q783794": "COM",  # company
    "Q4830453": "COM",  # business
    "Q6881511": "COM",  # enterprise
    "Q891723": "COM",  # public company
    "Q17149090": "ARM",  # armed organization
    "Q327333": "GOV",  # government agency
    "Q192350": "GOV",  # ministry
}
_FORMS = {9: 4, 10: 7, 11: 10}
"""Precision of a Wikidata time, and how much of YYYY-MM-DD it gives."""

_MOST_ALIASES = 12


@dataclass(frozen=True, slots=True)
class Held:
    """One statement of P39: the position, and when it was held."""

    position: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Entity:
    """What is used of one entity; `line` is its line in the extract."""

    line: int
    id: str
    label: str
    aliases: tuple[str, ...]
    classes: tuple[str, ...]
    countries: tuple[str, ...]
    code: str | None
    held: tuple[Held, ...]


Lined = tuple[int, Row]


def read_entities(lines: Iterable[str], name: str, notes: list[Fault]) -> dict[str, Entity]:
    """The entities of an extract by their id; a line that is none is noted and passed over."""
    found: dict[str, Entity] = {}
    for number, raw in enumerate(lines, start=1):
        text = raw.strip().rstrip(",")
        if text in ("", "[", "]"):
            continue
        try:
            entity = _entity(number, json.loads(text))
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError, RecursionError) as error:
            notes.append(Fault(name, number, f"no entity of Wikidata: {error}", "one JSON object a line"))
            continue
        if not entity.label:
            notes.append(Fault(name, number, f"{entity.id} has no English label"))
        else:
            found[entity.id] = entity
    return found


def _entity(line: int, value: Mapping[str, Any]) -> Entity:
    claims = value.get("claims") or {}
    label = (value.get("labels") or {}).get("en", {}).get("value", "")
    aliases = [alias["value"] for alias in (value.get("aliases") or {}).get("en", [])]
    codes = [c for c in _values(claims, "P298") if isinstance(c, str)]
    return Entity(
        line=line,
        id=value["id"],
        label=_clean(label),
        aliases=tuple(a for a in dict.fromkeys(map(_clean, aliases)) if a and a != label)[:_MOST_ALIASES],
        classes=tuple(_items(claims, "P31")),
        countries=(*_items(claims, "P1001"), *_items(claims, "P17")),
        code=codes[0] if codes else None,
        held=tuple(_held(s) for s in claims.get("P39", ()) if s.get("rank") != "deprecated" and _value(s["mainsnak"])),
    )


def _clean(text: str) -> str:
    """A name as a cell can hold it: no bar, which parts the names of a cell, and no line end."""
    return " ".join(text.replace("|", " ").split())


def _held(statement: Mapping[str, Any]) -> Held:
    qualifiers = statement.get("qualifiers") or {}
    start, end = (_time(next(iter(qualifiers.get(p, ())), None)) for p in ("P580", "P582"))
    return Held(_value(statement["mainsnak"])["id"], start, end)


def _value(snak: Mapping[str, Any]) -> Any:
    return snak.get("datavalue", {}).get("value")


def _values(claims: Mapping[str, Any], prop: str) -> list[Any]:
    return [_value(s["mainsnak"]) for s in claims.get(prop, ()) if s.get("rank") != "deprecated"]


def _items(claims: Mapping[str, Any], prop: str) -> list[str]:
    return [value["id"] for value in _values(claims, prop) if isinstance(value, dict)]


def _time(snak: Mapping[str, Any] | None) -> str:
    """The date as exact as its precision says; empty where it is unknown or coarser than a year."""
    value = _value(snak) if snak else None
    if not value or not value["time"].startswith("+") or value.get("precision") not in _FORMS:
        return ""
    return str(value["time"][1:11])[: _FORMS[value["precision"]]]


# ------------------------------------------------------------------ rows


def to_rows(
    entities: Mapping[str, Entity], name: str, book: ActorBook, notes: list[Fault]
) -> tuple[list[Lined], list[Lined]]:
    """Rows of actors and of holders, each with its line in the extract; `notes` takes what was left out, and why."""
    work = _Rows(entities, name, book, notes, {}, [], [])
    for entity in entities.values():
        kind = next((_KINDS[c] for c in entity.classes if c in _KINDS), None)
        if kind == "person":
            work.person(entity)
        elif kind is not None:
            work.organisation(entity, kind)
    return work.actors, work.holders


@dataclass(frozen=True, slots=True)
class _Rows:
    """The work on one extract; `ids` are the ids given so far."""

    entities: Mapping[str, Entity]
    name: str
    book: ActorBook
    notes: list[Fault]
    ids: dict[str, str]
    actors: list[Lined]
    holders: list[Lined]

    def person(self, entity: Entity) -> None:
        """A row for each office that the person held and that the book has a place for."""
        person = self._person_id(entity)
        for held in entity.held:
            office = self._office(held.position)
            if office is None:
                position = self.entities.get(held.position)
                what = position.label if position else f"{held.position}, which is not in the extract"
                self._note(entity, f"{entity.label} held {what}: no office of the book")
            elif not held.start:
                self._note(entity, f"{entity.label} held {office} from no known day")
            elif any(t.person == person for t in self.book.holders(office)):
                self._note(entity, f"{entity.label} is known as a holder of {office} already")
            else:
                row = {"office": office, "person": person, "name": entity.label, "aliases": "|".join(entity.aliases)}
                row |= {"from": held.start, "until": held.end, "source": _source(entity)}
                self.holders.append((entity.line, row))

    def organisation(self, entity: Entity, kind: str) -> None:
        """A row for an organisation, party, company, armed group or body of a state."""
        owners = self.book.called(entity.label)
        if owners:
            self._note(entity, f"{entity.label} is known already as {owners[0]}")
            return
        country = self._country(entity)
        if country is None and kind in ("PTY", "GOV"):
            self._note(entity, f"{entity.label} has no country that is in the extract or the book")
            return
        prefix = f"{country}.{kind}" if kind in ("PTY", "GOV") else kind
        actor = self._free(f"{prefix}.{_slug(entity.label)}", entity.id)
        aliases = [alias for alias in entity.aliases if not self.book.called(alias)]
        row = {"id": actor, "name": entity.label, "aliases": "|".join(aliases), "kind": kind.lower()}
        row |= {"country": country or "", "source": _source(entity)}
        self.actors.append((entity.line, row))

    def _note(self, entity: Entity, message: str) -> None:
        self.notes.append(Fault(self.name, entity.line, message))

    def _person_id(self, entity: Entity) -> str:
        known = [owner for owner in self.book.called(entity.label) if owner.startswith("person/")]
        return known[0] if len(known) == 1 else self._free(f"person/{_slug(entity.label)}", entity.id)

    def _free(self, wanted: str, entity: str) -> str:
        """The wanted id, or one with the entity's own number where another has it."""
        taken = self.ids.get(wanted, entity) != entity or self.book.get(wanted) is not None
        actor = f"{wanted}-{entity.lower()}" if taken else wanted
        self.ids[actor] = entity
        return actor

    def _country(self, entity: Entity) -> str | None:
        for other in entity.countries:
            found = self.entities.get(other)
            code = (found.code or self._named(found.label)) if found else None
            if code and code in self.book.records:
                return code
        return None

    def _named(self, name: str) -> str | None:
        try:
            return self.book.parse_name(name)
        except UsageError:
            return None

    def _office(self, position: str) -> str | None:
        """The id of the office that a position's label names: "Prime Minister of Japan", or one with a country."""
        entity = self.entities.get(position)
        if entity is None:
            return None
        for label in (entity.label, *entity.aliases):
            for cut in re.finditer(r" of (?:the )?", label):
                owner = self._named(label[cut.end() :])
                office = self._titled(label[: cut.start()], owner) if owner else None
                if office:
                    return office
        country = self._country(entity)
        return self._titled(entity.label, country) if country else None

    def _titled(self, words: str, owner: str | None) -> str | None:
        if owner is None or owner not in self.book.records:
            return None
        state = self.book.records[owner].kind == "country"
        for title in self.book.titles.get(words.lower().removeprefix("the "), ()):
            if title.organisation == state or not _allowed(title, owner):
                continue
            offices = [f"{owner}.{suffix}" for suffix in title.suffixes]
            return next((o for o in offices if o in self.book.tenures), offices[0])
        return None


def _allowed(title: Title, owner: str) -> bool:
    return not title.only or owner in title.only


def _source(entity: Entity) -> str:
    return f"https://www.wikidata.org/wiki/{entity.id}"


def _slug(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "unnamed"
