"""Opening what a command needs, and only that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.lexicon.actors import ActorBook
    from dragoman.protocols import Store
    from dragoman.settings import Settings


def settings_for(ledger: str | None, **given: Any) -> Settings:
    """The settings of this run."""
    from dragoman.settings import load_settings  # noqa: PLC0415 - `--help` needs none

    return load_settings(ledger=ledger, **given)


def open_ledger(ledger: str | None) -> Store:
    """The ledger to ask. Raises LedgerError where there is none, with the command that makes one."""
    from dragoman.store.sql import open_store  # noqa: PLC0415 - heavy

    return open_store(settings_for(ledger).ledger, create=False)


class LazyNames:
    """The lexicon of actors, loaded when the first name is asked for."""

    def __init__(self) -> None:
        """Nothing loaded yet."""
        self._book: ActorBook | None = None

    @property
    def book(self) -> ActorBook:
        """The whole lexicon of actors: a question without names needs none."""
        if self._book is None:
            from dragoman.lexicon.actors import open_book  # noqa: PLC0415 - heavy

            self._book = open_book()
        return self._book

    def parse_name(self, text: str) -> str:
        """As `ActorBook.parse_name`."""
        from dragoman.query.countries import country_named  # noqa: PLC0415

        country = country_named(text)
        if country is not None:
            return country
        return self.book.parse_name(text)

    def name(self, actor: str) -> str:
        """As `ActorBook.name`."""
        from dragoman.query.countries import country_called  # noqa: PLC0415

        return country_called(actor) or self.book.name(actor)
