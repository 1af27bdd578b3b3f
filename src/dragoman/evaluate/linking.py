"""Which events are put together as one happening, against groups of reports marked by hand.

A mention of the gold is answered by the event whose trigger shares most with it; where none does, by the noun that its
verb carries ("[held] a joint exercise"), unless another mention stands there. Figures are B-cubed (Bagga and Baldwin
1998) within each group: every mention asks how much of what was put with it belongs there, and how much of what
belongs there was put with it. A mention at which no event was read stands alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from dragoman.evaluate.ledgers import ledger_of, read_all
from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import Score, f_measure, overlap, ratio
from dragoman.model import Json, Report
from dragoman.protocols import EventFilter, Store, StoredEvent

NEEDS = ("reports", "occurrences")

Mention = tuple[str, int, int]
"""Path, start and end of the words that tell of a happening."""

CARRIED = 30
"""Code points after a verb in which the noun that it carries begins."""

Labels = Mapping[Mention, Hashable]


def score_linking(records: Sequence[Json], reader: GoldReader, *, per_type: bool = False) -> Score:
    """The figures over all groups, linked in one ledger that holds the reports of all of them."""
    reports = [
        Report(each["path"], each["text"], published=each["published"], language="en")
        for record in records
        for each in record["reports"]
    ]
    with ledger_of(read_all(reports, reader)) as store:
        answers = {record["id"]: answer(store, record) for record in records}
    return linking_figures(records, answers, per_type=per_type)


def answer(store: Store, record: Json) -> dict[Mention, str]:
    """The occurrence of each mention of a group; mentions without an event are left out."""
    by_path: dict[str, list[StoredEvent]] = defaultdict(list)
    for report in record["reports"]:
        identity = store.document(report["path"]).id
        by_path[report["path"]] = list(store.events(EventFilter(documents=(identity,))))
    found = {}
    mentions = [mention for happening in gold_of(record) for mention in happening]
    for mention in mentions:
        others = [other for other in mentions if other[0] == mention[0] and other != mention]
        rows = by_path[mention[0]]
        row = _event_at(rows, mention) or _carried(rows, mention, others)
        if row is not None:
            found[mention] = row.occurrence or row.event.id
    return found


def gold_of(record: Json) -> list[list[Mention]]:
    """The happenings of a group as lists of mentions."""
    return [[(m["path"], m["start"], m["start"] + len(m["trigger"])) for m in each] for each in record["occurrences"]]


def _event_at(rows: Sequence[StoredEvent], mention: Mention) -> StoredEvent | None:
    """The event whose trigger shares most with the words; of several the one that stands alone, then the first."""
    shared = [(overlap((t.start, t.end), mention[1:]), row) for row in rows for t in (row.event.evidence.trigger,)]
    touching = [(-most, row.event.embedded_in is not None, row.event.id, row) for most, row in shared if most > 0]
    return min(touching, key=lambda each: each[:3])[3] if touching else None


def _carried(rows: Sequence[StoredEvent], mention: Mention, others: Sequence[Mention]) -> StoredEvent | None:
    """The event of the noun shortly after a verb, in the same sentence, where no other mention stands."""
    after = []
    for row in rows:
        place, sentence = row.event.evidence.trigger, row.event.evidence.sentence
        near = mention[2] <= place.start <= mention[2] + CARRIED and sentence.start <= mention[1]
        taken = any(overlap((place.start, place.end), other[1:]) > 0 for other in others)
        if near and not taken:
            after.append((place.start, row.event.id, row))
    return min(after, key=lambda each: each[:2])[2] if after else None


def linking_figures(
    records: Sequence[Json], answers: Mapping[str, Mapping[Mention, str]], *, per_type: bool = False
) -> Score:
    """The figures of answers by the id of their group."""
    all_pairs: list[tuple[float, float]] = []
    found_pairs: list[tuple[float, float]] = []
    rows: list[Json] = []
    for record in records:
        gold = {mention: place for place, each in enumerate(gold_of(record)) for mention in each}
        given = answers[record["id"]]
        every: dict[Mention, Hashable] = {mention: given.get(mention, ("alone", mention)) for mention in gold}
        pairs = list(b_cubed(gold, every))
        all_pairs += pairs
        found_pairs += b_cubed({m: place for m, place in gold.items() if m in given}, every)
        rows.append(_row(record["id"], pairs, len(given)))
    precision, recall = _means(all_pairs)
    read_precision, read_recall = _means(found_pairs)
    figures = {
        "B-cubed F1": f_measure(precision, recall),
        "B-cubed P": precision,
        "B-cubed R": recall,
        "B-cubed F1 where an event was read": f_measure(read_precision, read_recall),
        "mentions read": ratio(len(found_pairs), len(all_pairs)),
    }
    happenings = sum(len(record["occurrences"]) for record in records)
    counts = {"groups": len(records), "happenings": happenings, "mentions": len(all_pairs)}
    return Score(figures, counts, rows if per_type else ())


def b_cubed(gold: Labels, given: Labels) -> Iterator[tuple[float, float]]:
    """Precision and recall of each mention of the gold."""
    for mention, place in gold.items():
        same_gold = {m for m, p in gold.items() if p == place}
        same_given = {m for m in gold if given[m] == given[mention]}
        both = len(same_gold & same_given)
        yield both / len(same_given), both / len(same_gold)


def _means(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return ratio(sum(p for p, _ in pairs), len(pairs)), ratio(sum(r for _, r in pairs), len(pairs))


def _row(name: str, pairs: Sequence[tuple[float, float]], found: int) -> Json:
    precision, recall = _means(pairs)
    f1 = f_measure(precision, recall)
    return {"group": name, "mentions": len(pairs), "read": found, "P": _r(precision), "R": _r(recall), "F1": _r(f1)}


def _r(value: float) -> float:
    return round(value, 3)
