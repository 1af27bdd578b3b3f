"""The country for which a source speaks: what belongs to a state speaks for it, others for nobody but themselves.

A state's name beside a noun counts where the noun names its body or its people ("the Cuban envoy", "Tehran's UN
mission", "officials in Quito"), not where it tells where somebody is from ("Chinese analysts") or posted ("diplomats in
Oslo"). What belongs to more than one state, or to an organisation, has no side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dragoman.lexicon.cues_speakers import Speakers, load_speakers
from dragoman.model import Mention, Parse

References = Mapping[tuple[int, int], tuple[Mention, ...]]

_OF_STATE = re.compile(r"([A-Z]{3})(?:\.(?:GOV|MIL|LEG|MON|AMB|ENVOY|POL|INTEL)(?:\..+)?)?")
# the states whose constitution gives the leading part to one party, so that its departments speak for the state
_PARTY_STATE = re.compile(r"(CHN|CUB|LAO|PRK|VNM)\.PTY\..+")
_NO_STATES = frozenset({"IGO", "NGO", "COM", "GRP", "MED"})
SURE = 0.75
"""A mention whose country is a guess from the rest of the text scores less."""
_NAMES = frozenset({"name", "demonym", "metonym"})


def side_of(mention: Mention) -> str | None:
    """The country for which a mention speaks: a state, its government, forces, envoys and legislature."""
    if mention.actor:
        match = _OF_STATE.fullmatch(mention.actor) or _PARTY_STATE.fullmatch(mention.actor)
        if match:
            head = match.group(1)
            # ARM is a prefix of armed groups and the code of a country; the country of the mention tells them apart.
            return None if head in _NO_STATES or (head == "ARM" and mention.country != head) else head
        return mention.country if mention.kind == "office" and mention.actor.startswith("person/") else None
    return mention.country if mention.kind in ("office", "body") else None


class Phrase:
    """A source's phrase in its sentence: its head token, its mentions, and what the references say of its tokens."""

    def __init__(
        self, parse: Parse | None, head: int | None, stretch: tuple[int, int], near: Sequence[Mention], refs: References
    ) -> None:
        """Take what is needed; `near` are the mentions of the sentence, `stretch` the clean place of the phrase."""
        self.parse = parse
        self.head = head
        self.stretch = stretch
        self.near = near
        self.refs = refs
        self.words: Speakers = load_speakers()

    @property
    def noun(self) -> str | None:
        """The lemma of its head where that is a common noun."""
        parse, head = self.parse, self.head
        if parse is None or head is None or parse.tags[head].startswith(("NNP", "PRP", "WP", "WDT")):
            return None
        return parse.lemmas[head].lower()

    @property
    def is_private(self) -> bool:
        """Whether its head names somebody who speaks for nobody else, or a word beside it makes it so."""
        return self.noun is not None and (self.noun in self.words.private or self._is_broad())

    def _is_broad(self) -> bool:
        parse, head = self.parse, self.head
        if parse is None or head is None:
            return False
        beside = [c for c in parse.children[head] if parse.deps[c] in ("amod", "compound", "nmod") and c < head]
        return any(parse.lemmas[c].lower() in self.words.broad for c in beside)

    def side_beside(self) -> str | None:
        """The side of a common noun that can speak, from the state named beside it: before it, after "of" or "in"."""
        noun = self.noun
        if noun is None or not self.words.speaks(noun) or self._is_broad():
            return None
        return self.owner(placed=noun not in self.words.posted)

    def owner(self, *, placed: bool = True) -> str | None:
        """The state named beside the head, whatever the head is; `placed`: also where it is only said to be in it."""
        if self.parse is None or self.head is None:
            return None
        places = frozenset({"in", "at"}) if placed else frozenset[str]()
        masters = frozenset({"of", "for", "from", *(("to",) if self.noun in self.words.serving else ())})
        for owners in (
            self._owners(("poss", "amod", "compound", "nmod"), frozenset()),
            self._owners(("prep",), masters),
            self._owners(("prep",), places),
        ):
            sides = {side_of(m) or (m.country if m.kind in _NAMES else None) for m in owners}
            if owners:
                return next(iter(sides)) if len(sides) == 1 else self._first_state(sides)
        return None

    def _first_state(self, sides: set[str | None]) -> str | None:
        """ "Tehran's UN mission": one state beside what is none; two states are nobody's."""
        states = sides - {None}
        parse, head = self.parse, self.head
        if parse is None or head is None or len(states) != 1:
            return None
        return next(iter(states)) if any(parse.deps[c] == "poss" for c in parse.children[head]) else None

    def _owners(self, labels: Sequence[str], prepositions: frozenset[str]) -> list[Mention]:
        parse, head = self.parse, self.head
        assert parse is not None and head is not None  # noqa: S101  (asked for by side_beside alone)
        found: list[Mention] = []
        beside = list(parse.children[head])
        if "to" in prepositions and head + 1 < len(parse) and head + 1 not in beside:
            beside.append(head + 1)  # "quoted an aide to the president as saying": the parser hangs "to" on the verb
        for child in beside:
            if parse.deps[child] not in (*labels, *(("dative",) if child == head + 1 else ())):
                continue
            if not prepositions:
                found += [m for token in self._modifiers(child) for m in self._at(token)]
            elif parse.lemmas[child].lower() in prepositions:
                objects = [c for c in parse.children[child] if parse.deps[c] == "pobj"]
                for each in objects:
                    inner = [m for token in self._modifiers(each) for m in self._at(token)]
                    found += self._at(each) or inner
        return found

    def _modifiers(self, token: int) -> Iterator[int]:
        assert self.parse is not None  # noqa: S101  (as above)
        yield token
        for child in self.parse.children[token]:
            if self.parse.deps[child] in ("poss", "amod", "compound", "nmod"):
                yield from self._modifiers(child)

    def _at(self, token: int) -> list[Mention]:
        """The mention that stands at a token: named there, or what a word there takes up ("its", "the country's")."""
        assert self.parse is not None  # noqa: S101  (as above)
        place = self.parse.starts[token]
        top = self.parse.starts[self.head or 0]
        # A name that holds the head too ("Foreign Office") has its country from elsewhere, not from words beside it.
        named = [m for m in self.near if m.start <= place < m.end and (m.actor or m.country)]
        named = [m for m in named if m.score >= SURE or not m.start <= top < m.end]
        return named[:1] or [m for m in self.refs.get((self.parse.sentence, token), ())[:1] if m.actor or m.country]


def titled_side(text: str, mention: Mention) -> str | None:
    """The side of a person who is named with an office of a known country: "President Banda of Malawi"."""
    words = load_speakers()
    if mention.kind != "person" or mention.country is None:
        return None
    before = text[: text.find(mention.name)].lower() if mention.name in text else ""
    after = text[text.find(mention.name) + len(mention.name) :].lower() if mention.name in text else ""
    titles = {w.strip(",.") for w in (*before.split(), *after.split())}
    return mention.country if titles & words.people and not titles & words.private else None


def is_of_state(text: str) -> bool:
    """Whether words call a medium the state's own: "state television", "the government daily"."""
    return not load_speakers().owners.isdisjoint(text.lower().split())
