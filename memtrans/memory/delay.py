"""The queue in which pairs wait before they may be remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor


class Pairs(NamedTuple):
    """Keys and values of consecutive tokens, oldest first; `valid` False = no token."""

    keys: Float[Tensor, "layers rows heads n key_dim"]
    values: Float[Tensor, "layers rows heads n value_dim"]
    valid: Bool[Tensor, "rows n"]


class DelayQueue:
    """Holds back the last `length` tokens of each row; a token leaves when that many later ones have come.

    pairs: the queue's buffers, whose size along the tokens is its length; they start without a token.
    """

    def __init__(self, waiting: Pairs) -> None:
        self.waiting = waiting
        self.length = waiting.valid.shape[1]

    @classmethod
    def empty(cls, keys: Sequence[Tensor], values: Sequence[Tensor], length: int) -> DelayQueue:
        """For pairs like those of these rings, [rows, heads, slots, dim], one of each per layer."""

        def buffer(rings: Sequence[Tensor]) -> Tensor:
            rows, heads, _, dim = rings[0].shape
            return rings[0].new_zeros(len(rings), rows, heads, length, dim)

        valid = keys[0].new_zeros(len(keys[0]), length, dtype=torch.bool)
        return cls(Pairs(buffer(keys), buffer(values), valid))

    def push(self, new: Pairs) -> Pairs:
        """Queue the new pairs behind the waiting ones; give back those that have waited long enough."""
        if not self.length:
            return new
        # Autocast would look into these numbers' types, and stops at float16 where it is set to bfloat16.
        with torch.autocast(new.valid.device.type, enabled=False):
            keys, values = (torch.cat([old, now], dim=3) for old, now in zip(self.waiting[:2], new[:2]))
        valid = torch.cat([self.waiting.valid, new.valid], dim=1)
        later = valid.sum(1, keepdim=True) - valid.cumsum(1)  # tokens after each
        waits = valid & (later < self.length)
        order = waits.to(torch.int8).argsort(dim=1, stable=True)[:, -self.length :]  # [rows, length]
        self.waiting = Pairs(gather_tokens(keys, order), gather_tokens(values, order), waits.gather(1, order))
        return Pairs(keys, values, valid & ~waits)

    def reset(self, rows: Bool[Tensor, " rows"]) -> None:
        """Drop what waits in these rows."""
        self.waiting.valid[rows] = False

    def state_dict(self) -> dict[str, Tensor]:
        """What waits, with zeros where nothing does; nothing at all from a queue of length 0."""
        if not self.length:
            return {}
        keys, values, valid = self.waiting
        stale = ~valid[None, :, None, :, None]  # filled, not multiplied by 0, which would leave -0.0
        keys, values = keys.masked_fill(stale, 0), values.masked_fill(stale, 0)
        return {"pending": valid.clone(), "pending_keys": keys, "pending_values": values}

    def load_state_dict(self, state: Mapping[str, Tensor]) -> None:
        """Take over what `state_dict` gave, of the same shapes; other entries are passed over."""
        if self.length:
            for name, buffer in zip(("pending_keys", "pending_values", "pending"), self.waiting):
                buffer.copy_(state[name])


def gather_tokens(
    pairs: Float[Tensor, "layers rows heads tokens dim"], chosen: Int[Tensor, "rows n"]
) -> Float[Tensor, "layers rows heads n dim"]:
    """The chosen tokens of each row; -1 gives whichever comes first."""
    layers, _, heads, _, dim = pairs.shape
    return pairs.gather(3, chosen.clamp(min=0)[None, :, None, :, None].expand(layers, -1, heads, -1, dim))
