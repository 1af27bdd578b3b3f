"""The README promises a Python; everything the lock installs has to run on the oldest one of it."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
OLDEST = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"].removeprefix(">=") + ".0"
LOCKED = re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / "dev.lock").read_text(), re.M)


def test_the_lock_is_read() -> None:
    assert len(LOCKED) > 100
    assert OLDEST == "3.11.0"


@pytest.mark.parametrize("name", LOCKED)
def test_what_is_locked_runs_on_the_oldest_python_that_is_promised(name: str) -> None:
    needed = metadata.metadata(name)["Requires-Python"]
    assert not needed or SpecifierSet(needed).contains(OLDEST), f"{name} needs Python {needed}"
