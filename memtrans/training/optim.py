"""Optimizers and learning-rate schedules."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Literal

import torch
from pydantic import BaseModel, ConfigDict, Field
from torch import Tensor, nn

from memtrans.errors import BadInput, shorten

Beta = Annotated[float, Field(ge=0, lt=1)]


class OptimizerConfig(BaseModel):
    """How to train. The paper: adafactor, learning_rate 1.0, warm-up 1,000 steps, schedule rsqrt."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    name: Literal["adamw", "adafactor"] = "adamw"
    learning_rate: float = Field(2e-3, gt=0)
    warmup_steps: int = Field(100, ge=0)
    schedule: Literal["cosine", "rsqrt", "constant"] = "cosine"
    final_fraction: float = Field(0.05, ge=0, le=1, description="Where cosine ends, as a share of learning_rate.")
    weight_decay: float = Field(0.01, ge=0, description="On matrices only.")
    betas: tuple[Beta, Beta] = (0.9, 0.99)
    clip: float = Field(1.0, gt=0, description="Largest gradient norm.")


def new_optimizer(config: OptimizerConfig, model: nn.Module) -> torch.optim.Optimizer:
    """The optimizer over all parameters; vectors, scalars and the position bias are not decayed."""
    named = list(model.named_parameters())
    decayed = [p for name, p in named if p.ndim >= 2 and ".bias." not in name]
    others = [p for name, p in named if p.ndim < 2 or ".bias." in name]
    groups = [{"params": decayed, "weight_decay": config.weight_decay}, {"params": others, "weight_decay": 0.0}]
    if config.name == "adafactor":
        return torch.optim.Adafactor(groups, lr=config.learning_rate)
    return torch.optim.AdamW(groups, lr=config.learning_rate, betas=config.betas)


def learning_rate(config: OptimizerConfig, step: int, progress: float) -> float:
    """The rate of a step (from 0); `progress` is the share of the token budget that was read, 0 to 1.

    rsqrt divides by the square root of the step, as in the paper: learning_rate 1.0 is 0.03 after 1,000 steps.
    """
    warm = min(1.0, (step + 1) / config.warmup_steps) if config.warmup_steps else 1.0
    if config.schedule == "rsqrt":
        return config.learning_rate * warm / math.sqrt(max(step + 1, config.warmup_steps))
    if config.schedule == "cosine":
        fall = 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))
        return config.learning_rate * warm * (config.final_fraction + (1 - config.final_fraction) * fall)
    return config.learning_rate * warm


def optimizer_tensors(optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    """What an optimizer has gathered, as `optimizer.<parameter number>.<name>`; settings are the config's."""
    return {
        f"optimizer.{number}.{name}": torch.as_tensor(part)
        for number, state in optimizer.state_dict()["state"].items()
        for name, part in state.items()
    }


def restore_optimizer(optimizer: torch.optim.Optimizer, tensors: Mapping[str, Tensor]) -> None:
    """Take over what `optimizer_tensors` gave, by names without the leading `optimizer.`.

    Raises:
        BadInput: another optimizer gave it, or one of other parameters.
    """
    parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    wanted = {str(number): _shapes(optimizer, tuple(each.shape)) for number, each in enumerate(parameters)}
    state: dict[int, dict[str, Tensor]] = {}
    for name, part in tensors.items():
        number, _, key = name.partition(".")
        shape = wanted.get(number, {}).get(key)
        if shape != tuple(part.shape) or not part.is_floating_point():
            raise BadInput(f"optimizer.{shorten(name)} of shape {list(part.shape)} is not of this optimizer or model.")
        state.setdefault(int(number), {})[key] = part
    unfinished = [number for number, parts in state.items() if parts.keys() != wanted[str(number)].keys()]
    if unfinished:
        raise BadInput(f"optimizer.{unfinished[0]} is not whole: it has {', '.join(state[unfinished[0]])}.")
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})


def _shapes(optimizer: torch.optim.Optimizer, shape: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """What an optimizer gathers of a parameter of that shape."""
    if isinstance(optimizer, torch.optim.AdamW):
        return {"step": (), "exp_avg": shape, "exp_avg_sq": shape}
    if len(shape) > 1:
        return {"step": (), "row_var": (*shape[:-1], 1), "col_var": (*shape[:-2], 1, shape[-1])}
    return {"step": (), "variance": shape}
