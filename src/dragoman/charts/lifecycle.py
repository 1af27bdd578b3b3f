"""The life of a matter: its states over time, what each side says of it, and the reports that tell of it.

A state that is sure fills its days. Where the day of a change is not known, the colour of the state before runs into
that of the state after, inside a broken edge. What only the last report shows is fainter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import altair as alt

from dragoman.charts.axes import Domain, Layer, rows_of, time_axis
from dragoman.charts.palette import FAINT, INK, TONES, tone
from dragoman.charts.vega import WIDTH, Chart, finished
from dragoman.charts.words import counted, listed, spoken_clock
from dragoman.dates import Interval
from dragoman.errors import NotFound
from dragoman.model import Json
from dragoman.query import today
from dragoman.query.asking import Names
from dragoman.query.dossier_views import DossierView
from dragoman.query.words import draw

BAR = 22
LINE = 15
"""Units of height for a bar and for a line of words above it."""

_LETTER = 6.7
"""Units of width that a letter of a label takes, about."""

_SHORTEST = timedelta(days=30)
_STRENGTH = {"sure": 1.0, "perhaps": 0.75, "silent": 0.42}
_KEY = {
    "sure": "Full: sure.",
    "perhaps": "Broken edge: it changed some time in there.",
    "silent": "Faint: last known, no report since.",
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one state. `kind` is sure, perhaps or silent; `before` is the state that it comes after, if any."""

    state: str
    first: date
    last: date
    kind: str
    says: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class _Lane:
    """A row of pieces. `labels` are the names of states over it with the day each stands at, and its line."""

    name: str
    pieces: tuple[_Piece, ...]
    labels: tuple[tuple[str, date, int], ...]

    @property
    def height(self) -> int:
        """What it takes with its labels."""
        return BAR + 4 + LINE * (1 + max((line for _, _, line in self.labels), default=0)) + 8


def lifecycle(dossier: DossierView, names: Names) -> Chart:
    """The chart of a dossier as `dragoman.query.dossiers.dossier` gives it. Raises NotFound where nothing has a day."""
    as_of = dossier.view.as_of or today()
    days = list(_days(dossier))
    if not days:
        raise NotFound(f"nothing of {dossier.id} has a day", remedy="date its reports; `dragoman dossier` shows them")
    first, last = min(days), max(as_of, *days)
    margin = max(_SHORTEST, (last - first) // 25)
    domain = first - margin, last + margin // 2
    lanes = [_laned(name, pieces, domain) for name, pieces in _pieces(dossier, names, domain[0], as_of)]
    height = sum(lane.height for lane in lanes) + (LINE if _window(dossier) else 0)
    layers = list(_drawn(dossier, lanes, domain, as_of, height))
    upper = alt.layer(*layers).properties(width=WIDTH, height=height)
    drawn = alt.vconcat(upper, _reports(dossier, domain), spacing=8)
    kinds = {piece.kind for lane in lanes for piece in lane.pieces}
    key = " ".join(words for kind, words in _KEY.items() if kind in kinds)
    about = f"{dossier.kind.name.capitalize()}, {_state(dossier)}{_since(dossier)}. {spoken_clock(dossier.view)}"
    title = dossier.title[:1].upper() + dossier.title[1:]
    return finished(drawn, title, [about, key], _described(dossier, names))


def _state(dossier: DossierView) -> str:
    return " or ".join(dossier.folded.possible) if dossier.folded.possible else dossier.folded.state


def _since(dossier: DossierView) -> str:
    since = dossier.folded.since
    if since is None or since == Interval():
        return ""
    if since.latest is None:
        return f" {draw(since)}"
    return f" since {draw(since)}" if since.earliest else f", begun by {since.latest}"


def _days(dossier: DossierView) -> Iterator[date]:
    for reached in dossier.folded.path:
        yield from (day for day in (reached.since.earliest, reached.since.latest) if day)
    for row in dossier.events:
        published = row.source.published.interval
        yield from (day for day in (published.earliest, published.latest) if day)
    window = _window(dossier)
    if window:
        yield from (day for day in (window.earliest, window.latest) if day)


def _window(dossier: DossierView) -> Interval | None:
    planned = dossier.folded.planned
    return planned if planned and (planned.earliest or planned.latest) else None


# ------------------------------------------------------------------ what is drawn where


def _pieces(dossier: DossierView, names: Names, start: date, as_of: date) -> Iterator[tuple[str, Sequence[_Piece]]]:
    """The lanes: the state, then what each side says, where sides differ."""
    yield "state", list(_states(dossier, start, as_of)) or list(_unknown(dossier, as_of))
    for account in dossier.folded.accounts:
        said = [row.source.published.interval for row in account.rows]
        first = min((each.earliest for each in said if each.earliest), default=start)
        last = max(first, min((each.latest for each in said if each.latest), default=as_of))
        name = f"{names.name(account.side)} {'denies' if account.denies else 'says'}"
        says = f"{name}: {account.state}, {draw(Interval(first, last))}"
        yield name, [_Piece(account.state, last, max(as_of, last + timedelta(days=1)), "sure", says)]


def _states(dossier: DossierView, start: date, as_of: date) -> Iterator[_Piece]:
    path = dossier.folded.path
    done, before = start, None
    for number, one in enumerate(path):
        says = f"{one.state}, {_begun(one.since)}" + (", inferred" if one.inferred else "")
        begun = max(done, one.since.earliest or done)
        certain = max(done, one.since.latest or as_of)
        if certain > begun:
            yield _Piece(one.state, begun, certain, "perhaps", f"{says}: on a day that is not known", before)
        before = one.state
        if number + 1 == len(path):
            yield from _last(dossier, one.state, certain, as_of, says)
            return
        done = max(certain, path[number + 1].since.earliest or certain)
        if done > certain or certain <= begun:
            yield _Piece(one.state, certain, max(done, certain + timedelta(days=1)), "sure", says)


def _last(dossier: DossierView, state: str, certain: date, as_of: date, says: str) -> Iterator[_Piece]:
    """The state that holds: faint from the last report of it where that lies too far back."""
    end = max(as_of, certain + timedelta(days=1))
    row = dossier.folded.last_confirmed
    heard = row.source.published.interval.latest if row and "last-known" in dossier.folded.flags else None
    turn = min(max(certain, heard), end) if heard else end
    if turn > certain:
        yield _Piece(state, certain, turn, "sure", says)
    if turn < end:
        yield _Piece(state, turn, end, "silent", f"{says}; no report of it since {turn}")


def _unknown(dossier: DossierView, as_of: date) -> Iterator[_Piece]:
    first = min(_days(dossier))
    if first < as_of:
        yield _Piece(_state(dossier), first, as_of, "silent", f"the state is {_state(dossier)}")


def _begun(since: Interval) -> str:
    if since.earliest is None:
        return f"begun by {since.latest}" if since.latest else "since when is not told"
    return f"since {draw(since)}"


def _laned(name: str, pieces: Sequence[_Piece], domain: Domain) -> _Lane:
    """The lane with the name of each state once for each run of its pieces, on as many lines as they need."""
    scale = WIDTH / max(1, (domain[1] - domain[0]).days)
    labels: list[tuple[str, date, int]] = []
    free: list[float] = []
    before = None
    for piece in pieces:
        if piece.state != before:
            start = (piece.first - domain[0]).days * scale
            line = next((number for number, end in enumerate(free) if end <= start), len(free))
            free[line : line + 1] = [start + _LETTER * len(piece.state) + 8]
            labels.append((piece.state, piece.first, line))
        before = piece.state
    return _Lane(name, tuple(pieces), tuple(labels))


# ------------------------------------------------------------------ layers


def _drawn(dossier: DossierView, lanes: Sequence[_Lane], domain: Domain, as_of: date, height: int) -> Iterator[Layer]:
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    top = 0
    labels: list[Json] = []
    heads: list[Json] = []
    for lane in lanes:
        bar = top + lane.height - BAR - 8
        yield from _bars(dossier, lane, domain, y, bar)
        heads.append({"says": lane.name, "y": bar + BAR / 2})
        for words, day, line in lane.labels:
            labels.append({"from": day.isoformat(), "says": words, "y": bar - 8 - LINE * line})
        top += lane.height
    turn = (domain[0] + (domain[1] - domain[0]) * 0.88).isoformat()
    sides: dict[Literal["left", "right"], list[Json]] = {"left": [], "right": []}
    for label in labels:
        sides["left" if label["from"] <= turn else "right"].append(label)
    for align, held in sides.items():
        if held:
            text = alt.Chart(rows_of(held)).mark_text(align=align, baseline="middle", fontWeight="bold", color=INK)
            yield text.encode(x=time_axis(domain, labels=False), y=y, text="says:N")
    side = alt.Chart(rows_of(heads)).mark_text(align="right", baseline="middle", dx=-8, fontSize=12, color=INK)
    yield side.encode(x=alt.value(0), y=y, text="says:N")
    yield from _plan(dossier, domain, y, top)
    yield _now(as_of, domain, y, height)


def _bars(dossier: DossierView, lane: _Lane, domain: Domain, y: alt.Y, top: float) -> Iterator[Layer]:
    for piece in lane.pieces:
        colour = TONES[tone(dossier, piece.state)]
        row: Json = {
            "from": piece.first.isoformat(),
            "to": piece.last.isoformat(),
            "y": top,
            "low": top + BAR,
            "says": piece.says,
        }
        perhaps = piece.kind == "perhaps"
        style: Json = {"strokeDash": [4, 3], "stroke": colour, "strokeWidth": 1.3} if perhaps else {}
        fill = _running(dossier, piece, colour) if perhaps else colour
        bar = alt.Chart(rows_of([row])).mark_bar(color=fill, fillOpacity=_STRENGTH[piece.kind], **style)
        yield bar.encode(
            x=time_axis(domain, labels=False),
            x2="to:T",
            y=y,
            y2="low:Q",
            tooltip=[alt.Tooltip("says:N", title="state")],
            description="says:N",
        )


def _running(dossier: DossierView, piece: _Piece, colour: str) -> alt.Gradient:
    """From the colour of the state before, or from nothing, to that of the state after."""
    start = TONES[tone(dossier, piece.before)] if piece.before else "rgba(128,128,128,0.12)"
    stops = [alt.GradientStop(color=start, offset=0), alt.GradientStop(color=colour, offset=1)]
    return alt.LinearGradient(gradient="linear", stops=stops, x1=0, x2=1, y1=0, y2=0)


def _plan(dossier: DossierView, domain: Domain, y: alt.Y, top: float) -> Iterator[Layer]:
    """The time it is planned for, as a broken line under the states."""
    window = _window(dossier)
    first = window.earliest or window.latest if window else None
    last = window.latest or window.earliest if window else None
    if window is None or first is None or last is None:
        return
    end = last + timedelta(days=1)
    row: Json = {"from": first.isoformat(), "to": end.isoformat(), "y": top + 2, "says": f"planned {draw(window)}"}
    base = alt.Chart(rows_of([row]))
    yield base.mark_rule(color=INK, strokeWidth=3, strokeDash=[2, 2]).encode(
        x=time_axis(domain, labels=False), x2="to:T", y=y, description="says:N"
    )
    left = (first - domain[0]) > (domain[1] - end)
    text = base.mark_text(
        align="right" if left else "left", baseline="middle", dx=-6 if left else 6, color=FAINT, fontSize=11
    )
    place = time_axis(domain, labels=False) if left else alt.X("to:T")
    yield text.encode(x=place, y=y, text="says:N")


def _now(as_of: date, domain: Domain, y: alt.Y, height: int) -> Layer:
    """The day asked about, as a line down the whole picture."""
    row: Json = {"from": as_of.isoformat(), "y": 0, "low": height, "says": as_of.isoformat()}
    base = alt.Chart(rows_of([row]))
    rule = base.mark_rule(color=INK, strokeWidth=1.2).encode(x=time_axis(domain, labels=False), y=y, y2="low:Q")
    words = base.mark_text(align="right", baseline="bottom", dx=-4, dy=4, color=FAINT, fontSize=10.5)
    return alt.layer(rule, words.encode(x=time_axis(domain, labels=False), y=y, text="says:N"))


def _reports(dossier: DossierView, domain: Domain) -> Layer:
    """A tick for each report that tells of it; a bar where its own day is not sure."""
    seen: dict[str, Json] = {}
    for row in dossier.events:
        published = row.source.published.interval
        first, last = published.earliest or published.latest, published.latest or published.earliest
        if first and last:
            title = row.source.title or row.source.id
            seen[row.event.document] = {
                "from": first.isoformat(),
                "to": last.isoformat(),
                "day": first == last,
                "y": 0.5,
                "says": f"{row.source.outlet or 'a report'}, {draw(published)}: {title}",
            }
    found = [seen[name] for name in sorted(seen, key=lambda name: (seen[name]["from"], name))]
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, 1]), axis=None)
    tips = [alt.Tooltip("says:N", title="report")]
    base = alt.Chart(rows_of(found)).encode(x=time_axis(domain), y=y, tooltip=tips, description="says:N")
    ticks = base.transform_filter("datum.day").mark_tick(color=FAINT, thickness=2.5, size=14, orient="vertical")
    bars = base.transform_filter("!datum.day").mark_rule(color=FAINT, strokeWidth=6, opacity=0.45).encode(x2="to:T")
    head = alt.Chart(rows_of([{"says": "reports", "y": 0.5}]))
    name = head.mark_text(align="right", baseline="middle", dx=-8, fontSize=12, color=INK)
    named = name.encode(x=alt.value(0), y=y, text="says:N")
    return alt.layer(bars, ticks, named).properties(width=WIDTH, height=22)


def _described(dossier: DossierView, names: Names) -> str:
    """What a reader would see, in words."""
    folded = dossier.folded
    steps = [f"{one.state} ({_begun(one.since)}{', inferred' if one.inferred else ''})" for one in folded.path]
    parts = [f"{dossier.title}: {_state(dossier)}."]
    if steps:
        parts.append(f"It was {', then '.join(steps)}.")
    if folded.planned and _window(dossier):
        parts.append(f"It is planned for {draw(folded.planned)}.")
    sides = [
        f"{names.name(account.side)} {'denies that it is' if account.denies else 'says that it is'} {account.state}"
        for account in folded.accounts
    ]
    if sides:
        parts.append(f"Accounts differ: {listed(sides)}.")
    if folded.flags:
        parts.append(f"Marked {listed(folded.flags)}.")
    reports = len({row.event.document for row in dossier.events})
    parts.append(f"{counted(reports, 'report')} {'tells' if reports == 1 else 'tell'} of it.")
    return " ".join((*parts, spoken_clock(dossier.view)))
