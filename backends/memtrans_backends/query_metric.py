"""Coordinates in which two keys are near each other if the queries of their list score them alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

SMALLEST = 1e-10
"""Spread of the keys, which they are divided by: later ones, of up to 1e16, must stay finite."""


@dataclass(frozen=True)
class QueryMetric:
    """Keys become (A (k − mean), 1) and queries (A⁻¹ q, 0), with A² = C = the mean of q qᵀ over past queries.

    The mean of (q·k − q·l)² over these queries is |A (k − l)|², so groups that are compact here are groups of keys
    that score alike. Inner products stay what they were, less q·mean, the same for all keys of a query. The last
    coordinate is for a group with the centroid c, which becomes (c, −|c|²/2): its inner product with a key is largest
    where |A (k − mean) − c| is smallest, and with a query it is A⁻¹ q·c.

    C is the second moment and no covariance: what queries have in common tells keys apart as well.
    forward: A, divided by how far keys are spread, so that no square of a distance overflows. back: its inverse.
    """

    mean: Array
    forward: Array
    back: Array

    @classmethod
    def of(cls, keys: Array, queries: Array, *, floor: float, fewest: int) -> QueryMetric:
        """The metric of keys [n, dim] and past queries [m, dim]; of fewer queries than `fewest`, or zeros, A is 1.

        floor: where queries say little, of which there are directions with few queries and always with fewer than
        `dim`, an eigenvalue of C counts as this share of the largest.
        """
        dim = keys.shape[1]
        spread = max(float(np.linalg.norm(keys.std(0, dtype=np.float64))), SMALLEST)
        stretch, axes = np.ones(dim), np.eye(dim)
        exact = queries.astype(np.float64)
        if len(queries) >= fewest and exact.any():
            # Divided first: the squares of large numbers would be too large, and those of small ones nothing.
            exact /= np.abs(exact).max()
            moments, axes = np.linalg.eigh(exact.T @ exact)
            stretch = np.sqrt(np.maximum(moments / moments[-1], floor))
        return cls(
            keys.mean(0, dtype=np.float64).astype(np.float32),
            ((axes * (stretch / spread)) @ axes.T).astype(np.float32),
            ((axes * (spread / stretch)) @ axes.T).astype(np.float32),
        )

    def keys(self, keys: Array) -> Array:
        """[n, dim] → [n, dim + 1]."""
        return _append((keys - self.mean) @ self.forward, 1)

    def queries(self, queries: Array) -> Array:
        """[q, dim] → [q, dim + 1]."""
        return _append(queries @ self.back, 0)

    def nbytes(self) -> int:
        return self.mean.nbytes + self.forward.nbytes + self.back.nbytes


def centroids(grouped: Array) -> Array:
    """[groups, dim] → [groups, dim + 1], of groups of keys in these coordinates."""
    return _append(grouped, -np.einsum("gd,gd->g", grouped, grouped, dtype=np.float64) / 2)


def _append(vectors: Array, last: float | NDArray[np.float64]) -> Array:
    longer = np.empty((len(vectors), vectors.shape[1] + 1), np.float32)
    longer[:, :-1], longer[:, -1] = vectors, last
    return longer
