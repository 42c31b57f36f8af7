"""Rotary position embeddings, undone and done again: where a remembered key stands for a query."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor


@dataclass(frozen=True)
class Rotation:
    """How a layer rotates queries and keys by their position.

    inv_freq: radians per token of each pair of dimensions; empty = positions change nothing. interleaved: pairs are
    neighbours (0, 1), (2, 3), …; otherwise the first half of the rotated dimensions pairs with the second. first: where
    the rotated dimensions begin.
    """

    inv_freq: Float[Tensor, " pairs"]
    interleaved: bool = False
    first: int = 0

    def turn(self, x: Float[Tensor, "rows heads n dim"], by: Float[Tensor, "rows n"]) -> Float[Tensor, "..."]:
        """`x` as if each token stood so many places later, in float32 at least."""
        x = x.to(torch.promote_types(x.dtype, torch.float32))
        pairs = len(self.inv_freq)
        if not pairs:
            return x
        angle = by.to(x.device, torch.float32)[:, None, :, None] * self.inv_freq.to(x.device)
        cos, sin = angle.cos().to(x.dtype), angle.sin().to(x.dtype)
        turned = x.clone()
        a, b = self._pairs(x)
        into_a, into_b = self._pairs(turned)
        into_a.copy_(a * cos - b * sin)
        into_b.copy_(b * cos + a * sin)
        return turned

    def _pairs(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Views of the two halves of every pair."""
        pairs = len(self.inv_freq)
        rotated = x[..., self.first : self.first + 2 * pairs]
        if self.interleaved:
            return rotated[..., 0::2], rotated[..., 1::2]
        return rotated[..., :pairs], rotated[..., pairs:]
