"""Keys scored against recall, for every number of groups that a query may look into."""

from __future__ import annotations

from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from benchmarks.query_metric.lists import Array

NEIGHBOURS = 32


@dataclass(frozen=True)
class Groups:
    """labels [n]: the group of each key. scores [q, nlist]: of each group for each query; the best is largest."""

    labels: NDArray[np.int64]
    scores: Array


@dataclass(frozen=True)
class Curve:
    """recall[p − 1] and scored[p − 1] for p groups searched: of the true neighbours, and of all keys.

    Centroids count as keys, since each of them is compared with each query.
    """

    recall: NDArray[np.float64]
    scored: NDArray[np.float64]

    def share_at(self, recall: float) -> float:
        """Share of the keys that has to be scored for that recall, between two numbers of groups on a straight line."""
        return float(np.interp(recall, self.recall, self.scored))

    def groups_at(self, recall: float) -> int:
        return int(np.searchsorted(self.recall, recall)) + 1


def nearest(keys: Array, queries: Array) -> NDArray[np.int64]:
    """[q, NEIGHBOURS], by inner product."""
    return np.argpartition(-(queries @ keys.T), NEIGHBOURS, axis=1)[:, :NEIGHBOURS]


def curve(groups: Groups, truth: NDArray[np.int64]) -> Curve:
    """truth: ids [q, k] of the true neighbours."""
    nlist = groups.scores.shape[1]
    order = np.argsort(-groups.scores, axis=1, kind="stable")
    place = np.empty_like(order)
    np.put_along_axis(place, order, np.arange(nlist)[None], axis=1)
    of_truth = np.take_along_axis(place, groups.labels[truth], axis=1)
    found = np.cumsum(np.bincount(of_truth.ravel(), minlength=nlist)) / truth.size
    sizes = np.bincount(groups.labels, minlength=nlist)
    scored = nlist + np.cumsum(sizes[order].mean(0))
    return Curve(found, scored / len(groups.labels))


def clustered(keys: Array, nlist: int, *, spherical: bool = False, niter: int = 6, points: int = 64) -> Array:
    """Centroids [nlist, dim] by k-means as the backends do it; spherical: of angles, as for an inner product."""
    training = faiss.Clustering(keys.shape[1], nlist)
    training.niter, training.max_points_per_centroid, training.min_points_per_centroid = niter, points, 1
    training.seed, training.spherical = 0, spherical
    index = (faiss.IndexFlatIP if spherical else faiss.IndexFlatL2)(keys.shape[1])
    training.train(np.ascontiguousarray(keys), index)
    return faiss.vector_to_array(training.centroids).reshape(nlist, -1)
