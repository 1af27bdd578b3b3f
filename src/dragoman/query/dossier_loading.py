"""The state of dossiers: what is told of them is read in one go, then each is folded; and kept until a write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.ledger.corrected import corrected_events, corrections_of
from dragoman.ledger.dossiers.fold import Happening, InView, fold, in_view
from dragoman.ledger.dossiers.judged import that_count
from dragoman.ledger.dossiers.standing import happenings_of, parties_of
from dragoman.lexicon.dossiers import Kind, KindBook
from dragoman.model import Judgement
from dragoman.protocols import DossierRecord, EventFilter, Store, StoredEvent, View
from dragoman.query.asking import Names, today
from dragoman.query.corrections import Corrections, find_corrections
from dragoman.query.dossier_views import DossierView
from dragoman.query.naming import title_of

AT_ONCE = 400
"""Occurrences that are asked for together."""

_TOLD = "what is told of a dossier"

DISTURBED = frozenset(("postponed", "cancelled", "refused", "not held"))


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
    fresh = _load_all(store, names, left, clocks, widest, kinds, version) if left else [{} for _ in clocks]
    found: dict[Hashable, _Kept] = {
        (clock, widest.known_by, record.id): _Kept(record, grounds, states.get(record.id))
        for clock, states in zip(clocks, fresh, strict=True)
        for record in left
    }
    if version and found:
        store.keep(version, found)
    known.update((key, one.view) for key, one in found.items())
    return [[view for key in of_clock if (view := known[key]) is not None] for of_clock in keys]


Memo = dict[int, tuple[Kind, InView]]
"""So many events, the first that were known, and the steps that they make in a kind."""


@dataclass(frozen=True, slots=True)
class _Told:
    """All that is told of a dossier, whenever it was known, by occurrence, and the steps that were found in it."""

    record: DossierRecord
    rows: Mapping[str, Sequence[StoredEvent]]
    steps: Memo


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
    version: str | None,
) -> list[dict[str, DossierView]]:
    """Id -> state in each view; `widest` is the view that knows most, `version` that of the ledger as it is."""
    children = _children(store, records, widest)
    every = {record.id: record for record in (*records, *(child for held in children.values() for child in held))}
    ordered = sorted(every.values(), key=lambda record: (bool(children.get(record.id)), record.id))
    rows, memos = _rows(store, ordered, widest, version)
    judgements = _judgements(store, widest)
    found: list[dict[str, DossierView]] = []
    for clock in clocks:
        told = rows if clock == widest else {name: _known(held, clock) for name, held in rows.items()}
        corrections = find_corrections(store, clock, among=(row.source for held in told.values() for row in held))
        states: dict[str, DossierView] = {}
        for record in ordered:
            held = [states[child.id] for child in children.get(record.id, ()) if child.id in states]
            loaded = _load(record, kinds, names, told, judgements, corrections, clock, held, memos.get(record.id))
            if loaded is not None:
                states[record.id] = loaded
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
    found = {d.id: d for d in store.dossiers(sorted(ids), view=View(recorded_by=view.recorded_by))} if ids else {}
    return {
        identity: [found[str(child)] for child in held if str(child) in found]
        for identity, held in wanted.items()
        if isinstance(held, list | tuple) and held
    }


def _rows(
    store: Store, records: Sequence[DossierRecord], view: View, version: str | None
) -> tuple[dict[str, list[StoredEvent]], dict[str, Memo]]:
    """Occurrence -> its events in view; dossier -> its memo. For what a person opened also what its words find."""
    plain = View(known_by=view.known_by, recorded_by=view.recorded_by)
    found: dict[str, list[StoredEvent]] = defaultdict(list)
    memos: dict[str, Memo] = {}
    if version is None or corrections_of(store.judgements()):
        found.update(_told_of(store, records, plain))
    else:
        for identity, one in _kept_rows(store, records, version).items():
            memos[identity] = one.steps
            found.update((name, rows) for name, each in one.rows.items() if (rows := list(_seen(each, view.known_by))))
    for record in records:
        if record.body.get("opened_by") is not None:
            found[record.id] = list(_words_rows(store, record, plain))
            memos.pop(record.id, None)
    return found, memos


def _told_of(store: Store, records: Iterable[DossierRecord], view: View) -> dict[str, list[StoredEvent]]:
    """Occurrence -> its events in view, of all occurrences of dossiers."""
    found: dict[str, list[StoredEvent]] = defaultdict(list)
    wanted = sorted({member.occurrence for record in records for member in record.members})
    for start in range(0, len(wanted), AT_ONCE):
        part = tuple(wanted[start : start + AT_ONCE])
        for row in corrected_events(store, EventFilter(view=view, occurrences=part)):
            found[row.occurrence or ""].append(row)
    return found


def _kept_rows(store: Store, records: Sequence[DossierRecord], version: str) -> dict[str, _Told]:
    """Dossier -> what is told of it: read once and kept until a write."""
    kept = store.recall(version, [(_TOLD, record.id) for record in records])
    held = ((record, kept.get((_TOLD, record.id))) for record in records)
    found: dict[str, _Told] = {record.id: one for record, one in held if one is not None and one.record == record}
    left = [record for record in records if record.id not in found]
    told = _told_of(store, left, View()) if left else {}
    for record in left:
        rows = {one.occurrence: told[one.occurrence] for one in record.members if one.occurrence in told}
        found[record.id] = _Told(record, rows, {})
    if left:
        store.keep(version, {(_TOLD, record.id): found[record.id] for record in left})
    return found


def _seen(rows: Iterable[StoredEvent], known_by: date | None) -> Iterator[StoredEvent]:
    """Those of the rows whose report can have been known by a day, as who asks by that day sees it."""
    for row in rows:
        said = row.source.published.interval
        if known_by is None or said.earliest is None or said.earliest <= known_by:
            later = known_by is not None and (said.latest is None or said.latest > known_by)
            yield replace(row, source=replace(row.source, maybe_later=True)) if later else row


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
    names: Names,
    rows: Mapping[str, Sequence[StoredEvent]],
    judgements: Mapping[str, Sequence[Judgement]],
    corrections: Corrections,
    view: View,
    held: Collection[DossierView],
    memo: Memo | None,
) -> DossierView | None:
    kind = kinds.by_name.get(record.kind)
    happenings = tuple(_happenings(record, rows))
    if kind is None or (not happenings and record.body.get("opened_by") is None):
        return None
    decided = _decided(record, happenings, judgements) if judgements else []
    noun = kind.named(str(record.body.get("noun") or ""))
    told = (row for happening in happenings for row in happening.rows)
    withdrawn = corrections.replaced(told, lambda row: kind.speaks_of(row.event)) if corrections else {}
    counting = _counting(happenings, withdrawn)
    folded = fold(
        kind,
        parties_of(record),
        counting,
        as_of=view.as_of or today(),
        known_by=view.known_by or today(),
        judgements=decided,
        disturbed=any(child.folded.state in DISTURBED for child in held),
        silence_days=noun.silence_days if noun else None,
        seen=None if decided or withdrawn or memo is None else _in_view(kind, record, counting, view, memo),
    )
    last = folded.last_confirmed
    return DossierView(
        record=record,
        kind=kind,
        title=title_of(kind, record.body, names, folded.named_days),
        state=folded.state,
        confirmed=last.source.published.interval.latest if last else None,
        folded=folded,
        view=view,
        happenings=happenings,
        memberships={member.occurrence: member for member in record.members},
        holds=tuple(child.id for child in held),
        withdrawn=withdrawn,
        notes=tuple(j for j in judgements.get(record.id, ()) if j.action in ("note", "correct", "reject", "accept")),
    )


def _decided(
    record: DossierRecord, happenings: Iterable[Happening], judgements: Mapping[str, Sequence[Judgement]]
) -> list[Judgement]:
    """What people decided of a dossier, its occurrences and their events."""
    targets = {record.id}
    for happening in happenings:
        targets |= {happening.occurrence, *(row.event.id for row in happening.rows)}
    return [judgement for target in sorted(targets) for judgement in judgements.get(target, ())]


def _in_view(
    kind: Kind, record: DossierRecord, happenings: Sequence[Happening], view: View, memo: Memo
) -> InView | None:
    """The events of a dossier and their steps from its memo; `None` where they hang on the view.

    What is known by one day is all that is known by an earlier one and more: of so many events it is always the same.
    """
    rows = [row for happening in happenings for row in happening.rows]
    if any(row.source.maybe_later for row in rows):
        return None
    held = memo.get(len(rows))
    if held is None or held[0] is not kind:
        seen = in_view(kind, parties_of(record), happenings, view.known_by or today())
        held = memo[len(rows)] = (kind, seen)
    return held[1]


def _counting(happenings: Sequence[Happening], withdrawn: Mapping[str, str]) -> list[Happening]:
    """The happenings without what was withdrawn or corrected."""
    if not withdrawn:
        return list(happenings)
    left = (replace(each, rows=tuple(row for row in each.rows if row.event.id not in withdrawn)) for each in happenings)
    return [each for each in left if each.rows]


def _happenings(record: DossierRecord, rows: Mapping[str, Sequence[StoredEvent]]) -> Iterator[Happening]:
    yield from happenings_of(record, rows)
    if record.body.get("opened_by") is not None:
        by_occurrence: dict[str, list[StoredEvent]] = defaultdict(list)
        for row in rows.get(record.id, ()):
            by_occurrence[row.occurrence or row.event.id].append(row)
        for occurrence in sorted(by_occurrence):
            yield Happening(occurrence, tuple(by_occurrence[occurrence]))
