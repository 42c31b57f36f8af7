"""Gradients through a memory are those of full attention, and a bias on its share can be learned."""

from __future__ import annotations

import pytest
import torch
from tiny_pretrained import attach_small, logits_of, tiny, tokens
from torch import Tensor
from transformers import Cache, DynamicCache, PreTrainedModel

from memtrans.errors import UsageError
from memtrans.pretrained.traits import cache_argument

PAST = 24


def loss(model: PreTrainedModel, ids: Tensor, cache: Cache) -> Tensor:
    """Of the tokens after `PAST`; those before only fill the cache."""
    if not cache.get_seq_length():
        logits_of(model, ids[:, :PAST], cache, (9,))
    logits = model(ids[:, PAST:-1], **{cache_argument(model): cache}).logits
    return torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, PAST + 1 :].flatten())


def gradients(model: PreTrainedModel, ids: Tensor, cache: Cache) -> Tensor:
    model.zero_grad()
    loss(model, ids, cache).backward()
    return torch.cat([p.grad.flatten() for p in model.parameters() if p.grad is not None])


@pytest.mark.parametrize("kind", ["llama", "gemma2", "gemma3_text", "gpt2", "cohere"])
@pytest.mark.parametrize(("dtype", "most"), [(torch.float64, 1e-6), (torch.float32, 1e-5)])
def test_gradients_with_everything_retrieved(kind: str, dtype: torch.dtype, most: float) -> None:
    # The eight tokens of the call are in one step: what they see of each other is never detached.
    model, ids = tiny(kind, dtype=dtype), tokens(n=PAST + 9)
    expected = gradients(model, ids, DynamicCache(config=model.config))
    with attach_small(model) as attachment:
        got = gradients(model, ids, attachment.new_cache())
    assert (got - expected).norm() <= most * expected.norm()


def test_a_bias_of_zero_changes_nothing_and_a_very_low_one_closes_the_memory() -> None:
    model, ids = tiny(), tokens(n=40)
    plain = attach_small(model, neighbours=5)
    with plain:
        expected = logits_of(model, ids, plain.new_cache())
    with attach_small(model, memory=0, traits=plain.traits) as without:
        closed = logits_of(model, ids, without.new_cache())
    with attach_small(model, neighbours=5, bias=True, traits=plain.traits) as attachment:
        assert [tuple(p.shape) for p in attachment.bias.values()] == [(4,), (4,)]
        assert torch.equal(logits_of(model, ids, attachment.new_cache()), expected)
        with torch.no_grad():
            for p in attachment.bias.values():
                p.fill_(-1e4)
        assert torch.allclose(logits_of(model, ids, attachment.new_cache()), closed, atol=1e-6)
    assert (closed - expected).abs().max() > 0.01


@pytest.mark.parametrize("frozen", [True, False])
def test_the_gradient_of_the_bias_is_its_difference(frozen: bool) -> None:
    model, ids = tiny(dtype=torch.float64), tokens(n=PAST + 9)
    model.requires_grad_(not frozen)
    with attach_small(model, bias=True) as attachment:
        loss(model, ids, attachment.new_cache()).backward()
        for number, head in (("0", 1), ("1", 3)):
            bias = attachment.bias[number]
            ends = []
            for change in (0.5**7, -(0.5**7)):
                cache = attachment.new_cache()
                with torch.no_grad():
                    logits_of(model, ids[:, :PAST], cache)  # what is remembered does not change with the bias
                    bias[head] += change
                    ends.append(float(loss(model, ids, cache)))
                    bias[head] -= change
            slope = (ends[0] - ends[1]) / 0.5**6
            assert abs(slope - float(bias.grad[head])) <= 1e-3 * abs(slope)
            assert slope


def test_dropout_is_refused() -> None:
    model = tiny(attention_dropout=0.1)
    model.train()
    with attach_small(model) as attachment, pytest.raises(UsageError, match="set attention_dropout to 0"):
        logits_of(model, tokens(), attachment.new_cache())
