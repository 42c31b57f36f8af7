"""The record of a comparison: `results.jsonl`, one line per cell, whole at any moment."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from memtrans.comparison.differences import READING, Row, is_baseline, is_done, same_reading, set_difference
from memtrans.errors import UsageError
from memtrans.evaluation.finite import to_json
from memtrans.files import locked, write_atomically

SCHEMA = 4
"""Version of a row. Rows of version 3 do not know what a plug-in held. Rows of version 2 know of how a model read only
whether it had a memory. Rows of version 1 carry no version; they know no digests and no bytes of what was read, no
provider, no start, no mean time of a search, and their search times are of one layer."""

NAMES = frozenset({"cell", "status", "checkpoint", "backend", "options", "memory", "surroundings"})
"""What a row must have, whatever its version."""

MEASURED = (
    "perplexity",
    "bits_per_byte",
    "delta_nats",
    "delta_nats_low",
    "delta_nats_high",
    "delta_nats_approximate",
    "recall",
    "mass_recall",
    "worst_layer_recall",
    "worst_head_recall",
    "output_error",
    "scored_share",
    "layer_recall",
    "head_recall",
    "layer_mass_recall",
    "indexed_share",
    "unindexed",
    "search_ms_mean",
    "search_ms_p50",
    "search_ms_p95",
    "search_ms_p99",
    "write_ms",
    "write_ms_max",
    "tokens_per_s",
    "cell_s",
    "index_bytes",
    "index_bytes_per_token",
    "documents",
    "document_bytes",
    "document_tokens",
    "document_nats",
    "document_recall",
    "document_mass_recall",
    "events",
    "retrained",
    "metrics",
    "metric_errors",
)
"""What a finished cell fills in; null in every other row, and where it is unknown."""

LATER = (
    *("schema", "request", "error", "texts", "tokens", "provider", "libraries", "contents", "depends", "started"),
    *("segment", "rows", "dtype", "seed", "environment"),
    *READING,
)
"""What else a row may have; null where it was written before there was such a key."""


class Results:
    """Rows by cell key, in a folder that several processes may share.

    Every `put` reads what others have recorded, and rewrites the file atomically: a kill loses at most the cell in
    hand.

    Raises:
        UsageError: the file there is something else, or was written by a later version.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "results.jsonl"
        self._rows: dict[str, Row] = {}
        self._lines: dict[str, str] = {}
        self._stamp: tuple[int, int, int] | None = None
        self.refresh()

    def refresh(self) -> None:
        """Read the file if it is not the one that was read or written last."""
        stamp = self._look()
        if stamp is None or stamp == self._stamp:
            return
        rows = {row["cell"]: row for row in _read(self.file)}
        for row in rows.values():
            if row["schema"] == 1:  # which had intervals of another kind
                set_difference(row, _baseline(rows, row))
        self._rows, self._stamp = rows, stamp
        self._lines = {key: _encoded(row) for key, row in rows.items()}

    def finished(self, key: str) -> bool:
        return key in self._rows and is_done(self._rows[key])

    def put(self, row: Row, *, again: bool = False) -> Row:
        """Record one cell, and give back what the record now says of it.

        What another process has finished meanwhile stays; again: only if this row says why the cell was skipped.
        """
        with locked(self.folder, wait=True):
            self.refresh()
            key = row["cell"]
            if self.finished(key) and (not again or row["status"] == "skipped"):
                return self._rows[key]
            self._rows[key] = row
            baseline = _baseline(self._rows, row)
            for changed in _group(self._rows, row) if is_baseline(row) else [row]:
                set_difference(changed, baseline)
                self._lines[changed["cell"]] = _encoded(changed)
            write_atomically(self.file, "".join(self._lines[each] for each in self._rows))
            self._stamp = self._look()
        return row

    def rows(self, keys: Iterable[str]) -> list[Row]:
        """The rows of these cells that are there, in this order."""
        return [self._rows[key] for key in keys if key in self._rows]

    def all(self) -> list[Row]:
        """Every row there is, in the order in which they were first recorded."""
        return list(self._rows.values())

    def _look(self) -> tuple[int, int, int] | None:
        try:
            facts = self.file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return facts.st_ino, facts.st_mtime_ns, facts.st_size


def _group(rows: dict[str, Row], row: Row) -> list[Row]:
    """The rows of the same model, documents, memory size and way to read."""
    here = (row["surroundings"], row["memory"])
    return [
        each for each in rows.values() if (each["surroundings"], each["memory"]) == here and same_reading(each, row)
    ]


def _baseline(rows: dict[str, Row], row: Row) -> Row | None:
    return next((each for each in _group(rows, row) if is_baseline(each) and is_done(each)), None)


def _encoded(row: Row) -> str:
    return to_json(row) + "\n"


def _read(file: Path) -> Iterator[Row]:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is no text ({error}); move the file or choose another --out.") from error
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}; move it or choose another --out.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            yield _read_row(line, f"{file}:{number}")


def _read_row(line: str, place: str) -> Row:
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{place} is no JSON; move the file or choose another --out.") from error
    if not isinstance(row, dict) or NAMES - row.keys():
        raise UsageError(f"{place} is no result of a comparison; move the file or choose another --out.")
    schema = row.get("schema", 1)
    if not isinstance(schema, int) or schema > SCHEMA:
        raise UsageError(
            f"{place} has version {schema} of a result, this memtrans reads up to {SCHEMA}; upgrade it, or choose "
            "another --out."
        )
    whole = {**dict.fromkeys(LATER), **dict.fromkeys(MEASURED), **row, "schema": schema}
    if whole["worst_layer_recall"] is None:
        recalls = [recall for recall in whole["layer_recall"] or [] if recall is not None]
        whole["worst_layer_recall"] = min(recalls, default=None)
    whole["reads"] = whole["reads"] or ("memory" if whole["memory"] else "window")
    return whole
