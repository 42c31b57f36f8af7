"""Floating-point numbers as a trace stores them: float32, float16, or bfloat16, which HDF5 lacks, as its 16 bits."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from memtrans.errors import MemtransError
from memtrans.traces.manifest import Dtype

STORED: dict[Dtype, Any] = {"float32": np.float32, "float16": np.float16, "bfloat16": np.uint16}
"""What HDF5 sees. bfloat16 is the upper half of a float32's bits: `uint16 << 16` read as float32 is the number."""


def encoded(numbers: Tensor, dtype: Dtype, what: str) -> NDArray[Any]:
    """As they are stored.

    Raises:
        MemtransError: one of them has no finite number of that type.
    """
    cast = numbers.detach().float().cpu().to(getattr(torch, dtype))
    if not bool(cast.isfinite().all()):
        raise MemtransError(f"{what} hold a number that is not finite in {dtype}; choose --dtype bfloat16 or float32.")
    if dtype == "bfloat16":
        return cast.contiguous().view(torch.int16).numpy().view(np.uint16)
    return cast.numpy()


def decoded(stored: NDArray[Any], dtype: Dtype) -> Tensor:
    """In float32."""
    if dtype == "bfloat16":
        return torch.from_numpy((stored.astype(np.uint32) << 16).view(np.float32))
    return torch.from_numpy(stored.astype(np.float32, copy=False))
