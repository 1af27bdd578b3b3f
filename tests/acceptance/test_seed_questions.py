"""The 28 questions on two reports, asked of a ledger made of these two alone.

The reports and the questions lie beside the project and are not part of it; without them nothing here runs. For each
question: the call, the fields expected in ledger words, what may not come out, and the evidence, of which at least half
must be what the question names. `PENDING` lists the questions that are not answered fully yet, and what is missing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from asking import Asking, one, read_all, share_named

from dragoman.dates import Interval
from dragoman.ledger.linking import link_all, link_documents
from dragoman.lexicon.actors import load_book
from dragoman.model import Failure, Status
from dragoman.pipeline import Pipeline
from dragoman.protocols import ClaimFilter
from dragoman.query.asking import make_view
from dragoman.query.relations import relation
from dragoman.query.requests import find_requests
from dragoman.query.searching import actor_page, find_mentions, search
from dragoman.sources.files import iter_reports
from dragoman.store.sql import open_store

SHARED = Path(__file__).resolve().parents[2] / "../shared"
QUESTIONS = SHARED / "acceptance" / "seed_questions.json"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
A, B = "2023-09-14", "2024-05-30"
PAIR = ("CHN", "JPN")
DOC_A, DOC_B = "003_7efeea7c0d30bf83.txt", "000_fa5a29937144a5c4.txt"

pytestmark = pytest.mark.skipif(not QUESTIONS.exists(), reason="the two reports and their questions are not beside us")

PENDING: dict[str, str] = {}
"""Questions that are not answered fully yet, and what is missing; a question that passes leaves the list."""

Answer = Callable[[Asking], Any]
ANSWERS: dict[str, Answer] = {}


def answers(identity: str) -> Callable[[Answer], Answer]:
    """Register the answer to a question. It asserts what must and may not be, and gives the evidence."""

    def register(answer: Answer) -> Answer:
        ANSWERS[identity] = answer
        return answer

    return register


@pytest.fixture(scope="module", params=["at once", "later first"])
def asking(request: pytest.FixtureRequest, pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Any:
    reports = [r for r in iter_reports([str(SHARED / "seeds")]) if not isinstance(r, Failure)]
    readings = read_all(pipeline, sorted(reports, key=lambda r: r.path))
    assert [Path(r.sighting.path).name for r in readings] == [DOC_B, DOC_A]
    with open_store(str(tmp_path_factory.mktemp("seeds") / "ledger.db")) as store:
        if request.param == "at once":
            store.add(reversed(readings), recorded_at=NOW)
            link_all(store, recorded_at=NOW)
        else:
            for reading in readings:
                store.add([reading], recorded_at=NOW)
                link_documents(store, [reading.document.id], recorded_at=NOW)
        yield Asking(store)


def within(interval: Interval | None, earliest: str, latest: str) -> bool:
    """Whether both ends are known and lie in the days given."""
    return interval is not None and Interval(date.fromisoformat(earliest), date.fromisoformat(latest)).covers(interval)


def ban(ask: Asking, day: str) -> Any:
    return one([d for d in ask.dossiers("measure", PAIR, day) if "seafood" in d.title])


def exchange(ask: Asking, day: str) -> Any:
    return one(ask.dossiers("programme", PAIR, day))


def visit(ask: Asking, day: str) -> Any:
    """The Chinese officers' visit."""
    found = ask.dossiers("meeting", PAIR, day)
    return one([d for d in found if any(e.event.phase == "postpone" for e in d.events)])


@answers("Q01")
def _(ask: Asking) -> Any:
    found = ban(ask, B)
    assert found.folded.state == "in force"
    assert found.folded.silent_days == 0
    assert "lifted" not in [reached.state for reached in found.folded.path]
    return found.to_json(full=True)


@answers("Q02")
def _(ask: Asking) -> Any:
    found = ban(ask, B)
    assert within(found.folded.since, "2023-08-01", "2023-08-31")
    assert found.folded.since.earliest < date(2023, 8, 24) or found.folded.since.latest > date(2023, 8, 24)
    assert [what for what, _, _, _ in found.folded.scope] == ["blanket"]
    assert [(p["id"], p["part"]) for p in found.to_json()["parties"]] == [("CHN", "imposes"), ("JPN", "subject")]
    return found.to_json(full=True)


@answers("Q03")
def _(ask: Asking) -> Any:
    found = ban(ask, B)
    met = [d for d in ask.dossiers("meeting", PAIR, B) if d.folded.since == Interval.day(date(2024, 5, 26))]
    days = [(date(2024, 5, 26) - end).days for end in (found.folded.since.earliest, found.folded.since.latest)]
    assert days[1] <= 276 <= days[0] + 25
    return [found.to_json(full=True), one(met).to_json(full=True)]


@answers("Q04")
def _(ask: Asking) -> Any:
    found = find_requests(ask.store, load_book(), make_view(B, B), by="Japan")
    about = [r for r in found if r.dossier is not None and "seafood" in r.dossier.title]
    assert len(about) >= 2
    assert {r.outcome for r in about} <= {"not granted so far", "unknown"}
    assert all(r.asked is None or r.asked.event.status is Status.REQUESTED for r in about)
    return [r.to_json() for r in about]


@answers("Q05")
def _(ask: Asking) -> Any:
    found = visit(ask, A)
    assert found.folded.state == "postponed"
    assert not {"held", "cancelled", "scheduled"} & {reached.state for reached in found.folded.path[-1:]}
    statuses = {e.event.status for e in found.events}
    assert Status.UNLIKELY in statuses and Status.OCCURRED not in {
        e.event.status for e in found.events if e.event.type == "CONSULT"
    }
    return found.to_json(full=True)


@answers("Q06")
def _(ask: Asking) -> Any:
    found = visit(ask, A)
    planned = found.folded.planned
    assert planned is not None and not planned.is_day and within(planned, "2023-09-11", "2023-09-30")
    programme = [e.event for e in found.events if e.event.type == "CONSULT"]
    assert {e.status for e in programme} <= {Status.SCHEDULED, Status.UNLIKELY}
    return found.to_json(full=True)


@answers("Q07")
def _(ask: Asking) -> Any:
    found = visit(ask, A)
    assert "unconfirmed" in found.folded.flags
    told = [e.event for e in found.events if e.event.phase == "postpone"]
    assert all(str(e.attribution[0].kind) == "anonymous" for e in told)
    chain = max((e.attribution for e in told), key=len)
    assert [(str(link.kind), link.side) for link in chain][:2] == [("anonymous", None), ("named", "CHN")]
    assert any(
        link.said_on and link.said_on.interval == Interval.day(date(2023, 9, 12))
        for e in told
        for link in e.attribution
    )
    return found.to_json(full=True)


@answers("Q08")
def _(ask: Asking) -> Any:
    rows = ask.events(A, phases=("postpone",))
    text = {row.event.document: ask.store.text(row.event.document).raw for row in rows}
    reasons = {(text[r.event.document][x.span.start : x.span.end], x.kind, x.by) for r in rows for x in r.event.reasons}
    stated = [(words, by) for words, kind, by in reasons if kind == "stated"]
    assert any("inconvenience" in words for words, _ in stated)
    assert all("dispute" not in words for words, _ in stated)
    assert any("dispute" in words for words, kind, _ in reasons if kind == "inferred")
    return [line for row in rows for line in row.lines()]


@answers("Q09")
def _(ask: Asking) -> Any:
    found = exchange(ask, A)
    path = [(reached.state, reached.since) for reached in found.folded.path]
    assert [state for state, _ in path] == ["running", "suspended", "running", "suspended", "running"]
    assert [since.earliest.year for _, since in path] == [2001, 2012, 2018, 2018, 2023]
    assert path[0][1] == Interval.year(2001) and path[1][1] == Interval.year(2012)
    assert within(path[4][1], "2023-07-01", "2023-07-31")
    return found.to_json(full=True)


@answers("Q10")
def _(ask: Asking) -> Any:
    first, later = exchange(ask, A), exchange(ask, B)
    assert (first.folded.state, "disrupted" in first.folded.flags, "last-known" in first.folded.flags) == (
        "running",
        True,
        False,
    )
    assert (later.folded.state, "last-known" in later.folded.flags) == ("running", True)
    assert later.folded.silent_days > 8 * 30
    return [first.to_json(full=True), later.to_json(full=True)]


@answers("Q11")
def _(ask: Asking) -> Any:
    halted = one([r for r in exchange(ask, A).folded.path if r.since == Interval.year(2012)])
    reasons = halted.step.row.event.reasons
    assert reasons and all(reason.kind == "inferred" for reason in reasons)
    return list(halted.step.row.lines())


@answers("Q12")
def _(ask: Asking) -> Any:
    rows = ask.events(A, types=("CONSULT",), actors=("CHN.GOV.PM",), counterparts=("JPN.GOV.PM",))
    said = {(r.event.status, r.event.matter.matter_class if r.event.matter else None) for r in rows}
    assert (Status.NOT_OCCURRED, "talk") in said and (Status.OCCURRED, "chat") in said
    assert all(within(r.event.date.interval, "2023-09-03", "2023-09-11") for r in rows if r.event.date)
    return [line for row in rows for line in row.lines()]


@answers("Q13")
def _(ask: Asking) -> Any:
    met = [
        d
        for d in ask.dossiers("meeting", PAIR, B)
        if any("CHN.GOV.PM" in [a.id for a in e.event.actors] for e in d.events)
    ]
    held = [
        d
        for d in met
        if d.folded.state == "held" and "informal" not in d.title and d.folded.since.earliest > date(2023, 10, 1)
    ]
    assert one(held).folded.since == Interval.day(date(2024, 5, 26))
    people = {a.person for e in held[0].events for a in e.event.actors}
    assert {"person/fumio-kishida", "person/li-qiang"} <= people
    return held[0].to_json(full=True)


@answers("Q14")
def _(ask: Asking) -> Any:
    rows = ask.events(B, types=("CONSULT",), actors=("CHN.GOV.PRES",), counterparts=("JPN.GOV.PM",))
    assert len({row.occurrence for row in rows}) == 1 and len(rows) == 2
    assert {row.event.status for row in rows} == {Status.OCCURRED}
    assert any(row.event.date and row.event.date.interval == Interval.month(2023, 11) for row in rows)
    assert {row.event.place for row in rows} == {"San Francisco"}
    return [line for row in rows for line in row.lines()]


@answers("Q15")
def _(ask: Asking) -> Any:
    found = one([d for d in ask.dossiers("mechanism", PAIR, B) if "economic" in d.title])
    assert found.folded.state == "agreed"
    assert not any(h.session for h in found.happenings)
    return found.to_json(full=True)


@answers("Q16")
def _(ask: Asking) -> Any:
    found = one([d for d in ask.dossiers("mechanism", PAIR, B) if "export control" in d.title])
    assert found.folded.state == "standing"
    session = one([d for d in ask.dossiers("meeting", PAIR, B) if d.id in found.holds])
    assert (session.folded.state, session.folded.since) == ("held", Interval.day(date(2024, 5, 27)))
    assert {e.event.matter.number for e in session.events if e.event.matter} - {None} == {2}
    assert {e.event.place for e in session.events} - {None} == {"Shanghai"}
    assert "single-sided" in session.folded.flags
    return session.to_json(full=True)


@answers("Q17")
def _(ask: Asking) -> Any:
    found = one(ask.dossiers("meeting", ("CHN", "JPN", "KOR"), B))
    assert found.folded.state == "held"
    assert within(found.folded.since, "2024-05-26", "2024-05-27")
    assert any(e.event.place == "Seoul" for e in found.events)
    assert not any(e.event.evidence.caption for e in found.events)
    return found.to_json(full=True)


@answers("Q18")
def _(ask: Asking) -> Any:
    uses = [u for u in find_mentions(ask.store, "Liu", make_view(B, B)) if u.mention.name.startswith("Liu")]
    assert uses
    assert all(u.mention.person in (None, "person/liu-jianchao") for u in uses)
    office = find_mentions(ask.store, "International Department", make_view(B, B))
    assert any((u.mention.actor or "").startswith("CHN") for u in office)
    trip = search(ask.store, "His trip", make_view(B, B))
    return [u.to_json() for u in (*uses, *office)] + [hit.to_json() for hit in trip]


@answers("Q19")
def _(ask: Asking) -> Any:
    rows = ask.events(B, types=("CONSULT",), start=date(2024, 5, 29), end=date(2024, 5, 29))
    met = {a.id or a.name for row in rows for a in (*row.event.actors, *row.event.recipients)}
    assert "JPN.GOV.FM" in met and any("Fukushima" in str(name) or "sdp" in str(name).lower() for name in met)
    assert {row.event.status for row in rows} == {Status.OCCURRED}
    assert len({row.occurrence for row in rows}) >= 2
    return [line for row in rows for line in row.lines()]


@answers("Q20")
def _(ask: Asking) -> Any:
    uses = find_mentions(ask.store, "Fukushima", make_view(B, B))
    hits = search(ask.store, "Fukushima", make_view(B, B))
    assert not any((u.mention.actor or "").startswith("JPN") and u.mention.name == "Fukushima" for u in uses)
    person = [u for u in uses if u.mention.name == "Mizuho Fukushima"]
    assert person and all("surname" not in u.mention.why for u in uses if "plant" in u.quote[70:110])
    return [u.to_json() for u in uses] + [hit.to_json() for hit in hits]


@answers("Q21")
def _(ask: Asking) -> Any:
    claims = [c for c in ask.store.claims(ClaimFilter()) if c.claim.attribution]
    relayed = [
        c
        for c in claims
        if str(c.claim.attribution[0].kind) == "readout" and c.claim.attribution[0].side in ("CHN", None)
    ]
    rows = [r for r in ask.events(B) if r.event.attribution and str(r.event.attribution[0].kind) == "readout"]
    assert any(link.side == "JPN" for c in relayed for link in c.claim.attribution)
    assert {link.side for r in rows for link in r.event.attribution[:1]} <= {"CHN"}
    return [line for row in (*relayed, *rows) for line in row.lines()]


@answers("Q22")
def _(ask: Asking) -> Any:
    claims = list(ask.store.claims(ClaimFilter()))
    stances = {(c.claim.side, str(c.claim.stance)) for c in claims}
    assert {("CHN", "against"), ("JPN", "against")} <= stances
    measured = one([c for c in claims if c.claim.measure])
    assert (measured.claim.side, measured.claim.attribution, measured.claim.measure.comparison) == (None, (), "below")
    return [line for claim in claims for line in claim.lines()]


@answers("Q23")
def _(ask: Asking) -> Any:
    found = one([d for d in ask.dossiers("meeting", PAIR, A) if d.folded.state == "refused"])
    assert within(found.folded.since, "2023-08-21", "2023-08-31")
    assert not any(
        e.event.type == "CONSULT" and e.event.status in (Status.OCCURRED, Status.ONGOING) for e in found.events
    )
    komeito = search(ask.store, "The junior coalition partner of Kishida's Liberal Democratic Party", make_view(A, A))
    return [found.to_json(full=True), *(hit.to_json() for hit in komeito)]


@answers("Q24")
def _(ask: Asking) -> Any:
    days = {Path(d.sightings[0].path).name: d for d in ask.store.documents()}
    assert within(days[DOC_A].published.interval, "2023-09-12", "2023-09-14")
    assert within(days[DOC_B].published.interval, "2024-05-29", "2024-05-30")
    assert str(days[DOC_A].published.basis) == str(days[DOC_B].published.basis) == "calendar"
    return [
        {
            "path": d.sightings[0].path,
            "c": [{**c.to_json(), "path": d.sightings[0].path} for c in d.published.constraints],
        }
        for d in days.values()
    ]


@answers("Q25")
def _(ask: Asking) -> Any:
    noise = [
        {"path": d.sightings[0].path, "span": span.to_json()} for d in ask.store.documents() for span, _ in d.noise
    ]
    raw = {d.id: ask.store.text(d.id).raw for d in ask.store.documents()}
    told = {
        raw[r.event.document][r.event.evidence.sentence.start : r.event.evidence.sentence.end] for r in ask.events(B)
    }
    for words in (
        "03:31",
        "03:10",
        "China joins UN mission",
        "discussed at 3-way summit",
        "plan to meet in Sept",
        "Photo courtesy",
    ):
        assert not any(words in sentence for sentence in told), words
    report = one([c for c in ask.store.claims(ClaimFilter()) if "also said that China posed" in c.claim.evidence.quote])
    assert report.claim.speaker == "the report" and report.claim.side is None
    return [*noise, *report.lines()]


@answers("X01")
def _(ask: Asking) -> Any:
    points = relation(ask.store, load_book(), "China", "Japan", make_view(B, B))
    score = {p.period: p.score for p in points}
    assert {"2023-08", "2023-11", "2024-05"} <= set(score)
    assert score["2023-08"] < 0 < score["2024-05"]
    assert ban(ask, A).folded.state == ban(ask, B).folded.state == "in force"
    views = search(ask.store, "straining bilateral ties", make_view(B, B))
    said = [c for c in ask.store.claims(ClaimFilter()) if "stability" in c.claim.evidence.quote and c.claim.attribution]
    assert said
    return [line for c in said for line in c.lines()] + [hit.to_json() for hit in views]


@answers("X02")
def _(ask: Asking) -> Any:
    page = actor_page(ask.store, load_book(), "JPN.GOV.FM", make_view(A, A))
    assert "Kamikawa" not in " ".join(page.called)
    then = load_book().holders("JPN.GOV.FM", Interval.day(date(2023, 9, 12)))
    assert [tenure.person for tenure in then] == ["person/yoshimasa-hayashi"]
    return [u.to_json() for u in find_mentions(ask.store, "Kamikawa", make_view(B, B))]


@answers("X03")
def _(ask: Asking) -> Any:
    july = [
        r
        for r in ask.events(A, start=date(2023, 7, 1), end=date(2023, 7, 31))
        if r.event.type in ("CONSULT", "COOPERATE")
    ]
    assert any(r.event.evidence.caption and r.event.date.interval == Interval.day(date(2023, 7, 17)) for r in july)
    assert any(r.event.mode == "visit" and r.event.status is Status.OCCURRED for r in july)
    return [line for row in july for line in row.lines()]


def questions() -> list[Any]:
    if not QUESTIONS.exists():
        return []
    found = json.loads(QUESTIONS.read_text("utf-8"))["questions"]
    return [
        pytest.param(
            q,
            id=q["id"],
            marks=[pytest.mark.xfail(reason=PENDING[q["id"]], strict=True)] if q["id"] in PENDING else [],
        )
        for q in found
    ]


@pytest.mark.parametrize("question", questions())
def test_question(asking: Asking, question: dict[str, Any]) -> None:
    wanted = [(e["doc"], e["start"], e["end"]) for e in question["evidence"]]
    assert share_named(ANSWERS[question["id"]](asking), wanted) >= 0.5


def test_every_question_has_an_answer() -> None:
    assert sorted(ANSWERS) == sorted(q.id for q in questions())
