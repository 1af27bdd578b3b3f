"""The layer of temporal expressions of a document: `dragoman.times` on its cleaned text, within given sentences."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Document, Sentence, Timex
from dragoman.times import tag
from dragoman.times.words import word_set

# countries whose papers write the day before the month; elsewhere "3/4/2020" stays open between the two readings
_DAY_FIRST = word_set(
    "GBR IRL AUS NZL IND PAK BGD SGP MYS ZAF NGA KEN FRA DEU ITA ESP RUS UKR TUR EGY SAU QAT ARE ISR IDN THA VNM HKG"
)


def find_times(document: Document, sentences: Sequence[Sentence]) -> tuple[Timex, ...]:
    """The temporal expressions of a document, in text order; offsets and sentence numbers are those of the layers.

    Where the report's day is not known, what would count from it keeps an open value and no interval.
    """
    bounds = [(sentence.start, sentence.end) for sentence in sentences]
    interval = document.published.interval
    known = interval.earliest is not None and interval.latest is not None
    return tuple(
        tag(
            document.clean.text,
            published=interval if known else None,
            sentences=bounds,
            country=document.side,
            day_first=document.side in _DAY_FIRST,
        )
    )
