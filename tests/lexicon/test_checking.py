"""`dragoman lexicon check` names every fault with its file and line, and passes what ships."""

from __future__ import annotations

import shutil
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.lexicon.checking import check_data
from dragoman.lexicon.faults import Fault

DATA = Path(str(files("dragoman") / "data"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("__pycache__")))


@cache
def shipped() -> tuple[Fault, ...]:
    return tuple(check_data())


def found(folder: Path) -> list[Fault]:
    """The faults that the copy has and the shipped data have not."""
    known = {fault.message for fault in shipped()}
    return [fault for fault in check_data(folder) if fault.message not in known]


def line_of(file: Path, words: str) -> int:
    return next(n for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1) if words in line)


def test_what_ships_has_no_fault_but_doubled_words() -> None:
    assert [str(f) for f in shipped() if "stands twice" not in f.message] == []


FRAME = '\n[[frame]]\nid = "new-{number}"\nverbs = ["confabulate{letter}"]\n'
BROKEN = {
    "unknown key": ('colour = "red"\n', "colour =", "unknown key 'colour'"),
    "no such mode": ('mode = "sideways"\n', "mode = ", "has no mode 'sideways'"),
    "no such phase": ('phase = "soon"\n', 'phase = "soon"', "no phase 'soon'"),
    "no such context": ('contexts = ["musical"]\n', "musical", "no context 'musical'"),
    "no such class": ('where = { patient = ["@nothing"] }\n', "@nothing", "no class '@nothing'"),
    "no such status": ('embeds = { yes = "perhaps" }\n', "perhaps", "no status 'perhaps'"),
    "a word for a list": ('nouns = "talk"\n', 'nouns = "talk"', "'nouns' must be a list of words"),
    "a role with a capital": ('actor = ["Agent"]\n', 'actor = ["Agent"]', "'Agent' is no role"),
    "embeds_in alone": ('embeds_in = ["complement"]\n', "embeds_in", "embeds_in without embeds"),
    "a capital": ('nouns = ["Talk"]\n', '"Talk"', "'Talk' is no lemma"),
    "twice the same": ('nouns = ["chat", "chat"]\n', '"chat", "chat"', "stands twice"),
}


def test_each_fault_of_a_frame_is_named_with_its_line(data: Path) -> None:
    """Each frame has one fault, and no two are told of as one."""
    file = data / "frames" / "aid.toml"
    text, wanted = file.read_text(encoding="utf-8"), []
    for number, (added, words, message) in enumerate(BROKEN.values()):
        text += FRAME.format(number=number, letter="abcdefghijk"[number]) + added
        line = max(n for n, line in enumerate(text.splitlines(), start=1) if words in line)
        wanted.append((line, message))
    file.write_text(text, encoding="utf-8")
    hits = sorted((f.line or 0, f.message) for f in found(data) if f.file == "frames/aid.toml")
    assert [line for line, _ in hits] == [line for line, _ in wanted], hits
    for (_, said), (_, message) in zip(hits, wanted, strict=True):
        assert message in said


def test_all_faults_are_reported_at_once(data: Path) -> None:
    frames = data / "frames" / "aid.toml"
    frames.write_text(
        frames.read_text(encoding="utf-8")
        + '\n[[frame]]\nid = "a"\n\n[[frame]]\nid = "a"\nverbs = ["x"]\nmode = "no"\n',
        encoding="utf-8",
    )
    (data / "frames" / "light.toml").write_text('[light]\nhold = { nouns = ["talk"], when = 1 }\n', encoding="utf-8")
    (data / "cues" / "reasons.toml").write_text('[[reason]]\nname = "x\n', encoding="utf-8")
    with (data / "actors" / "parties.csv").open("a", encoding="utf-8") as stream:
        stream.write("JPN.PTY.ldp,Twice,,party,JPN,,,https://x.org\nno id,Odd,,party,QQQ,2020,1999,https://x.org\n")
    faults = [str(f) for f in found(data)]
    for part in (
        "'a': no triggers",
        "id 'a' is given twice",
        "no mode 'no'",
        "light verb 'hold': unknown key 'when'",
        "cues/reasons.toml:2: not valid TOML",
        "JPN.PTY.ldp is given twice",
        "not an actor's id: 'no id'",
        "country: no actor 'QQQ'",
        "not a term of office",
    ):
        assert any(part in fault for fault in faults), (part, faults)


def test_faults_of_tables_have_their_line(data: Path) -> None:
    file = data / "offices" / "holders_asia.csv"
    with file.open("a", encoding="utf-8") as stream:
        stream.write("TWN.GOV.PRES,person/somebody-else,Somebody Else,,2001-01-01,2003-01-01,https://x.org\n")
        stream.write("TWN.GOV.PRES,person/nobody\n")
    count = len(file.read_text(encoding="utf-8").splitlines())
    faults = {(f.file, f.line) for f in found(data)}
    assert ("offices/holders_asia.csv", count) in faults
    assert any("at the same time" in f.message and "holders_asia.csv" in f.file for f in found(data))


def test_a_missing_file_is_a_fault_and_no_crash(data: Path) -> None:
    (data / "frames" / "classes.toml").unlink()
    (data / "ontology" / "plover.toml").unlink()
    assert found(data)


def test_a_class_that_holds_itself(data: Path) -> None:
    file = data / "frames" / "classes.toml"
    text = file.read_text(encoding="utf-8").replace("[class]\n", '[class]\none = ["@two"]\ntwo = ["@one"]\n', 1)
    file.write_text(text, encoding="utf-8")
    hits = [(f.line, f.message) for f in found(data) if f.file == "frames/classes.toml"]
    assert (line_of(file, "one = "), "class 'one' holds itself") in hits
