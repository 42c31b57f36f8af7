"""The caller may be in a mode of torch's that changes what a product is, or what may be written to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial

import torch
from torch import Tensor

from memtrans.testing.rules import require_equal
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import unit

Mode = Callable[[], AbstractContextManager[object]]


def change_nothing(subject: Subject) -> None:
    """Autocast as in training, inference mode as in evaluation, in turn with neither; other default dtypes."""
    plain = _live(subject, nullcontext)
    modes: dict[str, Mode] = {
        "autocast": partial(torch.autocast, "cpu", torch.bfloat16),
        "inference mode": torch.inference_mode,
    }
    for name, mode in modes.items():
        require_equal(_live(subject, nullcontext, mode), plain, f"in {name} a memory finds other keys than out of it")
    for dtype in (torch.float64, torch.bfloat16):
        message = f"where torch's default dtype is {dtype} a memory finds other keys"
        require_equal(_live_by_default(subject, dtype), plain, message)


def _live_by_default(subject: Subject, dtype: torch.dtype) -> Tensor:
    """As a program lives that loads its model in another type; from before the memory is made."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        return _live(subject, nullcontext)
    finally:
        torch.set_default_dtype(before)


def _live(subject: Subject, *modes: Mode) -> Tensor:
    """What was found in a document that is longer than the memory: [stores, q, k]."""
    memory = subject.memory(subject.repeatable, capacity=1100, delay=3)
    found = []
    for step in range(6):
        with modes[step % len(modes)]():
            keys = unit(2, 1, 260, 8, seed=step)
            memory.append(keys, keys)
            memory.reset(torch.tensor([step == 2, False]))
            found.append(memory.search(unit(2, 1, 40, 8, seed=50 + step), 7).flatten(0, 1))
    return torch.cat(found, dim=1)
