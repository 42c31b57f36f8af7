"""A FAISS inverted file whose groups are compact for the queries that were asked, and not for the keys alone."""

from __future__ import annotations

from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import IndexSetup
from memtrans_backends.faiss_ivf import OverwritableIvf, train_quickly
from memtrans_backends.faiss_plugin import IvfQueryOptions
from memtrans_backends.nlist import suggest_nlist, suggest_nprobe
from memtrans_backends.query_metric import APPENDED, QueryMetric, centroids


class IvfQuery:
    """An ordinary `IndexIVFFlat` by inner product, in the coordinates of a `QueryMetric`.

    There the centroid that has the largest inner product with a key is the nearest one, and that is how FAISS assigns
    keys; a query ranks groups by how high the scores of their keys reach.
    """

    def __init__(self, options: IvfQueryOptions, setup: IndexSetup) -> None:
        self._options, self._setup = options, setup
        self._groups = OverwritableIvf(self._grouped, setup)

    def build(self, keys: NDArray[np.float32], queries: NDArray[np.float32]) -> None:
        self._metric = QueryMetric.of(keys, queries, floor=self._options.floor, fewest=self._options.fewest_queries)
        self._groups.build(self._metric.keys(keys))

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        self._groups.put(slots, self._metric.keys(keys))

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return self._groups.search(self._metric.queries(queries), k)

    def scored(self, queries: NDArray[np.float32], k: int) -> int:
        """As of any inverted file; that a query is brought into other coordinates is not counted."""
        return self._groups.scored(self._metric.queries(queries), k)

    def nbytes(self) -> int:
        return self._groups.nbytes() + self._metric.nbytes()

    def _grouped(self, keys: NDArray[np.float32]) -> Any:
        """An index whose groups are known: FAISS trains them no more."""
        options, dim = self._options, self._setup.dim
        nlist = min(options.nlist or 2 * suggest_nlist(len(keys)), len(keys))
        quantizer = faiss.IndexFlatIP(dim + APPENDED)
        index = faiss.IndexIVFFlat(quantizer, dim + APPENDED, nlist, faiss.METRIC_INNER_PRODUCT)
        index.nprobe = min(options.nprobe or suggest_nprobe(nlist), nlist)
        # Not with the settings of the index, which are for an inner product: centroids would be of length 1.
        clustering = faiss.Clustering(dim, nlist)
        clustering.niter = options.niter
        train_quickly(clustering, options.points_per_centroid, self._setup)
        clustering.train(np.ascontiguousarray(keys[:, :-APPENDED]), faiss.IndexFlatL2(dim))
        grouped = faiss.vector_to_array(clustering.centroids).reshape(nlist, dim)
        quantizer.add(centroids(grouped, keys, options.deviations))
        index.is_trained = True
        return index
