"""A person's decisions about what was extracted, as pages show and take them; which of them count, the query says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dragoman.errors import NotFound, UsageError
from dragoman.ledger.dossiers.judged import VERDICTS, that_count
from dragoman.model import Json, Judgement
from dragoman.protocols import Store, View
from dragoman.query import judging

ACTIONS = ("accept", "reject", "note", "correct", "merge", "split")
"""What can be decided about an object on its page."""
_BARE = frozenset(("accept", "reject", "note"))
LONGEST_NOTE = 4000
LONGEST_NAME = 100
LONGEST_VALUE = 20_000


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
    return [Decision(one, judging.taken_back(store, one.id, view)) for one in found]


def verdict(found: Iterable[Decision]) -> str:
    """What stands of the decisions about one object: "accept", "reject", or the empty string where none stands."""
    standing = that_count(one.judgement for one in found if one.undone is None)
    return next((one.action for one in standing if one.action in VERDICTS), "")


def judge(
    store: Store,
    target: str,
    action: str,
    who: str,
    note: str = "",
    value: Mapping[str, Any] | None = None,
    *,
    now: datetime | None = None,
) -> Judgement:
    """Record a decision. Raises UsageError for words that decide nothing, NotFound where there is no such object.

    `value` says what is corrected, merged or split, in the shapes of `dragoman.query.judging.decide`.
    """
    if action not in ACTIONS:
        raise UsageError(f"{action!r} decides nothing", remedy=f"it is one of {', '.join(ACTIONS)}")
    whole, note, who = whole_id(store, target), note.strip(), who.strip()
    if action == "note" and not note:
        raise UsageError("the note is empty", remedy="write what you know of it")
    if action not in _BARE and not value:
        raise UsageError(f"nothing to {action}", remedy="say in `value` what is to be otherwise")
    if not who:
        raise UsageError("nobody decides", remedy="give your name")
    if len(note) > LONGEST_NOTE or len(who) > LONGEST_NAME:
        raise UsageError(f"too long: a note has at most {LONGEST_NOTE} characters, a name {LONGEST_NAME}")
    held = {**({} if action in _BARE else dict(value or {})), **({"note": note} if note else {})}
    if len(json.dumps(held)) > LONGEST_VALUE:
        raise UsageError("too long: what is decided has too many words", remedy="decide less at once")
    made = judging.decide(store, target=whole, action=action, who=who, value=held, at=now)
    return next(one for one in store.judgements() if one.id == made)


def take_back(store: Store, judgement: str, who: str, *, now: datetime | None = None) -> Judgement:
    """Take a decision back. Raises NotFound where there is no such decision, UsageError where it was taken back."""
    if not any(one.id == judgement for one in store.judgements()):
        raise NotFound(f"no decision {judgement}", remedy="what is shown of the object lists them")
    return judging.take_back(store, judgement, who.strip() or "reader", at=now)


def whole_id(store: Store, target: str) -> str:
    """The whole id of an object that is there. Raises NotFound."""
    if target.startswith("ev_"):
        return store.event(target).event.id
    if target.startswith("cl_"):
        return store.claim(target).claim.id
    if target.startswith("doc_"):
        return store.document(target).id
    if target.startswith("ds_"):
        held = store.links(dossiers=(target,)).dossiers
        if held or any((one.target, one.action) == (target, "open") for one in that_count(store.judgements(target))):
            return held[0].id if held else target
    if target.startswith("oc_"):
        happened = store.links(occurrences=(target,)).occurrences
        if happened:
            return happened[0].id
    raise NotFound(
        f"{target!r} is nothing to decide about", remedy="give the id of an event, claim, report, occurrence or dossier"
    )
