"""Checks that stand between the memory and a backend, so that no backend has to make them."""

from __future__ import annotations

import numpy as np
import psutil
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import NONE
from memtrans.errors import BadInput, UsageError


def require_shape(name: str, tensor: Tensor, shape: tuple[int | None, ...]) -> None:
    """Refuse a tensor of another shape; None stands for any size."""
    matches = tensor.ndim == len(shape) and all(b in (None, a) for a, b in zip(tensor.shape, shape))
    if not matches:
        wanted = ", ".join("any" if size is None else str(size) for size in shape)
        raise BadInput(f"{name} has shape {list(tensor.shape)}; expected [{wanted}].")


def require_sizes(least: int, **sizes: int) -> None:
    """Refuse a size below the least that makes sense."""
    for name, size in sizes.items():
        if size < least:
            raise UsageError(f"{name}={size} is too small; a memory needs {name} of at least {least}.")


def require_finite(name: str, tensor: Tensor) -> None:
    """Refuse NaN and Inf: some index libraries crash the interpreter on them, others lose the key silently."""
    # The extremes tell of any NaN or Inf, in an eighth of the time of looking at each number.
    if tensor.numel() and not bool(torch.isfinite(torch.stack(torch.aminmax(tensor))).all()):
        bad = int((~torch.isfinite(tensor)).sum())
        raise BadInput(
            f"{name} hold {bad} NaN or Inf of {tensor.numel()} numbers; a memory stores finite numbers only. "
            "Look for a diverged loss, or an overflow of the storage dtype."
        )


def storable(
    name: str, pairs: Float[Tensor, "layers rows heads n dim"], valid: Bool[Tensor, "rows n"], dtype: torch.dtype
) -> Float[Tensor, "layers rows heads n dim"]:
    """A copy in the storage dtype. Padding may hold anything, so it is cleared before the check, not refused."""
    stored = pairs.masked_fill(~valid[None, :, None, :, None], 0).to(dtype)
    require_finite(f"{name} (stored as {dtype})", stored)
    return stored


def drop_impossible(slots: Int[Tensor, "stores q k"], lengths: Int[Tensor, " stores"]) -> Int[Tensor, "stores q k"]:
    """Slots in ascending order; those outside the stored range and repeated ones become -1, and come first."""
    outside = (slots < 0) | (slots >= lengths[:, None, None])
    ordered = _sorted(slots.masked_fill(outside, NONE))
    repeated = ordered[..., 1:] == ordered[..., :-1]
    repeated &= ordered[..., 1:] != NONE
    if not bool(repeated.any()):
        return ordered
    ordered[..., 1:].masked_fill_(repeated, NONE)
    return _sorted(ordered)


def _sorted(slots: Tensor) -> Tensor:
    # NumPy sorts short integer rows with vector instructions; torch's CPU sort is about ten times slower.
    if slots.device.type == "cpu":
        return torch.from_numpy(np.sort(slots.numpy(), axis=-1))
    return slots.sort(dim=-1).values


def check_fits(nbytes: int, device: torch.device, capacity: int, rows: int) -> None:
    """Refuse a memory that the machine cannot hold, before it allocates half of it."""
    on_gpu = device.type == "cuda"
    free = torch.cuda.mem_get_info(device)[0] if on_gpu else psutil.virtual_memory().available
    if nbytes > free:
        raise UsageError(
            f"A memory of {capacity:,} tokens x {rows} rows needs {nbytes / 1e9:.1f} GB, {free / 1e9:.1f} GB are "
            f"free on {device}; choose at most {int(capacity * free / nbytes * 0.9):,} tokens, fewer rows, "
            "or a 16-bit storage dtype."
        )
