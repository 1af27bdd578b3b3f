"""What is known of states without folding is what folding gives, in every view, whatever happens to a ledger."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from test_query_candidates import FIRST, KINDS, NOW, made

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.ledger.dossiers.standing import form
from dragoman.ledger.linking import link_all, link_documents
from dragoman.lexicon.actors import load_book
from dragoman.model import (
    Claim,
    DatedBy,
    Evidence,
    Judgement,
    Matter,
    Published,
    PublishedBasis,
    Reading,
    Sighting,
    Span,
    Stance,
)
from dragoman.protocols import Store, View
from dragoman.query.dossier_loading import load_dossiers
from dragoman.query.standings import known_states
from dragoman.store.sql import open_store


def _compared(store: Store, chance: random.Random) -> int:
    """How many states are known, of all dossiers in some views; each is that of its fold."""
    records, number = list(store.dossiers()), 0
    for _ in range(6):
        as_of, known_by = (FIRST + timedelta(days=chance.randrange(470)) for _ in range(2))
        for view in (View(as_of=known_by, known_by=known_by), View(as_of=as_of, known_by=known_by)):
            known = known_states(store, [one.id for one in records], view)
            for one in load_dossiers(store, load_book(), records, view, KINDS):
                if one.id in known:
                    row = one.folded.last_confirmed
                    last = row.source.published.interval.latest if row else None
                    folded = (one.folded.state, last, one.folded.named_days)
                    assert (one.id, view, *known[one.id]) == (one.id, view, *folded)
                    number += 1
    return number


def test_what_is_known_is_what_folding_gives(tmp_path: Path) -> None:
    chance = random.Random(4)
    with open_store(str(tmp_path / "l.db")) as store:
        reports = [replace(one, document=replace(one.document, outlet="One")) for one in made(7, 90)]
        store.add(reports[:60], recorded_at=NOW)
        link_all(store, recorded_at=NOW)
        assert not store.unsettled(form())
        assert _compared(store, chance) > 100
        store.add(reports[60:], recorded_at=NOW)
        link_documents(store, [one.document.id for one in reports[60:]], recorded_at=NOW + timedelta(days=1))
        assert _compared(store, chance) > 100
        _decide(store, chance)
        _take_back(store, reports, chance)
        assert _compared(store, chance) > 50
        assert not known_states(store, [one.id for one in store.dossiers()], View(recorded_by=NOW))


def _decide(store: Store, chance: random.Random) -> None:
    """A person rejects an event, dates another, sets a state, and takes the first back."""
    told = list(store.dossiers())
    events = [row.event.id for row in store.events() if row.dossier]
    decided = (
        ("jd_1", chance.choice(events), "reject", {}),
        ("jd_2", chance.choice(events), "correct", {"fields": {"date": {"earliest": "2024-02-01"}}}),
        ("jd_3", chance.choice([one.id for one in told if one.kind == "meeting"]), "correct", {"state": "cancelled"}),
    )
    for identity, target, action, value in decided:
        store.add_judgement(Judgement(identity, target, action, value, "A", "2024-01-01T00:00:00+00:00"))
        _compared(store, chance)
    store.add_judgement(Judgement("jd_4", "jd_1", "reject", {}, "A", "2024-01-02T00:00:00+00:00"))


def _take_back(store: Store, reports: Sequence[Reading], chance: random.Random) -> None:
    """A report withdraws those that its outlet had on some days; others are read anew, with other days."""
    told = [one.document for one in reports[:20] if one.document.published.interval.is_day]
    claims = []
    for place, one in enumerate(told):
        meant = DatedBy(one.published.interval, Granularity.DAY, DateBasis.EXPLICIT, "named")
        where = Evidence(Span(20 * place, 20 * place + 19), Span(20 * place, 20 * place + 5), "it was withdrawn")
        claims.append(
            Claim(
                f"cl_{place}",
                "doc_notice",
                None,
                None,
                Matter("report withdrawn", None, (), planned=meant),
                Stance.NEUTRAL,
                where.sentence,
                None,
                (),
                where,
            )
        )
    later = Published(Interval.day(FIRST + timedelta(days=200)), PublishedBasis.METADATA)
    document = replace(told[0], id="doc_notice", published=later)
    notice = Reading(document, Sighting("doc_notice", "notice.txt"), (), tuple(claims), version="test")
    store.add([notice], recorded_at=NOW + timedelta(days=2))
    _compared(store, chance)
    for report in reports[20:32]:
        other = Published(Interval.day(FIRST + timedelta(days=chance.randrange(400))), PublishedBasis.METADATA)
        again = replace(report, document=replace(report.document, published=other), version="test2")
        store.add([again], recorded_at=NOW + timedelta(days=3))
    _compared(store, chance)
    link_documents(store, [one.document.id for one in reports[20:32]], recorded_at=NOW + timedelta(days=4))
