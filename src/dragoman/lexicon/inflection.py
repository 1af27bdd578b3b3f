"""Written forms of English lemmas, for gates that look at words before anything is parsed."""

from __future__ import annotations

from functools import lru_cache

from dragoman.lexicon.word_lists import own_word_lists

FILE = "irregular_verbs.toml"
_VOWELS = frozenset("aeiou")
_LISTS = own_word_lists(FILE)
_IRREGULAR = {verb: forms for (table, verb), forms in _LISTS.lists.items() if table == "irregular"}

_LIKE_THE_LEMMA = _LISTS.words("verbs", "participle-like-lemma")
"""Verbs whose past participle is written as the verb itself."""

_OTHER_VERBS = _LISTS.words("verbs", "other-verbs")
_OF_PAST = {
    form: lemma
    for lemma, forms in _IRREGULAR.items()
    for form in forms
    if form not in _IRREGULAR and form not in _OTHER_VERBS and not form.endswith(("ing", "s"))
}


@lru_cache(maxsize=8192)  # while knowledge is loaded each word is asked for some five times
def forms_of(lemma: str, word_class: str) -> frozenset[str]:
    """All forms, in lower case, that a lemma of `word_class` (verb, noun or another) is written in.

    A few of them are no words ("visitting"): a gate may let too much through, never too little.
    """
    lemma = lemma.lower()
    if word_class == "noun":
        return frozenset({lemma, third_person(lemma)})
    if word_class != "verb":
        return frozenset({lemma})
    stems = {lemma + "ed", lemma + "ing"}
    if lemma.endswith("e"):
        stems |= {lemma + "d", lemma[:-1] + "ing"}
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        stems.add(lemma[:-1] + "ied")
    if len(lemma) > 2 and lemma[-1] not in _VOWELS and lemma[-2] in _VOWELS:
        stems |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return frozenset({lemma, third_person(lemma), *stems, *_IRREGULAR.get(lemma, ())})


def lemma_of_past(form: str) -> str | None:
    """The verb of which `form`, in lower case, is an irregular past and nothing else; `None` where it is not one."""
    return _OF_PAST.get(form)


def can_be_participle(form: str, lemma: str) -> bool:
    """Whether a past form, in lower case, may be the participle too: "closed" and "cut", not "went" or "became"."""
    forms = _IRREGULAR.get(lemma, ())
    if form not in forms or form == lemma:
        return True
    return lemma not in _LIKE_THE_LEMMA and (len(forms) == 1 or form != forms[0])


def third_person(lemma: str) -> str:
    """The form in -s of a verb or noun."""
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


_DOUBLED = _LISTS.words("verbs", "doubled")
"""Verbs of more than four letters whose doubled last letter is their own."""


def mended_lemma(lemma: str, word: str) -> str | None:
    """The lemma of a verb form that a lemmatiser cut short: "readmitt" -> "readmit", "reoccupi" -> "reoccupy".

    `None` where nothing is wrong with it.
    """
    if lemma.endswith("i") and word.endswith(("ied", "ies")):
        return lemma[:-1] + "y"
    if len(lemma) > 4 and lemma[-1] == lemma[-2] and lemma[-1] in "bdgmnprt" and lemma not in _DOUBLED:
        return lemma[:-1]
    return None
