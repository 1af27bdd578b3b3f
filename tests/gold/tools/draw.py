"""Draw the sentences that a second coder codes blind: `python tests/gold/tools/draw.py`.

The rule is fixed and needs no seed: of `events/own.jsonl` and of `status/own.jsonl` the fifty lines whose id has the
smallest SHA-256. Only id and text are written (for the status set also the place of the words asked about), never an
answer, so that whoever codes from `second_coder/sentences.jsonl` has not seen the first coder's work. Once drawn the
file is kept: sentences added to the gold later do not change it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

GOLD = Path(__file__).resolve().parents[1]
EACH = 50


def drawn(name: str) -> list[dict[str, object]]:
    """The fifty lines of a set with the smallest SHA-256 of their id, in that order, without their answers."""
    lines = [json.loads(line) for line in (GOLD / name / "own.jsonl").read_text(encoding="utf-8").splitlines()]
    lines.sort(key=lambda line: hashlib.sha256(line["id"].encode("utf-8")).hexdigest())
    return [_question(name, line) for line in lines[:EACH]]


def _question(name: str, line: dict[str, object]) -> dict[str, object]:
    question: dict[str, object] = {"set": name, "id": line["id"], "text": line["text"]}
    if name == "status":
        targets = line["targets"]
        assert isinstance(targets, list)
        question["words"] = [[target["start"], target["end"]] for target in targets]
    return question


def main() -> None:
    """Write `second_coder/sentences.jsonl`."""
    rows = drawn("events") + drawn("status")
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (GOLD / "second_coder" / "sentences.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
