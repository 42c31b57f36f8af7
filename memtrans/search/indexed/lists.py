"""One index and its answers in the form the rest relies on."""

from __future__ import annotations

import inspect
import operator
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from memtrans.backend import NONE, CountingIndex, Index, InPlaceIndex, QueryAwareIndex, Ring, WeighedIndex
from memtrans.errors import MemtransError
from memtrans.search.events import sum_known

QUERIES_PER_TASK = 512
"""Fixed, so that how the work is cut does not depend on the number of threads; FAISS is a tenth slower at 256."""

MUCH_IN_COMMON = 0.75
"""Share of the mean's squared length in the mean squared length of keys above which they are centred unasked: .77 to
.89 of a pretrained model's keys without rotation, .23 to .69 of two models' as rotated, .28 to .45 of our own."""


class IndexedList:
    """An index that knows how many keys it holds and answers with ids below that number, or -1.

    Libraries differ in what they do when fewer than k keys are found: they raise, repeat an id, or pad with numbers
    of their own. Here k never exceeds the keys, and an id that cannot be is "none". `put` is for an index that
    declares it.

    centre: give the index keys less the mean of those it was built from, until it is built again. Queries stay as they
    are, so it ranks alike; what keys have in common no longer hides how they differ. None: where they have much in
    common. aware: it is built from past queries too.
    """

    def __init__(
        self,
        index: Index | QueryAwareIndex,
        name: str,
        serial: bool,
        *,
        centre: bool | None = False,
        aware: bool = False,
    ) -> None:
        self._index = index
        self._name = name
        self._turn: AbstractContextManager[object] = threading.Lock() if serial else nullcontext()
        self._centre, self._aware = centre, aware
        self._mean: NDArray[np.float32] | None = None
        self.serial = serial
        self.size = 0

    def build(self, keys: NDArray[np.float32], queries: NDArray[np.float32] | None = None) -> None:
        """Hold these keys and no others; ids are row numbers. Past queries go to an index that declares them; None: 0.

        Raises:
            MemtransError: the backend declares past queries, and its index cannot be given any.
        """
        self._mean = _mean_to_subtract(keys, self._centre)
        if not self._aware:
            self._index.build(self._centred(keys))  # type: ignore[call-arg]  # an `Index`
        else:
            if not _takes_two(self._index.build):
                raise MemtransError(
                    f"Backend '{self._name}' declares past_queries, but its index has no build(keys, queries)."
                )
            self._index.build(self._centred(keys), keys[:0] if queries is None else queries)  # type: ignore[call-arg]
        self.size = len(keys)

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        """Store keys at ids that are stored already or come next.

        Raises:
            MemtransError: the backend declares that it can overwrite, and its index cannot.
        """
        if not isinstance(self._index, InPlaceIndex):
            raise MemtransError(f"Backend '{self._name}' declares in_place, but its index has no put(slots, keys).")
        if int(slots.max()) >= self.size:
            # Of more tokens than a ring holds the first are left out, so new slots may come in any order.
            order = np.argsort(slots)
            slots, keys = slots[order], keys[order]
        self._index.put(slots, self._centred(keys))
        self.size = max(self.size, int(slots.max()) + 1)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        """Ids [q, min(k, size)], -1 = none.

        Raises:
            MemtransError: the index answered in another shape or with another type.
        """
        wanted = (len(queries), min(k, self.size))
        with self._turn:
            ids = np.asarray(self._index.search(queries, wanted[1]))
        if ids.shape != wanted:
            raise MemtransError(
                f"Backend '{self._name}' answered {wanted[0]} queries for {wanted[1]} keys with shape {ids.shape}; "
                f"an index must return {wanted}, with -1 where it found nothing."
            )
        if not np.issubdtype(ids.dtype, np.integer):
            raise MemtransError(f"Backend '{self._name}' answered with {ids.dtype}; an index returns whole numbers.")
        return np.where((ids >= 0) & (ids < self.size), ids, NONE)

    def scored(self, queries: NDArray[np.float32], k: int) -> int | None:
        """Keys that a search of these queries scores, over all of them; None where the index does not say."""
        if not isinstance(self._index, CountingIndex):
            return None
        with self._turn:
            return int(self._index.scored(queries, min(k, self.size)))

    def nbytes(self) -> int | None:
        """Bytes held by the index, and by the mean that was subtracted; None where the index does not say.

        Raises:
            MemtransError: what it says is no whole number.
        """
        if not isinstance(self._index, WeighedIndex):
            return None
        said = self._index.nbytes()
        try:
            own = operator.index(said)
        except TypeError as error:
            raise MemtransError(f"Backend '{self._name}': nbytes() is {said!r}; it is a whole number.") from error
        return own + (0 if self._mean is None else self._mean.nbytes)

    def _centred(self, keys: NDArray[np.float32]) -> NDArray[np.float32]:
        """A copy, for the keys are the caller's; without centring they are handed on."""
        return keys if self._mean is None else keys - self._mean


def _mean_to_subtract(keys: NDArray[np.float32], centre: bool | None) -> NDArray[np.float32] | None:
    """The mean key, or None where keys stay as they are."""
    if centre is False or not len(keys):
        return None
    mean: NDArray[np.float64] = keys.mean(0, dtype=np.float64)
    if centre is None and not mean @ mean > MUCH_IN_COMMON * np.einsum("nd,nd->n", keys, keys).mean(dtype=np.float64):
        return None
    return mean.astype(np.float32)


def _takes_two(build: Callable[..., None]) -> bool:
    try:
        inspect.signature(build).bind(0, 0)
    except TypeError:
        return False
    except ValueError:  # compiled, and it does not say what it takes
        return True
    return True


def total_bytes(indexes: Iterable[IndexedList]) -> int | None:
    """What all of them hold; unknown if one of them does not say."""
    return sum_known(index.nbytes() for index in indexes)


def past_queries_of(ring: Ring, store: int) -> NDArray[np.float32] | None:
    """The past queries of one store, as they are now."""
    return None if ring.past is None else ring.past.of(store)


def valid_writes(slots: Tensor, keys: Tensor) -> dict[int, tuple[NDArray[np.int64], NDArray[np.float32]]]:
    """(slots, keys) that each store really receives; stores that receive nothing are left out."""
    numbers, arrays = slots.cpu().numpy(), keys.detach().cpu().numpy()
    valid = numbers != NONE
    return {
        int(store): (numbers[store][valid[store]], arrays[store][valid[store]]) for store in valid.any(1).nonzero()[0]
    }


def search_tasks(
    index: IndexedList, queries: NDArray[np.float32], k: int, found: NDArray[np.int64]
) -> Iterator[Callable[[], None]]:
    """Searches of one index that can run side by side; each fills its rows of `found`, which holds -1 before."""
    rows = max(1, len(queries)) if index.serial else QUERIES_PER_TASK

    def search(part: slice) -> None:
        ids = index.search(queries[part], k)
        found[part, : ids.shape[1]] = ids

    return (partial(search, slice(row, row + rows)) for row in range(0, len(queries), rows))
