"""What the parts of Dragoman ask of one another, so that none needs to know who answers.

`Store` is a ledger: what was read goes in, every question is answered from it. The filters say which records are meant,
the `Stored...` classes are what comes back: an object of `model` with what the ledger knows around it.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import TracebackType
from typing import Any, Literal, NamedTuple, Protocol, Self

from dragoman.dates import Interval
from dragoman.model import (
    BlockKind,
    Claim,
    Document,
    Event,
    Failure,
    Json,
    Judgement,
    Occurrence,
    Phase,
    Published,
    Reading,
    Sighting,
    Span,
    Stance,
    Status,
    StoredMention,
)

# ------------------------------------------------------------------ questions


@dataclass(frozen=True, slots=True)
class View:
    """Where one stands on the three clocks. `None` sets no bound; `recorded_by` is an aware instant.

    `as_of` (valid time): an event is in view if its date begins by then; what is scheduled, agreed, proposed,
    requested, conditional or unlikely counts from the day it was said, so it is also in view if its report can be
    from by then. `undated` says whether events without a date are kept. `known_by` (report time): a report is in view
    if `published.earliest <= known_by`; a report without a date always is. `recorded_by` (ledger time): what the ledger
    held at that instant.
    """

    as_of: date | None = None
    known_by: date | None = None
    recorded_by: datetime | None = None
    undated: bool = True


NOW = View()
"""No bound on any clock: all that the ledger holds at present."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are meant. An empty field does not restrict; several values in one field mean any of them.

    `actors` and `counterparts` are actor ids. An id matches itself and all under it (`JPN` matches `JPN.GOV.PM`), a
    person's id what that person did in any office, a country's code also its people and its unresolved actors. With
    both fields, the two must be matched by two different actors of the event (a dyad). `role` (actor or recipient)
    restricts what `actors` matches. `start` and `end` keep events whose date overlaps those days, and drop events
    without a date. `text` is looked for in the quoted sentence and the names, whatever the case. `historical` and
    `embedded` keep only those that are, or are not. `latest_first` turns the order around and
    leaves out what has no first day. `limit` of `None` means all.
    """

    view: View = NOW
    actors: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    role: Literal["actor", "recipient"] | None = None
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    phases: tuple[Phase, ...] = ()
    start: date | None = None
    end: date | None = None
    documents: tuple[str, ...] = ()
    occurrences: tuple[str, ...] = ()
    dossiers: tuple[str, ...] = ()
    historical: bool | None = None
    embedded: bool | None = None
    min_confidence: float | None = None
    text: str | None = None
    limit: int | None = None
    offset: int = 0
    max_confidence: float | None = None
    latest_first: bool = False
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which reports are meant. `start` and `end` are days of publication; `text` is looked for in title, outlet, path.

    `has_date` keeps only reports with, or without, a known day of publication, `exact` those whose day is, or is not,
    one day. `words` keeps those whose text can hold all these words, the last of them as the beginning of one too.
    """

    view: View = NOW
    outlets: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    has_date: bool | None = None
    text: str | None = None
    limit: int | None = None
    offset: int = 0
    exact: bool | None = None
    words: str | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are meant. `speakers` are actor ids, matched like those of events; `sides` are country codes."""

    view: View = NOW
    speakers: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()
    matters: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    text: str | None = None
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class MentionFilter:
    """Which mentions are meant. `name` is a part of the name, whatever the case; `resolved` those with an actor."""

    view: View = NOW
    name: str | None = None
    actors: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    resolved: bool | None = None
    limit: int | None = None
    offset: int = 0


EVERY_EVENT, EVERY_DOCUMENT, EVERY_CLAIM, EVERY_MENTION = (
    EventFilter(),
    DocumentFilter(),
    ClaimFilter(),
    MentionFilter(),
)


# ------------------------------------------------------------------ answers


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A report without its text. `sightings` are sorted by path.

    `published_conflict` is set where two sightings say different days; `maybe_later` where the report can be later than
    the `known_by` that was asked. `version` is that of the reading in view, `recorded_at` when it was recorded.
    `author` and `address` are what the page says of itself. `copies` is the id of the group of copies and versions to
    which the report belongs, `None` where it stands alone: reports of one group are one source.
    """

    id: str
    title: str | None
    outlet: str | None
    side: str | None
    language: str
    format: str
    words: int
    published: Published
    published_conflict: bool
    maybe_later: bool
    sightings: tuple[Sighting, ...]
    noise: tuple[tuple[Span, BlockKind], ...]
    failures: tuple[Failure, ...]
    events: int
    version: str
    recorded_at: datetime
    author: str | None = None
    address: str | None = None
    copies: str | None = None

    def to_json(self, path: str | None = None) -> Json:
        """The shape of a line of `documents`; `path` is that of the first sighting unless given."""
        return {
            "id": self.id,
            "path": self.sightings[0].path if path is None and self.sightings else path,
            "title": self.title,
            "outlet": self.outlet,
            "language": self.language,
            "words": self.words,
            "author": self.author,
            "address": self.address,
            "copies": self.copies,
            "published": self.published.to_json(),
            "published_conflict": self.published_conflict,
            "maybe_later": self.maybe_later,
            "events": self.events,
            "noise": [[*span.to_json(), str(kind)] for span, kind in self.noise],
            "failures": [failure.to_json() for failure in self.failures],
        }


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with the report it stands in and the occurrence and dossier it was linked to, if any.

    `source` is shared by all events of one report. `maybe_later` is that of the report.
    """

    event: Event
    source: StoredDocument
    occurrence: str | None = None
    dossier: str | None = None

    @property
    def maybe_later(self) -> bool:
        """Whether the report can be later than the `known_by` that was asked."""
        return self.source.maybe_later

    def lines(self) -> Iterator[Json]:
        """The shape of `events`: one object for each sighting of the report."""
        body = self.event.to_json()
        for sighting in self.source.sightings:
            yield {
                "id": self.event.id,
                "document": self.event.document,
                "path": sighting.path,
                "occurrence": self.occurrence,
                "dossier": self.dossier,
                **{key: value for key, value in body.items() if key not in ("id", "document")},
            }


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with the report it stands in."""

    claim: Claim
    source: StoredDocument

    def lines(self) -> Iterator[Json]:
        """The shape of `claims`: one object for each sighting of the report."""
        body = self.claim.to_json()
        for sighting in self.source.sightings:
            rest = {key: value for key, value in body.items() if key not in ("id", "document")}
            yield {"id": self.claim.id, "document": self.claim.document, "path": sighting.path, **rest}


@dataclass(frozen=True, slots=True)
class StoredFailure:
    """A failure, with the document it concerns if there is one, and when it was recorded."""

    failure: Failure
    document: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ActorCount:
    """How much one actor does and is spoken of. `actor` is `None` for an unresolved one, known by its one name.

    `names` are the words used for it, the commonest first, with how many mentions use them (none where only an event
    does). `country` is empty where its uses differ. `events` are those it takes part in, `as_actor` and `as_recipient`
    those where it does so in that role; `documents` the reports in which it does, or is mentioned.
    """

    actor: str | None
    names: tuple[tuple[str, int], ...]
    country: str | None
    events: int
    as_actor: int
    as_recipient: int
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class Added:
    """What one `add` changed: counts of records, and of readings given.

    `documents` are new to the ledger; `rereads` are documents read by another version, or whose date is now taken from
    a better sighting; `unchanged` are readings that brought nothing but, at most, a sighting.
    """

    readings: int = 0
    documents: int = 0
    sightings: int = 0
    events: int = 0
    claims: int = 0
    mentions: int = 0
    rereads: int = 0
    unchanged: int = 0

    def __add__(self, other: Added) -> Added:
        """Field by field."""
        return Added(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


# ------------------------------------------------------------------ copies


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


# ------------------------------------------------------------------ links


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
    by none, or by one without a day), provided that `as_of` is no earlier than `known_by`, or than `whole`. In views
    with `as_of` before `begun` it is unknown, and nothing confirms it. What people decided, and what outlets took back,
    is not heeded in it. `state` is empty where this is still to be made.
    """

    dossier: str
    seen: str = ""
    whole: str = ""
    begun: str = ""
    state: str = ""
    confirmed: str = ""


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


# ------------------------------------------------------------------ the ledger


class Store(Protocol):
    """A ledger. Lists come in a stable order that does not depend on the order in which records came.

    Every method raises `LedgerError` or one of its kinds where the ledger cannot be read or written; a call that fails
    has changed nothing. Iterators read as they go: take what is needed before closing the store.
    """

    def walking(self) -> Store:
        """The same ledger for one walk through all of it: what was passed is not remembered."""
        ...

    def add(self, readings: Iterable[Reading], *, recorded_at: datetime) -> Added:
        """Record readings in one transaction. Give the same `recorded_at` (aware) to all batches of one run."""
        ...

    def redate(self, document: str, published: Published, events: Iterable[Event], *, recorded_at: datetime) -> bool:
        """Record what other reports tell of the day of a report, with those of its events that it dates anew.

        The reading in view gives way to a copy with that day, so that what was believed before can still be asked for.
        False where there is no such report in view, or it has that day already.
        """
        ...

    def add_failures(self, failures: Iterable[Failure], *, recorded_at: datetime) -> int:
        """Record what could not be read at all; returns how many were new. A later reading of the path settles it."""
        ...

    def add_judgement(self, judgement: Judgement) -> bool:
        """Record a decision; false where one with this id is there already."""
        ...

    def save_links(self, links: Links, *, recorded_at: datetime) -> None:
        """Record the occurrences and dossiers given, each in place of the one with its id, and retire aliased ids.

        What is not named stays as it is, so cost grows with the change and not with the ledger.
        """
        ...

    def has_reading(self, document: str, version: str) -> bool:
        """Whether this version has read this document."""
        ...

    def known(self, documents: Collection[str], version: str) -> set[str]:
        """Those of the documents that this version has read."""
        ...

    def known_sightings(self, sightings: Collection[Sighting], version: str) -> set[Sighting]:
        """Those of the sightings, in all their fields, that came with a reading of this version."""
        ...

    def events(self, which: EventFilter = EVERY_EVENT) -> Iterator[StoredEvent]:
        """Events by date (those without last), then publication, document, place in it, id."""
        ...

    def event_keys(self, which: EventFilter = EVERY_EVENT) -> list[EventKey]:
        """What lists are sorted and grouped by, of the events that `events` would give, in no order."""
        ...

    def event_keys_by_day(self, which: EventFilter) -> Generator[tuple[str, EventKey]]:
        """The same of events of one type and some statuses, in order of a day that comes with each.

        It is the last day of the act, else the first possible one of its report (text after all days where unknown).
        """
        ...

    def last_events(self, which: EventFilter, count: int) -> list[StoredEvent]:
        """The last so many of those that `events` would give without a limit, in its order."""
        ...

    def sentences(self, documents: Collection[str], view: View = NOW) -> dict[str, list[tuple[str, Span]]]:
        """Report -> the events in view that it tells, in the order of `events`, each with its sentence."""
        ...

    def partners(self, which: EventFilter) -> dict[str, int]:
        """Everybody who takes part in the events that `events` would give -> in how many; by id, else by name."""
        ...

    def names_used(self, which: MentionFilter) -> dict[str, int]:
        """The names of the mentions that `mentions` would give -> how often each is used."""
        ...

    def acts_of(self, one: str, other: str, view: View) -> KeptActs | None:
        """What occurred or is under way between two sides, each happening once; `None` where that is not kept.

        What people decided, and what outlets took back or corrected, is not heeded in it.
        """
        ...

    def plans_by_day(
        self, view: View, *, parties: Sequence[Collection[str]] = (), kinds: Collection[str] = (), every: bool = False
    ) -> list[PlanKey] | None:
        """Plans of two at least that reports in view tell of, by the day they are due, then id of the event.

        `parties` and `kinds` as of `dossiers_told`: those of such dossiers, or `every` one. `None` where that is not
        kept. What people decided is not heeded in it.
        """
        ...

    def count_events(self, which: EventFilter = EVERY_EVENT) -> int:
        """How many `events` would give, whatever its limit and offset."""
        ...

    def count_events_by(self, by: Literal["type", "status"], which: EventFilter = EVERY_EVENT) -> dict[str, int]:
        """Type, or status, and how many of the events `which` would give have it; those that have none are left out."""
        ...

    def event(self, event: str, view: View = NOW) -> StoredEvent:
        """One event by its id or a unique beginning of it.

        Raises NotFound where there is none in view, UsageError where the beginning fits several.
        """
        ...

    def documents(self, which: DocumentFilter = EVERY_DOCUMENT) -> Iterator[StoredDocument]:
        """Reports by publication (those without a date last), then id."""
        ...

    def document(self, document: str, view: View = NOW) -> StoredDocument:
        """One report by its id, a unique beginning of it, or a path at which it was met. Errors as for `event`."""
        ...

    def text(self, document: str, view: View = NOW) -> Document:
        """The same report with its input, cleaned text and blocks. Errors as for `event`."""
        ...

    def texts(self, documents: Collection[str], view: View = NOW) -> Iterator[Document]:
        """Those of the reports with these ids that are in view, with their input and text: by id, some at a time."""
        ...

    def holding(self, words: str, view: View = NOW, limit: int | None = None) -> list[str]:
        """Reports whose text holds these words as they stand, whatever their case: ids by publication, then id.

        The last word may be the beginning of one, the others are whole. At most `limit`.
        """
        ...

    def claims(self, which: ClaimFilter = EVERY_CLAIM) -> Iterator[StoredClaim]:
        """Claims by publication of their report, document, place in it, id."""
        ...

    def claim(self, claim: str, view: View = NOW) -> StoredClaim:
        """One claim by its id or a unique beginning of it. Errors as for `event`."""
        ...

    def mentions(self, which: MentionFilter = EVERY_MENTION) -> Iterator[StoredMention]:
        """Mentions by document and place in it."""
        ...

    def failures(self, view: View = NOW) -> Iterator[StoredFailure]:
        """What could not be read, and stages that failed within reports in view, by path and stage."""
        ...

    def judgements(self, target: str | None = None, view: View = NOW) -> Iterator[Judgement]:
        """Decisions, about one object if given, in the order they were made."""
        ...

    def links(
        self,
        *,
        events: Collection[str] | None = None,
        occurrences: Collection[str] | None = None,
        dossiers: Collection[str] | None = None,
        view: View = NOW,
    ) -> Links:
        """Occurrences and dossiers: all, or those of the events or ids given, with the aliases in view.

        Ids that are no longer used are followed to the ones in their place.
        """
        ...

    def file_items(self, documents: Collection[str], items: Iterable[IndexedItem]) -> list[IndexedItem]:
        """Put the items of some reports into the index for linking, in place of those they had, which come back bare.

        The index is no record: it holds what follows from the records in view, and `clear_items` may empty it.
        """
        ...

    def filed_items(self, documents: Collection[str]) -> list[IndexedItem]:
        """The items of some reports, bare of their bodies, by block, month and event."""
        ...

    def months(self, block: str, first: str = "") -> dict[str, int]:
        """The months of a block from `first` on, sorted, with the number of their items."""
        ...

    def items(
        self, block: str, months: Collection[str] | None = None, events: Collection[str] | None = None
    ) -> list[str]:
        """The bodies of the items of a block, in some months or all, by month and event: of all events, or of these."""
        ...

    def stretches(self, blocks: Collection[str]) -> dict[str, dict[str, str]]:
        """What `save_stretches` was given for these blocks; like the index, it is no record and is emptied with it."""
        ...

    def save_stretches(self, given: Mapping[str, Mapping[str, str]]) -> None:
        """Keep what linking wants to know of the stretches of blocks, by block and first month.

        It takes the place of all that is kept of these blocks.
        """
        ...

    def item_months(self, blocks: Collection[str] | None = None) -> Iterator[tuple[str, dict[str, int]]]:
        """Block, and its months with the number of their items: all blocks, sorted, or those given."""
        ...

    def clear_items(self, form: str) -> None:
        """Empty the index for linking; what is filed from now on is of this form."""
        ...

    def items_form(self) -> str | None:
        """The form of what the index for linking holds; `None` where it was never made."""
        ...

    def unlinked(self) -> list[str]:
        """Events that are in an occurrence and no longer in the index for linking."""
        ...

    def dossiers(self, ids: Collection[str] | None = None, view: View = NOW) -> list[DossierRecord]:
        """Dossiers as linking made them, by id: all, or those with exactly these ids."""
        ...

    def dossiers_told(
        self,
        view: View = NOW,
        *,
        parties: Sequence[Collection[str]] = (),
        kinds: Collection[str] = (),
        among: Collection[str] | None = None,
    ) -> Iterator[tuple[str, str]]:
        """Dossiers with something told of them in view, and the last possible day of it (empty where unknown).

        The most lately told of come first. Each of `parties` are codes of which the dossier has at least one; `among`
        leaves only dossiers with these ids. It is found in an index that knows no earlier ledger times:
        `view.recorded_by` is not heeded.
        """
        ...

    def dossiers_moved(self, earlier: View, later: View) -> set[str]:
        """Dossiers whose state can differ between two views: by what is told between them, or by the days that pass.

        Whose decisions or corrections came between them is not in it. Ledger times are not heeded.
        """
        ...

    def index_dossiers(self) -> None:
        """Make the index of dossiers anew, all of it; linking keeps it for what it changes."""
        ...

    def standings(self, dossiers: Collection[str], form: str) -> list[Standing]:
        """Those of the dossiers that are made, in this form."""
        ...

    def unsettled(self, form: str, limit: int | None = None) -> list[str]:
        """Dossiers whose standing is still to be made, by id, at most so many; in another form than this, all."""
        ...

    def save_standings(self, given: Iterable[Standing], form: str) -> None:
        """Keep how dossiers stand. Those of another form are forgotten; so is one as soon as more is told of it."""
        ...

    def dossiers_told_on(self, days: Iterable[Interval]) -> set[str]:
        """Dossiers of which something is told by a report that can be of one of these days."""
        ...

    def unfiled(self, limit: int = 200) -> list[str]:
        """Reports in view whose copies were not looked for yet, by id, at most `limit` of them."""
        ...

    def save_signatures(self, signatures: Sequence[Signature]) -> None:
        """Record what unfiled reports are known by; from then on others find them."""
        ...

    def candidates(self, signature: Signature) -> list[Filed]:
        """The reports to compare one with, those that share most with it first."""
        ...

    def file_copies(
        self, documents: Sequence[str], pairs: Iterable[tuple[str, str]], *, recorded_at: datetime
    ) -> set[str]:
        """Settle unfiled reports with the pairs of copies found for them; the reports whose group changed by it."""
        ...

    def copy_groups(self, documents: Collection[str], view: View = NOW) -> dict[str, str]:
        """Report -> id of its group, for those of the reports that have copies or versions."""
        ...

    def groups(self, view: View = NOW, ids: Collection[str] | None = None) -> list[CopyGroup]:
        """Groups of copies, all or those with the ids given, by id."""
        ...

    def counts(self, view: View = NOW) -> dict[str, int]:
        """Records in view by kind: documents, undated, sightings, events, claims, mentions, failures, ..."""
        ...

    def actors(self, view: View = NOW, within: str | None = None) -> list[ActorCount]:
        """Everybody who takes part in an event in view or is mentioned in a report in view, by id, then by name.

        `within` keeps those of one id and all under it (`JPN` and `JPN.GOV.PM`).
        """
        ...

    def versions(self, view: View = NOW) -> dict[str, int]:
        """What read the reports in view, and how many of them."""
        ...

    def period(self, view: View = NOW) -> Interval:
        """From the earliest to the latest day on which a report in view can have appeared; open where none has one."""
        ...

    def about(self) -> dict[str, str]:
        """Where the ledger is (`ledger`), the version of its `schema`, and what made it (`created_by`)."""
        ...

    def version(self) -> str:
        """A word that is another after every write: while it stays, the same question has the same answer.

        Clocks that default to today move without it.
        """
        ...

    def recall(self, version: str, questions: Collection[Hashable]) -> dict[Hashable, Any]:
        """Answers to these questions, as far as `keep` was given them in this version of the ledger and holds them."""
        ...

    def keep(self, version: str, answers: Mapping[Hashable, Any]) -> None:
        """Hold answers as long as nothing is written; nothing at all where the ledger is no longer of that version."""
        ...

    def dump(self) -> Iterator[str]:
        """Every record now in view as a JSON line, sorted, without ledger time: equal ledgers give equal lines."""
        ...

    def close(self) -> None:
        """Let go of the ledger. Closing twice is no error."""
        ...

    def __enter__(self) -> Self:
        """The store itself."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        ...
