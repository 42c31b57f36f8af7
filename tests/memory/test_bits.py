"""What a memory saves depends on what it remembers, to the last bit, and on nothing it has forgotten."""

from __future__ import annotations

import pytest
import torch

from memtrans import Memory


@pytest.mark.parametrize("delay", [0, 3])
def test_what_was_forgotten_leaves_no_signed_zero_in_a_saved_state(delay: int) -> None:
    sizes = {"rows": 2, "heads": 1, "capacity": 8, "key_dim": 2, "delay": delay}
    used, new = Memory(**sizes), Memory(**sizes)
    used.append(-torch.ones(2, 1, 10, 2), -torch.ones(2, 1, 10, 2))
    used.reset()
    valid = torch.tensor([[True] * 6, [True] * 2 + [False] * 4])
    for memory in (used, new):
        memory.append(torch.ones(2, 1, 6, 2), torch.ones(2, 1, 6, 2), valid)
    ours, theirs = used.state_dict(), new.state_dict()
    assert all(ours[name].numpy().tobytes() == theirs[name].numpy().tobytes() for name in ours)
