"""One pool of threads for everything a backend does in parallel."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import torch

from memtrans.errors import MemtransError


class Workers:
    """Runs independent tasks on a fixed number of threads, each of which uses one thread inside torch.

    Tasks must not depend on how many run at once, so results are the same for any number of threads. With one thread
    there is no pool: tasks run where they are called. The threads end when the object is no longer referenced.
    """

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads
        self._process = os.getpid()
        self._pool = _start_pool(threads) if threads > 1 else None

    def run(self, tasks: Iterable[Callable[[], None]]) -> None:
        """Finish all tasks; the first error is raised once none of them runs any more."""
        listed = list(tasks)
        if self._pool is None or len(listed) < 2:
            for task in listed:
                task()
            return
        if os.getpid() != self._process:
            raise MemtransError(
                "A memory cannot be used in a forked process: its threads stayed in the parent. "
                "Start the process with the 'spawn' method, or make the memory inside it."
            )
        futures = [self._pool.submit(task) for task in listed]
        errors = [error for future in futures if (error := future.exception())]
        if errors:
            raise errors[0]


def _start_pool(threads: int) -> ThreadPoolExecutor:
    """Threads that use one thread each inside torch: lists side by side leave nothing to gain within a list.

    What torch is told in one thread becomes the default of all threads that have not used it yet, so all of ours are
    told at once and the caller's setting is put back.
    """
    caller = torch.get_num_threads()
    ready = threading.Barrier(threads)

    def prepare() -> None:
        torch.set_num_threads(1)
        ready.wait()

    pool = ThreadPoolExecutor(threads, "memtrans")
    for start in [pool.submit(prepare) for _ in range(threads)]:
        start.result()
    torch.set_num_threads(caller)
    return pool
