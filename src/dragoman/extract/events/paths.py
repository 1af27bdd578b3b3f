"""The way from a word up to the root of its sentence: what governs it, in which role, and what opens its phrase.

Propositions link the predicates that the lexicon knows. How real a word is hangs on every word above it, known or not:
"in favour of tightening", "nothing came of the visit". So this way goes through the tokens of the parse.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.lexicon.event_words import event_words
from dragoman.lexicon.parse_words import parse_words
from dragoman.model import Parse

BE_LIKE = event_words("paths", "be-like")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OCCASIONS = event_words("paths", "occasions")
_CLAIMING = event_words("paths", "claiming")
_GOING_AHEAD = event_words("paths", "going-ahead")
_COMPLEMENTS = ("acomp", "attr", "oprd", "prep", "advmod", "prt", "xcomp", "ccomp", "npadvmod")
_FILLERS = event_words("paths", "fillers")
_LEADING = frozenset(
    {"aux", "auxpass", "neg", "advmod", "det", "amod", "poss", "nummod", "predet", "compound", "nsubj"}
)


class Occasion(StrEnum):
    """Where the occasion lies: within or before the act beside it, or still ahead of it."""

    WITHIN = "within"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """One word above, and the roles in which the word below stands to it."""

    governor: int
    roles: frozenset[str]
    below: int


def next_step(parse: Parse, token: int) -> Step | None:
    """What governs a word: its verb, noun or adjective; `None` at the root, and where it only describes another word.

    A conjunct stands where the first of its row stands.
    """
    p, below = parse, token
    token = _first_of_row(p, token)
    dep, head = p.deps[token], p.heads[token]
    if head == token or ";" in p.texts[min(below, head) : max(below, head)]:
        return None
    if dep == "amod" and p.tags[token] == "VBG" and not any(p.deps[c] in ("det", "poss") for c in p.children[head]):
        return next_step(p, head)  # "severing ties would hurt", which the parser takes for ties that sever
    if dep in ("pobj", "pcomp"):
        return _through_preposition(p, token, below)
    if dep in ("xcomp", "ccomp"):
        form = form_of_clause(p, below)
        if dep == "ccomp" and _is_detached(p, token, head):
            return Step(head, frozenset({"adverbial"}), below)
        other = form == "infinitive" and (
            any(p.deps[c] in ("nsubj", "nsubjpass") for c in p.children[token])
            or any(p.deps[c] == "dobj" and head < c < token for c in p.children[head])
        )
        return Step(head, frozenset({"complement", form, "of another"} if other else {"complement", form}), below)
    if dep in ("acl", "relcl") and _tells_content(p, token, dep):
        return _of_noun(p, token, below)
    if dep in ("acl", "relcl") and _is_laid_down(p, head):
        issued = p.lemmas[p.heads[head]].lower() in _ISSUING
        return Step(p.heads[head], frozenset({"paper"} if issued else {"patient"}), below)
    if dep == "acl" and _is_denied_clause(p, token, head):
        return Step(p.heads[head], frozenset({"complement", "clause"}), below)
    if dep == "advcl":
        mark = mark_of(p, token)
        found = _mistaken_clause(p, token, head, mark)
        if found is not None:
            return Step(found[0], found[1], below)
        for_to = mark == "for" and any(p.tags[c] == "TO" for c in p.children[token])
        return Step(head, frozenset({"complement", "infinitive"} if for_to else {mark}), below)
    name = {
        "nsubj": "agent", "csubj": "agent", "nsubjpass": "patient", "csubjpass": "patient", "dobj": "patient",
        "dative": "addressee", "iobj": "addressee", "attr": "attr", "oprd": "attr", "acomp": "attr",
        "compound": "mod", "nmod": "mod",
    }.get(dep)  # fmt: skip
    if name in ("agent", "patient") and dep.startswith("nsubj"):
        comes = _comes_about(p, head)
        if comes is not None:
            return Step(comes, frozenset({"agent", "subject"}), below)
    if dep == "nsubjpass" and any(p.deps[c] == "dobj" for c in p.children[head]):
        name = "addressee"  # "[imports] were denied such treatment"
    if name == "agent" and not any(p.deps[c] in ("dobj", "ccomp") for c in p.children[head]):
        return Step(head, frozenset({"agent", "subject"}), below)
    return Step(head, frozenset({name}), below) if name else None


_PAPERS = parse_words("subjects", "papers")
_ISSUING = parse_words("subjects", "issuing")
_HOLDING_UP = event_words("paths", "holding-up")


def _is_laid_down(p: Parse, noun: int) -> bool:
    """ "Refused to sign a decree [lifting] it": what a paper lays down is as real as what becomes of the paper."""
    if p.lemmas[noun].lower() not in _PAPERS or p.deps[noun] not in ("dobj", "nsubjpass"):
        return False
    return p.lemmas[p.heads[noun]].lower() in _ISSUING | _HOLDING_UP


def _is_denied_clause(p: Parse, verb: int, noun: int) -> bool:
    """ "Denies its planes [strayed] there": a clause without "that" that the parser took for a description."""
    verbal = p.tags[verb] in ("VBN", "VBD") and verb == noun + 1
    told = p.deps[noun] == "dobj" and p.lemmas[p.heads[noun]].lower() in _CLAIMING
    owned = any(p.deps[c] == "poss" for c in p.children[noun]) or p.tags[noun].startswith("NNP")
    return verbal and told and owned and not any(p.deps[c] == "agent" for c in p.children[verb])


def _is_detached(p: Parse, verb: int, head: int) -> bool:
    """ "The tour, [pushed back] twice, is unlikely": a participle that the parser took for what the verb says."""
    if not (verb < head and p.tags[verb] in ("VBN", "VBD", "VBG")):
        return False
    if any(p.deps[c] in ("mark", "aux", "auxpass") for c in p.children[verb]):
        return False
    opens = verb > 0 and p.texts[verb - 1] == ","
    return opens and not any(p.deps[c] in ("nsubj", "nsubjpass", "csubj", "expl") for c in p.children[head])


_OPEN = event_words("paths", "open")


def _mistaken_clause(p: Parse, verb: int, head: int, mark: str) -> tuple[int, frozenset[str]] | None:
    """What is no clause of time: "it is unclear [when they will resume]", "went on [enforcing] it"."""
    if mark in ("when", "where", "how", "why"):
        said = [c for c in p.children[head] if p.deps[c] == "acomp" and p.lemmas[c].lower() in _OPEN and c < verb]
        return (said[-1], frozenset({"complement", "clause"})) if said else None
    particles = {head, *(c for c in p.children[head] if p.deps[c] == "prt")}
    if mark == "adverbial" and p.tags[verb] == "VBG" and verb - 1 in particles and p.tags[head].startswith("VB"):
        return head, frozenset({"complement", "gerund"})
    return None


_TAKING_PLACE = event_words("paths", "taking-place")


def _comes_about(p: Parse, verb: int) -> int | None:
    """The infinitive that says that a subject takes place: "the signing was to [take place]"."""
    for child in p.children[verb]:
        if p.deps[child] == "xcomp" and p.lemmas[child].lower() in _TAKING_PLACE:
            held = {p.lemmas[c].lower() for c in p.children[child]}
            plain = p.lemmas[child].lower() not in ("take", "go")
            if "to" in held and (plain or held & _GOING_AHEAD):
                return child
    return None


def _first_of_row(p: Parse, token: int) -> int:
    """The first conjunct; a finite verb that hangs on an infinitive goes with the finite verb above that."""
    while p.deps[token] == "conj" and p.heads[token] != token:
        finite, token = _is_finite(p, token), p.heads[token]
        while finite and not _is_finite(p, token) and p.heads[token] != token and p.tags[token].startswith("VB"):
            token = p.heads[token]
    return token


def _is_finite(p: Parse, verb: int) -> bool:
    return p.tags[verb] in _FINITE or any(
        p.deps[c] in ("aux", "auxpass") and p.tags[c] in _FINITE for c in p.children[verb]
    )


def _of_noun(p: Parse, token: int, below: int) -> Step:
    """The noun whose content a clause is; the verb above it for "refused for a third [time] to sit down"."""
    noun = p.heads[token]
    roles = frozenset({"complement", form_of_clause(p, below)})
    if any(p.deps[c] == "mark" and p.lemmas[c].lower() == "for" for c in p.children[token]):
        roles |= {"of another"}
    if p.deps[noun] == "pobj":
        above = p.heads[noun]
        passive = p.tags[token] == "VBN" and p.lemmas[above].lower() == "for"
        if (passive or p.lemmas[noun].lower() in _OCCASIONS) and p.heads[above] != above:
            return Step(p.heads[above], roles | ({"for"} if passive else set()), below)
    return Step(noun, roles, below)


def _through_preposition(p: Parse, token: int, below: int) -> Step | None:
    preposition = p.heads[token]
    # "Following the raid": a preposition that was a participle goes by its form.
    form = p.texts if p.tags[preposition] in ("VBG", "VBN") else p.lemmas
    names = {form[preposition].lower()}
    chained = ("prep", "agent", "dative", "pcomp", "advmod")
    while p.deps[preposition] in chained and p.tags[p.heads[preposition]] in ("IN", "TO", "RB"):
        if p.heads[preposition] == preposition:
            return None
        names.add(p.lemmas[p.heads[preposition]].lower())
        preposition = p.heads[preposition]
    if p.heads[preposition] == preposition:
        return None
    if p.deps[token] == "pcomp" and p.tags[token] == "VBG":
        names.add("doing")
    return Step(p.heads[preposition], frozenset(names), below)


def form_of_clause(p: Parse, verb: int) -> str:
    """Whether a clause is an infinitive, a gerund, or one with a finite verb."""
    first = verb
    while p.deps[first] == "conj" and p.heads[first] != first and not any(p.tags[c] == "TO" for c in p.children[first]):
        first = p.heads[first]
    children = {p.tags[c] for c in p.children[first] if p.deps[c] in ("aux", "auxpass", "mark")}
    if "TO" in children:
        return "infinitive"
    finite = any(
        p.deps[c] in ("aux", "auxpass") and p.tags[c] in ("VBD", "VBZ", "VBP", "MD") for c in p.children[first]
    )
    if finite or p.tags[first] in ("VBD", "VBZ", "VBP"):
        return "clause"
    if p.tags[first] == "VBN":
        return "participle"
    return "gerund" if p.tags[first] in ("VBG", "NN") else "infinitive"


def _tells_content(p: Parse, verb: int, dep: str) -> bool:
    """Whether what hangs on a noun says what it is of ("plan to", "claim that"), and does not describe it."""
    if any(p.tags[c] == "TO" for c in p.children[verb]):
        return True
    told = any(p.deps[c] == "mark" and p.lemmas[c].lower() == "that" for c in p.children[verb])
    return told or (dep == "acl" and p.tags[verb] == "VB")


def mark_of(p: Parse, verb: int) -> str:
    """The word that opens an adverbial clause; "purpose" for an infinitive, "adverbial" for one that nothing opens."""
    for child in p.children[verb]:
        if p.deps[child] == "mark" or (
            p.deps[child] == "advmod" and p.lemmas[child].lower() in ("when", "where", "while")
        ):
            return p.lemmas[child].lower()
    return "purpose" if any(p.tags[c] == "TO" for c in p.children[verb]) else "adverbial"


def opening_words(p: Parse, token: int, most: int = 6) -> tuple[tuple[str, ...], ...]:
    """The rows of lemmas that stand right before a phrase, nearest start first, the last word last."""
    found = []
    start = token
    for _ in range(most):
        row = tuple(p.lemmas[t].lower() for t in range(max(0, start - 4), start))
        if row:
            found.append(row)
        before = start - 1
        if before < 0 or not (p.deps[before] in _LEADING and _is_below(p, before, token)):
            break
        start = before
    return tuple(found)


def _is_below(p: Parse, token: int, head: int) -> bool:
    seen = 0
    while token != head and p.heads[token] != token and seen < len(p):
        token, seen = p.heads[token], seen + 1
    return token == head


def said_of_subject(p: Parse, verb: int) -> tuple[str, ...]:
    """The lemmas of what a verb says of its subject, without articles: ("out", "of", "question")."""
    after = [
        t
        for c in p.children[verb]
        if c > verb and p.deps[c] in _COMPLEMENTS
        for t in p.subtree(c)
        if p.deps[t] not in ("det", "punct", "relcl", "cc", "conj") and p.lemmas[t].lower() not in _FILLERS
    ]
    return tuple(p.lemmas[t].lower() for t in sorted(after))


def near_words(p: Parse, token: int) -> frozenset[str]:
    """The lemmas of the dependents of a word, and of what their prepositions hold: "bring ... [to] an [end]"."""
    found = set()
    for child in p.children[token]:
        found |= {p.lemmas[child].lower(), p.texts[child].lower()}
        if p.deps[child] in ("prep", "agent", "advmod", "dobj", "nsubjpass", "acomp", "oprd", "attr"):
            inner = p.children[child]
            found |= {p.lemmas[c].lower() for c in inner}
            found |= {p.lemmas[g].lower() for c in inner if p.deps[c] == "pobj" for g in p.children[c]}
    return frozenset(found)


_MOVES = event_words("paths", "moves")
_WORDS = event_words("paths", "words")


def takes_up_clause(p: Parse, verb: int) -> bool:
    """Whether a relative clause speaks of the clause before it: "shut the border, a [move] that Riga condemned"."""
    noun = p.heads[verb]
    if p.deps[verb] != "relcl" or p.deps[noun] not in ("npadvmod", "appos"):
        return False
    start = min(p.subtree(noun))
    first = p.lemmas[noun].lower() in _MOVES | _WORDS and p.lemmas[start].lower() in ("a", "an")
    return first and start > 0 and p.texts[start - 1] == ","


def occasion_above(p: Parse, noun: int) -> int | None:
    """The preposition on which a noun hangs, past what it is part of: "left [after] two days of talks"."""
    token = noun
    while p.deps[token] in ("pobj", "conj") or (p.deps[token] == "prep" and p.lemmas[token].lower() == "of"):
        if p.heads[token] == token:
            return None
        token = p.heads[token]
    return token if p.deps[token] == "prep" else None


def taken_up(p: Parse, verb: int) -> int:
    """The verb of the clause that such a relative clause speaks of: for a charge or claim the one that utters it."""
    token, words = p.heads[verb], p.lemmas[p.heads[verb]].lower() in _WORDS
    while p.heads[token] != token:
        token = p.heads[token]
        if p.tags[token].startswith("VB") and _is_finite(p, token) and not (words and p.deps[token] == "ccomp"):
            return token
    return token
