"""How a ledger behaves when it has grown: what adding to it costs, and how long each question takes.

usage: python bench/growth.py [--events N] [--ledger FILE] [--reports N] [--read REPORTS] [--asked N]

Makes a ledger of N events with `generate.py` (or takes FILE, which is copied and left alone), then measures

adding     `--reports` reports drawn alike go the way of `dragoman read`, the reading of their words left out: recorded,
           compared with others as copies, linked. Into an empty ledger, and into the large one, where they are of the
           days after its last; CPU seconds of each step, and peak memory, each in a process of its own
reading    with `--read`, all that `dragoman read REPORTS` does, with an empty ledger and with the large one
asking     each question `--asked` times with other parties, days and words, on the large ledger, lists a page of 50 at
           a time as the commands and pages give them; median, 95th percentile and longest, in milliseconds of CPU
           (`wall` beside them: on a busy machine it says more of the machine), and the first answer of a process

Prints tables and writes bench/results/growth-DATE-EVENTS.json. It judges nothing: the goals stand in the docs.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import dragoman
from dragoman.model import Failure, Reading, Report
from dragoman.protocols import DocumentFilter
from dragoman.run import ingest as run
from dragoman.settings import Settings
from dragoman.store.sql import open_store
from generate import VERSION, World, load

ROOT = Path(__file__).resolve().parent.parent
PAIRS = [
    ("USA", "CHN"),
    ("GBR", "IGO.EU"),
    ("RUS", "UKR"),
    ("IRN", "USA"),
    ("PRK", "KOR"),
    ("FRA", "DEU"),
    ("JPN", "CHN"),
]
LONG = 60_000
"""Milliseconds after which a slow question is not asked again."""

PAGE = 50
COLUMNS = ("first", "median", "p95", "longest", "wall")
WORDS = ["rice", "border crossing", "frozen poultry", "pipeline", "northern ports"]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--events", type=int, default=100_000)
    options.add_argument("--ledger", type=Path)
    options.add_argument("--reports", type=int, default=1000)
    options.add_argument("--read", type=Path, metavar="REPORTS")
    options.add_argument("--asked", type=int, default=40)
    options.add_argument("--part", choices=("add", "read", "ask"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.part:
        print(json.dumps({"add": adding, "read": reading, "ask": asking}[given.part](given)))
        return 0
    with tempfile.TemporaryDirectory(prefix="dragoman-growth-") as folder:
        large = given.ledger or Path(folder) / "large.db"
        if given.ledger is None:
            generate = [sys.executable, str(ROOT / "bench" / "generate.py")]
            subprocess.run([*generate, "--events", str(given.events), "--ledger", str(large)], check=True)
        grown = Path(folder) / "grown.db"
        shutil.copy(large, grown)
        figures = {
            "date": datetime.now(UTC).date().isoformat(),
            "events": counted(large),
            "bytes": large.stat().st_size,
            "asking": child(given, "ask", large),
        }
        for part in ("add", "read") if given.read else ("add",):
            ledgers = {"empty": Path(folder) / f"{part}.db", "large": grown}
            figures[f"{part}ing"] = {name: child(given, part, ledger) for name, ledger in ledgers.items()}
    show(figures)
    out = ROOT / "bench" / "results" / f"growth-{figures['date']}-{figures['events']}.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"written to {out.relative_to(ROOT)}")
    return 0


def counted(ledger: Path) -> int:
    with open_store(str(ledger), create=False) as store:
        return store.counts()["events"]


def child(given: argparse.Namespace, part: str, ledger: Path) -> dict[str, object]:
    """One part in a process of its own: no memory and no cache of another is in its figures."""
    arguments = ["--part", part, "--ledger", ledger, "--reports", given.reports, "--asked", given.asked]
    arguments += ["--read", given.read] if given.read else []
    command = [sys.executable, __file__, *map(str, arguments)]
    found: dict[str, object] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found


class Drawn:
    """A reader for which all is read already: what `dragoman read` does is measured, less the reading of words."""

    version = VERSION

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = {reading.sighting.path: reading for reading in readings}

    def reports(self) -> list[Report]:
        return [Report(path, reading.document.raw) for path, reading in self._readings.items()]

    def read_reports(self, reports: Sequence[Report]) -> list[Reading | Failure]:
        return [self._readings[report.path] for report in reports]


def adding(given: argparse.Namespace) -> dict[str, object]:
    steps: dict[str, float] = {}
    for step, name in (("copies_s", "find_copies"), ("link_s", "link_all"), ("link_s", "link_documents")):
        setattr(run, name, timed(getattr(run, name), step, steps))
    peaks: dict[int, int] = {}
    with open_store(str(given.ledger)) as store:
        last = store.period().latest or date(2016, 1, 1)
        world = World(load(), last.toordinal(), last + timedelta(days=1), 40)  # of one seed, a second run adds copies
        drawn = Drawn(list(islice(world.readings(), given.reports)))
        began = time.process_time()
        done = run.ingest(
            store,
            drawn.reports(),
            Settings(processes=1),
            on_progress=lambda so_far: peaks.setdefault(so_far.read, peak()),
            make=lambda _: drawn,
        )
        all_s = time.process_time() - began
    return {
        "reports": done.read,
        "events": done.added.events,
        "record_s": round(all_s - sum(steps.values()), 2),
        **{step: round(seconds, 2) for step, seconds in steps.items()},
        "all_s": round(all_s, 2),
        "memory_mb": {"at 200": next((mb for at, mb in peaks.items() if at >= 200), 0), "most": peak()},
    }


def timed(step: Callable[..., Any], name: str, seconds: dict[str, float]) -> Callable[..., Any]:
    """The same function, its CPU seconds added up."""

    def measured(*given: object, **named: object) -> object:
        began = time.process_time()
        try:
            return step(*given, **named)
        finally:
            seconds[name] = seconds.get(name, 0.0) + time.process_time() - began

    return measured


def peak() -> int:
    """Megabytes that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def reading(given: argparse.Namespace) -> dict[str, object]:
    """The command itself, as a person gives it."""
    command = [sys.executable, "-m", "dragoman", "read", given.read, "--ledger", given.ledger, "--processes", "1"]
    asked = [*map(str, command), "--format", "json"]
    found = json.loads(subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        **{name: found[name] for name in ("read", "known", "failed")},
        "events": found["added"]["events"],
        "all_s": round(used.ru_utime + used.ru_stime, 2),
        "memory_mb": used.ru_maxrss // 1024,
    }


def asking(given: argparse.Namespace) -> dict[str, object]:
    found: dict[str, object] = {}
    chance = random.Random(1)
    with dragoman.open(str(given.ledger)) as ledger:
        last = ledger.store.period().latest or date(2016, 1, 1)
        for name, ask in questions(ledger, chance, last).items():
            took, wall = [], []
            for _ in range(given.asked):
                began, started = time.process_time(), time.perf_counter()
                ask()
                took.append((time.process_time() - began) * 1000)
                wall.append((time.perf_counter() - started) * 1000)
                if sum(wall) > LONG and len(took) > 1:
                    break
            ordered = sorted(took[1:] or took)
            found[name] = {
                "asked": len(took),
                "first": round(took[0], 1),
                "median": round(statistics.median(ordered), 1),
                "p95": round(percentile(ordered), 1),
                "longest": round(ordered[-1], 1),
                "wall": round(percentile(sorted(wall[1:] or wall)), 1),
            }
            print(name, found[name], file=sys.stderr, flush=True)
    found["memory_mb"] = peak()
    return found


def percentile(ordered: list[float]) -> float:
    """The 95th."""
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def questions(ledger: dragoman.Ledger, chance: random.Random, last: date) -> dict[str, Callable[[], object]]:
    """Each question with other values every time it is asked."""
    ids = [row.id for row in ledger.dossiers(limit=200, as_of=last, known_by=last)]
    documents = [one.id for one in islice(ledger.store.documents(DocumentFilter(limit=500)), 500)]

    def pair() -> tuple[str, str]:
        return chance.choice(PAIRS)

    def at() -> dict[str, date]:
        day = last - timedelta(days=chance.randrange(14))
        return {"as_of": day, "known_by": day}

    def before() -> dict[str, date]:
        """The world of some weeks or months before the day by which one knows."""
        day = last - timedelta(days=chance.randrange(14))
        return {"as_of": day - timedelta(days=chance.randrange(14, 120)), "known_by": day}

    return {
        "dossiers": lambda: ledger.dossiers(limit=PAGE, **at()),
        "dossiers of one": lambda: ledger.dossiers(party=(pair()[0],), limit=PAGE, **at()),
        "dossiers of a pair": lambda: ledger.dossiers(party=pair(), limit=PAGE, **at()),
        "dossiers, open, of a pair": lambda: ledger.dossiers(party=pair(), open_only=True, limit=PAGE, **at()),
        "dossiers, one kind": lambda: ledger.dossiers(kind=("measure",), limit=PAGE, **at()),
        "dossier": lambda: ledger.dossier(chance.choice(ids), as_of=last, known_by=last),
        "changes of a week": lambda: ledger.changes(last - timedelta(days=7), limit=PAGE, as_of=last, known_by=last),
        "changes of a pair": lambda: ledger.changes(
            last - timedelta(days=30), party=pair(), limit=PAGE, as_of=last, known_by=last
        ),
        "diff": lambda: ledger.diff(last - timedelta(days=7), last, limit=PAGE, as_of=last),
        "plans of a pair": lambda: ledger.plans(party=pair(), limit=PAGE, **at()),
        "requests of one": lambda: ledger.requests(by=pair()[0], limit=PAGE, **at()),
        "events of a pair": lambda: ledger.events(between=pair(), limit=PAGE, **at()),
        "events of one": lambda: ledger.events(pair()[0], limit=PAGE, **at()),
        "search": lambda: ledger.search(chance.choice(WORDS), limit=PAGE, **at()),
        "mentions": lambda: ledger.mentions(pair()[0], limit=PAGE, **at()),
        "claims": lambda: ledger.claims(limit=PAGE, **at()),
        "documents": lambda: ledger.documents(limit=PAGE, **at()),
        "show a report": lambda: ledger.show(chance.choice(documents)),
        "timeline": lambda: ledger.timeline(*pair(), limit=PAGE, **at()),
        "timeline, further on": lambda: ledger.timeline(*pair(), limit=PAGE, start=chance.randrange(400), **at()),
        "between": lambda: ledger.between(*pair(), **at()),
        "actor": lambda: ledger.actor(pair()[0], **at()),
        "status": ledger.status,
        "earlier: dossiers of one": lambda: ledger.dossiers(party=(pair()[0],), limit=PAGE, **before()),
        "earlier: of a pair": lambda: ledger.dossiers(party=pair(), limit=PAGE, **before()),
        "earlier: open, of a pair": lambda: ledger.dossiers(party=pair(), open_only=True, limit=PAGE, **before()),
        "earlier: plans of a pair": lambda: ledger.plans(party=pair(), limit=PAGE, **before()),
        "earlier: events of a pair": lambda: ledger.events(between=pair(), limit=PAGE, **before()),
        "earlier: timeline": lambda: ledger.timeline(*pair(), limit=PAGE, **before()),
        "earlier: between": lambda: ledger.between(*pair(), **before()),
        "earlier: actor": lambda: ledger.actor(pair()[0], **before()),
        "earlier: status": lambda: ledger.status(**before()),
    }


def show(figures: dict[str, object]) -> None:
    print(f"\n{figures['events']:,} events, {int(str(figures['bytes'])) / 1e6:,.0f} MB")
    for part in ("adding", "reading"):
        for name, one in figures.get(part, {}).items():  # type: ignore[attr-defined]
            print(f"  {part} {name:<6} {one}")
    print(f"  {'question (ms of CPU)':<28}" + "".join(f"{key:>10}" for key in COLUMNS))
    for name, one in figures["asking"].items():  # type: ignore[attr-defined]
        if isinstance(one, dict):
            print(f"  {name:<28}" + "".join(f"{one[key]:>10,.1f}" for key in COLUMNS))


if __name__ == "__main__":
    raise SystemExit(main())
