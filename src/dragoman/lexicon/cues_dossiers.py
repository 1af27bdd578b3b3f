"""Words by which dossiers are kept clean of what is no matter between sides, read from `data/cues/dossiers.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicon.cue_files import load_toml

_FILE = "dossiers.toml"
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DossierWords:
    """The lists of the file, by the names that they have there, in its order."""

    worldwide: Words
    shelter: Words
    souring: Words
    private: Words
    swaps: Words
    vague: Words
    tellers: Words
    saying: Words
    inward: Words
    meetings: Words
    visits: Words
    arriving: Words
    past: Words
    carrying: Words
    running: Words
    official: Words
    offices: Words
    bare: Words
    warming: Words
    going: Words
    denying: Words
    untrue: Words
    common: Words
    alike: Words
    failing: Words
    offering: Words
    nameless: Words
    parts: Words
    declining: Words
    sending: Words
    troops: Words
    continents: Words
    sorts: Words
    whole: Words
    yearly: Words
    undertaking: Words
    habit: Words
    play: Words
    no_meeting: Words
    meeting_alone: Words
    only_in_plural: Words
    called_by_name: Words
    letting: Words
    diplomatic: Words
    diplomatic_step: Words
    of_ties: Words
    of_ties_begun: Words
    coming: Words
    taking_place: Words
    took_place: Words
    met_for: Words
    stepping_out: Words
    wanting: Words
    holding_up: Words
    not_with: Words
    befalling: Words
    mediated: Words
    mediation: Words
    mediator: Words
    appointing: Words
    discussing: Words
    own_reports: Words
    mistaken: Words
    calling_off: Words
    on_the_way: Words
    rumours: Words
    unreached: Words
    pacts: Words
    has_come: Words
    long_since: Words
    approving: Words
    meant_to: Words
    to_take_part: Words
    not_yet: Words
    entering: Words
    at_the_press: Words
    helpers: Words
    crowds: Words
    fallen: Words
    told_things: Words
    anew: Words
    papers: Words
    papers_say: Words
    object_pronouns: Words
    visiting: Words
    of_the_two: Words
    another_one: Words
    whole_cabinets: Words
    traded: Words
    taken_up: Words
    jointly: Words
    sessions: Words
    still: Words
    membership: Words
    talk_nouns: Words
    concluded: Words
    results: Words
    stuck: Words
    standing_still: Words
    dead_ends: Words
    meeting_soon: Words
    negotiated_papers: Words
    policies: Words
    on_occasions: Words
    things_of_law: Words
    rounds_of_talks: Words
    headings: Words
    awaiting: Words
    courtesies: Words
    embassies: Words
    coming_back: Words
    exchanges: Words
    from_when: Words
    to_say: Words


@lru_cache(maxsize=1)
def load_dossier_words() -> DossierWords:
    """The lists that ship with Dragoman. Raises LexiconError where one is missing, unknown, or no list of words."""
    return build_dossier_words(load_toml(_FILE), _FILE)


@cache
def word_set(name: str) -> frozenset[str]:
    """The list of that name as a set. Raises AttributeError where the file has none of that name."""
    return frozenset(getattr(load_dossier_words(), name))


def build_dossier_words(tables: Mapping[str, Any], place: str) -> DossierWords:
    """Check `tables`, the content of a file named `place`. Raises LexiconError as `load_dossier_words` does."""
    names = [field.name for field in fields(DossierWords)]
    for name in sorted({*tables, *names}):
        words = tables.get(name)
        if name not in names:
            raise LexiconError(f"unknown list {name!r}", place=place, remedy=f"lists are {', '.join(names)}")
        if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
            raise LexiconError(f"no list of words at {name!r}", place=place, remedy='write ["one", "two"]')
        twice = next((word for word in words if words.count(word) > 1), None)
        if twice is not None:
            raise LexiconError(f"{twice!r} stands twice in {name!r}", place=place, remedy="keep one")
    return DossierWords(**{name: tuple(tables[name]) for name in names})
