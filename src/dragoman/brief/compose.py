"""What a brief says: where things stand, what changed, what is planned and asked, who says what, and on what words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, islice

from dragoman.brief import english
from dragoman.brief.page import Item, Notes, Page, Section, Sentence
from dragoman.brief.sentences import Speaker
from dragoman.charts.palette import tone
from dragoman.dates import Interval
from dragoman.errors import NotFound, UsageError
from dragoman.model import Stance
from dragoman.protocols import ClaimFilter, DocumentFilter, Store, StoredClaim, StoredEvent, View
from dragoman.query.accounts import DIFFER, Field
from dragoman.query.asking import Names, resolve, today
from dragoman.query.changes import Change, find_changes
from dragoman.query.compare import compare_dossier
from dragoman.query.dossier_views import DossierView
from dragoman.query.dossiers import DossierQuestion, dossier, find_dossiers
from dragoman.query.plans import Plan, find_plans
from dragoman.query.requests import Request, find_requests

PERIOD = 90
"""Days that are looked back upon unless asked otherwise."""

MOST = {"stand": 8, "changes": 6, "plans": 6, "requests": 4, "accounts": 6}
"""Items of each section: what a page holds. What is left out is counted."""

_TALKATIVE = (
    "overdue",
    "contested",
    "single-sided",
    "unconfirmed",
    "change-planned",
    "term-passed",
    "disrupted",
    "maybe-later",
    "last-known",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a brief is about: two sides, a dossier, an actor, or all there is; `since` and `until` bound its period."""

    sides: tuple[str, ...] = ()
    dossier: str | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None


def compose(store: Store, names: Names, asked: Asked, view: View) -> Page:
    """The brief. Raises UsageError for what is not clear, NotFound where there is nothing to say."""
    if asked.until is not None:
        view = replace(view, as_of=_earlier(view.as_of, asked.until), known_by=_earlier(view.known_by, asked.until))
    if bool(asked.sides) + bool(asked.dossier) + bool(asked.actor) > 1:
        raise UsageError("a brief is about one thing", remedy="give two sides, or --dossier, or --actor")
    if len(asked.sides) == 1:
        raise UsageError("one side alone is no pair", remedy="give two sides, or --actor for one")
    return _Composer(store, names, asked, view).page()


def _earlier(one: date | None, other: date) -> date:
    return min(one, other) if one else other


class _Composer:
    """One brief in the making: what all sections share."""

    def __init__(self, store: Store, names: Names, asked: Asked, view: View) -> None:
        self.store, self.names, self.asked, self.view = store, names, asked, view
        self.notes = Notes()
        self.parties = tuple(resolve(store, names, name) for name in (*asked.sides, *filter(None, (asked.actor,))))
        self.one = dossier(store, names, asked.dossier, view) if asked.dossier else None
        self.speaker = Speaker(names, frozenset(self.parties if len(self.parties) == 2 else ()))
        end = min(view.as_of or today(), view.known_by or today())
        self.since = asked.since or end - timedelta(days=PERIOD)
        self.until = end
        self.question = DossierQuestion(self.parties)
        self.dossiers = [self.one, *self._held()] if self.one else find_dossiers(store, names, self.question, view)

    def _held(self) -> list[DossierView]:
        return [dossier(self.store, self.names, child, self.view) for child in self.one.holds] if self.one else []

    def page(self) -> Page:
        sections = [self._stand(), self._course() if self.one else self._changes(), self._plans(), self._accounts()]
        if not any(section.items for section in sections):
            raise NotFound(
                f"nothing is known of {self._about()}",
                remedy="ask for other sides, or with a later --as-of, --known-by",
            )
        return Page(
            title=self._title(),
            standfirst=self._standfirst(),
            sections=tuple(sections),
            chart=self._chart(),
            evidence=self.notes.all,
            about=self._made_of(),
            view=self.view,
            period=Interval(self.since, self.until),
        )

    # ------------------------------------------------------------------ head

    def _about(self) -> str:
        if self.one:
            return self.one.title
        return english.listed([self.names.name(code) for code in self.parties]) or "the period"

    def _title(self) -> str:
        return english.sentence(self._about().replace("'", "’")) if self.one or self.parties else "All matters"

    def _standfirst(self) -> str:
        period = f"{english.day(self.since)} to {english.day(self.until)}"
        if self.one:
            return f"As things stood on {english.day(self.view.as_of or today())}."
        count = len(self.dossiers)
        still = sum(1 for one in self.dossiers if one.is_open)
        overdue = sum(1 for one in self.dossiers if "overdue" in one.folded.flags)
        differ = sum(1 for one in self.dossiers if one.folded.accounts)
        pieces = [f"{english.counted(count, 'matter')}, {english.number(still)} of them open"]
        pieces += [f"{english.number(overdue)} overdue"] if overdue else []
        pieces += [f"accounts differ on {english.number(differ)}"] if differ else []
        return english.sentence(f"{english.listed(pieces)}. The period is {period}.")

    def _made_of(self) -> str:
        reports = {one.words.document for one in self.notes.all}
        held = sum(1 for _ in self.store.documents(DocumentFilter(view=self.view)))
        as_of, known_by = self.view.as_of or today(), self.view.known_by or today()
        clock = f"How things stood on {english.day(as_of)}, from reports up to {english.day(known_by)}."
        cited = f"{len(self.notes.all):,} {'passage' if len(self.notes.all) == 1 else 'passages'}"
        return f"{clock} Cited: {cited} of {len(reports):,} of the {held:,} reports in the ledger."

    def _chart(self) -> object:
        """The picture that goes with the page; `None` where nothing can be drawn."""
        from dragoman.charts.lifecycle import lifecycle  # noqa: PLC0415 - heavy
        from dragoman.charts.network import network  # noqa: PLC0415
        from dragoman.charts.relation import relation  # noqa: PLC0415

        try:
            if self.one:
                return lifecycle(self.one, self.names)
            if len(self.parties) == 2:
                return relation(self.store, self.names, *self.parties, self.view)
            return network(self.store, self.names, self.view, actors=self.parties)
        except NotFound:
            return None

    # ------------------------------------------------------------------ where things stand

    def _stand(self) -> Section:
        ordered = sorted(self.dossiers, key=lambda one: (not one.is_open, "last-known" in one.folded.flags))
        shown = ordered[: MOST["stand"]]
        items = tuple(filter(None, (self._standing(one) for one in shown)))
        return Section(
            "Where things stand", items, "No matter is on record.", _left(len(ordered) - len(shown), "matter")
        )

    def _standing(self, one: DossierView) -> Item | None:
        folded = one.folded
        ground = [folded.set_by.row if folded.set_by else None, folded.last_confirmed]
        marks = self.notes.cite(ground) or self.notes.cite(one.events[:1])
        if not marks:
            return None
        said = [Sentence(self.speaker.state(one), marks)]
        if folded.possible:
            said.append(Sentence(self.speaker.possible(one), self.notes.cite(one.events[:3])))
        if folded.planned and folded.state in one.kind.before:
            past = "overdue" in folded.flags
            said.append(Sentence(self.speaker.planned(one, folded.planned, past=past), self._planned_by(one) or marks))
        if folded.until:
            said.append(Sentence(self.speaker.until(one, folded.until), marks))
        for flag in _TALKATIVE:
            words = self.speaker.flag(one, flag) if flag in folded.flags else None
            if words:
                said.append(Sentence(words, self.notes.cite([folded.last_confirmed]) or marks))
        if folded.decided_by:
            said.append(Sentence(self.speaker.decided(), marks))
        state = " or ".join(folded.possible) if folded.possible else folded.state
        lead = english.sentence(one.title.replace("'", "’")) if not self.one or one is not self.one else ""
        return Item(tuple(said), lead, state, tone(one, folded.state))

    def _planned_by(self, one: DossierView) -> tuple[int, ...]:
        """The evidence of the plan that counts: the last that names that time."""
        rows = [row for row in one.events if one.folded.planned in _times(row)]
        return self.notes.cite(rows[-1:])

    # ------------------------------------------------------------------ what changed

    def _changes(self) -> Section:
        heading = f"What changed since {english.day(self.since)}"
        found = find_changes(self.store, self.names, self.since, self.view, self.question)
        items = [item for change in found if (item := self._change(change))]
        more = _left(len(items) - MOST["changes"], "further change", "further changes")
        return Section(heading, tuple(items[: MOST["changes"]]), "Nothing that reports tell of.", more)

    def _change(self, change: Change) -> Item | None:
        after = change.after
        set_by = after.folded.set_by
        marks = self.notes.cite([set_by.row if set_by else after.folded.last_confirmed])
        said = [self.speaker.change(what, after, change.before) for what in change.what]
        kept = [Sentence(words, marks) for words in said if words]
        return Item(tuple(kept)) if kept and marks else None

    def _course(self) -> Section:
        """How one matter came about, step by step."""
        items = []
        for number, reached in enumerate(self.one.folded.path if self.one else ()):
            marks = self.notes.cite([reached.step.row])
            words = self.speaker.step(self.one, reached.state, reached.since, first=number == 0) if self.one else ""
            said = [Sentence(words, marks), *([Sentence(self.speaker.inferred(), marks)] if reached.inferred else [])]
            items.append(Item(tuple(said)))
        return Section("How it came about", tuple(items), "No report tells of a step.")

    # ------------------------------------------------------------------ plans and requests

    def _plans(self) -> Section:
        matters = {one.id: one for one in self.dossiers}
        plans = find_plans(self.store, self.names, self.view, self.question if not self.one else None)
        kept = [plan for plan in plans if plan.outcome in ("due", "overdue") and _concerns(plan, matters, self.parties)]
        told = [(plan, matters[plan.dossier.id] if plan.dossier else None) for plan in reversed(_once(kept))]
        items = [item for plan, matter in told if (item := self._plan(plan, matter))]
        requests = [item for one in self._requests(set(matters)) if (item := self._request(one))]
        shown = (*items[: MOST["plans"]], *requests[: MOST["requests"]])
        left = len(items) + len(requests) - len(shown)
        return Section("What is planned and asked for", shown, "Nothing that is still to come.", _left(left, "more"))

    def _plan(self, plan: Plan, matter: DossierView | None) -> Item | None:
        words = self.speaker.plan(plan, matter)
        if words is None:
            return None
        marks = self.notes.cite([plan.row])
        said = [Sentence(words, marks)]
        if plan.outcome == "overdue":
            said.append(Sentence(self.speaker.overdue(), marks))
        return Item(tuple(said), tone="planned")

    def _requests(self, wanted: set[str]) -> Iterator[Request]:
        """The latest first; between two sides what one asked of the other."""
        found = find_requests(self.store, self.names, self.view)
        for one in reversed(found):
            ours = one.dossier is not None and one.dossier.id in wanted
            event = one.row.event
            sides = {actor.country or actor.id for actor in (*event.actors, *event.recipients)}
            if ours or (self.parties and set(self.parties) <= sides):
                yield one

    def _request(self, request: Request) -> Item | None:
        words = self.speaker.request(request)
        if words is None:
            return None
        marks = self.notes.cite(request.rows[:2])
        outcome = self.speaker.outcome(request)
        said = [Sentence(words, marks), *([Sentence(outcome, marks)] if outcome else [])]
        return Item(tuple(said))

    # ------------------------------------------------------------------ who says what

    def _accounts(self) -> Section:
        shown = tuple(islice(chain(self._states(), self._fields(), self._stances()), MOST["accounts"]))
        return Section("Who says what", shown, "No two accounts differ.")

    def _states(self) -> Iterator[Item]:
        for one in self.dossiers:
            said = [
                Sentence(
                    self.speaker.account(one, account.side, account.state, denies=account.denies),
                    self.notes.cite(account.rows[-2:]),
                )
                for account in one.folded.accounts
            ]
            if said:
                yield Item(tuple(said))

    def _fields(self) -> Iterator[Item]:
        """Happenings of which accounts give different days, places or reasons."""
        for one in self.dossiers:
            found = compare_dossier(self.store, self.names, one)
            for field in found.fields:
                if field.name == "denied" and field.verdict == DIFFER:
                    yield self._denial(one, field)
            for part in found.parts:
                for field in part.fields:
                    said = [(saying.account.name, _prose(saying.value)) for saying in field.says]
                    words = self.speaker.difference(field.name, self.speaker.subject(one), said)
                    if field.verdict == DIFFER and words and len({who for who, _ in said}) > 1:
                        yield Item((Sentence(words, self._cited(field)),))

    def _denial(self, one: DossierView, field: Field) -> Item:
        """That one account denies what another says."""
        deniers = dict.fromkeys(each.account.name for each in field.says if each.value.startswith("denies"))
        others = dict.fromkeys(each.account.name for each in field.says if not each.value.startswith("denies"))
        words = self.speaker.denied(one, list(deniers), [name for name in others if name not in deniers])
        return Item((Sentence(words, self._cited(field)),))

    def _cited(self, field: Field) -> tuple[int, ...]:
        """The first words of each account."""
        return self.notes.cite_words(words for saying in field.says for words in saying.words[:1])

    def _stances(self) -> Iterator[Item]:
        """Matters on which sides take opposite stands."""
        sides = self.parties or (self.one.parties if self.one else ())
        by_matter: dict[str, dict[tuple[str, bool], list[StoredClaim]]] = defaultdict(lambda: defaultdict(list))
        for row in self.store.claims(ClaimFilter(view=self.view, sides=tuple(sides))) if sides else ():
            claim = row.claim
            if claim.matter and claim.side and claim.stance is not Stance.NEUTRAL:
                about = f" on {claim.matter.object}" if claim.matter.object else ""
                name = f"{claim.matter.matter_class}{about}"
                by_matter[name][claim.side, claim.stance is Stance.AGAINST].append(row)
        for matter in sorted(by_matter):
            held = by_matter[matter]
            if len({side for side, _ in held}) > 1 and len({against for _, against in held}) > 1:
                yield Item(
                    tuple(
                        Sentence(
                            self.speaker.stance(side, matter, against=against),
                            self.notes.cite(held[side, against][-2:]),
                        )
                        for side, against in sorted(held)
                    )
                )


def _times(row: StoredEvent) -> tuple[Interval, ...]:
    """The time an event names for its matter, and its own."""
    event = row.event
    planned = event.matter.planned if event.matter else None
    return tuple(dated.interval for dated in (planned, event.effective, event.date) if dated)


_DAY = re.compile(r"\b(\d{4}-\d\d-\d\d)\b")


def _prose(value: str) -> str:
    """A value of a comparison as it stands in a sentence: its days in words."""
    return _DAY.sub(lambda match: english.day(date.fromisoformat(match[1])), value)


def _once(plans: Iterable[Plan]) -> list[Plan]:
    """One plan for each matter that happens once, the latest told; others as they are."""
    found: dict[str, Plan] = {}
    for plan in plans:
        once = plan.dossier is not None and plan.dossier.kind.once
        found[plan.dossier.id if plan.dossier is not None and once else plan.row.event.id] = plan
    return list(found.values())


def _concerns(plan: Plan, wanted: Collection[str], parties: Sequence[str]) -> bool:
    if plan.dossier is not None:
        return plan.dossier.id in wanted
    event: StoredEvent = plan.row
    sides = {actor.country or actor.id for actor in (*event.event.actors, *event.event.recipients)}
    return bool(parties) and set(parties) <= sides


def _left(count: int, one: str, several: str | None = None) -> str:
    """What a section left out, in words; empty for nothing."""
    if count <= 0:
        return ""
    return english.sentence(f"{english.counted(count, one, several)} {'is' if count == 1 else 'are'} left out here.")
