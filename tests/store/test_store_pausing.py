"""Rows are read without the collector, which is as it was before afterwards, whatever happens."""

import gc

import pytest

from dragoman.pausing import uncollected


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
