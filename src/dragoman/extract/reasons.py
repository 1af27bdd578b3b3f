"""Why an act was done, as the text gives it: the words, and whether they state the reason or only suggest it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicon.cue_files import load_toml
from dragoman.lexicon.cues_attribution import load_attribution_cues
from dragoman.model import Document, Parse

Found = tuple[int, int, str, str | None]
"""Clean start and end of a reason with the words that open it, its kind (stated or inferred), and by whom, if told."""

LATER = ("giving", "given_as", "reasons", "acts", "following", "caused", "stemming", "guessing")
"""The lists of the table [later]."""

_FILE = "reasons.toml"
_KEYS = frozenset(
    {
        "name",
        "kind",
        "by",
        "phrases",
        "conjunctions",
        "participles",
        "gerunds",
        "named",
        "purposes",
        "not_under",
        "not_before",
        "example",
    }
)
_TOLD = frozenset({"later", "hedges", "reason"})
_OBJECTS = ("pobj", "pcomp", "dobj")
_SUBJECTS = ("nsubj", "nsubjpass")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOUNS = ("NN", "NNS", "NNP", "NNPS", "VBG")
_CARRIED = frozenset({"dobj", "nsubjpass", "attr"})


@dataclass(frozen=True, slots=True)
class ReasonCue:
    """Words of one sort that open a reason; see the comment at the top of the file for the fields."""

    name: str
    kind: str
    by: str
    phrases: tuple[tuple[str, ...], ...]
    conjunctions: frozenset[str]
    participles: frozenset[str]
    gerunds: frozenset[str]
    named: frozenset[str]
    purposes: frozenset[str]
    not_under: frozenset[str]
    not_before: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class ReasonCues:
    """All cues, the adverbs that make a stated reason a guess, and lists for reasons with a clause of their own."""

    cues: tuple[ReasonCue, ...]
    hedges: frozenset[str]
    later: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def load_reason_cues() -> ReasonCues:
    """The cues that ship with Dragoman. Raises LexiconError for an unknown key, a kind that is none, or no example."""
    tables = load_toml(_FILE)
    unknown = sorted(set(tables) - _TOLD)
    if unknown:
        raise LexiconError(
            f"unknown table {unknown[0]!r}", place=_FILE, remedy=f"tables are {', '.join(sorted(_TOLD))}"
        )
    later = {name: frozenset(words.split()) for name, words in tables.get("later", {}).items()}
    missing = sorted(set(LATER) - set(later))
    if missing:
        raise LexiconError(f"no list {missing[0]!r} in [later]", place=_FILE, remedy=f"lists are {', '.join(LATER)}")
    return ReasonCues(
        tuple(_cue(row) for row in tables.get("reason", ())),
        frozenset(tables.get("hedges", {}).get("words", ())),
        later,
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
        by=row.get("by", ""),
        phrases=tuple(phrases),
        conjunctions=frozenset(row.get("conjunctions", ())),
        participles=frozenset(row.get("participles", ())),
        gerunds=frozenset(row.get("gerunds", ())),
        named=frozenset(row.get("named", ())),
        purposes=frozenset(row.get("purposes", ())),
        not_under=frozenset(row.get("not_under", ())),
        not_before=frozenset(row.get("not_before", ())),
        example=row["example"],
    )


def find_reasons(parse: Parse, head_token: int, document: Document) -> list[Found]:
    """The reasons given for the predicate at `head_token`, in text order, as clean `(start, end, kind, by)`.

    Phrases that hang on the verb of a noun predicate, or on the object of a verb ("imposed a ban over ..."), count as
    its own; of "because of A and B" each is a reason. `by` is given where the words say it: the party that cites a
    reason, or who is named between commas beside it ("and, officials said, because of"); else it is None, and the
    caller, who knows the sources, fills it in. `document` bounds the offsets.
    """
    book = load_reason_cues()
    places = [head_token]
    if parse.deps[head_token] in _CARRIED and parse.tags[parse.heads[head_token]].startswith("VB"):
        places.append(parse.heads[head_token])
    elif parse.tags[head_token].startswith("VB"):
        places += [
            c for c in parse.children[head_token] if parse.deps[c] in _CARRIED and parse.tags[c] in ("NN", "NNS")
        ]
    found: dict[int, Found] = {}
    for place in places:
        for each in _under(parse, place, book):
            if each[1] <= len(document.clean.text) and each[1] > found.get(each[0], (0, 0))[1]:
                found[each[0]] = each
    return [found[start] for start in sorted(found)]


def judged(kind: str, by: str | None) -> str:
    """The kind of a reason that `by` gives: what analysts and diplomats say of others' reasons is their inference."""
    guessing = load_reason_cues().later["guessing"]
    words = (word.strip(",.").lower() for word in (by or "").split())
    return "inferred" if any(word in guessing or word.removesuffix("s") in guessing for word in words) else kind


def reasons_under(parse: Parse, place: int) -> list[Found]:
    """The reasons that hang on one token alone, whatever it is."""
    return list(_under(parse, place, load_reason_cues()))


def _under(parse: Parse, place: int, book: ReasonCues) -> Iterator[Found]:
    for child, by in _candidates(parse, place):
        for cue in book.cues:
            opened = _opens(parse, place, child, cue)
            if opened is None or parse.texts[max(opened - 1, 0)].lower() in ("not", "never", "n't"):
                continue
            hedged = _hedge(parse, child, opened, book.hedges)
            kind = "inferred" if hedged is not None else cue.kind
            who = by or _told_beside(parse, child) or (actor_of(parse, place) if cue.by == "actor" else None)
            first = opened if hedged is None else hedged
            for start, tokens in _each(parse, child, opened, first):
                yield parse.starts[start], parse.ends[tokens[-1]], kind, who
            break


def _candidates(parse: Parse, place: int) -> Iterator[tuple[int, str | None]]:
    """The tokens under which a reason may open, with who gives it where an aside between commas names somebody."""
    for child in parse.children[place]:
        yield child, None
        yield from ((c, None) for c in parse.children[child] if parse.deps[c] == "conj" and parse.deps[child] == "prep")
    for aside, by in _asides(parse, place):
        yield from ((c, by) for c in parse.children[aside] if c > aside and parse.texts[c - 1] == ",")


def _asides(parse: Parse, place: int) -> Iterator[tuple[int, str]]:
    """ "..., officials said, because of", "..., according to diplomats, over": the aside, and who speaks."""
    near = [c for c in parse.children[place] if parse.deps[c] in ("conj", "parataxis", "prep", "advcl") and c > place]
    if parse.deps[place] == "ccomp" and parse.heads[place] > place:
        near.append(parse.heads[place])
    for token in near:
        if parse.texts[token].lower() == "according":
            named = [n for c in parse.children[token] for n in parse.children[c] if parse.deps[n] == "pobj"]
        elif parse.tags[token] in _FINITE and not any(
            parse.deps[c] in ("dobj", "ccomp") for c in parse.children[token]
        ):
            named = [c for c in parse.children[token] if parse.deps[c] == "nsubj" and c > place]
        else:
            continue
        if named:
            yield token, words_of(parse, named[0])


def _told_beside(parse: Parse, child: int) -> str | None:
    """ "Because, Madrid said, the fruit was bad": who says so inside the clause that gives the reason."""
    verbs = load_attribution_cues().verbs
    for token in parse.subtree(child):
        said = any(
            g.manner == "statement" and {"quote", "clause"} <= g.content for g in verbs.get(parse.lemmas[token], ())
        )
        if parse.deps[child] != "advcl" or not said or parse.tags[token] not in _FINITE:
            continue
        subject = next((c for c in parse.children[token] if parse.deps[c] == "nsubj"), None)
        first = parse.subtree(subject)[0] if subject is not None else 0
        shut = token + 1 < len(parse) and parse.texts[token + 1] == ","
        if subject is not None and first > 0 and parse.texts[first - 1] == "," and shut:
            return words_of(parse, subject)
    return None


def _each(parse: Parse, child: int, opened: int, first: int) -> Iterator[tuple[int, list[int]]]:
    """The reasons that one opener opens: where each begins, and its tokens."""
    tokens = [t for t in parse.subtree(child) if t >= opened]
    parts = sorted({opened, *_joined_to(parse, child, opened), *_opened_again(parse, tokens)})
    for number, start in enumerate(parts):
        end = parts[number + 1] if number + 1 < len(parts) else tokens[-1] + 1 if tokens else start
        own = [t for t in tokens if start <= t < end]
        while own and (parse.tags[own[-1]] in (",", ".", ":", "CC") or parse.texts[own[-1]].lower() in ("both",)):
            own.pop()
        if len(own) > (number == 0):
            yield (first if number == 0 else own[0]), own


def _opened_again(parse: Parse, tokens: Sequence[int]) -> list[int]:
    """ "Because of the killing and over debts": where a second opener stands after "and", inside the first reason."""
    phrases = [phrase for cue in load_reason_cues().cues if cue.kind == "stated" for phrase in cue.phrases]
    after = [t for t in tokens if t > 0 and parse.texts[t - 1].lower() == "and"]
    return [t for t in after if any(parse.texts[t : t + len(p)] == p for p in phrases)]


def _joined_to(parse: Parse, child: int, opened: int) -> list[int]:
    """Where the further reasons begin that "and" joins to the first: nouns, or clauses with a subject of their own."""
    if parse.deps[child] == "advcl" and parse.tags[child].startswith("VB") and parse.tags[child] != "VBG":
        heads = [child]
    else:
        heads = [t for t in parse.subtree(child) if parse.deps[t] in _OBJECTS and parse.tags[t] != "IN" and t > opened]
        heads = [t for t in heads if parse.heads[t] in (child, opened, opened + 1, opened + 2)][:1]
    starts: list[int] = []
    if heads:
        starts += [parse.subtree(other)[0] for other in _parallel_to(parse, heads[0])]
    while heads:
        head = heads.pop()
        for other in parse.children[head]:
            if parse.deps[other] != "conj" or other < head:
                continue
            clause = parse.tags[other].startswith("VB") and any(
                parse.deps[c] in _SUBJECTS for c in parse.children[other]
            )
            if clause or (parse.tags[head] in _NOUNS and parse.tags[other] in _NOUNS):
                starts.append(parse.subtree(other)[0])
                heads.append(other)
    return sorted(set(starts))


def _parallel_to(parse: Parse, head: int) -> list[int]:
    """ "The shelling of a farm and the arrest of a shepherd": the arrest is joined to the shelling, not to the farm."""
    if not _has_of(parse, head) or not parse.tags[head].startswith("NN"):
        return []
    deeper = [o for c in parse.children[head] if parse.texts[c].lower() == "of" for o in parse.children[c]]
    return [o for d in deeper for o in parse.children[d] if parse.deps[o] == "conj" and _has_of(parse, o)]


def _has_of(parse: Parse, noun: int) -> bool:
    """Whether a noun is said of something, with an article before it: "the arrest of"."""
    below = parse.children[noun]
    return any(parse.texts[c].lower() == "of" for c in below) and any(parse.deps[c] == "det" for c in below)


def actor_of(parse: Parse, verb: int) -> str | None:
    """The words of the party that does what a verb says: its subject, or that of the verb above it; None if passive."""
    for _ in range(3):
        subject = next((c for c in parse.children[verb] if parse.deps[c] in _SUBJECTS), None)
        if subject is not None:
            return words_of(parse, subject) if parse.deps[subject] == "nsubj" else None
        if parse.deps[verb] not in ("xcomp", "conj", "dobj", "attr"):
            return None
        verb = parse.heads[verb]
    return None


def words_of(parse: Parse, head: int) -> str:
    """The words of a phrase, less its relative clauses and commas."""
    dropped = {t for c in parse.children[head] if parse.deps[c] in ("relcl", "appos") for t in parse.subtree(c)}
    tokens = [t for t in parse.subtree(head) if t not in dropped and parse.deps[t] != "punct"]
    return "".join(
        (" " if n and parse.texts[t] not in ("'s", "’s", "'", "’") else "") + parse.texts[t]
        for n, t in enumerate(tokens)
    )


def _opens(parse: Parse, place: int, child: int, cue: ReasonCue) -> int | None:
    """The token at which a reason of this sort opens under `child`, or `None`."""
    label = parse.deps[child]
    if label in ("advcl", "conj"):
        mark = next((c for c in parse.children[child] if parse.texts[c].lower() in cue.conjunctions), None)
        if mark is not None and parse.deps[mark] in (("mark",) if label == "conj" else ("mark", "advmod", "prep")):
            return mark
    word = parse.texts[child].lower()
    if label == "advcl" and word in cue.purposes and parse.deps[child - 1] == "aux" and parse.tags[child] == "VB":
        return child - 1
    if word in cue.participles and parse.tags[child] == "VBG":
        return child
    if word in cue.gerunds and any(parse.deps[c] == "pcomp" and parse.tags[c] == "VBG" for c in parse.children[child]):
        return child
    if label not in ("prep", "advmod", "acomp", "amod", "pcomp", "dep", "advcl"):
        return None
    if word in cue.named and _names_reason(parse, child):
        return child
    for phrase in cue.phrases:
        first = _first_of(parse, child, phrase) if word in phrase else None
        if first is not None and not _excluded(parse, place, child, first + len(phrase), cue):
            return first
    return None


def _names_reason(parse: Parse, child: int) -> bool:
    """ "For technical reasons": a noun that names a reason as such, and a word that says which."""
    lists = load_reason_cues().later
    return any(
        parse.deps[noun] == "pobj"
        and parse.lemmas[noun].lower() in lists["reasons"]
        and any(parse.deps[c] in ("amod", "compound", "nmod", "poss") for c in parse.children[noun])
        for noun in parse.children[child]
    )


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
