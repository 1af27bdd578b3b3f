"""From events to occurrences to dossiers to their state: pure functions, the same answer whatever the order."""

from dragoman.ledger.dossiers.blocks import Linked, block_of, link_block
from dragoman.ledger.dossiers.fold import Account, Folded, Happening, Reached, Step, fold
from dragoman.ledger.dossiers.items import Item
from dragoman.ledger.dossiers.judged import is_about_decision, rejected, that_count
from dragoman.ledger.dossiers.matters import ABOUT_IT as ABOUT
from dragoman.ledger.dossiers.reports import read_items
from dragoman.ledger.dossiers.steps import target_of

__all__ = [
    "ABOUT",
    "Account",
    "Folded",
    "Happening",
    "Item",
    "Linked",
    "Reached",
    "Step",
    "block_of",
    "fold",
    "is_about_decision",
    "link_block",
    "read_items",
    "rejected",
    "target_of",
    "that_count",
]
