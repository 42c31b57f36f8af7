"""Means of blocks are those of what is stored, whatever was written, overwritten, forgotten and loaded."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from memtrans.memory import Memory
from memtrans.memory.means import PART

THEN = ("nothing", "first row ends", "both rows end", "load", "rebuild")

SHAPE: dict[str, Any] = {"rows": 2, "heads": 2, "key_dim": 3, "value_dim": 2, "layers": 2, "threads": 1}


def pairs(n: int, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    random = torch.Generator().manual_seed(seed)
    keys, values = (torch.randn(2, 2, 2, n, dim, generator=random) for dim in (3, 2))
    return keys, values, torch.rand(2, n, generator=random) < 0.7


def require_means(memory: Memory, size: int) -> None:
    for layer in range(2):
        means = memory.means(layer)
        assert means is not None
        for store in range(4):
            stored = int(memory.lengths[store // 2])
            blocks = [range(first, min(first + size, stored)) for first in range(0, memory.capacity, size)]
            assert means.counts[store].tolist() == [len(block) for block in blocks]
            for number, block in enumerate(blocks):
                for mean, table in ((means.keys, memory.keys(layer)), (means.values, memory.values(layer))):
                    if block:
                        right = table[store, block.start : block.stop].double().mean(0)
                        torch.testing.assert_close(mean[store, number].double(), right, atol=1e-6, rtol=1e-5)


@given(
    writes=st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(["", "first", "both", "load", "rebuild"])), max_size=6
    ),
    capacity=st.integers(1, 25),
    size=st.integers(1, 9),
    delay=st.sampled_from([0, 3]),
    dtype=st.sampled_from([torch.float32, torch.bfloat16]),
)
def test_means_follow_the_rings(
    writes: list[tuple[int, str]], capacity: int, size: int, delay: int, dtype: torch.dtype
) -> None:
    def new() -> Memory:
        return Memory(**SHAPE, capacity=capacity, remainder=size, delay=delay, dtype=dtype)

    memory = new()
    for seed, (n, then) in enumerate(writes):
        memory.append(*pairs(n, seed))
        if then == "load":
            state, memory = memory.state_dict(), new()
            memory.load_state_dict(state)
        elif then == "rebuild":
            memory.rebuild()
        elif then != "nothing":
            memory.reset(torch.tensor([True, then == "both rows end"]))
        require_means(memory, size)


def test_a_resized_memory_has_its_own() -> None:
    memory = Memory(**SHAPE, capacity=20, remainder=4)
    memory.append(*pairs(40, 0))
    other = memory.resized(13)
    other.append(*pairs(2, 1))
    require_means(other, 4)
    require_means(memory, 4)


def test_more_blocks_than_are_read_at_a_time() -> None:
    memory = Memory(**SHAPE, capacity=2 * PART, remainder=1)
    memory.append(*pairs(3 * PART, 0))
    require_means(memory, 1)


def test_their_bytes_count() -> None:
    without, with_means = (Memory(**SHAPE, capacity=21, remainder=size) for size in (0, 4))
    assert with_means.nbytes - without.nbytes == 2 * 2 * 2 * 6 * (3 + 2) * 4


@pytest.mark.parametrize("size", [0, 7])
def test_what_is_saved_does_not_depend_on_them(size: int) -> None:
    memory, plain = Memory(**SHAPE, capacity=9, remainder=size), Memory(**SHAPE, capacity=9)
    for each in (memory, plain):
        each.append(*pairs(15, 0))
    assert memory.state_dict().keys() == plain.state_dict().keys()
    plain.load_state_dict(memory.state_dict())
