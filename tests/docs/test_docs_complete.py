"""What is not documented fails: commands, settings, words, columns, exit codes; and every link leads somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from docs_scripts import script

from dragoman import errors, model
from dragoman.dates import DateBasis, Granularity
from dragoman.lexicon.frames import _KEYS
from dragoman.query import PLOVER_TYPES, flat
from dragoman.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
MARKDOWN = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)", re.DOTALL)


def text(*path: str) -> str:
    return DOCS.joinpath(*path).read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """A page without its code."""
    return re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def test_the_page_of_the_command_line_is_what_the_commands_say() -> None:
    made = script("docs/make_reference.py").page()
    assert made == text("reference", "commands.md"), "run `python docs/make_reference.py`"


def test_every_command_is_shown_at_work() -> None:
    pages = [page for page in MARKDOWN if page.name not in ("commands.md", "CHANGELOG.md")]
    shown = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    commands = [name for name in script("docs/make_reference.py").commands() if name != "dragoman"]
    missing = [name for name in commands if not re.search(rf"{re.escape(_as_typed(name))}\b", shown)]
    assert not missing, f"no page but the reference shows {', '.join(missing)}"


def _as_typed(name: str) -> str:
    """`dragoman dossier X` and `dragoman actors X` are short for the commands `show` and `list` below them."""
    return {"dragoman dossier show": "dragoman dossier", "dragoman actors list": "dragoman actors"}.get(name, name)


@pytest.mark.parametrize("name", [f.name for f in fields(Settings)])
def test_every_setting_is_documented(name: str) -> None:
    row = next((line for line in text("reference", "settings.md").splitlines() if line.startswith(f"| `{name}`")), "")
    assert f"`DRAGOMAN_{name.upper()}`" in row
    default = getattr(Settings(), name)
    assert name == "ledger" or f"`{str(default).lower() if isinstance(default, bool) else default}`" in row


@pytest.mark.parametrize(
    "word",
    [
        *map(str, model.Status),
        *map(str, model.Phase),
        *map(str, model.SourceKind),
        *map(str, model.Stance),
        *map(str, model.PublishedBasis),
        *map(str, model.BlockKind),
        *map(str, Granularity),
        *map(str, DateBasis),
        *PLOVER_TYPES,
    ],
)
def test_every_word_of_the_ledger_is_documented(word: str) -> None:
    assert f"`{word}`" in text("reference", "words.md")


@pytest.mark.parametrize("kind", ["events", "claims", "documents", "actors"])
def test_every_column_is_documented(kind: str) -> None:
    row = next(line for line in text("reference", "shapes.md").splitlines() if line.startswith(f"| `{kind}` |"))
    assert re.findall(r"`(\w+)`", row)[1:] == list(flat.COLUMNS[kind])


def test_every_error_and_exit_code_is_documented() -> None:
    page = text("reference", "settings.md")
    found = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.DragomanError)]
    assert len(found) > 5
    for error in found:
        row = next((line for line in page.splitlines() if f"`{error.__name__}`" in line), "")
        assert row.startswith(f"| {error.exit_code} |"), error.__name__


def test_every_key_of_a_frame_is_documented() -> None:
    page = text("reference", "data-files.md")
    assert [key for key in sorted(_KEYS - {"speech"}) if f"`{key}`" not in page] == []


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(prose(page)):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name} leads to {target}, which is not there"
        if anchor and file.suffix == ".md":
            assert anchor in _anchors(file), f"{page.name} leads to {target}, a heading that is not there"


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ +(.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[ -]+", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip()) for heading in headings}


def test_every_page_has_its_place_in_the_site() -> None:
    named = set(re.findall(r"[\w/-]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    assert {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")} == named


def test_the_site_builds_without_a_network_and_fetches_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    environ = {
        "PATH": "",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        "HOME": str(tmp_path),
    }
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    fetched = re.compile(
        r'<(?:script|img|iframe)[^>]+src="https?://|<link[^>]+href="https?://(?![^"]*canonical)[^"]+\.css'
    )
    for page in site.rglob("*.html"):
        assert not fetched.search(page.read_text(encoding="utf-8")), page.name


@pytest.mark.parametrize("name", ["show", "questions"])
def test_pictures_fetch_nothing_and_show_an_answer(name: str) -> None:
    picture = (DOCS / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
    assert "@font-face" not in picture
    assert not re.search(r"(?:href|src|url)\s*[=(]\s*[\"']?https?://", picture)
    assert {"show": "REQUEST", "questions": "postponed"}[name] in picture


def test_no_page_names_this_machine() -> None:
    files = [*MARKDOWN, *DOCS.rglob("*.py"), *DOCS.rglob("*.svg"), ROOT / "examples" / "demo.py", ROOT / "mkdocs.yml"]
    assert [f.name for f in files if f"{ROOT}/" in f.read_text(encoding="utf-8")] == []


def test_versions_agree() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
