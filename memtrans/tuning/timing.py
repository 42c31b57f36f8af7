"""Times that can be compared although the machine does something else meanwhile."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence


def interleaved_medians(tasks: Sequence[Callable[[], None]], repeats: int) -> list[float]:
    """Milliseconds of each task: all are run in turn, so many times, after once without being timed."""
    for task in tasks:
        task()
    taken: list[list[float]] = [[] for _ in tasks]
    for turn in range(repeats):
        for place in range(len(tasks)):
            number = (place + turn) % len(tasks)  # nobody always follows the same one
            began = time.perf_counter()
            tasks[number]()
            taken[number].append(1000 * (time.perf_counter() - began))
    return [statistics.median(each) for each in taken]
