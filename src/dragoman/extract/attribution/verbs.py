"""Verbs of saying, thinking, wanting and judging, read off one parsed sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.extract.attribution.found import Found, Stretch
from dragoman.extract.attribution.nominal import NominalReader
from dragoman.extract.attribution.relay import relayed
from dragoman.extract.attribution.subjects import phrase
from dragoman.extract.attribution.syntax import (
    Slots,
    children,
    cue_span,
    is_passive,
    is_verb,
    lemma,
    slots_of,
)
from dragoman.lexicon.cues_attribution import CueGroup
from dragoman.lexicon.saying_words import saying_words

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PARENTHETIC = frozenset({"parataxis", "advcl", "ccomp", "dep", "relcl"})
_UNREAL = frozenset({"can", "could", "would", "should", "must", "may", "might", "ca", "'d", "’d", "ought"})
_WISHES = saying_words("verbs", "wishing")
_SAYERS = frozenset({"say with a quotation", "say", "add", "tell", "ask", "warn"})


class SentenceReader(NominalReader):
    """Reads all cues of one sentence. `quotations` are those of the document that touch it, in text order."""

    def read(self) -> Iterator[Found]:
        """All attributions with a cue in this sentence, in the order of the cues."""
        by_head: dict[int, Found] = {}
        for token in range(len(self._parse)):
            found = self._at(token)
            if found:
                by_head[token] = self._joined(token, found, by_head)
        every = relayed(self._parse, by_head, self._cues.kinds, self._places)
        yield from sorted(every.values(), key=lambda f: f.cue or f.content[0])

    def _at(self, token: int) -> Found | None:
        tag = self._parse.tags[token]
        found = self._phrase(token) if tag in ("IN", "VBG") else None
        if found:
            return found
        if tag.startswith("VB"):
            # "Is not convinced that": nobody convinced it; it is the one who thinks.
            held = is_passive(self._parse, token) and self._agentless(token)
            return (held and self._adjective(token)) or self._verb(token) or self._adjective(token)
        if tag.startswith("JJ"):
            return self._adjective(token)
        if tag in ("NN", "NNS"):
            return self._noun(token)
        return self._adverb(token) if tag.startswith("RB") else None

    def _joined(self, token: int, found: Found, by_head: dict[int, Found]) -> Found:
        """A noun and the light verb above it are one cue: "expressed hopes that"."""
        verb = self._parse.heads[token]
        carrier = by_head.get(verb)
        if carrier is None or carrier.cue is None or found.cue is None or not self._light_verb(token):
            return found
        del by_head[verb]
        near = verb < token <= verb + 4
        cue = (carrier.cue[0], found.cue[1]) if near else carrier.cue
        source, head = (found.source, found.source_head) if found.source else (carrier.source, carrier.source_head)
        return replace(found, cue=cue, source=source, source_head=head)

    def announcing(self, content: Stretch) -> Found | None:
        """The last verb of saying of a sentence that ends in a colon; what stands after the colon is its content."""
        parse = self._parse
        for token in range(len(parse) - 1, -1, -1):
            groups = self._cues.verbs.get(lemma(parse, token), ()) if is_verb(parse, token) else ()
            group = next((g for g in groups if g.manner == "statement" and "quote" in g.content), None)
            source = self._source_of(token) if group else None
            if group and source is not None:
                who = phrase(parse, source)
                return Found(parse.sentence, group, token, cue_span(parse, token), who, source, (content,), quoted=True)
        return None

    # -------------------------------------------------------------- verbs

    def _verb(self, token: int) -> Found | None:
        parse = self._parse
        if parse.deps[token] in ("aux", "auxpass", "amod", "compound"):
            return None
        word = lemma(parse, token)
        if self._is_unreal(token, word):
            return None
        slots = slots_of(parse, token)
        particle = next((c for c in children(parse, token, "prt", "advmod") if c > token), None)
        extra: list[int] = []
        groups: tuple[CueGroup, ...] = ()
        if particle is not None:
            groups = self._cues.verbs.get(f"{word}_{parse.lemmas[particle].lower()}", ())
            if groups:
                extra = [particle]
                for slot, heads in slots_of(parse, particle).items():
                    slots.setdefault(slot, []).extend(heads)
        if not groups:
            groups = self._cues.verbs.get(word, ())
        if word in ("quote", "cite") and "as" in slots:  # what is quoted is what stands after "as", not the speaker
            groups = tuple(sorted(groups, key=lambda group: "as" not in group.content))
        self._add_gap(token, slots)
        for group in groups:
            found = self._fill(token, group, slots, extra)
            if found:
                return found
        for slot in sorted(slots):
            for group in self._cues.verbs.get(f"{word}+{slot}", ()):
                return self._make(token, group, slots[slot], extra, ())
        return None

    def _add_gap(self, token: int, slots: Slots) -> None:
        """In "the remarks that he defended" the object is the noun before the clause."""
        parse = self._parse
        if parse.deps[token] != "relcl" or slots.keys() & {"object", "clause", "infinitive"}:
            return
        subject = children(parse, token, "nsubj")
        if subject and lemma(parse, subject[0]) not in ("who", "which", "that"):
            slots["object"] = [parse.heads[token]]

    def _is_unreal(self, token: int, word: str) -> bool:
        """Whether nobody said anything: "could say", "would argue", "note that". "Would like" is a wish."""
        order = self._parse.tags[token] == "VB" and self._parse.deps[token] == "ROOT"
        if order and not children(self._parse, token, "nsubj", "aux"):
            return True
        if word in _WISHES:
            return False
        return any(lemma(self._parse, c) in _UNREAL for c in children(self._parse, token, "aux"))

    def _fill(self, token: int, group: CueGroup, slots: Slots, extra: list[int]) -> Found | None:
        quote = self._quote_of(token, loose="quote" in group.needs) if "quote" in group.content else None
        chosen = [(slot, head) for slot, heads in slots.items() if slot in group.content for head in heads]
        if group.addressee and any(slot != "object" for slot, _ in chosen):
            chosen = [(slot, head) for slot, head in chosen if slot != "object"]
        passive = is_passive(self._parse, token)
        if group.passive and not passive:
            return None
        if (
            group.needs
            and not (quote and chosen and "quote" in group.needs)
            and not any(slot in group.needs for slot, _ in chosen)
        ):
            return None
        if group.by and not self._is_by(token, group.by):
            return None
        if passive and group.name == "quote as":
            return self._quoted_as(token, group, slots)
        if passive and not group.implied and all(slot == "object" for slot, _ in chosen) and self._agentless(token):
            return None
        if quote:
            heads = [head for slot, head in chosen if slot == "clause" or "quote" in group.needs]
            return self._make(token, group, heads, extra, quote, quoted=True)
        if chosen:
            if passive and group.addressee:
                chosen = [(slot, head) for slot, head in chosen if slot != "object"]
            return self._make(token, group, [head for _, head in chosen], extra, ())
        if group.name in _SAYERS and self._is_parenthetic(token):
            return self._around(token, group, extra)
        return self._loose(token, group) if group.name == "say" and not passive else None

    def _loose(self, token: int, group: CueGroup) -> Found | None:
        """The content of a verb of saying whose clause the parser hung elsewhere: what follows it in the sentence."""
        parse = self._parse
        source = self._source_of(token)
        after = range(token + 1, len(parse))
        if source is None or source > token or not any(parse.tags[t] in _FINITE for t in after):
            return None
        deeper = [
            c
            for p in children(parse, token, "prep")
            for o in children(parse, p, "pobj")
            for c in children(parse, o, "acl", "ccomp", "relcl")
            if any(lemma(parse, m) == "that" for m in parse.children[c])
        ]
        if deeper:
            return self._make(token, group, deeper, (), (), source=source)
        if parse.texts[token + 1] in (",", "in", "at", "on", "to") or parse.tags[token] not in _FINITE:
            return None
        return self._from_tokens(token, group, set(after), (), source, False)

    def _is_by(self, token: int, kind: str) -> bool:
        source = self._source_of(token)
        return source is not None and self._cues.kinds.get(self._parse.lemmas[source].lower()) == kind

    def _agentless(self, token: int) -> bool:
        return self._source_of(token) is None

    def _quoted_as(self, token: int, group: CueGroup, slots: Slots) -> Found | None:
        subject = next(iter(slots.get("object", ())), None)
        heads = slots.get("as", [])
        if subject is None or not heads:
            return None
        inner = [h for head in heads for h in slots_of(self._parse, head).get("clause", ())] or heads
        return self._make(token, group, inner, heads, self._quote_of(token) or (), source=subject)

    def _is_parenthetic(self, token: int) -> bool:
        parse = self._parse
        if parse.deps[token] not in _PARENTHETIC or not children(parse, token, "nsubj"):
            return False
        if parse.deps[token] == "advcl":
            return any(parse.lemmas[c].lower() == "as" for c in children(parse, token, "mark", "advmod"))
        if parse.deps[token] == "ccomp":
            head = parse.heads[token]
            return token < head and lemma(parse, head) not in self._cues.verbs and not children(parse, token, "mark")
        return parse.deps[token] in ("parataxis", "dep")

    def _around(self, token: int, group: CueGroup, extra: list[int]) -> Found | None:
        """The content of "..., he said, ..." and "as he said, ...": the clause around it."""
        parse = self._parse
        head = parse.heads[token]
        tokens = set(parse.subtree(head)) - set(parse.subtree(token))
        return self._from_tokens(token, group, tokens, extra, self._source_of(token), False)
