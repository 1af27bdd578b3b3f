"""Frames tried on top of the shipped ones, without a change to any file of the package."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dragoman.errors import InputError
from dragoman.lexicon import Lexicon
from dragoman.lexicon.frames import Frame, FrameBook, _read_frames, load_frames


class TriedLexicon(Lexicon):
    """The shipped lexicon with other frames."""

    def __init__(self, frames: FrameBook) -> None:
        """Keep everything but the frames."""
        # The property of the base class stores what it made under its own name; this is put there before it is asked.
        self.__dict__["frames"] = frames


def frames_with(file: Path) -> FrameBook:
    """The shipped frames with those of `file`: one of the same type and id takes the other's place, others are added.

    A file without a `type` holds operators. Raises InputError where it cannot be opened, LexiconError, with the entry,
    where it is not in the form of `data/frames/`.
    """
    if not file.is_file():
        raise InputError("no such file", place=str(file), remedy="give a TOML file in the form of data/frames/")
    book = load_frames()
    given = tuple(_read_frames(file, book.ontology, book.classes))
    mine = {frame.id: frame for frame in given}
    shipped = tuple(mine.get(frame.id, frame) for frame in book.frames)
    known = {frame.id for frame in shipped}
    added = [frame for frame in given if frame.id not in known]
    return replace(book, frames=tuple(_placed(shipped, added)))


def _placed(shipped: tuple[Frame, ...], added: list[Frame]) -> list[Frame]:
    """New frames follow the last of their type, where they would stand if they were in its file."""
    found = list(shipped)
    for frame in added:
        last = max((n for n, other in enumerate(found) if other.type == frame.type), default=len(found) - 1)
        found.insert(last + 1, frame)
    return found
