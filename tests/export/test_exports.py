"""Each format is read back by its own reader, or checked against its own specification."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click.testing
import icalendar
import pandas
import pyarrow.parquet
import pytest
from followthemoney import model as ftm_model
from followthemoney.proxy import EntityProxy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "charts"))

from told_story import LAST, NOW, Told, store_of, the_story

import dragoman
from dragoman.cli import main
from dragoman.dates import Interval
from dragoman.errors import UsageError
from dragoman.export import FORMATS
from dragoman.export import gdelt as gdelt_form
from dragoman.export import polecat as polecat_form
from dragoman.export.acts import day_of
from dragoman.export.codes import load_codes
from dragoman.export.ical import folded
from dragoman.lexicon.ontology import load_ontology
from dragoman.query.happenings import Act
from dragoman.store.sql import open_store

CLOCKS = {"as_of": LAST, "known_by": LAST}


@pytest.fixture(scope="module")
def told_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("export") / "story.db", the_story())


@pytest.fixture
def told(told_db: Path) -> Iterator[dragoman.Ledger]:
    with dragoman.open(told_db) as ledger:
        yield ledger


def written(ledger: dragoman.Ledger, form: str, **more: object) -> bytes:
    out = io.BytesIO()
    ledger.export(form, out, **{**CLOCKS, **more})
    return out.getvalue()


def rows_of(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8"), newline="")))


# ------------------------------------------------------------------ what is written


def test_acts_that_count_each_once(told: dragoman.Ledger) -> None:
    rows = rows_of(written(told, "csv"))
    assert {row["status"] for row in rows} == {"occurred"}
    assert not [row for row in rows if row["historical"] == "True"]
    assert len({row["occurrence"] for row in rows}) == len(rows) == 9
    (talks,) = (row for row in rows if row["type"] == "CONSULT")
    assert (talks["tellings"], talks["reports"]) == ("2", "2")
    assert (talks["earliest"], talks["latest"]) == ("2025-04-22", "2025-04-22")  # the more exact telling


def test_all_is_every_assertion(told: dragoman.Ledger) -> None:
    rows = rows_of(written(told, "csv", everything=True))
    assert len(rows) == len(told.events(**CLOCKS)) == 15
    assert {"scheduled", "requested", "occurred"} == {row["status"] for row in rows}


def test_clocks_and_periods_hold_in_every_format(told: dragoman.Ledger) -> None:
    early = {"as_of": "2024-12-10", "known_by": "2024-12-10"}
    assert len(rows_of(written(told, "csv", **early))) == 3  # two dated acts and what a report without a day tells
    assert len(written(told, "gdelt", **early).splitlines()) == 2
    assert len(rows_of(written(told, "csv", since="2025-04-01", until="2025-04-30"))) == 1
    assert "ds_" not in written(told, "ical", since="2030-01-01").decode()


def test_what_a_person_rejected_is_left_out(tmp_path: Path) -> None:
    with dragoman.open(store_of(tmp_path / "r.db", the_story())) as ledger:
        before = len(rows_of(written(ledger, "csv")))
        ledger.decide(ledger.events(text="demanded", type="REQUEST", **CLOCKS)[0].event.id, "reject", who="anna")
        assert len(rows_of(written(ledger, "csv"))) == before - 1
        assert len(rows_of(written(ledger, "csv", everything=True))) == 14


def test_no_cell_is_run_as_a_formula(tmp_path: Path) -> None:
    hostile = Told("h", "2025-01-01", '=HYPERLINK("http://x")', title="+1+cmd|' /C calc'!A0")
    hostile.tell(
        "@SUM(1) of Chile met Vietnam\ton\rMonday.", "met", "CONSULT", ["CHL", "?-Nguyen"], ["VNM"], on="2025-01-01"
    )
    with dragoman.open(store_of(tmp_path / "h.db", [hostile])) as ledger:
        (row,) = rows_of(written(ledger, "csv"))
        assert row["outlet"].startswith("'=")
        assert row["title"].startswith("'+")
        assert row["quote"].startswith("'@")
        assert float(row["score"]) == 2.5  # numbers stay numbers
        for form in ("polecat", "gdelt"):
            for line in written(ledger, form).decode().splitlines():
                cells = line.split("\t")
                assert len(cells) == (61 if form == "gdelt" else 40)
                assert not [c for c in cells if c.startswith(("=", "+", "@")) or re.match(r"-\D", c)]


def test_an_unknown_format_is_a_clear_error(told: dragoman.Ledger) -> None:
    with pytest.raises(UsageError, match="no format"):
        written(told, "xml")


# ------------------------------------------------------------------ our own columns


def test_jsonl_and_parquet_hold_what_csv_holds(told: dragoman.Ledger, tmp_path: Path) -> None:
    rows = rows_of(written(told, "csv"))
    lines = [json.loads(line) for line in written(told, "jsonl").splitlines()]
    assert [line["id"] for line in lines] == [row["id"] for row in rows]
    assert all(set(line["told_by"]) and line["evidence"]["quote"] for line in lines)
    path = tmp_path / "a.parquet"
    told.export("parquet", path, **CLOCKS)
    table = pyarrow.parquet.read_table(path)
    assert table.num_rows == len(rows)
    assert str(table.schema.field("earliest").type) == "date32[day]"
    assert table.column("earliest")[0].as_py() == date(2024, 12, 1)
    assert table.column("id").to_pylist() == [row["id"] for row in rows]
    assert table.column("reports").to_pylist() == [int(row["reports"]) for row in rows]


def test_the_same_bytes_twice(told: dragoman.Ledger) -> None:
    for form in FORMATS:
        assert written(told, form) == written(told, form)


def test_memory_does_not_grow_with_the_ledger(tmp_path: Path) -> None:
    peaks = []
    for size in (1700, 3000):  # rows are read by the eight hundred
        report = Told("many", "2025-01-01")
        for number in range(size):
            day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            report.tell(f"Chile met Vietnam, number {number}.", "met", "CONSULT", ["CHL"], ["VNM"], on=day)
        with open_store(str(tmp_path / f"{size}.db"), create=True) as store:
            store.add([report.reading()], recorded_at=NOW)
        del report
        with dragoman.open(tmp_path / f"{size}.db") as ledger, (tmp_path / "out").open("wb") as out:
            ledger.export("csv", io.BytesIO(), until="2024-01-02", **CLOCKS)  # load what is loaded once
            tracemalloc.start()
            assert ledger.export("csv", out, **CLOCKS) == size
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0], peaks


# ------------------------------------------------------------------ POLECAT


def test_polecat_reads_as_its_users_read_it(told: dragoman.Ledger) -> None:
    frame = pandas.read_csv(io.BytesIO(written(told, "polecat")), sep="\t", dtype=str, keep_default_na=False)
    assert list(frame.columns) == list(polecat_form.COLUMNS)
    assert len(frame.columns) == 40
    ontology = load_ontology()
    quads = {kind.quad.upper() for kind in ontology.types.values()}
    for row in frame.to_dict("records"):
        assert row["Event Type"] in ontology.types
        assert row["Event Mode"] == "None" or row["Event Mode"] in ontology.types[row["Event Type"]].modes
        assert row["Quad Code"] in quads
        assert -10 <= float(row["Intensity"]) <= 10
        assert row["Event Date"] == "None" or date.fromisoformat(row["Event Date"])
        assert len(row["Actor Name"].split("; ")) == len(row["Actor COW"].split("; "))
    talks = frame[frame["Event Type"] == "CONSULT"].iloc[0]
    assert (talks["Actor Country"], talks["Actor COW"], talks["Recipient Name"]) == ("CHL; VNM", "155; 816", "None")
    assert (talks["Placename"], talks["Publication Date"], talks["Source"]) == (
        "Hanoi",
        "2025-04-24",
        "Red River Courier",
    )


# ------------------------------------------------------------------ GDELT

CAMEO = re.compile(r"(?:[A-Z]{3})*")


def test_gdelt_keeps_to_the_codebook(told: dragoman.Ledger) -> None:
    assert len(gdelt_form.COLUMNS) == 61
    lines = written(told, "gdelt").decode("utf-8").splitlines()
    records = [dict(zip(gdelt_form.COLUMNS, line.split("\t"), strict=True)) for line in lines]
    assert len({r["GlobalEventID"] for r in records}) == len(records)
    for r in records:
        assert 0 < int(r["GlobalEventID"]) < 2**53
        day = date(int(r["Day"][:4]), int(r["Day"][4:6]), int(r["Day"][6:]))
        assert (r["MonthYear"], r["Year"]) == (f"{day:%Y%m}", f"{day:%Y}")
        assert float(r["FractionDate"]) == pytest.approx(day.year + (day.month * 30 + day.day) / 365, abs=1e-4)
        assert re.fullmatch(r"\d{3,4}", r["EventCode"])
        assert (r["EventBaseCode"], r["EventRootCode"]) == (r["EventCode"][:3], r["EventCode"][:2])
        root = int(r["EventRootCode"])
        assert int(r["QuadClass"]) == (1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4)
        assert -10 <= float(r["GoldsteinScale"]) <= 10
        assert all(CAMEO.fullmatch(r[f"Actor{n}Code"]) for n in (1, 2))
        assert all(int(r[f"{part}Geo_Type"]) in range(6) for part in ("Actor1", "Actor2", "Action"))
        assert re.fullmatch(r"\d{14}", r["DATEADDED"])
        assert int(r["NumArticles"]) >= 1
        assert r["SOURCEURL"]
    ban = next(r for r in records if r["EventRootCode"] == "16")
    assert (ban["Day"], ban["Actor1Code"], ban["Actor2CountryCode"]) == ("20241201", "VNM", "CHL")
    assert ban["SOURCEURL"] == "https://ledger.example/b"
    talks = [(r["Actor1Code"], r["Actor2Code"]) for r in records if r["EventRootCode"] == "04"]
    assert sorted(talks) == [("CHL", "VNM"), ("VNM", "CHL")]  # a mutual act stands once in each direction
    wto = next(r for r in records if r["Actor2KnownGroupCode"] == "WTO")
    assert (wto["Actor2Code"], wto["Actor2Type1Code"], wto["Actor2Name"]) == (
        "IGOWTO",
        "IGO",
        "WORLD TRADE ORGANIZATION",
    )


def test_a_reader_of_gdelt_reads_it(told: dragoman.Ledger) -> None:
    types = dict.fromkeys(("GlobalEventID", "Day", "Year", "QuadClass", "NumMentions", "DATEADDED"), "Int64")
    types |= dict.fromkeys(("GoldsteinScale", "AvgTone", "FractionDate"), float) | {"EventCode": str}
    frame = pandas.read_csv(
        io.BytesIO(written(told, "gdelt")), sep="\t", header=None, names=list(gdelt_form.COLUMNS), dtype=types
    )
    assert frame["AvgTone"].isna().all()  # not known, and not made up
    assert set(frame["EventCode"].str[:2]) >= {"04", "10", "16"}


@pytest.mark.parametrize(
    ("code", "value"),
    [("040", 1.0), ("042", 1.9), ("0331", 5.2), ("0334", 6.0), ("1823", -10.0), ("125", -5.0), ("190", -10.0)],
)
def test_goldstein(code: str, value: float) -> None:
    assert load_codes().goldstein_of(code) == value


def test_every_code_and_country_has_its_place() -> None:
    codes, ontology = load_codes(), load_ontology()
    assert all(codes.goldstein_of(code) is not None for code in (*ontology.cameo.values(), *codes.types.values()))
    assert set(codes.types) == set(ontology.types)
    from dragoman.lexicon.actors import load_book

    book = load_book()
    assert set(codes.countries) == {r.id for r in book.records.values() if r.kind == "country"}
    assert all(group in book.records for group in codes.groups)
    numbers = [country.cow for country in codes.countries.values() if country.cow]
    assert len(numbers) == len(set(numbers))


def test_a_day_is_the_one_told_or_the_nearest_report_within(told: dragoman.Ledger) -> None:
    row = told.events(text="this week", **CLOCKS)[0]
    act = Act("x", (row,))
    assert act.when == Interval(date(2025, 1, 13), date(2025, 1, 19))
    assert day_of(act) == date(2025, 1, 15)  # the report's own day lies within the week


# ------------------------------------------------------------------ FollowTheMoney


def test_followthemoney_accepts_every_entity(told: dragoman.Ledger) -> None:
    entities = [json.loads(line) for line in written(told, "ftm").splitlines()]
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        proxy = EntityProxy.from_dict(entity, cleaned=False)
        proxy.schema.validate(entity)
        for name, values in entity["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values), (
                entity["schema"],
                name,
            )  # nothing was thrown away as no value
            if proxy.schema.get(name).type.name == "entity":
                assert set(values) <= ids
    by_schema = {schema: [e for e in entities if e["schema"] == schema] for schema in {e["schema"] for e in entities}}
    assert set(by_schema) == {"Article", "Event", "PublicBody", "Organization"}
    assert all(ftm_model.get(schema) for schema in by_schema)
    ban = next(e for e in by_schema["Event"] if "SANCTION" in e["properties"]["keywords"])
    assert ban["properties"]["date"] == ["2024-12-01"]
    week = next(e for e in by_schema["Event"] if "ACCUSE" in e["properties"]["keywords"])
    assert (week["properties"]["startDate"], week["properties"]["endDate"]) == (["2025-01-13"], ["2025-01-19"])


# ------------------------------------------------------------------ calendar


def entries(text: bytes) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_a_calendar_moves_with_the_plan(told: dragoman.Ledger) -> None:
    early = entries(written(told, "ical", as_of="2024-12-10", known_by="2024-12-10"))
    late = entries(written(told, "ical"))
    name = "visit: Vietnam to Chile, late Jan 2025"
    assert early[name]["UID"] == late[name]["UID"]
    assert int(early[name]["SEQUENCE"]) < int(late[name]["SEQUENCE"])
    assert (late[name].start, late[name].end) == (date(2025, 1, 21), date(2025, 2, 1))
    assert str(late[name]["STATUS"]) == "TENTATIVE"  # no day was told
    assert "has postponed" in str(late[name]["DESCRIPTION"])
    meeting = late["meeting: Chile and Vietnam, 2025-10-14"]
    assert (meeting.start, str(meeting["STATUS"])) == (date(2025, 10, 14), "CONFIRMED")


def test_lines_of_a_calendar_are_short_and_whole(told: dragoman.Ledger) -> None:
    for line in written(told, "ical").split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    long = folded("SUMMARY:" + "日本" * 60)
    assert icalendar.Event.from_ical(b"BEGIN:VEVENT\r\n" + long + b"END:VEVENT\r\n")["SUMMARY"] == "日本" * 60


# ------------------------------------------------------------------ the command


def test_the_command_writes_whole_files_or_none(told_db: Path, tmp_path: Path) -> None:
    run = click.testing.CliRunner().invoke
    clocks = ["--as-of", LAST, "--known-by", LAST, "--ledger", str(told_db)]
    out = tmp_path / "e.csv"
    done = run(main, ["export", "csv", "-o", str(out), *clocks])
    assert done.exit_code == 0
    assert "9 rows, as of 2025-12-01" in done.stderr
    before = out.read_bytes()
    assert run(main, ["export", "csv", "-o", str(out), "--as-of", "nonsense", "--ledger", str(told_db)]).exit_code == 64
    assert run(main, ["export", "csv", "-o", str(out), "--ledger", str(tmp_path / "none.db")]).exit_code == 74
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("actor", "sector"),
    [
        ("ARM.farc", "REB"),
        ("COM.3m", "MNC"),
        ("TCD.REB", "REB"),
        ("GBR.MED", "JRN"),
        ("ARM.GOV", "GOV"),
        ("COM.POL", "COP"),
    ],
)
def test_the_sector_of_an_actor(actor, sector):
    """An armed group is none of Armenia's bodies, and a company none of those of the Comoros."""
    assert load_codes().sector(actor).plover == sector
