"""Writing one document of a trace, and putting documents together into one file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from memtrans.traces.library import import_h5py, new_hdf5
from memtrans.traces.manifest import FORMAT, VERSION, Dtype, LayerFacts, Manifest
from memtrans.traces.numbers import STORED, encoded

CHUNK = 256
"""Tokens of one head that are stored together."""

ROWS = 64 * CHUNK
"""Of one head that are read together for the digest."""

LIBVER = ("v108", "v108")
"""Readable by every h5py that is in use."""

DOCUMENT = "document"
"""The group that a file of one document holds it in."""


class DocumentWriter:
    """A document's group in an HDF5 file of its own, filled piece by piece as it is read.

    nbytes: of all that will be added, at most.

    Raises:
        OSError: there is not so much room on the disk.
    """

    def __init__(self, path: Path, dtype: Dtype, nbytes: int = 0) -> None:
        self._opened = ExitStack()
        file = self._opened.enter_context(new_hdf5(path, nbytes, libver=LIBVER))
        self._group, self._dtype = file.create_group(DOCUMENT), dtype

    def add(self, layer: int, name: str, numbers: Tensor) -> None:
        """Append [heads, n, dim] to a layer's `keys`, `values` or `queries`, or [n, width] to its `residual`."""
        what = f"{name} of layer {layer}"
        self._append(f"layers/{layer}/{name}", encoded(numbers, self._dtype, what), numbers.ndim - 2)
        self._group[f"layers/{layer}/{name}"].attrs["dtype"] = self._dtype

    def add_places(self, layer: int, name: str, places: NDArray[np.int64]) -> None:
        """Append to a layer's `positions`, `searchable_from` or `query_positions`."""
        self._append(f"layers/{layer}/{name}", places, 0)

    def finish(self, facts: Mapping[str, Any], **whole: NDArray[Any]) -> None:
        """Add what is known at the end, and the digest of all."""
        for name, numbers in whole.items():
            self._group.create_dataset(name, data=numbers)
        self._group.attrs.update(facts)
        self._group.attrs["digest"] = digest_of(self._group)
        self.close()

    def close(self) -> None:
        self._opened.close()

    def _append(self, name: str, numbers: NDArray[Any], axis: int) -> None:
        if name not in self._group:
            shape = list(numbers.shape)
            shape[axis] = 0
            most: list[int | None] = [*numbers.shape]
            most[axis] = None
            chunk = [1] * axis + [CHUNK] + shape[axis + 1 :]
            self._group.create_dataset(
                name, shape=tuple(shape), maxshape=tuple(most), chunks=tuple(chunk), dtype=numbers.dtype
            )
        dataset = self._group[name]
        before = dataset.shape[axis]
        dataset.resize(before + numbers.shape[axis], axis=axis)
        dataset[(slice(None),) * axis + (slice(before, None),)] = numbers


def write_trace(path: Path, manifest: Manifest, parts: Sequence[Path]) -> None:
    """One file of the files of its documents."""
    h5py = import_h5py()
    nbytes = sum(part.stat().st_size for part in parts)
    with new_hdf5(path, nbytes, libver=LIBVER) as file:
        file.attrs.update({"format": FORMAT, "version": VERSION})
        file.create_dataset("manifest", data=manifest.model_dump_json(indent=1))
        for layer in manifest.layers:
            _write_layer(file.create_group(f"layers/{layer.number}"), layer)
        documents = file.create_group("documents")
        for number, part in enumerate(parts):
            with h5py.File(part, "r") as one:
                one.copy(DOCUMENT, documents, name=str(number))


def _write_layer(group: Any, layer: LayerFacts) -> None:
    """What the manifest says too, for whoever reads no JSON."""
    group.create_dataset("scale", data=np.array(layer.scale, np.float32))
    if layer.gate is not None:
        group.create_dataset("gate", data=np.array(layer.gate, np.float32))
    group.create_dataset("heads", data=np.array(layer.heads, np.int64))
    group.attrs.update({name: getattr(layer, name) for name in ("neighbours", "delay")})


def digest_of(group: Any) -> str:
    """Of all datasets of a document."""
    digest = hashlib.sha256()
    for name, dataset in sorted(_datasets(group, "")):
        digest.update(f"{name}{dataset.dtype}{dataset.shape}".encode())
        for piece in _pieces(dataset):
            digest.update(np.ascontiguousarray(piece).tobytes())
    return digest.hexdigest()


def _datasets(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    for key, each in group.items():
        if isinstance(each, import_h5py().Dataset):
            yield f"{name}/{key}", each
        else:
            yield from _datasets(each, f"{name}/{key}")


def _pieces(dataset: Any) -> Iterator[NDArray[Any]]:
    """In their order, some rows of a head at a time."""
    if dataset.ndim < 3:
        yield dataset[()]
        return
    for head in range(len(dataset)):
        for begin in range(0, dataset.shape[1], ROWS):
            yield dataset[head, begin : begin + ROWS]


def value_bytes(dtype: Dtype) -> int:
    """Of one stored number."""
    return int(np.dtype(STORED[dtype]).itemsize)
