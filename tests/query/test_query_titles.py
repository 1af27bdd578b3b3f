"""What a dossier is called: nobody is said to do or to travel who is not known to."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dragoman.lexicon.dossiers import load_kinds
from dragoman.query.naming import title_of

NAMES = {"CHL": "Chile", "VNM": "Vietnam"}


class Names:
    """Names of states, as the book has them."""

    def name(self, code: str) -> str:
        return NAMES[code]


@pytest.mark.parametrize(
    ("kind", "body", "title"),
    [
        ("measure", {"noun": "ban", "doer": "VNM", "object": "Chilean fruit"}, "Vietnam's ban on Chilean fruit"),
        ("measure", {"noun": "ban", "doer": "VNM"}, "Vietnam's ban on Chile"),
        ("measure", {"noun": "ban", "object": "fruit"}, "ban on fruit, Chile and Vietnam"),
        ("meeting", {"noun": "visit", "doer": "VNM"}, "visit: Vietnam to Chile"),
        ("meeting", {"noun": "visit"}, "visit: Chile and Vietnam"),
        ("meeting", {"noun": "visit", "doer": "CHL", "numbers": [1]}, "1st visit: Chile to Vietnam"),
        ("dispute", {"noun": "dispute", "object": "territorial"}, "territorial dispute, Chile and Vietnam"),
        ("dispute", {"noun": "dispute", "object": "tuna quotas"}, "dispute over tuna quotas, Chile and Vietnam"),
    ],
)
def test_titles(kind: str, body: Mapping[str, object], title: str) -> None:
    kinds = {each.name: each for each in load_kinds().kinds}
    assert title_of(kinds[kind], {**body, "parties": ["CHL", "VNM"]}, Names()) == title  # type: ignore[arg-type]
