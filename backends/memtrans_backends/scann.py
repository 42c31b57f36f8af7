"""ScaNN, overwritten in place through its upsert.

Its training may differ in the last bits from one build to the next, depending on where its buffers lie in memory, so
a resumed run need not find the same keys; the recall is the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scann import scann_ops_pybind

from memtrans.backend import NONE, IndexSetup
from memtrans_backends.nlist import suggest_nlist
from memtrans_backends.scann_log import log_errors_only
from memtrans_backends.scann_plugin import ScannOptions

FEWEST = 16
"""Keys below which ScaNN can neither cluster nor quantise."""

if library := getattr(scann_ops_pybind, "scann_pybind", None):  # where 1.4.2 has it; no promise of ScaNN's
    log_errors_only(Path(library.__file__))


class Scann:
    def __init__(self, options: ScannOptions, setup: IndexSetup) -> None:
        self._options, self._dim = options, setup.dim
        self._searcher: Any = None
        self._size = 0
        self._leaves = 0  # 0: no tree

    def build(self, keys: NDArray[np.float32]) -> None:
        builder = scann_ops_pybind.builder(keys, 1, "dot_product").set_n_training_threads(1)
        self._size = len(keys)
        self._leaves = 0
        if len(keys) <= max(self._options.brute_force_up_to, FEWEST):
            builder = builder.score_brute_force()
        else:
            self._leaves = min(self._options.leaves or suggest_nlist(len(keys)), len(keys))
            searched = min(self._options.leaves_to_search or suggest_leaves_to_search(self._leaves), self._leaves)
            builder = self._tree(builder, searched)
        # The object underneath speaks ids; the wrapper would map each of them through Python lists.
        self._searcher = builder.build().searcher

    def _tree(self, builder: Any, searched: int) -> Any:
        """Trained on some of the keys: that takes a third of the time, and finds keys to come as well."""
        options = self._options
        tree = builder.tree(
            self._leaves,
            searched,
            training_sample_size=options.points_per_leaf * self._leaves,
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
        return codes.reorder(1)

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        # None asks for the next id. Deleting would move ids, so a key is only ever overwritten.
        ids = [slot if slot < self._size else None for slot in slots.tolist()]
        self._searcher.upsert(ids, keys, len(ids))
        self._size = max(self._size, int(slots.max()) + 1)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        reorder = min(max(k, self._options.reorder or suggest_reorder(k)), self._size)
        ids, scores = self._searcher.search_batched(queries, k, reorder, -1, False, 0)
        # Where fewer than k are found the rest is id 0 with NaN for a score.
        return np.where(np.isnan(scores), NONE, ids.astype(np.int64))

    def nbytes(self) -> int:
        codes = (self._dim // self._options.dims_per_block) // 2 if self._leaves else 0
        return int(self._size * (4 * self._dim + codes) + self._leaves * self._dim * 4)


def suggest_leaves_to_search(leaves: int) -> int:
    """48 of up to 512 leaves, but no more than a third of few; of more leaves the share that 48 are of 512."""
    return max(1, min(48, leaves // 3), 3 * leaves // 32)


def suggest_reorder(k: int) -> int:
    """Seven candidates for each key that is wanted."""
    return 7 * k
