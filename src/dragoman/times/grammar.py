"""The recogniser: patterns over the letters of `tokens`, one for each family of expressions.

A letter is a class of tokens, so a pattern reads like a rule of grammar. Patterns are tried in this order at
each place;
none nests a repetition in a repetition, so the search is linear. The letters:

M month  W weekday  D number 1-31  Y year  N number  F fraction  o ordinal  w number word  q few, several
U day, week, ...  u hour, minute  S season  P part of day  H holiday  K decade  Q "Q3"  T today  t the  a a/an
l last, past  x next, coming  h this  k that, same  e each  r per  j recent  J current  g ago  B earlier  A later
m early, mid, late, end  2 half  f of  i in, on  b from  d to, and  G fiscal  4 full  5 period  6 future  7 old
8 more, other, long  9 time, moment  C clock  p a.m.  z zone  I ISO date  L 3/4/2020  R now, soon  V daily  O other
"""

from __future__ import annotations

import re
from typing import Final

_QTY = r"(?:[Dw]da2|aqf?|tq|a2|2a|a|qf?|[DN]?D/D|[DNYF]-?w{0,2}|w(?:-?w){0,4})"
_MOD = r"(?:t?m(?:dm)?-?f?t?|m-)"
_MONTH = r"M\.?"
_CLOCK = r"(?:[CD]p|C)z?"
_UNIT = r"[Uu]"

FAMILIES: Final[tuple[tuple[str, str], ...]] = (
    ("iso", r"I"),
    ("numeric", r"L"),
    # clock with or without its day
    ("clock", rf"(?:{_CLOCK})(?:O9|O[NYC]zO)?,?(?:i?l?x?W(?:,?{_MONTH}D(?:,?Y)?)?|i?{_MONTH}D(?:,?Y)?|iT|T|ithP|hP)?"),
    ("clock", rf"(?:W|T|{_MONTH}D(?:,?Y)?),?i{_CLOCK}"),
    # day ranges inside one month
    ("day_range", rf"{_MONTH}D(?:-|d)D(?:,?Y)?(?![-M])"),
    ("day_range", rf"D[-d]D{_MONTH}(?:,?Y)?"),
    ("day_before", r"(?:(?<=[ib])[Do]|t[Do])(?=(?:,t?[Do])*,?(?:d|-)t?[Do]f?M)"),
    # full dates and days of a month
    ("date", rf"(?:W\.?,?)?(?:P,?)?{_MONTH}[Do],?Y"),
    ("date", rf"(?:W\.?,?)?(?:t)?[Do]f?{_MONTH},?Y"),
    ("date_of_year", rf"(?:W\.?,?)?{_MONTH}[Do],?f?t?[lxhk]U"),
    ("date_of_year", rf"(?:W\.?,?)?(?:t[Do]|[Do])f?{_MONTH},?f?t?[lxhk]U"),
    ("short_month", rf"{_MOD}?{_MONTH}'[DN](?![UuMw%-])"),
    ("date", rf"(?:W\.?,?)?{_MONTH}(?:to|[Do])(?!-?U)(?:P)?"),
    ("date", rf"(?:W\.?,?)?(?:t[Do]|[Do])f?{_MONTH}(?!D)"),
    # a month, with year, part, or direction
    ("nth_weekday", rf"t?[ol]W[fi](?:[lxh])?{_MONTH}(?:,?Y)?"),
    ("day_of", rf"t?P[fi](?:W,?)?(?:{_MONTH}[Do](?:-D)?|t?[Do](?:-D)?f?{_MONTH})(?:,?Y)?"),
    ("day_of", r"t?P[fi]t?H(?:f?Y)?"),
    ("day_of_unit", r"tof(?:t?[lxhk]|t)U"),
    ("month", rf"{_MOD}?{_MONTH}f?t?[lxhk]U"),
    ("month", rf"{_MOD}(?:[lxhk])?{_MONTH}(?:f|,)?Y"),
    ("month", rf"{_MONTH}(?:f|,)?Y"),
    ("month", rf"t?[ol]m?Uf{_MONTH}(?:,?Y)?"),
    ("part_of", r"t?[lo]-?UfY"),
    ("part_of", rf"t?[lo]-?Uf(?:(?:t?[lxh]|t)U|(?:[lxh])?{_MONTH}(?:,?Y)?)"),
    ("month", rf"{_MOD}(?:[lxhk])?M"),
    ("month", rf"mi(?:[lxh])?{_MONTH}(?:,?Y)?"),
    ("month", r"(?:[lxhk])?M(?:\.(?=O|\|))?(?:f[lxh]U)?"),
    ("week_of", r"tUfM\.?D"),
    ("iso_week", r"4?U[DN](?:f?Y)?"),
    ("day_alone", r"to(?=[,.|idb])"),
    # weekdays
    ("weekday_after", r"WU(?=[,.|idb])|(?:a|[Dw])U[bi]W(?=[,.|idbA])"),
    ("weekdays_ago", r"[Dw]Wg"),
    ("weekday_date", r"W,?to(?=[,.|idbR])"),
    ("weekday", r"(?:t?(?:[lxk]|hx?)|e|m)?W(?:(?:P(?!U))|f?[lxh]U)?"),
    ("weekday", r"t?PfW"),
    ("short_year", r"(?<=i)'[DN]"),
    ("open_end", r"(?<=i)8O"),
    # parts of a day
    ("night_beside", r"tP(?:B|A)(?=[,.|])"),
    ("daypart", r"(?:t?[lxk]|h)-?P|(?:B|m)?T(?:P)?|tP"),
    ("daypart", r"(?:(?<=i)|(?<=\|))m?-?P(?:fT)?"),
    # quarters and halves
    ("last_of", r"t?lUfY"),
    ("anniversary", r"t?oO(?=f)"),
    ("fiscal_range", r"t?GU?Y[-/][DY]|t?Y[-/][DY]GU"),
    (
        "quarter",
        r"(?:t?m(?:dm)?-?f)?(?:Q|(?:[hlx]U's|Y's)?(?:t?B?(?:[lx]|h)?U-(?:B|g))?t?(?:Y-?)?G?o-?U)(?:f?(?:G?Y|[lxh]U|tU))?",
    ),
    ("halves", r"t?[ol]2(?:f(?:t?[lxh]?U|G?Y|[lx]?M(?:,?Y)?))?"),
    # seasons
    ("season", r"(?:t?m-?f?t?)?(?:[lxhk])S(?:fY)?|(?:t?m-?f?t?)?(?:t)?S(?:f)?(?:Y)|t(?:m-?)?S(?:f[lxh]U)?|m-?S"),
    # decades and centuries
    ("decade", r"(?:t?m(?:dm)?-?f?t?)?t?K"),
    ("century", r"(?:t?m-?f?t?)?t?o-?U"),
    # a year ago, two days earlier, year-earlier quarter
    ("ago", rf"{_QTY}-?8?{_UNIT}(?:d(?:{_QTY}|O))?(?:g|A|B|bR|bT)(?:[hT]|W)?"),
    ("ago", r"tU-(?:B|g)(?:5|U|t?oU)?|U-(?:B|g)(?:5|U|oU)?"),
    ("adjacent", r"tU(?:B|A)(?:[T]|l?W|H)?"),
    # every March, each year, twice a week
    ("set", r"e(?:[oDwN8]{1,2}[Uu]|[Uu]|M|W|S|P|H)"),
    ("set", r"V"),
    ("per", r"r[Uu]"),
    # the last three months, the next two years, past 20 years, the first nine months of 1997
    ("span", rf"(?:t|h)?[lxj](?:{_QTY})8?-?{_UNIT}"),
    ("span", rf"t?o(?:{_QTY}){_UNIT}(?:f(?:t?[lxhk]?U|G?Y))?"),
    ("span", r"(?:tj|t)(?:[Dw])(?=U)U(?:(?=f|,|\.|\|)|$)"),
    # last week, the past year, this month, the coming weeks
    ("relative", rf"(?:B|A|m(?:dm)?)(?:i)?(?:t?[lx]|h|k)G?{_UNIT}"),
    ("relative", r"(?:B|A)itU(?!f)"),
    ("relative", r"t?mf(?:t?[lx]|t|h|k)?[4G]?U(?:\w?'s)?"),
    ("new_year", r"tOU(?=[,.|idb])"),
    ("unit_end", r"t?U(?:'s?)?-?m(?!f)Y?"),
    ("mid_unit", r"t?m-U"),
    ("relative", r"mU(?=\W|[^\w]|O)"),
    ("relative", rf"(?:t?[lxj]|h|tk|k)[4GJ]?{_UNIT}"),
    ("relative", r"tJ[G4]?U"),
    ("fiscal", r"t?G-?Y|tGUi?Y|t?YGU|GN"),
    ("fiscal", r"t?4?GU(?:Y)?|t4U"),
    ("same_period", r"t(?:[jlx]|Y|U-[Bg])5"),
    # years
    ("year_range", r"Y-(?:Y|D)(?![\d-])"),
    ("year", r"(?:t?m(?:dm)?-?f?t?)(?:G)?Y|(?:tU)?Y|tUw(?:-?w){1,3}"),
    ("worded_year", r"w-?w?-?w-?w?"),
    ("holiday", r"(?:t?[lxh])?H(?:f?Y|,Y)?(?:U|P)?"),
    # durations
    ("duration", rf"[aw]{_UNIT}da2|a{_UNIT}d[wO](?!-)"),
    ("duration", r"ao8?U(?!-)"),
    ("duration", rf"{_QTY}-?8?-?{_UNIT}(?:-?7)?"),
    ("the_unit", r"tU"),
    ("ago", r"Ug"),
    ("bare", r"U(?=-8)|U(?![-Um])"),
    ("noon", r"P"),
    ("zulu", rf"[NY]z(?:,?i?(?:{_MONTH}D(?:,?Y)?|D{_MONTH}(?:,?Y)?|W|T))?"),
    ("reference", r"R|6U|t?O6|t6(?!\w?U)|(?<=i)6(?=[,.|])|tl(?![UuNDYwqMWSPH52])|J(?!U)|j(?=O)|[q8][9]?g"),
)


_NO_START = r"(?!O(?!6)|[,.|idsfb])"
"""Four tokens in five open no expression: plain words, stops, common prepositions. To see that first saves the search
three quarters of its time."""


def _compile() -> re.Pattern[str]:
    return re.compile(_NO_START + "(?:" + "|".join(f"(?P<f{n}>{body})" for n, (_, body) in enumerate(FAMILIES)) + ")")


PATTERN: Final = _compile()
SINGLE: Final = tuple(re.compile(body) for _, body in FAMILIES)
NAMES: Final = tuple(name for name, _ in FAMILIES)
