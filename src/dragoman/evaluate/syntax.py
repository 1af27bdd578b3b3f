"""Propositions and references against gold: who does what to whom, and whom a pronoun or description means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.evaluate.gold import places
from dragoman.evaluate.reader import GoldReader
from dragoman.evaluate.score import Score, overlap, prf, ratio
from dragoman.lexicon.valency import load_valency
from dragoman.model import Document, Json, Layers, Parse, Proposition, Report

_COPULAS = frozenset({"be", "become", "remain", "seem", "appear"})
PROPOSITION_NEEDS = ("text", "propositions")
REFERENCE_NEEDS = ("text", "mention", "start", "end", "answer")

Stretch = tuple[int, int]


# ------------------------------------------------------------------ propositions


def score_propositions(
    records: Sequence[Json], reader: GoldReader, report_of: Callable[[Json], Report], *, per_type: bool = False
) -> Score:
    """Precision, recall and F1 of propositions: predicate; with its agents; with its patients; with both.

    A proposition is matched with one of the gold whose trigger it overlaps and whose predicate is the same word; that
    of a noun is its verb, and a particle counts with the verb. Agents (or patients) are right if each of the gold's
    phrases holds the head of one of ours, or of what stands in apposition to it, and none of ours lies outside. What
    the gold by its rules does not list is left out: adjectives and copulas, predicates that only change how real
    another is, nouns of which neither doer nor object is told.
    """
    gold = predicted = 0
    right = {"predicate": 0, "predicate+agent": 0, "predicate+patient": 0, "predicate+agent+patient": 0}
    for record in records:
        read = reader.layers(report_of(record))
        ours = _propositions(*read) if read else []
        gold += len(record["propositions"])
        predicted += len(ours)
        for wanted in record["propositions"]:
            found = next((p for p in ours if _same_predicate(record, wanted, *p)), None)
            if found is None:
                continue
            ours.remove(found)
            agent, patient = (_same_fillers(record, wanted[role], role, *found) for role in ("agent", "patient"))
            right["predicate"] += 1
            right["predicate+agent"] += agent
            right["predicate+patient"] += patient
            right["predicate+agent+patient"] += agent and patient
    figures = {k: v for name, hits in right.items() for k, v in prf(name, hits, predicted, hits, gold).items()}
    recall = ratio(right["predicate+agent+patient"], right["predicate"])
    figures["roles right where the predicate is"] = recall
    return Score(figures, {"sentences": len(records), "gold": gold, "predicted": predicted})


Ours = tuple[Document, Parse, Proposition]


def _propositions(document: Document, layers: Layers) -> list[Ours]:
    return [
        (document, layers.parses[index], proposition)
        for index in sorted(layers.propositions)
        for proposition in layers.propositions[index]
        if _is_listed(proposition)
    ]


def _is_listed(ours: Proposition) -> bool:
    """Whether the gold lists a proposition of this kind."""
    told = {role.name for role in ours.roles}
    if ours.kind == "verb":
        valency = load_valency()
        raising = valency.raising_passive if ours.voice == "passive" else valency.raising_active
        return ours.predicate not in _COPULAS and not ("complement" in told and ours.predicate in raising)
    return ours.kind == "light" or (ours.kind == "noun" and bool(told & {"agent", "patient"}))


def _same_predicate(record: Json, wanted: Json, document: Document, parse: Parse, ours: Proposition) -> bool:
    where = places(record["text"], [wanted["trigger"]])
    spans = [document.span(parse.starts[t], parse.ends[t]) for t in (ours.head, *ours.tokens)]
    near = any(overlap(place, (s.start, s.end)) > 0 for place in where for s in spans)
    return near and wanted["predicate"].lower() in (ours.predicate.lower(), ours.verb.lower())


def _same_fillers(
    record: Json, words: Sequence[str], role: str, document: Document, parse: Parse, ours: Proposition
) -> bool:
    fillers = []
    for head in {r.head for r in ours.roles if r.name == role}:
        alike = [head, *(c for c in parse.children[head] if parse.deps[c] == "appos")]
        spans = [document.span(parse.starts[t], parse.ends[t]) for t in alike]
        fillers.append([(s.start, s.end) for s in spans])
    wanted = [places(record["text"], [each]) for each in words]
    met = all(any(_touches(phrase, filler) for filler in fillers) for phrase in wanted)
    within = all(any(_touches(phrase, filler) for phrase in wanted) for filler in fillers)
    return met and within


def _touches(phrase: Sequence[Stretch], filler: Sequence[Stretch]) -> bool:
    return any(overlap(place, stretch) > 0 for place in phrase for stretch in filler)


# ------------------------------------------------------------------ references


def score_references(
    records: Sequence[Json], reader: GoldReader, report_of: Callable[[Json], Report], *, per_type: bool = False
) -> Score:
    """How many mentions go back to the words that the gold names and no others; a guess at what is left open is wrong.

    Also apart: those that have an answer and got the right one, none, or a wrong one; and those that have none.
    """
    answered = wrong = right = silent_right = silent = 0
    for record in records:
        read = reader.layers(report_of(record))
        said = _antecedents(*read, (record["start"], record["end"])) if read else []
        answered += bool(said)
        if record["answer"] is None:
            silent += 1
            silent_right += not said
            continue
        hit = _same_words(record, said)
        right += hit
        wrong += bool(said) and not hit
    told = len(records) - silent
    figures = {
        "accuracy": ratio(right + silent_right, len(records)),
        "right, of those with an answer": ratio(right, told),
        "wrong, of those with an answer": ratio(wrong, told),
        "left open, of those without": ratio(silent_right, silent),
        "precision": ratio(right, answered),
    }
    return Score(figures, {"mentions": len(records), "with an answer": told, "answered": answered})


def _antecedents(document: Document, layers: Layers, place: Stretch) -> list[Stretch]:
    """The raw spans to which the mention at raw `place` is taken back."""
    found = []
    for (sentence, token), mentions in layers.references.items():
        parse = layers.parses[sentence]
        span = document.span(parse.starts[token], parse.ends[token])
        if overlap((span.start, span.end), place) <= 0:
            continue
        for mention in mentions:
            stretch = mention.antecedent or (mention.start, mention.end)
            there = document.span(*stretch)
            if overlap((there.start, there.end), place) <= 0:
                found.append((there.start, there.end))
    for (sentence, token), places_taken in layers.taken_up.items():
        parse = layers.parses[sentence]
        span = document.span(parse.starts[token], parse.ends[token])
        if overlap((span.start, span.end), place) > 0:
            spans = [document.span(*each) for each in places_taken]
            found += [(s.start, s.end) for s in spans if overlap((s.start, s.end), place) <= 0]
    return found


def _same_words(record: Json, said: Sequence[Stretch]) -> bool:
    """Each of the gold's phrases is touched, and nothing else is."""
    wanted = [places(record["text"], [each]) for each in record["answer"]]
    met = all(any(overlap(place, s) > 0 for place in phrase for s in said) for phrase in wanted)
    within = all(any(overlap(place, s) > 0 for phrase in wanted for place in phrase) for s in said)
    return bool(said) and met and within
