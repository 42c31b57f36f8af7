"""When the pairs of a document enter the memory, and which places ask it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memtrans.traces.file import RecordedDocument


@dataclass(frozen=True)
class Schedule:
    """Of one memory layer in one document. searchable_from: of each pair, ascending. asks_from: the first place whose
    query was recorded; all later ones were too. length: places of the document."""

    searchable_from: NDArray[np.int64]
    asks_from: int
    length: int

    @classmethod
    def of(cls, document: RecordedDocument, layer: int) -> Schedule:
        asking = document.places(layer, "query_positions")
        length = len(document.tokens)
        first = int(asking[0]) if len(asking) else length
        return cls(document.places(layer, "searchable_from"), first, length)

    def asking(self, begin: int, end: int) -> tuple[int, int]:
        """The rows, from one to before another, of the queries from place `begin` on and before `end`."""
        return max(begin - self.asks_from, 0), max(end - self.asks_from, 0)

    def written_before(self, place: int) -> int:
        """How many pairs will be in the memory when the token at this place has its turn, as in `Memory.search`.

        Between two writes that is one more with every token.
        """
        written = int(np.searchsorted(self.searchable_from, place, side="right"))
        return written + place - int(self.searchable_from[written - 1]) if written else 0

    def cuts(self, begin: int, end: int) -> set[int]:
        """Places after `begin` and before `end` before which pairs are written."""
        moments = self.searchable_from
        first, last = np.searchsorted(moments, [begin, end - 1], side="right")
        return set(np.unique(moments[first:last]).tolist())

    def due(self, begin: int, end: int) -> tuple[int, int]:
        """The pairs that a write after place `begin` and up to place `end` stores: from one to before another."""
        first, last = np.searchsorted(self.searchable_from, [begin, end], side="right")
        return int(first), int(last)
