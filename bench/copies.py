"""How well and how quickly copies are found: `python bench/copies.py [--reports N] [--scale M]`.

Pairs are made from the reports of ../shared/corpus by stated edits (`EDITS`); unlike pairs are all pairs of different
reports of the corpus, the nearest on the same subject counted by themselves. Some reports of the corpus are updates or
copies of one another in truth: pairs that share most of a headline are left out of the unlike ones, and listed.

Recall: of the pairs made by an edit, those that share a band and are then taken for copies. Precision: of all pairs
taken for copies, those that were made by an edit. `--scale` files invented reports in a ledger and measures what one
report more costs as the ledger grows.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import resource
import sqlite3
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from dragoman.model import Block, BlockKind, CleanText, Document, Reading, Report, Sighting, stable_id
from dragoman.prepare.clean import clean, title_of
from dragoman.prepare.duplicates import Words, are_copies, likeness, signature_of, words_of
from dragoman.protocols import Signature
from dragoman.run.copies import find_copies
from dragoman.store.sql import open_store

CORPUS = Path(__file__).resolve().parents[1] / ".." / "shared" / "corpus" / "reports_2016.jsonl"
LEAST = 80
"""Words of a report from which edits are made: of a shorter one a third is no report any more."""
ADDED = (
    "The ministry declined to comment further. Observers in the region expect the matter to occupy both sides for some "
    "weeks, and a statement is to be published once the delegations have returned to their capitals and reported.",
    "Markets showed little reaction. A dealer at a bank in the capital said that most of it had been expected for days "
    "and that attention had turned to the figures on employment which are due at the end of the week.",
)
Edit = Callable[[list[str], str, random.Random], tuple[list[str], str]]


def _kept(share: float) -> Edit:
    def edit(paragraphs: list[str], title: str, _dice: random.Random) -> tuple[list[str], str]:
        words, found = sum(len(p.split()) for p in paragraphs), []
        for paragraph in paragraphs:
            found.append(paragraph)
            if sum(len(p.split()) for p in found) >= share * words:
                break
        return found, title

    return edit


def _headline(paragraphs: list[str], _title: str, dice: random.Random) -> tuple[list[str], str]:
    told = re.findall(r"[A-Za-z]{4,}", paragraphs[0])
    return paragraphs, " ".join(dice.sample(told, min(6, len(told))))


def _thinned(paragraphs: list[str], title: str, dice: random.Random) -> tuple[list[str], str]:
    kept = [p for n, p in enumerate(paragraphs) if n == 0 or dice.random() < 0.6]
    return kept, title


def _more(place: str) -> Edit:
    def edit(paragraphs: list[str], title: str, dice: random.Random) -> tuple[list[str], str]:
        at = {"start": 0, "end": len(paragraphs)}.get(place, dice.randrange(len(paragraphs) + 1))
        return [*paragraphs[:at], dice.choice(ADDED), *paragraphs[at:]], title

    return edit


def _retouched(paragraphs: list[str], title: str, dice: random.Random) -> tuple[list[str], str]:
    def touch(word: str) -> str:
        return dice.choice(("said", "the", "on", "also", "late", "new")) if dice.random() < 0.05 else word

    return [" ".join(touch(word) for word in p.split()) for p in paragraphs], title


def _all(paragraphs: list[str], title: str, dice: random.Random) -> tuple[list[str], str]:
    cut, _ = _kept(0.6)(paragraphs, title, dice)
    retouched, _ = _retouched(cut, title, dice)
    return _headline([*retouched, dice.choice(ADDED)], title, dice)


EDITS: dict[str, Edit] = {
    "identical text": lambda p, t, _: (p, t),
    "another headline": _headline,
    "shortened to 60 %": _kept(0.6),
    "shortened to 40 %": _kept(0.4),
    "shortened to 25 %": _kept(0.25),
    "four paragraphs in ten left out": _thinned,
    "a paragraph more, at the start": _more("start"),
    "a paragraph more, somewhere": _more("middle"),
    "a paragraph more, at the end": _more("end"),
    "one word in twenty replaced": _retouched,
    "headline, 60 %, retouched, and more": _all,
}


def paragraphs_of(text: CleanText) -> list[str]:
    """The paragraphs of a report that report."""
    return [text.text[b.start : b.end] for b in text.blocks if b.kind in (BlockKind.BODY, BlockKind.DATELINE)]


def words_from(paragraphs: list[str], title: str) -> Words:
    """An edited report as it is compared."""
    blocks, parts, at = [], [], 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph), BlockKind.BODY))
        parts.append(paragraph)
        at += len(paragraph) + 2
    return words_of(CleanText("\n\n".join(parts), tuple(blocks), ()), title)


def load(most: int) -> list[tuple[str, list[str], str]]:
    """Title, paragraphs and id of the reports of the corpus."""
    found = []
    with CORPUS.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            report = Report(str(row["id"]), row.get("html") or row["text"], "html" if row.get("html") else "text",
                            title=row.get("title"))  # fmt: skip
            text = clean(report)
            found.append((title_of(report) or "", paragraphs_of(text), report.path))
            if len(found) == most:
                break
    return found


def pairs_sharing(signatures: Sequence[Signature]) -> set[tuple[int, int]]:
    """The pairs that share a band, by number: what is compared at all."""
    held: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(signatures):
        for band in one.bands:
            held[band].append(number)
    return {pair for numbers in held.values() for pair in combinations(numbers, 2)}


def nearest(texts: list[Words]) -> set[tuple[int, int]]:
    """For each report the other that shares most of its rarer words: unlike reports on the same subject."""
    bags = [{w for w in text.words if len(w) > 3} for text in texts]
    spread = Counter(word for bag in bags for word in bag)
    index = defaultdict(list)
    for number, bag in enumerate(bags):
        for word in bag:
            if 1 < spread[word] <= 40:
                index[word].append(number)
    found = set()
    for number, bag in enumerate(bags):
        scores: Counter[int] = Counter()
        for word in bag:
            for other in index.get(word, ()):
                if other != number:
                    scores[other] += 1 / spread[word]
        if scores:
            other = max(scores, key=lambda each: (scores[each], -each))
            found.add((min(number, other), max(number, other)))
    return found


def of_one_story(first: Words, second: Words) -> bool:
    """Whether two headlines share most of their words: then they may be a copy and its original in truth."""
    one, two = (set(each.title.split()) for each in (first, second))
    return len(one & two) >= 0.5 * max(1, min(len(one), len(two)))


def quality(most: int) -> None:
    """Recall by edit, and precision over edits and all pairs of the corpus."""
    dice = random.Random(11)
    reports = [each for each in load(most) if sum(len(p.split()) for p in each[1]) >= LEAST]
    originals = [words_from(paragraphs, title) for title, paragraphs, _id in reports]
    start = time.perf_counter()
    signed = [signature_of(str(n), text, None) for n, text in enumerate(originals)]
    each_ms = 1000 * (time.perf_counter() - start) / len(signed)
    print(f"{len(reports)} reports of {LEAST} words and more, {each_ms:.2f} ms to sign one")
    made = missed = 0
    for name, edit in EDITS.items():
        found = 0
        for number, (title, paragraphs, _id) in enumerate(reports):
            other = words_from(*edit(paragraphs, title, dice))
            shares = set(signed[number].bands) & set(signature_of("x", other, None).bands)
            found += bool(shares) and are_copies(originals[number], other)
        made, missed = made + len(reports), missed + len(reports) - found
        print(f"  {name:<36} recall {found / len(reports):.4f}")
    candidates = pairs_sharing(signed)
    taken = [pair for pair in candidates if are_copies(originals[pair[0]], originals[pair[1]])]
    true = [pair for pair in taken if of_one_story(originals[pair[0]], originals[pair[1]])]
    wrong = len(taken) - len(true)
    total = len(reports) * (len(reports) - 1) // 2
    print(f"all edits: recall {(made - missed) / made:.4f} of {made:,} pairs")
    print(f"unlike pairs: {total:,}, compared {len(candidates)}, taken for copies {wrong}")
    print(f"precision {(made - missed) / (made - missed + wrong):.4f}")
    close = nearest(originals)
    near = [likeness(originals[a], originals[b]).most for a, b in close if not of_one_story(originals[a], originals[b])]
    told = sum(are_copies(originals[a], originals[b]) for a, b in close if not of_one_story(originals[a], originals[b]))
    print(
        f"nearest reports on the same subject: {len(near)} pairs, taken for copies {told}, most shared {max(near):.2f}"
    )
    print("left out of the unlike pairs, as headlines share most of their words:")
    for a, b in sorted(true):
        print(f"  {reports[a][2]} {reports[b][2]}: {likeness(originals[a], originals[b]).most:.2f}")


def scale(most: int) -> None:
    """Files invented reports in a ledger, and says what a thousand more cost as it grows."""
    dice = random.Random(5)
    vocabulary = ["".join(dice.choices("abcdefghijklmnoprstuvw", k=dice.randint(3, 9))) for _ in range(30_000)]
    weights = [1 / (n + 10) for n in range(len(vocabulary))]
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/scale.db") as store:
        recorded = datetime(2024, 6, 1, tzinfo=UTC)
        last: list[str] = []
        for step in range(0, most, 1000):
            readings = []
            for number in range(step, step + 1000):
                fresh = dice.choices(vocabulary, weights, k=400)
                words = last[:300] if last and number % 10 == 0 else fresh  # every tenth is a shortened copy
                last = fresh
                text = " ".join(words)
                kept = CleanText(text, (Block(0, len(text), BlockKind.BODY),), ((0, 0, len(text)),))
                document = Document(stable_id("doc", number, text), text, kept, "text", title=f"report {number}")
                readings.append(Reading(document, Sighting(document.id, f"{number}.txt"), version="bench"))
            store.add(readings, recorded_at=recorded)
            start = time.process_time()
            find_copies(store, recorded_at=recorded)
            spent = time.process_time() - start
            held = _bytes_of_copies(Path(f"{folder}/scale.db")) / (step + 1000)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            each = f"{spent:.2f} ms of one core and {held:.0f} bytes a report"
            print(f"{step + 1000:>8,} reports: {each}, {memory:.0f} MB in memory")


def _bytes_of_copies(ledger: Path) -> int:
    """What the three tables and their indexes take of the file."""
    with contextlib.closing(sqlite3.connect(ledger)) as file:
        names = " OR ".join(f"name LIKE '%{each}%'" for each in ("signatures", "bands", "copies"))
        query = f"SELECT sum(pgsize) FROM dbstat WHERE {names}"
        try:
            return file.execute(query).fetchone()[0]
        except sqlite3.OperationalError:  # this SQLite was built without it
            return 0


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--scale", type=int, default=0, metavar="M", help="file so many invented reports")
    given = parser.parse_args()
    if given.scale:
        scale(given.scale)
    elif CORPUS.is_file():
        quality(given.reports)
    else:
        print(f"not measured: {CORPUS} is not there")


if __name__ == "__main__":
    main()
