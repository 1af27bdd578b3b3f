"""The state of a matter: each row of the transition tables, each rule, and what the world does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import pytest
from ledger_samples import Report, day, span

from dragoman.ledger.dossiers.fold import Folded, Happening, fold
from dragoman.ledger.dossiers.judged import rejected
from dragoman.lexicon.dossiers import NO_PHASE, Kind, Move, shipped_kinds
from dragoman.model import Judgement, SourceKind, Span
from dragoman.protocols import StoredEvent

KINDS = shipped_kinds()


def as_told(move: Move, phase: str, status: str, *, joint: bool) -> StoredEvent:
    """An event that a row of the table takes, in one of its phases and statuses; by both, or by one to the other."""
    words = f"five. {move.beside[0]} it" if move.beside else "five. it" if move.fruitless else None
    return Report("r", "2025-03-10").tell(
        sorted(move.types)[0] if move.types else "COOPERATE",
        () if move.agentless else ("AAA", "BBB") if joint else "AAA",
        () if joint or move.agentless else "BBB",
        status=status,
        phase=None if phase == NO_PHASE else phase,
        matter=min(move.nouns, default="thing"),
        scope="part" if move.partial else None,
        until="2025-09-10" if move.until else None,
        on="2025-03-10",
        trigger=move.words[0] if move.words else None,
        words=f"{words} without a deal" if move.fruitless else words,
    )


def fits(move: Move, *, joint: bool) -> bool:
    """Whether a row takes what both do together, or what one does."""
    return not move.one_sided if joint else not (move.joint or move.agentless)


def cells() -> Iterator[tuple[Kind, int, str, str, StoredEvent]]:
    """Each row of each table in each of its phases and statuses, where no row before it takes the event."""
    for kind in KINDS.kinds:
        for number, move in enumerate(kind.moves):
            for phase, status in product(sorted(move.phases or {NO_PHASE}), sorted(move.statuses)):
                for joint in [by_both for by_both in (True, False) if fits(move, joint=by_both)]:
                    row = as_told(move, phase, status, joint=joint)
                    before = (m for m in kind.moves[:number] if row.event.status in m.statuses)
                    if not any(m.speaks(row.event, joint=joint) for m in before):
                        yield kind, number, phase, status, row
                        break


ROWS = [
    pytest.param(kind, kind.moves[number], row, id=f"{kind.name}-{number}-{phase}-{status}-{kind.moves[number].to}")
    for kind, number, phase, status, row in cells()
]


def state_of(
    kind: str,
    rows: Sequence[StoredEvent],
    as_of: str = "2025-12-31",
    known_by: str | None = None,
    *,
    parties: Sequence[str] = ("AAA", "BBB"),
    judgements: Sequence[Judgement] = (),
    disturbed: bool = False,
    sessions: Sequence[StoredEvent] = (),
) -> Folded:
    happenings = [Happening(f"oc_{row.event.id}", (row,)) for row in rows]
    happenings += [Happening(f"oc_{row.event.id}", (row,), session=True) for row in sessions]
    return fold(
        KINDS[kind],
        parties,
        happenings,
        as_of=day(as_of),
        known_by=day(known_by or as_of),
        judgements=judgements,
        disturbed=disturbed,
    )


def steps(folded: Folded) -> list[str]:
    return [reached.state for reached in folded.path]


# ------------------------------------------------------------------ the table


@pytest.mark.parametrize(("kind", "move", "row"), ROWS)
def test_each_row_moves_a_dossier_to_its_state(kind: Kind, move: Move, row: StoredEvent) -> None:
    assert state_of(kind.name, [row]).state == move.to


def test_no_row_is_there_in_vain() -> None:
    reached = {(kind.name, number) for kind, number, *_ in cells()}
    assert reached == {(kind.name, number) for kind in KINDS.kinds for number in range(len(kind.moves))}


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS.kinds])
@pytest.mark.parametrize("status", ["requested", "conditional", "unlikely", "denied"])
def test_demands_conditions_forecasts_and_denials_move_nothing(kind: str, status: str) -> None:
    for phase in ("begin", "suspend", "lift", "end", "postpone", "cancel", "sever", "sign", None):
        row = Report("r", "2025-03-10").tell("CONSULT", ("AAA", "BBB"), status=status, phase=phase, on="2025-03-10")
        assert state_of(kind, [row]).path == ()


@pytest.mark.parametrize("type_", ["REQUEST", "ACCUSE", "THREATEN"])
def test_words_move_nothing(type_: str) -> None:
    row = Report("r", "2025-03-10").tell(type_, "BBB", "AAA", phase="lift", matter="ban", on="2025-03-10")
    assert state_of("measure", [row]).path == ()


# ------------------------------------------------------------------ rule 1


def test_a_plan_moves_only_what_has_not_begun() -> None:
    report = Report("r", "2025-03-10")
    begun = report.tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-01-05")
    plan = Report("s", "2025-04-01").tell(
        "SANCTION", "AAA", "BBB", phase="begin", status="scheduled", matter="ban", on="2025-05-01"
    )
    assert state_of("measure", [begun, plan]).state == "in force"


def test_a_plan_counts_from_when_it_was_said() -> None:
    plan = Report("r", "2025-03-10").tell("CONSULT", "AAA", "BBB", status="scheduled", matter="visit", on="2025-06-01")
    folded = state_of("meeting", [plan], "2025-03-12")
    assert (folded.state, folded.since) == ("scheduled", span("2025-03-10", "2025-03-10"))
    assert folded.planned == span("2025-06-01", "2025-06-01")
    assert state_of("meeting", [plan], "2025-03-09", "2025-12-31").path == ()


def test_a_plan_does_not_come_true_by_itself() -> None:
    plan = Report("r", "2025-03-10").tell(
        "SANCTION", "AAA", "BBB", phase="begin", status="scheduled", matter="ban", on="2025-04-01"
    )
    folded = state_of("measure", [plan], "2025-05-01")
    assert (folded.state, "overdue" in folded.flags) == ("announced", True)


def test_a_past_plan_told_after_the_postponement_reschedules_nothing() -> None:
    report = Report("r", "2025-01-15")
    off = report.tell("REJECT", "AAA", "BBB", phase="postpone", matter="visit", planned="2025-01-28")
    was_to = report.tell("CONSULT", "AAA", "BBB", status="scheduled", matter="visit", on="2025-01-28")
    assert state_of("meeting", [off, was_to], "2025-01-20").state == "postponed"


def test_a_new_date_reschedules() -> None:
    off = Report("r", "2025-01-15").tell("REJECT", "AAA", "BBB", phase="postpone", matter="visit", planned="2025-01-28")
    new = Report("s", "2025-03-01").tell("CONSULT", "AAA", "BBB", status="scheduled", matter="visit", on="2025-09")
    folded = state_of("meeting", [off, new], "2025-03-02")
    assert (folded.state, folded.planned) == ("scheduled", span("2025-09-01", "2025-09-30"))


def test_a_new_day_told_before_the_postponement_that_others_told_of_is_the_news() -> None:
    off = Report("r", "2025-01-15").tell("REJECT", "AAA", "BBB", phase="postpone", matter="visit")
    report = Report("s", "2025-01-18")
    new = report.tell("CONSULT", "AAA", "BBB", status="scheduled", matter="visit", on="2025-02")
    again = report.tell("REJECT", "AAA", "BBB", phase="postpone", matter="visit")
    words = "The visit was due to take place in May"
    had = report.tell("CONSULT", "AAA", "BBB", status="scheduled", matter="visit", on="2025-05", words=words)
    folded = state_of("meeting", [off, new, again, had], "2025-01-20")
    assert (folded.state, folded.planned) == ("scheduled", span("2025-02-01", "2025-02-28"))
    assert state_of("meeting", [new, again], "2025-01-20").state == "postponed"


# ------------------------------------------------------------------ rule 2


def test_the_effective_day_counts_before_the_day_of_the_act() -> None:
    row = Report("r", "2025-03-10").tell(
        "SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-03-09", effective="2025-04-01"
    )
    assert state_of("measure", [row], "2025-03-20").state == "announced"
    folded = state_of("measure", [row], "2025-04-02")
    assert (folded.state, folded.since) == ("in force", span("2025-04-01", "2025-04-01"))


def test_ties_follow_the_text() -> None:
    report = Report("r", "2025-03-10")
    first = report.tell("COOPERATE", ("AAA", "BBB"), phase="resume", matter="exchange", on="2018")
    then = report.tell("SANCTION", ("AAA", "BBB"), phase="suspend", matter="exchange", same_sentence=True)
    again = report.tell("COOPERATE", ("AAA", "BBB"), phase="resume", matter="exchange", on="2023-07")
    assert steps(state_of("programme", [again, then, first])) == ["suspended", "running", "suspended", "running"]


def test_the_order_of_the_reports_is_no_matter() -> None:
    a = Report("a", "2025-01-15").tell("REJECT", "AAA", "BBB", phase="postpone", matter="visit")
    b = Report("b", "2025-05-01").tell("CONSULT", "AAA", "BBB", matter="visit", on="2025-04-30")
    c = Report("c", "2024-12-01").tell("CONSULT", "AAA", "BBB", status="scheduled", matter="visit", on="2025-01-20")
    assert state_of("meeting", [a, b, c]) == state_of("meeting", [c, b, a])
    assert steps(state_of("meeting", [b, a, c])) == ["scheduled", "postponed", "held"]


# ------------------------------------------------------------------ rule 3


def test_a_resumption_implies_a_suspension_that_nobody_reported() -> None:
    row = Report("r", "2025-03-10").tell(
        "COOPERATE", ("AAA", "BBB"), phase="resume", matter="exchange", on="2025-03-01"
    )
    folded = state_of("programme", [row])
    assert steps(folded) == ["suspended", "running"]
    assert folded.path[0].inferred and folded.path[0].since == span(None, "2025-03-01")


# ------------------------------------------------------------------ rule 4


def test_one_party_that_leaves_does_not_end_the_agreement() -> None:
    report = Report("r", "2025-03-10")
    signed = report.tell("AGREE", ("AAA", "BBB", "CCC"), phase="begin", matter="treaty", on="2020-01-01")
    left = report.tell("SANCTION", "AAA", (), phase="withdraw", matter="treaty", on="2025-03-01")
    halted = report.tell("SANCTION", "BBB", (), phase="suspend", matter="treaty", on="2025-03-05")
    folded = state_of("agreement", [signed, left, halted], parties=("AAA", "BBB", "CCC"))
    assert folded.state == "in force"
    assert folded.participation == {"AAA": "withdrawn", "BBB": "suspended", "CCC": "in"}


def test_all_parties_together_suspend_it() -> None:
    report = Report("r", "2025-03-10")
    begun = report.tell("AGREE", ("AAA", "BBB"), phase="begin", matter="treaty", on="2020-01-01")
    both = report.tell("SANCTION", ("AAA", "BBB"), phase="suspend", matter="treaty", on="2025-03-05")
    assert state_of("agreement", [begun, both]).state == "suspended"


def test_a_child_put_off_disturbs_its_parent_only() -> None:
    row = Report("r", "2025-03-10").tell("COOPERATE", ("AAA", "BBB"), phase="begin", matter="exchange", on="2025-03-01")
    folded = state_of("programme", [row], "2025-03-20", disturbed=True)
    assert (folded.state, "disrupted" in folded.flags) == ("running", True)


def test_an_online_session_does_not_resume_visits() -> None:
    report = Report("r", "2025-03-10")
    off = report.tell("SANCTION", ("AAA", "BBB"), phase="suspend", matter="exchange", on="2020")
    online = report.tell("CONSULT", ("AAA", "BBB"), matter="exchange", object="online", on="2021")
    in_person = report.tell("CONSULT", ("AAA", "BBB"), matter="visit", on="2023-07-01")
    assert state_of("programme", [off], sessions=[online]).state == "suspended"
    assert state_of("programme", [off], sessions=[online, in_person]).state == "running"


# ------------------------------------------------------------------ rule 5


def test_scope_plan_and_term_are_kept() -> None:
    report = Report("r", "2025-03-10")
    row = report.tell(
        "SANCTION", "AAA", "BBB", phase="begin", matter="ban", scope="blanket", until="2025-06-30", on="2025-01-05"
    )
    eased = report.tell("CONCEDE", "AAA", "BBB", phase="ease", matter="ban", scope="grapes", on="2025-03-01")
    folded = state_of("measure", [row, eased], "2025-05-01")
    assert [(what, act) for what, act, _, _ in folded.scope] == [("blanket", "begin"), ("grapes", "ease")]
    assert (folded.state, folded.until) == ("partly lifted", span("2025-06-30", "2025-06-30"))
    assert "term-passed" not in folded.flags
    assert "term-passed" in state_of("measure", [row, eased], "2025-07-01").flags


# ------------------------------------------------------------------ rule 6


def two_sides() -> list[StoredEvent]:
    report = Report("a", "2025-06-20")
    return [
        Report("z", "2024-12-03").tell("SANCTION", "AAA", (), phase="suspend", matter="exchange", on="2024-12-02"),
        report.tell("COOPERATE", ("AAA", "BBB"), phase="resume", matter="exchange", by="BBB", on="2025-06-16"),
        report.tell("SANCTION", "AAA", (), phase="suspend", matter="exchange", status="ongoing", by="AAA"),
        Report("b", "2025-07-09").tell(
            "SANCTION", "AAA", (), phase="suspend", matter="exchange", status="ongoing", by="AAA"
        ),
    ]


def test_the_most_confirmed_account_gives_the_state_and_all_are_listed() -> None:
    folded = state_of("programme", two_sides(), "2025-07-10")
    assert folded.state == "suspended"
    assert "contested" in folded.flags
    assert {(account.side, account.state) for account in folded.accounts} == {("AAA", "suspended"), ("BBB", "running")}


def test_accounts_of_equal_weight_leave_it_open() -> None:
    rows = two_sides()[1:3]
    folded = state_of("programme", rows, "2025-06-21")
    assert folded.state == "unknown"
    assert set(folded.possible) == {"running", "suspended"}


def test_a_denial_makes_it_contested_and_moves_nothing() -> None:
    report = Report("r", "2025-03-10")
    done = report.tell("CONSULT", ("AAA", "BBB"), matter="meeting", on="2025-03-08", by="AAA")
    denied = report.tell("CONSULT", ("AAA", "BBB"), matter="meeting", on="2025-03-08", by="BBB", status="denied")
    folded = state_of("meeting", [done, denied])
    assert (folded.state, "contested" in folded.flags) == ("held", True)
    assert [account.side for account in folded.accounts if account.denies] == ["BBB"]


def test_a_vague_date_leaves_the_state_open_until_it_has_passed() -> None:
    report = Report("r", "2024-05-29")
    begun = report.tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2023-08")
    lifted = report.tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban", on="2024")
    folded = state_of("measure", [begun, lifted], "2024-03-01", "2024-05-29")
    assert (folded.state, folded.possible) == ("unknown", ("in force", "lifted"))
    assert state_of("measure", [begun, lifted], "2023-12-31", "2024-05-29").state == "in force"
    assert state_of("measure", [begun, lifted], "2024-05-29").state == "lifted"


# ------------------------------------------------------------------ what the world does


def test_a_second_imposition() -> None:
    rows = [
        Report("a", "2020-01-02").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2020-01-01"),
        Report("b", "2021-01-02").tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban", on="2021-01-01"),
        Report("c", "2022-01-02").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2022-01-01"),
    ]
    folded = state_of("measure", rows)
    assert steps(folded) == ["in force", "lifted", "in force"]
    assert folded.since == span("2022-01-01", "2022-01-01")


def test_a_term_that_passed_and_was_said_to_have() -> None:
    rows = [
        Report("a", "2020-01-02").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2020-01-01"),
        Report("b", "2021-01-02").tell("SANCTION", (), "BBB", phase="end", matter="ban", on="2021-01-01"),
    ]
    assert state_of("measure", rows).state == "lapsed"


def test_a_meeting_that_was_held_is_not_put_off_afterwards() -> None:
    held = Report("a", "2025-03-10").tell("CONSULT", "AAA", "BBB", matter="visit", on="2025-03-09")
    late = Report("b", "2025-03-12").tell("REJECT", "AAA", "BBB", phase="postpone", matter="visit")
    assert state_of("meeting", [held, late]).state == "held"


def test_what_did_not_take_place_after_it_was_put_off_stays_put_off() -> None:
    off = Report("a", "2025-03-10").tell("REJECT", "AAA", "BBB", phase="postpone", matter="visit", on="2025-03-09")
    not_held = Report("a", "2025-03-12").tell("CONSULT", "AAA", "BBB", status="not-occurred", matter="visit")
    assert state_of("meeting", [off, not_held]).state == "postponed"


# ------------------------------------------------------------------ two clocks


def test_later_knowledge_alters_what_was_so_but_not_what_was_known() -> None:
    begun = Report("a", "2025-01-10").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-01-05")
    lifted = Report("b", "2025-05-20").tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban", on="2025-03-01")
    assert state_of("measure", [begun, lifted], "2025-04-01", "2025-04-01").state == "in force"
    assert state_of("measure", [begun, lifted], "2025-04-01", "2025-06-01").state == "lifted"
    assert state_of("measure", [begun, lifted], "2025-02-01", "2025-06-01").state == "in force"


def test_a_report_from_the_future_is_not_seen() -> None:
    row = Report("a", "2030-01-10").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-01-05")
    assert state_of("measure", [row], "2025-06-01").path == ()


def test_a_report_that_may_be_later_is_flagged() -> None:
    row = Report("a", "2025-01-10..2025-01-20").tell(
        "SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-01-05"
    )
    assert "maybe-later" in state_of("measure", [row], "2025-01-12").flags
    assert "maybe-later" not in state_of("measure", [row], "2025-01-20").flags


# ------------------------------------------------------------------ flags, silence, judgements


def test_silence_makes_it_the_last_known_state() -> None:
    row = Report("a", "2025-01-10").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-01-05")
    assert "last-known" not in state_of("measure", [row], "2025-03-01").flags
    later = state_of("measure", [row], "2026-03-01")
    assert ("last-known" in later.flags, later.silent_days) == (True, 415)


def test_a_demand_that_it_be_lifted_shows_that_it_is_there() -> None:
    row = Report("a", "2025-01-10").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-01-05")
    demand = Report("b", "2026-02-20").tell("CONCEDE", "AAA", "BBB", phase="lift", status="requested", matter="ban")
    folded = state_of("measure", [row, demand], "2026-03-01")
    assert (folded.state, folded.silent_days, "last-known" in folded.flags) == ("in force", 9, False)


def test_one_side_alone_and_nobody_on_record() -> None:
    one = Report("a", "2025-01-10").tell("CONSULT", ("AAA", "BBB"), matter="meeting", on="2025-01-05", by="AAA")
    assert "single-sided" in state_of("meeting", [one]).flags
    both = Report("b", "2025-01-11").tell("CONSULT", ("AAA", "BBB"), matter="meeting", on="2025-01-05", by="BBB")
    assert "single-sided" not in state_of("meeting", [one, both]).flags
    nobody = Report("c", "2025-01-10").tell(
        "REJECT", "AAA", "BBB", phase="postpone", matter="visit", by="", kind=SourceKind.ANONYMOUS
    )
    assert "unconfirmed" in state_of("meeting", [nobody]).flags


def judge(target: str, action: str, **value: str) -> Judgement:
    return Judgement("ju_1", target, action, value, "anna", "2025-06-01T00:00:00+00:00")


def test_what_a_person_rejected_is_left_out() -> None:
    begun = Report("a", "2025-01-10").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-01-05")
    lifted = Report("b", "2025-05-20").tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban", on="2025-03-01")
    assert state_of("measure", [begun, lifted], judgements=[judge(lifted.event.id, "reject")]).state == "in force"


def told(number: int, target: str, action: str) -> Judgement:
    return Judgement(f"jd_{number}", target, action, {}, "anna", f"2025-06-0{number}T00:00:00+00:00")


@pytest.mark.parametrize(
    ("actions", "state"),
    [
        (["reject", "accept"], "lifted"),
        (["accept", "reject"], "in force"),
        (["reject", "accept", "reject"], "in force"),
        (["reject", "note"], "in force"),
        (["reject", "undo 1"], "lifted"),
        (["reject", "undo 1", "reject"], "in force"),
        (["reject", "accept", "undo 2"], "in force"),
        (["accept", "reject", "undo 2"], "lifted"),
        (["reject", "undo 1", "undo 2"], "in force"),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_the_latest_decision_that_was_not_taken_back_wins(actions: list[str], state: str, backwards: bool) -> None:
    begun = Report("a", "2025-01-10").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-01-05")
    lifted = Report("b", "2025-05-20").tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban", on="2025-03-01")
    decided = [
        told(n, f"jd_{action[5:]}", "reject") if action.startswith("undo ") else told(n, lifted.event.id, action)
        for n, action in enumerate(actions, start=1)
    ]
    assert state_of("measure", [begun, lifted], judgements=decided[:: -1 if backwards else 1]).state == state


def test_decisions_are_ordered_by_instant_and_then_by_id() -> None:
    def one(identity: str, action: str, at: str) -> Judgement:
        return Judgement(identity, "ev_x", action, {}, "anna", at)

    noon, earlier = "2025-06-01T12:00:00+00:00", "2025-06-01T13:00:00+02:00"
    assert rejected([one("jd_a", "reject", noon), one("jd_b", "accept", earlier)]) == {"ev_x"}
    assert rejected([one("jd_b", "accept", noon), one("jd_a", "reject", noon)]) == set()


def test_a_decision_of_the_older_prefix_is_taken_back_too() -> None:
    first = Judgement("ju_1", "ev_x", "reject", {}, "anna", "2025-06-01T00:00:00+00:00")
    assert rejected([first, told(2, "ju_1", "reject")]) == set()


def test_what_a_person_decided_stands_and_says_so() -> None:
    begun = Report("a", "2025-01-10").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-01-05")
    decided = [judge("ds_x", "correct", state="lifted", on="2025-04-01")]
    folded = state_of("measure", [begun], judgements=decided)
    assert (folded.state, folded.decided_by) == ("lifted", "ju_1")
    assert state_of("measure", [begun], "2025-03-01", judgements=decided).state == "in force"


def test_nothing_known_is_unknown() -> None:
    folded = state_of("measure", [])
    assert (folded.state, folded.possible, folded.path, folded.flags) == ("unknown", (), (), ())


def test_a_thousand_happenings() -> None:
    rows = [
        Report(f"r{number:04d}", "2025-03-10").tell("CONSULT", ("AAA", "BBB"), matter="dialogue", on=f"{1000 + number}")
        for number in range(1000)
    ]
    assert state_of("mechanism", rows).state == "standing"


def test_an_undated_act_of_an_undated_report_moves_nothing_that_others_date() -> None:
    begun = Report("a", "2025-01-10").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-01-05")
    somewhen = Report("b", "..").tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban")
    assert state_of("measure", [begun, somewhen]).state == "in force"
    alone = state_of("measure", [somewhen])
    assert (alone.state, alone.possible) == ("unknown", ("lifted",))


def test_copies_of_one_report_weigh_as_one() -> None:
    rows = two_sides()[1:3]
    copied = rows[0].event.evidence.quote
    for name in ("x", "y"):
        copy = Report(name, "2025-06-21")
        rows.append(
            copy.tell(
                "COOPERATE", ("AAA", "BBB"), phase="resume", matter="exchange", by="BBB", on="2025-06-16", words=copied
            )
        )
    assert state_of("programme", rows, "2025-06-22").state == "unknown"
    other = Report("w", "2025-06-21")
    rows.append(other.tell("COOPERATE", ("AAA", "BBB"), phase="resume", matter="exchange", by="BBB", on="2025-06-16"))
    assert state_of("programme", rows, "2025-06-22").state == "running"


def test_copies_of_one_report_are_one_source() -> None:
    def told(name: str, side: str, status: str, copies: str | None) -> StoredEvent:
        phase = "suspend" if status == "suspended" else "resume"
        row = Report(name, "2025-06-20").tell(
            "SANCTION", "AAA", (), phase=phase, matter="exchange", by=side, status="ongoing", words=f"{name} {phase}"
        )
        return replace(row, source=replace(row.source, copies=copies))

    halted = [told(name, "AAA", "suspended", "cp_1") for name in ("a", "b", "c")]
    running = [told(name, "BBB", "running", None) for name in ("d", "e")]
    assert state_of("programme", [*halted, *running], "2025-06-21").state == "running"
    alone = [replace(row, source=replace(row.source, copies=None)) for row in halted]
    assert state_of("programme", [*alone, *running], "2025-06-21").state == "suspended"


# ------------------------------------------------------------------ what a report tells beside the news


def test_what_remains_in_force_takes_back_no_easing() -> None:
    report = Report("r", "2025-03-10")
    begun = Report("q", "2025-01-06").tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", on="2025-01-05")
    eased = report.tell("CONCEDE", "AAA", "BBB", phase="ease", matter="ban", on="2025-03-09")
    rest = report.tell("SANCTION", "AAA", "BBB", phase="continue", status="ongoing", matter="ban")
    folded = state_of("measure", [begun, eased, rest])
    assert (folded.state, "contested" in folded.flags) == ("partly lifted", False)


@pytest.mark.parametrize(("scope", "state"), [("temporary", "lifted"), ("grapes", "partly lifted")])
def test_a_temporary_ban_that_is_lifted_is_lifted(scope: str, state: str) -> None:
    row = Report("r", "2025-03-10").tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban", scope=scope)
    assert state_of("measure", [row]).state == state


def test_a_beginning_told_behind_the_end_came_before_it() -> None:
    report = Report("r", "2025-03-10")
    lifted = report.tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban")
    begun = report.tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban")
    again = report.tell("SANCTION", "AAA", "BBB", phase="begin", matter="ban", words="It was imposed again")
    assert steps(state_of("measure", [lifted, begun])) == ["in force", "lifted"]
    assert state_of("measure", [lifted, again]).state == "in force"


@pytest.mark.parametrize(
    ("words", "state"),
    [("Then it cut its ties", "full"), ("Now it has cut its ties", "severed"), ("It cut its ties again", "severed")],
)
def test_what_is_told_without_a_day_after_it_was_undone_is_what_was_done_then(words: str, state: str) -> None:
    cut = Report("p", "2019-02-25").tell("SANCTION", "AAA", "BBB", phase="sever", matter="relation", on="2019-02-23")
    back = Report("q", "2022-08-29").tell("SUPPORT", ("AAA", "BBB"), phase="restore", matter="relation")
    row = Report("r", "2022-09-05").tell("SANCTION", "AAA", "BBB", phase="sever", matter="relation", words=words)
    start = row.event.evidence.sentence.start + words.index("cut")
    evidence = replace(row.event.evidence, trigger=Span(start, start + len("cut")))
    told = replace(row, event=replace(row.event, evidence=evidence))
    assert state_of("relations", [cut, back, told]).state == state
    assert state_of("relations", [cut, told]).state == "severed"


@pytest.mark.parametrize(
    ("noun", "phase", "parties", "state"),
    [
        ("truce", "end", ("AAA", "BBB"), "terminated"),
        ("truce", "withdraw", ("AAA", "BBB"), "terminated"),
        ("treaty", "end", ("AAA", "BBB"), "terminated"),
        ("treaty", "cancel", ("AAA", "BBB"), "terminated"),
        ("treaty", "withdraw", ("AAA", "BBB"), "in force"),
        ("treaty", "end", ("AAA", "BBB", "CCC"), "in force"),
    ],
)
def test_one_of_two_ends_a_treaty_and_one_of_many_leaves_it(
    noun: str, phase: str, parties: tuple[str, ...], state: str
) -> None:
    begun = Report("q", "2025-01-06").tell("AGREE", parties, phase="begin", matter=noun, on="2025-01-05")
    ended = Report("r", "2025-03-10").tell("SANCTION", "AAA", "BBB", phase=phase, matter=noun, on="2025-03-09")
    assert state_of("agreement", [begun, ended], parties=parties).state == state


def test_what_is_lifted_for_a_time_is_suspended() -> None:
    report = Report("r", "2025-03-10")
    for_good = report.tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban")
    for_now = report.tell("CONCEDE", "AAA", "BBB", phase="lift", matter="ban", until="2025-09-10")
    assert state_of("measure", [for_good]).state == "lifted"
    assert state_of("measure", [for_now]).state == "suspended"


def test_an_embargo_told_as_imposed_where_its_end_is_told_came_before_it() -> None:
    report = Report("r", "2025-03-10")
    begun = report.tell("SANCTION", "AAA", "BBB", phase="begin", matter="embargo")
    ended = report.tell("SANCTION", "AAA", "BBB", phase="end", matter="embargo", on="2025-03-09", same_sentence=True)
    assert state_of("measure", [begun, ended]).state == "lifted"


def test_a_round_that_is_called_off_suspends_the_talks() -> None:
    begun = Report("q", "2025-01-06").tell("CONSULT", ("AAA", "BBB"), phase="begin", matter="negotiation")
    off = Report("r", "2025-03-10").tell("REJECT", "AAA", "BBB", phase="cancel", matter="round", on="2025-03-09")
    assert state_of("talks", [begun, off]).state == "suspended"
