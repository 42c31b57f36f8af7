"""Where remembered keys stand: un-rotation is exact, policies are chosen and refused, padding shifts nothing."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from tiny_pretrained import ROTATIONS, SCALED, TRAINED, attach_small, logits_of, tiny, tokens
from torch import Tensor
from transformers import PreTrainedModel

from memtrans.errors import UsageError
from memtrans.pretrained.rotation import Rotation
from memtrans.pretrained.traits import cache_argument

MOVED = [kind for kind, found in ROTATIONS.items() if all(found.values())]


def stored(model: PreTrainedModel, **given: Any) -> list[Tensor]:
    """The keys in each layer's memory after one token many times over: without positions all are alike."""
    ids = torch.full((1, 64), 9)
    with attach_small(model, **given) as attachment:
        cache = attachment.new_cache()
        logits_of(model, ids, cache)
        return [memory.keys()[:, : int(memory.lengths[0])] for memory in cache.memories.values()]


@pytest.mark.parametrize("kind", MOVED)
def test_keys_are_stored_without_their_rotation(kind: str) -> None:
    for keys in stored(tiny(kind), positions="fixed"):
        assert keys.shape[1] == 64 - 8 - 8 - 2
        assert (keys - keys[:, :1]).abs().max() <= 1e-5 * keys.abs().max()
    spread = [(keys - keys[:, :1]).abs().max() / keys.abs().max() for keys in stored(tiny(kind))]
    assert max(spread) > 0.1 or kind == "cohere2", "this test would pass on keys as they are rotated"


@pytest.mark.parametrize("rope_type", ["linear", "llama3", "yarn"])
def test_scaled_rotations_are_undone(rope_type: str) -> None:
    scaled = {"rope_type": rope_type, "rope_theta": 10000.0, **SCALED[rope_type]}
    for keys in stored(tiny("llama", rope_parameters=scaled), positions="fixed"):
        assert (keys - keys[:, :1]).abs().max() <= 1e-5 * keys.abs().max()


def test_a_turn_and_back_far_out_is_as_exact_as_float32_allows() -> None:
    x = torch.randn(1, 2, 3, 8, generator=torch.Generator().manual_seed(0))
    rotation = Rotation(torch.tensor([1.0, 0.1, 0.01]), interleaved=True, first=2)
    by = torch.tensor([[0, 1000, 131072]])
    assert torch.allclose(rotation.turn(rotation.turn(x, by), -by), x, atol=1e-5)
    assert torch.equal(rotation.turn(x, by)[..., :2], x[..., :2])
    assert rotation.turn(x.bfloat16(), by).dtype == torch.float32


@pytest.mark.parametrize(
    ("length", "policy"), [(None, "fixed"), (TRAINED, "original"), (TRAINED + 1, "fixed"), (1, "original")]
)
def test_auto_goes_by_the_length(length: int | None, policy: str) -> None:
    with attach_small(tiny(), positions="auto", length=length) as attachment:
        assert attachment.policy == policy
        assert attachment.settings.positions.distance == TRAINED // 4


@pytest.mark.parametrize("policy", ["fixed", "group", "start", "auto"])
@pytest.mark.parametrize("kind", ["gpt2", "gptj", "opt", "dynamic"])
def test_keys_that_cannot_be_moved_stay_where_they_are(kind: str, policy: str) -> None:
    scaled = {"rope_parameters": {"rope_type": "dynamic", "rope_theta": 10000.0, **SCALED["dynamic"]}}
    model = tiny("llama", **scaled) if kind == "dynamic" else tiny(kind)
    remedy = "give the documents' length" if policy == "auto" else "positions='original'"
    with pytest.raises(UsageError, match=f"{remedy}.* at most {TRAINED} tokens"):
        attach_small(model, positions=policy)
    with attach_small(model, positions="auto", length=TRAINED) as attachment:
        assert attachment.policy == "original"


@pytest.mark.parametrize("policy", ["fixed", "group", "start"])
def test_far_beyond_the_trained_length(policy: str) -> None:
    model, ids = tiny(max_position_embeddings=64), tokens(1, n=500)
    with attach_small(model, positions=policy, neighbours=4, sinks=3, window=16, step=48) as attachment:
        once = logits_of(model, ids, attachment.new_cache())
        cut = logits_of(model, ids, attachment.new_cache(), range(1, 500, 61))
    assert bool(once.isfinite().all())
    assert torch.allclose(cut, once, atol=1e-4)


@pytest.mark.parametrize(
    ("kind", "policy"),
    [(kind, "fixed") for kind in ("llama", "gemma3_text", "glm4")]
    + [("llama", policy) for policy in ("original", "group", "start")],
)
def test_padding_and_neighbours_in_the_batch_change_nothing(kind: str, policy: str) -> None:
    model, lengths, n = tiny(kind), (47, 9, 30), 47
    mask = torch.arange(n) >= n - torch.tensor(lengths)[:, None]
    ids = torch.where(mask, tokens(3, n), torch.randint(3, 128, (3, n)))
    places = (mask.cumsum(1) - 1).clamp(min=0)
    given: dict[str, Any] = {"positions": policy, "neighbours": 3, "memory": 17, "sinks": 3, "distance": 60}
    with attach_small(model, **given) as attachment:
        for positions in ({"position_ids": places}, {}):
            cache, got = attachment.new_cache(), []
            for begin, end in ((0, 21), (21, 22), (22, n)):
                part = {name: value[:, begin:end] for name, value in positions.items()}
                got.append(_call(model, ids[:, begin:end], cache, mask[:, :end].long(), part))
            assert cache.counts.tolist() == list(lengths)
            for row, length in enumerate(lengths):
                alone = logits_of(model, ids[row : row + 1, n - length :], attachment.new_cache())
                assert torch.allclose(torch.cat(got, 1)[row, n - length :], alone[0], atol=1e-4)


@torch.no_grad()
def _call(model: PreTrainedModel, ids: Tensor, cache: Any, mask: Tensor, given: dict[str, Tensor]) -> Tensor:
    return model(ids, attention_mask=mask, **{cache_argument(model): cache}, **given).logits
