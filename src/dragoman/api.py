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
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dragoman import query
from dragoman.errors import InputError, UsageError
from dragoman.lexicon.actors import ActorBook, load_book
from dragoman.protocols import ClaimFilter, DocumentFilter, Store
from dragoman.query import ActorList, ClaimList, DocumentList, EventList, LedgerStatus, Month, Question, Shown
from dragoman.query.asking import DayLike
from dragoman.run import local
from dragoman.run.ingest import Summary, ingest
from dragoman.settings import Settings, load_settings
from dragoman.sources.files import iter_reports
from dragoman.store.sql import open_store

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
Words = str | Sequence[str] | None
MEMORY = ":memory:"


class Ledger:
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
        limit: int | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
    ) -> EventList:
        """Events by date. Several values of one filter mean any of them; `between` means that both take part.

        `actor` and `between` take names, codes and demonyms. Raises UsageError, with suggestions, for a name or word
        that is not known.

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
        )
        return EventList("events", list(query.find_events(self._store, self.names, question, view)), view)

    def timeline(
        self,
        a: str,
        b: str,
        *,
        since: DayLike | None = None,
        until: DayLike | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
    ) -> list[Month]:
        """What `a` and `b` did to and with one another, by month.

        >>> [month.label for month in ledger.timeline("Chile", "Vietnam")]  # doctest: +SKIP
        ['2024-11', '2024-12', '2025-01']
        """
        view = query.make_view(as_of, known_by, recorded_by)
        question = Question(between=(a, b), since=since, until=until)
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


def _words(given: Words) -> tuple[str, ...]:
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else tuple(given)


__all__ = ["Ledger", "open_ledger", "read"]
