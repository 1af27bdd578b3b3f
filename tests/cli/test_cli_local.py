from __future__ import annotations

import weakref
from collections.abc import Iterator

import fake_reader
import pytest

from dragoman.errors import DragomanError
from dragoman.model import Failure, Reading, Report
from dragoman.run.local import CHUNK_REPORTS, LOOKAHEAD, Reader, characters_for, chunked, open_readers, read_local
from dragoman.settings import Settings


def reports(count: int) -> Iterator[Report]:
    for number in range(count):
        yield Report(f"r{number}", f"Chile met Vietnam in hall {number}.")


def paths(results: list[Reading | Failure]) -> list[str]:
    return [each.path if isinstance(each, Failure) else each.sighting.path for each in results]


@pytest.mark.parametrize("processes", [1, 3])
def test_results_come_in_the_order_of_the_reports(processes):
    told: list[int] = []
    found = [
        path
        for results in read_local(reports(200), Settings(), processes, told.append, make=fake_reader.make)
        for path in paths(results)
    ]
    assert found == [f"r{number}" for number in range(200)]
    assert sum(told) == 200


def test_only_a_few_chunks_are_taken_ahead():
    taken = 0

    def counting() -> Iterator[Report]:
        nonlocal taken
        for report in reports(10_000):
            taken += 1
            yield report

    with open_readers(Settings(), 2, make=fake_reader.make) as readers:
        results = readers.read(chunked(counting()))
        for _ in range(3):
            next(results)
        assert taken <= (3 + 2 * LOOKAHEAD) * CHUNK_REPORTS


def test_a_chunk_is_closed_by_count_or_size():
    assert [len(chunk) for chunk in chunked(reports(70), most=32)] == [32, 32, 6]
    large = [Report(f"r{number}", "x" * 100) for number in range(5)]
    assert [len(chunk) for chunk in chunked(large, characters=150)] == [2, 2, 1]
    assert list(chunked([])) == []


def test_several_processes_share_smaller_chunks_so_that_none_waits_long_at_the_end():
    assert characters_for(2) == characters_for(16) < characters_for(1)


def test_what_a_reader_holds_is_free_when_reading_is_over():
    held: list[weakref.ref[object]] = []

    def make(settings: Settings) -> Reader:
        reader = fake_reader.make(settings)
        reader.itself = reader  # as models do
        held.append(weakref.ref(reader))
        return reader

    with open_readers(Settings(), 1, make=make) as readers:
        assert len(list(readers.read(chunked(reports(2))))) == 1
        assert held[0]() is not None
    assert held[0]() is None


def test_a_process_that_cannot_start_is_one_clear_error():
    with (
        pytest.raises(DragomanError, match="could not start") as caught,
        open_readers(Settings(), 2, make=fake_reader.make_nothing),
    ):
        pass
    assert "exit 3" in caught.value.message
    assert "doctor" in caught.value.remedy


@pytest.mark.parametrize("count", [1, 40])
def test_only_the_report_that_kills_is_lost(count):
    notices: list[str] = []
    given = [*reports(count), Report("killer", "KILL"), Report("last", "Chile met Vietnam.")]
    found = [
        each
        for results in read_local(given, Settings(), 2, make=fake_reader.make, notice=notices.append)
        for each in results
    ]
    assert paths(found) == [report.path for report in given]
    assert [each.path for each in found if isinstance(each, Failure)] == ["killer"]
    assert len(notices) == 1
    assert "SIGKILL" in notices[0]
