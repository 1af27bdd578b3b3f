"""Dossiers: continuing matters, their state at a day as known by a day, and the path that led there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TypeVar

from dragoman.dates import Interval, to_iso
from dragoman.errors import NotFound, UsageError
from dragoman.ledger.corrected import corrected_events, corrections_of
from dragoman.ledger.dossiers.fold import Account, Folded, Happening, Reached, fold
from dragoman.ledger.dossiers.items import ABOUT_IT, DOUBTFUL
from dragoman.ledger.dossiers.judged import that_count
from dragoman.lexicon.dossiers import Kind, KindBook, shipped_kinds
from dragoman.model import Json, Judgement
from dragoman.protocols import DossierRecord, EventFilter, Membership, Store, StoredEvent, View
from dragoman.query.asking import Names, resolve, today, word
from dragoman.query.corrections import Corrections, find_corrections
from dragoman.query.naming import title_of

T = TypeVar("T")
AT_ONCE = 400
PAGE, MORE = 64, 8
"""Dossiers that are loaded first for a list without a limit, and those that are loaded beyond a limit."""

DISTURBED = frozenset(("postponed", "cancelled", "refused", "not held"))


@dataclass(frozen=True, slots=True)
class DossierQuestion:
    """Which dossiers are meant, in a person's words; an empty field does not restrict.

    `parties` must all take part. `open_only` leaves out what is over. `text` is looked for in the title and the object.
    """

    parties: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    text: str | None = None
    open_only: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class DossierView:
    """One dossier at a day. `happenings` are its occurrences in view, each with the reports' events.

    `withdrawn` leads from an event that no longer counts to the report that withdrew or corrected it.
    """

    record: DossierRecord
    kind: Kind
    folded: Folded
    title: str
    view: View
    happenings: tuple[Happening, ...]
    memberships: Mapping[str, Membership]
    holds: tuple[str, ...] = ()
    notes: tuple[Judgement, ...] = ()
    withdrawn: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The dossier's id."""
        return self.record.id

    @property
    def parties(self) -> tuple[str, ...]:
        """The codes of the parties."""
        found = self.record.body.get("parties")
        return tuple(map(str, found)) if isinstance(found, list | tuple) else ()

    @property
    def events(self) -> tuple[StoredEvent, ...]:
        """All events of the dossier in view, in the order of its happenings."""
        return tuple(row for happening in self.happenings for row in happening.rows)

    @property
    def is_open(self) -> bool:
        """Whether something of it is still to come or to end."""
        return self.folded.state not in self.kind.final

    def to_json(self, *, full: bool = False) -> Json:
        """The shape of `dossiers`; `full` adds accounts, the path and all evidence."""
        folded = self.folded
        value: Json = {
            "id": self.id,
            "kind": self.kind.name,
            "title": self.title,
            "object": self.record.body.get("object"),
            "parties": self._parties(),
            "as_of": to_iso(self.view.as_of),
            "known_by": to_iso(self.view.known_by),
            "state": folded.state,
            "possible_states": list(folded.possible),
            "since": days_json(folded.since),
            "flags": list(folded.flags),
            "scope": [
                {"what": what, "act": act, "date": days_json(when), **event_ref(row)}
                for what, act, when, row in folded.scope
            ],
            "planned": days_json(folded.planned),
            "until": days_json(folded.until),
            "within": self.record.body.get("within"),
            "holds": list(self.holds),
            "accounts": [_account(account) for account in folded.accounts],
            "set_by": self._set_by(),
            "last_confirmed": _confirmed(folded.last_confirmed),
            "silent_days": folded.silent_days,
            "decided_by": folded.decided_by,
            "states": [_reached(reached) for reached in folded.path],
        }
        if full:
            value["occurrences"] = [self._occurrence(happening) for happening in self.happenings]
            value["missing"] = missing(self)
            value["notes"] = [note_json(note) for note in self.notes]
        return value

    def _parties(self) -> list[Json]:
        doer = self.record.body.get("doer")
        parts = self.folded.participation or {}
        first, second = self.kind.roles
        return [
            {
                "id": code,
                "country": code if len(code) == len("JPN") else None,
                "part": first if code == doer else second,
                "participation": parts.get(code),
            }
            for code in self.parties
        ]

    def _set_by(self) -> Json | None:
        step = self.folded.set_by
        return {"occurrence": step.occurrence, **event_ref(step.row)} if step else None

    def _occurrence(self, happening: Happening) -> Json:
        membership = self.memberships.get(happening.occurrence)
        return {
            "occurrence": happening.occurrence,
            "score": membership.score if membership else None,
            "why": list(membership.why) if membership else [],
            "events": [
                {**event_ref(row), **act_json(row), "withdrawn_by": self.withdrawn.get(row.event.id)}
                for row in happening.rows
            ],
        }


def days_json(interval: Interval | None) -> Json | None:
    """An interval as `earliest` and `latest`; `None` where nothing is known."""
    if interval is None or (interval.earliest is None and interval.latest is None):
        return None
    return {"earliest": to_iso(interval.earliest), "latest": to_iso(interval.latest)}


def event_ref(row: StoredEvent) -> Json:
    """Where an event stands, and its words."""
    event = row.event
    return {
        "event": event.id,
        "document": event.document,
        "path": path_of(row),
        "quote": event.evidence.quote,
        "span": event.evidence.sentence.to_json(),
    }


def path_of(row: StoredEvent) -> str | None:
    """The first place where the report was met."""
    return row.source.sightings[0].path if row.source.sightings else None


def act_json(row: StoredEvent) -> Json:
    """What an event says, in short."""
    event = row.event
    return {
        "type": event.type,
        "phase": str(event.phase) if event.phase else None,
        "status": str(event.status),
        "date": days_json(event.date.interval) if event.date else None,
        "attribution": [link.to_json() for link in event.attribution],
    }


def note_json(judgement: Judgement) -> Json:
    """A person's decision or note."""
    return {
        "id": judgement.id,
        "action": judgement.action,
        "target": judgement.target,
        "value": dict(judgement.value),
        "who": judgement.who,
        "recorded_at": judgement.recorded_at,
    }


def _account(account: Account) -> Json:
    return {
        "side": account.side,
        "state": account.state,
        "denies": account.denies,
        "evidence": [event_ref(row) for row in account.rows],
    }


def _confirmed(row: StoredEvent | None) -> Json | None:
    if row is None:
        return None
    published = row.source.published.interval
    return {
        "document": row.event.document,
        "path": path_of(row),
        "published": {"earliest": to_iso(published.earliest), "latest": to_iso(published.latest)},
        "quote": row.event.evidence.quote,
        "span": row.event.evidence.sentence.to_json(),
    }


def _reached(reached: Reached) -> Json:
    value: Json = {
        "state": reached.state,
        "since": days_json(reached.since),
        "occurrence": None if reached.inferred else reached.step.occurrence,
    }
    if reached.inferred:
        value["inferred"] = True
    else:
        value.update(event_ref(reached.step.row))
    return value


def missing(dossier: DossierView) -> list[str]:
    """What a reader would have to find out, in words."""
    folded = dossier.folded
    said = {
        "single-sided": "an account of another party",
        "unconfirmed": "a party on record",
        "overdue": "what came of what was planned",
        "change-planned": "whether what was agreed has come about",
        "term-passed": "whether it went on after its term",
        "last-known": "any later report",
        "contested": "what settles the accounts that differ",
        "maybe-later": "the day of the report on which it rests",
    }
    found = [said[flag] for flag in folded.flags if flag in said]
    if folded.possible:
        found.append("the day that decides between " + " and ".join(folded.possible))
    if folded.since is not None and folded.since.earliest is None:
        found.append("since when")
    return found


# ------------------------------------------------------------------ asking


def find_dossiers(
    store: Store, names: Names, question: DossierQuestion, view: View, kinds: KindBook | None = None
) -> list[DossierView]:
    """The dossiers that a question means, the most recently confirmed first.

    Raises UsageError, with what may be meant, for a kind or a name that is not known.
    """
    book = kinds or shipped_kinds()
    fits, parties, wanted_kinds = meant(store, names, question, book)
    found: list[DossierView] = []
    for records, rest in candidates(store, view, parties, wanted_kinds, page=question.limit):
        found += filter(fits, load_dossiers(store, names, records, view, book))
        if is_full(found, question.limit, rest, _freshest):
            break
    return sorted(found, key=_freshest)[: question.limit]


def meant(
    store: Store, names: Names, question: DossierQuestion, book: KindBook
) -> tuple[Callable[[DossierView], bool], list[str], set[str]]:
    """Whether a dossier is one that a question means, and the codes of its parties and the kinds by which to find it.

    Errors as of `find_dossiers`.
    """
    wanted_kinds = {word(name, tuple(book.by_name), "kind of dossier") for name in question.kinds}
    states = {name.strip().lower() for name in question.states}
    known = {state for kind in book.kinds for state in kind.states} | {"unknown"}
    for state in sorted(states - known):
        raise UsageError(f"{state!r} is no state", remedy=f"it is one of {', '.join(sorted(known))}")
    parties = [_code(store, names, name) for name in question.parties]

    def fits(dossier: DossierView) -> bool:
        return (
            (not states or dossier.folded.state in states)
            and (not question.open_only or dossier.is_open)
            and _has_text(dossier, question.text)
        )

    return fits, parties, wanted_kinds


Offered = tuple[list[DossierRecord], str | None]
"""Dossiers that may be meant, and the last day on which anything can be told of those to come (`None`: no more do)."""


def candidates(
    store: Store,
    view: View,
    parties: Sequence[str] = (),
    kinds: Collection[str] = (),
    among: Collection[str] | None = None,
    page: int | None = None,
) -> Iterator[Offered]:
    """Dossiers by party and kind, the most lately told of first, some at a time: a page needs no more than its own.

    `among` leaves only dossiers with these ids, and those that people opened; `page` is how many are wanted. What the
    index cannot know comes first, whatever its day: what people opened, and what they dated otherwise. The index holds
    the ledger as it is: of an earlier ledger time all dossiers are given.
    """
    if view.recorded_by is not None:
        every = _all_records(store, view)
        yield [one for one in every if (not kinds or one.kind in kinds) and has_parties(one, parties)], None
        return
    sure = {one.id: one for one in (*_opened_records(store, view), *_corrected_records(store))}
    first = [one for one in sure.values() if (not kinds or one.kind in kinds) and has_parties(one, parties)]
    told = store.dossiers_told(view, parties=upwards(parties), kinds=kinds, among=among)
    rest = ((one, day) for one, day in told if one not in sure)
    size = PAGE if page is None else page + MORE
    batch = list(islice(rest, size))
    yield first, batch[0][1] if batch else None
    while batch:
        records = _records(store, [one for one, _ in batch], view)
        size = min(2 * size if page is None else MORE + size // 2, AT_ONCE)
        batch = list(islice(rest, size))
        yield records, batch[0][1] if batch else None


def is_full(
    found: Sequence[T], limit: int | None, rest: str | None, key: Callable[[T], tuple[int, *tuple[str, ...]]]
) -> bool:
    """Whether a list has its `limit` and nothing to come, told of by the day `rest`, can belong before its end.

    The first part of a key is the day, negative, that decides: nothing is of a later day than it is told of.
    """
    if limit is None or rest is None or len(found) < limit:
        return False
    day = date.fromisoformat(rest).toordinal() if rest else 0
    return limit == 0 or -sorted(map(key, found))[limit - 1][0] > day


def dossiers_by_occurrence(
    store: Store,
    names: Names,
    occurrences: Collection[str],
    view: View,
    fits: Callable[[DossierView], bool] | None = None,
) -> dict[str, DossierView]:
    """Occurrence -> the dossier that holds it, of several the most recently confirmed; only of those that `fits`."""
    ids = [one.id for one in store.links(occurrences=sorted(occurrences), view=_ledger_view(view)).dossiers]
    records = {one.id: one for one in (*_records(store, ids, view), *_opened_records(store, view))}
    loaded = load_dossiers(store, names, list(records.values()), view, shipped_kinds())
    held = sorted((one for one in loaded if fits is None or fits(one)), key=_freshest)
    return {h.occurrence: one for one in reversed(held) for h in one.happenings}


def upwards(parties: Sequence[str]) -> list[list[str]]:
    """Each code with those of which it is a part: what a ministry does is a matter of its state."""
    split = (party.split(".") for party in parties)
    return [[".".join(parts[:length]) for length in range(1, len(parts) + 1)] for parts in split]


def _records(store: Store, ids: Sequence[str], view: View) -> list[DossierRecord]:
    """Records in the order of their ids."""
    found = {one.id: one for one in store.dossiers(ids, view=_ledger_view(view))}
    return [found[one] for one in ids if one in found]


def _opened_records(store: Store, view: View) -> list[DossierRecord]:
    return [_opened(judgement) for judgement in that_count(store.judgements(view=view)) if judgement.action == "open"]


def _corrected_records(store: Store) -> list[DossierRecord]:
    """Dossiers of which something is told by reports or events that a person corrected: their days are not indexed."""
    corrections = corrections_of(store.judgements())
    if not corrections:
        return []
    documents = tuple(sorted({*corrections.published, *corrections.names}))
    events = set(corrections.events)
    if documents:
        events.update(row.event.id for row in store.events(EventFilter(documents=documents)))
    return list(store.links(events=sorted(events)).dossiers)


def _freshest(dossier: DossierView) -> tuple[int, str, str]:
    row = dossier.folded.last_confirmed
    last = row.source.published.interval.latest if row else None
    return (-last.toordinal() if last else 0, dossier.title, dossier.id)


def _code(store: Store, names: Names, name: str) -> str:
    return resolve(store, names, name)


def has_parties(record: DossierRecord, parties: Sequence[str]) -> bool:
    """Whether all of these take part in a dossier, themselves or as a part of one that does."""
    mine = record.body.get("parties")
    codes = [str(code) for code in mine] if isinstance(mine, list | tuple) else []
    return all(any(code == party or party.startswith(f"{code}.") for code in codes) for party in parties)


def _has_text(dossier: DossierView, text: str | None) -> bool:
    if not text:
        return True
    held = " ".join((dossier.title, str(dossier.record.body.get("object") or "")))
    return all(part in held.casefold() for part in text.casefold().split())


def dossier(store: Store, names: Names, wanted: str, view: View, kinds: KindBook | None = None) -> DossierView:
    """One dossier by its id, a unique beginning of it, or words of its title.

    Raises NotFound where none is meant, UsageError where several are.
    """
    book = kinds or shipped_kinds()
    records = _one_record(store, wanted, view) if "_" in wanted else []
    if not records:
        every = _all_records(store, view)
        records = [record for record in every if record.id.startswith(wanted)] if wanted.startswith("ds_") else []
        if not records:
            loaded = load_dossiers(store, names, every, view, book)
            hits = [each for each in loaded if _has_text(each, wanted)]
            records = [each.record for each in hits]
    if not records:
        raise NotFound(f"no dossier {wanted!r}", remedy="`dragoman dossiers` lists them")
    if len(records) > 1:
        listed = ", ".join(record.id for record in records[:5])
        raise UsageError(f"{wanted!r} fits {len(records)} dossiers", remedy=f"give one of {listed}")
    found = load_dossiers(store, names, records, view, book)
    if not found:
        raise NotFound(f"nothing of {records[0].id} is known by {view.known_by}", remedy="ask with a later --known-by")
    return found[0]


def _one_record(store: Store, wanted: str, view: View) -> list[DossierRecord]:
    """The dossier of an id, or the one in its place."""
    exact = list(store.dossiers((wanted,), view=_ledger_view(view)))
    return exact or list(store.links(dossiers=(wanted,), view=_ledger_view(view)).dossiers)


def _ledger_view(view: View) -> View:
    return View(recorded_by=view.recorded_by)


def _all_records(store: Store, view: View) -> list[DossierRecord]:
    return [*store.dossiers(view=_ledger_view(view)), *_opened_records(store, view)]


def _opened(judgement: Judgement) -> DossierRecord:
    """A dossier that a person opened: what is filed to it is found by its parties and its aliases when it is asked."""
    body = {**dict(judgement.value), "opened_by": judgement.who}
    return DossierRecord(judgement.target, str(judgement.value.get("kind") or "dispute"), body)


def load_dossiers(
    store: Store, names: Names, records: Sequence[DossierRecord], view: View, kinds: KindBook
) -> list[DossierView]:
    """The state of dossiers: all rows in one go, then one fold for each. Those of which nothing is in view are left."""
    return load_at(store, names, records, (view,), kinds)[0]


def load_at(
    store: Store, names: Names, records: Sequence[DossierRecord], views: Sequence[View], kinds: KindBook
) -> list[list[DossierView]]:
    """The same in several views of one ledger time: what is told is read once, as known by the latest."""
    clocks = [replace(view, as_of=view.as_of or today(), known_by=view.known_by or today()) for view in views]
    widest = max(clocks, key=lambda clock: clock.known_by or today())
    version = store.version() if widest.recorded_by is None else None
    keys = [[(clock, widest.known_by, record.id) for record in records] for clock in clocks]
    kept = store.recall(version, [key for of_clock in keys for key in of_clock]) if version else {}
    grounds = (names, kinds)
    known: dict[Hashable, DossierView | None] = {
        key: kept[key].view
        for of_clock in keys
        for key, record in zip(of_clock, records, strict=True)
        if key in kept and kept[key].is_of(record, grounds)
    }
    left = [one for place, one in enumerate(records) if not all(of_clock[place] in known for of_clock in keys)]
    fresh = _load_all(store, names, left, clocks, widest, kinds) if left else [{} for _ in clocks]
    found: dict[Hashable, _Kept] = {
        (clock, widest.known_by, record.id): _Kept(record, grounds, states.get(record.id))
        for clock, states in zip(clocks, fresh, strict=True)
        for record in left
    }
    if version and found:
        store.keep(version, found)
    known.update((key, one.view) for key, one in found.items())
    return [[view for key in of_clock if (view := known[key]) is not None] for of_clock in keys]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The state of a dossier in one view (`None`: nothing is in view), and what it was made of beside the ledger."""

    record: DossierRecord
    grounds: tuple[Names, KindBook]
    view: DossierView | None

    def is_of(self, record: DossierRecord, grounds: tuple[Names, KindBook]) -> bool:
        """Whether it is the state of this very record, named and moved by the same books."""
        return all(one is other for one, other in zip(self.grounds, grounds, strict=True)) and self.record == record


def _load_all(
    store: Store,
    names: Names,
    records: Sequence[DossierRecord],
    clocks: Sequence[View],
    widest: View,
    kinds: KindBook,
) -> list[dict[str, DossierView]]:
    """Id -> state in each view; `widest` is the view that knows most."""
    children = _children(store, records, widest)
    every = {record.id: record for record in (*records, *(child for held in children.values() for child in held))}
    ordered = sorted(every.values(), key=lambda record: (bool(children.get(record.id)), record.id))
    rows = _rows(store, ordered, widest)
    judgements = _judgements(store, widest)
    found: list[dict[str, DossierView]] = []
    for clock in clocks:
        told = rows if clock == widest else {name: _known(held, clock) for name, held in rows.items()}
        corrections = find_corrections(store, clock, among=(row.source for held in told.values() for row in held))
        states: dict[str, DossierView] = {}
        for record in ordered:
            held = [states[child.id] for child in children.get(record.id, ()) if child.id in states]
            loaded = _load(record, kinds, told, judgements, corrections, clock, held)
            if loaded is not None:
                states[record.id] = replace(loaded, title=_title(loaded, names))
        found.append(states)
    return found


def _known(rows: Sequence[StoredEvent], clock: View) -> list[StoredEvent]:
    """Those of the rows whose report can have been known by the day of the clock."""
    last = clock.known_by
    firsts = ((row, row.source.published.interval.earliest) for row in rows)
    return [row for row, first in firsts if first is None or last is None or first <= last]


def _children(store: Store, records: Sequence[DossierRecord], view: View) -> dict[str, list[DossierRecord]]:
    wanted = {record.id: record.body.get("holds") for record in records}
    ids = {str(child) for held in wanted.values() if isinstance(held, list | tuple) for child in held}
    found = {d.id: d for d in store.dossiers(sorted(ids), view=_ledger_view(view))} if ids else {}
    return {
        identity: [found[str(child)] for child in held if str(child) in found]
        for identity, held in wanted.items()
        if isinstance(held, list | tuple) and held
    }


def _rows(store: Store, records: Iterable[DossierRecord], view: View) -> dict[str, list[StoredEvent]]:
    """Occurrence -> its events in view; for dossiers opened by a person also what their words find."""
    found: dict[str, list[StoredEvent]] = defaultdict(list)
    seen: set[str] = set()
    plain = View(known_by=view.known_by, recorded_by=view.recorded_by)
    wanted = sorted({member.occurrence for record in records for member in record.members})
    for start in range(0, len(wanted), AT_ONCE):
        part = tuple(wanted[start : start + AT_ONCE])
        for row in corrected_events(store, EventFilter(view=plain, occurrences=part)):
            found[row.occurrence or ""].append(row)
            seen.add(row.event.id)
    for record in records:
        if record.body.get("opened_by") is not None:
            found[record.id] = list(_words_rows(store, record, plain))
    return found


def _words_rows(store: Store, record: DossierRecord, view: View) -> Iterator[StoredEvent]:
    aliases = record.body.get("aliases")
    parties = record.body.get("parties")
    words = [str(alias) for alias in aliases] if isinstance(aliases, list | tuple) else []
    codes = [str(code) for code in parties] if isinstance(parties, list | tuple) else []
    seen: set[str] = set()
    for text in words or [str(record.body.get("title") or "")]:
        which = EventFilter(view=view, text=text, actors=tuple(codes[:1]), counterparts=tuple(codes[1:2]))
        for row in corrected_events(store, which):
            if row.event.id not in seen:
                seen.add(row.event.id)
                yield row


def _judgements(store: Store, view: View) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in that_count(store.judgements(view=view)):
        found[judgement.target].append(judgement)
    return found


def _load(
    record: DossierRecord,
    kinds: KindBook,
    rows: Mapping[str, Sequence[StoredEvent]],
    judgements: Mapping[str, Sequence[Judgement]],
    corrections: Corrections,
    view: View,
    held: Collection[DossierView],
) -> DossierView | None:
    kind = kinds.by_name.get(record.kind)
    happenings = tuple(_happenings(record, rows))
    if kind is None or (not happenings and record.body.get("opened_by") is None):
        return None
    targets = {record.id, *(h.occurrence for h in happenings), *(r.event.id for h in happenings for r in h.rows)}
    decided = [judgement for target in sorted(targets) for judgement in judgements.get(target, ())]
    noun = kind.named(str(record.body.get("noun") or ""))
    parties = record.body.get("parties")
    told = [row for happening in happenings for row in happening.rows]
    withdrawn = corrections.replaced(told, lambda row: kind.speaks_of(row.event)) if corrections else {}
    folded = fold(
        kind,
        [str(code) for code in parties] if isinstance(parties, list | tuple) else [],
        _counting(happenings, withdrawn),
        as_of=view.as_of or today(),
        known_by=view.known_by or today(),
        judgements=decided,
        disturbed=any(child.folded.state in DISTURBED for child in held),
        silence_days=noun.silence_days if noun else None,
    )
    return DossierView(
        record=record,
        kind=kind,
        folded=folded,
        title="",
        view=view,
        happenings=happenings,
        memberships={member.occurrence: member for member in record.members},
        holds=tuple(child.id for child in held),
        withdrawn=withdrawn,
        notes=tuple(j for j in judgements.get(record.id, ()) if j.action in ("note", "correct", "reject", "accept")),
    )


def _counting(happenings: Sequence[Happening], withdrawn: Mapping[str, str]) -> list[Happening]:
    """The happenings without what was withdrawn or corrected."""
    if not withdrawn:
        return list(happenings)
    left = (replace(each, rows=tuple(row for row in each.rows if row.event.id not in withdrawn)) for each in happenings)
    return [each for each in left if each.rows]


def _happenings(record: DossierRecord, rows: Mapping[str, Sequence[StoredEvent]]) -> Iterator[Happening]:
    for member in record.members:
        mine = rows.get(member.occurrence)
        if mine:
            session = any(reason == "a session of it" or reason.startswith("said to be part") for reason in member.why)
            still = ABOUT_IT in member.why or DOUBTFUL in member.why
            yield Happening(member.occurrence, tuple(mine), member.score, session, still)
    if record.body.get("opened_by") is not None:
        by_occurrence: dict[str, list[StoredEvent]] = defaultdict(list)
        for row in rows.get(record.id, ()):
            by_occurrence[row.occurrence or row.event.id].append(row)
        for occurrence in sorted(by_occurrence):
            yield Happening(occurrence, tuple(by_occurrence[occurrence]))


def _title(loaded: DossierView, names: Names) -> str:
    held = loaded.folded.since if loaded.folded.state == "held" else None
    return title_of(loaded.kind, loaded.record.body, names, loaded.folded.planned, held)
