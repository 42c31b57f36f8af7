"""Mistakes found in other memorizing transformers, each with a test that would fail on it.

Those that can only be made inside one index are tested beside its adapter.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest
import torch
from torch import Tensor

from memtrans.memory import Memory
from memtrans.model import MemorizingTransformer, ModelConfig
from memtrans.model.attention import masked_softmax, weighted_values

BACKENDS: dict[str, dict[str, Any]] = {"exact": {}}
if find_spec("faiss") is not None:
    BACKENDS |= {"faiss-flat": {}, "faiss-ivf-flat": {"exact_below": 32, "nlist": 4, "nprobe": 4}}


def new(capacity: int = 50, **changes: Any) -> Memory:
    return Memory(**{"rows": 2, "heads": 2, "capacity": capacity, "key_dim": 8, "threads": 1, **changes})


def directions(n: int, seed: int = 0) -> Tensor:
    """Keys [2, 2, n, 8] of length 1: each is its own nearest."""
    random = torch.Generator().manual_seed(seed)
    return torch.nn.functional.normalize(torch.randn(2, 2, n, 8, generator=random), dim=-1)


def own_value_share(memory: Memory, keys: Tensor, values: Tensor) -> float:
    """How often the nearest of a stored key is itself, with its own value."""
    found = memory.retrieve(keys, 1)
    right = (found.keys[..., 0, :] == keys).all(-1) & (found.values[..., 0, :] == values).all(-1)
    return float(right.float().mean())


@pytest.mark.parametrize("backend", BACKENDS)
def test_at_capacity_the_index_is_wiped_and_ids_and_values_disagree(backend: str) -> None:
    memory = new(backend=backend, options=BACKENDS[backend])
    keys, values = directions(170), torch.randn(2, 2, 170, 8, generator=torch.Generator().manual_seed(9))
    for end in range(17, 171, 17):
        memory.append(keys[:, :, end - 17 : end], values[:, :, end - 17 : end])
        assert memory.lengths.tolist() == [min(end, 50)] * 2
        kept = slice(max(0, end - 50), end)
        assert own_value_share(memory, keys[:, :, kept], values[:, :, kept]) == 1.0


@pytest.mark.parametrize("backend", BACKENDS)
def test_writing_one_row_moves_the_cursor_of_every_row(backend: str) -> None:
    memory = new(backend=backend, options=BACKENDS[backend])
    keys = directions(60)
    only = torch.tensor([True, False])[:, None].expand(2, 30)
    memory.append(keys[:, :, :30], keys[:, :, :30], only)
    assert memory.lengths.tolist() == [30, 0]
    memory.append(keys[:, :, 30:], keys[:, :, 30:], ~only)
    assert memory.lengths.tolist() == [30, 30]
    assert (
        own_value_share(
            memory, torch.stack([keys[0, :, :30], keys[1, :, 30:]]), torch.stack([keys[0, :, :30], keys[1, :, 30:]])
        )
        == 1.0
    )


def test_clearing_at_the_start_of_a_document_never_happens() -> None:
    memory = new()
    memory.append(directions(40), directions(40))
    memory.reset(torch.tensor([True, False]))
    found = memory.retrieve(directions(40), 3).found
    assert not found[0].any()
    assert found[1].all()


@pytest.mark.parametrize("stored", [torch.float32, torch.bfloat16, torch.float16])
@pytest.mark.parametrize("given", [torch.bfloat16, torch.float16])
@pytest.mark.parametrize("backend", BACKENDS)
def test_16_bit_input_crashes(backend: str, given: torch.dtype, stored: torch.dtype) -> None:
    memory = new(backend=backend, options=BACKENDS[backend], dtype=stored)
    keys = directions(40).to(given)
    memory.append(keys, keys)
    found = memory.retrieve(keys, 1)
    assert found.keys.dtype == stored
    torch.testing.assert_close(found.values[..., 0, :].float(), keys.float(), rtol=0.01, atol=0.01)


@pytest.mark.skipif(find_spec("faiss") is None, reason="faiss is not installed")
def test_nprobe_is_accepted_and_ignored() -> None:
    def recall(nprobe: int) -> float:
        options = {"exact_below": 64, "nlist": 32, "nprobe": nprobe}
        memory, exact = new(1000, backend="faiss-ivf-flat", options=options), new(1000)
        for each in (memory, exact):
            each.append(directions(1000), directions(1000))
        queries = directions(20, seed=1)
        found, true = memory.search(queries, 10), exact.search(queries, 10)
        return float((found.unsqueeze(-1) == true.unsqueeze(-2)).any(-1).float().mean())

    assert recall(1) < 0.7 < recall(8) < recall(32) == 1.0


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_inner_product_index_measures_distances(backend: str) -> None:
    memory = new(backend=backend, options=BACKENDS[backend])
    keys = directions(50)
    keys[:, :, 20] = 100 * keys[:, :, 7]
    memory.append(keys, keys)
    assert memory.positions(memory.search(keys[:, :, 7:8], 1)).flatten().tolist() == [20] * 4


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("chunk", [1, 7, 64, 300])
def test_chunked_adds_skip_keys(backend: str, chunk: int) -> None:
    memory = new(300, backend=backend, options=BACKENDS[backend])
    keys = directions(300)
    for part in keys.split(chunk, dim=2):
        memory.append(part, part)
    assert memory.lengths.tolist() == [300, 300]
    assert own_value_share(memory, keys, keys) == 1.0


def test_nothing_found_is_read_as_row_0_and_empty_slots_dilute_the_softmax() -> None:
    memory = new(layers=1)
    keys = directions(2)
    memory.append(keys, 5 + keys)
    found = memory.retrieve(directions(3, seed=1), 6)
    assert found.slots[..., :4].eq(-1).all()
    assert not found.found[..., :4].any()
    assert not found.values[..., :4, :].any()
    weights, _ = masked_softmax(torch.zeros(found.slots.shape), found.found)
    torch.testing.assert_close(weights[..., 4:], torch.full((2, 2, 3, 2), 0.5))
    mixed = weighted_values(weights.flatten(0, 1), memory.values(), found.slots.flatten(0, 1))
    torch.testing.assert_close(mixed.view(2, 2, 3, 8), (5 + keys).mean(2, keepdim=True).expand(2, 2, 3, 8))


def test_heads_and_neighbours_are_mixed_by_a_missing_transpose() -> None:
    memory = new(heads=3, layers=2)
    row, layer, head, token = torch.meshgrid(
        torch.arange(2), torch.arange(2), torch.arange(3), torch.arange(5), indexing="ij"
    )
    name = (1000 * row + 100 * layer + 10 * head + token).permute(1, 0, 2, 3).float()  # [layers, rows, heads, n]
    keys = torch.randn(2, 2, 3, 5, 8, generator=torch.Generator().manual_seed(0))
    memory.append(keys, name.unsqueeze(-1).expand(-1, -1, -1, -1, 8))
    for layer_number in (0, 1):
        found = memory.retrieve(torch.randn(2, 3, 4, 8, generator=torch.Generator().manual_seed(1)), 5, layer_number)
        for row_number in (0, 1):
            for head_number in (0, 1, 2):
                base = 1000 * row_number + 100 * layer_number + 10 * head_number
                values = found.values[row_number, head_number, :, :, 0]
                assert torch.equal(values, (base + torch.arange(5.0)).expand(4, 5))


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_memory_is_left_out_of_checkpoints(backend: str) -> None:
    memory, twin = (new(backend=backend, options=BACKENDS[backend], delay=2) for _ in range(2))
    keys = directions(70)
    memory.append(keys, keys)
    twin.load_state_dict(memory.state_dict())
    memory.rebuild()
    for each in (memory, twin):
        each.append(keys[:, :, :9], keys[:, :, :9])
    queries = directions(5, seed=2)
    assert torch.equal(memory.search(queries, 60), twin.search(queries, 60))


def test_an_empty_memory_mixes_zeros_in_through_the_gate() -> None:
    torch.manual_seed(0)
    model = MemorizingTransformer(ModelConfig.preset("tiny", gate_start=3.0))
    tokens = torch.arange(12).view(2, 6)
    assert torch.equal(model(tokens, model.new_memory(2, 16)).logits, model(tokens).logits)
