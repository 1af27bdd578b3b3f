from __future__ import annotations

import pytest

from dragoman.model import Report, Span
from dragoman.prepare.clean import clean
from dragoman.query.context import Mark, clean_range, layered

PAGE = (
    "<html><body><nav><a href='/'>Home</a></nav><article><h1>Talks &amp; fruit</h1>"
    "<p>Chile&rsquo;s minister <b>met</b> her\ncounterpart &mdash; in Hanoi &mdash; on Monday, after a long flight.</p>"
    "</article></body></html>"
)


@pytest.mark.parametrize("words", ["minister", "met", "Hanoi", "on Monday, after", "Talks"])
def test_a_raw_span_finds_its_cleaned_words(words):
    text = clean(Report("p.html", PAGE, "html"))
    start = PAGE.index(words)
    place = clean_range(text, Span(start, start + len(words)))
    assert place is not None
    assert text.text[slice(*place)] == words


def test_there_and_back_again():
    text = clean(Report("p.html", PAGE, "html"))
    for start in range(0, len(text.text) - 5):
        for end in (start + 1, start + 5):
            if text.text[start] == "\n" or "\n" in text.text[start:end]:
                continue
            place = clean_range(text, text.raw_span(start, end))
            # What stands for an entity has no letter of its own in the input: the stretch may shrink there, not grow.
            assert place is None or (start <= place[0] and place[1] <= end)


def test_what_cleaning_left_out_has_no_place():
    text = clean(Report("p.html", PAGE, "html"))
    assert clean_range(text, Span(0, 5)) is None


def mark(start: int, end: int, kind: str) -> Mark:
    return Mark(start, end, kind, "", "", Span(start, end))


def test_drawn_marks_do_not_overlap_and_the_trigger_is_there():
    marks = (mark(0, 30, "trigger"), mark(5, 8, "actor"), mark(31, 50, "matter"), mark(35, 40, "date"), mark(9, 9, "x"))
    drawn = layered(marks)
    assert [each.kind for each in drawn] == ["trigger", "date"]
