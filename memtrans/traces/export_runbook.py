"""One list of a trace as a streaming runbook: keys come and go, and between times some of the queries are asked.

Source of the layout: neurips23/streaming and benchmark/dataset_io.py of harsha-simhadri/big-ann-benchmarks. There every
search asks the same queries; here each has its own, which the model asked at that moment, and its own ground truth.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

import numpy as np
import yaml
from numpy.typing import NDArray
from torch import Tensor

from memtrans.files import new_folder
from memtrans.traces.export_lists import KeyList, cut
from memtrans.traces.export_static import EXPORT
from memtrans.traces.export_truth import Truth, seconds_per_query

BASE = "base.fbin"
RUNBOOK = "runbook.yaml"
FACTS = "facts.json"


@dataclass(frozen=True)
class Change:
    """Keys from one to before another are inserted or deleted."""

    operation: Literal["insert", "delete"]
    start: int
    end: int


@dataclass(frozen=True)
class Search:
    """queries: numbers of those that are asked. live: the keys that are there."""

    queries: NDArray[np.int64]
    live: range


@dataclass(frozen=True)
class RunbookExport:
    """What is written. k: neighbours of each query; fewer where there are fewer keys."""

    of: KeyList
    steps: Sequence[Change | Search]
    k: int

    @property
    def searches(self) -> list[Search]:
        return [step for step in self.steps if isinstance(step, Search)]

    @property
    def keys(self) -> range:
        """Up to the last one that is inserted."""
        return range(self.searches[-1].live.stop)

    @property
    def nbytes(self) -> int:
        dim = self.of.layer.key_dim
        asked = sum(len(step.queries) * (4 * dim + 8 * min(self.k, len(step.live)) + 8) + 24 for step in self.searches)
        return len(self.keys) * (4 * dim + 4) + asked + 100 * len(self.steps)

    def seconds(self) -> float:
        """About so long the search of all neighbours takes."""
        largest = max(self.searches, key=lambda step: len(step.live))
        each = seconds_per_query(self.of.keys(largest.live), self.of.queries(largest.queries[:64]), self.k)
        return each * sum(len(step.queries) * len(step.live) for step in self.searches) / len(largest.live)

    def write(self, out: Path, advance: Callable[[int], None] = lambda _: None) -> None:
        """Write the folder, which appears whole. advance: told of the queries whose neighbours were found.

        Raises:
            UsageError: something is at `out`.
            MemtransError: it cannot be written there.
        """
        with new_folder(out) as folder:
            keys = self.keys
            with open(folder / BASE, "wb") as file:
                _begin(file, len(keys), self.of.layer.key_dim)
                for rows in cut(keys):
                    _add(file, self.of.keys(rows))
            _write(folder / "base.positions.ibin", self.of.positions[: keys.stop, None])
            # Their loader takes `max_pts` for the most keys that are there at once.
            entries: dict[str | int, Any] = {"max_pts": most_live(self.steps)}
            for number, step in enumerate(self.steps, 1):
                entries[number] = self._step(folder, number, step, advance)
            book = {out.name: entries}
            (folder / RUNBOOK).write_text(yaml.safe_dump(book, sort_keys=False), encoding="utf-8")
            (folder / FACTS).write_text(json.dumps(self._facts(), indent=1), encoding="utf-8")

    def _step(self, folder: Path, number: int, step: Change | Search, advance: Callable[[int], None]) -> dict[str, Any]:
        if isinstance(step, Change):
            return asdict(step)
        names = {
            "queries": f"step{number}.queries.fbin",
            "places": f"step{number}.places.ibin",
            "gt": f"step{number}.gt{self.k}",
        }
        queries = self.of.queries(step.queries)
        nearest = Truth(self.of.keys(step.live), self.k).nearest(queries)
        _write(folder / names["queries"], queries)
        places = [self.of.query_places(step.queries), self.of.query_heads_of(step.queries)]
        _write(folder / names["places"], np.stack(places, axis=1))
        with open(folder / names["gt"], "wb") as file:
            _begin(file, *nearest.keys.shape)
            _add(file, (nearest.keys + step.live.start).int())
            _add(file, -nearest.scores)
        advance(len(queries))
        return {"operation": "search", **names}

    def _facts(self) -> dict[str, Any]:
        manifest = self.of.trace.manifest
        return {
            "format": EXPORT,
            "distance": "ip",
            "document": manifest.documents[self.of.place],
            "layer": self.of.layer.number,
            "head": self.of.head,
            "memory": self.of.capacity,
            "neighbours": self.of.layer.neighbours,
            "scale": list(self.of.scale),
            "manifest": manifest.model_dump(mode="json"),
        }


def plan_runbook(of: KeyList, queries: int, searches: int | None, seed: int) -> list[Change | Search]:
    """In the order of the document: before each place at which keys were written the oldest ones go and these come.

    Then a search follows, of at most so many of the queries that asked exactly these keys, drawn by the seed.
    searches: so many of them, evenly spread; None = one after every write that was asked. It ends with the last one.
    """
    moments = [int(moment) for moment in of.moments]
    ends = [*moments[1:], int(of.asking[-1]) + 1]
    asked = {moment: of.asked(moment, end) for moment, end in zip(moments, ends)}
    searched = [moment for moment in moments if len(asked[moment])]
    if searches is not None and searches < len(searched):
        chosen = np.linspace(0, len(searched) - 1, searches).round().astype(int)
        searched = [searched[each] for each in chosen]
    random = np.random.default_rng(seed)
    steps: list[Change | Search] = []
    live = range(0)
    for moment in (each for each in moments if each <= searched[-1]):
        after = of.findable(moment)
        steps += _changes(live, after)
        live = after
        if moment in searched:
            steps.append(Search(_sample(asked[moment], queries, random), live))
    return steps


def most_live(steps: Sequence[Change | Search]) -> int:
    """The most keys that are there at once."""
    live = most = 0
    for step in steps:
        if isinstance(step, Change):
            live += (step.end - step.start) * (1 if step.operation == "insert" else -1)
            most = max(most, live)
    return most


def _changes(before: range, after: range) -> Iterator[Change]:
    """Deletions first, so that there are never more keys than the memory holds."""
    gone = min(after.start, before.stop)
    if gone > before.start:
        yield Change("delete", before.start, gone)
    come = max(before.stop, after.start)
    if after.stop > come:
        yield Change("insert", come, after.stop)


def _sample(asked: range, most: int, random: np.random.Generator) -> NDArray[np.int64]:
    if len(asked) <= most:
        return np.arange(asked.start, asked.stop)
    return np.sort(random.choice(len(asked), most, replace=False)) + asked.start


def _write(path: Path, rows: Tensor | NDArray[np.int64]) -> None:
    with open(path, "wb") as file:
        _begin(file, *rows.shape)
        _add(file, rows)


def _begin(file: BinaryIO, rows: int, columns: int) -> None:
    """The header of big-ann-benchmarks' files."""
    file.write(np.array([rows, columns], "<u4").tobytes())


def _add(file: BinaryIO, rows: Tensor | NDArray[Any]) -> None:
    """Rows of float32 or int32, whichever they are kin to."""
    numbers = np.asarray(rows)
    file.write(np.ascontiguousarray(numbers, "<i4" if numbers.dtype.kind == "i" else "<f4").tobytes())
