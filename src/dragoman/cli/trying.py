"""Reading one text that is stored nowhere."""

from __future__ import annotations

from dragoman.cli.opening import settings_for
from dragoman.errors import InputError
from dragoman.model import Failure, PublishedBasis, Reading, Report
from dragoman.run.local import make_pipeline


def read_text(text: str, published: str | None) -> Reading:
    """What the pipeline finds in a text. Raises InputError where it cannot read it, MissingPart without a model."""
    report = Report("(text)", text, published=published, published_basis=PublishedBasis.USER)
    result = make_pipeline(settings_for(None)).read_reports([report])[0]
    if isinstance(result, Failure):
        raise InputError(result.reason, place="--text", remedy=result.remedy)
    return result
