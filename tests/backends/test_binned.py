from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from memtrans.backend import Ring
from memtrans_backends.binned import BinnedBackend, best_of_bins, bins_for, expected_recall
from memtrans_backends.binned_plugin import BinnedOptions

PUBLISHED = {32: 0.64, 128: 0.89, 160: 0.91, 256: 0.94, 512: 0.97}


def ring(capacity: int = 64) -> Ring:
    return Ring(torch.zeros(1, capacity, 4), torch.zeros(1, dtype=torch.int64))


@pytest.mark.parametrize(("bins", "recall"), PUBLISHED.items())
def test_one_key_a_bin_has_the_known_recall(bins: int, recall: float) -> None:
    assert expected_recall(bins, 32, 10**6) == pytest.approx(recall, abs=0.005)
    assert expected_recall(bins, 32, 10**6) == pytest.approx(bins / 32 * (1 - (1 - 1 / bins) ** 32), abs=1e-3)


@pytest.mark.parametrize(
    ("n", "bins", "keep", "k"), [(1000, 100, 1, 32), (1000, 96, 2, 32), (640, 64, 3, 20), (50, 64, 1, 9)]
)
def test_measured_recall_is_the_expected_one(n: int, bins: int, keep: int, k: int) -> None:
    scores = torch.randn(1, 4000, n, generator=torch.Generator().manual_seed(0))
    found = best_of_bins(scores, k, bins, keep)[1]
    best = scores.topk(k).indices
    recall = (found.unsqueeze(-1) == best.unsqueeze(-2)).any(-1).float().mean()
    assert float(recall) == pytest.approx(expected_recall(bins, k, n, keep), abs=0.004)


@given(st.integers(1, 60), st.integers(1, 20), st.integers(1, 4), st.integers(1, 30), st.integers(0, 99))
def test_it_keeps_the_best_of_every_bin_and_no_others(n: int, bins: int, keep: int, k: int, seed: int) -> None:
    scores = torch.randn(1, 2, n, generator=torch.Generator().manual_seed(seed))
    values, columns = best_of_bins(scores, k, bins, keep)
    for row, got, where in zip(scores[0].tolist(), values[0], columns[0]):
        winners = [s for b in range(bins) for s in sorted(row[b::bins], reverse=True)[:keep]]
        expected = sorted(winners, reverse=True)[:k]
        real = got > -torch.inf
        assert sorted(got[real].tolist(), reverse=True) == expected
        assert [row[c] for c in where[real].tolist()] == got[real].tolist()


def test_bins_follow_from_the_recall_wanted() -> None:
    for keep in (1, 2):
        bins = bins_for(0.95, 32, 8192, keep)
        assert expected_recall(bins, 32, 8192, keep) >= 0.95 > expected_recall(bins - 1, 32, 8192, keep)


def test_presets() -> None:
    def bins(**options: object) -> int:
        return BinnedBackend(BinnedOptions.model_validate(options), ring(8192)).bins(32)

    assert bins(preset="meliad") == 32
    assert bins() == bins(preset="paper") == bins(recall_target=0.9) == bins_for(0.9, 32, 8192)
    assert bins(bins=77) == 77


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"bins": 64, "recall_target": 0.9}, "recall_target=0.9 and bins=64"),
        ({"preset": "paper", "bins": 64}, "preset=paper and bins=64"),
        ({"preset": "meliad", "keep": 2}, "keep=2"),
        ({"recall_target": 1.0}, "less than 1"),
    ],
)
def test_options_that_contradict_each_other_are_refused(options: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        BinnedOptions.model_validate(options)


def test_strided_bins_do_not_lose_neighbours_in_time() -> None:
    """The k best follow each other in time, as repeated text makes them; strided bins keep all of them."""
    scores = torch.zeros(1, 1, 4096)
    scores[..., 1000:1032] = 1.0 + torch.rand(32)
    assert int((best_of_bins(scores, 32, 128, 1)[0] >= 1).sum()) == 32
