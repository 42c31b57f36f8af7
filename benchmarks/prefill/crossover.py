"""From which size on retrieving is faster than attending to everything: one layer's attention, on its own keys.

The keys and values of a layer's memory are repeated, with a little noise that keeps them apart, until there are enough,
and shuffled: exact search is slower where the best keys stand at regular distances, as no text has them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

import torch
from torch import Tensor

from benchmarks.prefill.systems import EXACT, STEP, Reading
from memtrans.memory import Memory
from memtrans.pretrained import MemoryCache
from memtrans.pretrained.attention import remembered_attention

LAYER = 15
REPEATS = 5
NOISE = 0.02
"""In standard deviations of the keys."""

BACKENDS: dict[str, tuple[str, dict[str, Any]]] = {
    "exact": ("exact", {}),
    "faiss-ivf-flat": ("faiss-ivf-flat", {}),
}


@torch.no_grad()
def measure_crossover(readings: Sequence[Reading], sizes: Sequence[int]) -> dict[str, dict[int, float]]:
    """Median milliseconds of a step's attention in one layer, by what is done and how many tokens came before."""
    reading = next(each for each in readings if each.system.name == EXACT)
    assert isinstance(reading.cache, MemoryCache)
    assert reading.query is not None
    memory, query, dtype = reading.cache.memories[LAYER], reading.query, reading.model.dtype
    found: dict[str, dict[int, float]] = {"everything": {}, **{name: {} for name in BACKENDS}}
    generator = torch.Generator().manual_seed(0)
    for size in sizes:
        order = torch.randperm(size, generator=generator)
        keys, values = (_repeated(x, size, generator)[:, :, order] for x in (memory.keys(), memory.values()))
        work: dict[str, Callable[[], object]] = {"everything": _everything(query, keys, values, dtype)}
        for name, (backend, options) in BACKENDS.items():
            work[name] = _retrieval(query, keys, values, backend, options)
        times = {name: [_milliseconds(each) for _ in range(REPEATS)] for name, each in work.items()}
        for name in work:
            found[name][size] = median(times[name])
        print(f"crossover at {size:,}", flush=True)
    return found


def _repeated(x: Tensor, size: int, generator: torch.Generator) -> Tensor:
    """[1, heads, size, dim]."""
    times = -(-size // x.shape[1])
    x = x.repeat(1, times, 1)[:, :size]
    return (x + NOISE * x.std() * torch.randn(x.shape, generator=generator))[None]


def _everything(query: Tensor, keys: Tensor, values: Tensor, dtype: torch.dtype) -> Callable[[], object]:
    """As transformers does: key heads are repeated for the query heads that share them, a mask comes along."""
    rows, heads, queries, dim = query.shape
    groups = queries // STEP
    query = query.reshape(rows, heads * groups, STEP, dim).to(dtype)
    keys, values = (x.to(dtype) for x in (keys, values))
    mask = torch.ones(1, 1, STEP, keys.shape[2], dtype=torch.bool)

    def attend() -> Tensor:
        k, v = (x.repeat_interleave(groups, dim=1) for x in (keys, values))
        return torch.nn.functional.scaled_dot_product_attention(query, k, v, attn_mask=mask)

    return attend


def _retrieval(
    query: Tensor, keys: Tensor, values: Tensor, backend: str, options: dict[str, Any]
) -> Callable[[], object]:
    """Search, and attention over what was found; the window's share comes on top in either case."""
    rows, heads, size, dim = keys.shape
    memory = Memory(rows=rows, heads=heads, capacity=size, key_dim=dim, backend=backend, options=options, threads=1)
    memory.append(keys, values)
    valid = torch.ones(rows, query.shape[2], dtype=torch.bool)
    return lambda: remembered_attention(query, memory, 32, valid, dim**-0.5, None)


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)
