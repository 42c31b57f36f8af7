"""What an index says it weighs, beside what Python, NumPy and torch hold for it."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import torch

from memtrans.backend import InPlaceIndex, Ring, WeighedIndex
from memtrans.testing.indexes import numbers
from memtrans.testing.leaks import held
from memtrans.testing.rules import excuse, require, require_bytes
from memtrans.testing.subject import Subject

KEYS, DIM = 3000, 16
PUTS = 100
"""Calls of `put`, a tenth of the keys each: all of them ten times over."""

SHARE, SLACK = 1.5, 2**16
"""Of what is said, and beside it: objects of Python's own need not be counted."""


def as_said(subject: Subject) -> None:
    """Of a library that is compiled nothing is seen, so that it is believed; said too much is no fault."""
    if subject.spec.kind == "index":
        _index(subject)
    else:
        _backend(subject)


def _index(subject: Subject) -> None:
    n = max(KEYS, subject.fewest)
    keys = numbers(n, 0, DIM)
    index = subject.index(n, dim=DIM)
    if not isinstance(index, WeighedIndex):
        excuse("no nbytes(): what it weighs is unknown")
    subject.build(index, numbers(n, 1, DIM))  # what is imported and prepared once is no part of an index
    index.search(keys[:5].copy(), 3)
    del index
    with _counted() as grown:
        index = subject.index(n, dim=DIM)
        assert isinstance(index, WeighedIndex)
        subject.build(index, keys)
        _require_said(index.nbytes(), grown(), f"an index built of {n:,} keys of {DIM} dimensions")
        if subject.can.in_place and isinstance(index, InPlaceIndex):
            for call in range(PUTS):
                slots = (np.arange(n // 10) * 10 + call % 10).astype(np.int64)
                index.put(slots, numbers(len(slots), 2 + call, DIM))
            when = f"an index after {PUTS} calls of put that replaced each key ten times"
            _require_said(index.nbytes(), grown(), when)


def _backend(subject: Subject) -> None:
    keys, slots = torch.from_numpy(numbers(KEYS, 0, DIM))[None], torch.arange(KEYS)[None]
    ring, make = Ring(keys, torch.tensor([KEYS]), seed=7), subject.maker()
    make(ring).write(slots.clone(), keys.clone())
    with _counted() as grown:
        backend = make(ring)
        for rounds in (1, 9):
            for _ in range(rounds):
                backend.write(slots.clone(), keys.clone())
            said = backend.stats().index_bytes
            if said is None:
                excuse("index_bytes=None: what it weighs is unknown")
            _require_said(said, grown(), f"a backend whose ring of {KEYS:,} keys was written {rounds} times")


@contextmanager
def _counted() -> Iterator[Callable[[], int]]:
    """Gives the bytes that are held by now and were not at its beginning."""
    tracemalloc.start()
    try:
        before = held()
        yield lambda: held() - before
    finally:
        tracemalloc.stop()


def _require_said(said: int, grown: int, what: str) -> None:
    said = require_bytes(said, "the number of bytes")
    require(
        grown <= SHARE * said + SLACK,
        f"{what} says {said:,} bytes, and {grown:,} more are held than before it was made; count all that it keeps, "
        "and keep nothing of what was overwritten.",
    )
