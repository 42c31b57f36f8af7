"""Keys that an inverted file scores, in several metrics, on recorded queries: nothing is timed.

    python -m benchmarks.query_metric.run NAME=TRACE[,TRACE ...] ... [--held 7000] [--tables designs,floors]

Each NAME is a row of columns of its own: the lists of its traces together (`memtrans trace`, docs/traces.md). A list
holds its first `--held` keys; the queries of the next 512 tokens are asked, at most 512, and past queries are those of
the tokens before. How many of the 32 nearest keys are found, and how many keys are scored, is known for every number
of groups at once: the groups of the true neighbours, in the order in which a query would look into them. Keys scored,
centroids included, are shares of all keys held, means over the lists; "worst" is the list that needs most of them at
recall .95. Needs h5py, NumPy and FAISS.

`--tables`: `designs`, `floors`, `samples` (how many past queries, and how far apart), `ages` (an index that was trained
some keys ago). With `defaults` the recall, and the share scored, at the number of groups that the backends search.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import faiss
import numpy as np

from benchmarks.query_metric.curves import curve, nearest
from benchmarks.query_metric.designs import AGES, DESIGNS, FLOORS, SAMPLES, Design
from benchmarks.query_metric.lists import ASKED, Recorded, lists_of
from memtrans_backends.nlist import suggest_nprobe

TABLES: Mapping[str, Mapping[str, Design]] = {"designs": DESIGNS, "floors": FLOORS, "samples": SAMPLES, "ages": AGES}
TARGETS = (0.9, 0.95, 0.98)


def table(designs: Mapping[str, Design], sets: Mapping[str, Sequence[Recorded]], held: int, defaults: bool) -> str:
    """A line for each design and a column for each set of lists."""
    names = [f"{name} ({len(lists)} lists)" for name, lists in sets.items()]
    lines = [f"| | {' | '.join(names)} |", "|---|" + "---|" * len(names)]
    for name, design in designs.items():
        cells = [_cell(design, lists, held, defaults) for lists in sets.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
        print(lines[-1], file=sys.stderr, flush=True)
    return "\n".join(lines)


def _cell(design: Design, lists: Sequence[Recorded], held: int, defaults: bool) -> str:
    shares, at_defaults = [], []
    for recorded in lists:
        asked = recorded.asked(held)
        groups = design(recorded, held, asked)
        found = curve(groups, nearest(recorded.keys[:held], asked))
        shares.append([found.share_at(target) for target in TARGETS])
        searched = min(suggest_nprobe(groups.scores.shape[1]), len(found.recall)) - 1
        at_defaults.append((found.recall[searched], found.scored[searched]))
    if defaults:
        recalls, scored = np.array(at_defaults).T
        return f"{recalls.mean():.3f}, worst {recalls.min():.3f}; {_short(scored.mean())}"
    means = np.mean(shares, axis=0)
    return (
        f"{_short(means[0])} / **{_short(means[1])}** / {_short(means[2])}, worst {_short(max(s[1] for s in shares))}"
    )


def _short(share: float) -> str:
    return f"{share:.3f}".removeprefix("0")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="NAME=TRACE[,TRACE ...]")
    parser.add_argument("--held", type=int, default=7000, help="keys of a list")
    parser.add_argument("--tables", default="designs", help=f"of {', '.join(TABLES)}")
    parser.add_argument("--defaults", action="store_true", help="what is found at the backends' numbers of groups")
    arguments = parser.parse_args()
    faiss.omp_set_num_threads(1)
    sets: dict[str, list[Recorded]] = {}
    for text in arguments.sets:
        name, _, paths = text.partition("=")
        sets[name] = [recorded for path in paths.split(",") for recorded in lists_of(Path(path))]
        for recorded in sets[name]:
            if len(recorded.keys) < arguments.held or not len(recorded.asked(arguments.held)):
                most = int((recorded.ready <= recorded.places[-1] - ASKED).sum())
                parser.error(f"--held {arguments.held:,} is too many for {recorded.name}; choose at most {most:,}")
    for name in arguments.tables.split(","):
        print(f"{table(TABLES[name], sets, arguments.held, arguments.defaults)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
