"""A ledger of any size whose events have the proportions of real reports; no text of them is in it.

usage: python bench/generate.py --events N --ledger LEDGER [--seed N] [--from DAY] [--reports-per-day N] [--no-link]
       python bench/generate.py --measure LEDGER

`bench/proportions.json` was measured by `--measure` on a ledger of the 1,000 reports of early 2016: how many events,
mentions and claims a report has; which act, with type, status, phase and matter, goes with which parties; how often a
matter has an object; how far the days of events lie from the report's; how many events tell of one happening. Reports
are drawn from these with a seed, day by day, and go into the ledger through `Store.add` like any reading, and copies
are looked for among them as they come, so that it stands as a ledger that was read, and the same seed gives the same
bytes. What matters are about changes as years go by: one object gives way each day.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.ledger.linking import link_all
from dragoman.model import (
    ActorRef,
    Block,
    BlockKind,
    Claim,
    CleanText,
    DatedBy,
    Document,
    Event,
    Evidence,
    Matter,
    Phase,
    PloverCode,
    Published,
    PublishedBasis,
    Reading,
    Sighting,
    SourceKind,
    SourceLink,
    Span,
    Stance,
    Status,
    StoredMention,
    stable_id,
)
from dragoman.run.copies import find_copies
from dragoman.store.sql import open_store

TABLE = Path(__file__).parent / "proportions.json"
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
VERSION = "generated"
AT_ONCE = 500
MOST = 600
"""Rows kept of the table of days: what is rarer adds nothing to sizes and times."""

OBJECTS = [
    f"{kind} {what}".strip()
    for kind in ("", "frozen", "raw", "used", "cheap", "border", "coastal", "northern")
    for what in (
        *(
            "rice",
            "steel",
            "poultry",
            "timber",
            "gas",
            "wheat",
            "seafood",
            "salt",
            "cotton",
            "visas",
            "ferries",
            "grain",
        ),
        *(
            "fishing",
            "patrols",
            "pipeline",
            "rail",
            "water",
            "prisoners",
            "mines",
            "drones",
            "ports",
            "flights",
            "fuel",
        ),
    )
]
SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er", "ol")]
VOCABULARY = [one + two + three for one in SYLLABLES for two in SYLLABLES[::7] for three in ("", "ta", "rin")]
"""Words of no language, so that two sentences are alike only where they tell of the same."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--measure", metavar="LEDGER", help="write the proportions of a ledger in SQLite")
    options.add_argument("--events", type=int, default=10_000)
    options.add_argument("--ledger", default="generated.db")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--from", dest="start", type=date.fromisoformat, default=date(2016, 1, 1))
    options.add_argument("--reports-per-day", type=int, default=40)
    options.add_argument("--no-link", action="store_true")
    given = options.parse_args()
    if given.measure:
        lines = (f"{json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(measure(given.measure).items()))
        TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
        print(f"written to {TABLE.name}")
        return 0
    world = World(load(), given.seed, given.start, given.reports_per_day)
    began = time.monotonic()
    reports = events = 0
    with open_store(given.ledger) as store:
        for readings in batches(world, given.events):
            added = store.add(readings, recorded_at=RECORDED)
            find_copies(store, recorded_at=RECORDED)
            reports, events = reports + added.documents, events + added.events
            print(f"\r{reports:,} reports, {events:,} events, {time.monotonic() - began:.0f} s", end="", flush=True)
        print()
        if not given.no_link:
            linked = link_all(store, recorded_at=RECORDED)
            print(f"linked: {linked.occurrences:,} occurrences, {linked.dossiers:,} dossiers")
    print(f"{time.monotonic() - began:.1f} s, seed {given.seed}, {given.ledger}")
    return 0


def batches(world: World, events: int) -> Iterator[list[Reading]]:
    """Readings until that many events are reached, `AT_ONCE` reports together."""
    batch: list[Reading] = []
    for reading in world.readings():
        batch.append(reading)
        events -= len(reading.events)
        if events <= 0 or len(batch) == AT_ONCE:
            yield batch
            batch = []
        if events <= 0:
            return


# ------------------------------------------------------------------ proportions


def measure(ledger: str) -> dict[str, Any]:
    """Counts of a ledger in SQLite: ontology words and ids of the book of actors, no word of a report."""
    with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as connection:
        told_of: Counter[tuple[str, str]] = Counter()
        offsets: Counter[str] = Counter()
        matters: Counter[bool] = Counter()
        for body, published in connection.execute("SELECT body, order_published FROM events"):
            event = json.loads(body)
            sides = [[_code(a) for a in event[role]][:3] for role in ("actors", "recipients")]
            told_of[json.dumps(_act(event)), json.dumps(sides)] += 1
            offsets[json.dumps(_offset(event["date"], published))] += 1
            if event["matter"]:
                matters[bool(event["matter"]["object"])] += 1
        told = Counter(
            len(json.loads(body)["events"]) for (body,) in connection.execute("SELECT body FROM occurrences")
        )
        per_report = [
            Counter(
                count
                for (count,) in connection.execute(
                    f"SELECT (SELECT count(*) FROM {table} t WHERE t.reading = r.id) FROM readings r"
                )
            )
            for table in ("events", "mentions", "claims")
        ]
        lengths = Counter(
            round(n, -2) for (n,) in connection.execute("SELECT json_extract(body, '$.words') FROM readings")
        )
    events, mentions, claims = ({str(k): v for k, v in sorted(c.items())} for c in per_report)
    acts, parties = (sorted({pair[side] for pair in told_of}) for side in (0, 1))
    places = [{text: place for place, text in enumerate(each)} for each in (acts, parties)]
    return {
        "acts": [json.loads(text) for text in acts],
        "parties": [json.loads(text) for text in parties],
        "together": sorted([places[0][act], places[1][sides], n] for (act, sides), n in told_of.items()),
        "with_object": round(matters[True] / matters.total(), 3) if matters else 0.0,
        "offsets": _top(offsets),
        "told": {str(k): v for k, v in sorted(told.items())},
        "events": events,
        "mentions": mentions,
        "claims": claims,
        "words": {str(k): v for k, v in sorted(lengths.items())},
    }


def _act(event: dict[str, Any]) -> list[Any]:
    plover, matter = event["plover"], event["matter"]
    return [
        *(event[name] for name in ("type", "mode", "cameo", "quad", "score", "status", "phase", "historical")),
        [plover["type"], plover["mode"]] if plover else None,
        matter["class"] if matter else None,
    ]


def _code(actor: dict[str, Any]) -> str | None:
    """An id of the book; somebody's country where the name is none of it; a person is of his country."""
    identity = actor["id"]
    return identity if identity and not identity.startswith("person/") else actor["country"]


def _offset(dated: dict[str, Any] | None, published: str) -> list[int] | None:
    """Days from publication to the first day, and the width; `None` where the event or the report has no day."""
    if dated is None or not dated["earliest"] or not dated["latest"] or not published[0].isdigit():
        return None
    first, last = date.fromisoformat(dated["earliest"]), date.fromisoformat(dated["latest"])
    away = (first - date.fromisoformat(published)).days
    return [max(-4000, min(4000, away)), min(4000, (last - first).days)]


def _top(counts: Counter[str]) -> list[list[Any]]:
    return [[json.loads(key), n] for key, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:MOST]]


def load() -> dict[str, Any]:
    """The table of proportions as it stands beside this script."""
    found: dict[str, Any] = json.loads(TABLE.read_text("utf-8"))
    return found


class Draw:
    """Values drawn in proportion to their counts."""

    def __init__(self, counted: Sequence[tuple[Any, int]]) -> None:
        self._values = [value for value, _count in counted]
        self._sums = list(accumulate(count for _value, count in counted))

    def one(self, chance: random.Random) -> Any:
        return chance.choices(self._values, cum_weights=self._sums)[0]


# ------------------------------------------------------------------ the world


@dataclass(frozen=True, slots=True)
class Happening:
    """What one or more reports tell: the act, who took part, about what, and when."""

    act: list[Any]
    actors: tuple[str | None, ...]
    recipients: tuple[str | None, ...]
    about: str | None
    interval: Interval | None
    words: tuple[str, ...]


class World:
    """Days, on each of which some things happen and are reported, by some of the reports more than once."""

    def __init__(self, table: dict[str, Any], seed: int, start: date, per_day: int) -> None:
        self._chance = random.Random(seed)
        self._day, self._per_day = start, per_day
        self._acts, self._parties = table["acts"], table["parties"]
        self._together = Draw([((act, sides), n) for act, sides, n in table["together"]])
        self._offsets, self._with_object = Draw(table["offsets"]), table["with_object"]
        numbers = {
            n: Draw([(int(k), v) for k, v in table[n].items()]) for n in ("events", "mentions", "claims", "words")
        }
        self._numbers = numbers
        told = {int(k): v for k, v in table["told"].items()}
        self._again = 1 - sum(told.values()) / sum(k * v for k, v in told.items())
        self._objects = list(OBJECTS)
        self._places = Draw([(place, 1000 // (place + 1) + 1) for place in range(len(OBJECTS))])
        self._recent: list[Happening] = []

    def readings(self) -> Iterator[Reading]:
        """Reports without end, by day."""
        number = 0
        while True:
            for _ in range(self._per_day):
                number += 1
                yield self._reading(number)
            self._day += timedelta(days=1)
            self._objects[self._chance.randrange(len(OBJECTS))] = " ".join(self._chance.choices(VOCABULARY, k=2))
            self._recent = self._recent[-self._per_day * 30 :]

    def _happening(self) -> Happening:
        if self._recent and self._chance.random() < self._again:
            return self._chance.choice(self._recent)
        act, sides = self._together.one(self._chance)
        actors, recipients = self._parties[sides]
        away = self._offsets.one(self._chance)
        interval = None
        if away is not None:
            first = self._day + timedelta(days=away[0])
            interval = Interval(first, first + timedelta(days=away[1]))
        known = self._chance.random() < self._with_object
        about = self._objects[self._places.one(self._chance)] if known else None
        words = tuple(self._chance.choices(VOCABULARY, k=16))
        happening = Happening(self._acts[act], tuple(actors), tuple(recipients), about, interval, words)
        self._recent.append(happening)
        return happening

    def _reading(self, number: int) -> Reading:
        told = [self._happening() for _ in range(self._number("events"))]
        sentences = [f"Report {number} of {self._day}.", *(_sentence(one, i) for i, one in enumerate(told))]
        filler = max(0, self._number("words") - sum(len(s.split()) for s in sentences)) // 20
        sentences += [" ".join(self._chance.choices(VOCABULARY, k=20)) + "." for _ in range(filler)]
        raw = " ".join(sentences)
        identity = stable_id("doc", raw)
        clean = CleanText(raw, (Block(0, len(raw), BlockKind.BODY),), ((0, 0, len(raw)),))
        published = Published(Interval(self._day, self._day), PublishedBasis.METADATA)
        outlet = f"outlet-{number % 37}.example"
        document = Document(identity, raw, clean, "text", f"Report {number}", outlet, published=published)
        starts = list(accumulate((len(s) + 1 for s in sentences), initial=0))
        spans = [Span(start, start + len(s)) for start, s in zip(starts, sentences, strict=False)]
        here = spans[1 : len(told) + 1]
        return Reading(
            document=document,
            sighting=Sighting(identity, f"generated/{number}", outlet=outlet, published=self._day.isoformat()),
            events=tuple(_event(document, one, span) for one, span in zip(told, here, strict=True)),
            claims=tuple(self._claim(document, span) for span in spans[-self._number("claims") or len(spans) :]),
            mentions=tuple(self._mentions(document, spans)),
            version=VERSION,
        )

    def _number(self, of: str) -> int:
        return int(self._numbers[of].one(self._chance))

    def _mentions(self, document: Document, spans: Sequence[Span]) -> Iterator[StoredMention]:
        for place in range(self._number("mentions")):
            actors, _recipients = self._parties[self._together.one(self._chance)[1]]
            code = actors[0] if actors else None
            start = spans[place % len(spans)].start + place // len(spans)
            name = _name(code)
            yield StoredMention(
                document.id,
                Span(start, start + 5),
                code,
                "name",
                name,
                _country(code),
                None,
                None,
                (),
                None,
                1.0,
                "drawn",
            )

    def _claim(self, document: Document, span: Span) -> Claim:
        actors, _recipients = self._parties[self._together.one(self._chance)[1]]
        speaker = actors[0] if actors else None
        link = SourceLink(
            _name(speaker), SourceKind.NAMED, speaker, _country(speaker), Span(span.start, span.start + 4)
        )
        evidence = Evidence(span, Span(span.start, span.start + 4), document.raw[span.start : span.end])
        identity = stable_id("cl", document.id, span.start)
        stance = self._chance.choice(list(Stance))
        return Claim(identity, document.id, speaker, link.side, None, stance, span, None, (link,), evidence)


def _event(document: Document, one: Happening, span: Span) -> Event:
    kind, mode, cameo, quad, score, status, phase, historical, plover, matter = one.act
    trigger = Span(span.start, span.start + 6)
    dated = None
    if one.interval is not None:
        dated = DatedBy(one.interval, Granularity.DAY, DateBasis.EXPLICIT, "drawn", trigger)
    sides = [
        tuple(ActorRef(code, _country(code), _name(code), Span(span.start, span.start + 5)) for code in codes)
        for codes in (one.actors, one.recipients)
    ]
    return Event(
        id=stable_id("ev", document.id, span.start),
        document=document.id,
        type=kind,
        mode=mode,
        contexts=(),
        cameo=cameo,
        quad=quad,
        score=score,
        plover=PloverCode(*plover) if plover else None,
        actors=sides[0],
        recipients=sides[1],
        matter=Matter(matter, one.about) if matter else None,
        place=None,
        date=dated,
        effective=None,
        status=Status(status),
        phase=Phase(phase) if phase else None,
        historical=historical,
        attribution=(),
        reasons=(),
        embedded_in=None,
        evidence=Evidence(span, trigger, document.raw[span.start : span.end]),
        confidence=0.7,
        extractor=VERSION,
        explanation=("drawn from the table of proportions", f"about {one.about}"),
    )


def _sentence(one: Happening, place: int) -> str:
    sides = " and ".join(_name(code) for code in (*one.actors, *one.recipients)) or "Somebody"
    return f"{place}: {sides}, {one.act[0].lower()} over the {one.about or 'matter'}, {' '.join(one.words)}."


def _name(code: str | None) -> str:
    return code or "officials"


def _country(code: str | None) -> str | None:
    return code[:3] if code and code[:3].isupper() and "/" not in code[:4] else None


if __name__ == "__main__":
    raise SystemExit(main())
