"""The book of actors: what it knows, and how it refuses files that are not what they should be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.dates import Interval
from dragoman.errors import LexiconError, UsageError
from dragoman.lexicon.actors import load_book
from dragoman.lexicon.records import is_actor_id

DAY = Interval.day(date(2023, 3, 1))


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Japan", "JPN"),
        ("japanese", "JPN"),
        ("JPN", "JPN"),
        ("jpn", "JPN"),
        ("the Kremlin", "RUS"),
        ("Burma", "MMR"),
        ("UK", "GBR"),
        ("Chinese military", "CHN.MIL"),
        ("Japan's foreign minister", "JPN.GOV.FM"),
        ("jpn.gov.pm", "JPN.GOV.PM"),
        ("NATO", "IGO.NATO"),
        ("Fumio Kishida", "person/fumio-kishida"),
        ("Danes", "DNK"),
        ("COM", "COM"),
    ],
)
def test_names_that_a_user_may_give(book, asked, meant):
    assert book.parse_name(asked) == meant


@pytest.mark.parametrize(
    ("asked", "hint"), [("Japn", "Japan (JPN)"), ("Etiopia", "Ethiopia (ETH)"), ("Kishda", "Kishida")]
)
def test_a_misspelt_name_gets_suggestions(book, asked, hint):
    with pytest.raises(UsageError) as caught:
        book.parse_name(asked)
    assert hint in caught.value.remedy


def test_a_name_of_several_lists_them(book):
    with pytest.raises(UsageError, match="KOR"):
        book.parse_name("Korea")


def test_offices_are_asked_at_a_date(book):
    assert [t.person for t in book.holders("JPN.GOV.PM", DAY)] == ["person/fumio-kishida"]
    assert book.holder("JPN.GOV.PM", DAY).name == "Fumio Kishida"
    assert book.holder("JPN.GOV.PM", Interval()) is None
    assert "JPN.GOV.PM" in [t.office for t in book.offices_of("person/fumio-kishida", DAY)]


def test_parts_of_a_state_need_no_row(book):
    assert book.get("TUV.MIL").country == "TUV"
    assert book.name("JPN.GOV.PM") == "prime minister of Japan"
    assert book.get("TUV.NOSUCH") is None
    assert book.name("nobody") == "nobody"


def test_parts_lie_within_their_state(book):
    assert book.is_within("JPN.GOV.PM", "JPN")
    assert book.is_within("person/fumio-kishida", "JPN")
    assert not book.is_within("JPN", "JPN.GOV")
    assert not book.is_within("CHN.MIL", "JPN")


def test_companies_and_armed_groups_are_not_states_of_their_prefix(book):
    groups = [r.id for r in book.records.values() if r.kind == "armed-group" and r.id.startswith("ARM.")]
    assert groups
    assert not any(book.is_within(group, "ARM") or book.country_of(group) == "ARM" for group in groups)


def test_every_country_has_a_name_and_known_neighbours(book):
    countries = [r for r in book.records.values() if r.kind == "country"]
    assert len(countries) > 200
    for country in countries:
        assert len(country.id) == 3
        for other in country.neighbours:
            assert book.records[other].kind == "country"


def test_neighbours_are_mutual(book):
    old = {"SUN", "YUG", "CSK", "DDR", "SCG", "VDR", "YMD", "XAB", "XSO", "XTR", "XNC", "XSL", "XNK"}
    for country in (r for r in book.records.values() if r.kind == "country" and r.id not in old):
        for other in set(country.neighbours) - old:
            assert country.id in book.records[other].neighbours, (country.id, other)


def test_every_title_and_body_belongs_to_a_known_part(book):
    for country in ("JPN", "NPL"):
        for suffix in book.suffix_names:
            assert book.get(f"{country}.{suffix}") is not None


def test_members_of_organisations_are_known(book):
    assert "JPN" in book.members("IGO.G7")
    assert book.members("IGO.NOSUCH") == ()


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("JPN", True),
        ("JPN.GOV.PM", True),
        ("ARM.hezbollah", True),
        ("person/a-b", True),
        ("jpn", False),
        ("JPN.", False),
    ],
)
def test_ids_have_a_form(text, good):
    assert is_actor_id(text) is good


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(str(files("dragoman") / "data" / "actors"), tmp_path / "actors")
    shutil.copytree(str(files("dragoman") / "data" / "offices"), tmp_path / "offices")
    return tmp_path


HOLDERS = "office,person,name,aliases,from,until,source\n"


@pytest.mark.parametrize(
    ("file", "content", "line", "says"),
    [
        ("actors/bodies.csv", "id,name,colour\nJPN.X,X,red\n", 1, "unknown column 'colour'"),
        ("actors/bodies.csv", "id,country\nJPN.X,JPN\n", 1, "no column 'name'"),
        ("actors/bodies.csv", "id,name\nJPN.X,X\njapan,Y\n", 3, "not an actor's id"),
        ("actors/bodies.csv", "id,name\nJPN.X,X\nJPN.X,Y\n", 3, "JPN.X is given twice"),
        ("actors/bodies.csv", "id,name\nJPN.X,\n", 2, "the cell 'name' is empty"),
        ("actors/bodies.csv", "id,name\nJPN.X,X,Y\n", 2, "3 cells under 2 columns"),
        ("actors/bodies.csv", "id,name,country\nQQQ.X,X,QQQ\n", 2, "no country 'QQQ'"),
        ("actors/bodies.csv", "id,name,from\nJPN.X,X,soon\n", 2, "not a term"),
        ("actors/countries.csv", "id,name,neighbours\nJPN,Japan,QQQ\n", 2, "no country 'QQQ' among the neighbours"),
        (
            "offices/holders_test.csv",
            HOLDERS + "TUV.GOV.PM,person/a-b,A B,,2000-01-01,2004-01-01,x\nTUV.GOV.PM,person/c-d,C D,,2003-01-01,,x\n",
            3,
            "TUV.GOV.PM is held by C D and by A B",
        ),
        ("offices/holders_test.csv", HOLDERS + "TUV.GOV.PM,A B,A B,,2000,2004,x\n", 2, "not an actor's id"),
        ("offices/holders_test.csv", HOLDERS + "TUV.GOV.PM,person/a-b,A B,,2005,2004,x\n", 2, "not a term"),
        ("offices/titles.toml", '[[title]]\nsuffix = "GOV.X"\ncolour = 1\n', 3, "unknown key 'colour'"),
        ("offices/titles.toml", '[[tittle]]\nsuffix = "GOV.X"\n', 1, "unknown table 'tittle'"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(data, file, content, line, says):
    if file.startswith("offices/holders"):
        for old in (data / "offices").glob("holders*.csv"):
            old.unlink()
    (data / file).write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_book(data)
    assert says in str(caught.value)
    assert caught.value.place == f"{Path(file).name}, line {line}"


def test_a_handover_on_one_day_is_no_overlap(data):
    for old in (data / "offices").glob("holders*.csv"):
        old.unlink()
    rows = "TUV.GOV.PM,person/a-b,A B,,2000-01-01,2004-01-01,x\nTUV.GOV.PM,person/c-d,C D,,2004-01-01,,x\n"
    (data / "offices" / "holders_test.csv").write_text(HOLDERS + rows, encoding="utf-8")
    held = load_book(data).holders("TUV.GOV.PM", Interval.day(date(2004, 1, 1)))
    assert [t.name for t in held] == ["A B", "C D"]


def test_loading_the_book_imports_no_parser():
    code = "import sys, dragoman.lexicon.actors as a; a.load_book(); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_who_held_which_office_is_read_only_when_it_is_asked_for():
    """A list of dossiers names bodies and organisations: it does not wait for thousands of holders."""
    code = (
        "from dragoman.lexicon.actors import open_book; book = open_book()\n"
        "assert book.name('IGO.UN') and book.name('JPN.GOV.PM') and book.parse_name('JPN.GOV') == 'JPN.GOV'\n"
        "assert book.country_of('JPN.GOV.PM') == 'JPN' and not book.is_within('JPN.GOV', 'FRA')\n"
        "assert 'tenures' not in vars(book)\n"
        "assert book.holders('JPN.GOV.PM') and 'tenures' in vars(book)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
