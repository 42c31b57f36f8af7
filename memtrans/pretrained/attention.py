"""Attention over what is local and over what was retrieved, merged exactly: the two sets share no token."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from jaxtyping import Bool, Float, Int, Shaped
from torch import Tensor

from memtrans.memory import Memory
from memtrans.model.remembered import attend_to_stored, capped

_flash = torch.ops.aten._scaled_dot_product_flash_attention_for_cpu


def local_attention(
    query: Float[Tensor, "rows kv queries dim"],
    keys: Float[Tensor, "rows kv n dim"],
    values: Float[Tensor, "rows kv n value_dim"],
    bias: Float[Tensor, "rows 1 queries n"],
    scale: float,
    cap: float | None,
) -> tuple[Float[Tensor, "rows kv queries value_dim"], Float[Tensor, "rows kv queries 1"]]:
    """What is attended to, and the log of the softmax's denominator, in float32 at least."""
    graph = torch.is_grad_enabled() and any(x.requires_grad for x in (query, keys, values))
    fused = query.device.type == "cpu" and cap is None and not graph and keys.shape[3] == values.shape[3]
    if fused and query.dtype in (torch.float32, torch.bfloat16):
        # Its log-sum-exp carries no gradient, without saying so: never where one is wanted.
        out, mass = _flash(query, keys, values, 0.0, False, attn_mask=bias.to(query.dtype), scale=scale)
        return out.float(), mass.float().unsqueeze(-1)
    wide = torch.promote_types(query.dtype, torch.float32)
    scores = capped((query @ keys.mT).to(wide) * scale, cap) + bias.to(wide)
    mass = scores.logsumexp(-1, keepdim=True)
    return (scores - mass).exp() @ values.to(wide), mass


def remembered_attention(
    query: Float[Tensor, "rows kv queries dim"],
    memory: Memory,
    k: int,
    valid: Bool[Tensor, "rows queries"],
    scale: float,
    cap: float | None,
    per_token: int = 1,
    first: Int[Tensor, " rows"] | None = None,
) -> tuple[Float[Tensor, "rows kv queries value_dim"], Float[Tensor, "rows kv queries 1"]]:
    """The same over the k pairs that each query retrieves; where it finds none the log is so low that it weighs 0.

    per_token, first: as in `Memory.search`.
    """
    rows, heads, queries, _ = query.shape
    slots: Int[Tensor, "stores queries k"]
    slots = memory.search(query, k, valid=valid, per_token=per_token, first=first).flatten(0, 1)
    query = query.to(torch.promote_types(query.dtype, torch.float32)).flatten(0, 1)
    out, mass = attend_to_stored(query, slots, memory, 0, lambda scores: scores * scale, cap)
    return out.view(rows, heads, queries, -1), mass.view(rows, heads, queries, 1)


def merge(local: tuple[Tensor, Tensor], remembered: tuple[Tensor, Tensor], bias: Tensor | None) -> Tensor:
    """One softmax over both sets. bias: [kv, queries, 1] added to the log of the memory's mass."""
    (near, near_mass), (far, far_mass) = local, remembered
    share = torch.sigmoid(far_mass + (0 if bias is None else bias) - near_mass)
    return near + share * (far - near)


def plain_attention(
    query: Float[Tensor, "rows heads queries dim"],
    key: Float[Tensor, "rows kv n dim"],
    value: Float[Tensor, "rows kv n value_dim"],
    mask: Shaped[Tensor, "rows 1 queries n"] | None,
    scale: float,
    cap: float | None,
    dropout: float = 0.0,
) -> Float[Tensor, "rows queries heads value_dim"]:
    """Softmax attention with soft-capped scores, for layers without a memory. mask: True = seen, or numbers to add."""
    groups = query.shape[1] // key.shape[1]
    key, value = (x.repeat_interleave(groups, dim=1) for x in (key, value))
    scores = capped((query @ key.mT).float() * scale, cap)
    if mask is not None:
        unseen = torch.finfo(scores.dtype).min
        scores = scores.masked_fill(~mask, unseen) if mask.dtype == torch.bool else scores + mask
    weights = F.dropout(F.softmax(scores, dim=-1).to(value.dtype), dropout)
    return (weights @ value).transpose(1, 2).contiguous()
