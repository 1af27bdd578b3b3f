"""The elements of HTML that matter for the text of a report, and what each is."""

from __future__ import annotations

from dragoman.model import BlockKind

BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "noscript",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
        "audio",
    ]
)
"""Elements that break the text."""
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
"""Elements without an end tag."""
SKIPPED = frozenset(
    ["svg", "math", "template", "object", "noscript", "datalist", "canvas", "map", "audio", "video", "applet"]
)
"""Elements whose text no reader sees."""
SURE = {
    "nav": BlockKind.MENU,
    "footer": BlockKind.MENU,
    "button": BlockKind.MENU,
    "select": BlockKind.MENU,
    "option": BlockKind.MENU,
    "figcaption": BlockKind.CAPTION,
    "h1": BlockKind.HEADLINE,
    "h2": BlockKind.SUBHEAD,
    "h3": BlockKind.SUBHEAD,
    "h4": BlockKind.SUBHEAD,
    "h5": BlockKind.SUBHEAD,
    "h6": BlockKind.SUBHEAD,
}
"""What an element is, whatever its words."""
DOUBTED = {
    "aside": BlockKind.RELATED,
    "form": BlockKind.MENU,
    "label": BlockKind.MENU,
    "table": BlockKind.TABLE,
    "figure": BlockKind.CAPTION,
    "menu": BlockKind.MENU,
}
"""What an element suggests of lines; prose in it is put to the vote."""
CLOSED_BY = {
    "p": BLOCK,
    "li": frozenset({"li"}),
    "td": frozenset({"td", "th", "tr"}),
    "th": frozenset({"td", "th", "tr"}),
    "tr": frozenset({"tr"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "option": frozenset({"option"}),
    "head": frozenset({"body"}),
}
"""Elements that end where another begins, without an end tag."""
WHOLE = frozenset(["html", "body", "main", "article"])
"""Elements that hold a whole page or article, whose class says nothing of their parts."""
