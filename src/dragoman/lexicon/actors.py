"""Who can act: countries, bodies, organisations, offices and the people who held them, as one immutable book.

The book is read from `data/actors/` and `data/offices/`, validated on the way, and asked by id, by name, or at a date.
Ids of parts of a state that every state has (`CHN.MIL`, `JPN.GOV.PM`) need no row of their own: they are the id of a
country and a suffix of `titles.toml` or `generic_bodies.toml`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.dates import Interval
from dragoman.errors import LexiconError, UsageError
from dragoman.lexicon.own_files import ACTORS, HOLDERS, form_of, kind_of, own_files
from dragoman.lexicon.records import cells, is_actor_id, place_of, read_csv, read_term, read_toml

COUNTRY_COLUMNS = ("id", "name", "aliases", "adjectives", "people", "metonyms", "capital", "neighbours", "groups")
ACTOR_COLUMNS = ("id", "name", "aliases", "kind", "country", "members", "seat", "from", "until", "source")
HOLDER_COLUMNS = ("office", "person", "name", "aliases", "from", "until", "source")
ACTOR_FILES = {
    "organisations.csv": "organisation",
    "armed_groups.csv": "armed-group",
    "parties.csv": "party",
    "companies.csv": "company",
    "bodies.csv": "body",
}
PERSON = "person/"
"""How the id of every person begins."""
_ALWAYS = Interval()
_TITLE_KEYS = {
    "title": ("suffix", "name", "body", "words", "only", "home", "joint", "rank", "owned"),
    "organisation": ("suffixes", "name", "words"),
}
_BODY_KEYS: dict[str, tuple[str, ...]] = {
    "body": ("suffix", "name", "words", "context", "people", "before", "nouns", "home"),
    "group": ("id", "name", "names", "adjectives", "before", "members", "source", "spread"),
}
_STATES = ("states", "countries", "nations", "governments", "republics", "powers")


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
    """What a word for a body or a group of people means. `home` is the country meant where none is named."""

    suffix: str
    name: str
    context: bool = False
    people: bool = False
    home: str | None = None


class Surface(NamedTuple):
    """A way to write an actor. `target` is an actor's id, or the suffix of an office or body that every state has.

    `kind` is name, demonym, people, metonym, organisation, body, armed-group, party, company, region, group, person,
    surname, title or generic. `cased`: whether it is written as given (a name) or in any case (a title).
    """

    surface: str
    target: str
    kind: str
    cased: bool = True


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
        return {person: tuple(sorted(held, key=_by_start)) for person, held in by_person.items()}

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


def _surfaces_of(record: ActorRecord) -> Iterable[Surface]:
    kind = "name" if record.kind == "country" else record.kind
    names = (record.name, *record.aliases)
    for name in names:
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
    _read_countries(actors / "countries.csv", records, places)
    for name, kind in ACTOR_FILES.items():
        if (actors / name).is_file():
            _read_actors(actors / name, kind, records, places)
    for file in own:
        if form_of(file) == ACTORS:
            _read_actors(file, None, records, places)
    titles, joint, suffix_names = _read_titles(offices / "titles.toml")
    generics, names, groups = _read_generics(actors / "generic_bodies.toml")
    records.update(groups)
    shipped = sorted((f for f in offices.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name)
    tables = [*shipped, *(file for file in own if form_of(file) == HOLDERS)]
    return ActorBook(records, titles, generics, {**names, **suffix_names}, partial(_read_holders, tables, joint))


def _by_start(tenure: Tenure) -> tuple[str, str, str]:
    start = tenure.interval.earliest
    return (start.isoformat() if start else "", tenure.office, tenure.person)


def _new(
    record: ActorRecord, file: Traversable, line: int, records: dict[str, ActorRecord], places: dict[str, str]
) -> None:
    if not is_actor_id(record.id):
        raise LexiconError(
            f"not an actor's id: {record.id!r}",
            place=place_of(file, line),
            remedy="write it like JPN, JPN.GOV, IGO.UN or ARM.slug",
        )
    if record.id in records:
        raise LexiconError(
            f"{record.id} is given twice", place=place_of(file, line), remedy=f"the other one is in {places[record.id]}"
        )
    records[record.id] = record
    places[record.id] = place_of(file, line)


def _read_countries(file: Traversable, records: dict[str, ActorRecord], places: dict[str, str]) -> None:
    lines: dict[str, int] = {}
    for line, row in read_csv(file, COUNTRY_COLUMNS, ("id", "name")):
        record = ActorRecord(
            row["id"],
            row["name"],
            "country",
            cells(row["aliases"]),
            country=row["id"],
            seat=row["capital"] or None,
            adjectives=cells(row["adjectives"]),
            people=cells(row["people"]),
            metonyms=cells(row["metonyms"]),
            capital=row["capital"] or None,
            neighbours=cells(row["neighbours"]),
            groups=cells(row["groups"]),
        )
        _new(record, file, line, records, places)
        lines[record.id] = line
    for country, line in lines.items():
        strange = [n for n in records[country].neighbours if n not in records]
        if strange:
            raise LexiconError(f"no country {strange[0]!r} among the neighbours", place=place_of(file, line))


def _read_actors(file: Traversable, given: str | None, records: dict[str, ActorRecord], places: dict[str, str]) -> None:
    required = ("id", "name") if given else ("id", "name", "source")
    for line, row in read_csv(file, ACTOR_COLUMNS, required):
        kind = given or kind_of(row["id"])
        if row["country"] and row["country"] not in records:
            raise LexiconError(
                f"no country {row['country']!r}", place=place_of(file, line), remedy="use its alpha-3 code"
            )
        prefix = row["id"].partition(".")[0]
        home = prefix if prefix in records and kind not in ("company", "armed-group") else None
        record = ActorRecord(
            row["id"],
            row["name"],
            "region" if row["kind"] == "region" else kind,
            cells(row["aliases"]),
            country=row["country"] or home,
            members=cells(row["members"]),
            seat=row["seat"] or None,
            term=read_term(file, line, row["from"], row["until"])[0],
            source=row["source"],
            reports=row["kind"].startswith("media"),
        )
        _new(record, file, line, records, places)


def _read_titles(file: Traversable) -> tuple[dict[str, tuple[Title, ...]], dict[str, tuple[str, ...]], dict[str, str]]:
    content = read_toml(file, _TITLE_KEYS)
    titles: dict[str, list[Title]] = {}
    joint: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    for entry in content["title"]:
        title = Title(
            (entry["suffix"],),
            entry["name"],
            entry.get("body"),
            rank=entry.get("rank", False),
            owned=entry.get("owned", False),
        )
        joint[entry["suffix"]] = (*joint.get(entry["suffix"], ()), *entry.get("joint", ()))
        names[entry["suffix"]] = entry["name"]
        only, home = entry.get("only", {}), entry.get("home", {})
        for word in entry["words"]:
            _check_lower(word, file)
            meant = replace(title, only=tuple(only.get(word, ())), home=home.get(word))
            titles.setdefault(word, []).append(meant)
    for entry in content["organisation"]:
        for word in entry["words"]:
            _check_lower(word, file)
            titles.setdefault(word, []).append(Title(tuple(entry["suffixes"]), entry["name"], organisation=True))
    return {word: tuple(meanings) for word, meanings in titles.items()}, joint, names


def _check_lower(word: str, file: Traversable) -> None:
    if word != word.lower():
        raise LexiconError(f"{word!r} is not in lower case", place=file.name, remedy="titles and bodies match any case")


def _read_generics(file: Traversable) -> tuple[dict[str, Generic], dict[str, str], dict[str, ActorRecord]]:
    content = read_toml(file, _BODY_KEYS)
    generics: dict[str, Generic] = {}
    names: dict[str, str] = {}
    for entry in content["body"]:
        names.setdefault(entry["suffix"], entry["name"])
        for word in _body_words(entry):
            _check_lower(word, file)
            home = entry.get("home", {}).get(word)
            meant = Generic(entry["suffix"], word, entry.get("context", False), entry.get("people", False), home)
            generics.setdefault(word, meant)
    groups = {
        entry["id"]: ActorRecord(
            entry["id"],
            entry["name"],
            "group",
            (*entry["names"], *(f"{before} {noun}" for before in entry.get("before", ()) for noun in _STATES)),
            members=tuple(entry.get("members", ())),
            source=entry.get("source", ""),
            adjectives=tuple(entry["adjectives"]),
            spread=entry.get("spread", False),
        )
        for entry in content["group"]
    }
    return generics, names, groups


def _body_words(entry: dict[str, Any]) -> list[str]:
    """The words of an entry, with every combination of its `before` and `nouns`."""
    pairs = [f"{before} {noun}" for before in entry.get("before", ()) for noun in entry.get("nouns", ())]
    return [*entry.get("words", ()), *pairs]


def _read_holders(tables: Iterable[Traversable], joint: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Tenure, ...]]:
    """All tenures by office, earliest first, after a check that no two overlap where one person holds the office."""
    rows: dict[str, list[tuple[Tenure, Interval, str]]] = {}
    for file in tables:
        for line, row in read_csv(file, HOLDER_COLUMNS, ("office", "person", "name")):
            place = place_of(file, line)
            for actor in (row["office"], row["person"]):
                if not is_actor_id(actor):
                    raise LexiconError(f"not an actor's id: {actor!r}", place=place)
            wide, narrow = read_term(file, line, row["from"], row["until"])
            tenure = Tenure(row["office"], row["person"], row["name"], cells(row["aliases"]), wide, row["source"])
            rows.setdefault(row["office"], []).append((tenure, narrow, place))
    for office, held in rows.items():
        held.sort(key=lambda entry: _by_start(entry[0]))
        country, _, suffix = office.partition(".")
        shared = joint.get(suffix, ())
        if country not in shared and "*" not in shared:
            _check_succession(held)
    return {office: tuple(tenure for tenure, _, _ in rows[office]) for office in sorted(rows)}


def _check_succession(held: list[tuple[Tenure, Interval, str]]) -> None:
    """Refuse two holders at a time. The day of a handover belongs to both; dates given as years may touch."""
    for (before, early, first), (after, late, second) in pairwise(held):
        shared = early.intersect(late)
        if shared is not None and (shared.days is None or shared.days > 1) and before.person != after.person:
            raise LexiconError(
                f"{after.office} is held by {after.name} and by {before.name} ({first}) at the same time",
                place=second,
                remedy="end the earlier term, or correct the later one",
            )
