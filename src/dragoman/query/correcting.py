"""Corrections in a person's words as values of judgements: only what is to be otherwise, and what was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.dates import Interval, to_iso
from dragoman.errors import UsageError
from dragoman.model import ActorRef, Event, Judgement, Phase, Status
from dragoman.protocols import Store, StoredDocument
from dragoman.query.asking import PLOVER_TYPES, Names, resolve, to_day, word
from dragoman.query.words import draw

FIELDS = ("type", "mode", "status", "phase", "date_from", "date_to", "actors", "recipients")
"""What of an event can be corrected, by the names that forms and prompts use."""
NAMES = {
    "type": "type",
    "mode": "mode",
    "status": "status",
    "phase": "phase",
    "date": "date",
    "actors": "who",
    "recipients": "towards whom",
    "published": "day of the report",
    "state": "state",
}
"""What the fields of a correction are called on a page."""


@dataclass(frozen=True, slots=True)
class Said:
    """One field of a correction in words: what it is called, what was read, and what a person says."""

    name: str
    was: str
    now: str


def as_listed(refs: Sequence[ActorRef]) -> str:
    """Actors as a form shows and takes them: ids, or names where nobody is known, with commas between."""
    return ", ".join(ref.id or ref.name.replace(",", " ") for ref in refs)


def interval(first: str, last: str) -> dict[str, str | None] | None:
    """Days from two fields of a form; `None` where both are empty. Raises UsageError for what is no day."""
    earliest, latest = to_day(first.strip() or None, "earliest"), to_day(last.strip() or None, "latest")
    if earliest is None and latest is None:
        return None
    if earliest and latest and latest < earliest:
        raise UsageError(f"it ends {latest} before it begins {earliest}", remedy="swap the days")
    return {"earliest": to_iso(earliest), "latest": to_iso(latest)}


def days_of(value: Interval | None) -> dict[str, str | None] | None:
    """Days as a correction holds them."""
    if value is None or value == Interval():
        return None
    return {"earliest": to_iso(value.earliest), "latest": to_iso(value.latest)}


def event_value(store: Store, names: Names, event: Event, form: Mapping[str, str]) -> dict[str, Any]:
    """What a form says otherwise of an event. Raises UsageError where it says nothing, or a word that there is not.

    A field that the form does not have is left as it is; one that it has and leaves empty is emptied.
    """
    now = _now(event)
    given: dict[str, Any] = {}
    if form.get("type"):
        given["type"] = word(form["type"], PLOVER_TYPES, "event type")
    if form.get("status"):
        given["status"] = word(form["status"], tuple(Status), "status")
    if "phase" in form:
        given["phase"] = word(form["phase"], tuple(Phase), "phase") if form["phase"] else None
    if "mode" in form:
        given["mode"] = form["mode"].strip() or None
    if "date_from" in form or "date_to" in form:
        given["date"] = interval(form.get("date_from", ""), form.get("date_to", ""))
    for role, refs in (("actors", event.actors), ("recipients", event.recipients)):
        if role in form and form[role].strip() != as_listed(refs):
            given[role] = _resolved(store, names, form[role], refs)
    fields = {name: value for name, value in given.items() if value != now[name]}
    if not fields:
        raise UsageError("nothing is otherwise than it was read", remedy="change a field, or accept it as it is")
    return {"fields": fields, "was": {name: now[name] for name in fields}}


def _now(event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "mode": event.mode,
        "status": str(event.status),
        "phase": str(event.phase) if event.phase else None,
        "date": days_of(event.date.interval if event.date else None),
        "actors": [ref.id or ref.name for ref in event.actors],
        "recipients": [ref.id or ref.name for ref in event.recipients],
    }


def _resolved(store: Store, names: Names, text: str, refs: Sequence[ActorRef]) -> list[str]:
    """Names as ids; a name that stays as it was read may stay unresolved."""
    unresolved = {ref.name.replace(",", " ") for ref in refs if ref.id is None}
    given = [one.strip() for one in text.split(",") if one.strip()]
    return [one if one in unresolved else resolve(store, names, one) for one in given]


def in_words(judgement: Judgement) -> list[Said]:
    """What a correction says, field by field; empty for a decision that corrects nothing."""
    value = judgement.value
    fields = value.get("fields")
    was = value.get("was")
    before = was if isinstance(was, Mapping) else {}
    if isinstance(fields, Mapping):
        return [Said(NAMES.get(str(name), str(name)), _word(before.get(name)), _word(fields[name])) for name in fields]
    if "published" in value:
        return [Said(NAMES["published"], _word(before.get("published")), _word(value["published"]))]
    if "name" in value:
        return [Said(f"“{value['name']}”", "nobody known", _word(value.get("actor")))]
    if "state" in value:
        return [Said(NAMES["state"], _word(before.get("state")), f"{value['state']} from {value.get('on') or 'now'}")]
    for key, said in (("with", "made one with"), ("events", "taken out"), ("occurrences", "taken out")):
        if key in value:
            return [Said(said, "", _word(value[key]))]
    return []


def _word(value: object) -> str:
    if value is None or value == [] or value == "":
        return "nothing"
    if isinstance(value, Mapping):
        return draw(Interval(to_day(value.get("earliest"), "earliest"), to_day(value.get("latest"), "latest")))
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def day_value(source: StoredDocument, first: str, last: str = "") -> dict[str, Any]:
    """What a person says of the day of a report: one day, or the first and the last that it can be.

    Raises UsageError where no day is given.
    """
    given = interval(first, last or first)
    if given is None:
        raise UsageError("no day is given", remedy="give the day, or the first and the last that it can be")
    return {"published": given, "was": {"published": days_of(source.published.interval)}}


def name_value(store: Store, names: Names, name: str, actor: str) -> dict[str, Any]:
    """What a person says of a name in a report. Raises UsageError where the actor is not known."""
    if not name.strip() or not actor.strip():
        raise UsageError("a name and an actor are needed", remedy="say who it is")
    return {"name": name.strip(), "actor": resolve(store, names, actor)}


def state_value(state: str, on: str, was: str) -> dict[str, Any]:
    """What a person says of the state of a matter, and from which day. Raises UsageError for what is no day."""
    held = interval(on, on) if on.strip() else None
    return {"state": state, "was": {"state": was}, **({"on": held["earliest"]} if held else {})}
