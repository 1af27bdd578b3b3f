"""The tables of `data/actors/` and `data/offices/`, read row by row: what is wrong is said with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Any

from dragoman.dates import Interval
from dragoman.errors import LexiconError
from dragoman.lexicon.actor_records import ActorRecord, Generic, Tenure, Title
from dragoman.lexicon.own_files import kind_of
from dragoman.lexicon.records import cells, is_actor_id, place_of, read_csv, read_term, read_toml

COUNTRY_COLUMNS = (
    "id",
    "name",
    "aliases",
    "adjectives",
    "people",
    "metonyms",
    "capital",
    "neighbours",
    "groups",
    "from",
    "until",
)
ACTOR_COLUMNS = ("id", "name", "aliases", "kind", "country", "members", "seat", "from", "until", "source")
HOLDER_COLUMNS = ("office", "person", "name", "aliases", "from", "until", "source")
_TITLE_KEYS = {
    "title": ("suffix", "name", "body", "words", "only", "home", "joint", "rank", "owned"),
    "organisation": ("suffixes", "name", "words"),
}
_BODY_KEYS: dict[str, tuple[str, ...]] = {
    "body": ("suffix", "name", "words", "context", "people", "before", "nouns", "home", "scene"),
    "group": ("id", "name", "names", "adjectives", "before", "members", "source", "spread"),
}
_STATES = ("states", "countries", "nations", "governments", "republics", "powers")


def by_start(tenure: Tenure) -> tuple[str, str, str]:
    """What puts tenures in order: the first day, then the office and the person."""
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


def read_countries(file: Traversable, records: dict[str, ActorRecord], places: dict[str, str]) -> None:
    """Add the countries of a table to `records`, and where each stands to `places`; neighbours must be countries too.

    `from` and `until` bound a state that came to be or ceased after 1989; elsewhere they are empty.

    Raises LexiconError with the line.
    """
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
            term=read_term(file, line, row["from"], row["until"])[0],
            neighbours=cells(row["neighbours"]),
            groups=cells(row["groups"]),
        )
        _new(record, file, line, records, places)
        lines[record.id] = line
    for country, line in lines.items():
        strange = [n for n in records[country].neighbours if n not in records]
        if strange:
            raise LexiconError(f"no country {strange[0]!r} among the neighbours", place=place_of(file, line))


def read_actors(file: Traversable, given: str | None, records: dict[str, ActorRecord], places: dict[str, str]) -> None:
    """Add the bodies and organisations of a table, all of one kind or each of the kind that its id says.

    Raises LexiconError with the line.
    """
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


def read_titles(file: Traversable) -> tuple[dict[str, tuple[Title, ...]], dict[str, tuple[str, ...]], dict[str, str]]:
    """What each word for an office means, for which offices several may hold it at once, and the names of offices.

    Raises LexiconError for an unknown key or a word not in lower case.
    """
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


def read_generics(file: Traversable) -> tuple[dict[str, Generic], dict[str, str], dict[str, ActorRecord]]:
    """What each word for a body means, the names of bodies, and the groups of states by id.

    Raises LexiconError for an unknown key or a word not in lower case.
    """
    content = read_toml(file, _BODY_KEYS)
    generics: dict[str, Generic] = {}
    names: dict[str, str] = {}
    for entry in content["body"]:
        names.setdefault(entry["suffix"], entry["name"])
        for word in _body_words(entry):
            _check_lower(word, file)
            home = entry.get("home", {}).get(word)
            context, people, scene = (entry.get(key, False) for key in ("context", "people", "scene"))
            generics.setdefault(word, Generic(entry["suffix"], word, context, people, home, scene))
    groups = {
        entry["id"]: ActorRecord(
            entry["id"],
            entry["name"],
            "group",
            (
                *entry["names"],
                *(f"{before} {noun}" for before in entry.get("before", ()) for noun in (*_STATES, "States")),
            ),
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


def read_holders(tables: Iterable[Traversable], joint: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Tenure, ...]]:
    """All tenures by office, earliest first, after a check that no two overlap where one person holds the office.

    Raises LexiconError with the line.
    """
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
        held.sort(key=lambda entry: by_start(entry[0]))
        country, _, suffix = office.partition(".")
        shared = joint.get(suffix, ())
        if country not in shared and "*" not in shared:
            check_succession(held)
    return {office: tuple(tenure for tenure, _, _ in rows[office]) for office in sorted(rows)}


def check_succession(held: list[tuple[Tenure, Interval, str]]) -> None:
    """Refuse two holders at a time. The day of a handover belongs to both; dates given as years may touch."""
    for (before, early, first), (after, late, second) in pairwise(held):
        shared = early.intersect(late)
        if shared is not None and (shared.days is None or shared.days > 1) and before.person != after.person:
            raise LexiconError(
                f"{after.office} is held by {after.name} and by {before.name} ({first}) at the same time",
                place=second,
                remedy="end the earlier term, or correct the later one",
            )
