"""Score `dragoman.times` against TIMEX3 gold, and measure words a second.

usage: python bench/time_gold.py GOLD.jsonl [--part seen|unseen] [--undated] [--errors N] [--table]

Of the documents, sorted by id, the errors of the first three quarters may be read ("seen"), those of the last never
were. Matching is that of TempEval-3: exact spans first, then the largest overlap. `--table` sorts the errors into
classes, says how many of them the gold decides otherwise elsewhere, and what could be reached if it did not; with
`--undated` it counts what can be known without the report's day, and how much of that is found.
"""

import argparse
import collections
import json
import re
import time
from datetime import date
from pathlib import Path

from dragoman.times import tag
from dragoman.times.tokens import split_sentences


def pair(gold, pred):
    left, waiting = list(pred), []
    for g in gold:
        same = next((p for p in left if (p["start"], p["end"]) == (g["start"], g["end"])), None)
        if same is None:
            waiting.append(g)
        else:
            left.remove(same)
            yield g, same
    for g in waiting:
        overlap = [(min(p["end"], g["end"]) - max(p["start"], g["start"]), i) for i, p in enumerate(left)]
        best = max(overlap, default=(0, 0))
        if best[0] > 0:
            yield g, left.pop(best[1])
        else:
            yield g, None
    for p in left:
        yield None, p


def read(doc, undated):
    published = None if undated else date.fromisoformat(doc["dct"][:10])
    found = tag(doc["text"], published=published, sentences=split_sentences(doc["text"]))
    return [{"start": t.start, "end": t.end, "type": t.type, "value": t.value, "text": t.text} for t in found]


_FORM = re.compile(
    r"\d{4}(?:-(?:\d\d(?:-\d\d)?|W\d\d(?:-WE)?|Q[1-4]|H[12]|SP|SU|FA|WI))?(?:T(?:MO|AF|EV|NI|\d\d:\d\d))?|\d{2,3}"
    r"|P(?:[\dX.]+(?:Y|M|W|D|Q|DE|C|CE|WE)|T[\dX.]+[HMS])(?:\d+[MD])?|(?:PAST|PRESENT|FUTURE)_REF|XXXX-.*"
)
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")


def plain(words):
    """A phrase with its names of days and months and its numbers left out, so that like phrases can be compared."""
    words = _WEEKDAY.sub("WEEKDAY", words.lower().strip(".,"))
    words = re.sub(r"^(?:the|a|an|about|around|nearly|almost|more than|some) ", "", words)
    words = re.sub(r"\b[12]\d{3}\b", "YEAR", words)
    words = re.sub(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b", "N", words)
    return re.sub(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b\.?", "MONTH", words)


def shape(value):
    """A value with its digits left out: what kind of answer it is."""
    return re.sub(r"\d+", "0", value) if value.startswith("P") else re.sub(r"\d", "0", value)


def ways(docs):
    """The kinds of value that the gold has for each phrase, and how often it marks each and leaves it unmarked."""
    kinds, marked = collections.defaultdict(collections.Counter), collections.Counter()
    for doc in docs:
        for t in doc["timexes"]:
            kinds[plain(t["text"])][shape(t["value"])] += 1
            marked[t["text"].lower()] += 1
    unmarked = collections.Counter()
    for doc in docs:
        spans = [(t["start"], t["end"]) for t in doc["timexes"]]
        for words in marked:
            for m in re.finditer(rf"\b{re.escape(words)}\b", doc["text"].lower()):
                unmarked[words] += not any(s < m.end() and m.start() < e for s, e in spans)
    return kinds, marked, unmarked


def class_of(doc, g, p, kinds, marked, unmarked):
    """The class of an error, the first that fits; those before the bar are decided otherwise elsewhere in the gold."""
    if g is None:
        return "extra: the gold marks this elsewhere" if marked[p["text"].lower()] else "extra: | marked nowhere"
    if p is None:
        return "missed: unmarked elsewhere" if unmarked[g["text"].lower()] else "missed: | marked wherever it stands"
    value, day = g["value"], re.match(r"\d{4}-\d\d-\d\d", g["value"])
    named = _WEEKDAY.search(g["text"])
    if named and day:
        on = date.fromisoformat(day[0])
        if _DAYS[on.weekday()] != named[1].lower():
            return "value: no such weekday on that day"
        if abs((on - date.fromisoformat(doc["dct"][:10])).days) > 7:
            return "value: a weekday more than a week from the report"
    if not _FORM.fullmatch(value):
        return "value: not in the form of the guidelines"
    if (
        g["type"] == "DURATION"
        and p["type"] == "DATE"
        and not re.search(r"\bfor\b", doc["text"][g["start"] - 9 : g["start"]])
    ):
        return "value: a point in time as a length"
    if p["type"] == "TIME" and p["value"].startswith(value):
        return "value: night, morning left out"
    if shape(p["value"]) != shape(value) and shape(p["value"]) in kinds[plain(g["text"])]:
        return "value: the same words have elsewhere the kind of value given here"
    return "value: | read otherwise"


def table(docs, predicted):
    """Print how many errors there are of each class, and what could be reached without those the gold contradicts."""
    kinds, marked, unmarked = ways(docs)
    n, classes = collections.Counter(), collections.Counter()
    for doc, pred in zip(docs, predicted, strict=True):
        n["gold"] += len(doc["timexes"])
        n["pred"] += len(pred)
        for g, p in pair(doc["timexes"], pred):
            if g and p and g["value"] == p["value"]:
                n["hit"] += 1
            else:
                classes[class_of(doc, g, p, kinds, marked, unmarked)] += 1
    for name, count in sorted(classes.items(), key=lambda one: (one[0].split(":")[0], -one[1])):
        print(f"{count:4d} {name.replace('| ', '')}{'' if '|' in name else ' *'}")
    lost = collections.Counter()
    for name, count in classes.items():
        lost[name.split(":")[0]] += count * ("|" not in name)
    print(f"* {sum(lost.values())} of {sum(classes.values())} errors: the gold contradicts the guidelines or itself")
    # with every other error mended: all values right, no word missed or extra, but for those
    hit, pred = n["gold"] - lost["missed"] - lost["value"], n["gold"] - lost["missed"] + lost["extra"]
    most, now = 200 * hit / (n["gold"] + pred), 200 * n["hit"] / (n["gold"] + n["pred"])
    print(f"VALUE F1 if all others were right {most:.1f}, now {now:.1f}")
    several = {k: v for k, v in kinds.items() if len(v) > 1}
    times = sum(sum(v.values()) for v in several.values())
    print(f"{len(several)} phrases have more than one kind of value, {times} times;")
    print("the most frequent:")
    for words, counts in sorted(several.items(), key=lambda one: -sum(one[1].values()))[:12]:
        print(f"     {words:16s} {', '.join(f'{v} {c}' for v, c in counts.most_common())}")


def knowable(docs, predicted):
    """Print how many values stand in the words themselves, so that no date is needed, and how many are found."""
    n = collections.Counter()
    for doc, pred in zip(docs, predicted, strict=True):
        dated = {g["start"] for g, p in pair(doc["timexes"], read(doc, False)) if g and p and g["value"] == p["value"]}
        for g, p in pair(doc["timexes"], pred):
            if g is None:
                continue
            year = re.match(r"\d{4}", g["value"])
            if year and year[0] not in g["text"]:
                n["not in the words"] += 1
                n["not in the words, found"] += bool(p) and p["value"] == g["value"]
                continue
            right = bool(p) and p["value"] == g["value"]
            n["in the words"] += 1
            n["in the words, found"] += right
            n["in the words, missed with the date too"] += not right and g["start"] not in dated
    for name in sorted(n):
        print(f"{n[name]:5d} {name}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("--part", choices=["seen", "unseen", "all"], default="all")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--undated", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    given = parser.parse_args()
    docs = sorted(map(json.loads, given.gold.read_text(encoding="utf-8").splitlines()), key=lambda d: d["doc_id"])
    cut = len(docs) * 3 // 4
    docs = {"seen": docs[:cut], "unseen": docs[cut:], "all": docs}[given.part]
    started = time.perf_counter()
    predicted = [read(doc, given.undated) for doc in docs]
    seconds = time.perf_counter() - started
    words = sum(len(doc["text"].split()) for doc in docs)
    n = collections.Counter()
    for doc, pred in zip(docs, predicted, strict=True):
        n["gold"] += len(doc["timexes"])
        n["pred"] += len(pred)
        for g, p in pair(doc["timexes"], pred):
            if g and p:
                n["relaxed"] += 1
                n["strict"] += (g["start"], g["end"]) == (p["start"], p["end"])
                n["type"] += g["type"] == p["type"]
                n["VALUE"] += g["value"] == p["value"]
            if (
                given.errors
                and given.part == "seen"
                and not (g and p and g["value"] == p["value"])
                and n["shown"] < given.errors
            ):
                n["shown"] += 1
                show = g or p
                left = doc["text"][max(0, show["start"] - 50) : show["end"] + 20].replace("\n", " ")
                want, got = (g["value"] if g else "-"), (p["value"] if p else "-")
                print(f"{doc['dct'][:10]} gold {want:14} got {got:14} [{show['text']}] | {left}")
    for name in ("strict", "relaxed", "type", "VALUE"):
        print(f"{name:8s} F1 {200 * n[name] / (n['gold'] + n['pred']):5.1f}")
    print(f"gold {n['gold']}, predicted {n['pred']}; {words} words, {words / seconds:,.0f} words/s")
    if given.table:
        (knowable if given.undated else table)(docs, predicted)


if __name__ == "__main__":
    main()
