"""Every example of the README, of CONTRIBUTING and of docs/ is run, and prints what the page shows."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "CONTRIBUTING.md", *sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*.md"))]
WITHOUT_EXAMPLES = re.compile(
    r"index\.md|commands\.md|reference/(python|settings|words|data-files)\.md|architecture\.md"
)


@pytest.mark.parametrize("page", PAGES)
def test_examples_print_what_is_shown(page: str, examples: ModuleType, story_ledger: Path, tmp_path: Path) -> None:
    examples.prepare(tmp_path, story_ledger)
    for block, command, printed in examples.run_page(ROOT / page, tmp_path):
        shown = f"$ {command.line}\n{command.shown}" if command else block.text
        pytest.fail(
            f"{page}:{block.line} shows\n{shown}\n\nbut this is printed:\n{printed}\n\n"
            "`python docs/examples.py --write` puts in what is printed now; read it before you keep it"
        )


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_run_says_why(page: str, examples: ModuleType) -> None:
    blocks = list(examples.blocks((ROOT / page).read_text(encoding="utf-8")))
    assert blocks or WITHOUT_EXAMPLES.search(page) or page.startswith("docs/explanation"), f"{page} has no example"
    for block in blocks:
        assert block.language, f"{page}:{block.line}: a block without a language"
        if block.language == "console" and block.runs:
            assert list(examples.commands(block)), f"{page}:{block.line}: no command"
        assert "<output>" not in block.text, f"{page}:{block.line}: an output that was never put in"


def test_the_comparison_can_fail(examples: ModuleType) -> None:
    printed = "a  first line\nsecond  3 events\nlast"
    assert examples.matches("a first line\nsecond 3 events\nlast", printed)
    assert examples.matches("a first...\n...\nlast", printed)
    assert examples.matches("...\nsecond ... events\nlast", printed)
    assert not examples.matches("a first line\nlast", printed)
    assert not examples.matches("a first line\nsecond 4 events\nlast", printed)
    assert not examples.matches("a first line", printed)


def test_a_stale_page_is_found(examples: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo one\ntwo\n```\n\n```pycon\n>>> 1 + 1\n3\n```\n", encoding="utf-8")
    assert [bool(command) for _, command, _ in examples.run_page(page, tmp_path)] == [True, False]
    page.write_text("```console\n$ false\n```\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="exit code 1"):
        list(examples.run_page(page, tmp_path))
