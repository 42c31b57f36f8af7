"""A memory may be made, used and read in any mode of torch's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import cycle

import pytest
import torch
from memories import pairs, queries, small

MODES: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "none": nullcontext,
    "inference": torch.inference_mode,
    "autocast": partial(torch.autocast, "cpu", torch.bfloat16),
    "no gradients": torch.no_grad,
}


def live(*modes: str) -> list[torch.Tensor]:
    """Everything that was found in a life whose steps are in these modes in turn."""
    mode, found = cycle(modes), []
    with MODES[next(mode)]():
        memory = small(delay=2)
    for step in range(8):
        with MODES[next(mode)]():
            keys, values = pairs(memory, 3, seed=step)
            memory.append(keys, values)
        with MODES[next(mode)]():
            found += memory.retrieve(queries(memory, 4, seed=step), 3)
        with MODES[next(mode)]():
            if step == 2:
                memory.reset(torch.tensor([True, False]))
            if step == 4:
                memory.load_state_dict(memory.state_dict())
            if step == 6:
                memory = memory.resized(7)
    return [tensor.clone() for tensor in found]


@pytest.mark.parametrize(
    "modes", [("inference", "none"), ("inference",), ("none", "inference"), ("autocast",), ("no gradients", "none")]
)
def test_the_callers_mode_changes_nothing(modes: tuple[str, ...]) -> None:
    assert all(torch.equal(in_mode, plain) for in_mode, plain in zip(live(*modes), live("none")))


def test_what_is_found_may_be_used_for_gradients_afterwards() -> None:
    with torch.inference_mode():
        memory = small()
        memory.append(*pairs(memory, 4, seed=0))
    asked = queries(memory, 2).requires_grad_()
    found = memory.retrieve(asked, 2)
    (found.keys * asked.unsqueeze(-2)).sum().backward()
    assert asked.grad is not None
