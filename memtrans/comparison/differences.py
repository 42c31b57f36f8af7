"""Differences between two cells that read the same tokens, paired over documents."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from memtrans.comparison.plan import is_exact
from memtrans.evaluation.intervals import paired_interval

Row = dict[str, Any]

READING = ("reads", "policy", "window", "sinks", "layers", "reading")
"""Keys of a row that say how the model read."""


class Difference(NamedTuple):
    """Nats per token more, and its 95% interval, as in `Interval`."""

    nats: float
    low: float | None
    high: float | None
    approximate: bool


def difference(row: Row, reference: Row) -> Difference:
    """How much more `row` loses than `reference`, which read the same tokens."""
    nats = np.array(row["document_nats"]) - np.array(reference["document_nats"])
    tokens = np.array(row["document_tokens"])
    return Difference(float(nats.sum() / tokens.sum()), *paired_interval(nats, tokens))


def is_baseline(row: Row) -> bool:
    """Whether differences are taken to this row: exact search, not the scan of rounded keys that it offers too."""
    return is_exact(row["backend"]) and row["options"].get("scan") != "bfloat16"


def same_reading(row: Row, other: Row) -> bool:
    """Whether two rows of one model and memory size read alike. Rows before version 3 are of models with one way."""
    if row["reads"] != other["reads"]:
        return False
    return min(row["schema"], other["schema"]) < 3 or all(row[key] == other[key] for key in READING)


def is_done(row: Row) -> bool:
    return bool(row["status"] == "ok")


def has_loss(row: Row) -> bool:
    """Whether a row is finished and knows what its tokens cost: one replayed from a trace may not."""
    return is_done(row) and row["document_nats"] is not None


def set_difference(row: Row, reference: Row | None) -> None:
    """Fill in a row's difference to exact search; none without a reference, or without a memory."""
    given = reference is not None and has_loss(row) and has_loss(reference) and row["memory"]
    facts = difference(row, reference) if given and reference else (None, None, None, None)
    keys = ("delta_nats", "delta_nats_low", "delta_nats_high", "delta_nats_approximate")
    row.update(zip(keys, facts))
