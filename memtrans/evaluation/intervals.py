"""How sure a difference in loss is: an interval over documents."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

LEAST = 6
"""Documents below which there is no interval: so few say too little about the others."""

FEW = 15
"""Documents below which an interval is approximate: `benchmarks/results/intervals/table.md` says how much."""

MOST = 512
"""Units that are drawn from, at most. Of more documents several make one, so time and memory have a bound."""

DRAWS = 2000

LEAST_ERROR = 0.2
"""Of a draw's standard error, as a share of the sample's: draws of one document many times over have next to none."""


class Interval(NamedTuple):
    """Bounds, None where there are too few documents for any; `approximate` where there are few."""

    low: float | None
    high: float | None
    approximate: bool


def paired_interval(
    differences: NDArray[np.float64], tokens: NDArray[np.int64] | NDArray[np.float64], level: float = 0.95
) -> Interval:
    """Interval of Σ differences / Σ tokens over documents; the tokens of one are not independent.

    differences: per document, summed nats of one run minus those of another on the same tokens. Documents without a
    token do not count. Any weights can stand for the tokens. Equal inputs give equal intervals.
    """
    read = tokens > 0
    nats, counts = differences[read].astype(np.float64), tokens[read].astype(np.float64)
    documents = len(counts)
    approximate = documents < FEW
    if documents < LEAST or not np.isfinite(nats).all():
        return Interval(None, None, approximate)
    if documents > MOST:
        nats, counts = _pooled(nats), _pooled(counts)
    low, high = symmetric_bootstrap_t(nats[None], counts[None], level)
    return Interval(float(low[0]), float(high[0]), approximate)


def symmetric_bootstrap_t(
    differences: Float[np.ndarray, "samples n"], tokens: Float[np.ndarray, "samples n"], level: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bounds of the ratio of sums for each sample of n documents.

    Documents are drawn with replacement; how many standard errors the drawn ratios lie away from the sample's, on
    either side, is how many the interval reaches. Source: Hall, On Symmetric Bootstrap Confidence Intervals, JRSS B 50
    (1988); its error in coverage is of the order of 1/n², where that of quantiles of the drawn ratios is of 1/√n.
    """
    total = tokens.sum(1)
    ratio = differences.sum(1) / total
    rest = differences - ratio[:, None] * tokens
    error = np.sqrt((rest**2).sum(1)) / total
    drawn = _draw(differences.shape[1]).T  # [n, draws]
    drawn_total = tokens @ drawn
    shift = (rest @ drawn) / drawn_total  # of the drawn ratio against the sample's
    squares = rest**2 @ drawn - 2 * shift * ((rest * tokens) @ drawn) + shift**2 * (tokens**2 @ drawn)
    drawn_error = np.maximum(np.sqrt(np.maximum(squares, 0)) / drawn_total, LEAST_ERROR * error[:, None])
    # Where all documents differ alike, nothing is uncertain.
    away = np.divide(np.abs(shift), drawn_error, out=np.zeros_like(shift), where=drawn_error > 0)
    reach = np.quantile(away, level, axis=1) * error
    return ratio - reach, ratio + reach


def _draw(n: int, seed: int = 0) -> Float[np.ndarray, "draws n"]:
    """How often each of n is drawn when n are drawn with replacement."""
    chosen = np.random.default_rng(seed).integers(0, n, (DRAWS, n))
    places = (np.arange(DRAWS)[:, None] * n + chosen).ravel()
    return np.bincount(places, minlength=DRAWS * n).reshape(DRAWS, n).astype(np.float64)


def _pooled(values: Float[np.ndarray, " documents"], seed: int = 0) -> Float[np.ndarray, " units"]:
    """Sums over `MOST` groups of documents, put together by chance: their order may mean something."""
    shuffled = np.random.default_rng(seed).permutation(values)
    return np.array([part.sum() for part in np.array_split(shuffled, MOST)])
