"""Labels of the speakers of a transcript, read from `data/cues/transcripts.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.errors import LexiconError
from dragoman.lexicon.cue_files import load_toml

_FILE = "transcripts.toml"
_KEYS = {"askers", "answerers", "titles", "asked"}
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class TranscriptCues:
    """Labels in small letters; `asked` finds words such as "interview with" before the name of who is asked."""

    askers: frozenset[str]
    answerers: frozenset[str]
    titles: frozenset[str]
    asked: re.Pattern[str]

    def is_asker(self, label: str) -> bool:
        """Whether a label stands for who asks: "Q", "QUESTION", "REPORTER 2"."""
        words = [m.group().lower() for m in _WORD.finditer(label)]
        return bool(words) and self.askers.issuperset(words)

    def is_answerer(self, label: str) -> bool:
        """Whether a label stands for the one who is asked, without a name: "A"."""
        words = [m.group().lower() for m in _WORD.finditer(label)]
        return len(words) == 1 and words[0] in self.answerers

    def name_in(self, label: str) -> str | None:
        """The last word of a label that is no title, in small letters: "clinton" of "SECRETARY CLINTON"."""
        words = [m.group().lower() for m in _WORD.finditer(label)]
        names = [word for word in words if word not in self.titles]
        return names[-1] if names else None


@lru_cache(maxsize=1)
def load_transcript_cues() -> TranscriptCues:
    """The labels that ship with Dragoman. Raises LexiconError for a key that is unknown or missing."""
    tables = load_toml(_FILE)
    wrong = sorted(_KEYS ^ set(tables))
    if wrong:
        raise LexiconError(
            f"key {wrong[0]!r} is unknown or missing", place=_FILE, remedy=f"keys are {', '.join(sorted(_KEYS))}"
        )
    words = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in tables["asked"])
    return TranscriptCues(
        askers=frozenset(tables["askers"].split()),
        answerers=frozenset(tables["answerers"].split()),
        titles=frozenset(tables["titles"].split()),
        asked=re.compile(rf"\b(?:{words})\s", re.I),
    )
