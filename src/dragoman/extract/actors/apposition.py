"""What a sentence says to be one actor: a name beside a description, whom a list names, what somebody "was"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.actors.described import BY_MODIFIER
from dragoman.extract.actors.discourse import Discourse, key_of
from dragoman.extract.actors.references_text import DESCRIBED
from dragoman.extract.actors.relational import COUNTERPART_OF
from dragoman.lexicon.actors import PERSON
from dragoman.model import Mention, Parse


def join_said_alike(discourse: Discourse, parse: Parse) -> None:
    """Give the phrases that a parsed sentence says to be one actor the same mentions, in `discourse.found`."""
    _join_appositions(discourse, parse)
    _join_lists(discourse, parse)
    _join_predicates(discourse, parse)


def join_office(discourse: Discourse, parse: Parse, head: int, group: list[Mention]) -> None:
    """Two names for one actor: an office with its holder in apposition, a description with a name."""
    for child in parse.children[head]:
        key = (parse.sentence, child)
        if parse.deps[child] != "appos" or key not in discourse.found:
            continue
        ours, theirs = group[0], discourse.found[key][0]
        if ours.kind == "office" and theirs.kind in ("person", "unknown") and theirs.actor in (None, ours.actor):
            person = theirs.person or ours.person
            merged = replace(
                theirs, actor=ours.actor, kind="person", country=ours.country, person=person, why="office in apposition"
            )
            discourse.found[parse.sentence, head] = discourse.found[key] = (merged,)
        elif theirs.kind == "office" and ours.kind in ("person", "unknown") and ours.actor in (None, theirs.actor):
            merged = replace(
                ours, actor=theirs.actor, kind="person", country=theirs.country, why="office in apposition"
            )
            discourse.found[parse.sentence, head] = discourse.found[key] = (merged,)


def _join_appositions(discourse: Discourse, parse: Parse) -> None:
    """A description and the name beside it are one actor: "their leader, Jane Roe", "Jane Roe, head of the union"."""
    for child in range(len(parse)):
        head = parse.heads[child]
        if parse.deps[child] != "appos":
            continue
        head = _who_is_named(discourse, parse, head)
        ours = discourse.found.get((parse.sentence, head), ())
        theirs = discourse.found.get((parse.sentence, child), ())
        if not theirs and not (ours and parse.lemmas[child].lower() in discourse.words.person):
            continue
        if ours and theirs and not (_is_description(ours[0]) or _is_description(theirs[0])):
            continue
        name, other = (theirs, ours) if theirs and not _is_description(theirs[0]) else (ours, theirs)
        office = bool(other) and other[0].why.endswith(COUNTERPART_OF) and len(name) == 1 and _is_private(name[0])
        if len(name) == 1 and (name[0].country is None or office) and other and other[0].country:
            spoken, kind = name[0].actor, name[0].kind
            if other[0].why.startswith("speaks for"):
                spoken = other[0].actor
            elif other[0].why.endswith(COUNTERPART_OF):
                spoken, kind = other[0].actor, "person"
            held = None if kind == "person" and _is_private(name[0]) else name[0].actor
            name = (replace(name[0], country=other[0].country, actor=held or spoken, kind=kind),)
        if name:
            discourse.found[parse.sentence, head] = discourse.found[parse.sentence, child] = name


def _join_lists(discourse: Discourse, parse: Parse) -> None:
    """The people named one by one after a noun for them: "the ministers, Jane Roe of Peru and Ann Poe of Chile"."""
    for token in range(len(parse)):
        if parse.tags[token] != "NNS" or parse.lemmas[token].lower() not in discourse.words.person:
            continue
        named = [c for c in parse.children[token] if parse.deps[c] == "appos" and c > token]
        for child in parse.children[token]:
            if parse.deps[child] == "prep" and parse.texts[child].lower() == "of":
                named += parse.children[child]
        members: dict[str, Mention] = {}
        while named:
            place = named.pop(0)
            group = discourse.found.get((parse.sentence, place), ())
            if len(group) == 1 and group[0].kind == "person" and parse.tags[place] == "NNP":
                members.setdefault(key_of(group[0]), group[0])
            named += [c for c in parse.children[place] if parse.deps[c] in ("conj", "appos") and c > place]
        if len(members) > 1:
            discourse.found[parse.sentence, token] = tuple(members.values())


def _join_predicates(discourse: Discourse, parse: Parse) -> None:
    """ "Jane Roe was the first Danish leader to ...": a name of which nothing is known is of the country said of it."""
    for verb in range(len(parse)):
        if parse.lemmas[verb] not in ("be", "become") or any(parse.deps[c] == "neg" for c in parse.children[verb]):
            continue
        subjects = [c for c in parse.children[verb] if parse.deps[c] == "nsubj"]
        said = [c for c in parse.children[verb] if parse.deps[c] == "attr"]
        if len(subjects) != 1 or len(said) != 1 or parse.tags[subjects[0]] != "NNP":
            continue
        ours = discourse.found.get((parse.sentence, subjects[0]), ())
        theirs = discourse.found.get((parse.sentence, said[0]), ())
        if len(ours) != 1 or len(theirs) != 1 or ours[0].kind not in ("unknown", "person"):
            continue
        country = theirs[0].country if theirs[0].kind == "office" else None
        if country and ours[0].country is None and ours[0].actor is None:
            known = replace(ours[0], country=country, why=f"{ours[0].why}; called {theirs[0].name}")
            discourse.found[parse.sentence, subjects[0]] = (known,)


def _who_is_named(discourse: Discourse, parse: Parse, head: int) -> int:
    """The speaker, of "a spokesman for the ministry, Jane Roe": the name is no ministry's."""
    place = head
    while parse.deps[place] in ("pobj", "prep", "compound", "poss"):
        place = parse.heads[place]
        group = discourse.found.get((parse.sentence, place), ())
        if len(group) == 1 and group[0].kind == "person" and group[0].why.startswith("speaks for"):
            return place
    return head


def _is_private(mention: Mention) -> bool:
    """Whether a person was named of whom no office was known then."""
    return (mention.actor or "").startswith(PERSON)


def _is_description(mention: Mention) -> bool:
    if mention.why.endswith(COUNTERPART_OF):
        return True
    return mention.why in (DESCRIBED, BY_MODIFIER) or mention.why.startswith(("country after", "speaks for"))
