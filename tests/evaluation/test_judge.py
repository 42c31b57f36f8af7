from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from memtrans import Memory
from memtrans.evaluation.judge import judge, spread_evenly


@pytest.mark.parametrize(("drop", "best_found"), [("best", 0.0), ("last", 1.0), ("random", 0.5)])
def test_a_judgement_says_whether_the_nearest_was_found(drop: str, best_found: float) -> None:
    torch.manual_seed(0)
    memory = Memory(rows=2, heads=2, capacity=64, key_dim=8, backend="dial", options={"recall": 0.5, "drop": drop})
    memory.append(torch.randn(2, 2, 64, 8), torch.randn(2, 2, 64, 8))
    queries = torch.randn(2, 2, 300, 8)
    slots = memory.search(queries, 16)
    judged = judge(memory, 0, queries, slots, torch.full((2,), 4.0), torch.arange(300).expand(2, -1))
    assert float(judged.best_found.mean()) == pytest.approx(best_found, abs=0.05)
    assert float(judged.recall.mean()) == pytest.approx(0.5, abs=0.01)


@given(st.data())
def test_a_judgement_is_that_of_a_list(data: st.DataObject) -> None:
    """Of whichever slots were found, few keys in them or many, at any size of the scores, in each row and head."""
    rows, heads, group, q = (data.draw(st.integers(1, 2)) for _ in range(4))
    k, stored, size = (
        data.draw(st.integers(1, 6)),
        data.draw(st.integers(0, 9)),
        data.draw(st.sampled_from([1e-6, 1, 1e6])),
    )
    random = torch.Generator().manual_seed(data.draw(st.integers(0, 999)))
    memory = Memory(rows=rows, heads=heads, capacity=12, key_dim=4, value_dim=3, threads=1)
    keys = size**0.5 * torch.randn(rows, heads, stored, 4, generator=random)
    values = torch.randn(rows, heads, stored, 3, generator=random)
    memory.append(keys, values)
    queries = size**0.5 * torch.randn(rows, heads, group * q, 4, generator=random)
    some = torch.rand(rows, heads, group * q, max(k, stored), generator=random).argsort(-1)[..., :k]
    slots = some.masked_fill((some >= stored) | (torch.rand(some.shape, generator=random) < 0.3), -1)
    scales = (0.1 + 3 * torch.rand(heads * group, generator=random)) / size

    judged = judge(memory, 0, queries, slots, scales, torch.arange(group * q).expand(rows, -1))
    for row in range(rows):
        for head in range(heads):
            for at in range(group * q):
                scale = float(scales[head * group + at // q])
                pairs = (keys[row, head], values[row, head])
                expected = slow(queries[row, head, at], *pairs, slots[row, head, at].tolist(), k, scale)
                got = [float(each[row, head, at]) for each in (judged.recall, judged.mass_recall, judged.output_error)]
                assert got == pytest.approx(expected, abs=1e-4, rel=1e-3, nan_ok=True)


def slow(query: Tensor, keys: Tensor, values: Tensor, slots: list[int], k: int, scale: float) -> list[float]:
    """Recall, mass recall and output error by slots, in double; random scores do not tie."""
    scores = (keys.double() @ query.double()).tolist()
    truth = sorted(range(len(scores)), key=lambda slot: -scores[slot])[:k]
    if not truth:
        return [float("nan")] * 3
    weights = (scale * torch.tensor([scores[slot] for slot in truth])).softmax(0).tolist()
    right = [weight for slot, weight in zip(truth, weights) if slot in slots]
    true = attended(scores, values, truth, scale)
    error = (attended(scores, values, [slot for slot in slots if slot >= 0], scale) - true).norm() / true.norm()
    return [len(right) / len(truth), sum(right), float(error)]


def attended(scores: list[float], values: Tensor, slots: list[int], scale: float) -> Tensor:
    weights = (scale * torch.tensor([scores[slot] for slot in slots], dtype=torch.float64)).softmax(0)
    return torch.stack([weights[i] * values[slot] for i, slot in enumerate(slots)]).sum(0) if slots else torch.zeros(3)


def test_what_is_not_chosen_is_not_judged_and_may_be_nan() -> None:
    torch.manual_seed(0)
    memory = Memory(rows=2, heads=1, capacity=16, key_dim=4)
    memory.append(torch.randn(2, 1, 16, 4), torch.randn(2, 1, 16, 4))
    queries = torch.randn(2, 1, 3, 4)
    valid = torch.tensor([[True, True, True], [False, True, False]])
    queries[1, 0, [0, 2]] = torch.nan
    slots = memory.search(queries, 4, valid=valid)
    judged = judge(memory, 0, queries, slots, torch.ones(1), spread_evenly(valid, 3))
    assert float(judged.output_error[0].max()) < 1e-6
    assert judged.output_error[1, 0].isnan().tolist() == [False, True, True]
    for each in judged[:3]:
        assert each[:, 0].flatten().tolist() == pytest.approx([1, 1, 1, 1, math.nan, math.nan], nan_ok=True)


def test_queries_are_chosen_evenly_over_the_valid_ones() -> None:
    assert spread_evenly(torch.ones(2, 9, dtype=torch.bool), 3).tolist() == [[0, 4, 8]] * 2
    mask = torch.tensor([[1, 1, 1, 1, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0, 0, 1], [0] * 8]) > 0
    assert spread_evenly(mask, 3).tolist() == [[0, 2, 4], [2, 7, -1], [-1] * 3]
    assert spread_evenly(mask, 1).tolist() == [[0], [2], [-1]]
    assert spread_evenly(mask, 99).shape == (3, 8)


@given(st.integers(1, 40), st.integers(1, 20), st.integers(0, 99))
def test_a_chosen_query_is_valid_and_chosen_once(q: int, most: int, seed: int) -> None:
    valid = torch.rand(3, q, generator=torch.Generator().manual_seed(seed)) < 0.6
    for mask, chosen in zip(valid, spread_evenly(valid, most)):
        places = [place for place in chosen.tolist() if place >= 0]
        assert len(set(places)) == len(places) == min(most, int(mask.sum()))
        assert bool(mask[places].all())
