"""The commands about the knowledge, and the explanation of sentences."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import click.testing
import pytest

from dragoman.cli import main
from dragoman.explain import Explained, explain_event, explain_text
from dragoman.model import PublishedBasis, Report
from dragoman.pipeline import Pipeline

Run = Callable[..., click.testing.Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def call(*args: object, code: int = 0) -> click.testing.Result:
        result = click.testing.CliRunner().invoke(main, [str(arg) for arg in args])
        assert result.exit_code == code, (result.output, result.stderr, result.exception)
        return result

    return call


# ------------------------------------------------------------------ check, show, test


def test_check_leaves_with_the_code_of_a_fault(run: Run, tmp_path: Path) -> None:
    data = Path(shutil.copytree(str(files("dragoman") / "data"), tmp_path / "d"))
    with (data / "frames" / "aid.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[[frame]]\nid = "odd"\nverbs = ["odd"]\nmode = "sideways"\n')
    line = len((data / "frames" / "aid.toml").read_text(encoding="utf-8").splitlines())
    result = run("lexicon", "check", "--data", data, code=78)
    assert f"frames/aid.toml:{line}: frame 'odd': AID has no mode 'sideways'" in result.stdout
    faults = json.loads(run("lexicon", "check", "--data", data, "--format", "json", code=78).stdout)["faults"]
    assert {"file", "line", "message", "remedy"} == set(faults[0])


def test_offices_shows_who_is_missing_when(run: Run) -> None:
    found = json.loads(
        run("lexicon", "offices", "Chile", "--from", "2001", "--to", "2001-02", "--format", "json").stdout
    )
    by_office = {each["office"]: each for each in found["offices"]}
    assert found["means"]["GOV.FM"] == by_office["CHL.GOV.FM"]["share"]
    two = json.loads(run("lexicon", "offices", "CHL", "ESH", "--to", "2026-11-22", "--format", "json").stdout)
    shares = [each["share"] for each in two["offices"] if each["office"].endswith(".GOV.TM")]
    assert len(shares) == 2 and abs(two["means"]["GOV.TM"] - sum(shares) / 2) < 0.001
    assert by_office["CHL.GOV.PRES"] == {"office": "CHL.GOV.PRES", "holders": 1, "share": 1.0, "gaps": []}
    # of Western Sahara no minister of trade is known: every day asked about is a gap
    empty = json.loads(run("lexicon", "offices", "ESH", "--from", "2001", "--to", "2001-02", "--format", "json").stdout)
    trade = next(each for each in empty["offices"] if each["office"] == "ESH.GOV.TM")
    assert (trade["share"], trade["gaps"]) == (0.0, [["2001-01-01", "2001-02-28"]])
    assert "GBR.GOV.FIN" in run("lexicon", "offices", "--to", "2026-11-22").stdout  # without a country: the G20
    nato = json.loads(run("lexicon", "offices", "NATO", "--to", "2026-11-22", "--format", "json").stdout)["offices"]
    assert [each["office"] for each in nato] == ["IGO.NATO.SG"]
    assert nato[0]["gaps"] == [["2003-12-18", "2004-01-04"]]
    assert "is no country" in run("lexicon", "offices", "Toyota", code=64).stderr
    assert "is no time" in run("lexicon", "offices", "CHL", "--to", "1999", code=64).stderr


def test_show_finds_a_word_wherever_it_is_known(run: Run) -> None:
    known = json.loads(run("lexicon", "show", "ban", "--format", "json").stdout)["known"]
    parts = {(k["part"], k["name"]) for k in known}
    assert {("frame", "coerce.ban"), ("frame", "sanction.impose"), ("class", "@measure")} <= parts
    place = next(k["place"] for k in known if k["name"] == "coerce.ban" and "verbs" in k["says"])
    path, line = place.split(":")
    text = (Path(str(files("dragoman"))) / "data" / path).read_text(encoding="utf-8").splitlines()
    assert text[int(line) - 1].strip() == "[[frame]]"
    assert text[int(line)] == 'id = "ban"'


@pytest.mark.parametrize(
    ("word", "part", "name"),
    [
        ("slap", "light verb", "slap"),
        ("would", "modal", "would"),
        ("plan", "operator", "operator.plan"),
        ("prime minister", "office", "….GOV.PM"),
        ("Kremlin", "actor", "RUS"),
        ("reportedly", "adverb", "reportedly"),
        ("say", "cue", "verb say"),
    ],
)
def test_show_knows_every_part(word: str, part: str, name: str, run: Run) -> None:
    known = json.loads(run("lexicon", "show", word, "--format", "json").stdout)["known"]
    assert any(k["part"] == part and k["name"].startswith(name) for k in known), known
    assert all(k["place"] for k in known)


def test_show_says_so_where_nothing_is_known(run: Run) -> None:
    assert "nothing knows 'qwertz'" in run("lexicon", "show", "qwertz").stderr


FRAMES = """
type = "SANCTION"

[[frame]]
id = "mothball"
verbs = ["mothball"]
mode = "discontinue"
where = { agent = ["actor"], patient = ["embassy"] }
actor = ["agent"]
recipient = ["patient.in", "in"]
"""
GOLD = [
    {"id": "a", "text": "Norway mothballed its embassy in Sudan.",
     "events": [{"code": "SANCTION", "source": ["Norway"], "target": ["Sudan"]}]},
    {"id": "b", "text": "Peru mothballed its embassy in Togo, a step that nobody noticed.", "events": []},
    {"id": "c", "text": "Chile praised Peru.", "events": [{"code": "SUPPORT", "source": ["Chile"], "target": []}]},
]  # fmt: skip


def test_a_change_shows_what_it_gains_and_loses(run: Run, tmp_path: Path) -> None:
    frames, gold = tmp_path / "mine.toml", tmp_path / "gold.jsonl"
    frames.write_text(FRAMES, encoding="utf-8")
    gold.write_text("\n".join(map(json.dumps, GOLD)), encoding="utf-8")
    found = json.loads(run("lexicon", "test", gold, "--with", frames, "--format", "json").stdout)
    assert [c["id"] for c in found["gained"]] == ["a"]
    assert [c["id"] for c in found["lost"]] == ["b"]
    assert found["gained"][0]["now"] == ["SANCTION discontinue occurred: Norway -> Sudan"]
    assert found["after"]["figures"]["type R"] > found["before"]["figures"]["type R"]
    again = json.loads(run("lexicon", "test", frames, "--gold", gold, "--format", "json").stdout)
    assert again == found
    alone = run("lexicon", "test", gold).stdout
    assert "not yet right: 1 sentence" in alone


def test_a_change_that_is_not_valid_is_refused(run: Run, tmp_path: Path) -> None:
    frames, gold = tmp_path / "mine.toml", tmp_path / "gold.jsonl"
    frames.write_text(FRAMES.replace("discontinue", "sideways"), encoding="utf-8")
    gold.write_text(json.dumps(GOLD[0]), encoding="utf-8")
    assert "sideways" in run("lexicon", "test", gold, "--with", frames, code=78).stderr
    run("lexicon", "test", frames, "--with", frames, code=64)
    gold.write_text("no gold", encoding="utf-8")
    frames.write_text(FRAMES, encoding="utf-8")
    assert f"{gold}:1" in run("lexicon", "test", gold, "--with", frames, code=65).stderr


def test_actors_lists_and_imports(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("id,name,source\nNGO.lanterns,Lantern Watch,https://x.example\n", encoding="utf-8")
    done = json.loads(run("actors", "import", table, "--format", "json").stdout)
    assert (done["actors"], done["holders"], done["left_out"]) == (1, 0, [])
    assert "NGO.lanterns" in run("lexicon", "show", "Lantern Watch").stdout
    assert "no ledger" in run("actors", code=74).stderr
    assert "import FILE" in run("actors", "--help").stdout


# ------------------------------------------------------------------ explain


def explained(pipeline: Pipeline, text: str) -> list[Explained]:
    report = Report("t", text, published="2024-05-29", published_basis=PublishedBasis.USER)
    return list(explain_text(pipeline, report))


def test_every_span_of_an_explanation_is_its_words(pipeline: Pipeline) -> None:
    text = "  Chile demanded that Vietnam lift its ban.\n\nPeru held talks with Bolivia in Lima on Monday."
    found = explained(pipeline, text)
    assert {"demanded", "lift"} <= {e.trigger.text for e in found}
    for each in found:
        places = [each.trigger, *(r.words for r in each.roles), *(p for s in each.slots for p in s.words)]
        for place in places:
            assert text[place.start : place.end] == place.text
        for actor in (*each.actors, *each.recipients):
            assert actor.span is not None
            assert actor.why


def test_an_explanation_has_the_event_and_its_steps(pipeline: Pipeline) -> None:
    text = "Chile demanded that Vietnam lift its ban."
    report = Report("t", text, published="2024-05-29", published_basis=PublishedBasis.USER)
    reading = pipeline.read(report)
    found = {e.event: e for e in explained(pipeline, text) if e.event}
    assert set(found) == {event.id for event in reading.events}
    lift = next(e for e in found.values() if e.trigger.text == "lift")
    assert lift.status == "requested"
    assert any("request.demand" in step for step in lift.steps)
    chosen = [v for v in lift.verdicts if v.chosen]
    assert [v.frame for v in chosen] == ["concede.lift"]
    assert not chosen[0].failed
    assert explain_event(pipeline, report, (lift.trigger.start, lift.trigger.end))[0] == lift


def test_a_frame_that_was_rejected_says_which_condition_failed(pipeline: Pipeline) -> None:
    found = explained(pipeline, "China and Japan struck a deal on fish.")
    strike = [v for e in found for v in e.verdicts if v.frame == "assault.attack" and not v.chosen]
    lift = explained(pipeline, "Norway lifted the cup and condemned Sudan.")
    failed = [reason for e in lift for v in e.verdicts if v.frame == "concede.lift" for reason in v.failed]
    assert all(v.failed for v in strike)
    assert failed
    assert "patient is 'the cup'" in failed[0]
    assert failed[0].startswith("where patient|of|poss = ")


def test_what_is_no_event_says_why(pipeline: Pipeline) -> None:
    outcomes = {e.trigger.text: e.outcome for e in explained(pipeline, "Peru plans to visit Chile. It rained.")}
    assert "no act of its own" in outcomes["plans"]
    assert outcomes["visit"] == "an event"
    assert "not parsed" in outcomes["It rained."]


def test_explain_as_a_command(run: Run) -> None:
    text = "Norway lifted its ban on Sudan."
    page = run("explain", "--text", text, "--published", "2024-05-29").stdout
    for words in ("concede.lift", "chosen", "rejected: ", "role", "looked in", "so: occurred"):
        assert words in page
    body = json.loads(run("explain", "--text", text, "--format", "json").stdout)
    assert body["steps"][0]["event"] == body["events"][0]["id"]
    assert {"role", "text", "span", "via", "stands_for"} == set(body["steps"][0]["roles"][0])


def test_explain_an_event_of_a_ledger(run: Run, tmp_path: Path) -> None:
    report, ledger = tmp_path / "r.txt", tmp_path / "l.db"
    report.write_text("---\npublished: 2024-05-29\n---\nNorway lifted its ban on Sudan.\n", encoding="utf-8")
    run("read", report, "--ledger", ledger)
    event = json.loads(run("events", "--ledger", ledger, "--format", "jsonl").stdout.splitlines()[0])
    page = run("explain", event["id"], "--ledger", ledger).stdout
    assert "concede.lift (concede.toml" in page
    assert "retreat.end-siege" in page
