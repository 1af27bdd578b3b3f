"""The charts under docs/pictures/, drawn from the example story: `python docs/make_charts.py`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import dragoman
from dragoman.charts import vega

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
CLOCKS = {"as_of": "2025-09-30", "known_by": "2025-09-30"}


def main() -> None:
    """Read the story and draw each chart."""
    reports = sorted(str(path) for path in (ROOT / "examples" / "story").glob("[0-9]*"))
    with tempfile.TemporaryDirectory() as folder, dragoman.read(reports, Path(folder) / "story.db") as ledger:
        charts = {
            "relation": ledger.chart_relation("Chile", "Vietnam", **CLOCKS),
            "lifecycle": ledger.chart_dossier("exchange", **CLOCKS),
            "network": ledger.chart_network(**CLOCKS),
        }
        for name, chart in charts.items():
            (PICTURES / f"{name}.svg").write_text(vega.to_svg(chart), encoding="utf-8")
            sys.stderr.write(f"wrote docs/pictures/{name}.svg\n")


if __name__ == "__main__":
    main()
