"""A comparison as a figure: what the loss gains, against recall and mass recall, a point per cell."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from memtrans.comparison.alike import by_texts
from memtrans.comparison.differences import Row, difference, is_baseline, is_done, same_reading
from memtrans.comparison.names import Names, apart, describe_documents
from memtrans.errors import MissingExtra, UsageError
from memtrans.remedies import pip_install

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

AXES = {
    "recall": "recall@k",
    "mass_recall": "mass recall",
    "search_ms_p50": "search, median ms per step",
    "write_ms": "write, mean ms per step",
    "index_bytes_per_token": "index, bytes per key",
}
"""Columns that the loss can be drawn against."""

FORMATS = (".svg", ".png", ".pdf")
_DATE = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
"""What makes the formats that store a date leave it out."""

LINEAR_NATS = 0.002
"""Between minus and plus this the scale is linear, beyond it logarithmic: indexes lose little, a dial much."""

MARKERS = "osD^vPX*<>"
LINES = ("--", ":", "-.")


class Series(NamedTuple):
    """Cells of one backend that differ in one number, in its order."""

    label: str
    rows: list[Row]


def draw(rows: Sequence[Row], against: Sequence[str] = ("recall", "mass_recall")) -> Figure:
    """One line of panels for each model, memory size and way to read: Δ nats to exact search, with intervals.

    Raises:
        MissingExtra: matplotlib is not installed. UsageError: no cell has a difference to exact search, or none has
            what it is to be drawn against.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra(f"Plots need matplotlib, which is not installed: {pip_install('memtrans[plot]')}") from error
    groups = _groups(rows)
    if not groups:
        raise UsageError("No finished cell beside exact search, so there is no difference to draw; run more cells.")
    for column in against:
        if all(row[column] is None for cells in groups for row in cells if _is_measured(row)):
            raise UsageError(f"No cell knows its {AXES[column]}; read longer documents, or choose another --against.")
    figure = Figure(figsize=(5.2 * len(against) + 2.4, 4.4 * len(groups)), layout="constrained")
    grid = figure.subplots(len(groups), len(against), squeeze=False, sharey="row")
    names, texts = Names(rows), _texts(rows)
    for line, cells in zip(grid, groups):
        for axes, column in zip(line, against):
            _draw_panel(axes, column, cells, names)
        first = cells[0]
        line[0].set_ylabel("Δ nats per token to exact search")
        what = f"memory {first['memory']:,}{apart(names.reading(first))}{texts[first['surroundings']]}"
        line[0].set_title(f"model {names.model(first)}, {what}", loc="left", fontsize="medium")
        line[-1].legend(loc="center left", bbox_to_anchor=(1.02, 0.5), fontsize="small", frameon=False)
    return figure


def encode(figure: Figure, suffix: str) -> bytes:
    """The figure as the contents of a file with an ending of `FORMATS`; equal figures give equal bytes."""
    import matplotlib

    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "memtrans"}), io.BytesIO() as file:
        figure.savefig(file, format=suffix[1:], dpi=150, metadata=_DATE.get(suffix))
        return file.getvalue()


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Cells with a difference and what they are differences to, of one model with its documents, size and reading.

    Last in each are those of the model without memory.
    """
    groups: list[list[Row]] = []
    for row in rows:
        if is_done(row) and row["delta_nats"] is not None:
            group = next((each for each in groups if _belong_together(each[0], row)), None)
            if group is None:
                groups.append(group := [])
            group.append(row)
    without = [row for row in rows if is_done(row) and not row["memory"]]
    for group in groups:
        group += [row for row in without if row["surroundings"] == group[0]["surroundings"]]
    return [group for group in groups if any(map(_is_measured, group))]


def _belong_together(row: Row, other: Row) -> bool:
    here, there = ((each["surroundings"], each["memory"]) for each in (row, other))
    return here == there and same_reading(row, other)


def _texts(rows: Sequence[Row]) -> dict[str, str]:
    """By surroundings, how to tell the documents from others in the record; empty where there are no others."""
    groups = by_texts(rows)
    return {
        row["surroundings"]: f", {name}" if len(groups) > 1 else ""
        for group in groups
        for name in [describe_documents(group)]
        for row in group
    }


def _is_measured(row: Row) -> bool:
    """Neither exact search nor the model without memory, which are what the others stand between."""
    return bool(row["memory"]) and not is_baseline(row)


def _draw_panel(axes: Axes, column: str, cells: Sequence[Row], names: Names) -> None:
    axes.axhline(0, color="0.6", linewidth=0.8)
    _draw_no_memory(axes, cells, names)
    shown = [row for row in cells if _is_measured(row) and row[column] is not None]
    for (label, rows), marker in zip(_series(shown), itertools.cycle(MARKERS)):
        x = [row[column] for row in rows]
        y = np.array([row["delta_nats"] for row in rows])
        # Of few documents there is no interval: null, which becomes NaN, which draws no bar.
        ends = np.array([[row["delta_nats_low"], row["delta_nats_high"]] for row in rows], dtype=float)
        reach = np.maximum([y - ends[:, 0], ends[:, 1] - y], 0)
        axes.errorbar(x, y, yerr=reach, marker=marker, markersize=4, linewidth=1, capsize=2, label=label)
    axes.set_yscale("symlog", linthresh=LINEAR_NATS)
    axes.set_xlabel(AXES[column])
    axes.grid(alpha=0.3)


def _draw_no_memory(axes: Axes, cells: Sequence[Row], names: Names) -> None:
    """What is lost without any memory, as levels with their intervals: one for each way to read."""
    exact = next((row for row in cells if is_baseline(row)), None)
    if exact is None:
        return
    for row, style in zip((row for row in cells if not row["memory"]), itertools.cycle(LINES)):
        lost = difference(row, exact)
        axes.axhline(lost.nats, color="black", linestyle=style, linewidth=1, label=names.reading(row) or "no memory")
        if lost.low is not None and lost.high is not None:
            axes.axhspan(lost.low, lost.high, color="black", alpha=0.08, linewidth=0)


def _series(rows: Sequence[Row]) -> Iterator[Series]:
    """Each backend's cells, apart by what they differ in besides the number that is swept most finely."""
    for backend in dict.fromkeys(row["backend"] for row in rows):
        cells = [row for row in rows if row["backend"] == backend]
        values = {name: {repr(row["options"].get(name)) for row in cells} for name in cells[0]["options"]}
        differing = [name for name, seen in values.items() if len(seen) > 1]
        numbers = [name for name in differing if all(_is_number(row["options"].get(name)) for row in cells)]
        swept = max(numbers, key=lambda name: len(values[name]), default=None)
        lines: dict[str, list[Row]] = {}
        for row in cells:
            apart = "".join(f" {name}={row['options'].get(name)}" for name in differing if name != swept)
            lines.setdefault(f"{backend}{apart}", []).append(row)
        for label, line in lines.items():
            yield Series(label, sorted(line, key=lambda row: row["options"][swept]) if swept else line)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
