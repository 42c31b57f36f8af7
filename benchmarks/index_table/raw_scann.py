"""ScaNN by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import scann

from benchmarks.index_table.lists import Keys, Slots
from memtrans_backends.nlist import suggest_nlist
from memtrans_backends.scann import suggest_leaves_to_search, suggest_reorder


class Scann:
    """ScaNN, overwritten by `upsert`: a scan of all keys while they are few, above that a tree."""

    trained = True
    cycle = 0.5

    def __init__(self, options: Any, dim: int, capacity: int) -> None:
        self._options = options

    def build(self, keys: Keys) -> None:
        options = self._options
        builder = scann.scann_ops_pybind.builder(keys, 1, "dot_product").set_n_training_threads(1)
        if len(keys) <= options.brute_force_up_to:
            self._searcher = builder.score_brute_force().build().searcher
            return
        leaves = options.leaves or suggest_nlist(len(keys))
        searched = options.leaves_to_search or suggest_leaves_to_search(leaves)
        tree = builder.tree(
            leaves,
            searched,
            training_sample_size=options.points_per_leaf * leaves,
            training_iterations=options.niter,
            min_partition_size=1,
            avq=options.avq,
        )
        codes = tree.score_ah(
            options.dims_per_block,
            anisotropic_quantization_threshold=options.threshold,
            training_sample_size=options.code_points,
            training_iterations=options.niter,
        )
        self._searcher = codes.reorder(1).build().searcher

    def write(self, slots: Slots, keys: Keys) -> None:
        self._searcher.upsert(slots.tolist(), keys, len(slots))

    def search(self, queries: Keys, k: int) -> Slots:
        reorder = self._options.reorder or suggest_reorder(k)
        ids, scores = self._searcher.search_batched(queries, k, reorder, -1, False, 0)
        return np.where(np.isnan(scores), -1, ids.astype(np.int64))
