"""Which expression of a sentence dates an event: the one that its predicate governs, never merely the nearest.

An expression belongs to the word it hangs on (through its preposition). It dates an event if that word is the event's
own predicate, or carries it (the light verb of "held talks on Monday", the partner of "met and signed on
Monday"), or if
the event hangs on a dated clause without a clause of its own ("met on Monday, signing a pact"). An expression under
another predicate, under a verb of speaking, or a length of time dates nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dragoman.dates import DateBasis, Granularity, Interval
from dragoman.ledger.dating.other_times import names_another_time, word_before
from dragoman.ledger.dating.relatives import (
    earlier_days,
    happens_in,
    is_made_then,
    is_occasion_of,
    is_of_its_noun,
    is_second_deed,
    verb_after_and,
    verb_of_bare_day,
)
from dragoman.lexicon.dating_words import dating_words
from dragoman.lexicon.word_lists import any_of
from dragoman.model import DatedBy, Document, Parse, Span, Timex, Words

_DATING = frozenset({"DATE", "TIME"})
_REFERENCES = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
# dependencies that lead from an expression up to the word it belongs to
_UPWARDS = frozenset({"pobj", "pcomp", "prep", "npadvmod", "tmod", "advmod", "nummod", "compound", "appos", "quantmod"})
# dependencies by which an event is carried by, or shares the clause of, the word above it
_CARRIED = {"dobj": 1, "nsubjpass": 1, "attr": 1, "conj": 2, "nsubj": 2, "oprd": 2, "prep": 3, "pobj": 3, "xcomp": 3}
_CARRIED_FAR = _CARRIED | {"advcl": 4, "compound": 2, "poss": 2, "pcomp": 3, "agent": 3}
_CLAUSES = frozenset({"ccomp", "relcl", "csubj", "parataxis"})
_SPEECH = dating_words("events", "speech")
_LIGHT = dating_words("events", "light")
_OTHER_TIME = dating_words("events", "other-time")
_MARKS = frozenset({"IN", "WRB"})
_BACKGROUND = timedelta(days=365)
_END = re.compile(r"(?:the )?(?:very )?(?:end\b|(?:year|month|quarter)(?:'s|-| )+end\b)", re.IGNORECASE)
_HOUR_ALONE = re.compile(
    rf"(?:(?:about|around|early|late|mid|the)[ -])*(?:{any_of(dating_words('events', 'hours'))}|"
    r"\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?|\d{4} [A-Z]{3})",
    re.IGNORECASE,
)
_ABOUT = dating_words("events", "about")
_LATER = dating_words("events", "later")
_OF_ONE_TIME = dating_words("events", "of-one-time")
_BY_CLAUSE = 4  # from this cost on a date is lent by another clause, and says so
_PLANNED = dating_words("events", "planned")
_FIXED = _PLANNED | dating_words("events", "fixed")
_ANNOUNCING = dating_words("events", "announcing")
_WITHIN = dating_words("events", "within")
_PRONOUNS = dating_words("events", "pronouns")
_DASHES = frozenset({"-", "–", "—", "--"})
_HEADING = _DASHES | {":"}  # after the date that heads a line of a chronology
_JOINING = dating_words("events", "joining") | _DASHES
_LISTING = frozenset({"and", "or"})


def date_event(parse: Parse, head: int, timexes: Sequence[Timex], document: Document) -> DatedBy | None:
    """The days of the event whose predicate is token `head`, or `None` where the sentence does not say.

    `timexes` are those of the sentence. The day of publication is never taken for the day of an event. "Until" names an
    end, not the day of the act, and is left to the matter of the event.
    """
    best = _best(parse, head, [t for t in timexes if _can_date(t)])
    return _dated(parse, best[1], timexes, document, inherited=best[0] >= _BY_CLAUSE) if best else None


def date_words(parse: Parse, head: int, timexes: Sequence[Timex], document: Document) -> Words | None:
    """The words that would date an event, were the day of its report known; `None` where there are none."""
    best = _best(parse, head, [t for t in timexes if _waits_for_a_date(t)])
    return Words(best[1].text, document.span(best[1].start, best[1].end)) if best and best[0] < _BY_CLAUSE else None


def _best(parse: Parse, head: int, timexes: Sequence[Timex]) -> tuple[int, Timex] | None:
    """The expression that dates the event best, with how far it is from doing so."""
    best: tuple[int, bool, int, Timex] | None = None
    for timex in timexes:
        if names_another_time(parse, timex, head):
            continue
        anchor = _governor(parse, timex)
        if anchor is None:
            continue
        cost = _cost(parse, timex, anchor, head)
        if cost is None and any(
            _governor(parse, other) == anchor for other in earlier_days(parse, timex, head, timexes)
        ):
            cost = _BY_CLAUSE - 1 if _path_up(parse, head, anchor) else None
        if cost is None:
            continue
        # "there since Wednesday, he met them on Thursday"
        key = (cost, timex.relation == "since", abs(timex.start - parse.starts[head]), timex)
        if best is None or key[:3] < best[:3]:
            best = key
    return (best[0], best[3]) if best else None


def said_on(parse: Parse, cue: int, timexes: Sequence[Timex], document: Document) -> DatedBy | None:
    """The day on which a source spoke: the expression that hangs on the verb of speaking itself."""
    for timex in timexes:
        if _can_date(timex) and _governor(parse, timex) == cue:
            return _dated(parse, timex, timexes, document, inherited=False)
    return None


def _can_date(timex: Timex) -> bool:
    if timex.type == "TIME" and timex.basis is DateBasis.RELATIVE_TO_PUBLICATION and _HOUR_ALONE.fullmatch(timex.text):
        return False  # "at dawn" names no day, and the report's own is not taken for it
    if timex.type == "DURATION":
        return timex.relation == "in" and timex.direction == "future" and timex.interval is not None
    return timex.type in _DATING and timex.value not in _REFERENCES and timex.interval is not None


def _waits_for_a_date(timex: Timex) -> bool:
    """Whether an expression names no day only because its report has none."""
    return timex.type in _DATING and timex.interval is None and timex.derivation.startswith("the report has no date")


def _governor(parse: Parse, timex: Timex) -> int | None:
    """The word that an expression belongs to: from its own head up through prepositions and adverbs."""
    inside = [i for i in range(len(parse)) if parse.starts[i] < timex.end and timex.start < parse.ends[i]]
    if not inside:
        return None
    top = next((i for i in inside if parse.heads[i] not in inside or parse.heads[i] == i), inside[-1])
    headed = _clause_headed(parse, inside)
    if headed is not None:
        return headed
    if parse.heads[top] == top:
        return top
    above = parse.heads[top]
    # an adverb or adjective of time ("later on Wednesday", "early on Friday") hands on to its own head
    while parse.heads[above] != above and (
        parse.tags[above] in ("IN", "TO", "RP")
        or (parse.tags[above] == "RB" and parse.deps[above] in _UPWARDS)
        or (parse.lemmas[above] == "time" and timex.type == "DURATION")  # "in three months' time"
    ):
        above = parse.heads[above]
    above = _outside_subject(parse, timex, _outside_clause(parse, timex, above))
    above = verb_of_bare_day(parse, timex, top, above)
    return verb_after_and(parse, timex, above) or above


def _clause_headed(parse: Parse, inside: Sequence[int]) -> int | None:
    """In the line of a chronology, "April 1, 2020: Oslo lifts the tariff", the verb of the clause after the colon."""
    after = inside[-1] + 1
    if inside[0] > 1 or after + 1 >= len(parse) or parse.texts[after] not in _HEADING:
        return None
    if inside[0] == 1 and parse.texts[0].lower() not in _WITHIN:
        return None
    token = after + 1
    while parse.heads[token] != token and parse.heads[token] > after:
        token = parse.heads[token]
    return token if parse.tags[token].startswith("VB") else None


def _outside_subject(parse: Parse, timex: Timex, governor: int) -> int:
    """ "Signed a pact on sharing water here Tuesday": what a pact or talks are on has no day, signing it has one."""
    if parse.tags[governor] != "VBG" or parse.deps[governor] != "pcomp" or timex.direction == "future":
        return governor
    preposition = parse.heads[governor]
    noun = parse.heads[preposition]
    verb = parse.heads[noun] if parse.deps[noun] in ("dobj", "nsubjpass") else noun
    told = parse.tags[verb] in ("VBD", "VBN") and parse.texts[preposition].lower() == "on"
    return verb if told else governor


def _outside_clause(parse: Parse, timex: Timex, governor: int) -> int:
    """In "banned it last month after larvae were found" the month stands before the clause and belongs to the ban.

    Parsers hang such an expression on the verb of the clause that follows; the conjunction between them knows better.
    """
    while parse.heads[governor] != governor:
        marks = [c for c in parse.children[governor] if parse.deps[c] in ("mark", "advmod") and parse.tags[c] in _MARKS]
        if not any(timex.end <= parse.starts[c] for c in marks):
            break
        governor = parse.heads[governor]
    return governor


def _cost(parse: Parse, timex: Timex, anchor: int, head: int) -> int | None:
    """How far an expression on `anchor` is from dating the event on `head`; `None` where it does not."""
    if anchor == head:
        return 0
    if is_of_its_noun(parse, timex, anchor, head):
        return None
    if is_made_then(parse, timex, anchor, head):
        return 1
    if happens_in(parse, anchor, head):
        return 1
    if _planned_for(parse, anchor, head) or is_occasion_of(parse, timex, anchor, head):
        return _BY_CLAUSE
    if _is_when(parse, anchor, head):
        return _BY_CLAUSE
    below = _path_up(parse, anchor, head)
    if below is not None:
        # the expression stands somewhere under the event: fine unless another predicate owns it
        owned = any(parse.tags[i].startswith("VB") or parse.deps[i] in _CLAUSES for i in below)
        if _speaking_then(parse, below, head):
            return _BY_CLAUSE
        if _is_rest_of_passive(parse, below, head):
            return len(below)
        if is_second_deed(parse, below, head):
            return _BY_CLAUSE
        if any(parse.texts[i].lower() in _ABOUT and parse.tags[i] == "IN" for i in below):
            return None  # "apologised for the downing of a bomber in May", "broke off ties over an attack in May"
        if parse.tags[head].startswith("VB") and any(parse.deps[i] == "appos" for i in below):
            return None  # "Oslo and Beijing, its main lender since 2009, had been negotiating the credit"
        return None if owned or _is_told_of(parse, timex, below, head) else len(below)
    above = _path_up(parse, head, anchor)
    if above is None:
        return None
    if parse.lemmas[anchor].lower() in _FIXED and word_before(parse, timex) == "for":
        # of the act that is fixed for it, and not of what became of the plan ("planned for May and was put off")
        return 1 if _is_fixed_for(parse, above, anchor) else None
    if _is_under_way(parse, above, anchor):
        return _BY_CLAUSE
    if _is_announced(parse, above, anchor) and (timex.direction == "future" or parse.deps[above[0]] == "dobj"):
        return 1
    return _carried(parse, above, anchor)


def _is_when(parse: Parse, clause: int, head: int) -> bool:
    """ "When they met in October, they agreed to it": both are of one time, where both are in the past."""
    if parse.deps[clause] != "advcl" or parse.heads[clause] != head or clause > head:
        return False
    opens = any(parse.texts[c].lower() == "when" for c in parse.children[clause] if c < clause)
    return opens and parse.tags[clause] == parse.tags[head] == "VBD"


def _speaking_then(parse: Parse, below: Sequence[int], head: int) -> bool:
    """ "Speaking in Oslo on Monday, he condemned ...": a participle that opens the sentence is of the same time."""
    (opener, *rest) = below
    if rest or parse.deps[opener] != "advcl" or parse.tags[opener] != "VBG" or opener > head:
        return False
    marks = {parse.texts[c].lower() for c in parse.children[opener] if c < opener}
    return parse.texts[opener].lower() != "having" and not marks


def _is_rest_of_passive(parse: Parse, below: Sequence[int], head: int) -> bool:
    """ "Two were killed and ten [wounded] on Monday": what shares the auxiliary of a passive shares its day."""
    (rest, *deeper) = below
    shared = not deeper and parse.deps[rest] == "conj" and parse.tags[rest] == parse.tags[head] == "VBN"
    passive = any(parse.deps[c] == "auxpass" for c in parse.children[head])
    return shared and passive and not any(parse.deps[c] in ("aux", "auxpass") for c in parse.children[rest])


def _planned_for(parse: Parse, planned: int, head: int) -> bool:
    """ "Were to meet during a stay, slated for June": a plan has the days of the stay that it is part of.

    Parsers hang such a participle on the noun or on the clause; it belongs to the noun right before it.
    """
    if parse.tags[head] != "VB" or parse.tags[planned] != "VBN" or parse.lemmas[planned].lower() not in _PLANNED:
        return False
    adjuncts = [c for c in parse.children[head] if c > head and parse.texts[c].lower() in _WITHIN]
    for adjunct in adjuncts:
        below = [i for i in parse.subtree(adjunct) if i < planned]
        between = range(below[-1] + 1, planned) if below else range(0)
        if below and all(parse.tags[i] in (",", "RB") for i in between):
            return True
    return False


def _is_fixed_for(parse: Parse, above: Sequence[int], anchor: int) -> bool:
    """ "A visit is scheduled for May", "they have set talks for Monday": the day that it is fixed for is its own."""
    (act, *rest) = above
    return not rest and parse.tags[anchor].startswith("VB") and parse.deps[act] in ("nsubjpass", "dobj")


def _is_told_of(parse: Parse, timex: Timex, below: Sequence[int], head: int) -> bool:
    """ "Condemned the arrests of Saturday", "Monday's vote": the day is that of what the verb is about."""
    if not parse.tags[head].startswith("VB") or parse.lemmas[head].lower() in _LIGHT or parse.deps[below[-1]] != "dobj":
        return False
    top = next(i for i in range(len(parse)) if parse.starts[i] < timex.end and timex.start < parse.ends[i])
    return timex.relation == "of" or any(
        parse.deps[i] == "poss" for i in (top, *parse.ancestors(top)) if i < below[0] and i >= top
    )


def _is_announced(parse: Parse, above: Sequence[int], anchor: int) -> bool:
    """ "Announced the start of flights on May 7", "on May 7 announced a ban": what is announced, and the announcing."""
    *chain, top = above
    said = parse.tags[anchor] in ("VBD", "VBN") and parse.lemmas[anchor].lower() in _ANNOUNCING
    within = all(parse.deps[i] == "pobj" or parse.texts[i].lower() == "of" for i in chain)
    return said and within and parse.deps[top] in ("dobj", "nsubjpass") and parse.tags[above[0]].startswith("NN")


def _is_under_way(parse: Parse, above: Sequence[int], anchor: int) -> bool:
    """ "Announced on Friday that it was suspending flights": what is under way when it is told is of that day."""
    (first, *rest) = above
    if rest or parse.deps[first] != "ccomp" or parse.tags[first] != "VBG" or parse.tags[anchor] != "VBD":
        return False
    before = {parse.texts[c].lower(): parse.deps[c] for c in parse.children[first] if c < first}
    return bool({"was", "were"} & set(before)) and any(
        word in _PRONOUNS and dep == "nsubj" for word, dep in before.items()
    )


def _path_up(parse: Parse, low: int, high: int) -> list[int] | None:
    """The tokens from `low` up to, without, `high`; `None` where `high` is not above."""
    path = [low]
    for token in parse.ancestors(low):
        if token == high:
            return path
        path.append(token)
    return None


def _carried(parse: Parse, path: Sequence[int], anchor: int) -> int | None:
    """The cost of an event that hangs on a dated word by `path`; `None` where a clause or speech stands between."""
    if parse.lemmas[anchor].lower() in _SPEECH and not (len(path) == 1 and parse.deps[path[0]] == "conj"):
        return None
    total = 0
    for token in path:
        dep = parse.deps[token]
        if dep in _CLAUSES or dep not in _CARRIED_FAR:
            return None
        if _has_other_time(parse, token) or _is_of_later(parse, token, anchor):
            return None
        total += _CARRIED_FAR[dep]
    light = parse.lemmas[anchor].lower() in _LIGHT and len(path) == 1
    if light:
        return 1
    is_noun = parse.tags[path[0]].startswith("NN")
    if is_noun and parse.deps[path[-1]] in ("dobj", "nsubjpass", "pobj", "prep") and not light:
        # "rejected a visit on Monday": Monday is the day of the refusal, not of the visit
        return None if parse.tags[anchor].startswith("VB") else total
    return total + 2


def _is_of_later(parse: Parse, token: int, anchor: int) -> bool:
    """ "Agreed on Sunday to withdraw", "suspended it in May and has since refused": what is agreed or done since."""
    children = parse.children[token]
    words = {parse.texts[c].lower() for c in children if c < token}
    if parse.deps[token] == "conj":
        return bool(words & _LATER) and parse.tags[token].startswith("VB")
    to_do = parse.deps[token] == "xcomp" and parse.tags[token] == "VB" and "to" in words
    return to_do and parse.lemmas[anchor].lower() not in _OF_ONE_TIME


def _has_other_time(parse: Parse, token: int) -> bool:
    """Whether a clause or phrase is set off in time from what it hangs on: "after ...", "before ...ing"."""
    if parse.texts[token].lower() in _OTHER_TIME and parse.tags[token] == "IN":
        return True
    openers = (child for child in parse.children[token] if parse.deps[child] in ("mark", "prep") and child < token)
    return any(parse.texts[child].lower() in _OTHER_TIME for child in openers)


def _dated(
    parse: Parse, timex: Timex, timexes: Sequence[Timex], document: Document, *, inherited: bool
) -> DatedBy | None:
    """An expression as the date of an act, with what stands beside it and what its preposition does to it."""
    said = days_said(parse, timex, timexes, document)
    interval, note = constrain(said.interval, timex, document.published.interval)
    why = f"the clause it hangs on: {said.derivation}" if inherited else said.derivation
    basis = DateBasis.INFERRED if inherited else said.basis
    return replace(said, interval=interval, basis=basis, derivation=f"{why}{note}")


def days_said(parse: Parse, timex: Timex, timexes: Sequence[Timex], document: Document) -> DatedBy:
    """The days of an expression, or from its first to the last of those that stand beside it, with both named."""
    interval = timex.interval or Interval()
    why = timex.derivation
    span = document.span(timex.start, timex.end)
    for other in joined(parse, timex, timexes):
        if other.interval is not None:
            interval = interval.hull(other.interval)
            word = word_before(parse, other)
            why = f"{why}; {word if word in _LISTING else 'to'} {other.derivation}"
            span = Span(span.start, document.span(other.start, other.end).end)
    return DatedBy(interval, timex.granularity or Granularity.DAY, timex.basis or DateBasis.INFERRED, why, span)


def joined(parse: Parse, timex: Timex, timexes: Sequence[Timex]) -> list[Timex]:
    """What an expression says together with: "on Tuesday and Wednesday", "May 3, 4 and 5", "from May to July 2019".

    An act that took place on the days of several expressions took place from the first of them to the last. The
    expressions must be of one fineness and stand beside one another with nothing but words of joining between them;
    "and" joins two only where the second hangs on the first, or both on one word.
    """
    found: list[Timex] = []
    last = timex
    for other in sorted(timexes, key=lambda t: t.start):
        if other.start < last.end or not _can_date(other):
            continue
        if not _stands_beside(parse, timex, last, other):
            break
        found.append(other)
        last = other
    if found and word_before(parse, found[-1]) == ",":
        return []  # days in a row without an "and" are no list
    return found


def _stands_beside(parse: Parse, first: Timex, last: Timex, other: Timex) -> bool:
    between = [
        parse.texts[i].lower()
        for i in range(len(parse))
        if parse.starts[i] >= last.end and parse.ends[i] <= other.start
    ]
    ranged = first.relation in ("from", "between") and other.relation in ("to", "until", "and", "through", None)
    if len(between) > 3 or any(word not in _JOINING for word in between):
        return False
    if not between or (first.granularity != other.granularity and not ranged):
        return False
    if ranged or "again" in between or not {"and", "or", ","}.intersection(between):
        return True
    governor = _governor(parse, other)
    if governor is None:
        return False
    return first.start <= parse.starts[governor] < last.end or governor == _governor(parse, first)


def constrain(interval: Interval, timex: Timex, published: Interval | None = None) -> tuple[Interval, str]:
    """The days of an act that happens by, before or after the days that an expression says, and a note for why.

    The other end is the report's day where that is known: what will happen by Friday happens from the report's day on,
    what happened after Friday had happened when it was reported.
    """
    relation, direction = timex.relation, timex.direction
    first, last = interval.earliest, interval.latest
    published = published or Interval()
    if relation == "by":
        start = published.earliest if direction == "future" else None
        return _ordered(start, last, interval), "; by then"
    if relation == "before" and first is not None and first > date.min:
        start = published.earliest if direction == "future" else None
        if _END.match(timex.text):
            return _ordered(start, last, interval), "; by then"
        # "before the end of the year" is said in its last months too
        over = start is not None and first <= start <= (last or date.max)
        return _ordered(start, last if over else first - timedelta(days=1), interval), "; before it"
    if relation == "after" and last is not None and last < date.max:
        end = published.latest if direction != "future" else None
        return _ordered(last + timedelta(days=1), end, interval), "; after it"
    return interval, ""


def _ordered(first: date | None, last: date | None, fallback: Interval) -> Interval:
    """The interval of two ends, or the fallback where they cross."""
    return fallback if first is not None and last is not None and last < first else Interval(first, last)


def is_background(date: DatedBy | None, published: Interval) -> bool:
    """Whether an act lies clearly more than a year before the report that tells of it."""
    if date is None or date.interval.latest is None or published.earliest is None:
        return False
    return date.interval.latest < published.earliest - _BACKGROUND
