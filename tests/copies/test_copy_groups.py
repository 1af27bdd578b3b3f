"""Groups of copies in a ledger: whatever the order, whoever was first, whatever run was killed."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

import pytest
from copy_samples import HARBOUR, MORE, OTHER, reading

from dragoman.model import Reading
from dragoman.prepare.duplicates import Reason
from dragoman.protocols import Store
from dragoman.query import make_view
from dragoman.query.copies import find_copies as list_copies
from dragoman.query.copies import show_copies
from dragoman.run.copies import find_copies
from dragoman.store import open_store

T1, T2 = (datetime(2024, 6, day, 12, tzinfo=UTC) for day in (1, 2))
VIEW = make_view("2030-01-01", "2030-01-01")

FIRST = reading(HARBOUR, "first.txt", title="Harbour closed", published="2024-05-02")
SHORT = reading(HARBOUR[:4], "short.txt", title="Harbour closed", published="2024-05-03")
MORE_OF_IT = reading([*HARBOUR, MORE, MORE[:40] + " and more."], "more.txt", published="2024-05-01")
HEADLINE = reading(
    [*HARBOUR[:-1], HARBOUR[-1].replace(".", "!")],
    "headline.txt",
    title="Ferries collide off Tarnow",
    published="2024-05-04",
)
UNLIKE = reading(OTHER, "unlike.txt", title="Law passed", published="2024-05-02")
ALL = [FIRST, SHORT, MORE_OF_IT, HEADLINE, UNLIKE]


def filled(path: Path, batches: list[list[Reading]], *, one_run: bool = False) -> Store:
    """A ledger that got the batches one after the other: minutes apart, or filed while one run goes on."""
    store = open_store(str(path))
    for number, batch in enumerate(batches):
        recorded = T1 if one_run else T1.replace(minute=number)
        store.add(batch, recorded_at=recorded)
        find_copies(store, recorded_at=recorded)
    return store


def test_a_group_counts_as_one_source(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", [ALL]) as store:
        (group,) = list_copies(store, VIEW)
        paths = [row.source.sightings[0].path for row in group.rows]
        assert paths[0] == "more.txt", "the earliest stands first"
        assert set(paths) == {"first.txt", "short.txt", "more.txt", "headline.txt"}
        sources = {row.copies or row.id for row in store.documents()}
        assert len(sources) == 2
        alone = store.document("unlike.txt")
        assert alone.copies is None


@pytest.mark.parametrize("one_run", [True, False])
@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_no_order_of_reading_changes_the_groups(tmp_path: Path, order: tuple[int, ...], one_run: bool) -> None:
    with filled(tmp_path / "a.db", [ALL]) as store:
        whole = list(store.dump())
    one_by_one = [[ALL[number]] for number in order] + [[UNLIKE]]
    with filled(tmp_path / "b.db", one_by_one, one_run=one_run) as store:
        assert list(store.dump()) == whole


def test_two_groups_become_one_when_what_joins_them_comes(tmp_path: Path) -> None:
    upper = reading(HARBOUR[:5], "upper.txt", published="2024-05-01")
    lower = reading(HARBOUR[4:], "lower.txt", published="2024-05-01")
    with filled(tmp_path / "a.db", [[upper, lower]]) as store:
        assert list(list_copies(store, VIEW)) == []
        store.add([FIRST], recorded_at=T2)
        changed = find_copies(store, recorded_at=T2)
        assert changed == {r.document.id for r in (upper, lower, FIRST)}
        (group,) = list_copies(store, VIEW)
        assert len(group.rows) == 3
        before = make_view("2030-01-01", "2030-01-01", recorded_by=T1.replace(hour=23).isoformat())
        assert list(list_copies(store, before)) == [], "what was believed then can be asked for again"


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a.db")) as store:
        store.add(ALL, recorded_at=T1)
        assert len(store.unfiled()) == len({r.document.id for r in ALL})
        from dragoman.prepare.duplicates import signature_of, words_of

        document = FIRST.document  # signed, but not filed: the process died in between
        store.save_signatures([signature_of(document.id, words_of(document.clean), None)])
    with open_store(str(tmp_path / "a.db")) as store:
        find_copies(store, recorded_at=T2)
        assert store.unfiled() == []
        assert len(list(list_copies(store, VIEW))) == 1
        assert find_copies(store, recorded_at=T2) == set()


def test_an_update_at_one_address_is_a_version_that_says_what_changed(tmp_path: Path) -> None:
    url = "https://www.harbour.example/news/ferries?utm_source=feed#top"
    old = reading(HARBOUR[:5], url, url=url, published="2024-05-02", fetched="2024-05-02T09:00:00+00:00")
    new = reading([*HARBOUR[:2], *OTHER], url, url="http://www.harbour.example/news/ferries", published="2024-05-02",
                  fetched="2024-05-02T11:00:00+00:00")  # fmt: skip
    with filled(tmp_path / "a.db", [[new], [old]]) as store:
        group = show_copies(store, old.document.id, VIEW)
        assert [row.source.id for row in group.rows] == [old.document.id, new.document.id]
        assert group.rows[1].reason is Reason.UPDATE
        body = group.to_json()["documents"][1]
        assert body["kept"] == 2
        assert [each["change"] for each in body["differences"]].count("added") == len(OTHER)
        assert body["address"] == "https://www.harbour.example/news/ferries"


def test_what_lies_at_one_address_and_shares_nothing_is_no_version(tmp_path: Path) -> None:
    url = "https://www.harbour.example/live"
    with filled(tmp_path / "a.db", [[reading(HARBOUR, "a", url=url), reading(OTHER, "b", url=url)]]) as store:
        assert list(list_copies(store, VIEW)) == []


def test_the_address_of_a_whole_site_joins_nothing(tmp_path: Path) -> None:
    pages = [reading(text, name, url="https://www.harbour.example/") for text, name in ((HARBOUR, "a"), (OTHER, "b"))]
    assert {page.document.address for page in pages} == {None}


def test_reports_that_are_out_of_view_are_left_out(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", [ALL]) as store:
        early = make_view("2024-05-02", "2024-05-02")
        (group,) = list_copies(store, early)
        assert len(group.rows) == 2
        assert list(list_copies(store, make_view("2024-05-01", "2024-05-01"))) == []


def test_cost_grows_with_reports_and_not_with_pairs(tmp_path: Path) -> None:
    """A text that many carry is compared once for each, not once for each pair."""
    compared = 0
    many = [
        reading([*HARBOUR, f"Copy number {n} was printed by a paper of the town called {n}."], f"{n}.txt")
        for n in range(60)
    ]
    with open_store(str(tmp_path / "a.db")) as store:
        store.add(many, recorded_at=T1)
        import dragoman.run.copies as module

        real = module.are_copies

        def counted(first: object, second: object) -> bool:
            nonlocal compared
            compared += 1
            return real(first, second)  # type: ignore[arg-type]

        module.are_copies = counted  # type: ignore[assignment]
        try:
            find_copies(store, recorded_at=T1)
        finally:
            module.are_copies = real
        (group,) = list_copies(store, VIEW)
        assert len(group.rows) == 60
    assert compared <= 2 * 60
