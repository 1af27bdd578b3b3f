"""Which events are one happening, and which happenings one matter; the same whatever the order."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence

import pytest
from ledger_samples import Report

from dragoman.ledger.dossiers.blocks import Linked, by_block, link_block
from dragoman.ledger.dossiers.reports import read_items
from dragoman.ledger.linking import shipped_names
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.protocols import StoredEvent

KINDS = shipped_kinds()


def link(reports: Iterable[Report]) -> Linked:
    items = [item for report in reports for item in read_items(report.rows, KINDS)]
    blocks = by_block(items, KINDS)
    linked = [link_block(blocks[block], KINDS, shipped_names()) for block in sorted(blocks)]
    return Linked(tuple(o for one in linked for o in one.occurrences), tuple(d for one in linked for d in one.dossiers))


def together(linked: Linked, *rows: StoredEvent) -> bool:
    """Whether the events are one occurrence."""
    wanted = {row.event.id for row in rows}
    return any(wanted <= set(o.events) for o in linked.occurrences)


def same_matter(linked: Linked, *rows: StoredEvent) -> bool:
    """Whether one dossier holds all of the events."""
    events = {o.id: set(o.events) for o in linked.occurrences}
    held = [set().union(*(events[m.occurrence] for m in d.members)) for d in linked.dossiers]
    return any({row.event.id for row in rows} <= each for each in held)


def test_two_reports_of_one_meeting_are_one_happening() -> None:
    a, b = Report("a", "2025-04-24"), Report("b", "2025-04-25")
    one = a.tell("CONSULT", ("CHL", "VNM"), on="2025-04-22..2025-04-23", matter="talk", place="Hanoi")
    two = b.tell("CONSULT", ("CHL", "VNM"), on="2025-04-23", matter="talk")
    assert together(link([a, b]), one, two)


def test_two_visits_a_week_apart_are_two() -> None:
    a, b = Report("a", "2025-04-03"), Report("b", "2025-04-10")
    one = a.tell("CONSULT", "CHL.GOV.FM", "VNM", mode="visit", on="2025-04-02")
    two = b.tell("CONSULT", "CHL.GOV.FM", "VNM", mode="visit", on="2025-04-09")
    linked = link([a, b])
    assert not together(linked, one, two)
    assert not same_matter(linked, one, two)


def test_the_meeting_is_the_one_announced_last_week() -> None:
    a, b = Report("a", "2025-04-01"), Report("b", "2025-04-10")
    planned = a.tell("CONSULT", ("CHL.GOV.FM", "VNM.GOV.FM"), status="scheduled", matter="meeting", on="2025-04-09")
    held = b.tell("CONSULT", ("CHL.GOV.FM", "VNM.GOV.FM"), matter="meeting", on="2025-04-09")
    assert same_matter(link([a, b]), planned, held)


def test_a_visit_put_off_and_held_later_is_one_matter() -> None:
    a, b = Report("a", "2025-01-15"), Report("b", "2025-09-18")
    off = a.tell("REJECT", "VNM.GOV.MIN", "CHL", phase="postpone", matter="visit", planned="2025-01-28")
    held = b.tell("CONSULT", "VNM.GOV.MIN", "CHL", mode="visit", on="2025-09-17")
    assert same_matter(link([a, b]), off, held)


def test_a_visit_in_the_other_direction_is_another() -> None:
    a = Report("a", "2023-09-12")
    off = a.tell("REJECT", "CHN.MIL", "JPN", phase="postpone", matter="visit", planned="2023-09")
    july = a.tell("CONSULT", "JPN.MIL", "CHN", mode="visit", on="2023-07")
    assert not same_matter(link([a]), off, july)


def test_the_second_meeting_is_not_the_third() -> None:
    a, b = Report("a", "2025-05-01"), Report("b", "2025-05-03")
    second = a.tell("CONSULT", ("CHL", "VNM"), matter="meeting", number=2)
    third = b.tell("CONSULT", ("CHL", "VNM"), matter="meeting", number=3)
    linked = link([a, b])
    assert not together(linked, second, third)
    assert not same_matter(linked, second, third)


def test_other_people_on_the_same_day_are_another_meeting() -> None:
    a = Report("a", "2024-05-29")
    one = a.tell("CONSULT", ("CHN.PTY", "JPN.GOV.PM"), on="2024-05-29", matter="meeting")
    two = a.tell("CONSULT", ("CHN.PTY", "JPN.GOV.FM"), on="2024-05-29", matter="meeting")
    assert not together(link([a]), one, two)


def test_a_summit_in_fifty_reports_is_one() -> None:
    reports = [Report(f"r{number:02d}", "2024-05-28") for number in range(50)]
    rows = [r.tell("CONSULT", ("CHN", "JPN", "KOR"), matter="summit", on="2024-05-27") for r in reports]
    linked = link(reports)
    assert together(linked, *rows)
    assert len(linked.dossiers) == 1


def test_copied_words_are_one_happening_even_without_a_date() -> None:
    words = "Officials of both countries spoke about fruit for two hours and parted without a result on Monday"
    a, b = Report("a", "2025-01-15"), Report("b", "2025-01-16")
    one = a.tell("CONSULT", ("CHL", "VNM"), words=words)
    two = b.tell("CONSULT", ("CHL", "VNM"), words=words)
    assert together(link([a, b]), one, two)


def test_a_demand_speaks_of_the_lifting_and_is_not_one() -> None:
    a, b = Report("a", "2025-01-15"), Report("b", "2025-06-15")
    a.tell("SANCTION", "VNM", "CHL", phase="begin", matter="ban", object="grapes", on="2024-12-01")
    demand = a.tell("REQUEST", "CHL", "VNM")
    asked = a.tell("CONCEDE", "VNM", "CHL", phase="lift", status="requested", matter="ban", inside=demand)
    lifted = b.tell("CONCEDE", "VNM", "CHL", phase="lift", matter="ban", object="grapes", on="2025-06-14")
    linked = link([a, b])
    assert together(linked, asked, lifted)
    assert same_matter(linked, demand, lifted)


def test_the_ban_takes_its_object_from_the_report() -> None:
    a = Report("a", "2025-01-15")
    one = a.tell("SANCTION", "VNM", "CHL", phase="begin", matter="ban", object="grapes", on="2024-12-01")
    two = a.tell("CONCEDE", "VNM", (), phase="ease", matter="ban", on="2025-01-14")
    linked = link([a])
    assert same_matter(linked, one, two)
    (dossier,) = linked.dossiers
    assert (dossier.kind, dossier.body["object"], dossier.body["doer"]) == ("measure", "grapes", "VNM")


def test_two_bans_are_two_matters() -> None:
    a = Report("a", "2025-01-15")
    one = a.tell("SANCTION", "VNM", "CHL", phase="begin", matter="ban", object="grapes", on="2024-12-01")
    two = a.tell("SANCTION", "VNM", "CHL", phase="begin", matter="ban", object="salmon", on="2025-01-14")
    back = a.tell("SANCTION", "CHL", "VNM", phase="begin", matter="ban", object="rice", on="2025-01-14")
    linked = link([a])
    assert len(linked.dossiers) == 3
    assert not any(same_matter(linked, x, y) for x, y in ((one, two), (two, back), (one, back)))


def test_a_session_is_filed_to_its_mechanism_and_is_a_meeting() -> None:
    a = Report("a", "2024-05-29")
    a.tell(
        "CONSULT",
        ("CHN", "JPN"),
        matter="meeting",
        object="dialogue mechanism on export controls",
        number=2,
        on="2024-05-27",
    )
    linked = link([a])
    assert sorted(d.kind for d in linked.dossiers) == ["mechanism", "meeting"]
    mechanism, meeting = sorted(linked.dossiers, key=lambda d: d.kind)
    assert meeting.body["within"] == mechanism.id
    assert mechanism.body["holds"] == [meeting.id]
    assert {m.occurrence for m in meeting.members} == {m.occurrence for m in mechanism.members}


def test_each_event_is_in_one_occurrence() -> None:
    reports = story()
    linked = link(reports)
    events = [event for o in linked.occurrences for event in o.events]
    assert sorted(events) == sorted(row.event.id for report in reports for row in report.rows)


def story(size: int = 40) -> list[Report]:
    """Reports of a few affairs, mixed."""
    dice = random.Random(7)
    reports = []
    for number in range(size):
        month, day = dice.randint(1, 12), dice.randint(1, 28)
        report = Report(f"s{number:03d}", f"2025-{month:02d}-{day:02d}")
        for _ in range(dice.randint(1, 6)):
            pair = dice.choice([("CHN", "JPN"), ("CHL", "VNM"), ("FRA", "GBR", "DEU"), ("USA", "IRN")])
            on = dice.choice([None, f"2025-{month:02d}-{max(1, day - dice.randint(0, 3)):02d}", f"2025-{month:02d}"])
            shape = dice.choice(["meet", "visit", "ban", "lift", "off", "ask", "talk", "accuse"])
            if shape == "meet":
                report.tell("CONSULT", pair, on=on, matter="meeting", number=dice.choice([None, None, 1, 2]))
            elif shape == "visit":
                report.tell(
                    "CONSULT", pair[0], pair[1], mode="visit", on=on, status=dice.choice(["occurred", "scheduled"])
                )
            elif shape == "ban":
                report.tell(
                    "SANCTION",
                    pair[0],
                    pair[1],
                    phase="begin",
                    matter="ban",
                    object=dice.choice(["fish", "rice", None]),
                    on=on,
                )
            elif shape == "lift":
                report.tell("CONCEDE", pair[0], (), phase="lift", matter="ban", on=on)
            elif shape == "off":
                report.tell("REJECT", pair[0], pair[1], phase="postpone", matter="visit", planned=on)
            elif shape == "ask":
                outer = report.tell("REQUEST", pair[1], pair[0], on=on)
                report.tell("CONCEDE", pair[0], (), phase="lift", status="requested", matter="ban", inside=outer)
            elif shape == "talk":
                report.tell("CONSULT", pair, phase="resume", matter="talk", object="fish", on=on)
            else:
                report.tell("ACCUSE", pair[0], pair[1], on=on)
        reports.append(report)
    return reports


@pytest.mark.parametrize("seed", range(5))
def test_the_order_decides_nothing(seed: int) -> None:
    reports = story()
    expected = link(reports)
    dice = random.Random(seed)
    dice.shuffle(reports)
    for report in reports:
        dice.shuffle(report.rows)
    assert link(reports) == expected


def test_what_another_pair_does_changes_nothing() -> None:
    reports = story()
    expected = {d.id for d in link(reports).dossiers if d.body["parties"] == ["CHL", "VNM"]}
    more = Report("zz", "2025-06-01")
    more.tell("CONSULT", ("CHN", "JPN"), on="2025-06-01")
    assert {d.id for d in link([*reports, more]).dossiers if d.body["parties"] == ["CHL", "VNM"]} == expected


def seconds(reports: Sequence[Report]) -> float:
    start = time.process_time()
    link(reports)
    return time.process_time() - start


def test_the_cost_grows_with_the_events_and_not_with_their_square() -> None:
    few, many = [pair_report(number) for number in range(300)], [pair_report(number) for number in range(2400)]
    seconds(few)
    assert seconds(many) < 8 * 3 * max(seconds(few), 0.01)


def pair_report(number: int) -> Report:
    """One of many reports about one pair, a day apart."""
    year, rest = divmod(number, 336)
    report = Report(f"p{number:05d}", f"{1990 + year}-{rest // 28 + 1:02d}-{rest % 28 + 1:02d}")
    report.tell("CONSULT", ("CHN", "JPN"), on=report.published, matter="meeting")
    report.tell("ACCUSE", "CHN", "JPN", on=report.published)
    return report
