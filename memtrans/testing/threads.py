"""Many threads give the answers of one."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from threading import Thread
from types import FrameType
from typing import Any, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from memtrans.backend import Index
from memtrans.memory import Memory
from memtrans.testing.indexes import CAPACITY, as_tensor, numbers
from memtrans.testing.rules import excuse, require_equal
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import unit

Answer = TypeVar("Answer")

STOPS = ((3, 9, 25), (14, 40, 120))
"""Lines of Python, from its beginning, at which a first search is stopped: early ones and late ones."""

PAUSE = 0.05
"""Seconds that a stopped search stands still, at most, for one that waits for its lock."""

LONG = 3072
"""Keys of a memory whose search takes milliseconds: three full blocks."""


def any_number(subject: Subject) -> None:
    def live(threads: int) -> Tensor:
        stream = Stream(make, stores=3, capacity=1100, threads=threads)
        for step in range(6):
            stream.write(unit(3, 260, 8, seed=step), [260, 150, 220])
            with frequent_switches():
                found = stream.search(unit(3, 601, 8, seed=99 + step), 7)  # no thread gets as many as the others
        # A share of k for each of many threads is enough for few neighbours that lie anywhere.
        more = stream.search(unit(3, 601, 8, seed=98), 40)
        return torch.cat([found, more], dim=2)

    make = subject.maker(subject.repeatable)
    alone = live(1)
    for threads in (2, 4, 8):
        require_equal(live(threads), alone, f"{threads} threads found other keys than one")


def index_at_once(subject: Subject) -> None:
    if subject.can.serial:
        excuse("serial=True: one search at a time")
    index = subject.index(CAPACITY)
    subject.build(index, numbers(max(1000, subject.fewest), 0))
    queries = [numbers(100 + part, 10 + part) for part in range(4)]

    def ask(part: int) -> Tensor:
        return as_tensor(index.search(queries[part].copy(), 3 + part))

    _compare(ask, "searches of one index at the same time")
    alone = [ask(part) for part in range(4)]
    for stops in STOPS:
        _require_alike(interrupted(ask, stops), alone, "searches of one index, one in the midst of another,")


def index_cold(subject: Subject) -> None:
    """The first searches after `build` are the first of all: an index that still has to prepare itself is seen."""
    if subject.can.serial:
        excuse("serial=True: one search at a time")
    options = subject.repeatable
    # Of more and longer keys there is more to prepare, and more time to be met at it.
    for n, dim, times in ((1000, 8, 1), (3000, 32, 2)):
        keys = numbers(max(n, subject.fewest), 0, dim)
        queries = [numbers(20 + 3 * part, 10 + part, dim) for part in range(4)]

        def built(keys: NDArray[np.float32] = keys, dim: int = dim) -> Index:
            index = subject.index(len(keys), options, dim)
            subject.build(index, keys.copy())
            return index

        def ask(part: int, index: Index, queries: Sequence[NDArray[np.float32]] = queries) -> Tensor:
            return as_tensor(index.search(queries[part].copy(), 3 + part))

        warm = built()
        alone = [ask(part, warm) for part in range(4)]
        each = [partial(at_once, parts=range(4))] * times + [partial(interrupted, stops=stops) for stops in STOPS]
        for together in each:
            found = together(partial(ask, index=built()))
            _require_alike(found, alone, "the first searches of an index, all at the same time,")


def memory_cold(subject: Subject) -> None:
    """The first searches after a memory was filled, and after it was rebuilt."""
    options = subject.repeatable
    for turn in range(3):
        warm, cold = (subject.memory(options, capacity=1100, threads=2, seed=3) for _ in range(2))
        for memory in (warm, cold):
            for step in range(5):
                _append(memory, step)
            if turn == 1:
                memory.rebuild()

        def ask(part: int, memory: Memory = cold, turn: int = turn) -> Tensor:
            return memory.search(unit(2, 1, 20 + part, 8, seed=10 * turn + part), 3 + part).flatten(0, 1)

        alone = [ask(part, warm) for part in range(4)]
        _require_alike(at_once(ask, range(4)), alone, "the first searches of a memory, all at the same time,")


def searches_at_once(subject: Subject) -> None:
    memory = subject.memory(capacity=1100, threads=2)
    for step in range(5):
        _append(memory, step)

    def ask(part: int) -> Tensor:
        return memory.search(unit(2, 1, 60 + part, 8, seed=10 + part), 3 + part).flatten(0, 1)

    _compare(ask, "searches of one memory at the same time")


def memories_at_once(subject: Subject) -> None:
    options = subject.repeatable

    def live(part: int) -> Tensor:
        memory = subject.memory(options, capacity=1100, seed=part)
        for step in range(5):
            _append(memory, 20 * part + step)
            found = memory.search(unit(2, 1, 60, 8, seed=step), 7)
        return found.flatten(0, 1)

    _compare(live, "two memories used at the same time", parts=2)
    memories = [subject.memory(options, rows=1, capacity=LONG, seed=part) for part in range(3)]
    for part, memory in enumerate(memories):
        keys = unit(1, 1, LONG, 8, seed=70 + part)
        memory.append(keys, keys)
    queries = unit(1, 1, 256, 8, seed=9)

    def ask(part: int) -> Tensor:
        """Often, and each time for long enough that a library meets another that works beside it."""
        return torch.cat([memories[part].search(queries, 7 + part).flatten(0, 1) for _ in range(5)], dim=1)

    _compare(ask, "three long memories searched at the same time", parts=3)


def _append(memory: Memory, seed: int) -> None:
    keys = unit(2, 1, 260, 8, seed=seed)
    memory.append(keys, keys)


def _compare(work: Callable[[int], Tensor], what: str, parts: int = 4) -> None:
    """Each part alone, then all of them from as many threads, three times over."""
    alone = [work(part) for part in range(parts)]
    for _ in range(3):
        _require_alike(at_once(work, range(parts)), alone, what)


def _require_alike(found: Sequence[Tensor], alone: Sequence[Tensor], what: str) -> None:
    for together, expected in zip(found, alone):
        first, second = (x if x.ndim == 3 else x.unsqueeze(0) for x in (together, expected))
        require_equal(first, second, f"{what} found other keys than one after another")


def at_once(work: Callable[[int], Answer], parts: Sequence[int]) -> list[Answer]:
    """Results of `work` for all parts, each in a thread of its own, started together.

    Threads and not a pool: one that never comes back must not hold up the end of the process.
    """
    running: list[int] = []
    results: dict[int, Answer] = {}
    errors: list[BaseException] = []

    def start(part: int) -> None:
        try:
            running.append(part)
            while len(running) < len(parts):
                pass  # who sleeps until it is woken comes later than the others are done
            results[part] = work(part)
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=start, args=(part,), name=f"search {part}", daemon=True) for part in parts]
    with frequent_switches():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if errors:
        raise errors[0]
    return [results[part] for part in parts]


def interrupted(work: Callable[[int], Answer], stops: Sequence[int]) -> list[Answer]:
    """Results of `work` for the first part, which stands still at these lines while another is done, and of those.

    What is done in two steps is met between them then, on a busy machine and on an idle one.
    """
    results: dict[int, Answer] = {}
    errors: list[BaseException] = []
    waiting, lines, others = list(enumerate(stops, start=1)), itertools.count(1), []

    def run(part: int) -> None:
        try:
            if part == 0:
                sys.settrace(stand)
            results[part] = work(part)
        except BaseException as error:
            errors.append(error)

    def begin() -> Thread:
        thread = Thread(target=run, args=(waiting.pop(0)[0],), name="another search", daemon=True)
        others.append(thread)
        thread.start()
        return thread

    def stand(frame: FrameType, event: str, argument: Any) -> Any:
        if waiting and next(lines) >= waiting[0][1]:
            begin().join(PAUSE)
        return stand if waiting else None

    first = Thread(target=run, args=(0,), name="first search", daemon=True)
    first.start()
    first.join()
    while waiting:
        begin()
    for thread in others:
        thread.join()
    if errors:
        raise errors[0]
    return [results[part] for part in range(len(stops) + 1)]


@contextmanager
def frequent_switches() -> Iterator[None]:
    """Python hands over to another thread far more often than usual, so that races show."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
