"""What each phrase of a parsed sentence stands for: names, pronouns, definite phrases and groups.

Rules with agreement, salience and type, sentence after sentence: a reference takes the best antecedent of its kind;
where two are as good, it stays open. The order of salience (subject before object before the rest, the nearest sentence
first) is that of Lappin and Leass (1994), without weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from dragoman.extract.actors.likeness import generic_suffix, noun_class
from dragoman.lexicon.actor_words import ActorWords, load_actor_words
from dragoman.lexicon.actors import ActorBook
from dragoman.model import Document, Layers, Mention, Parse

References = dict[tuple[int, int], tuple[Mention, ...]]

_NOMINAL = ("NN", "NNS", "NNP", "NNPS")
_NUMBERS = {"both": 2, "two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5, "six": 6}
_PARTY_NOUNS = frozenset(
    (
        "side", "country", "nation", "state", "neighbor", "neighbour", "government", "leader", "party", "capital",
        "power", "ally", "rival", "minister", "president", "premier", "official", "diplomat", "army", "military",
        "force", "foe", "negotiator", "team", "delegation", "man", "statesman", "economy", "giant", "superpower",
        "counterpart", "enemy", "partner", "people", "republic",
    )
)  # fmt: skip
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "dative", "agent")
# Nouns that say an office, with the ends of the ids that they can stand for.
_ENDS = {
    "president": (".PRES",),
    "premier": (".PM",),
    "chancellor": (".PM",),
    "king": ("MON",),
    "queen": ("MON",),
    "emperor": ("MON",),
    "ambassador": ("AMB",),
    "envoy": ("ENVOY", "AMB"),
    "general": ("MIL",),
    "secretary": (".FM", ".DM", ".TM", ".FIN", ".SG"),
    "spokesman": ("SPOX",),
    "spokeswoman": ("SPOX",),
    "senator": ("LEG.MEMBER",),
    "lawmaker": ("LEG.MEMBER",),
    "minister": (".PM", ".FM", ".DM", ".TM", ".FIN", ".INT", ".MIN", ".JUST", ".ENERGY", ".AGRI", ".HEALTH"),
    "governor": ("LOCAL", "CB.GOV"),
    "mayor": ("LOCAL",),
    "judge": ("JUDGE",),
}
_STATE_NOUNS = frozenset(
    ("country", "nation", "state", "neighbor", "neighbour", "power", "economy", "republic", "superpower")
)
_LEADERS = frozenset(
    ("leader", "minister", "president", "premier", "official", "diplomat", "man", "statesman", "negotiator")
)
_PLACE_PREPOSITIONS = frozenset(("in", "at", "near", "around", "outside", "inside", "across", "throughout"))
_BY_MODIFIER = "country of its modifier"
_REACH = 4  # sentences back in which an antecedent may stand


@dataclass(slots=True)
class _Entity:
    """Something that the text has spoken of: its mention, how prominent it was, and where."""

    mention: Mention
    sentence: int
    rank: int  # 0 subject, 1 object, 2 the rest
    token: int


@dataclass(slots=True)
class _Discourse:
    """What has been spoken of so far, latest last."""

    book: ActorBook
    words: ActorWords
    entities: list[_Entity] = field(default_factory=list)
    found: References = field(default_factory=dict)


def resolve_references(document: Document, layers: Layers, book: ActorBook) -> References:
    """The actors for which the phrases of the parsed sentences stand, by `(sentence, head token)`.

    An entry with a mention whose `actor` is None is an actor that the text does not name ("armed men"); no entry means
    that the phrase is no actor, or that what it refers to cannot be told. Conjuncts have an entry each.
    """
    text = document.clean.text
    discourse = _Discourse(book, load_actor_words())
    by_sentence: dict[int, list[Mention]] = {}
    for mention in layers.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for sentence in layers.sentences:
        mentions = by_sentence.get(sentence.index, [])
        parse = layers.parses.get(sentence.index)
        if parse is None:
            discourse.entities += [_Entity(m, sentence.index, 2, -1) for m in mentions if m.kind != "demonym"]
            continue
        _named(discourse, parse, mentions)
        for token in range(len(parse)):
            if (parse.sentence, token) not in discourse.found:
                resolved = _resolve(discourse, parse, token, text)
                if resolved:
                    discourse.found[parse.sentence, token] = resolved
        _join_appositions(discourse, parse)
        _introduce(discourse, parse)
    return discourse.found


# ------------------------------------------------------------------ phrases with a mention at their head


def _named(discourse: _Discourse, parse: Parse, mentions: list[Mention]) -> None:
    """Give each mention to the head token of its words; mentions of one head ("X and Y officials") stand together."""
    given: dict[int, list[Mention]] = {}
    for mention in mentions:
        head = _head_of(parse, mention.start, mention.end)
        if head is None:
            continue
        given.setdefault(head, []).append(mention)
    for head, group in given.items():
        discourse.found[parse.sentence, head] = _shared(parse, head, group, given)
    for head, group in given.items():
        _apposed(discourse, parse, head, group)


def _head_of(parse: Parse, start: int, end: int) -> int | None:
    """The token of `[start, end)` whose head lies outside, nouns before others, the last of several."""
    inside = [i for i in range(len(parse)) if parse.starts[i] < end and parse.ends[i] > start]
    tops = [i for i in inside if parse.heads[i] not in inside or parse.heads[i] == i]
    nouns = [i for i in tops if parse.tags[i].startswith("NN") or parse.tags[i] in ("PRP", "JJ")]
    chosen = nouns or tops
    return chosen[-1] if chosen else None


def _shared(parse: Parse, head: int, group: list[Mention], given: dict[int, list[Mention]]) -> tuple[Mention, ...]:
    """A head's own mentions, and those of the adjectives joined to its own: "Hungarian and Romanian officials"."""
    extra: list[Mention] = []
    for child in parse.children[head]:
        for other in given.get(child, ()):
            if other.kind == "body" and parse.deps[child] in ("amod", "nmod", "compound") and other not in group:
                extra.append(other)
            for below in parse.children[child]:
                extra += [m for m in given.get(below, ()) if m.kind == "body" and m not in group]
    return tuple(sorted((*group, *extra), key=lambda m: m.start))


def _apposed(discourse: _Discourse, parse: Parse, head: int, group: list[Mention]) -> None:
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


def _join_appositions(discourse: _Discourse, parse: Parse) -> None:
    """A description and the name beside it are one actor: "their leader, Jane Roe", "Jane Roe, head of the union"."""
    for child in range(len(parse)):
        head = parse.heads[child]
        if parse.deps[child] != "appos":
            continue
        ours = discourse.found.get((parse.sentence, head), ())
        theirs = discourse.found.get((parse.sentence, child), ())
        if not theirs and not (ours and parse.lemmas[child].lower() in discourse.words.person):
            continue
        if ours and theirs and not (_is_description(ours[0]) or _is_description(theirs[0])):
            continue
        name, other = (theirs, ours) if theirs and not _is_description(theirs[0]) else (ours, theirs)
        if len(name) == 1 and name[0].country is None and other and other[0].country:
            name = (replace(name[0], country=other[0].country),)
        if name:
            discourse.found[parse.sentence, head] = discourse.found[parse.sentence, child] = name


def _is_description(mention: Mention) -> bool:
    return mention.why in ("described, not named", _BY_MODIFIER) or mention.why.startswith("country after")


# ------------------------------------------------------------------ phrases without one


def _resolve(discourse: _Discourse, parse: Parse, token: int, text: str) -> tuple[Mention, ...]:
    """What a token without a mention of its own stands for; empty where that cannot be told."""
    tag, word = parse.tags[token], parse.texts[token].lower()
    if tag in ("PRP", "PRP$"):
        return _pronoun(discourse, parse, token, word)
    if tag in ("DT", "CD") and word in _NUMBERS and parse.deps[token] in ("nsubj", "nsubjpass", "pobj", "dobj"):
        return _parties(discourse, parse, token, _NUMBERS[word], people=False)
    if tag not in _NOMINAL or parse.deps[token] == "compound":
        return ()
    lemma = parse.lemmas[token].lower()
    number = _number_of(parse, token)
    if number and lemma in _PARTY_NOUNS:
        members = _parties(discourse, parse, token, number, people=lemma in _LEADERS)
        if members or _is_definite(parse, token) or _is_both(parse, token):
            return members
    if tag.startswith("NNP"):
        return _lone_name(discourse, parse, token)
    kind = noun_class(discourse.words, lemma, word)
    owned = _owned_by_pronoun(discourse, parse, token, kind, text)
    if owned:
        return owned
    described = _described(discourse, parse, token, kind, text)
    if described and (described[0].country or described[0].actor):
        return described
    if _is_definite(parse, token):
        taken_up = _taken_up(discourse, parse, token, lemma)
        if taken_up:
            return taken_up
        if tag == "NNS" and lemma in ("neighbour", "neighbor", "side", "leader", "country", "party"):
            return _parties(discourse, parse, token, 2, people=lemma in _LEADERS)
    return described


def _lone_name(discourse: _Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """A name of which nothing is known, where an actor would stand: subject, object, after "by", "with", "against"."""
    base = token
    while parse.deps[base] == "conj" and parse.tags[parse.heads[base]].startswith("NNP"):
        base = parse.heads[base]
    governor = parse.texts[parse.heads[base]].lower()
    placed = parse.deps[base] == "pobj" and governor in ("by", "with", "against")
    if parse.texts[token] in discourse.words.starters or not (placed or parse.deps[base] in _ARGUMENTS):
        return ()
    first = min(
        (c for c in parse.children[token] if parse.deps[c] == "compound" and parse.tags[c].startswith("NNP")),
        default=token,
    )
    start, end = parse.starts[min(first, token)], parse.ends[token]
    name = " ".join(parse.texts[min(first, token) : token + 1])
    return (
        Mention(parse.sentence, start, end, None, "unknown", name, score=0.3, why="a name that the book does not know"),
    )


def _number_of(parse: Parse, token: int) -> int | None:
    """How many parties a phrase counts: "both sides", "the two leaders"."""
    for child in parse.children[token]:
        if (
            child < token
            and parse.texts[child].lower() in _NUMBERS
            and parse.deps[child] in ("nummod", "det", "predet", "amod", "cc", "preconj")
        ):
            return _NUMBERS[parse.texts[child].lower()]
    return None


def _is_definite(parse: Parse, token: int) -> bool:
    return any(
        parse.texts[c].lower() in ("the", "that", "this", "these", "those") for c in parse.children[token] if c < token
    )


def _described(discourse: _Discourse, parse: Parse, token: int, kind: str | None, text: str) -> tuple[Mention, ...]:
    """A common noun for people or a body: with the country that its modifiers give, else unresolved by its words."""
    words = [parse.texts[i].lower() for i in (*_compounds(parse, token), token)]
    suffix = generic_suffix(discourse.book, words)
    if kind is None and suffix is None:
        return ()
    start, end = _phrase(parse, token)
    owner, how = _owner(discourse, parse, token)
    plural = parse.tags[token] == "NNS" or kind in ("people", "body")
    shape = "group" if plural else "unknown"
    found = Mention(parse.sentence, start, end, None, shape, text[start:end], score=0.5, why="described, not named")
    if owner is None:
        return (replace(found, country=_country_of_scene(discourse, parse, token, suffix)),)
    if "in" in how and suffix and suffix.startswith(("MIL", "GOV")):
        return (found,)  # soldiers and diplomats in a country are often another's
    actor = f"{owner}.{suffix}" if suffix else owner if kind == "state" else None
    return (replace(found, actor=actor, country=owner, score=0.8, why=how),)


def _country_of_scene(discourse: _Discourse, parse: Parse, token: int, suffix: str | None) -> str | None:
    """The country after "in" beside the verb of which the phrase is an argument: "killed farmers in Zimbabwe"."""
    if suffix and suffix.startswith(("MIL", "GOV")):
        return None
    verb = parse.heads[token]
    found = {
        _country_at(discourse, parse, below)
        for child in parse.children[verb]
        if parse.deps[child] == "prep" and parse.texts[child].lower() == "in"
        for below in parse.children[child]
    } - {None}
    return found.pop() if len(found) == 1 else None


def _is_both(parse: Parse, token: int) -> bool:
    return any(parse.texts[c].lower() == "both" for c in parse.children[token])


def _owned_by_pronoun(
    discourse: _Discourse, parse: Parse, token: int, kind: str | None, text: str
) -> tuple[Mention, ...]:
    """ "Their countries", "his government": the states of those for whom the pronoun stands."""
    if kind != "state":
        return ()
    for child in parse.children[token]:
        if parse.tags[child] != "PRP$":
            continue
        owners = discourse.found.get((parse.sentence, child)) or _resolve(discourse, parse, child, text)
        suffix = ".GOV" if parse.lemmas[token].lower() == "government" else ""
        return tuple(
            replace(_refer(parse, token, m, parse.texts[token]), actor=f"{m.country}{suffix}", kind="name", person=None)
            for m in owners
            if m.country
        )
    return ()


def _compounds(parse: Parse, token: int) -> list[int]:
    return [c for c in parse.children[token] if c < token and parse.deps[c] in ("compound", "amod")]


def _phrase(parse: Parse, token: int) -> tuple[int, int]:
    """The words of a noun with what stands before it, without its article: at most twelve words."""
    left = [
        c for c in parse.children[token]
        if c < token and parse.deps[c] in ("amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod")
    ]  # fmt: skip
    first = min((parse.subtree(c)[0] for c in left), default=token)
    first = max(first, token - 11)
    return parse.starts[first], parse.ends[token]


def _owner(discourse: _Discourse, parse: Parse, token: int) -> tuple[str | None, str]:
    """The country to which a modifier of a noun ties it: adjective, possessive, "of X", "in X", "from X"."""
    for child in parse.children[token]:
        if parse.deps[child] in ("amod", "compound", "poss", "nmod"):
            country = _country_at(discourse, parse, child)
            if country:
                return country, _BY_MODIFIER
    for child in parse.children[token]:
        if parse.deps[child] == "prep" and parse.texts[child].lower() in ("of", "from", "in"):
            for below in parse.children[child]:
                country = _country_at(discourse, parse, below)
                if country:
                    return country, f'country after "{parse.texts[child].lower()}"'
    return None, ""


def _country_at(discourse: _Discourse, parse: Parse, token: int) -> str | None:
    group = discourse.found.get((parse.sentence, token), ())
    country = group[0].country if len(group) == 1 else None
    return country if country and len(country) == 3 else None


# ------------------------------------------------------------------ pronouns and definite phrases


def _is_person(mention: Mention) -> bool:
    return mention.kind in ("person", "office") or (mention.kind == "unknown" and mention.person is not None)


def _is_whole(mention: Mention) -> bool:
    """A country, government, body or organisation: what "it" may stand for."""
    return mention.kind in ("name", "metonym", "body", "organisation") or (
        mention.kind == "group" and mention.actor is not None
    )


def _key(mention: Mention) -> str:
    return mention.person or mention.actor or mention.name.lower()


def _candidates(discourse: _Discourse, parse: Parse, token: int) -> Iterator[list[_Entity]]:
    """Entities as a reference may take them up, the most salient class first: its own sentence before it, then back."""
    own = [
        _Entity(group[0], parse.sentence, _rank(parse, head), head)
        for (sentence, head), group in discourse.found.items()
        if sentence == parse.sentence
        and head < token
        and len(group) == 1
        and not _same_clause_argument(parse, head, token)
    ]
    for rank in (0, 1, 2):
        yield [e for e in own if e.rank == rank]
    for back in range(1, _REACH):
        then = [e for e in discourse.entities if e.sentence == parse.sentence - back]
        for rank in (0, 1, 2):
            yield [e for e in then if e.rank == rank]


def _same_clause_argument(parse: Parse, head: int, token: int) -> bool:
    """Whether two tokens are arguments of one verb: a pronoun object cannot stand for the subject of its own clause."""
    return (
        parse.tags[token] == "PRP"
        and parse.heads[head] == parse.heads[token]
        and parse.deps[head] in ("nsubj", "nsubjpass")
        and parse.deps[token] in ("dobj", "dative")
    )


def _rank(parse: Parse, token: int) -> int:
    if parse.deps[token] in ("nsubj", "nsubjpass"):
        return 0
    if parse.deps[token] == "conj":
        return _rank(parse, parse.heads[token])
    return 1 if parse.deps[token] in ("dobj", "agent", "dative", "appos") or parse.heads[token] == token else 2


def _pronoun(discourse: _Discourse, parse: Parse, token: int, word: str) -> tuple[Mention, ...]:
    if word in ("he", "she", "him", "her", "his"):
        return _best(discourse, parse, token, _is_person)
    if word in ("it", "its"):
        if word == "it" and _is_expletive(parse, token):
            return ()
        return _best(discourse, parse, token, _is_whole)
    if word in ("they", "their", "them"):
        return _plural(discourse, parse, token)
    return ()


def _is_expletive(parse: Parse, token: int) -> bool:
    """ "It is likely that", "it rained": the pronoun stands for nothing."""
    head = parse.heads[token]
    if parse.deps[token] not in ("nsubj", "nsubjpass") or parse.lemmas[head] not in (
        "be",
        "seem",
        "appear",
        "rain",
        "snow",
        "take",
        "remain",
        "become",
        "expect",
    ):
        return False
    return any(parse.deps[c] in ("ccomp", "xcomp", "advcl", "acomp", "csubj", "attr") for c in parse.children[head])


def _best(discourse: _Discourse, parse: Parse, token: int, fits: Callable[[Mention], bool]) -> tuple[Mention, ...]:
    """The one entity of the first class in which any fits; nothing where that class holds two different ones."""
    for entities in _candidates(discourse, parse, token):
        fitting = [e for e in entities if fits(e.mention) and not _is_place(e)]
        keys = {_key(e.mention) for e in fitting}
        if len(keys) == 1:
            return (_refer(parse, token, fitting[-1].mention, parse.texts[token]),)
        if keys:
            return ()
    return ()


def _is_place(entity: _Entity) -> bool:
    return entity.mention.why.endswith("as a place")


def _refer(parse: Parse, token: int, mention: Mention, words: str) -> Mention:
    return replace(
        mention,
        sentence=parse.sentence,
        start=parse.starts[token],
        end=parse.ends[token],
        name=mention.name,
        antecedent=mention.antecedent
        if mention.why.startswith("reference") and mention.antecedent
        else (mention.start, mention.end),
        phrase=None,
        score=min(mention.score, 0.8) if mention.actor else mention.score,
        why=f"reference: {words!r} takes up {mention.name!r}",
    )


def _plural(discourse: _Discourse, parse: Parse, token: int) -> tuple[Mention, ...]:
    """ "They": the subjects of the last sentence if there were several, or the last group of people."""
    for sentence in range(parse.sentence, parse.sentence - 3, -1):
        heads = [
            head for (at, head) in discourse.found if at == sentence and (sentence < parse.sentence or head < token)
        ]
        subjects = [e for e in discourse.entities if e.sentence == sentence and e.rank == 0]
        if sentence == parse.sentence:
            subjects = [
                _Entity(m, sentence, 0, head)
                for head in sorted(heads)
                if _rank(parse, head) == 0
                for m in discourse.found[sentence, head]
            ]
        members = {_key(e.mention): e.mention for e in subjects}
        for actor, mention in list(members.items()):
            if any(
                other.country == mention.country and key != actor and key.startswith(f"{actor}.")
                for key, other in members.items()
            ):
                del members[actor]
        groups = [m for m in members.values() if m.kind == "group" or (m.kind == "body" and m.name.endswith("s"))]
        if len(members) > 1 and len(groups) != 1:
            return tuple(_refer(parse, token, m, parse.texts[token]) for m in members.values())
        if len(groups) == 1:
            return (_refer(parse, token, groups[0], parse.texts[token]),)
        if len(members) == 1 and sentence < parse.sentence:
            return ()
    return ()


def _taken_up(discourse: _Discourse, parse: Parse, token: int, lemma: str) -> tuple[Mention, ...]:
    """ "The ministry", "the president", "the country": the last entity that such a noun can name."""
    words = discourse.words
    if parse.tags[token] == "NNS" or any(
        parse.deps[c] in ("prep", "relcl", "acl", "poss") for c in parse.children[token]
    ):
        return ()
    if lemma in words.takes_up_person:
        return _best(discourse, parse, token, lambda m: _is_person(m) and _title_fits(m, lemma))
    if lemma in words.takes_up_body:
        return _best(
            discourse, parse, token, lambda m: m.kind in ("body", "organisation", "group") and _body_fits(m, lemma)
        )
    if lemma in words.takes_up_country:
        return _best(discourse, parse, token, lambda m: m.kind in ("name", "metonym", "demonym"))
    return ()


def _title_fits(mention: Mention, lemma: str) -> bool:
    """Whether a person can be called by a noun: one that says an office must agree with theirs."""
    ends = _ENDS.get(lemma)
    if ends is None:
        return True
    described = (mention.description or "").lower()
    return bool(mention.actor and mention.actor.endswith(ends)) or lemma in described


def _body_fits(mention: Mention, lemma: str) -> bool:
    """Whether a body can be called by a noun: its own last word, or a noun that any organisation bears."""
    name = mention.name.lower()
    if lemma in name:
        return True
    wide = {
        "group": mention.kind in ("organisation", "group"),
        "organisation": mention.kind == "organisation",
        "organization": mention.kind == "organisation",
        "body": mention.kind == "organisation",
        "bloc": mention.actor is not None and mention.actor.startswith("IGO."),
        "alliance": mention.actor is not None and mention.actor.startswith("IGO."),
        "company": (mention.actor is not None and mention.actor.startswith("COM."))
        or name.endswith((" inc", " corp", " ltd", " co", "holdings", "motors")),
        "firm": mention.actor is not None and mention.actor.startswith("COM."),
        "party": mention.actor is not None and ".PTY" in mention.actor,
        "movement": mention.actor is not None and mention.actor.startswith("ARM."),
    }
    return wide.get(lemma, False)


# ------------------------------------------------------------------ groups


def _parties(discourse: _Discourse, parse: Parse, token: int, number: int, *, people: bool) -> tuple[Mention, ...]:
    """The members of "both sides", "the two leaders": those of the last sentence that had exactly so many parties."""
    seen: list[Mention] = []
    for sentence in range(parse.sentence, parse.sentence - _REACH - 2, -1):
        if sentence == parse.sentence:
            here = [g for (at, head), g in discourse.found.items() if at == sentence and head < token]
            mentions = [m for group in here for m in group]
        else:
            mentions = [e.mention for e in discourse.entities if e.sentence == sentence]
        members = _distinct(mentions, people=people)
        if len(members) == number:
            return _as_parties(discourse, parse, token, members, people=people)
        seen += mentions
        together = _distinct(seen, people=people)
        if len(together) == number and sentence < parse.sentence:
            return _as_parties(discourse, parse, token, together, people=people)
        if len(members) > number:
            return ()
    return ()


def _as_parties(
    discourse: _Discourse, parse: Parse, token: int, members: list[Mention], *, people: bool
) -> tuple[Mention, ...]:
    """The members as a group refers to them: as people, or as the states for which people spoke."""
    found = []
    for member in members:
        referred = _refer(parse, token, member, parse.texts[token])
        if not people and member.country and (_is_person(member) or parse.lemmas[token].lower() in _STATE_NOUNS):
            name = discourse.book.name(member.country)
            referred = replace(referred, actor=member.country, kind="name", name=name, person=None, description=None)
        found.append(referred)
    return tuple(found)


def _distinct(mentions: list[Mention], *, people: bool) -> list[Mention]:
    """One mention for each party: each person where people are meant, else each country (or body without one)."""
    found: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.start):
        if mention.kind == "unknown" and not mention.country:
            continue
        if people and not _is_person(mention):
            continue
        key = _key(mention) if people else mention.country or mention.actor
        if key and (key not in found or (found[key].kind != "name" and mention.kind == "name")):
            found[key] = mention
    return list(found.values())


def _introduce(discourse: _Discourse, parse: Parse) -> None:
    """Keep what a sentence spoke of for those that follow."""
    for (sentence, head), group in sorted(discourse.found.items()):
        if sentence != parse.sentence:
            continue
        rank = _rank(parse, head)
        for mention in group:
            kept = mention
            if parse.deps[head] == "pobj" and parse.texts[parse.heads[head]].lower() in _PLACE_PREPOSITIONS:
                kept = replace(mention, why=f"{mention.why}; as a place")
            discourse.entities.append(_Entity(kept, sentence, rank, head))
