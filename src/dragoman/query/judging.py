"""What people decide and note: kept beside what was extracted, never in its place, and taken back as easily."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from dragoman.errors import NotFound, UsageError
from dragoman.ledger.decisions import anchors
from dragoman.ledger.dossiers.judged import is_about_decision, that_count
from dragoman.ledger.dossiers.judged import rejected as rejected_by
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.model import Judgement, Phase, Status, stable_id
from dragoman.protocols import NOW, Store, View
from dragoman.query.asking import PLOVER_TYPES, Names, resolve, word

ACTIONS = ("accept", "reject", "correct", "merge", "split", "open", "note")


def open_dossier(
    store: Store,
    names: Names,
    *,
    title: str,
    parties: Sequence[str],
    who: str,
    kind: str = "dispute",
    aliases: Sequence[str] = (),
    at: datetime | None = None,
) -> str:
    """Open a dossier by hand and give its id.

    Events between the parties whose words hold an alias (or the title) are filed to it whenever it is asked for.
    Raises UsageError where the title is empty or a party or kind is not known.
    """
    if not title.strip():
        raise UsageError("the dossier has no title", remedy="say in a few words what it is about")
    chosen = word(kind, tuple(shipped_kinds().by_name), "kind of dossier")
    codes = sorted({resolve(store, names, party) for party in parties})
    target = stable_id("ds", "open", chosen, title.strip(), *codes)
    value = {"title": title.strip(), "kind": chosen, "parties": codes, "aliases": list(aliases), "pinned": True}
    _judge(store, target, "open", value, who, at)
    return target


def add_note(
    store: Store,
    names: Names,
    *,
    target: str,
    text: str,
    who: str,
    side: str | None = None,
    at: datetime | None = None,
) -> str:
    """Add a note to an object of the ledger and give its id. Raises NotFound where there is no such object."""
    if not text.strip():
        raise UsageError("the note is empty", remedy="say what is to be noted")
    found = _existing(store, target)
    value = {"text": text.strip(), "side": resolve(store, names, side) if side else None}
    return _judge(store, found, "note", value, who, at)


def decide(
    store: Store,
    *,
    target: str,
    action: str,
    who: str,
    value: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> str:
    """Record a decision about an object and give its id.

    `reject` takes an event or occurrence out of every state; `correct` with `{"state": ..., "on": "2024-05-01"}` sets
    the state of a dossier from that day, with `{"fields": {...}}` what an event says, with `{"published": ...}` the day
    of a report, with `{"name": ..., "actor": ...}` who is meant in it. `merge` with `{"with": [ids]}` makes
    occurrences, or dossiers, one; `split` takes `{"events": [...]}` out of an occurrence, `{"occurrences": [...]}` out
    of a dossier. What it touches is linked anew at once. To take a decision back, `reject` it by its id. Raises
    NotFound, UsageError.
    """
    chosen = word(action, ACTIONS, "action")
    if is_about_decision(target):
        if chosen != "reject":
            raise UsageError(f"{action!r} is nothing to do with a decision", remedy="reject takes it back")
        return take_back(store, target, who, at=at).id
    found = _existing(store, target)
    checked = _checked(store, chosen, found, dict(value or {}))
    made = record(store, found, chosen, checked, who, at)
    _heed(store, made, at)
    return made.id


def _checked(store: Store, action: str, target: str, value: dict[str, Any]) -> dict[str, Any]:
    """The value of a decision, with what finds its objects again. Raises UsageError for what cannot be done."""
    if action not in _RELINKS:
        return value
    if action != "correct" and not target.startswith(("oc_", "ds_")):
        raise UsageError(f"{action!r} is for occurrences and dossiers", remedy="give an id that begins with oc_ or ds_")
    needed = "with" if action == "merge" else "events" if target.startswith("oc_") else "occurrences"
    if action != "correct":
        parts = value.get(needed)
        if not isinstance(parts, list | tuple) or not parts:
            raise UsageError(f"{action!r} of what?", remedy=f'give {{"{needed}": [ids]}}')
        parts = [_existing(store, str(part)) for part in parts]
        if action == "merge" and any(part[:3] != target[:3] or part == target for part in parts):
            raise UsageError("only two of a kind can be made one", remedy="give another occurrence, or another dossier")
        value = {**value, needed: parts}
        value["anchors"] = anchors(store, action, target, value)
    if isinstance(value.get("fields"), Mapping):
        _check_fields(value["fields"])
    return value


_RELINKS = frozenset(("correct", "merge", "split"))


def _check_fields(fields: Mapping[str, Any]) -> None:
    unknown = sorted(set(fields) - {"type", "mode", "status", "phase", "date", "actors", "recipients"})
    if unknown:
        raise UsageError(f"an event has no field {unknown[0]!r}", remedy="type, mode, status, phase, date, actors")
    if "type" in fields:
        word(str(fields["type"]), PLOVER_TYPES, "event type")
    if "status" in fields:
        word(str(fields["status"]), tuple(Status), "status")
    if fields.get("phase"):
        word(str(fields["phase"]), tuple(Phase), "phase")


def _heed(store: Store, made: Judgement, at: datetime | None) -> None:
    """Link anew what a correction, merge or split touches, so that every question heeds it at once."""
    documents = _touched(store, made) if made.action in _RELINKS else set()
    if documents:
        from dragoman.ledger.linking import link_documents  # noqa: PLC0415 - dating loads lxml, and a question waits

        link_documents(store, documents, recorded_at=at or datetime.now(UTC))


def _touched(store: Store, made: Judgement) -> set[str]:
    if made.target.startswith("doc_"):
        return {made.target}
    events = {made.target} if made.target.startswith("ev_") else set()
    if made.action == "correct" and not events:
        return set()  # the state of a dossier: nothing is linked otherwise
    for key in ("anchors", "events"):
        given = made.value.get(key)
        events.update(map(str, given) if isinstance(given, list | tuple) else ())
    if made.target.startswith("ds_"):
        named = made.value.get("with")
        found = store.links(dossiers=[made.target, *(map(str, named) if isinstance(named, list | tuple) else ())])
        events.update(event for each in found.occurrences for event in each.events)
    return {store.event(identity).event.document for identity in sorted(events)}


def take_back(store: Store, judgement: str, who: str, *, at: datetime | None = None) -> Judgement:
    """Take a decision back and give what was recorded.

    Raises UsageError where there is no such decision, or it was taken back before.
    """
    found = next((one for one in store.judgements() if one.id == judgement), None)
    if found is None or is_about_decision(found.target):
        raise UsageError(f"no decision {judgement}", remedy="what is shown of the object lists them")
    if taken_back(store, judgement, NOW) is not None:
        raise UsageError("it was taken back already")
    undoing = record(store, judgement, "reject", {"undoes": found.action}, who, at)
    _heed(store, found, at)
    return undoing


def taken_back(store: Store, judgement: str, view: View) -> Judgement | None:
    """What took a decision back, if anything did."""
    return next((one for one in store.judgements(judgement, view) if one.action == "reject"), None)


def rejected(store: Store, view: View) -> frozenset[str]:
    """The ids that stand rejected."""
    return rejected_by(store.judgements(view=view))


def _judge(store: Store, target: str, action: str, value: Mapping[str, Any], who: str, at: datetime | None) -> str:
    return record(store, target, action, value, who, at).id


def record(
    store: Store, target: str, action: str, value: Mapping[str, Any], who: str, at: datetime | None = None
) -> Judgement:
    """Record a judgement about an object that is known to be there, and give it."""
    recorded = (at or datetime.now(UTC)).isoformat()
    identity = stable_id("jd", target, action, sorted(value.items()), who, recorded)
    made = Judgement(identity, target, action, value, who, recorded)
    store.add_judgement(made)
    return made


def _existing(store: Store, target: str) -> str:
    """The id of an object that is there."""
    if target.startswith("ev_"):
        return store.event(target).event.id
    if target.startswith("doc_"):
        return store.document(target).id
    if target.startswith("cl_"):
        return store.claim(target).claim.id
    if target.startswith("oc_"):
        found = [o.id for o in store.links(occurrences=(target,)).occurrences]
    else:
        found = [d.id for d in store.links(dossiers=(target,)).dossiers]
        found += [j.target for j in that_count(store.judgements()) if (j.target, j.action) == (target, "open")]
    if not found:
        raise NotFound(f"no object {target}", remedy="`dragoman dossiers` and `dragoman events` list the ids")
    return found[0]
