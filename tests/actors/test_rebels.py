"""Whose rebels are meant where no state stands beside the word, on invented sentences."""

from __future__ import annotations

import pytest

# text, the words of the mention (their last place), its actor (None: left open)
REBELS = [
    ("Peru's government and communist rebels signed a truce.", "rebels", "PER.REB"),
    ("Chad and the three main rebel groups met in Tunis.", "rebel groups", "TCD.REB"),
    ("The Burmese army resumed talks with ethnic insurgents.", "insurgents", "MMR.REB"),
    ("Norway hosted Peru. The talks between Peru and the guerrillas stalled.", "guerrillas", "PER.REB"),
    ("Peru signed a truce with rebels. The guerrillas kept their arms.", "guerrillas", "PER.REB"),
    ("Separatists said they would end a truce with Peru's government.", "Separatists", "PER.REB"),
    ("Norway and Chad met. Norway hosted Peru and rebels. Norway pressed the government and the rebels.", "government",
     "PER.GOV"),
    ("He cut short a visit to Rwanda for talks with rebels. Mali's government and rebels signed a truce.", "rebels",
     "MLI.REB"),
    ("Peru's government and the Marxist rebels of the Shining Path met.", "rebels", None),
    # Nobody says whose they are, or two states' rebels are spoken of, or a group is named that may be meant.
    ("Chad sold rice to Sudan. Rebels burnt a bridge.", "Rebels", None),
    ("Chad and rebels met. Sudan signed a truce with rebels. The insurgents slept.", "insurgents", None),
    ("Peru fought the Shining Path. Peru signed a truce with rebels. The guerrillas fled.", "guerrillas", None),
    ("Peru and Chile met. Chile sold rebel territory.", "rebel", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "actor"), REBELS, ids=[f"{r[1]}: {r[0][:40]}" for r in REBELS])
def test_whose_rebels_are_meant(mentions_of, text, words, actor):
    start = text.rindex(words)
    found = [m.actor for m in mentions_of(text, "2009-03-03") if m.start == start]
    assert (found or [None])[0] == actor
