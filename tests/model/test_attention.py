from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from memtrans.model import attention
from memtrans.model.attention import (
    LearnedScale,
    masked_softmax,
    neighbour_scores,
    normalise,
    weighted_values,
)

STORES, QUERIES, K, SLOTS, DIM = 2, 3, 4, 6, 5


def case(dtype: torch.dtype, table: torch.dtype, seed: int = 0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Queries, weights (0 where the slot is missing), a table and slots, the first of which are missing."""
    random = torch.Generator().manual_seed(seed)
    slots = torch.stack([torch.randperm(SLOTS, generator=random)[:K] for _ in range(STORES * QUERIES)])
    slots = slots.view(STORES, QUERIES, K)
    slots[0, 0, :2] = -1
    slots[1, 2] = -1
    queries = torch.randn(STORES, QUERIES, DIM, dtype=dtype, generator=random).requires_grad_()
    weights = torch.rand(STORES, QUERIES, K, dtype=dtype, generator=random) * (slots >= 0)
    stored = torch.randn(STORES, SLOTS, DIM, dtype=dtype, generator=random).to(table)
    return queries, weights.requires_grad_(), stored, slots


def chosen(table: Tensor, slots: Tensor, dtype: torch.dtype) -> Tensor:
    """[stores, q, k, dim], gathered the obvious way."""
    return torch.stack([table[store][slots[store].clamp(min=0)] for store in range(len(table))]).to(dtype)


@pytest.mark.parametrize("table", [torch.float64, torch.float32, torch.bfloat16, torch.float16])
def test_gradients_are_those_of_finite_differences(table: torch.dtype) -> None:
    queries, weights, stored, slots = case(torch.float64, table)
    assert torch.autograd.gradcheck(lambda q: neighbour_scores(q, stored, slots), (queries,))
    assert torch.autograd.gradcheck(lambda w: weighted_values(w, stored, slots), (weights,))


@pytest.mark.parametrize("scratch", [1, 300, 2**24])
@pytest.mark.parametrize("table", [torch.float32, torch.bfloat16, torch.float16])
def test_values_and_gradients_are_those_of_a_dense_gather(
    table: torch.dtype, scratch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attention, "_GATHER_BYTES", scratch)
    queries, weights, stored, slots = case(torch.float32, table)
    gathered = chosen(stored, slots, torch.float32)
    for ours, dense, variable in [
        (neighbour_scores(queries, stored, slots), (gathered @ queries.unsqueeze(-1)).squeeze(-1), queries),
        (weighted_values(weights, stored, slots), (weights.unsqueeze(-2) @ gathered).squeeze(-2), weights),
    ]:
        torch.testing.assert_close(ours, dense)
        upstream = torch.randn(ours.shape, generator=torch.Generator().manual_seed(1))
        got, expected = (torch.autograd.grad(out, variable, upstream)[0] for out in (ours, dense))
        torch.testing.assert_close(got, expected)


class Largest(TorchDispatchMode):
    """Bytes of the largest tensor that any operation gave."""

    nbytes = 0

    def __torch_dispatch__(self, operation: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = operation(*args, **(kwargs or {}))
        if isinstance(result, Tensor):
            self.nbytes = max(self.nbytes, result.nbytes)
        return result


@pytest.mark.parametrize("table", [torch.float32, torch.bfloat16])
def test_pairs_are_gathered_a_cacheful_at_a_time(table: torch.dtype) -> None:
    random = torch.Generator().manual_seed(0)
    slots = torch.randint(-1, 100, (2, 300, 32), generator=random)
    queries = torch.randn(2, 300, 64, generator=random).requires_grad_()
    stored = torch.randn(2, 100, 64, generator=random).to(table)
    with Largest() as largest:
        scores = neighbour_scores(queries, stored, slots)
        weighted_values(scores, stored, slots).sum().backward()
    assert largest.nbytes <= 2 * 2**20 < 2 * 300 * 32 * 64 * 4


def test_where_no_cpu_has_to_keep_them_in_its_cache_more_are_gathered_at_once() -> None:
    slots = torch.zeros(2, 300, 32, dtype=torch.int64, device="meta")
    stored = torch.zeros(2, 100, 64, device="meta")
    (gathered,) = attention._gather(stored, slots, torch.float32)
    assert gathered[1].shape == (600, 32, 64)
    assert len(list(attention._gather(stored, slots.repeat(1, 100, 1), torch.float32))) > 1, "but not without bound"


def test_a_write_before_backward_raises_instead_of_corrupting() -> None:
    queries, weights, stored, slots = case(torch.float32, torch.float32)
    for out in (neighbour_scores(queries, stored, slots), weighted_values(weights, stored, slots)):
        stored[0, 0] = 7
        with pytest.raises(RuntimeError, match="modified by an inplace operation"):
            out.sum().backward()


def test_autocast_does_not_round_the_scores_of_memories() -> None:
    queries, weights, stored, slots = case(torch.float32, torch.float32)
    expected = neighbour_scores(queries, stored, slots), weighted_values(weights, stored, slots)
    with torch.autocast("cpu", torch.bfloat16):
        got = neighbour_scores(queries, stored, slots), weighted_values(weights, stored, slots)
        gradient = torch.autograd.grad(got[0].sum(), queries)[0]
    assert all(torch.equal(a, b) for a, b in zip(got, expected))
    assert torch.equal(gradient, torch.autograd.grad(expected[0].sum(), queries)[0])


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=5), st.integers(0, 99))
def test_masked_softmax_is_the_softmax_of_what_is_there(present: list[list[bool]], seed: int) -> None:
    scores = torch.randn(len(present), 4, generator=torch.Generator().manual_seed(seed)) * 10
    weights, log_mass = masked_softmax(scores.requires_grad_(), torch.tensor(present))
    gradient = torch.autograd.grad((weights * torch.arange(4.0)).sum(), scores)[0]
    assert bool(gradient.isfinite().all())
    for row, there in enumerate(present):
        some = scores[row, torch.tensor(there)]
        assert not weights[row, ~torch.tensor(there)].any(), "what is missing gets no weight"
        assert not gradient[row, ~torch.tensor(there)].any()
        if any(there):
            torch.testing.assert_close(weights[row, torch.tensor(there)], some.softmax(0))
            torch.testing.assert_close(log_mass[row, 0], some.logsumexp(0))
        else:
            assert log_mass[row, 0] < -1e38


@pytest.mark.parametrize("form", ["log", "abs"])
def test_a_scale_starts_where_it_is_told_and_is_never_negative(form: str) -> None:
    scale = LearnedScale(3, 5.0, form)
    torch.testing.assert_close(scale(), torch.full((3,), 5.0))
    with torch.no_grad():
        scale.weight.fill_(-2.0)
    assert bool((scale() > 0).all()), "a negative scale would turn the ranking round"


def test_normalised_vectors_have_length_1_in_float32() -> None:
    x = torch.randn(3, 7, generator=torch.Generator().manual_seed(0)).to(torch.bfloat16)
    assert normalise(x).dtype == torch.float32
    torch.testing.assert_close(normalise(x).norm(dim=1), torch.ones(3), rtol=0, atol=1e-5)
    assert not normalise(torch.zeros(2, 3)).any(), "no direction, and no NaN"
