from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memtrans.evaluation.intervals import FEW, LEAST, MOST, paired_interval, symmetric_bootstrap_t

NOTHING = (None, None, True)


def test_interval_of_equal_runs_is_zero_and_of_a_constant_difference_is_the_constant() -> None:
    tokens = np.array([100, 200, 50, 70, 900, 3])
    assert paired_interval(np.zeros(6), tokens) == (0.0, 0.0, True)
    low, high, _ = paired_interval(0.25 * tokens, tokens)
    assert low == pytest.approx(0.25)
    assert high == pytest.approx(0.25)


@pytest.mark.parametrize("documents", range(LEAST))
def test_a_few_documents_have_no_interval(documents: int) -> None:
    differences = np.random.default_rng(0).normal(size=documents)
    assert paired_interval(differences, np.full(documents, 100)) == NOTHING


def test_documents_without_a_token_do_not_count() -> None:
    differences, tokens = np.random.default_rng(0).normal(size=8), np.full(8, 100)
    tokens[:3] = 0
    assert paired_interval(differences, tokens) == NOTHING
    tokens[0] = 100
    kept = tokens > 0
    assert paired_interval(differences, tokens) == paired_interval(differences[kept], tokens[kept])


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_finite_has_no_interval(bad: float) -> None:
    differences = np.ones(20)
    differences[3] = bad
    assert paired_interval(differences, np.full(20, 100)) == (None, None, False)


def test_few_documents_make_it_approximate() -> None:
    differences, tokens = np.random.default_rng(0).normal(size=FEW), np.full(FEW, 100)
    assert paired_interval(differences[1:], tokens[1:]).approximate
    assert not paired_interval(differences, tokens).approximate


@given(st.integers(LEAST, 40), st.integers(0, 999), st.sampled_from([1e-6, 1.0, 1e4]))
def test_an_interval_holds_the_difference_and_moves_and_stretches_with_it(n: int, seed: int, size: float) -> None:
    random = np.random.default_rng(seed)
    differences, tokens = size * random.normal(size=n), random.integers(1, 5000, n)
    low, high, _ = paired_interval(differences, tokens)
    assert low is not None
    assert high is not None
    ratio = differences.sum() / tokens.sum()
    assert low <= ratio <= high
    moved = paired_interval(3 * differences + 2 * tokens, tokens)
    assert moved[:2] == pytest.approx((3 * low + 2, 3 * high + 2), rel=1e-6, abs=1e-9)
    assert paired_interval(-differences, tokens)[:2] == pytest.approx((-high, -low))
    assert paired_interval(differences, tokens) == (low, high, n < FEW), "the seed is fixed"


def test_one_document_that_differs_has_an_interval_with_ends() -> None:
    """A third of the draws miss it, and then nothing at all differs."""
    differences = np.zeros(14)
    differences[3] = 7.0
    low, high, _ = paired_interval(differences, np.full(14, 100))
    assert low is not None
    assert high is not None
    assert -0.1 < low < 0 < 0.005 < high < 0.1


@pytest.mark.parametrize("n", [6, 8, 30])
def test_interval_covers_the_mean_about_as_often_as_it_says(n: int) -> None:
    """Of skewed differences of documents of unequal length, as indexes have them."""
    random = np.random.default_rng(n)
    tokens = random.integers(2000, 16384, (4000, n)).astype(float)
    differences = tokens * random.gamma(2, 0.01, (4000, n))
    low, high = symmetric_bootstrap_t(differences, tokens)
    assert 0.93 <= float(((low <= 0.02) & (high >= 0.02)).mean()) <= 0.985


def test_the_narrower_the_more_documents() -> None:
    random = np.random.default_rng(0)
    differences = random.normal(1, 1, 5000)
    widths = []
    for n in (15, 100, MOST, MOST + 1, 5000):
        low, high, _ = paired_interval(differences[:n], np.ones(n, dtype=np.int64))
        widths.append((high or 0) - (low or 0))
        normal = 2 * 1.96 * differences[:n].std(ddof=1) / np.sqrt(n)
        assert widths[-1] == pytest.approx(normal, rel=0.15)
    assert widths == sorted(widths, reverse=True)


def test_documents_are_pooled_by_chance_and_not_by_their_order() -> None:
    """Sorted documents would make groups that differ more than chance allows."""
    random = np.random.default_rng(0)
    differences, tokens = random.normal(size=4000), np.full(4000, 10)
    low, high, _ = paired_interval(np.sort(differences), tokens)
    normal = 2 * 1.96 * differences.std() / np.sqrt(4000) / 10
    assert (high or 0) - (low or 0) == pytest.approx(normal, rel=0.15)


def test_many_documents_cost_little() -> None:
    random = np.random.default_rng(0)
    differences, tokens = random.normal(size=20_000), random.integers(100, 1000, 20_000)
    paired_interval(differences[:100], tokens[:100])
    tracemalloc.start()
    began = time.perf_counter()
    paired_interval(differences, tokens)
    seconds, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60e6
    assert seconds < 2
