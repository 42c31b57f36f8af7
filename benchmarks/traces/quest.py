"""Quest's pages beside inverted files on traces: what each finds for the same number of keys scored.

    python -m benchmarks.traces.quest [TRACE.h5 ...] [--memory 1024] [--out benchmarks/results/quest.md]

Nothing is timed: a centroid counts as a key that is scored, and a bound of a page as two, since it is made of two
vectors. Every set of options is measured on all queries of the sample that `memtrans tune` takes of a trace.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from memtrans.files import write_atomically
from memtrans.plugins import registry
from memtrans.traces.file import TraceFile
from memtrans.tuning.measure import Bench, Means, listens
from memtrans.tuning.report import in_words
from memtrans.tuning.sample import Sample, Sampling, take_sample

ROOT = Path(__file__).parents[2]
PAGES = (4, 8, 16, 32)
SHARES = (0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7)
"""Of the keys stored, that may be scored for a query."""


class Found(NamedTuple):
    """What some options of a backend find. share: of the keys stored, those scored; bytes_per_key: of the index."""

    backend: str
    options: Mapping[str, Any]
    share: float
    recall: float
    mass_recall: float
    bytes_per_key: float


def grid(backend: str, memory: int) -> Iterator[dict[str, Any]]:
    """The defaults, and options from few keys scored to nearly all of them."""
    yield {}
    for share in (2**-n for n in range(7, 0, -1)):
        for factor in (1, 1.5):
            if backend == "quest":
                for page in PAGES:
                    if (budget := round(share * factor * memory)) >= max(page, 32):
                        yield {"page": page, "budget": budget}
            else:
                for nlist in (memory // 64, memory // 32, memory // 16):  # of 64, 32 and 16 keys each
                    if (nprobe := round(share * factor * nlist)) >= 1:
                        yield {"nlist": nlist, "nprobe": nprobe, "exact_below": max(nlist, memory // 4)}


def measure(sample: Sample, backend: str, options: Mapping[str, Any], memory: int, stored: float) -> Found:
    """With one thread; `stored` is the mean number of keys in a list when it is asked."""
    spec = registry().find(backend).spec
    assert spec is not None, "the backends that are compared are installed"
    outcome = Bench(sample, backend, memory, threads=1, listens=listens(spec)).measure(options)
    assert outcome.scored is not None, "both count"
    assert outcome.index_bytes_per_key is not None, "both know what they hold"
    sides = (outcome.searched, outcome.held_out)
    recall, mass = (_mean(sides, metric) for metric in ("recall", "mass_recall"))
    return Found(backend, options, outcome.scored / stored, recall, mass, outcome.index_bytes_per_key)


def _mean(sides: Sequence[Means], metric: str) -> float:
    """Over all queries: nothing is chosen by one part of them to be judged by the other."""
    return float(sum(side.sums[metric].sum() for side in sides) / sum(side.counts.sum() for side in sides))


def table(found: Sequence[Found]) -> str:
    """The defaults, then for each share of keys the options of each backend that find most with no more than that."""
    lines = [
        "| keys scored, at most | backend | recall@k | mass recall | keys scored | bytes a key | options |",
        "|---:|---|---:|---:|---:|---:|---|",
    ]
    backends = dict.fromkeys(each.backend for each in found)
    lines += [_line("–", each) for each in found if not each.options]
    for share in SHARES:
        for backend in backends:
            affordable = [each for each in found if each.backend == backend and each.share <= share and each.options]
            if affordable:
                best = max(affordable, key=lambda each: (each.recall, -each.share))
                lines.append(_line(f"{share:.0%}", best))
            else:
                lines.append(f"| {share:.0%} | {backend} | – | – | – | – | none scores so few |")
    return "\n".join(lines)


def _line(share: str, found: Found) -> str:
    return (
        f"| {share} | {found.backend} | {found.recall:.3f} | {found.mass_recall:.3f} | {found.share:.1%} | "
        f"{found.bytes_per_key:.0f} | {in_words(found.options) or 'defaults'} |"
    )


def stored_keys(sample: Sample, memory: int) -> float:
    """Mean over queries of how many keys the list holds that they are asked of."""
    asked = [
        (min(life.writes[count - 1][1], memory), len(ask.units))
        for life in sample.lives
        for count, ask in life.asks.items()
    ]
    return sum(keys * queries for keys, queries in asked) / sum(queries for _, queries in asked)


def section(trace: TraceFile, memory: int) -> str:
    """All that is measured on one trace."""
    sample = take_sample(trace, Sampling(memory))
    stored, found = stored_keys(sample, memory), []
    for backend in ("quest", "faiss-ivf-flat"):
        for options in grid(backend, memory):
            found.append(measure(sample, backend, options, memory, stored))
            print(*found[-1], flush=True)
    facts = trace.manifest
    lists = sum(len(layer.heads) for layer in facts.layers) * len(facts.documents)
    return (
        f"## {trace.path.stem}\n\n{', '.join(facts.documents)}, read by {Path(facts.model.name).name}: {lists} lists; "
        f"a memory of {memory:,}, asked when it holds {stored:,.0f} keys a list (mean).\n\n{table(found)}\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("traces", type=Path, nargs="*", default=[ROOT / "benchmarks" / "traces" / "small.h5"])
    parser.add_argument("--memory", type=int, default=1024)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results" / "quest.md")
    asked = parser.parse_args()
    sections = [section(TraceFile(trace), asked.memory) for trace in asked.traces]
    head = (
        "# Quest's pages beside inverted files, at equal keys scored\n\nThe options that find most for each share of "
        "the stored keys, chosen from a grid on the same queries, so both look somewhat better than they are. A "
        "centroid counts as one key scored, the bound of a page as two. Nothing was timed. `python -m "
        "benchmarks.traces.quest` makes this page.\n"
    )
    write_atomically(asked.out, "\n".join([head, *sections]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
