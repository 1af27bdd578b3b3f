"""Attribution measured on gold: predictions as JSON lines, the scorer's figures, and the speed.

usage: attribution_gold.py GOLD.jsonl [--scorer score_attribution.py] [--out PRED.jsonl] [--limit N]

GOLD holds one document a line: {"doc_id", "text", "attributions"}. Only `reported` attributions are written: what a
quoted speaker says of others is no attribution of the report.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dragoman.extract.attribution import find_attributions, reported
from dragoman.lexicon.cues_attribution import load_attribution_cues
from dragoman.model import Attribution, Document, Json, Layers, Report
from dragoman.prepare.clean import clean
from dragoman.prepare.parse import Parser
from dragoman.prepare.sentences import split_sentences
from dragoman.settings import Settings


def as_json(document: Document, attribution: Attribution) -> Json:
    """The shape that the scorer reads."""
    return {
        "source_span": [document.span(*attribution.source).to_json()] if attribution.source else [],
        "cue_span": [document.span(*attribution.cue).to_json()] if attribution.cue else [],
        "content_span": [document.span(*stretch).to_json() for stretch in attribution.content],
        "kind": str(attribution.link.kind),
        "side": attribution.link.side,
    }


def predict(gold: Path, out: Path, limit: int | None) -> str:
    """Read all documents of `gold`, write predictions to `out`, and say how fast that was."""
    parser, cues = Parser(Settings().model), load_attribution_cues()
    words, spent, parsing = 0, 0.0, 0.0
    with gold.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as sink:
        for record in [json.loads(line) for line in lines][:limit]:
            cleaned = clean(Report(path=record["doc_id"], content=record["text"], title=record.get("title")))
            document = Document(record["doc_id"], record["text"], cleaned, "text", record.get("title"))
            sentences = split_sentences(cleaned)
            start = time.perf_counter()
            layers = Layers(sentences=sentences, parses=parser.parse_document(cleaned.text, sentences))
            middle = time.perf_counter()
            found = reported(find_attributions(document, layers, cues))
            spent += time.perf_counter() - middle
            parsing += middle - start
            words += document.words
            sink.write(
                json.dumps({"doc_id": record["doc_id"], "attributions": [as_json(document, a) for a in found]}) + "\n"
            )
    return f"{words} words; attribution alone {words / spent:.0f} words/s, parser {words / parsing:.0f} words/s"


def main() -> None:
    """Predict, then run the scorer where it is found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path)
    options.add_argument("--scorer", type=Path)
    options.add_argument("--out", type=Path)
    options.add_argument("--limit", type=int)
    given = options.parse_args()
    out = given.out or Path(tempfile.mkdtemp()) / "pred.jsonl"
    print(predict(given.gold, out, given.limit))
    scorer = given.scorer or given.gold.resolve().parents[2] / "tools" / "score_attribution.py"
    if scorer.is_file():
        print(
            subprocess.run([sys.executable, scorer, given.gold, out], check=True, capture_output=True, text=True).stdout
        )
    else:
        print(f"no scorer at {scorer}: name one with --scorer")


if __name__ == "__main__":
    main()
