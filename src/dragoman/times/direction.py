"""Past or future: which way an expression without a year points, from the clause it stands in.

No parse is needed. The clause is searched for its verb, outwards from the expression; the form of the verb, what
controls it and the preposition decide. English has few irregular pasts and they are a closed class; base forms are only
trusted after "to" or a modal, where any word that is no noun by its ending may be a verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dragoman.lexicon.time_words import time_words
from dragoman.times.words import SEASONS, WEEKDAYS

PAST: Final = "past"
FUTURE: Final = "future"

WILL: Final = time_words("direction", "will")
_MODALS: Final = time_words("direction", "modals")
BE: Final = time_words("direction", "be")
_PAST_BE: Final = time_words("direction", "past-be")
_IRREGULAR: Final = time_words("direction", "irregular")
_ARTICLES: Final = time_words("direction", "articles")
_OCCASIONS: Final = time_words("direction", "occasions")
_EXPECTANT: Final = time_words("direction", "expectant")
_FIXED: Final = time_words("direction", "fixed")
_ANSWERED: Final = time_words("direction", "answered")
# what is put off has its new day after "until" or "to"; "postponed in May" tells when that was done
_PUT_OFF: Final = time_words("direction", "put-off")
_WHEN: Final = time_words("direction", "when")
_LIKELY: Final = time_words("direction", "likely")
_IMPLICATIVE: Final = time_words("direction", "implicative")
_NOUN_CONTROLLERS: Final = time_words("direction", "noun-controllers")
_SPEAKING: Final = time_words("direction", "speaking")
SCHEDULE_VERBS: Final = time_words("direction", "schedule-verbs")
_BASE_NOT: Final = time_words("direction", "base-not")
EDGES: Final = frozenset({",", ";", ":", "—", "(", ")", "|", "“", "”", '"', "``", "`"})
_OPENERS: Final = time_words("direction", "openers")
_NOT_ED: Final = time_words("direction", "not-ed")
_REPORTING: Final = time_words("direction", "reporting")
_DETERMINERS: Final = time_words("direction", "determiners")
_EXPECTS: Final = time_words("direction", "expects")
_FUTURE_CUES: Final = frozenset({"by", "until", "till", "through"})
_MOVED: Final = time_words("direction", "moved")
_INTENDS: Final = time_words("direction", "intends")
_ARRANGING: Final = time_words("direction", "arranging")
_PERIODS: Final = time_words("direction", "periods")
_AS_ADVERBS: Final = time_words("direction", "as-adverbs")
_ONWARDS: Final = time_words("direction", "onwards")
_GETTING: Final = time_words("direction", "getting")  # "is going to get beaten": the participle has no time of its own
_SAYING: Final = time_words("direction", "saying")
_INSERTED: Final = 5
_CONDITIONS: Final = time_words("direction", "conditions")


def is_past_form(word: str) -> bool:
    """Whether a word, as written, may be a verb in the past tense or a past participle."""
    if word in _IRREGULAR or word in _PAST_BE:
        return True
    return len(word) > 3 and word.endswith("ed") and word not in _NOT_ED and word.islower()


def _is_infinitive(words: Sequence[str], i: int) -> bool:
    """Whether "to" at `i` opens an infinitive: the next word is lower-case letters and no determiner or noun."""
    if i + 1 >= len(words):
        return False
    following = words[i + 1]
    return (
        following.isalpha()
        and following.islower()
        and following not in _BASE_NOT
        and not following.endswith(("ion", "ment", "ness", "s"))
    )


def _is_perfect(words: Sequence[str], to: int) -> bool:
    """ "Was to have met", "is thought to have been arrested", and not "is to have dinner", "is due to have left"."""
    if words[to + 1] != "have" or to + 2 >= len(words) or words[to - 1] in _EXPECTANT:
        return False
    return words[to + 2] == "been" or is_past_form(words[to + 2])


def _controller(words: Sequence[str], i: int, low: int) -> str:
    """What the words before "to" at `i` make of the infinitive: an implicative keeps the tense, others point ahead."""
    for k in range(i - 1, max(low, i - 6) - 1, -1):
        word = words[k]
        if word in _IMPLICATIVE:
            return PAST
        if word in _FIXED and list(words[max(low, k - 2) : k]) == ["had", "been"]:
            return PAST
        if word in _EXPECTANT or word in _NOUN_CONTROLLERS or word in BE:
            return FUTURE
        if word in WILL or word in _MODALS or is_past_form(word):
            break
    return ""


def _judge(words: Sequence[str], k: int, low: int, start: int) -> str:
    """What the word at `k`, left of the expression, says; the empty string where it is no sign."""
    word = words[k]
    if word in WILL:
        return FUTURE
    if word in _MODALS:
        return PAST if k + 1 < start and words[k + 1] == "have" else FUTURE
    if word == "could":
        negated = any(other in ("not", "neither", "nobody", "none", "no", "never") for other in words[low:start])
        return PAST if negated or (k + 1 < start and words[k + 1] == "have") else FUTURE
    if word == "to" and k + 1 < start and _is_perfect(words, k):
        return PAST
    if word == "to" and k + 1 < start and _is_infinitive(words, k):
        return _controller(words, k, low)
    if word in _PUT_OFF and k + 1 < len(words) and words[k + 1] in _WHEN:
        return PAST
    if word in ("deadline", "upcoming", "forthcoming", "due", "pending", "slated", "postponed", "effective"):
        return FUTURE
    return ""


def _agreed_to_a_thing(words: Sequence[str], k: int, start: int) -> bool:
    """ "[Agreed] to a truce Thursday" was then; "agreed to meet Thursday" and "to a meeting Thursday" look ahead."""
    to_a = k + 2 < start and words[k + 1] == "to" and words[k + 2] in _ARTICLES
    return to_a and _OCCASIONS.isdisjoint(words[k + 3 : start])


def _form(words: Sequence[str], k: int, low: int, start: int) -> str:
    """What a verb form at `k` says by itself."""
    word = words[k]
    before = words[k - 1] if k > low else ""
    if word in _FIXED and k >= 2 and words[k - 2 : k] == ["had", "been"]:
        return PAST
    if word == "agreed" and before not in BE and _agreed_to_a_thing(words, k, start):
        return PAST
    if word in _EXPECTANT and k + 1 < start and words[k + 1] in ("for", "until", "till", "to"):
        return FUTURE
    if word in _FIXED and k + 1 < len(words) and words[k + 1] in ("on", "in", "at") and word != "set":
        return FUTURE
    if word in (_FIXED | _LIKELY) and any(w in ("is", "are", "was", "were", "be") for w in words[max(low, k - 2) : k]):
        return FUTURE
    if word.endswith("ing") and (word in _SPEAKING or before in ("after", "since")):
        return PAST
    if word.endswith("ing") and before in ("is", "are", "'re", "am"):
        return FUTURE
    if word in _EXPECTS and before not in _DETERMINERS and not is_past_form(before):
        return FUTURE
    if "did" in words[max(low, k - 2) : k]:
        return PAST
    if word == "take" and k + 1 < len(words) and words[k + 1] in ("effect", "place", "office"):
        return FUTURE
    if word in SCHEDULE_VERBS and before != "to" and not is_past_form(word):
        return FUTURE
    if is_past_form(word) and before not in _GETTING:
        return PAST
    return ""


def bounds(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The clause around `[start, end)`: from the nearest edge or opener before to the nearest after."""
    low = start
    while low > 0 and start - low < 24 and words[low - 1] not in EDGES:
        low -= 1
        if words[low] in _OPENERS and start - low > 1:
            break
    high = end
    while high < len(words) and high - end < 16 and words[high] not in EDGES and words[high] not in _OPENERS:
        high += 1
    return low, high


def direction(words: Sequence[str], start: int, end: int, *, present: bool = True) -> str:
    """ "past", "future" or "" for the expression at tokens `[start, end)` of the words of one sentence.

    With `present`, a sentence in the present tense is read as pointing ahead. Words are lower-cased, save names inside
    the sentence, which keep their capital: a name is no verb.
    """
    if start > 3 and words[start - 1] == words[start - 3] == "as" and words[start - 2] in _AS_ADVERBS:
        start -= 3  # "as early as Tuesday"
    if start > 2 and words[start - 1] in ("from", "of") and words[start - 2] == "as":
        start -= 2  # "as from March"
    cue = words[start - 1] if start else ""
    if (
        cue in _FUTURE_CUES
        and not (cue == "through" and "from" in words[max(0, start - 6) : start])
        and not (_past_deadline(words, start) or _told_up_to(words, end))
    ):
        return FUTURE
    if cue == "to" and moved_to(words, start):
        return FUTURE
    if cue == "since":
        return PAST
    onwards = cue == "from" and end < len(words) and words[end] in _ONWARDS
    if onwards and not any(is_past_form(word) for word in words[bounds(words, start, end)[0] : end + 8]):
        return FUTURE
    if cue == "before" and words[end - 1] in SEASONS and not _past_deadline(words, start):
        return FUTURE
    if (
        cue == "for"
        and words[end : end + 1] in (["'"], ["’"])
        and _ANSWERED.intersection(words[max(0, start - 6) : start])
    ):
        return PAST  # "apologised for Monday's raid", "responsibility for Friday's blast"
    low, high = bounds(words, start, end)
    found = _leftwards(words, low, start)
    if found == PAST and list(words[max(0, low - 2) : low + 1]) == ["as", "soon", "as"]:
        # "was likely to buy as soon as trading opened Monday": the past tense is that of what was then ahead
        found = _leftwards(words, bounds(words, low - 2, low - 2)[0], low - 2) or PAST
    if found != FUTURE and cue == "for" and (words[start].lower() in WEEKDAYS or _arranged(words, low, start)):
        return FUTURE if words[end - 1] not in _PERIODS else PAST
    if found == FUTURE and end < len(words) and words[end] in ("'", "’") and not _firm(words, low, start):
        return PAST
    if found:
        return found
    found = _rightwards(words, end, high)
    if found:
        return found
    if start > low and low > 0 and words[low - 1] in EDGES:
        # a comma may only set off an insertion: try the stretch before it
        outer, until = _outer(words, low)
        found = _leftwards(words, outer, until)
        if found and not (found == FUTURE and _past_perfect(words, max(0, outer - 10), until)):
            return found
        if found:
            return PAST
    if high < len(words) and words[high] in EDGES and words[high] not in "|" and start <= low + 1:
        found = _rightwards(words, high + 1, min(len(words), high + 14))
        if found:
            return found
    return "" if not present else _present_tense(words[max(0, start - 40) : end + 40], cue)


def _outer(words: Sequence[str], low: int) -> tuple[int, int]:
    """The stretch before the comma at `low - 1`; the one before that where it only names who speaks or what is meant.

    ", he said,", "the capital, Pyongyang,", "the talks (AUSMIN)".
    """
    outer, _ = bounds(words, low - 1, low)
    inserted = words[outer : low - 1]
    aside = bool(_SAYING.intersection(inserted)) or all(word[:1].isupper() for word in inserted)
    if outer > 1 and words[outer - 1] in (",", "(") and len(inserted) <= _INSERTED and aside:
        return bounds(words, outer - 1, outer)[0], outer - 1
    return outer, low - 1


def _present_tense(words: Sequence[str], cue: str) -> str:
    """A sentence in the present that names a day after "on", "from" or "before" tells what is to come."""
    if cue not in ("on", "from", "before", "as", "or", "and", "in") or len(words) < 6:
        return ""
    if any(is_past_form(word) or word in _REPORTING for word in words):
        return ""
    return FUTURE


def _past_perfect(words: Sequence[str], low: int, high: int) -> bool:
    """ "Has asked that it be lifted, ...": what is added after the comma belongs to the asking, which is over."""
    if any(word in WILL or word in _MODALS or word == "to" for word in words[low:high]):
        return False
    return any(
        words[k] in ("has", "have", "had") and any(is_past_form(word) for word in words[k + 1 : k + 4])
        for k in range(low, high)
    )


def _arranged(words: Sequence[str], low: int, start: int) -> bool:
    """ "Called a strike for Friday": what is called, fixed or announced for a day lies ahead."""
    return any(word in _ARRANGING for word in words[low:start])


def _firm(words: Sequence[str], low: int, start: int) -> bool:
    """Whether a clause with "Friday's vote" in it says outright that it lies ahead."""
    return any(word in WILL or word in ("upcoming", "due", "ahead") for word in words[low:start])


def _past_deadline(words: Sequence[str], start: int) -> bool:
    """ "by" and "until" after a plain past of having: "had filed by Wednesday", "was in charge until now"."""
    for k in range(start - 2, max(-1, start - 12), -1):
        word = words[k]
        if word in EDGES or word == "off":
            return False
        if word in WILL or word in _MODALS or word in _EXPECTANT or (word == "to" and _is_infinitive(words, k)):
            return False
        if word in ("had", "was", "were") or word in ("lasted", "lived", "stayed", "ran", "served"):
            return True
    return False


def moved_to(words: Sequence[str], start: int) -> bool:
    """ "Put the talks off to May", "moved the vote from March to June": the new day lies ahead."""
    for k in range(start - 2, max(-1, start - 12), -1):
        if words[k] in EDGES:
            return False
        if words[k] in _MOVED:
            return words[k] not in ("put", "brought") or "off" in words[k:start] or "forward" in words[k:start]
    return False


def _told_up_to(words: Sequence[str], end: int) -> bool:
    """ "Until Thursday, they had not named him": what was so up to a day that has come."""
    if end < len(words) and words[end] in ("was", "were", "had"):
        return True
    if end >= len(words) or words[end] != ",":
        return False
    rest = words[end + 1 : end + 9]
    cut = next((k for k, word in enumerate(rest) if word in EDGES), len(rest))
    return any(word in ("had", "was", "were", "did") for word in rest[:cut])


def _leftwards(words: Sequence[str], low: int, start: int) -> str:
    for k in range(start - 1, low - 1, -1):
        found = _judge(words, k, low, start) or _form(words, k, low, start)
        if not found:
            continue
        if found == PAST and k > low:
            return _auxiliary(words, k, low) or found
        return found
    return ""


def _auxiliary(words: Sequence[str], k: int, low: int) -> str:
    """A participle may hang on a modal or on "to be" some words before: "will be held", "was to be sent"."""
    for back in range(k - 1, max(low, k - 5) - 1, -1):
        word = words[back]
        if word in WILL or (word in ("is", "are") and _CONDITIONS.intersection(words[max(low, back - 6) : back])):
            return FUTURE
        if word in _MODALS:
            return "" if words[back + 1] == "have" else FUTURE
        if word == "to" and _is_perfect(words, back):
            return PAST
        if word == "to" and words[back + 1] in ("be", "have"):
            return _controller(words, back, low) or FUTURE
        if word == "could":
            return _judge(words, back, low, k)
        if (
            word == "be"
            and back > low
            and words[back - 1] not in ("to", "not")
            and words[back - 1] not in _MODALS | WILL | {"could"}
        ):
            return FUTURE if words[back - 1].islower() and not words[back - 1].endswith("ly") else ""
        if word not in ("be", "have", "been", "not", "also", "then", "only", "being"):
            return ""
    return ""


def _rightwards(words: Sequence[str], end: int, high: int) -> str:
    for k in range(end, min(high, len(words))):
        word = words[k]
        if word in WILL:
            return FUTURE
        if word in _MODALS:
            return PAST if k + 1 < len(words) and words[k + 1] == "have" else FUTURE
        if word in ("is", "are") and k + 1 < len(words) and (words[k + 1] in _EXPECTANT or words[k + 1] == "to"):
            return FUTURE
        if word in ("was", "were") and k + 1 < len(words) and words[k + 1] == "to":
            return FUTURE
        if word in SCHEDULE_VERBS:
            return FUTURE
        if word in _INTENDS and k + 1 < len(words) and words[k + 1] == "to":
            return FUTURE
        if word in ("is", "are"):
            return ""
        if is_past_form(word):
            return PAST
    return ""
