"""All knowledge of `data/`, loaded once, checked on load, and passed on as one object.

Each part's module is imported with the part: a question of the ledger needs one table of them, not the readers of all.
"""

from __future__ import annotations

import hashlib
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from dragoman.lexicon.actors import ActorBook
    from dragoman.lexicon.cues_attribution import AttributionCues
    from dragoman.lexicon.frames import FrameBook


class Lexicon:
    """What Dragoman knows; each part is read when it is first asked for."""

    @cached_property
    def actors(self) -> ActorBook:
        """Countries, bodies, organisations, offices and who held them."""
        from dragoman.lexicon.actors import load_book  # noqa: PLC0415

        return load_book()

    @cached_property
    def frames(self) -> FrameBook:
        """What predicates mean, and what operators make of what they hold."""
        from dragoman.lexicon.frames import load_frames  # noqa: PLC0415

        return load_frames()

    @cached_property
    def attribution(self) -> AttributionCues:
        """Words that open a source, and outlets that speak for a side."""
        from dragoman.lexicon.cues_attribution import load_attribution_cues  # noqa: PLC0415

        return load_attribution_cues()

    @cached_property
    def people_nouns(self) -> frozenset[str]:
        """Common nouns for people and groups of people, in the singular and the plural."""
        from dragoman.lexicon.actor_words import load_actor_words  # noqa: PLC0415

        words = load_actor_words()
        return frozenset({*words.person, *words.people, *words.body, *words.state})

    @cached_property
    def fingerprint(self) -> str:
        """Twelve characters that change when a file of `data/` or of the user's own does: part of every version."""
        from dragoman.lexicon.own_files import own_files  # noqa: PLC0415

        digest = hashlib.blake2b(digest_size=6)
        for path, file in sorted(_files(resources.files("dragoman") / "data", "")):
            digest.update(path.encode())
            digest.update(file.read_bytes())
        for own in own_files():
            digest.update(own.name.encode())
            digest.update(own.read_bytes())
        return digest.hexdigest()

    def side_of_outlet(self, outlet: str | None, url: str | None) -> str | None:
        """The country for which an outlet speaks, where it is an official one; by its name, else by its host."""
        for name in (outlet, urlsplit(url).hostname if url else None):
            found = self.attribution.outlets.get(name.lower().removeprefix("www.")) if name else None
            if found is not None:
                return found.side
        return None


@lru_cache(maxsize=1)
def shipped_lexicon() -> Lexicon:
    """The lexicon that ships with Dragoman: it does not change while a process runs, so it is read once."""
    return Lexicon()


def _files(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in folder.iterdir():
        path = f"{prefix}/{entry.name}"
        if entry.is_dir():
            found += _files(entry, path)
        elif entry.name.endswith((".toml", ".csv")):
            found.append((path, entry))
    return found
