"""What people decided about events as gold: JSON lines that `dragoman eval events` and `dragoman eval status` read.

A sentence becomes a case for `events` once every event that was read in it stands accepted, corrected or rejected: only
then is it known what it holds and what not. A case for `status` needs one event that stands. What a correction says
takes the place of what was read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

from dragoman.dates import to_iso
from dragoman.ledger.dossiers.judged import that_count
from dragoman.model import ActorRef, Event, Json, Judgement, stable_id
from dragoman.protocols import EventFilter, Store, StoredEvent, View
from dragoman.query.accounts import plain_words
from dragoman.query.asking import Names

Kind = Literal["events", "status"]


@dataclass(frozen=True, slots=True)
class _Decided:
    """An event and what stands decided about it; `fields` is what a correction says otherwise."""

    row: StoredEvent
    verdict: str  # accept, reject, correct, or empty
    fields: Mapping[str, Any]
    who: str


def write_gold(store: Store, names: Names, kind: Kind, out: BinaryIO, view: View) -> tuple[int, int]:
    """Write the cases in the order of the ledger. Gives how many, and how many sentences are not decided in full."""
    written = partial = 0
    for told in _sentences(store, view):
        case = _case(store, names, told, kind)
        if case is None:
            partial += 1
            continue
        out.write(f"{json.dumps(case, ensure_ascii=False)}\n".encode("utf-8", "replace"))
        written += 1
    return written, partial


def _sentences(store: Store, view: View) -> Iterator[list[_Decided]]:
    """The events of each sentence of which at least one stands decided, in the order of the text."""
    standing: dict[str, list[Judgement]] = defaultdict(list)
    for one in that_count(store.judgements(view=view)):
        if one.target.startswith("ev_") and one.action in ("accept", "reject", "correct"):
            standing[one.target].append(one)
    documents: dict[str, None] = {}
    for target in sorted(standing):
        documents.setdefault(store.event(target, View(recorded_by=view.recorded_by)).event.document)
    for document in sorted(documents):
        which = EventFilter(view=View(known_by=view.known_by, recorded_by=view.recorded_by), documents=(document,))
        told: dict[tuple[int, int], list[_Decided]] = defaultdict(list)
        for row in store.events(which):
            span = row.event.evidence.sentence
            told[span.start, span.end].append(_decided(row, standing.get(row.event.id, ())))
        for place in sorted(told):
            rows = sorted(told[place], key=lambda each: (each.row.event.evidence.trigger.start, each.row.event.id))
            if any(each.verdict for each in rows):
                yield rows


def _decided(row: StoredEvent, judgements: Sequence[Judgement]) -> _Decided:
    fields: dict[str, Any] = {}
    verdict = who = ""
    for one in judgements:
        given = one.value.get("fields")
        if one.action == "correct" and isinstance(given, Mapping):
            fields.update(given)
        if one.action != "correct" or fields:
            verdict = "correct" if fields and one.action != "reject" else one.action
            who = one.who
    return _Decided(row, verdict, fields, who)


def _case(store: Store, names: Names, told: Sequence[_Decided], kind: Kind) -> Json | None:
    """The case that a sentence makes; `None` where it is not decided as far as the kind needs."""
    kept = [each for each in told if each.verdict in ("accept", "correct")]
    whole = all(each.verdict for each in told)
    if (kind == "events" and not whole) or (kind == "status" and not kept):
        return None
    first = told[0].row
    text = first.event.evidence.quote
    said = first.source.published.interval
    head: Json = {
        "id": stable_id("gold", first.event.document, first.event.evidence.sentence.to_json()),
        "text": text,
        "published": to_iso(said.latest or said.earliest),
        "decided_by": sorted({each.who for each in told if each.who}),
    }
    placed = [(each, _trigger(store, each.row)) for each in kept]
    found = [(each, trigger) for each, trigger in placed if trigger and trigger in text]
    if kind == "status":
        targets = [_target(text, each, trigger) for each, trigger in found]
        return {**head, "targets": targets} if targets else None
    indices = {each.row.event.id: number for number, (each, _) in enumerate(found)}
    return {**head, "events": [_event(names, text, each, trigger, indices) for each, trigger in found]}


def _trigger(store: Store, row: StoredEvent) -> str:
    document = store.text(row.event.document)
    return plain_words(document, row.event.evidence.trigger)


def _target(text: str, decided: _Decided, trigger: str) -> Json:
    """A marked word with its place in the sentence: that of the report where no letter was lost, else the first."""
    evidence = decided.row.event.evidence
    start = evidence.trigger.start - evidence.sentence.start
    if text[start : start + len(trigger)] != trigger:
        start = text.index(trigger)
    return {
        "trigger": trigger,
        "start": start,
        "end": start + len(trigger),
        "status": _field(decided, "status"),
        "phase": _field(decided, "phase"),
    }


def _field(decided: _Decided, name: str) -> str | None:
    value = decided.fields[name] if name in decided.fields else getattr(decided.row.event, name)
    return str(value) if value else None


def _event(names: Names, text: str, decided: _Decided, trigger: str, indices: Mapping[str, int]) -> Json:
    event = decided.row.event
    actors, recipients = (_words(names, text, decided, role) for role in ("actors", "recipients"))
    kind, mode = _field(decided, "type"), _field(decided, "mode")
    same = (kind, mode) == (event.type, event.mode)
    plover = (event.plover.to_json() if same else {"type": kind, "mode": mode}) if event.plover else None
    return {
        "type": kind,
        "mode": mode,
        "plover": plover,
        "code": plover["type"] if plover else None,
        "actors": actors,
        "recipients": recipients,
        "source": actors,
        "target": recipients,
        "reciprocal": not recipients and len(actors) > 1,
        "trigger": trigger,
        "status": _field(decided, "status"),
        "phase": _field(decided, "phase"),
        "embedded_in": indices.get(event.embedded_in or ""),
        "date": _date(decided),
        "attribution": [link.source for link in event.attribution if link.source in text],
    }


def _words(names: Names, text: str, decided: _Decided, role: str) -> list[str]:
    """Actors by words of the sentence: those that were read, or, where a correction names others, their names.

    One that does not stand in the sentence cannot be compared, and is left out.
    """
    refs: Sequence[ActorRef] = getattr(decided.row.event, role)
    by_id = {ref.id or ref.name: ref.name for ref in refs}
    given = decided.fields.get(role)
    said = [by_id.get(each, names.name(each)) for each in given] if isinstance(given, list | tuple) else by_id.values()
    return [words for words in said if words in text]


def _date(decided: _Decided) -> Json | None:
    if "date" in decided.fields:
        value = decided.fields["date"]
        return {"earliest": value.get("earliest"), "latest": value.get("latest")} if value else None
    event: Event = decided.row.event
    if event.date is None:
        return None
    return {"earliest": to_iso(event.date.interval.earliest), "latest": to_iso(event.date.interval.latest)}
