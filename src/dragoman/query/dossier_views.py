"""One dossier at a day: its state, the path that led there, what is told of it, and its shape for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dragoman.dates import Interval, to_iso
from dragoman.ledger.dossiers.fold import Account, Folded, Happening, Reached
from dragoman.ledger.dossiers.standing import parties_of
from dragoman.lexicon.dossiers import Kind
from dragoman.model import Json, Judgement
from dragoman.protocols import DossierRecord, Membership, StoredEvent, View


@dataclass(frozen=True, slots=True)
class DossierInShort:
    """What a list says of a dossier at a day; `confirmed` is the last day of the report that last confirms it."""

    record: DossierRecord
    kind: Kind
    title: str
    state: str
    confirmed: date | None

    @property
    def id(self) -> str:
        """The dossier's id."""
        return self.record.id

    @property
    def parties(self) -> tuple[str, ...]:
        """The codes of the parties."""
        return tuple(parties_of(self.record))

    @property
    def is_open(self) -> bool:
        """Whether something of it is still to come or to end."""
        return self.state not in self.kind.final


@dataclass(frozen=True, slots=True)
class DossierView(DossierInShort):
    """One dossier at a day. `happenings` are its occurrences in view, each with the reports' events.

    `withdrawn` leads from an event that no longer counts to the report that withdrew or corrected it.
    """

    folded: Folded
    view: View
    happenings: tuple[Happening, ...]
    memberships: Mapping[str, Membership]
    holds: tuple[str, ...] = ()
    notes: tuple[Judgement, ...] = ()
    withdrawn: Mapping[str, str] = field(default_factory=dict)

    @property
    def events(self) -> tuple[StoredEvent, ...]:
        """All events of the dossier in view, in the order of its happenings."""
        return tuple(row for happening in self.happenings for row in happening.rows)

    def to_json(self, *, full: bool = False) -> Json:
        """The shape of `dossiers`; `full` adds accounts, the path and all evidence."""
        folded = self.folded
        value: Json = {
            "id": self.id,
            "kind": self.kind.name,
            "title": self.title,
            "object": self.record.body.get("object"),
            "parties": self._parties(),
            "as_of": to_iso(self.view.as_of),
            "known_by": to_iso(self.view.known_by),
            "state": folded.state,
            "possible_states": list(folded.possible),
            "since": days_json(folded.since),
            "flags": list(folded.flags),
            "scope": [
                {"what": what, "act": act, "date": days_json(when), **event_ref(row)}
                for what, act, when, row in folded.scope
            ],
            "planned": days_json(folded.planned),
            "until": days_json(folded.until),
            "within": self.record.body.get("within"),
            "holds": list(self.holds),
            "accounts": [_account(account) for account in folded.accounts],
            "set_by": self._set_by(),
            "last_confirmed": _confirmed(folded.last_confirmed),
            "silent_days": folded.silent_days,
            "decided_by": folded.decided_by,
            "states": [_reached(reached) for reached in folded.path],
        }
        if full:
            value["occurrences"] = [self._occurrence(happening) for happening in self.happenings]
            value["missing"] = missing(self)
            value["notes"] = [note_json(note) for note in self.notes]
        return value

    def _parties(self) -> list[Json]:
        doer = self.record.body.get("doer")
        parts = self.folded.participation or {}
        first, second = self.kind.roles
        return [
            {
                "id": code,
                "country": code if len(code) == len("JPN") else None,
                "part": first if code == doer else second,
                "participation": parts.get(code),
            }
            for code in self.parties
        ]

    def _set_by(self) -> Json | None:
        step = self.folded.set_by
        return {"occurrence": step.occurrence, **event_ref(step.row)} if step else None

    def _occurrence(self, happening: Happening) -> Json:
        membership = self.memberships.get(happening.occurrence)
        return {
            "occurrence": happening.occurrence,
            "score": membership.score if membership else None,
            "why": list(membership.why) if membership else [],
            "events": [
                {**event_ref(row), **act_json(row), "withdrawn_by": self.withdrawn.get(row.event.id)}
                for row in happening.rows
            ],
        }


def days_json(interval: Interval | None) -> Json | None:
    """An interval as `earliest` and `latest`; `None` where nothing is known."""
    if interval is None or (interval.earliest is None and interval.latest is None):
        return None
    return {"earliest": to_iso(interval.earliest), "latest": to_iso(interval.latest)}


def event_ref(row: StoredEvent) -> Json:
    """Where an event stands, and its words."""
    event = row.event
    return {
        "event": event.id,
        "document": event.document,
        "path": path_of(row),
        "quote": event.evidence.quote,
        "span": event.evidence.sentence.to_json(),
    }


def path_of(row: StoredEvent) -> str | None:
    """The first place where the report was met."""
    return row.source.sightings[0].path if row.source.sightings else None


def act_json(row: StoredEvent) -> Json:
    """What an event says, in short."""
    event = row.event
    return {
        "type": event.type,
        "phase": str(event.phase) if event.phase else None,
        "status": str(event.status),
        "date": days_json(event.date.interval) if event.date else None,
        "attribution": [link.to_json() for link in event.attribution],
    }


def note_json(judgement: Judgement) -> Json:
    """A person's decision or note."""
    return {
        "id": judgement.id,
        "action": judgement.action,
        "target": judgement.target,
        "value": dict(judgement.value),
        "who": judgement.who,
        "recorded_at": judgement.recorded_at,
    }


def _account(account: Account) -> Json:
    return {
        "side": account.side,
        "state": account.state,
        "denies": account.denies,
        "evidence": [event_ref(row) for row in account.rows],
    }


def _confirmed(row: StoredEvent | None) -> Json | None:
    if row is None:
        return None
    published = row.source.published.interval
    return {
        "document": row.event.document,
        "path": path_of(row),
        "published": {"earliest": to_iso(published.earliest), "latest": to_iso(published.latest)},
        "quote": row.event.evidence.quote,
        "span": row.event.evidence.sentence.to_json(),
    }


def _reached(reached: Reached) -> Json:
    value: Json = {
        "state": reached.state,
        "since": days_json(reached.since),
        "occurrence": None if reached.inferred else reached.step.occurrence,
    }
    if reached.inferred:
        value["inferred"] = True
    else:
        value.update(event_ref(reached.step.row))
    return value


def missing(dossier: DossierView) -> list[str]:
    """What a reader would have to find out, in words."""
    folded = dossier.folded
    said = {
        "single-sided": "an account of another party",
        "unconfirmed": "a party on record",
        "overdue": "what came of what was planned",
        "change-planned": "whether what was agreed has come about",
        "term-passed": "whether it went on after its term",
        "last-known": "any later report",
        "contested": "what settles the accounts that differ",
        "maybe-later": "the day of the report on which it rests",
    }
    found = [said[flag] for flag in folded.flags if flag in said]
    if folded.possible:
        found.append("the day that decides between " + " and ".join(folded.possible))
    if folded.since is not None and folded.since.earliest is None:
        found.append("since when")
    return found
