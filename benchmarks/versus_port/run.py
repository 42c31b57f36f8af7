"""memtrans beside `memorizing-transformers-pytorch` 0.4.1: what memory costs a step, and what is found.

    python -m benchmarks.versus_port.run [--threads 1] [--memory 8192 32768] [--repeats 9] [--quick] [--out DIR]

One process, one text, models of one size, both trained for a moment; steps with and without memory take turns. The port
computes in float32 only, memtrans in float32 and in bfloat16 autocast.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import torch
from torch import Tensor

from benchmarks.versus_port.measure import CLOCKS, Quality, judge, time_steps
from benchmarks.versus_port.report import table
from benchmarks.versus_port.systems import OurRun, Ours, OurStore, Port, PortRun, PortStore, Run, Setup, Store, Trace
from memtrans.data.documents import DocumentsConfig, read_documents
from memtrans.data.tokenizer import BPETokenizer
from memtrans.errors import BackendUnavailable
from memtrans.evaluation.environment import describe_environment
from memtrans.files import write_atomically
from memtrans.plugins import registry

BENCHMARKS = Path(__file__).parents[1]
TEXT = BENCHMARKS / "data" / "hol-light" / "heldout"
OUR_BACKENDS: dict[str, tuple[str, dict[str, Any]]] = {
    "exact": ("exact", {}),
    "faiss-ivf-flat": ("faiss-ivf-flat", {}),
    # Trained on half of the default's keys and for fewer iterations, which finds as much for two thirds of the upkeep.
    "scann, 40 of 512 leaves": (
        "scann",
        {"leaves": 512, "leaves_to_search": 40, "reorder": 128, "points_per_leaf": 32, "niter": 4},
    ),
}
PORT = "port"
OFF = "off"
PRECISIONS = ("float32", "bfloat16")

Entry = tuple[str, str]
"""(a key of OUR_BACKENDS, PORT or OFF, precision); the port without memory is (PORT, OFF)."""


@dataclass(frozen=True)
class Streams:
    """Two halves of the text, read forever, a segment of each at a time."""

    tokens: Tensor  # [rows, n]
    segment: int

    def batches(self, first: int, count: int) -> list[tuple[Tensor, Tensor]]:
        """`count` pairs (tokens, next tokens) from segment `first` on."""
        return [self._batch((first + i) % self.segments) for i in range(count)]

    def _batch(self, number: int) -> tuple[Tensor, Tensor]:
        piece = self.tokens[:, number * self.segment : (number + 1) * self.segment + 1]
        return piece[:, :-1].contiguous(), piece[:, 1:].contiguous()

    @property
    def segments(self) -> int:
        return (self.tokens.shape[1] - 1) // self.segment


def read_streams(setup: Setup, max_documents: int | None) -> Streams:
    texts = [d.text for d in read_documents(DocumentsConfig(path=TEXT, max_documents=max_documents)).documents]
    tokenizer = BPETokenizer.train(texts, setup.vocab_size)
    tokens = torch.cat([torch.from_numpy(tokenizer.encode(text)).long() for text in texts])
    length = len(tokens) // setup.rows
    return Streams(tokens[: setup.rows * length].view(setup.rows, length), setup.segment)


@dataclass
class Contest:
    """Both systems, the text, and where in the text the next measurement begins."""

    setup: Setup
    streams: Streams
    ours: Ours
    port: Port
    clock: Callable[[], float]

    def warm_up(self, capacity: int) -> None:
        """Train both on the same batches, each with its own memory."""
        batches = self.streams.batches(0, self.setup.train_steps)
        runs: list[Run] = [
            OurRun(self.ours, self.ours.new_memory(capacity)),
            PortRun(self.port, self.port.new_memory(capacity)),
        ]
        for run in runs:
            _say(f"training {'the port' if isinstance(run, PortRun) else 'memtrans'} for {len(batches)} steps")
            for tokens, targets in batches:
                run.step(tokens, targets, train=True)

    def traces(self, capacity: int) -> dict[str, Trace]:
        count = 3 * capacity // self.setup.segment
        segments = [tokens for tokens, _ in self.streams.batches(self.setup.train_steps, count)]
        return {"ours": self.ours.trace(segments), PORT: self.port.trace(segments)}

    def compare(self, capacity: int, repeats: int) -> list[dict[str, Any]]:
        """A row for the port, and one for each backend of ours in each precision."""
        _say(f"{capacity:,}: recording keys and filling memories")
        setup, traces = self.setup, self.traces(capacity)
        port = PortRun(self.port, self.port.new_memory(capacity))
        port.hold(traces[PORT])
        runs: dict[Entry, Run] = {(PORT, "float32"): port, (PORT, OFF): PortRun(self.port, None)}
        runs |= {(OFF, precision): OurRun(self.ours, None, precision) for precision in PRECISIONS}
        qualities = {PORT: self.judge_port(capacity, traces[PORT])}
        for label, (backend, options) in OUR_BACKENDS.items():
            try:
                memory = self.ours.new_memory(capacity, backend, options)
            except BackendUnavailable as error:
                print(f"{label} is left out: {error}", file=sys.stderr)
                continue
            qualities[label] = self.judge(OurStore(memory, setup.neighbours), traces["ours"], capacity)
            # Filled once, and then shared by both precisions: it stays full of keys in float32.
            runs |= {(label, precision): OurRun(self.ours, memory, precision) for precision in PRECISIONS}
        _say(f"{capacity:,}: {repeats} steps of {len(runs)} kinds, training and evaluation")
        seconds = self._time(runs, repeats)
        tokens = setup.rows * setup.segment
        return [_row(entry, capacity, tokens, seconds, qualities[entry[0]]) for entry in runs if OFF not in entry]

    def judge(self, store: Store, trace: Trace, capacity: int) -> Quality:
        return judge(store, trace, capacity, self.setup.segment, self.setup.neighbours, self.clock)

    def judge_port(self, capacity: int, trace: Trace) -> Quality:
        return self.judge(PortStore(self.port.new_memory(capacity), self.setup.neighbours), trace, capacity)

    def judge_exact(self, capacity: int, trace: Trace) -> Quality:
        return self.judge(OurStore(self.ours.new_memory(capacity), self.setup.neighbours), trace, capacity)

    def _time(self, runs: dict[Entry, Run], repeats: int) -> dict[str, dict[Entry, list[float]]]:
        """Seconds per step by mode and entry."""
        batches = self.streams.batches(self.setup.train_steps, repeats + 1)
        return {
            mode: dict(zip(runs, time_steps(list(runs.values()), batches, mode == "train", self.clock)))
            for mode in ("train", "evaluate")
        }


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def _row(
    entry: Entry, capacity: int, tokens: int, seconds: dict[str, dict[Entry, list[float]]], quality: Quality
) -> dict[str, Any]:
    label, precision = entry
    off = (PORT, OFF) if label == PORT else (OFF, precision)
    row: dict[str, Any] = {
        "memory": capacity,
        "system": "memorizing-transformers-pytorch" if label == PORT else "memtrans",
        "backend": None if label == PORT else label,
        "options": None if label == PORT else OUR_BACKENDS[label][1],
        "precision": precision,
        "step_tokens": tokens,
    }
    for mode, times in seconds.items():
        with_memory, without = times[entry], times[off]
        row[f"{mode}_tokens_per_s"] = tokens / median(with_memory)
        row[f"{mode}_tokens_per_s_without_memory"] = tokens / median(without)
        row[f"{mode}_memory_ms"] = 1000 * median(a - b for a, b in zip(with_memory, without))
        row[f"{mode}_ms"] = [1000 * s for s in with_memory]
        row[f"{mode}_ms_without_memory"] = [1000 * s for s in without]
    return row | _quality(quality)


def _quality(quality: Quality) -> dict[str, Any]:
    return {
        "upkeep_ms": quality.upkeep_ms,
        "recall_up_to_capacity": quality.recall(full=False),
        "recall_beyond_capacity": quality.recall(full=True),
        "right_values_up_to_capacity": quality.right(full=False),
        "right_values_beyond_capacity": quality.right(full=True),
        "by_segment": {"written": quality.written, "recall": quality.recalls, "right_values": quality.rights},
    }


def judge_untrained(contest: Contest, capacity: int) -> list[dict[str, Any]]:
    """What is found among the keys of models as they are made, for both systems."""
    traces = contest.traces(capacity)
    ours, port = contest.judge_exact(capacity, traces["ours"]), contest.judge_port(capacity, traces[PORT])
    return [
        {"memory": capacity, "system": "memtrans", "backend": "exact"} | _quality(ours),
        {"memory": capacity, "system": "memorizing-transformers-pytorch", "backend": None} | _quality(port),
    ]


def write(result: dict[str, Any], folder: Path) -> None:
    write_atomically(folder / "versus_port.json", json.dumps(result, indent=1) + "\n")
    write_atomically(folder / "versus_port.md", table(result))


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--threads", type=int, default=1, help="CPU threads of both systems (default 1)")
    parser.add_argument("--memory", type=int, nargs="+", default=None, help="capacities (default 8192 32768)")
    parser.add_argument("--repeats", type=int, default=9, help="steps timed of each kind (default 9)")
    parser.add_argument("--clock", choices=CLOCKS, default="wall", help="cpu: for one thread on a busy machine")
    parser.add_argument("--quick", action="store_true", help="a tiny model and memory, to see that everything works")
    parser.add_argument("--out", type=Path, default=BENCHMARKS / "results", help="folder (default benchmarks/results)")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    missing = [name for name in ("memorizing_transformers_pytorch", "faiss") if find_spec(name) is None]
    if missing:
        print(
            f"{' and '.join(missing)} cannot be imported; "
            "pip install memorizing-transformers-pytorch==0.4.1 faiss-cpu einops-exts joblib filelock",
            file=sys.stderr,
        )
        return 2
    os.environ["OMP_NUM_THREADS"] = str(options.threads)
    torch.set_num_threads(options.threads)
    import faiss  # after the check that there is one

    faiss.omp_set_num_threads(options.threads)
    setup = Setup()
    capacities = options.memory or [8192, 32768]
    if options.quick:
        setup = replace(setup, vocab_size=300, width=32, rows=2, segment=32, neighbours=4, train_steps=2)
        capacities = options.memory or [128]
    streams = read_streams(setup, max_documents=1 if options.quick else None)
    contest = Contest(setup, streams, Ours(setup, options.threads), Port(setup), CLOCKS[options.clock])
    result: dict[str, Any] = {
        "environment": describe_environment(options.threads, registry())
        | {"memorizing-transformers-pytorch": version("memorizing-transformers-pytorch")},
        "setup": asdict(setup),
        "repeats": options.repeats,
        "clock": options.clock,
        "rows": [],
        "untrained": judge_untrained(contest, min(capacities)),
    }
    contest.warm_up(min(capacities))
    for capacity in capacities:
        result["rows"] += contest.compare(capacity, options.repeats)
        write(result, options.out)
    print(table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
