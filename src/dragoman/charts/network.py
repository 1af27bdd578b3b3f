"""Who did what with whom: sides as points, between two of them a blue line for cooperation, an orange one for conflict.

The places are computed here, by repulsion and springs from a fixed start (after Fruchterman and Reingold, 1991), so
that the same acts give the same picture.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import altair as alt

from dragoman.charts.axes import Layer, rows_of
from dragoman.charts.palette import FAINT, INK, PAPER, QUADS
from dragoman.charts.vega import WIDTH, Chart, finished
from dragoman.charts.words import counted, listed, spoken_clock
from dragoman.errors import NotFound
from dragoman.model import ActorRef, Json
from dragoman.protocols import EventFilter, Store, View
from dragoman.query.asking import Names, resolve
from dragoman.query.happenings import Act, find_acts

FLAT = 1e-6
HEIGHTS = {2: 150, 3: 260, 4: 330, 5: 380}
"""Units of height by the number of sides; more of them get `TALLEST`."""

TALLEST = 520
MOST = 24
"""Sides that are drawn unless asked otherwise: the busiest; more cannot be read."""

PULL = 0.03
"""How strongly each round draws every side to the middle, so that none drifts away."""

APART = 7
"""Units from the middle at which each of two lines between two sides runs."""

_ROUNDS = 300
_COLOURS = {"cooperation": QUADS["material cooperation"], "conflict": QUADS["material conflict"]}


@dataclass
class _Pair:
    """What two sides did: how many acts of each sort, and of which types."""

    counts: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)


Pairs = Mapping[tuple[str, str], _Pair]
Place = tuple[float, float]


def network(
    store: Store,
    names: Names,
    view: View,
    *,
    actors: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    most: int = MOST,
) -> Chart:
    """The chart of who did what with whom: countries with all their parts as one, other actors each by itself.

    `actors` keeps the acts in which one of them takes part, `since` and `until` those dated in that period, `most` the
    busiest sides. Counted is what occurred or is under way, no background, each happening once. Raises UsageError for
    a name that is not known, NotFound where nothing can be drawn.
    """
    wanted = tuple(resolve(store, names, name) for name in actors)
    which = EventFilter(view=view, actors=wanted, start=since, end=until)
    pairs, acts, lost = _pairs(find_acts(store, which))
    busy = _busiest(pairs, most)
    shown = {pair: done for pair, done in pairs.items() if set(pair) <= set(busy)}
    if not shown:
        raise NotFound("no act between two known sides is in view", remedy="ask for a wider period or other actors")
    weights = {pair: sum(done.counts.values()) for pair, done in shown.items()}
    places = layout(sorted({each for pair in shown for each in pair}), weights)
    drawn = _draw(shown, places, names)
    title = f"Who did what with {listed([names.name(each) for each in wanted])}" if wanted else "Who did what with whom"
    period = f", {since or '…'} to {until or '…'}" if since or until else ""
    subtitle = f"{counted(acts, 'act')} that occurred or are under way, each counted once{period}. {spoken_clock(view)}"
    left = len({each for pair in pairs for each in pair}) - len(places)
    return finished(drawn, title, subtitle, _described(title, shown, names, lost, left, view))


def _pairs(acts: Iterable[Act]) -> tuple[dict[tuple[str, str], _Pair], int, int]:
    """Pairs of sides with what they did; how many acts are drawn, and how many have no two known sides."""
    found: dict[tuple[str, str], _Pair] = defaultdict(_Pair)
    drawn = lost = 0
    for act in acts:
        event = act.row.event
        doers, others = _sides(event.actors), _sides(event.recipients)
        met = {tuple(sorted((a, b))) for a in doers for b in others if a != b} if others else set()
        met |= set(combinations(doers, 2)) if not others else set()
        sort = "conflict" if event.quad.endswith("conflict") else "cooperation"
        for first, second in sorted(met):
            found[first, second].counts[sort] += 1
            found[first, second].types[event.type] += 1
        drawn += bool(met)
        lost += not met
    return dict(found), drawn, lost


def _sides(actors: Iterable[ActorRef]) -> list[str]:
    """The countries of actors, or their own ids where they have none; those that are not resolved are left out."""
    return sorted({side for actor in actors if (side := actor.country or actor.id)})


def _busiest(pairs: Pairs, most: int) -> list[str]:
    weight: Counter[str] = Counter()
    for pair, done in pairs.items():
        for each in pair:
            weight[each] += sum(done.counts.values())
    return sorted(weight, key=lambda each: (-weight[each], each))[:most]


# ------------------------------------------------------------------ places


def layout(nodes: Sequence[str], weights: Mapping[tuple[str, str], int]) -> dict[str, Place]:
    """A place in the unit square for each node: those that have much to do with one another lie near.

    Nodes start on a circle in their order; each round pushes all apart and pulls the linked together, by less and less.
    """
    count = len(nodes)
    turn = 2 * math.pi / max(1, count)
    at = {node: [math.cos(turn * n), math.sin(turn * n)] for n, node in enumerate(nodes)}
    ideal = 1.6 / math.sqrt(max(1, count))
    for number in range(_ROUNDS):
        moves = {node: [0.0, 0.0] for node in nodes}
        for one, other in combinations(nodes, 2):
            _push(at, moves, one, other, ideal)
        for (one, other), weight in weights.items():
            _pull(at, moves, one, other, ideal / (1 + 0.25 * math.log1p(weight)))
        heat = 0.12 * (1 - number / _ROUNDS)
        for node, (dx, dy) in moves.items():
            far = math.hypot(dx, dy) or 1.0
            step = min(far, heat) / far
            at[node][0] += dx * step - PULL * at[node][0]
            at[node][1] += dy * step - PULL * at[node][1]
    return _squared({node: (x, y) for node, (x, y) in at.items()})


def _push(at: Mapping[str, list[float]], moves: Mapping[str, list[float]], one: str, other: str, ideal: float) -> None:
    dx, dy = at[one][0] - at[other][0], at[one][1] - at[other][1]
    far = max(math.hypot(dx, dy), 0.01)
    force = ideal * ideal / (far * far)
    for node, sign in ((one, 1), (other, -1)):
        moves[node][0] += sign * dx * force
        moves[node][1] += sign * dy * force


def _pull(at: Mapping[str, list[float]], moves: Mapping[str, list[float]], one: str, other: str, ideal: float) -> None:
    dx, dy = at[one][0] - at[other][0], at[one][1] - at[other][1]
    force = math.hypot(dx, dy) / ideal
    for node, sign in ((one, -1), (other, 1)):
        moves[node][0] += sign * dx * force
        moves[node][1] += sign * dy * force


def _squared(at: Mapping[str, Place]) -> dict[str, Place]:
    """The same places spread over the whole unit square, to four digits."""
    xs, ys = [x for x, _ in at.values()], [y for _, y in at.values()]
    wide, tall = max(xs) - min(xs), max(ys) - min(ys)

    def part(value: float, low: float, span: float) -> float:
        return round((value - low) / span, 4) if span > FLAT else 0.5

    return {node: (part(x, min(xs), wide), part(y, min(ys), tall)) for node, (x, y) in at.items()}


# ------------------------------------------------------------------ drawing


def _draw(pairs: Pairs, places: Mapping[str, Place], names: Names) -> Layer:
    tall = HEIGHTS.get(len(places), TALLEST)
    x = alt.X("x:Q", scale=alt.Scale(domain=[-0.08, 1.08], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-0.12, 1.06], nice=False), axis=None)
    edges = [row for pair, done in sorted(pairs.items()) for row in _edges(pair, done, places, names, tall)]
    most = max(row["acts"] for row in edges)
    lines = (
        alt.Chart(rows_of(edges))
        .mark_rule(strokeCap="round", opacity=0.75)
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            color=alt.Color(
                "sort:N",
                scale=alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values())),
                legend=alt.Legend(title="What sort of act", orient="bottom", symbolType="stroke", symbolStrokeWidth=5),
            ),
            strokeWidth=alt.StrokeWidth(
                "acts:Q",
                scale=alt.Scale(type="sqrt", domain=[0, most], range=[0.5, 12]),
                legend=_widths(most),
            ),
            tooltip=[
                alt.Tooltip("pair:N", title="between"),
                alt.Tooltip("sort:N", title="sort"),
                alt.Tooltip("acts:Q", title="acts"),
                alt.Tooltip("types:N", title="of these types"),
            ],
            description="says:N",
        )
    )
    nodes = alt.Chart(rows_of(_nodes(pairs, places, names))).encode(x=x, y=y)
    points = nodes.mark_point(filled=True, shape="circle", fill=INK, stroke=PAPER, strokeWidth=2, opacity=1).encode(
        size=alt.Size("acts:Q", scale=alt.Scale(type="linear", zero=True, range=[90, 700]), legend=None),
        tooltip=[alt.Tooltip("name:N", title="side"), alt.Tooltip("acts:Q", title="acts")],
        description="says:N",
    )
    halo: Json = {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round", "fontWeight": "bold", "fontSize": 12.5}
    place: Json = {"align": "center", "baseline": "top", "dy": 14}
    under = nodes.mark_text(color=PAPER, **halo, **place).encode(text="name:N")
    words = nodes.mark_text(color=INK, fontWeight="bold", fontSize=12.5, **place).encode(text="name:N")
    return alt.layer(lines, points, under, words).properties(width=WIDTH, height=tall)


def _widths(most: int) -> alt.Legend:
    values = sorted({1, max(1, most // 3), most})
    return alt.Legend(title="Acts", orient="bottom", values=values, format="d", symbolStrokeColor=FAINT)


def _edges(pair: tuple[str, str], done: _Pair, places: Mapping[str, Place], names: Names, tall: int) -> list[Json]:
    """The lines between two sides: one in the middle, or two beside one another."""
    (x, y), (x2, y2) = places[pair[0]], places[pair[1]]
    wide, high = (x2 - x) * WIDTH, (y2 - y) * tall  # as they are seen: the picture is no square
    long = math.hypot(wide, high) or 1.0
    sorts = [sort for sort in _COLOURS if done.counts[sort]]
    called = f"{names.name(pair[0])} and {names.name(pair[1])}"
    rows = []
    for sort in sorts:
        aside = 0.0 if len(sorts) == 1 else APART if sort == "cooperation" else -APART
        dx, dy = -high / long * aside / WIDTH, wide / long * aside / tall
        rows.append(
            {
                "x": round(x + dx, 4),
                "y": round(y + dy, 4),
                "x2": round(x2 + dx, 4),
                "y2": round(y2 + dy, 4),
                "sort": sort,
                "acts": done.counts[sort],
                "pair": called,
                "types": ", ".join(
                    f"{name} {n}" for name, n in sorted(done.types.items(), key=lambda p: (-p[1], p[0]))
                ),
                "says": f"{called}: {counted(done.counts[sort], 'act')} of {sort}",
            }
        )
    return rows


def _most_first(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _nodes(pairs: Pairs, places: Mapping[str, Place], names: Names) -> list[Json]:
    weight: Counter[str] = Counter()
    for pair, done in pairs.items():
        for each in pair:
            weight[each] += sum(done.counts.values())
    return [
        {
            "x": x,
            "y": y,
            "name": names.name(node),
            "acts": weight[node],
            "says": f"{names.name(node)}: {counted(weight[node], 'act')} with others",
        }
        for node, (x, y) in sorted(places.items())
    ]


def _described(title: str, pairs: Pairs, names: Names, lost: int, left: int, view: View) -> str:
    ranked = sorted(pairs.items(), key=lambda item: (-sum(item[1].counts.values()), item[0]))
    said = [
        f"{names.name(a)} and {names.name(b)} ({listed([f'{n} of {sort}' for sort, n in sorted(done.counts.items())])})"
        for (a, b), done in ranked[:8]
    ]
    parts = [f"{title}. The busiest pairs, with their acts: {'; '.join(said)}."]
    if len(ranked) > 8:
        parts.append(f"{counted(len(ranked) - 8, 'further pair')} {'is' if len(ranked) == 9 else 'are'} drawn.")
    if left > 0:
        parts.append(f"{counted(left, 'less busy side')} {'is' if left == 1 else 'are'} left out.")
    if lost:
        parts.append(f"{counted(lost, 'act')} without two known sides {'is' if lost == 1 else 'are'} left out.")
    return " ".join((*parts, spoken_clock(view)))
