"""How far two coders agree: `python tests/gold/tools/agreement.py [--differences]`.

The first coder's answers are `events/own.jsonl` and `status/own.jsonl`, the second's `second_coder/coded.jsonl`,
made from the bare sentences of `second_coder/sentences.jsonl` (`draw.py` says how they were drawn). Printed are:

- `type`, `event status`, `event phase`: over the acts that either coder marked. Acts of one sentence are paired where
  their trigger words overlap, the rest in the order of the text where the type is the same; an act that one coder
  alone marked has the answer `-` from the other, and a sentence in which neither marked any is one agreement on `-`
  (for the type only). Status and phase are compared on paired acts.
- `word status`, `word phase`: over the words asked about in the status set.
- `actors`, `recipients`: mean of the overlap |A and B| / |A or B| over paired acts; two empty lists overlap by 1. The
  second coder wrote countries and organisations where the first marked words; `second_coder/names.json`, made
  afterwards, says which country or organisation each of those words stands for.

The share is that of equal answers; kappa is Cohen's (1960), (share - chance) / (1 - chance), with chance from each
coder's own frequencies, and 1 where both always give the same single answer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parents[1]
NONE = "-"

Pairs = list[tuple[str, str]]


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def share(pairs: Pairs) -> float:
    """The share of pairs whose two answers are equal; pairs must not be empty."""
    return sum(a == b for a, b in pairs) / len(pairs)


def kappa(pairs: Pairs) -> float:
    """Cohen's kappa of the pairs of answers, at most 1; pairs must not be empty."""
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[answer] * second[answer] for answer in first) / len(pairs) ** 2
    return 1.0 if chance == 1 else (share(pairs) - chance) / (1 - chance)


def overlap(first: set[str], second: set[str]) -> float:
    """|A and B| / |A or B| of two sets of actors, from 0 to 1."""
    return len(first & second) / len(first | second) if first | second else 1.0


def paired(
    text: str, first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """The acts of one sentence as both coders see them, each act once; None where a coder has none."""
    left = list(second)
    out: list[tuple[dict[str, Any] | None, dict[str, Any] | None]] = []
    alone = []
    for act in first:
        start = text.find(act["trigger"])
        end = start + len(act["trigger"])
        match = next((o for o in left if o["trigger"][0] < end and start < o["trigger"][1]), None)
        if match is None:
            alone.append(act)
        else:
            left.remove(match)
            out.append((act, match))
    for act in alone:
        match = next((o for o in left if o["type"] == act["type"]), None)
        if match is not None:
            left.remove(match)
        out.append((act, match))
    return out + [(None, other) for other in left]


def compare() -> tuple[dict[str, Pairs], dict[str, list[float]], list[str]]:
    """Pairs of answers by question, overlaps by role, and every difference in words."""
    names = json.loads((GOLD / "second_coder" / "names.json").read_text(encoding="utf-8"))
    answers = {name: {line["id"]: line for line in lines(GOLD / name / "own.jsonl")} for name in ("events", "status")}
    pairs: dict[str, Pairs] = {key: [] for key in ("type", "event status", "event phase", "word status", "word phase")}
    overlaps: dict[str, list[float]] = {"actors": [], "recipients": []}
    differences: list[str] = []
    for coded in lines(GOLD / "second_coder" / "coded.jsonl"):
        gold = answers[coded["set"]][coded["id"]]
        if coded["set"] == "events":
            _compare_events(gold, coded, names, pairs, overlaps, differences)
        else:
            _compare_words(gold, coded, pairs, differences)
    return pairs, overlaps, differences


def _compare_events(
    gold: dict[str, Any],
    coded: dict[str, Any],
    names: dict[str, str],
    pairs: dict[str, Pairs],
    overlaps: dict[str, list[float]],
    differences: list[str],
) -> None:
    acts = paired(gold["text"], gold["events"], coded["events"])
    if not acts:
        pairs["type"].append((NONE, NONE))
    for one, other in acts:
        pairs["type"].append((one["type"] if one else NONE, other["type"] if other else NONE))
        if one and other:
            pairs["event status"].append((one["status"], other["status"]))
            pairs["event phase"].append((one["phase"] or NONE, other["phase"] or NONE))
            for role, values in overlaps.items():
                values.append(overlap({names[name] for name in one[role]}, set(other[role])))
        first, second = _told(one, names), _told(other, {})
        if first[1:] != second[1:]:
            differences.append(f"{gold['id']}: {', '.join(first)} | {', '.join(second)} || {gold['text']}")


def _told(act: dict[str, Any] | None, names: dict[str, str]) -> tuple[str, ...]:
    """Trigger, type, status, phase, actors, recipients of an act, in words to compare and to print."""
    if act is None:
        return (NONE,)
    who = ["+".join(sorted({names.get(name, name) for name in act[role]})) for role in ("actors", "recipients")]
    return (act.get("word") or act["trigger"], act["type"], act["status"], act["phase"] or NONE, *who)


def _compare_words(
    gold: dict[str, Any], coded: dict[str, Any], pairs: dict[str, Pairs], differences: list[str]
) -> None:
    by_start = {target["start"]: target for target in gold["targets"]}
    for word in coded["words"]:
        target = by_start[word["span"][0]]
        first = (target["status"], target["phase"] or NONE)
        second = (word["status"], word["phase"] or NONE)
        pairs["word status"].append((first[0], second[0]))
        pairs["word phase"].append((first[1], second[1]))
        if first != second:
            said = f"{'/'.join(first)} | {'/'.join(second)}"
            differences.append(f"{gold['id']}: {target['trigger']}: {said} || {gold['text']}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    """Print the figures, and on request every difference (first coder | second coder)."""
    parser = argparse.ArgumentParser(description="Agreement of two coders on the project's own gold.")
    parser.add_argument("--differences", action="store_true", help="list them as well")
    wanted = parser.parse_args()
    pairs, overlaps, differences = compare()
    for question, found in pairs.items():
        _say(f"{question:13} n={len(found):3}  share {share(found):.3f}  kappa {kappa(found):.3f}")
    for role, values in overlaps.items():
        _say(f"{role:13} n={len(values):3}  overlap {sum(values) / len(values):.3f}")
    if wanted.differences:
        _say("\n".join(differences))


if __name__ == "__main__":
    main()
