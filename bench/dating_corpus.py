"""Date reports from their text alone and compare with the day they appeared.

usage: python bench/dating_corpus.py REPORTS.jsonl... [--calendar] [--out]

Each line has `published` (or `dct`) and `html` or `text`. The date is taken away, the report is dated by the clues of
its own text, and the true day is looked for in the interval. `--out` prints the reports whose day lies outside.
"""

import collections
import html
import json
import re
import statistics
import sys
from datetime import date
from pathlib import Path

from dragoman.dates import Interval
from dragoman.ledger.dating import date_report, load_calendar
from dragoman.model import Block, BlockKind, CleanText, Document
from dragoman.times import tag


def plain(record):
    if record.get("text"):
        return record["text"]
    text = re.sub(r"(?is)<(script|style).*?</\1>", "", record["html"])
    text = re.sub(r"(?i)</(p|div|li|h\d|figcaption)>|<br ?/?>", "\n", text)
    return re.sub(r"[ \t\xa0]+", " ", html.unescape(re.sub(r"<[^>]+>", "", text)))


def document(text):
    blocks = tuple(Block(m.start(), m.end(), BlockKind.BODY) for m in re.finditer(r"[^\n]+", text))
    return Document("doc", text, CleanText(text, blocks, ((0, 0, len(text)),)), "text")


def main():
    paths = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    calendar = load_calendar() if "--calendar" in sys.argv else ()
    widths, n = [], collections.Counter()
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            day = record.get("published") or record.get("dct")
            if not day:
                continue
            text, true = plain(record), date.fromisoformat(day[:10])
            found = date_report(document(text), tag(text), calendar=calendar)
            n["reports"] += 1
            if found.interval == Interval():
                continue
            inside = true in found.interval
            n["bounded"] += 1
            n["bounded, day inside"] += inside
            if found.interval.days and found.interval.days < 365:
                widths.append(found.interval.days)
                n["narrower than a year, day inside"] += inside
            if not inside and "--out" in sys.argv:
                print(true, found.interval, [(c.text, c.says) for c in found.constraints])
    for name, count in n.items():
        print(f"{name:34s} {count}")
    print(f"narrower than a year {len(widths)}, median width {statistics.median(widths) if widths else None} days")


if __name__ == "__main__":
    main()
