"""The words of an address as questions: one reading for pages and for the HTTP API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Query

from dragoman.errors import NotFound, UsageError
from dragoman.model import Phase, Stance, Status
from dragoman.protocols import ClaimFilter, DocumentFilter, EventFilter, View
from dragoman.query import PLOVER_TYPES, Question, make_view, resolve, stances, to_day
from dragoman.web.site import Site

LONGEST = 300
"""Characters of one word of a question."""

MOST_WORDS = 50

_DAY = "YYYY-MM-DD, YYYY-MM, YYYY, today or yesterday"
_DAYS: list[dict[str, Any]] = [
    {"type": "string", "format": "date"},
    {"type": "string", "pattern": "^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$"},
    {"type": "string", "enum": ["today", "yesterday"]},
]
_EMPTY = {"type": "string", "enum": [""]}
DAY: dict[str, Any] = {"anyOf": _DAYS}
"""How OpenAPI describes a day."""
DAYS: dict[str, Any] = {"anyOf": [*_DAYS, _EMPTY]}
"""The same where it may be left out; an empty field of a form asks nothing."""
_INSTANTS: dict[str, Any] = {"anyOf": [*_DAYS, _EMPTY, {"type": "string", "format": "date-time"}]}

Word = Annotated[str | None, Query(max_length=LONGEST)]


Each = list[Annotated[str, Query(max_length=LONGEST)]] | None

Many = Annotated[Each, Query(max_length=MOST_WORDS)]


def one_of(words: Iterable[str], what: str) -> Any:
    """A parameter given several times, each time one of the words, as it is described; the question checks it."""
    items = {"type": "string", "enum": [*words, ""]}
    schema = {"anyOf": [{"type": "array", "items": items, "maxItems": MOST_WORDS}]}
    return Query(max_length=MOST_WORDS, description=what, json_schema_extra=schema)


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
            str | None,
            Query(max_length=40, description=f"How the world was on that day ({_DAY}).", json_schema_extra=DAYS),
        ] = None,
        known_by: Annotated[
            str | None, Query(max_length=40, description="From reports up to that day only.", json_schema_extra=DAYS)
        ] = None,
        recorded_by: Annotated[
            str | None,
            Query(max_length=40, description="From what the ledger held at that instant.", json_schema_extra=_INSTANTS),
        ] = None,
    ) -> None:
        """Raises UsageError for what is no day."""
        words = {"as_of": _some(as_of), "known_by": _some(known_by), "recorded_by": _some(recorded_by)}
        self.given = {name: value for name, value in words.items() if value}
        self.view: View = make_view(**words)


Types = Annotated[Each, one_of(PLOVER_TYPES, "One of PLOVER's sixteen types.")]
Statuses = Annotated[Each, one_of(tuple(Status), "How real: occurred, scheduled, requested, ...")]
Phases = Annotated[Each, one_of(tuple(Phase), "What it does to its matter: begin, suspend, lift, ...")]
Stances = Annotated[Each, one_of(tuple(Stance), "for, against or neutral")]
Since = Annotated[Word, Query(alias="from", description=f"Not before ({_DAY}).", json_schema_extra=DAYS)]
Until = Annotated[Word, Query(alias="to", description="Not after.", json_schema_extra=DAYS)]
Share = Annotated[float | None, Query(ge=0, le=1, description="At least that sure, 0 to 1.")]


class Asked:
    """A question about events."""

    def __init__(
        self,
        actor: Annotated[Many, Query(description="Name, code or demonym; repeated: any of them.")] = None,
        other: Annotated[Word, Query(alias="with", description="Both the actor and this one take part.")] = None,
        type: Types = None,
        status: Statuses = None,
        phase: Phases = None,
        since: Since = None,
        until: Until = None,
        text: Annotated[Word, Query(description="Words of the quoted sentence or of a name.")] = None,
        report: Annotated[Many, Query(description="Ids of reports.")] = None,
        dossier: Annotated[Many, Query(description="Ids of dossiers.")] = None,
        occurrence: Annotated[Many, Query(description="Ids of happenings.")] = None,
        min_confidence: Share = None,
    ) -> None:
        """Keep the words; `filter` reads them."""
        self.actors, self.other = _each(actor), _some(other)
        self.types, self.statuses, self.phases = _each(type), _each(status), _each(phase)
        self.since, self.until, self.text = _some(since), _some(until), _some(text)
        self.reports, self.min_confidence = _each(report), min_confidence
        self.dossiers, self.occurrences = _each(dossier), _each(occurrence)

    @property
    def words(self) -> list[tuple[str, str]]:
        """The question as it stands in an address."""
        single = {
            "with": self.other,
            "from": self.since,
            "to": self.until,
            "text": self.text,
            "min_confidence": None if self.min_confidence is None else str(self.min_confidence),
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

    def question(self, site: Site) -> Question:
        """The question, its names settled. Raises NotFound for a name that nobody is known by, or a period of no day.

        A second side without a first is the only one.
        """
        actors = self.actors or ((self.other,) if self.other else ())
        in_order(self.since, self.until)
        return Question(
            actors=tuple(known_actor(site, name) for name in actors),
            types=self.types,
            statuses=self.statuses,
            phases=self.phases,
            since=self.since,
            until=self.until,
            text=self.text,
            documents=self.reports,
            min_confidence=self.min_confidence,
            rejected=True,  # the pages mark what was rejected, so that it can be taken back
        )

    def filter(self, site: Site, view: View, *, limit: int | None = None, offset: int = 0) -> EventFilter:
        """What the store is asked. Raises UsageError, with suggestions, for words that the ledger does not use."""
        which = self.question(site).to_filter(site.store, site.names, view)
        other = (known_actor(site, self.other),) if self.other and self.actors else ()
        return replace(
            which,
            counterparts=other,
            dossiers=self.dossiers,
            occurrences=self.occurrences,
            limit=limit,
            offset=offset,
        )


def known_actor(site: Site, name: str) -> str:
    """The id of an actor, by any of its names. Raises NotFound, with suggestions."""
    try:
        return resolve(site.store, site.names, name)
    except UsageError as error:
        raise NotFound(error.message, remedy=error.remedy) from error


def in_order(since: str | None, until: str | None) -> None:
    """Raises NotFound where a period ends before it begins: no day is in it."""
    start, end = to_day(since, "earliest"), to_day(until, "latest")
    if start and end and end < start:
        raise NotFound(f"no day: the period ends {end} before it begins {start}", remedy="swap `from` and `to`")


class AskedReports:
    """A question about reports."""

    def __init__(
        self,
        text: Annotated[Word, Query(description="Words of title, outlet or path.")] = None,
        outlet: Annotated[Many, Query(description="Names of outlets, whole.")] = None,
        since: Annotated[Word, Query(alias="from", description="Published not before.", json_schema_extra=DAYS)] = None,
        until: Annotated[Word, Query(alias="to", description="Published not after.", json_schema_extra=DAYS)] = None,
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
        """What the store is asked. Raises UsageError for what is no day, NotFound for a period of none."""
        in_order(self.since, self.until)
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
        stance: Stances = None,
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
            speakers=tuple(known_actor(site, name) for name in self.speakers),
            sides=tuple(known_actor(site, name) for name in self.sides),
            stances=stances(self.stances),
            text=self.text,
            limit=limit,
            offset=offset,
        )


def address(path: str, *words: tuple[str, str]) -> str:
    """A path of this server with words behind it. The path's parts are quoted; "/" stays."""
    found = urlencode(words)
    return quote(path, safe="/@:") + (f"?{found}" if found else "")


def clocks_of(view: View) -> tuple[str, str, str]:
    """The clocks of a view as part of the key of what is kept."""
    return (str(view.as_of), str(view.known_by), view.recorded_by.isoformat() if view.recorded_by else "")


def brief_links(given: dict[str, str], *words: tuple[str, str]) -> list[tuple[str, str]]:
    """The files of a brief as a page links them: what each is called, and its address."""
    labels = (("Brief (HTML)", "html"), ("PDF", "pdf"), ("Markdown", "md"))
    return [(label, address("/api/v1/briefs", *words, *given.items(), ("format", shape))) for label, shape in labels]


TheClock = Annotated[Clock, Depends()]
TheEvents = Annotated[Asked, Depends()]
TheReports = Annotated[AskedReports, Depends()]
TheClaims = Annotated[AskedClaims, Depends()]
