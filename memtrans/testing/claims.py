"""What is declared exhaustive is: every stored key comes back when all are asked for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from memtrans.backend import NONE, InPlaceIndex
from memtrans.testing.indexes import as_tensor
from memtrans.testing.rules import require, require_distinct_ids
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import gauss, unit

DIM = 16
ALL = 2091
"""Keys: no round number, as what works in chunks must not lose the last of them."""


def lengths(n: int, seed: int) -> Tensor:
    """Normal numbers times exponential lengths: everything is nearest to the longest keys, and hardly to the others."""
    generator = torch.Generator().manual_seed(seed)
    return gauss(n, DIM, seed=seed) * -torch.rand(n, 1, generator=generator).clamp(min=1e-6).log()


def far_apart(n: int, seed: int) -> Tensor:
    """Lengths from a hundredth to a thousand: some scores leave the range of half precision's sums."""
    generator = torch.Generator().manual_seed(seed)
    return unit(n, DIM, seed=seed) * 10 ** (5 * torch.rand(n, 1, generator=generator) - 2)


def islands(n: int, seed: int) -> Tensor:
    """Four narrow heaps in opposite directions, each key nearest to those of its own."""
    centres = unit(2, DIM, seed=seed)
    centres = torch.cat([centres, -centres])[torch.arange(n) % 4]
    return 3 * centres + 0.3 * gauss(n, DIM, seed=seed + 1)


def alike(n: int, seed: int) -> Tensor:
    """A large common part, small differences, in the order of growing length."""
    return (10 * unit(1, DIM, seed=seed) + 0.1 * gauss(n, DIM, seed=seed + 1)) * torch.linspace(0.5, 2, n)[:, None]


CLAIMS: dict[str, tuple[Callable[[int, int], Tensor], tuple[int, ...]]] = {
    "normal times exponential lengths": (lengths, (700, 2048, ALL)),
    "lengths from a hundredth to a thousand": (far_apart, (ALL,)),
    "four heaps apart": (islands, (ALL,)),
    "much in common": (alike, (ALL,)),
}
"""Kinds of keys, and how many of them."""

MANY, MOST = 5000, 16384
"""Of plain keys: what is enough for few need not be for the largest block, which a thorough run fills."""


def everything_comes_back(subject: Subject) -> None:
    """One query for all there are, then again after half of them were overwritten, where that is promised."""
    options = subject.exhaustive
    if subject.spec.kind == "index":
        n = MOST if subject.thorough else MANY
        _index_gives_all(subject, unit(n, DIM, seed=1), unit(n, DIM, seed=50), "random directions")
    for name, (make, sizes) in CLAIMS.items():
        if subject.spec.kind == "index":
            for n in sizes:
                _index_gives_all(subject, make(n, 1), make(n, 50), name)
        stream = Stream(subject.maker(options), stores=1, capacity=ALL, dim=DIM)
        for part in make(ALL + 300, 2).split(600):
            stream.write(part[None])
        _require_all(stream.search(gauss(1, 1, DIM, seed=5), ALL)[0], ALL, f"{name}, in a ring")


def _index_gives_all(subject: Subject, keys: Tensor, other: Tensor, name: str) -> None:
    n = len(keys)
    index = subject.index(n, subject.exhaustive, dim=DIM)
    subject.build(index, keys.numpy().copy())
    _require_all(as_tensor(index.search(gauss(1, DIM, seed=3).numpy(), n)), n, name)
    if subject.can.in_place and isinstance(index, InPlaceIndex):
        index.put(np.arange(0, n, 2, dtype=np.int64), other[::2].numpy().copy())
        found = as_tensor(index.search(gauss(1, DIM, seed=4).numpy(), n))
        _require_all(found, n, f"{name}, half of them overwritten")


def _require_all(ids: Tensor, n: int, keys: str) -> None:
    """ids [1, n]: each stored key once."""
    require_distinct_ids(ids, n)
    missed = n - int((ids != NONE).sum())
    require(
        missed == 0,
        f"of {n} stored keys ({keys}) {missed} were missing when one query asked for all {n}, at the options declared "
        "exhaustive. Complete the answer with a scan of what was not reached, or declare exhaustive=None.",
    )
