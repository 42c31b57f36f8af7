from __future__ import annotations

import psutil
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from memtrans.errors import BadInput, UsageError
from memtrans.memory import Memory
from memtrans.memory.guards import (
    check_fits,
    drop_impossible,
    require_finite,
    require_k,
    require_mask,
    require_shape,
    require_sizes,
    require_tensor,
    storable,
)

CPU = torch.device("cpu")


def test_shapes() -> None:
    require_shape("x", torch.zeros(2, 9, 3), (2, None, 3))
    for wrong in ((2, None), (2, None, 4), (3, None, 3), (2, None, 3, 1)):
        with pytest.raises(BadInput, match=r"x has shape \[2, 9, 3\]; expected \[\d, any"):
            require_shape("x", torch.zeros(2, 9, 3), wrong)


def test_sizes() -> None:
    require_sizes(0, delay=0)
    with pytest.raises(UsageError, match="heads=0 is too small; a memory needs heads of at least 1"):
        require_sizes(1, rows=1, heads=0)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
@pytest.mark.parametrize("bad", [torch.nan, torch.inf, -torch.inf])
def test_numbers_that_are_not_finite_are_counted(bad: float, dtype: torch.dtype) -> None:
    x = torch.zeros(4, 5, dtype=dtype)
    require_finite("x", x)
    x[1, :3] = bad
    with pytest.raises(BadInput, match="x hold 3 NaN or Inf of 20 numbers; a memory stores finite numbers only"):
        require_finite("x", x)


def test_what_is_stored_is_a_copy_with_clean_padding() -> None:
    pairs = torch.ones(1, 2, 3, 4, 5)
    pairs[:, 1, :, 2] = torch.nan
    valid = torch.ones(2, 4, dtype=torch.bool)
    valid[1, 2] = False
    stored = storable("keys", pairs, valid, torch.float32)
    assert stored[0, 1, :, 2].eq(0).all()
    assert stored.sum() == 2 * 3 * 4 * 5 - 15
    pairs.fill_(9)
    assert stored.max() == 1
    with pytest.raises(BadInput, match=r"keys \(stored as torch.float16\) hold 120 NaN or Inf"):
        storable("keys", torch.full((1, 2, 3, 4, 5), 1e6), torch.ones(2, 4, dtype=torch.bool), torch.float16)


@given(st.data())
def test_impossible_slots_become_none_and_the_rest_ascends(data: st.DataObject) -> None:
    stores, q, k = (data.draw(st.integers(1, most)) for most in (3, 3, 6))
    lengths = data.draw(st.lists(st.integers(0, 7), min_size=stores, max_size=stores))
    numbers = data.draw(st.lists(st.integers(-3, 9), min_size=stores * q * k, max_size=stores * q * k))
    slots = torch.tensor(numbers).view(stores, q, k)
    before = slots.clone()
    cleaned = drop_impossible(slots, torch.tensor(lengths))
    assert torch.equal(slots, before), "the backend's own tensor is not touched"
    for store in range(stores):
        for query in range(q):
            real = sorted({slot for slot in slots[store, query].tolist() if 0 <= slot < lengths[store]})
            assert cleaned[store, query].tolist() == [-1] * (k - len(real)) + real


def test_a_memory_is_refused_only_where_it_does_not_fit() -> None:
    check_fits(1000, CPU, 10, 1)
    free = psutil.virtual_memory().available
    with pytest.raises(UsageError, match=r"1,000 tokens x 2 rows needs .* GB are free on cpu; choose at most (\d+)"):
        check_fits(100 * free, CPU, 1000, 2)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ([0.0], "queries is of type list; expected a torch tensor"),
        (torch.zeros(2).to_sparse(), "a tensor of torch.sparse_coo; expected a dense one of real numbers"),
        (torch.zeros(2, dtype=torch.complex64), "a tensor of torch.complex64; expected a dense one of real numbers"),
        (torch.zeros(2, device="meta"), "queries is on meta, the memory on cpu; move one of them"),
    ],
)
def test_other_things_than_tensors_of_numbers_are_refused(wrong: object, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        require_tensor("queries", wrong, CPU)


def test_masks_are_of_true_and_false() -> None:
    require_mask("rows", torch.tensor([True, False]), (2,), CPU)
    with pytest.raises(BadInput, match=r"rows is a tensor of torch\.int64; expected torch\.bool"):
        require_mask("rows", torch.tensor([1, 0]), (2,), CPU)
    with pytest.raises(BadInput, match=r"rows has shape \[3\]"):
        require_mask("rows", torch.ones(3, dtype=torch.bool), (2,), CPU)


@pytest.mark.parametrize("k", [2.5, None, "3"])
def test_k_is_a_whole_number(k: object) -> None:
    with pytest.raises(BadInput, match="is no whole number; k must be an integer of at least 1"):
        require_k(k, 1, CPU)


def test_numbers_whose_products_overflow_are_refused() -> None:
    require_finite("keys", torch.tensor([1e16, -1e16, 0.0]))
    for large in (1.1e16, -3e38):
        with pytest.raises(BadInput, match=r"keys hold numbers of up to .*; a memory takes numbers of up to 1e\+16"):
            require_finite("keys", torch.tensor([0.0, large]))


def test_room_for_neighbours_is_counted_in_bytes_of_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """2 x 512 queries of 128 numbers each; 4,096 slots for each of them are 34 MB, not 4.3 GB."""
    memory = Memory(rows=1, heads=2, capacity=8, key_dim=128, value_dim=1)
    free = 2 * 10**9
    monkeypatch.setattr("memtrans.memory.guards.free_bytes", lambda device: free)
    queries = torch.ones(1, 2, 512, 128)
    assert memory.search(queries, 4096).shape == (1, 2, 512, 4096)
    with pytest.raises(BadInput, match=r"k=300000 needs 2\.5 GB, 2\.0 GB are free on cpu"):
        memory.search(queries, 300_000)
    with pytest.raises(BadInput, match=r"k=4096 needs 4\.3 GB, 2\.0 GB are free"):
        memory.retrieve(queries, 4096)
