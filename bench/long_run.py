"""Whether memory stays flat through a long run: `dragoman read` of many thousand unlike reports, watched to its end.

usage: python bench/long_run.py [--rounds N] [--reports N] [--every N] [--scratch FOLDER]

Makes N rounds of the real reports of 2016 (`../shared/corpus/`). In each round the paragraphs of all reports change
places so that no two reports of any rounds have more than one paragraph in five in common and none is a copy; names of
people and firms get other endings, months and years move on by a month with each round. Names of countries stay: what
links reports must go on linking them. Then reads them with one process, and notes what it holds (resident memory, from
/proc) as the ledger grows, while it reads and while it links. A ledger in the scratch folder already is read on.
Prints the table and writes bench/results/long-run-DATE.json.
"""

from __future__ import annotations

import argparse
import calendar
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dragoman.lexicon.actors import load_book

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "reports_2016.jsonl"
ALMOST = 0.99
"""Share of the reports after which the last are on their way, and linking begins; a few may be alike to the letter."""
GROUPS = 5
"""Paragraphs whose numbers are equal modulo this move together; each group moves by other steps."""
STEP = 37
MONTHS = tuple(calendar.month_name)[1:]
DAYS = tuple(calendar.day_name)
NAME = re.compile(r"\b[A-Z][a-z]{5,}\b")
MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b")
YEAR = re.compile(r"\b201[4-8]\b")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--reports", type=int, default=1000, help="of the corpus, in each round")
    options.add_argument("--every", type=int, default=500, help="reports between two rows of the table")
    options.add_argument("--scratch", type=Path, default=None, help="where corpus and ledger are kept")
    given = options.parse_args()
    if not CORPUS.is_file():
        print(f"no corpus at {CORPUS.name}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.scratch or Path(temporary)
        corpus, ledger = folder / "long.jsonl", folder / "long.db"
        with corpus.open("w", encoding="utf-8") as file:
            for record in varied(given.rounds, given.reports):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        figures = watched(corpus, ledger, given.every)
    out = ROOT / "bench" / "results" / f"long-run-{datetime.now(UTC).date().isoformat()}.json"
    out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"written to {out.relative_to(ROOT)}")
    return 0


# ------------------------------------------------------------------ the reports


def varied(rounds: int, most: int) -> Iterator[dict[str, str]]:
    """The records of all rounds; those of the first are the corpus as it is, in paragraphs."""
    with CORPUS.open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file][:most]
    pages = [paragraphs_of(record["html"]) for record in records]
    kept = names_kept()
    for number in range(rounds):
        for place, record in enumerate(records):
            mixed = []
            for index, own in enumerate(pages[place]):
                other = pages[(place + STEP * number * (index % GROUPS + 1)) % len(pages)]
                mixed.append(other[index] if index < len(other) else own)
            title = moved(record["title"], number, kept)
            body = "\n".join(f"<p>{moved(text, number, kept)}</p>" for text in mixed)
            published = date.fromisoformat(record["published"][:10]) + timedelta(days=30 * number)
            yield {
                "id": f"{record['id']}-{number}",
                "published": published.isoformat(),
                "title": title,
                "url": f"https://example.org/{number}/{place}",
                "html": f"<html><head><title>{title}</title></head><body>{body}</body></html>",
            }


def paragraphs_of(html: str) -> list[str]:
    """What stands between paragraph marks, other marks left out."""
    parts = (" ".join(re.sub(r"<[^>]*>", " ", part).split()) for part in re.split(r"<(?:p|/p|br)\b[^>]*>", html))
    return [part for part in parts if part]


def names_kept() -> frozenset[str]:
    """Words that every round has as they are: names of countries and their people, months and days."""
    found = {*MONTHS, *DAYS}
    for record in load_book().records.values():
        if record.kind == "country":
            for text in (record.name, *record.aliases, *record.adjectives, *record.people, *record.metonyms):
                found |= set(text.split())
    return frozenset(found)


def moved(text: str, number: int, kept: frozenset[str]) -> str:
    """The text as it would stand `number` months later, of other people."""
    if not number:
        return text
    ending = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    text = NAME.sub(lambda found: found[0] if found[0] in kept or len(found[0]) % 2 else found[0] + ending, text)
    text = MONTH.sub(lambda found: MONTHS[(MONTHS.index(found[0]) + number) % 12], text)
    return YEAR.sub(lambda found: str(int(found[0]) + number // 12), text)


# ------------------------------------------------------------------ the run


def watched(corpus: Path, ledger: Path, every: int) -> dict[str, object]:
    """What the process held each time that so many reports more were in the ledger, and while it linked them."""
    command = [str(Path(sys.executable).parent / "dragoman"), "read", str(corpus), "--ledger", str(ledger)]
    with subprocess.Popen(
        [*command, "--processes", "1", "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        rows: list[dict[str, float]] = []
        total, wanted = sum(1 for _ in corpus.open(encoding="utf-8")), 0
        while process.poll() is None:
            time.sleep(2)
            known = reports_in(ledger)
            reading = known < total * ALMOST
            if reading and known < wanted:
                continue
            if not reading:
                time.sleep(10)
            if (held := memory_of(process.pid)) is not None:
                rows.append({"reports": known, "reads": reading, **held})
                print(json.dumps(rows[-1]), flush=True)
                wanted = (known // every + 1) * every
        summary = json.loads(process.stdout.read()) if process.stdout else {}
    return {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "load": round(os.getloadavg()[0], 2),
        "rows": rows,
        "summary": {name: summary.get(name) for name in ("read", "known", "failed", "words", "seconds", "added")},
        "ledger, MB": round(ledger.stat().st_size / 1e6, 1),
    }


def memory_of(process: int) -> dict[str, float] | None:
    """Megabytes held now and at most so far, and seconds of processor time; nothing where the process has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
        times = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        return None
    said = (line.partition(":") for line in lines)
    sizes = {name: int(value.split()[0]) / 1024 for name, _, value in said if "kB" in value}
    if "VmRSS" not in sizes:
        return None
    seconds = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
    return {"MB": round(sizes["VmRSS"], 1), "peak MB": round(sizes["VmHWM"], 1), "processor s": round(seconds, 1)}


def reports_in(ledger: Path) -> int:
    """Reports that are committed; none where there is no ledger yet, or where it is busy."""
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True, timeout=5)) as connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
