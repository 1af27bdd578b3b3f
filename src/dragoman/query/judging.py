"""What people decide and note: kept beside what was extracted, never in its place, and taken back as easily."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from dragoman.errors import NotFound, UsageError
from dragoman.ledger.dossiers import is_about_decision, that_count
from dragoman.ledger.dossiers import rejected as rejected_by
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.model import Judgement, stable_id
from dragoman.protocols import NOW, Store, View
from dragoman.query.asking import Names, resolve, word

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
    the state of a dossier from that day. To take a decision back, `reject` it by its id. Raises NotFound, UsageError.
    """
    chosen = word(action, ACTIONS, "action")
    if is_about_decision(target):
        if chosen != "reject":
            raise UsageError(f"{action!r} is nothing to do with a decision", remedy="reject takes it back")
        return take_back(store, target, who, at=at).id
    return _judge(store, _existing(store, target), chosen, dict(value or {}), who, at)


def take_back(store: Store, judgement: str, who: str, *, at: datetime | None = None) -> Judgement:
    """Take a decision back and give what was recorded.

    Raises UsageError where there is no such decision, or it was taken back before.
    """
    found = next((one for one in store.judgements() if one.id == judgement), None)
    if found is None or is_about_decision(found.target):
        raise UsageError(f"no decision {judgement}", remedy="what is shown of the object lists them")
    if taken_back(store, judgement, NOW) is not None:
        raise UsageError("it was taken back already")
    return record(store, judgement, "reject", {"undoes": found.action}, who, at)


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
