"""What a sentence says of a meeting beyond the fields: whether it took place, who takes part, whether it is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ledger_samples import Report

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.ledger.dossiers.grounds import compatible, same_one
from dragoman.ledger.dossiers.sifting import is_between_sides, with_offices
from dragoman.ledger.dossiers.told import as_told, without_bystanders
from dragoman.lexicon.dossiers import shipped_kinds, trigger_of
from dragoman.model import ActorRef, DatedBy, Event, Evidence, Phase, Span, Status

KINDS = shipped_kinds()


def told(
    words: str,
    trigger: str,
    actors: tuple[tuple[str, str], ...] = (),
    recipients: tuple[tuple[str, str], ...] = (),
    *,
    type: str = "CONSULT",
    noun: str | None = None,
    status: Status = Status.OCCURRED,
    on: str | None = None,
) -> Event:
    """An event of a sentence: its trigger and its actors stand where the words do."""
    start = words.index(trigger)
    evidence = Evidence(Span(0, len(words)), Span(start, start + len(trigger)), words)

    def refs(named: tuple[tuple[str, str], ...]) -> tuple[ActorRef, ...]:
        places = [(code, name, words.index(name)) for code, name in named]
        return tuple(ActorRef(code, code[:3], name, Span(at, at + len(name))) for code, name, at in places)

    row = Report("a", "1999-01-01").tell(type, matter=noun, status=str(status), on=on)
    return replace(row.event, evidence=evidence, actors=refs(actors), recipients=refs(recipients))


@pytest.mark.parametrize(
    ("words", "trigger", "noun", "status"),
    [
        ("The king of Nepal landed in Thimphu for a summit of seven states.", "landed", "summit", Status.SCHEDULED),
        ("The king of Nepal attended a summit of seven states.", "summit", "summit", Status.OCCURRED),
        ("Prices rose days before the two presidents meet in Quito.", "meet", None, Status.SCHEDULED),
        ("Prices rose days before the two presidents met in Quito.", "met", None, Status.OCCURRED),
        ("It came on the eve of the premier's visit to Oslo.", "visit", "visit", Status.SCHEDULED),
        ("Students protested over the premier's visit to Oslo.", "visit", "visit", Status.CONDITIONAL),
        ("During the premier's visit to Oslo two pacts were signed.", "visit", "visit", Status.OCCURRED),
        ("The premier's visit to Oslo ended on a sour note.", "visit", "visit", Status.OCCURRED),
        ("It would be the first meeting of the two since the war.", "meeting", "meeting", Status.CONDITIONAL),
        ("He flew to Lima for talks on copper.", "talks", "talk", Status.SCHEDULED),
        ("The two met in Lima for talks on copper.", "talks", "talk", Status.OCCURRED),
        (
            "Ties were restored after the presidents of the two countries held talks.",
            "held talks",
            "talk",
            Status.OCCURRED,
        ),
    ],
)
def test_whether_a_meeting_took_place(words: str, trigger: str, noun: str | None, status: Status) -> None:
    assert as_told(told(words, trigger, noun=noun), KINDS["meeting"]).status is status


@pytest.mark.parametrize(
    ("words", "trigger", "phase", "kind", "status"),
    [
        ("They had been negotiating a loan before the flood.", "negotiating", None, "talks", Status.CONDITIONAL),
        ("They have been negotiating a loan since the flood.", "negotiating", None, "talks", Status.OCCURRED),
        ("Oslo suspended the ratification of the pact.", "ratification", Phase.RATIFY, "agreement", Status.CONDITIONAL),
        ("Oslo announced its ratification of the pact.", "ratification", Phase.RATIFY, "agreement", Status.OCCURRED),
        ("They will meet for the restoration of ties.", "restoration", Phase.RESTORE, "relations", Status.CONDITIONAL),
        ("They met after the restoration of ties.", "restoration", Phase.RESTORE, "relations", Status.OCCURRED),
        ("The proposed pact was called off.", "called off", Phase.CANCEL, "agreement", Status.CONDITIONAL),
        ("The old pact was called off.", "called off", Phase.CANCEL, "agreement", Status.OCCURRED),
    ],
)
def test_what_did_not_come_or_no_longer_runs(
    words: str, trigger: str, phase: Phase | None, kind: str, status: Status
) -> None:
    assert as_told(replace(told(words, trigger), phase=phase), KINDS[kind]).status is status


@pytest.mark.parametrize(
    ("day", "status", "first"),
    [
        (date(1999, 1, 10), Status.SCHEDULED, date(1999, 1, 11)),
        (date(1999, 1, 9), Status.ONGOING, date(1999, 1, 4)),
    ],
    ids=["sunday", "saturday"],
)
def test_this_week_on_a_sunday_is_the_one_that_begins(day: date, status: Status, first: date) -> None:
    event = told("The king is visiting Peru this week.", "visiting", status=Status.ONGOING)
    week = Interval(date(1999, 1, 4), date(1999, 1, 10))
    said = DatedBy(week, Granularity.WEEK, DateBasis.RELATIVE_TO_PUBLICATION, f'"this week", report of {day}')
    found = as_told(replace(event, date=said), KINDS["meeting"])
    assert (found.status, found.date and found.date.interval.earliest) == (status, first)


@pytest.mark.parametrize(
    ("words", "name", "called"),
    [
        ("Ministers Ana Gil of Peru and Luis Paz of Cuba met.", "Ana Gil", "minister Ana Gil"),
        ("Ministers Ana Gil of Peru and Luis Paz of Cuba met.", "Luis Paz", "minister Luis Paz"),
        ("Luis Paz, the Cuban trade minister, met Ana Gil.", "Luis Paz", "minister Luis Paz"),
        ("The singer Luis Paz met Ana Gil.", "Luis Paz", "Luis Paz"),
    ],
)
def test_an_office_beside_a_name_is_its_bearers(words: str, name: str, called: str) -> None:
    at = words.index(name)
    someone = ActorRef(None, "CUB", name, Span(at, at + len(name)))
    assert [a.name for a in with_offices(replace(told(words, "met"), actors=(someone,))).actors] == [called]


@pytest.mark.parametrize(
    ("words", "trigger", "kind", "given", "status"),
    [
        ("The premier left the summit to confer with Chad.", "confer", "meeting", Status.PROPOSED, Status.ONGOING),
        ("The premier wants to confer with Chad.", "confer", "meeting", Status.PROPOSED, Status.PROPOSED),
        ("The premier, on a two-day visit to Chad, signed.", "visit", "meeting", Status.AGREED, Status.ONGOING),
        ("The premier agreed on a visit to Chad.", "visit", "meeting", Status.AGREED, Status.AGREED),
        ("Chad wants to have ties restored by May.", "restored", "relations", Status.OCCURRED, Status.PROPOSED),
        ("Chad wants peace and had ties restored in May.", "restored", "relations", Status.OCCURRED, Status.OCCURRED),
        ("The premier is coming to Chad.", "coming", "meeting", Status.ONGOING, Status.SCHEDULED),
        (
            "Our report of Monday that they had signed a pact was wrong.",
            "signed",
            "agreement",
            Status.OCCURRED,
            Status.DENIED,
        ),
        (
            "Their report of Monday that they had signed a pact was long.",
            "signed",
            "agreement",
            Status.OCCURRED,
            Status.OCCURRED,
        ),
        ("Ties with Chad should never have been severed.", "severed", "relations", Status.OCCURRED, Status.CONDITIONAL),
        ("Chad dismissed rumours of a collapse.", "collapse", "talks", Status.OCCURRED, Status.CONDITIONAL),
        (
            "They agreed on a truce, with the talks to resume in May.",
            "resume",
            "talks",
            Status.OCCURRED,
            Status.SCHEDULED,
        ),
        ("The premier arrived in Chad for a visit.", "visit", "meeting", Status.OCCURRED, Status.OCCURRED),
    ],
)
def test_what_is_done_there_and_what_is_only_wanted(
    words: str, trigger: str, kind: str, given: Status, status: Status
) -> None:
    assert as_told(told(words, trigger, status=given), KINDS[kind]).status is status


def test_the_second_of_two_plans_is_one() -> None:
    planned = told("They were due to meet and then sign a treaty.", "sign", type="SUPPORT", noun="treaty")
    assert as_told(planned, KINDS["agreement"]).status is Status.SCHEDULED


@pytest.mark.parametrize(
    ("words", "named", "kept"),
    [
        ("Chad and Libya met in Lome with Swiss mediation.", ("CHD/Chad", "LBY/Libya", "CHE/Swiss"), "CHD LBY"),
        ("Chad and Libya met in talks hosted by Togo.", ("CHD/Chad", "LBY/Libya", "TGO/Togo"), "CHD LBY"),
        ("Chad and Niger met on the war against Libya.", ("CHD/Chad", "NER/Niger", "LBY/Libya"), "CHD NER"),
        ("Togo held talks, it met between Chad and Libya.", ("TGO/Togo", "CHD/Chad", "LBY/Libya"), "CHD LBY"),
        ("Chad and Libya met with Togo as guarantor.", ("CHD/Chad", "LBY/Libya", "TGO/Togo"), "CHD LBY"),
        ("Chad and Libya met with Togolese mediators.", ("CHD/Chad", "LBY/Libya", "TGO/Togolese mediators"), "CHD LBY"),
        ("Chad, Libya and Togo met in Lome.", ("CHD/Chad", "LBY/Libya", "TGO/Togo"), "CHD LBY TGO"),
        ("Some 900 Libyans met Chad in June.", ("LBY/Libyans", "CHD/Chad"), "CHD"),
    ],
)
def test_who_takes_part(words: str, named: tuple[str, ...], kept: str) -> None:
    sides = tuple((code, name) for code, _, name in (each.partition("/") for each in named))
    event = without_bystanders(told(words, "met", sides), KINDS["meeting"])
    assert [actor.id for actor in event.actors] == kept.split()


@pytest.mark.parametrize(
    ("words", "trigger", "kind", "named", "kept"),
    [
        ("A truce was brokered by Chad and Libya.", "truce", "agreement", ("TCD/Chad", "LBY/Libya"), ""),
        ("A truce was broken by Chad and Libya.", "truce", "agreement", ("TCD/Chad", "LBY/Libya"), "TCD LBY"),
        (
            "It ends a dispute between Chad and Togo over what Libya did.",
            "dispute",
            "dispute",
            ("TCD/Chad", "TGO/Togo", "LBY/Libya"),
            "TCD TGO",
        ),
        ("He told a news conference with Togo of an agreement.", "agreement", "agreement", ("TGO/Togo",), ""),
        (
            "China held talks with Russian state-owned engine makers and producers.",
            "talks",
            "meeting",
            ("CHN/China", "RUS/Russian"),
            "CHN RUS",
        ),
        (
            "China held talks with Russian state-owned grain producers.",
            "talks",
            "meeting",
            ("CHN/China", "RUS/Russian"),
            "CHN",
        ),
    ],
    ids=["brokered", "broken", "between", "press", "makers and", "producers"],
)
def test_who_only_helps_hears_or_trades_is_no_side(
    words: str, trigger: str, kind: str, named: tuple[str, ...], kept: str
) -> None:
    sides = tuple((code, name) for code, _, name in (each.partition("/") for each in named))
    event = without_bystanders(told(words, trigger, sides), KINDS[kind])
    assert [actor.id for actor in event.actors] == kept.split()


@pytest.mark.parametrize(
    ("words", "trigger", "kind", "is_one"),
    [
        ("Chad used to meet Libya each spring.", "meet", "meeting", False),
        ("His policy of letting the U.N. aide meet Libya failed.", "meet", "meeting", False),
        ("The first round of voting with Libya begins today.", "round", "talks", False),
        ("The first round of peace talks with Libya begins today.", "round", "talks", True),
        ("He is waiting for Chad to meet Libya.", "meet", "meeting", False),
        ("Chad did meet Libya.", "meet", "meeting", True),
        ("When Chad did meet Libya, the rest will fall silent.", "meet", "meeting", False),
    ],
)
def test_what_is_a_matter_between_sides(words: str, trigger: str, kind: str, is_one: bool) -> None:
    event = told(words, trigger, noun="round" if trigger == "round" else None)
    assert is_between_sides(event, KINDS[kind], event.matter) is is_one


@pytest.mark.parametrize(
    ("a", "b", "fit"),
    [
        ("@PER.GOV.FM", "PER.GOV.FM", True),
        ("@PER.GOV.FM", "@PER.GOV.FM", False),
        ("person/a", "person/b", False),
        ("person/a", "?a", True),
        ("person/alhaji-ali-bello", "person/ali-bello", True),
        ("person/ali-musa-bello", "person/ali-bello", True),
        ("person/ali-bello", "person/musa-bello", False),
        ("person/bello", "person/ali-bello", False),
        ("PER.GOV.PRES", "PER.GOV.MIN interior", False),
    ],
)
def test_an_office_stands_for_its_holder_where_it_is_named_alone(a: str, b: str, fit: bool) -> None:
    assert compatible(a, b) is fit
    assert not same_one("@PER.GOV.FM", "@PER.GOV.FM")


def test_the_place_of_an_act_in_a_cleaned_quote_is_found_by_its_word() -> None:
    event = told("Chad's visit to Libya began.", "visit")
    shifted = replace(event.evidence, sentence=Span(0, 40), trigger=Span(9, 14))
    raw = replace(event, evidence=shifted, explanation=("frame x", "predicate 'visit' as noun"))
    assert trigger_of(raw) == "visit"
