"""Rows are read without the collector, which is as it was before afterwards, whatever happens."""

import gc

import pytest

from dragoman.pausing import ENOUGH, MANY, uncollected


def test_it_is_off_inside_and_on_again_outside() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled(), "the inner one turned on what the outer one had put off"
    assert gc.isenabled()


def test_it_is_on_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="a row"), uncollected():
        raise ValueError("a row")
    assert gc.isenabled()


def test_who_turned_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_function_can_be_read_without_it() -> None:
    @uncollected()
    def is_on() -> bool:
        return gc.isenabled()

    assert [is_on(), is_on()] == [False, False]
    assert gc.isenabled()


def test_what_was_read_is_counted_among_what_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(gc, "get_freeze_count", lambda: 0)
    monkeypatch.setattr(gc, "freeze", lambda: looked.append("freeze"))
    monkeypatch.setattr(gc, "unfreeze", lambda: looked.append("unfreeze"))
    monkeypatch.setattr(gc, "collect", lambda: looked.append("collect"))
    for counted in ((MANY - 1, 0, 0), (MANY, 0, 0), (MANY, 0, ENOUGH)):
        monkeypatch.setattr(gc, "get_count", lambda counted=counted: counted)
        with uncollected():
            pass
    assert looked == ["freeze", "unfreeze", "collect"]
    monkeypatch.setattr(gc, "get_freeze_count", lambda: 1)
    with uncollected():
        pass
    assert len(looked) == 3, "what somebody else froze was not left alone"
