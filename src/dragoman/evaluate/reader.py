"""The pipeline as the measures use it: loaded when first asked for, and storing nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from dragoman.errors import DragomanError
from dragoman.evaluate.layers import layers_of
from dragoman.lexicon import Lexicon, shipped_lexicon
from dragoman.model import Document, Failure, Layers, Reading, Report
from dragoman.pipeline import Pipeline
from dragoman.settings import Settings


class GoldReader:
    """Reads texts of gold. `failures` collects what could not be read; such a text counts as one without an answer."""

    def __init__(self, settings: Settings) -> None:
        """Load nothing yet."""
        self.settings = settings
        self.failures: list[Failure] = []

    @property
    def lexicon(self) -> Lexicon:
        """The knowledge that ships."""
        return shipped_lexicon()

    @cached_property
    def _gated(self) -> Pipeline:
        return Pipeline(self.settings, self.lexicon)

    @cached_property
    def open_pipeline(self) -> Pipeline:
        """A pipeline without the gate, for layers that have answers where no event can be."""
        return Pipeline(replace(self.settings, gate=False), self.lexicon)

    def read(self, report: Report) -> Reading | None:
        """The reading of one report, as `dragoman read` makes it; `None` where it fails."""
        result = self._gated.read(report)
        if isinstance(result, Failure):
            self.failures.append(result)
            return None
        return result

    def layers(self, report: Report) -> tuple[Document, Layers] | None:
        """The document and all its layers, every sentence parsed; `None` where it fails."""
        try:
            return layers_of(self.open_pipeline, report)
        except DragomanError as error:
            self.failures.append(Failure(report.path, "read", error.message, error.remedy))
            return None
