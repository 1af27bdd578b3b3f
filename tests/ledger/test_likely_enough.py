"""What linking passes over unweighed would not have been chosen: the same happenings with every candidate weighed."""

from __future__ import annotations

import random

import pytest
from ledger_samples import Report
from test_occurrences import link

from dragoman.ledger.dossiers import clusters

ACTS = [
    *(("CONSULT", {"matter": "summit"}), ("CONSULT", {"matter": "meeting"}), ("CONSULT", {"mode": "visit"})),
    *(("SANCTION", {"matter": "ban", "phase": "begin"}), ("CONCEDE", {"matter": "ban", "phase": "lift"})),
    *(("ACCUSE", {}), ("ASSAULT", {}), ("CONSULT", {"matter": "meeting", "phase": "postpone"})),
]
OBJECTS = (None, None, "grapes", "frozen cherries", "sea bass")
WORDS = ("envoys", "spoke", "for", "hours", "of", "grapes", "cherries", "ports", "and", "a", "summit", "in", "crowds")


def reports(chance: random.Random) -> list[Report]:
    told = []
    for number in range(24):
        day = f"2024-0{chance.randrange(3, 6)}-{chance.randrange(1, 29):02}"
        report = Report(f"r{number}", day)
        for _ in range(chance.randrange(1, 5)):
            act, given = chance.choice(ACTS)
            about = {"object": chance.choice(OBJECTS)} if "matter" in given else {}
            on = chance.choice((None, None, day, "2024-04", f"2024-0{chance.randrange(3, 6)}-11"))
            words = " ".join(chance.choices(WORDS, k=9))
            sides = chance.choice((("CHL", "VNM"), ("CHL", "VNM"), ("VNM", "CHL"), ("CHL.GOV.FM", "VNM")))
            status = chance.choice(("occurred", "occurred", "scheduled", "denied"))
            report.tell(act, *sides, on=on, words=words, status=status, **given, **about)
        told.append(report)
    return told


@pytest.mark.parametrize("seed", range(6))
def test_nothing_likely_enough_is_passed_over(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told = reports(random.Random(seed))
    found = link(told)
    assert max(len(one.events) for one in found.occurrences) > 1
    monkeypatch.setattr(clusters, "can_come_to", lambda *_: True)
    assert link(told) == found
