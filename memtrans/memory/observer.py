"""Who watches a memory."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from torch import Tensor

from memtrans.memory.delay import Pairs


@runtime_checkable
class Observer(Protocol):
    """Is told of every search and every write, with the seconds they took; for measurements.

    memory: the `Memory` itself. queries: [rows, heads, q, key_dim]. slots: [rows, heads, q, k], -1 = none. valid:
    [rows, q], False = padding, whose query may hold anything and must not be judged. A search for which nothing was
    valid is not told of.
    """

    def searched(
        self, memory: Any, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None: ...

    def wrote(self, seconds: float) -> None: ...


@runtime_checkable
class PairObserver(Observer, Protocol):
    """Is also told what a search can find from now on; for recordings."""

    def appended(self, memory: Any, pairs: Pairs) -> None:
        """Told once they are stored, oldest first; pairs that still wait (`Memory.delay`) are not valid yet."""
