"""Mentions of actors on the cleaned text, before any parse.

One pass of the scanner gives names, titles and bodies; what stands next to what then decides: a title takes its country
from the left ("Japan's foreign minister") or from "of", and its person from the right ("Premier Li Qiang") or from an
apposition; a body or a group of people takes the country beside it; a surname takes the person named in full elsewhere
in the same text; a capitalised name that contains a country ("Bank of China") hides it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from dragoman.extract.actors.bodies import country_of, link_body, owner_of
from dragoman.extract.actors.former import as_of_then
from dragoman.extract.actors.full_names import with_full_names
from dragoman.extract.actors.introduced import introduce_names
from dragoman.extract.actors.names import Segment, settle_names
from dragoman.extract.actors.offices import link_title, slug
from dragoman.extract.actors.overview import go_betweens, leaders_named, only_hosts, spoken_of
from dragoman.extract.actors.owners import left_owner, right_owner
from dragoman.extract.actors.places import find_places
from dragoman.extract.actors.rebels import link_rebels
from dragoman.extract.actors.scan import Hit, Run, runs, scanner_for, with_halves
from dragoman.extract.actors.scene import Scene, find_dateline, rank_of
from dragoman.extract.actors.seats import with_shared_seats
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.actor_press import country_of_outlet, load_press
from dragoman.lexicon.actor_ships import load_ships
from dragoman.lexicon.actors import PERSON, ActorBook
from dragoman.lexicon.word_lists import any_of
from dragoman.model import BlockKind, Document, Mention, Sentence

_COUNTRY_KINDS = frozenset(("name", "demonym", "people", "metonym"))
_FAMILY = 2  # sentences after a relative's full name in which a surname may be that relative's
_LEADING = rank_of("GOV.FM")
_NOTE = 400  # characters of a headline, or of the item of a feed
_ONE_LEADER = "surname that one leader alone bore on the day of the report"
_THROUGH = re.compile(rf"\b(?:{any_of(actor_words_of('mentions', 'through'))}) (?:the )?$")
_SITE = re.compile(r"(?: [a-z][a-z-]*){1,3}")
_COMMON_PARTIES = actor_words_of("mentions", "common-parties")
_SITES = actor_words_of("mentions", "sites")


def find_mentions(document: Document, sentences: tuple[Sentence, ...], book: ActorBook) -> tuple[Mention, ...]:
    """All mentions of a report, in text order, spans in its cleaned text; none in what it does not report, as a menu.

    A mention whose actor the text and the book do not settle has `actor` None and, where there are some, candidates.
    """
    plain, scanned = scanner_for(book).scan(document.clean.text)
    sentences = tuple(s for s in sentences if not s.kind.is_noise or s.kind is BlockKind.CAPTION)
    hits = _reported(document, scanned)
    hits = with_shared_seats(plain, with_halves(plain, with_full_names(plain, hits)), book)
    hits = as_of_then(hits, book, document.published.interval)
    home, dateline = find_dateline(document, sentences, book)
    scene = Scene(plain, book, document.published.interval, home, dateline)
    scene.press = country_of_outlet(document.outlet, load_press())
    sentence_starts = [sentence.start for sentence in sentences]
    scene.places = find_places(plain, hits)
    leaders = leaders_named(scene, hits)
    scene.between = go_betweens(plain, hits, home) | only_hosts(plain, hits, scene.places, dateline)
    for hit in hits:
        if hit.kind in ("name", "demonym", "people") and len({o.target for o in hit.options}) == 1:
            scene.countries[hit.options[0].target] += 1
        if not dateline[0] <= hit.start < dateline[1]:
            at = sentences[max(0, bisect_right(sentence_starts, hit.start) - 1)].index if sentences else 0
            scene.spoken.update(dict.fromkeys((at, country) for country in spoken_of(scene, hit, leaders)))
    for place in scene.places:
        if place.there and sentences and not dateline[0] <= place.start < dateline[1]:
            scene.spoken[sentences[max(0, bisect_right(sentence_starts, place.start) - 1)].index, place.country] = None
    hits = [hit for hit in hits if not _is_a_party_elsewhere(scene, hit)]
    starts = [hit.start for hit in hits]
    pending: list[tuple[Sentence, list[Segment]]] = []
    read: list[tuple[Sentence, list[Hit]]] = []
    for sentence in sentences:
        mine = hits[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        names = runs(plain, sentence.start, sentence.end)
        read.append((sentence, mine))
        if mine or names:
            pending.append((sentence, _read_sentence(scene, sentence, mine, names)))
    link_rebels(scene, read)
    introduce_names(scene, pending)
    for sentence, segments in pending:
        _introduce(scene, sentence, segments)
    for sentence, segments in pending:
        _link_surnames(scene, sentence, segments)
    return tuple(sorted(scene.mentions, key=lambda m: (m.start, -m.end, m.kind)))


def _reported(document: Document, hits: list[Hit]) -> list[Hit]:
    """Those hits that lie in a block that reports something, or in a caption."""
    blocks = document.clean.blocks
    starts = [block.start for block in blocks]
    found = []
    for hit in hits:
        at = bisect_right(starts, hit.start) - 1
        if at >= 0 and (not blocks[at].kind.is_noise or blocks[at].kind is BlockKind.CAPTION):
            found.append(hit)
    return found


def _read_sentence(scene: Scene, sentence: Sentence, hits: list[Hit], names: list[Run]) -> list[Segment]:
    """Add the mentions of one sentence; the capitalised names that are still open come back."""
    first = len(scene.mentions)
    hits, segments = settle_names(scene, sentence, hits, names)
    used: set[int] = set()
    for index, hit in enumerate(hits):
        if hit.kind == "title" and index not in used:
            used |= link_title(scene, sentence, hits, index, segments)
    for index, hit in enumerate(hits):
        if hit.kind == "generic" and index not in used:
            used |= link_body(scene, sentence, hits, index, used)
    for index, hit in enumerate(hits):
        if index not in used and hit.kind not in ("title", "generic"):
            _plain_mention(scene, sentence, hit, hits, index)
    taken = scene.mentions[first:]
    return [s for s in segments if not s.used and not any(m.start < s.end and s.start < m.end for m in taken)]


# ------------------------------------------------------------------ names that the book knows


def _plain_mention(scene: Scene, sentence: Sentence, hit: Hit, hits: list[Hit], index: int) -> None:
    """A name without a title: a country, an organisation, a person."""
    if hit.kind == "person":
        _person(scene, sentence, hits, index)
        return
    if hit.kind == "surname":
        return  # left for the pass over surnames, when all full names are known
    name = scene.text[hit.start : hit.end]
    country = country_of(scene, hit)
    if hit.kind in _COUNTRY_KINDS:
        owners = tuple(sorted({o.target for o in hit.options if o.kind in _COUNTRY_KINDS}))
        candidates = () if country else owners
        why = f"{hit.kind} of {country}" if country else "may be any of its candidates"
        scene.mentions.append(
            Mention(
                sentence.index, hit.start, hit.end, country, hit.kind, name, country, None, None, candidates, why=why
            )
        )
        return
    actor, candidates = owner_of(scene, hit, hits, index)
    if name.lower() in scene.words.media and _THROUGH.search(scene.text, max(0, hit.start - 12), hit.start):
        return  # "announced it on Twitter": by what, and not who
    record = scene.book.records.get(actor or "")
    if record is not None and record.spread:
        for member in record.members:
            why = f"one of {record.name}"
            scene.mentions.append(
                Mention(sentence.index, hit.start, hit.end, member, "name", scene.book.name(member), member, why=why)
            )
        return
    kind = "body" if hit.kind in ("body", "region") else "group" if hit.kind == "group" else "organisation"
    owner = scene.book.country_of(actor) if actor else None
    why = f"{hit.kind} of the book" if actor else "several bear this name"
    mention = Mention(sentence.index, hit.start, hit.end, actor, kind, name, owner, None, None, candidates, why=why)
    scene.mentions.append(mention)
    if actor:
        scene.bodies.setdefault(actor.partition(".")[2], []).append(mention)


def _is_a_party_elsewhere(scene: Scene, hit: Hit) -> bool:
    """Whether it bears the name of a party of a state of which the report does not tell: "the Slovak [Democrats]"."""
    if hit.kind != "party" or scene.text[hit.start : hit.end] not in _COMMON_PARTIES:
        return False
    told = {country for _, country in scene.spoken} | {scene.home, scene.press} - {None}
    return bool(told) and not any(scene.book.country_of(o.target) in told for o in hit.options)


def _person(scene: Scene, sentence: Sentence, hits: list[Hit], index: int) -> None:
    """A full name of the book without a title: the office held when the report appeared, else the person.

    Of several who bear it, the one of the country beside it ("Saudi King Abdullah"), else who held an office then.
    """
    hit = hits[index]
    people = tuple(dict.fromkeys(o.target for o in hit.options if o.kind == "person"))
    name = scene.text[hit.start : hit.end]
    if len(people) > 1:
        owner = left_owner(scene, hits, index) or right_owner(scene, hits, index)
        theirs = [p for p in people if owner and scene.book.country_of(p) == owner.actor]
        people = tuple(theirs) or people
    if len(people) > 1:
        at = [p for p in people if scene.office_at(p)]
        people = (at[0],) if len(at) == 1 else people
    if len(people) > 1:
        offices = tuple(sorted({t.office for p in people for t in scene.book.offices_of(p)}))
        mention = Mention(
            sentence.index,
            hit.start,
            hit.end,
            None,
            "person",
            name,
            None,
            None,
            None,
            offices,
            score=0.0,
            why="several bear this name",
        )
    else:
        mention = person_mention(scene, sentence, hit.start, hit.end, people[0], "full name in the book")
    scene.mentions.append(mention)
    scene.remember(mention)
    titled = name.split(" ", 1)[0].lower() in scene.book.titles  # "King Hussein", by whom "the king" is meant later
    if titled and mention.country and mention.actor and not mention.actor.startswith(PERSON):
        scene.bodies.setdefault(mention.actor.partition(".")[2], []).append(mention)


def person_mention(scene: Scene, sentence: Sentence, start: int, end: int, person: str, why: str) -> Mention:
    """The mention of a person of the book by name alone."""
    tenure = scene.office_at(person)
    actor = tenure.office if tenure else person
    offices = () if tenure else tuple(dict.fromkeys(t.office for t in scene.book.offices_of(person, scene.published)))
    country = scene.book.country_of(actor)
    reason = f"{why}; held {tenure.office} when the report appeared" if tenure else why
    return Mention(
        sentence.index, start, end, actor, "person", scene.text[start:end], country, person, None, offices, why=reason
    )


# ------------------------------------------------------------------ surnames and unknown names


def _introduce(scene: Scene, sentence: Sentence, segments: list[Segment]) -> None:
    """Add the full names that the book does not know, so that their surnames can be linked to them."""
    for segment in segments:
        ship = _warship(scene, sentence, segment)
        if ship is not None:
            segment.used = True
            scene.mentions.append(ship)
        elif segment.kind in ("name", "person") and " " in scene.text[segment.start : segment.end]:
            mention = _same_person(scene, sentence, segment) or unknown_mention(scene, sentence, segment)
            segment.used = True
            scene.mentions.append(mention)
            scene.remember(mention)
        elif segment.kind == "organisation":
            _introduce_body(scene, sentence, segment)


def _warship(scene: Scene, sentence: Sentence, segment: Segment) -> Mention | None:
    """A ship of a navy, by what stands before its name: "HMAS Perth". Of two navies, the one whose state is told of."""
    name = scene.text[segment.start : segment.end]
    prefix, _, ship = name.partition(" ")
    navies = load_ships().get(prefix, ()) if ship else ()
    if len(navies) > 1:
        navies = tuple(navy for navy in navies if scene.countries[scene.book.country_of(navy) or ""])
    if len(navies) != 1:
        return None
    country = scene.book.country_of(navies[0])
    return Mention(
        sentence.index, segment.start, segment.end, navies[0], "body", name, country, why=f"{prefix} is {navies[0]}"
    )


def _same_person(scene: Scene, sentence: Sentence, segment: Segment) -> Mention | None:
    """Whoever bears the same full name elsewhere in the text, with a title or what else the text says of them."""
    name = scene.text[segment.start : segment.end]
    bearers = [m for m in scene.surnames.get(name.rsplit(" ", 1)[1], ()) if m.name == name and (m.actor or m.country)]
    if len({(m.person, m.actor) for m in bearers}) != 1 or segment.actor or segment.country:
        return None
    return _linked(scene, sentence, segment, bearers[:1])


def _introduce_body(scene: Scene, sentence: Sentence, segment: Segment) -> None:
    """Add a body that the book does not know; its first word alone may stand for it later: "Acme", of Acme Corp."""
    mention = unknown_mention(scene, sentence, segment)
    segment.used = True
    scene.mentions.append(mention)
    first = mention.name.split(" ", 1)[0]
    words = scene.words
    if first != mention.name and first not in words.starters | words.organisation | words.place | words.political:
        scene.surnames.setdefault(first, []).append(mention)


def _link_surnames(scene: Scene, sentence: Sentence, segments: list[Segment]) -> None:
    """Bare surnames, once every full name of the text is known; other open names become unresolved mentions."""
    for segment in segments:
        if segment.used:
            continue
        name = scene.text[segment.start : segment.end]
        if _names_a_site(scene, segment) or scene.dateline[0] <= segment.start < scene.dateline[1]:
            continue  # a town in the dateline is nobody, whoever else bears its name
        owners = _antecedents(scene, name, segment.start, segment.people)
        if owners:
            scene.mentions.append(_linked(scene, sentence, segment, owners))
        elif segment.people:
            _lone_surname(scene, sentence, segment, [s for s in segments if s.people and s is not segment])
        elif segment.kind:
            scene.mentions.append(unknown_mention(scene, sentence, segment))


def _names_a_site(scene: Scene, segment: Segment) -> bool:
    """A name right before "nuclear plant", "airport" or "prison" is that of the place, whoever else bears it."""
    following = _SITE.match(scene.text, segment.end)
    if following is None:
        return False
    sites = {word.lower() for word in scene.words.place} | _SITES
    return any(word in sites for word in following.group().split())


def unknown_mention(scene: Scene, sentence: Sentence, segment: Segment) -> Mention:
    """A name that the book does not know, with what the text says of it."""
    name = scene.text[segment.start : segment.end]
    kind = "unknown" if segment.kind == "name" else segment.kind
    person = f"person/{slug(name)}" if segment.actor and kind == "person" else None
    why = "member, as the text says" if segment.actor else "a name that the book does not know"
    return Mention(
        sentence.index, segment.start, segment.end, segment.actor, kind, segment.called or name, segment.country,
        person, segment.description, score=0.8 if segment.actor else 0.0, why=segment.why or why,
    )  # fmt: skip


def _antecedents(scene: Scene, name: str, start: int, people: tuple[str, ...]) -> list[Mention]:
    """One mention for each person of the text whose surname this is, the latest before it, else the first after it.

    `people` are the persons of the book who bear it: theirs may stand first in the text's own names.
    """
    found: dict[str, Mention] = {}
    known = scene.surnames.get(name, ())
    if scene.stands_first(people) or (people and not known):
        known = (*known, *(m for m in scene.first_words.get(name, ()) if m not in known))
    for mention in known:
        key = mention.person or mention.name
        if key not in found or mention.start < start:
            found[key] = mention
    before = [mention for mention in found.values() if mention.start < start]
    return before or list(found.values())  # who is named in full only later is not meant yet


def _linked(scene: Scene, sentence: Sentence, segment: Segment, owners: list[Mention]) -> Mention:
    name = scene.text[segment.start : segment.end]
    owners = _who_held_office(scene, sentence, owners)
    if len(owners) > 1:
        options = tuple(sorted({o.person or o.actor or o.name for o in owners}))
        return _open_surname(sentence, segment, name, options, "several people of the text bear this surname")
    owner = owners[0]
    return replace(
        owner,
        sentence=sentence.index,
        start=segment.start,
        end=segment.end,
        name=name,
        antecedent=(owner.start, owner.end),
        phrase=None,
        why=f"{'name' if name == owner.name else 'surname'} of {owner.name}, introduced elsewhere in the text",
    )


def _who_held_office(scene: Scene, sentence: Sentence, owners: list[Mention]) -> list[Mention]:
    """Of several of one surname the one whom the book knows, if the sentences just before name none of the others."""
    known = [o for o in owners if o.person and scene.book.offices_of(o.person)]
    others = {o.name for o in owners if o not in known}
    near = range(sentence.index - _FAMILY, sentence.index + 1)
    told = any(m.name in others and m.sentence in near for m in scene.mentions)
    return owners if len(known) != 1 or told else known


def _lone_surname(scene: Scene, sentence: Sentence, segment: Segment, others: list[Segment]) -> None:
    """A surname of the book whose full name the text never gives: linked only where all else agrees.

    `others` are the further such surnames of its sentence.
    """
    held = [p for p in segment.people if scene.office_at(p)]
    name = scene.text[segment.start : segment.end]
    alone = len(held) == 1 and name not in scene.words.starters
    if alone and scene.countries[scene.book.country_of(held[0]) or ""]:
        found = person_mention(scene, sentence, segment.start, segment.end, held[0], "surname of an office holder")
        scene.mentions.append(replace(found, score=0.7))
    elif alone and _is_a_leader(scene, segment, held[0]) and (others or _beside_a_state(scene, sentence, held[0])):
        found = person_mention(scene, sentence, segment.start, segment.end, held[0], _ONE_LEADER)
        scene.mentions.append(replace(found, score=0.6))
    elif name not in scene.words.starters:
        undated = scene.published.earliest is None and scene.published.latest is None
        options = tuple(sorted(segment.people if undated else held))[:8]
        scene.mentions.append(_open_surname(sentence, segment, name, options, "a surname alone"))


def _is_a_leader(scene: Scene, segment: Segment, person: str) -> bool:
    """Whether a headline or a note can mean a head of state or government or a foreign minister by the surname alone.

    The book may know nobody else of the surname. A longer text gives the full names of those whom it means: of 38 bare
    surnames in 1,000 reports that such a leader bore and that no full name explained, 3 meant the leader.
    """
    tenure = scene.office_at(person)
    is_high = tenure is not None and rank_of(tenure.office) <= _LEADING
    return is_high and len(segment.people) == 1 and len(scene.text) <= _NOTE


def _beside_a_state(scene: Scene, sentence: Sentence, person: str) -> bool:
    """Whether the sentence names another state than that of a person."""
    own = scene.book.country_of(person)
    named = (m for m in scene.mentions if m.sentence == sentence.index)
    return any(m.country is not None and m.country != own for m in named)


def _open_surname(sentence: Sentence, segment: Segment, name: str, options: tuple[str, ...], why: str) -> Mention:
    """A surname that stays unresolved, with those whom it may mean."""
    return Mention(
        sentence.index, segment.start, segment.end, None, "person", name, candidates=options, score=0.0, why=why
    )
