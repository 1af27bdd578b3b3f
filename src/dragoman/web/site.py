"""What every page and every answer of the web needs, made once when the server starts."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, TypeVar
from urllib.parse import unquote

from fastapi import Depends, Request

from dragoman.lexicon.actors import ActorBook
from dragoman.protocols import Store
from dragoman.query import today
from dragoman.settings import Settings
from dragoman.web.aside import Aside
from dragoman.web.jobs import Jobs
from dragoman.web.kept import Kept

T = TypeVar("T")

SESSION = "dragoman_session"
"""Name of the cookie that a browser gets for the access token."""


@dataclass(frozen=True, slots=True)
class Site:
    """One served ledger.

    `csrf` is the secret that every form carries; it lives as long as the process, and only a page of this server can
    read it. `token` is asked for where it is set. `user` is who corrects unless a form says otherwise. `aside` is the
    process that makes lists anew while somebody looks at them as they were; without it a thread does.
    """

    store: Store
    settings: Settings
    names: ActorBook
    jobs: Jobs
    csrf: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    user: str = "reader"
    kept: Kept = field(default_factory=Kept)
    aside: Aside | None = None

    def version(self) -> str:
        """What the ledger holds and what day it is, in a word: as long as it stays, so does every answer."""
        return f"{self.store.version()} {today()}"

    def of_all(self, function: Callable[..., T], *given: Hashable) -> T:
        """What a function of the whole ledger gives, kept: it takes the store, the book of actors, and what is given.

        Raises what the function raises. It is called by its name, in another process where that is the better place.
        """
        make = partial(function, self.store, self.names, *given)
        return self.kept.get(key_of(function, *given), self.version(), make, self._beside(function, given))

    def soon(self, function: Callable[..., T], *given: Hashable) -> T | None:
        """The same if it is there; else it is made beside, and `None` given: nobody waits for it."""
        make = self._beside(function, given) or partial(function, self.store, self.names, *given)
        return self.kept.soon(key_of(function, *given), self.version(), make)

    def keep_up(self, function: Callable[..., object], *given: Hashable) -> None:
        """Make the same anew beside where it is out of date, unless it takes so little that whoever asks may do it."""
        if not self.kept.is_quick(key_of(function, *given)):
            self.soon(function, *given)

    def _beside(self, function: Callable[..., T], given: tuple[Hashable, ...]) -> Callable[[], T] | None:
        return partial(self.aside.ask, (function, given)) if self.aside else None

    @property
    def session(self) -> str:
        """What the cookie of a browser that gave the token holds: worth nothing to another process."""
        return hmac.new(self.csrf.encode(), (self.token or "").encode(), hashlib.sha256).hexdigest()


def key_of(function: Callable[..., object], *given: Hashable) -> tuple[Hashable, ...]:
    """Under what the answer of a function is kept."""
    return (function.__module__, function.__qualname__, *given)


SIGNED = "dragoman_who"
"""Name of the cookie with the name that a browser signs decisions with."""


def signed_by(request: Request, site: Site) -> str:
    """The name that this browser signed with last; who runs the server where it never did."""
    return unquote(request.cookies.get(SIGNED, ""))[:100].strip() or site.user


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


TheSite = Annotated[Site, Depends(_site)]
"""The site, as routes ask for it."""
