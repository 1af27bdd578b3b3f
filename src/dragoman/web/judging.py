"""A person's decisions about what was extracted: recorded beside it, and taken back as easily.

A decision is never deleted. Taking one back is a decision about the decision: a `reject` whose target is its id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from dragoman.errors import UsageError
from dragoman.model import Json, Judgement, stable_id
from dragoman.protocols import NOW, Store, View

ACTIONS = ("accept", "reject", "note")
"""What can be decided about an event, a claim or a dossier on its page."""
_VERDICTS = frozenset(("accept", "reject"))
LONGEST_NOTE = 4000
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement and whether it was taken back."""

    judgement: Judgement
    undone: Judgement | None = None

    def to_json(self) -> Json:
        """The judgement by name, and who took it back when."""
        value = judgement_json(self.judgement)
        value["undone"] = judgement_json(self.undone) if self.undone else None
        return value


def judgement_json(judgement: Judgement) -> Json:
    """All fields by name."""
    return {
        "id": judgement.id,
        "target": judgement.target,
        "action": judgement.action,
        "value": dict(judgement.value),
        "who": judgement.who,
        "recorded_at": judgement.recorded_at,
    }


def decisions(store: Store, target: str, view: View) -> list[Decision]:
    """What people decided about one object, oldest first, each with what became of it."""
    found = list(store.judgements(target, view))
    return [
        Decision(one, next((j for j in store.judgements(one.id, view) if j.action == "reject"), None)) for one in found
    ]


def verdict(found: Iterable[Decision]) -> str:
    """What stands: "accept", "reject", or the empty string where nobody decided or all was taken back."""
    last = ""
    for decision in found:
        if decision.undone is None and decision.judgement.action in ("accept", "reject"):
            last = decision.judgement.action
    return last


def rejected(store: Store, view: View) -> frozenset[str]:
    """The ids that stand rejected."""
    return frozenset(target for target, action in _standing(store.judgements(view=view)) if action == "reject")


def _standing(judgements: Iterable[Judgement]) -> Iterator[tuple[str, str]]:
    yield from ((one.target, one.action) for one in _that_count(judgements) if one.action in _VERDICTS)


def _that_count(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that were not taken back; of those that accept or reject one object only the last."""
    every = list(judgements)
    undone = {one.target for one in every if one.target.startswith("jd_")}
    standing = [one for one in every if one.id not in undone and not one.target.startswith("jd_")]
    last = {one.target: one.id for one in standing if one.action in _VERDICTS}
    return [one for one in standing if one.action not in _VERDICTS or last[one.target] == one.id]


def as_judged(store: Store) -> Store:
    """The same ledger, in which only judgements that count are seen: for questions whose answers depend on them."""
    return cast(Store, _Judged(store))


class _Judged:
    """Passes everything on but judgements."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def judgements(self, target: str | None = None, view: View = NOW) -> Iterator[Judgement]:
        """As of a store, less what was taken back or decided otherwise since."""
        counting = _that_count(self._store.judgements(view=view))
        return iter(one for one in counting if target is None or one.target == target)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def judge(
    store: Store, target: str, action: str, who: str, note: str = "", *, now: datetime | None = None
) -> Judgement:
    """Record a decision. Raises UsageError for words that decide nothing, NotFound where there is no such object."""
    if action not in ACTIONS:
        raise UsageError(f"{action!r} decides nothing", remedy=f"it is one of {', '.join(ACTIONS)}")
    note, who = note.strip(), who.strip()
    if action == "note" and not note:
        raise UsageError("the note is empty", remedy="write what you know of it")
    if not who:
        raise UsageError("nobody decides", remedy="give your name")
    if len(note) > LONGEST_NOTE or len(who) > LONGEST_NAME:
        raise UsageError(f"too long: a note has at most {LONGEST_NOTE} characters, a name {LONGEST_NAME}")
    return _record(store, _whole(store, target), action, {"note": note} if note else {}, who, now)


def take_back(store: Store, judgement: str, who: str, *, now: datetime | None = None) -> Judgement:
    """Take a decision back. Raises UsageError where there is no such decision, or it was taken back before."""
    found = next((one for one in store.judgements() if one.id == judgement), None)
    if found is None or found.target.startswith("jd_"):
        raise UsageError(f"no decision {judgement}", remedy="the page of the object lists them")
    if any(one.action == "reject" for one in store.judgements(judgement)):
        raise UsageError("it was taken back already")
    return _record(store, judgement, "reject", {"undoes": found.action}, who.strip() or "reader", now)


def _whole(store: Store, target: str) -> str:
    """The whole id of an object that is there. Raises NotFound."""
    if target.startswith("ev_"):
        return store.event(target).event.id
    if target.startswith("cl_"):
        return store.claim(target).claim.id
    if target.startswith("doc_"):
        return store.document(target).id
    if target.startswith("ds_"):
        held = store.links(dossiers=(target,)).dossiers
        if held:
            return held[0].id
    raise UsageError(
        f"{target!r} is nothing to decide about", remedy="give the id of an event, claim, report or dossier"
    )


def _record(store: Store, target: str, action: str, value: Json, who: str, now: datetime | None) -> Judgement:
    at = (now or datetime.now(UTC)).isoformat()
    judgement = Judgement(
        stable_id("jd", target, action, who, at, *sorted(value.items())), target, action, value, who, at
    )
    store.add_judgement(judgement)
    return judgement
