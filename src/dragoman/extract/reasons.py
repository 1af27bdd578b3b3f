"""Why an act was done, as the text gives it: the words, and whether they state the reason or only suggest it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicon.cues_attribution import load_toml
from dragoman.model import Document, Parse

Found = tuple[int, int, str, str | None]
"""Clean start and end of a reason with the words that open it, its kind (stated or inferred), and by whom (open)."""

_FILE = "reasons.toml"
_KEYS = frozenset(
    {"name", "kind", "phrases", "conjunctions", "participles", "gerunds", "not_under", "not_before", "example"}
)
_CARRIED = frozenset({"dobj", "nsubjpass", "attr"})


@dataclass(frozen=True, slots=True)
class ReasonCue:
    """Words of one sort that open a reason; see the comment at the top of the file for the fields."""

    name: str
    kind: str
    phrases: tuple[tuple[str, ...], ...]
    conjunctions: frozenset[str]
    participles: frozenset[str]
    gerunds: frozenset[str]
    not_under: frozenset[str]
    not_before: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class ReasonCues:
    """All cues, and the adverbs that make a stated reason a guess."""

    cues: tuple[ReasonCue, ...]
    hedges: frozenset[str]


@lru_cache(maxsize=1)
def load_reason_cues() -> ReasonCues:
    """The cues that ship with Dragoman. Raises LexiconError for an unknown key, a kind that is none, or no example."""
    tables = load_toml(_FILE)
    return ReasonCues(
        tuple(_cue(row) for row in tables.get("reason", ())), frozenset(tables.get("hedges", {}).get("words", ()))
    )


def _cue(row: dict[str, Any]) -> ReasonCue:
    name = f"reason {row.get('name', '?')!r}"
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise LexiconError(
            f"{name}: unknown key {unknown[0]!r}", place=_FILE, remedy=f"keys are {', '.join(sorted(_KEYS))}"
        )
    if row.get("kind") not in ("stated", "inferred"):
        raise LexiconError(f"{name}: kind is {row.get('kind')!r}", place=_FILE, remedy="use stated or inferred")
    if not row.get("example"):
        raise LexiconError(f"{name}: no example", place=_FILE, remedy="add a sentence that shows the cue at work")
    phrases = sorted((tuple(p.split()) for p in row.get("phrases", ())), key=len, reverse=True)
    return ReasonCue(
        name=row["name"],
        kind=row["kind"],
        phrases=tuple(phrases),
        conjunctions=frozenset(row.get("conjunctions", ())),
        participles=frozenset(row.get("participles", ())),
        gerunds=frozenset(row.get("gerunds", ())),
        not_under=frozenset(row.get("not_under", ())),
        not_before=frozenset(row.get("not_before", ())),
        example=row["example"],
    )


def find_reasons(parse: Parse, head_token: int, document: Document) -> list[Found]:
    """The reasons given for the predicate at `head_token`, in text order, as clean `(start, end, kind, None)`.

    Phrases that hang on the verb of a noun predicate, or on the object of a verb ("imposed a ban over ..."), count as
    its own. The caller knows the sources and fills in by whom. `document` bounds the offsets.
    """
    book = load_reason_cues()
    places = [head_token]
    if parse.deps[head_token] in _CARRIED and parse.tags[parse.heads[head_token]].startswith("VB"):
        places.append(parse.heads[head_token])
    elif parse.tags[head_token].startswith("VB"):
        places += [
            c for c in parse.children[head_token] if parse.deps[c] in _CARRIED and parse.tags[c] in ("NN", "NNS")
        ]
    found: dict[int, tuple[int, str]] = {}
    for place in places:
        for start, end, kind in _under(parse, place, book):
            if end <= len(document.clean.text) and end > found.get(start, (0, ""))[0]:
                found[start] = (end, kind)
    return [(start, end, kind, None) for start, (end, kind) in sorted(found.items())]


def _under(parse: Parse, place: int, book: ReasonCues) -> Iterator[tuple[int, int, str]]:
    for child in parse.children[place]:
        for cue in book.cues:
            opened = _opens(parse, place, child, cue)
            if opened is None:
                continue
            tokens = [t for t in parse.subtree(child) if t >= opened]
            hedged = _hedge(parse, child, opened, book.hedges)
            while tokens and parse.tags[tokens[-1]] in (",", ".", ":"):
                tokens.pop()
            if len(tokens) > 1:
                start = parse.starts[opened if hedged is None else hedged]
                yield start, parse.ends[tokens[-1]], "inferred" if hedged is not None else cue.kind
            break


def _opens(parse: Parse, place: int, child: int, cue: ReasonCue) -> int | None:
    """The token at which a reason of this sort opens under `child`, or `None`."""
    label = parse.deps[child]
    if label == "advcl":
        mark = next((c for c in parse.children[child] if parse.texts[c].lower() in cue.conjunctions), None)
        if mark is not None and parse.deps[mark] in ("mark", "advmod", "prep"):
            return mark
    word = parse.texts[child].lower()
    if word in cue.participles and parse.tags[child] == "VBG":
        return child
    if word in cue.gerunds and any(parse.deps[c] == "pcomp" and parse.tags[c] == "VBG" for c in parse.children[child]):
        return child
    if label not in ("prep", "advmod", "acomp", "amod", "pcomp", "dep", "advcl"):
        return None
    for phrase in cue.phrases:
        first = _first_of(parse, child, phrase) if word in phrase else None
        if first is not None and not _excluded(parse, place, child, first + len(phrase), cue):
            return first
    return None


def _first_of(parse: Parse, child: int, phrase: tuple[str, ...]) -> int | None:
    for first in range(max(0, child - len(phrase) + 1), child + 1):
        if tuple(t.lower() for t in parse.texts[first : first + len(phrase)]) == phrase:
            return first
    return None


def _excluded(parse: Parse, place: int, child: int, after: int, cue: ReasonCue) -> bool:
    """Whether the phrase is a time, a place or a topic here, or opens nothing."""
    if parse.lemmas[place].lower() in cue.not_under or after >= len(parse):
        return True
    if not cue.not_before:
        return False
    heads = [t for t in parse.subtree(child) if parse.deps[t] in ("pobj", "pcomp")]
    return not heads or parse.lemmas[heads[0]].lower() in cue.not_before


def _hedge(parse: Parse, child: int, opened: int, hedges: frozenset[str]) -> int | None:
    """The adverb right before the reason that makes it a guess."""
    before = opened - 1
    if before >= 0 and parse.texts[before].lower() in hedges:
        return before
    return next((c for c in parse.children[child] if c < opened and parse.texts[c].lower() in hedges), None)
