"""Rows of one level for spreadsheets and data frames, made from the nested forms that programs read.

Several values of one field are joined by "; ". Nothing is dropped that a spreadsheet could use; what nests deeper
(explanations, candidates) stays in the JSON forms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Row = Mapping[str, Any]
Cell = str | int | float | bool | None
Flat = dict[str, Cell]
Getter = Callable[[Row], Cell]


def _join(values: Any) -> str:
    return "; ".join(str(value) for value in values or () if value not in (None, ""))


def _field(name: str) -> Getter:
    return lambda row: row.get(name)


def _inner(outer: str, name: str | int) -> Getter:
    def get(row: Row) -> Cell:
        value = row[outer]
        cell: Cell = None if value is None else value[name]
        return cell

    return get


def _list(name: str) -> Getter:
    return lambda row: _join(row[name])


def _each(outer: str, name: str) -> Getter:
    """The values of one field of all actors, each once."""
    return lambda row: _join(dict.fromkeys(actor[name] for actor in row[outer]))


def _ids(outer: str) -> Getter:
    """Ids of actors; the name stands for one that is unresolved."""
    return lambda row: _join(actor["id"] or actor["name"] for actor in row[outer])


def _chain(row: Row) -> Cell:
    """Sources outermost first."""
    return " > ".join(link["source"] for link in row["attribution"])


def _evidence(name: str, end: int) -> Getter:
    return lambda row: row["evidence"][name][end]


def _fields(names: str) -> dict[str, Getter]:
    return {name: _field(name) for name in names.split()}


EVENT: dict[str, Getter] = {
    **_fields("id document path occurrence dossier embedded_in"),
    "earliest": _inner("date", "earliest"),
    "latest": _inner("date", "latest"),
    "granularity": _inner("date", "granularity"),
    "date_basis": _inner("date", "basis"),
    "effective_earliest": _inner("effective", "earliest"),
    "effective_latest": _inner("effective", "latest"),
    **_fields("type mode"),
    "contexts": _list("contexts"),
    **_fields("cameo quad score"),
    "plover": _inner("plover", "type"),
    **_fields("status phase historical"),
    "actors": _ids("actors"),
    "actor_countries": _each("actors", "country"),
    "actor_names": _each("actors", "name"),
    "recipients": _ids("recipients"),
    "recipient_countries": _each("recipients", "country"),
    "recipient_names": _each("recipients", "name"),
    "matter": _inner("matter", "class"),
    "matter_object": _inner("matter", "object"),
    **_fields("place"),
    "attribution": _chain,
    "sentence_start": _evidence("sentence", 0),
    "sentence_end": _evidence("sentence", 1),
    "trigger_start": _evidence("trigger", 0),
    "trigger_end": _evidence("trigger", 1),
    "quote": _inner("evidence", "quote"),
    **_fields("confidence extractor"),
}

CLAIM: dict[str, Getter] = {
    **_fields("id document path speaker side stance"),
    "matter": _inner("matter", "class"),
    "matter_object": _inner("matter", "object"),
    "quantity": _inner("measure", "quantity"),
    "value": _inner("measure", "value"),
    "unit": _inner("measure", "unit"),
    "comparison": _inner("measure", "comparison"),
    "standard": _inner("measure", "standard"),
    "attribution": _chain,
    "content_start": _inner("content", 0),
    "content_end": _inner("content", 1),
    "quote": _inner("evidence", "quote"),
}

DOCUMENT: dict[str, Getter] = {
    **_fields("id path title outlet language words"),
    "published_earliest": _inner("published", "earliest"),
    "published_latest": _inner("published", "latest"),
    "published_basis": _inner("published", "basis"),
    "contradiction": _inner("published", "contradiction"),
    "events": _field("events"),
    "noise": lambda row: len(row["noise"]),
    "failures": lambda row: len(row["failures"]),
    **_fields("author address copies"),
}

ACTOR: dict[str, Getter] = {
    **_fields("id name country events as_actor as_recipient mentions documents"),
    "names": _list("names"),
}


def _days(outer: str, end: str) -> Getter:
    return lambda row: (row[outer] or {}).get(end)


DOSSIER: dict[str, Getter] = {
    **_fields("id kind title object"),
    "parties": _each("parties", "id"),
    **_fields("as_of known_by state"),
    "possible_states": _list("possible_states"),
    "since_earliest": _days("since", "earliest"),
    "since_latest": _days("since", "latest"),
    "flags": _list("flags"),
    "planned_earliest": _days("planned", "earliest"),
    "planned_latest": _days("planned", "latest"),
    "until_earliest": _days("until", "earliest"),
    "until_latest": _days("until", "latest"),
    **_fields("within silent_days"),
    "set_by_event": _days("set_by", "event"),
    "set_by_path": _days("set_by", "path"),
    "set_by_quote": _days("set_by", "quote"),
    "confirmed_path": _days("last_confirmed", "path"),
    "confirmed_quote": _days("last_confirmed", "quote"),
}

_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def _state(outer: str, name: str) -> Getter:
    def get(row: Row) -> Cell:
        value = (row[outer] or {}).get(name)
        return _join(value) if isinstance(value, list) else value

    return get


CHANGE: dict[str, Getter] = {
    **_fields("dossier kind title"),
    "what": _list("what"),
    "before": _state("before", "state"),
    "after": _state("after", "state"),
    "flags": _state("after", "flags"),
    "path": _days("set_by", "path"),
    "quote": _days("set_by", "quote"),
}
PLAN: dict[str, Getter] = {
    **_fields("occurrence dossier title"),
    "parties": _list("parties"),
    "due_earliest": _days("due", "earliest"),
    "due_latest": _days("due", "latest"),
    **_fields("outcome type phase status event path quote"),
}
REQUEST: dict[str, Getter] = {
    **_fields("occurrence dossier title"),
    "by": _ids("by"),
    "to": _ids("to"),
    "asked_type": _state("asked", "type"),
    "asked_phase": _state("asked", "phase"),
    "date_earliest": _days("date", "earliest"),
    "date_latest": _days("date", "latest"),
    **_fields("outcome status"),
    "quote": lambda row: row["evidence"][0]["quote"] if row["evidence"] else None,
}
POINT: dict[str, Getter] = {
    **_fields("period count"),
    **{quad.replace(" ", "_"): _days("counts", quad) for quad in _QUADS},
    **_fields("score by_report"),
}
HIT: dict[str, Getter] = {
    **_fields("document path title text block"),
    "span_start": _inner("span", 0),
    "span_end": _inner("span", 1),
    "event_ids": _list("events"),
}
NAME_USE: dict[str, Getter] = {
    **_fields("name actor kind country person"),
    "candidates": _list("candidates"),
    **_fields("score why document path"),
    "span_start": _inner("span", 0),
    "span_end": _inner("span", 1),
    **_fields("quote"),
}

COPIES: dict[str, Getter] = {
    "id": _field("id"),
    "count": _field("count"),
    "reports": lambda row: _join(each["document"] for each in row["documents"]),
    "paths": lambda row: _join(each["path"] for each in row["documents"]),
    "outlets": lambda row: _join(each["outlet"] for each in row["documents"]),
    "reasons": lambda row: _join(each["reason"] for each in row["documents"]),
}

COLUMNS: dict[str, dict[str, Getter]] = {
    "groups": COPIES,
    "changes": CHANGE,
    "plans": PLAN,
    "requests": REQUEST,
    "points": POINT,
    "hits": HIT,
    "mentions": NAME_USE,
    "events": EVENT,
    "claims": CLAIM,
    "documents": DOCUMENT,
    "actors": ACTOR,
    "dossiers": DOSSIER,
}
"""For each list, its columns in order and how each is made."""

DAYS = frozenset(name for columns in COLUMNS.values() for name in columns if name.endswith(("earliest", "latest")))
INTEGERS = frozenset(
    (
        *("sentence_start", "sentence_end", "trigger_start", "trigger_end", "content_start", "content_end"),
        *("words", "events", "noise", "failures", "as_actor", "as_recipient", "mentions", "documents"),
        *("silent_days", "count", "by_report", "span_start", "span_end", *(q.replace(" ", "_") for q in _QUADS)),
    )
)
REALS = frozenset(("score", "confidence"))
TRUTHS = frozenset(("historical",))


def flatten(kind: str, row: Row) -> Flat:
    """One row of a list ("events", "claims", "documents", "actors") as a flat one."""
    return {name: get(row) for name, get in COLUMNS[kind].items()}


_RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Cell) -> Cell:
    """A cell that no spreadsheet runs as a formula: text that begins like one gets an apostrophe in front.

    Numbers are left alone: a score of -1.0 is a number, and no formula. (After OWASP's page on CSV injection.) A bare
    carriage return becomes a line feed: writers of CSV leave it unquoted, and readers then see the end of a row.
    """
    if not isinstance(value, str):
        return value
    risky = value.lstrip(" \n").startswith(_RISKY)
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{plain}" if risky else plain
