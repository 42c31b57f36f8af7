"""Builds the wheels, installs them beside each other where nothing else is, and uses them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tiny_models import save_tiny_model, write_documents

from everything.store import Facts

EXTRAS = "faiss,hnsw,scann,testing"

CONFIG = """\
checkpoint: {folder}/model
documents: {{path: {folder}/documents}}
memory: [0, 64]
backend: [{names}]
rows: 2
"""


class StepFailed(Exception):
    """A command that did not end well, and the last of what it said."""


def installed_and_run(root: Path) -> Facts:
    """Wheels of the core and of every distribution in `plugins/`, never editable, and the suite for all backends."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        try:
            detail = _install_and_run(root, Path(folder))
            ok = True
        except StepFailed as failed:
            ok, detail = False, str(failed)
    return {"ok": ok, "detail": detail, "seconds": round(time.perf_counter() - began, 1)}


def _install_and_run(root: Path, folder: Path) -> str:
    wheels, environment = folder / "wheels", folder / "environment"
    for source in [root, *(path.parent for path in sorted(root.glob("plugins/memtrans-*/pyproject.toml")))]:
        _run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", wheels, source], folder)
    _run([sys.executable, "-m", "venv", environment], folder)
    pip = [environment / "bin" / "python", "-m", "pip", "install", "--quiet", "--constraint", root / "constraints.txt"]
    index = os.environ.get("TORCH_INDEX")
    _run([*pip, *(["--index-url", index] if index else []), "torch"], folder)
    core, *plugins = sorted(wheels.glob("*.whl"), key=lambda path: not path.name.startswith("memtrans-"))
    _run([*pip, f"memtrans[{EXTRAS}] @ {core.as_uri()}", *plugins], folder)
    memtrans = environment / "bin" / "memtrans"
    listed = json.loads(_run([memtrans, "backends", "list", "--json"], folder))
    names = [entry["name"] for entry in listed if entry["status"] == "ok"]
    for name in names:
        _run([memtrans, "conformance", name], folder)
    save_tiny_model(folder / "model")
    write_documents(folder / "documents", count=6)
    (folder / "compare.yaml").write_text(CONFIG.format(folder=folder, names=", ".join(names)), encoding="utf-8")
    _run([memtrans, "compare", folder / "compare.yaml", "--out", folder / "out", "--threads", "1"], folder)
    return f"{len(plugins) + 1} wheels; passed and compared: {', '.join(names)}"


def _run(command: list[object], folder: Path) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, errors="replace")
    if done.returncode:
        said = " ".join((done.stdout + done.stderr).split())[-400:]
        raise StepFailed(f"{Path(words[0]).name} {' '.join(words[1:])} ended with status {done.returncode}: {said}")
    return done.stdout
