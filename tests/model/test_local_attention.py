"""Attention in blocks of queries, beside the one table of scores that it stands for."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from memtrans.model import MemorizingTransformer, ModelConfig
from memtrans.model import local_attention as module
from memtrans.model.local_attention import RelativeBias, bias_table, local_attention


class Case(NamedTuple):
    """Arguments of `local_attention`, and gradients to send back."""

    queries: Tensor
    keys: Tensor
    values: Tensor
    bias: Tensor
    hidden: Tensor | None
    d_out: Tensor
    d_log_mass: Tensor

    def to(self, dtype: torch.dtype) -> Case:
        return Case(*(x.to(dtype) if isinstance(x, Tensor) and x.is_floating_point() else x for x in self))


def new_case(
    rows: int = 2,
    kv_heads: int = 2,
    group: int = 2,
    tokens: int = 5,
    cached: int = 3,
    *,
    dim: int = 4,
    hides: float = 0.3,
    biased: bool = True,
    seed: int = 0,
) -> Case:
    """Random numbers in float64; hides: share of hidden keys; above 0, all cached ones of the first row are."""
    random = torch.Generator().manual_seed(seed)

    def normal(*shape: int) -> Tensor:
        return torch.randn(shape, dtype=torch.float64, generator=random)

    seen = cached + tokens
    hidden = torch.rand(rows, seen, generator=random) < hides
    hidden[0, :cached] |= hides > 0
    return Case(
        3 * normal(rows, kv_heads, group, tokens, dim),
        normal(rows, kv_heads, seen, dim),
        normal(rows, kv_heads, seen, dim),
        4 * biased * normal(kv_heads * group, seen),
        hidden if hides else None,
        normal(rows, kv_heads, group, tokens, dim),
        normal(rows, kv_heads, group, tokens, 1),
    )


def straightforward(
    queries: Tensor, keys: Tensor, values: Tensor, bias: Tensor, hidden: Tensor | None = None
) -> tuple[Tensor, Tensor]:
    """The same as one table of all scores, of which most are masked."""
    tokens, seen = queries.shape[3], keys.shape[2]
    distance = torch.arange(seen - tokens, seen)[:, None] - torch.arange(seen)
    scores = (queries @ keys.unsqueeze(2).mT).to(bias.dtype)
    scores = scores + bias[:, distance.clamp(min=0)].unflatten(0, queries.shape[1:3])
    visible = distance >= 0
    if hidden is not None:
        visible = visible & (~hidden[:, None, None, None] | (distance == 0))
    scores = scores.masked_fill(~visible, -torch.inf)
    return (scores.softmax(-1).to(values.dtype) @ values.unsqueeze(2)).to(bias.dtype), scores.logsumexp(
        -1, keepdim=True
    )


Attend = Callable[..., tuple[Tensor, Tensor]]


def results(attend: Attend, case: Case) -> list[Tensor]:
    """Both outputs and the four gradients."""
    inputs = [x.detach().clone().requires_grad_() for x in case[:4]]
    outputs = attend(*inputs, case.hidden)
    return [*(x.detach() for x in outputs), *torch.autograd.grad(outputs, inputs, [case.d_out, case.d_log_mass])]


def in_blocks(case: Case, block: int) -> list[Tensor]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", block)
        return results(local_attention, case)


@given(
    rows=st.integers(1, 3),
    kv_heads=st.integers(1, 3),
    group=st.integers(1, 3),
    tokens=st.integers(1, 9),
    cached=st.integers(0, 7),
    block=st.integers(1, 10),
    hides=st.sampled_from([0, 0.3, 1]),
    biased=st.booleans(),
)
def test_results_and_gradients_are_those_of_one_table(
    rows: int, kv_heads: int, group: int, tokens: int, cached: int, block: int, hides: float, biased: bool
) -> None:
    case = new_case(rows, kv_heads, group, tokens, cached, hides=hides, biased=biased, seed=tokens)
    for got, expected in zip(in_blocks(case, block), results(straightforward, case), strict=True):
        torch.testing.assert_close(got, expected, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize(("autocast", "bound"), [(False, 1e-5), (True, 0.05)], ids=["float32", "autocast"])
@pytest.mark.parametrize("hides", [0, 0.3])
@pytest.mark.parametrize("cached", [0, 70, 300])
def test_it_rounds_no_more_than_one_table_does(cached: int, hides: float, autocast: bool, bound: float) -> None:
    case = new_case(tokens=module.BLOCK + 45, cached=cached, dim=16, hides=hides)
    exact = results(straightforward, case)

    def errors(attend: Attend) -> list[float]:
        with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
            got = results(attend, case.to(torch.float32))
        assert all(x.dtype == torch.float32 for x in got)
        return [float((ours - true).norm() / true.norm()) for ours, true in zip(got, exact, strict=True)]

    for ours, usual in zip(errors(local_attention), errors(straightforward), strict=True):
        assert ours < 1.3 * usual < bound


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_the_softmax_of_a_model_in_16_bits_is_that_of_float32(dtype: torch.dtype) -> None:
    """Such a model has values and a bias of 16 bits; its normalised queries and keys are float32."""
    case = new_case(tokens=module.BLOCK + 45, cached=70, dim=16, hides=0.3).to(torch.float32)
    bias, values = case.bias.to(dtype), case.values.to(dtype)
    out, log_mass = local_attention(case.queries, case.keys, values, bias, case.hidden)
    exact, exact_mass = straightforward(case.queries, case.keys, values.float(), bias.float(), case.hidden)
    assert out.dtype == log_mass.dtype == torch.float32
    assert float((out - exact).norm() / exact.norm()) < torch.finfo(dtype).eps
    torch.testing.assert_close(log_mass, exact_mass)


def test_gradients_are_those_of_finite_differences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 2)
    case = new_case(tokens=3, cached=1, dim=2)
    inputs = [x.requires_grad_() for x in case[:4]]
    assert torch.autograd.gradcheck(lambda *x: local_attention(*x, case.hidden), inputs)


def test_what_comes_later_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 3)
    case = new_case(tokens=8, cached=2, hides=0)
    expected = local_attention(*case[:5])
    for changed in range(8):
        keys, values = case.keys.clone(), case.values.clone()
        keys[:, :, 2 + changed :] += 5
        values[:, :, 2 + changed :] -= 5
        for got, before in zip(local_attention(case.queries, keys, values, case.bias), expected):
            assert torch.equal(got[..., :changed, :], before[..., :changed, :])
            assert not torch.allclose(got[..., changed, :], before[..., changed, :])


def test_rows_are_independent_of_one_another() -> None:
    case = new_case(rows=3, tokens=6)
    assert case.hidden is not None
    together = local_attention(*case[:5])
    for row in range(3):
        one = slice(row, row + 1)
        alone = local_attention(case.queries[one], case.keys[one], case.values[one], case.bias, case.hidden[one])
        for got, expected in zip(alone, together):
            torch.testing.assert_close(got, expected[one])


def test_a_key_that_nobody_may_see_counts_for_nothing_but_its_own_query() -> None:
    case = new_case(hides=1)
    out, log_mass = local_attention(*case[:5])
    own = case.values[:, :, None, 3:].expand_as(out)
    assert torch.equal(out, own)
    scores = (case.queries * case.keys[:, :, None, 3:]).sum(-1, keepdim=True) + case.bias[:, :1, None].view(2, 2, 1, 1)
    torch.testing.assert_close(log_mass, scores)


def test_without_gradients_the_result_is_the_same_bit_for_bit() -> None:
    case = new_case().to(torch.float32)
    inputs = [x.clone().requires_grad_() for x in case[:4]]
    expected = local_attention(*inputs, case.hidden)
    with torch.no_grad():
        got = local_attention(*inputs, case.hidden)
    assert all(torch.equal(a, b) for a, b in zip(got, expected))
    assert not got[0].requires_grad


def long_model() -> tuple[MemorizingTransformer, Tensor]:
    shape = {"vocab_size": 9, "width": 8, "heads": 2, "kv_heads": 1, "layers": 1, "memory_layers": ()}
    return MemorizingTransformer(ModelConfig(**shape, xl_cache=0)), torch.zeros(2, 512, dtype=torch.int64)


def test_most_of_the_future_is_never_multiplied() -> None:
    model, tokens = long_model()
    with FlopCounterMode(display=False) as counter:
        model(tokens).logits.sum().backward()
    counted = counter.get_flop_counts()["Global"]
    products = {str(operation): flops for operation, flops in counted.items() if "bmm" in str(operation)}
    one = 2 * 2 * 2 * 512 * 512 * 4  # multiply and add; rows, heads, queries, keys, dim
    assert sum(products.values()) == 6 * one * 5 / 8, "four blocks see 1, 2, 3 and 4 quarters of the keys"


def test_of_all_scores_only_the_weights_are_kept_for_backward() -> None:
    model, tokens = long_model()
    kept: dict[int, int] = {}

    def keep(tensor: Tensor) -> Tensor:
        kept[tensor.untyped_storage().data_ptr()] = tensor.untyped_storage().nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        model(tokens)
    query = 2 * 2 * 512 * torch.float32.itemsize
    assert sorted(n for n in kept.values() if n >= 32 * query) == [n * 128 * query // 4 for n in range(1, 5)]


def test_buckets_are_those_of_t5() -> None:
    bias = RelativeBias(heads=2, buckets=32, max_distance=128)

    def expected(distance: int) -> int:
        if distance < 16:
            return distance
        return min(31, 16 + int(math.log(distance / 16) / math.log(128 / 16) * 16))

    assert bias.bucket(torch.arange(400)).tolist() == [expected(distance) for distance in range(400)]


def test_the_bias_depends_on_head_and_distance_only() -> None:
    bias = RelativeBias(heads=3, buckets=8, max_distance=10)
    torch.nn.init.normal_(bias.weight)
    table = bias_table(bias(9), 4)
    assert table.shape == (3, 4, 9)
    for query in range(4):
        for key in range(query + 6):
            bucket = bias.bucket(torch.tensor(query + 5 - key))
            assert torch.equal(table[:, query, key], 8 * bias.weight[bucket])
        assert bool((table[:, query, query + 6 :] == -torch.inf).all()), "the future"


def test_a_bias_starts_as_a_fall_over_the_buckets_that_halves_from_head_to_head() -> None:
    bias = RelativeBias(heads=3, buckets=8, max_distance=10, slope=2.0)
    assert bias(4).tolist() == [[0, -2, -4, -6], [0, -1, -2, -3], [0, -0.5, -1, -1.5]]
    assert not RelativeBias(heads=3, buckets=8, max_distance=10)(9).any()
