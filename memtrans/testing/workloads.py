"""Keys to test with; every one of them a function of its seed."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import normalize


def gauss(*shape: int, seed: int | None = None) -> Tensor:
    """Independent normal numbers; with a seed always the same ones."""
    generator = None if seed is None else torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float32)


def unit(*shape: int, seed: int | None = None) -> Tensor:
    """Random directions; with a seed always the same ones."""
    return normalize(gauss(*shape, seed=seed), dim=-1)


def unequal(*shape: int, seed: int) -> Tensor:
    """Random directions of lengths from a half to two: the nearest key is seldom the one of largest product."""
    lengths = torch.rand(*shape[:-1], 1, generator=torch.Generator().manual_seed(seed + 10_000))
    return unit(*shape, seed=seed) * (0.5 + 1.5 * lengths)


def repeated(*shape: int, seed: int) -> Tensor:
    """Three different keys, over and over."""
    some = unit(*shape[:-2], min(3, max(1, shape[-2])), shape[-1], seed=seed)
    return some.repeat_interleave(-(-shape[-2] // some.shape[-2]), dim=-2)[..., : shape[-2], :].contiguous()


def mixed(*shape: int, seed: int) -> Tensor:
    """Zero keys among others: they score above every key that points away."""
    keys = unequal(*shape, seed=seed)
    keys[..., ::3, :] = 0
    return keys


def far(*shape: int, seed: int) -> Tensor:
    """Keys of length 300, whose products with queries as long leave the range of half precision."""
    return 300 * unit(*shape, seed=seed)


def zeros(*shape: int, seed: int) -> Tensor:
    """Nothing but zero keys, which every query scores alike."""
    return torch.zeros(*shape)


Keys = Callable[..., Tensor]
KINDS: dict[str, Keys] = {
    "unit": unit,
    "unequal": unequal,
    "gauss": gauss,
    "far": far,
    "mixed": mixed,
    "repeated": repeated,
    "zeros": zeros,
}
"""By name, simplest first, so that a failing example shrinks towards the simplest."""

DISTINCT = ("unit", "unequal", "gauss", "far")


class Topics:
    """Keys around a few centres, as texts give them; `shift` moves to other topics from one step to the next."""

    def __init__(self, stores: int, dim: int, seed: int, centres: int = 30, spread: float = 0.8) -> None:
        self.generator = torch.Generator().manual_seed(seed)
        self.stores, self.dim, self.count, self.spread = stores, dim, centres, spread
        self.shift()

    def shift(self) -> None:
        """All other topics at once."""
        self.centres = normalize(torch.randn(self.count, self.dim, generator=self.generator), dim=-1)

    def drift(self, pace: float) -> None:
        """Every topic moves a little, as within a document."""
        step = torch.randn(self.count, self.dim, generator=self.generator) * pace / self.dim**0.5
        self.centres = normalize(self.centres + step, dim=-1)

    def draw(self, n: int) -> Tensor:
        """Keys [stores, n, dim] of length 1."""
        chosen = torch.randint(self.count, (self.stores, n), generator=self.generator)
        noise = torch.randn(self.stores, n, self.dim, generator=self.generator) * self.spread / self.dim**0.5
        return normalize(self.centres[chosen] + noise, dim=-1)
