"""What every page and every answer of the web needs, made once when the server starts."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Request

from dragoman.lexicon.actors import ActorBook
from dragoman.protocols import Store
from dragoman.query import today
from dragoman.settings import Settings
from dragoman.web.jobs import Jobs
from dragoman.web.kept import Kept

SESSION = "dragoman_session"
"""Name of the cookie that a browser gets for the access token."""


@dataclass(frozen=True, slots=True)
class Site:
    """One served ledger.

    `csrf` is the secret that every form carries; it lives as long as the process, and only a page of this server can
    read it. `token` is asked for where it is set. `user` is who corrects unless a form says otherwise.
    """

    store: Store
    settings: Settings
    names: ActorBook
    jobs: Jobs
    csrf: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    user: str = "reader"
    kept: Kept = field(default_factory=Kept)

    def version(self) -> str:
        """What the ledger holds and what day it is, in a word: as long as it stays, so does every answer."""
        return f"{self.store.version()} {today()}"

    @property
    def session(self) -> str:
        """What the cookie of a browser that gave the token holds: worth nothing to another process."""
        return hmac.new(self.csrf.encode(), (self.token or "").encode(), hashlib.sha256).hexdigest()


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
