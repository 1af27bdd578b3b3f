"""How good the reading is: gold, scorers, calibration and the floors under the figures.

Each measure reads the texts of a gold file with the pipeline that everybody uses, stores nothing, and gives a `Score`.
The measures and the form of their gold are listed in `measures.MEASURES`.
"""

from __future__ import annotations

from dragoman.evaluate.measures import MEASURES, Options, evaluate
from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import Score

__all__ = ["MEASURES", "GoldReader", "Options", "Score", "evaluate"]
