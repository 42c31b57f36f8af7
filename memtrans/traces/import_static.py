"""Files of VIBE and ann-benchmarks as static traces: all keys are written before the first query is asked.

Their distances become inner products that put the keys in the same order: of `ip` they are; for angles both sides are
brought to length 1; for Euclidean distances each key x gets a column more with -|x|²/2, and each query one with 1,
because |q - x|² = |q|² - 2 (q·x - |x|²/2).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor

from memtrans import __version__
from memtrans.errors import UsageError, did_you_mean
from memtrans.files import new_file, require_file
from memtrans.traces.export_lists import ROWS, cut
from memtrans.traces.export_static import EXPORT, OVERHEAD
from memtrans.traces.library import import_h5py
from memtrans.traces.manifest import VERSION, LayerFacts, Manifest, ModelFacts
from memtrans.traces.writing import DocumentWriter, write_trace

_LENGTH_ONE = "keys and queries are brought to length 1, so that inner products order as angles do."
DISTANCES = {
    "ip": "searched as it is.",
    "normalized": "the vectors have length 1 already, so inner products order as angles do.",
    "cosine": _LENGTH_ONE,
    "angular": _LENGTH_ONE,
    "euclidean": "keys get -|x|²/2 as another dimension and queries 1, so that inner products order as distances do.",
}
"""Those that become inner products, and how."""

SEGMENT = 512
"""Keys that are written and queries that are asked together, where the file does not say."""

NEIGHBOURS = 10
"""k, where neither the user nor the file says; as ann-benchmarks has it."""


class StaticFile:
    """A file of VIBE or ann-benchmarks.

    Raises:
        UsageError: it is no such file, cut off, or its distance cannot become an inner product.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._explained():
            require_file(path)
            self._file = import_h5py().File(path, "r")
        for name in ("train", "test"):
            shape = getattr(self._file.get(name), "shape", ())
            if len(shape) != 2 or not all(shape):
                raise UsageError(
                    f"{path} has no rows in '{name}', so it is no file of VIBE or ann-benchmarks; give one that is."
                )
        self.distance = str(self._attribute("distance", ""))
        self._require_usable()

    def _require_usable(self) -> None:
        known = ", ".join(DISTANCES)
        if self.distance not in DISTANCES or self._attribute("type", "dense") == "sparse":
            said = f"distance '{self.distance}'" if self.distance else "no attribute 'distance'"
            raise UsageError(
                f"{self.path} has {said}, and a memory searches by inner product; give a dense file with one of "
                f"{known}, which become inner products.{did_you_mean(self.distance, DISTANCES)}"
            )
        if self._file["train"].shape[1] != self._file["test"].shape[1]:
            raise UsageError(
                f"{self.path}: train has {self._file['train'].shape[1]} columns and test {self._file['test'].shape[1]};"
                " they have to have the same, so give a file that is not damaged."
            )

    @property
    def dim(self) -> int:
        """Of the keys as they are stored in the trace."""
        return int(self._file["train"].shape[1]) + (self.distance == "euclidean") - self._appended

    @property
    def conversion(self) -> str:
        """How its distances become inner products, in a sentence."""
        if self._appended:
            return "the dimension that an export from a trace appended is taken off again."
        return DISTANCES[self.distance]

    @property
    def keys(self) -> range:
        return range(len(self._file["train"]))

    @property
    def queries(self) -> range:
        return range(len(self._file["test"]))

    @property
    def said(self) -> dict[str, Any]:
        """What a file that was exported from a trace says of it; empty for others."""
        if self._attribute("format", "") != EXPORT:
            return {}
        names = ("document", "layer", "head", "segment", "neighbours", "seed")
        return {name: self._attribute(name, None) for name in names if name in self._file.attrs}

    @cached_property
    def scale(self) -> tuple[float, ...]:
        """Of each of the heads that ask; one, and the usual 1/√dim, where the file has none.

        Several only where they ask one after the other at every place, as an export has it.
        """
        if self.said and "scale" in self._file:
            scale = tuple(float(each) for each in self._file["scale"])
            if len(self.queries) % len(scale) == 0:
                return scale
        return (1 / math.sqrt(self.dim),)

    def read(self, name: str, rows: range) -> Float[Tensor, "n dim"]:
        """Rows of `train` or `test`, as a memory searches for them.

        Raises:
            UsageError: they hold NaN or infinity, or the file is cut off.
        """
        with self._explained():
            numbers = torch.from_numpy(np.asarray(self._file[name][rows.start : rows.stop], np.float64))
        finite = numbers.isfinite().all(dim=1)
        if not bool(finite.all()):
            row = rows.start + int((~finite).int().argmax())
            raise UsageError(
                f"{self.path}: {name} holds NaN or infinity in row {row}, which no search can be made with; remove "
                "that row, or make the file again."
            )
        return self._as_inner_product(name, numbers).float()

    def _as_inner_product(self, name: str, numbers: Tensor) -> Tensor:
        if self._appended:
            return numbers[:, :-1]
        if self.distance in ("cosine", "angular"):  # zeros stay zeros
            lengths: Tensor = numbers.norm(dim=1, keepdim=True).clamp(min=torch.finfo(torch.float32).tiny)
            return numbers / lengths
        if self.distance == "euclidean":
            more = numbers.square().sum(1) / -2 if name == "train" else numbers.new_ones(len(numbers))
            return torch.cat([numbers, more[:, None]], dim=1)
        return numbers

    @property
    def _appended(self) -> bool:
        """Whether `memtrans trace export` appended a column that made angles of inner products."""
        return bool(self.said) and "appended" in self._file.attrs

    def _attribute(self, name: str, default: Any) -> Any:
        value = self._file.attrs.get(name, default)
        if isinstance(value, bytes):
            return value.decode(errors="replace")
        return value.item() if isinstance(value, np.generic) else value

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError, TypeError, ValueError) as error:
            said = " ".join(str(error).split())
            raise UsageError(
                f"{self.path} cannot be read ({said:.200}): it is no HDF5, holds no numbers, or was cut off; "
                "download or copy it again."
            ) from error


@dataclass(frozen=True)
class StaticImport:
    """What becomes of a file. queries: the first so many of `test`. k: of every search."""

    file: StaticFile
    queries: int
    k: int
    segment: int

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
        with new_file(out, 2 * self.nbytes + OVERHEAD) as unfinished:
            part = unfinished.with_name(f"{unfinished.name}.part")
            writer = DocumentWriter(part, "float32")
            try:
                self._fill(writer, manifest.layers[0], advance)
                writer.close()
                write_trace(unfinished, manifest, [part])
            finally:
                writer.close()
                part.unlink(missing_ok=True)
        return manifest

    def _fill(self, writer: DocumentWriter, layer: LayerFacts, advance: Callable[[int], None]) -> None:
        number, keys = layer.number, len(self.file.keys)
        for rows in cut(self.file.keys):
            writer.add(number, "keys", self.file.read("train", rows)[None])
            writer.add(number, "values", torch.zeros(1, len(rows), 1))
            advance(len(rows))
        # A key is written once the segment of its place was read, and the first query opens a segment.
        places = np.arange(keys)
        writer.add_places(number, "positions", places)
        writer.add_places(number, "searchable_from", (places // self.segment + 1) * self.segment)
        heads = layer.query_heads
        for rows in cut(range(self.queries), ROWS // heads * heads):
            by_place = self.file.read("test", rows).unflatten(0, (-1, heads))
            writer.add(number, "queries", by_place.transpose(0, 1))
            advance(len(rows))
        first, asking = self._first_query, self.queries // heads
        writer.add_places(number, "query_positions", first + np.arange(asking))
        writer.finish(self._document(), **self._tokens(first + asking))

    @property
    def _first_query(self) -> int:
        return -(-len(self.file.keys) // self.segment) * self.segment

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
    """With what the file says where the user does not.

    Raises:
        UsageError: more queries than it has.
    """
    there, heads = len(file.queries), len(file.scale)
    if queries is not None and queries > there:
        raise UsageError(f"--queries {queries}: {file.path} has {there:,}; choose at most so many.")
    said = file.said
    some = max(1, (queries or there) // heads) * heads
    return StaticImport(file, some, k or said.get("neighbours", NEIGHBOURS), segment or said.get("segment", SEGMENT))
