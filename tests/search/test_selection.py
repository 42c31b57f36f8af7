from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from memtrans.search.selection import BIN_SIZE, largest, top_columns

DTYPES = [torch.float32, torch.bfloat16, torch.float16]


@given(st.integers(1, 140), st.integers(1, 5000), st.sampled_from(DTYPES), st.booleans(), st.integers(0, 99))
def test_largest_finds_them_wherever_they_lie(k: int, n: int, dtype: torch.dtype, whole: bool, seed: int) -> None:
    n = -(-n // BIN_SIZE**2) * BIN_SIZE**2 if whole else n
    k = min(k, n)
    scores = torch.randn(2, 4, n, generator=torch.Generator().manual_seed(seed)).to(dtype)
    scores[0, 0, :k] += 10  # all in a few bins
    scores[0, 1, :: max(1, n // k)] += 10  # all in different bins
    scores[0, 2, n // 2 :] = -torch.inf
    scores[1, 0] = -torch.inf
    scores[1, 1] = 0.0
    values, columns = largest(scores, k)
    assert torch.equal(values, scores.gather(2, columns))
    assert torch.equal(values.sort(dim=2).values, scores.topk(k).values.sort(dim=2).values)
    assert all(len(row.unique()) == k for row in columns.flatten(0, 1))


@given(st.sampled_from(DTYPES), st.integers(1, 30), st.integers(1, 4), st.integers(0, 99))
def test_the_order_in_memory_and_other_rows_change_nothing(dtype: torch.dtype, k: int, rows: int, seed: int) -> None:
    scores = torch.randint(-9, 9, (1, rows, 1024), generator=torch.Generator().manual_seed(seed)).to(dtype)
    columns = largest(scores, k)[1]
    assert torch.equal(columns.sort().values, top_columns(scores, k).sort().values)
    assert torch.equal(largest(scores.mT.contiguous().mT, k)[1], columns)
    for row in range(rows):
        assert torch.equal(largest(scores[:, row : row + 1], k)[1], columns[:, row : row + 1])


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n", [2048, 8192])
def test_rows_that_no_floor_thins_out_change_nothing_beside_others(dtype: torch.dtype, n: int) -> None:
    """One number everywhere, few numbers, the best all in one bin, hardly any, NaN below the floor and above it."""
    k, scores = 20, torch.randn(1, 9, n, generator=torch.Generator().manual_seed(0)).to(dtype)
    scores[0, 1] = 0.5
    scores[0, 2] = torch.arange(n) % 3
    scores[0, 3, :: n // 16] += 9
    scores[0, 4, 7:] = -torch.inf
    scores[0, 5, 100] = torch.nan
    scores[0, 6, ::2] = torch.nan
    scores[0, 7] = torch.where(torch.arange(n) % 5 == 0, -0.0, 0.0)
    values, columns = largest(scores, k)
    for row in range(9):
        alone = largest(scores[:, row : row + 1], k)
        assert torch.equal(alone[1], columns[:, row : row + 1])
        if row != 7:  # which zero is chosen is all the same
            assert torch.equal(columns[0, row].sort().values, top_columns(scores[0, row], k).sort().values)
    assert torch.equal(values.nan_to_num(7.0), scores.gather(2, columns).nan_to_num(7.0))


@given(st.sampled_from(DTYPES), st.integers(1, 39), st.integers(0, 99))
def test_of_equals_the_first_columns_are_chosen(dtype: torch.dtype, k: int, seed: int) -> None:
    values = torch.randint(-3, 3, (3, 40), generator=torch.Generator().manual_seed(seed)).to(dtype)
    first = values.float().sort(descending=True, stable=True).indices[:, :k]
    assert torch.equal(top_columns(values, k), first.sort().values)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("special", [torch.nan, torch.inf, -torch.inf])
def test_top_columns_are_different_whatever_the_values_are(dtype: torch.dtype, special: float) -> None:
    values = torch.randn(3, 40, generator=torch.Generator().manual_seed(0)).to(dtype)
    values[0, ::3], values[1] = special, special
    columns = top_columns(values, 30)
    assert all(len(row.unique()) == 30 for row in columns)
    assert int(columns.min()) >= 0
    assert int(columns.max()) < 40
    numbers = np.sort(values[2].float().numpy())[-30:]
    assert np.array_equal(np.sort(values[2, columns[2]].float().numpy()), numbers)


@given(st.integers(1, 12), st.data())
def test_a_row_of_nans_moves_nothing_of_another_row(k: int, data: st.DataObject) -> None:
    """As many columns may be missing in one row, where NaN is no match for NaN, as equal ones are over in another."""
    row = st.lists(st.sampled_from([torch.nan, 0.0, 1.0]), min_size=13, max_size=13)
    values = torch.tensor(data.draw(st.lists(row, min_size=1, max_size=4)))
    columns = top_columns(values, k)
    for together, alone in zip(columns, values):
        assert torch.equal(together, top_columns(alone[None], k)[0])
        assert len(together.unique()) == k
        numbers = alone[together].nan_to_num(-torch.inf).sort().values
        assert torch.equal(numbers, alone.nan_to_num(-torch.inf).sort().values[-k:])


@pytest.mark.parametrize("n", [2**16 - 1, 2**16, 2**16 + 1, 2**17])
def test_columns_of_wide_bfloat16_rows_fit_their_marks(n: int) -> None:
    values = torch.zeros(1, n, dtype=torch.bfloat16)
    values[0, -3:], values[0, 0] = 1.0, 2.0
    assert sorted(top_columns(values, 4)[0].tolist()) == [0, n - 3, n - 2, n - 1]


def test_top_columns_of_everything_is_everything() -> None:
    assert top_columns(torch.randn(2, 3), 3).tolist() == [[0, 1, 2]] * 2


@pytest.mark.parametrize("shape", [(0, 3, 2048), (2, 0, 2048), (0, 3, 20)])
def test_no_rows_have_no_largest(shape: tuple[int, int, int]) -> None:
    assert [tuple(each.shape) for each in largest(torch.randn(shape), 5)] == [(*shape[:2], 5)] * 2
