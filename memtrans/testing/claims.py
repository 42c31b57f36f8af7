"""What is declared exhaustive is: every stored key comes back when all are asked for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from memtrans.backend import NONE, InPlaceIndex
from memtrans.testing.rules import require, require_distinct_ids
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import gauss, unit

DIM = 16
SIZES = (700, 2048)


def lengths(n: int, seed: int) -> Tensor:
    """Normal numbers times exponential lengths: everything is nearest to the longest keys, and hardly to the others."""
    generator = torch.Generator().manual_seed(seed)
    return gauss(n, DIM, seed=seed) * -torch.rand(n, 1, generator=generator).clamp(min=1e-6).log()


def islands(n: int, seed: int) -> Tensor:
    """Four narrow heaps in opposite directions, each key nearest to those of its own."""
    centres = unit(2, DIM, seed=seed)
    centres = torch.cat([centres, -centres])[torch.arange(n) % 4]
    return 3 * centres + 0.3 * gauss(n, DIM, seed=seed + 1)


def alike(n: int, seed: int) -> Tensor:
    """A large common part, small differences, in the order of growing length."""
    return (10 * unit(1, DIM, seed=seed) + 0.1 * gauss(n, DIM, seed=seed + 1)) * torch.linspace(0.5, 2, n)[:, None]


CLAIMS: dict[str, Callable[[int, int], Tensor]] = {
    "normal times exponential lengths": lengths,
    "four heaps apart": islands,
    "much in common": alike,
}


def everything_comes_back(subject: Subject) -> None:
    """One query for all there are, then again after half of them were overwritten, where that is promised."""
    options = subject.exhaustive
    for name, make in CLAIMS.items():
        for n in SIZES:
            keys, other = make(n, 1), make(n, 50)
            if subject.spec.kind == "index":
                index = subject.index(n, options, dim=DIM)
                index.build(keys.numpy().copy())
                _require_all(torch.from_numpy(index.search(gauss(1, DIM, seed=3).numpy(), n)), n, name)
                if subject.can.in_place and isinstance(index, InPlaceIndex):
                    slots = np.arange(0, n, 2, dtype=np.int64)
                    index.put(slots, other[::2].numpy().copy())
                    _require_all(
                        torch.from_numpy(index.search(gauss(1, DIM, seed=4).numpy(), n)), n, f"{name}, half overwritten"
                    )
        stream = Stream(subject.maker(options), stores=1, capacity=SIZES[-1], dim=DIM)
        for part in make(SIZES[-1] + 300, 2).split(600):
            stream.write(part[None])
        _require_all(stream.search(gauss(1, 1, DIM, seed=5), SIZES[-1])[0], SIZES[-1], f"{name}, in a ring")


def _require_all(ids: Tensor, n: int, keys: str) -> None:
    """ids [1, n]: each stored key once."""
    require_distinct_ids(ids, n)
    missed = n - int((ids != NONE).sum())
    require(
        missed == 0,
        f"of {n} stored keys ({keys}) {missed} were missing when one query asked for all {n}, at the options declared "
        "exhaustive. Complete the answer with a scan of what was not reached, or declare exhaustive=None.",
    )
