"""The ledger: what was read goes in, every question is answered from it."""

from __future__ import annotations

from collections.abc import Collection, Generator, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import Any, Literal, Protocol, Self

from dragoman.dates import Interval
from dragoman.model import Document, Event, Failure, Judgement, Published, Reading, Sighting, Span, StoredMention
from dragoman.protocols.answers import ActorCount, Added, StoredClaim, StoredDocument, StoredEvent, StoredFailure
from dragoman.protocols.links import (
    CopyGroup,
    DossierRecord,
    EventKey,
    Filed,
    IndexedItem,
    KeptActs,
    Links,
    PlanKey,
    Signature,
    Standing,
)
from dragoman.protocols.questions import (
    EVERY_CLAIM,
    EVERY_DOCUMENT,
    EVERY_EVENT,
    EVERY_MENTION,
    NOW,
    ClaimFilter,
    DocumentFilter,
    EventFilter,
    MentionFilter,
    View,
)


class Store(Protocol):
    """A ledger. Lists come in a stable order that does not depend on the order in which records came.

    Every method raises `LedgerError` or one of its kinds where the ledger cannot be read or written; a call that fails
    has changed nothing. Iterators read as they go: take what is needed before closing the store.
    """

    def walking(self) -> Store:
        """The same ledger for one walk through all of it: what was passed is not remembered."""
        ...

    def at_once(self) -> AbstractContextManager[None]:
        """One state of the ledger for all that this thread asks inside, whatever others write; nothing is written."""
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

    def dossiers_holding(
        self, *, events: Collection[str] = (), occurrences: Collection[str] = (), view: View = NOW
    ) -> list[DossierRecord]:
        """The dossiers of `links`, and nothing else: those that hold these occurrences, or those of these events."""
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
