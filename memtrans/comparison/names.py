"""How rows are called, so that no two of a table look alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from memtrans.comparison.alike import plug_in_of
from memtrans.comparison.differences import Row, is_done
from memtrans.comparison.readings import distinct_readings
from memtrans.data.sources import printable

SETTINGS = ("segment", "rows", "dtype", "seed", "device")
"""What a config sets for all of its cells; shown where rows of several configs differ in it."""


class Names:
    """Names of some rows, each as long as it takes to tell it from the others."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._paths = shortest_tails(row["checkpoint"] for row in rows)
        self._weights = _other_weights(rows)
        self._readings = distinct_readings(rows)
        self._options = distinct_options((row["cell"], row["backend"], row["options"] | _settings(row)) for row in rows)

    def model(self, row: Row) -> str:
        """The end of its path; with a digest where that path held other weights in another row."""
        return self._paths[row["checkpoint"]] + self._weights.get(row["surroundings"], "")

    def backend(self, row: Row) -> str:
        """With the options in which it differs from other rows."""
        return f"{row['backend']}{self._options[row['cell']]}"

    def options(self, row: Row) -> str:
        """Those in which it differs from other rows, such as ` nprobe=16`."""
        return self._options[row["cell"]]

    def reading(self, row: Row) -> str:
        """In which way its model read, as `window+sinks`; empty if it did in one way only."""
        return self._readings[row["cell"]]

    def cell(self, row: Row) -> str:
        return f"{self.model(row)}{apart(self.reading(row))}, memory {row['memory']:,}, {self.backend(row)}"


def apart(words: str) -> str:
    """To go on with in a list; nothing where there is nothing."""
    return f", {words}" if words else ""


def shortest_tails(paths: Iterable[str]) -> dict[str, str]:
    """The last parts of each path that no other path ends with, as text that can be printed."""
    whole = {path: PurePath(path).parts or (path,) for path in paths}

    def tail(path: str) -> str:
        parts = whole[path]
        for count in range(1, len(parts) + 1):
            end = parts[-count:]
            if all(other[-count:] != end for key, other in whole.items() if other != parts):
                return str(PurePath(*end))
        return path

    return {path: printable(tail(path)) for path in whole}


def distinct_options(cells: Iterable[tuple[str, str, dict[str, Any]]]) -> dict[str, str]:
    """By key of a cell, of (key, backend, options), the options in which a backend's cells differ: ` nprobe=16`."""
    cells = list(cells)
    seen: dict[tuple[str, str], set[str]] = {}
    for _, backend, options in cells:
        for name, value in options.items():
            seen.setdefault((backend, name), set()).add(repr(value))
    return {
        key: "".join(f" {name}={value}" for name, value in options.items() if len(seen[backend, name]) > 1)
        for key, backend, options in cells
    }


def describe_documents(rows: Sequence[Row]) -> str:
    """What rows have read that read the same."""
    done = next(filter(is_done, rows), None)
    if done is None:
        return "documents that no finished cell has read"
    names = done["documents"]
    listed = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"{len(names)} documents, {sum(done['document_tokens']):,} tokens: {listed}"


def _settings(row: Row) -> dict[str, Any]:
    device = (row["environment"] or {}).get("device")
    known = {name: device if name == "device" else row[name] for name in SETTINGS}
    known["contents"] = (plug_in_of(row) or (None, None))[1]
    return {name: value for name, value in known.items() if value is not None}


def _other_weights(rows: Sequence[Row]) -> dict[str, str]:
    """By surroundings, what tells apart models that one path has held: all that the rows know of is the same."""
    held: dict[tuple[object, ...], list[str]] = {}
    for row in rows:
        same = (row["checkpoint"], row["tokens"], *_settings(row).items())
        held.setdefault(same, []).append(row["surroundings"])
    return {digest: f" ({digest[:6]})" for digests in held.values() if len(set(digests)) > 1 for digest in set(digests)}
