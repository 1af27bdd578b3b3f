"""The words of the ledger that are chosen from a list: nothing outside these is written or read."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How real the text says an act is."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    SCHEDULED = "scheduled"
    AGREED = "agreed"
    PROPOSED = "proposed"
    REQUESTED = "requested"
    CONDITIONAL = "conditional"
    UNLIKELY = "unlikely"
    NOT_OCCURRED = "not-occurred"
    DENIED = "denied"


REAL = frozenset({Status.OCCURRED, Status.ONGOING})
"""What took place or is under way."""
PLANNED = frozenset({Status.SCHEDULED, Status.AGREED, Status.PROPOSED})
"""What is to come, as far as anybody has planned it."""


class Phase(StrEnum):
    """What an act does to its matter."""

    BEGIN = "begin"
    CONTINUE = "continue"
    POSTPONE = "postpone"
    RESCHEDULE = "reschedule"
    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"
    REFUSE = "refuse"
    LIFT = "lift"
    END = "end"
    EXTEND = "extend"
    TIGHTEN = "tighten"
    EASE = "ease"
    VIOLATE = "violate"
    SIGN = "sign"
    RATIFY = "ratify"
    WITHDRAW = "withdraw"
    DOWNGRADE = "downgrade"
    SEVER = "sever"
    RESTORE = "restore"
    ESCALATE = "escalate"
    SETTLE = "settle"


class SourceKind(StrEnum):
    """What kind of source a link of an attribution is."""

    NAMED = "named"
    OFFICE = "office"
    READOUT = "readout"
    DOCUMENT = "document"
    MEDIA = "media"
    ANONYMOUS = "anonymous"


class Stance(StrEnum):
    """Where a speaker stands on a matter."""

    FOR = "for"
    AGAINST = "against"
    NEUTRAL = "neutral"


class PublishedBasis(StrEnum):
    """On what a report's own date rests, in the order in which they are tried."""

    USER = "user"
    METADATA = "metadata"
    DATELINE = "dateline"
    TEXT = "text"
    NEIGHBOURS = "neighbours"
    CALENDAR = "calendar"
    NONE = "none"


class BlockKind(StrEnum):
    """What a stretch of a report is. Only `BODY` and `HEADLINE` report; a `CAPTION` can be evidence."""

    BODY = "body"
    HEADLINE = "headline"
    SUBHEAD = "subhead"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    MENU = "menu"
    RELATED = "related"
    MEDIA_LENGTH = "media-length"
    BYLINE = "byline"
    TABLE = "table"
    BOILERPLATE = "boilerplate"

    @property
    def is_noise(self) -> bool:
        """Whether nothing in such a block is reported by the document."""
        return self not in (BlockKind.BODY, BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.DATELINE)
