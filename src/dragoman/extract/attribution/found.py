"""What the readers of single sentences hand to the reader of the whole document."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.lexicon.cues_attribution import CueGroup

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One cue with its content and source in one sentence, in clean offsets; tokens count in the sentence's parse.

    `head` is the cue's token and `source_head` that of its source; `source` may stand without a head where no parse
    gave it (a colon). `quoted`: the cue introduces direct speech. `under` is the cue of who passes on what this source
    says, over the same words. `spoken_in` is the sentence that names the source, where it is not this one; token
    counts of the source are those of that sentence.
    """

    sentence: int
    group: CueGroup
    head: int | None
    cue: Stretch | None
    source: Stretch | None
    source_head: int | None
    content: tuple[Stretch, ...]
    quoted: bool = False
    under: Stretch | None = None
    spoken_in: int | None = None

    @property
    def home(self) -> int:
        """The sentence in which the words of its source stand."""
        return self.sentence if self.spoken_in is None else self.spoken_in
