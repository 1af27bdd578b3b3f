"""The colours and letters of every chart: told apart by people who see few colours, on light ground and on dark.

The four quad classes and the tones of states take hues of the palette by Okabe and Ito (Color Universal Design, 2008):
blues for cooperation, oranges for conflict, the darker of each for deeds, the lighter for words.
"""

from __future__ import annotations

from dragoman.query.dossier_views import DossierView

INK = "#1f2a37"
FAINT = "#5b6876"
GRID = "#dbe1e7"
PAPER = "#ffffff"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

QUADS = {
    "material cooperation": "#0072b2",
    "verbal cooperation": "#56b4e9",
    "verbal conflict": "#e69f00",
    "material conflict": "#d55e00",
}
"""Each class with its colour, from the friendliest to the most hostile."""

TONES = {
    "planned": "#56b4e9",
    "holds": "#0072b2",
    "holds against": "#d55e00",
    "rests": "#e69f00",
    "over": "#7f8c99",
    "unknown": "#b8c1ca",
}
"""What a state is like, and its colour; the name of the state always stands beside it."""

_RESTING = frozenset(("suspended", "postponed", "stalled", "paused", "partly lifted", "downgraded"))
_AGAINST = frozenset(("measure", "dispute", "relations"))


def tone(dossier: DossierView, state: str) -> str:
    """Which of `TONES` a state of a dossier has: planned, holding, against somebody, resting, over, or unknown."""
    kind = dossier.kind
    if state == "unknown":
        return "unknown"
    if state in _RESTING:
        return "rests"
    if state in kind.before:
        return "planned"
    if state in kind.final:
        return "over"
    return "holds against" if kind.name in _AGAINST and state != "full" else "holds"
