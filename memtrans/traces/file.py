"""Reading a trace: what is wrong with a file is found, and said, before anything is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError
from torch import Tensor

from memtrans.config.validation import find_problems
from memtrans.data.documents import TokenizedDocument
from memtrans.data.segments import Segment
from memtrans.errors import UsageError
from memtrans.files import require_file
from memtrans.traces.library import import_h5py
from memtrans.traces.manifest import FORMAT, VERSION, LayerFacts, Manifest
from memtrans.traces.numbers import decoded

SUFFIX = ".h5"
MAGIC = b"\x89HDF\r\n\x1a\n"
PLACES = {"keys": ("positions", "searchable_from"), "values": (), "queries": ("query_positions",)}
CACHE = 2**26
"""Bytes of chunks of each dataset that stay in memory: a segment may end in the middle of one."""


def is_hdf5(path: Path) -> bool:
    """Whether a file begins as HDF5 does; False where it cannot be read."""
    try:
        require_file(path)
        with open(path, "rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


class TraceFile:
    """An open trace.

    Raises:
        UsageError: the file is damaged, of another version, or no trace.
        MissingExtra: h5py is not installed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            raise UsageError(f"{path} does not exist; give a trace that `memtrans trace` has written.")
        with _explained(path):
            self._file = import_h5py().File(path, "r", rdcc_nbytes=CACHE)
            self.manifest = self._read_manifest()
            self._require_whole()

    def _read_manifest(self) -> Manifest:
        attributes = self._file.attrs
        if "train" in self._file and "test" in self._file:
            raise UsageError(
                f"{self.path} is a file of a nearest-neighbour benchmark; make a trace of it: "
                f"memtrans trace import {self.path} --out NAME.h5"
            )
        if attributes.get("format") != FORMAT or "manifest" not in self._file:
            raise UsageError(
                f"{self.path} is an HDF5 file, but no trace of memtrans; give one that `memtrans trace` has written."
            )
        if attributes.get("version") != VERSION:
            raise UsageError(
                f"{self.path} has version {attributes.get('version')} of a trace, this memtrans reads {VERSION}; "
                "record it again, or use the memtrans that made it."
            )
        try:
            written = json.loads(self._file["manifest"][()])
            return Manifest.model_validate(written)
        except ValidationError as error:
            said = " ".join(message for _, message in find_problems(error, Manifest, written))
            raise UsageError(f"{self.path}: its manifest is damaged: {said} Record it again.") from error
        except (ValueError, OSError, RecursionError) as error:
            raise UsageError(f"{self.path}: its manifest is damaged ({error}); record it again.") from error

    def _require_whole(self) -> None:
        """Look for every dataset that the manifest promises, and at its shape."""
        for number, name in enumerate(self.manifest.documents):
            group = self._file.get(f"documents/{number}")
            if group is None or "tokens" not in group:
                raise self._lacks(f"document {number} ({name})")
            if not len(group["tokens"]):
                raise UsageError(f"{self.path}: document {number} ({name}) is empty; record it without that one.")
            for each in ("nats", "token_bytes"):
                if each not in group or len(group[each]) != len(group["tokens"]):
                    raise self._lacks(f"the {each} of document {number} ({name}), one for each of its tokens")
            for layer in self.manifest.layers:
                self._require_layer(group, number, layer)

    def _require_layer(self, group: Any, document: int, layer: LayerFacts) -> None:
        found = group.get(f"layers/{layer.number}")
        if found is None:
            return  # a document too short for the memory to hold anything
        where = f"of layer {layer.number} in document {document}"
        kv, queries = len(layer.heads), layer.query_heads
        wanted = {"keys": (kv, layer.key_dim), "values": (kv, layer.value_dim), "queries": (queries, layer.key_dim)}
        if wanted.keys().isdisjoint(found.keys()):
            wanted = {}  # too short as well, and only what the layer was given is recorded
        for name, shape in wanted.items():
            if name == "queries" and name not in found:
                continue  # nothing was searched for before the document ended
            if name not in found or (found[name].shape[0], found[name].shape[2]) != shape:
                raise self._lacks(f"the {name} {where}, as its manifest has them")
            for places in PLACES[name]:
                if places not in found or len(found[places]) != found[name].shape[1]:
                    raise self._lacks(f"the {places} {where}, one for each of its {name}")
        if self.manifest.residual and "residual" not in found:
            raise self._lacks(f"the residual {where}")

    def _lacks(self, what: str) -> UsageError:
        return UsageError(f"{self.path} lacks {what}; record it again.")

    def document(self, number: int) -> RecordedDocument:
        return RecordedDocument(self, number, self._file[f"documents/{number}"])

    @property
    def digests(self) -> list[str]:
        """Of each document's data, as they were when it was recorded."""
        return [
            str(self._file[f"documents/{number}"].attrs["digest"]) for number in range(len(self.manifest.documents))
        ]

    def close(self) -> None:
        self._file.close()


class RecordedDocument:
    """One document of a trace. Places are counted from 0, where the model read BOS and foretold the first token."""

    def __init__(self, trace: TraceFile, number: int, group: Any) -> None:
        self._trace, self._number, self._group = trace, number, group

    @property
    def name(self) -> str:
        return self._trace.manifest.documents[self._number]

    @property
    def byte_count(self) -> int:
        return int(self._group.attrs["byte_count"])

    @property
    def tokens(self) -> NDArray[Any]:
        tokens: NDArray[Any] = self._whole("tokens")
        return tokens

    @property
    def tokenized(self) -> TokenizedDocument:
        """As any reader is given documents."""
        return TokenizedDocument(self.name, self.tokens, self.byte_count, self._whole("token_bytes"))

    @property
    def nats(self) -> NDArray[np.float32]:
        nats: NDArray[np.float32] = self._whole("nats")
        return nats

    def places(self, layer: int, name: str) -> NDArray[np.int64]:
        """A layer's `positions`, `searchable_from` or `query_positions`; none where nothing was recorded."""
        found = f"layers/{layer}/{name}"
        return self._whole(found) if found in self._group else np.zeros(0, np.int64)

    def read(self, layer: int, name: str, begin: int, end: int, heads: slice = slice(None)) -> Tensor:
        """[heads, n, dim] of a layer's `keys`, `values` or `queries`, from one row of it to another, in float32.

        heads: places among the recorded ones.
        """
        with _explained(self._trace.path):
            stored = self._group[f"layers/{layer}/{name}"][heads, begin:end]
        return self._finite(decoded(stored, self._trace.manifest.dtype), f"{name} of layer {layer}")

    def require_tokens(self, segment: Segment, row: int) -> None:
        """Refuse to stand for other tokens than those that were recorded.

        Raises:
            UsageError: the row of the segment reads others.
        """
        given = segment.targets[row][segment.valid[row]].numpy()
        offset = int(segment.offsets[row])
        with _explained(self._trace.path):
            recorded = self._group["tokens"][offset : offset + len(given)]
        if not np.array_equal(given, recorded):
            raise UsageError(
                f"{self._trace.path} was asked for other tokens than it has of {self.name}; a trace reads the "
                "documents that it brings."
            )

    def residual(self, layer: int, begin: int, end: int) -> Tensor:
        """[n, width]: what the layer was given, in float32."""
        with _explained(self._trace.path):
            stored = self._group[f"layers/{layer}/residual"][begin:end]
        return self._finite(decoded(stored, self._trace.manifest.dtype), f"input of layer {layer}")

    def _finite(self, numbers: Tensor, what: str) -> Tensor:
        if not bool(numbers.isfinite().all()):
            raise UsageError(
                f"{self._trace.path}: the {what} in document {self._number} ({self.name}) hold NaN or infinity, which "
                "no search can be made with; record it again."
            )
        return numbers

    def _whole(self, name: str) -> Any:
        with _explained(self._trace.path):
            return self._group[name][()]


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say in a sentence what HDF5 makes of a file.

    Raises:
        UsageError: instead of its errors in the block.
    """
    try:
        yield
    except (OSError, KeyError, RuntimeError) as error:
        said = " ".join(str(error).split())
        raise UsageError(
            f"{path} cannot be read as a trace ({said:.200}): it is no HDF5, or was cut off; record or copy it again."
        ) from error
