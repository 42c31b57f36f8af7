"""The record of a comparison: `results.jsonl`, one line per cell, whole at any moment."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from memtrans.errors import UsageError
from memtrans.evaluation.intervals import paired_interval
from memtrans.files import write_atomically

Row = dict[str, Any]


class Results:
    """Rows by cell key. Every `put` rewrites the file atomically, so a kill loses at most the cell in hand.

    Raises:
        UsageError: the file there is something else.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "results.jsonl"
        self._rows: dict[str, Row] = {}
        if self.file.exists():
            for number, line in enumerate(self.file.read_text(encoding="utf-8").splitlines(), 1):
                try:
                    row = json.loads(line)
                    self._rows[row["cell"]] = row
                except (ValueError, KeyError, TypeError) as error:
                    raise UsageError(
                        f"{self.file}:{number} is no result of a comparison; move the file or choose another --out."
                    ) from error

    def finished(self, key: str) -> bool:
        return key in self._rows and self._rows[key]["status"] == "ok"

    def put(self, row: Row) -> None:
        """Record one cell, in place of an earlier try at it."""
        self._rows[row["cell"]] = row
        self.set_differences()
        text = "".join(json.dumps(_known(each), allow_nan=False) + "\n" for each in self._rows.values())
        write_atomically(self.file, text)

    def rows(self, keys: Iterable[str]) -> list[Row]:
        """The rows of these cells that are there, in this order."""
        return [self._rows[key] for key in keys if key in self._rows]

    def all(self) -> list[Row]:
        """Every row there is, in the order in which they were first recorded."""
        return list(self._rows.values())

    def set_differences(self) -> None:
        """Fill in each row's difference to exact search: same model, size, documents and storage."""
        exact = {_group(row): row for row in self._rows.values() if is_baseline(row) and row["status"] == "ok"}
        for row in self._rows.values():
            reference = exact.get(_group(row))
            if reference is None or row["status"] != "ok" or row["backend"] == "none":
                continue
            nats = np.array(row["document_nats"]) - np.array(reference["document_nats"])
            tokens = np.array(row["document_tokens"])
            row["delta_nats"] = float(nats.sum() / tokens.sum())
            interval = paired_interval(nats, tokens)
            row["delta_nats_low"], row["delta_nats_high"], row["delta_nats_approximate"] = interval


def is_baseline(row: Row) -> bool:
    """Whether differences are taken to this row: exact search, not the scan of rounded keys that it offers too."""
    return bool(row["backend"] == "exact" and row["options"].get("scan") != "bfloat16")


def _group(row: Row) -> tuple[Any, ...]:
    return (row["surroundings"], row["memory"])


def _known(row: Row) -> Row:
    """NaN and infinity are no JSON: what is not known is null."""
    return {key: None if isinstance(x, float) and not math.isfinite(x) else x for key, x in row.items()}
