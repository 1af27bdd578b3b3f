"""What parts, things and pronouns stand for: the references of a sentence, with those of the wholes they belong to."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.lexicon.event_words import event_words
from dragoman.lexicon.frames import FrameBook
from dragoman.model import Mention, Parse

_STOPS = frozenset((".", "!", "?", '"', "”", "''"))
_DASHES = frozenset({"-", "–", "—", "|"})
_SMALL = frozenset({"of", "the", "and", "de", "for"})
_LONGEST_OUTLET = 5
"""Words of an outlet's name at the end of a headline."""
_THIRD = event_words("scene", "third")
_CONDITIONS = event_words("scene", "conditions")


def outlet_from(parse: Parse) -> int:
    """Where the name of the outlet begins that ends a headline ("Oslo calls vote – [New York Times]"), or its end."""
    size = len(parse)
    if size == 0 or parse.texts[-1] in _STOPS:
        return size
    dash = next((t for t in range(size - 1, max(size - _LONGEST_OUTLET - 2, 2), -1) if parse.texts[t] in _DASHES), size)
    named = parse.texts[dash + 1 :]
    capital = [w[:1].isupper() or w.lower() in _SMALL for w in named]
    verbs = any(tag in ("VBZ", "VBD", "VBP", "MD") for tag in parse.tags[dash + 1 :])
    if not named or not all(capital) or verbs:
        return size
    apart = parse.ends[dash - 1] < parse.starts[dash] and parse.ends[dash] < parse.starts[dash + 1]
    return dash if apart else size


def without_outlet(parse: Parse, references: Mapping[int, tuple[Mention, ...]]) -> Mapping[int, tuple[Mention, ...]]:
    """References without those of the outlet that a headline names at its end."""
    end = outlet_from(parse)
    return references if end == len(parse) else {t: m for t, m in references.items() if t < end}


def with_wholes(
    parse: Parse, references: Mapping[int, tuple[Mention, ...]], book: FrameBook
) -> Mapping[int, tuple[Mention, ...]]:
    """References with those of measured phrases and appositions added: "a handful of [reporters]", "two of the [men]".

    A bare description takes the name that its apposition gives: "the premier, [Leo Varadkar]". What an army or state
    moves stands for it: "[Israeli army] bulldozers". A pronoun that nothing resolves, as subject of what somebody says,
    is the one who says it.
    """
    found = {t: mentions for t, mentions in references.items() if not _is_condition_of_things(parse, t)}
    measures, gear = book.classes["measure-of-people"], book.classes["gear"]
    for token, lemma in enumerate(parse.lemmas):
        tag = parse.tags[token]
        if tag == "CD" or lemma.lower() in measures:
            inner = measured(parse, token)
            if inner is not None and inner in references:
                found[token] = references[inner]
        elif tag.startswith("NN") and token not in found and lemma.lower() in gear:
            owner = next((c for c in reversed(parse.children[token]) if c < token and c in found), None)
            if owner is not None:
                found[token] = found[owner]
        elif tag == "PRP" and parse.deps[token] == "nsubj" and token not in found:
            said_by = _speaker_above(parse, token)
            if said_by is not None and said_by in found:
                found[token] = found[said_by]
        if tag == "NNS" and len(found.get(token, ())) == 1:
            found[token] = (*found[token], *_other_owners(parse, token, found))
        if parse.deps[token] == "appos" and any(m.kind == "person" for m in references.get(token, ())):
            head = parse.heads[token]
            if parse.tags[head] == "NN" and head in references:
                found[head] = references[token]
    return found


def measured(parse: Parse, token: int, prepositions: tuple[str, ...] = ("of",)) -> int | None:
    """What a measure is of: "a handful of [reporters]", or what stands after another of `prepositions`."""
    for child in parse.children[token]:
        if parse.deps[child] == "prep" and parse.lemmas[child].lower() in prepositions:
            return next((c for c in parse.children[child] if parse.deps[c] == "pobj"), None)
    return None


def _is_condition_of_things(parse: Parse, token: int) -> bool:
    """A "state of emergency" is nobody."""
    inner = measured(parse, token) if parse.lemmas[token].lower() == "state" else None
    return inner is not None and parse.lemmas[inner].lower() in _CONDITIONS


def _other_owners(parse: Parse, token: int, found: Mapping[int, tuple[Mention, ...]]) -> list[Mention]:
    """The further countries of "the ministers of Kuwait and [Oman]", where only the first is known so far."""
    inner = measured(parse, token, ("of", "from"))
    known = {m.country for m in found[token]}
    if inner is None or None in known:
        return []
    others, queue = [], [inner]
    while queue:
        joined = [c for c in parse.children[queue.pop()] if parse.deps[c] == "conj" and parse.tags[c].startswith("NNP")]
        others += joined
        queue += joined
    return [m for c in others for m in found.get(c, ()) if m.country and m.country not in known]


def _speaker_above(parse: Parse, pronoun: int) -> int | None:
    """The subject of the clause whose content the pronoun's clause is: "[Syria] says it is willing"."""
    if parse.lemmas[pronoun].lower() not in _THIRD:
        return None
    verb = parse.heads[pronoun]
    while parse.deps[verb] == "conj" and parse.heads[verb] != verb:
        verb = parse.heads[verb]
    if parse.deps[verb] != "ccomp":
        return None
    above = parse.heads[verb]
    subjects = [c for c in parse.children[above] if parse.deps[c] == "nsubj"]
    while not subjects and parse.deps[above] == "conj" and parse.heads[above] != above:
        above = parse.heads[above]  # "[Ecuador] broke off ties and says it will not restore them"
        subjects = [c for c in parse.children[above] if parse.deps[c] == "nsubj"]
    return subjects[0] if subjects and subjects[0] != pronoun else None
