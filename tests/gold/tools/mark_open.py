"""Mark anew which examples of frames are open: `python tests/gold/tools/mark_open.py`.

Run it after a change of frames or of the coder, look at what became open and whether that is right, and lower (never
raise) `MOST_OPEN` in `tests/lexicon/test_frame_examples.py`. Frames without an example are listed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dragoman.lexicon import shipped_lexicon
from dragoman.model import PublishedBasis, Reading, Report
from dragoman.pipeline import Pipeline
from dragoman.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[2] / "lexicon"))

from test_frame_examples import EXAMPLES, FILE, shows, told


def main() -> None:
    """Read every example and write the file anew, sorted by frame."""
    pipeline = Pipeline(Settings(), shipped_lexicon())
    lines = []
    for example in sorted(EXAMPLES, key=lambda e: (e["frame"], e["text"])):
        basis = PublishedBasis.USER
        report = Report("example", example["text"], published="2024-05-29", published_basis=basis, language="en")
        reading = pipeline.read(report)
        events = reading.events if isinstance(reading, Reading) else ()
        right = any(shows(event, example) for event in events)
        if right == bool(example.get("open")):
            found = "" if right else "".join(f"\n    {told(event)}" for event in events)
            sys.stdout.write(f"{'mended' if right else 'open'}: {example['frame']}: {example['text']}{found}\n")
        kept = {key: value for key, value in example.items() if key != "open"}
        lines.append(json.dumps(kept if right else {**kept, "open": True}, ensure_ascii=False))
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    missing = {frame.id for frame in shipped_lexicon().frames.frames} - {example["frame"] for example in EXAMPLES}
    still = sum('"open": true' in line for line in lines)
    sys.stdout.write(f"{still} of {len(lines)} are open\n")
    sys.stdout.writelines(f"no example: {name}\n" for name in sorted(missing))


if __name__ == "__main__":
    main()
