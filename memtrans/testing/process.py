"""What a backend must leave as it found it: random states, settings of the process and the number of threads."""

from __future__ import annotations

import gc
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch

from memtrans.search.indexed import import_factory
from memtrans.testing import settings
from memtrans.testing.rules import require
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import unit

PATIENCE = 2.0
"""Seconds in which threads that nobody refers to any more must have ended."""


def left_alone(subject: Subject) -> None:
    """Once as the process is, and once with settings that are nobody's default: those are put back too."""
    if subject.spec.kind == "index":
        import_factory(subject.spec)  # a library may set things up when it is imported, not later
    _same_settings(subject)
    with settings.kept():
        np.seterr(over="ignore", divide="ignore")
        torch.set_float32_matmul_precision("high")
        torch.set_num_threads(torch.get_num_threads() + 1)
        _same_settings(subject)
    _same_random_numbers(subject)


def _same_settings(subject: Subject) -> None:
    before = settings.snapshot()
    try:
        _live(subject)
    finally:
        changed = settings.restore(before)
    require(not changed, f"{'; '.join(changed)}; put such a setting back, or leave it alone.")


def _same_random_numbers(subject: Subject) -> None:
    """Of Python's own it is asked that nobody seeds them: tools that check types at run time draw from them."""
    with _random_states_kept():
        _draw()  # so that seeding them once more does not lead back to here
        advanced, state = np.random.get_state(), torch.get_rng_state()
        expected = _draw()
        np.random.set_state(advanced)
        torch.set_rng_state(state)
        own = []
        for seed in (1, 2):
            random.seed(seed)
            _live(subject)
            own.append(random.getstate())
            if seed == 1:
                drawn = _draw()
    for library, now, then in zip(("torch", "numpy"), drawn, expected):
        require(now == then, f"{library}'s own random numbers were drawn or seeded; use a generator of your own.")
    require(own[0] != own[1], "Python's own random numbers were seeded; use a random.Random of your own.")


@contextmanager
def _random_states_kept() -> Iterator[None]:
    python, numpy, pytorch = random.getstate(), np.random.get_state(), torch.get_rng_state()
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)
        torch.set_rng_state(pytorch)


def _draw() -> tuple[float, float]:
    return float(torch.rand(())), float(np.random.rand())


def _live(subject: Subject) -> None:
    """Writes, searches, a reset and the counters, with threads and without."""
    for threads in (1, 2):
        stream = Stream(subject.maker(), stores=2, capacity=1100, threads=threads)
        for step in range(6):
            stream.write(unit(2, 260, 8, seed=step))
            stream.backend.search(unit(2, 5, 8, seed=50 + step), 3)  # unjudged: wrong answers are for other checks
            stream.backend.stats()
        stream.reset([True, False])


def threads_end(subject: Subject) -> None:
    memory = subject.memory(capacity=600, threads=2)

    def live(times: int) -> int:
        for step in range(times):
            keys = unit(2, 1, 60, 8, seed=step)
            memory.append(keys, keys)
            memory.search(keys, 3)
            memory.reset()
            memory.rebuild()
        gc.collect()
        return threading.active_count()

    few = live(3)
    many = live(15)
    began = time.monotonic()
    while many > few and time.monotonic() - began < PATIENCE:
        time.sleep(0.01)
        many = threading.active_count()
    require(many <= few, f"{many - few} more threads are alive after 15 more rebuilds; end them with the backend.")
