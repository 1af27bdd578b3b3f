"""Copies of a report: which reports to compare, how alike two are, and what sets them apart.

Comparing all pairs is out of the question. So each report gets a MinHash signature of its shingles (Broder 1997), cut
into bands (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3): reports that share a band are
candidates, and only candidates are compared, by their words. A second, smaller signature is of the beginning alone:
agency text is shortened from its end, so that a copy may share little of the whole and all of the beginning.

This is the one door to rensa.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rensa import RMinHash

from dragoman.model import BlockKind, CleanText, stable_id
from dragoman.protocols import Signature

SHINGLE = 4
"""Words to a shingle. Fewer are shared by chance; of more, a changed word takes too many along."""
ROWS = 3
WHOLE_BANDS = 32
LEAD_BANDS = 8
LEAD_WORDS = 80
SEED = 7
LEAST_WORDS = 25
"""Words below which a text is like others by chance: it is compared by equality alone."""
LEAST_EQUAL = 12
"""Words below which even equality says nothing: "Subscribe to read on"."""
ALIKE = 0.55
"""Share of the shorter text's shingles that a copy finds in the longer one."""
SAME_PLACE = 0.15
"""The same at one address: an update may rewrite most of a report."""
LEAST_PART = 0.25
"""Share of the longer text that the shorter makes up, unless it is its beginning: a survey that repeats a report whole
among others is no copy of it, and must not make copies of all that it repeats."""
_STEM = 5
"""Letters by which a word of a headline is known again in the text, whatever its ending."""
_ENOUGH_TELLING = 3
_LEAST_TOLD = 0.25
_WORD = re.compile(r"\w+")
_MASK = 0x7FFFFFFFFFFFFFFF


class Reason(StrEnum):
    """Why a report belongs to its group: how it stands to the first report of it."""

    FIRST = "first"
    IDENTICAL = "identical text"
    HEADLINE = "identical text under another headline"
    SHORTENED = "shortened"
    LONGER = "with more text"
    EDITED = "edited"
    UPDATE = "update at the same address"
    LINKED = "alike to others of the group"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a report's text, headline left out, as they are compared, and the set of their shingles."""

    words: tuple[str, ...]
    shingles: frozenset[str]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two texts stand to each other: the share of the first's shingles in the second, and the other way round."""

    of_first: float
    of_second: float
    begins: bool
    """Whether the shorter begins as the longer does."""

    @property
    def most(self) -> float:
        """The greater of the shares: that of the text which is more contained in the other."""
        return max(self.of_first, self.of_second)

    @property
    def least(self) -> float:
        """The lesser of the shares: how much of the longer text the shorter makes up."""
        return min(self.of_first, self.of_second)


def words_of(text: CleanText, title: str | None = None) -> Words:
    """The words by which a text is compared: in small letters, without marks, noise and headlines."""
    kept = " ".join(text.text[b.start : b.end] for b in text.blocks if b.kind in _COMPARED)
    found = tuple(_WORD.findall(unicodedata.normalize("NFKC", kept).casefold()))
    return Words(found, _shingles(found), " ".join(_WORD.findall((title or "").casefold())))


_COMPARED = frozenset([BlockKind.BODY, BlockKind.SUBHEAD, BlockKind.DATELINE])


def signature_of(document: str, words: Words, address: str | None) -> Signature:
    """The signature under which a report is filed; the same for the same words, on any machine."""
    exact = stable_id("eq", " ".join(words.words)) if words.words else None
    if len(words.words) < LEAST_WORDS:
        return Signature(document, exact, address, ())
    lead = _shingles(words.words[:LEAD_WORDS])
    found = [*_bands("w", words.shingles, WHOLE_BANDS), *_bands("l", lead, LEAD_BANDS)]
    return Signature(document, exact, address, tuple(sorted(set(found))))


def _shingles(words: tuple[str, ...]) -> frozenset[str]:
    ends = range(SHINGLE, len(words) + 1)
    return frozenset(" ".join(words[end - SHINGLE : end]) for end in ends) or frozenset(words)


def _bands(part: str, shingles: frozenset[str], bands: int) -> list[int]:
    """A number of 63 bits for each band of the MinHash of a set."""
    hashed = RMinHash(ROWS * bands, SEED)
    hashed.update(list(shingles))
    digest = hashed.digest()
    return [_number(part, band, digest[band * ROWS : (band + 1) * ROWS]) for band in range(bands)]


def _number(part: str, band: int, rows: list[int]) -> int:
    text = f"{part}{band}:{rows}".encode("ascii")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") & _MASK


def likeness(first: Words, second: Words) -> Likeness:
    """How much of each text is in the other. Symmetric: the order of the two only exchanges the shares."""
    both = len(first.shingles & second.shingles)
    shorter, longer = sorted((first, second), key=lambda each: (len(each.words), each.words))
    lead = _shingles(shorter.words[:LEAD_WORDS])
    begins = len(lead & _shingles(longer.words[: 2 * LEAD_WORDS])) >= ALIKE * len(lead)
    return Likeness(both / max(1, len(first.shingles)), both / max(1, len(second.shingles)), begins)


def are_copies(first: Words, second: Words) -> bool:
    """Whether one text was made from the other, or both from a third."""
    if first.words == second.words:
        if len(first.words) < LEAST_EQUAL:
            return False
    else:
        if min(len(first.words), len(second.words)) < LEAST_WORDS:
            return False
        found = likeness(first, second)
        if found.most < ALIKE or (found.least < LEAST_PART and not found.begins):
            return False
    return _is_of_the_headlines(first, second)


def _is_of_the_headlines(first: Words, second: Words) -> bool:
    """Whether what two texts share is what their headlines speak of, where those differ.

    Pages of one site share text that is no report of theirs: lists of other reports, notes on the site. Then next to
    nothing of what is particular to a headline stands in what they share. A headline of few words of its own tells
    nothing: "World news".
    """
    one, two = (set(each.title.split()) for each in (first, second))
    if not one or not two:
        return True
    shared = {word[:_STEM] for shingle in first.shingles & second.shingles for word in shingle.split()}
    for own in (one - two, two - one):
        telling = [word for word in own if len(word) >= _STEM and not word.isdigit()]
        if len(telling) >= _ENOUGH_TELLING:
            found = sum(word[:_STEM] in shared for word in telling)
            if found < _LEAST_TOLD * len(telling):
                return False
    return True


def are_versions(first: Words, second: Words) -> bool:
    """Whether two texts met at one address are one report at two times: some of the words stayed, or the headline."""
    if first.title and first.title == second.title:
        return True
    return likeness(first, second).most >= SAME_PLACE


def reason_for(first: Words, other: Words, *, same_address: bool) -> Reason:
    """How `other` stands to `first`, the first report of its group."""
    if first.words == other.words:
        return Reason.HEADLINE if first.title != other.title and first.title and other.title else Reason.IDENTICAL
    if same_address:
        return Reason.UPDATE
    found = likeness(first, other)
    if found.most < SAME_PLACE:
        return Reason.LINKED
    if found.of_second >= _CONTAINED and len(other.words) < _CLEARLY * len(first.words):
        return Reason.SHORTENED
    if found.of_first >= _CONTAINED and len(first.words) < _CLEARLY * len(other.words):
        return Reason.LONGER
    return Reason.EDITED if found.most >= ALIKE else Reason.LINKED


_CONTAINED = 0.9
_CLEARLY = 0.95
"""Share of the words below which a text is shorter, and not only edited."""


class Change(StrEnum):
    """What became of a sentence between two texts."""

    KEPT = "kept"
    LEFT_OUT = "left out"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One sentence of either text, or of both: `before` is empty where it was added, `after` where it was left out."""

    change: Change
    before: str = ""
    after: str = ""


MOST_SENTENCES = 2000
_REWRITTEN = 0.5


def differences(before: list[str], after: list[str]) -> list[Difference]:
    """The sentences of two texts side by side, in order; equal are those whose words are equal.

    Sentences beyond the two thousandth of a text are left out.
    """
    before, after = before[:MOST_SENTENCES], after[:MOST_SENTENCES]
    keys = [[tuple(_WORD.findall(one.casefold())) for one in side] for side in (before, after)]
    found: list[Difference] = []
    for tag, i, j, k, m in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Difference(Change.KEPT, *pair) for pair in zip(before[i:j], after[k:m], strict=True)]
        else:
            found += _replaced(before[i:j], after[k:m])
    return found


def _replaced(before: list[str], after: list[str]) -> list[Difference]:
    """Sentences in place of others: one that kept half of its words was changed, the rest was left out and added."""
    found: list[Difference] = []
    rest = list(after)
    for one in before:
        at = next((n for n, other in enumerate(rest) if _share(one, other) >= _REWRITTEN), None)
        if at is None:
            found.append(Difference(Change.LEFT_OUT, before=one))
            continue
        found += [Difference(Change.ADDED, after=each) for each in rest[:at]]
        found.append(Difference(Change.CHANGED, one, rest[at]))
        rest = rest[at + 1 :]
    return found + [Difference(Change.ADDED, after=each) for each in rest]


def _share(first: str, second: str) -> float:
    one, two = (set(_WORD.findall(text.casefold())) for text in (first, second))
    return len(one & two) / max(1, len(one | two))
