"""What the form of a predicate says by itself of how real it is: tense, aspect, modal, negation, condition, mood."""

from __future__ import annotations

from dragoman.extract.events.paths import mark_of
from dragoman.extract.events.scene import Scene
from dragoman.lexicon.event_words import event_words
from dragoman.model import Parse, Proposition, Status

_NONE = event_words("forms", "none")
_FEW = event_words("forms", "few")
_NEITHER = event_words("forms", "neither")
_NEVER = event_words("forms", "never")
_CONDITIONS = ("if", "unless", "provided", "providing", "once", "without", "absent", "pending", "barring")
_PROBABLY = event_words("forms", "probably")
_COUNTERFACTUAL = event_words("forms", "counterfactual")
_HOPING = event_words("forms", "hoping")
_MEASURING = event_words("forms", "measuring")
_CALENDAR = event_words("forms", "calendar")
_DAYS_AHEAD = event_words("forms", "days-ahead")
_ARRANGED = event_words("forms", "arranged")
_PERIODS = event_words("forms", "periods")
_SETTING_OUT = event_words("forms", "setting-out")
_NOT_ONLY = event_words("forms", "not-only")
_INVERTED = event_words("forms", "inverted")
_BECOMING = event_words("forms", "becoming")
_FIRST = event_words("forms", "first")
_REGRETTED = event_words("forms", "regretted")
_EARLIER = event_words("forms", "earlier")
_STATIVE = event_words("forms", "stative")
_WOULD = event_words("forms", "would")


def own_status(scene: Scene, proposition: Proposition) -> Status | None:
    """What the form alone says; `None` where it says nothing (an infinitive, a gerund, a noun)."""
    if _is_inverted_condition(scene.parse, proposition):
        return Status.CONDITIONAL
    if proposition.condition or _is_marked_condition(scene.parse, proposition):
        return Status.PROPOSED if _has_word(scene, proposition, "whether") else Status.CONDITIONAL
    if _nobody(scene, proposition, _NONE, ("no", "neither")):
        return Status.NOT_OCCURRED
    if _is_subjunctive(scene.parse, proposition):
        return Status.REQUESTED
    for adverb in proposition.adverbs:
        given = scene.book.adverbs.get(adverb)
        if given and given != "same" and not is_negated(scene, proposition) and not _of_degree(proposition, adverb):
            return Status(given)
    if proposition.kind == "noun":
        return Status.NOT_OCCURRED if is_negated(scene, proposition) else _of_copula(scene.parse, proposition.head)
    if proposition.modal and proposition.modal != "to" and proposition.modal in scene.book.modals:
        return _of_modal(scene, proposition)
    return _of_tense(scene, proposition)


def _of_copula(p: Parse, noun: int) -> Status | None:
    """ "It would have been her first [visit] to Chad": what something would be is not told as done."""
    verb = p.heads[noun]
    if p.deps[noun] != "attr" or p.lemmas[verb].lower() != "be":
        return None
    helpers = {p.lemmas[c].lower() for c in p.children[verb] if p.deps[c] == "aux"}
    if helpers.isdisjoint(_WOULD):
        return None
    return Status.NOT_OCCURRED if "have" in helpers else Status.CONDITIONAL


def _of_modal(scene: Scene, proposition: Proposition) -> Status:
    """What a modal verb makes of its clause, with its negation, its condition and the perfect under it."""
    modal = scene.book.modals[proposition.modal]
    conditional = hangs_on_condition(scene, proposition)
    perfect = "perfect" in proposition.aspect
    if is_negated(scene, proposition):
        if _only_from_then_on(scene.parse, proposition):
            return Status.SCHEDULED if modal.yes == Status.SCHEDULED else Status.CONDITIONAL
        if conditional and (perfect or _without(proposition)):
            return Status.CONDITIONAL
        if perfect and proposition.modal in _REGRETTED:
            return Status.OCCURRED  # "should never have been imposed": it was
        if _PROBABLY & set(proposition.adverbs):
            return Status.UNLIKELY
        return Status.PROPOSED if perfect and proposition.modal in ("may", "might") else Status(modal.no)
    if perfect and proposition.modal == "must":
        return Status.OCCURRED
    if perfect and proposition.modal in _COUNTERFACTUAL and not conditional:
        told_ahead = modal.reported and is_reported(scene, proposition)
        return Status(modal.reported or modal.yes) if told_ahead else Status.NOT_OCCURRED
    if conditional:
        return Status.CONDITIONAL
    status = Status(modal.reported if modal.reported and is_reported(scene, proposition) else modal.yes)
    return _under_paper(scene, proposition, status)


_PROPOSALS = event_words("forms", "proposals")
_PAPERS = event_words("forms", "papers")


def _under_paper(scene: Scene, proposition: Proposition, status: Status) -> Status:
    """ "Under the accord, both will share" is agreed, "under the plan, both would withdraw" is proposed."""
    papers = {scene.parse.lemmas[r.head].lower() for r in proposition.roles if r.name == "under"}
    if status not in (Status.SCHEDULED, Status.CONDITIONAL) or not papers:
        return status
    if papers & _PROPOSALS:
        return Status.PROPOSED
    return Status.AGREED if papers & (scene.book.classes["agreement"] - _PAPERS) else status


def _is_told_as_it_is(scene: Scene, proposition: Proposition) -> bool:
    """ "Said it [was holding] talks": what was under way when it was said, unless a day says when."""
    if proposition.parent is None or proposition.parent_role != "complement":
        return False
    told = scene.matches.get(proposition.parent)
    said = told is not None and told.frame.speech and told.frame.type is None
    dated = any(scene.is_date(f.head) for f in proposition.roles)
    adverbs = {scene.parse.lemmas[c].lower() for c in scene.parse.children[proposition.tokens[0]]}
    return said and scene.propositions[proposition.parent].tense == "past" and not dated and not adverbs & _EARLIER


def _of_present(scene: Scene, proposition: Proposition) -> Status:
    """The plain present: a state lasts, a calendar looks ahead ("begins on Sunday"), a headline tells what was done."""
    if proposition.kind == "verb" and proposition.predicate in _STATIVE:
        return Status.ONGOING
    if any(r.name in ("if", "unless") and not _concedes(scene.parse, r.head) for r in proposition.roles):
        return Status.CONDITIONAL
    if scene.caption:
        return Status.OCCURRED  # "X meets Y in Oslo on May 3": what the picture shows was done
    p = scene.parse
    verb = proposition.tokens[0]
    if p.lemmas[verb].lower() in _SETTING_OUT and any(
        p.deps[c] == "prep" and p.lemmas[c].lower() in ("to", "for") for c in p.children[verb]
    ):
        return Status.SCHEDULED  # "heads to Oslo for talks": on the way, or about to be
    if p.texts[-1] not in (".", '"', "”") or p.lemmas[verb].lower() not in _CALENDAR:
        return Status.OCCURRED
    times = [c for c in p.children[verb] if c > verb and p.deps[c] in ("npadvmod", "advmod")]
    for child in p.children[verb]:
        if child > verb and p.deps[child] == "prep" and p.lemmas[child].lower() in ("on", "in", "at", "from", "by"):
            times += [c for c in p.children[child] if p.deps[c] == "pobj"]
    words = {p.texts[t].lower() for c in times for t in (c, *p.children[c])}
    return Status.SCHEDULED if words & (_DAYS_AHEAD | {"next"}) else Status.OCCURRED


def _is_arranged(p: Parse, proposition: Proposition) -> bool:
    """ "Is visiting Oslo this week", "are meeting on Friday": a journey or a meeting in the progressive with a time.

    It may be under way, and is fixed in any case.
    """
    verb = proposition.tokens[0]
    if p.lemmas[verb].lower() not in _ARRANGED:
        return False
    times = [c for c in p.children[verb] if c > verb and p.deps[c] in ("npadvmod", "advmod")]
    for child in p.children[verb]:
        if child > verb and p.deps[child] == "prep" and p.lemmas[child].lower() in ("on", "in", "at", "from"):
            times += [c for c in p.children[child] if p.deps[c] == "pobj"]
    words = {p.texts[t].lower() for c in times for t in (c, *p.children[c])}
    periods = {p.lemmas[c].lower() for c in times if any(p.lemmas[g].lower() == "this" for g in p.children[c])}
    return bool(words & (_DAYS_AHEAD | {"next", "later", "soon", "shortly"}) or periods & _PERIODS)


def _of_degree(proposition: Proposition, adverb: str) -> bool:
    """ "Almost doubled" is a measure, and "hardly had he arrived when" a time."""
    if adverb in ("almost", "nearly"):
        return proposition.predicate in _MEASURING
    return adverb in ("hardly", "scarcely") and "perfect" in proposition.aspect and proposition.role("when") is not None


def _of_tense(scene: Scene, proposition: Proposition) -> Status | None:
    if is_negated(scene, proposition):
        if proposition.tense and _only_from_then_on(scene.parse, proposition):
            return Status.OCCURRED if proposition.tense == "past" else Status.SCHEDULED
        return Status.NOT_OCCURRED
    if _nobody(scene, proposition, _FEW, ("few", "little", "scarce"), ("agent",)):
        return Status.UNLIKELY
    if proposition.modal == "to":
        if turned_out(scene.parse, proposition.tokens[0]):
            return Status.OCCURRED
        # "has been said to", "to have met": a perfect infinitive tells of the past.
        if "perfect" in proposition.aspect:
            return Status.SCHEDULED if _was_to_have(scene.parse, proposition) else Status.OCCURRED
        return Status.ONGOING if "progressive" in proposition.aspect else None
    if "progressive" in proposition.aspect and proposition.tense:
        if proposition.tense == "past":
            return Status.ONGOING if _is_told_as_it_is(scene, proposition) else Status.OCCURRED
        return Status.SCHEDULED if _is_arranged(scene.parse, proposition) else Status.ONGOING
    if proposition.question and proposition.parent is None:
        return Status.PROPOSED
    if _is_imperative(scene, proposition):
        return Status.REQUESTED
    if proposition.tense == "present" and proposition.kind in ("verb", "light") and not proposition.aspect:
        return _of_present(scene, proposition)
    return Status.OCCURRED if proposition.tense else None


def turned_out(p: Parse, verb: int) -> bool:
    """ "Fled to Tripoli, only to be [expelled]": an infinitive after "only" tells what came of it.

    "Became the first leader to [visit] it" tells that he did.
    """
    first = next((c for c in p.children[verb] if p.tags[c] == "TO"), None)
    if first is not None and _is_the_first(p, verb):
        return True
    if first is None or first < 2 or p.texts[first - 1].lower() != "only" or p.deps[verb] not in ("advcl", "xcomp"):
        return False
    above = p.heads[verb]
    return p.tags[above] in ("VBD", "VBN", "VBG") and any(p.texts[t] == "," for t in range(above, first))


def _is_the_first(p: Parse, verb: int) -> bool:
    """Whether an infinitive says of what somebody became, or was, the first or the latest."""
    above = p.heads[verb]
    if p.deps[verb] in ("relcl", "acl") and p.deps[above] == "attr":
        noun, copula = above, p.heads[above]
    elif p.deps[verb] in ("advcl", "xcomp"):
        copula, noun = above, next((c for c in p.children[above] if p.deps[c] == "attr" and c < verb), above)
    else:
        return False
    if p.lemmas[copula].lower() not in _BECOMING or p.tags[copula] not in ("VBD", "VBN", "VBZ"):
        return False
    return noun != copula and any(p.lemmas[c].lower() in _FIRST for c in (noun, *p.children[noun]))


def is_negated(scene: Scene, proposition: Proposition) -> bool:
    """Whether the predicate is negated: "not to" after it belongs to what follows, "nor" takes up a negation."""
    p = scene.parse
    if proposition.negated and not _negates_what_follows(p, proposition):
        return True
    adverbs = [
        c for t in proposition.tokens for c in p.children[t] if p.deps[c] == "advmod" and c < proposition.tokens[0]
    ]
    if any(p.lemmas[g].lower() in _NEVER for c in adverbs for g in p.children[c]):
        return True  # "while never explicitly naming them", "hardly ever meets"
    if _longer(p, proposition) or _neither_inverted(p, proposition.tokens[0]):
        return True
    token = proposition.tokens[0]
    while p.deps[token] == "conj" and p.heads[token] != token:
        first = p.heads[token]
        links = {
            p.lemmas[c].lower() for c in (*p.children[first], *p.children[token]) if p.deps[c] in ("cc", "preconj")
        }
        if "nor" in links or _let_alone(p, token):
            return True
        bare = not any(p.deps[c] in ("nsubj", "nsubjpass", "aux") for c in p.children[token])
        if "or" in links and bare and any(p.deps[c] == "neg" for c in p.children[first]):
            return True  # "had not admitted any role or [implicated] anyone"
        token = first
    return False


def _neither_inverted(p: Parse, verb: int) -> bool:
    """ "But [neither] will it obstruct them", "[nor] has it met them"."""
    aux = next((c for c in p.children[verb] if p.deps[c] in ("aux", "auxpass")), None)
    return aux is not None and aux > 0 and p.texts[aux - 1].lower() in ("neither", "nor")


def _let_alone(p: Parse, token: int) -> bool:
    """ "Has not agreed to talks, let alone [a truce]"."""
    before = [w.lower() for w in p.texts[max(0, token - 6) : token]]
    return any(before[i : i + 2] in (["let", "alone"], ["much", "less"], ["never", "mind"]) for i in range(len(before)))


_LASTING = event_words("forms", "lasting")


def _only_from_then_on(p: Parse, proposition: Proposition) -> bool:
    """ "Did not begin [until Monday]": what does not last is done from then on; "did not last until May" is not."""
    verb = proposition.tokens[0]
    if p.lemmas[verb].lower() in _LASTING and proposition.voice == "active":
        return False
    for child in p.children[verb]:
        if child < verb or p.lemmas[child].lower() not in ("until", "till") or p.deps[child] != "prep":
            continue
        held = {p.lemmas[c].lower() for c in p.children[child]}
        further = {p.lemmas[g].lower() for c in p.children[child] for g in p.children[c]}
        return bool(held) and not held & {"now", "then", "recently"} and "further" not in further
    return False


def _is_subjunctive(p: Parse, proposition: Proposition) -> bool:
    """ "That Doha [close] the channel", "that observers be [sent]": a bare form where a finite one would show."""
    verb = proposition.tokens[0]
    while p.deps[verb] == "conj" and p.heads[verb] != verb and p.tags[verb] in ("VB", "VBP"):
        verb = p.heads[verb]
    children = p.children[verb]
    if not any(p.deps[c] == "mark" and p.lemmas[c].lower() == "that" for c in children):
        return False
    aux = [p.texts[c].lower() for c in children if p.deps[c] in ("aux", "auxpass") or p.tags[c] == "MD"]
    if aux:
        return aux == ["be"]
    subject = next((c for c in children if p.deps[c] == "nsubj"), None)
    if subject is None or p.tags[verb] not in ("VB", "VBP"):
        return False
    if p.lemmas[verb].lower() == "be":
        return p.texts[verb].lower() == "be"
    joined = any(p.deps[c] in ("conj", "cc") for c in p.children[subject])
    one = p.tags[subject] == "NN" or (p.tags[subject] == "NNP" and not p.texts[subject].endswith("s"))
    return not joined and (one or p.texts[subject].lower() in ("he", "she", "it"))


def _was_to_have(p: Parse, proposition: Proposition) -> bool:
    """ "Were to have [expired] in July": a plan of the past, whatever became of it."""
    verb = proposition.tokens[0]
    above = p.heads[verb]
    return p.deps[verb] == "xcomp" and p.texts[above].lower() in ("was", "were")


def _negates_what_follows(p: Parse, proposition: Proposition) -> bool:
    """ "Agreed [not] to use force": the agreement was made."""
    words = [c for t in proposition.tokens for c in p.children[t] if p.deps[c] == "neg" and c + 1 < len(p)]
    return bool(words) and all(
        p.lemmas[c + 1].lower() in _NOT_ONLY or (c > proposition.tokens[0] and p.tags[c + 1] in ("TO", "VBG"))
        for c in words
    )


def _longer(p: Parse, proposition: Proposition) -> bool:
    longer = [c for t in proposition.tokens for c in p.children[t] if p.texts[c].lower() == "longer"]
    return any(p.lemmas[n].lower() == "no" for c in longer for n in (*p.children[c], c - 1) if n >= 0)


def _is_marked_condition(p: Parse, proposition: Proposition) -> bool:
    """Whether "if" or "unless" opens the clause, or "once" under a hope ("promised aid once the ban was lifted").

    So does "after" under "would": "would send an envoy after the treaty was signed" says that it is not signed yet.
    """
    verb = proposition.tokens[0]
    above = p.heads[verb]
    marks = {p.lemmas[c].lower() for c in p.children[verb] if p.deps[c] == "mark"}
    if marks & {"if", "unless"} or ("once" in marks and p.lemmas[above].lower() in _HOPING):
        return True
    would = any(p.texts[c].lower() == "would" for c in p.children[above] if p.deps[c] == "aux")
    return would and p.deps[verb] == "advcl" and bool(marks & {"after", "once"}) and "perfect" not in proposition.aspect


def _is_inverted_condition(p: Parse, proposition: Proposition) -> bool:
    """ "Should the tribunal rule against it", "had they agreed", "were it to fail": an auxiliary before its subject."""
    verb = proposition.tokens[0]
    above = p.heads[verb]
    if proposition.modal == "to" and p.deps[verb] == "xcomp" and p.texts[above].lower() == "were":
        subject = next((c for c in p.children[above] if p.deps[c] == "nsubj"), above)
        return above < subject < verb and p.texts[-1] != "?"  # "were Havana to [join]"
    if p.texts[-1] == "?" or p.deps[verb] not in ("advcl", "ccomp", "ROOT", "csubj"):
        return False
    opening = {p.lemmas[t].lower() for t in range(max(0, verb - 8), verb)}
    if {"hardly", "scarcely", "barely", "sooner", "never", "so", "nor", "neither"} & opening:
        return False
    return _is_inverted(p, verb) and not any(p.deps[c] == "mark" for c in p.children[verb])


def _is_inverted(p: Parse, verb: int) -> bool:
    """Whether the auxiliary of a clause stands before its subject, as in a condition without "if"."""
    aux = [c for c in p.children[verb] if p.deps[c] in ("aux", "auxpass")]
    subjects = [c for c in p.children[verb] if p.deps[c] in ("nsubj", "nsubjpass")]
    return bool(aux and subjects) and p.texts[aux[0]].lower() in _INVERTED and aux[0] < subjects[0]


def _is_imperative(scene: Scene, proposition: Proposition) -> bool:
    """A bare verb without a subject at the head of what is said: "Lift the siege", they told both armies."""
    p = scene.parse
    verb = proposition.tokens[0]
    if proposition.kind not in ("verb", "light") or p.tags[verb] not in ("VB", "VBP") or proposition.modal:
        return False
    if any(p.lemmas[c].lower() == "please" for c in p.children[verb]):
        return True
    if p.tags[verb] != "VB":
        return False
    if any(p.deps[c] in ("nsubj", "nsubjpass", "aux", "auxpass", "csubj", "mark") for c in p.children[verb]):
        return False
    opens = verb == 0 or p.texts[verb - 1] in ('"', "“", "‘", "'", "``", ":", ";")
    return p.deps[verb] in ("ROOT", "ccomp") or (opens and p.deps[verb] in ("advcl", "dep", "csubj", "parataxis"))


def _has_word(scene: Scene, proposition: Proposition, word: str) -> bool:
    p = scene.parse
    return any(p.lemmas[c].lower() == word for t in proposition.tokens for c in p.children[t])


def _nobody(
    scene: Scene,
    proposition: Proposition,
    words: frozenset[str],
    determiners: tuple[str, ...],
    roles: tuple[str, ...] = ("agent", "patient"),
) -> bool:
    """Negation that stands in a role: "no date was set", "neither side came", "signed nothing", "few believe"."""
    p = scene.parse
    for role in proposition.roles:
        if role.name not in roles or role.via == "participle before the noun" or p.deps[role.head] == "appos":
            continue
        marks = [c for c in p.children[role.head] if p.deps[c] in ("det", "predet", "preconj", "amod", "neg")]
        many = any(
            p.lemmas[c].lower() == "a" or (p.deps[c] in ("det", "poss") and p.lemmas[c].lower() not in _NEITHER)
            for c in p.children[role.head]
        )
        if p.lemmas[role.head].lower() in words and not many:
            return True
        if not many and any(p.lemmas[c].lower() in determiners for c in marks):
            return True
    return False


def _without(proposition: Proposition) -> bool:
    return any(r.name in ("without", "absent", "unless", "until") for r in proposition.roles)


def hangs_on_condition(scene: Scene, proposition: Proposition) -> bool:
    """Whether something must come first: a role or a clause with "if", "once", "unless", "without", or inverted."""
    p = scene.parse
    open_form = is_negated(scene, proposition) or proposition.modal in ("would", "could", "can", "'d")
    for role in proposition.roles:
        if role.name in _CONDITIONS and not _concedes(p, role.head) and (role.name != "without" or open_form):
            return True
    queue = list(proposition.tokens)
    for token in queue:
        for child in p.children[token]:
            if p.deps[child] == "advcl" and _conditional_clause(p, child):
                return True
            if p.deps[child] in ("xcomp", "pcomp") and p.tags[child] in ("VB", "VBG"):
                queue.append(child)  # "will resume sending workers once a contract is signed"
    return False


def _concedes(p: Parse, clause: int) -> bool:
    """ "Even if" is no condition."""
    first = min(p.subtree(clause))
    return "even" in {p.texts[t].lower() for t in range(max(0, first - 1), min(first + 2, len(p)))}


def _conditional_clause(p: Parse, clause: int) -> bool:
    if _concedes(p, clause):
        return False
    first = min(p.subtree(clause))
    if p.texts[first].lower() == "only" or (first > 0 and p.texts[first - 1].lower() == "only"):
        return True
    if mark_of(p, clause) in _CONDITIONS or any(
        p.lemmas[c].lower() in ("once", "unless", "if") and c < clause for c in p.children[clause]
    ):
        return True
    return _is_inverted(p, clause) or (p.texts[clause] in ("Should", "Had", "Were") and clause == 0)


def is_reported(scene: Scene, proposition: Proposition) -> bool:
    """Whether a verb of saying stands above it."""
    current = proposition
    seen = {proposition.index}
    while current.parent is not None and current.parent not in seen:
        current = scene.propositions[current.parent]
        seen.add(current.index)
        match = scene.matches.get(current.index)
        if match and match.frame.speech:
            return True
    verb = proposition.tokens[0]
    noun = scene.parse.heads[verb]
    return scene.parse.deps[verb] in ("acl", "ccomp", "relcl") and scene.parse.lemmas[noun].lower() in _TELLING


_TELLING = event_words("forms", "telling")
