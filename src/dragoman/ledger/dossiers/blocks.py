"""A block: the items that can have to do with one another, the unit that is linked anew when a report brings more.

Two parties or more have a block for each sort of matter between them, and one for the acts of no matter; who acts
alone has one for each month. Nothing outside a block decides what is linked inside, so linking the blocks that a new
report touches gives the bytes that linking everything at once gives. Within a block, items are taken in an order that
depends on them alone.

Two sorts of blocks never end, and are divided further into stretches of months: acts of no matter, and meetings, which
happen once. A stretch is closed with the month in which it has got `STRETCH` items, and linked with what those before
it left open: `link_block` says what a later stretch takes over, `without` leaves it to that. So an act is looked for
among those of the last weeks; a meeting among those that were told of in the last weeks, are planned or put off, or
belong to a matter that lasts, and one that is told of long after its day, among those of that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dragoman.ledger.dossiers.chains import DELAY, LONG, chain_meetings
from dragoman.ledger.dossiers.clusters import cluster
from dragoman.ledger.dossiers.grounds import RECENT
from dragoman.ledger.dossiers.items import LATE, Item
from dragoman.ledger.dossiers.matters import Matter, gather
from dragoman.ledger.dossiers.seen import NEAR, Cluster, bounds
from dragoman.ledger.dossiers.spelling import StateNames
from dragoman.lexicon.dossiers import Kind, KindBook
from dragoman.model import Occurrence, stable_id
from dragoman.protocols import DossierRecord, Membership

Block = tuple[str, ...]
"""The codes of the parties, sorted, and last a share of what is told of them.

The share of two parties or more is a kind of dossier, which stands for all kinds that have sessions in common, or
`REST`; that of one party or none is the month of the report.
"""

REST = "rest"
NAMED = "="
"""What stands in place of the parties of a block before the name by which its agreement is called."""

SEPARATOR = ","
"""Between the parts of a block in the index: no code of a party holds it."""

STRETCH = 50


@dataclass(frozen=True, slots=True)
class Linked:
    """What one block gives: its occurrences and its dossiers, each sorted by id.

    `open` are the events of which it does not decide: those that the next stretch of the block takes over, with the
    dossiers `unsettled`, or those of matters that are as they were, which it leaves out.
    """

    occurrences: tuple[Occurrence, ...] = ()
    dossiers: tuple[DossierRecord, ...] = ()
    open: frozenset[str] = frozenset()
    unsettled: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Filing:
    """Dossiers of a block on their way: members by dossier key, and what holds what; `names` are those of states."""

    names: StateNames
    matters: list[Matter] = field(default_factory=list)
    members: dict[int, dict[str, Membership]] = field(default_factory=lambda: defaultdict(dict))
    within: dict[int, int] = field(default_factory=dict)
    met: list[Matter] = field(default_factory=list)
    same: frozenset[str] = frozenset()


def block_of(item: Item, shares: Mapping[str, str]) -> Block:
    """The block in which an item is linked; `shares` are those of `shares_of`.

    An agreement of many that has a name is linked by that: a report on one party that leaves it names no other.
    """
    if item.name and item.kind is not None and len(item.parties) != len(("one", "other")):
        return (NAMED, " ".join(sorted(item.name)), shares[item.kind])
    if item.lone and item.kind is not None:
        return (*item.parties, shares[item.kind])
    if len(item.parties) < 2:
        return (*item.parties, month_of(item))
    return (*item.parties, REST if item.kind is None else shares[item.kind])


def shares_of(kinds: KindBook) -> Mapping[str, str]:
    """Kind -> the kind that stands for all that have sessions in common with it: these are linked together."""
    found = {kind.name: kind.name for kind in kinds.kinds}
    for kind in kinds.kinds:
        same = {found[name] for name in (kind.name, *kind.sessions)}
        found = {name: min(same) if stands in same else stands for name, stands in found.items()}
    return found


def month_of(item: Item) -> str:
    """The month of the report by its last possible day; `LATE` where it has none."""
    return item.order[0][:7] if item.order[0] != LATE else LATE


def shelf_of(item: Item, kinds: KindBook) -> str:
    """The month under which an item is filed: of its report, or of the day of what happened once, long before that."""
    if item.kind is None or not kinds[item.kind].once or len(item.parties) < 2:
        return month_of(item)
    done, said = item.when.latest, item.said.earliest
    return done.isoformat()[:7] if done and said and said - done > LONG else month_of(item)


def taken_over(kinds: KindBook) -> frozenset[str]:
    """The shares that are divided: acts of no matter, and what happens once."""
    shares = shares_of(kinds)
    return frozenset((REST, *(shares[kind.name] for kind in kinds.kinds if kind.once)))


def stretches(block: Block, months: Mapping[str, int], divided: Collection[str] = (REST,)) -> list[list[str]]:
    """The months of a block, sorted, by the stretches that are linked one by one; `months` says how many items.

    `divided` are the shares that are divided. What is added to a month changes no stretch before that of the month.
    """
    ordered = sorted(months)
    if block[-1] not in divided:
        return [ordered] if ordered else []
    found: list[list[str]] = []
    held = STRETCH
    for month in ordered:
        if held >= STRETCH:
            found.append([])
            held = 0
        found[-1].append(month)
        held += months[month]
    return found


def link_block(
    items: Iterable[Item],
    kinds: KindBook,
    names: StateNames,
    until: date | None = None,
    added: Collection[str] = (),
) -> Linked:
    """Occurrences and dossiers of one block, or of a stretch that ends the day before `until`, in whatever order.

    `added` are the events that came to a linked block from which nothing was taken: where they are its last, lasting
    matters to which nothing came are as they were, and are left out.
    """
    ordered = sorted(items, key=lambda item: item.order)
    if not ordered:
        return Linked()
    filing = _Filing(names)
    once = _meetings(ordered, kinds, filing)
    last = {item.event.id for item in ordered[len(ordered) - len(added) :]} if not once else set[str]()
    clusters = once + _standing(ordered, kinds, filing, once, last if last == set(added) else ()) + _rest(ordered)
    _nest(filing, clusters, kinds)
    left = filing.same
    if until:
        left = _recent(clusters, until) if ordered[0].kind is None else _open(ordered, filing, kinds, until)
    matters = [matter for matter in filing.matters if any(item.event.id in left for item in matter.items)]
    return Linked(
        tuple(sorted((_occurrence(c) for c in clusters), key=lambda o: o.id)),
        tuple(sorted(_records(filing, kinds), key=lambda d: d.id)),
        left,
        frozenset(map(_name, matters)),
    )


def without(linked: Linked) -> Linked:
    """What a stretch gives, less what the next one takes over."""
    return Linked(
        tuple(one for one in linked.occurrences if linked.open.isdisjoint(one.events)),
        tuple(one for one in linked.dossiers if one.id not in linked.unsettled),
    )


def _recent(clusters: Sequence[Cluster], until: date) -> frozenset[str]:
    """The events of what was told of in the last weeks."""
    told = [c for c in clusters if any(i.said.latest is None or i.said.latest + NEAR >= until for i in c.items)]
    return frozenset(event for c in told for event in c.events)


def _open(ordered: Sequence[Item], filing: _Filing, kinds: KindBook, until: date) -> frozenset[str]:
    """The events of what lasts, of what is a part of it, and of what happens once and may be told of from then on."""
    found = {item.event.id for item in ordered if item.kind is not None and not kinds[item.kind].once}
    parts = {id(filing.matters[place]) for place in filing.within}
    for matter in filing.met:
        events = {item.event.id for item in matter.items}
        if id(matter) in parts or not found.isdisjoint(events) or any(_reach(i) >= until for i in matter.items):
            found |= events
    return frozenset(found)


def _reach(item: Item) -> date:
    """The last day on which reports are expected to tell of the same meeting."""
    said, done = item.said.latest, item.when.latest
    if said is None:
        return date.max
    if item.speaks_of == "postponed":
        return said + DELAY
    if done is None:
        return said + (LONG if item.real else RECENT)
    if said - done > LONG:
        return done + LONG  # filed by its own day
    return max(said, min(done, said + DELAY)) + LONG


def day_after(month: str) -> date | None:
    """The first day after a month as `month_of` gives it; `None` after the last of all."""
    if month == LATE:
        return None
    return (date.fromisoformat(f"{month}-01") + timedelta(days=31)).replace(day=1)


def _standing(
    ordered: Sequence[Item],
    kinds: KindBook,
    filing: _Filing,
    meetings: Sequence[Cluster],
    added: Collection[str],
) -> list[Cluster]:
    """Matters that last: first what belongs to one matter, then what of it is one happening.

    A session is a meeting that is filed here too. With `added`, only matters to which some of these came.
    """
    found: list[Cluster] = []
    taken = {event: c for c in meetings for event in c.events}
    if max(len(item.parties) for item in ordered) < 2 and not ordered[0].lone:
        return found
    for kind in kinds.kinds:
        mine = [item for item in ordered if item.kind == kind.name]
        if kind.once or not mine:
            continue
        for matter in gather(kind, mine):
            events = frozenset(item.event.id for item in matter.items)
            if added and events.isdisjoint(added):
                filing.same |= events
                continue
            told = [item for item in matter.items if item.event.id not in taken]
            clusters = [c for one in _by_parties(item for item in told if not item.alone) for c in cluster(one)]
            clusters += [Cluster([item], bounds(item)) for item in told if item.alone]
            found += [c for c in clusters if not c.first.guest]
            sessions = {c.id: c for item in matter.items if (c := taken.get(item.event.id))}
            if matter.opens(kind, filing.names) and not all(item.alone and not item.guest for item in matter.items):
                _file(filing, matter, [*clusters, *(sessions[each] for each in sorted(sessions))], kind)
    return found


def _by_parties(items: Iterable[Item]) -> list[list[Item]]:
    """Items of one matter by their parties: what one of many does is not what another does."""
    found: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        found.setdefault(item.parties, []).append(item)
    return [found[parties] for parties in sorted(found)]


def _meetings(ordered: Sequence[Item], kinds: KindBook, filing: _Filing) -> list[Cluster]:
    """What happens once: first the happenings, then which of them are one matter (announced, put off, held)."""
    found: list[Cluster] = []
    for kind in kinds.kinds:
        mine = [item for item in ordered if item.kind == kind.name]
        if not kind.once:
            continue
        sessions = [
            replace(item, kind=kind.name, family=None, speaks_of="held")
            for item in ordered
            if item.number and kind.name in _session_kinds(item, kinds)
        ]
        pair = len(ordered[0].parties) > 1
        together = [item for item in mine if not item.alone]
        clusters = cluster([*together, *sessions] if pair else together)
        found += clusters
        if not pair:
            continue
        guests = [Cluster([item], bounds(item)) for item in mine if item.alone]  # they stand in the block of all sides
        for matter, chained in chain_meetings(kind, [*clusters, *guests]):
            filing.met.append(matter)
            if matter.opens(kind, filing.names):
                _file(filing, matter, chained, kind)
    return found


def _session_kinds(item: Item, kinds: KindBook) -> frozenset[str]:
    """The kinds of which an item of a standing matter is a session too."""
    if item.kind is None or item.event.type != "CONSULT" or item.about:
        return frozenset()
    return kinds[item.kind].sessions


def _rest(ordered: Sequence[Item]) -> list[Cluster]:
    """Acts of no matter that has a dossier, and those of blocks with one party."""
    alone = max(len(item.parties) for item in ordered) < 2 and not ordered[0].lone
    left = [item for item in ordered if item.kind is None or (alone and item.kind != "meeting")]
    apart = [Cluster([item], bounds(item)) for item in left if item.alone]
    return [c for one in _by_parties(item for item in left if not item.alone) for c in cluster(one)] + apart


def _file(filing: _Filing, matter: Matter, clusters: Sequence[Cluster], kind: Kind) -> None:
    place = len(filing.matters)
    filing.matters.append(matter)
    for c in clusters:
        score, why = matter.score(c, kind, filing.names)
        filing.members[place][c.id] = Membership(c.id, score, why)


def _nest(filing: _Filing, clusters: Sequence[Cluster], kinds: KindBook) -> None:
    """A session within its mechanism, a visit within its programme."""
    parents = [(place, matter) for place, matter in enumerate(filing.matters) if kinds[matter.kind].sessions]
    for place, matter in enumerate(filing.matters):
        if not kinds[matter.kind].once:
            continue
        for above, parent in parents:
            reason = parent.holds(matter)
            if reason is None:
                continue
            filing.within[place] = above
            for c in clusters:
                held = c.id in filing.members[place] and c.held and c.first.speaks_of == "held"
                if held and c.id not in filing.members[above]:
                    filing.members[above][c.id] = Membership(c.id, 0.6, (reason,))
            break


def _occurrence(c: Cluster) -> Occurrence:
    return Occurrence(c.id, c.events, c.why)


def _records(filing: _Filing, kinds: KindBook) -> list[DossierRecord]:
    ids = [_name(matter) for matter in filing.matters]
    return [
        DossierRecord(
            ids[place],
            matter.kind,
            {
                **matter.body(kinds[matter.kind], filing.names),
                "within": ids[filing.within[place]] if place in filing.within else None,
                "holds": sorted(ids[child] for child, above in filing.within.items() if above == place),
            },
            tuple(sorted(filing.members[place].values(), key=lambda m: (-m.score, m.occurrence))),
        )
        for place, matter in enumerate(filing.matters)
    ]


def _name(matter: Matter) -> str:
    """The dossier's id: from its first event, and the parties where several pairs have that one."""
    first = min(matter.items, key=lambda item: item.event.id)
    return stable_id("ds", matter.kind, first.event.id, *(matter.parties if first.guest else ()))


def by_block(items: Iterable[Item], kinds: KindBook) -> Mapping[Block, list[Item]]:
    """Items by their blocks, whole ones: in no stretches."""
    found: dict[Block, list[Item]] = defaultdict(list)
    shares = shares_of(kinds)
    for item in items:
        found[block_of(item, shares)].append(item)
    return found
