"""Capitalised names: which of them hide a country, which are people or bodies that the book does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.extract.actors.scan import HEADS, Hit, Run, head_words
from dragoman.extract.actors.scene import Scene
from dragoman.lexicon.actor_lists import actor_words_of
from dragoman.lexicon.word_lists import any_of
from dragoman.model import BlockKind, Sentence

_GEO = frozenset(("name", "demonym", "people", "metonym", "region", "group"))
_SOFT = _GEO | {"surname", "generic"}
_HYPHEN = re.compile(r"-(?: (?:and|or) [\w.]+-)?")
"""What links a name to a participle, over a second name too: "Russian[- and U.S.-]brokered"."""
_COMPASS = actor_words_of("names", "compass")
_POSTED = re.compile(rf"\b(?:{any_of(actor_words_of('names', 'posted'))})s? (?:in|to|from) $", re.I)
_OPERATIONS = tuple(f"{word} " for word in sorted(actor_words_of("names", "operations")))
_LETTERS = re.compile(r"[^\W\d_]+")
_GOES_ON = re.compile(r" [A-Z]")
_TITLED = re.compile(r"\b([A-Za-z]+) (?:to|of) (?:the )?$")
_TRIM = " .-'&"
_JOINT = re.compile(r" (?:of the|of|for the|for) ")
# "[Rebels of the] Dawn Front struck": people whom only the beginning of a sentence writes with a capital.
_MEMBERS = re.compile(r"([A-Z][a-z]+)s (?:of|from) (?:the )?(?=[A-Z])")
# Between the parts of one name: "Ana de [Lima]" is no Peru.
_SAME_NAME = re.compile(r"\.? (?:(?:de|da|del|della|di|dos|du|van|von|de la) )?")
_PLACED = re.compile(r"\b(?:in|at|near|outside|around|across|inside|via|through|off) (?:the )?$", re.IGNORECASE)
_OTHER_AMERICAS = re.compile(r"\b(?:Central|South|Latin) $")
_SHOUTED_CAR = re.compile(rf"CAR (?:{any_of(actor_words_of('names', 'shouted-car'))})")  # no republic
_OF_TWO = re.compile(rf" (?:{any_of(actor_words_of('names', 'of-two'))})\b")
_QUOTES = ('"', "\u201c", "\u2018", "`")  # what opens a title: "the author of [ISIS: Inside the Army of Terror]"
_APPOSITION = re.compile(r", (?:aged )?(?:\d{1,3}, )?((?:an? |the )?[a-zA-Z][^,.;:()\n]{2,90})(?=[,.;:)\n]|$)")
# The clause goes on after the name: "his envoy, Jane Roe, met Peru's minister" describes nobody.
_ACTS = re.compile(
    r"(?:who|whom|whose|which|where|when|while|but|and|as|after|was|is|has|had|will|would|may|could|"
    rf"{any_of(actor_words_of('names', 'acts'))}|"
    rf"(?!{any_of(actor_words_of('names', 'describing'))})[a-z]+ed)\b"
)
# What a person deals with is not whose they are: "her adviser on China", "ambassador to Chad".
_TOPIC = re.compile(
    r"(?: (?:on|about|against|over|concerning|regarding|towards?|into)|"
    rf"\b(?:{any_of(actor_words_of('names', 'turned-to'))}) (?:to|in|of)) (?:the )?"
    r"(?:(?!to |of |for |from |at )[\w.'-]+ ){0,3}[\w.-]*$"
)
_MEMBER = re.compile(r" (?:of|from|for) (?:the )?(?:[a-z][a-z-]* ){0,3}")
_IN_A_NAME = re.compile(r"[A-Z][\w-]+/$")
_ADJECTIVES = actor_words_of("names", "adjectives")
_DATES = actor_words_of("names", "dates")


@dataclass(slots=True)
class Segment:
    """A capitalised name that no hit explains, `[start, end)`. `kind` is name, person, organisation, or empty for a
    single word that only another mention of the text can explain; `people` the persons of the book of this surname.
    `called` is the whole name of which it is the initials, `why` says how it came to its actor.
    """

    start: int
    end: int
    kind: str
    country: str | None = None
    description: str | None = None
    people: tuple[str, ...] = ()
    actor: str | None = None
    called: str | None = None
    why: str | None = None
    used: bool = False


def settle_names(
    scene: Scene, sentence: Sentence, hits: list[Hit], names: list[Run]
) -> tuple[list[Hit], list[Segment]]:
    """The hits of a sentence that stand for actors, and the names in it that are still open, both in order."""
    hits = [hit for hit in hits if not _is_other(scene, hit)]
    segments: list[Segment] = []
    dropped: set[int] = set()
    if not _all_capitals(scene.text, sentence):
        for run in names:
            for start, end, inside in _stretches(scene, sentence, run, hits):
                _settle(scene, start, end, inside, segments, dropped)
    segments = [s for s in segments if not _names_its_mission(s, hits)]
    taken = [(s.start, s.end) for s in segments]
    kept = [hit for hit in hits if hit.start not in dropped]
    for hit in kept:
        if hit.kind == "surname" and not any(s <= hit.start < e for s, e in taken):
            segments.append(Segment(hit.start, hit.end, "", people=tuple(dict.fromkeys(o.target for o in hit.options))))
    segments.sort(key=lambda segment: segment.start)
    for segment in segments:
        _describe(scene, sentence, segment, kept)
    return kept, segments


def _all_capitals(text: str, sentence: Sentence) -> bool:
    """Whether capitals say nothing in a sentence: a headline in title case, or shouting."""
    written = text[sentence.start : sentence.end]
    words = [word for word in written.split() if word[0].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    if len(words) > 1 and written.isupper():
        return True  # "STAYING ALERT", above a part of the text
    least, limit = (7, 0.85) if sentence.kind is BlockKind.BODY and not written.isupper() else (4, 0.6)
    return len(words) >= least and capital > limit * len(words)


def _is_other(scene: Scene, hit: Hit) -> bool:
    """Whether a hit is, by what stands beside it, a place or a quality and no actor."""
    text, words = scene.text, scene.words
    if hit.kind in ("name", "region"):
        first = _word_at(text, hit.start)
        if any(_lies_in(text, hit, city) for city in _by_word(words.cities).get(first, ())):
            return True  # New South Wales
    if hit.kind == "group" and text[hit.start : hit.end].endswith("West") and _GOES_ON.match(text, hit.end):
        return True  # West Bengal, West Ham
    if hit.kind == "group" and text[max(0, hit.start - 5) : hit.start].lower().endswith(("anti-", "pro-")):
        return True  # "anti-Western hardliners"
    if (
        hit.kind == "generic"
        and _IN_A_NAME.search(text, max(0, hit.start - 20), hit.start)
        and text[hit.start].isupper()
    ):
        return True  # "the Liberation Movement/Army"
    if hit.kind == "generic" and text[hit.start : hit.end] in _ADJECTIVES:
        return HEADS.match(text, hit.end) is None  # "official news agency"
    if hit.kind in ("name", "metonym", "demonym", "people"):
        hyphen = _HYPHEN.match(text, hit.end)
        if hyphen and _word_at(text, hyphen.end()) in words.after_hyphen:
            return True
        before = text[max(0, hit.start - 7) : hit.start].lower()
        if before.endswith(("anti-", "pro-", "ethnic ")):
            return True  # a stance or a descent is no nationality
        if hit.kind == "metonym" and before.rstrip().rsplit(" ", 1)[-1].capitalize() in _COMPASS:
            return True
        if hit.kind == "demonym" and _word_at(text, hit.end + 1) in words.after_adjective:
            return True  # "the Korean peninsula" is no party, nor what somebody speaks
        name = text[hit.start : hit.end]
        if name == "Americans" and _OTHER_AMERICAS.search(text, max(0, hit.start - 10), hit.start):
            return True  # "Central Americans" are of several states
        if _SHOUTED_CAR.match(text, hit.start):
            return True
        if name == "Georgia" and _american_georgia(scene):
            return True
        if hit.kind == "metonym":
            owners = {o.target for o in hit.options}
            if text[hit.end : hit.end + 1] == " " and _word_at(text, hit.end + 1) in words.after_seat:
                # "Called its envoy in Lima home" speaks of the government there.
                return _POSTED.search(text, max(0, hit.start - 30), hit.start) is None
            return name in words.shy and not any(scene.countries[owner] for owner in owners)
    return False


@lru_cache(maxsize=2)
def _by_word(names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Names of several words by each word but the first."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        for word in dict.fromkeys(_LETTERS.findall(name)[1:]):
            found.setdefault(word, []).append(name)
    return {word: tuple(those) for word, those in found.items()}


def _lies_in(text: str, hit: Hit, city: str) -> bool:
    """Whether a hit is a part of the name of a town or province."""
    at = city.find(text[hit.start : hit.end])
    return at > 0 and text.startswith(city, hit.start - at)


def _word_at(text: str, start: int) -> str:
    end = start
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[start:end]


def _american_georgia(scene: Scene) -> bool:
    state = sum(word in scene.text for word in scene.words.georgia_state)
    return state > sum(word in scene.text for word in scene.words.georgia_country)


def _stretches(scene: Scene, sentence: Sentence, run: Run, hits: list[Hit]) -> Iterator[tuple[int, int, list[Hit]]]:
    """A run cut at the hits that are whole names or titles; each piece with the softer hits inside it."""
    start, end = run.start, min(run.end, sentence.end)
    text = scene.text
    members = _MEMBERS.match(text, start, end) if start == sentence.start else None
    if members is not None and members.group(1).lower() in scene.words.person:
        start = members.end()
    while start < end and not any(h.start <= start < h.end for h in hits):
        word = _word_at(text, start)
        first = start == sentence.start
        shouted = first and word.isupper() and len(word) > 3 and not text[start:end].isupper()
        # "Blaming Chad for ...": what begins a sentence with -ing before a country is what the country is done by.
        doing = (
            first and word.endswith("ing") and any(h.start == start + len(word) + 1 and h.kind in _GEO for h in hits)
        )
        if not word or not (shouted or doing or word in scene.words.starters or word in _DATES):
            break
        start += len(word)
        while start < end and text[start] in _TRIM:
            start += 1
    while (space := text.rfind(" ", start, end)) > start and _is_date(text[space + 1 : end]):
        end = space
    inside = [hit for hit in hits if hit.start < end and hit.end > start]
    soft: list[Hit] = []
    for hit in inside:
        if hit.kind in _SOFT:
            soft.append(hit)
            continue
        if hit.start > start:
            yield start, hit.start, soft
        start, soft = max(start, hit.end), []
    if start < end:
        yield start, end, soft


def _is_date(word: str) -> bool:
    return word in _DATES or word.rstrip(".") in _DATES


def _settle(scene: Scene, start: int, end: int, inside: list[Hit], segments: list[Segment], dropped: set[int]) -> None:
    """One piece of a run: what is not covered by hits either swallows them or stands beside them."""
    text = scene.text
    start, end = _trimmed(text, start, end)
    joint = _member_joint(scene, start, end, inside)
    if joint is not None:
        left = [hit for hit in inside if hit.end <= joint[0]]
        _settle(scene, start, joint[0], left, segments, dropped)
        _settle(scene, joint[1], end, [hit for hit in inside if hit.start >= joint[1]], segments, dropped)
        return
    if text[start:end] in scene.words.cities:
        dropped.update(hit.start for hit in inside)
        return
    free = _free(text, start, end, inside)
    honoured = len(free) == 1 and free[0][0] == start and text[start : free[0][1]].rstrip(".") in scene.words.honorifics
    if inside and (not free or honoured) and _is_one_name(scene, inside[0].start, end, inside):
        dropped.update(hit.start for hit in inside)
        segments.append(Segment(inside[0].start, end, "person" if honoured else "name"))
        return
    if not free:
        return
    # A body's word at the end of an unknown name ("Acme Trading Company") belongs to the name.
    closing = {e + 1 for _, e in free}
    common = [
        hit
        for hit in inside
        if hit.kind == "generic" and (text[hit.start : hit.end] in scene.words.organisation or hit.start in closing)
    ]
    if common:
        free = _free(text, start, end, [hit for hit in inside if hit not in common])
    last, head = head_words(text[start:end].rstrip("."))
    open_words = {word for s, e in free for word in text[s:e].rstrip(".").split(" ")}
    decisive = {last, head} & open_words
    if " " not in text[start:end] and last in scene.words.organisation | scene.words.place | scene.words.thing:
        return
    if decisive & scene.words.organisation:
        dropped.update(hit.start for hit in inside)
        country = _country_within(scene, inside, start, {last, head})
        force = _force_of_state(scene, text[start:end], inside)
        segments.append(Segment(start, end, "organisation", force.partition(".")[0] if force else country, actor=force))
        return
    if decisive & (scene.words.place | scene.words.thing) or text[start:end].startswith(_OPERATIONS):
        dropped.update(hit.start for hit in inside)
        return
    _beside(scene, free, inside, segments, dropped)


def _names_its_mission(segment: Segment, hits: list[Hit]) -> bool:
    """Whether it is the rest of the name of an organisation's own body, right before it: "the UN [Aid Mission]"."""
    if segment.kind != "organisation":
        return False
    before = (h for h in hits if h.end + 1 == segment.start and h.kind == "organisation")
    return any(o.target.startswith("IGO.") for h in before for o in h.options)


def _is_one_name(scene: Scene, start: int, end: int, inside: list[Hit]) -> bool:
    """Whether two surnames stand side by side, and nothing else: "Hamid Hussain" bears both, and is neither bearer.

    Not where both are those of people in office: the "Obama Putin talks" of a headline.
    """
    if [hit.kind for hit in inside] != ["surname", "surname"]:
        return False
    first, second = inside
    if (first.start, second.end) != (start, end) or scene.text[first.end : second.start] != " ":
        return False
    of_two = _OF_TWO.match(scene.text, end) is not None
    return not (of_two and all(any(scene.office_at(o.target) for o in hit.options) for hit in inside))


def _force_of_state(scene: Scene, name: str, inside: list[Hit]) -> str | None:
    """The army or police of the one state in its name: "Royal Thai Police", and no "Iraqi Islamic Army"."""
    words = name.split(" ")
    owners = {o.target for h in inside if h.kind == "demonym" for o in h.options}
    called = {scene.text[h.start : h.end] for h in inside}
    for first in (-2, -1):
        generic = scene.book.generics.get(" ".join(words[first:]).lower())
        rest = set(words[:first]) - called - scene.words.of_the_state
        if generic and generic.suffix.startswith(("MIL", "POL")) and len(owners) == 1 and not rest:
            return f"{owners.pop()}.{generic.suffix}"
    return None


def _free(text: str, start: int, end: int, inside: list[Hit]) -> list[tuple[int, int]]:
    """The capitalised words of a stretch that no hit covers."""
    gaps = (_trimmed(text, *gap) for gap in _gaps(start, end, inside))
    return [(s, e) for s, e in gaps if e > s and text[s].isupper()]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the spaces and small words at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and text[start].islower():
        nxt = text.find(" ", start, end)
        start = end if nxt < 0 else nxt + 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    while start < end:
        word = text.rfind(" ", start, end) + 1
        if word <= start or not text[word].islower():
            break
        end = word - 1
    return start, end


def _gaps(start: int, end: int, inside: list[Hit]) -> Iterator[tuple[int, int]]:
    for hit in inside:
        if hit.start > start:
            yield start, hit.start
        start = max(start, hit.end)
    if end > start:
        yield start, end


def _member_joint(scene: Scene, start: int, end: int, inside: list[Hit]) -> tuple[int, int] | None:
    """The first "of" that joins a person to a body ("Jane Roe of the Green Party"), not the parts of one name."""
    words = scene.words
    for joint in _JOINT.finditer(scene.text, start, end):
        before = scene.text[start : joint.start()].rsplit(" ", 1)[-1].rstrip(".")
        known = any(hit.start < joint.start() <= hit.end and hit.kind != "surname" for hit in inside)
        if not known and before not in words.organisation | words.place | words.thing:
            return joint.span()
        return None
    return None


def _country_within(scene: Scene, inside: list[Hit], start: int, decisive: set[str]) -> str | None:
    """The country that an unknown body's name gives: an adjective before it, or any in the name of a political body."""
    for hit in inside:
        first = hit.start == start and hit.kind == "demonym"
        if (
            (first or decisive & scene.words.political)
            and hit.kind in _GEO
            and len({o.target for o in hit.options}) == 1
        ):
            return hit.options[0].target
    return None


def _beside(
    scene: Scene, free: list[tuple[int, int]], inside: list[Hit], segments: list[Segment], dropped: set[int]
) -> None:
    """Open words beside soft hits: part of one name with them, or a name of their own."""
    text = scene.text
    for gap in free:
        s, e = gap
        before = next((h for h in inside if h.end == s - 1), None)
        after = next((h for h in inside if _SAME_NAME.fullmatch(scene.text, e, h.start)), None)
        country, people = None, tuple[str, ...]()
        name = text[s:e]
        if before is not None:
            if before.kind == "demonym" or any(o.kind == "demonym" for o in before.options):
                country = before.options[0].target if len({o.target for o in before.options}) == 1 else None
            elif before.kind in ("name", "metonym", "surname", "people") and not _of_a_title(scene, before.start):
                s = _first_of_name(before, inside, dropped)
        if after is not None and after.kind in ("name", "metonym", "surname") and name not in _COMPASS:
            dropped.add(after.start)
            people = _with_given(text[s:e], after, short=text[e] == ".")
            e = _last_of_name(after, inside, dropped)
        for part_start, cut_end in _parts(text, s, e):
            name = text[part_start:cut_end]
            bare, cut_start = _honorific(scene, name, part_start)
            kind = "person" if bare else "name" if " " in text[cut_start:cut_end] else ""
            if kind == "name" and _is_placed(scene, name, cut_start):
                continue
            if name not in _COMPASS:
                segments.append(Segment(cut_start, cut_end, kind, country, people=people))


def _first_of_name(before: Hit, inside: list[Hit], dropped: set[int]) -> int:
    """Where a name begins that ends with a word nobody bears: "Kim Dong Chul", of which two words are surnames."""
    while True:
        dropped.add(before.start)
        further = next((h for h in inside if h.kind == "surname" and h.end == before.start - 1), None)
        if further is None:
            return before.start
        before = further


def _last_of_name(after: Hit, inside: list[Hit], dropped: set[int]) -> int:
    """Where a name ends that goes on with surnames: "Ana Castro Moreno" is one woman, who bears both."""
    while True:
        further = next((h for h in inside if h.kind == "surname" and h.start == after.end + 1), None)
        if further is None or after.kind != "surname":
            return after.end
        dropped.add(further.start)
        after = further


def _of_a_title(scene: Scene, start: int) -> bool:
    """Whether a country ends a title before a name: "the ambassador to [Chad] Jane Roe" is no "Chad Jane Roe"."""
    found = _TITLED.search(scene.text, max(0, start - 30), start)
    return found is not None and found.group(1).lower() in scene.words.person


def _with_given(first: str, surname: Hit, *, short: bool) -> tuple[str, ...]:
    """The persons of a surname whom the names before it can mean.

    Before "Josephine B." one first name begins with the other; before "Josephine Berta" they are the same.
    """
    given = first.split(" ", 1)[0].lower()
    people = dict.fromkeys(o.target for o in surname.options)
    known = ((person, person.partition("/")[2].partition("-")[0]) for person in people)
    if not short:
        return tuple(person for person, name in known if name == given and " " in first)
    return tuple(person for person, name in known if name and (given.startswith(name) or name.startswith(given)))


def _is_placed(scene: Scene, name: str, start: int) -> bool:
    """Whether an unknown name is a town, or stands where a place stands: "in San Marcos"."""
    return name in scene.words.cities or _PLACED.search(scene.text, max(0, start - 14), start) is not None


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch cut at "of" and "for": "Jane Roe of Acme" are two names."""
    for joint in _JOINT.finditer(text, start, end):
        yield start, joint.start()
        start = joint.end()
    yield start, end


def _honorific(scene: Scene, name: str, start: int) -> tuple[bool, int]:
    """Whether a name begins with an honorific, and where it begins without."""
    first, _, rest = name.partition(" ")
    if rest and first in scene.words.honorifics:
        return True, start + len(first) + 1
    before = scene.text[max(0, start - 12) : start].split()
    return bool(before) and before[-1] in scene.words.honorifics, start


def _describe(scene: Scene, sentence: Sentence, segment: Segment, hits: list[Hit]) -> None:
    """What an apposition, or "of the X party", says of an open name: words, country, body."""
    if segment.kind not in ("name", "person"):
        return
    text = scene.text
    found = _APPOSITION.match(text, segment.end, sentence.end)
    if found and not _ACTS.match(found.group(1)) and _names_person(scene, found.group(1)):
        segment.kind = "person"
        segment.description = found.group(1)
        start, end = found.span(1)
    else:
        member = _MEMBER.match(text, segment.end, sentence.end)
        if not member:
            return
        start, end = member.end(), member.end() + 1
    quoted = next((at for at in range(start, end) if text[at : at + 1] in _QUOTES), end)
    for hit in hits:
        if start <= hit.start < min(quoted, end) and not (
            segment.description and _TOPIC.search(text, start - 1, hit.start)
        ):
            if hit.kind in ("party", "organisation", "armed-group", "company", "body") and segment.actor is None:
                owners = {o.target for o in hit.options}
                segment.actor = owners.pop() if len(owners) == 1 else None
                segment.country = segment.country or (scene.book.country_of(segment.actor) if segment.actor else None)
                segment.kind = "person"
            elif hit.kind in _GEO and hit.kind != "group" and segment.country is None:
                owners = {o.target for o in hit.options}
                segment.country = scene.book.country_of(owners.pop()) if len(owners) == 1 else None


def _names_person(scene: Scene, words: str) -> bool:
    """Whether an apposition is a description of a person: one of its first nouns is a noun for people."""
    plain = re.split(r" (?:of|for|at|in|to|from|with|on|who) ", words, maxsplit=1)[0].lower().split()
    return bool(plain) and (plain[-1] in scene.words.person or " ".join(plain[-2:]) in scene.book.titles)
