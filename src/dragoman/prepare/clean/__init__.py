"""Clean text with its place kept: what of a report is article, and what is menu, caption, credit or related headline.

Nothing is deleted but mark-up: noise stays in the text as blocks of its own kind, so that it can be shown and searched,
and every block leads back to the input through the offset map of `CleanText`.
"""

from __future__ import annotations

import unicodedata

from dragoman.model import CleanText, Report, stable_id
from dragoman.prepare.clean.about import address, author, outlet, page_language, page_title
from dragoman.prepare.clean.noise import mark_noise
from dragoman.prepare.clean.page import page_pieces
from dragoman.prepare.clean.pieces import assemble
from dragoman.prepare.clean.plain import plain_pieces

__all__ = ["address_of", "author_of", "clean", "document_id", "language_of", "outlet_of", "title_of"]


def clean(report: Report) -> CleanText:
    """The text of `report` as a reader sees it, in blocks, with the map back to `report.content`.

    Never raises on any content; a report without visible text gives an empty `CleanText`.
    """
    if report.format == "html":
        pieces = page_pieces(report.content, report.url, outlet_of(report))
    else:
        pieces = plain_pieces(report.content)
    return assemble(mark_noise(pieces, report.title))


def document_id(report: Report) -> str:
    """The id of the document that `report` carries: the same for contents that differ in white space alone."""
    return stable_id("doc", " ".join(unicodedata.normalize("NFC", report.content).split()))


def title_of(report: Report) -> str | None:
    """The title that the source gave, else that of the page, else `None`."""
    if report.title:
        return report.title
    return page_title(report.content) if report.format == "html" else None


def outlet_of(report: Report) -> str | None:
    """The outlet that the source gave, else the page's own name for its site, else the host of the report's address."""
    return report.outlet or outlet(report)


def author_of(report: Report) -> str | None:
    """Who wrote the report, where a page says so to programs."""
    return author(report.content) if report.format == "html" else None


def address_of(report: Report) -> str | None:
    """The one address of the report, the same whatever led there; `None` where it has none."""
    return address(report)


def language_of(report: Report) -> str | None:
    """The language that the source states, else the page for itself; nobody checks it here."""
    return report.language or (page_language(report.content) if report.format == "html" else None)
