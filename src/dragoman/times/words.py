"""The words of time in English: which token belongs to which class of the grammar, and what it is worth.

The lists are closed classes of the language (months, weekdays, numerals, units), written down here from grammar.
"""

from __future__ import annotations

from typing import Final


def word_list(text: str) -> tuple[str, ...]:
    """The words of a string, in order."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """The words of a string, as a set."""
    return frozenset(text.split())


MONTH_NAMES: Final = word_list("january february march april may june july august september october november december")
MONTHS: Final[dict[str, int]] = {name: n for n, name in enumerate(MONTH_NAMES, 1)} | {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
SHORT_MONTHS: Final = frozenset({"jan", "mar", "jun", "dec", "sep", "apr", "jul", "oct", "nov", "feb", "aug", "sept"})
DAY_NAMES: Final = word_list("monday tuesday wednesday thursday friday saturday sunday")
WEEKDAYS: Final[dict[str, int]] = {name: n for n, name in enumerate(DAY_NAMES, 1)}
SHORT_WEEKDAYS: Final[dict[str, int]] = {
    "mon": 1,
    "tue": 2,
    "tues": 2,
    "wed": 3,
    "weds": 3,
    "thu": 4,
    "thur": 4,
    "thurs": 4,
    "fri": 5,
    "sat": 6,
    "sun": 7,
}

UNITS: Final = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS: Final = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
CARDINALS: Final[dict[str, int]] = (
    {word: n for n, word in enumerate(UNITS)}
    | {word: 10 * n for n, word in enumerate(TENS, 2)}
    | {"hundred": 100, "thousand": 1000}
)
ORDINAL_UNITS: Final = word_list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS: Final[dict[str, int]] = {word: n for n, word in enumerate(ORDINAL_UNITS, 1)} | {"thirtieth": 30}
VAGUE: Final = frozenset({"few", "several", "couple", "some", "many", "dozen", "dozens", "numerous", "half"})

# unit -> letter of the ISO duration; those of a day follow a "T"
DATE_UNITS: Final[dict[str, str]] = {
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "fortnight": "2W",
    "month": "M",
    "quarter": "Q",
    "season": "S",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
}
TIME_UNITS: Final[dict[str, str]] = {"hour": "H", "minute": "M", "second": "S"}
PLURALS: Final[dict[str, str]] = {f"{unit}s": unit for unit in [*DATE_UNITS, *TIME_UNITS]} | {"centuries": "century"}

DAY_PARTS: Final[dict[str, str]] = {
    "morning": "MO",
    "mornings": "MO",
    "dawn": "MO",
    "afternoon": "AF",
    "afternoons": "AF",
    "evening": "EV",
    "evenings": "EV",
    "night": "NI",
    "nights": "NI",
    "overnight": "NI",
    "noon": "12:00",
    "midday": "12:00",
    "midnight": "24:00",
}
SEASONS: Final[dict[str, str]] = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DECADES: Final[dict[str, int]] = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}
DEICTIC: Final[dict[str, int]] = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
REFERENCES: Final[dict[str, str]] = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "recently": "PAST_REF",
    "lately": "PAST_REF",
    "formerly": "PAST_REF",
    "soon": "FUTURE_REF",
}
EVERY: Final[dict[str, str]] = {
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "annually": "P1Y",
    "yearly": "P1Y",
    "hourly": "PT1H",
    "biennially": "P2Y",
}
ZONES: Final[dict[str, int]] = {
    "gmt": 0,
    "utc": 0,
    "bst": 1,
    "cet": 1,
    "cest": 2,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "jst": 9,
    "kst": 9,
    "hkt": 8,
    "sgt": 8,
    "msk": 3,
    "et": -5,
    "ct": -6,
    "mt": -7,
    "pt": -8,
    "aest": 10,
    "aedt": 11,
}

# word -> class; words in several classes are told apart in tokens.py
FUNCTION_WORDS: Final[dict[str, str]] = (
    dict.fromkeys(["the"], "t")
    | dict.fromkeys(["a", "an", "another"], "a")
    | dict.fromkeys(["last", "past", "previous", "preceding", "prior"], "l")
    | dict.fromkeys(["next", "coming", "following", "upcoming", "subsequent"], "x")
    | dict.fromkeys(["this", "these"], "h")
    | dict.fromkeys(["that", "same", "those"], "k")
    | dict.fromkeys(["each", "every"], "e")
    | dict.fromkeys(["per"], "r")
    | dict.fromkeys(["recent", "latest"], "j")
    | dict.fromkeys(["current"], "J")
    | dict.fromkeys(["ago"], "g")
    | dict.fromkeys(["earlier", "before", "previously"], "B")
    | dict.fromkeys(["later", "after", "afterwards", "hence"], "A")
    | dict.fromkeys(["early", "late", "mid", "middle", "beginning", "start", "end", "close", "turn", "midway"], "m")
    | dict.fromkeys(["half", "halves"], "2")
    | dict.fromkeys(["of"], "f")
    | dict.fromkeys(["in", "on", "at", "during", "by", "over", "since", "until", "till", "within", "through"], "i")
    | dict.fromkeys(["from", "between"], "b")
    | dict.fromkeys(["to", "and", "or"], "d")
    | dict.fromkeys(["fiscal", "fy", "financial"], "G")
    | dict.fromkeys(["full", "whole", "entire", "calendar"], "4")
    | dict.fromkeys(["period", "periods"], "5")
    | dict.fromkeys(["future", "term"], "6")
    | dict.fromkeys(["old", "olds"], "7")
    | dict.fromkeys(["more", "other", "consecutive", "straight", "long", "additional", "further"], "8")
    | dict.fromkeys(["time"], "9")
)

# what may govern an expression; two-word cues are looked up first
RELATIONS: Final = word_set(
    "on in at since until till by before after during for from to through throughout between within over around about "
    "past of and as into toward towards"
)

MODIFIERS: Final[dict[str, str]] = {
    "early": "START",
    "beginning": "START",
    "start": "START",
    "turn": "START",
    "mid": "MID",
    "middle": "MID",
    "midway": "MID",
    "late": "END",
    "end": "END",
    "close": "END",
}
AMOUNT_MODIFIERS: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("more", "than"), "MORE_THAN"),
    (("less", "than"), "LESS_THAN"),
    (("fewer", "than"), "LESS_THAN"),
    (("at", "least"), "EQUAL_OR_MORE"),
    (("at", "most"), "EQUAL_OR_LESS"),
    (("up", "to"), "EQUAL_OR_LESS"),
    (("no", "more", "than"), "EQUAL_OR_LESS"),
    (("nearly",), "LESS_THAN"),
    (("almost",), "LESS_THAN"),
    (("over",), "MORE_THAN"),
    (("about",), "APPROX"),
    (("around",), "APPROX"),
    (("roughly",), "APPROX"),
    (("some",), "APPROX"),
    (("approximately",), "APPROX"),
    (("within",), "EQUAL_OR_LESS"),
)
AMOUNT_MODS: Final = frozenset(mod for _, mod in AMOUNT_MODIFIERS)
