"""Accounts side by side: what each side and each outlet says of one thing, where they differ, and in what words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.errors import NotFound, UsageError
from dragoman.ledger.corrected import corrected_events
from dragoman.model import Claim, Document, Json, Stance, Status
from dragoman.protocols import ClaimFilter, EventFilter, Store, StoredClaim, StoredEvent, View
from dragoman.query.accounts import (
    AGREED,
    DIFFER,
    FINER,
    ONE,
    Account,
    Field,
    Judge,
    Reader,
    Saying,
    Words,
    account_of,
    days_of,
    matter_of,
    phase_of,
    readers_of,
    sides_of,
    words_of,
)
from dragoman.query.answers import clocks
from dragoman.query.asked_for import asked_for
from dragoman.query.asking import Names
from dragoman.query.dossier_views import DossierView
from dragoman.query.dossiers import dossier
from dragoman.query.judging import rejected

SUBJECT = "subject"
"""The class of what claims speak of that is no matter with a life of its own."""

_PREPOSITIONS = frozenset(("of", "on", "in", "at", "to", "for", "from", "with", "near", "by", "between", "against"))

ENOUGH_PARTIES = 2
"""Parties that two claims must share to be on one matter, where both name so many: one state deals with many."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Accounts of one occurrence, dossier or claim. `parts` are a dossier's happenings of which several accounts tell.

    `fields` come in a fixed order; a field of which no account says anything is left out.
    """

    kind: str
    id: str
    title: str
    accounts: tuple[Account, ...]
    fields: tuple[Field, ...]
    parts: tuple[Comparison, ...]
    view: View

    @property
    def differing(self) -> tuple[Field, ...]:
        """The fields in which accounts differ."""
        return tuple(one for one in self.fields if one.verdict == DIFFER)

    def to_json(self) -> Json:
        """The clocks, the accounts, the fields and the parts."""
        return {
            **clocks(self.view),
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "accounts": [one.to_json() for one in self.accounts],
            "fields": [one.to_json() for one in self.fields],
            "parts": [
                {key: value for key, value in part.to_json().items() if key not in clocks(self.view)}
                for part in self.parts
            ],
        }


def compare(store: Store, names: Names, wanted: str, view: View) -> Comparison:
    """Accounts of what `wanted` names: an occurrence, an event (its occurrence is meant), a dossier, or a claim.

    A dossier may also be named by words of its title. What a person rejected is left out. Raises NotFound, UsageError.
    """
    if wanted.startswith("cl_"):
        return _claim(store, names, wanted, view)
    if wanted.startswith("ev_"):
        row = store.event(wanted, view)
        return _occurrence(store, names, row.occurrence or row.event.id, [row], view)
    if wanted.startswith("oc_"):
        return _occurrence(store, names, wanted, [], view)
    if wanted.startswith("doc_"):
        raise UsageError("a report is one account", remedy="give the id of an event, occurrence, dossier or claim")
    return compare_dossier(store, names, dossier(store, names, wanted, view))


# ------------------------------------------------------------------ one happening


def _occurrence(store: Store, names: Names, wanted: str, known: Sequence[StoredEvent], view: View) -> Comparison:
    rows: Sequence[StoredEvent] = known
    if wanted.startswith("oc_"):
        found = store.links(occurrences=(wanted,), view=View(recorded_by=view.recorded_by)).occurrences
        if not found:
            raise NotFound(f"no occurrence {wanted}", remedy="`dragoman events` lists the ids in the ledger")
        wanted = found[0].id
        plain = View(known_by=view.known_by, recorded_by=view.recorded_by)
        rows = list(corrected_events(store, EventFilter(view=plain, occurrences=(wanted,))))
    gone = rejected(store, view)
    kept = [row for row in rows if row.event.id not in gone and wanted not in gone]
    if not kept:
        raise NotFound(
            f"nothing of {wanted} is in view", remedy="ask with a later --known-by, or see what was rejected"
        )
    return _happening(store, names, wanted, kept, view)


def _texts(store: Store, rows: Sequence[StoredEvent], view: View) -> dict[str, Document]:
    """The reports in which reasons stand, with their input."""
    wanted = sorted({row.event.document for row in rows if row.event.reasons})
    return {name: store.text(name, View(recorded_by=view.recorded_by)) for name in wanted}


def _happening(store: Store, names: Names, wanted: str, rows: Sequence[StoredEvent], view: View) -> Comparison:
    told: dict[Account, list[StoredEvent]] = defaultdict(list)
    for row in rows:
        told[account_of(row, names)].append(row)
    accounts = tuple(sorted(told, key=lambda each: (each.side is None, each.key)))
    readers = readers_of(names, _texts(store, rows, view))
    fields = [_field(name, read, same, accounts, told) for name, (read, same) in readers.items()]
    request = asked_for(store, names, rows, view, rejected(store, view))
    if request is not None:
        fields.append(request)
        more = {saying.account for saying in request.says}
        accounts = tuple(sorted({*accounts, *more}, key=lambda each: (each.side is None, each.key)))
    return Comparison("occurrence", wanted, _title(names, rows), accounts, tuple(filter(None, fields)), (), view)


def _field(
    name: str, read: Reader, judge: Judge, accounts: Sequence[Account], told: Mapping[Account, Sequence[StoredEvent]]
) -> Field | None:
    says: list[Saying] = []
    used: list[StoredEvent] = []
    for account in accounts:
        by_value: dict[str, list[StoredEvent]] = defaultdict(list)
        for row in told[account]:
            value = read(row)
            if value:
                by_value[value].append(row)
                used.append(row)
        says += [Saying(account, value, tuple(map(words_of, by_value[value]))) for value in sorted(by_value)]
    if not says:
        return None
    speakers = {saying.account for saying in says}
    verdict = judge(used)
    if verdict == AGREED and len(speakers) == 1 and len(accounts) > 1:
        verdict = ONE
    return Field(name, verdict, tuple(says))


def _title(names: Names, rows: Sequence[StoredEvent]) -> str:
    best = max(rows, key=lambda row: (row.event.confidence, row.event.id))
    event = best.event
    sides = [names.name(code) for code in sorted(sides_of(event.actors) | sides_of(event.recipients)) if code]
    date = days_of(event.date)
    matter = matter_of(best)
    pieces = (
        " ".join(filter(None, (event.type, event.mode))),
        f"of {matter}" if matter else "",
        f"({', '.join(sides)})",
    )
    return " ".join(filter(None, (*pieces, date or "")))


# ------------------------------------------------------------------ a matter


def compare_dossier(store: Store, names: Names, found: DossierView) -> Comparison:
    """Accounts of a dossier that is at hand: of its state, and of each happening of which several accounts tell."""
    parts = []
    for happening in found.happenings:
        told = {account_of(row, names) for row in happening.rows}
        if len(told) > 1:
            parts.append(_happening(store, names, happening.occurrence, happening.rows, found.view))
    says = tuple(
        Saying(
            Account(account.side, account.side, None, account.side)
            if account.outside
            else Account(account.side, names.name(account.side), account.side, None),
            f"not {account.state}" if account.denies else account.state,
            tuple(map(words_of, account.rows)),
        )
        for account in found.folded.accounts
    )
    fields = [Field("state", DIFFER, says)] if len({saying.value for saying in says}) > 1 else []
    denied = _denials(names, found)
    if denied:
        fields.append(denied)
    accounts = {saying.account for field in fields for saying in field.says}
    accounts |= {account for part in parts for account in part.accounts}
    ordered = tuple(sorted(accounts, key=lambda each: (each.side is None, each.key)))
    return Comparison("dossier", found.id, found.title, ordered, tuple(fields), tuple(parts), found.view)


def _denials(names: Names, found: DossierView) -> Field | None:
    """What one account says was done and another denies, in events of the matter that no happening joins."""
    rows = [row for row in found.events if row.event.status is Status.DENIED]
    says: list[Saying] = []
    for row in rows:
        act = " ".join(filter(None, (row.event.type, phase_of(row))))
        says.append(Saying(account_of(row, names), f"denies: {act}", (words_of(row),)))
        for other in found.events:
            same = (other.event.type, other.event.phase) == (row.event.type, row.event.phase)
            if same and other.event.status is not Status.DENIED and account_of(other, names) != account_of(row, names):
                says.append(Saying(account_of(other, names), f"{other.event.status}: {act}", (words_of(other),)))
    unique = {(one.account.key, one.value, one.words[0].ref): one for one in says}
    kept = tuple(unique[key] for key in sorted(unique))
    return Field("denied", DIFFER if len({one.account for one in kept}) > 1 else ONE, kept) if kept else None


# ------------------------------------------------------------------ a claim


def _claim(store: Store, names: Names, wanted: str, view: View) -> Comparison:
    """A claim beside all claims on the same matter: who stands where."""
    asked = store.claim(wanted, view)
    claim = asked.claim
    rows = [asked]
    if claim.matter is not None:
        # Much is spoken of that is no matter of its own: there the noun itself narrows the search.
        head = _head(claim.matter.object) if claim.matter.matter_class == SUBJECT and claim.matter.object else None
        which = ClaimFilter(view=view, matters=(claim.matter.matter_class,), text=head)
        others = (row for row in store.claims(which) if row.claim.id != claim.id)
        rows += [row for row in others if _is_on_same_matter(claim, row.claim)]
    gone = rejected(store, view)
    kept = [row for row in rows if row.claim.id not in gone]
    told: dict[Account, list[StoredClaim]] = defaultdict(list)
    for row in kept:
        told[_speaker(row, names)].append(row)
    accounts = tuple(sorted(told, key=lambda each: (each.side is None, each.key)))
    fields = [_stances(accounts, told), *_measures(accounts, told)]
    about = (claim.matter.object or claim.matter.matter_class) if claim.matter else claim.evidence.quote
    return Comparison("claim", claim.id, f"claims on {about}", accounts, tuple(filter(None, fields)), (), view)


def _speaker(row: StoredClaim, names: Names) -> Account:
    """The side of a claim, else its speaker, else the outlet."""
    claim = row.claim
    if claim.side or not claim.speaker:
        return account_of(row, names)
    return Account(f"speaker:{claim.speaker}", claim.speaker, None, row.source.outlet)


def _is_on_same_matter(one: Claim, other: Claim) -> bool:
    """Whether two claims are about one matter: the same class, the same parties, and objects of the same words.

    One object may hold more words than the other. Names in it say whose it is ("the Ethiopian dam", "the Nile dam"),
    and that the parties tell better. Claims of one report on one sort of thing speak of the same parties.
    """
    first, second = one.matter, other.matter
    if first is None or second is None or first.matter_class != second.matter_class:
        return False
    mine, theirs = set(first.parties), set(second.parties)
    enough = min(ENOUGH_PARTIES, len(mine), len(theirs))
    if one.document != other.document and len(mine & theirs) < enough:
        return False
    if not first.object or not second.object:
        return bool(mine & theirs) or first.object == second.object
    if first.matter_class == SUBJECT and _head(first.object) != _head(second.object):
        return False
    said, told = _common_words(first.object), _common_words(second.object)
    return said <= told or told <= said


def _head(phrase: str) -> str:
    """The noun of a phrase: the last word before its first preposition."""
    words = phrase.casefold().split()
    end = next((n for n, word in enumerate(words) if n and word in _PREPOSITIONS), len(words))
    return words[end - 1]


def _common_words(phrase: str) -> frozenset[str]:
    """The words of a phrase that are no names, else all of them."""
    words = phrase.split()
    return frozenset(word for word in words if word.islower()) or frozenset(word.casefold() for word in words)


def _stances(accounts: Sequence[Account], told: Mapping[Account, Sequence[StoredClaim]]) -> Field | None:
    says = []
    for account in accounts:
        by_stance: dict[Stance, list[StoredClaim]] = defaultdict(list)
        for row in told[account]:
            by_stance[row.claim.stance].append(row)
        says += [Saying(account, str(stance), tuple(map(words_of, by_stance[stance]))) for stance in sorted(by_stance)]
    if not says:
        return None
    taken = {saying.value for saying in says} - {str(Stance.NEUTRAL)}
    verdict = DIFFER if len(taken) > 1 else ONE if len({saying.account for saying in says}) == 1 else AGREED
    return Field("stance", verdict, tuple(says))


def _measures(accounts: Sequence[Account], told: Mapping[Account, Sequence[StoredClaim]]) -> Iterator[Field]:
    """Measured quantities, a field for each: what each account has."""
    by_name: dict[str, list[Saying]] = defaultdict(list)
    for account in accounts:
        for row in told[account]:
            measure = row.claim.measure
            if measure is not None:
                value = " ".join(filter(None, (measure.comparison, measure.value, measure.unit, measure.standard)))
                by_name[measure.quantity].append(Saying(account, value, (words_of(row),)))
    for name in sorted(by_name):
        says = by_name[name]
        same = len({saying.value.casefold() for saying in says}) == 1
        one = len({saying.account for saying in says}) == 1
        yield Field(name, ONE if one and same else AGREED if same else DIFFER, tuple(says))


__all__ = ["AGREED", "DIFFER", "FINER", "ONE", "Account", "Comparison", "Field", "Saying", "Words", "compare"]
