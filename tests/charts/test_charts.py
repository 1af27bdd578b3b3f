from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair as alt
import click.testing
import pytest

import dragoman
from dragoman.charts import vega
from dragoman.charts.lifecycle import lifecycle
from dragoman.charts.network import layout, network
from dragoman.charts.palette import QUADS
from dragoman.charts.relation import relation
from dragoman.cli import main
from dragoman.errors import NotFound, UsageError
from dragoman.protocols import View
from dragoman.query.dossiers import dossier

DAY = date(2025, 12, 1)
VIEW = View(as_of=DAY, known_by=DAY)
SVG = "{http://www.w3.org/2000/svg}"


def data_of(chart: Any) -> list[dict[str, Any]]:
    spec = vega.to_spec(chart)
    return [row for rows in spec["datasets"].values() for row in rows] if "datasets" in spec else _inline(spec)


def _inline(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, dict):
        own = part.get("data", {}).get("values", []) if isinstance(part.get("data"), dict) else []
        return [*own, *(row for key, each in part.items() if key != "data" for row in _inline(each))]
    return [row for each in part for row in _inline(each)] if isinstance(part, list) else []


@pytest.fixture
def drawn(story: dragoman.Ledger) -> Any:
    return relation(story.store, story.names, "Chile", "Vietnam", VIEW)


def test_relation_draws_every_act_once_and_no_background(drawn: Any) -> None:
    rows = data_of(drawn)
    acts = [row for row in rows if "shape" in row]
    bars = sum(row["acts"] for row in rows if "low" in row and "acts" in row)
    assert len(acts) == bars == 7
    assert min(row["from"] for row in acts) == "2024-12-01"  # the fine of 1998 is told as background
    assert {row["quad"] for row in acts} <= set(QUADS)


def test_relation_draws_intervals_and_what_is_not_sure(drawn: Any) -> None:
    acts = [row for row in data_of(drawn) if "shape" in row]
    spans = {(row["from"], row["to"]) for row in acts if row["shape"] == "days"}
    assert spans == {("2025-01-13", "2025-01-20")}  # "this week"
    assert {"day", "days", "report"} == {row["shape"] for row in acts}
    faint = [row for row in data_of(drawn) if row.get("sure") == "period not sure"]
    assert sum(row["acts"] for row in faint) == sum(row["shape"] == "report" for row in acts)


def test_a_chart_is_an_altair_object_that_says_in_words_what_it_shows(drawn: Any) -> None:
    assert isinstance(drawn, alt.VConcatChart)
    assert "3 acts of verbal cooperation, 3 acts of verbal conflict and 1 act of material conflict" in drawn.description
    assert "1 act lies somewhere between two days" in drawn.description
    assert "As of 2025-12-01" in drawn.description


def test_periods_bound_what_is_drawn(story: dragoman.Ledger) -> None:
    some = relation(story.store, story.names, "Chile", "Vietnam", VIEW, since=date(2025, 4, 1), until=date(2025, 4, 30))
    acts = [row for row in data_of(some) if "shape" in row]
    assert acts
    assert all("2025-04" <= row["from"] < "2025-05" for row in acts)
    with pytest.raises(NotFound, match="no act between Chile and Vietnam"):
        relation(story.store, story.names, "Chile", "Vietnam", VIEW, since=date(2030, 1, 1))
    with pytest.raises(UsageError):
        relation(story.store, story.names, "Chile", "Nowhereland", VIEW)


def test_svg_is_well_formed_named_and_the_same_each_time(drawn: Any) -> None:
    first, second = vega.to_svg(drawn), vega.to_svg(drawn)
    assert first == second
    root = ElementTree.fromstring(first)
    assert root.get("role") == "img"
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == "Chile and Vietnam"
    assert root[1].text == drawn.description
    assert not re.search(r"https?://(?!www\.w3\.org)", first)
    assert "<script" not in first


def test_an_inline_picture_takes_the_ink_of_its_page(drawn: Any) -> None:
    picture = vega.to_svg(drawn, inline=True)
    assert 'fill="currentColor"' in picture
    assert "#1f2a37" not in picture
    assert "#ffffff" not in picture.lower().replace('stroke="#ffffff"', "")
    ElementTree.fromstring(picture)


def outside_scripts(page: str) -> str:
    """The page without what its scripts hold; a script ends where a browser would end it."""
    return re.sub(r"<script>.*?</script", "<script></script", page, flags=re.DOTALL | re.IGNORECASE)


def test_png_and_page(drawn: Any) -> None:
    assert vega.to_png(drawn).startswith(b"\x89PNG")
    page = vega.to_html(drawn)
    assert "default-src 'none'" in page
    assert page.count("</script>") == 2
    assert not re.search(r"<(?:link|img)|(?:src|href)=", outside_scripts(page))


def test_nothing_that_a_report_says_leaves_its_place(story: dragoman.Ledger, drawn: Any) -> None:
    hostile = "</script><img src=x onerror=alert(1)>"
    evil = vega.finished(
        alt.Chart(alt.InlineData(values=[{"a": hostile}])).mark_text().encode(text="a:N"), hostile, hostile, hostile
    )
    assert "<img" not in outside_scripts(vega.to_html(evil))
    assert "alert(1)" in outside_scripts(vega.to_html(evil))  # the words are there, as words
    assert "<img" not in vega.to_svg(evil)
    ElementTree.fromstring(vega.to_svg(evil))


def test_the_zone_of_the_machine_changes_nothing(story_db: Path, tmp_path: Path) -> None:
    made = []
    for zone in ("UTC", "Pacific/Auckland"):
        out = tmp_path / f"{zone.replace('/', '-')}.svg"
        command = [sys.executable, "-m", "dragoman", "chart", "relation", "Chile", "Vietnam", "--ledger", str(story_db)]
        clocks = ["--as-of", str(DAY), "--known-by", str(DAY), "-o", str(out)]
        subprocess.run([*command, *clocks], check=True, env={**os.environ, "TZ": zone}, capture_output=True)
        made.append(out.read_bytes())
    assert made[0] == made[1]


# ------------------------------------------------------------------ the life of a matter


def life_of(story: dragoman.Ledger, wanted: str, day: str) -> Any:
    at = date.fromisoformat(day)
    return lifecycle(dossier(story.store, story.names, wanted, View(at, at)), story.names)


def test_a_vague_change_is_a_band_with_a_broken_edge(story: dragoman.Ledger) -> None:
    chart = life_of(story, "visit", "2025-02-01")
    spec = json.dumps(vega.to_spec(chart))
    assert "strokeDash" in spec
    assert "gradient" in spec
    rows = [row for row in data_of(chart) if "not known" in str(row.get("says"))]
    assert [(row["from"], row["to"]) for row in rows] == [("2024-11-20", "2025-01-15")]
    assert "scheduled (since 2024-11-20), then postponed (begun by 2025-01-15)" in chart.description


def test_what_only_an_old_report_shows_is_faint_and_said_so(story: dragoman.Ledger) -> None:
    chart = life_of(story, "meeting: Chile and Vietnam, 2025-10-14", str(DAY))
    said = [row["says"] for row in data_of(chart) if "says" in row]
    assert any("no report of it since 2025-07-09" in words for words in said)
    assert "last-known" in chart.description


def test_the_plan_is_drawn(story: dragoman.Ledger) -> None:
    chart = life_of(story, "visit", "2025-02-01")
    plan = [row for row in data_of(chart) if row.get("says") == "planned late Jan 2025"]
    assert {(row["from"], row["to"]) for row in plan} == {("2025-01-21", "2025-02-01")}


def test_the_past_is_drawn_as_it_was_known(story: dragoman.Ledger) -> None:
    early = life_of(story, "visit", "2024-12-10")
    assert "postponed" not in early.description
    assert "postponed" in life_of(story, "visit", "2025-02-01").description


def test_a_matter_whose_state_is_not_known_is_drawn_as_such(story: dragoman.Ledger) -> None:
    with pytest.raises(NotFound, match="has a day"):
        life_of(story, "fish agreement", str(DAY))


# ------------------------------------------------------------------ network


def test_network_counts_pairs(story: dragoman.Ledger) -> None:
    chart = network(story.store, story.names, VIEW)
    edges = {(row["pair"], row["sort"]): row["acts"] for row in data_of(chart) if "pair" in row}
    assert edges["Chile and Vietnam", "cooperation"] == 3
    assert edges["Chile and Vietnam", "conflict"] == 4
    assert "World Trade Organization" in chart.description
    one = network(story.store, story.names, VIEW, most=2)
    assert {row["name"] for row in data_of(one) if "name" in row} == {"Chile", "Vietnam"}
    with pytest.raises(NotFound):
        network(story.store, story.names, VIEW, actors=["Japan"])


def test_the_layout_is_the_same_each_time_and_keeps_sides_apart() -> None:
    nodes = [f"N{n:02d}" for n in range(20)]
    weights = {(nodes[n], nodes[(n * 7 + 1) % 20]): n + 1 for n in range(20) if n != (n * 7 + 1) % 20}
    first = layout(nodes, weights)
    assert first == layout(nodes, weights)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in first.values())
    places = list(first.values())
    near = min(abs(a[0] - b[0]) + abs(a[1] - b[1]) for n, a in enumerate(places) for b in places[:n])
    assert near > 0.02


# ------------------------------------------------------------------ the command


def run(*args: object, code: int = 0) -> click.testing.Result:
    result = click.testing.CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == code, (result.output, result.stderr, result.exception)
    return result


@pytest.mark.parametrize(
    ("form", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("html", b"<!doctype"), ("json", b"{")]
)
def test_the_end_of_the_name_chooses_the_form(story_db: Path, tmp_path: Path, form: str, start: bytes) -> None:
    out = tmp_path / f"life.{form}"
    run("chart", "dossier", "ban on Chilean grapes", "--ledger", story_db, "-o", out, "--as-of", DAY, "--known-by", DAY)
    assert out.read_bytes().startswith(start)
    assert list(tmp_path.iterdir()) == [out]


def test_an_unknown_form_and_an_empty_picture_are_clear_errors(story_db: Path, tmp_path: Path) -> None:
    bad = run("chart", "network", "--ledger", story_db, "-o", tmp_path / "x.gif", code=64)
    assert ".svg, .png" in bad.stderr
    run("chart", "network", "Japan", "--ledger", story_db, "-o", tmp_path / "x.svg", code=66)
    assert not list(tmp_path.iterdir())
