"""Exact search that looks at rounded scores first: nothing may be missed, whatever the keys look like."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from memtrans.search.exact import MANY_KEYS, MANY_QUERIES, _lower, _margin, _round, exact_slots, exact_topk
from memtrans.search.selection import largest
from memtrans.search.topk import Scratch, score, select_topk
from memtrans.search.workers import Workers

CPU = torch.device("cpu")
Q, N = MANY_QUERIES + 70, MANY_KEYS + 100


def assert_exact(queries: Tensor, keys: Tensor, live: list[range], k: int, slots: Tensor) -> None:
    """Every chosen key scores at least as the k-th best in float64, but for what float32 rounds."""
    for query, key, span, chosen in zip(queries.double(), keys.double(), live, slots):
        scores = query @ key[span.start : span.stop].T
        kth = scores.topk(k).values[:, -1:]
        slack = 1e-6 * query.norm(dim=1, keepdim=True) * key[span.start : span.stop].norm(dim=1).max()
        found = scores.gather(1, chosen - span.start)
        assert bool((found >= kth - slack).all()), float((kth - found).max())
        assert all(len(row.unique()) == k for row in chosen)


def normal(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def heavy(*shape: int, seed: int = 0) -> Tensor:
    """Few numbers far larger than the others, as in some channels of language models."""
    return normal(*shape, seed=seed) * normal(*shape, seed=seed + 1).exp() ** 2


def crowd(n: int, dim: int) -> Tensor:
    """A few hundred keys that nobody can tell apart in bfloat16, by far the best ones of half of the queries."""
    keys = normal(n, dim, seed=7)
    keys[: n // 8] = 30 * torch.eye(dim)[0] + 1e-3 * normal(n // 8, dim, seed=8)
    return keys


KEYS = {
    "normal": normal(N, 24, seed=1),
    "common part": normal(N, 24, seed=1) + 40,
    "heavy tails": heavy(N, 24, seed=1),
    "growing": normal(N, 24, seed=1) * torch.linspace(0.01, 30, N)[:, None],
    "one direction": normal(N, 1, seed=1) * normal(1, 24, seed=2) + 1e-3 * normal(N, 24, seed=3),
    "few different": normal(40, 24, seed=1)[torch.arange(N) % 40],
    "a crowd": crowd(N, 24),
    "halfway": normal(N, 24, seed=1).sign() * (1 + 2.0**-8) * (1 + 1e-5 * normal(N, 24, seed=2)),  # rounded either way
    "all alike": torch.ones(N, 24),
    "zeros": torch.zeros(N, 24),
    "huge": 1e18 * normal(N, 24, seed=1),
    "tiny": 1e-30 * normal(N, 24, seed=1),
    "one giant": torch.cat([1e12 * torch.ones(1, 24), normal(N - 1, 24, seed=1)]),
}


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
def test_nothing_is_missed_whatever_the_keys_look_like(name: str, dtype: torch.dtype) -> None:
    if dtype == torch.float16 and name in ("huge", "one giant", "tiny"):
        pytest.skip("no such numbers in float16")
    keys = KEYS[name][None].to(dtype)
    queries = torch.stack([normal(Q, 24, seed=5) + torch.tensor([1.0] + 23 * [0.0])])
    if name != "tiny":  # whose products with each other are no numbers of float32
        queries[0, :9] = keys[0, :9].float()
    queries[0, 9] = 0
    slots = exact_slots(queries, keys, [range(N)], 20, Scratch(CPU), scan=torch.bfloat16)
    assert_exact(queries, keys.float(), [range(N)], 20, slots)


@pytest.mark.parametrize("k", [1, 32, 128])
@pytest.mark.parametrize("scratch_mb", [0.3, None])
def test_several_stores_short_and_long_and_spans_within_them(k: int, scratch_mb: float | None) -> None:
    lengths = [N, 300, N // 2, 0, N]
    keys = torch.full((5, N + 50, 16), torch.nan)
    live = [range(50 * (store % 2), 50 * (store % 2) + length) for store, length in enumerate(lengths)]
    for store, span in enumerate(live):
        keys[store, span.start : span.stop] = normal(len(span), 16, seed=store)
    queries = normal(5, Q, 16, seed=9)
    slots = exact_slots(queries, keys, live, k, Scratch(CPU, scratch_mb), scan=torch.bfloat16)
    some = [0, 1, 2, 4]
    assert_exact(queries[some], keys[some], [live[each] for each in some], k, slots[some])
    assert bool((slots[3] == -1).all())
    threaded = exact_slots(queries, keys, live, k, Scratch(CPU, scratch_mb), Workers(3), scan=torch.bfloat16)
    assert torch.equal(threaded, slots)


def test_scores_are_those_of_the_stored_keys_and_both_ways_choose_alike() -> None:
    queries, keys = normal(2, Q, 16, seed=0), normal(2, N, 16, seed=1)
    live = [range(N)] * 2
    scores, slots = exact_topk(queries, keys, live, 10, Scratch(CPU), scan=torch.bfloat16)
    plain = select_topk(queries, keys, live, 10, Scratch(CPU), select=largest)
    assert torch.equal(scores, score(queries, keys, slots))
    assert torch.equal(slots.sort(2).values, plain[1].sort(2).values)


@pytest.mark.parametrize("dim", [1, 8, 64, 200])
@pytest.mark.parametrize("name", ["normal", "heavy"])
def test_no_rounded_score_is_further_off_than_the_margin(dim: int, name: str) -> None:
    make = {"normal": normal, "heavy": heavy}[name]
    queries, keys = make(50, dim, seed=3), make(2000, dim, seed=4) + 2
    rounded, length, error = _round(keys)
    short = queries.to(torch.bfloat16)
    margin = torch.from_numpy(_margin(queries, short, length, error)).double()[:, None]
    true = queries.double() @ (keys.double() - keys.mean(0).double()).T
    unrounded = short.double() @ rounded.double().T
    assert bool(((unrounded - true).abs() <= margin).all())
    scores = (short @ rounded.T).double()
    reach = np.stack([_lower(margin[:, 0].numpy(), column) for column in scores.numpy().T], axis=1)
    kth = true.topk(20).values[:, -1:]
    least = torch.from_numpy(_lower(margin[:, 0].numpy(), scores.topk(20).values[:, -1].numpy()))[:, None]
    assert bool((scores >= least)[true >= kth].all())
    assert bool((torch.from_numpy(reach) <= true).all())


def test_two_keys_that_score_alike_are_never_told_apart() -> None:
    """One as far above the truth as rounding allows, one as far below it, both rounded once more."""
    true = normal(200_000, seed=1) * torch.logspace(-3, 3, 200_000)
    margin = (
        true.abs() * torch.logspace(-6, 1, 200_000)[torch.randperm(200_000, generator=torch.Generator().manual_seed(2))]
    ).clamp(min=1e-6)
    high, low = ((true + sign * margin).bfloat16().float().numpy() for sign in (1, -1))
    assert bool((low >= _lower(margin.numpy(), high)).all())
    assert bool((high < -_lower(margin.numpy(), -low)).all())


@pytest.mark.parametrize("turned", [1.0, -1.0])
def test_queries_of_which_most_are_in_doubt_change_nothing_for_others(turned: float) -> None:
    """Most of the first chunk look at the crowd, and the whole group goes the plain way; or most look away."""
    queries, keys = normal(1, 600, 24, seed=0).abs(), KEYS["a crowd"][None]
    queries[0, 100:, 0] *= turned
    queries[0, :100, 0] *= -turned
    slots = exact_slots(queries, keys, [range(N)], 20, Scratch(CPU), scan=torch.bfloat16)
    assert_exact(queries, keys, [range(N)], 20, slots)
