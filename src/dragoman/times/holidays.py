"""Named days and periods that reports use, by rule where a rule exists, by table where the moon decides.

Western feasts and civil holidays are computed (Easter after the Gregorian computus of Meeus, Jones and Butcher). Feasts
of lunar calendars are computed from arithmetic calendars and may fall a day off where the sighting of the moon decides:
their interval then takes in the day before and the day after. Method: E. G. Richards, "Mapping Time", 1998 (tabular
Islamic calendar); mean new moons after J. Meeus, "Astronomical Algorithms", 1991, chapter 49.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final

from dragoman.dates import Interval
from dragoman.times.national import NATIONAL_DAYS, national_day

_DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday of the Western churches."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    j, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * j - k - h + m + 32) % 7
    n = (h - m + r + 90) // 25
    return date(year, n, (h - m + r + n + 19) % 32)


def weekday_of_month(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th Monday (1) to Sunday (7) of a month; n = -1 is the last."""
    if n > 0:
        first = date(year, month, 1)
        return first + (((weekday - first.isoweekday()) % 7) + 7 * (n - 1)) * _DAY
    last = date(year + month // 12, month % 12 + 1, 1) - _DAY
    return last - ((last.isoweekday() - weekday) % 7) * _DAY


def _islamic(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar as a Gregorian day."""
    julian = day + math.ceil(29.5 * (month - 1)) + (year - 1) * 354 + (3 + 11 * year) // 30 + 1948439
    return date.fromordinal(julian - 1721425)


def _islamic_in(year: int, month: int, first: int, last_month: int, last: int) -> Interval:
    """The first such stretch that begins in a Gregorian year, a day wider at both ends."""
    hijri = math.floor((year - 622) * 33 / 32)
    for candidate in range(hijri - 1, hijri + 3):
        start = _islamic(candidate, month, first)
        if start.year == year:
            return Interval(start - _DAY, _islamic(candidate, last_month, last) + _DAY)
    raise ValueError(f"no such feast begins in {year}")


def _new_moon(number: int) -> float:
    """Julian day of a mean new moon, with the two largest terms of the true one."""
    t = number / 1236.85
    mean = 2451550.09766 + 29.530588861 * number + 0.00015437 * t * t
    sun = math.radians((2.5534 + 29.1053567 * number) % 360)
    moon = math.radians((201.5643 + 385.81693528 * number) % 360)
    return mean - 0.40720 * math.sin(moon) + 0.17241 * math.sin(sun) + 0.01608 * math.sin(2 * moon)


def _lunar_new_year(year: int) -> Interval:
    """The new moon, seen from China, between 21 January and 20 February."""
    number = math.floor((year - 2000) * 12.3685)
    for candidate in range(number - 1, number + 4):
        on = date.fromordinal(math.floor(_new_moon(candidate) + 0.5 + 8 / 24) - 1721425)
        if date(year, 1, 21) <= on <= date(year, 2, 20):
            return Interval(on, on + 2 * _DAY)
    raise ValueError(f"no lunar new year in {year}")


def _hebrew_new_year(year: int) -> date:
    """1 Tishri that falls in a Gregorian year, by the molad and its postponements."""
    hebrew = year + 3761
    months = (235 * hebrew - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    if (3 * (days + 1)) % 7 < 3:
        days += 1
    return date.fromordinal(days - 1373427)


def _orthodox_easter(year: int) -> Interval:
    """Easter of the churches that keep the Julian calendar, as a Gregorian day (Meeus, for 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return Interval.day(date(year, month, day + 1) + 13 * _DAY)


def _moon_between(first: tuple[int, int], age: int, zone: float) -> Callable[[int], Interval]:
    """The first day from `first` (month, day) on that comes `age` days after a new moon; a day wider at both ends."""

    def on(year: int) -> Interval:
        start = date(year, *first)
        number = math.floor((year - 2000 + (first[0] - 1) / 12) * 12.3685) - 2
        for candidate in range(number, number + 5):
            day = date.fromordinal(math.floor(_new_moon(candidate) + 0.5 + zone / 24) - 1721425 + age)
            if day >= start:
                return Interval(day - _DAY, day + _DAY)
        raise ValueError(f"no such moon in {year}")

    return on


def _fixed(month: int, first: int, days: int = 1) -> Callable[[int], Interval]:
    return lambda year: Interval(date(year, month, first), date(year, month, first) + (days - 1) * _DAY)


def _weekday(month: int, weekday: int, n: int) -> Callable[[int], Interval]:
    return lambda year: Interval.day(weekday_of_month(year, month, weekday, n))


def _from_easter(days: int, length: int = 1) -> Callable[[int], Interval]:
    return lambda year: Interval(easter(year) + days * _DAY, easter(year) + (days + length - 1) * _DAY)


def _hebrew(days: int, length: int) -> Callable[[int], Interval]:
    def on(year: int) -> Interval:
        start = _hebrew_new_year(year) + days * _DAY
        return Interval(start - _DAY, start + (length - 1) * _DAY)

    return on


def _before_new_year(year: int, days: int, length: int) -> Interval:
    """A feast so many days before the new year of that year, from the evening before on."""
    start = _hebrew_new_year(year) - days * _DAY
    return Interval(start - _DAY, start + (length - 1) * _DAY)


def _passover(year: int) -> Interval:
    """163 days before the next new year."""
    return _before_new_year(year, 163, 8)


HOLIDAYS: Final[dict[str, Callable[[int], Interval]]] = {
    "new year's day": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "epiphany": _fixed(1, 6),
    "martin luther king day": _weekday(1, 1, 3),
    "valentine's day": _fixed(2, 14),
    "presidents' day": _weekday(2, 1, 3),
    "presidents day": _weekday(2, 1, 3),
    "international women's day": _fixed(3, 8),
    "st. patrick's day": _fixed(3, 17),
    "martin luther king jr. day": _weekday(1, 1, 3),
    "st patrick's day": _fixed(3, 17),
    "orthodox christmas": _fixed(1, 7),
    "orthodox easter": _orthodox_easter,
    "australia day": _fixed(1, 26),
    "anzac day": _fixed(4, 25),
    "earth day": _fixed(4, 22),
    "europe day": _fixed(5, 9),
    "songkran": _fixed(4, 13, 3),
    "guy fawkes night": _fixed(11, 5),
    "remembrance day": _fixed(11, 11),
    "all souls' day": _fixed(11, 2),
    "carnival": _from_easter(-50, 4),
    "shrove tuesday": _from_easter(-47),
    "mardi gras": _from_easter(-47),
    "ascension day": _from_easter(39),
    "whit monday": _from_easter(50),
    "corpus christi": _from_easter(60),
    "black friday": lambda year: Interval.day(weekday_of_month(year, 11, 4, 4) + _DAY),
    "mid-autumn festival": _moon_between((9, 8), 14, 8),
    # the last evening before the new moon, in India; a new moon of mid-October is that of the month before
    "diwali": _moon_between((10, 17), 0, 5.5 - 18),
    "holi": _moon_between((2, 28), 15, 5.5),
    "hanukkah": _hebrew(83, 10),
    "nowruz": lambda year: Interval(date(year, 3, 20), date(year, 3, 21)),
    "ash wednesday": _from_easter(-46),
    "palm sunday": _from_easter(-7),
    "maundy thursday": _from_easter(-3),
    "good friday": _from_easter(-2),
    "holy week": _from_easter(-6, 7),
    "easter week": _from_easter(-6, 7),
    "easter weekend": _from_easter(-2, 4),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "easter": _from_easter(0),
    "pentecost": _from_easter(49),
    "may day": _fixed(5, 1),
    "victory day": _fixed(5, 9),
    "memorial day": _weekday(5, 1, -1),
    "juneteenth": _fixed(6, 19),
    "canada day": _fixed(7, 1),
    "bastille day": _fixed(7, 14),
    "labor day": _weekday(9, 1, 1),
    "columbus day": _weekday(10, 1, 2),
    "halloween": _fixed(10, 31),
    "all saints' day": _fixed(11, 1),
    "armistice day": _fixed(11, 11),
    "veterans day": _fixed(11, 11),
    "thanksgiving day": _weekday(11, 4, 4),
    "thanksgiving": _weekday(11, 4, 4),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "lunar new year": _lunar_new_year,
    "chinese new year": _lunar_new_year,
    "spring festival": _lunar_new_year,
    "ramadan": lambda year: _islamic_in(year, 9, 1, 9, 30),
    "eid al-fitr": lambda year: _islamic_in(year, 10, 1, 10, 3),
    "eid al-adha": lambda year: _islamic_in(year, 12, 10, 12, 13),
    "arbaeen": lambda year: _islamic_in(year, 2, 20, 2, 20),
    "mawlid": lambda year: _islamic_in(year, 3, 12, 3, 12),
    "purim": lambda year: _before_new_year(year, 193, 1),
    "shavuot": lambda year: _before_new_year(year, 113, 2),
    "chuseok": _moon_between((9, 8), 13, 9),
    "ashura": lambda year: _islamic_in(year, 1, 10, 1, 10),
    "rosh hashanah": _hebrew(0, 2),
    "yom kippur": _hebrew(9, 1),
    "sukkot": _hebrew(14, 7),
    "passover": _passover,
}
_GOLDEN_WEEK: Final = (
    (frozenset({"japan", "japanese", "tokyo"}), _fixed(4, 29, 7)),
    (frozenset({"china", "chinese", "beijing"}), _fixed(10, 1, 7)),
)
_SAME: Final = {
    "tet": "lunar new year",
    "eid-al-fitr": "eid al-fitr",
    "eid ul-fitr": "eid al-fitr",
    "eid al fitr": "eid al-fitr",
    "eid-al-adha": "eid al-adha",
    "eid ul-adha": "eid al-adha",
    "eid al adha": "eid al-adha",
    "feast of the sacrifice": "eid al-adha",
    "feast of sacrifice": "eid al-adha",
    "deepavali": "diwali",
    "norouz": "nowruz",
    "navruz": "nowruz",
    "russian orthodox christmas": "orthodox christmas",
}
# one word for several feasts: which is meant hangs on the day
ANY_OF: Final = {"eid": ("eid al-fitr", "eid al-adha")}


def _pattern() -> re.Pattern[str]:
    names = sorted([*HOLIDAYS, *_SAME, *ANY_OF, *NATIONAL_DAYS, "fourth of july", "golden week"], key=len, reverse=True)
    body = "|".join(re.escape(name).replace("'", "['’]") for name in names)
    return re.compile(rf"\b(?=[a-zA-Z])(?:{body})(?!\w)", re.IGNORECASE)


HOLIDAY_PATTERN: Final = _pattern()


def holiday(name: str, year: int, words: Iterable[str] = ()) -> Interval | None:
    """The days of a named holiday in a year; `None` where the name does not say which country's it is.

    `words` are those of the sentence, lower-cased: they tell whose national day is meant. Raises ValueError where that
    year has none.
    """
    name = name.lower().replace("’", "'")
    if name == "fourth of july":
        return Interval.day(date(year, 7, 4))
    if name == "golden week":
        said = set(words)
        rules = [rule for named, rule in _GOLDEN_WEEK if named & said]
        return rules[0](year) if len(rules) == 1 else None
    if name in NATIONAL_DAYS:
        return national_day(name, year, words)
    rule = HOLIDAYS.get(_SAME.get(name, name))
    return None if rule is None else rule(year)
