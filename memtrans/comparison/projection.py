"""How long a comparison will take, by the speed of cells that are finished."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from memtrans.comparison.differences import Row, is_done
from memtrans.comparison.plan import Cell


def projected_seconds(cells: Sequence[tuple[Cell, int]], rows: Sequence[Row]) -> float | None:
    """Of cells with so many tokens to read each; None where no cell is finished.

    A cell is taken to be as fast as the finished one that is most like it.
    """
    done = [row for row in rows if is_done(row) and row["tokens_per_s"]]
    if not done:
        return None
    speeds: list[float] = [max(done, key=partial(_likeness, cell))["tokens_per_s"] for cell, _ in cells]
    return sum(tokens / speed for (_, tokens), speed in zip(cells, speeds))


def _likeness(cell: Cell, row: Row) -> tuple[bool, bool, bool, int]:
    """The larger, the more alike: model, way to read, backend, size of the memory."""
    return (
        row["checkpoint"] == cell.checkpoint,
        row["reads"] == cell.reading.reads and row["policy"] in (None, cell.reading.policy),
        row["backend"] == cell.backend,
        -abs(row["memory"] - cell.memory),
    )
