"""Checks that stand between the memory and a backend, so that no backend has to make them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import NONE
from memtrans.errors import BadInput, UsageError
from memtrans.memory.free import free_bytes

LARGEST = 1e16
"""Of keys, queries and values: sums of squares of a thousand times more still fit into float32."""


LARGEST_SEED = 2**62


def require_tensor(name: str, tensor: Any, device: torch.device | None = None) -> None:
    """Refuse what is no dense tensor of real numbers, or lies on another device; None stands for any."""
    if not isinstance(tensor, Tensor):
        raise BadInput(f"{name} is of type {type(tensor).__name__}; expected a torch tensor.")
    if tensor.layout != torch.strided or tensor.is_complex():
        kind = tensor.dtype if tensor.is_complex() else tensor.layout
        raise BadInput(f"{name} is a tensor of {kind}; expected a dense one of real numbers.")
    if device is not None and tensor.device.type != device.type:
        raise BadInput(f"{name} is on {tensor.device}, the memory on {device}; move one of them.")


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


def require_seed(seed: int) -> None:
    """Refuse a seed that some generator of random numbers could not take."""
    if not 0 <= seed < LARGEST_SEED:
        raise UsageError(f"seed={seed} is out of range; choose one from 0 to {LARGEST_SEED - 1:,}.")


def require_mask(name: str, mask: Any, shape: tuple[int, ...], device: torch.device) -> None:
    """Refuse what is no tensor of True and False of that shape: numbers would be taken for indices."""
    require_tensor(name, mask, device)
    if mask.dtype != torch.bool:
        raise BadInput(f"{name} is a tensor of {mask.dtype}; expected torch.bool.")
    require_shape(name, mask, shape)


def require_slots(name: str, slots: Any, shape: tuple[int, ...], device: torch.device) -> None:
    """Refuse what is no tensor of slots of that shape: True would be taken for slot 1, and 1.9 too."""
    require_tensor(name, slots, device)
    if slots.dtype != torch.int64:
        raise BadInput(f"{name} is a tensor of {slots.dtype}; expected torch.int64.")
    require_shape(name, slots, shape)


def usable_device(device: Any) -> torch.device:
    """The device of that name, if numbers can be put there.

    Raises:
        UsageError: torch does not know it, or this machine or this build of torch does not have it.
    """
    try:
        found = torch.device(device)
        torch.empty(0, device=found)
    except (RuntimeError, AssertionError, TypeError) as error:  # AssertionError: a torch that was built without CUDA
        raise _unusable(device, str(error).partition("\n")[0]) from error
    if found.type == "meta":
        raise _unusable(device, "it holds no numbers")
    return found


def _unusable(device: Any, reason: str) -> UsageError:
    return UsageError(f"device '{device}' cannot be used here ({reason}); try cpu, cuda or cuda:1.")


def require_layer(layer: int, layers: int) -> None:
    """Refuse a layer that the memory does not have."""
    if layer not in range(-layers, layers):
        raise BadInput(f"layer={layer} does not exist; choose one from 0 to {layers - 1}.")


def require_k(k: Any, nbytes: int, device: torch.device) -> None:
    """Refuse a number of neighbours that is none, or more than there is room for, at `nbytes` for each."""
    if not isinstance(k, int):
        raise BadInput(f"k={k!r} is no whole number; k must be an integer of at least 1.")
    if k < 1:
        raise BadInput(f"k={k} asks for nothing; k must be at least 1.")
    # Asking the system what is free takes as long as a small search, so only for what could be too much.
    if k * nbytes > 2**30 and k * nbytes > (free := free_bytes(device)):
        raise BadInput(
            f"k={k} needs {k * nbytes / 1e9:.1f} GB, {free / 1e9:.1f} GB are free on {device}; ask for less."
        )


def require_per_token(per_token: int, queries: int) -> None:
    """Refuse a number of queries for each token that does not divide them."""
    if per_token < 1 or queries % per_token:
        raise BadInput(
            f"per_token={per_token} does not divide {queries} queries; give each token as many as any other."
        )


def require_finite(name: str, tensor: Tensor) -> None:
    """Refuse NaN and Inf: some index libraries crash the interpreter on them, others lose the key silently.

    So they do on what becomes Inf as soon as it is multiplied.
    """
    # The extremes tell of any NaN or Inf, in an eighth of the time of looking at each number.
    # They are not stacked: autocast stops at float16 where it is set to bfloat16.
    if not tensor.numel():
        return
    low, high = (extreme.float() for extreme in torch.aminmax(tensor))
    if bool((low >= -LARGEST) & (high <= LARGEST)):
        return
    bad = int((~torch.isfinite(tensor)).sum())
    if bad:
        raise BadInput(
            f"{name} hold {bad} NaN or Inf of {tensor.numel()} numbers; a memory stores finite numbers only. "
            "Look for a diverged loss, or an overflow of the storage dtype."
        )
    raise BadInput(
        f"{name} hold numbers of up to {tensor.abs().max().item():.1e}, whose products overflow float32; a memory "
        f"takes numbers of up to {LARGEST:.0e}. Look for a diverged loss, or normalise them."
    )


def require_state(state: Mapping[str, Any], like: Callable[[int], Mapping[str, Tensor]], capacity: int) -> int:
    """Refuse a saved state that does not fit; gives back how many pairs its longest row holds.

    like: tensors of the kind and shape that such a state has for so many pairs.
    """
    wrong = sorted(state.keys() ^ like(0).keys())
    if wrong:
        raise BadInput(f"memory state: {wrong} missing or unexpected; make the memory with its layers and delay.")
    for name, example in like(0).items():
        require_tensor(name, state[name])
        if state[name].dtype != example.dtype:
            raise BadInput(f"{name} is of {state[name].dtype}, not {example.dtype}; make the memory with its dtype.")
    written = state["written"]
    require_shape("written", written, tuple(like(0)["written"].shape))
    if bool((written < 0).any()):
        raise BadInput(f"written={written.tolist()} counts tokens, of which there cannot be fewer than none.")
    longest = int(written.clamp(max=capacity).max())
    for name, example in like(longest).items():
        require_shape(name, state[name], tuple(example.shape))
        require_finite(name, state[name])
    return longest


def storable(
    name: str, pairs: Float[Tensor, "layers rows heads n dim"], valid: Bool[Tensor, "rows n"], dtype: torch.dtype
) -> Float[Tensor, "layers rows heads n dim"]:
    """A copy in the storage dtype. Padding may hold anything, so it is cleared before the check, not refused."""
    stored = pairs.masked_fill(~valid[None, :, None, :, None], 0).to(dtype)
    require_finite(f"{name} (stored as {dtype})", stored)
    return stored


def drop_impossible(slots: Int[Tensor, "stores q k"], lengths: Int[Tensor, " stores"]) -> Int[Tensor, "stores q k"]:
    """Slots in ascending order; those outside the stored range and repeated ones become -1, and come first."""
    ordered = _sorted(slots)
    # In order the first and the last tell of all; nearly always there is nothing to drop.
    possible = bool((ordered[..., :1] >= 0).all()) and bool((ordered[..., -1:] < lengths[:, None, None]).all())
    if possible and bool((ordered[..., 1:] != ordered[..., :-1]).all()):
        return ordered
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


def list_bytes(tokens: int, key_dim: int, value_dim: int, dtype: torch.dtype, past_queries: int = 0) -> int:
    """Bytes of one list, of which a memory has one for each layer, row and head: its pairs, and its past queries.

    What is staged comes on top, one query of each 8 tokens since the last write; and indexes do.
    """
    past = past_queries * key_dim * torch.float32.itemsize + torch.int64.itemsize if past_queries else 0
    return tokens * (key_dim + value_dim) * dtype.itemsize + past


def check_fits(nbytes: int, device: torch.device, capacity: int, rows: int) -> None:
    """Refuse a memory that the machine cannot hold, before it allocates half of it."""
    free = free_bytes(device)
    if nbytes > free:
        raise UsageError(
            f"A memory of {capacity:,} tokens x {rows} rows needs {nbytes / 1e9:.1f} GB, {free / 1e9:.1f} GB are "
            f"free on {device}; choose at most {int(capacity * free / nbytes * 0.9):,} tokens, fewer rows, "
            "or a 16-bit storage dtype."
        )
