"""`generate` with a memory gives the tokens of full attention when all is retrieved, or refuses."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from tiny_pretrained import attach_small, tiny, tokens
from torch import Tensor
from transformers import Cache, PreTrainedModel

from memtrans.errors import UsageError
from memtrans.pretrained.traits import cache_argument


def generated(model: PreTrainedModel, ids: Tensor, cache: Cache | None = None, **given: Any) -> Tensor:
    torch.manual_seed(0)
    given = {"max_new_tokens": 12, "do_sample": False, "attention_mask": torch.ones_like(ids), **given}
    return model.generate(ids, **given, **({} if cache is None else {cache_argument(model): cache}))


def padded(lengths: tuple[int, ...], n: int) -> tuple[Tensor, Tensor]:
    """Left-padded prompts and their mask."""
    mask = torch.arange(n) >= n - torch.tensor(lengths)[:, None]
    return tokens(len(lengths), n).masked_fill(~mask, 0), mask.long()


WAYS: dict[str, dict[str, Any]] = {
    "greedy": {},
    "sampling": {"do_sample": True, "top_k": 20},
    "several": {"do_sample": True, "num_return_sequences": 3},
    "chunks": {"prefill_chunk_size": 7},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["llama", "gemma3_text"])
def test_tokens_are_those_of_full_attention(kind: str, way: str) -> None:
    model, ids = tiny(kind), tokens(n=30)
    expected = generated(model, ids, **WAYS[way])
    with attach_small(model) as attachment:
        assert torch.equal(generated(model, ids, attachment.new_cache(), **WAYS[way]), expected)


@pytest.mark.parametrize("kind", ["gemma3_text", "gpt2", "cohere"])
def test_left_padded_prompts_of_unequal_length(kind: str) -> None:
    model = tiny(kind)
    ids, mask = padded((31, 5, 17), 31)
    expected = generated(model, ids, attention_mask=mask)
    with attach_small(model) as attachment:
        assert torch.equal(generated(model, ids, attachment.new_cache(), attention_mask=mask), expected)


def test_prompts_of_unequal_length_give_what_each_gives_alone() -> None:
    model = tiny("llama")
    ids, mask = padded((31, 5, 17), 31)
    with attach_small(model, neighbours=3, memory=11, positions="fixed", distance=40) as attachment:
        together = generated(model, ids, attachment.new_cache(), attention_mask=mask)[:, 31:]
        for row, length in enumerate((31, 5, 17)):
            alone = generated(model, ids[row : row + 1, 31 - length :], attachment.new_cache())[:, length:]
            assert torch.equal(together[row : row + 1], alone)


@pytest.mark.parametrize("kind", ["llama", "gemma3_text"])
def test_a_second_turn_goes_on_with_the_same_cache(kind: str) -> None:
    model, ids = tiny(kind), tokens(n=30)
    with attach_small(model) as attachment:
        cache = attachment.new_cache()
        said = torch.cat([generated(model, ids, cache), tokens(n=6, seed=1)], dim=1)
        again = generated(model, said, cache)
    assert torch.equal(again, generated(model, said))


def test_rows_that_end_earlier() -> None:
    model, ids = tiny("llama"), tokens(n=30)
    free = generated(model, ids)
    stop = int(free[0, 33])
    expected = generated(model, ids, eos_token_id=stop)
    with attach_small(model) as attachment:
        assert torch.equal(generated(model, ids, attachment.new_cache(), eos_token_id=stop), expected)


@pytest.mark.parametrize("kind", ["llama", "gemma3_text"])
@pytest.mark.parametrize(
    ("way", "said"),
    [
        ({"num_beams": 2}, "num_beams=1"),
        ({"prompt_lookup_num_tokens": 3}, "no assistant|can be cropped"),
    ],
    ids=["beams", "lookup"],
)
def test_what_takes_rows_or_tokens_back_is_refused(kind: str, way: dict[str, Any], said: str) -> None:
    model, ids = tiny(kind), tokens(1, n=30)
    with attach_small(model) as attachment, pytest.raises((UsageError, ValueError), match=said):
        generated(model, ids, attachment.new_cache(), **way)
