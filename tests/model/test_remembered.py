"""What is not retrieved counts at the means of its block: against softmax attention written out pair by pair."""

from __future__ import annotations

import math

import pytest
import torch
from tiny_models import filled as filled_by
from tiny_models import new_model, tokens
from torch import Tensor

from memtrans.backend import NONE
from memtrans.memory import Memory
from memtrans.model.remembered import attend_to_stored, attends

ROWS, HEADS, DIM, VALUE_DIM = 2, 3, 8, 5
SCALE = 0.7


def filled(capacity: int, writes: list[int], size: int, seed: int = 0) -> Memory:
    """A memory after writes of so many tokens, the first row shorter by a third of each."""
    random = torch.Generator().manual_seed(seed)
    memory = Memory(rows=ROWS, heads=HEADS, capacity=capacity, key_dim=DIM, value_dim=VALUE_DIM, remainder=size)
    for n in writes:
        keys = torch.randn(ROWS, HEADS, n, DIM, generator=random)
        values = torch.randn(ROWS, HEADS, n, VALUE_DIM, generator=random)
        valid = torch.arange(n) < torch.tensor([[n - n // 3], [n]])
        memory.append(keys, values, valid)
    return memory


def some_queries(n: int, seed: int = 1) -> Tensor:
    return torch.randn(ROWS * HEADS, n, DIM, generator=torch.Generator().manual_seed(seed))


def written_out(
    query: Tensor, chosen: list[int], keys: Tensor, values: Tensor, size: int, cap: float | None
) -> tuple[Tensor, float]:
    """One query. keys [stored, dim], values [stored, value_dim], in float64."""
    terms: list[tuple[float, Tensor]] = [(SCALE * float(query @ keys[slot]), values[slot]) for slot in chosen]
    scores = [score if cap is None else cap * math.tanh(score / cap) for score, _ in terms]
    parts = [(math.exp(score), value) for score, (_, value) in zip(scores, terms)]
    for first in range(0, len(keys), size):
        others = [slot for slot in range(first, min(first + size, len(keys))) if slot not in chosen]
        if others:
            score = SCALE * float(query @ keys[others].mean(0))
            score = score if cap is None else cap * math.tanh(score / cap)
            parts.append((len(others) * math.exp(score), values[others].mean(0)))
    total = sum(weight for weight, _ in parts)
    return sum((weight / total * value for weight, value in parts), torch.zeros(VALUE_DIM).double()), math.log(total)


@pytest.mark.parametrize("cap", [None, 1.5])
@pytest.mark.parametrize(
    ("capacity", "writes", "size"),
    [(40, [5], 8), (40, [24], 8), (40, [24, 30, 7], 8), (41, [30, 30], 8), (40, [33, 29], 64), (40, [33, 29], 1)],
)
def test_it_is_the_softmax_written_out(capacity: int, writes: list[int], size: int, cap: float | None) -> None:
    memory, queries = filled(capacity, writes, size), some_queries(6)
    slots = memory.search(queries.view(ROWS, HEADS, 6, DIM), 4).flatten(0, 1)
    slots[:, 1::2, 2:] = NONE  # some retrieve less
    slots[:, 4] = NONE  # one retrieves nothing
    out, log_mass = attend_to_stored(queries, slots, memory, 0, lambda scores: SCALE * scores, cap)
    for store in range(ROWS * HEADS):
        stored = int(memory.lengths[store // HEADS])
        keys, values = memory.keys()[store, :stored].double(), memory.values()[store, :stored].double()
        for at in range(6):
            chosen = [slot for slot in slots[store, at].tolist() if slot != NONE]
            right, mass = written_out(queries[store, at].double(), chosen, keys, values, size, cap)
            torch.testing.assert_close(out[store, at].double(), right, atol=1e-5, rtol=1e-5)
            assert float(log_mass[store, at]) == pytest.approx(mass, abs=1e-5)


def test_blocks_of_one_slot_are_full_attention() -> None:
    memory, queries = filled(60, [40, 50], 1), some_queries(5)
    slots = memory.search(queries.view(ROWS, HEADS, 5, DIM), 3).flatten(0, 1)
    out, log_mass = attend_to_stored(queries, slots, memory, 0, lambda scores: SCALE * scores)
    for store in range(ROWS * HEADS):
        stored = int(memory.lengths[store // HEADS])
        scores = SCALE * queries[store] @ memory.keys()[store, :stored].T
        torch.testing.assert_close(out[store], scores.softmax(-1) @ memory.values()[store, :stored])
        torch.testing.assert_close(log_mass[store, :, 0], scores.logsumexp(-1))


@pytest.mark.parametrize("size", [2, 8, 32])
def test_it_never_gives_more_than_what_is_there(size: int) -> None:
    memory, queries = filled(64, [50, 40], size), 3 * some_queries(20)
    slots = memory.search(queries.view(ROWS, HEADS, 20, DIM), 3).flatten(0, 1)
    _, log_mass = attend_to_stored(queries, slots, memory, 0, lambda scores: scores)
    for store in range(ROWS * HEADS):
        everything = (queries[store] @ memory.keys()[store, : int(memory.lengths[store // HEADS])].T).logsumexp(-1)
        assert bool((log_mass[store, :, 0] <= everything + 1e-5).all())


def test_without_it_only_what_was_retrieved_counts() -> None:
    memory, queries = filled(64, [50], 0), some_queries(5)
    slots = memory.search(queries.view(ROWS, HEADS, 5, DIM), 3).flatten(0, 1)
    out, _ = attend_to_stored(queries, slots, memory, 0, lambda scores: scores)
    assert memory.means() is None
    near = memory.keys()[0][slots[0]]
    weights = (near @ queries[0].unsqueeze(-1)).squeeze(-1).softmax(-1)
    torch.testing.assert_close(out[0], (weights.unsqueeze(-1) * memory.values()[0][slots[0]]).sum(1))


@pytest.mark.parametrize("size", [0, 8])
def test_an_empty_memory_is_attended_to_by_nobody(size: int) -> None:
    memory, queries = filled(64, [], size), some_queries(5)
    slots = torch.full((ROWS * HEADS, 5, 3), NONE)
    out, log_mass = attend_to_stored(queries, slots, memory, 0, lambda scores: scores)
    assert not bool(attends(log_mass).any())
    assert not bool(out.any())


def test_gradients_of_queries_are_right() -> None:
    memory = filled(30, [20, 25], 4)
    queries = some_queries(3).double().requires_grad_()
    slots = memory.search(queries.detach().float().view(ROWS, HEADS, 3, DIM), 4).flatten(0, 1)
    # Tables in float64 as well, or rounding hides what is looked for.
    memory._rings.keys[0], memory._rings.values[0] = (x[0].double() for x in (memory._rings.keys, memory._rings.values))
    assert torch.autograd.gradcheck(
        lambda x: attend_to_stored(x, slots, memory, 0, lambda scores: SCALE * scores), (queries,)
    )


@pytest.mark.parametrize("combine", ["gate", "joint_softmax"])
def test_with_blocks_of_one_slot_a_model_does_not_notice_what_an_index_misses(combine: str) -> None:
    model = new_model(combine=combine, neighbours=4)
    logits = {}
    for backend, options, size in (("exact", {}, 1), ("dial", {"recall": 0.3}, 1), ("dial", {"recall": 0.3}, 0)):
        memory, cache = filled_by(model, backend=backend, options=options, remainder=size)
        logits[backend, size] = model(tokens(7), memory, cache).logits
    torch.testing.assert_close(logits["dial", 1], logits["exact", 1], atol=1e-4, rtol=1e-4)
    assert (logits["dial", 0] - logits["exact", 1]).abs().max() > 1e-2


def test_padding_changes_nothing() -> None:
    model = new_model(neighbours=4)
    plain, padded = (model.new_memory(ROWS, 40, threads=1, remainder=4) for _ in range(2))
    for step in range(4):
        ids = tokens(step)
        longer = torch.cat([ids, tokens(50 + step)], dim=1)
        valid = torch.arange(longer.shape[1]).expand_as(longer) < ids.shape[1]
        short, long = model(ids, plain), model(longer, padded, valid=valid)
        torch.testing.assert_close(long.logits[:, : ids.shape[1]], short.logits)
        plain.append(*short.new)
        padded.append(*long.new)


def test_a_model_may_be_trained_with_it() -> None:
    model = new_model(neighbours=4)
    memory, cache = filled_by(model, remainder=4)
    model(tokens(7), memory, cache).logits.square().mean().backward()
    scales = [weight.grad for name, weight in model.named_parameters() if "memory_scale" in name]
    assert scales
    assert all(grad is not None and bool(grad.abs().max() > 0) for grad in scales)


def test_a_write_before_backward_is_refused_as_without() -> None:
    model = new_model(neighbours=4)
    memory, cache = filled_by(model, remainder=4)
    output = model(tokens(7), memory, cache)
    memory.append(*output.new)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        output.logits.sum().backward()
