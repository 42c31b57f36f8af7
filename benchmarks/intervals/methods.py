"""Ways to an interval of a ratio of sums, for many samples of n documents at once."""

from __future__ import annotations

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import torch
from numpy.typing import NDArray

from memtrans.evaluation.intervals import DRAWS, symmetric_bootstrap_t

Numbers = NDArray[np.float64]
Method = Callable[[Numbers, Numbers], tuple[Numbers, Numbers]]
"""(differences [samples, n], tokens [samples, n]) -> lower and upper bounds [samples]."""

STUDENT = {6: 2.571, 8: 2.365, 10: 2.262, 14: 2.160, 30: 2.045}
"""Quantiles of Student's t at 0.975, by documents (one more than its degrees of freedom)."""

LEAST_ERROR = 1e-9
"""Of a draw, as a share of the sample's: keeps draws of one document many times over from dividing by zero."""


def percentile(differences: Numbers, tokens: Numbers) -> tuple[Numbers, Numbers]:
    """Quantiles of the drawn ratios, as `memtrans` had it before."""
    drawn = Drawn(differences, tokens)
    low, high = np.quantile(drawn.shift, [0.025, 0.975], axis=1)
    return drawn.ratio + low, drawn.ratio + high


def bca(differences: Numbers, tokens: Numbers) -> tuple[Numbers, Numbers]:
    """Quantiles of the drawn ratios, corrected for bias and skewness (Efron 1987)."""
    drawn = Drawn(differences, tokens)
    below = (drawn.shift < 0).mean(1) + (drawn.shift == 0).mean(1) / 2
    bias = _quantile_of_normal(below.clip(1 / DRAWS, 1 - 1 / DRAWS))
    influence = drawn.rest / drawn.total[:, None]
    acceleration = (influence**3).sum(1) / (6 * (influence**2).sum(1) ** 1.5)
    ordered, ends = np.sort(drawn.shift, axis=1), []
    for level in (0.025, 0.975):
        z = bias + NormalDist().inv_cdf(level)
        share = torch.special.ndtr(torch.from_numpy(bias + z / (1 - acceleration * z))).numpy()
        place = (share * (DRAWS - 1)).round().astype(np.int64)
        ends.append(drawn.ratio + np.take_along_axis(ordered, place[:, None], axis=1)[:, 0])
    return ends[0], ends[1]


def student(differences: Numbers, tokens: Numbers) -> tuple[Numbers, Numbers]:
    """Student's t with the standard error of the linearised ratio."""
    drawn = Drawn(differences, tokens)
    n = differences.shape[1]
    reach = STUDENT[n] * np.sqrt(n / (n - 1)) * drawn.error
    return drawn.ratio - reach, drawn.ratio + reach


def bootstrap_t(differences: Numbers, tokens: Numbers) -> tuple[Numbers, Numbers]:
    """Quantiles of the drawn ratios in their own standard errors, each side for itself."""
    drawn = Drawn(differences, tokens)
    low, high = np.quantile(drawn.in_errors(), [0.025, 0.975], axis=1)
    return drawn.ratio - high * drawn.error, drawn.ratio - low * drawn.error


METHODS: dict[str, Method] = {
    "percentile bootstrap": percentile,
    "BCa": bca,
    "Student's t": student,
    "bootstrap-t": bootstrap_t,
    "symmetric bootstrap-t": symmetric_bootstrap_t,
}


class Drawn:
    """Bootstrap draws of each sample, written without the tricks of the function that is judged here.

    ratio, total, error: of the samples; error lacks √(n / (n − 1)). rest: what a document has beyond the ratio. shift:
    [samples, draws], drawn ratio less the sample's.
    """

    def __init__(self, differences: Numbers, tokens: Numbers) -> None:
        n = differences.shape[1]
        chosen = np.random.default_rng(0).integers(0, n, (DRAWS, n))
        self.times = np.stack([(chosen == place).sum(1) for place in range(n)]).astype(np.float64)  # [n, draws]
        self.tokens, self.total = tokens, tokens.sum(1)
        self.ratio = differences.sum(1) / self.total
        self.rest = differences - self.ratio[:, None] * tokens
        self.error = np.sqrt((self.rest**2).sum(1)) / self.total
        self.drawn_total = tokens @ self.times
        self.shift = (self.rest @ self.times) / self.drawn_total

    def in_errors(self) -> Numbers:
        """[samples, draws]: the shift in standard errors of the draw."""
        squares = self.rest**2 @ self.times - 2 * self.shift * ((self.rest * self.tokens) @ self.times)
        squares += self.shift**2 * (self.tokens**2 @ self.times)
        error = np.sqrt(np.maximum(squares, 0)) / self.drawn_total
        return self.shift / np.maximum(error, LEAST_ERROR * self.error[:, None])


def _quantile_of_normal(shares: Numbers) -> Numbers:
    found: Numbers = torch.special.ndtri(torch.from_numpy(shares)).numpy()
    return found
