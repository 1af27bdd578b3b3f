"""Written forms of English lemmas, for gates that look at words before anything is parsed."""

from __future__ import annotations

from functools import lru_cache

_VOWELS = frozenset("aeiou")
_IRREGULAR = {
    "arise": ("arose", "arisen"), "awake": ("awoke", "awoken"),
    "be": ("was", "were", "been", "is", "are", "am"), "bear": ("bore", "borne"), "beat": ("beat", "beaten"),
    "become": ("became",), "begin": ("began", "begun"), "bend": ("bent",), "beseech": ("besought",),
    "beset": ("beset",), "bet": ("bet",), "bid": ("bade", "bidden", "bid"), "bind": ("bound",),
    "bite": ("bit", "bitten"), "bleed": ("bled",), "blow": ("blew", "blown"), "break": ("broke", "broken"),
    "breed": ("bred",), "bring": ("brought",), "broadcast": ("broadcast",), "build": ("built",),
    "burn": ("burnt",), "burst": ("burst",), "buy": ("bought",), "cast": ("cast",), "catch": ("caught",),
    "choose": ("chose", "chosen"), "cling": ("clung",), "come": ("came",), "cost": ("cost",),
    "creep": ("crept",), "cut": ("cut",), "deal": ("dealt",), "die": ("dying",), "dig": ("dug",),
    "do": ("did", "done", "does"), "draw": ("drew", "drawn"), "dream": ("dreamt",), "drink": ("drank", "drunk"),
    "drive": ("drove", "driven"), "eat": ("ate", "eaten"), "fall": ("fell", "fallen"), "feed": ("fed",),
    "feel": ("felt",), "fight": ("fought",), "find": ("found",), "fire": ("fired",), "flee": ("fled",),
    "fling": ("flung",), "fly": ("flew", "flown"), "forbid": ("forbade", "forbidden"),
    "forecast": ("forecast",), "forego": ("forewent", "foregone"), "foresee": ("foresaw", "foreseen"),
    "forget": ("forgot", "forgotten"), "forgive": ("forgave", "forgiven"), "forgo": ("forwent", "forgone"),
    "forsake": ("forsook", "forsaken"), "forswear": ("forswore", "forsworn"), "freeze": ("froze", "frozen"),
    "get": ("got", "gotten"), "give": ("gave", "given"), "go": ("went", "gone", "goes"), "grind": ("ground",),
    "grow": ("grew", "grown"), "hang": ("hung", "hanged"), "have": ("had", "has"), "hear": ("heard",),
    "hide": ("hid", "hidden"), "hit": ("hit",), "hold": ("held",), "hurt": ("hurt",), "keep": ("kept",),
    "kneel": ("knelt",), "know": ("knew", "known"), "lay": ("laid",), "lead": ("led",), "leave": ("left",),
    "lend": ("lent",), "let": ("let",), "lie": ("lying",), "light": ("lit",), "lose": ("lost",),
    "make": ("made",), "mean": ("meant",), "meet": ("met",), "mislead": ("misled",),
    "mistake": ("mistook", "mistaken"), "misunderstand": ("misunderstood",), "offset": ("offset",),
    "outbid": ("outbid",), "overcome": ("overcame",), "overrun": ("overran",),
    "oversee": ("oversaw", "overseen"), "overtake": ("overtook", "overtaken"),
    "overthrow": ("overthrew", "overthrown"), "pay": ("paid",), "plead": ("pled",), "put": ("put",),
    "quit": ("quit",), "read": ("read",), "rebuild": ("rebuilt",), "rebut": ("rebutted", "rebutting"),
    "recast": ("recast",), "redo": ("redid", "redone"), "repay": ("repaid",), "resell": ("resold",),
    "reset": ("reset",), "retake": ("retook", "retaken"), "rethink": ("rethought",), "rid": ("rid",),
    "ride": ("rode", "ridden"), "ring": ("rang", "rung"), "rise": ("rose", "risen"), "run": ("ran",),
    "say": ("said",), "see": ("saw", "seen"), "seek": ("sought",), "sell": ("sold",), "send": ("sent",),
    "set": ("set",), "shake": ("shook", "shaken"), "shed": ("shed",), "shine": ("shone",), "shoot": ("shot",),
    "show": ("shown",), "shrink": ("shrank", "shrunk"), "shut": ("shut",), "sing": ("sang", "sung"),
    "sink": ("sank", "sunk"), "sit": ("sat",), "slay": ("slew", "slain"), "sleep": ("slept",),
    "slide": ("slid",), "speak": ("spoke", "spoken"), "speed": ("sped",), "spend": ("spent",),
    "spin": ("spun",), "split": ("split",), "spread": ("spread",), "spring": ("sprang", "sprung"),
    "stand": ("stood",), "steal": ("stole", "stolen"), "stick": ("stuck",), "sting": ("stung",),
    "strike": ("struck", "stricken"), "strive": ("strove", "striven"), "swear": ("swore", "sworn"),
    "sweep": ("swept",), "swell": ("swollen",), "swim": ("swam", "swum"), "swing": ("swung",),
    "take": ("took", "taken"), "teach": ("taught",), "tear": ("tore", "torn"), "tell": ("told",),
    "think": ("thought",), "throw": ("threw", "thrown"), "thrust": ("thrust",), "tie": ("tying",),
    "tread": ("trod", "trodden"), "undercut": ("undercut",), "undergo": ("underwent", "undergone"),
    "understand": ("understood",), "undertake": ("undertook", "undertaken"), "undo": ("undid", "undone"),
    "uphold": ("upheld",), "upset": ("upset",), "vie": ("vying",), "wage": ("waged",),
    "wake": ("woke", "woken"), "wear": ("wore", "worn"), "weep": ("wept",), "win": ("won",),
    "withdraw": ("withdrew", "withdrawn"), "withhold": ("withheld",), "withstand": ("withstood",),
    "wreak": ("wrought",), "write": ("wrote", "written"),
}  # fmt: skip

_LIKE_THE_LEMMA = frozenset({"become", "come", "overcome", "overrun", "run"})
"""Verbs whose past participle is written as the verb itself."""

_OTHER_VERBS = frozenset({"found", "lay", "felt", "ground", "saw", "wound"})
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


_DOUBLED = frozenset({"boycott"})
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
