"""The one door to Vega-Altair and to vl-convert, which draws its charts without a browser and without the network.

A chart is an Altair object with a `title` and a `description`; the functions here turn one into SVG, PNG, one HTML page
that needs nothing else, or its specification. The same chart gives the same bytes.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal

import altair as alt
import vl_convert

from dragoman.charts.palette import FAINT, FONT, GRID, INK, PAPER
from dragoman.charts.words import shown
from dragoman.model import Json

Chart = Any
"""An Altair chart, of whatever composition: their common base class lacks the methods that all of them have."""

Form = Literal["svg", "png", "html", "json"]

WIDTH = 760
PNG_SCALE = 2.0
"""Pixels for each unit of the drawing: sharp on a dense screen and on paper."""

_CONFIG: Json = {
    "background": PAPER,
    "font": FONT,
    "padding": {"left": 16, "right": 20, "top": 14, "bottom": 14},
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "color": INK,
        "fontSize": 17,
        "fontWeight": "bold",
        "subtitleColor": FAINT,
        "subtitleFontSize": 12.5,
        "subtitlePadding": 6,
        "offset": 16,
    },
    "axis": {
        "domainColor": GRID,
        "gridColor": GRID,
        "tickColor": GRID,
        "labelColor": INK,
        "labelFontSize": 11.5,
        "titleColor": FAINT,
        "titleFontSize": 11.5,
        "titleFontWeight": "normal",
        "labelPadding": 5,
        "titlePadding": 10,
    },
    "legend": {
        "labelColor": INK,
        "labelFontSize": 11.5,
        "titleColor": FAINT,
        "titleFontSize": 11.5,
        "titleFontWeight": "normal",
        "symbolSize": 130,
        "labelLimit": 260,
    },
    "text": {"color": INK, "fontSize": 11.5},
}


def finished(chart: Chart, title: str, subtitle: str | list[str], description: str) -> Chart:
    """The chart with the look of all of them, what it shows in words above it, and its text alternative."""
    heads = alt.TitleParams(text=shown(title), subtitle=shown(subtitle))
    named = chart.properties(title=heads, description=shown(description))
    return named.configure(**_CONFIG)


def to_spec(chart: Chart) -> Json:
    """The Vega-Lite specification, data included."""
    with alt.data_transformers.enable("default", consolidate_datasets=True, max_rows=None):
        spec: Json = chart.to_dict()
    return shown(spec)


def to_json(chart: Chart) -> str:
    """The specification as text, keys sorted."""
    return json.dumps(to_spec(chart), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def to_svg(chart: Chart, *, inline: bool = False) -> str:
    """A picture as SVG, with title and description for a screen reader.

    `inline` is for a page with colours of its own: the ground is clear, and words and lines take the page's ink
    (`currentColor`), so that the same picture does in light and in dark.
    """
    drawn = vl_convert.vegalite_to_svg(_plain(chart), allowed_base_urls=[])
    named = _described(_numbered(drawn), chart)
    return _inked(named) if inline else named


def to_png(chart: Chart, *, scale: float = PNG_SCALE) -> bytes:
    """A picture as PNG on white, `scale` pixels for each unit."""
    drawn: bytes = vl_convert.vegalite_to_png(_plain(chart), scale=scale, allowed_base_urls=[])
    return drawn


def to_html(chart: Chart) -> str:
    """One page that shows the chart, with its values under the pointer; all it needs is inside.

    The libraries come out of vl-convert, so that nothing is fetched when the page is made or looked at.
    """
    return _PAGE.format(
        title=html.escape(title_of(chart)),
        description=html.escape(str(chart.description)),
        ink=INK,
        paper=PAPER,
        font=html.escape(FONT, quote=True),
        library=_library(),
        spec=_inside_script(json.dumps(to_spec(chart), ensure_ascii=False, sort_keys=True)),
    )


def write(chart: Chart, form: Form) -> bytes:
    """The chart in one of the four forms, as the bytes of a file."""
    made = _FORMS[form](chart)
    return made if isinstance(made, bytes) else made.encode("utf-8")


def title_of(chart: Chart) -> str:
    """The words above a chart."""
    return str(chart.title.text)


def _plain(chart: Chart) -> str:
    return json.dumps(to_spec(chart), ensure_ascii=False, sort_keys=True)


def _described(drawn: str, chart: Chart) -> str:
    """The SVG with a title and a description as its first children, which is where readers look for them."""
    words = f"<title>{html.escape(title_of(chart))}</title><desc>{html.escape(str(chart.description))}</desc>"
    start, end = drawn.split(">", 1)
    return f'{start} role="img">{words}{end}'


_IDS = re.compile(r"\b(gradient_|clip)\d+\b")


def _numbered(drawn: str) -> str:
    """The same drawing with ids of its own: Vega counts on from one drawing of a process to the next.

    They begin with a hash of the drawing, so that two pictures in one page do not share an id.
    """
    known: dict[str, str] = {}
    mark = hashlib.blake2b(_IDS.sub(r"\1", drawn).encode("utf-8", "replace"), digest_size=5).hexdigest()

    def own(match: re.Match[str]) -> str:
        return known.setdefault(match[0], f"d{mark}-{len(known)}")

    return _IDS.sub(own, drawn)


_COLOURS = re.compile(rf'(fill|stroke)="({INK}|{FAINT}|{GRID}|{PAPER})"')
_STRENGTH = {INK: "1", FAINT: "0.72", GRID: "0.22"}


def _inked(drawn: str) -> str:
    def own(match: re.Match[str]) -> str:
        what, colour = match.groups()
        if colour == PAPER:
            return f'{what}="none"'
        return f'{what}="currentColor" {what}-opacity="{_STRENGTH[colour]}"'

    return _COLOURS.sub(own, drawn)


def _inside_script(text: str) -> str:
    """JSON that cannot end the script it stands in, whatever a report says."""
    return (
        text.replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )


@lru_cache(maxsize=1)
def _library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, from vl-convert."""
    start = "window.drawChart = (element, spec, options) => vegaEmbed(element, spec, options);"
    bundle: str = vl_convert.javascript_bundle(start)
    return bundle.replace("</script", "<\\/script")


_FORMS: dict[Form, Callable[[Chart], str | bytes]] = {"svg": to_svg, "png": to_png, "html": to_html, "json": to_json}

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
body {{ margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font-family: {font}; color: {ink}; background: {paper}; }}
figure {{ margin: 0; overflow-x: auto; }}
h1 {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
figcaption {{ margin-top: 1rem; max-width: 46rem; line-height: 1.5; }}
@media print {{ .vega-actions, summary {{ display: none; }} }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<figure>
<div id="chart" role="img" aria-label="{description}"></div>
<figcaption>{description}</figcaption>
</figure>
</main>
<script>{library}</script>
<script>drawChart("#chart", {spec}, {{"renderer": "svg", "actions": false, "logLevel": 1}});</script>
</body>
</html>
"""
