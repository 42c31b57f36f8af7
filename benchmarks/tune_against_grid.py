"""Is what `memtrans tune` finds as fast as the best cell of a whole grid? Both judged by the same held-out queries.

    python -m benchmarks.tune_against_grid TRACE.h5 --threads 1 --documents 2

Every cell of the grid is measured, and those that hold for the held-out queries and cost no more than 1.5 times the
cheapest are timed in turn with what tuning chose; medians of 25 searches at the last moment of each document.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import platform
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from memtrans.plugins import registry
from memtrans.traces.file import TraceFile
from memtrans.tuning.choice import NEAR, Timed, agrees, choose, outcome_of, time_in_turn
from memtrans.tuning.measure import Bench, listens
from memtrans.tuning.report import in_words
from memtrans.tuning.sample import Sampling, take_sample
from memtrans.tuning.space import new_space
from memtrans.tuning.study import Question, Study, Tried
from memtrans.tuning.targets import read_targets

GRIDS: Mapping[str, Mapping[str, Sequence[Any]]] = {
    "faiss-ivf-flat": {
        "nlist": (64, 128, 256, 512),
        "nprobe": (16, 19, 23, 27, 32, 38, 45, 54, 64, 76),
    },
    "hnsw": {"M": (4, 8, 16, 32), "ef_construction": (40, 80), "ef_search": (32, 45, 64, 90)},
}

MOST, REPEATS = 16, 25


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trace", type=Path)
    parser.add_argument("--backends", nargs="+", default=list(GRIDS))
    parser.add_argument("--target", default="mass_recall=0.99")
    parser.add_argument("--memory", type=int, default=8192)
    parser.add_argument("--documents", type=int)
    parser.add_argument("--trials", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/tune_against_grid.md"))
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    parts = [_head(asked)] + [_compare(asked, backend) for backend in asked.backends]
    asked.out.write_text("\n".join(parts), encoding="utf-8")
    print(asked.out.read_text(encoding="utf-8"))


def _head(asked: argparse.Namespace) -> str:
    manifest = TraceFile(asked.trace).manifest
    documents = min(asked.documents or len(manifest.documents), len(manifest.documents))
    return (
        f"# What tuning finds, beside a whole grid\n\n{datetime.date.today()}, {platform.processor() or 'one CPU'}, "
        f"{asked.threads} thread; {documents} documents of {manifest.corpus.get('name')} read by "
        f"{manifest.model.name}, memory {asked.memory:,}; target {asked.target}.\n"
    )


def _compare(asked: argparse.Namespace, backend: str) -> str:
    sampling = Sampling(asked.memory, seed=asked.seed, documents=asked.documents)
    sample = take_sample(TraceFile(asked.trace), sampling)
    spec = registry().find(backend).spec
    assert spec is not None, "the backends of the grids are installed"
    bench = Bench(sample, backend, asked.memory, asked.threads, timed=True, listens=listens(spec))
    space = new_space(spec, [], {}, asked.memory)
    question = Question(backend, space, read_targets([asked.target]), None, False, asked.seed, {})
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        study = Study(Path(folder), question)
        for each in study.run(asked.trials, bench.measure):
            print(backend, "trial", each.number, in_words(each.options), each.error or "", flush=True)
        answer = choose(question, study.tried, bench)
    tuned_s = time.monotonic() - began
    assert answer.tried is not None, "the target is one that can be reached"
    began = time.monotonic()
    grid = _measure_grid(backend, bench)
    grid_s = time.monotonic() - began
    holding = sorted((each for each in grid if agrees(question, each)), key=lambda each: _cost(question, each))
    near = [each for each in holding if _cost(question, each) <= NEAR * _cost(question, holding[0])]
    tuned = Tried(-1, answer.tried.options, answer.tried.outcome)
    timed = time_in_turn(bench, [tuned, *near[:: -(-len(near) // MOST)]], REPEATS)
    return _report(question, timed, len(grid), len(holding), f"{asked.trials} trials, {tuned_s:.0f} s", grid_s)


def _measure_grid(backend: str, bench: Bench) -> list[Tried]:
    grid, found = GRIDS[backend], []
    for values in itertools.product(*grid.values()):
        options = dict(zip(grid, values))
        if options.get("nprobe", 0) > options.get("nlist", 1 << 30):
            continue
        print(backend, "cell", len(found), in_words(options), flush=True)
        found.append(Tried(len(found), options, bench.measure(options)))
    return found


def _cost(question: Question, tried: Tried) -> float:
    return question.cost(outcome_of(tried))


def _report(question: Question, timed: Sequence[Timed], cells: int, holding: int, effort: str, grid_s: float) -> str:
    metric = question.targets[0].metric
    best = min((each for each in timed if each.tried.number >= 0), key=lambda each: each.search_ms)
    (tuned,) = (each for each in timed if each.tried.number < 0)
    lines = [
        f"## {question.backend}\n",
        f"**Tuned / best of the grid: {tuned.search_ms / best.search_ms:.3f}** ({effort}; the grid: {cells} cells, "
        f"{grid_s:.0f} s, {holding} hold; {len(timed) - 1} of them timed).\n",
        "| | search ms | of a scan's | keys scored | held-out | write s | options |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for each in timed:
        found = outcome_of(each.tried)
        scored = "–" if found.scored is None else f"{found.scored:,.0f}"
        lines.append(
            f"| {'tuned' if each is tuned else ''} | {each.search_ms:.2f} | {each.search_ms / each.scan_ms:.3f} | "
            f"{scored} | {found.held_out.mean(metric):.4f} | {found.write_s:.2f} | {in_words(each.tried.options)} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
