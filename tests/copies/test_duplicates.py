"""Which texts are copies, and what sets them apart."""

from __future__ import annotations

import pytest
from copy_samples import HARBOUR, MORE, OTHER, words

from dragoman.prepare.duplicates import (
    Change,
    Reason,
    are_copies,
    are_versions,
    differences,
    likeness,
    reason_for,
    signature_of,
)

EDITED = [
    *HARBOUR[:2],
    HARBOUR[2].replace("traffic", "all traffic").replace("as soon as", "once"),
    HARBOUR[3].replace("on the same evening", "at once"),
    *HARBOUR[4:],
]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (HARBOUR, Reason.IDENTICAL),
        (HARBOUR[:4], Reason.SHORTENED),
        (HARBOUR[:2], Reason.SHORTENED),
        ([*HARBOUR, MORE, *OTHER[:1]], Reason.LONGER),
        (EDITED, Reason.EDITED),
    ],
)
def test_what_was_made_from_a_report_is_known(other: list[str], reason: Reason) -> None:
    first, second = words(HARBOUR), words(other)
    assert are_copies(first, second)
    assert are_copies(second, first)
    assert reason_for(first, second, same_address=False) is reason
    shared = set(signature_of("a", first, None).bands) & set(signature_of("b", second, None).bands)
    assert shared, "never compared"


def test_another_headline_is_said() -> None:
    first, second = words(HARBOUR, "Harbour closed"), words(HARBOUR, "Ferries collide off Tarnow")
    assert are_copies(first, second)
    assert reason_for(first, second, same_address=False) is Reason.HEADLINE


def test_unlike_reports_on_one_subject_are_told_apart() -> None:
    first, second = words(HARBOUR), words(OTHER)
    assert not are_copies(first, second)
    assert not set(signature_of("a", first, None).bands) & set(signature_of("b", second, None).bands)
    quoting = words([*OTHER, HARBOUR[4]])
    assert not are_copies(first, quoting)


def test_a_survey_that_repeats_a_report_is_no_copy_of_it() -> None:
    others = [f"{sentence} This was said in the {number}th hour of the debate about the budget of the town." for number,
              sentence in enumerate(OTHER * 3)]  # fmt: skip
    survey = words([*others, *HARBOUR[:3], *others])
    assert likeness(words(HARBOUR[:3]), survey).of_first > 0.9
    assert not are_copies(words(HARBOUR[:3]), survey)


def test_pages_that_share_only_what_the_site_puts_on_each_are_no_copies() -> None:
    listing = [sentence.replace("harbour", "archive") for sentence in HARBOUR]
    first = words(listing, "Orchestra announces concerts for winter season")
    second = words(listing, "Champion swimmer retires after seventh title")
    assert not are_copies(first, second)


@pytest.mark.parametrize("text", ["", "Subscribe to read on.", "?"])
def test_next_to_nothing_is_no_copy_of_anything(text: str) -> None:
    assert not are_copies(words([text]), words([text]))
    assert signature_of("a", words([text]), None).bands == ()


def test_marks_case_and_space_do_not_matter() -> None:
    other = [sentence.upper().replace(",", " ,").replace(".", " !") for sentence in HARBOUR]
    assert signature_of("a", words(HARBOUR), None).exact == signature_of("b", words(other), None).exact


def test_versions_need_something_in_common() -> None:
    assert are_versions(words(HARBOUR), words([*HARBOUR[:3], *OTHER]))
    assert are_versions(words(HARBOUR, "Harbour closed"), words(OTHER, "Harbour closed"))
    assert not are_versions(words(HARBOUR, "Harbour closed"), words(OTHER, "Law passed"))


def test_differences_are_told_by_sentence() -> None:
    found = differences(HARBOUR, [*EDITED[:5], MORE, *EDITED[6:]])
    kinds = [each.change for each in found]
    assert kinds == [
        *(Change.KEPT, Change.KEPT, Change.CHANGED, Change.CHANGED, Change.KEPT),
        *(Change.LEFT_OUT, Change.ADDED, Change.KEPT, Change.KEPT),
    ]
    assert found[2].before == HARBOUR[2]
    assert found[2].after == EDITED[2]
    assert found[6].after == MORE


def test_a_signature_is_the_same_on_every_machine() -> None:
    one = signature_of("a", words(HARBOUR), "https://a.example/1")
    assert (one.exact, one.bands[0], len(one.bands)) == PINNED


PINNED = ("eq_adxb4hlcwsjwam3z", 931903252458869204, 40)
