"""The distributions as strangers get them, in a process that keeps the last of what it says."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from everything.store import Facts


def installed_and_run(root: Path) -> Facts:
    """Wheels of the core and of every distribution in `plugins/`, never editable, and the suite for all backends."""
    began = time.perf_counter()
    command = [sys.executable, root / "tests" / "wheels" / "run.py"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    said = (done.stdout + done.stderr if done.returncode else done.stdout).strip().splitlines()
    seconds = round(time.perf_counter() - began, 1)
    return {"ok": done.returncode == 0, "detail": said[-1] if said else "nothing was said", "seconds": seconds}
