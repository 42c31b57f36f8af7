"""What a backend must leave as it found it: random states, thread settings and the number of threads."""

from __future__ import annotations

import gc
import threading
import time

import numpy as np
import torch

from memtrans.testing.rules import require
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import unit

PATIENCE = 2.0
"""Seconds in which threads that nobody refers to any more must have ended."""


def left_alone(subject: Subject) -> None:
    """Python's own `random` is not looked at: tools that check types at run time draw from it."""
    threads, numpy, pytorch = torch.get_num_threads(), np.random.get_state(), torch.get_rng_state()
    try:
        _draw()  # so that seeding them once more does not lead back to here
        advanced, state = np.random.get_state(), torch.get_rng_state()
        expected = _draw()
        np.random.set_state(advanced)
        torch.set_rng_state(state)
        _live(subject)
        drawn = _draw()
    finally:
        np.random.set_state(numpy)
        torch.set_rng_state(pytorch)
    for library, now, before in zip(("torch", "numpy"), drawn, expected):
        require(now == before, f"{library}'s own random numbers were drawn or seeded; use a generator of your own.")
    after = torch.get_num_threads()
    require(after == threads, f"torch.get_num_threads() went from {threads} to {after}; put such a setting back.")


def _draw() -> tuple[float, float]:
    return float(torch.rand(())), float(np.random.rand())


def _live(subject: Subject) -> None:
    stream = Stream(subject.maker(), stores=2, capacity=1100, threads=2)
    for step in range(6):
        stream.write(unit(2, 260, 8, seed=step))
        stream.search(unit(2, 5, 8, seed=50 + step), 3)


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
