"""What is kept gives what is counted from the events themselves, whatever was added, read again, linked or dated."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from store_samples import V1, V2, actor, claim, day, event, mention, published, with_events

from dragoman.model import Event, Judgement, Occurrence, Reading, Status
from dragoman.protocols import EventFilter, Links, MentionFilter, Store, View
from dragoman.query.plans import find_plans
from dragoman.query.relations import relation
from dragoman.store import kept, open_store

SIDES = ("JPN", "JPN.GOV", "CHN", "CHN.MIL", "IGO.EU", "person/one", None)
ASKED = ("JPN", "CHN.MIL", "person/one")
STATUSES = (*(Status.OCCURRED,) * 2, Status.ONGOING, Status.SCHEDULED, Status.AGREED, Status.DENIED)
DAYS = (None, "2024-04-28", "2024-05-01", "2024-05-03", "2024-06-20")
NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)
VIEWS = [
    View(as_of=date(2024, 5, 2), known_by=date(2024, 5, 2)),
    View(as_of=date(2024, 7, 1), known_by=date(2024, 4, 30)),
    View(as_of=date(2024, 4, 29), known_by=date(2024, 6, 30)),
    View(known_by=date(2024, 5, 2)),
]


def told(chance: random.Random, name: str) -> Reading:
    """A report of a few events, of a day or of none."""
    some: list[Event] = []
    for place in range(chance.randrange(2, 7)):
        taking_part = [_somebody(chance) for _ in range(chance.randrange(4))]
        one = event(
            name,
            10 * place,
            actors=tuple(taking_part[:1]),
            recipients=tuple(taking_part[1:]),
            when=day(chance.choice(DAYS)),
            status=chance.choice(
                (Status.OCCURRED, Status.OCCURRED, Status.ONGOING, Status.SCHEDULED, Status.AGREED, Status.DENIED)
            ),
            kind=chance.choice(("CONSULT", "AID")),
            historical=chance.random() < 0.1,
            embedded_in="ev_x" if chance.random() < 0.2 else None,
        )
        quad = chance.choice(("verbal cooperation", "material conflict"))
        plover = one.plover if chance.random() < 0.5 else None
        matter = one.matter and replace(one.matter, planned=day(chance.choice(DAYS)))
        changed = {"quad": quad, "score": chance.choice((None, 1.9, -4.4)), "plover": plover, "matter": matter}
        some.append(replace(one, confidence=chance.choice((0.5, 0.75)), **changed))
    made = with_events(name, *some, when=chance.choice((None, "2024-04-29", "2024-05-02", "2024-06-09")))
    document = made.document.id
    names = tuple(mention(document, 9 * n, chance.choice("ab"), chance.choice(SIDES)) for n in range(3))
    claims = tuple(claim(document, 20 * n) for n in range(chance.randrange(3)))
    return replace(made, mentions=names, claims=claims)


def _somebody(chance: random.Random):
    who = chance.choice(SIDES)
    country = chance.choice(("JPN", "CHN", None)) if who is None or "/" in who else who[:3]
    return replace(actor(who, country), name=chance.choice("ab"))


def everything(store: Store) -> list[object]:
    """What can be answered from what is kept."""
    found: list[object] = []
    for view in VIEWS:
        counted = store.counts(view)
        found += [counted, store.versions(view), store.period(view)]
        for which in [EventFilter(view=view), *(EventFilter(view=view, actors=(one,)) for one in ASKED)]:
            found += [store.count_events(which), store.partners(which)]
            found += [store.count_events_by("type", which), store.count_events_by("status", which)]
            found.append(store.names_used(MentionFilter(view, actors=which.actors)))
        pair = EventFilter(view=view, actors=("JPN",), counterparts=("CHN",))
        found += [store.count_events(pair), store.count_events_by("type", pair)]
    return found


def check(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    held, acts, plans = everything(store), _points(store), _plan_keys(store)
    with monkeypatch.context() as without:
        without.setattr(kept, "is_kept", lambda *_: False)
        assert everything(store) == held
        assert _points(store) == acts
    with store._writing() as connection:
        kept.make(connection)
    assert (everything(store), _points(store), _plan_keys(store)) == (held, acts, plans)


class Codes:
    """Names that are ids."""

    def parse_name(self, text: str) -> str:
        return text

    def name(self, actor: str) -> str:
        return actor


def _plan_keys(store: Store) -> list[object]:
    """Plans, each with the happening that holds it."""
    return [store.plans_by_day(view, every=True) for view in VIEWS]


def _points(store: Store) -> list[object]:
    plans = [[(one.row.event.id, one.due) for one in find_plans(store, Codes(), view)] for view in VIEWS]
    assert any(plans), "nothing is planned in the sample"
    return plans + [
        relation(store, Codes(), one, other, view, period=period)
        for one, other, period in (("JPN", "CHN", "week"), ("CHN.MIL", "JPN.GOV", "month"))
        for view in VIEWS
    ]


def test_whatever_happens_to_reports(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    with open_store(ledger) as store:
        reports = [told(chance, f"r{number}") for number in range(8)]
        store.add(reports, recorded_at=NOON)
        for step in range(2):
            at = NOON + timedelta(hours=step + 1)
            _happens(store, chance, reports, at)
            check(store, monkeypatch)


def _happens(store: Store, chance: random.Random, reports: list[Reading], at: datetime) -> None:
    events = [each.id for report in reports for each in report.events]
    chance.shuffle(events)
    groups = [events[:3], events[3:5], events[5:6], events[6 : 6 + chance.randrange(3)]]
    made = tuple(Occurrence(f"oc_{chance.randrange(6)}{n}", tuple(sorted(one)), ()) for n, one in enumerate(groups))
    old = {one.id for one in store.links().occurrences} - {one.id for one in made}
    store.save_links(Links(made, aliases=dict.fromkeys(sorted(old))), recorded_at=at)
    place = chance.randrange(len(reports))
    again = replace(told(chance, f"r{place}"), document=reports[place].document, sighting=reports[place].sighting)
    store.add([replace(again, version=V2, mentions=(), claims=())], recorded_at=at + timedelta(minutes=1))
    dated = chance.choice(reports)
    store.redate(dated.document.id, published("2024-05-30"), dated.events[:1], recorded_at=at + timedelta(minutes=2))
    store.add([told(chance, f"n{at.hour}"), replace(reports[0], version=V1)], recorded_at=at + timedelta(minutes=3))
    targets = (groups[0][0], events[-1], made[1].id)
    for number, target in enumerate(targets if at > NOON + timedelta(hours=1) else ()):
        decided = (("correct", {"fields": {"actors": ["JPN"], "recipients": ["CHN"]}}), ("reject", {}))[number > 0]
        store.add_judgement(Judgement(f"jd_{at.hour}{number}", target, *decided, "one", at.isoformat()))
