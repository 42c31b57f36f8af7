"""Padding in a segment: what it holds changes nothing, and it retrieves nothing."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from tiny_models import ROWS, TOKENS, VOCABULARY, filled, new_model, same_state, tokens
from torch import Tensor

from memtrans.memory import Memory

VALID = torch.arange(TOKENS).expand(ROWS, -1) < torch.tensor([[TOKENS], [2]])


class Watch:
    """Keeps what the searches were told."""

    def __init__(self) -> None:
        self.seen: list[tuple[Tensor, Tensor]] = []

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        self.seen.append((slots, valid))

    def wrote(self, seconds: float) -> None: ...


@pytest.mark.parametrize("combine", ["gate", "joint_softmax"])
@pytest.mark.parametrize("heads", [{"kv_heads": None}, {"kv_heads": 2}, {"kv_heads": 1}])
def test_what_padding_holds_changes_no_logit_of_a_token(combine: str, heads: dict[str, int | None]) -> None:
    model = new_model(combine=combine, memory_layers=(1, 2), **heads)
    memory, cache = filled(model)
    read = tokens(0)
    other = torch.where(VALID, read, (read + 1) % VOCABULARY)
    watch = Watch()
    memory.observer = watch
    with torch.no_grad():
        one, two = (model(each, memory, cache, valid=VALID).logits for each in (read, other))
    assert torch.equal(one[VALID], two[VALID])
    assert not torch.equal(one[~VALID], two[~VALID])
    assert len(watch.seen) == 4
    for slots, valid in watch.seen:
        group = model.config.heads // model.config.store_heads
        assert torch.equal(valid, VALID.repeat(1, group))
        found = (slots >= 0).any(-1)
        assert bool((found == valid.unsqueeze(1)).all())


def test_a_repeated_forward_with_padding_gives_the_same_gradients() -> None:
    def gradients(again: bool) -> dict[str, Tensor]:
        model = new_model(activation_checkpointing=again, memory_layers=(1, 2))
        memory, cache = filled(model)
        logits = model(tokens(0), memory, cache, valid=VALID).logits
        F.cross_entropy(logits[VALID], tokens(1)[VALID]).backward()
        return {name: p.grad for name, p in model.named_parameters() if p.grad is not None}

    assert same_state(gradients(False), gradients(True))
