"""From objects of the ledger to sentences, by the templates of `data/brief/sentences.toml` and nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from dragoman.brief import english
from dragoman.dates import Interval
from dragoman.errors import LexiconError
from dragoman.query.asking import Names
from dragoman.query.dossier_views import DossierView
from dragoman.query.plans import Plan
from dragoman.query.requests import Request

Templates = Mapping[str, Any]


@lru_cache(maxsize=1)
def load_templates() -> Templates:
    """The templates. Raises LexiconError where the file is not as it should be."""
    place = files("dragoman") / "data" / "brief" / "sentences.toml"
    try:
        return tomllib.loads(place.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not valid TOML: {error}", place="data/brief/sentences.toml") from error


@dataclass(frozen=True)
class Speaker:
    """What turns objects into sentences. `known` are the sides that the page is about: they need not be named again."""

    names: Names
    known: frozenset[str] = frozenset()

    @cached_property
    def templates(self) -> Templates:
        """The templates."""
        return load_templates()

    # ------------------------------------------------------------------ names

    def side(self, code: str) -> str:
        """An actor as it stands in a sentence: "Vietnam", "the United States", "the World Trade Organization"."""
        name = self.names.name(code)
        organisation = code.startswith(("IGO.", "NGO.")) and " " in name
        takes = code in self.templates["article"] or organisation
        return f"the {name}" if takes and not name.lower().startswith("the ") else name

    def sides(self, codes: Sequence[str]) -> str:
        """Several actors as a list."""
        return english.listed([self.side(code) for code in codes])

    def subject(self, dossier: DossierView, own: str = "") -> str:
        """A matter as it stands in a sentence: "Vietnam's ban on Chilean grapes", "the talks on fruit imports".

        `own` is the side whose matter is just "its": "Vietnam is to lift its ban".
        """
        body = dossier.record.body
        if body.get("title"):
            return str(self.templates["subject"]["given"]).format(name=body["title"])
        return self._filled(dossier, own)

    def _filled(self, dossier: DossierView, own: str) -> str:
        body, forms = dossier.record.body, self.templates["subject"]
        noun = str(body.get("noun") or dossier.kind.name)
        said = str(body.get("object") or "")
        thing = said if said and said.lower() != noun else ""
        doer = str(body.get("doer") or "")
        others = [code for code in dossier.parties if code != doer]
        values = {
            "noun": noun,
            "object": thing,
            "name": thing,
            "doers": "its" if doer and doer == own else english.possessive(self.side(doer)) if doer else "the",
            "other": self.sides(others),
            "between": self._between(dossier.parties),
            "about": f" on {thing}" if thing else "",
            "of": f" of {thing}" if thing else "",
            "over": f" over {thing}" if thing else "",
        }
        return str(forms[self._form(dossier, noun, thing, doer)]).format(**values)

    def _form(self, dossier: DossierView, noun: str, thing: str, doer: str) -> str:
        kind = dossier.kind
        if kind.name == "meeting":
            return "visit" if noun == "visit" and doer and len(dossier.parties) == 2 else "meeting"
        if kind.name == "measure":
            return "measure" if thing else "measure_bare"
        names_itself = any(word in thing.lower().split() for family in kind.families for word in family.words)
        return "named" if thing and names_itself else kind.name

    def _between(self, parties: Sequence[str]) -> str:
        if not parties or set(parties) == self.known:
            return ""
        return f" {'between' if len(parties) == 2 else 'of'} {self.sides(parties)}"

    def many(self, dossier: DossierView) -> bool:
        """Whether the matter takes a plural verb."""
        body = dossier.record.body
        if body.get("title"):
            return False
        return str(body.get("noun") or dossier.kind.name) in self.templates["plural"]

    # ------------------------------------------------------------------ sentences

    def _say(self, template: str, dossier: DossierView | None = None, **values: str) -> str:
        """A template filled and made a sentence."""
        verbs = {"is": "is", "has": "has", "was": "was", "stands": "stands", "It": "it"}
        if dossier is not None:
            if self.many(dossier):
                verbs = {"is": "are", "has": "have", "was": "were", "stands": "stand", "It": "they"}
            values = {"subject": self.subject(dossier), **values}
        return english.sentence(template.format(**verbs, **values))

    def state(self, dossier: DossierView) -> str:
        """Where a matter stands and since when."""
        folded = dossier.folded
        forms = self.templates["state"].get(folded.state, self.templates["state"]["unknown"])
        when = folded.since
        dated = when is not None and when != Interval()
        text: str = forms["dated"] if dated else forms["undated"]
        return self._say(text, dossier, since=english.since(when), on=english.on(when))

    def possible(self, dossier: DossierView) -> str:
        """What the state may be, where it is not known."""
        states = english.listed(list(dossier.folded.possible), "or")
        return self._say(self.templates["more"]["possible"], dossier, states=states)

    def planned(self, dossier: DossierView, when: Interval, *, past: bool) -> str:
        """For when it is, or was, planned."""
        template = self.templates["more"]["was_planned" if past else "planned"]
        return self._say(template, dossier, when=english.meant_for(when))

    def until(self, dossier: DossierView, until: Interval) -> str:
        """How long it is to last."""
        last = until.latest or until.earliest
        said = f"until {english.day(last)}" if last else ""
        return self._say(self.templates["more"]["until"], dossier, until=said)

    def flag(self, dossier: DossierView, flag: str) -> str | None:
        """What a flag says; `None` for one that has no sentence."""
        template = self.templates["flag"].get(flag)
        silent = dossier.folded.silent_days or 0
        return self._say(template, dossier, ago=english.ago(silent)) if template else None

    def decided(self) -> str:
        """That a person set the state."""
        return self._say(self.templates["more"]["decided"])

    def change(self, what: str, dossier: DossierView, before: DossierView | None) -> str | None:
        """What changed, by one of the words of `dragoman changes`; `None` for what has no sentence."""
        forms = self.templates["change"]
        if "→" in what and before is not None:
            if self._state_word(before) == "unknown":
                return self._say(forms["known"], dossier, state=self._state_word(dossier))
            on = english.on(dossier.folded.since)
            ends = {"before": self._state_word(before), "after": self._state_word(dossier)}
            return self._say(forms["moved"], dossier, on=f" {on}" if on else "", **ends)
        return self._say(forms[what], dossier, state=self._state_word(dossier)) if what in forms else None

    @staticmethod
    def _state_word(dossier: DossierView) -> str:
        return "unknown" if dossier.folded.possible else dossier.folded.state

    def inferred(self) -> str:
        """That no report tells of a step, but a later one implies it."""
        return self._say(self.templates["more"]["inferred"])

    def step(self, dossier: DossierView, state: str, since: Interval, *, first: bool) -> str:
        """One step of a matter's life; the first names the matter."""
        forms = self.templates["state"].get(state, self.templates["state"]["unknown"])
        dated = since != Interval()
        text: str = forms["dated"] if dated else forms["undated"]
        text = text.replace("{has} been", "{was}").replace("{since}", "{from_day}")
        from_day = english.since(since).replace("since", "from", 1)
        subject = self.subject(dossier) if first else "they" if self.many(dossier) else "it"
        return self._say(text, dossier, subject=subject, from_day=from_day, on=english.on(since))

    # ------------------------------------------------------------------ plans, requests, accounts

    def plan(self, plan: Plan, dossier: DossierView | None) -> str | None:
        """What is planned and for when, and of which matter; `None` where no template fits."""
        when = plan.due
        if dossier is not None and dossier.kind.once and when is not None and when != Interval():
            return self._say(self.templates["plan"]["matter"], dossier, when=english.meant_for(when))
        event = plan.row.event
        phases, types = self.templates["plan"]["phase"], self.templates["plan"]["type"]
        form = phases.get(str(event.phase)) if dossier is not None else None
        form = form or types.get(event.type)
        doers = list(dict.fromkeys(actor.country or actor.id or "" for actor in event.actors))
        others = list(dict.fromkeys(actor.country or actor.id or "" for actor in event.recipients))
        if form is None or not all((*doers, *others)) or not doers:
            return None
        other = self.sides([code for code in others if code not in doers])
        prepositions = {"with": "with", "to": "to", "on_other": "on"}
        around = {name: f" {word} {other}" if other else "" for name, word in prepositions.items()}
        done = form.format(it=self.subject(dossier, doers[0] if len(doers) == 1 else "") if dossier else "it", **around)
        said = self.templates["plan"]["act"].format(
            who=self.sides(doers),
            do=done,
            when=f" {english.on(when)}" if when and when != Interval() else "",
            **{"is": "are" if len(doers) > 1 else "is"},
        )
        return english.sentence(said)

    def overdue(self) -> str:
        """That the time of a plan has passed without word."""
        return self._say(self.templates["plan"]["overdue"])

    def request(self, request: Request) -> str | None:
        """Who asked whom for what, and when; `None` where a side is not known."""
        event, forms = request.row.event, self.templates["request"]
        by = list(dict.fromkeys(actor.country or actor.id or "" for actor in event.actors))
        to = list(dict.fromkeys(actor.country or actor.id or "" for actor in event.recipients))
        if not by or not to or not all((*by, *to)) or set(by) & set(to):
            return None
        wish = self._wish(request, to[0] if len(to) == 1 else "")
        if not wish:
            return None
        when = event.date.interval if event.date else None
        told, reported = english.on(when), english.on(request.row.source.published.interval)
        if not told and not reported:
            return None
        template = forms["one"] if told else forms["undated"]
        return self._say(template, by=self.sides(by), to=self.sides(to), on=told, reported=reported, wish=wish)

    def _wish(self, request: Request, own: str) -> str:
        """What is asked for, where the words name an act; `own` is the one side that is asked."""
        if request.asked is None:
            return ""
        inner, forms = request.asked.event, self.templates["request"]
        wish = str(forms["phase"].get(str(inner.phase), "") or forms["type"].get(inner.type, ""))
        if "{it}" in wish:
            return wish.format(it=self.subject(request.dossier, own)) if request.dossier else ""
        return wish

    def outcome(self, request: Request) -> str | None:
        """What came of a request; `None` where that is not known."""
        forms = self.templates["request"]
        return {"granted": forms["granted"], "refused": forms["refused"], "not granted so far": forms["open"]}.get(
            request.outcome
        )

    def account(self, dossier: DossierView, side: str, state: str, *, denies: bool) -> str:
        """What one side says of a matter."""
        template = self.templates["account"]["denies" if denies else "says"]
        return self._say(template, dossier, side=self.side(side), state=state)

    def difference(self, field: str, what: str, said: Sequence[tuple[str, str]]) -> str | None:
        """What each account says in a field in which they differ; `None` for a field that has no word."""
        forms = self.templates["account"]
        if field not in forms["fields"]:
            return None
        sides = [forms["field_side"].format(who=who, value=value) for who, value in said]
        return self._say(forms["field"], field=forms["fields"][field], what=what, sides=english.listed(sides))

    def denied(self, dossier: DossierView, who: Sequence[str], others: Sequence[str]) -> str:
        """That some accounts deny what others say."""
        verbs = {"denies": "denies" if len(who) == 1 else "deny", "say": "says" if len(others) == 1 else "say"}
        template = self.templates["account"]["denied"]
        return self._say(template, dossier, who=english.listed(who), others=english.listed(others), **verbs)

    def stance(self, side: str, matter: str, *, against: bool) -> str:
        """Where a side stands on a matter."""
        template = self.templates["account"]["stance_against" if against else "stance_for"]
        return self._say(template, side=self.side(side), matter=matter)
