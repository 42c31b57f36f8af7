"""The README's figure, from committed results: what memory is worth, and what finding it costs.

    python -m benchmarks.figure [--results benchmarks/results] [--out benchmarks/results/figure.svg]

Left: perplexity by memory size, as a share of the same model's without memory. Right: recall against the time of a
step, for every backend at its defaults.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from memtrans.comparison.differences import Row, is_baseline, is_done
from memtrans.comparison.plot import encode
from memtrans.comparison.results import Results
from memtrans.files import write_atomically

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

RESULTS = Path(__file__).parent / "results"
DOMAINS = {
    "memory-sizes": "HOL Light",
    "out-of-domain-python": "Python",
    "out-of-domain-latex": "LaTeX",
    "out-of-domain-essays": "English prose",
}
"""Folder of results → what its documents are; the first is what the models were trained on."""

KEYS = 262144
"""Of the lists in the right panel: enough that an index pays."""

COLOURS = ("#0b5394", "#c2410c", "#15803d", "#7c3aed")
INK, FAINT = "#1f2328", "#c9d1d9"
STYLE = {
    "font.size": 10.5,
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "Helvetica"],
    "axes.edgecolor": "#8c959f",
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
"""Dark on white, its own ground, so that it reads the same on light and dark pages."""

TITLE: dict[str, Any] = {"loc": "left", "fontsize": 11.5, "fontweight": "bold"}
RIGHT = (9, 0)
PLACES = {"exact, bfloat16 scan": (-9, 0), "faiss-ivf-flat": (0, 11), "faiss-flat": (0, -12)}
"""Where a label stands, in points from its dot, if not to its right."""


class Curve(NamedTuple):
    """Perplexity of one domain by memory size, and of the model trained without memory."""

    label: str
    perplexity: dict[int, float]
    plain: float

    @property
    def shares(self) -> list[float]:
        """Of the perplexity without memory, in percent."""
        return [100 * value / self.perplexity[0] for value in self.perplexity.values()]


class Cost(NamedTuple):
    """A backend at its defaults: share of the true neighbours that it finds, and the time of a step of one list."""

    label: str
    step_ms: float
    recall: float


def curves(results: Path) -> list[Curve]:
    """One for each domain; only cells of exact search count."""
    return [_curve(label, Results(results / folder).all()) for folder, label in DOMAINS.items()]


def _curve(label: str, rows: Sequence[Row]) -> Curve:
    done = [row for row in rows if is_done(row) and (not row["memory"] or is_baseline(row))]
    by_model: dict[str, dict[int, float]] = {"memory": {}, "plain": {}}
    for row in done:
        by_model[Path(row["checkpoint"]).name][row["memory"]] = row["perplexity"]
    return Curve(label, dict(sorted(by_model["memory"].items())), by_model["plain"][0])


def costs(results: Path) -> list[Cost]:
    """All backends on real keys, at `KEYS` of them."""
    table: dict[str, Any] = json.loads((results / "index_table.json").read_text(encoding="utf-8"))
    rows = [row for row in table["rows"] if row["keys"] == "real" and row["n"] == KEYS]
    return [Cost(row["label"], row["step_ms"], row["recall"]) for row in rows]


def draw(of_domains: Sequence[Curve], of_backends: Sequence[Cost]) -> Figure:
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(11, 4.4), facecolor="white")
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        figure.subplots_adjust(left=0.055, right=0.985, bottom=0.13, top=0.9, wspace=0.16)
        _draw_curves(left, of_domains)
        _draw_costs(right, of_backends)
    return figure


def _draw_curves(axes: Axes, of_domains: Sequence[Curve]) -> None:
    """Sizes at equal distances, since most happens between 0 and 1,024; the plain model to their left."""
    sizes = sorted({size for curve in of_domains for size in curve.perplexity})
    heights = _apart([curve.shares[-1] for curve in of_domains])
    for curve, colour, height in zip(of_domains, COLOURS, heights):
        x = [1 + sizes.index(size) for size in curve.perplexity]
        axes.plot(x, curve.shares, color=colour, marker="o", markersize=5, linewidth=2)
        axes.plot([0], [100 * curve.plain / curve.perplexity[0]], color=colour, marker="o", markersize=6, mfc="white")
        label = f"{curve.label}: {_short(curve.perplexity[0])} → {_short(curve.perplexity[max(curve.perplexity)])}"
        _label(axes, label, (x[-1], height), (9, 0), colour)
    axes.set_xlim(-0.4, len(sizes) + 3.2)
    axes.set_ylim(0, 1.1 * max(max(curve.shares[0], 100 * curve.plain / curve.perplexity[0]) for curve in of_domains))
    axes.set_xticks(range(len(sizes) + 1), ["plain", *(f"{size:,}" for size in sizes)])
    axes.set_xlabel("tokens of memory (plain: a model trained without)")
    axes.set_title("Perplexity, % of that at memory 0", **TITLE)
    axes.grid(axis="y", color=FAINT, linewidth=0.6)


def _apart(heights: Sequence[float], least: float = 7) -> list[float]:
    """Heights for labels: moved up where they would stand less than `least` above the next lower one."""
    result = list(heights)
    order = sorted(range(len(result)), key=result.__getitem__)
    for lower, upper in itertools.pairwise(order):
        result[upper] = max(result[upper], result[lower] + least)
    return result


def _draw_costs(axes: Axes, of_backends: Sequence[Cost]) -> None:
    for cost in of_backends:
        colour = COLOURS[0] if cost.label.startswith("exact") else COLOURS[1]
        axes.plot([cost.step_ms], [cost.recall], color=colour, marker="o", markersize=6)
        _label(axes, cost.label, (cost.step_ms, cost.recall), PLACES.get(cost.label, RIGHT), INK)
    axes.text(0.03, 0.05, "up and left is better", transform=axes.transAxes, color="#57606a")
    axes.set_xscale("log")
    axes.set_xticks([30, 100, 300, 1000], ["30", "100", "300", "1,000"])
    axes.set_xticks([], minor=True)
    axes.set_xlim(20, 2000)
    axes.set_ylim(0.895, 1.008)
    axes.set_xlabel("ms a step: 512 queries, then 512 new keys; one thread")
    axes.set_title(f"Recall@32 against time, {KEYS:,} keys", **TITLE)
    axes.grid(color=FAINT, linewidth=0.6)


def _label(axes: Axes, text: str, place: tuple[float, float], offset: tuple[int, int], colour: str) -> None:
    """Beside the point, at `offset` points from it: to its right, or where that is negative to its left."""
    side = "right" if offset[0] < 0 else "left" if offset[0] else "center"
    axes.annotate(text, place, offset, textcoords="offset points", color=colour, va="center", ha=side)


def _short(value: float) -> str:
    """Three digits."""
    return f"{value:.{max(0, 2 - int(math.log10(value)))}f}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--out", type=Path, default=RESULTS / "figure.svg")
    options = parser.parse_args(arguments)
    figure = draw(curves(options.results), costs(options.results))
    write_atomically(options.out, encode(figure, options.out.suffix))


if __name__ == "__main__":
    main()
