"""Every backend at its default settings beside the library under it, called directly: time, recall and bytes.

    python -m benchmarks.index_table.run [--keys 8192 32768 65536 262144] [--only LABEL ...] [--quick] [--out DIR]
        [--work DIR]

A step asks 512 queries and then writes 512 keys, of each list, at capacity. Both sides take turns at every step. A
cell that is finished is kept in --work and not measured again: after an interruption the same command goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.index_table.measure import Judge, Plan, measure
from benchmarks.index_table.report import table
from benchmarks.index_table.streams import Stream, gaussian, record
from memtrans.errors import BackendUnavailable
from memtrans.evaluation.environment import describe_environment
from memtrans.files import write_atomically
from memtrans.plugins import registry

BENCHMARKS = Path(__file__).parents[1]
BACKENDS: dict[str, tuple[str, dict[str, Any]]] = {
    "exact": ("exact", {}),
    "exact, bfloat16 scan": ("exact", {"scan": "bfloat16"}),
    "binned": ("binned", {}),
    "faiss-flat": ("faiss-flat", {}),
    "faiss-ivf-flat": ("faiss-ivf-flat", {}),
    "faiss-ivf-pq": ("faiss-ivf-pq", {}),
    "faiss, IVF64,SQ8": ("faiss", {"factory": "IVF64,SQ8"}),
    "faiss-hnsw": ("faiss-hnsw", {}),
    "hnsw": ("hnsw", {}),
    "scann": ("scann", {}),
}
TUNED: dict[int, dict[str, tuple[str, dict[str, Any]]]] = {
    32768: {
        "faiss-ivf-flat, nprobe=24": ("faiss-ivf-flat", {"nprobe": 24}),
        "scann, leaves_to_search=32": ("scann", {"leaves_to_search": 32}),
    }
}
"""At sizes between those that need no index and those that need one: the cheapest settings that were found there."""

HEADS = (0, 2)
"""Of the reference model, each a list: one of the easier, and the hardest."""

DIM = 48
"""Of the reference model's keys."""


class Streams:
    """The two sets of queries and keys; what was recorded is kept in a file, since the model takes minutes."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan, self._file = plan, folder / f"real-{plan.tokens}.npz"

    def get(self, name: str) -> list[Stream]:
        return self._real() if name == "real" else [gaussian(self._plan.tokens, DIM)]

    def _real(self) -> list[Stream]:
        if not self._file.exists():
            streams = record(self._plan.tokens, HEADS)
            queries, keys = ([getattr(each, name) for each in streams] for name in ("queries", "keys"))
            np.savez(self._file, queries=queries, keys=keys, documents=streams[0].documents)
        saved = np.load(self._file)
        return [Stream(q, k, int(saved["documents"])) for q, k in zip(saved["queries"], saved["keys"])]


class Cells:
    """Finished rows by their name, one a line; what they depend on besides is in the file's name."""

    def __init__(self, folder: Path, plan: Plan, environment: dict[str, Any]) -> None:
        facts = {name: environment[name] for name in ("python", "processor", "processor_flags", "packages")}
        digest = sha256(json.dumps([asdict(plan), HEADS, facts], sort_keys=True).encode()).hexdigest()[:12]
        self._file = folder / f"cells-{digest}.jsonl"
        lines = self._file.read_text(encoding="utf-8").splitlines() if self._file.exists() else []
        self.rows: dict[str, dict[str, Any]] = {row["cell"]: row for row in map(json.loads, lines)}

    def put(self, row: dict[str, Any]) -> None:
        self.rows[row["cell"]] = row
        write_atomically(self._file, "".join(json.dumps(each) + "\n" for each in self.rows.values()))


def names(capacities: Sequence[int], only: Sequence[str] = ()) -> list[tuple[str, int, str]]:
    """(keys, capacity, label) of each row in the order of the table. only: labels, none = all."""
    every = [(keys, n, label) for keys in ("real", "gauss") for n in capacities for label in backends_at(n)]
    return [row for row in every if not only or row[2] in only]


def backends_at(capacity: int) -> dict[str, tuple[str, dict[str, Any]]]:
    return BACKENDS | TUNED.get(capacity, {})


def fill_table(cells: Cells, plan: Plan, rows: Sequence[tuple[str, int, str]], streams: Streams) -> Iterator[None]:
    """Measure what is missing of these rows, and stop for a moment after each cell."""
    get_streams = lru_cache(maxsize=1)(streams.get)

    @lru_cache(maxsize=1)
    def judges(keys: str, capacity: int) -> list[Judge]:
        return [Judge(stream, plan, capacity) for stream in get_streams(keys)]

    for keys, capacity, label in rows:
        cell = f"{keys}, {capacity}, {label}"
        if cell in cells.rows:
            continue
        print(cell, file=sys.stderr, flush=True)
        backend, options = backends_at(capacity)[label]
        try:
            row = measure(backend, options, get_streams(keys), judges(keys, capacity), plan, capacity)
        except BackendUnavailable as error:
            print(f"{label} is left out: {error}", file=sys.stderr)
            continue
        facts = {"cell": cell, "keys": keys, "n": capacity, "backend": backend, "label": label}
        cells.put(facts | {"documents": get_streams(keys)[0].documents} | row)
        yield


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    sizes = [8192, 32768, 65536, 262144]
    parser.add_argument("--keys", type=int, nargs="+", default=None, help=f"keys in each list (default {sizes})")
    parser.add_argument("--only", nargs="+", default=[], choices=list(BACKENDS), help="backends (default all)")
    parser.add_argument("--quick", action="store_true", help="4,096 keys and few steps, to see that everything works")
    parser.add_argument("--out", type=Path, default=BENCHMARKS / "results", help="folder (default benchmarks/results)")
    parser.add_argument("--work", type=Path, default=Path("runs/index-table"), help="what is finished, kept here")
    options = parser.parse_args(arguments)
    options.keys = options.keys or ([4096] if options.quick else sizes)
    if wrong := [n for n in options.keys if n % (8 * Plan.step)]:
        parser.error(f"--keys {wrong[0]} is no multiple of {8 * Plan.step}; a block must hold whole steps.")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    os.environ["OMP_NUM_THREADS"] = "1"
    torch.set_num_threads(1)
    if find_spec("faiss"):
        import faiss

        faiss.omp_set_num_threads(1)
    plan = Plan(start=max(options.keys) * 3 // 2, steps=4 if options.quick else Plan.steps)
    environment = describe_environment(1, registry())
    options.work.mkdir(parents=True, exist_ok=True)
    cells = Cells(options.work, plan, environment)

    wanted = names(options.keys, options.only)

    def write() -> str:
        cells_in_order = (f"{keys}, {capacity}, {label}" for keys, capacity, label in wanted)
        rows = [cells.rows[cell] for cell in cells_in_order if cell in cells.rows]
        result = {"environment": environment, "plan": asdict(plan), "heads": HEADS, "rows": rows}
        write_atomically(options.out / "index_table.json", json.dumps(result, indent=1) + "\n")
        write_atomically(options.out / "index_table.md", table(result))
        return table(result)

    for _ in fill_table(cells, plan, wanted, Streams(plan, options.work)):
        write()
    print(write())
    return 0


if __name__ == "__main__":
    sys.exit(main())
