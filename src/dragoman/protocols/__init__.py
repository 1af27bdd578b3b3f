"""What the parts of Dragoman ask of one another, so that none needs to know who answers.

`Store` is a ledger: what was read goes in, every question is answered from it (`store`). The filters say which records
are meant (`questions`), the `Stored...` classes are what comes back: an object of `model` with what the ledger knows
around it (`answers`). `links` has what linking leaves there.
"""

from __future__ import annotations

from dragoman.protocols.answers import ActorCount, Added, StoredClaim, StoredDocument, StoredEvent, StoredFailure
from dragoman.protocols.links import (
    CopyGroup,
    DossierRecord,
    EventKey,
    Filed,
    IndexedItem,
    KeptAct,
    KeptActs,
    Links,
    Membership,
    PlanKey,
    Signature,
    Standing,
)
from dragoman.protocols.questions import (
    EVERY_CLAIM,
    EVERY_DOCUMENT,
    EVERY_EVENT,
    EVERY_MENTION,
    NOW,
    ClaimFilter,
    DocumentFilter,
    EventFilter,
    MentionFilter,
    View,
)
from dragoman.protocols.store import Store

__all__ = [
    "EVERY_CLAIM",
    "EVERY_DOCUMENT",
    "EVERY_EVENT",
    "EVERY_MENTION",
    "NOW",
    "ActorCount",
    "Added",
    "ClaimFilter",
    "CopyGroup",
    "DocumentFilter",
    "DossierRecord",
    "EventFilter",
    "EventKey",
    "Filed",
    "IndexedItem",
    "KeptAct",
    "KeptActs",
    "Links",
    "Membership",
    "MentionFilter",
    "PlanKey",
    "Signature",
    "Standing",
    "Store",
    "StoredClaim",
    "StoredDocument",
    "StoredEvent",
    "StoredFailure",
    "View",
]
