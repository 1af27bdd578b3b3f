"""Plans as a calendar (RFC 5545) that a subscriber can keep up to date.

A matter that happens once, such as a visit, is one entry under the id of its dossier, which moves when the plan does;
any other plan is an entry under the id of its occurrence. SEQUENCE grows with the reports that tell of it, STATUS says
whether it is called off. A plan without a day is left out: it cannot be placed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import BinaryIO

from dragoman.dates import Interval
from dragoman.protocols import StoredEvent, View
from dragoman.query.asking import Names, today
from dragoman.query.dossier_views import DossierView
from dragoman.query.plans import Plan
from dragoman.query.words import draw

PRODUCT = "-//Dragoman//plans//EN"
WIDEST = 75
"""Octets of a line, its break not counted."""

_CALLED_OFF = frozenset(("cancelled", "refused", "not held"))
_OPEN_WORDS = frozenset(("postponed", "proposed", "agreed"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the days between which it is planned, what became of it, and what tells of it."""

    uid: str
    when: Interval
    summary: str
    state: str
    rows: tuple[StoredEvent, ...]
    place: str | None


def write_ical(plans: Iterable[Plan], once: Mapping[str, DossierView], out: BinaryIO, names: Names, view: View) -> int:
    """The calendar; `once` are the matters of the plans that happen once, by id. Gives the number of entries."""
    entries = _entries(plans, once, names)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_escaped('Plans known to Dragoman')}")
    lines += [line for entry in entries for line in _lines(entry, view)]
    lines.append("END:VCALENDAR")
    for line in lines:
        out.write(folded(line))
    return len(entries)


def _entries(plans: Iterable[Plan], once: Mapping[str, DossierView], names: Names) -> list[Entry]:
    """One entry for each matter or plan, by day, then id."""
    found: dict[str, Entry] = {}
    for plan in plans:
        entry = _entry(plan, once.get(plan.dossier.id) if plan.dossier else None, names)
        if entry is not None:
            found.setdefault(entry.uid, entry)
    return sorted(found.values(), key=lambda each: (str(each.when.earliest or each.when.latest), each.uid))


def _entry(plan: Plan, once: DossierView | None, names: Names) -> Entry | None:
    when = once.folded.planned if once and once.folded.planned else plan.due
    if when is None or (when.earliest is None and when.latest is None):
        return None
    event = plan.row.event
    sides = dict.fromkeys(
        names.name(known) if (known := actor.country or actor.id) else actor.name
        for actor in (*event.actors, *event.recipients)
    )
    act = " ".join(filter(None, (event.type, str(event.phase or ""))))
    if once:
        return Entry(once.id, when, once.title, plan.outcome, once.events, event.place)
    title = f"{plan.dossier.title} ({act.lower()})" if plan.dossier else f"{act.lower()}: {', '.join(sides)}"
    return Entry(plan.row.occurrence or event.id, when, title, plan.outcome, (plan.row,), event.place)


def _lines(entry: Entry, view: View) -> Iterator[str]:
    first = entry.when.earliest or entry.when.latest or today()
    last = entry.when.latest or entry.when.earliest or first
    vague = first != last
    stamp = _stamp(entry, view)
    told = draw(entry.when)
    summary = f"{entry.summary} ({told}, no day told)" if vague and told not in entry.summary else entry.summary
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}@dragoman"
    yield f"SEQUENCE:{len({row.event.id for row in entry.rows})}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"LAST-MODIFIED:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{_after(last):%Y%m%d}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"STATUS:{_status(entry, vague=vague)}"
    yield "TRANSP:TRANSPARENT"
    if entry.place:
        yield f"LOCATION:{_escaped(entry.place)}"
    yield f"DESCRIPTION:{_escaped(_description(entry))}"
    yield "END:VEVENT"


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _stamp(entry: Entry, view: View) -> date:
    """The day of the last report that tells of it: the same entry has the same stamp, whenever it is written."""
    days = [row.source.published.interval.latest for row in entry.rows]
    return max((day for day in days if day), default=view.known_by or today())


def _status(entry: Entry, *, vague: bool) -> str:
    if entry.state in _CALLED_OFF:
        return "CANCELLED"
    return "TENTATIVE" if vague or entry.state in _OPEN_WORDS else "CONFIRMED"


def _description(entry: Entry) -> str:
    told = []
    for row in sorted(entry.rows, key=lambda each: (str(each.source.published.interval.latest), each.event.id)):
        outlet = row.source.outlet or row.source.id
        told.append(f"“{row.event.evidence.quote}” ({outlet}, {draw(row.source.published.interval)})")
    return "\n".join([f"{entry.state}.", *dict.fromkeys(told)])


def _escaped(text: str) -> str:
    """Text as RFC 5545, section 3.3.11, wants it, without what cannot be shown."""
    text = "".join(sign for sign in text if sign == "\n" or sign.isprintable())
    for plain, marked in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, marked)
    return text


def folded(line: str) -> bytes:
    """A line of content, broken after at most `WIDEST` octets and never within a letter (section 3.1)."""
    parts: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(parts[-1]) + len(octets) > WIDEST - (len(parts) > 1):
            parts.append(b"")
        parts[-1] += octets
    return b"\r\n ".join(parts) + b"\r\n"
