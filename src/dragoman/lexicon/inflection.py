"""Written forms of English lemmas, for gates that look at words before anything is parsed."""

from __future__ import annotations

_VOWELS = frozenset("aeiou")
_IRREGULAR = {
    "say": ("said",), "tell": ("told",), "write": ("wrote", "written"), "think": ("thought",),
    "know": ("knew", "known"), "feel": ("felt",), "find": ("found",), "see": ("saw", "seen"), "hear": ("heard",),
    "speak": ("spoke", "spoken"), "swear": ("swore", "sworn"), "hold": ("held",), "forget": ("forgot", "forgotten"),
    "show": ("shown",), "read": ("read",), "bring": ("brought",), "lay": ("laid",), "set": ("set",),
    "come": ("came",), "go": ("went", "gone"), "take": ("took", "taken"), "understand": ("understood",),
    "misunderstand": ("misunderstood",), "bet": ("bet",), "mean": ("meant",), "foresee": ("foresaw", "foreseen"),
    "shoot": ("shot",), "fire": ("fired",), "hit": ("hit",), "lie": ("lying",), "vie": ("vying",),
    "dream": ("dreamt",), "tear": ("tore", "torn"), "put": ("put",), "let": ("let",), "seek": ("sought",),
    "choose": ("chose", "chosen"), "teach": ("taught",), "beseech": ("besought",), "sing": ("sang", "sung"),
    "begin": ("began", "begun"), "cast": ("cast",), "make": ("made",), "give": ("gave", "given"), "quit": ("quit",),
    "forswear": ("forswore", "forsworn"), "recast": ("recast",), "stand": ("stood",),
    "undertake": ("undertook", "undertaken"), "rebut": ("rebutted", "rebutting"),
}  # fmt: skip


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


def third_person(lemma: str) -> str:
    """The form in -s of a verb or noun."""
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
