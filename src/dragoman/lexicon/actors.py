"""Who can act: countries, bodies, organisations, offices and the people who held them, as one immutable book.

The book is read from `data/actors/` and `data/offices/`, validated on the way, and asked by id, by name, or at a date.
Ids of parts of a state that every state has (`CHN.MIL`, `JPN.GOV.PM`) need no row of their own: they are the id of a
country and a suffix of `titles.toml` or `generic_bodies.toml`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dragoman.dates import Interval
from dragoman.errors import UsageError
from dragoman.lexicon.actor_records import PERSON, ActorRecord, Generic, Surface, Tenure, Title
from dragoman.lexicon.actor_tables import (
    ACTOR_COLUMNS,
    COUNTRY_COLUMNS,
    HOLDER_COLUMNS,
    by_start,
    read_actors,
    read_countries,
    read_generics,
    read_holders,
    read_titles,
)
from dragoman.lexicon.own_files import ACTORS, HOLDERS, form_of, own_files

__all__ = [
    "ACTOR_COLUMNS",
    "ACTOR_FILES",
    "COUNTRY_COLUMNS",
    "HOLDER_COLUMNS",
    "PERSON",
    "ActorBook",
    "ActorRecord",
    "Generic",
    "Surface",
    "Tenure",
    "Title",
    "load_book",
    "open_book",
    "widened_book",
]
ACTOR_FILES = {
    "organisations.csv": "organisation",
    "armed_groups.csv": "armed-group",
    "parties.csv": "party",
    "companies.csv": "company",
    "bodies.csv": "body",
    "agencies.csv": "body",
}


@dataclass(frozen=True, eq=False)
class ActorBook:
    """All actors, offices and holders. Immutable; made by `load_book`; two books are equal only if they are one."""

    records: Mapping[str, ActorRecord]
    titles: Mapping[str, tuple[Title, ...]]
    generics: Mapping[str, Generic]
    suffix_names: Mapping[str, str]
    _holders: Callable[[], Mapping[str, tuple[Tenure, ...]]]

    @cached_property
    def tenures(self) -> Mapping[str, tuple[Tenure, ...]]:
        """Who held each office, earliest first; read when first asked for. Raises LexiconError as `load_book` does."""
        return self._holders()

    @cached_property
    def _by_person(self) -> Mapping[str, tuple[Tenure, ...]]:
        by_person: dict[str, list[Tenure]] = {}
        for held in self.tenures.values():
            for tenure in held:
                by_person.setdefault(tenure.person, []).append(tenure)
        return {person: tuple(sorted(held, key=by_start)) for person, held in by_person.items()}

    # -------------------------------------------------------------- by id

    def get(self, actor: str) -> ActorRecord | None:
        """The record of an id, made up for a part of a state that every state has; `None` where there is none."""
        record = self.records.get(actor)
        if record is not None:
            return record
        if actor.startswith(PERSON):
            return self._person(actor) if actor in self._by_person else None
        head, _, suffix = actor.partition(".")
        owner = self.records.get(head)
        if owner is not None and owner.kind == "country" and suffix in self.suffix_names:
            kind = "office" if suffix in self.office_suffixes else "body"
            return ActorRecord(actor, f"{self.suffix_names[suffix]} of {owner.name}", kind, country=head)
        return self._organisation_part(actor)

    def _person(self, person: str) -> ActorRecord:
        held = self._by_person[person]
        names = dict.fromkeys(name for tenure in held for name in (tenure.name, *tenure.aliases))
        name, *aliases = names
        return ActorRecord(person, name, "person", tuple(aliases), country=self.country_of(held[-1].office))

    def _organisation_part(self, actor: str) -> ActorRecord | None:
        """An office of an organisation that no row describes: known where it has holders."""
        owner_id, _, suffix = actor.rpartition(".")
        owner = self.records.get(owner_id)
        if owner is None or (actor not in self.tenures and suffix not in self.organisation_suffixes):
            return None
        title = self.organisation_suffixes.get(suffix, "head")
        return ActorRecord(actor, f"{title} of {owner.name}", "office", country=owner.country)

    def name(self, actor: str) -> str:
        """The readable name of an id; the id itself where the book does not know it."""
        record = self.get(actor)
        return actor if record is None else record.name

    def country_of(self, actor: str) -> str | None:
        """The alpha-3 code of the country to which an actor belongs, or `None`."""
        known = self.records.get(actor)
        head = actor.partition(".")[0]
        if head in ("IGO", "GRP"):
            return None  # it sits somewhere, but speaks for no country
        if known is not None:
            return known.country
        record = self.records.get(head)
        if record is not None and record.kind == "country":
            return head
        held = self._by_person.get(actor) if actor.startswith(PERSON) else None
        return self.country_of(held[-1].office) if held else None

    def members(self, actor: str) -> tuple[str, ...]:
        """The members of an organisation or group, as ids; empty where the book does not know them."""
        record = self.records.get(actor)
        return () if record is None else record.members

    def is_within(self, actor: str, other: str) -> bool:
        """Whether `actor` is `other` or a part of it: `JPN.GOV.PM` lies within `JPN`, and so do those who held it."""
        if actor == other:
            return True
        if actor.startswith(f"{other}."):
            return not self._is_namesake(actor, other)
        if not actor.startswith(PERSON):
            return False
        return any(self.is_within(tenure.office, other) for tenure in self._by_person.get(actor, ()))

    def _is_namesake(self, actor: str, other: str) -> bool:
        """Whether `COM.x` is a company and no part of the Comoros (COM), `ARM.x` an armed group and not Armenia's."""
        record = self.records.get(actor)
        return other in ("COM", "ARM") and record is not None and record.kind in ("company", "armed-group")

    # -------------------------------------------------------------- by date

    def holders(self, office: str, when: Interval | None = None) -> tuple[Tenure, ...]:
        """All tenures of an office that share a day with `when` (all of them where it is open), earliest first."""
        held = self.tenures.get(office, ())
        return held if when is None else tuple(t for t in held if t.interval.overlaps(when))

    def holder(self, office: str, when: Interval) -> Tenure | None:
        """The one tenure of an office that covers all of `when`, or `None` where there are several or none."""
        if when.earliest is None or when.latest is None:
            return None
        held = self.holders(office, when)
        people = {tenure.person for tenure in held}
        if len(people) != 1 or not any(tenure.interval.covers(when) for tenure in held):
            return None
        return held[-1]

    def offices_of(self, person: str, when: Interval | None = None) -> tuple[Tenure, ...]:
        """All tenures of a person that share a day with `when` (all of them where it is open), earliest first."""
        held = self._by_person.get(person, ())
        return held if when is None else tuple(t for t in held if t.interval.overlaps(when))

    def governed(self, country: str) -> bool:
        """Whether the book knows any head of state or government of a country."""
        return any(f"{country}.{suffix}" in self.tenures for suffix in ("GOV.PRES", "GOV.PM", "MON"))

    # -------------------------------------------------------------- by words

    @cached_property
    def office_suffixes(self) -> frozenset[str]:
        """The suffixes that are offices of a state, not bodies."""
        return frozenset(s for titles in self.titles.values() for t in titles if not t.organisation for s in t.suffixes)

    @cached_property
    def bodies_of_offices(self) -> Mapping[str, str]:
        """The suffix of the body that the holder of an office leads, by that of the office: GOV.DM, GOV.MOD."""
        found = (t for titles in self.titles.values() for t in titles if t.body and t.suffixes[0].startswith("GOV."))
        return {t.suffixes[0]: t.body for t in found if t.body and t.body.startswith("GOV.")}

    @cached_property
    def organisation_suffixes(self) -> dict[str, str]:
        """The suffixes of offices of organisations, with the name of the office."""
        found: dict[str, str] = {}
        for titles in self.titles.values():
            for title in titles:
                if title.organisation:
                    for suffix in title.suffixes:
                        found.setdefault(suffix, title.name)
        return found

    def surfaces(self) -> list[Surface]:
        """Every way to write every actor, sorted, without repetition: what the automaton looks for."""
        found: dict[Surface, None] = {}
        for record in self.records.values():
            found.update(dict.fromkeys(_surfaces_of(record)))
        for person, held in self._by_person.items():
            for name in dict.fromkeys(name for tenure in held for name in (tenure.name, *tenure.aliases)):
                found[Surface(name, person, "person" if " " in name else "surname")] = None
        for word, titles in self.titles.items():
            for suffix in dict.fromkeys(title.suffixes[0] for title in titles):
                found[Surface(word, suffix, "title", False)] = None
        for word, generic in self.generics.items():
            found[Surface(word, generic.suffix, "generic", False)] = None
        return sorted(found)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """What a user may type, in lower case, with the ids it may stand for."""
        found: dict[str, dict[str, None]] = {}
        for surface in self.surfaces():
            if surface.kind not in ("title", "generic"):
                found.setdefault(surface.surface.casefold(), {})[surface.target] = None
        return {name: tuple(ids) for name, ids in found.items()}

    def called(self, name: str) -> tuple[str, ...]:
        """The ids of those who are called so, in any case; empty where nobody is."""
        return self._names.get(name.casefold(), ())

    def parse_name(self, text: str) -> str:
        """The id that a user means by a name, code, demonym or id, in any case.

        Raises UsageError, with what was perhaps meant, where the book knows no such name or it has several owners.
        """
        asked = " ".join(text.split())
        for candidate in (asked, asked.upper(), asked.lower()):
            if self.get(candidate) is not None:
                return candidate
        key = asked.casefold().removeprefix("the ")
        # With its article first: The Hague is no Mr Hague.
        owners = self._names.get(asked.casefold()) or self._names.get(key) or self._composed(key)
        if owners and len(owners) > 1:
            countries = [owner for owner in owners if owner in self.records and self.records[owner].kind == "country"]
            owners = tuple(countries) if len(countries) == 1 else owners
        if owners and len(owners) == 1:
            return owners[0]
        if owners:
            options = ", ".join(f"{owner} ({self.name(owner)})" for owner in owners[:5])
            raise UsageError(f"{asked!r} may be several actors: {options}", remedy="give the id of one")
        near = difflib.get_close_matches(key, list(self._names), n=4, cutoff=0.7)
        shown = ", ".join(dict.fromkeys(self._shown(name) for name in near))
        remedy = (
            f"did you mean {shown}?" if shown else "give a country, an organisation, a person or an id like JPN.GOV"
        )
        raise UsageError(f"no actor is called {asked!r}", remedy=remedy)

    def _composed(self, key: str) -> tuple[str, ...]:
        """The part of a state that "chinese army" or "japan foreign minister" names."""
        words = key.replace("'s ", " ").replace("’s ", " ").split()
        for cut in range(1, len(words)):
            owners = self._names.get(" ".join(words[:cut]), ())
            countries = [o for o in owners if o in self.records and self.records[o].kind == "country"]
            rest = " ".join(words[cut:])
            if len(countries) != 1:
                continue
            titles = [t for t in self.titles.get(rest, ()) if not t.organisation]
            if titles:
                return (f"{countries[0]}.{titles[0].suffixes[0]}",)
            if rest in self.generics:
                return (f"{countries[0]}.{self.generics[rest].suffix}",)
        return ()

    def _shown(self, name: str) -> str:
        owners = self._names[name]
        return f"{self.name(owners[0])} ({owners[0]})"


_ARTICLE = re.compile(r"\b[Aa]l-(?=[A-Z])")


def _spellings(name: str) -> Iterable[str]:
    """A name as outlets write its article: "al-Shabaab", "Al-Shabaab", "al Shabaab", "Al Shabaab"."""
    return dict.fromkeys((name, *(_ARTICLE.sub(article, name) for article in ("al-", "Al-", "al ", "Al "))))


def _surfaces_of(record: ActorRecord) -> Iterable[Surface]:
    kind = "name" if record.kind == "country" else record.kind
    names = (record.name, *record.aliases)
    for name in (spelling for known in names for spelling in _spellings(known)):
        article = name[:4] in ("The ", "the ") and name[4:] in names  # "The Pentagon" adds nothing to "Pentagon"
        if not name.islower() and not article:  # "the neighbours" is a word that refers, not a name
            yield Surface(name, record.id, kind)
        if name.startswith("the ") and not name.islower() and name[4:] not in names:
            yield Surface(f"T{name[1:]}", record.id, kind)  # where a sentence begins
    for adjective in record.adjectives:
        yield Surface(adjective, record.id, "group" if record.kind == "group" else "demonym")
    for people in record.people:
        yield Surface(people, record.id, "people")
    for metonym in record.metonyms:
        yield Surface(metonym, record.id, "metonym")


# ------------------------------------------------------------------ loading


def load_book(root: Traversable | None = None) -> ActorBook:
    """Read and validate the book under `root` (by default the package's own data; that one is read once).

    Raises LexiconError, with file and line, for an unknown column or key, a bad or doubled id, a reference to no known
    actor, or two holders of one office at a time.
    """
    return _whole(open_book() if root is None else _load(root))


def open_book() -> ActorBook:
    """The package's own book, who held which office not read before it is asked for: for questions.

    Raises LexiconError as `load_book` does, for holders when they are read.
    """
    return _own_book(_stamps())


def widened_book(own: Sequence[Path]) -> ActorBook:
    """The shipped book with these tables of the user on top. Raises LexiconError as `load_book` does."""
    return _whole(_load(files("dragoman") / "data", own))


def _whole(book: ActorBook) -> ActorBook:
    """The book with all that it reads late: what is wrong in a table is said now."""
    _ = book.tenures
    return book


def _stamps() -> tuple[tuple[Path, int, int], ...]:
    """The user's own tables with what changes when they do."""
    return tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in own_files())


@lru_cache(maxsize=1)
def _own_book(stamps: tuple[tuple[Path, int, int], ...]) -> ActorBook:
    return _load(files("dragoman") / "data", [file for file, _, _ in stamps])


def _load(root: Traversable, own: Sequence[Path] = ()) -> ActorBook:
    records: dict[str, ActorRecord] = {}
    places: dict[str, str] = {}
    actors, offices = root / "actors", root / "offices"
    read_countries(actors / "countries.csv", records, places)
    for name, kind in ACTOR_FILES.items():
        if (actors / name).is_file():
            read_actors(actors / name, kind, records, places)
    for file in own:
        if form_of(file) == ACTORS:
            read_actors(file, None, records, places)
    titles, joint, suffix_names = read_titles(offices / "titles.toml")
    generics, names, groups = read_generics(actors / "generic_bodies.toml")
    records.update(groups)
    shipped = sorted((f for f in offices.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name)
    tables = [*shipped, *(file for file in own if form_of(file) == HOLDERS)]
    return ActorBook(records, titles, generics, {**names, **suffix_names}, partial(read_holders, tables, joint))
