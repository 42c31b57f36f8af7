"""What is not retrieved counts at the means of its block, in models that know nothing of it."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from tiny_pretrained import attach_small, logits_of, tiny, tokens
from torch import Tensor

from memtrans.errors import UsageError

HALF: dict[str, Any] = {"backend": "dial", "options": {"recall": 0.5}, "neighbours": 6}


def read(kind: str, ids: Tensor, *, cuts: tuple[int, ...] = (), seed: int = 0, **changes: Any) -> Tensor:
    model = tiny(kind, seed)
    with attach_small(model, **{**HALF, **changes}) as attachment:
        return logits_of(model, ids, attachment.new_cache(), cuts)


@pytest.mark.parametrize("kind", ["llama", "gemma2", "gemma3_text", "gpt2", "smollm3"])
def test_blocks_of_one_token_are_full_attention_whatever_the_index_misses(kind: str) -> None:
    model, ids = tiny(kind), tokens()
    full = logits_of(model, ids)
    assert (read(kind, ids) - full).abs().max() > 0.01 * full.abs().max()
    assert (read(kind, ids, remainder=1) - full).abs().max() < 1e-4 * full.abs().max()


def test_none_is_what_was_before() -> None:
    ids = tokens()
    assert torch.equal(read("llama", ids, remainder=0), read("llama", ids))
    assert not torch.allclose(read("llama", ids, remainder=8), read("llama", ids))


def test_results_do_not_depend_on_how_calls_are_cut() -> None:
    ids = tokens()
    few = {"remainder": 8, "backend": "exact", "options": {}}
    whole = read("llama", ids, **few)
    for cuts in ((16, 40), (3, 11, 50, 51), tuple(range(1, 90))):
        assert (read("llama", ids, **few, cuts=cuts) - whole).abs().max() < 1e-5 * whole.abs().max()


def test_rows_keep_to_themselves() -> None:
    ids = tokens(rows=2)
    both = read("llama", ids, remainder=8, backend="exact", options={})
    for row in range(2):
        alone = read("llama", ids[row : row + 1], remainder=8, backend="exact", options={})
        assert (alone[0] - both[row]).abs().max() < 1e-5 * both.abs().max()


def test_fewer_than_none_is_refused() -> None:
    with pytest.raises(UsageError, match="remainder=-1 is too small"):
        attach_small(tiny(), remainder=-1)
