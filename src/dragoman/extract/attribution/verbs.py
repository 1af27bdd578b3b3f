"""Verbs, adjectives and nouns of saying, thinking, wanting and judging, read off one parsed sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.extract.attribution.found import Found, Stretch
from dragoman.extract.attribution.quotes import Quotation
from dragoman.extract.attribution.repair import repaired
from dragoman.extract.attribution.subjects import after_verb, phrase, source_of, stray_subject
from dragoman.extract.attribution.syntax import (
    Slots,
    children,
    conjuncts_cut,
    cue_span,
    is_passive,
    is_verb,
    lemma,
    slots_of,
    stretches,
    without_asides,
)
from dragoman.lexicon.cues_attribution import AttributionCues, CueGroup
from dragoman.model import Parse

_CLAUSES = ("clause", "infinitive", "gerund", "quote")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PARENTHETIC = frozenset({"parataxis", "advcl", "ccomp", "dep", "relcl"})
_UNREAL = frozenset({"can", "could", "would", "should", "must", "may", "might", "ca", "'d", "’d", "ought"})
_WISHES = frozenset({"like", "love", "want", "prefer", "hate", "welcome"})
_SAYERS = frozenset({"say with a quotation", "say", "add", "tell", "ask", "warn"})


class SentenceReader:
    """Reads the cues of one sentence. `quotations` are those of the document that touch it, in text order."""

    def __init__(self, parse: Parse, text: str, cues: AttributionCues, quotations: Sequence[Quotation]) -> None:
        """Take what is needed of the document; nothing is computed yet."""
        self._parse = repaired(parse, cues)
        self._text = text
        self._cues = cues
        self._quotes = [part for q in quotations for part in q.parts]

    def read(self) -> Iterator[Found]:
        """All attributions with a cue in this sentence, in the order of the cues."""
        by_head: dict[int, Found] = {}
        for token in range(len(self._parse)):
            found = self._at(token)
            if found:
                by_head[token] = self._joined(token, found, by_head)
        yield from sorted(by_head.values(), key=lambda f: f.cue or f.content[0])

    def _at(self, token: int) -> Found | None:
        tag = self._parse.tags[token]
        found = self._phrase(token) if tag in ("IN", "VBG") else None
        if found:
            return found
        if tag.startswith("VB"):
            return self._verb(token) or self._adjective(token)
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
            extra = [particle] if groups else []
        if not groups:
            groups = self._cues.verbs.get(word, ())
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
        """Whether nobody said anything: "could say", "would argue". "Would like" is a wish that is there."""
        if word in _WISHES:
            return False
        return any(lemma(self._parse, c) in _UNREAL for c in children(self._parse, token, "aux"))

    def _fill(self, token: int, group: CueGroup, slots: Slots, extra: list[int]) -> Found | None:
        quote = self._quote_of(token) if "quote" in group.content else None
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

    # -------------------------------------------------------------- putting together

    def _source_of(self, token: int) -> int | None:
        return source_of(self._parse, token, self._cues.kinds)

    def _make(
        self,
        token: int,
        group: CueGroup,
        heads: Sequence[int],
        extra: Sequence[int],
        quote: Sequence[Stretch],
        *,
        quoted: bool = False,
        source: int | None = None,
        borrow: bool = True,
    ) -> Found | None:
        parse = self._parse
        tokens: set[int] = set()
        for head in heads:
            if is_verb(parse, head):
                tokens |= conjuncts_cut(parse, head, self._cues.verbs)
            else:
                tokens |= without_asides(parse, head)
        if parse.deps[token] == "relcl" and parse.heads[token] in heads:
            tokens -= set(parse.subtree(token))
        who = source if source is not None or not borrow else self._source_of(token)
        if (who is None or who in tokens) and is_verb(parse, token) and not is_passive(parse, token):
            who = stray_subject(parse, token) if not quote else after_verb(parse, token)
            if who is not None:
                tokens -= set(parse.subtree(who))
        return self._from_tokens(token, group, tokens, extra, who, quoted, quote)

    def _from_tokens(
        self,
        token: int,
        group: CueGroup,
        tokens: set[int],
        extra: Sequence[int],
        source: int | None,
        quoted: bool,
        quote: Sequence[Stretch] = (),
    ) -> Found | None:
        parse = self._parse
        cue = cue_span(parse, token, extra)
        who = phrase(parse, source) if source is not None else None
        taken = {t for t in tokens if _inside(parse, t, cue)}
        if source is not None and parse.heads[source] == token:
            taken |= set(parse.subtree(source))
        content = _merge([*stretches(parse, tokens - taken - {token}, self._text), *quote])
        if not content:
            return None
        if source is not None and any(s <= parse.starts[source] < e for s, e in content):
            source, who = None, None
        return Found(parse.sentence, group, token, cue, who, source, tuple(content), quoted)

    def _quote_of(self, token: int) -> list[Stretch] | None:
        """The quotations of this sentence that a verb of saying introduces or follows, or `None`."""
        parse = self._parse
        place = parse.starts[token]
        if any(s <= place < e for s, e in self._quotes):
            return None
        first, last = parse.starts[0], parse.ends[-1]
        reach = set(parse.subtree(token))
        near = []
        for start, end in self._quotes:
            if end <= first or start >= last:
                continue
            inside = [t for t in range(len(parse)) if start <= parse.starts[t] < end and parse.texts[t][:1].isalnum()]
            if len(inside) < 2 or not self._belongs(token, start, end, inside, reach):
                continue
            near.append((start, end))
        return near or None

    def _belongs(self, token: int, start: int, end: int, inside: Sequence[int], reach: set[int]) -> bool:
        """Whether a quotation is what this verb introduces: in its reach as a clause, or right beside it."""
        parse = self._parse
        clause = {c for c in parse.children[token] if parse.deps[c] in ("ccomp", "parataxis", "xcomp", "dep")}
        whole = sum(t in reach for t in inside) * 2 >= len(inside)
        if clause & set(inside):
            return True
        text = self._text
        after = text[parse.ends[token] : start] if start >= parse.ends[token] else None
        if after is not None:
            return after.strip(" ,:") == "" or (whole and after.rstrip()[-1:] in (",", ":"))
        before = text[end : parse.starts[token]]
        return (
            text[end - 2 : end - 1] in ",?!."
            and "." not in before
            and len(before) < 80
            and bool(children(parse, token, "nsubj") or not whole)
        )

    # -------------------------------------------------------------- adjectives, nouns, adverbs, phrases

    def _adjective(self, token: int) -> Found | None:
        parse = self._parse
        groups = self._cues.adjectives.get(parse.texts[token].lower(), ()) or self._cues.adjectives.get(
            parse.lemmas[token].lower(), ()
        )
        if not groups:
            return None
        slots = slots_of(parse, token)
        slots.pop("object", None)
        head = parse.heads[token]
        for group in groups:
            heads = [h for slot, found in slots.items() if slot in group.content for h in found]
            if not heads:
                continue
            source = _holder_of_adjective(parse, token, head)
            if source is None and parse.deps[token] == "amod":
                continue
            return self._make(token, group, heads, (), (), source=source)
        return None

    def _noun(self, token: int) -> Found | None:
        parse = self._parse
        groups = self._cues.nouns.get(parse.lemmas[token].lower(), ())
        if not groups or parse.deps[token] == "compound":
            return None
        slots = slots_of(parse, token)
        above = parse.heads[token]
        if parse.deps[token] in ("nsubj", "attr") and lemma(parse, above) == "be":
            slots.setdefault("clause", []).extend(c for c in children(parse, above, "ccomp") if c > above)
        for group in groups:
            heads = [h for slot, found in slots.items() if slot in group.content for h in found]
            if not heads:
                continue
            if group.light and not self._light_verb(token):
                continue
            source = self._noun_source(token, slots)
            if source is None and (group.light or "clause" not in slots):
                return None
            return self._make(token, group, heads, (), (), source=source, borrow=False)
        return None

    def _light_verb(self, token: int) -> bool:
        parse = self._parse
        head = parse.heads[token]
        return parse.deps[token] == "dobj" and is_verb(parse, head) and lemma(parse, head) in self._cues.light

    def _noun_source(self, token: int, slots: Slots) -> int | None:
        """Who holds the view: possessor, "of"/"by"/"from" phrase, or the subject of the light verb above the noun."""
        parse = self._parse
        owners = children(parse, token, "poss")
        if owners and (parse.tags[owners[0]] != "PRP$" or not self._light_verb(token)):
            return owners[0]
        for slot in ("by", "from", "among"):
            if slots.get(slot):
                return slots[slot][0]
        head = parse.heads[token]
        if parse.deps[token] == "pobj":
            head = parse.heads[head]
        if is_verb(parse, head) and parse.lemmas[head] in self._cues.light and not is_passive(parse, head):
            return self._source_of(head)
        return None

    def _adverb(self, token: int) -> Found | None:
        group = self._cues.adverbs.get(self._parse.lemmas[token].lower())
        if group is None:
            return None
        parse = self._parse
        head = parse.heads[token]
        if head == token or not is_verb(parse, head):
            return None
        return self._from_tokens(token, group, set(parse.subtree(head)) - {token}, (), None, False)

    def _phrase(self, token: int) -> Found | None:
        parse = self._parse
        for words, group in self._cues.phrases.get(parse.texts[token].lower(), ()):
            end = token + len(words)
            if tuple(t.lower() for t in parse.texts[token:end]) != words:
                continue
            last = end - 1
            source = next((c for t in (last, token) for c in children(parse, t, "pobj", "pcomp")), None)
            if source is None:
                source = next((t for t in range(end, len(parse)) if parse.heads[t] <= last), None)
            if group.heads and (source is None or lemma(parse, source) not in group.heads):
                continue
            top = token
            while (
                parse.heads[top] != top
                and parse.deps[top] in ("prep", "pcomp", "pobj")
                and not is_verb(parse, parse.heads[top])
            ):
                top = parse.heads[top]
            head = parse.heads[token] if is_verb(parse, parse.heads[token]) else parse.heads[top]
            tokens = set(parse.subtree(head)) - set(parse.subtree(token)) - set(range(token, end))
            if source is not None:
                tokens -= set(parse.subtree(source))
            if group.heads and (not is_verb(parse, head) or lemma(parse, head) in self._cues.verbs):
                continue
            return self._from_tokens(token, group, tokens, range(token, end), source, False)
        return None


def _holder_of_adjective(parse: Parse, token: int, head: int) -> int | None:
    if parse.deps[token] in ("acomp", "attr", "oprd", "xcomp", "ccomp", "conj") and is_verb(parse, head):
        return source_of(parse, head)
    if is_verb(parse, token):
        subjects = children(parse, token, "nsubjpass", "nsubj")
        if subjects:
            return subjects[0]
        if parse.deps[token] in ("acl", "relcl", "amod"):
            return head
    if parse.deps[token] in ("ROOT", "advcl", "acl", "amod", "relcl"):
        subjects = children(parse, token, "nsubj")
        return subjects[0] if subjects else (head if parse.deps[token] in ("acl", "amod") else source_of(parse, token))
    return None


def _inside(parse: Parse, token: int, stretch: Stretch) -> bool:
    return stretch[0] <= parse.starts[token] < stretch[1]


def _merge(spans: Sequence[Stretch]) -> list[Stretch]:
    """The stretches in text order, those that touch or overlap joined."""
    merged: list[Stretch] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
