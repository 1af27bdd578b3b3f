"""Who gives an account, what it says in each field, and what several accounts of a field come to."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from dragoman.dates import Interval, to_iso
from dragoman.ledger.dossiers.steps import side_of
from dragoman.lexicon.dossiers import REAL
from dragoman.model import ActorRef, DatedBy, Document, Evidence, Json, Phase, Span, Status
from dragoman.protocols import StoredClaim, StoredDocument, StoredEvent
from dragoman.query.asking import Names
from dragoman.query.words import draw

AGREED, FINER, DIFFER, ONE = "agree", "one more exactly", "differ", "only one says"
"""What a field comes to: the same; the same, by one more exactly; not the same; told by one account alone."""


_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Words:
    """The words on which a value rests, and where they stand. `source` is whom the report names, outermost first."""

    quote: str
    span: Span
    document: str
    path: str | None
    outlet: str | None
    title: str | None
    published: Interval
    source: tuple[str, ...]
    ref: str

    def to_json(self) -> Json:
        """All fields by name; `ref` is the id of the event or claim."""
        return {
            "id": self.ref,
            "quote": self.quote,
            "span": self.span.to_json(),
            "document": self.document,
            "path": self.path,
            "outlet": self.outlet,
            "title": self.title,
            "published": {"earliest": to_iso(self.published.earliest), "latest": to_iso(self.published.latest)},
            "source": list(self.source),
        }


@dataclass(frozen=True, slots=True)
class Account:
    """Who gives an account: a side (a country, by its code), or an outlet that speaks for none.

    `name` is as a reader would write it. `key` tells accounts apart.
    """

    key: str
    name: str
    side: str | None
    outlet: str | None

    def to_json(self) -> Json:
        """All fields by name."""
        return {"key": self.key, "name": self.name, "side": self.side, "outlet": self.outlet}


@dataclass(frozen=True, slots=True)
class Saying:
    """One value of one field in one account, with the words that say it."""

    account: Account
    value: str
    words: tuple[Words, ...]

    def to_json(self) -> Json:
        """The key of the account, the value, and its words."""
        return {"account": self.account.key, "value": self.value, "words": [one.to_json() for one in self.words]}


@dataclass(frozen=True, slots=True)
class Field:
    """One field, what each account says in it, and what that comes to. What an account does not say is left out."""

    name: str
    verdict: str
    says: tuple[Saying, ...]

    def to_json(self) -> Json:
        """All fields by name."""
        return {"field": self.name, "verdict": self.verdict, "says": [one.to_json() for one in self.says]}


def account_of(row: StoredEvent | StoredClaim, names: Names) -> Account:
    """Who gives the account: the side for which its outermost source speaks, else the outlet, else the report."""
    side = side_of(row) if isinstance(row, StoredEvent) else row.claim.side
    if side:
        return Account(side, names.name(side), side, None)
    outlet = row.source.outlet
    return Account(f"outlet:{outlet or row.source.id}", outlet or path_of(row.source) or row.source.id, None, outlet)


def path_of(source: StoredDocument) -> str | None:
    """The first place where a report was met."""
    return source.sightings[0].path if source.sightings else None


def plain_words(document: Document, span: Span) -> str:
    """The words that stand at a span of the input, on one line and without markup."""
    raw = document.raw[span.start : span.end]
    if document.format == "html":
        raw = html.unescape(_TAG.sub(" ", raw))
    return " ".join(raw.split())


def words_of(row: StoredEvent | StoredClaim) -> Words:
    """The words of an event or a claim, with the report they stand in."""
    said: StoredEvent | StoredClaim = row
    body = said.event if isinstance(said, StoredEvent) else said.claim
    evidence: Evidence = body.evidence
    return Words(
        quote=evidence.quote,
        span=evidence.sentence,
        document=body.document,
        path=path_of(row.source),
        outlet=row.source.outlet,
        title=row.source.title,
        published=row.source.published.interval,
        source=tuple(link.source for link in body.attribution),
        ref=body.id,
    )


# ------------------------------------------------------------------ the fields of an event


Reader = Callable[[StoredEvent], str | None]
Judge = Callable[[Sequence[StoredEvent]], str]


def readers_of(names: Names, texts: Mapping[str, Document]) -> dict[str, tuple[Reader, Judge]]:
    """Each field in order: how it is read from a telling, and how several tellings of it are judged."""

    def reasons(row: StoredEvent) -> str | None:
        text = texts.get(row.event.document)
        said = [plain_words(text, reason.span) for reason in row.event.reasons] if text else []
        return "; ".join(filter(None, said)) or None

    def actors(row: StoredEvent) -> str | None:
        return people(row.event.actors, names)

    def recipients(row: StoredEvent) -> str | None:
        return people(row.event.recipients, names)

    return {
        "act": (lambda row: " ".join(filter(None, (row.event.type, row.event.mode))), _finer(_act_parts)),
        "status": (lambda row: str(row.event.status), _realities),
        "phase": (phase_of, _phases),
        "who": (actors, _finer(lambda row: sides_of(row.event.actors))),
        "to whom": (recipients, _finer(lambda row: sides_of(row.event.recipients))),
        "date": (lambda row: days_of(row.event.date), _dates(lambda row: row.event.effective or row.event.date)),
        "takes effect": (lambda row: days_of(row.event.effective), _dates(lambda row: row.event.effective)),
        "place": (lambda row: row.event.place, _plain(lambda row: row.event.place)),
        "about": (matter_of, _finer(_object_words)),
        "scope": (lambda row: row.event.matter.scope if row.event.matter else None, _plain(_scope)),
        "planned for": (lambda row: days_of(_planned(row)), _dates(_planned)),
        "until": (lambda row: days_of(_until(row)), _dates(_until)),
        "for how long": (_term, _plain(_term_length)),
        "reason": (reasons, _plain(reasons)),
    }


def phase_of(row: StoredEvent) -> str | None:
    """What the act does to its matter, if anything."""
    return str(row.event.phase) if row.event.phase else None


def _scope(row: StoredEvent) -> str | None:
    return row.event.matter.scope if row.event.matter else None


def _planned(row: StoredEvent) -> DatedBy | None:
    return row.event.matter.planned if row.event.matter else None


def _until(row: StoredEvent) -> DatedBy | None:
    return row.event.matter.until if row.event.matter else None


def _term(row: StoredEvent) -> str | None:
    term = row.event.matter.term if row.event.matter else None
    return term.text if term else None


def _term_length(row: StoredEvent) -> str | None:
    """ "Three months" and "a three-month" are the same length."""
    term = row.event.matter.term if row.event.matter else None
    return (term.value or "left open") if term else None


def matter_of(row: StoredEvent) -> str | None:
    """What the act is about: its object, else the class of its matter."""
    matter = row.event.matter
    return (matter.object or matter.matter_class) if matter else None


def _act_parts(row: StoredEvent) -> frozenset[str]:
    return frozenset(filter(None, (row.event.type, row.event.mode)))


def days_of(dated: DatedBy | None) -> str | None:
    """A date in words; `None` where nothing is known."""
    return draw(dated.interval, dated.granularity) if dated and dated.interval != Interval() else None


def people(actors: Sequence[ActorRef], names: Names) -> str | None:
    """Actors by the words of the text, with the side in brackets where the words do not name it."""
    said = []
    for actor in actors:
        side = names.name(actor.country) if actor.country else None
        said.append(f"{actor.name} ({side})" if side and side.casefold() not in actor.name.casefold() else actor.name)
    return ", ".join(said) or None


def sides_of(actors: Sequence[ActorRef]) -> frozenset[str]:
    """The sides of actors: a minister and the government of one country do not differ."""
    return frozenset(actor.country or actor.id or actor.name for actor in actors)


# ------------------------------------------------------------------ what a field comes to


_SHORT = 5
"""Letters of a word that tell it from others whatever its ending: cherry, cherries."""

_AGAINST = frozenset((Status.DENIED, Status.NOT_OCCURRED))


def _object_words(row: StoredEvent) -> frozenset[str]:
    """The words of the object; none where only the class of the matter is told: "the ban" contradicts nothing."""
    said = row.event.matter.object if row.event.matter else None
    return frozenset(word[:_SHORT] for word in (said or "").casefold().split())


def _realities(rows: Sequence[StoredEvent]) -> str:
    """A plan told before the act, or an act still under way, is no contradiction; that it did not happen is one."""
    found = {row.event.status for row in rows}
    if len(found) == 1 or found <= REAL:
        return AGREED
    return DIFFER if found & REAL and found & _AGAINST else FINER


def _phases(rows: Sequence[StoredEvent]) -> str:
    """That something goes on contradicts neither its beginning nor its extension."""
    found = {row.event.phase for row in rows} - {None}
    firm = found - {Phase.CONTINUE}
    return AGREED if len(found) <= 1 else DIFFER if len(firm) > 1 else FINER


def _plain(read: Reader) -> Judge:
    """Values are the same, whatever their case, or they differ."""

    def judge(rows: Sequence[StoredEvent]) -> str:
        return AGREED if len({(read(row) or "").casefold() for row in rows}) == 1 else DIFFER

    return judge


def _finer(parts: Callable[[StoredEvent], frozenset[str]]) -> Judge:
    """Values of several parts: one that holds all that another holds says it more exactly."""

    def judge(rows: Sequence[StoredEvent]) -> str:
        found = sorted({parts(row) for row in rows}, key=lambda each: (len(each), sorted(each)))
        if len(found) == 1:
            return AGREED
        return FINER if all(one <= other for one, other in pairwise(found)) else DIFFER

    return judge


def _dates(read: Callable[[StoredEvent], DatedBy | None]) -> Judge:
    """Days that all tellings allow do not differ; a telling that allows fewer of them says it more exactly.

    Where some tell of it as done, the days of what is only planned are no contradiction, and are not judged.
    """

    def judge(rows: Sequence[StoredEvent]) -> str:
        done = [row for row in rows if row.event.status in REAL] or rows
        found = [dated.interval for row in done if (dated := read(row))]
        if len(set(found)) == 1:
            return AGREED
        common = reduce(lambda one, other: one.intersect(other) if one else None, found[1:], _first(found))
        return FINER if common else DIFFER

    return judge


def _first(found: Sequence[Interval]) -> Interval | None:
    return found[0] if found else None
