"""One list of a trace as a file of VIBE or of ann-benchmarks: all keys are there before the first query.

`train` are the keys that the memory held at one moment, `test` the queries that were asked from then on, `learn` those
asked before. Sources of the two layouts: `write_output` in vibe/datasets.py of vector-index-bench/vibe, and in
ann_benchmarks/datasets.py of erikbern/ann-benchmarks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor

from memtrans.errors import UsageError
from memtrans.files import new_file
from memtrans.traces.export_lists import KeyList, cut
from memtrans.traces.export_truth import Truth, seconds_per_query
from memtrans.traces.library import new_hdf5

Static = Literal["vibe", "ann-benchmarks"]

EXPORT = "memtrans-export"
"""The attribute `format` of what is written here."""

MOST = 1000
"""Held-out queries where nobody says how many; at most a quarter of all."""


class Split(NamedTuple):
    """moment: the place before which the last key of `train` was written. test, learn: numbers of queries."""

    moment: int
    train: range
    test: NDArray[np.int64]
    learn: NDArray[np.int64]


def split(of: KeyList, held_out: int | None, learn: int | None, seed: int) -> Split:
    """Cut at the latest write after which so many queries were still asked.

    The held-out ones are the first from then on, so that most of them asked exactly these keys when the model read.
    Their number is rounded down to whole places. learn: so many of the others, drawn by the seed; None = all.

    Raises:
        UsageError: not so many queries were asked once there were keys.
    """
    group = of.layer.group
    total = len(of.asking) * group
    wanted = max(group, (held_out or min(MOST, total // 4)) // group * group)
    last = int(of.asking[-1]) + 1
    left = {int(moment): of.asked(int(moment), last) for moment in of.moments}
    fitting = [moment for moment, asked in left.items() if len(asked) >= wanted]
    if not fitting:
        most = max((len(asked) for asked in left.values()), default=0)
        raise UsageError(
            f"--queries {wanted}: {most:,} queries of this list were asked after it had keys; choose at most so many."
        )
    moment = max(fitting)
    first = left[moment].start
    earlier = np.arange(first)
    if learn is not None and learn < first:
        earlier = np.sort(np.random.default_rng(seed).choice(first, learn, replace=False))
    return Split(moment, of.findable(moment), np.arange(first, first + wanted), earlier)


@dataclass(frozen=True)
class StaticExport:
    """What is written, and how large it will be. k: neighbours of each query; fewer where there are fewer keys."""

    of: KeyList
    parts: Split
    k: int
    format: Static

    @property
    def columns(self) -> int:
        """Of `train`. ann-benchmarks knows no inner product, and gets one more: see `_Angular`."""
        return self.of.layer.key_dim + (self.format == "ann-benchmarks")

    @property
    def neighbours(self) -> int:
        return min(self.k, len(self.parts.train))

    @property
    def nbytes(self) -> int:
        keys, test, learn = len(self.parts.train), len(self.parts.test), len(self.parts.learn)
        vectors = 4 * self.columns * (keys + test + learn)
        return vectors + self.neighbours * (16 * test + 4 * learn) + 8 * (2 * keys + 3 * test + 2 * learn)

    def seconds(self) -> float:
        """About so long the search of all neighbours takes."""
        few = self.of.queries(self.parts.test[:64])
        each = seconds_per_query(self.of.keys(self.parts.train), few, self.k)
        return each * (len(self.parts.test) + len(self.parts.learn))

    def write(self, out: Path, advance: Callable[[int], None] = lambda _: None) -> None:
        """Write the file, which appears whole. advance: told of the queries whose neighbours were found.

        Raises:
            UsageError: something is at `out`, or a query has no angle.
            MemtransError: it cannot be written there.
        """
        keys = self.of.keys(self.parts.train)
        space = _Angular(keys) if self.format == "ann-benchmarks" else _InnerProduct()
        with new_file(out) as unfinished, new_hdf5(unfinished, self.nbytes) as file:
            self._describe(file, space)
            train = file.create_dataset("train", (len(keys), self.columns), np.float32)
            for rows in cut(range(len(keys))):
                train[rows.start : rows.stop] = space.keys(keys[rows.start : rows.stop])
            inside = slice(self.parts.train.start, self.parts.train.stop)
            file["train_positions"] = self.of.positions[inside]
            file["train_searchable_from"] = self.of.searchable_from[inside]
            truth = Truth(keys, self.k)
            self._write_test(file, space, truth, keys.double().mean(0), advance)
            if len(self.parts.learn):
                self._write_learn(file, space, truth, advance)

    def _describe(self, file: Any, space: _Space) -> None:
        """What loaders ask for, and then what they pass over."""
        file.attrs.update(space.attributes)
        file.attrs.update({"dimension": self.columns, "point_type": "float"})
        manifest = self.of.trace.manifest
        file.attrs.update(
            {
                "format": EXPORT,
                "document": manifest.documents[self.of.place],
                "layer": self.of.layer.number,
                "head": self.of.head,
                "moment": self.parts.moment,
                "memory": self.of.capacity,
                "segment": manifest.segment,
                "neighbours": self.of.layer.neighbours,
                "seed": self.of.layer.seed,
            }
        )
        file["scale"] = np.array(self.of.scale)
        file["manifest"] = manifest.model_dump_json(indent=1)

    def _write_test(
        self, file: Any, space: _Space, truth: Truth, mean: Float[Tensor, " dim"], advance: Callable[[int], None]
    ) -> None:
        numbers = self.parts.test
        test = file.create_dataset("test", (len(numbers), self.columns), np.float32)
        neighbors = file.create_dataset("neighbors", (len(numbers), truth.k), np.int64)
        distances = file.create_dataset("distances", (len(numbers), truth.k), np.float64)
        average = file.create_dataset("avg_distances", (len(numbers),), np.float64)
        for rows in cut(range(len(numbers))):
            inside = slice(rows.start, rows.stop)
            queries = self.of.queries(numbers[inside])
            nearest = truth.nearest(queries)
            test[inside] = space.queries(queries)
            neighbors[inside] = nearest.keys
            distances[inside] = space.distances(queries, nearest.scores.double())
            average[inside] = space.distances(queries, (queries.double() @ mean)[:, None])[:, 0]
            advance(len(rows))
        self._write_places(file, "test", numbers)

    def _write_learn(self, file: Any, space: _Space, truth: Truth, advance: Callable[[int], None]) -> None:
        numbers = self.parts.learn
        learn = file.create_dataset("learn", (len(numbers), self.columns), np.float32)
        neighbors = file.create_dataset("learn_neighbors", (len(numbers), truth.k), np.uint32)
        for rows in cut(range(len(numbers))):
            queries = self.of.queries(numbers[rows.start : rows.stop])
            learn[rows.start : rows.stop] = space.queries(queries)
            neighbors[rows.start : rows.stop] = truth.nearest(queries).keys
            advance(len(rows))
        self._write_places(file, "learn", numbers)

    def _write_places(self, file: Any, name: str, numbers: NDArray[np.int64]) -> None:
        file[f"{name}_positions"] = self.of.query_places(numbers)
        file[f"{name}_heads"] = self.of.query_heads_of(numbers)


class _InnerProduct:
    """As VIBE has it: what is nearer has the larger inner product, and its distance is that with the sign turned."""

    def __init__(self) -> None:
        self.attributes: dict[str, Any] = {"distance": "ip"}

    def keys(self, keys: Float[Tensor, "n dim"]) -> Float[Tensor, "n columns"]:
        return keys

    def queries(self, queries: Float[Tensor, "q dim"]) -> Float[Tensor, "q columns"]:
        return queries

    def distances(self, queries: Float[Tensor, "q dim"], scores: Float[Tensor, "q k"]) -> Float[Tensor, "q k"]:
        return -scores


class _Angular:
    """As ann-benchmarks has inner products, in its lastfm-64-dot: a column more, in which each key gets what it lacks
    to the longest one's length, and each query 0. The angles then order the keys as the inner products do."""

    def __init__(self, keys: Float[Tensor, "n dim"]) -> None:
        self._longest = float(keys.double().norm(dim=1).max())
        self.attributes: dict[str, Any] = {"type": "dense", "distance": "angular", "appended": self._longest}

    def keys(self, keys: Float[Tensor, "n dim"]) -> Float[Tensor, "n columns"]:
        lacking = (self._longest**2 - keys.double().square().sum(1)).clamp(min=0).sqrt()
        return torch.cat([keys, lacking[:, None].float()], dim=1)

    def queries(self, queries: Float[Tensor, "q dim"]) -> Float[Tensor, "q columns"]:
        if not bool(queries.any(dim=1).all()):
            raise UsageError("A query is zero in every dimension, so it has no angle; export with --format vibe.")
        return torch.cat([queries, queries.new_zeros(len(queries), 1)], dim=1)

    def distances(self, queries: Float[Tensor, "q dim"], scores: Float[Tensor, "q k"]) -> Float[Tensor, "q k"]:
        lengths: Tensor = self._longest * queries.double().norm(dim=1, keepdim=True)
        return 1 - scores / lengths


_Space = _InnerProduct | _Angular
