"""Take the dates from reports, date them by what is left, and compare with the day on which they appeared.

usage: python bench/dating_corpus.py REPORTS.jsonl... [--no-calendar] [--ledger LEDGER] [--out]

Each line has `published` (or `dct`) and `html` or `text`. A page is read as its cleaned text, so that none of its
metadata can tell. `--no-calendar` leaves out what is known from outside (summits, holders of offices); `--out` prints
the reports whose day lies outside their interval. `--ledger` names one into which the reports were read with their
dates: each is then dated with all others as its neighbours, and the figures of both ways are printed.
"""

import argparse
import collections
import json
import statistics
from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.dates import DateBasis, Interval
from dragoman.ledger.dating.neighbours import constraints_of, date_by_neighbours
from dragoman.ledger.dossiers.reports import read_items
from dragoman.ledger.linking import shipped_names
from dragoman.ledger.redating import told_of
from dragoman.lexicon import shipped_lexicon
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.model import Document, Report, Words
from dragoman.pipeline import Pipeline
from dragoman.prepare.clean import clean
from dragoman.prepare.sentences import split_sentences
from dragoman.settings import Settings
from dragoman.store import open_store


def document(record):
    page = "html" if record.get("html") else "text"
    text = clean(Report(path="", content=record[page], format=page))
    return Document("doc", text.text, replace(text, segments=((0, 0, len(text.text)),)), "text")


class Neighbours:
    """The acts of a ledger of dated reports, each report taken in turn for one without a date."""

    def __init__(self, ledger):
        self.store = open_store(ledger, read_only=True)
        kinds, rows = shipped_kinds(), collections.defaultdict(list)
        for row in self.store.events():
            rows[row.event.document].append(row)
        self.told = {d: [told_of(i) for i in read_items(rows[d], kinds, shipped_names().ignored)] for d in sorted(rows)}
        self.by_parties = collections.defaultdict(list)
        for told in (each for found in self.told.values() for each in found):
            self.by_parties[told.parties].append(told)
        self.path_to_id = {s.path.rpartition("#")[2]: d.id for d in self.store.documents() for s in d.sightings}

    def date(self, identity, text, alone):
        document = self.path_to_id.get(identity)
        if document is None:
            return alone
        raw = self.store.text(document).raw
        own = [undated(told, raw) for told in self.told.get(document, ())]
        others = [t for parties in {o.parties for o in own} for t in self.by_parties[parties] if t.report != document]
        return date_by_neighbours(text, alone, constraints_of(own, others, self.text_of))

    def text_of(self, document):
        return self.store.text(document).clean.text


def undated(told, raw):
    """The act as it would stand in a ledger that does not know its report's day."""
    date = told.event.date
    if date is None or date.span is None or date.basis is not DateBasis.RELATIVE_TO_PUBLICATION:
        return replace(told, when=Interval())
    words = Words(raw[date.span.start : date.span.end], date.span)
    return replace(told, when=Interval(), event=replace(told.event, date=None, date_words=words))


class Tally:
    """How many reports are bounded, how many rightly, and how narrowly."""

    def __init__(self):
        self.n, self.widths = collections.Counter(), []

    def add(self, true, interval):
        self.n["reports"] += 1
        if interval == Interval():
            return
        inside = true in interval
        self.n["bounded"] += 1
        self.n["bounded, day inside"] += inside
        if interval.days:
            self.n["bounded on both sides"] += 1
            self.n["bounded on both sides, day inside"] += inside
        if interval.days and interval.days < 365:
            self.widths.append(interval.days)
            self.n["narrower than a year, day inside"] += inside

    def show(self, title):
        print(title)
        for name, count in self.n.items():
            print(f"  {name:36s} {count}")
        median = statistics.median(self.widths) if self.widths else None
        print(f"  narrower than a year {len(self.widths)}, median width {median} days")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--no-calendar", action="store_true")
    parser.add_argument("--ledger")
    parser.add_argument("--out", action="store_true")
    given = parser.parse_args()
    pipeline = Pipeline(Settings(calendar=not given.no_calendar), shipped_lexicon())
    alone, near = Tally(), Tally()
    neighbours = Neighbours(given.ledger) if given.ledger else None
    for path in given.paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            day = record.get("published") or record.get("dct")
            if not day:
                continue
            true, made = date.fromisoformat(day[:10]), document(record)
            found = pipeline.date_alone(made, split_sentences(made.clean))
            alone.add(true, found.interval)
            if neighbours is not None:
                found = neighbours.date(record.get("id") or record.get("doc_id"), made.clean.text, found)
                near.add(true, found.interval)
            if true not in found.interval and given.out:
                print(true, found.interval, [(c.text, c.says) for c in found.constraints])
    alone.show("by itself")
    if neighbours is not None:
        near.show("with neighbours")


if __name__ == "__main__":
    main()
