"""Amounts of time: numbers in words, durations, sets, references such as "now"; and years written out."""

from __future__ import annotations

import re
from datetime import timedelta

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.lexicon.time_words import time_words
from dragoman.times import points
from dragoman.times.context import Context, Found, found_point, words_of
from dragoman.times.dates_of import modifier, text_at, value_at
from dragoman.times.words import AMOUNT_MODIFIERS, CARDINALS, DATE_UNITS, EVERY, TIME_UNITS

_FAR = frozenset({"near", "foreseeable", "immediate", "distant", "short", "medium"})
_ONE = {"quarter": (3, "M"), "decade": (10, "Y"), "fortnight": (2, "W"), "century": (100, "Y")}


def quantity(ctx: Context, i: int, j: int) -> float | None:
    """The number that tokens `[i, j)` name; `None` where it is vague ("a few")."""
    letters, lower = ctx.tokens.letters, ctx.tokens.lower
    total, seen = 0.0, False
    if letters[i:j].rstrip("-8").endswith("D/D"):
        return _fraction(ctx, i, j)
    for k in range(i, j):
        letter, word = letters[k], lower[k]
        if letter == "q":
            if word in ("couple", "dozen") and letters[max(k - 1, ctx.begin)] in "atDwlxh":
                return 2.0 if word == "couple" else 12.0 * (total or 1.0)
            return None
        if letter == "2":
            return total + 0.5
        if letter in "DYNF" and not seen:
            total, seen = float(str(ctx.tokens.values[k])), True
        elif letter == "w":
            number = CARDINALS[word]
            total = max(total, 1.0) * number if number >= 100 else total + number
            seen = True
    if not seen and "a" in letters[i:j]:
        plural = letters[j] in "Uu" and lower[j].endswith("s")  # "a years-long war"
        return None if plural else 1.0
    return total if seen else None


def _fraction(ctx: Context, i: int, j: int) -> float | None:
    """5 1/2, 3/4."""
    at = ctx.tokens.letters.index("/", i, j)
    above, below = (int(str(ctx.tokens.values[k])) for k in (at - 1, at + 1))
    whole = int(str(ctx.tokens.values[i])) if at - 1 > i else 0
    return whole + above / below if below else None


def amount_start(ctx: Context, i: int) -> int:
    """Where an amount begins with its modifier: "about", "more than" and the like are part of the expression."""
    lower = ctx.tokens.lower
    for cue, _ in AMOUNT_MODIFIERS:
        if cue[0] not in ("within", "over") and i - len(cue) >= ctx.begin and tuple(lower[i - len(cue) : i]) == cue:
            return i - len(cue)
    return i


def amount_modifier(ctx: Context, i: int) -> str | None:
    """MORE_THAN, APPROX, ... from the words before an amount."""
    before = ctx.tokens.lower[max(i - 3, ctx.begin) : i]
    if ctx.tokens.letters[i] in "thlxj" and before[-1:] != ["than"]:
        return None  # "over the next two years" is no more than two years
    for cue, mod in AMOUNT_MODIFIERS:
        if tuple(before[-len(cue) :]) == cue:
            return mod
    return None


def duration_value(unit: str, count: float | None) -> str:
    """The ISO duration, X for what is not said: P2W, PT30M, PXY; twenty-four hours are P1D."""
    if unit in TIME_UNITS:
        return _time_value(unit, count)
    factor, letter = _ONE.get(unit, (1, DATE_UNITS[unit]))
    if count is None:
        return f"PX{'DE' if unit == 'decade' else 'C' if unit == 'century' else DATE_UNITS[unit]}"
    if unit == "season":
        return f"P{_plain(count * 3)}M"
    total = count * factor
    if total != int(total) and letter == "Y":
        whole, rest = int(total), round((total - int(total)) * 12)
        return f"P{whole}Y{rest}M" if whole else f"P{rest}M"
    return f"P{_plain(total)}{letter}"


def _time_value(unit: str, count: float | None) -> str:
    if count is None:
        return f"PTX{TIME_UNITS[unit]}"
    if unit == "hour" and count == 24:
        return "P1D"
    if unit in ("hour", "minute") and count != int(count):
        whole, rest = int(count), round((count - int(count)) * 60)
        large, small = ("H", "M") if unit == "hour" else ("M", "S")
        return f"PT{whole}{large}{rest}{small}" if whole else f"PT{rest}{small}"
    return f"PT{_plain(count)}{TIME_UNITS[unit]}"


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def unit_at(ctx: Context, i: int, j: int) -> str:
    """The first unit of `[i, j)`, singular."""
    return text_at(ctx, i, j, "Uu")


def duration(ctx: Context, i: int, j: int) -> Found | None:
    """Two weeks; a four-year suspension; a couple of days; half an hour. Ages are no expressions of time."""
    letters = ctx.tokens.letters
    if letters[j - 1] == "7" or letters[j : j + 2] in ("-7", "7|") or letters[j : j + 1] == "7":
        return _standing(ctx, i, j)
    at = next(k for k in range(i, j) if letters[k] in "Uu")
    unit, count = str(ctx.tokens.values[at]), quantity(ctx, i, at)
    if letters[at + 1 : at + 2] == "d" and at + 1 < j:
        return _with_tail(ctx, i, at, j, count)
    if ctx.tokens.lower[i - 1 : i + 1] == ["as", "many"]:
        return None  # "three rounds in as many weeks"
    if letters[i : i + 2] == "ao" and ctx.tokens.lower[i - 1 : i] != ["for"]:
        return None  # "a second year" of what? "for a second year" is how long
    bare_a = letters[i:at] == "a"
    if bare_a and letters[j] == "-" and ctx.tokens.lower[j + 1] == "long":
        if ctx.tokens.lower[at].endswith("s"):
            return None  # "a months-long siege": the article is the noun's
        return Found("DURATION", duration_value(unit, 1), f'"{words_of(ctx, i, j)}-long": a length of time')
    if bare_a and _is_rate(ctx, i, at):
        return Found("SET", duration_value(unit, 1), f'"{words_of(ctx, i, j)}": each {unit}')
    if bare_a and (unit in ("second", "quarter") or not _takes_a(ctx, i, at)):
        return None
    if unit == "quarter" and (letters[at - 1] == "-" or ctx.tokens.lower[j] == "of"):
        return None
    if ctx.tokens.lower[i:j] in (["one", "day"], ["some", "day"]) and not _takes_a(ctx, i, at):
        return _some_day(ctx, i, j)
    mod = amount_modifier(ctx, i)
    derivation = f'"{words_of(ctx, i, j)}": a length of time'
    ahead = _reach(ctx, i, j, unit, count)
    if ahead is not None:
        why = f"{derivation}, counted from the {ctx.report}"
        basis = DateBasis.RELATIVE_TO_PUBLICATION
        return Found("DURATION", duration_value(unit, count), why, None, ahead[0], ahead[1], basis, mod)
    return Found("DURATION", duration_value(unit, count), derivation, mod=mod)


_LOOSE = 5  # "in ten days" is said loosely, "in two days" is not
_ROUND_NUMBERS = time_words("amounts", "round-numbers")
_LASTING = time_words("amounts", "lasting")
_WISHING = time_words("amounts", "wishing")


def _standing(ctx: Context, i: int, j: int) -> Found | None:
    """ "The eight-month-old truce": how long a matter has lasted; how old somebody is is no expression of time."""
    letters = ctx.tokens.letters
    at = next(k for k in range(i, j) if letters[k] in "Uu")
    last = next((k for k in range(at, j + 2) if letters[k] == "7"), None)
    if last is None or letters[at + 1] != "-" or not _LASTING.intersection(ctx.tokens.lower[last + 1 : last + 3]):
        return None
    value = duration_value(str(ctx.tokens.values[at]), quantity(ctx, i, at))
    return Found("DURATION", value, f'"{words_of(ctx, i, last + 1)}": how long it has lasted', end=last + 1)


def _with_tail(ctx: Context, i: int, at: int, j: int, count: float | None) -> Found | None:
    """A minute and a half; a week or so; a month or two."""
    unit, tail = str(ctx.tokens.values[at]), ctx.tokens.lower[at + 1 : j]
    why = f'"{words_of(ctx, i, j)}": a length of time'
    if tail == ["and", "a", "half"] and count is not None:
        return Found("DURATION", duration_value(unit, count + 0.5), why)
    if tail not in (["or", "two"], ["or", "so"], ["or", "more"]):
        return None
    about = "EQUAL_OR_MORE" if tail[1] == "more" else "APPROX"
    return Found("DURATION", duration_value(unit, count), why, mod=about)


def _some_day(ctx: Context, i: int, j: int) -> Found | None:
    """ "Will one day be a member": a day to come that nobody knows."""
    if not _WISHING.intersection(ctx.tokens.lower[max(i - 3, ctx.begin) : i]):
        return None
    interval = Interval(ctx.anchor, None) if ctx.anchor else None
    basis = DateBasis.RELATIVE_TO_PUBLICATION if interval else None
    return Found("DATE", "FUTURE_REF", f'"{words_of(ctx, i, j)}", {ctx.report}', None, interval, None, basis)


def _reach(ctx: Context, i: int, j: int, unit: str, count: float | None) -> tuple[Interval, Granularity] | None:
    """Where "in two weeks" lies, in a clause that points ahead; nothing elsewhere."""
    cue = ctx.tokens.lower[i - 1] if i > ctx.begin else ""
    ranked = i - 2 >= ctx.begin and (ctx.tokens.lower[i - 2] == "time" or ctx.tokens.lower[i - 2].endswith("est"))
    if ranked:
        return None  # "for the first time in 17 years", "the worst in ten years"
    if ctx.anchor is None or count is None or cue != "in" or count != int(count) or count > 5000:
        return None
    unit, steps = ("week", 2 * int(count)) if unit == "fortnight" else (unit, int(count))
    if unit not in ("day", "week", "month", "year"):
        return None
    if ctx.direction(i, j) != "future" and not _is_time_ahead(ctx, j):
        return None
    end = points.holding(unit, points.move(ctx.anchor, unit, steps)).interval
    if unit == "day" and steps >= _LOOSE and end.earliest is not None:
        end = Interval(end.earliest - timedelta(days=1), end.earliest + timedelta(days=1))
    return end, points.GRANULARITIES[unit]


def _is_time_ahead(ctx: Context, j: int) -> bool:
    """ "In a week's time", "in three months' time": the length ends at `j`."""
    return "time" in ctx.tokens.lower[j : j + 3] and ctx.tokens.lower[j] in ("'", "'s", "’", "’s")


def _is_rate(ctx: Context, i: int, at: int) -> bool:
    """ "$10 million a year": an amount stands before."""
    before = ctx.tokens.letters[max(i - 3, ctx.begin) : i]
    word = ctx.tokens.lower[i - 1] if i > ctx.begin else ""
    money = bool(re.search(r"[DNYFw]O?$|\$[DNO]O?$|\$O$", before)) and word not in (
        "for",
        "after",
        "in",
        "within",
        "about",
        "than",
    )
    counted = word.endswith("s") and ctx.tokens.lower[i - 2] == "of" and ctx.tokens.lower[i - 3] in _ROUND_NUMBERS
    return money or counted or word in ("times", "once", "twice", "percent", "people", "tons", "barrels", "%")


def _takes_a(ctx: Context, i: int, at: int) -> bool:
    """ "for a year", "a week after": a single unit is an expression only where it measures."""
    before = ctx.tokens.lower[i - 1] if i > ctx.begin else ""
    after = ctx.tokens.lower[at + 1]
    if after == "to" and ctx.tokens.lower[at + 2].islower() and before in _GIVEN_TO:
        return ctx.tokens.form(at + 2).islower()  # "gave them a week to withdraw"
    if after == "to" and _GAVE.intersection(ctx.tokens.lower[max(i - 12, ctx.begin) : i]):
        return ctx.tokens.form(at + 2).islower()  # "gave the diplomats a week and their families a month to leave"
    if ctx.tokens.letters[at + 1 : at + 3] == "'s" or ctx.tokens.letters[at + 1] == "s":
        return True  # "a fortnight's truce"
    if before == "as":
        return ctx.tokens.lower[i - 2 : i - 1] in (["long"], ["much"], ["little"], ["short"])
    return before in (
        "for", "in", "within", "over", "after", "than", "about", "nearly", "almost", "least", "lasted", "during",
        "just", "only", "once", "half", "by", "every", "took", "spent", "around", "roughly", "barely", "over",
    )  # fmt: skip


_GIVEN_TO = time_words("amounts", "given-to")
_GAVE = time_words("amounts", "gave")
_MEASURING = frozenset({"after", "before", "later", "earlier", "ago"})


def bare_unit(ctx: Context, i: int, j: int) -> Found | None:
    """ "for years", "over decades": a length nobody counted."""
    at = next((k for k in range(i, j) if ctx.tokens.letters[k] in "U"), None)
    if at is None:
        return None
    if not ctx.tokens.lower[at].endswith("s"):
        return _unit_long(ctx, at, j)
    before = ctx.tokens.lower[at - 1] if at > ctx.begin else ""
    after = ctx.tokens.lower[j] if j < len(ctx.tokens.lower) else ""
    if ctx.tokens.letters[j : j + 2] == "-8" and ctx.tokens.lower[j + 1] == "long":
        long = duration_value(str(ctx.tokens.values[at]), None)
        return Found("DURATION", long, f'"{words_of(ctx, i, j)}-long": nobody says how many', end=j + 2)
    if before not in ("for", "in", "over", "took", "within", "after", "lasted", "follows") and after not in _MEASURING:
        return None
    unit = str(ctx.tokens.values[at])
    return Found("DURATION", duration_value(unit, None), f'"{ctx.tokens.form(at)}": nobody says how many')


def _unit_long(ctx: Context, at: int, j: int) -> Found | None:
    """ "Their day-long meeting"."""
    if ctx.tokens.letters[j : j + 2] != "-8" or ctx.tokens.lower[j + 1] != "long" or ctx.tokens.form(at)[0].isupper():
        return None
    unit = str(ctx.tokens.values[at])
    return Found("DURATION", duration_value(unit, 1), f'"{ctx.tokens.form(at)}-long": a length of time', end=j + 2)


def every(ctx: Context, i: int, j: int) -> Found:
    """Each year; every March; every two weeks; daily."""
    letters, phrase = ctx.tokens.letters, words_of(ctx, i, j)
    why = f'"{phrase}" comes back'
    if letters[i] == "V":
        return Found("SET", EVERY[ctx.tokens.lower[i]], why)
    at = next(k for k in range(j - 1, i - 1, -1) if letters[k] in "UuMWSPH")
    letter, value = letters[at], ctx.tokens.values[at]
    if letter in "Uu":
        count = quantity(ctx, i, at) if at > i + 1 else 1.0
        if letters[i + 1] == "8":
            count = 2.0 if ctx.tokens.lower[i + 1] == "other" else 1.0
        elif letters[i + 1] == "o":
            count = float(str(ctx.tokens.values[i + 1]))
        return Found("SET", duration_value(str(value), count), why)
    if letter == "M":
        return Found("SET", f"XXXX-{int(str(value)):02d}", why)
    if letter == "W":
        return Found("SET", f"XXXX-WXX-{value}", why)
    if letter == "S":
        return Found("SET", f"XXXX-{value}", why)
    return Found("SET", f"XXXX-XX-XXT{value}" if letter == "P" else "XXXX", why)


def per(ctx: Context, i: int, j: int) -> Found:
    """Per year."""
    return Found("SET", duration_value(unit_at(ctx, i, j), 1), f'"{words_of(ctx, i, j)}": a rate')


def reference(ctx: Context, i: int, j: int) -> Found | None:
    """Now, recently, soon, the past, the near future, long ago: a side of the report's day, no more."""
    value = _side_of(ctx, i, j)
    if value is None:
        return None
    interval = None
    if ctx.anchor is not None:
        interval = {
            "PRESENT_REF": Interval.day(ctx.anchor),
            "PAST_REF": Interval(None, ctx.anchor),
            "FUTURE_REF": Interval(ctx.anchor, None),
        }[value]
    basis = DateBasis.RELATIVE_TO_PUBLICATION if interval else None
    return Found("DATE", value, f'"{words_of(ctx, i, j)}", {ctx.report}', None, interval, None, basis)


def _side_of(ctx: Context, i: int, j: int) -> str | None:
    """PAST_REF, PRESENT_REF or FUTURE_REF; `None` where the words are no reference to time here."""
    letters, lower = ctx.tokens.letters[i:j], ctx.tokens.lower
    before = lower[i - 1] if i > ctx.begin else ""
    if letters == "R":
        if lower[i] == "soon":
            told = ctx.direction(i, j, present=False) == "past"  # "and soon became": a story goes on
            return None if told or "as" in (before, lower[j]) or lower[j] in ("after", "before") else "FUTURE_REF"
        return None if lower[j] in ("after", "before") else str(ctx.tokens.values[i])
    if letters.endswith("6"):
        far = letters in ("6", "t6") if lower[j - 1] == "future" else False
        far = far or (lower[j - 2] in _FAR and "O" in letters)
        return "FUTURE_REF" if far and lower[j] != "of" else None
    if letters == "6U":
        return "FUTURE_REF" if lower[i] == "future" and lower[j - 1].endswith("s") else None
    if letters == "tl":
        alone = lower[i + 1] == "past" and (i == ctx.begin or ctx.tokens.letters[i - 1] == "i")
        return "PAST_REF" if alone else None
    if letters == "j":
        return "PAST_REF" if lower[i] == "recent" and before not in ("most", "more") else None
    if letters.endswith("g"):
        return "PAST_REF" if letters == "q9g" or lower[i] == "long" else None
    return "PRESENT_REF"


def year(ctx: Context, i: int, j: int) -> Found | None:
    """1995; early 1997; the year 2000; the year two thousand."""
    number = value_at(ctx, i, j, "Y")
    if number is None:
        at = next((k for k in range(i, j) if ctx.tokens.letters[k] == "w"), j)
        number = int(quantity(ctx, at, j) or 0)
        if not 1000 <= number <= 2199:
            return None
    why = f'"{words_of(ctx, i, j)}" as written'
    return found_point(ctx, points.year(number), DateBasis.EXPLICIT, why, modifier(ctx, i, j))


def year_range(ctx: Context, i: int, j: int) -> Found | None:
    """1990-1995, 2019-20: from the first year to the last."""
    first = int(str(ctx.tokens.values[i]))
    last = int(str(ctx.tokens.values[j - 1]))
    last = last if last > 100 else first // 100 * 100 + last
    if not first < last <= first + 200:
        return None
    interval = Interval(points.year(first).first, points.year(last).last)
    why = f'"{words_of(ctx, i, j)}": from year to year'
    point = points.year(first)
    return Found("DATE", f"{first}/{last}", why, point, interval, points.GRANULARITIES["year"], DateBasis.EXPLICIT)


def short_year(ctx: Context, i: int, j: int) -> Found | None:
    """In '98."""
    number = int(str(ctx.tokens.values[j - 1]))
    if not ctx.tokens.form(j - 1).isdigit() or len(ctx.tokens.form(j - 1)) != 2:
        return None
    full = number + (1900 if number >= 50 else 2000)
    return found_point(ctx, points.year(full), DateBasis.EXPLICIT, f'"{words_of(ctx, i, j)}" is {full}')


def open_end(ctx: Context, i: int, j: int) -> Found | None:
    """Until further notice: an end that nobody has fixed."""
    if ctx.tokens.lower[i - 1 : j] != ["until", "further", "notice"]:
        return None
    interval = Interval(ctx.anchor, None) if ctx.anchor else None
    basis = DateBasis.RELATIVE_TO_PUBLICATION if interval else None
    return Found("DATE", "FUTURE_REF", '"until further notice": no end is fixed', None, interval, None, basis)


def worded_year(ctx: Context, i: int, j: int) -> Found | None:
    """Nineteen seventy-nine, twenty twenty-four, after a word of place in time."""
    before = ctx.tokens.lower[i - 1] if i > ctx.begin else ""
    numbers = [CARDINALS[ctx.tokens.lower[k]] for k in range(i, j) if ctx.tokens.letters[k] == "w"]
    if before not in ("in", "since", "until", "by", "of", "from", "to", "early", "late", "during") or len(numbers) < 2:
        return None
    if numbers[0] not in (18, 19, 20) or numbers[1] >= 100 or numbers[1] < 10:
        return None
    number = numbers[0] * 100 + sum(numbers[1:3])
    why = f'"{words_of(ctx, i, j)}" written out'
    return found_point(ctx, points.year(number), DateBasis.EXPLICIT, why)
