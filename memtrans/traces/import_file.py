"""A file of VIBE or ann-benchmarks, read as a memory searches: by inner products.

Of `ip` they are; for angles both sides are brought to length 1; for Euclidean distances each key x gets a column more
with -|x|²/2, and each query one with 1, because |q - x|² = |q|² - 2 (q·x - |x|²/2).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor

from memtrans.errors import UsageError, did_you_mean
from memtrans.files import require_file
from memtrans.traces.export_static import EXPORT
from memtrans.traces.library import import_h5py

_LENGTH_ONE = "keys and queries are brought to length 1, so that inner products order as angles do."
DISTANCES = {
    "ip": "searched as it is.",
    "normalized": "the vectors have length 1 already, so inner products order as angles do.",
    "cosine": _LENGTH_ONE,
    "angular": _LENGTH_ONE,
    "euclidean": "keys get -|x|²/2 as another dimension and queries 1, so that inner products order as distances do.",
}
"""Those that become inner products, and how."""


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

    @cached_property
    def moments(self) -> NDArray[np.int64] | None:
        """Places before which the keys were written when they were recorded; None where the file does not know."""
        if not self.said or "train_searchable_from" not in self._file:
            return None
        moments: NDArray[np.int64] = self._file["train_searchable_from"][()].astype(np.int64)
        whole = moments.shape == (len(self.keys),) and moments[0] > 0 and bool((np.diff(moments) >= 0).all())
        return moments if whole else None

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
