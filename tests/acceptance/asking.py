"""What the acceptance tests share: a ledger of some reports, the questions as calls, evidence found in answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.lexicon.actors import load_book
from dragoman.model import Failure, Reading
from dragoman.protocols import EventFilter, Store, StoredEvent, View
from dragoman.query.asking import make_view
from dragoman.query.dossier_views import DossierView
from dragoman.query.dossiers import DossierQuestion, find_dossiers


@dataclass(frozen=True)
class Asking:
    """A ledger to ask."""

    store: Store

    def dossiers(self, kind: str, parties: Sequence[str], as_of: str, known_by: str | None = None) -> list[DossierView]:
        """The dossiers of a kind between parties, and of nobody else."""
        view = make_view(as_of, known_by or as_of)
        found = find_dossiers(self.store, load_book(), DossierQuestion(tuple(parties), (kind,)), view)
        return [each for each in found if set(each.parties) == set(parties)]

    def events(self, known_by: str, **filters: Any) -> list[StoredEvent]:
        """Events in view."""
        view = View(known_by=make_view(None, known_by).known_by)
        return list(self.store.events(EventFilter(view=view, **filters)))


def one(found: Sequence[Any]) -> Any:
    """The only one. Raises AssertionError where there is none, or are several."""
    assert len(found) == 1, [getattr(each, "title", each) for each in found]
    return found[0]


def spans(answer: object) -> Iterator[tuple[str, int, int]]:
    """(file name, start, end) of all evidence in an answer for programs, at whatever depth."""
    if isinstance(answer, dict):
        name = Path(str(answer.get("path") or "")).name
        for span in (
            answer.get("span"),
            (answer.get("evidence") or {}).get("sentence") if _has_sentence(answer) else None,
        ):
            if name and span:
                yield name, span[0], span[1]
        for value in answer.values():
            yield from spans(value)
    elif isinstance(answer, list | tuple):
        for value in answer:
            yield from spans(value)


def _has_sentence(answer: dict[str, Any]) -> bool:
    return isinstance(answer.get("evidence"), dict)


def share_named(answer: object, wanted: Sequence[tuple[str, int, int]]) -> float:
    """The share of the wanted stretches that are evidence of the answer: half of the shorter of two must be common."""
    found = list(spans(answer))
    hits = [
        any(name == doc and min(e, end) - max(s, start) >= min(end - start, e - s) / 2 > 0 for doc, s, e in found)
        for name, start, end in wanted
    ]
    return sum(hits) / len(hits) if hits else 1.0


def read_all(pipeline: Any, reports: Sequence[Any]) -> list[Reading]:
    """The readings of reports; none may fail."""
    results = [pipeline.read(report) for report in reports]
    failed = [result for result in results if isinstance(result, Failure)]
    assert not failed, failed
    return results
