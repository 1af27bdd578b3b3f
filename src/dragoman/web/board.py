"""Matters in short: what a list shows of each, small enough to keep thousands of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.dates import Interval
from dragoman.errors import UsageError
from dragoman.lexicon.actors import ActorBook
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.model import Json
from dragoman.protocols import Store, StoredDocument, StoredEvent, View
from dragoman.query.asking import word
from dragoman.query.dossier_views import DossierView
from dragoman.query.dossiers import DossierQuestion, find_dossiers
from dragoman.web.asking import known_actor
from dragoman.web.lifecycle import Lived, tone
from dragoman.web.site import Site, key_of

LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Words:
    """The words on which a state rests: the event, its sentence, and the report."""

    event: str
    quote: str
    confidence: float
    source: StoredDocument


@dataclass(frozen=True, slots=True)
class Line:
    """One matter as a list shows it. `last` is when it was last reported of, `set_by` what set its state."""

    id: str
    kind: str
    title: str
    object: str
    parties: tuple[str, ...]
    state: str
    possible: tuple[str, ...]
    tone: str
    since: Interval | None
    flags: tuple[str, ...]
    planned: Interval | None
    is_open: bool
    last: Words | None
    set_by: Words | None
    life: tuple[Lived, ...]
    body: Json

    @property
    def told(self) -> date | None:
        """The last day on which a report can have told of it."""
        return self.last.source.published.interval.latest if self.last else None

    def to_json(self) -> Json:
        """The shape of `dossiers`."""
        return self.body


def line_of(one: DossierView) -> Line:
    """A matter in short."""
    folded = one.folded
    return Line(
        id=one.id,
        kind=one.kind.name,
        title=one.title,
        object=str(one.record.body.get("object") or ""),
        parties=one.parties,
        state=folded.state,
        possible=tuple(folded.possible),
        tone=tone(one, folded.state),
        since=folded.since,
        flags=tuple(folded.flags),
        planned=folded.planned,
        is_open=one.is_open,
        last=words_of(folded.last_confirmed),
        set_by=words_of(folded.set_by.row if folded.set_by else None),
        life=tuple(Lived(tone(one, step.state), step.state, step.since) for step in folded.path),
        body=one.to_json(),
    )


def words_of(row: StoredEvent | None) -> Words | None:
    """The words of an event; `None` for none."""
    if row is None:
        return None
    event = row.event
    return Words(event.id, event.evidence.quote[:LONGEST_QUOTE], event.confidence, row.source)


def make_board(store: Store, names: ActorBook, view: View) -> tuple[Line, ...]:
    """All matters in a view, the most recently confirmed first."""
    return tuple(line_of(one) for one in find_dossiers(store, names, DossierQuestion(), view))


def board(site: Site, view: View) -> tuple[Line, ...]:
    """The same, as it is kept."""
    return site.of_all(make_board, view)


def last_board(site: Site, view: View) -> tuple[Line, ...]:
    """The same, and where it takes long as it was made last: for what a page says besides."""
    key = key_of(make_board, view)
    found: tuple[Line, ...] | None = None if site.kept.is_quick(key) else site.kept.peek(key)
    return board(site, view) if found is None else found


def lines(site: Site, question: DossierQuestion, view: View) -> list[Line]:
    """The matters that a question means, in the order of the board. Errors as of `find_dossiers`."""
    book = shipped_kinds()
    kinds = {word(name, tuple(book.by_name), "kind of dossier") for name in question.kinds}
    states = {name.strip().lower() for name in question.states}
    known = {state for kind in book.kinds for state in kind.states} | {"unknown"}
    for state in sorted(states - known):
        raise UsageError(f"{state!r} is no state", remedy=f"it is one of {', '.join(sorted(known))}")
    parties = [known_actor(site, name) for name in question.parties]
    return [
        one
        for one in board(site, view)
        if (not kinds or one.kind in kinds)
        and (not states or one.state in states)
        and (not question.open_only or one.is_open)
        and _has_parties(one, parties)
        and _has_text(one, question.text)
    ]


def _has_parties(one: Line, parties: Sequence[str]) -> bool:
    return all(is_party(party, one.parties) for party in parties)


def is_party(actor: str, parties: Sequence[str]) -> bool:
    """Whether an actor is among the parties, or belongs to one: "VNM.GOV" to "VNM"."""
    return actor in parties or ("." in actor and any(actor.startswith(f"{code}.") for code in parties))


def _has_text(one: Line, text: str | None) -> bool:
    if not text:
        return True
    held = f"{one.title} {one.object}".casefold()
    return all(part in held for part in text.casefold().split())
