"""Dragoman from Python: the same questions as the command line, with typed answers.

>>> import dragoman
>>> ledger = dragoman.read(["examples/story"])
>>> events = ledger.events(between=("Chile", "Vietnam"), status="occurred", known_by="2024-12-31")
>>> all(row.event.status == "occurred" for row in events)
True
>>> ledger.close()
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dragoman import query
from dragoman.errors import InputError, UsageError
from dragoman.lexicon.actors import ActorBook, load_book
from dragoman.products import Products
from dragoman.protocols import ClaimFilter, DocumentFilter, Store
from dragoman.query import (
    ActorList,
    ClaimList,
    DocumentList,
    EventList,
    LedgerStatus,
    Month,
    Question,
    Shown,
    changes,
    dossiers,
    judging,
    plans,
    relations,
    requests,
    searching,
)
from dragoman.query.answers import Answer
from dragoman.query.asking import DayLike
from dragoman.query.changes import Change
from dragoman.query.dossier_views import DossierView
from dragoman.query.dossiers import DossierQuestion
from dragoman.query.plans import Plan
from dragoman.query.relations import Point
from dragoman.query.requests import Request
from dragoman.query.searching import Hit, NameUse
from dragoman.run import local
from dragoman.run.ingest import Summary, ingest
from dragoman.settings import Settings, load_settings
from dragoman.sources.files import iter_reports
from dragoman.store.sql import open_store

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
Words = str | Sequence[str] | None
DossierList = Answer[DossierView]
ChangeList = Answer[Change]
PlanList = Answer[Plan]
RequestList = Answer[Request]
PointList = Answer[Point]
HitList = Answer[Hit]
NameList = Answer[NameUse]
MEMORY = ":memory:"


class Ledger(Products):
    """A ledger to read reports into and to ask. Close it, or use it as a context manager.

        >>> with dragoman.open("story.db") as ledger:  # doctest: +SKIP
        ...     ledger.timeline("Chile", "Vietnam")

    Every question takes `as_of` (how the world was on that day), `known_by` (from reports up to that day), both by
    default today in UTC, and `recorded_by` (what the ledger held at that instant, by default now).
    """

    def __init__(self, settings: Settings, *, create: bool = False) -> None:
        """Open `settings.ledger`; ":memory:" is a ledger that is gone when closed. Raises LedgerError."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        if settings.ledger == MEMORY:
            # A private file rather than SQLite's own ":memory:", which lives in one connection only.
            self._folder = tempfile.TemporaryDirectory(prefix="dragoman-")
            settings = replace(settings, ledger=str(Path(self._folder.name) / "ledger.db"))
            create = True
        self.settings = settings
        self._store: Store = open_store(settings.ledger, create=create)

    @property
    def store(self) -> Store:
        """The store below, for questions that have no name yet."""
        return self._store

    @property
    def names(self) -> ActorBook:
        """The lexicon of actors: names to ids and back."""
        return load_book()

    def read(self, paths: Paths, *, published: str | None = None, language: str | None = None) -> Summary:
        """Read reports into the ledger: files, folders, patterns. What it knows already is left alone.

        What cannot be read is listed in the summary and in the ledger, and stops nothing. Raises InputError where not
        one report could be read, MissingPart where the model is not installed, LedgerError where the ledger cannot be
        written.
        """
        items = iter_reports(_paths(paths), published=published, language=language)
        summary = ingest(self._store, items, self.settings, make=local.make_pipeline)
        if summary.failed and not summary.read and not summary.known:
            first = summary.failures[0]
            raise InputError(f"no report could be read: {first.reason}", place=first.path, remedy=first.remedy)
        return summary

    def events(
        self,
        actor: Words = None,
        *,
        between: tuple[str, str] | None = None,
        type: Words = None,
        status: Words = None,
        phase: Words = None,
        since: DayLike | None = None,
        until: DayLike | None = None,
        text: str | None = None,
        document: Words = None,
        historical: bool | None = None,
        min_confidence: float | None = None,
        rejected: bool = False,
        limit: int | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
    ) -> EventList:
        """Events by date. Several values of one filter mean any of them; `between` means that both take part.

        `actor` and `between` take names, codes and demonyms; `rejected` also gives what a person rejected. Raises
        UsageError, with suggestions, for a name or word that is not known.

            >>> ledger.events("Vietnam", type=["SANCTION", "REJECT"]).to_dicts()  # doctest: +SKIP
        """
        view = query.make_view(as_of, known_by, recorded_by)
        question = Question(
            actors=_words(actor),
            between=between,
            types=_words(type),
            statuses=_words(status),
            phases=_words(phase),
            since=since,
            until=until,
            text=text,
            documents=_words(document),
            historical=historical,
            min_confidence=min_confidence,
            limit=limit,
            rejected=rejected,
        )
        return EventList("events", list(query.find_events(self._store, self.names, question, view)), view)

    def timeline(
        self,
        a: str,
        b: str,
        *,
        since: DayLike | None = None,
        until: DayLike | None = None,
        rejected: bool = False,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
        limit: int | None = None,
        start: int = 0,
    ) -> list[Month]:
        """What `a` and `b` did to and with one another, by month; `rejected` also gives what a person rejected.

        `limit` and `start` (so many events are passed over) give a page; fewer events than `limit` end the timeline.

        >>> [month.label for month in ledger.timeline("Chile", "Vietnam")]  # doctest: +SKIP
        ['2024-11', '2024-12', '2025-01']
        """
        view = query.make_view(as_of, known_by, recorded_by)
        question = Question(between=(a, b), since=since, until=until, rejected=rejected, limit=limit, start=start)
        return query.timeline(self._store, self.names, question, view)

    def documents(
        self,
        text: str | None = None,
        *,
        outlet: Words = None,
        since: DayLike | None = None,
        until: DayLike | None = None,
        dated: bool | None = None,
        limit: int | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
    ) -> DocumentList:
        """Reports by day of publication. `text` is looked for in title, outlet and path; `dated` those with a day."""
        view = query.make_view(as_of, known_by, recorded_by)
        which = DocumentFilter(
            view=view,
            outlets=_words(outlet),
            start=query.to_day(since, "earliest"),
            end=query.to_day(until, "latest"),
            has_date=dated,
            text=text,
            limit=limit,
        )
        return DocumentList("documents", list(query.find_documents(self._store, which)), view)

    def claims(
        self,
        speaker: Words = None,
        *,
        side: Words = None,
        stance: Words = None,
        text: str | None = None,
        limit: int | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
    ) -> ClaimList:
        """What sources say that is no act. `side` takes names of countries, `stance` for, against or neutral."""
        view = query.make_view(as_of, known_by, recorded_by)
        which = ClaimFilter(
            view=view,
            sides=tuple(query.resolve(self._store, self.names, name) for name in _words(side)),
            stances=query.stances(_words(stance)),
            text=text,
            limit=limit,
        )
        return ClaimList("claims", list(query.find_claims(self._store, self.names, _words(speaker), which)), view)

    def actors(
        self,
        like: str | None = None,
        *,
        resolved: bool | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
    ) -> ActorList:
        """The actors that reports mention, the busiest first. `like` keeps those with these letters in a name."""
        view = query.make_view(as_of, known_by, recorded_by)
        rows = query.find_actors(self._store, self.names, view, like=like, resolved=resolved)
        return ActorList("actors", rows, view)

    def dossiers(
        self,
        text: str | None = None,
        *,
        party: Words = None,
        kind: Words = None,
        state: Words = None,
        open_only: bool = False,
        limit: int | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
    ) -> DossierList:
        """Matters that go on, each with its state on that day, the most recently told of first.

        All of `party` must take part. `open_only` leaves out what is over. Raises UsageError for a name, kind or state
        that is not known.
        """
        view = query.make_view(as_of, known_by, recorded_by)
        asked = DossierQuestion(_words(party), _words(kind), _words(state), text, open_only, limit)
        return DossierList("dossiers", dossiers.find_dossiers(self._store, self.names, asked, view), view)

    def dossier(
        self,
        wanted: str,
        *,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
    ) -> DossierView:
        """One matter by its id or words of its title: its state, how it came about, all that is told of it.

        Raises NotFound where none is meant, UsageError where several are.
        """
        return dossiers.dossier(self._store, self.names, wanted, query.make_view(as_of, known_by, recorded_by))

    def changes(
        self,
        since: DayLike,
        *,
        party: Words = None,
        kind: Words = None,
        limit: int | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
    ) -> ChangeList:
        """What is new, changed state, was contradicted or became overdue since a day; the newest first."""
        view = query.make_view(as_of, known_by)
        asked = DossierQuestion(_words(party), _words(kind), limit=limit)
        found = changes.find_changes(self._store, self.names, _day(since), view, asked)
        return ChangeList("changes", found, view)

    def diff(
        self,
        first: DayLike,
        second: DayLike,
        *,
        party: Words = None,
        kind: Words = None,
        limit: int | None = None,
        as_of: DayLike | None = None,
    ) -> ChangeList:
        """How belief about one day changed from what was known by `first` to what was known by `second`."""
        view = query.make_view(as_of, second)
        asked = DossierQuestion(_words(party), _words(kind), limit=limit)
        found = changes.find_differences(self._store, self.names, _day(first), _day(second), view, asked)
        return ChangeList("changes", found, view)

    def plans(
        self,
        *,
        party: Words = None,
        kind: Words = None,
        overdue: bool = False,
        limit: int | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
    ) -> PlanList:
        """What was planned, by the day it is due, and what came of it; `overdue` keeps what nobody told the end of."""
        view = query.make_view(as_of, known_by)
        asked = DossierQuestion(_words(party), _words(kind), limit=limit)
        found = plans.find_plans(self._store, self.names, view, asked, overdue_only=overdue)
        return PlanList("plans", found, view)

    def requests(
        self,
        text: str | None = None,
        *,
        by: str | None = None,
        to: str | None = None,
        limit: int | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
    ) -> RequestList:
        """Who asked whom for what, by date, and what came of it."""
        view = query.make_view(as_of, known_by)
        found = requests.find_requests(self._store, self.names, view, by=by, to=to, text=text, limit=limit)
        return RequestList("requests", found, view)

    def between(
        self,
        a: str,
        b: str,
        *,
        per: relations.Period = "month",
        since: DayLike | None = None,
        until: DayLike | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
    ) -> PointList:
        """How two sides got on by week or month: counts by quad class and mean scores, each happening once."""
        view = query.make_view(as_of, known_by)
        first, last = query.to_day(since, "earliest"), query.to_day(until, "latest")
        found = relations.relation(self._store, self.names, a, b, view, period=per, since=first, until=last)
        return PointList("points", found, view)

    def actor(self, name: str, *, as_of: DayLike | None = None, known_by: DayLike | None = None) -> searching.ActorPage:
        """One actor: offices over time, what it did, with whom. Raises UsageError for a name that is not known."""
        return searching.actor_page(self._store, self.names, name, query.make_view(as_of, known_by))

    def search(
        self, text: str, *, limit: int | None = None, as_of: DayLike | None = None, known_by: DayLike | None = None
    ) -> HitList:
        """Where words stand in the full text of the reports, with the events that stand there."""
        view = query.make_view(as_of, known_by)
        return HitList("hits", searching.search(self._store, text, view, limit=limit), view)

    def mentions(
        self, name: str, *, limit: int | None = None, as_of: DayLike | None = None, known_by: DayLike | None = None
    ) -> NameList:
        """Every place where a name stands: what it was taken for, where, and why."""
        view = query.make_view(as_of, known_by)
        return NameList("mentions", searching.find_mentions(self._store, name, view, limit=limit), view)

    def open_dossier(self, title: str, *, party: Words, who: str, kind: str = "dispute", alias: Words = None) -> str:
        """Open a dossier of one's own and give its id; reports that name it are filed to it, also those there are."""
        return judging.open_dossier(
            self._store, self.names, title=title, parties=_words(party), who=who, kind=kind, aliases=_words(alias)
        )

    def note(self, target: str, text: str, *, who: str, side: str | None = None) -> str:
        """Add a dated note to an object and give its id. Notes are kept apart from reports and change no state."""
        return judging.add_note(self._store, self.names, target=target, text=text, who=who, side=side)

    def decide(self, target: str, action: str, *, who: str, value: Mapping[str, Any] | None = None) -> str:
        """Record a decision: `accept` or `reject` an event, `correct` the state of a dossier. Gives its id.

        To `reject` an earlier decision by its id takes it back.
        """
        return judging.decide(self._store, target=target, action=action, who=who, value=value)

    def show(
        self,
        wanted: str,
        *,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
    ) -> Shown:
        """One object with its evidence in context: by id, path of a report, or name of an actor. Raises NotFound."""
        return query.show(self._store, self.names, wanted, query.make_view(as_of, known_by, recorded_by))

    def status(
        self,
        *,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
    ) -> LedgerStatus:
        """What the ledger holds."""
        view = query.make_view(as_of, known_by, recorded_by)
        return query.ledger_status(self._store, self.settings.ledger, view)

    def close(self) -> None:
        """Let go of the ledger; one in memory is gone. Closing twice is no error."""
        self._store.close()
        if self._folder is not None:
            self._folder.cleanup()

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def __repr__(self) -> str:
        """Where it is."""
        return f"<Ledger {MEMORY if self._folder else self.settings.ledger}>"


def read(
    paths: Paths,
    ledger: str | os.PathLike[str] = MEMORY,
    *,
    published: str | None = None,
    language: str | None = None,
    **settings: Any,
) -> Ledger:
    """Read reports into a ledger, made if need be, and give the ledger.

    `paths` is one path or several: files, folders, patterns. `published` and `language` fill in what a file does not
    say. `settings` are those of `dragoman.settings.Settings`; with `processes` above one, call it under
    `if __name__ == "__main__":`, as for any use of several processes. Errors as of `Ledger.read`.
    """
    made = Ledger(load_settings(ledger=os.fspath(ledger), **settings), create=True)
    try:
        made.read(paths, published=published, language=language)
    except BaseException:
        made.close()
        raise
    return made


def open_ledger(ledger: str | os.PathLike[str] | None = None, **settings: Any) -> Ledger:
    """Open a ledger that exists: a file, a database URL, or the default one. Public as `dragoman.open`.

    Raises LedgerError where there is none.
    """
    return Ledger(load_settings(ledger=None if ledger is None else os.fspath(ledger), **settings))


def _paths(paths: Paths) -> list[str]:
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    if not given:
        raise UsageError("nothing to read", remedy="name files, folders or patterns")
    return [os.fspath(path) for path in given]


def _day(given: DayLike) -> date:
    day = query.to_day(given, "latest")
    if day is None:
        raise UsageError("a day is missing", remedy="give YYYY-MM-DD")
    return day


def _words(given: Words) -> tuple[str, ...]:
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else tuple(given)


__all__ = ["Ledger", "open_ledger", "read"]
