"""Dragoman: reports in, a ledger of what states did to and with one another out."""
