"""A small sweep through the command line, as a user would start it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tiny_models import save_tiny_model, write_documents

from memtrans.commands.cli import run

CONFIG = """\
checkpoint: [{root}/model, {root}/plain]
documents: {{path: {root}/documents}}
memory: [0, 32, 64]
backend: [exact, dial]
rows: 2
dial:
  recall: [0.5, 1.0]
"""


def write_sweep(folder: Path) -> Path:
    """Models, documents and a config of eight cells."""
    save_tiny_model(folder / "model")
    save_tiny_model(folder / "plain", memory_layers=())
    write_documents(folder / "documents", count=6)  # fewer have no intervals
    path = folder / "compare.yaml"
    path.write_text(CONFIG.format(root=folder))
    return path


def compare(config: Path, *arguments: str) -> int:
    return run(["compare", str(config), "--out", str(config.parent / "out"), "--threads", "1", *arguments])


def rows(config: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (config.parent / "out" / "results.jsonl").read_text().splitlines()]
