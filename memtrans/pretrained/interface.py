"""The two functions that transformers calls in place of its own: attention, and the mask it is given."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

from memtrans.errors import BadInput, UsageError
from memtrans.pretrained.attention import plain_attention
from memtrans.pretrained.layer import LAYER, MemoryLayer

NAME = "memtrans"

KNOWN = frozenset({"sliding_window", "softcap", "is_causal", "position_ids", "cache_position", "use_cache", "kwargs"})
"""Arguments of attention that are served, or that change nothing here."""

UNSERVED = ("s_aux", "position_bias", "indexer", "topk_indices")
"""Arguments that change what attention gives and that a memory does not know."""

OF_NEW_TOKENS = "memtrans_new_tokens"
"""The attribute of a mask that tells only which of the new tokens are valid."""


def register() -> None:
    """Make both known to transformers, as often as one likes."""
    AttentionInterface.register(NAME, attend)
    AttentionMaskInterface.register(NAME, mask)


def attend(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    dropout: float = 0.0,
    scaling: float | None = None,
    softcap: float | None = None,
    **rest: Any,
) -> tuple[Tensor, None]:
    """Attention of a layer; with a memory where the keys come from a `MemoryLayer`."""
    scale = query.shape[-1] ** -0.5 if scaling is None else float(scaling)
    layer: MemoryLayer | None = getattr(key, LAYER, None)
    of_new_tokens = getattr(attention_mask, OF_NEW_TOKENS, False)
    for name in UNSERVED:
        if rest.get(name) is not None:
            raise UsageError(f"{type(module).__name__} attends with {name}, which a memory does not serve yet.")
    if layer is None:
        if of_new_tokens:
            raise UsageError(
                f"{type(module).__name__} attends to other keys than it cached (it compresses or shares them, or "
                "caches nothing while it checkpoints gradients), which a memory does not serve."
            )
        if softcap is not None:
            return plain_attention(query, key, value, attention_mask, scale, softcap, dropout), None
        return sdpa_attention_forward(
            module, query, key, value, attention_mask, dropout=dropout, scaling=scaling, **rest
        )
    if dropout:
        raise UsageError(f"Attention dropout of {dropout} is not served with a memory; set attention_dropout to 0.")
    if attention_mask is None or not of_new_tokens:
        given = "none" if attention_mask is None else f"one of shape {list(attention_mask.shape)}"
        raise BadInput(
            f"A memory needs the attention mask as [rows, tokens], True or 1 for tokens; this call gave {given}."
        )
    return layer.attend(query, key, value, attention_mask[:, 0, 0], scale, softcap), None


def mask(
    batch_size: int,
    q_length: int | None = None,
    kv_length: int = 0,
    attention_mask: Tensor | None = None,
    device: torch.device | str = "cpu",
    **rest: Any,
) -> Tensor | None:
    """Which of the new tokens are valid, [rows, 1, 1, tokens], for a memory; a whole mask for any other cache."""
    if kv_length:
        if q_length is not None:
            rest["q_length"] = q_length
        rest["allow_is_causal_skip"] = False
        return sdpa_mask(
            batch_size=batch_size, kv_length=kv_length, attention_mask=attention_mask, device=device, **rest
        )
    if q_length is None:  # transformers up to 5.5 gives the places of the queries instead
        q_length = len(rest["cache_position"])
    if attention_mask is None:
        valid = torch.ones(batch_size, q_length, dtype=torch.bool, device=device)
    elif attention_mask.shape[1] < q_length:
        raise BadInput(f"An attention mask of {attention_mask.shape[1]} tokens came with {q_length} new tokens.")
    else:
        valid = attention_mask[:, -q_length:].bool()
    valid = valid[:, None, None]
    setattr(valid, OF_NEW_TOKENS, True)
    return valid
