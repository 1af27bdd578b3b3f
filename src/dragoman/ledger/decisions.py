"""Merges and splits that people decided, applied to what linking found.

Linking knows nothing of them: it is run first, then what stands is applied in the order in which it was decided. So
what is taken back is gone with the next linking of its reports, and what is linked anew stays merged and split.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from dragoman.ledger.dossiers.judged import that_count
from dragoman.model import Judgement, Occurrence, stable_id
from dragoman.protocols import DossierRecord, Links, Membership, Store

DECIDED = "a person's decision"
INSTANT = timedelta(microseconds=1)


def apply_decisions(store: Store, *, recorded_at: datetime) -> int:
    """Apply every merge and split that stands; gives how many changed something. Raises what the store raises."""
    changed = 0
    for one in that_count(store.judgements()):
        if one.action not in ("merge", "split"):
            continue
        about_occurrences = one.target.startswith("oc_")
        if one.action == "merge":
            links = _merged_occurrences(store, one) if about_occurrences else _merged_dossiers(store, one)
        else:
            links = _split_occurrence(store, one) if about_occurrences else _split_dossier(store, one)
        if links is not None:
            changed += 1
            # Each is recorded after what it changes: at one instant an object has one form.
            store.save_links(links, recorded_at=recorded_at + changed * INSTANT)
    return changed


def decided_events(store: Store) -> set[str]:
    """The events of everything that a merge or split that stands ties together or parts."""
    found: set[str] = set()
    for one in that_count(store.judgements()):
        if one.action in ("merge", "split"):
            ids = [one.target, *_listed(one.value, "with")]
            links = store.links(
                occurrences=[each for each in ids if each.startswith("oc_")],
                dossiers=[each for each in ids if each.startswith("ds_")],
            )
            found.update(_listed(one.value, "anchors"))
            found.update(event for each in links.occurrences for event in each.events)
    return found


def anchors(store: Store, action: str, target: str, value: Mapping[str, object]) -> list[str]:
    """The events by which a merge or split will find its objects again when ids have changed.

    Raises what the store raises.
    """
    if action not in ("merge", "split") or not target.startswith("oc_"):
        return []
    ids = [target, *_listed(value, "with")]
    return sorted({event for o in store.links(occurrences=ids).occurrences for event in o.events})


def _listed(value: Mapping[str, object], key: str) -> list[str]:
    given = value.get(key)
    return [str(each) for each in given] if isinstance(given, list | tuple) else []


def _merged_occurrences(store: Store, one: Judgement) -> Links | None:
    found = store.links(events=_listed(one.value, "anchors"))
    parts = sorted(found.occurrences, key=lambda o: o.id)
    if len(parts) < 2:
        return None
    events = tuple(sorted({event for part in parts for event in part.events}))
    why = tuple(sorted({*(reason for part in parts for reason in part.why), f"{DECIDED} ({one.id})"}))
    whole = Occurrence(stable_id("oc", events[0]), events, why)
    instead = {part.id: whole.id for part in parts}
    aliases: dict[str, str | None] = {old: new for old, new in instead.items() if old != new}
    return Links((whole,), tuple(_refiled(each, instead) for each in found.dossiers), aliases)


def _refiled(dossier: DossierRecord, instead: Mapping[str, str]) -> DossierRecord:
    """The dossier with occurrences under their new ids, each once, with the best score."""
    best: dict[str, Membership] = {}
    for member in dossier.members:
        moved = replace(member, occurrence=instead.get(member.occurrence, member.occurrence))
        held = best.get(moved.occurrence)
        if held is None or held.score < moved.score:
            best[moved.occurrence] = moved
    return replace(dossier, members=_in_order(best.values()))


def _in_order(members: Iterable[Membership]) -> tuple[Membership, ...]:
    return tuple(sorted(members, key=lambda m: (-m.score, m.occurrence)))


def _split_occurrence(store: Store, one: Judgement) -> Links | None:
    leaving = set(_listed(one.value, "events"))
    found = store.links(events=sorted(leaving))
    parts: list[Occurrence] = []
    aliases: dict[str, str | None] = {}
    dossiers = {each.id: each for each in found.dossiers}
    for whole in found.occurrences:
        gone = tuple(sorted(leaving & set(whole.events)))
        rest = tuple(event for event in whole.events if event not in leaving)
        if not rest:
            continue
        stays = Occurrence(stable_id("oc", rest[0]), rest, whole.why)
        goes = Occurrence(stable_id("oc", gone[0]), gone, (f"{DECIDED} ({one.id})",))
        parts += [stays, goes]
        if whole.id not in (stays.id, goes.id):
            aliases[whole.id] = stays.id
        for identity, dossier in list(dossiers.items()):
            dossiers[identity] = _with_both(dossier, whole.id, stays.id, goes.id)
    return Links(tuple(parts), tuple(dossiers.values()), aliases) if parts else None


def _with_both(dossier: DossierRecord, whole: str, stays: str, goes: str) -> DossierRecord:
    members = [member for member in dossier.members if member.occurrence != whole]
    for held in (member for member in dossier.members if member.occurrence == whole):
        members += [replace(held, occurrence=stays), replace(held, occurrence=goes)]
    return replace(dossier, members=_in_order(members))


def _merged_dossiers(store: Store, one: Judgement) -> Links | None:
    ids = [one.target, *_listed(one.value, "with")]
    parts = {each.id: each for each in store.links(dossiers=ids).dossiers}
    first = next(iter(store.links(dossiers=(one.target,)).dossiers), None)
    if first is None or len(parts) < 2:
        return None
    best: dict[str, Membership] = {}
    for part in (first, *(part for part in parts.values() if part.id != first.id)):
        for member in part.members:
            why = member.why if part is first else (*member.why, f"{DECIDED} ({one.id})")
            best.setdefault(member.occurrence, replace(member, why=why))
    body = {**first.body, "holds": sorted({h for p in parts.values() for h in _listed(p.body, "holds")})}
    aliases: dict[str, str | None] = {part: first.id for part in parts if part != first.id}
    return Links((), (replace(first, body=body, members=_in_order(best.values())),), aliases)


def _split_dossier(store: Store, one: Judgement) -> Links | None:
    whole = next(iter(store.links(dossiers=(one.target,)).dossiers), None)
    leaving = set(_listed(one.value, "occurrences"))
    leaving |= {o.id for o in store.links(occurrences=sorted(leaving)).occurrences}
    if whole is None:
        return None
    gone = [member for member in whole.members if member.occurrence in leaving]
    rest = tuple(member for member in whole.members if member.occurrence not in leaving)
    if not gone or not rest:
        return None
    fresh = DossierRecord(
        stable_id("ds", "split", one.id, min(member.occurrence for member in gone)),
        whole.kind,
        {**whole.body, "within": None, "holds": []},
        tuple(replace(member, why=(*member.why, f"{DECIDED} ({one.id})")) for member in gone),
    )
    return Links((), (replace(whole, members=rest), fresh), {})
