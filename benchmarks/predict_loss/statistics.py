"""How well one number predicts another, and how sure that is: ranks, fits, and a bootstrap over documents."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Score = Callable[[Numbers, Numbers], float]
"""How well the first numbers predict the second."""

Statistic = Callable[[NDArray[np.int64]], dict[str, float]]
"""From the documents drawn (with repetitions) to named numbers."""


def average_ranks(x: Numbers) -> Numbers:
    """1 for the smallest; equal numbers share the mean of their ranks."""
    _, place, counts = np.unique(x, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[place]


def correlation(x: Numbers, y: Numbers) -> float:
    """Pearson's; NaN where one of the two does not vary."""
    x, y = x - x.mean(), y - y.mean()
    size = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / size if size else float("nan")


def rank_correlation(x: Numbers, y: Numbers) -> float:
    """Spearman's, with ties."""
    return correlation(average_ranks(x), average_ranks(y))


def explained_by_line(x: Numbers, y: Numbers) -> float:
    """R² of the best line with an intercept."""
    return correlation(x, y) ** 2


def explained_by_monotone(x: Numbers, y: Numbers) -> float:
    """R² of the best curve that never falls; points with equal x share one value of it."""
    _, place, counts = np.unique(x, return_inverse=True, return_counts=True)
    means = np.bincount(place, weights=y) / counts
    fit = rising_fit(means, counts.astype(np.float64))[place]
    spread = float(((y - y.mean()) ** 2).sum())
    return 1 - float(((y - fit) ** 2).sum()) / spread if spread else float("nan")


def rising_fit(y: Numbers, weights: Numbers) -> Numbers:
    """Least-squares fit that never falls: neighbours that fall are pooled until none does."""
    pools: list[tuple[float, float, int]] = []  # mean, weight, members
    for value, weight in zip(y.tolist(), weights.tolist()):
        mean, size, members = value, weight, 1
        while pools and pools[-1][0] >= mean:
            before, its_size, its_members = pools.pop()
            mean = (before * its_size + mean * size) / (its_size + size)
            size, members = size + its_size, members + its_members
        pools.append((mean, size, members))
    return np.repeat([mean for mean, _, _ in pools], [members for _, _, members in pools])


def bootstrap(statistic: Statistic, documents: int, draws: int, seed: int = 0) -> dict[str, dict[str, float | None]]:
    """The statistic of all documents, and its 95% interval over documents drawn with repetition.

    Whole documents are drawn because what happens within one is not independent. Unknown numbers are None.
    """
    rng = np.random.default_rng(seed)
    found = statistic(np.arange(documents))
    drawn = [statistic(rng.integers(0, documents, documents)) for _ in range(draws)]
    return {name: _estimate(value, np.array([each[name] for each in drawn])) for name, value in found.items()}


def _estimate(value: float, drawn: Numbers) -> dict[str, float | None]:
    if not np.isfinite(value) or not np.isfinite(drawn).any():
        return {"value": None, "low": None, "high": None}
    low, high = np.nanquantile(drawn, [0.025, 0.975]).tolist()
    return {"value": value, "low": low, "high": high}
