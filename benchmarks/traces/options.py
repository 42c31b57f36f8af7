"""What backends find on every list of some traces at many options: what defaults are chosen from, and judged by.

    python -m benchmarks.traces.options TRACE.h5 [...] [--backends hnsw,...] [--defaults] [--out FILE.jsonl]
    python -m benchmarks.traces.options --out FILE.jsonl --page FILE.md

Keys enter a memory as they did when the trace was recorded; when the list is full, or the trace ends, it is asked once.
An option set of a trace that is in FILE is not measured again. Each line is one list: `mean_share` is the squared
length of the mean key over the mean squared length of keys, `scored` the share of the list's keys that a query is
scored against (None where a backend does not count), `relative_ms` the time of all lists over that of an exact scan in
turn, `trained` how often the lists of a layer were trained again while they grew, after the first time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import torch

from memtrans.files import write_atomically
from memtrans.memory import Memory
from memtrans.plugins import registry
from memtrans.search.recall import compare_with, mass_recall, recall_at_k
from memtrans.traces.file import TraceFile
from memtrans.tuning.measure import Bench, listens, scans, searches
from memtrans.tuning.report import in_words
from memtrans.tuning.sample import Ask, Life, Sampling, take_sample
from memtrans.tuning.timing import interleaved_medians
from memtrans_backends.nlist import suggest_nlist

REPEATS = 3
Options = dict[str, Any]
Row = dict[str, Any]


def grid(backend: str, stored: int) -> Iterator[Options]:
    """The defaults, then what else is looked at. stored: keys that a list holds when it is asked."""
    yield {}
    # A list is trained when it has doubled, so its groups are those of a list at most half as long.
    groups = suggest_nlist(2 ** (stored.bit_length() - 1))
    if backend in ("faiss-ivf-flat", "faiss-ivf-pq"):
        for centre, times, searched in product((False, True), (1, 2), (8, 16, 32, 64)):
            if searched <= times * groups and (backend == "faiss-ivf-flat" or searched in (16, 32)):
                yield {"centre": centre, "nlist": times * groups, "nprobe": searched}
    elif backend == "faiss-ivf-query":
        yield from ({"nlist": times * groups, "nprobe": some} for times, some in product((1, 2, 4), (8, 16, 32)))
    elif backend in ("hnsw", "faiss-hnsw"):
        for centre, (links, effort) in product((False, True), ((16, 64), (16, 128), (16, 256), (32, 128))):
            yield {"centre": centre, "M": links, "ef_search": effort}
    elif backend == "scann":
        yield {"centre": True}
        for centre, shorter, searched in product((False, True), (1, 2), (24, 48, 96)):
            if searched <= shorter * groups:
                own = {"leaves": shorter * groups, "leaves_to_search": searched}
                yield {"centre": centre, "brute_force_up_to": 1024, **own}
    elif backend == "quest":
        yield from ({"page": page, "budget": budget} for page, budget in product((8, 16), (1024, 2048, 4096)))


def measure(bench: Bench, life: Life, options: Options) -> list[Row]:
    """A row for each list of one document."""
    memory = bench.filled(options, life)
    ask = life.asks[len(life.writes)]
    own, scan = interleaved_medians([searches(memory, ask), scans(memory, ask)], REPEATS)
    return [
        {"layer": facts.number, "relative_ms": own / scan} | row
        for layer, facts in enumerate(life.layers)
        for row in _lists(memory, ask, layer)
    ]


def _lists(memory: Memory, ask: Ask, layer: int) -> Iterator[Row]:
    queries, truth, scale = ask.queries[layer], ask.truths[layer], ask.scales[layer]
    slots = memory.search(queries, truth.scores.shape[2], layer)[0]
    compared = compare_with(truth, queries[0], memory.keys(layer), slots)
    recall = recall_at_k(*compared[:3]).mean(1)
    mass = mass_recall(compared.found, compared.truth, scale, compared.slack).mean(1)
    asked = queries.shape[1] * queries.shape[2]
    scored = memory.scored(queries, truth.scores.shape[2], layer)
    stats, stored = memory.stats(layer), int(memory.lengths[0])
    again = sum(count for kind, count in stats.event_counts.items() if kind != "train")
    for head, keys in enumerate(memory.keys(layer)[:, :stored].double()):
        yield {
            "head": head,
            "stored": stored,
            "mean_share": float(keys.mean(0).square().sum() / keys.square().sum(1).mean()),
            "recall": float(recall[head]),
            "mass_recall": float(mass[head]),
            "scored": None if scored is None else scored / asked / stored,
            "bytes_per_key": None if stats.index_bytes is None else stats.index_bytes / stored / len(queries[0]),
            "trained": again,
        }


def rows_of(
    trace: TraceFile, backend: str, memory: int, known: set[str], *, defaults: bool = False
) -> Iterator[list[Row]]:
    """Of every option set that is not known, as each is done; `defaults`: of those alone."""
    sample = take_sample(trace, Sampling(memory))
    spec = registry().find(backend).spec
    assert spec is not None, "the backends that are compared are installed"
    bench = Bench(sample, backend, memory, threads=1, listens=listens(spec))
    for options in [{}] if defaults else grid(backend, sample.keys):
        facts = {"trace": trace.path.stem, "memory": memory, "backend": backend, "options": options}
        if json.dumps(facts) in known:
            continue
        yield [facts | row for life in sample.lives for row in measure(bench, life, options)]
        print(f"{trace.path.stem}: {backend} {options}", file=sys.stderr)


def finished(rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """What was measured, as `rows_of` knows it."""
    return {json.dumps({name: row[name] for name in ("trace", "memory", "backend", "options")}) for row in rows}


GOALS = (0.95, 0.98)
HEAD = """\
# What indexes find on keys of language models, and for how much

Of each backend the defaults, and the cheapest of a grid of options whose mean recall@k reaches 0.95 and 0.98: by keys
scored where the backend counts them, by time where it does not. The grid was looked at with the same queries, so those
two look a little better than they are; the defaults were chosen on other documents, and of some backends they alone
were measured. Keys enter as they did when the trace was recorded, and each list is asked once, when the trace ends.
Scored: share of the stored keys, centroids among them. Time: of an exact scan, in turn with it on one thread. Trained:
how often lists were trained again while they grew. Made by `python -m benchmarks.traces.options`.
"""


def page(rows: Sequence[Row]) -> str:
    """A table for each trace."""
    parts = [HEAD]
    for trace in dict.fromkeys(row["trace"] for row in rows):
        sets: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            if row["trace"] == trace:
                sets.setdefault((row["backend"], json.dumps(row["options"])), []).append(row)
        stored = sum(row["stored"] for row in next(iter(sets.values()))) / len(next(iter(sets.values())))
        parts.append(
            f"## {trace}\n\n{len(next(iter(sets.values())))} lists of {stored:,.0f} keys (mean).\n\n"
            "| backend | | recall@k | worst list | mass recall | scored | time | bytes a key | trained | options |\n"
            "|---|---|---:|---:|---:|---:|---:|---:|---:|---|"
        )
        for backend in dict.fromkeys(name for name, _ in sets):
            own = {options: lists for (name, options), lists in sets.items() if name == backend}
            if "{}" in own:
                parts.append(_line(backend, "defaults", own["{}"]))
            for goal in GOALS if len(own) > 1 else ():
                enough = [lists for lists in own.values() if _mean(lists, "recall") >= goal]
                parts.append(
                    _line(backend, f"{goal}", min(enough, key=_cost))
                    if enough
                    else f"| {backend} | {goal} | – | – | – | – | – | – | – | none of the grid reaches it |"
                )
        parts[-1] += "\n"
    return "\n".join(parts)


def _line(backend: str, what: str, lists: Sequence[Row]) -> str:
    scored, weight = (_mean(lists, key) for key in ("scored", "bytes_per_key"))
    layers = {(row["layer"], row["trained"]) for row in lists}
    cells = [
        *(f"{_mean(lists, 'recall'):.3f}", f"{min(row['recall'] for row in lists):.3f}"),
        f"{_mean(lists, 'mass_recall'):.3f}",
        "–" if np.isnan(scored) else f"{scored:.1%}",
        f"{_mean(lists, 'relative_ms'):.2f}",
        "–" if np.isnan(weight) else f"{weight:.0f}",
        str(sum(trained for _, trained in layers)),
        in_words(lists[0]["options"]) or "defaults",
    ]
    return f"| {backend} | {what} | {' | '.join(cells)} |"


def _mean(lists: Sequence[Row], key: str) -> float:
    """Over lists; NaN where it is not known."""
    return float(np.mean([np.nan if row[key] is None else row[key] for row in lists]))


def _cost(lists: Sequence[Row]) -> float:
    scored = _mean(lists, "scored")
    return _mean(lists, "relative_ms") if np.isnan(scored) else scored


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("traces", type=Path, nargs="*")
    parser.add_argument("--backends", default="faiss-ivf-flat,faiss-ivf-query,hnsw,faiss-hnsw,quest,scann,faiss-ivf-pq")
    parser.add_argument("--memory", type=int, default=32768)
    parser.add_argument("--out", type=Path, default=Path("build/traces/options.jsonl"))
    parser.add_argument("--defaults", action="store_true", help="nothing but the defaults")
    parser.add_argument("--page", type=Path)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    lines = asked.out.read_text().splitlines() if asked.out.exists() else []
    known = finished([json.loads(line) for line in lines])
    for backend in asked.backends.split(","):
        for trace in asked.traces:
            for rows in rows_of(TraceFile(trace), backend, asked.memory, known, defaults=asked.defaults):
                with asked.out.open("a") as kept:
                    kept.write("".join(json.dumps(row) + "\n" for row in rows))
    if asked.page:
        write_atomically(asked.page, page([json.loads(line) for line in asked.out.read_text().splitlines()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
