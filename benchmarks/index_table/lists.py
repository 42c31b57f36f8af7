"""One list of keys that follows a stream, in a library's own hands, written as one would without memtrans.

Parameters, training and the way keys are replaced are those of the backends; threads are one everywhere. Only the
work that serves the search is done: nothing is checked, probed or counted, and no values are stored.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

SEED = 0
"""As memtrans has it by default, so that both sides train the same index."""

Keys = NDArray[np.float32]
Slots = NDArray[np.int64]


class RawList(Protocol):
    """The last `capacity` keys of a stream; the key written as the n-th lies in slot n mod capacity.

    trained: its quality depends on the keys it was built from. cycle: share of a plan's steps after which all that
    ever happens in a step has happened.
    """

    trained: bool
    cycle: float

    def build(self, keys: Keys) -> None:
        """Hold these keys, as many as there are slots; trains where training is needed."""

    def write(self, slots: Slots, keys: Keys) -> None:
        """Overwrite consecutive slots."""

    def search(self, queries: Keys, k: int) -> Slots:
        """[q, dim] → [q, k] slots, -1 = none."""


def rerank(queries: Keys, keys: Keys, candidates: Slots, k: int) -> Slots:
    """The k best candidates by inner product with the keys themselves."""
    scores = (keys[candidates.clip(0)] @ queries[:, :, None])[:, :, 0]
    scores[candidates < 0] = -np.inf
    best = np.argpartition(-scores, k - 1, axis=1)[:, :k]
    return np.take_along_axis(candidates, best, 1)
