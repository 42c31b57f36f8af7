"""A small sweep through the command line, as a user would start it, and rows as it would record them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from tiny_models import save_tiny_model, write_documents

from memtrans.commands.cli import run
from memtrans.comparison.results import LATER, MEASURED

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
    """In this process, which has what a test has installed, and needs no seconds to begin a cell."""
    out = ["--out", str(config.parent / "out")]
    return run(["compare", str(config), *out, "--threads", "1", "--in-process", *arguments])


def rows(config: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (config.parent / "out" / "results.jsonl").read_text().splitlines()]


def cell(backend: str, perplexity: float, search_ms: float = 1.0, **facts: Any) -> dict[str, Any]:
    """A finished row: six documents of ten tokens and twenty bytes each."""
    nats = 10 * math.log(perplexity)
    return {
        **dict.fromkeys((*LATER, *MEASURED)),
        "schema": 2,
        "cell": f"{backend} {facts}",
        "surroundings": facts.get("checkpoint", "model"),
        "checkpoint": "model",
        "backend": backend,
        "options": {},
        "memory": 0 if backend == "none" else 8,
        "status": "ok",
        "perplexity": perplexity,
        "bits_per_byte": nats / math.log(2) / 20,
        "search_ms_mean": search_ms,
        "search_ms_p50": 0.0,
        "write_ms": 0.0,
        "delta_nats": 0.0,
        "indexed_share": float(backend not in ("exact", "none")),
        "documents": list("abcdef"),
        "document_tokens": [10] * 6,
        "document_bytes": [20] * 6,
        "document_nats": [nats] * 6,
        "texts": "texts",
        "tokens": "tokens",
        **facts,
    }
