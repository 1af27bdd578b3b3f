"""A reader without models: it finds "A met B", "A banned B" and the like, so that faces can be tested quickly.

Reports with the word KILL end their process, those with BREAK are failures, those with SLOW take a while: as many
seconds as `SLOW` in the environment says.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Sequence
from datetime import date

from dragoman.dates import DateBasis, Granularity, Interval, parse_interval
from dragoman.model import (
    ActorRef,
    Claim,
    DatedBy,
    Document,
    Event,
    Evidence,
    Failure,
    Matter,
    Phase,
    Published,
    PublishedBasis,
    Reading,
    Report,
    Sighting,
    SourceKind,
    SourceLink,
    Span,
    Stance,
    Status,
    StoredMention,
    stable_id,
)
from dragoman.prepare.clean import address_of, author_of, clean, document_id, outlet_of, title_of
from dragoman.settings import Settings

ACTS = {
    "met": ("CONSULT", "verbal cooperation", Status.OCCURRED, None),
    "banned": ("SANCTION", "material conflict", Status.OCCURRED, Phase.BEGIN),
    "demands": ("REQUEST", "verbal conflict", Status.ONGOING, None),
    "postponed": ("REJECT", "verbal conflict", Status.OCCURRED, Phase.POSTPONE),
}
NAMES = {"Chile": "CHL", "Vietnam": "VNM", "Japan": "JPN", "China": "CHN"}
SENTENCE = re.compile(
    r"(?P<who>=?[A-Z][a-z]+) (?P<act>met|banned|demands|postponed) (?P<whom>[A-Z][a-z]+)[^.]*?"
    r"(?: on (?P<day>\d{4}-\d\d-\d\d))?(?:, (?P<source>[a-z]+ \w+) said)?\."
)
CLAIM = re.compile(r"(?P<who>[A-Z][a-z]+) (?:supports|opposes) (?P<what>[^.]+)\.")


def make(settings: Settings) -> FakeReader:
    return FakeReader(settings)


class FakeReader:
    def __init__(self, settings: Settings) -> None:
        self.version = f"fake/1;{settings.fingerprint}"

    def read_reports(self, reports: Sequence[Report]) -> list[Reading | Failure]:
        return [self.read(report) for report in reports]

    def read(self, report: Report) -> Reading | Failure:
        if "KILL" in report.content:
            os.kill(os.getpid(), signal.SIGKILL)
        if "SLOW" in report.content:
            time.sleep(float(os.environ.get("SLOW", "0.05")))
        if "BREAK" in report.content:
            return Failure(report.path, "parse", "it is broken", "mend it")
        published = UNKNOWN
        if report.published:
            published = Published(parse_interval(report.published), report.published_basis)
        document = Document(
            document_id(report),
            report.content,
            clean(report),
            report.format,
            title_of(report),
            outlet_of(report),
            published=published,
            author=author_of(report),
            address=address_of(report),
        )
        sighting = Sighting(
            document.id,
            report.path,
            report.url,
            document.outlet,
            document.title,
            report.published,
            report.published_basis,
            report.fetched,
        )
        found = list(SENTENCE.finditer(document.clean.text))
        return Reading(
            document,
            sighting,
            tuple(_event(document, match) for match in found),
            tuple(_claim(document, match) for match in CLAIM.finditer(document.clean.text)),
            tuple(_mention(document, match, group) for match in found for group in ("who", "whom")),
            version=self.version,
        )


UNKNOWN = Published(Interval(), PublishedBasis.NONE)


def _actor(document: Document, match: re.Match[str], group: str) -> ActorRef:
    code = NAMES.get(match[group])
    return ActorRef(code, code, match[group], document.span(*match.span(group)), why="by name")


def _mention(document: Document, match: re.Match[str], group: str) -> StoredMention:
    code = NAMES.get(match[group])
    span = document.span(*match.span(group))
    return StoredMention(document.id, span, code, "name", match[group], code, None, None, (), None, 1.0, "by name")


def _event(document: Document, match: re.Match[str]) -> Event:
    kind, quad, status, phase = ACTS[match["act"]]
    trigger = document.span(*match.span("act"))
    dated = None
    if match["day"]:
        day = Interval.day(date.fromisoformat(match["day"]))
        span = document.span(*match.span("day"))
        dated = DatedBy(day, Granularity.DAY, DateBasis.EXPLICIT, f'"{match["day"]}"', span)
    chain = (SourceLink(match["source"], SourceKind.ANONYMOUS),) if match["source"] else ()
    return Event(
        id=stable_id("ev", document.id, trigger),
        document=document.id,
        type=kind,
        mode=None,
        contexts=("economic",),
        cameo="040",
        quad=quad,
        score=-1.0,
        plover=None,
        actors=(_actor(document, match, "who"),),
        recipients=(_actor(document, match, "whom"),),
        matter=Matter("ban", "fruit", ("CHL", "VNM")),
        place=None,
        date=dated,
        effective=None,
        status=status,
        phase=phase,
        historical=False,
        attribution=chain,
        reasons=(),
        embedded_in=None,
        evidence=Evidence(document.span(*match.span()), trigger, match[0]),
        confidence=0.9 if match["day"] else 0.5,
        extractor="fake/1",
        explanation=(f"the verb {match['act']}",),
    )


def _claim(document: Document, match: re.Match[str]) -> Claim:
    span: Span = document.span(*match.span())
    side = NAMES.get(match["who"])
    stance = Stance.FOR if "supports" in match[0] else Stance.AGAINST
    evidence = Evidence(span, span, match[0])
    content = document.span(*match.span("what"))
    return Claim(stable_id("cl", document.id, span), document.id, side, side, None, stance, content, None, (), evidence)


def make_nothing(settings: Settings) -> FakeReader:
    """A reader that cannot be made, as where memory runs out while models load."""
    os._exit(3)
