"""Find and resolve the temporal expressions of a text: recogniser, resolvers, and what is put together at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dragoman.dates import DateBasis, Interval
from dragoman.model import Timex
from dragoman.times import amounts, dates_of, days_of, lists, parts, relative, units, weekdays
from dragoman.times.context import Context, Found, impossible
from dragoman.times.grammar import NAMES, PATTERN, SINGLE
from dragoman.times.lists import more_days
from dragoman.times.tokens import split_sentences, tokenise
from dragoman.times.words import AMOUNT_MODS, MONTH_NAMES, RELATIONS

_RESOLVERS: dict[str, Callable[[Context, int, int], Found | None]] = {
    "iso": dates_of.iso,
    "numeric": dates_of.numeric,
    "clock": days_of.clock,
    "day_range": dates_of.day_range,
    "day_before": lists.day_before,
    "day_alone": lists.day_alone,
    "date": dates_of.day_of_month,
    "date_of_year": dates_of.day_of_joined_year,
    "month": dates_of.month,
    "weekday": days_of.weekday,
    "weekday_after": weekdays.weekday_after,
    "weekdays_ago": weekdays.weekdays_ago,
    "weekday_date": weekdays.weekday_date,
    "short_month": dates_of.short_month,
    "daypart": days_of.daypart,
    "night_beside": days_of.night_beside,
    "noon": days_of.noon,
    "zulu": days_of.zulu,
    "holiday": days_of.holiday_of,
    "quarter": relative.quarter,
    "halves": relative.halves,
    "season": relative.season,
    "decade": relative.decade,
    "century": relative.century,
    "ago": relative.ago,
    "adjacent": units.adjacent,
    "set": amounts.every,
    "per": amounts.per,
    "span": relative.span,
    "relative": units.relative,
    "fiscal": units.fiscal,
    "same_period": units.same_period,
    "year_range": amounts.year_range,
    "year": amounts.year,
    "worded_year": amounts.worded_year,
    "duration": amounts.duration,
    "bare": amounts.bare_unit,
    "week_of": dates_of.week_of,
    "nth_weekday": days_of.nth_weekday,
    "day_of": days_of.part_of_day,
    "day_of_unit": lists.day_of_unit,
    "short_year": amounts.short_year,
    "open_end": amounts.open_end,
    "unit_end": units.unit_end,
    "new_year": units.new_year,
    "mid_unit": units.mid_unit,
    "last_of": units.last_of,
    "part_of": parts.part_of_unit,
    "anniversary": parts.anniversary,
    "fiscal_range": units.fiscal_range,
    "iso_week": dates_of.iso_week,
    "the_unit": units.the_unit,
    "reference": amounts.reference,
}


def tag(
    text: str,
    *,
    published: Interval | date | None = None,
    sentences: Sequence[tuple[int, int]] | None = None,
    country: str | None = None,
    day_first: bool = False,
) -> list[Timex]:
    """The temporal expressions of an English text, in text order; offsets count in `text`.

    `published` is when the text was written: a day, or an interval of days, in which case every expression takes in
    what it means from the first and from the last of them. `sentences` are `(start, end)` pairs; without them
    the text is
    cut at full stops. `country` (ISO alpha-3) is whose fiscal years are meant; `day_first` how "3/4/2020" is read, and
    where it is false and both readings make a day, both are kept. Never raises on any text: what names no day
    says so in
    `derivation` and has no interval.
    """
    bounds = list(sentences) if sentences is not None else split_sentences(text)
    first, last = _ends(published)
    found = _pass(text, bounds, first, country, day_first)
    if first is None or last is None or first == last:
        return found
    other = {(t.start, t.end): t for t in _pass(text, bounds, last, country, day_first)}
    return [_join(t, other.get((t.start, t.end), t)) for t in found]


def _ends(published: Interval | date | None) -> tuple[date | None, date | None]:
    if published is None:
        return None, None
    if isinstance(published, Interval):
        if published.earliest is None or published.latest is None:
            return None, None
        return published.earliest, published.latest
    return published, published


def _join(one: Timex, other: Timex) -> Timex:
    """What an expression means where the report's day is only known to lie between two days."""
    if one.interval == other.interval and one.value == other.value:
        return one
    interval = one.interval.hull(other.interval) if one.interval and other.interval else None
    value = one.value if one.value == other.value else _common(one.value, other.value)
    return Timex(
        one.sentence,
        one.start,
        one.end,
        one.text,
        one.type,
        value,
        interval,
        one.granularity,
        one.basis,
        f"{one.derivation}; or {other.derivation}",
        one.mod,
        one.direction if one.direction == other.direction else "",
        one.relation,
    )


def _common(one: str, other: str) -> str:
    """Two values as one, X where they differ."""
    if len(one) != len(other):
        return "XXXX"
    parts = []
    for a, b in zip(one.split("-"), other.split("-"), strict=False):
        parts.append(a if a == b else "".join("X" if c.isdigit() else c for c in a))
    return "-".join(parts)


def _pass(
    text: str, bounds: Sequence[tuple[int, int]], anchor: date | None, country: str | None, day_first: bool
) -> list[Timex]:
    tokens = tokenise(text, bounds)
    ctx = Context(tokens, anchor, country, day_first)
    letters = tokens.letters
    found: list[Timex] = []
    begin = 0
    while begin < len(letters):
        end = letters.index("|", begin)
        ctx.begin, ctx.words = begin, [tokens.lower[begin], *(tokens.form(k) for k in range(begin + 1, end)), "|"]
        _sentence(ctx, begin, end, found)
        begin = end + 1
    return found


def _sentence(ctx: Context, begin: int, end: int, found: list[Timex]) -> None:
    """All expressions of one sentence; the search goes on after what an expression used, or after its first token."""
    at = begin
    while at < end:
        match = PATTERN.search(ctx.tokens.letters, at, end + 1)
        if match is None or match.lastgroup is None:
            return
        i, (resolved, j) = match.start(), _read(ctx, match.start(), end, int(match.lastgroup[1:]))
        if resolved is None:
            at = i + 1
            continue
        j = resolved.end or j
        found.append(_timex(ctx, i, j, resolved))
        if resolved.point is not None:
            ctx.remember(i, resolved.point)
        at = _more_days(ctx, j, resolved, found)


def _more_days(ctx: Context, j: int, resolved: Found, found: list[Timex]) -> int:
    """The further days of a list ("April 24 and 25"), and where the search goes on."""
    letters = ctx.tokens.letters
    for k, day in more_days(ctx, j, resolved):
        j = k + 1
        if letters[j : j + 2] == ",Y" and day.value.startswith(ctx.tokens.lower[j + 1]):
            j += 2  # "May 3 and 4, 2018": the year belongs to the last of them
        found.append(_timex(ctx, k, j, day))
        if day.point is not None:
            ctx.remember(k, day.point)
    return j


def _read(ctx: Context, i: int, end: int, first: int) -> tuple[Found | None, int]:
    """The first family, from `first` on, whose pattern fits at `i` and whose resolver can make sense of it."""
    for number in range(first, len(SINGLE)):
        match = SINGLE[number].match(ctx.tokens.letters, i, end + 1)
        if match is None or match.end() <= i:
            continue
        j = min(match.end(), end)
        resolved = _resolve(ctx, NAMES[number], i, j)
        if resolved is not None:
            return resolved, j
    return None, i


def _resolve(ctx: Context, family: str, i: int, j: int) -> Found | None:
    try:
        return _RESOLVERS[family](ctx, i, j)
    except (ValueError, OverflowError) as error:
        # the calendar refuses: say so instead of failing the text
        return impossible("XXXX", str(error))


def _timex(ctx: Context, i: int, j: int, found: Found) -> Timex:
    tokens = ctx.tokens
    if j > i + 1 and tokens.letters[j - 1] == "." and tokens.lower[j - 2] in MONTH_NAMES:
        j -= 1  # the full stop of the sentence, not of an abbreviation
    if j > i + 1 and tokens.letters[j - 1] == ",":
        j -= 1  # a comma that no day followed
    if found.type == "DURATION" or found.mod in AMOUNT_MODS:
        i = amounts.amount_start(ctx, i)
    start, end = tokens.starts[i], tokens.ends[j - 1]
    return Timex(
        sentence=tokens.sentences[i],
        start=start,
        end=end,
        text=tokens.text[start:end],
        type=found.type,
        value=found.value,
        interval=found.interval,
        granularity=found.granularity,
        basis=found.basis,
        derivation=found.derivation,
        mod=found.mod,
        direction=_side(ctx, i, j, found),
        relation=_relation(ctx, i),
    )


def _side(ctx: Context, i: int, j: int, found: Found) -> str:
    """Past, present or future of the report: by the days where they are known, else by the clause."""
    if found.value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        return found.value.split("_")[0].lower()
    if found.interval is not None and ctx.anchor is not None and found.type in ("DATE", "TIME", "DURATION"):
        if found.interval.latest is not None and found.interval.latest < ctx.anchor:
            return "past"
        if found.interval.earliest is not None and found.interval.earliest > ctx.anchor:
            return "future"
        if found.interval.is_day:
            return ctx.direction(i, j) or "present"
    return ctx.direction(i, j, present=found.basis is not DateBasis.EXPLICIT)


def _relation(ctx: Context, i: int) -> str | None:
    """The preposition or cue right before an expression."""
    k = i - 1
    while k >= ctx.begin and ctx.tokens.lower[k] in ("the", "about", "around", "at", "least", "only", "just"):
        k -= 1
    if k < ctx.begin:
        return None
    word = ctx.tokens.lower[k]
    if word in ("ahead", "prior") and ctx.tokens.lower[k + 1] in ("of", "to"):
        return "before"
    if word == "of" and ctx.tokens.lower[k - 1] == "ahead":
        return "before"
    if word == "of" and ctx.tokens.lower[k - 1] == "as":
        return "as of"
    return word if word in RELATIONS else None
