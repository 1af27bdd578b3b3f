"""Score `dragoman.times` against TIMEX3 gold, and measure words a second.

usage: python bench/time_gold.py GOLD.jsonl [--half dev|test] [--undated] [--errors N]

The documents sorted by id are split into two halves by parity: rules are developed on the even ones ("dev") only.
Matching is that of TempEval-3: exact spans first, then the largest overlap.
"""

import argparse
import collections
import json
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", choices=["dev", "test", "all"], default="all")
    parser.add_argument("--undated", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    given = parser.parse_args()
    docs = sorted(map(json.loads, given.gold.read_text(encoding="utf-8").splitlines()), key=lambda d: d["doc_id"])
    if given.half != "all":
        docs = docs[0 if given.half == "dev" else 1 :: 2]
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
            if given.errors and not (g and p and g["value"] == p["value"]) and n["shown"] < given.errors:
                n["shown"] += 1
                show = g or p
                left = doc["text"][max(0, show["start"] - 50) : show["end"] + 20].replace("\n", " ")
                want, got = (g["value"] if g else "-"), (p["value"] if p else "-")
                print(f"{doc['dct'][:10]} gold {want:14} got {got:14} [{show['text']}] | {left}")
    for name in ("strict", "relaxed", "type", "VALUE"):
        print(f"{name:8s} F1 {200 * n[name] / (n['gold'] + n['pred']):5.1f}")
    print(f"gold {n['gold']}, predicted {n['pred']}; {words} words, {words / seconds:,.0f} words/s")


if __name__ == "__main__":
    main()
