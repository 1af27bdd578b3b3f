"""What a question returns: typed rows with the clocks they were asked at, and their forms for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, overload, runtime_checkable

from dragoman.dates import to_iso
from dragoman.errors import MissingPart
from dragoman.model import Json
from dragoman.protocols import StoredClaim, StoredDocument, StoredEvent, View
from dragoman.query import flat

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

R = TypeVar("R")


@runtime_checkable
class HasJson(Protocol):
    """A row that is one object for programs."""

    def to_json(self) -> Json:
        """The object."""
        ...


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor as the reports in view mention it.

    `events` counts events in which it takes part, `as_actor` and `as_recipient` those where it does so in that role.
    `names` are the words used for it, the commonest first. `id` is `None` for a name that is unresolved.
    """

    id: str | None
    name: str
    country: str | None
    events: int
    as_actor: int
    as_recipient: int
    mentions: int
    documents: int
    names: tuple[str, ...]

    def to_json(self) -> Json:
        """All fields by name."""
        return {
            "id": self.id,
            "name": self.name,
            "country": self.country,
            "events": self.events,
            "as_actor": self.as_actor,
            "as_recipient": self.as_recipient,
            "mentions": self.mentions,
            "documents": self.documents,
            "names": list(self.names),
        }


@dataclass(frozen=True, slots=True)
class Month:
    """The events of a timeline that are filed under one month ("2024-05"), a whole year ("2012"), or no date ("")."""

    label: str
    events: tuple[StoredEvent, ...]

    def to_json(self) -> Json:
        """`month` and `events` in the shape of `events`."""
        return {"month": self.label or None, "events": [line for event in self.events for line in event.lines()]}


def clocks(view: View) -> Json:
    """The clocks of a view as an answer echoes them; `recorded_by` only where it was asked."""
    value: Json = {"as_of": to_iso(view.as_of), "known_by": to_iso(view.known_by)}
    if view.recorded_by is not None:
        value["recorded_by"] = view.recorded_by.isoformat()
    return value


def lines_of(row: object) -> Iterator[Json]:
    """The objects that programs read for one row: for events, claims and documents one for each sighting."""
    if isinstance(row, StoredEvent | StoredClaim):
        yield from row.lines()
    elif isinstance(row, StoredDocument):
        for sighting in row.sightings:
            yield row.to_json(sighting.path)
    elif isinstance(row, HasJson):
        yield row.to_json()


class Answer(Sequence[R], Generic[R]):
    """A list of typed rows, and the clocks at which they hold.

    It can be indexed, sliced, counted and iterated like a tuple. `to_dicts`, `to_polars` and `to_pandas` give the forms
    of the command line.
    """

    __slots__ = ("kind", "rows", "view")

    def __init__(self, kind: str, rows: Sequence[R], view: View) -> None:
        """`kind` is "events", "documents", "claims" or "actors"."""
        self.kind = kind
        self.rows = tuple(rows)
        self.view = view

    @property
    def as_of(self) -> date | None:
        """The day at which the world is looked at."""
        return self.view.as_of

    @property
    def known_by(self) -> date | None:
        """The day up to which reports count."""
        return self.view.known_by

    @property
    def recorded_by(self) -> datetime | None:
        """The instant up to which the ledger's records count; `None` is now."""
        return self.view.recorded_by

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Answer[R]: ...
    def __getitem__(self, index: int | slice) -> R | Answer[R]:
        """One row, or a shorter answer."""
        if isinstance(index, slice):
            return Answer(self.kind, self.rows[index], self.view)
        return self.rows[index]

    def __repr__(self) -> str:
        """What it is, how long, and when."""
        return f"<{len(self.rows)} {self.kind}, as of {self.as_of}, known by {self.known_by}>"

    def to_dicts(self) -> list[Json]:
        """The objects of `--format jsonl`: one for each row and each sighting of its report."""
        return [line for row in self.rows for line in lines_of(row)]

    def to_json(self) -> Json:
        """The object of `--format json`: the clocks and the rows."""
        return {**clocks(self.view), self.kind: self.to_dicts()}

    def flat(self) -> list[flat.Flat]:
        """The rows of `--format csv`: one level, a value a cell."""
        return [flat.flatten(self.kind, line) for line in self.to_dicts()]

    def to_polars(self) -> pl.DataFrame:
        """The flat rows as a polars data frame, days as dates. Raises MissingPart where polars is not installed."""
        try:
            import polars  # noqa: PLC0415 - optional
        except ImportError as error:
            raise MissingPart("polars is not installed", remedy="pip install 'dragoman[frames]'") from error
        kinds = {flat.INTEGERS: polars.Int64, flat.REALS: polars.Float64, flat.TRUTHS: polars.Boolean}
        schema = {
            name: next((kind for names, kind in kinds.items() if name in names), polars.String)
            for name in flat.COLUMNS[self.kind]
        }
        frame = polars.DataFrame(self.flat(), schema=schema)
        return frame.with_columns(polars.col(name).str.to_date() for name in schema if name in flat.DAYS)

    def to_pandas(self) -> pd.DataFrame:
        """The flat rows as a pandas data frame, days as timestamps. Raises MissingPart where pandas is missing."""
        try:
            import pandas  # noqa: PLC0415 - optional
        except ImportError as error:
            raise MissingPart("pandas is not installed", remedy="pip install pandas") from error
        frame = pandas.DataFrame(self.flat(), columns=list(flat.COLUMNS[self.kind]))
        for name in frame.columns:
            if name in flat.DAYS:
                frame[name] = pandas.to_datetime(frame[name])
        return frame


EventList = Answer[StoredEvent]
DocumentList = Answer[StoredDocument]
ClaimList = Answer[StoredClaim]
ActorList = Answer[ActorRow]
Rows = Sequence[Any]
