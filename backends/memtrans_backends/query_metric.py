"""Coordinates in which two keys are near each other if the queries of their list score them alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

SMALLEST = 1e-10
"""Spread of the keys, which they are divided by: later ones, of up to 1e16, must stay finite."""

APPENDED = 2
"""Coordinates beyond those of a key."""


@dataclass(frozen=True)
class QueryMetric:
    """Keys become (x, 1, 0) with x = A (k − mean), and queries (p, 0, |p|) with p = A⁻¹ q; A² = C, below.

    C is the mean of q qᵀ over past queries, so the mean of (q·k − q·l)² over them is |A (k − l)|²: groups that are
    compact here are groups of keys that score alike. Inner products stay what they were, less q·mean, the same for all
    keys of a query. C is the second moment and no covariance: what queries have in common tells keys apart as well.

    The other two coordinates are for groups, see `centroids`. forward: A, divided by how far keys are spread, so that
    no square of a distance overflows. back: its inverse.
    """

    mean: Array
    forward: Array
    back: Array

    @classmethod
    def of(cls, keys: Array, queries: Array, *, floor: float, fewest: int) -> QueryMetric:
        """The metric of keys [n, dim] and past queries [m, dim]; of fewer queries than `fewest`, or zeros, A is 1.

        floor: where queries say little, and of fewer queries than `dim` some directions always are so, an eigenvalue
        of C counts as this share of their mean.
        """
        dim = keys.shape[1]
        spread = max(float(np.linalg.norm(keys.std(0, dtype=np.float64))), SMALLEST)
        stretch, axes = np.ones(dim), np.eye(dim)
        exact = queries.astype(np.float64)
        if len(queries) >= fewest and exact.any():
            # Divided first: the squares of large numbers would be too large, and those of small ones nothing.
            exact /= np.abs(exact).max()
            moments, axes = np.linalg.eigh(exact.T @ exact)
            stretch = np.sqrt(np.maximum(moments / moments.mean(), floor))
        return cls(
            keys.mean(0, dtype=np.float64).astype(np.float32),
            ((axes * (stretch / spread)) @ axes.T).astype(np.float32),
            ((axes * (spread / stretch)) @ axes.T).astype(np.float32),
        )

    def keys(self, keys: Array) -> Array:
        """[n, dim] → [n, dim + 2]."""
        return _append((keys - self.mean) @ self.forward, 1, 0)

    def queries(self, queries: Array) -> Array:
        """[q, dim] → [q, dim + 2]."""
        there = queries @ self.back
        return _append(there, 0, np.linalg.norm(there.astype(np.float64), axis=1))

    def nbytes(self) -> int:
        return self.mean.nbytes + self.forward.nbytes + self.back.nbytes


def centroids(grouped: Array, keys: Array, deviations: float) -> Array:
    """A vector [groups, dim + 2] for each group: (c, −|c|²/2, deviations × s) of a centroid c.

    grouped: c [groups, dim]. keys: those of all groups, [n, dim + 2]. s: the standard deviation of a key from its
    centroid along one direction. A key's inner product with the vector is largest for the nearest centroid, and a
    query's is its score of the centroid and so many standard deviations of the scores around it.
    """
    bias = -np.einsum("gd,gd->g", grouped, grouped, dtype=np.float64) / 2
    vectors = _append(grouped, bias, 0)
    nearest = np.concatenate([(keys[at : at + 4096] @ vectors.T).argmax(1) for at in range(0, len(keys), 4096)])
    apart = keys[:, :-APPENDED] - grouped[nearest]
    squares = np.einsum("nd,nd->n", apart, apart, dtype=np.float64)
    held = np.bincount(nearest, minlength=len(grouped)).clip(1)
    variance = np.bincount(nearest, squares, minlength=len(grouped)) / held / grouped.shape[1]
    vectors[:, -1] = deviations * np.sqrt(variance)
    return vectors


def _append(
    vectors: NDArray[np.floating[Any]], one: float | NDArray[np.float64], other: float | NDArray[np.float64]
) -> Array:
    longer = np.empty((len(vectors), vectors.shape[1] + APPENDED), np.float32)
    longer[:, :-APPENDED], longer[:, -2], longer[:, -1] = vectors, one, other
    return longer
