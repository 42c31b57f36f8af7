"""Many threads give the answers of one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Barrier, Thread
from typing import TypeVar

import torch
from torch import Tensor

from memtrans.backend import Index
from memtrans.memory import Memory
from memtrans.testing.indexes import CAPACITY, numbers
from memtrans.testing.rules import excuse, require_equal
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import unit

Answer = TypeVar("Answer")


def any_number(subject: Subject) -> None:
    def live(threads: int) -> Tensor:
        stream = Stream(make, stores=3, capacity=1100, threads=threads)
        for step in range(6):
            stream.write(unit(3, 260, 8, seed=step), [260, 150, 220])
            with frequent_switches():
                found = stream.search(unit(3, 601, 8, seed=99 + step), 7)  # no thread gets as many as the others
        return found

    make = subject.maker(subject.repeatable)
    alone = live(1)
    for threads in (2, 4):
        require_equal(live(threads), alone, f"{threads} threads found other keys than one")


def index_at_once(subject: Subject) -> None:
    if subject.can.serial:
        excuse("serial=True: one search at a time")
    index = subject.index(CAPACITY)
    index.build(numbers(max(1000, subject.fewest), 0))

    def ask(part: int) -> Tensor:
        return torch.from_numpy(index.search(numbers(100 + part, 10 + part), 3 + part).copy())

    _compare(ask, "searches of one index at the same time")


def index_cold(subject: Subject) -> None:
    """The first searches after `build` are the first of all: an index that still has to prepare itself is seen."""
    if subject.can.serial:
        excuse("serial=True: one search at a time")
    options, keys = subject.repeatable, numbers(max(1000, subject.fewest), 0)
    for turn in range(4):
        warm, cold = subject.index(CAPACITY, options), subject.index(CAPACITY, options)
        for index in (warm, cold):
            index.build(keys.copy())

        def ask(part: int, index: Index = cold, turn: int = turn) -> Tensor:
            return torch.from_numpy(index.search(numbers(20 + 3 * part, 10 * turn + part), 3 + part).copy())

        alone = [ask(part, warm) for part in range(4)]
        _require_alike(at_once(ask, range(4)), alone, "the first searches of an index, all at the same time,")


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
    ready = Barrier(len(parts))
    results: dict[int, Answer] = {}
    errors: list[BaseException] = []

    def start(part: int) -> None:
        try:
            ready.wait()
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


@contextmanager
def frequent_switches() -> Iterator[None]:
    """Python hands over to another thread far more often than usual, so that races show."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
