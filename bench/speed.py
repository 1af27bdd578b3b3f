"""How fast reports are read, where the time goes, how much memory it takes, and whether the records are sound.

usage: python bench/speed.py [--reports N] [--corpus FILE] [--quick] [--rounds N]

Reads `../shared/corpus/reports_2016.jsonl` where it is there, else the example story (and says so). Four measurements,
each in processes of its own, so that none inherits another's memory or warm caches:

pass      one process, the pipeline alone: rates after loading, share of each stage, memory, and checks of every event
gate      the same reports with and without the gate, in turn in one process; medians of the ratio
readers   `dragoman.run.local` with one process and with two: the rate after loading, and whether the readings are equal
whole     `dragoman read` into a ledger, start to end, with one process and then with two and the reports in reverse
          order: the two ledgers must hold the same bytes, ledger time aside

memory    with --rounds N alone: the reports N times over in one process, each time with other names in them, as years
          of news would bring; what the process holds after the first round and after the last

Prints a table and writes bench/results/speed-DATE.json. Ends with 1 where a check fails.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dragoman.lexicon import shipped_lexicon
from dragoman.model import Reading, Report, Span
from dragoman.pipeline import Pipeline
from dragoman.run.local import characters_for, chunked, open_readers
from dragoman.settings import Settings
from dragoman.sources.files import iter_reports
from dragoman.store.sql import open_store

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "reports_2016.jsonl"
STORY = ROOT / "examples" / "story"
REPEATS = 3
GATE_REPORTS = 150


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, default=CORPUS if CORPUS.is_file() else STORY)
    options.add_argument("--reports", type=int, default=None, help="the first N only")
    options.add_argument("--quick", action="store_true", help="the pass alone")
    options.add_argument("--rounds", type=int, default=0, help="the measurement of memory, so many times over")
    options.add_argument("--part", choices=list(PARTS), help=argparse.SUPPRESS)
    options.add_argument("--processes", type=int, default=1, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.part:
        print(json.dumps(PARTS[given.part](given)))
        return 0
    if given.corpus == STORY:
        print(f"no corpus at {CORPUS.name}: reading the example story, whose figures say little")
    figures = {"about": about(given)}
    if given.rounds:
        figures["memory"] = child(given, "memory")
    else:
        figures["pass"] = child(given, "pass")
    if not given.quick and not given.rounds:
        figures["gate"] = child(given, "gate")
        figures["readers"] = compare_readers(given)
        figures["whole"] = compare_whole(given)
    show(figures)
    kind = "memory" if given.rounds else "speed"
    out = ROOT / "bench" / "results" / f"{kind}-{figures['about']['date']}.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written to {out.relative_to(ROOT)}")
    faults = faults_of(figures)
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


def about(given: argparse.Namespace) -> dict[str, object]:
    """When, on what, and how busy the machine was with other work: without that no rate says anything."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "corpus": given.corpus.name,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load before": round(os.getloadavg()[0], 2),
        "model": Settings().model,
    }


def child(given: argparse.Namespace, part: str, processes: int = 1) -> dict:
    """Run one part in a process of its own."""
    command = [sys.executable, __file__, "--part", part, "--corpus", str(given.corpus), "--processes", str(processes)]
    command += ["--rounds", str(given.rounds)]
    if given.reports:
        command += ["--reports", str(given.reports)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def reports_of(given: argparse.Namespace, most: int | None = None) -> list[Report]:
    found = [item for item in iter_reports([str(given.corpus)]) if isinstance(item, Report)]
    return found[: min(most or len(found), given.reports or len(found))]


def peak_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


# ------------------------------------------------------------------ the pass


def one_pass(given: argparse.Namespace) -> dict:
    reports = reports_of(given)
    started = time.perf_counter()
    pipeline = Pipeline(Settings(), shipped_lexicon())
    loaded = time.perf_counter()
    warm(pipeline)
    memory_before = peak_mb()
    faults, counts, spent, worked = [], Counter(), 0.0, 0.0
    quarters = []
    for number, report in enumerate(reports, start=1):
        before, before_work = time.perf_counter(), time.process_time()
        result = pipeline.read(report)
        spent += time.perf_counter() - before
        worked += time.process_time() - before_work
        if number % max(1, len(reports) // 4) == 0:
            quarters.append(peak_mb())
        if not isinstance(result, Reading):
            faults.append(f"{result.path}: {result.stage}: {result.reason}")
            continue
        counts["events"] += len(result.events)
        counts["coded by PLOVER"] += sum(event.plover is not None for event in result.events)
        counts["claims"] += len(result.claims)
        counts["with events"] += bool(result.events)
        faults += unsound(result)
    clock = pipeline.clock
    in_stages = sum(clock.seconds.values())
    return {
        "reports": clock.reports,
        "words": clock.words,
        "sentences": clock.sentences,
        "seconds": round(spent, 2),
        "loading seconds": round(loaded - started, 2),
        "reports/s": round(clock.reports / spent, 2),
        "words/s": round(clock.words / spent, 1),
        "words per second of processor time": round(clock.words / worked, 1),
        "parsed share of sentences": round(clock.parsed / clock.sentences, 4),
        "share by stage": {name: round(s / in_stages, 4) for name, s in sorted(clock.seconds.items(), key=by_share)},
        "share of what is not the parser": round(1 - clock.seconds["parse"] / in_stages, 4),
        "memory after loading, MB": memory_before,
        "peak memory after each quarter, MB": quarters,
        "peak memory, MB": peak_mb(),
        **counts,
        "faults": faults,
    }


def by_share(item: tuple[str, float]) -> float:
    return -item[1]


def warm(pipeline: Pipeline) -> None:
    """Caches that fill once in a process are no part of a rate; what they cost is in the whole runs."""
    pipeline.read(Report("warm", "The Spanish minister met the Turkish president in Ankara on Monday, officials said."))
    pipeline.clock.seconds.clear()
    pipeline.clock.reports = pipeline.clock.words = pipeline.clock.sentences = pipeline.clock.parsed = 0


def unsound(reading: Reading) -> list[str]:
    """Events whose words are not in the text: the quote must be the cleaned text of its span, each span inside."""
    faults = []
    document = reading.document
    for event in reading.events:
        sentence, trigger, quote = event.evidence.sentence, event.evidence.trigger, event.evidence.quote
        start = document.clean.text.find(quote)
        found = False
        while start >= 0 and not found:
            found = document.span(start, start + len(quote)) == sentence
            start = document.clean.text.find(quote, start + 1)
        if not found:
            faults.append(f"{reading.sighting.path} {event.id}: the quote is not the text of its span")
        if not (sentence.start <= trigger.start < trigger.end <= sentence.end):
            faults.append(f"{reading.sighting.path} {event.id}: the trigger lies outside its sentence")
        for span in spans_of(event.to_json()):
            if not 0 <= span.start < span.end <= len(document.raw):
                faults.append(f"{reading.sighting.path} {event.id}: span {span.to_json()} is not in the text")
    return faults


def spans_of(value: object, key: str = "") -> list[Span]:
    """Every span of an event in its printed form, however deep: pairs under the names that hold spans."""
    if isinstance(value, dict):
        return [span for name, inner in value.items() for span in spans_of(inner, name)]
    if isinstance(value, list):
        pair = len(value) == 2 and all(isinstance(each, int) for each in value)
        if pair and key in SPAN_KEYS:
            return [Span(value[0], value[1])]
        return [span for inner in value for span in spans_of(inner)]
    return []


SPAN_KEYS = frozenset({"span", "place_span", "sentence", "trigger", "antecedent", "cue"})


# ------------------------------------------------------------------ memory


def memory(given: argparse.Namespace) -> dict:
    """What the process holds after each round; names change from round to round, common words do not."""
    pipeline = Pipeline(Settings(), shipped_lexicon())
    warm(pipeline)
    loaded, held = resident_mb(), []
    for number in range(given.rounds):
        for report in iter_reports([str(given.corpus)]):
            if isinstance(report, Report):
                pipeline.read(replace(report, content=renamed(report.content, number)))
            if given.reports and pipeline.clock.reports >= given.reports * (number + 1):
                break
        held.append(resident_mb())
    return {
        "rounds": given.rounds,
        "reports": pipeline.clock.reports,
        "words": pipeline.clock.words,
        "after loading, MB": loaded,
        "after the first round, MB": held[0],
        "after the last round, MB": held[-1],
        "after each tenth of the rounds, MB": held[:: max(1, len(held) // 10)],
    }


def renamed(text: str, number: int) -> str:
    """Every other long capitalised word with another ending in each round."""
    ending = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return NAME.sub(lambda found: found[0] + ending if number and len(found[0]) % 2 else found[0], text)


NAME = re.compile(r"\b[A-Z][a-z]{5,}\b")


def resident_mb() -> float:
    """Megabytes that this process holds now; where the system does not say, the most it ever held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return peak_mb()
    return round(pages * resource.getpagesize() / 2**20, 1)


# ------------------------------------------------------------------ the gate


def gate(given: argparse.Namespace) -> dict:
    """Seconds of processor time with and without the gate, in turn: other work on the machine must not decide this."""
    reports = reports_of(given, GATE_REPORTS)
    pipelines = {on: Pipeline(replace(Settings(), gate=on), shipped_lexicon()) for on in (True, False)}
    for pipeline in pipelines.values():
        warm(pipeline)
    ratios, kept = [], {}
    for _ in range(REPEATS):
        seconds = {}
        for on, pipeline in pipelines.items():
            start = time.process_time()
            kept[on] = [pipeline.read(report) for report in reports]
            seconds[on] = time.process_time() - start
        ratios.append(seconds[False] / seconds[True])
    found = {on: {e.id for r in results if isinstance(r, Reading) for e in r.events} for on, results in kept.items()}
    return {
        "reports": len(reports),
        "repeats": REPEATS,
        "times faster with the gate": round(statistics.median(ratios), 3),
        "all ratios": [round(ratio, 3) for ratio in ratios],
        "events with": len(found[True]),
        "events without": len(found[False]),
        "lost through the gate": len(found[False] - found[True]),
    }


# ------------------------------------------------------------------ one process and two


def readers(given: argparse.Namespace) -> dict:
    reports = reports_of(given)
    digest, words = hashlib.sha256(), 0
    start = time.perf_counter()
    with open_readers(Settings(), given.processes) as opened:
        loaded = time.perf_counter()
        for results in opened.read(chunked(reports, characters=characters_for(given.processes))):
            for result in results:
                digest.update(record_of(result))
                words += result.document.words if isinstance(result, Reading) else 0
        done = time.perf_counter()
    return {
        "processes": given.processes,
        "loading seconds": round(loaded - start, 2),
        "seconds": round(done - loaded, 2),
        "words/s": round(words / (done - loaded), 1),
        "sha256": digest.hexdigest(),
    }


def record_of(result: object) -> bytes:
    if not isinstance(result, Reading):
        return json.dumps(result.to_json(), sort_keys=True).encode()
    parts = [
        result.document.id,
        result.document.published.to_json(),
        [event.to_json() for event in result.events],
        [claim.to_json() for claim in result.claims],
        [mention.to_json() for mention in result.mentions],
    ]
    return json.dumps(parts, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def compare_readers(given: argparse.Namespace) -> dict:
    one, two = child(given, "readers", 1), child(given, "readers", 2)
    return {
        "one": one,
        "two": two,
        "times faster with two": round(one["seconds"] / two["seconds"], 3),
        "same readings": one["sha256"] == two["sha256"],
    }


# ------------------------------------------------------------------ whole runs


def compare_whole(given: argparse.Namespace) -> dict:
    """Two runs of the command, start to end, with all that differs between runs made different."""
    with tempfile.TemporaryDirectory() as folder:
        there, back = Path(folder) / "there.jsonl", Path(folder) / "back.jsonl"
        lines = [json.dumps(as_record(report), ensure_ascii=False) for report in reports_of(given)]
        there.write_text("\n".join(lines) + "\n", encoding="utf-8")
        back.write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
        one, dump_one = whole(there, Path(folder) / "one.db", 1)
        two, dump_two = whole(back, Path(folder) / "two.db", 2)
    return {
        "one": one,
        "two, in reverse order": two,
        "times faster with two": round(one["seconds"] / two["seconds"], 3),
        "same ledger": dump_one == dump_two,
    }


def as_record(report: Report) -> dict[str, str]:
    """The JSON line that is read as this report again."""
    key = "html" if report.format == "html" else "text"
    known = {"published": report.published, "title": report.title, "outlet": report.outlet, "url": report.url}
    return {"id": report.path, key: report.content, **{name: value for name, value in known.items() if value}}


def whole(corpus: Path, ledger: Path, processes: int) -> tuple[dict, str]:
    command = [Path(sys.executable).parent / "dragoman", "read", corpus, "--ledger", ledger, "--format", "json"]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*map(str, command), "--processes", str(processes)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    summary = json.loads(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    digest = hashlib.sha256()
    with open_store(str(ledger), create=False) as store:
        for line in store.dump():
            digest.update(line.encode("utf-8", "surrogatepass"))
    figures = {
        "processes": processes,
        "seconds": round(seconds, 2),
        "words/s": round(summary["words"] / seconds, 1),
        "reports/s": round(summary["read"] / seconds, 2),
        "read": summary["read"],
        "failed": summary["failed"],
        "exit status": os.waitstatus_to_exitcode(status),
        "peak memory of the first process, MB": round(usage.ru_maxrss / 1024, 1),
        "ledger, MB": round(ledger.stat().st_size / 1e6, 1),
    }
    return figures, digest.hexdigest()


PARTS = {"pass": one_pass, "memory": memory, "gate": gate, "readers": readers}


# ------------------------------------------------------------------ the answer


def faults_of(figures: dict) -> list[str]:
    faults = list(figures["pass"]["faults"]) if "pass" in figures else []
    if "readers" in figures and not figures["readers"]["same readings"]:
        faults.append("one process and two do not read the same")
    if "whole" in figures and not figures["whole"]["same ledger"]:
        faults.append("two runs do not make the same ledger")
    return faults


def show(figures: dict) -> None:
    for part, table in figures.items():
        print(f"\n{part}")
        for name, value in table.items():
            if isinstance(value, dict):
                print(f"  {name}")
                for inner, figure in value.items():
                    print(f"    {inner:40} {figure}")
            elif name == "faults":
                print(f"  {name:42} {len(value)}")
            else:
                print(f"  {name:42} {value}")


if __name__ == "__main__":
    sys.exit(main())
