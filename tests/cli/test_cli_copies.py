"""The command `copies`, and what `read` does with archives and addresses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEXT = (
    "Chile met Vietnam in Hanoi on 2024-12-02. The two sides spoke for three hours about the trade in grapes and about "
    "a new line of ships between their harbours. Nothing was signed, and the ministers left without a word. "
    "A second round is planned for the spring in the harbour town of Valparaiso.\n"
)


@pytest.fixture
def wire(tmp_path: Path, run) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    for name, head, text in (
        ("agency", "title: Talks in Hanoi\noutlet: Agency\npublished: 2024-12-02", TEXT),
        ("paper", "title: Hanoi hears Chile on grapes\noutlet: Paper\npublished: 2024-12-03", TEXT),
        ("brief", "title: Talks in Hanoi\noutlet: Brief\npublished: 2024-12-03", TEXT.partition(" Nothing")[0] + "\n"),
        (
            "other",
            "title: Ban\noutlet: Other\npublished: 2024-12-03",
            "Vietnam banned Chile. " + "It was hot. " * 30 + "\n",
        ),
    ):
        (folder / f"{name}.txt").write_text(f"---\n{head}\n---\n{text}")
    path = tmp_path / "wire.db"
    run("read", folder, "--ledger", path)
    return path


def test_groups_are_listed(wire: Path, run) -> None:
    lines = run("copies", "--ledger", wire, "--format", "jsonl").stdout.splitlines()
    (group,) = map(json.loads, lines)
    assert group["count"] == 3
    assert group["documents"][0]["outlet"] == "Agency"
    assert {each["outlet"]: each["reason"] for each in group["documents"]} == {
        "Agency": "first",
        "Paper": "identical text under another headline",
        "Brief": "shortened",
    }
    table = run("copies", "--ledger", wire).stdout
    assert "shortened" in table
    assert "Other" not in table
    assert run("copies", "--ledger", wire, "--format", "csv").stdout.startswith("id,count,reports,")


def test_a_group_is_shown_with_what_differs(wire: Path, run) -> None:
    path = next(p for p in (wire.parent / "wire").iterdir() if p.name == "brief.txt")
    page = run("copies", path, "--ledger", wire).stdout
    assert "- Nothing was signed" in page
    assert "1 source" in page or "one source" in page
    group = json.loads(run("copies", path, "--ledger", wire, "--format", "json").stdout)["group"]
    again = json.loads(run("copies", group["id"][:9], "--ledger", wire, "--format", "json").stdout)["group"]
    assert again == group
    event = json.loads(
        run("events", "--ledger", wire, "--status", "occurred", "--format", "jsonl").stdout.splitlines()[0]
    )
    assert run("copies", event["id"], "--ledger", wire, code=0 if event["type"] == "CONSULT" else 66)


def test_what_stands_alone_says_so(wire: Path, run) -> None:
    result = run("copies", wire.parent / "wire" / "other.txt", "--ledger", wire, code=66)
    assert "stands alone" in result.stderr
    assert "remedy" in result.stderr
    assert "no group" in run("copies", "cp_nonesuch", "--ledger", wire, code=66).stderr


def test_documents_name_their_group(wire: Path, run) -> None:
    rows = [json.loads(each) for each in run("documents", "--ledger", wire, "--format", "jsonl").stdout.splitlines()]
    groups = {row["outlet"]: row["copies"] for row in rows}
    assert groups["Other"] is None
    assert groups["Agency"] == groups["Paper"] == groups["Brief"] is not None


def test_a_private_address_is_not_read(tmp_path: Path, run) -> None:
    result = run("read", "http://127.0.0.1:1/a", "--ledger", tmp_path / "a.db", code=65)
    assert "open network" in result.stderr
    assert "--allow-host" in result.stderr
