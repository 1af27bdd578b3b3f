"""Signatures, candidates and groups of copies, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from store_samples import T1, T2, reading

from dragoman.protocols import NOW, Signature, Store, View


@pytest.fixture
def three(store: Store) -> tuple[Store, list[str]]:
    given = [reading(name) for name in ("a", "b", "c")]
    store.add(given, recorded_at=T1)
    return store, sorted(one.document.id for one in given)


def sign(store: Store, ids: list[str]) -> list[Signature]:
    first, second, third = ids
    made = [
        Signature(first, "eq_1", None, (2**62, 5, 7)),
        Signature(second, "eq_2", "https://a.example/x", (7, 9)),
        Signature(third, "eq_1", "https://a.example/x", (1,)),
    ]
    store.save_signatures(made)
    return made


def test_what_is_new_is_unfiled_until_it_is_settled(three: tuple[Store, list[str]]) -> None:
    store, ids = three
    assert store.unfiled() == ids
    assert store.unfiled(2) == ids[:2]
    sign(store, ids)
    assert store.unfiled() == ids, "signed is not settled"
    assert store.file_copies(ids[:2], [], recorded_at=T1) == set()
    assert store.unfiled() == ids[2:]


def test_candidates_share_a_band_a_text_or_an_address(three: tuple[Store, list[str]]) -> None:
    store, ids = three
    first, second, third = sign(store, ids)
    assert [(each.document, each.same_address) for each in store.candidates(first)] == [
        (ids[2], False),
        (ids[1], False),
    ]
    assert {(each.document, each.same_address) for each in store.candidates(second)} == {
        (ids[0], False),
        (ids[2], True),
    }
    assert [each.document for each in store.candidates(third)] == [ids[0], ids[1]]
    store.save_signatures([first, second, third])  # once more changes nothing
    assert len(store.candidates(second)) == 2


def test_groups_are_joined_and_what_was_believed_stays(three: tuple[Store, list[str]]) -> None:
    store, ids = three
    sign(store, ids)
    assert store.file_copies(ids, [(ids[1], ids[2])], recorded_at=T1) == set(ids[1:])
    (pair,) = store.groups()
    assert pair.documents == tuple(ids[1:])
    assert [store.document(one).copies for one in ids] == [None, pair.id, pair.id]
    assert store.file_copies([], [(ids[2], ids[0])], recorded_at=T2) == set(ids)
    (whole,) = store.groups()
    assert whole.documents == tuple(ids)
    assert whole.id != pair.id
    assert store.groups(NOW, [pair.id]) == []
    before = View(recorded_by=T2 - timedelta(seconds=1))
    assert store.groups(before) == [pair]
    assert store.document(ids[0], before).copies is None
    assert store.file_copies([], [(ids[0], ids[1])], recorded_at=T2) == set(), "nothing new"


def test_a_group_that_grows_twice_in_one_instant(three: tuple[Store, list[str]]) -> None:
    store, ids = three
    store.file_copies(ids, [(ids[1], ids[2])], recorded_at=T1)
    store.file_copies(ids, [(ids[0], ids[2])], recorded_at=T1)
    assert [group.documents for group in store.groups()] == [tuple(ids)]
    assert '"copies"' in "".join(store.dump())
