"""The words of the ledger as frozen data classes, with ids that are hashes of what they stand for.

Two systems of offsets exist and are never mixed:

- a `Span` counts code points of the decoded input ("raw"); everything that is stored carries spans;
- layers that are still being worked on (`Block`, `Sentence`, `Parse`, `Mention`, `Timex`, `Proposition`) count code
  points of the cleaned text, and `Document.span` brings them back to raw.

`to_json` of a stored object gives the shape that programs read; `from_json` reads it back.

The layers are loaded when the first of them is named: a question about what is stored needs none, and to make their
classes takes a thirtieth of its start.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from dragoman.model.documents import (
    UNDATED,
    Block,
    CleanText,
    Constraint,
    Document,
    Failure,
    Published,
    Report,
    Sighting,
)
from dragoman.model.records import ActorRef, Chain, Event, Evidence, Matter, PloverCode, Reason, SourceLink, Term, Words
from dragoman.model.spans import DatedBy, Json, Span, stable_id
from dragoman.model.statements import Claim, Judgement, Measure, Occurrence, Reading, StoredMention
from dragoman.model.words import PLANNED, REAL, BlockKind, Phase, PublishedBasis, SourceKind, Stance, Status

if TYPE_CHECKING:
    from dragoman.model.layers import (
        Attribution,
        CodedEvent,
        Layers,
        Mention,
        Parse,
        Proposition,
        Role,
        Sentence,
        Timex,
    )

__all__ = [
    "PLANNED",
    "REAL",
    "UNDATED",
    "ActorRef",
    "Attribution",
    "Block",
    "BlockKind",
    "Chain",
    "Claim",
    "CleanText",
    "CodedEvent",
    "Constraint",
    "DatedBy",
    "Document",
    "Event",
    "Evidence",
    "Failure",
    "Json",
    "Judgement",
    "Layers",
    "Matter",
    "Measure",
    "Mention",
    "Occurrence",
    "Parse",
    "Phase",
    "PloverCode",
    "Proposition",
    "Published",
    "PublishedBasis",
    "Reading",
    "Reason",
    "Report",
    "Role",
    "Sentence",
    "Sighting",
    "SourceKind",
    "SourceLink",
    "Span",
    "Stance",
    "Status",
    "StoredMention",
    "Term",
    "Timex",
    "Words",
    "stable_id",
]

_LAYERS = frozenset(
    ("Attribution", "CodedEvent", "Layers", "Mention", "Parse", "Proposition", "Role", "Sentence", "Timex")
)


def __getattr__(name: str) -> object:
    """A layer, loaded when it is first named (PEP 562)."""
    if name not in _LAYERS:
        raise AttributeError(f"module 'dragoman.model' has no attribute {name!r}")
    return getattr(import_module("dragoman.model.layers"), name)
