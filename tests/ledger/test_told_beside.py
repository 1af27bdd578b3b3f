"""What stands beside an act says more of it: another telling, an end, an answer, a stay, a pact of many."""

from __future__ import annotations

import pytest
from ledger_samples import Report, span
from test_fold import state_of
from test_occurrences import link, same_matter

from dragoman.ledger.dossiers.steps import Happening
from dragoman.ledger.dossiers.steps_read import steps_of
from dragoman.lexicon.dossiers import shipped_kinds
from dragoman.protocols import StoredEvent

KINDS = shipped_kinds()
SIGNED = "Peru, Chile and Bolivia signed the Titicaca water treaty"
LEFT = "Bolivia withdrew from the Titicaca water treaty"


def signed() -> StoredEvent:
    return Report("a", "1981-03-02").tell(
        "SUPPORT", ("PER", "CHL", "BOL"), phase="sign", matter="treaty", object="water", on="1981-03-02", words=SIGNED
    )


def left(words: str = LEFT) -> StoredEvent:
    return Report("b", "1985-06-04").tell(
        "REJECT", "BOL", phase="withdraw", matter="treaty", object="water", on="1985-06-03", words=words
    )


def reports(*rows: StoredEvent) -> list[Report]:
    found = []
    for row in rows:
        report = Report(row.source.id, "1999-01-01")
        report.rows.append(row)
        found.append(report)
    return found


def test_what_one_of_many_does_reaches_the_pact_by_its_name() -> None:
    assert same_matter(link(reports(signed(), left())), signed(), left())


def test_another_pact_of_that_kind_is_another() -> None:
    linked = link(reports(signed(), left("Bolivia withdrew from the Pilcomayo water treaty")))
    assert not same_matter(linked, signed(), left())


def test_a_pact_that_only_single_parties_are_told_of_opens_nothing() -> None:
    assert link(reports(left())).dossiers == ()


def ratifying(state: str, on: str) -> StoredEvent:
    return Report(f"r{state}", on).tell("SUPPORT", state, phase="ratify", matter="treaty", on=on)


def test_a_pact_of_many_is_ratified_when_all_have() -> None:
    parties = ("AAA", "BBB", "CCC")
    rows = [ratifying(one, on) for one, on in zip(parties, ("1982-01-05", "1982-02-05", "1982-03-05"), strict=True)]
    first = Report("s", "1981-03-02").tell("SUPPORT", parties, phase="sign", matter="treaty", on="1981-03-02")
    assert state_of("agreement", [first, *rows[:2]], "1982-12-31", parties=parties).state == "signed"
    found = state_of("agreement", [first, *rows], "1982-12-31", parties=parties)
    assert (found.state, found.since) == ("ratified", span("1982-03-05", "1982-03-05"))


def test_of_two_parties_the_first_to_ratify_moves_it() -> None:
    assert state_of("agreement", [ratifying("AAA", "1982-01-05")]).state == "ratified"


@pytest.mark.parametrize("verb", ["declined", "turned it down"])
def test_who_turns_down_what_was_just_asked_refuses_the_meeting(verb: str) -> None:
    report = Report("a", "1993-04-05")
    asked = report.tell("AGREE", "QAT", "MLT", matter="meeting", trigger="proposed")
    answer = report.tell("REJECT", "MLT", phase="refuse", trigger=verb, same_sentence=True)
    assert same_matter(link([report]), asked, answer)


def test_who_denies_turns_nothing_down() -> None:
    report = Report("a", "1993-04-05")
    asked = report.tell("AGREE", "QAT", "MLT", matter="meeting", trigger="proposed")
    answer = report.tell("REJECT", "MLT", phase="refuse", trigger="denied", same_sentence=True)
    assert not same_matter(link([report]), asked, answer)


def test_a_pause_told_again_without_a_day_is_the_one_that_has_one() -> None:
    report = Report("a", "2014-05-16")
    dated = report.tell("SANCTION", (), ("AAA", "BBB"), phase="suspend", matter="exercise", on="2014-05-16")
    again = report.tell("SANCTION", (), ("AAA", "BBB"), phase="suspend", matter="exercise")
    steps = steps_of(KINDS["operation"], ("AAA", "BBB"), [Happening("oc_1", (dated,)), Happening("oc_2", (again,))])
    assert {step.when for step in steps} == {span("2014-05-16", "2014-05-16")}


def test_what_is_told_beside_the_end_without_a_day_came_before_it() -> None:
    report = Report("a", "2001-05-15")
    ended = report.tell("SANCTION", ("AAA", "BBB"), phase="end", matter="commission", on="2001-05-15")
    met = report.tell("CONSULT", ("AAA", "BBB"), matter="commission")
    assert state_of("mechanism", [ended, met], "2001-06-01").state == "ended"


def test_who_denies_speaks_for_his_side_though_the_outlet_tells_it() -> None:
    report = Report("a", "2003-02-18")
    lifted = report.tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban")
    denied = report.tell("REJECT", "AAA", phase="refuse", matter=None, trigger="denied", words="the report")
    found = state_of("measure", [lifted, denied], "2003-02-20")
    assert "contested" in found.flags
    assert "AAA" in {account.side for account in found.accounts}


def test_a_change_that_was_agreed_is_flagged_until_it_has_come() -> None:
    begun = Report("a", "1983-05-04").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="1983-05-04")
    agreed = Report("b", "1983-09-12").tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban", status="agreed")
    lifted = Report("c", "1983-11-02").tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban", on="1983-11-01")
    rows = [begun, agreed, lifted]
    before, after = state_of("measure", rows, "1983-10-01"), state_of("measure", rows, "1983-12-01")
    assert (before.state, "change-planned" in before.flags) == ("in force", True)
    assert (after.state, "change-planned" in after.flags) == ("lifted", False)


def test_a_demand_plans_no_change() -> None:
    begun = Report("a", "1983-05-04").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="1983-05-04")
    wanted = Report("b", "1983-09-12").tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban", status="requested")
    assert "change-planned" not in state_of("measure", [begun, wanted], "1983-10-01").flags


def test_a_guest_who_meets_others_during_his_stay_is_on_one_visit() -> None:
    plan = Report("a", "1997-03-20").tell(
        "CONSULT", "LAO.GOV.FM", "VNM", mode="visit", status="scheduled", on="1997-04-07/1997-04-09"
    )
    other = Report("b", "1997-03-20").tell("CONSULT", ("LAO.GOV.FM", "VNM.GOV.PM"), status="scheduled", on="1997-04-08")
    held = Report("c", "1997-04-10").tell("CONSULT", ("LAO.GOV.FM", "VNM.GOV.FM"), on="1997-04-08")
    linked = link(
        [
            Report("a", "1997-03-20", rows=[plan]),
            Report("b", "1997-03-20", rows=[other]),
            Report("c", "1997-04-10", rows=[held]),
        ]
    )
    assert same_matter(linked, plan, held)


def test_a_number_is_of_the_act_beside_it() -> None:
    report = Report("a", "2008-11-05")
    words = "met on Monday and will hold their second session in January"
    report.tell("CONSULT", ("ECU", "COL"), matter="commission", on="2008-11-03", trigger="met", words=words[4:])
    (dossier,) = [one for one in link([report]).dossiers if one.kind == "mechanism"]
    assert dossier.body["numbers"] == []


def test_a_truce_signed_after_one_that_collapsed_is_signed() -> None:
    pair = ("AAA", "BBB")
    first = Report("a", "2011-02-08").tell("AGREE", pair, phase="begin", matter="truce", on="2011-02-07")
    broken = Report("b", "2011-04-26").tell(
        "AGREE", pair, phase="end", matter="truce", on="2011-04-25", trigger="collapsed"
    )
    again = Report("c", "2011-05-05").tell("SUPPORT", pair, phase="sign", matter="truce", on="2011-05-04")
    assert state_of("agreement", [first, broken, again], "2011-05-06").state == "signed"


def test_a_new_truce_that_is_only_planned_revives_nothing() -> None:
    pair = ("AAA", "BBB")
    broken = Report("b", "2011-04-26").tell(
        "AGREE", pair, phase="end", matter="truce", on="2011-04-25", trigger="collapsed"
    )
    plan = Report("c", "2011-05-05").tell(
        "SUPPORT", pair, phase="sign", matter="truce", status="scheduled", on="2011-05-09"
    )
    assert state_of("agreement", [broken, plan], "2011-05-06").state == "collapsed"


def test_what_one_party_does_to_its_part_does_not_move_the_body() -> None:
    standing = Report("a", "1990-02-08").tell("CONSULT", ("AAA", "BBB"), matter="commission", on="1990-02-07")
    words = "its part in the commission"
    apart = Report("b", "1990-07-10").tell(
        "SANCTION",
        "AAA",
        "BBB",
        phase="suspend",
        matter="commission",
        on="1990-07-09",
        trigger="suspended",
        words=words,
    )
    whole = Report("b", "1990-07-10").tell(
        "SANCTION", ("AAA", "BBB"), phase="suspend", matter="commission", on="1990-07-09", trigger="suspended"
    )
    assert state_of("mechanism", [standing, apart], "1990-08-01").state == "standing"
    assert state_of("mechanism", [standing, whole], "1990-08-01").state == "suspended"
