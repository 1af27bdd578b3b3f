"""A brief as one HTML file, as Markdown, and as PDF: the same sentences, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from dragoman.brief import english
from dragoman.brief.page import Evidence, Page, to_json
from dragoman.charts.palette import TONES
from dragoman.charts.words import shown
from dragoman.model import Json
from dragoman.query import today

Form = Literal["html", "md", "pdf"]
MADE = "Every sentence is made from the ledger by a fixed template; the numbers lead to the words on which it rests."


def to_html(page: Page) -> str:
    """One file with nothing outside it: style and picture are inside, there is no script."""
    from markupsafe import Markup  # noqa: PLC0415 - with the templates

    from dragoman.charts import vega  # noqa: PLC0415 - heavy

    chart = Markup(vega.to_svg(page.chart, inline=True)) if page.chart is not None else ""  # noqa: S704 - our own drawing
    caption = str(page.chart.description) if page.chart is not None else ""
    text: str = _template().render(
        page=_values(page), chart=chart, caption=caption, tones=_colours(), as_of=_day(page), made=MADE
    )
    return text


@lru_cache(maxsize=1)
def _template() -> Any:
    import jinja2  # noqa: PLC0415 - heavy

    source = (files("dragoman") / "data" / "brief" / "page.html").read_text(encoding="utf-8")
    return jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    ).from_string(source)


def _colours() -> dict[str, str]:
    return {"": "#7f8c99", **TONES}


def _day(page: Page) -> str:
    return english.day(page.view.as_of or today())


def _values(page: Page) -> Json:
    values = to_json(page)
    for one, value in zip(page.evidence, values["evidence"], strict=True):
        value["where"] = where(one)
    return shown(values)


def where(evidence: Evidence) -> str:
    """Where evidence stands, on one line: whom the report names, the outlet, the day, the title."""
    words = evidence.words
    day = english.span(words.published) or english.on(words.published) or "undated"
    said = f"{' citing '.join(reversed(words.source))}, in " if words.source else ""
    title = f"“{words.title}”" if words.title else ""
    return english.sentence(", ".join(filter(None, (f"{said}{evidence.outlet}", day, title))))


# ------------------------------------------------------------------ Markdown

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")


def plain(text: str) -> str:
    """Text that Markdown shows as it is: on one line, its marks escaped."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(shown(text).split()))
    return re.sub(r"^(\d+)([.)])|^([-+=])", lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)


def to_markdown(page: Page) -> str:
    """CommonMark with numbers in brackets; the picture in words, since a page of text has no place for it."""
    lines = [f"# {plain(page.title)}", "", f"*Brief, {_day(page)}.* {plain(page.standfirst)}", ""]
    for section in page.sections:
        lines += [f"## {plain(section.heading)}", ""]
        if not section.items:
            lines += [plain(section.none), ""]
        for item in section.items:
            head = f"**{plain(item.lead)}**" if item.lead else ""
            state = f" ({plain(item.state)})" if item.state and item.lead else ""
            said = " ".join(f"{plain(one.text)} {_marks(one.marks)}" for one in item.sentences)
            lines.append(f"- {head}{state}: {said}" if head else f"- {said}")
        if section.items:
            lines.append("")
        if section.more:
            lines += [plain(section.more), ""]
    if page.chart is not None:
        lines += ["## The picture in words", "", plain(str(page.chart.description)), ""]
    lines += ["## Evidence", ""]
    lines += [f"{one.number}. “{plain(one.words.quote)}” {plain(where(one))}" for one in page.evidence]
    lines += ["", f"*{plain(page.about)} {MADE}*", ""]
    return "\n".join(lines)


def _marks(marks: tuple[int, ...]) -> str:
    return "".join(f"[{mark}]" for mark in marks)


# ------------------------------------------------------------------ PDF


def to_pdf(page: Page) -> bytes:
    """A4 pages with the fonts of typst and no others; dated by the day asked about, not by the day it is made."""
    import json  # noqa: PLC0415 - only a PDF needs it
    from datetime import UTC, datetime  # noqa: PLC0415

    import typst  # noqa: PLC0415 - heavy, and the only door to it

    day = page.view.known_by or today()
    source = (files("dragoman") / "data" / "brief" / "page.typ").read_bytes()
    values = json.dumps(_for_typst(page), ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
    stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    made: bytes = typst.compile(
        source, format="pdf", ignore_system_fonts=True, sys_inputs={"brief": values}, timestamp=stamp
    )
    return made


def _for_typst(page: Page) -> Json:
    from dragoman.charts import vega  # noqa: PLC0415 - heavy

    values, colours = _values(page), _colours()
    for section in values["sections"]:
        for item in section["items"]:
            item["colour"] = colours[item["tone"]]
    day = page.view.known_by or today()
    return {
        **values,
        "kicker": f"Brief · {_day(page)}",
        "foot": f"{page.about} {MADE}",
        "day": [day.year, day.month, day.day],
        "picture": page.chart is not None,
        "svg": vega.to_svg(page.chart) if page.chart is not None else "",
        "caption": str(page.chart.description) if page.chart is not None else "",
    }


def write(page: Page, form: Form) -> bytes:
    """The brief in one of the three forms, as the bytes of a file."""
    made = _FORMS[form](page)
    return made if isinstance(made, bytes) else made.encode("utf-8", "replace")


_FORMS: dict[Form, Callable[[Page], str | bytes]] = {"html": to_html, "md": to_markdown, "pdf": to_pdf}
