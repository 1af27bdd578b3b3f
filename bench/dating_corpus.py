"""Take the dates from reports, date them by what is left, and compare with the day on which they appeared.

usage: python bench/dating_corpus.py REPORTS.jsonl... [--no-calendar] [--out]

Each line has `published` (or `dct`) and `html` or `text`. A page is read as its cleaned text, so that none of its
metadata can tell. `--no-calendar` leaves out what is known from outside (summits, holders of offices); `--out` prints
the reports whose day lies outside their interval.
"""

import argparse
import collections
import json
import statistics
from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.dates import Interval
from dragoman.lexicon import shipped_lexicon
from dragoman.model import Document, Report
from dragoman.pipeline import Pipeline
from dragoman.prepare.clean import clean
from dragoman.prepare.sentences import split_sentences
from dragoman.settings import Settings


def document(record):
    page = "html" if record.get("html") else "text"
    text = clean(Report(path="", content=record[page], format=page))
    return Document("doc", text.text, replace(text, segments=((0, 0, len(text.text)),)), "text")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--no-calendar", action="store_true")
    parser.add_argument("--out", action="store_true")
    given = parser.parse_args()
    pipeline = Pipeline(Settings(calendar=not given.no_calendar), shipped_lexicon())
    widths, n = [], collections.Counter()
    for path in given.paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            day = record.get("published") or record.get("dct")
            if not day:
                continue
            true, made = date.fromisoformat(day[:10]), document(record)
            found = pipeline.date_alone(made, split_sentences(made.clean))
            n["reports"] += 1
            if found.interval == Interval():
                continue
            inside = true in found.interval
            n["bounded"] += 1
            n["bounded, day inside"] += inside
            if found.interval.days:
                n["bounded on both sides"] += 1
                n["bounded on both sides, day inside"] += inside
            if found.interval.days and found.interval.days < 365:
                widths.append(found.interval.days)
                n["narrower than a year, day inside"] += inside
            if not inside and given.out:
                print(true, found.interval, [(c.text, c.says) for c in found.constraints])
    for name, count in n.items():
        print(f"{name:36s} {count}")
    print(f"narrower than a year {len(widths)}, median width {statistics.median(widths) if widths else None} days")


if __name__ == "__main__":
    main()
