"""Gradients through memory and gate: complete, right, and refused where they could not be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from tiny_models import CAPACITY, ROWS, TOKENS, filled, new_model, same_state, tokens
from torch import Tensor

from memtrans.memory import Memory
from memtrans.model import Cache, MemorizingTransformer, local_attention
from memtrans.model.transformer import Output


def gradients(
    model: MemorizingTransformer, memory: Memory, cache: Cache, precision: torch.dtype = torch.float32
) -> dict[str, Tensor]:
    model.zero_grad()
    with torch.autocast("cpu", torch.bfloat16, enabled=precision == torch.bfloat16):
        logits = model(tokens(0), memory, cache).logits
    F.cross_entropy(logits.flatten(0, 1), tokens(1).flatten()).backward()
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


@pytest.mark.parametrize("block", [3, 128])
@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_every_parameter_gets_a_gradient_and_checkpointing_the_same_one(
    block: int, precision: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_attention, "BLOCK", block)
    model, thrifty = new_model(), new_model(activation_checkpointing=True)
    memory, cache = filled(model)
    before = memory.state_dict()
    expected, got = (gradients(each, memory, cache, precision) for each in (model, thrifty))
    assert set(expected) == {name for name, _ in model.named_parameters()}
    assert all(bool(each.any()) for each in expected.values())
    assert same_state(expected, got)
    assert same_state(before, memory.state_dict()), "a recomputed forward pass writes nothing"


@pytest.mark.parametrize("combine", ["gate", "joint_softmax"])
@pytest.mark.parametrize(("dtype", "bound"), [(torch.float64, 1e-5), (torch.bfloat16, 0.1)])
def test_a_model_of_another_precision_rounds_otherwise_and_nothing_more(
    dtype: torch.dtype, bound: float, combine: str
) -> None:
    model = new_model(combine=combine, memory_layers=(1,))  # where what is stored depends on the token alone
    memory, cache = filled(model)
    expected = gradients(model, memory, cache)
    got = gradients(model.to(dtype), memory, cache)
    assert all(gradient.dtype == dtype for gradient in got.values())
    everything = [torch.cat([each[name].double().flatten() for name in expected]) for each in (got, expected)]
    assert float((everything[0] - everything[1]).norm() / everything[1].norm()) < bound


def test_gradients_agree_with_finite_differences_through_memory_and_gate() -> None:
    model = new_model(combine="gate")
    memory, cache = filled(model)
    expected = gradients(model, memory, cache)
    for name in ("blocks.1.attention.gate", "blocks.1.attention.memory_scale.weight", "blocks.1.attention.bias.weight"):
        parameter = dict(model.named_parameters())[name]
        losses = []
        for step in (1e-2, -1e-2):
            with torch.no_grad():
                parameter.flatten()[1].add_(step)
                logits = model(tokens(0), memory, cache).logits.double()
                losses.append(float(F.cross_entropy(logits.flatten(0, 1), tokens(1).flatten())))
                parameter.flatten()[1].sub_(step)
        assert (losses[0] - losses[1]) / 2e-2 == pytest.approx(float(expected[name].flatten()[1]), rel=0.02, abs=2e-5)


def search(memory: Memory, output: Output) -> None:
    memory.search(output.new.keys[0], 1)


Change = Callable[[Memory, Output], None]
WRITES: dict[str, Change] = {
    "append": lambda memory, output: memory.append(*output.new),
    "load_state_dict": lambda memory, output: memory.load_state_dict(memory.state_dict()),
}
FORGETS: dict[str, Change] = {
    "reset": lambda memory, output: memory.reset(),
    "reset of one row": lambda memory, output: memory.reset(torch.tensor([False, True])),
    "rebuild": lambda memory, output: memory.rebuild(),
}
LEAVES: dict[str, Change] = {
    "search": search,
    "reset of no row": lambda memory, output: memory.reset(torch.tensor([False, False])),
    "append of padding": lambda memory, output: memory.append(*output.new[:2], torch.zeros(ROWS, TOKENS) > 0),
    "another memory": lambda memory, output: memory.resized(CAPACITY + 1).reset(),
}


@pytest.mark.parametrize("change", [*WRITES, *FORGETS])
def test_a_change_before_a_forward_is_repeated_raises(change: str) -> None:
    model = new_model(activation_checkpointing=True)
    memory, cache = filled(model)
    output = model(tokens(0), memory, cache)
    (WRITES | FORGETS)[change](memory, output)
    with pytest.raises(RuntimeError, match="memory was changed before backward"):
        output.logits.sum().backward()


@pytest.mark.parametrize("change", WRITES)
def test_a_write_before_backward_raises_where_nothing_is_repeated(change: str) -> None:
    model = new_model()
    memory, cache = filled(model)
    output = model(tokens(0), memory, cache)
    WRITES[change](memory, output)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        output.logits.sum().backward()


@pytest.mark.parametrize(
    ("change", "again"),
    [*((change, False) for change in FORGETS | LEAVES), *((change, True) for change in LEAVES)],
)
def test_gradients_are_right_after_what_changes_nothing_that_was_found(change: str, again: bool) -> None:
    model = new_model(activation_checkpointing=again)
    memory, cache = filled(model)
    expected = gradients(model, memory, cache)
    model.zero_grad()
    output = model(tokens(0), memory, cache)
    (FORGETS | LEAVES)[change](memory, output)
    F.cross_entropy(output.logits.flatten(0, 1), tokens(1).flatten()).backward()
    assert same_state(expected, {name: p.grad for name, p in model.named_parameters() if p.grad is not None})
