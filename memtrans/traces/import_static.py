"""Files of VIBE and ann-benchmarks as static traces: all keys are written before the first query is asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from memtrans import __version__
from memtrans.errors import UsageError
from memtrans.files import new_file
from memtrans.traces.export_lists import ROWS, cut
from memtrans.traces.import_file import StaticFile
from memtrans.traces.manifest import VERSION, LayerFacts, Manifest, ModelFacts
from memtrans.traces.writing import DocumentWriter, write_trace

SEGMENT = 512
"""Keys that are written and queries that are asked together, where the file does not say."""

NEIGHBOURS = 10
"""k, where neither the user nor the file says; as ann-benchmarks has it."""


@dataclass(frozen=True)
class StaticImport:
    """What becomes of a file. queries: the first so many of `test`. k: of every search.

    as_recorded: keys are written at the moments that the file says, if it does, and not so many together.
    """

    file: StaticFile
    queries: int
    k: int
    segment: int
    as_recorded: bool

    @property
    def moments(self) -> NDArray[np.int64]:
        """The places before which keys are written, in their order; the first query stands at the last one."""
        recorded = self.file.moments if self.as_recorded else None
        if recorded is not None:
            return recorded
        # Each once the segment of its place was read, so that the first query opens one.
        return (np.arange(len(self.file.keys)) // self.segment + 1) * self.segment

    @property
    def nbytes(self) -> int:
        """Of the trace; twice that while it is put together."""
        keys = len(self.file.keys)
        return 4 * keys * (self.file.dim + 1) + 4 * self.queries * self.file.dim + 24 * (keys + self.queries) + 10_000

    def seconds(self) -> float:
        """About so long it takes: each number is read, written, counted into a digest and copied."""
        rows = next(cut(self.file.keys))
        began = time.perf_counter()
        self.file.read("train", rows)
        return 4 * (time.perf_counter() - began) * (len(self.file.keys) + self.queries) / len(rows)

    def write(self, out: Path, advance: Callable[[int], None] = lambda _: None) -> Manifest:
        """Write the trace, which appears whole. advance: told of the rows that were read.

        Raises:
            UsageError: something is at `out`, or the file holds NaN or is cut off.
            MemtransError: it cannot be written there.
        """
        manifest = self.manifest()
        with new_file(out) as unfinished:
            part = unfinished.with_name(f"{unfinished.name}.part")
            writer = DocumentWriter(part, "float32", self.nbytes)
            try:
                self._fill(writer, manifest.layers[0], advance)
                writer.close()
                write_trace(unfinished, manifest, [part])
            finally:
                writer.close()
                part.unlink(missing_ok=True)
        return manifest

    def _fill(self, writer: DocumentWriter, layer: LayerFacts, advance: Callable[[int], None]) -> None:
        number, moments = layer.number, self.moments
        for rows in cut(self.file.keys):
            writer.add(number, "keys", self.file.read("train", rows)[None])
            writer.add(number, "values", torch.zeros(1, len(rows), 1))
            advance(len(rows))
        writer.add_places(number, "positions", np.arange(len(moments)))
        writer.add_places(number, "searchable_from", moments)
        heads = layer.query_heads
        for rows in cut(range(self.queries), ROWS // heads * heads):
            by_place = self.file.read("test", rows).unflatten(0, (-1, heads))
            writer.add(number, "queries", by_place.transpose(0, 1))
            advance(len(rows))
        first, asking = int(moments[-1]), self.queries // heads
        writer.add_places(number, "query_positions", first + np.arange(asking))
        writer.finish(self._document(), **self._tokens(first + asking))

    def _document(self) -> dict[str, Any]:
        return {"name": self.file.path.name, "byte_count": 0}

    def _tokens(self, places: int) -> dict[str, NDArray[Any]]:
        """Nothing was read, so every token is the same one."""
        return {
            "tokens": np.zeros(places, np.int32),
            "token_bytes": np.zeros(places, np.int32),
            "nats": np.full(places, np.nan, np.float32),
            "segments": np.arange(0, places, self.segment, dtype=np.int64),
        }

    def manifest(self) -> Manifest:
        said, scale = self.file.said, self.file.scale
        layer = LayerFacts(
            number=said.get("layer", 0),
            heads=(0,),
            kv_heads=1,
            query_heads=len(scale),
            key_dim=self.file.dim,
            value_dim=1,
            neighbours=self.k,
            memory=0,
            seed=said.get("seed", 0),
            delay=0,
            scale=scale,
        )
        return Manifest(
            version=VERSION,
            model=ModelFacts(name=self.file.path.name, kind="imported", fingerprint="none", vocab_size=1, bos=0),
            reading={
                "reads": "memory",
                "policy": None,
                "window": None,
                "sinks": 0,
                "layers": [layer.number],
                "reading": {},
            },
            layers=(layer,),
            capacity=len(self.file.keys),
            segment=self.segment,
            seed=0,
            dtype="float32",
            corpus={"name": self.file.path.name, "distance": self.file.distance, "licence": None, "source": None},
            documents=(self.file.path.name,),
            versions={"memtrans": __version__},
        )


def plan_import(file: StaticFile, queries: int | None, k: int | None, segment: int | None) -> StaticImport:
    """With what the file says where the user does not; without a segment keys are written as they were recorded.

    Raises:
        UsageError: more queries than it has.
    """
    there, heads = len(file.queries), len(file.scale)
    if queries is not None and queries > there:
        raise UsageError(f"--queries {queries}: {file.path} has {there:,}; choose at most so many.")
    said = file.said
    some = max(1, (queries or there) // heads) * heads
    k, together = k or said.get("neighbours", NEIGHBOURS), segment or said.get("segment", SEGMENT)
    return StaticImport(file, some, k, together, as_recorded=segment is None)
