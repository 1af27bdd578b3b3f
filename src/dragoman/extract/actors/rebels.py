"""Whose rebels are meant where no state stands beside the word: "the government and communist rebels".

Rebels rise against their own government. So those with whom a sentence joins a state's government or army (by "and",
or by talks, a truce or a war "with" them) are that state's; and where a report tells of one state's rebels alone, so
are the others of whom it speaks. A government that stands alone beside rebels is then the one they rise against, and
beside an armed group ("the government and the FARC") that of the group's state, where the report speaks of this state.
Once a report has named an armed group of that state its rebels stay open here: "the rebels" may be that group.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.extract.actors.scan import HEADS, SMALL_WORDS, Hit
from dragoman.extract.actors.scene import Scene
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.word_lists import any_of
from dragoman.model import Mention, Sentence

WHY = "rebels against the government with which the sentence joins them"
ALIKE = "the report tells of this state's rebels alone"
AGAINST = "the government against which its rebels rise"

_REBELS = "REB"
_GOVERNS = ("GOV", "MIL")
_STATES = ("", "GOV", "MIL", "LEG", "GOV.PRES", "GOV.PM", "GOV.DM")
_PHRASE = rf"(?:(?!(?:{SMALL_WORDS})\b)[\w-]+ ){{0,3}}"
_JOINED = re.compile(
    rf"(?:'s)?(?: (?:{any_of(actor_words_of('rebels', 'government'))}))?(?:,? and|,) (?:its |the )?{_PHRASE}"
)
_WITH = re.compile(rf"[^.;:\n]{{0,90}}?\b([\w-]+) (?:with|against) (?:its |the |an? )?{_PHRASE}")
_OF = re.compile(r" (?:of|from) (?:the )?")
_AND = re.compile(r"(?: [a-z]+)?(?: and|,) (?:the |its )?(?:[a-z-]+ ){0,2}")
_PLAIN = actor_words_of("rebels", "plain")
_THERE = re.compile(r"\b(?:in|across|inside|throughout) (?:the )?(?:[a-z-]+ )?$")
_CLASHING = actor_words_of("rebels", "clashing")
_PLACE = re.compile(rf"\b(?:{any_of(actor_words_of('rebels', 'place'))}) (?:the )?$")
# What rebels do to their government: from them to it.
_ON = re.compile(rf"[^.;:\n]{{0,70}}?\b(?:{any_of(actor_words_of('rebels', 'upon'))}) (?:the )?")
# "M23 took the town from the army": whom an armed group takes land from.
_FROM = re.compile(r"[^.;:\n]{0,70}? from (?:the )?")


def link_rebels(scene: Scene, read: list[tuple[Sentence, list[Hit]]]) -> None:
    """Add a mention for all rebels of a report of whom the text tells whose they are."""
    _set_against_groups(scene)
    open_ones = [(sentence, hit) for sentence, hits in read for hit in hits if _is_open(scene, hit)]
    if not open_ones:
        return
    by_sentence: dict[int, list[Mention]] = {}
    for mention in scene.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    told = {m.country for m in scene.bodies.get(_REBELS, ()) if m.country}
    joined = [(s, hit, _joined_with(scene, hit, by_sentence.get(s.index, []))) for s, hit in open_ones]
    joined = [(s, hit, m or _where_they_rise(scene, by_sentence.get(s.index, []))) for s, hit, m in joined]
    told |= {m.country for _, _, m in joined if m is not None and m.country and m.why.endswith("with its country")}
    told |= {m.country for _, _, m in joined if m is not None and m.country and m.kind in ("name", "metonym")}
    if not told:
        told = {m.country for _, _, m in joined if m is not None and m.country}
    if len(told) != 1:
        return
    state = told.pop()
    if state is None:
        return
    for sentence, hit, beside in joined:
        if _has_group_before(scene, state, hit):
            _name_by_its_creed(scene, sentence, hit, state)
            continue
        _add(scene, sentence, hit, state, ALIKE if beside is None else WHY)
        if beside is not None and beside.country != state and not beside.why.endswith("with its country"):
            _correct(scene, beside, state)


def _set_against_groups(scene: Scene) -> None:
    """Make a government that stands alone beside an armed group that of the state in which the group fights."""
    groups = [m for m in scene.mentions if m.country and _is_against_its_state(m)]
    governments = [m for m in scene.mentions if m.kind == "body" and _part_of(m) in _GOVERNS] if groups else []
    for government in governments:
        if government.why.endswith(("with its country", "country after it")) or government.name.istitle():
            continue
        beside = {
            m.country
            for m in groups
            if m.sentence == government.sentence
            and (
                _AND.fullmatch(scene.text, government.end, m.start)
                or _AND.fullmatch(scene.text, m.end, government.start)
                or _ON.fullmatch(scene.text, m.end, government.start)
                or _FROM.fullmatch(scene.text, m.end, government.start)
            )
        }
        state = beside.pop() if len(beside) == 1 else None
        if state is not None and state != government.country and any(code == state for _, code in scene.spoken):
            _correct(scene, government, state)


def _is_against_its_state(mention: Mention) -> bool:
    """Whether it is an armed group, or rebels whose state stands beside them: "Chadian rebels"."""
    actor = mention.actor or ""
    return actor.startswith("ARM.") or (actor.endswith(f".{_REBELS}") and mention.why.endswith("with its country"))


def _is_open(scene: Scene, hit: Hit) -> bool:
    """Whether a hit names rebels who rise at home, as the head of its phrase, and nobody has said whose."""
    if hit.kind != "generic" or scene.text[hit.start : hit.end].lower() not in scene.words.rise_at_home:
        return False
    covered = any(m.start < hit.end and hit.start < m.end for m in scene.mentions)
    return not covered and not _is_of_group(scene, hit) and HEADS.match(scene.text, hit.end) is not None


def _is_of_group(scene: Scene, hit: Hit) -> bool:
    """Whether the group whose rebels they are stands beside them: "the rebel ELN", "rebels of the ELN"."""
    groups = [m for m in scene.mentions if (m.actor or "").startswith("ARM.")]
    beside = (hit.start - 1, hit.end + 1)
    return any(
        _OF.fullmatch(scene.text, hit.end, m.start) or m.end == beside[0] or m.start == beside[1] for m in groups
    )


def _joined_with(scene: Scene, hit: Hit, mentions: list[Mention]) -> Mention | None:
    """The state, government or army that the sentence sets beside rebels."""
    for mention in sorted(mentions, key=lambda m: abs(m.start - hit.start)):
        if _part_of(mention) not in _STATES:
            continue
        if mention.end <= hit.start and _is_before(scene, mention, hit):
            return mention
        on = _ON.fullmatch(scene.text, hit.end, mention.start) if mention.start >= hit.end else None
        if on is not None and mention.kind in ("body", "office", "person"):
            return mention
    return None


def _where_they_rise(scene: Scene, mentions: list[Mention]) -> Mention | None:
    """The state that the sentence names, and no other, as where something was done: "rebels killed nine in Nepal"."""
    named = [m for m in mentions if m.country]
    there = [m for m in named if m.kind == "name" and _THERE.search(scene.text, max(0, m.start - 30), m.start)]
    return there[0] if there and len({m.country for m in named}) == 1 else None


def _part_of(mention: Mention) -> str | None:
    """The part of a state that a mention names, be it known whose or not; `None` for what is no state's."""
    if mention.country and mention.actor:
        return mention.actor.removeprefix(mention.country).lstrip(".")
    open_body = mention.kind == "body" and mention.candidates
    return mention.candidates[0].partition(".")[2] if open_body else None


def _is_before(scene: Scene, mention: Mention, hit: Hit) -> bool:
    """Whether a state stands before rebels as their other side: "X and rebels", "X signed a truce with rebels"."""
    if _JOINED.fullmatch(scene.text, mention.end, hit.start):
        return True
    dealt = _WITH.fullmatch(scene.text, mention.end, hit.start)
    if dealt is not None and _PLACE.search(scene.text, max(0, mention.start - 20), mention.start):
        return False  # "left Rwanda", "in Oslo for talks with rebels"
    if dealt is not None and dealt.group(1).lower() in _CLASHING:
        return _at_home(scene, mention)
    return dealt is not None and dealt.group(1).lower() in scene.words.with_rebels


def _at_home(scene: Scene, mention: Mention) -> bool:
    """Whether its sentence names no other state: an army may clash with another state's rebels over there."""
    return all(code in (None, mention.country) for at, code in scene.spoken if at == mention.sentence)


def _has_group_before(scene: Scene, state: str, hit: Hit) -> bool:
    """Whether the report has named an armed group of a state by then."""
    groups = {m.actor for m in scene.mentions if m.start < hit.start and (m.actor or "").startswith("ARM.")}
    return any(scene.book.country_of(group) == state for group in groups if group)


def _name_by_its_creed(scene: Scene, sentence: Sentence, hit: Hit, state: str) -> None:
    """Make "the Maoists" the one armed group of a state that the report names, if its own names call it so."""
    groups = {m.actor for m in scene.mentions if (m.actor or "").startswith("ARM.") and m.country == state}
    record = scene.book.records.get(groups.pop() or "") if len(groups) == 1 else None
    creed = scene.text[hit.start : hit.end].lower().split()[0].removesuffix("s")
    if record is None or creed in _PLAIN or not any(creed in name.lower() for name in (record.name, *record.aliases)):
        return
    name = scene.text[hit.start : hit.end]
    why = f"the group of the report that is called so: {record.name}"
    scene.mentions.append(
        Mention(sentence.index, hit.start, hit.end, record.id, "organisation", name, state, score=0.8, why=why)
    )


def _add(scene: Scene, sentence: Sentence, hit: Hit, state: str, why: str) -> None:
    name = scene.text[hit.start : hit.end]
    mention = Mention(sentence.index, hit.start, hit.end, f"{state}.{_REBELS}", "body", name, state, score=0.8, why=why)
    scene.mentions.append(mention)
    scene.bodies.setdefault(_REBELS, []).append(mention)


def _correct(scene: Scene, beside: Mention, state: str) -> None:
    """Make a government that stood alone that of the state whose rebels the sentence sets against it."""
    part = _part_of(beside)
    if beside.kind != "body" or part is None:
        return
    actor = f"{state}.{part}" if part else state
    corrected = replace(beside, actor=actor, country=state, candidates=(), why=AGAINST)
    scene.mentions[scene.mentions.index(beside)] = corrected
