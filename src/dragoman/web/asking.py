"""The words of an address as questions: one reading for pages and for the HTTP API."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Depends, Query

from dragoman.errors import UsageError
from dragoman.protocols import ClaimFilter, DocumentFilter, EventFilter, View
from dragoman.query import Question, make_view, resolve, stances, to_day
from dragoman.web.site import Site

LONGEST = 300
"""Characters of one word of a question."""

_DAY = "YYYY-MM-DD, YYYY-MM, YYYY, today or yesterday"
Word = Annotated[str | None, Query(max_length=LONGEST)]
Many = Annotated[list[Annotated[str, Query(max_length=LONGEST)]] | None, Query(max_length=50)]


def _some(value: str | None) -> str | None:
    """A field of a form that was left empty asks nothing."""
    return value.strip() or None if value else None


def _each(values: list[str] | None) -> tuple[str, ...]:
    return tuple(found for value in values or () for found in [_some(value)] if found)


class Clock:
    """The three clocks of a question. `given` are those that the address names, to be kept in links."""

    def __init__(
        self,
        as_of: Annotated[
            str | None, Query(max_length=40, description=f"How the world was on that day ({_DAY}).")
        ] = None,
        known_by: Annotated[str | None, Query(max_length=40, description="From reports up to that day only.")] = None,
        recorded_by: Annotated[
            str | None, Query(max_length=40, description="From what the ledger held at that instant.")
        ] = None,
    ) -> None:
        """Raises UsageError for what is no day."""
        words = {"as_of": _some(as_of), "known_by": _some(known_by), "recorded_by": _some(recorded_by)}
        self.given = {name: value for name, value in words.items() if value}
        self.view: View = make_view(**words)


class Asked:
    """A question about events."""

    def __init__(
        self,
        actor: Annotated[Many, Query(description="Name, code or demonym; repeated: any of them.")] = None,
        other: Annotated[Word, Query(alias="with", description="Both the actor and this one take part.")] = None,
        type: Annotated[Many, Query(description="One of PLOVER's sixteen types.")] = None,
        status: Annotated[Many, Query(description="How real: occurred, scheduled, requested, ...")] = None,
        phase: Annotated[Many, Query(description="What it does to its matter: begin, suspend, lift, ...")] = None,
        since: Annotated[Word, Query(alias="from", description=f"The date is not before ({_DAY}).")] = None,
        until: Annotated[Word, Query(alias="to", description="The date is not after.")] = None,
        text: Annotated[Word, Query(description="Words of the quoted sentence or of a name.")] = None,
        report: Annotated[Many, Query(description="Ids of reports.")] = None,
        dossier: Annotated[Many, Query(description="Ids of dossiers.")] = None,
        occurrence: Annotated[Many, Query(description="Ids of happenings.")] = None,
        min_confidence: Annotated[Word, Query(description="At least that sure, 0 to 1.")] = None,
    ) -> None:
        """Keep the words; `filter` reads them."""
        self.actors, self.other = _each(actor), _some(other)
        self.types, self.statuses, self.phases = _each(type), _each(status), _each(phase)
        self.since, self.until, self.text = _some(since), _some(until), _some(text)
        self.reports, self.min_confidence = _each(report), _some(min_confidence)
        self.dossiers, self.occurrences = _each(dossier), _each(occurrence)

    @property
    def words(self) -> list[tuple[str, str]]:
        """The question as it stands in an address."""
        single = {
            "with": self.other,
            "from": self.since,
            "to": self.until,
            "text": self.text,
            "min_confidence": self.min_confidence,
        }
        several = {
            "actor": self.actors,
            "type": self.types,
            "status": self.statuses,
            "phase": self.phases,
            "report": self.reports,
            "dossier": self.dossiers,
            "occurrence": self.occurrences,
        }
        found = [(name, value) for name, values in several.items() for value in values]
        return found + [(name, value) for name, value in single.items() if value]

    def question(self) -> Question:
        """The question. Raises UsageError where `with` stands beside no actor, or beside several."""
        between = None
        if self.other:
            if len(self.actors) != 1:
                raise UsageError("`with` needs exactly one actor", remedy="name one actor, and the other in `with`")
            between = (self.actors[0], self.other)
        return Question(
            actors=() if between else self.actors,
            between=between,
            types=self.types,
            statuses=self.statuses,
            phases=self.phases,
            since=self.since,
            until=self.until,
            text=self.text,
            documents=self.reports,
            min_confidence=_share(self.min_confidence),
            rejected=True,  # the pages mark what was rejected, so that it can be taken back
        )

    def filter(self, site: Site, view: View, *, limit: int | None = None, offset: int = 0) -> EventFilter:
        """What the store is asked. Raises UsageError, with suggestions, for words that the ledger does not use."""
        which = self.question().to_filter(site.store, site.names, view)
        return replace(which, dossiers=self.dossiers, occurrences=self.occurrences, limit=limit, offset=offset)


def _share(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        found = float(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is no number", remedy="give a confidence from 0 to 1") from error
    if not 0 <= found <= 1:
        raise UsageError(f"{value!r} is not from 0 to 1", remedy="give a confidence from 0 to 1")
    return found


class AskedReports:
    """A question about reports."""

    def __init__(
        self,
        text: Annotated[Word, Query(description="Words of title, outlet or path.")] = None,
        outlet: Annotated[Many, Query(description="Names of outlets, whole.")] = None,
        since: Annotated[Word, Query(alias="from", description="Published not before.")] = None,
        until: Annotated[Word, Query(alias="to", description="Published not after.")] = None,
    ) -> None:
        """Keep the words; `filter` reads them."""
        self.text, self.outlets = _some(text), _each(outlet)
        self.since, self.until = _some(since), _some(until)

    @property
    def words(self) -> list[tuple[str, str]]:
        """The question as it stands in an address."""
        single = {"text": self.text, "from": self.since, "to": self.until}
        return [*(("outlet", value) for value in self.outlets), *((n, v) for n, v in single.items() if v)]

    def filter(self, view: View, *, limit: int | None = None, offset: int = 0) -> DocumentFilter:
        """What the store is asked. Raises UsageError for what is no day."""
        return DocumentFilter(
            view=view,
            text=self.text,
            outlets=self.outlets,
            start=to_day(self.since, "earliest"),
            end=to_day(self.until, "latest"),
            limit=limit,
            offset=offset,
        )


class AskedClaims:
    """A question about claims."""

    def __init__(
        self,
        speaker: Annotated[Many, Query(description="Who says it: name or code.")] = None,
        side: Annotated[Many, Query(description="The country for which the speaker speaks.")] = None,
        stance: Annotated[Many, Query(description="for, against or neutral")] = None,
        text: Annotated[Word, Query(description="Words of the quoted sentence.")] = None,
    ) -> None:
        """Keep the words; `filter` reads them."""
        self.speakers, self.sides, self.stances = _each(speaker), _each(side), _each(stance)
        self.text = _some(text)

    @property
    def words(self) -> list[tuple[str, str]]:
        """The question as it stands in an address."""
        several = {"speaker": self.speakers, "side": self.sides, "stance": self.stances}
        found = [(name, value) for name, values in several.items() for value in values]
        return [*found, *([("text", self.text)] if self.text else [])]

    def filter(self, site: Site, view: View, *, limit: int | None = None, offset: int = 0) -> ClaimFilter:
        """What the store is asked. Raises UsageError for names and stances that are not known."""
        return ClaimFilter(
            view=view,
            speakers=tuple(resolve(site.store, site.names, name) for name in self.speakers),
            sides=tuple(resolve(site.store, site.names, name) for name in self.sides),
            stances=stances(self.stances),
            text=self.text,
            limit=limit,
            offset=offset,
        )


def address(path: str, *words: tuple[str, str]) -> str:
    """A path of this server with words behind it. The path's parts are quoted; "/" stays."""
    found = urlencode(words)
    return quote(path, safe="/@:") + (f"?{found}" if found else "")


TheClock = Annotated[Clock, Depends()]
TheEvents = Annotated[Asked, Depends()]
TheReports = Annotated[AskedReports, Depends()]
TheClaims = Annotated[AskedClaims, Depends()]
