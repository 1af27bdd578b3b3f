"""Adjectives, nouns, adverbs and phrases that open a source."""

from __future__ import annotations

from dragoman.extract.attribution.found import Found
from dragoman.extract.attribution.reader import CueReader
from dragoman.extract.attribution.subjects import source_of
from dragoman.extract.attribution.syntax import (
    Slots,
    children,
    is_passive,
    is_verb,
    lemma,
    slots_of,
)
from dragoman.model import Parse


class NominalReader(CueReader):
    """Reads the cues of a sentence that are no verbs."""

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
        if parse.deps[token] in ("acomp", "oprd", "ccomp") and lemma(parse, head) in ("be", "make"):
            # "made it clear that", "it is unclear whether": the clause hangs on the verb.
            slots.setdefault("clause", []).extend(c for c in children(parse, head, "ccomp") if c > token)
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
        if self._light_verb(token):
            for slot, heads in slots_of(parse, above).items():
                slots.setdefault(slot, []).extend(h for h in heads if h > token)
        for group in groups:
            heads = [h for slot, found in slots.items() if slot in group.content for h in found]
            if not heads:
                continue
            if group.light and not self._light_verb(token):
                continue
            source = self._noun_source(token, slots)
            if source is None and parse.deps[token] == "pobj" and lemma(parse, parse.heads[above]) == "say":
                return None  # "said in a statement that": one source, and the verb has it
            if source is None and (group.light or "clause" not in slots):
                return None
            return self._make(token, group, heads, (), (), source=source, borrow=False)
        return None

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
