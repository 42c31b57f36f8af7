"""How often does a 95% interval over documents hold the difference that it should hold?

    python -m benchmarks.intervals.run [--record benchmarks/results] [--samples 1000] [--out DIR]

A population is a committed row of `memtrans compare`: its differences to exact search, document by document. From each,
samples of n documents are drawn with replacement; what an interval should hold is the difference of the population.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.intervals.methods import METHODS, STUDENT, Numbers
from memtrans.comparison.differences import is_baseline, is_done
from memtrans.comparison.results import Results
from memtrans.evaluation.intervals import DRAWS
from memtrans.files import write_atomically

RESULTS = Path(__file__).parents[1] / "results"
CHOSEN = "symmetric bootstrap-t"

LEAST = 10
"""Documents of a population: fewer are no stand-in for all that could have been drawn."""

HEAD = """\
# How often a 95% interval holds the difference

Made by `python -m benchmarks.intervals.run`. A population is a cell of the committed comparisons: its differences to
exact search, in nats, of at least {least} documents; {populations} of them, cells in which nothing differs left out.
From each, {samples:,} samples of n documents are drawn with replacement, and each gives an interval by {draws:,}
bootstrap draws. Coverage is the share of a population's samples whose interval holds the difference of the whole
population.

`memtrans` takes the **{chosen}**, gives no interval below 6 documents and calls it approximate below 15.
"""

TABLES = {
    "Coverage, median over populations": lambda outcomes, _: float(np.median([each.coverage for each in outcomes])),
    "Coverage, the least of all populations": lambda outcomes, _: min(each.coverage for each in outcomes),
    "Width in that of Student's t, median over populations": lambda outcomes, student: float(
        np.median([each.width / other.width for each, other in zip(outcomes, student)])
    ),
}
"""Title, and what it shows of a method's outcomes, given those of Student's t."""


class Population(NamedTuple):
    """Per document: nats more than exact search, and tokens."""

    differences: Numbers
    tokens: Numbers


class Outcome(NamedTuple):
    """Of one population: share of its samples whose interval held, and the median width in nats per token."""

    coverage: float
    width: float


def read_populations(record: Path) -> Iterator[Population]:
    """Every finished cell of the records in the folders of `record`, against exact search of its size."""
    for file in sorted(record.glob("*/results.jsonl")):
        rows = [row for row in Results(file.parent).all() if is_done(row) and row["memory"]]
        exact = {(row["surroundings"], row["memory"]): row for row in rows if is_baseline(row)}
        for row in rows:
            reference = exact.get((row["surroundings"], row["memory"]))
            if reference is None or len(row["document_nats"]) < LEAST:
                continue
            differences = np.array(row["document_nats"]) - np.array(reference["document_nats"])
            if differences.any():
                yield Population(differences, np.array(row["document_tokens"], dtype=np.float64))


def measure(populations: Sequence[Population], n: int, samples: int) -> dict[str, list[Outcome]]:
    """By method, what each population gave for samples of n documents; all methods see the same samples."""
    random = np.random.default_rng(n)
    outcomes: dict[str, list[Outcome]] = {method: [] for method in METHODS}
    for population in populations:
        chosen = random.integers(0, len(population.tokens), (samples, n))
        sought = population.differences.sum() / population.tokens.sum()
        for name, method in METHODS.items():
            low, high = method(population.differences[chosen], population.tokens[chosen])
            held = float(((low <= sought) & (sought <= high)).mean())
            outcomes[name].append(Outcome(held, float(np.median(high - low))))
    return outcomes


def report(populations: int, samples: int, measured: dict[int, dict[str, list[Outcome]]]) -> str:
    parts = [HEAD.format(populations=populations, least=LEAST, samples=samples, draws=DRAWS, chosen=CHOSEN)]
    for title, show in TABLES.items():
        lines = [
            f"## {title}\n",
            "| interval | " + " | ".join(f"n = {n}" for n in measured) + " |",
            "|---|" + "---:|" * len(measured),
        ]
        for name in METHODS:
            numbers = [show(outcomes[name], outcomes["Student's t"]) for outcomes in measured.values()]
            shown = f"**{name}**" if name == CHOSEN else name
            lines.append(f"| {shown} | " + " | ".join(f"{number:.3f}" for number in numbers) + " |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, default=RESULTS)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--out", type=Path, default=RESULTS / "intervals")
    arguments = parser.parse_args()
    populations = list(read_populations(arguments.record))
    measured = {n: measure(populations, n, arguments.samples) for n in STUDENT}
    arguments.out.mkdir(parents=True, exist_ok=True)
    table = report(len(populations), arguments.samples, measured)
    write_atomically(arguments.out / "table.md", table)
    print(table)


if __name__ == "__main__":
    main()
