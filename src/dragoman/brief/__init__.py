"""Briefs: one page about two sides, a matter, an actor or a period, each sentence with its numbered evidence."""

from dragoman.brief.compose import Asked, compose
from dragoman.brief.page import Page

__all__ = ["Asked", "Page", "compose"]
