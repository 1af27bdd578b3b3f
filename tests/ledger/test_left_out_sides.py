"""Acts of no matter whose sentence leaves a side out, and acts done the other way round."""

from __future__ import annotations

from ledger_samples import Report

from dragoman.ledger.dossiers.blocks import by_block, link_block
from dragoman.ledger.dossiers.reports import read_items
from dragoman.ledger.linking import shipped_names
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.protocols import StoredEvent

KINDS = shipped_kinds()


def together(reports: list[Report], *rows: StoredEvent) -> bool:
    blocks = by_block((item for report in reports for item in read_items(report.rows, KINDS)), KINDS)
    linked = [one for block in sorted(blocks) for one in link_block(blocks[block], KINDS, shipped_names()).occurrences]
    return any({row.event.id for row in rows} <= set(one.events) for one in linked)


def test_who_is_freed_is_known_from_the_other_release() -> None:
    """ "Freed 12 more Chadians on Wednesday, two days after it had freed 30"."""
    a, b = Report("a", "2011-12-06"), Report("b", "2011-12-08")
    first = a.tell("RETREAT", "SDN", "TCD", on="2011-12-05")
    b.tell("RETREAT", "SDN", "TCD", on="2011-12-07")
    again = b.tell("RETREAT", "SDN", on="2011-12-05", same_sentence=True)
    assert together([a, b], first, again)


def test_a_report_on_three_states_leaves_a_side_open() -> None:
    a, b = Report("a", "2011-12-06"), Report("b", "2011-12-08")
    first = a.tell("RETREAT", "SDN", "TCD", on="2011-12-05")
    b.tell("AID", "SDN", "TCD", on="2011-12-07")
    b.tell("AID", "SDN", "EGY", on="2011-12-07")
    other = b.tell("RETREAT", "SDN", on="2011-12-05")
    assert not together([a, b], first, other)


def test_a_blow_and_the_blow_in_return_are_two() -> None:
    a, b = Report("a", "2004-05-05"), Report("b", "2004-05-05")
    one = a.tell("ASSAULT", "IND", "NPL", on="2004-05-04")
    same = b.tell("ASSAULT", "IND", "NPL", on="2004-05-04")
    back = b.tell("ASSAULT", "NPL", "IND", on="2004-05-04")
    assert together([a, b], one, same)
    assert not together([a, b], one, back)


def test_a_ratification_beside_another_is_of_the_same_treaty() -> None:
    """ "Ratified the river treaty with Uruguay, six weeks after Uruguay's ratification"."""
    a, b = Report("a", "2006-10-10"), Report("b", "2006-11-21")
    first = a.tell("SUPPORT", "URY", "ARG", phase="ratify", matter="treaty", object="river", on="2006-10-09")
    b.tell("SUPPORT", "ARG", "URY", phase="ratify", matter="treaty", object="river", on="2006-11-20")
    theirs = b.tell("SUPPORT", "URY", phase="ratify", on="2006-10-09", same_sentence=True)
    assert together([a, b], first, theirs)
