"""Offices of the G20 and of organisations keep the days with a holder that they have: none is lost again."""

import csv
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.dates import Interval
from dragoman.lexicon.actors import Tenure, load_book
from dragoman.lexicon.succession import FIRST_DAY, MINISTERS, cover_of, covers, members_of

FLOORS = Path(__file__).parent / "office_cover.csv"
LAST_DAY = date(2026, 11, 22)


def test_floors_of_the_offices_hold() -> None:
    """Each line is an office with the share of the days since 2000 on which it had a holder, cut to two places."""
    book, window = load_book(), Interval(FIRST_DAY, LAST_DAY)
    with FLOORS.open(encoding="utf-8", newline="") as stream:
        floors = {row["office"]: float(row["share"]) for row in csv.DictReader(stream)}
    of_the_g20 = {c.office for c in covers(book, members_of(book, "IGO.G20"), FIRST_DAY, LAST_DAY)}
    assert len(of_the_g20) >= 19 * len(MINISTERS)
    assert floors.keys() >= of_the_g20
    now = {office: cover_of(office, book.tenures.get(office, ()), window).share for office in floors}
    fallen = {o: (share, round(now[o], 3)) for o, share in floors.items() if now[o] < share}
    assert not fallen, f"floor and now: {fallen}"


def _tenure(person: str, first: date | None, last: date | None) -> Tenure:
    return Tenure("CHL.GOV.FIN", f"person/{person}", person, (), Interval(first, last))


def test_gaps_are_the_days_without_a_holder() -> None:
    held = [
        _tenure("ana", date(1999, 5, 1), date(2000, 1, 4)),
        _tenure("eva", date(2000, 1, 7), date(2000, 1, 8)),
        _tenure("ana", date(2000, 1, 8), date(2000, 1, 8)),
    ]
    found = cover_of("CHL.GOV.FIN", held, Interval(date(2000, 1, 1), date(2000, 1, 10)))
    assert found.gaps == (
        Interval(date(2000, 1, 5), date(2000, 1, 6)),
        Interval(date(2000, 1, 9), date(2000, 1, 10)),
    )
    assert (found.holders, found.share) == (2, pytest.approx(0.6))


def test_an_open_term_reaches_to_the_last_day_and_no_term_covers_none() -> None:
    window = Interval(date(2000, 1, 1), date(2000, 1, 10))
    assert cover_of("CHL.GOV.FIN", [_tenure("ana", date(1990, 1, 1), None)], window).gaps == ()
    assert cover_of("CHL.GOV.FIN", [], window).share == 0
    assert cover_of("CHL.GOV.FIN", [_tenure("ana", date(2001, 1, 1), None)], window).gaps == (window,)
    with pytest.raises(ValueError, match="last day"):
        cover_of("CHL.GOV.FIN", [], Interval(date(2000, 1, 1), None))


def test_days_before_a_state_or_a_ministry_was_there_are_no_gap(tmp_path: Path) -> None:
    shutil.copytree(str(files("dragoman") / "data"), tmp_path, dirs_exist_ok=True)
    for old in (tmp_path / "offices").glob("holders*.csv"):
        old.unlink()
    (tmp_path / "actors" / "countries.csv").write_text(
        "id,name,from,until\nTUV,Tuvalu,2001-05,2003\n", encoding="utf-8"
    )
    (tmp_path / "actors" / "bodies.csv").write_text(
        "id,name,country,from,until\nTUV.GOV.MOD,Tuvalu Guard,TUV,2002-02-01,\nTUV.GOV.MOT,Tuvalu Trade,TUV,2004,\n",
        encoding="utf-8",
    )
    for name in ("organisations", "armed_groups", "parties", "companies", "agencies"):
        (tmp_path / "actors" / f"{name}.csv").write_text("id,name\n", encoding="utf-8")
    found = {c.office: c.gaps for c in covers(load_book(tmp_path), ["TUV"], FIRST_DAY, LAST_DAY)}
    whole = Interval(date(2001, 5, 1), date(2003, 12, 31))
    assert found["TUV.GOV.FM"] == (whole,)
    assert found["TUV.GOV.DM"] == (Interval(date(2002, 2, 1), whole.latest),)
    assert "TUV.GOV.TM" not in found
