"""Attachments that the parser gets wrong around verbs of saying, put right before anything is read off the tree.

"He said the deal was near, adding that ..." and "he said the deal was near and accused ..." come out of the parser with
the second verb inside what was said; it has the same subject as the first.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.attribution.syntax import children, is_verb, lemma
from dragoman.lexicon.cues_attribution import AttributionCues
from dragoman.lexicon.cues_speakers import load_speakers
from dragoman.model import Parse

_OWN_VOICE = frozenset({"statement", "attitude", "directive"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def repaired(parse: Parse, cues: AttributionCues) -> Parse:
    """The parse with such verbs hung on the outer verb of saying; the same object where there are none."""
    moves, labels = {}, {}
    parse = _accused_of(_subject_before_verb(parse), cues)
    parse = _cited_behind(_cut_at_semicolon(parse, cues))
    parse = _says_last(_subject_back(_reports_say(parse)), cues)
    for token in range(len(parse)):
        if _and_that(parse, token, cues):
            moves[token], labels[token] = parse.heads[token], "ccomp"
            continue
        said = _after_aside(parse, token, cues)
        if said is not None:
            moves[token], labels[token] = said, "ccomp"
            continue
        if not is_verb(parse, token) or parse.deps[token] not in ("advcl", "conj", "xcomp", "acl"):
            continue
        outer = _outer(parse, token, cues)
        if outer is not None and _belongs_outside(parse, token, outer, cues):
            moves[token] = outer
    for token in range(len(parse)):
        if parse.texts[token].lower() in cues.phrases and (token == 0 or parse.texts[token - 1] == ","):
            top = _above_all(parse, token, cues)
            if top is not None:
                moves[token] = top
    if not moves:
        return parse
    heads = tuple(moves.get(t, h) for t, h in enumerate(parse.heads))
    deps = tuple(labels.get(t) or (_label(parse, t, d) if t in moves else d) for t, d in enumerate(parse.deps))
    return _rebuilt(parse, heads, deps)


def _rebuilt(parse: Parse, heads: tuple[int, ...], deps: tuple[str, ...]) -> Parse:
    below: list[list[int]] = [[] for _ in heads]
    for token, head in enumerate(heads):
        if head != token:
            below[head].append(token)
    return replace(parse, heads=heads, deps=deps, children=tuple(map(tuple, below)))


def _after_aside(parse: Parse, token: int, cues: AttributionCues) -> int | None:
    """The verb of saying whose clause "that ..." is, where the parser hung it on a word of the aside before it.

    "Reuters reported, citing two officials, that Mali would leave": the officials are not those that Mali would leave.
    """
    if parse.deps[token] not in ("relcl", "acl", "ccomp"):
        return None
    mark = next((c for c in children(parse, token, "mark", "nsubj") if lemma(parse, c) == "that"), None)
    teller = _told_by(parse, token, cues)
    if mark is not None and teller is not None:
        return teller
    if mark is None or mark < 2 or parse.texts[mark - 1] != ",":
        return None
    for above in parse.ancestors(token):
        if (
            parse.heads[token] != above
            and parse.tags[above] in _FINITE
            and above < mark
            and "," in parse.texts[above : mark - 1]
            and not children(parse, above, "ccomp")
            and any(g.manner == "statement" and "clause" in g.content for g in cues.verbs.get(lemma(parse, above), ()))
        ):
            return above
    return None


def _and_that(parse: Parse, token: int, cues: AttributionCues) -> bool:
    """ "He said that it was late, and that it rained": the second clause, joined to the verb and not to the first."""
    if parse.deps[token] != "conj" or not any(lemma(parse, c) == "that" for c in children(parse, token, "mark")):
        return False
    groups = cues.verbs.get(lemma(parse, parse.heads[token]), ())
    return any(g.manner == "statement" and "clause" in g.content for g in groups)


def _told_by(parse: Parse, token: int, cues: AttributionCues) -> int | None:
    """ "It was told by two ministers that Mali would leave": the passive verb whose agent got the clause."""
    noun = parse.heads[token]
    agent = parse.heads[noun]
    verb = parse.heads[agent]
    if parse.deps[token] != "relcl" or parse.deps[noun] != "pobj" or parse.deps[agent] != "agent":
        return None
    says = any(g.manner == "statement" and "clause" in g.content for g in cues.verbs.get(lemma(parse, verb), ()))
    own = any(parse.deps[c] == "nsubj" and c != noun for c in parse.children[token])
    return verb if says and own and not children(parse, verb, "ccomp") else None


def _reports_say(parse: Parse) -> Parse:
    """ "Press reports in Oslo say": reports that were taken for a verb, with the verb of saying behind them."""
    for token in range(1, len(parse) - 1):
        if parse.texts[token] != "reports" or parse.tags[token] != "VBZ" or not parse.tags[token - 1].startswith("NN"):
            continue
        verb = parse.heads[token]
        if (
            verb <= token
            or parse.tags[verb] != "VBP"
            or children(parse, verb, "nsubj")
            or children(parse, token, "dobj")
        ):
            continue
        heads, deps, tags = list(parse.heads), list(parse.deps), list(parse.tags)
        heads[token - 1], deps[token - 1] = token, "compound"
        deps[token], tags[token] = "nsubj", "NNS"
        lemmas = tuple("report" if t == token else w for t, w in enumerate(parse.lemmas))
        return _rebuilt(replace(parse, tags=tuple(tags), lemmas=lemmas), tuple(heads), tuple(deps))
    return parse


def _label(parse: Parse, token: int, label: str) -> str:
    if label == "prep":
        return label
    return "advcl" if parse.tags[token] == "VBG" else "conj"


def _above_all(parse: Parse, token: int, cues: AttributionCues) -> int | None:
    """For a phrase such as "according to a statement", set off by a comma inside what somebody said: that verb.

    "Smith said he left, according to a statement": all of it stands in the statement.
    """
    top = None
    for above in parse.ancestors(token):
        head = parse.heads[above]
        if parse.deps[above] == "ccomp" and lemma(parse, head) in cues.verbs:
            top = head
    return top


def _outer(parse: Parse, token: int, cues: AttributionCues) -> int | None:
    """The verb of saying in whose clause the token stands, with only that clause between them."""
    for above in parse.ancestors(token):
        if parse.deps[above] in ("relcl", "acl", "csubj", "nsubj"):
            return None
        head = parse.heads[above]
        if parse.deps[above] == "ccomp" and head < above < token:
            said = is_verb(parse, head) and any(g.manner == "statement" for g in cues.verbs.get(lemma(parse, head), ()))
            return head if said else None
    return None


def _belongs_outside(parse: Parse, token: int, outer: int, cues: AttributionCues) -> bool:
    groups = cues.verbs.get(lemma(parse, token), ())
    if not any(g.manner in _OWN_VOICE for g in groups):
        return False
    subjects = children(parse, token, "nsubj")
    first = min(parse.subtree(token))
    comma = first > 0 and parse.texts[first - 1] in (",", "''", "”", '"')
    if parse.deps[token] in ("advcl", "xcomp", "acl") and parse.tags[token] == "VBG":
        return comma and not subjects and any(g.manner == "statement" for g in groups)
    if parse.tags[token] not in _FINITE or parse.tags[token] != parse.tags[outer]:
        return False
    if parse.deps[token] == "advcl":
        return bool(subjects) and any(parse.lemmas[c].lower() == "while" for c in children(parse, token, "mark"))
    return parse.deps[token] == "conj" and (not subjects or parse.texts[first - 1] in ("and", "but", ",", "while"))


def _subject_back(parse: Parse) -> Parse:
    """ "The minister, noting that ..., said": the subject that the parser gave to the participle between the commas."""
    for token in range(1, len(parse)):
        if parse.tags[token] != "VBG":
            continue
        verb = parse.heads[token]
        if parse.deps[token] not in ("ccomp", "csubj", "advcl") or verb <= token:
            continue
        subjects = [c for c in children(parse, token, "nsubj") if c < token and parse.texts[token - 1] == ","]
        if (
            len(subjects) != 1
            or parse.tags[verb] not in _FINITE
            or children(parse, verb, "nsubj", "nsubjpass")
            or children(parse, token, "aux")
        ):
            continue
        heads, deps = list(parse.heads), list(parse.deps)
        heads[subjects[0]], deps[token] = verb, "advcl"
        return _rebuilt(parse, tuple(heads), tuple(deps))
    return parse


def _says_last(parse: Parse, cues: AttributionCues) -> Parse:
    """ "Mali has lifted the ban, a minister in Bamako said on Monday.": a speaker taken for an apposition.

    All before the last comma is then what was said; behind the verb of saying stand only when and where.
    """
    root = next((t for t in range(len(parse)) if parse.heads[t] == t), None)
    for verb in range(len(parse) - 1, 2, -1):
        if parse.tags[verb] not in _FINITE or not is_verb(parse, verb):
            continue
        comma = max((t for t in range(verb) if parse.texts[t] == ","), default=0)
        speaker = _speaker_between(parse, comma, verb)
        groups = cues.verbs.get(lemma(parse, verb), ())
        says = any(g.manner == "statement" and {"quote", "clause"} <= g.content for g in groups)
        if (
            root is None
            or root >= comma
            or not says
            or speaker is None
            or children(parse, verb, "nsubj", "nsubjpass", "dobj", "ccomp", "xcomp")
            or any(parse.tags[t].startswith(("VB", "MD")) for t in range(verb + 1, len(parse)))
        ):
            return parse
        heads, deps = list(parse.heads), list(parse.deps)
        heads[root], deps[root] = verb, "ccomp"
        heads[verb], deps[verb] = verb, "ROOT"
        heads[speaker], deps[speaker] = verb, "nsubj"
        return _rebuilt(parse, tuple(heads), tuple(deps))
    return parse


def _speaker_between(parse: Parse, comma: int, verb: int) -> int | None:
    """The head of the one phrase that stands between a comma and a verb; None where more does."""
    inside = range(comma + 1, verb)
    if not inside or any(parse.tags[t].startswith(("VB", "MD", "W", "CC")) for t in inside):
        return None
    tops = [t for t in inside if parse.heads[t] not in inside and parse.deps[t] != "punct"]
    return tops[0] if len(tops) == 1 and parse.tags[tops[0]].startswith(("NN", "PRP")) else None


def _cut_at_semicolon(parse: Parse, cues: AttributionCues) -> Parse:
    """ "Peru put it off; officials said the trip was too long": what stands before the semicolon nobody said there.

    Nor did who called something what it is: "the paper said Mali had sold it; Bamako called the report false".
    """
    if ";" not in parse.texts:
        return parse
    deps = list(parse.deps)
    for token in range(len(parse)):
        verb = parse.heads[token]
        if deps[token] not in ("ccomp", "parataxis") or verb <= token or lemma(parse, verb) not in cues.verbs:
            continue
        subjects = children(parse, verb, "nsubj")
        own = len(children(parse, verb, "ccomp")) > 1 or children(parse, verb, "dobj", "oprd")
        if own and subjects and ";" in parse.texts[token : subjects[-1]]:
            deps[token] = "dep"
    return replace(parse, deps=tuple(deps))


def _cited_behind(parse: Parse) -> Parse:
    """ "..., the paper wrote, quoting sources in the staff": the participle that was taken for an adjective."""
    relay = load_speakers().relay
    for token in range(1, len(parse) - 1):
        if parse.tags[token] != "VBG":
            continue
        noun = parse.heads[token]
        loose = parse.deps[token] in ("amod", "compound") and noun > token
        if not loose or lemma(parse, token) not in relay or parse.texts[token - 1] != ",":
            continue
        heads, deps = list(parse.heads), list(parse.deps)
        heads[token], deps[token] = parse.heads[noun], "advcl"
        heads[noun], deps[noun] = token, "dobj"
        return _rebuilt(parse, tuple(heads), tuple(deps))
    return parse


def _subject_before_verb(parse: Parse) -> Parse:
    """ "According to a report in the paper, Mali has sold it": the subject that was taken for an apposition."""
    root = next((t for t in range(len(parse)) if parse.heads[t] == t), None)
    if root is None or not is_verb(parse, root) or children(parse, root, "nsubj", "nsubjpass", "csubj", "expl"):
        return parse
    first = min([root, *children(parse, root, "aux", "auxpass", "neg")])
    noun = first - 1
    if noun < 1 or parse.deps[noun] != "appos" or not parse.tags[noun].startswith("NN"):
        return parse
    if parse.texts[parse.subtree(noun)[0] - 1] != "," or parse.subtree(noun)[-1] != noun:
        return parse
    heads, deps = list(parse.heads), list(parse.deps)
    heads[noun], deps[noun] = root, "nsubj"
    return _rebuilt(parse, tuple(heads), tuple(deps))


def _accused_of(parse: Parse, cues: AttributionCues) -> Parse:
    """ "Was accused by officials of arming them": what it was accused of, that the parser gave to the officials."""
    for token in range(len(parse)):
        if parse.deps[token] != "prep" or parse.deps[parse.heads[token]] != "pobj":
            continue
        noun, name = parse.heads[token], lemma(parse, token)
        verb = parse.heads[parse.heads[noun]]
        if (
            parse.deps[parse.heads[noun]] == "agent"
            and children(parse, token, "pcomp")
            and any(name in g.needs for g in cues.verbs.get(lemma(parse, verb), ()))
        ):
            heads = tuple(verb if t == token else h for t, h in enumerate(parse.heads))
            return _rebuilt(parse, heads, parse.deps)
    return parse
