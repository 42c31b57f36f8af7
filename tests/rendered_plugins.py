"""Plug-ins rendered from the template, and installed the way pip does it, without a network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def install(distribution: Path, site: Path) -> None:
    """Build its wheel and unpack it into the folder `site`."""
    alone = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *alone, "--target", site, distribution], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def run_there(site: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with `site` on its path, in `folder`."""
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTEST_ADDOPTS": "", "PYTEST_XDIST_WORKER": ""}
    return subprocess.run([sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True)
