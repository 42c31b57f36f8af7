"""Small memories, and something to put into them and to ask for."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from memtrans.memory import Memory

Pair = tuple[Tensor, Tensor]
"""Key [layers, heads, key_dim] and value [layers, heads, value_dim] of one token."""


def pairs(memory: Memory, n: int, seed: int) -> Pair:
    random = torch.Generator().manual_seed(seed)
    shape = (memory.layers, memory.rows, memory.heads, n)
    keys = torch.randn(*shape, memory.key_dim, generator=random)
    return keys, torch.randn(*shape, memory.value_dim, generator=random)


def queries(memory: Memory, n: int, seed: int = 0) -> Tensor:
    random = torch.Generator().manual_seed(1000 + seed)
    return torch.randn(memory.rows, memory.heads, n, memory.key_dim, generator=random)


def small(**changes: Any) -> Memory:
    return Memory(**{"rows": 2, "heads": 2, "capacity": 5, "key_dim": 3, "threads": 1, **changes})
