"""Two ScaNNs can be measured side by side, and rows say which one answered."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("scann")

ROOT = Path(__file__).parents[2]


def test_the_one_in_the_folder_and_the_environments_own_take_turns(tmp_path: Path) -> None:
    """A folder without any: both are the environment's own, and the table has one row."""
    command = [sys.executable, "-m", "benchmarks.scann_providers", str(tmp_path), "--keys", "512", "--rounds", "1"]
    done = subprocess.run([*command, "--work", str(tmp_path / "work")], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    (row,) = done.stdout.splitlines()[2:]
    assert re.match(r"\| 512 \| scann(-core)? [\d.]+ \| 1\.0000 \|", row), row
