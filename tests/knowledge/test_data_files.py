"""The tables of knowledge say what they should, in the form they should: actors, office holders, summits."""

import csv
import re
from collections import defaultdict
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

DATA = Path(str(files("dragoman") / "data"))
ACTOR_COLUMNS = ["id", "name", "aliases", "kind", "country", "from", "until", "source"]
COLUMNS = {
    "actors/organisations.csv": [*ACTOR_COLUMNS[:5], "members", "seat", *ACTOR_COLUMNS[5:]],
    "actors/armed_groups.csv": ACTOR_COLUMNS,
    "actors/parties.csv": ACTOR_COLUMNS,
    "actors/companies.csv": ACTOR_COLUMNS,
    "calendar/summits.csv": ["event", "from", "until", "place", "country", "participants", "source"],
}
HOLDERS = sorted(path.relative_to(DATA).as_posix() for path in (DATA / "offices").glob("holders_*.csv"))
COLUMNS |= {name: ["office", "person", "name", "aliases", "from", "until", "source"] for name in HOLDERS}
KINDS = {
    "actors/organisations.csv": {"igo", "forum", "ngo", "court", "foundation"},
    "actors/armed_groups.csv": {"armed-group"},
    "actors/parties.csv": {"party"},
    "actors/companies.csv": {"company", "media", "media-state"},
}
ID = {
    "actors/organisations.csv": r"(IGO|NGO|GRP)(\.[A-Za-z0-9-]+)+",
    "actors/armed_groups.csv": r"ARM\.[a-z0-9]+(-[a-z0-9]+)*",
    "actors/parties.csv": r"[A-Z]{3}\.PTY\.[a-z0-9]+(-[a-z0-9]+)*",
    "actors/companies.csv": r"COM\.[a-z0-9]+(-[a-z0-9]+)*",
}
OFFICE = re.compile(r"[A-Z]{3}(\.[A-Za-z0-9-]+)+")
PERSON = re.compile(r"person/[a-z0-9]+(-[a-z0-9]+)*")
# Several people speak for a government or a ministry, or stand next to the head of a government, at one time.
SHARED = re.compile(r"\.GOV\.((MFA\.|MOD\.)?SPOX|VPM)$")
ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
LATEST = date(2026, 12, 31)

Row = dict[str, str]


def rows(name: str) -> list[tuple[int, Row]]:
    """The rows of a table with the line each starts on."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        return [(reader.line_num, row) for row in reader]


def days(text: str) -> tuple[date, date]:
    """First and last day of a date, a month or a year."""
    match = ISO.fullmatch(text)
    assert match, f"not a date: {text!r}"
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    return date(year, month, day), date(year, month, day)


def terms_cross(earlier: Row, later: Row) -> bool:
    """Whether two terms share more than the day of a handover, whatever day a month or a year stands for."""
    if not earlier["until"]:
        return True
    return days(earlier["until"])[0] > days(later["from"])[1]


def surfaces(row: Row) -> list[str]:
    """Name and aliases of a row."""
    return [row["name"], *(alias for alias in row["aliases"].split("|") if alias)]


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_columns_cells_and_sources(name: str) -> None:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream)) == COLUMNS[name]
    found = rows(name)
    assert found
    for line, row in found:
        assert None not in row, f"{name}, line {line}: more cells than columns"
        for column, cell in row.items():
            assert cell is not None, f"{name}, line {line}: no cell for {column}"
            assert cell == cell.strip(), f"{name}, line {line}: blanks around {column}"
            assert not re.search(r"[\r\n\t]|  ", cell), f"{name}, line {line}: odd blanks in {column}"
        assert re.fullmatch(r"https?://\S+", row["source"]), f"{name}, line {line}: no source"


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_dates_are_iso_and_in_order(name: str) -> None:
    for line, row in rows(name):
        for column in ("from", "until"):
            if row[column]:
                assert days(row[column])[0] <= LATEST, f"{name}, line {line}: {column} lies in the future"
        if row["from"] and row["until"]:
            assert days(row["from"])[0] <= days(row["until"])[1], f"{name}, line {line}: ends before it begins"


@pytest.mark.parametrize("name", sorted(ID))
def test_actor_ids_kinds_and_aliases(name: str) -> None:
    owner: dict[str, str] = {}
    ids: set[str] = set()
    for line, row in rows(name):
        assert re.fullmatch(ID[name], row["id"]), f"{name}, line {line}: {row['id']}"
        assert row["id"] not in ids, f"{name}, line {line}: {row['id']} is given twice"
        ids.add(row["id"])
        assert row["kind"] in KINDS[name], f"{name}, line {line}: {row['kind']}"
        assert re.fullmatch(r"([A-Z]{3})?", row["country"]), f"{name}, line {line}: {row['country']}"
        for surface in surfaces(row):
            assert surface not in owner, f"{name}, line {line}: {surface!r} is {owner[surface]} too"
            owner[surface] = row["id"]


def test_a_party_hangs_on_its_country() -> None:
    for line, row in rows("actors/parties.csv"):
        assert row["id"].startswith(row["country"] + "."), f"line {line}"


def test_members_are_countries_or_organisations_of_the_book() -> None:
    countries = {row["id"] for _, row in rows("actors/countries.csv")}
    organisations = {row["id"] for _, row in rows("actors/organisations.csv")}
    for name, columns in (
        ("actors/organisations.csv", ("members", "country")),
        ("calendar/summits.csv", ("participants", "country")),
    ):
        for line, row in rows(name):
            for column in columns:
                members = [member for member in row[column].split("|") if member]
                assert len(members) == len(set(members)), f"{name}, line {line}: a member is given twice"
                strange = [member for member in members if member not in countries | organisations]
                assert not strange, f"{name}, line {line}: {strange}"


@pytest.mark.parametrize("name", ["armed_groups", "parties", "companies"])
def test_home_countries_are_known(name: str) -> None:
    countries = {row["id"] for _, row in rows("actors/countries.csv")}
    for line, row in rows(f"actors/{name}.csv"):
        assert not row["country"] or row["country"] in countries, f"line {line}: {row['country']}"


def test_member_counts_of_bodies_whose_size_is_public() -> None:
    members = {row["id"]: row["members"].split("|") for _, row in rows("actors/organisations.csv")}
    sizes = {"IGO.EU": 27, "IGO.NATO": 32, "IGO.G7": 7, "IGO.GCC": 6, "IGO.ARABLEAGUE": 22, "IGO.ASEAN": 11}
    sizes |= {"IGO.COE": 46, "IGO.SADC": 16, "IGO.RCEP": 15, "IGO.CPTPP": 12, "IGO.APEC": 21, "IGO.ECOWAS": 12}
    assert {name: len(members[name]) for name in sizes} == sizes


@pytest.mark.parametrize("name", HOLDERS)
def test_office_and_person_ids(name: str) -> None:
    countries = {row["id"] for _, row in rows("actors/countries.csv")}
    for line, row in rows(name):
        place = f"{name}, line {line}"
        assert OFFICE.fullmatch(row["office"]), f"{place}: {row['office']}"
        assert PERSON.fullmatch(row["person"]), f"{place}: {row['person']}"
        head = row["office"].partition(".")[0]
        assert head in countries or head in ("IGO", "NGO", "ARM"), f"{place}: {head}"
        assert row["from"], f"{place}: no first day"
        names = surfaces(row)
        assert len(names) == len(set(names)), f"{place}: an alias is given twice"


def test_one_holder_of_an_office_at_a_time() -> None:
    held: dict[str, list[tuple[Row, str]]] = defaultdict(list)
    for name in HOLDERS:
        for line, row in rows(name):
            held[row["office"]].append((row, f"{name}, line {line}"))
    for office, terms in held.items():
        if SHARED.search(office):
            continue
        terms.sort(key=lambda term: days(term[0]["from"]))
        for (earlier, first), (later, second) in pairwise(terms):
            assert not terms_cross(earlier, later), f"{office}: {earlier['name']} ({first}), {later['name']} ({second})"


def test_a_person_has_one_name_and_one_set_of_aliases() -> None:
    known: dict[str, tuple[str, str]] = {}
    for name in HOLDERS:
        for line, row in rows(name):
            said = (row["name"], row["aliases"])
            assert known.setdefault(row["person"], said) == said, f"{name}, line {line}: {row['person']}"


def test_summits_are_whole_days_in_order() -> None:
    found = [row for _, row in rows("calendar/summits.csv")]
    assert len(found) >= 150
    assert found == sorted(found, key=lambda row: (row["from"], row["event"]))
    assert len({(row["event"], row["from"]) for row in found}) == len(found)
    for row in found:
        first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["until"])
        assert last - first < timedelta(days=40), row["event"]


# Days on which reports of the time name the holder: a slip of the pen in the tables fails here.
@pytest.mark.parametrize(
    ("office", "day", "person"),
    [
        ("JPN.GOV.PM", date(2023, 8, 24), "fumio-kishida"),
        ("JPN.GOV.PM", date(2012, 9, 11), "yoshihiko-noda"),
        ("JPN.GOV.FM", date(2015, 12, 28), "fumio-kishida"),
        ("CHN.GOV.PM", date(2024, 5, 26), "li-qiang"),
        ("CHN.GOV.FM", date(2023, 3, 7), "qin-gang"),
        ("KOR.GOV.PRES", date(2018, 4, 27), "moon-jae-in"),
        ("RUS.GOV.PRES", date(2010, 4, 8), "dmitry-medvedev"),
        ("USA.GOV.FM", date(2014, 7, 14), "john-kerry"),
        ("IRN.GOV.FM", date(2015, 7, 14), "mohammad-javad-zarif"),
        ("UKR.GOV.PRES", date(2022, 2, 24), "volodymyr-zelenskyy"),
        ("ISR.GOV.PM", date(2021, 12, 1), "naftali-bennett"),
        ("EGY.GOV.PRES", date(2012, 11, 21), "mohamed-morsi"),
        ("IGO.NATO.SG", date(2011, 3, 31), "anders-fogh-rasmussen"),
        ("IGO.IAEA.DG", date(2023, 7, 4), "rafael-grossi"),
    ],
)
def test_known_holders(office: str, day: date, person: str) -> None:
    found = set()
    for name in HOLDERS:
        for _, row in rows(name):
            ends = days(row["until"])[1] if row["until"] else LATEST
            if row["office"] == office and days(row["from"])[0] <= day <= ends:
                found.add(row["person"])
    assert found == {f"person/{person}"}


def test_terms_cross_sees_an_overlap() -> None:
    def term(first: str, last: str) -> Row:
        return {"from": first, "until": last}

    assert terms_cross(term("2010-01-01", "2012-05-02"), term("2012-05-01", ""))
    assert terms_cross(term("2010", ""), term("2012", ""))
    assert not terms_cross(term("2010-01-01", "2012-05-01"), term("2012-05-01", ""))
    assert not terms_cross(term("2010", "2012-05"), term("2012-05", ""))
