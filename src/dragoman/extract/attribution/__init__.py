"""Who says so: the sources of what a report says, and the chains that they make."""

from dragoman.extract.attribution.quotes import Quotation, find_quotations
from dragoman.extract.attribution.read import VOUCHED, ChainIndex, chain_at, find_attributions, reported
from dragoman.extract.attribution.speech import Speech
from dragoman.extract.attribution.subjects import speaking_tokens

__all__ = [
    "VOUCHED",
    "ChainIndex",
    "Quotation",
    "Speech",
    "chain_at",
    "find_attributions",
    "find_quotations",
    "reported",
    "speaking_tokens",
]
