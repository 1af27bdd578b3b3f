"""What a ledger can be made into, from Python: charts, comparisons, briefs, files for other tools, gold."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from dragoman import query
from dragoman.query import compare as comparing
from dragoman.query.dossiers import dossier
from dragoman.query.relations import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dragoman.brief import Page
    from dragoman.charts.vega import Chart
    from dragoman.lexicon.actors import ActorBook
    from dragoman.protocols import Store
    from dragoman.query.asking import DayLike


class Products:
    """The part of a `Ledger` that makes things to keep or to send. Heavy libraries are loaded on first use."""

    @property
    def store(self) -> Store:
        """The store below."""
        raise NotImplementedError

    @property
    def names(self) -> ActorBook:
        """The lexicon of actors."""
        raise NotImplementedError

    def compare(
        self, wanted: str, *, as_of: DayLike | None = None, known_by: DayLike | None = None
    ) -> comparing.Comparison:
        """Accounts side by side: what each side and outlet says of an occurrence, event, dossier or claim.

            >>> ledger.compare("visit").differing  # doctest: +SKIP

        Raises NotFound, UsageError.
        """
        return comparing.compare(self.store, self.names, wanted, query.make_view(as_of, known_by))

    def brief(
        self,
        *sides: str,
        dossier: str | None = None,
        actor: str | None = None,
        since: DayLike | None = None,
        until: DayLike | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
    ) -> Page:
        """One page about two sides, a dossier, an actor, or, with none of these, all matters.

        `dragoman.brief.forms.write(page, "pdf")` gives the bytes of a file; html and md are the other forms. Raises
        UsageError, NotFound.
        """
        from dragoman.brief import Asked, compose  # noqa: PLC0415 - only what asks for it pays for it

        bounds = query.to_day(since, "earliest"), query.to_day(until, "latest")
        asked = Asked(sides, dossier, actor, *bounds)
        return compose(self.store, self.names, asked, query.make_view(as_of, known_by))

    def export_gold(
        self, kind: Literal["events", "status"], out: str | os.PathLike[str], *, known_by: DayLike | None = None
    ) -> int:
        """Write what people decided about events as cases for `dragoman eval` and give their number.

        For events a sentence counts once all that was read in it is decided; for status one event that stands is
        enough.
        """
        from dragoman.export.gold import write_gold  # noqa: PLC0415 - only what asks for it pays for it

        with Path(out).open("wb") as file:
            return write_gold(self.store, self.names, kind, file, query.make_view(None, known_by))[0]

    def export(
        self,
        form: str,
        out: str | os.PathLike[str] | BinaryIO,
        *,
        everything: bool = False,
        since: DayLike | None = None,
        until: DayLike | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
        recorded_by: datetime | str | None = None,
    ) -> int:
        """Write the ledger for other tools and give the number of rows, entities or entries.

        `form` is csv, jsonl, parquet, polecat, gdelt, ftm or ical; `out` a path or an open binary file. Acts that
        occurred or are under way, no background, each once; `everything` gives every assertion as it stands in a
        report. Raises UsageError for a form that is not known, OSError where the file cannot be written.
        """
        from dragoman.export import Wanted, export  # noqa: PLC0415 - only what asks for it pays for it

        view = query.make_view(as_of, known_by, recorded_by)
        bounds = query.to_day(since, "earliest"), query.to_day(until, "latest")
        wanted = Wanted(view, *bounds, everything=everything)
        if isinstance(out, str | os.PathLike):
            with Path(out).open("wb") as file:
                return export(self.store, self.names, form, wanted, file)
        return export(self.store, self.names, form, wanted, out)

    def chart_relation(
        self,
        a: str,
        b: str,
        *,
        per: Period = "month",
        since: DayLike | None = None,
        until: DayLike | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
    ) -> Chart:
        """Two sides over time as an Altair chart: acts by quad class, scores, and every act as the days it may fill.

        `chart.save("relation.svg")` writes it; `dragoman.charts.vega` has more forms. Raises NotFound where nothing can
        be drawn.
        """
        from dragoman.charts.relation import relation  # noqa: PLC0415 - heavy

        view = query.make_view(as_of, known_by)
        first, last = query.to_day(since, "earliest"), query.to_day(until, "latest")
        return relation(self.store, self.names, a, b, view, period=per, since=first, until=last)

    def chart_dossier(self, wanted: str, *, as_of: DayLike | None = None, known_by: DayLike | None = None) -> Chart:
        """The life of one matter, by id or words of its title, as an Altair chart."""
        from dragoman.charts.lifecycle import lifecycle  # noqa: PLC0415 - heavy

        view = query.make_view(as_of, known_by)
        return lifecycle(dossier(self.store, self.names, wanted, view), self.names)

    def chart_network(
        self,
        actors: Sequence[str] = (),
        *,
        most: int = 24,
        since: DayLike | None = None,
        until: DayLike | None = None,
        as_of: DayLike | None = None,
        known_by: DayLike | None = None,
    ) -> Chart:
        """Who did what with whom as an Altair chart; `actors` keeps what one of these names took part in."""
        from dragoman.charts.network import network  # noqa: PLC0415 - heavy

        view = query.make_view(as_of, known_by)
        first, last = query.to_day(since, "earliest"), query.to_day(until, "latest")
        return network(self.store, self.names, view, actors=tuple(actors), since=first, until=last, most=most)
