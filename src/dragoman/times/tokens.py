"""A text as tokens, and each token as one letter: the grammar then runs over a string of letters.

Cutting and classing are one pass over the text; a letter a token makes the patterns of the grammar short, compiled and
linear, whatever the words were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.lexicon.time_words import time_words
from dragoman.times import words
from dragoman.times.holidays import HOLIDAY_PATTERN

_TOKEN = re.compile(
    r"(?P<I>\d{4}-W\d{2}(?![\w-])"
    r"|\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-]))"
    r"|(?P<L>\d{1,4}/\d{1,2}/\d{1,4}(?![\w/])|\d{1,2}([.-])\d{1,2}\3\d{4}(?![\w.-]?\d))"
    r"|(?P<C>[0-2]?\d[:.][0-5]\d(?=(?::[0-5]\d)?\s?(?:[ap]\.?m\b|[A-Z]{3}\b|hrs|hours))|[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<Q>[QH][1-4](?!\w)|[1-4]Q(?!\w))"
    r"|(?P<K>(?:[12]\d)?[’'‘]?\d0s\b)"
    r"|(?P<num>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<suf>st|nd|rd|th|s|[ap]m)?(?![^\W\d_])"
    r"|(?P<p>[ap]\.m\.|[ap]\.?m\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<other>[^\s\w]|\w)"
)
_TENS = "|".join(words.TENS)
_UNITS = "|".join(words.UNITS[1:10])
_YEAR_IN_WORDS = re.compile(
    rf"\b(?:eight|nine)teen[ -](?:(?:{_TENS})(?:[ -](?:{_UNITS}))?|{'|'.join(words.UNITS[10:])}|oh[ -](?:{_UNITS}))\b",
    re.IGNORECASE,
)
_ORDINAL_IN_WORDS = re.compile(
    rf"\b(?:twenty|thirty)(?! second)[ -](?:{'|'.join(words.ORDINAL_UNITS[:9])})\b", re.IGNORECASE
)
_CURRENCY = frozenset("$£€¥#№")
_YEAR_FOES = time_words("tokens", "year-foes")
_FIXED_FOR = time_words("tokens", "fixed-for")
_PROGRAMMES = time_words("tokens", "programmes")  # "Vision 2030": a plan by its name
_OLD_YEAR_FRIENDS = time_words("tokens", "old-year-friends")
_BEFORE_VERBS = time_words("tokens", "before-verbs")
_AROUND = 12  # words on each side by which a headline is told from a sentence


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as parallel lists: lower-cased form, offsets, worth; `letters` has one class letter a token."""

    text: str
    lower: list[str]
    starts: list[int]
    ends: list[int]
    values: list[int | str | None]
    letters: str
    sentences: list[int]

    def form(self, index: int) -> str:
        """The token as written."""
        return self.text[self.starts[index] : self.ends[index]]


def tokenise(text: str, sentences: Sequence[tuple[int, int]]) -> Tokens:
    """Cut and class a text. Between two sentences stands a token of class "|", of no width."""
    lower: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[int | str | None] = []
    letters: list[str] = []
    owners: list[int] = []
    value: int | str | None
    for number, (begin, end) in enumerate(sentences):
        whole = (pattern.finditer(text, begin, end) for pattern in (HOLIDAY_PATTERN, _YEAR_IN_WORDS, _ORDINAL_IN_WORDS))
        holidays = sorted((match for matches in whole for match in matches), key=_start)
        position = 0
        skip_to = begin
        for match in _TOKEN.finditer(text, begin, end):
            start, stop = match.span()
            if start < skip_to:
                continue
            while position < len(holidays) and holidays[position].start() < start:
                position += 1
            if position < len(holidays) and holidays[position].start() == start:
                stop = skip_to = holidays[position].end()
                form = holidays[position].group().lower()
                letter, value = "H", form
                if holidays[position].re is _YEAR_IN_WORDS:
                    letter, value = "Y", _year_in_words(form)
                    form = str(value)
                elif holidays[position].re is _ORDINAL_IN_WORDS:
                    letter, value = "o", words.CARDINALS[form[:6]] + words.ORDINALS[form[7:]]
            else:
                form = match.group().lower()
                letter, value = _classify(match, form)
            lower.append(form)
            starts.append(start)
            ends.append(stop)
            values.append(value)
            letters.append(letter)
            owners.append(number)
        lower.append("|")
        starts.append(end)
        ends.append(end)
        values.append(None)
        letters.append("|")
        owners.append(number)
    _in_context(text, lower, starts, ends, values, letters)
    return Tokens(text, lower, starts, ends, values, "".join(letters), owners)


def _start(match: re.Match[str]) -> int:
    return match.start()


def _year_in_words(form: str) -> int:
    """Nineteen ninety-four, eighteen forty, nineteen oh five."""
    parts = re.split(r"[ -]+", form)
    return 100 * words.CARDINALS[parts[0]] + sum(words.CARDINALS.get(part, 0) for part in parts[1:])


def _classify(match: re.Match[str], form: str) -> tuple[str, int | str | None]:
    kind = match.lastgroup
    if kind == "suf" or kind == "num":
        return _number(match.group("num"), match.group("suf"))
    if kind == "word":
        return _word(form)
    if kind in ("I", "L", "C", "Q", "p"):
        return kind, form
    if kind == "K":
        digits = re.sub(r"\D", "", form)
        return "K", int(digits)
    if form in "-–":
        return "-", None
    if form in "'’":
        return "'", None
    if form in ",./":
        return form, None
    if form in _CURRENCY:
        return "$", None
    return ("%" if form == "%" else "O"), None


def _number(digits: str, suffix: str | None) -> tuple[str, int | str | None]:
    plain = digits
    if "." in plain:
        return "F", plain
    if "," in plain or len(plain) > 9:
        return "N", plain.replace(",", "")[:9]
    value = int(plain)
    if suffix in ("am", "pm"):
        return ("C", f"{value}{suffix}") if 1 <= value <= 12 else ("O", None)
    if suffix == "s":
        return "O", None
    if suffix:
        return ("o", value)
    if len(plain) == 4 and 1000 <= value <= 2199:
        return "Y", value
    if len(plain) <= 2 and 1 <= value <= 31:
        return "D", value
    return "N", value


def _word(form: str) -> tuple[str, int | str | None]:
    found = _TABLE.get(form)
    return found if found else ("O", None)


def _table() -> dict[str, tuple[str, int | str | None]]:
    table: dict[str, tuple[str, int | str | None]] = {}
    for word, letter in words.FUNCTION_WORDS.items():
        table[word] = (letter, word)
    table |= {word: ("M", n) for word, n in words.MONTHS.items()}
    table |= {word: ("W", n) for word, n in words.WEEKDAYS.items()}
    table |= {f"{word}s": ("W", n) for word, n in words.WEEKDAYS.items()}
    table |= {word: ("W", n) for word, n in words.SHORT_WEEKDAYS.items()}
    table |= {word: ("w", n) for word, n in words.CARDINALS.items()}
    table |= {word: ("o", n) for word, n in words.ORDINALS.items()}
    table |= {word: ("q", word) for word in words.VAGUE if word != "half"}
    table |= {word: ("U", word) for word in words.DATE_UNITS} | {word: ("u", word) for word in words.TIME_UNITS}
    table |= {word: ("U" if unit in words.DATE_UNITS else "u", unit) for word, unit in words.PLURALS.items()}
    table |= {word: ("P", value) for word, value in words.DAY_PARTS.items()}
    table |= {word: ("S", value) for word, value in words.SEASONS.items()}
    table |= {word: ("K", n) for word, n in words.DECADES.items()}
    table |= {word: ("T", n) for word, n in words.DEICTIC.items()}
    table |= {word: ("R", value) for word, value in words.REFERENCES.items()}
    table |= {word: ("V", value) for word, value in words.EVERY.items()}
    table |= {word: ("z", n) for word, n in words.ZONES.items()}
    table["second"] = ("o", 2)
    table["s"] = ("s", None)
    return table


_TABLE = _table()


def _in_context(
    text: str,
    lower: list[str],
    starts: list[int],
    ends: list[int],
    values: list[int | str | None],
    letters: list[str],
) -> None:
    """Tell apart words of several classes: may, march, second, short weekdays, years and plain numbers."""
    last = len(lower) - 1
    for i, letter in enumerate(letters):
        before = letters[i - 1] if i else "|"
        after = letters[i + 1] if i < last else "|"
        if letter == "M":
            if not _is_month(text, lower, starts, letters, i):
                letters[i] = "O"
        elif letter == "W" and lower[i] in words.SHORT_WEEKDAYS:
            if not (text[starts[i]].isupper() and after in ".," and i + 2 <= last and letters[i + 2] in "MDC,o"):
                letters[i] = "O"
        elif letter == "i" and before == after == "D" and lower[i] in ("through", "until", "till"):
            letters[i] = "d"  # "May 4 through 6"
        elif letter == "l":
            if lower[i] == "last" and i > 0 and lower[i - 1] in _BEFORE_VERBS:
                letters[i] = "O"  # "will last three days"
        elif letter == "Y":
            if not _is_year(lower, letters, i, before, after):
                letters[i] = "N"
        elif letter == "o" and lower[i] in ("second",):
            if before in "DNwq" and after not in "UM":
                letters[i], values[i] = "u", "second"
        elif (
            (letter in "UuTP" and _in_a_name(text, starts, letters, i))
            or (letter == "z" and not text[starts[i] : ends[i]].isupper())
            or (letter in "DNFC" and before == "$")
            or (letter == "V" and after == "O" and _is_paper(text, starts, letters, i))
            or (letter == "P" and i > 0 and lower[i - 1] == "high")
            or (
                letter == "m"
                and lower[i] in ("close", "turn", "start", "end", "beginning")
                and after != "f"
                and after != "-"
                and after not in "txUY"
                and not _closes_unit(letters, i)
            )
        ):
            letters[i] = "O"


def _in_a_name(text: str, starts: list[int], letters: list[str], i: int) -> bool:
    """ "60 Minutes", "This Week", "USA Today", "High Noon": capitals inside a sentence that is no headline."""
    if not text[starts[i]].isupper() or i == 0 or letters[i - 1] == "|":
        return False
    before = text[starts[i - 1]]
    inside = i > 1 and letters[i - 2] != "|"
    named = (letters[i] in "TP" and letters[i - 1] == "O" and before.isupper()) or (
        letters[i] in "Uu" and letters[i - 1] in "hDNw" and (before.isupper() or before.isdigit()) and inside
    )
    return named and not _is_headline(text, starts, letters, i)


def _is_paper(text: str, starts: list[int], letters: list[str], i: int) -> bool:
    """ "The daily Granma": a paper by its name, and not "daily Iranian raids"."""
    name = re.compile(r"\w+").match(text, starts[i + 1])
    if name is None or not name[0][0].isupper() or text.startswith(".", name.end()):
        return False
    return not name[0].endswith(("an", "ish", "ese", "i", "ic")) and not _is_headline(text, starts, letters, i)


def _is_headline(text: str, starts: list[int], letters: list[str], i: int) -> bool:
    """Whether most words around token `i` begin with a capital; so many each way that time stays linear."""
    first, last = max(i - _AROUND, 0), min(i + _AROUND, len(letters))
    initials = [text[starts[k]] for k in range(first, last) if letters[k] != "|"]
    words_near = [letter for letter in initials if letter.isalpha()]
    return sum(letter.isupper() for letter in words_near) > 0.6 * len(words_near)


def _closes_unit(letters: list[str], i: int) -> bool:
    """ "year end", "month-end", "year's end": the unit stands before."""
    before = "".join(letters[max(i - 3, 0) : i])
    return before.endswith(("U", "U-", "U's", "U'"))


def _is_month(text: str, lower: list[str], starts: list[int], letters: list[str], i: int) -> bool:
    word, after = lower[i], letters[i + 1]
    if not text[starts[i]].isupper():
        return False
    if word in words.SHORT_MONTHS:
        return after in ".DY-o/'" or letters[i - 1] in "Dolxhib"
    if word not in ("may", "march", "august", "april", "june"):
        return True
    before = letters[i - 1] if i else "|"
    if after in "DYo":
        return True
    if word == "march" and after == "f" and letters[i + 2] not in "Ylxhk" and "".join(letters[i + 2 : i + 4]) != "tx":
        return False
    if before in "ibdlxhmefDo,-4" and lower[i - 1] != "and":
        return True
    if word == "may":
        # "crown May" is a person, "“May God" a wish; "starting May", "a May summit", "Iran's May vote" are the month
        fixed = lower[i - 1] == "for" and bool(_FIXED_FOR.intersection(lower[max(i - 6, 0) : i])) and after != "'"
        listed = "".join(letters[i + 1 : i + 3]) == "dM" or lower[i - 1] == "around"
        return fixed or listed or before not in "|O" or lower[i - 1].endswith("ing") or lower[i - 1] == "effective"
    return not _is_name(text, starts, letters, i)


def _is_name(text: str, starts: list[int], letters: list[str], i: int) -> bool:
    """Whether the word before is capitalised and no word of time, as in a person's name."""
    return i > 0 and letters[i - 1] == "O" and text[starts[i - 1]].isupper()


def _is_year(lower: list[str], letters: list[str], i: int, before: str, after: str) -> bool:
    value = int(lower[i])
    if before == "$" or after == "%" or (after == "-" and letters[i + 2] in "$") or lower[i + 1] in _YEAR_FOES:
        return False
    if lower[i - 1] in _PROGRAMMES:
        return False
    if before in "MDG.,o-" and before != "," and value >= 1000 and (before != "-" or letters[i - 2] in "YmMO"):
        return value >= 1900 or before != "."
    if value < 1900:
        return (i > 0 and lower[i - 1] in _OLD_YEAR_FRIENDS) or (before == "," and letters[i - 2] in "Do")
    if value > 2060:
        return i > 0 and lower[i - 1] in _OLD_YEAR_FRIENDS
    return True


_BOUNDARY = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n|\n(?=\s*\S)")
_NO_BOUNDARY = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Jr|Sr|Mr|Mrs|Ms|Dr|Gen|Gov|Sen|Rep|Lt|Col|St|No|Inc|Corp|Co|Ltd"
    r"|[A-Z]|[ap]\.m)\.)$"
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Plain sentence boundaries, for callers who bring none: after . ! ? before a capital, and at line ends.

    Dragoman itself brings its own (`prepare.sentences`), which knows blocks, quotes and captions of a cleaned report.
    This one is kept apart because `dragoman.times` is a library that knows nothing of reports: all it needs is that an
    expression never reaches over a full stop, and that one pass over the text finds where.
    """
    found: list[tuple[int, int]] = []
    begin = 0
    for match in _BOUNDARY.finditer(text):
        stop = match.start()
        if "\n" not in match.group() and _NO_BOUNDARY.search(text, max(begin, stop - 6), stop):
            continue
        if stop > begin:
            found.append((begin, stop))
        begin = match.end()
    if begin < len(text):
        found.append((begin, len(text)))
    return found
