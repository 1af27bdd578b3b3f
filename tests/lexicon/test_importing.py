"""A user's own actors: taken from a table or a Wikidata extract, checked against all that is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.dates import parse_interval
from dragoman.errors import InputError, LexiconError
from dragoman.lexicon import Lexicon
from dragoman.lexicon.actors import load_book
from dragoman.lexicon.importing import import_actors
from dragoman.lexicon.own_files import own_files

ACTORS = "id,name,aliases,kind,country,members,seat,from,until,source\n"
HOLDERS = "office,person,name,aliases,from,until,source\n"
SOURCE = "https://x.example/"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def call(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return call


def test_actors_of_a_table_widen_the_book(write: Any) -> None:
    before, shipped = Lexicon().fingerprint, len(load_book().records)
    done = import_actors(
        write(
            "mine.csv",
            f"{ACTORS}NGO.lanterns,Lantern Watch,LW,ngo,CHL,,,2009,,{SOURCE}\n"
            f"CHL.PTY.cordillera,Cordillera Party,,party,,,,,,{SOURCE}\n",
        )
    )
    assert (done.actors, done.holders, len(done.files), done.left_out) == (2, 0, 1, ())
    book = load_book()
    assert len(book.records) == shipped + 2
    assert book.parse_name("lantern watch") == "NGO.lanterns"
    assert book.country_of("CHL.PTY.cordillera") == "CHL"
    assert (book.records["CHL.PTY.cordillera"].kind, book.records["NGO.lanterns"].kind) == ("party", "organisation")
    assert Lexicon().fingerprint != before


def test_a_second_import_replaces_the_first(write: Any) -> None:
    import_actors(write("mine.csv", f"{ACTORS}NGO.one,Lantern One,,,,,,,,{SOURCE}\n"))
    import_actors(write("mine.csv", f"{ACTORS}NGO.two,Lantern Two,,,,,,,,{SOURCE}\n"))
    book = load_book()
    assert "NGO.two" in book.records
    assert "NGO.one" not in book.records


def test_holders_are_known_at_their_date(write: Any) -> None:
    row = f"FJI.GOV.HEALTH,person/ro-prueba,Ro Prueba,Prueba,2015-02,2016-03,{SOURCE}\n"
    assert import_actors(write("h.csv", HOLDERS + row)).holders == 1
    held = load_book().holder("FJI.GOV.HEALTH", parse_interval("2015-06-01"))
    assert held is not None
    assert held.person == "person/ro-prueba"
    assert load_book().holder("FJI.GOV.HEALTH", parse_interval("2017-06-01")) is None


FAULTS = {
    "an id twice": (f"{ACTORS}NGO.a,A Lantern,,,,,,,,{SOURCE}\nNGO.a,B Lantern,,,,,,,,{SOURCE}\n", 3, "given twice"),
    "a known id": (f"{ACTORS}IGO.UN,Other Nations,,,,,,,,{SOURCE}\n", 2, "is known already"),
    "a known name": (f"{ACTORS}NGO.x,Kenya,,,,,,,,{SOURCE}\n", 2, "the name of KEN"),
    "no id": (f"{ACTORS}lantern,Lantern,,,,,,,,{SOURCE}\n", 2, "not the id of an actor"),
    "no source": (f"{ACTORS}NGO.x,Lantern,,,,,,,,\n", 2, "'source' is empty"),
    "no country": (f"{ACTORS}NGO.x,Lantern,,,QQQ,,,,,{SOURCE}\n", 2, "no actor 'QQQ'"),
    "ends before it begins": (f"{ACTORS}NGO.x,Lantern,,,,,,2010,2009,{SOURCE}\n", 2, "not a term"),
    "too many cells": (f"{ACTORS}NGO.x,Lantern,,,,,,,,{SOURCE},,\n", 2, "cells under"),
    "an unknown column": (f"id,name,source,colour\nNGO.x,Lantern,{SOURCE},red\n", 1, "unknown column 'colour'"),
    "no such office": (f"{HOLDERS}FJI.GOV.JESTER,person/a-b,A B,,2015,,{SOURCE}\n", 2, "no office"),
    "no day": (f"{HOLDERS}FJI.GOV.HEALTH,person/a-b,A B,,,,{SOURCE}\n", 2, "no day from which"),
    "two at a time": (
        f"{HOLDERS}JPN.GOV.PM,person/a-b,A Prueba,,2022-01-01,2023-01-01,{SOURCE}\n", 2, "at the same time",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_conflict_is_named_with_its_line(name: str, write: Any) -> None:
    text, line, message = FAULTS[name]
    with pytest.raises(LexiconError) as caught:
        import_actors(write("bad.csv", text))
    hits = [row for row in caught.value.message.splitlines() if f"bad.csv:{line}:" in row and message in row]
    assert hits, caught.value.message
    assert caught.value.remedy
    assert own_files() == ()


def test_all_conflicts_are_named_and_the_good_rows_can_be_taken(write: Any) -> None:
    rows = "".join(
        f"{office},person/a-b{n},A Prueba{n},,2022-01-01,2023-01-01,{SOURCE}\n"
        for n, office in enumerate(("JPN.GOV.PM", "FJI.GOV.HEALTH", "FRA.GOV.PRES", "FJI.GOV.JESTER"))
    )
    path = write("some.csv", HOLDERS + rows)
    with pytest.raises(LexiconError) as caught:
        import_actors(path)
    assert [f"some.csv:{n}:" in caught.value.message for n in (2, 3, 4, 5)] == [True, False, True, True]
    done = import_actors(path, partly=True)
    assert (done.holders, sorted(f.line for f in done.left_out)) == (1, [2, 4, 5])
    assert load_book().holders("FJI.GOV.HEALTH")


def test_what_is_no_table_is_refused(write: Any, tmp_path: Path) -> None:
    with pytest.raises(LexiconError):
        import_actors(write("empty.csv", ""))
    with pytest.raises(InputError):
        import_actors(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(ACTORS.encode() + b"NGO.x,Caf\xe9,,,,,,,,\n")
    with pytest.raises(InputError):
        import_actors(tmp_path / "latin.csv")


# ------------------------------------------------------------------ Wikidata


def item(qid: str) -> dict[str, Any]:
    return {"mainsnak": {"datavalue": {"value": {"id": qid}}}, "rank": "normal"}


def time(day: str, precision: int) -> list[dict[str, Any]]:
    return [{"datavalue": {"value": {"time": f"+{day}T00:00:00Z", "precision": precision}}}]


def entity(qid: str, label: str, claims: dict[str, Any], *aliases: str) -> str:
    named = {"en": {"language": "en", "value": label}}
    also = {"en": [{"language": "en", "value": alias} for alias in aliases]}
    return json.dumps({"id": qid, "type": "item", "labels": named, "aliases": also, "claims": claims})


def held(position: str, start: str | None, end: str | None = None) -> dict[str, Any]:
    qualifiers = {p: time(day, 11) for p, day in (("P580", start), ("P582", end)) if day}
    return {**item(position), "qualifiers": qualifiers}


EXTRACT = [
    "[",
    entity("Q712", "Fiji", {"P298": [{"mainsnak": {"datavalue": {"value": "FJI"}}}]}) + ",",
    entity("Q90001", "Minister of Health of Fiji", {}) + ",",
    entity("Q90002", "Keeper of the Lanterns of Fiji", {}) + ",",
    entity("Q90003", "Minister of Health", {"P1001": [item("Q712")]}) + ",",
    entity("Q90010", "Ro Inventado", {"P31": [item("Q5")], "P39": [
        held("Q90001", "2011-01-05", "2012-02-06"), held("Q90002", "2013-01-01"), held("Q99999", "2014-01-01")]}) + ",",
    entity("Q90011", "Sera Prueba", {"P31": [item("Q5")], "P39": [held("Q90003", "2012-02-06", "2013-01-01")]}) + ",",
    entity("Q90012", "Lagoon Party", {"P31": [item("Q7278")], "P17": [item("Q712")]}, "Lagoonists", "a|b") + ",",
    entity("Q90013", "Coral Council", {"P31": [item("Q245065")]}) + ",",
    entity("Q1065", "United Nations", {"P31": [item("Q245065")]}) + ",",
    "this is no entity,",
    json.dumps({"id": "Q90014", "labels": {}, "claims": {"P31": [item("Q5")]}}),
    "]",
]  # fmt: skip


def test_an_extract_of_wikidata(write: Any) -> None:
    done = import_actors(write("extract.json", "\n".join(EXTRACT)))
    assert (done.actors, done.holders) == (2, 2)
    book = load_book()
    assert book.records["FJI.PTY.lagoon-party"].aliases == ("Lagoonists", "a b")
    assert book.records["IGO.coral-council"].source == "https://www.wikidata.org/wiki/Q90013"
    terms = [(t.person, str(t.interval.earliest), str(t.interval.latest)) for t in book.holders("FJI.GOV.HEALTH")]
    assert terms == [
        ("person/ro-inventado", "2011-01-05", "2012-02-06"),
        ("person/sera-prueba", "2012-02-06", "2013-01-01"),
    ]
    left = {(fault.line, fault.message.split(":")[0]) for fault in done.left_out}
    assert {line for line, _ in left} == {6, 10, 11, 12}
    reasons = " ".join(fault.message for fault in done.left_out)
    assert "Keeper of the Lanterns" in reasons
    assert "Q99999, which is not in the extract" in reasons
    assert "United Nations is known already as IGO.UN" in reasons


def test_a_conflict_of_an_extract_has_its_line(write: Any) -> None:
    lines = [
        entity("Q17", "Japan", {}),
        entity("Q90020", "Prime Minister of Japan", {}),
        entity("Q90021", "Taro Inventado", {"P31": [item("Q5")], "P39": [held("Q90020", "2022-02-01", "2022-12-01")]}),
    ]
    with pytest.raises(LexiconError) as caught:
        import_actors(write("extract.jsonl", "\n".join(lines)))
    assert "extract.jsonl:3: JPN.GOV.PM is held by" in caught.value.message


def test_precision_of_wikidata_is_kept(write: Any) -> None:
    claims = {"P31": [item("Q5")], "P39": [{**item("Q90001"), "qualifiers": {"P580": time("2011-00-00", 9)}}]}
    lines = [EXTRACT[2].rstrip(","), entity("Q90030", "Ana Inventada", claims)]
    done = import_actors(write("year.json", "\n".join(lines)))
    assert ",2011,," in done.files[0].read_text(encoding="utf-8")
