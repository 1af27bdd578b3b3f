"""Sources that pass on what another said.

"Reuters reported, citing Kyodo, that", "a TASS report carried by the radio", "was quoted by the paper as saying".

Both stand over the same words; who passes them on stands outside, whatever comes first in the sentence.
"""

from __future__ import annotations

from calendar import month_abbr, month_name
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.extract.attribution.colons import is_speaker
from dragoman.extract.attribution.found import Found, Stretch
from dragoman.extract.attribution.subjects import phrase
from dragoman.extract.attribution.syntax import children, cue_span, is_passive, lemma
from dragoman.lexicon.actor_words import load_actor_words
from dragoman.lexicon.cues_attribution import CueGroup
from dragoman.lexicon.cues_speakers import load_speakers
from dragoman.lexicon.saying_words import saying_words
from dragoman.model import Parse

RELAY = CueGroup("relay", "statement", frozenset({"clause"}))
"""The group of cues that say who passed a report on."""

MAX_CLIMB = 4
"""Steps up the tree from "carried by" to the verb of saying whose report was carried."""

_PRINTED = saying_words("relay", "printed")
_UP = frozenset({"pobj", "prep", "dobj", "attr", "conj", "appos", "compound"})


def relayed(
    parse: Parse, by_head: Mapping[int, Found], kinds: Mapping[str, str], places: Sequence[Stretch] = ()
) -> dict[int, Found]:
    """The attributions of one sentence by their tokens, with those added and linked that pass on what others say.

    `kinds` tells what a noun is as a source, `places` where countries and cities are named: "printed in Lima" names no
    outlet. `under` of an attribution is the cue of who passes it on.
    """
    result = dict(by_head)
    words = load_speakers()
    for token in range(len(parse)):
        if not parse.tags[token].startswith("VB"):
            continue
        name = lemma(parse, token)
        if name in words.relay or name in words.refer:
            _named_behind(parse, token, result, kinds)
        if parse.texts[token].lower() == "according" and token in result:
            _inside_outlet(parse, token, result, kinds)
        if name in words.carry and parse.tags[token] in ("VBN", "VBD"):
            _carrier(parse, token, result, kinds, places)
    return result


# ------------------------------------------------------------------ who is cited


def _named_behind(parse: Parse, token: int, found: dict[int, Found], kinds: Mapping[str, str]) -> None:
    """ "The radio reported, quoting an officer, that": what the radio reports is what the officer says."""
    if is_passive(parse, token) or _says_as(parse, token):
        return
    named = [n for n in _cited(parse, token) if _can_speak(parse, n, kinds)]
    carrier = _over(parse, token, found) if named else None
    if carrier is None:
        return
    over = found[carrier]
    found[token] = Found(
        parse.sentence, over.group, token, cue_span(parse, token), phrase(parse, named[0]), named[0], over.content,
        over.quoted, under=over.cue,
    )  # fmt: skip


def _says_as(parse: Parse, token: int) -> bool:
    """ "Quoted the minister as saying": what is quoted stands in the clause, and has its own cue."""
    return any(lemma(parse, c) == "as" for c in parse.children[token] if parse.deps[c] == "prep")


def _cited(parse: Parse, token: int) -> list[int]:
    if lemma(parse, token) in load_speakers().refer:
        to = [c for c in children(parse, token, "prep") if lemma(parse, c) == "to"]
        return [n for c in to for n in children(parse, c, "pobj")] if parse.tags[token] == "VBG" else []
    return children(parse, token, "dobj")


def _can_speak(parse: Parse, noun: int, kinds: Mapping[str, str]) -> bool:
    return parse.tags[noun].startswith("NNP") or is_speaker(lemma(parse, noun)) or lemma(parse, noun) in kinds


def _over(parse: Parse, token: int, found: Mapping[int, Found]) -> int | None:
    """The verb of saying to which "citing ..." belongs: above it, or that of the source it describes."""
    said = {h: f for h, f in found.items() if h != token and f.group.manner == "statement" and f.source is not None}
    above = parse.heads[token]
    if parse.deps[token] in ("acl", "relcl", "advcl"):
        for head, item in said.items():
            if item.source_head == above or (item.source and item.source[0] <= parse.starts[above] < item.source[1]):
                return head
    for ancestor in (token, *parse.ancestors(token)):
        if parse.deps[ancestor] in ("advcl", "acl", "xcomp", "conj", "relcl") and parse.heads[ancestor] in said:
            return parse.heads[ancestor]
    return None


def _inside_outlet(parse: Parse, token: int, found: dict[int, Found], kinds: Mapping[str, str]) -> None:
    """ "The Herald reported that Mali had left, according to two officers": they told it to the paper."""
    item = found[token]
    for other in found.values():
        over = other is not item and other.group.manner == "statement" and other.source_head is not None
        inside = other.cue is not None and any(s <= other.cue[0] < e for s, e in item.content)
        # "The radio said, according to the BBC, that" is the BBC's account of the radio; behind all it is who told it.
        after = item.cue is not None and item.cue[0] >= other.content[-1][1] and not _is_outlet(parse, item, kinds)
        if over and inside and after and is_medium(parse, other.source_head or 0, kinds):
            found[token] = replace(item, content=other.content, under=other.cue)
            return


def _is_outlet(parse: Parse, item: Found, kinds: Mapping[str, str]) -> bool:
    return item.source_head is not None and is_medium(parse, item.source_head, kinds)


# ------------------------------------------------------------------ who carries a report


def _carrier(
    parse: Parse, token: int, found: dict[int, Found], kinds: Mapping[str, str], places: Sequence[Stretch]
) -> None:
    """ "A report carried by the radio", "was quoted by the paper as saying", "in remarks broadcast on state radio"."""
    outlet = _by(parse, token, kinds, places)
    if outlet is None:
        return
    inner = token if is_passive(parse, token) and token in found else _told_in(parse, token, found)
    if inner is None or (found[inner].source_head == outlet):
        return
    key = parse.heads[outlet]
    cue = parse.starts[key], parse.ends[key]
    item = found[inner]
    found[key] = Found(
        parse.sentence, RELAY, key, cue, phrase(parse, outlet), outlet, item.content, item.quoted, under=item.under
    )
    found[inner] = replace(item, under=cue)


def _by(parse: Parse, token: int, kinds: Mapping[str, str], places: Sequence[Stretch]) -> int | None:
    """The outlet after "by", or after "on" and "in" where what follows is a medium."""
    for child in parse.children[token]:
        name = lemma(parse, child)
        objects = children(parse, child, "pobj")
        if not objects:
            continue
        called = parse.tags[objects[0]].startswith("NNP") and not _is_place_or_month(parse, objects[0], places)
        printed = name == "in" and lemma(parse, token) in _PRINTED
        named = called and (printed or (name == "by" and not _is_body(parse, objects[0])))
        medium = named or is_medium(parse, objects[0], kinds)
        if medium and (parse.deps[child] == "agent" or name in ("by", "on", "in")):
            return objects[0]
    return None


def _is_body(parse: Parse, noun: int) -> bool:
    """Whether a name is that of a department, an institute, a company: these issue what is their own."""
    named = {parse.texts[t] for t in parse.subtree(noun)}
    words = load_actor_words()
    return not (words.organisation - words.outlet).isdisjoint(named)


def _is_place_or_month(parse: Parse, noun: int, places: Sequence[Stretch]) -> bool:
    start = parse.starts[noun]
    return parse.texts[noun] in (*month_name, *month_abbr) or any(s <= start < e for s, e in places)


def is_medium(parse: Parse, noun: int, kinds: Mapping[str, str]) -> bool:
    """Whether a noun names a paper, agency or station, as far as its words tell."""
    if not parse.tags[noun].startswith("NNP"):
        return kinds.get(lemma(parse, noun)) == "media"
    return not load_actor_words().outlet.isdisjoint(
        {parse.texts[noun], *(parse.texts[c] for c in parse.children[noun])}
    )


def _told_in(parse: Parse, token: int, found: Mapping[int, Found]) -> int | None:
    """The attribution whose source, or whose "in a commentary", the participle describes."""
    noun = parse.heads[token]
    if parse.deps[token] not in ("acl", "relcl", "advcl") or noun == token:
        return None
    for head, item in found.items():
        if item.source_head == noun and item.group.manner == "statement":
            return head
    for _ in range(MAX_CLIMB):
        if noun in found and found[noun].group.manner == "statement" and found[noun].source is not None:
            return noun
        if parse.deps[noun] not in _UP or parse.heads[noun] == noun:
            return None
        noun = parse.heads[noun]
    return None
