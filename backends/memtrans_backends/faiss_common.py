"""What all FAISS adapters share: one thread per call, and a GPU where the installed build has one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import IndexSetup


@contextmanager
def one_thread() -> Iterator[None]:
    """FAISS uses one thread here: lists are searched side by side, not one list by many threads.

    The setting belongs to the calling thread, which may be the user's, so it is put back.
    """
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def search(index: Any, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Ids [q, k], -1 = none."""
    with one_thread():
        ids: NDArray[np.int64] = index.search(queries, k)[1]
    return ids


def seed_of(setup: IndexSetup) -> int:
    """A seed in the range of a C int."""
    return setup.seed % 2**31


def on_device(index: Any, setup: IndexSetup) -> Any:
    """The index itself, or its copy on the ring's GPU if this build of FAISS can use one.

    A copy does not follow later changes of the original.
    """
    if not setup.device.startswith("cuda") or not getattr(faiss, "get_num_gpus", int)():
        return index
    resources = faiss.StandardGpuResources()
    # One list is small and there are many of them: none may reserve the usual 1.5 GB.
    resources.noTempMemory()
    return faiss.index_cpu_to_gpu(resources, int(setup.device.partition(":")[2] or 0), index)
