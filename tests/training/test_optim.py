from __future__ import annotations

import math

import pytest
import torch
from pydantic import ValidationError

from memtrans.model import MemorizingTransformer, ModelConfig
from memtrans.training.optim import OptimizerConfig, learning_rate, new_optimizer


def tiny() -> MemorizingTransformer:
    torch.manual_seed(0)
    return MemorizingTransformer(ModelConfig.preset("tiny", width=8, ffn_width=8))


@pytest.mark.parametrize("schedule", ["cosine", "rsqrt", "constant"])
@pytest.mark.parametrize("warmup", [0, 1, 10])
def test_warm_up_is_a_straight_line(schedule: str, warmup: int) -> None:
    config = OptimizerConfig(learning_rate=0.5, warmup_steps=warmup, schedule=schedule)
    rates = [learning_rate(config, step, 0.0) for step in range(11)]
    peak = rates[max(0, warmup - 1)]
    assert peak == pytest.approx(0.5 / math.sqrt(max(1, warmup)) if schedule == "rsqrt" else 0.5)
    for step in range(warmup):
        assert rates[step] == pytest.approx(peak * (step + 1) / warmup)
    assert max(rates) == pytest.approx(peak)


def test_cosine_falls_over_the_budget_to_its_final_share() -> None:
    config = OptimizerConfig(learning_rate=2.0, warmup_steps=0, final_fraction=0.1)
    rates = [learning_rate(config, 5, progress) for progress in (0.0, 0.5, 1.0, 1.5)]
    assert rates == pytest.approx([2.0, 2.0 * 0.55, 0.2, 0.2])
    falling = [learning_rate(config, 5, n / 20) for n in range(21)]
    assert falling == sorted(falling, reverse=True)


def test_the_papers_schedule_divides_by_the_root_of_the_step() -> None:
    config = OptimizerConfig(name="adafactor", learning_rate=1.0, warmup_steps=1000, schedule="rsqrt")
    assert learning_rate(config, 999, 0.0) == pytest.approx(1000**-0.5)
    assert learning_rate(config, 3999, 0.9) == pytest.approx(4000**-0.5)
    assert learning_rate(config, 0, 0.0) == pytest.approx(1000**-1.5)


def test_a_constant_rate_is_constant() -> None:
    config = OptimizerConfig(learning_rate=0.3, warmup_steps=0, schedule="constant")
    assert {learning_rate(config, step, step / 10) for step in range(20)} == {0.3}


def test_matrices_are_decayed_and_nothing_else() -> None:
    model = tiny()
    decayed, others = new_optimizer(OptimizerConfig(weight_decay=0.2), model).param_groups
    assert (decayed["weight_decay"], others["weight_decay"]) == (0.2, 0.0)
    names = {id(p): name for name, p in model.named_parameters()}
    groups = [{names[id(p)] for p in group["params"]} for group in (decayed, others)]
    assert groups[0] | groups[1] == set(names.values())
    assert not groups[0] & groups[1]
    assert groups[0] == {"embedding.weight"} | {
        f"blocks.{layer}.{name}.weight"
        for layer in (0, 1)
        for name in ("attention.project", "attention.output", "ffn_in", "ffn_out")
    }
    assert "blocks.1.attention.gate" in groups[1]


@pytest.mark.parametrize("name", ["adamw", "adafactor"])
def test_a_step_without_gradient_shrinks_matrices_only(name: str) -> None:
    model = tiny()
    with torch.no_grad():
        for p in model.parameters():
            p.fill_(1.0)
            p.grad = torch.zeros_like(p)
    new_optimizer(OptimizerConfig(name=name, learning_rate=0.1, weight_decay=0.5), model).step()
    for p in model.parameters():
        shrunk = p.ndim == 2 and p.shape != model.blocks[0].attention.bias.weight.shape
        torch.testing.assert_close(p.detach(), torch.full_like(p, 0.95 if shrunk else 1.0))


@pytest.mark.parametrize("name", ["adamw", "adafactor"])
def test_steps_lower_the_loss(name: str) -> None:
    model = tiny()
    optimizer = new_optimizer(OptimizerConfig(name=name, learning_rate=0.01), model)
    tokens = torch.randint(257, (2, 6), generator=torch.Generator().manual_seed(0))
    losses = []
    for _ in range(6):
        loss = torch.nn.functional.cross_entropy(model(tokens).logits.flatten(0, 1), tokens.roll(-1, 1).flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]


@pytest.mark.parametrize(
    "changes", [{"learning_rate": 0}, {"final_fraction": 1.5}, {"name": "sgd"}, {"lr": 1}], ids=str
)
def test_settings_that_cannot_be_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        OptimizerConfig(**changes)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"betas": (0.9, 1.0)}, "betas.1"),
        ({"betas": (-0.1, 0.9)}, "betas.0"),
        ({"betas": (float("nan"), 0.9)}, "betas.0"),
        ({"learning_rate": float("inf")}, "learning_rate"),
        ({"weight_decay": float("inf")}, "weight_decay"),
    ],
)
def test_impossible_numbers_are_refused(changes: dict[str, object], key: str) -> None:
    with pytest.raises(ValidationError, match=rf"{key}\n"):
        OptimizerConfig.model_validate(changes)
