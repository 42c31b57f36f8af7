"""ScaNN from two distributions side by side: recall, and processor time of a search and a build of our backend.

    pip install --no-deps --target runs/scann-core scann-core
    python -m benchmarks.scann_providers runs/scann-core [--rounds 5] [--keys 8192 32768]

The environment's own ScaNN and the one in that folder take turns, each in a process of its own, on the same keys and
queries of the reference model. Processor time, of one thread, is what other work on the machine disturbs least.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

QUERIES, NEIGHBOURS, SEARCHES, HEAD = 512, 32, 12, 2
Row = dict[str, Any]


def record_keys(file: Path, keys: int) -> None:
    """Keys of the reference model's hardest list, and the queries that follow them."""
    from benchmarks.index_table.streams import record

    (stream,) = record(keys + SEARCHES * QUERIES, [HEAD])
    np.savez(file, keys=stream.keys, queries=stream.queries)


def measure(file: Path, count: int) -> Row:
    """One build over the newest `count` keys, and searches of the queries that came after them."""
    from memtrans.backend import IndexSetup
    from memtrans.plugins.libraries import libraries_of
    from memtrans_backends.scann import Scann
    from memtrans_backends.scann_plugin import ScannOptions

    saved = np.load(file)
    last = len(saved["keys"]) - SEARCHES * QUERIES
    keys, queries = saved["keys"][last - count : last].copy(), saved["queries"][last:].reshape(SEARCHES, QUERIES, -1)
    index = Scann(ScannOptions(), IndexSetup(keys.shape[1], count))
    build_ms = _timed(lambda: index.build(keys))[0]
    found = [_timed(lambda part=part: index.search(part, NEIGHBOURS)) for part in queries]  # type: ignore[misc]
    recalls = [_recall(keys, part, slots) for part, (_, slots) in zip(queries, found)]
    library = libraries_of(["scann"])["scann"]
    search_ms = median(each[0] for each in found)
    return {"library": library, "keys": count, "build_ms": build_ms, "search_ms": search_ms, "recall": np.mean(recalls)}


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    result = act()
    return 1000 * (time.process_time() - began), result


def _recall(keys: Any, queries: Any, slots: Any) -> float:
    scores = queries @ keys.T
    worst = np.partition(scores, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS, None] - 1e-5
    return float((np.take_along_axis(scores, slots, axis=1) >= worst).mean())


def table(rows: Sequence[Row]) -> str:
    """Medians over the rounds, and from the least to the most."""
    lines = ["| keys | library | recall@32 | search ms | build ms |", "|---:|---|---:|---:|---:|"]
    for keys, library in sorted({(row["keys"], row["library"]) for row in rows}):
        some = [row for row in rows if (row["keys"], row["library"]) == (keys, library)]
        recall = median(row["recall"] for row in some)
        search, build = (_spread([row[name] for row in some]) for name in ("search_ms", "build_ms"))
        lines.append(f"| {keys:,} | {library} | {recall:.4f} | {search} | {build} |")
    return "\n".join(lines)


def _spread(values: Sequence[float]) -> str:
    return f"{median(values):,.1f} ({min(values):,.1f} to {max(values):,.1f})"


def main() -> int:
    parser = argparse.ArgumentParser(description="ScaNN from two distributions, side by side.")
    parser.add_argument("folder", type=Path, help="where the other one was installed with pip install --target")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keys", type=int, nargs="+", default=[8192, 32768])
    parser.add_argument("--work", type=Path, default=Path("runs/scann-providers"), help="what is recorded, kept here")
    parser.add_argument("--one", action="store_true", help="only measure what this process imports; one JSON line each")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    file = options.work / f"keys-{max(options.keys)}.npz"
    if options.one:
        for count in options.keys:
            print(json.dumps(measure(file, count)))
        return 0
    if not file.exists():
        record_keys(file, max(options.keys))
    rows: list[Row] = []
    for number in range(options.rounds):
        for path in ("", str(options.folder.resolve())) if number % 2 else (str(options.folder.resolve()), ""):
            environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(filter(None, [path]))}
            command = [sys.executable, "-m", "benchmarks.scann_providers", *sys.argv[1:], "--one"]
            done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
            rows += map(json.loads, done.stdout.splitlines())
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
