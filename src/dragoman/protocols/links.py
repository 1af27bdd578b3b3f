"""What linking leaves in the ledger: copies of reports, members of dossiers, and what is kept to sort and find them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.model import Occurrence


@dataclass(frozen=True, slots=True)
class Signature:
    """What a report is known by among copies.

    `exact` is `None` for a text without words, `bands` are empty for a short one. `address` is the report's own
    (`Document.address`).
    """

    document: str
    exact: str | None
    address: str | None
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that may be a copy of another: the least id of its group, and whether both have one address."""

    document: str
    least: str
    same_address: bool


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Reports of which one was made from another: its id, and the ids of its reports, sorted."""

    id: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """An occurrence filed to a dossier, with the score of the link and its reasons."""

    occurrence: str
    score: float = 1.0
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """A continuing matter as linking made it: `body` is what linking keeps of it (title, object, parties, within)."""

    id: str
    kind: str
    body: Mapping[str, object]
    members: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """What linking found, or changed.

    `aliases` leads from an id that is no longer used to the one in its place, or to `None` where nothing is.
    """

    occurrences: tuple[Occurrence, ...] = ()
    dossiers: tuple[DossierRecord, ...] = ()
    aliases: Mapping[str, str | None] = field(default_factory=dict)


class EventKey(NamedTuple):
    """An event as far as lists are sorted and grouped by it: its days, and the last possible day of its report."""

    id: str
    document: str
    occurrence: str | None
    earliest: str | None
    latest: str | None
    published: str | None


class KeptAct(NamedTuple):
    """What two sides did, as it is kept: the occurrence (or event that is not linked), its day, sort and score.

    `by_report` where nothing says when it happened, and it stands under the day of its first report.
    """

    id: str
    day: str
    quad: str
    score: float | None
    by_report: bool


class PlanKey(NamedTuple):
    """A plan as lists sort it: its occurrence (or event that is not linked), the event that says when, and that day.

    The day is 9999 where the event names none that ends, 9999-99 where it names none at all.
    """

    name: str
    event: str
    due: str


@dataclass(frozen=True, slots=True)
class KeptActs:
    """What two sides did in a view, as far as it is kept. `rest`: those to be found from their events, by id.

    A view has only some of the tellings of `rest`; of all others it has all or none.
    """

    acts: tuple[KeptAct, ...] = ()
    rest: tuple[str, ...] = ()


class Standing(NamedTuple):
    """From when on the state of a dossier is the same, whatever the view; days in ISO, "~" is after all days.

    In views with `known_by` from `seen` on it is `state`, last confirmed by a report of the day `confirmed` (empty:
    by none, or by one without a day) and its title names `days` ("2016-03-01/2016-03-04"; empty: none), provided that
    `as_of` is no earlier than `known_by`, or than `whole`. In views with `as_of` before `begun`, and in those before
    `sure` and `known_by` where all is `seen`, it is unknown, nothing confirms it, and no days are named. What people
    decided, and what outlets took back, is not heeded in it. `state` is empty where this is still to be made.
    """

    dossier: str
    seen: str = ""
    whole: str = ""
    begun: str = ""
    sure: str = ""
    state: str = ""
    confirmed: str = ""
    days: str = ""


@dataclass(frozen=True, slots=True)
class IndexedItem:
    """An event as linking sees it, in the index by which linking finds what belongs together.

    `block` names what is linked together, `month` the month of the report in it; `body` is for linking alone.
    """

    block: str
    month: str
    event: str
    document: str
    body: str = ""
