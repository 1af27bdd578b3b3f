"""Invented reports and what is made of them."""

from __future__ import annotations

from datetime import date

from dragoman.dates import Interval
from dragoman.model import Document, Published, PublishedBasis, Reading, Report, Sighting
from dragoman.prepare.clean import address_of, clean, document_id, title_of
from dragoman.prepare.duplicates import Words, words_of

HARBOUR = [
    "The harbour of Tarnow was closed on Monday after two ferries collided in thick fog off the northern breakwater.",
    "Nobody was hurt, but one of the ferries lost its bow door and had to be towed back to the shipyard.",
    "The port authority of Maritania said that traffic would be resumed as soon as the wreckage had been cleared.",
    "Neighbouring Borduria offered a salvage tug, which the government in Tarnow accepted on the same evening.",
    "The two countries signed an agreement on mutual help at sea four years ago after a tanker had run aground.",
    "Fishermen complained that their boats could not leave and asked for compensation of their losses.",
    "A commission will look into the cause of the collision and is expected to report before the end of June.",
    "The transport minister promised that radar at the harbour entrance would be replaced within the year.",
]
OTHER = [
    "The parliament of Borduria voted on Monday for a new law on the fishing grounds in the northern strait.",
    "Members of the opposition left the chamber before the vote and called the law an insult to Maritania.",
    "The government in Tarnow summoned the ambassador and demanded that the law be withdrawn without delay.",
    "Both countries claim the strait, in which some three hundred boats fish for herring during the winter.",
    "Talks about a common patrol broke down in spring when the delegations could not agree on its commander.",
    "A spokeswoman for the foreign ministry said that the door for talks remained open.",
    "Traders at the fish market expect prices to rise until the matter is settled between the neighbours.",
    "The law is to take effect in October unless the president sends it back to parliament.",
]
MORE = (
    "Insurers put the damage at about six million crowns, a sum which neither of the two owners wanted to comment on."
)


def text_of(sentences: list[str]) -> str:
    return "\n\n".join(sentences)


def words(sentences: list[str], title: str = "") -> Words:
    return words_of(clean(Report("a", text_of(sentences))), title)


def reading(
    sentences: list[str],
    path: str,
    *,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    fetched: str | None = None,
) -> Reading:
    report = Report(path, text_of(sentences), title=title, url=url, fetched=fetched)
    day = Interval.day(date.fromisoformat(published)) if published else Interval()
    dated = Published(day, PublishedBasis.METADATA if published else PublishedBasis.NONE)
    document = Document(
        document_id(report),
        report.content,
        clean(report),
        "text",
        title_of(report),
        published=dated,
        address=address_of(report),
    )
    return Reading(document, Sighting(document.id, path, url, title=title, fetched=fetched), version="v1")
