"""What a change of the knowledge gains and loses on gold: sentence by sentence, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.evaluate.events import NEEDS, score_events
from dragoman.evaluate.gold import load
from dragoman.evaluate.score import Score
from dragoman.lexicon import Lexicon, shipped_lexicon
from dragoman.lexicon.trial import TriedLexicon, frames_with
from dragoman.model import Failure, Json, PublishedBasis, Report
from dragoman.pipeline import Pipeline
from dragoman.settings import Settings

_FIGURE = "type+actors F1"


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence of gold whose events are other ones after the change. `before` and `after` are its F1 by type and
    parties, `was` and `now` its events in words.
    """

    id: str
    text: str
    before: float
    after: float
    was: tuple[str, ...]
    now: tuple[str, ...]

    def to_json(self) -> Json:
        """All fields by name."""
        return {
            "id": self.id,
            "text": self.text,
            "before": self.before,
            "after": self.after,
            "was": list(self.was),
            "now": list(self.now),
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures on all gold before and after, and every sentence that changed: gained, lost, or only different.

    Without a change `after` is `None` and the lists hold the sentences that are not yet right, as lost.
    """

    before: Score
    after: Score | None
    gained: tuple[Changed, ...]
    lost: tuple[Changed, ...]
    different: tuple[Changed, ...]

    def to_json(self) -> Json:
        """All fields by name."""
        return {
            "before": self.before.to_json(),
            "after": self.after.to_json() if self.after else None,
            **{name: [c.to_json() for c in getattr(self, name)] for name in ("gained", "lost", "different")},
        }


def compare(gold: Sequence[Path], change: Path | None, settings: Settings) -> Comparison:
    """Score the events of all gold files as the knowledge is and, where `change` is a file of frames, as it would be.

    Raises InputError for gold or a change that cannot be read, LexiconError for a change that is not valid.
    """
    tried = frames_with(change) if change is not None else None
    records = _distinct([{**record, "file": str(path)} for path in gold for record in load(path, NEEDS)])
    was = _events(records, shipped_lexicon(), settings)
    before = score_events(records, was)
    if tried is None:
        wrong = [_changed(r, was, was) for r in records]
        lost = tuple(c for c in wrong if c.before < 1)
        return Comparison(before, None, (), lost, ())
    now = _events(records, TriedLexicon(tried), settings)
    found = [_changed(r, was, now) for r in records if _told(was[r["id"]]) != _told(now[r["id"]])]
    return Comparison(
        before,
        score_events(records, now),
        tuple(c for c in found if c.after > c.before),
        tuple(c for c in found if c.after < c.before),
        tuple(c for c in found if c.after == c.before),
    )


def _distinct(records: list[Json]) -> list[Json]:
    """The records with ids that differ, also where two files give the same one."""
    seen: dict[str, int] = {}
    found = []
    for record in records:
        name = str(record["id"])
        seen[name] = seen.get(name, 0) + 1
        found.append({**record, "id": name if seen[name] == 1 else f"{name} ({record['file']})"})
    return found


def _events(records: Sequence[Json], lexicon: Lexicon, settings: Settings) -> dict[str, list[Json]]:
    """The events of each record, by its id; a text that cannot be read has none."""
    pipeline = Pipeline(settings, lexicon)
    found = {}
    for record in records:
        day = record.get("published") or record.get("dct")
        basis = PublishedBasis.USER
        report = Report(record["id"], record["text"], published=day, published_basis=basis, language="en")
        reading = pipeline.read(report)
        found[record["id"]] = [] if isinstance(reading, Failure) else [e.to_json() for e in reading.events]
    return found


def _changed(record: Json, was: Mapping[str, list[Json]], now: Mapping[str, list[Json]]) -> Changed:
    name = record["id"]
    before, after = (_right(record, events[name]) for events in (was, now))
    return Changed(name, record["text"], before, after, _told(was[name]), _told(now[name]))


def _right(record: Json, events: list[Json]) -> float:
    """F1 by type and parties in one sentence; 1 where there is nothing to find and nothing was found."""
    if not any(event["code"] for event in record["events"]):
        return 0.0 if any(event["plover"] for event in events) else 1.0
    return score_events([record], {record["id"]: events}).figures.get(_FIGURE, 0.0)


def _told(events: Sequence[Json]) -> tuple[str, ...]:
    """Events in words: "SANCTION discontinue occurred: Vietnam -> Chile"."""
    return tuple(
        f"{e['type']} {e['mode'] or '-'} {e['status']}: {_names(e['actors'])} -> {_names(e['recipients'])}"
        for e in events
    )


def _names(actors: Sequence[Json]) -> str:
    return ", ".join(actor["name"] for actor in actors) or "-"
