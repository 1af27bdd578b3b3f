"""The store as linking asks it: links, the index of items, that of dossiers, and copies of reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from dragoman.dates import Interval
from dragoman.protocols import NOW, CopyGroup, DossierRecord, Filed, IndexedItem, Links, Signature, Standing, View
from dragoman.store import copying, dossier_index, items_index, linking, rows
from dragoman.store.asking import ledger_time
from dragoman.store.connected import Connected


class Linked(Connected):
    """See `Store` for what each method does."""

    # ---------------------------------------------------------------- links

    def save_links(self, links: Links, *, recorded_at: datetime) -> None:
        """Record occurrences, dossiers and aliases."""
        recorded = rows.instant(recorded_at)
        with self._writing() as connection:
            dossier_index.refresh(connection, linking.save_links(connection, links, recorded))

    def links(
        self,
        *,
        events: Collection[str] | None = None,
        occurrences: Collection[str] | None = None,
        dossiers: Collection[str] | None = None,
        view: View = NOW,
    ) -> Links:
        """Occurrences and dossiers, all or some."""
        with self._reading() as connection:
            return linking.links(
                connection, ledger_time(view), of_events=events, of_occurrences=occurrences, of_dossiers=dossiers
            )

    def dossiers_holding(
        self, *, events: Collection[str] = (), occurrences: Collection[str] = (), view: View = NOW
    ) -> list[DossierRecord]:
        """The dossiers that hold some occurrences."""
        with self._reading() as connection:
            return linking.dossiers_holding(connection, events, occurrences, ledger_time(view))

    # ---------------------------------------------------------------- the index for linking

    def file_items(self, documents: Collection[str], items: Iterable[IndexedItem]) -> list[IndexedItem]:
        """Index the items of some reports; those they had come back."""
        with self._writing() as connection:
            return items_index.file(connection, documents, items)

    def filed_items(self, documents: Collection[str]) -> list[IndexedItem]:
        """The items of some reports, bare."""
        with self._reading() as connection:
            return items_index.filed(connection, documents)

    def months(self, block: str, first: str = "") -> dict[str, int]:
        """The months of a block."""
        with self._reading() as connection:
            return items_index.months_since(connection, block, first)

    def items(
        self, block: str, months: Collection[str] | None = None, events: Collection[str] | None = None
    ) -> list[str]:
        """Bodies of items."""
        with self._reading() as connection:
            return items_index.bodies(connection, block, months, events)

    def stretches(self, blocks: Collection[str]) -> dict[str, dict[str, str]]:
        """What is kept of the stretches of blocks."""
        with self._reading() as connection:
            return items_index.stretches(connection, blocks)

    def save_stretches(self, given: Mapping[str, Mapping[str, str]]) -> None:
        """Keep what stretches took over and left."""
        with self._writing() as connection:
            items_index.save_stretches(connection, given)

    def item_months(self, blocks: Collection[str] | None = None) -> Iterator[tuple[str, dict[str, int]]]:
        """Block and months."""
        with self._reading() as connection:
            yield from items_index.months(connection, blocks)

    def clear_items(self, form: str) -> None:
        """Empty the index."""
        with self._writing() as connection:
            items_index.clear(connection, form)

    def items_form(self) -> str | None:
        """The form of the index."""
        with self._reading() as connection:
            return items_index.form(connection)

    def unlinked(self) -> list[str]:
        """Events whose links have no item any more."""
        with self._reading() as connection:
            return items_index.unlinked(connection)

    # ---------------------------------------------------------------- dossiers, and their index

    def dossiers(self, ids: Collection[str] | None = None, view: View = NOW) -> list[DossierRecord]:
        """Dossiers, all or some."""
        with self._reading() as connection:
            return linking.dossier_records(connection, ids, ledger_time(view))

    def dossiers_told(
        self,
        view: View = NOW,
        *,
        parties: Sequence[Collection[str]] = (),
        kinds: Collection[str] = (),
        among: Collection[str] | None = None,
    ) -> Iterator[tuple[str, str]]:
        """Dossiers, the most lately told of first."""
        with self._reading() as connection:
            yield from dossier_index.told(connection, view, parties, kinds, among)

    def dossiers_moved(self, earlier: View, later: View) -> set[str]:
        """Dossiers that two views may see in different states."""
        with self._reading() as connection:
            return dossier_index.moved(connection, earlier, later)

    def index_dossiers(self) -> None:
        """Make the index of dossiers anew."""
        with self._writing() as connection:
            dossier_index.rebuild(connection)

    def standings(self, dossiers: Collection[str], form: str) -> list[Standing]:
        """How some dossiers stand."""
        with self._reading() as connection:
            return dossier_index.standings(connection, dossiers, form)

    def unsettled(self, form: str, limit: int | None = None) -> list[str]:
        """Dossiers whose standing is to be made."""
        with self._reading() as connection:
            return dossier_index.unsettled(connection, form, limit)

    def save_standings(self, given: Iterable[Standing], form: str) -> None:
        """Keep how dossiers stand."""
        with self._writing() as connection:
            dossier_index.save_standings(connection, list(given), form)

    def dossiers_told_on(self, days: Iterable[Interval]) -> set[str]:
        """Dossiers of which something is told on some days."""
        with self._reading() as connection:
            return dossier_index.told_on(connection, list(days))

    # ---------------------------------------------------------------- copies

    def unfiled(self, limit: int = 200) -> list[str]:
        """Reports whose copies were not looked for yet."""
        with self._reading() as connection:
            return copying.pending(connection, limit)

    def save_signatures(self, signatures: Sequence[Signature]) -> None:
        """Record what reports are known by among copies."""
        with self._writing() as connection:
            copying.save_signatures(connection, signatures)

    def candidates(self, signature: Signature) -> list[Filed]:
        """The reports to compare one with."""
        with self._reading() as connection:
            return copying.candidates(connection, signature)

    def file_copies(
        self, documents: Sequence[str], pairs: Iterable[tuple[str, str]], *, recorded_at: datetime
    ) -> set[str]:
        """Settle reports with the pairs found for them."""
        recorded = rows.instant(recorded_at)
        with self._writing() as connection:
            changed = copying.file(connection, documents, pairs, recorded)
            dossier_index.unsettle(connection, changed)
            return changed

    def groups(self, view: View = NOW, ids: Collection[str] | None = None) -> list[CopyGroup]:
        """Groups of copies."""
        with self._reading() as connection:
            return copying.groups(connection, ledger_time(view), ids)
