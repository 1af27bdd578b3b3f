"""For how long an act holds, and until when: "for 90 days", "by two years", "through March", "until further notice".

The lengths and the days themselves are those of the layer of temporal expressions; here it is found which of them say
how long the matter of an act is to last, and when that is over, counted from the day on which the act takes effect.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.errors import LexiconError
from dragoman.lexicon.cue_files import load_toml
from dragoman.model import CodedEvent, DatedBy, Document, Event, Parse, Phase, Status, Term, Timex
from dragoman.times.lengths import all_later

_FILE = "terms.toml"
_KEYS = {"open", "lasting", "moving", "ending", "moved_to", "beginning", "looking_back"}
_MOVED = frozenset({Phase.POSTPONE, Phase.RESCHEDULE, Phase.EXTEND})
_HOLDS_FROM = frozenset({Phase.BEGIN, Phase.SUSPEND, Phase.RESUME, Phase.LIFT, Phase.EASE, Phase.TIGHTEN, Phase.SEVER})
_DONE = frozenset({Status.OCCURRED, Status.ONGOING, Status.SCHEDULED})


@dataclass(frozen=True, slots=True)
class TermCues:
    """Words that leave an end open, as patterns; words before a length, a step, a last day, a new and a first one."""

    open: re.Pattern[str]
    lasting: frozenset[str]
    moving: frozenset[str]
    ending: frozenset[str]
    moved_to: frozenset[str]
    beginning: frozenset[str]
    looking_back: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lasting:
    """What a sentence says of an act's time: its term and last day, the expressions that say so, and its first day."""

    term: Term | None = None
    until: Timex | None = None
    used: tuple[Timex, ...] = ()
    begins: Timex | None = None


@lru_cache(maxsize=1)
def load_term_cues() -> TermCues:
    """The cues that ship with Dragoman. Raises LexiconError for a key that is unknown or missing."""
    tables = load_toml(_FILE)
    wrong = sorted(_KEYS ^ set(tables))
    if wrong:
        raise LexiconError(
            f"key {wrong[0]!r} is unknown or missing", place=_FILE, remedy=f"keys are {', '.join(sorted(_KEYS))}"
        )
    words = "|".join(sorted((re.escape(w).replace(r"\ ", r"\s+") for w in tables["open"]), key=len, reverse=True))
    return TermCues(
        open=re.compile(rf"\b(?:{words})\b", re.I),
        lasting=frozenset(tables["lasting"].split()),
        moving=frozenset(tables["moving"].split()),
        ending=frozenset(tables["ending"].split()),
        moved_to=frozenset(tables["moved_to"].split()),
        beginning=frozenset(tables["beginning"].split()),
        looking_back=frozenset(tables["looking_back"].split()),
    )


def find_term(
    parse: Parse, item: CodedEvent, heads: Collection[int], times: Sequence[Timex], document: Document
) -> Lasting:
    """The term of the matter of an act, and its last day, among the expressions of its sentence.

    An expression belongs to the nearest act above it; `heads` are the tokens of all acts of the sentence.
    """
    cues = load_term_cues()
    own = [t for t in times if _owner(parse, t.start, item, heads) == item.head]
    ends = cues.ending | (cues.moved_to if item.event.phase in _MOVED else frozenset())
    until = next((t for t in own if t.relation in ends and t.interval and t.granularity), None)
    length = next((t for t in own if t.type == "DURATION" and _is_length(parse, t, item, cues)), None)
    used = tuple(t for t in own if t.relation in ends or t == length)
    begins = next((t for t in own if t not in used and _begins(parse, t, cues)), None)
    if length is not None:
        relation = "by" if _preposition(parse, length) in cues.moving else "for"
        value = length.value if _counts(length.value) else None
        term = Term(value, length.text, relation, document.span(length.start, length.end))
        return Lasting(term, until, used, begins)
    if until is None:
        start, end = parse.starts[0], parse.ends[-1]
        for match in cues.open.finditer(document.clean.text, start, end):
            if _owner(parse, match.start(), item, heads) == item.head:
                span = document.span(match.start(), match.end())
                return Lasting(Term(None, " ".join(match.group().split()), "open", span), None, used, begins)
    return Lasting(None, until, used, begins)


def end_of(event: Event, lasting: Lasting, published: Interval, parse: Parse, head: int) -> DatedBy | None:
    """When a term is over that is given by its length; `None` where nothing says when it began.

    What was put off for a while is due so much later than it was planned; what was done holds from the day on which it
    takes effect; without such a day, what was done by the day of the report is over so long after it at the latest.
    """
    term, matter = lasting.term, event.matter
    if term is None or term.value is None or event.status not in _DONE:
        return None
    if event.phase in (Phase.POSTPONE, Phase.RESCHEDULE):
        plan = matter.planned if matter else None
        return _later(plan.interval, term, f"planned for {_said(plan.interval)}") if plan else None
    if event.phase not in _HOLDS_FROM or term.relation != "for" or _is_perfect(parse, head):
        return None
    dated = event.effective or event.date
    start = lasting.begins.interval if lasting.begins else dated.interval if dated else None
    if start is not None:
        return _later(start, term, f"from {_said(start)}")
    if event.status is Status.OCCURRED and not event.historical and published.latest is not None:
        begun = Interval(None, published.latest)
        return _later(begun, term, f"begun by {published.latest}, the day of the report")
    return None


def _later(start: Interval, term: Term, why: str) -> DatedBy | None:
    interval = all_later(start, term.value) if term.value else None
    if interval is None:
        return None
    granularity = Granularity.DAY if interval.is_day else Granularity.MONTH
    return DatedBy(interval, granularity, DateBasis.INFERRED, f'"{term.text}" {why}', term.span)


def _counts(value: str) -> bool:
    """Whether a length has a number: "P3M", but not "PXM", some months."""
    return "X" not in value


def _said(interval: Interval) -> str:
    ends = sorted({str(day) for day in (interval.earliest, interval.latest) if day is not None})
    return " to ".join(ends)


def _owner(parse: Parse, start: int, item: CodedEvent, heads: Collection[int]) -> int | None:
    """The nearest act above the token at `start`; without one, the act that stands under the same top."""
    token = next((t for t in range(len(parse)) if parse.starts[t] <= start < parse.ends[t]), None)
    if token is None:
        return None
    above = [token, *parse.ancestors(token)]
    found = next((t for t in above if t in heads or _is_clause_on_noun(parse, t)), None)
    return found if found is not None else (item.head if above[-1] in parse.ancestors(item.head) else None)


def _is_clause_on_noun(parse: Parse, token: int) -> bool:
    """ "The talks, [postponed] for three months, will resume": that is how long they were put off."""
    return parse.tags[token].startswith("VB") and parse.deps[token] in ("acl", "relcl")


def _is_length(parse: Parse, timex: Timex, item: CodedEvent, cues: TermCues) -> bool:
    """Whether a duration is how long the matter is to last: "for two years", "a two-month ban", "by a week"."""
    if timex.text.endswith("-old"):
        return False  # an age: how long it has lasted
    preposition = _preposition(parse, timex)
    if _looks_back(parse, timex, cues):
        return False
    if preposition is not None and preposition != "of":
        return preposition in cues.lasting | cues.moving
    if timex.relation is not None and preposition is None:
        return False
    token = next((t for t in range(len(parse)) if parse.starts[t] <= timex.start < parse.ends[t]), None)
    if token is None:
        return False
    nouns = (t for t in parse.ancestors(token) if parse.tags[t].startswith("NN"))
    noun = next((t for t in nouns if not timex.start <= parse.starts[t] < timex.end), None)
    return noun is not None and (noun == item.head or _is_matter(parse, noun, item))


def _looks_back(parse: Parse, timex: Timex, cues: TermCues) -> bool:
    """ "The [first] exports for three years": so long ago were those before them, and nothing lasts so long."""
    token = next((t for t in range(len(parse)) if parse.starts[t] <= timex.start < parse.ends[t]), None)
    nouns = (t for t in parse.ancestors(token) if parse.tags[t].startswith("NN")) if token is not None else iter(())
    beyond = next((t for t in nouns if not timex.start <= parse.starts[t] < timex.end), None)
    return beyond is not None and any(parse.lemmas[c].lower() in cues.looking_back for c in parse.children[beyond])


def _begins(parse: Parse, timex: Timex, cues: TermCues) -> bool:
    """Whether an expression is the first day: "from Friday", "starting on 1 September"."""
    if timex.interval is None or timex.granularity is None:
        return False
    if timex.relation in cues.beginning:
        return True
    first = next((t for t in range(len(parse)) if parse.starts[t] >= timex.start), 0)
    return any(parse.texts[t].lower() in cues.beginning for t in range(max(0, first - 2), first))


def _is_matter(parse: Parse, noun: int, item: CodedEvent) -> bool:
    matter = item.event.matter
    return matter is not None and parse.lemmas[noun].lower() == matter.matter_class


def _preposition(parse: Parse, timex: Timex) -> str | None:
    """The preposition before an expression, past "another", "a further" and "at least"."""
    if timex.relation is not None:
        return timex.relation
    first = next((t for t in range(len(parse)) if parse.starts[t] >= timex.start), None)
    for token in range((first or 0) - 1, max(-1, (first or 0) - 4), -1):
        if parse.tags[token] in ("IN", "TO"):
            return parse.lemmas[token].lower()
        if parse.tags[token] not in ("DT", "JJ", "JJR", "RB"):
            return None
    return None


def _is_perfect(parse: Parse, head: int) -> bool:
    """ "Has been suspended for two years" says how long it has lasted, not how long it will."""
    return any(parse.lemmas[c].lower() == "have" for c in parse.children[head] if parse.deps[c] in ("aux", "auxpass"))
