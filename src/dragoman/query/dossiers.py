"""Finding dossiers, continuing matters: by party, kind, state and words, the most lately told of first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from dragoman.errors import NotFound, UsageError
from dragoman.ledger.corrected import corrections_of
from dragoman.ledger.dossiers.judged import that_count
from dragoman.lexicon.dossiers import KindBook, shipped_kinds
from dragoman.model import Judgement
from dragoman.pausing import uncollected
from dragoman.protocols import DossierRecord, EventFilter, Store, View
from dragoman.query.asking import Names, in_one_state, resolve, word
from dragoman.query.dossier_loading import AT_ONCE, load_dossiers
from dragoman.query.dossier_views import DossierInShort, DossierView
from dragoman.query.naming import title_of
from dragoman.query.standings import Known, known_states

T = TypeVar("T")
PAGE, MORE, STEP = 64, 8, 16
"""Dossiers that are loaded first for a list without a limit, those that are loaded beyond a limit, and, where these do
not do, those that are loaded next: twice as many each time."""


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


# ------------------------------------------------------------------ asking


@in_one_state
@uncollected()
def find_dossiers(
    store: Store, names: Names, question: DossierQuestion, view: View, kinds: KindBook | None = None
) -> list[DossierView]:
    """The dossiers that a question means, the most recently confirmed first.

    Raises UsageError, with what may be meant, for a kind or a name that is not known.
    """
    book = kinds or shipped_kinds()
    fits, parties, wanted_kinds = meant(store, names, question, book)
    sifted = bool(question.open_only or question.states or question.text)
    page = 2 * question.limit if sifted and question.limit else question.limit
    sieve = _Sieve(question, book)
    passed = 0
    for records, rest in candidates(store, view, parties, wanted_kinds, page=page):
        passed += len(records)
        # What fits on the page is folded anyway: a small ledger is not asked how its dossiers stand.
        all_wanted = not sifted and (question.limit is None or (rest is None and passed <= question.limit))
        known = {} if all_wanted or kinds is not None else known_states(store, [one.id for one in records], view)
        sieve.add(records, known)
        if sieve.may_be_full(rest):
            sieve.put(filter(fits, load_dossiers(store, names, sieve.taken(), view, book)))
            if sieve.is_full(rest):
                break
    sieve.put(filter(fits, load_dossiers(store, names, sieve.page(), view, book)))
    return sorted(sieve.found, key=_freshest)[: question.limit]


class _Sieve:
    """Leaves out what a question cannot mean, and what comes after its page, by what is known of states.

    What is known of is folded when the page is known, and only if it stands on it; what is not known of is folded as
    soon as it can fill the page. Days are ordinals; 0 is none, which comes last.
    """

    def __init__(self, question: DossierQuestion, book: KindBook) -> None:
        self.found: list[DossierView] = []
        self._question = question
        self._book = book
        self._unsure: list[DossierRecord] = []
        self._sure: list[tuple[int, DossierRecord]] = []

    def add(self, records: Sequence[DossierRecord], known: Mapping[str, Known]) -> None:
        """Some more dossiers, with the states that are known of them."""
        for one in records:
            state = known.get(one.id)
            if state is None or self._question.text or self._question.limit is None:
                self._unsure += [one] if state is None or self._may_fit(one, state) else []
            elif self._may_fit(one, state):
                self._sure.append((state.confirmed.toordinal() if state.confirmed else 0, one))

    def put(self, folded: Iterable[DossierView]) -> None:
        """Dossiers that are folded and fit."""
        self.found += folded

    def may_be_full(self, rest: str | None) -> bool:
        """Whether what is not known of can fill the page, or nothing comes any more; `rest` as of `is_full`."""
        return self._question.limit is None or self._fills(rest, len(self._unsure))

    def is_full(self, rest: str | None) -> bool:
        """Whether nothing to come, told of by the day `rest` (`None`: nothing comes), can stand on the page."""
        return self._fills(rest, 0)

    def taken(self) -> list[DossierRecord]:
        """Those of which no state is known; they are held no longer."""
        held, self._unsure = self._unsure, []
        return held

    def page(self) -> list[DossierRecord]:
        """Those whose state is known that can stand on the page."""
        limit, days = self._question.limit, self._days()
        last = sorted(days, reverse=True)[limit - 1] if limit and len(days) >= limit else 0
        return [one for day, one in self._sure if day >= last] if limit != 0 else []

    def _fills(self, rest: str | None, more: int) -> bool:
        if self._question.limit is None or rest is None:
            return rest is None
        day = date.fromisoformat(rest).toordinal() if rest else 0
        return more + sum(each > day for each in self._days()) >= self._question.limit

    def _days(self) -> list[int]:
        return [*(-_freshest(one)[0] for one in self.found), *(day for day, _ in self._sure)]

    def _may_fit(self, record: DossierRecord, known: Known) -> bool:
        states, kind = self._question.states, self._book.by_name.get(record.kind)
        is_over = kind is not None and known.state in kind.final
        wanted = not states or known.state in {name.strip().lower() for name in states}
        return wanted and not (self._question.open_only and is_over)


def meant(
    store: Store, names: Names, question: DossierQuestion, book: KindBook
) -> tuple[Callable[[DossierInShort], bool], list[str], set[str]]:
    """Whether a dossier is one that a question means, and the codes of its parties and the kinds by which to find it.

    Errors as of `find_dossiers`.
    """
    wanted_kinds = {word(name, tuple(book.by_name), "kind of dossier") for name in question.kinds}
    states = {name.strip().lower() for name in question.states}
    known = {state for kind in book.kinds for state in kind.states} | {"unknown"}
    for state in sorted(states - known):
        raise UsageError(f"{state!r} is no state", remedy=f"it is one of {', '.join(sorted(known))}")
    parties = [_code(store, names, name) for name in question.parties]

    def fits(dossier: DossierInShort) -> bool:
        return (
            (not states or dossier.state in states)
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
    size, following = PAGE if page is None else page + MORE, STEP
    batch = list(islice(rest, size))
    yield first, batch[0][1] if batch else None
    while batch:
        records = _records(store, [one for one, _ in batch], view)
        size = min(2 * size if page is None else following, AT_ONCE)
        following *= 2
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
    fits: Callable[[DossierInShort], bool] | None = None,
) -> dict[str, DossierView]:
    """Occurrence -> the dossier that holds it, of several the most recently confirmed; only of those that `fits`."""
    held_by = store.dossiers_holding(occurrences=sorted(occurrences), view=_ledger_view(view))
    records = {one.id: one for one in (*held_by, *_opened_records(store, view))}
    loaded = load_dossiers(store, names, list(records.values()), view, shipped_kinds())
    held = sorted((one for one in loaded if fits is None or fits(one)), key=_freshest)
    return {h.occurrence: one for one in reversed(held) for h in one.happenings}


def short_by_occurrence(
    store: Store,
    names: Names,
    occurrences: Collection[str],
    view: View,
    fits: Callable[[DossierInShort], bool],
) -> dict[str, DossierInShort]:
    """The same of occurrences of which something is in view, in short; of a ledger in which nobody opened a dossier."""
    records = {one.id: one for one in store.dossiers_holding(occurrences=occurrences, view=_ledger_view(view))}
    known, book = known_states(store, list(records), view), shipped_kinds()
    unknown = [one for one in records.values() if one.id not in known]
    found: list[DossierInShort] = [*load_dossiers(store, names, unknown, view, book)]
    for identity, one in known.items():
        record = records[identity]
        kind = book.by_name[record.kind]
        title = title_of(kind, record.body, names, one.days)
        found.append(DossierInShort(record, kind, title, one.state, one.confirmed))
    held = sorted(filter(fits, found), key=_freshest)
    return {member.occurrence: one for one in reversed(held) for member in one.record.members}


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
    return store.dossiers_holding(events=events)


def _freshest(dossier: DossierInShort) -> tuple[int, str, str]:
    return (-dossier.confirmed.toordinal() if dossier.confirmed else 0, dossier.title, dossier.id)


def _code(store: Store, names: Names, name: str) -> str:
    return resolve(store, names, name)


def has_parties(record: DossierRecord, parties: Sequence[str]) -> bool:
    """Whether all of these take part in a dossier, themselves or as a part of one that does."""
    mine = record.body.get("parties")
    codes = [str(code) for code in mine] if isinstance(mine, list | tuple) else []
    return all(any(code == party or party.startswith(f"{code}.") for code in codes) for party in parties)


def _has_text(dossier: DossierInShort, text: str | None) -> bool:
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
