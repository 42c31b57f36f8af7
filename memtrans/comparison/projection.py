"""How long a comparison will take, by the speed of cells that are finished."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from memtrans.comparison.differences import Row, is_done
from memtrans.comparison.plan import Cell


def projected_seconds(cells: Sequence[tuple[Cell, int]], rows: Sequence[Row], jobs: int = 1) -> float | None:
    """Of cells with so many tokens to read each, so many of them side by side; None where no cell is finished.

    A cell is taken to be as fast as the finished one that is most like it, and to take as long as that one beside what
    it reads.
    """
    done = [row for row in rows if is_done(row) and row["tokens_per_s"]]
    if not done:
        return None
    most_alike = [(tokens, max(done, key=partial(_likeness, cell, jobs))) for cell, tokens in cells]
    alone: float = sum(tokens / row["tokens_per_s"] + _beside(row) for tokens, row in most_alike)
    return alone / max(1, min(jobs, len(cells)))


def _beside(row: Row) -> float:
    """Seconds that a cell took besides reading: its process, and its model."""
    known: float | None = row["cell_s"]
    return max(0.0, known - sum(row["document_tokens"]) / row["tokens_per_s"]) if known else 0.0


def _likeness(cell: Cell, jobs: int, row: Row) -> tuple[bool, bool, bool, bool, int]:
    """The larger, the more alike: model, way to read, backend, cells side by side, size of the memory."""
    return (
        row["checkpoint"] == cell.checkpoint,
        row["reads"] == cell.reading.reads and row["policy"] in (None, cell.reading.policy),
        row["backend"] == cell.backend,
        (row["environment"] or {}).get("jobs", 1) == jobs,
        -abs(row["memory"] - cell.memory),
    )
