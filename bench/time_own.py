"""Score `dragoman.times` on own gold with intervals: tests/gold/time/*.jsonl.

usage: python bench/time_own.py GOLD.jsonl... [--errors]

Prints how many expressions are found, how many intervals are exact, and of the wrong ones how many hold the right days;
weekdays and months that lie after the document's date are also counted apart.
"""

import collections
import json
import re
import sys
from datetime import date
from pathlib import Path

from dragoman.dates import Interval, from_iso
from dragoman.times import tag

_NAMED = re.compile(
    r"(?i)\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|^(early |mid-|late )*(january|february|march|april|may|june|july"
    r"|august|september|october|november|december)$"
)


def main():
    paths = [a for a in sys.argv[1:] if not a.startswith("--")]
    n = collections.Counter()
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            doc = json.loads(line)
            found = tag(doc["text"], published=date.fromisoformat(doc["dct"][:10]))
            n["predicted"] += len(found)
            for gold in doc["timexes"]:
                n["gold"] += 1
                want = (
                    Interval(from_iso(gold.get("earliest")), from_iso(gold.get("latest")))
                    if (gold.get("earliest") or gold.get("latest"))
                    else None
                )
                over = [t for t in found if t.start < gold["end"] and gold["start"] < t.end]
                best = next(
                    (t for t in over if (t.start, t.end) == (gold["start"], gold["end"])), over[0] if over else None
                )
                got = best.interval if best else None
                n["found"] += best is not None
                n["exact span"] += best is not None and (best.start, best.end) == (gold["start"], gold["end"])
                n["value"] += best is not None and best.value == gold["value"]
                right = best is not None and got == want
                n["interval exact"] += right
                ahead = want and want.earliest and want.earliest > date.fromisoformat(doc["dct"][:10])
                if _NAMED.search(gold["text"]) and ahead:
                    n["named ahead"] += 1
                    n["named ahead exact"] += right
                if not right:
                    n["wrong"] += 1
                    n["wrong but covering"] += bool(got and want and got.covers(want))
                    if "--errors" in sys.argv:
                        print(
                            doc["dct"][:10],
                            "|",
                            gold["text"],
                            "| want",
                            gold["value"],
                            gold.get("earliest"),
                            gold.get("latest"),
                            "| got",
                            best.text if best else None,
                            best.value if best else None,
                            got and (str(got.earliest), str(got.latest)),
                            "|",
                            doc["text"][:160],
                        )
    for name, count in n.items():
        print(f"{name:20s} {count}")
    print(
        f"interval exact {n['interval exact'] / n['gold']:.3f}; weekdays and months ahead "
        f"{n['named ahead exact'] / max(n['named ahead'], 1):.3f} of {n['named ahead']}"
    )


if __name__ == "__main__":
    main()
