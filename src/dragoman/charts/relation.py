"""Two sides over time: how much they did and of what sort, how friendly it was, and when each act may have happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import altair as alt

from dragoman.charts.axes import Domain, Layer, rows_of, time_axis
from dragoman.charts.palette import FAINT, INK, PAPER, QUADS
from dragoman.charts.vega import WIDTH, Chart, finished
from dragoman.charts.words import counted, listed, spoken_clock
from dragoman.dates import Interval
from dragoman.errors import NotFound
from dragoman.model import Json
from dragoman.protocols import EventFilter, Store, View
from dragoman.query.asking import Names, resolve
from dragoman.query.happenings import Act, find_acts
from dragoman.query.relations import Period

MOST_ACTS = 300
"""More acts than these are not drawn one by one: nobody could tell them apart."""

LANE = 13
"""Units of height for each row of acts."""

_SURE, _UNSURE = "period told", "period not sure"
_CLASSES = alt.Scale(domain=list(QUADS), range=list(QUADS.values()))
_BOLDNESS = alt.Scale(domain=[_SURE, _UNSURE], range=[1.0, 0.42])


@dataclass(frozen=True, slots=True)
class Placed:
    """An act with the days between which it lies. `told` is false where only the day of its first report is known."""

    act: Act
    first: date
    last: date
    told: bool

    @property
    def quad(self) -> str:
        """The quad class of the act."""
        return self.act.row.event.quad


def relation(
    store: Store,
    names: Names,
    a: str,
    b: str,
    view: View,
    *,
    period: Period = "month",
    since: date | None = None,
    until: date | None = None,
) -> Chart:
    """The chart of two sides: acts by week or month and quad class, mean score, and every act as the days it may fill.

    Counted is what occurred or is under way, no background, each happening once. Raises UsageError for a name that is
    not known, NotFound where nothing can be drawn.
    """
    one, other = resolve(store, names, a), resolve(store, names, b)
    which = EventFilter(view=view, actors=(one,), counterparts=(other,))
    acts = list(find_acts(store, which))
    placed = [each for act in acts for each in _placed(act) if _within(each, since, until)]
    called = f"{names.name(one)} and {names.name(other)}"
    if not placed:
        raise NotFound(
            f"no act between {called} is in view", remedy="ask for a wider period, or with a later --as-of, --known-by"
        )
    undated = sum(1 for act in acts if not list(_placed(act)))
    bins = _bins(placed, period)
    domain = _domain(placed, bins, since, until)
    many = len(placed) > MOST_ACTS
    panels = [_counts(bins, domain, period), _scores(bins, domain, labels=many)]
    panels += [] if many else [_intervals(placed, domain)]
    drawn = alt.vconcat(*panels, spacing=26).resolve_scale(color="shared", opacity="shared")
    subtitle = f"{counted(len(placed), 'act')} that occurred or {'is' if len(placed) == 1 else 'are'} under way, "
    subtitle += f"each counted once. {spoken_clock(view)}"
    alone = ["They are too many to be drawn one by one; a shorter period shows each."] if many else []
    return finished(drawn, called, [subtitle, *alone], _described(called, placed, undated, period, view))


def _placed(act: Act) -> Iterator[Placed]:
    """The act with its days; nothing where neither it nor a report of it has one."""
    for interval, told in ((act.when, True), (act.reported, False)):
        first, last = interval.earliest or interval.latest, interval.latest or interval.earliest
        if first and last:
            if not told:
                first = last
            yield Placed(act, first, last, told)
            return


def _within(placed: Placed, since: date | None, until: date | None) -> bool:
    return (since is None or placed.last >= since) and (until is None or placed.first <= until)


@dataclass(frozen=True, slots=True)
class _Bin:
    start: date
    end: date
    held: tuple[Placed, ...]


def _bins(placed: Sequence[Placed], period: Period) -> list[_Bin]:
    """Acts by the week or month of their last day, the first on which each is sure to be over."""
    found: dict[date, list[Placed]] = defaultdict(list)
    for each in placed:
        found[_start(each.last, period)].append(each)
    return [_Bin(start, _next(start, period), tuple(found[start])) for start in sorted(found)]


def _start(day: date, period: Period) -> date:
    return day - timedelta(days=day.weekday()) if period == "week" else day.replace(day=1)


def _next(start: date, period: Period) -> date:
    return start + timedelta(days=7) if period == "week" else (start + timedelta(days=32)).replace(day=1)


def _domain(placed: Sequence[Placed], bins: Sequence[_Bin], since: date | None, until: date | None) -> Domain:
    first = since or min(bins[0].start, *(each.first for each in placed))
    last = until or max(bins[-1].end, *(each.last for each in placed))
    return first, max(last, first + timedelta(days=27))


# ------------------------------------------------------------------ the panels


def _counts(bins: Sequence[_Bin], domain: Domain, period: Period) -> Layer:
    """Cooperation above the line, conflict below it; fainter where the period is not sure."""
    rows = [row for one in bins for row in _stacked(one)]
    tall = alt.Scale(domain=[min(0, *(r["low"] for r in rows)), max(0, *(r["high"] for r in rows))], nice=True)
    axis = alt.Axis(
        title=f"acts a {period}",
        labelExpr="abs(datum.value)",
        format="d",
        tickMinStep=1,
        tickCount=5,
        titleAnchor="middle",
    )
    bars = (
        alt.Chart(rows_of(rows))
        .mark_bar(stroke=PAPER, strokeWidth=0.8)
        .encode(
            x=time_axis(domain, labels=False),
            x2="to:T",
            y=alt.Y("low:Q", scale=tall, axis=axis),
            y2="high:Q",
            color=alt.Color("quad:N", scale=_CLASSES, legend=_legend("What sort of act")),
            opacity=alt.Opacity(
                "sure:O", sort=[_SURE, _UNSURE], scale=_BOLDNESS, legend=_legend("When", symbols=FAINT)
            ),
            tooltip=[
                alt.Tooltip("period:N", title=period),
                alt.Tooltip("quad:N", title="sort"),
                alt.Tooltip("acts:Q", title="acts"),
                alt.Tooltip("sure:N", title="when"),
            ],
            description="says:N",
        )
    )
    zero = alt.Chart(rows_of([{"zero": 0}])).mark_rule(color=INK, strokeWidth=1).encode(y="zero:Q")
    return alt.layer(bars, zero).properties(width=WIDTH, height=150)


def _legend(title: str, symbols: str | None = None) -> alt.Legend:
    more: Json = {"symbolFillColor": symbols, "symbolStrokeWidth": 0} if symbols else {}
    return alt.Legend(title=title, orient="bottom", direction="horizontal", symbolType="square", offset=14, **more)


def _stacked(one: _Bin) -> Iterator[Json]:
    """The bars of one period: the friendly classes upwards from the line, the hostile ones downwards."""
    for side in (list(QUADS)[1::-1], list(QUADS)[2:]):
        height = 0
        for quad in side:
            for sure in (True, False):
                count = sum(1 for each in one.held if each.quad == quad and _is_sure(each, one) is sure)
                if count:
                    up = quad.endswith("cooperation")
                    low, high = (height, height + count) if up else (-height - count, -height)
                    height += count
                    yield {
                        "from": one.start.isoformat(),
                        "to": one.end.isoformat(),
                        "period": one.start.isoformat()[: 7 if one.start.day == 1 else 10],
                        "low": low,
                        "high": high,
                        "acts": count,
                        "quad": quad,
                        "sure": _SURE if sure else _UNSURE,
                        "says": f"{one.start.isoformat()[:7]}: {counted(count, 'act')} of {quad}",
                    }


def _is_sure(placed: Placed, one: _Bin) -> bool:
    return placed.told and one.start <= placed.first and placed.last < one.end


def _scores(bins: Sequence[_Bin], domain: Domain, *, labels: bool) -> Layer:
    """The mean score of each period as a point, the range of its acts as a line."""
    rows = [row for one in bins for row in _score(one)]
    scale = alt.Scale(domain=[-10, 10])
    axis = alt.Axis(title="PLOVER score", values=[-10, -5, 0, 5, 10], titleAnchor="middle")
    base = alt.Chart(rows_of(rows)).encode(x=time_axis(domain, labels=labels))
    spread = base.mark_rule(color=FAINT, strokeWidth=2, opacity=0.45).encode(
        y=alt.Y("lowest:Q", scale=scale, axis=axis), y2="highest:Q"
    )
    line = base.mark_line(color=FAINT, strokeWidth=1, strokeDash=[3, 3]).encode(y=alt.Y("score:Q", scale=scale))
    points = base.mark_point(color=INK, fill=INK, opacity=1, size=46).encode(
        y=alt.Y("score:Q", scale=scale),
        tooltip=[
            alt.Tooltip("period:N", title="period"),
            alt.Tooltip("score:Q", title="mean score"),
            alt.Tooltip("lowest:Q", title="lowest"),
            alt.Tooltip("highest:Q", title="highest"),
        ],
        description="says:N",
    )
    zero = alt.Chart(rows_of([{"zero": 0}])).mark_rule(color=INK, strokeWidth=1).encode(y="zero:Q")
    return alt.layer(zero, spread, line, points).properties(width=WIDTH, height=96)


def _score(one: _Bin) -> Iterator[Json]:
    scores = [each.act.row.event.score for each in one.held if each.act.row.event.score is not None]
    if scores:
        middle = one.start + (one.end - one.start) / 2
        mean = round(sum(scores) / len(scores), 2)
        yield {
            "from": middle.isoformat(),
            "period": one.start.isoformat()[:7],
            "score": mean,
            "lowest": min(scores),
            "highest": max(scores),
            "says": f"{one.start.isoformat()[:7]}: mean score {mean:+.1f}",
        }


def _intervals(placed: Sequence[Placed], domain: Domain) -> Layer:
    """Every act on a row of its class: a dot for a day, a bar for several days, a ring for the day of a report."""
    rows, groups, height = _laned(placed, domain)
    position = alt.Y("lane:Q", scale=alt.Scale(domain=[height - 0.3, -0.7]), axis=None)
    tips = [
        alt.Tooltip("when:N", title="when"),
        alt.Tooltip("act:N", title="act"),
        alt.Tooltip("quote:N", title="words"),
        alt.Tooltip("source:N", title="source"),
    ]
    colour = alt.Color("quad:N", scale=_CLASSES, legend=None)
    base = alt.Chart(rows_of(rows)).encode(x=time_axis(domain), y=position, color=colour, tooltip=tips)
    bars = (
        base.transform_filter("datum.shape == 'days'")
        .mark_rule(strokeWidth=7, strokeCap="round", opacity=0.5)
        .encode(x2="to:T", description="says:N")
    )
    dots = (
        base.transform_filter("datum.shape == 'day'")
        .mark_point(shape="circle", filled=True, size=58, opacity=1)
        .encode(description="says:N")
    )
    rings = (
        base.transform_filter("datum.shape == 'report'")
        .mark_point(shape="circle", filled=False, size=44, strokeWidth=1.8, opacity=1)
        .encode(description="says:N")
    )
    heads = (
        alt.Chart(rows_of(groups))
        .mark_text(align="right", baseline="middle", dx=-8, color=INK, fontSize=11)
        .encode(x=alt.value(0), y=position, text="says:N")
    )
    return alt.layer(bars, rings, dots, heads).properties(
        width=WIDTH,
        height=max(60, int(LANE * (height + 0.4))),
        title=alt.TitleParams(
            "Each act: ● on a day   ▬ some time between two days   ○ no day told, shown by its first report",
            fontSize=11.5,
            fontWeight="normal",
            color=FAINT,
            offset=6,
        ),
    )


def _laned(placed: Sequence[Placed], domain: Domain) -> tuple[list[Json], list[Json], float]:
    """The acts with rows such that no two touch, the headings of the classes, and how many rows there are."""
    room = max(2, (domain[1] - domain[0]).days // 70)
    rows: list[Json] = []
    heads: list[Json] = []
    top = 0.0
    for quad in QUADS:
        mine = sorted((p for p in placed if p.quad == quad), key=lambda p: (p.first, p.last, p.act.id))
        if not mine:
            continue
        heads.append({"says": quad, "lane": top})
        ends: list[date] = []
        for each in mine:
            lane = next((n for n, end in enumerate(ends) if end < each.first), len(ends))
            ends[lane : lane + 1] = [each.last + timedelta(days=room)]
            rows.append({**_row(each), "lane": top + lane})
        top += len(ends) + 0.6
    return rows, heads, top


def _row(placed: Placed) -> Json:
    event, source = placed.act.row.event, placed.act.row.source
    days = Interval(placed.first, placed.last)
    shape = "report" if not placed.told else "day" if days.is_day else "days"
    when = placed.first.isoformat() if days.is_day else f"{placed.first} to {placed.last}"
    called = " ".join(filter(None, (event.type, event.mode)))
    return {
        "from": placed.first.isoformat(),
        "to": (placed.last + timedelta(days=1)).isoformat(),
        "shape": shape,
        "quad": placed.quad,
        "when": when if placed.told else f"no day told; reported {when}",
        "act": called,
        "quote": event.evidence.quote[:240],
        "source": f"{source.outlet or source.id}, {source.published.interval.latest or 'undated'}",
        "says": f"{when}: {called}, {placed.quad}",
    }


def _described(called: str, placed: Sequence[Placed], undated: int, period: Period, view: View) -> str:
    """What a reader would see, in words."""
    first, last = min(each.first for each in placed), max(each.last for each in placed)
    sorts = [
        counted(n, f"act of {quad}", f"acts of {quad}") for quad in QUADS if (n := sum(p.quad == quad for p in placed))
    ]
    scores = [p.act.row.event.score for p in placed if p.act.row.event.score is not None]
    parts = [f"{called}, {first} to {last}: {listed(sorts)}, by {period}."]
    if scores:
        mean = sum(scores) / len(scores)
        parts.append(f"Their mean score is {mean:+.1f} on PLOVER's scale from -10, hostile, to +10, friendly.")
    by_report = sum(1 for each in placed if not each.told)
    if by_report:
        parts.append(f"{counted(by_report, 'act')} without a day of {'its' if by_report == 1 else 'their'} own ")
        parts[-1] += f"{'stands' if by_report == 1 else 'stand'} by the day of the first report."
    vague = sum(1 for each in placed if each.told and each.first != each.last)
    if vague:
        parts.append(f"{counted(vague, 'act')} {'lies' if vague == 1 else 'lie'} somewhere between two days.")
    if undated:
        parts.append(f"{counted(undated, 'act')} without any day {'is' if undated == 1 else 'are'} left out.")
    return " ".join((*parts, spoken_clock(view)))
