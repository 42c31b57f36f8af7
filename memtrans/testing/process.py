"""What a backend must leave as it found it: random states, thread settings and the number of threads."""

from __future__ import annotations

import gc
import random
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
    settings = torch.get_num_threads()
    random.random(), np.random.rand(), torch.rand(1)  # so that seeding them once more does not lead back to here
    python, numpy, pytorch = random.getstate(), np.random.get_state(legacy=False), torch.get_rng_state()
    stream = Stream(subject.maker(), stores=2, capacity=1100, threads=2)
    for step in range(6):
        stream.write(unit(2, 260, 8, seed=step))
        stream.search(unit(2, 5, 8, seed=50 + step), 3)
    same = python == random.getstate() and torch.equal(pytorch, torch.get_rng_state())
    same &= str(numpy) == str(np.random.get_state(legacy=False))
    require(same, "random numbers of the process (random, numpy or torch) were drawn or seeded; use a generator.")
    now = torch.get_num_threads()
    require(now == settings, f"torch.get_num_threads() went from {settings} to {now}; put such a setting back.")


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
