from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from memtrans.search.recall import Compared, compare_with_exact, mass_recall, recall_at_k
from memtrans.search.topk import Scratch

NONE = -math.inf


def test_recall_counts_the_true_neighbours_that_were_found() -> None:
    truth = torch.tensor([[0.9, 0.8, 0.7, 0.6]])
    assert recall_at_k(torch.tensor([[0.9, 0.7, 0.1, NONE]]), truth).tolist() == [0.5]


def test_recall_credits_a_tie_with_the_last_true_neighbour() -> None:
    truth = torch.tensor([[0.9, 0.5]])
    assert recall_at_k(torch.tensor([[0.5, 0.9]]), truth).tolist() == [1.0]


def test_recall_of_a_half_empty_memory_can_be_one() -> None:
    truth = torch.tensor([[0.9, NONE, NONE]])
    assert recall_at_k(torch.tensor([[0.9, NONE, NONE]]), truth).tolist() == [1.0]


def test_recall_is_undefined_without_a_true_neighbour() -> None:
    nothing = torch.full((1, 3), NONE)
    assert math.isnan(recall_at_k(nothing, nothing).item())
    assert math.isnan(mass_recall(nothing, nothing, torch.ones(1)).item())


def test_keys_outside_the_true_k_have_no_mass_however_near_they_are() -> None:
    truth = torch.tensor([[1.0, 0.99]])
    found = torch.tensor([[0.98, 0.97]])
    assert recall_at_k(found, truth).item() == 0
    assert mass_recall(found, truth, torch.ones(1)).item() == 0


@given(
    st.lists(st.sampled_from([-1.0, -0.5, -0.25, 0.0, 0.125, 0.5, 0.75, 1.0]), min_size=1, max_size=12),
    st.integers(1, 8),
    st.floats(0.1, 20),
    st.data(),
)
def test_recall_and_mass_recall_are_those_of_a_list(
    scores: list[float], k: int, scale: float, data: st.DataObject
) -> None:
    """Whichever k keys were found: the reference goes through a list of them. Many scores tie."""
    k = min(k, len(scores))
    best = sorted(scores, reverse=True)[:k]
    found = data.draw(st.lists(st.sampled_from(range(len(scores))), unique=True, max_size=k))
    open_places, right = list(best), []
    for place in found:  # each found key takes the place of one of the k best that scores like it, if one is free
        if scores[place] in open_places:
            open_places.remove(scores[place])
            right.append(scores[place])
    answer = torch.tensor([[*(scores[place] for place in found), *[NONE] * (k - len(found))]])
    truth, scales = torch.tensor([best]), torch.tensor([scale])
    weight = sum(math.exp(scale * score) for score in right) / sum(math.exp(scale * score) for score in best)
    assert recall_at_k(answer, truth).item() == pytest.approx(len(right) / k)
    assert mass_recall(answer, truth, scales).item() == pytest.approx(weight, abs=1e-5)


def compared(size: float, wrong: float) -> Compared:
    """Sixteen keys of which four are sought, and the next four found: each scores that share less than the k-th."""
    torch.manual_seed(0)
    queries = math.sqrt(size) * torch.nn.functional.normalize(torch.randn(1, 5, 64), dim=-1)
    direction = queries[0, 0] / queries[0, 0].norm()
    lengths = torch.cat([torch.ones(4), torch.full((4,), 1 - wrong), torch.full((8,), 0.5)])
    keys = math.sqrt(size) * lengths[:, None] * direction
    slots = torch.arange(4, 8).expand(1, 5, 4)
    queries = queries[:, :1].expand(1, 5, 64).contiguous()
    return compare_with_exact(queries, keys[None], slots, [range(16)], Scratch(keys.device))


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
def test_only_what_rounding_cannot_tell_apart_ties_whatever_the_size_of_scores(size: float) -> None:
    wrong = compared(size, wrong=1e-3)
    assert float(wrong.truth.max()) == pytest.approx(size, rel=1e-4)
    assert recall_at_k(*wrong[:3]).tolist() == [[0.0] * 5]
    assert mass_recall(wrong.found, wrong.truth, torch.ones(1, 5) / size, wrong.slack).tolist() == [[0.0] * 5]
    assert recall_at_k(*compared(size, wrong=1e-7)[:3]).tolist() == [[1.0] * 5]


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("dim", [2, 64, 300])
def test_the_same_keys_in_sums_of_another_order_are_all_right(size: float, dim: int) -> None:
    """Lengths differ a hundredfold, so the error of one score can be much larger than another score."""
    torch.manual_seed(0)
    queries, keys = size**0.5 * torch.randn(2, 400, dim), size**0.5 * torch.randn(2, 500, dim)
    keys *= 10 ** (2 * torch.rand(2, 500, 1) - 1)
    backwards = (queries.flip(-1).double() @ keys.flip(-1).double().mT).topk(20).indices
    judged = compare_with_exact(queries, keys, backwards, [range(500)] * 2, Scratch(keys.device))
    assert bool((recall_at_k(*judged[:3]) == 1).all())


def test_one_long_key_makes_nothing_else_right() -> None:
    """The bound is that of the keys compared, not of the longest one stored."""
    keys = torch.tensor([[[1e6, 0.0], [0.0, 1.0], [0.0, 0.9]]])
    queries = torch.tensor([[[-1.0, 1.0]]])  # far from the long one
    judged = compare_with_exact(queries, keys, torch.tensor([[[2]]]), [range(3)], Scratch(keys.device))
    assert recall_at_k(*judged[:3]).item() == 0


def test_a_short_key_ties_with_a_long_one_whose_score_is_as_large_but_for_rounding() -> None:
    """The long key's products cancel, so its score is as uncertain as it is long."""
    draw = torch.Generator().manual_seed(0)
    queries = torch.randn(200, 1, 16, generator=draw)
    long = 1e4 * torch.randn(200, 1, 16, generator=draw)
    across = long - (long * queries).sum(-1, keepdim=True) / queries.square().sum(-1, keepdim=True) * queries
    keys = torch.cat([queries, queries + across], dim=1)
    exact = (keys[:, 1:].double() * queries.double()).sum(-1, keepdim=True)
    keys[:, :1] *= (exact / queries.double().square().sum(-1, keepdim=True)).float()
    live, shape = [range(2)] * 200, (200, 1, 1)
    for found in (0, 1):
        judged = compare_with_exact(queries, keys, torch.full(shape, found), live, Scratch(keys.device))
        assert bool((recall_at_k(*judged[:3]) == 1).all())


def some(slots: list[list[int]]) -> Tensor:
    return torch.tensor([slots])


def test_slots_outside_the_live_ones_are_not_sought() -> None:
    keys = torch.eye(4)[None]
    queries = torch.ones(1, 1, 4)
    judged = compare_with_exact(queries, keys, some([[-1, 3]]), [range(2, 4)], Scratch(keys.device))
    assert recall_at_k(*judged[:3]).item() == 0.5
    empty = compare_with_exact(queries, keys, some([[-1, -1]]), [range(0)], Scratch(keys.device))
    assert math.isnan(recall_at_k(*empty[:3]).item())
