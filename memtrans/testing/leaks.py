"""What is dropped is gone: indexes and backends, memory, descriptors, files, threads and processes."""

from __future__ import annotations

import gc
import os
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import torch

from memtrans.testing import settings
from memtrans.testing.rules import require
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import unit

DIM = 32
WARM, ROUNDS = 5, 25
"""Rounds after which nothing may grow any more, and all; once for one backend, and once for one after another."""

QUERIES = 128
"""Of a round: half as many as keys, so that what is kept of them shows as well."""

PATIENCE = 3.0
"""Seconds in which what nobody refers to any more must have ended."""

SELF = Path("/proc/self")


def dropped(subject: Subject) -> None:
    """Indexes and backends are counted by their classes: those of compiled code cannot be referred to weakly."""
    with settings.kept(), _only_new_objects():
        kinds: set[type] = {type(_stream(subject).backend)}
        if subject.spec.kind == "index":
            kinds.add(type(subject.index(_capacity(subject), dim=DIM)))
        for number in range(3):
            stream = _stream(subject)
            for turn in range(3):
                _round(stream, 10 * number + turn)
            stream.reset([True, True])
            del stream
        alive = _alive(kinds)
    for kind, count in alive.items():
        require(
            count == 0,
            f"{count} objects of {kind.__name__} are alive after three memories were dropped; hold what an index or a "
            "backend keeps in itself, where it dies with it.",
        )


def _alive(kinds: set[type]) -> dict[type, int]:
    """How many objects of each kind there are, once none waits for the collector any more."""
    gc.collect()
    counts = dict.fromkeys(kinds, 0)
    for thing in gc.get_objects():
        if type(thing) in counts:
            counts[type(thing)] += 1
    return counts


@contextmanager
def _only_new_objects() -> Iterator[None]:
    """The collector looks at nothing that was there before, so that it is quick, however much is imported."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def left_behind(subject: Subject) -> None:
    """A ring that is overwritten and reset, then one that is made anew: what is held is what was held after a few."""
    with settings.kept(), tempfile.TemporaryDirectory() as folder, _home(folder), _only_new_objects():
        stream = _stream(subject)
        stream = _require_no_growth(subject, stream, renewed=False)
        stream = _require_no_growth(subject, stream, renewed=True)
        del stream
        gc.collect()
        require(not os.listdir(folder), _left(folder))


def _require_no_growth(subject: Subject, stream: Stream, renewed: bool) -> Stream:
    things: dict[str, Callable[[], int]] = {
        "open files": lambda: len(_entries("fd")),
        "threads": lambda: max(threading.active_count(), len(_entries("task"))),
        "processes": _children,
    }
    stream = _rounds(subject, stream, range(WARM), renewed)
    few = {name: count() for name, count in things.items()}
    for turns in (range(WARM, ROUNDS), range(ROUNDS, 2 * ROUNDS - WARM)):
        tracemalloc.start()
        try:
            before = held()
            stream = _rounds(subject, stream, turns, renewed)  # nobody holds the one before any more
            grown = held() - before
        finally:
            tracemalloc.stop()
        if grown < _allowed(stream):  # else once more: what is set up once, by whomever, does not grow again
            break
    rounds = ROUNDS - WARM
    for name, count in things.items():
        more = _settled(count, few[name]) - few[name]
        require(more < rounds // 4, f"{more} more {name} after {rounds} more rounds; close and end what was opened.")
    written = rounds * stream.ring.keys.nbytes
    require(
        grown < _allowed(stream),
        f"{grown:,} bytes more are held after {rounds} more rounds that wrote {written:,} bytes of keys over the same "
        "slots; keep nothing of keys, queries and answers that are gone.",
    )
    return stream


def _allowed(stream: Stream) -> float:
    """Far less than all that is written meanwhile."""
    return (ROUNDS - WARM) * stream.ring.keys.nbytes / 5


def _left(folder: str) -> str:
    names = sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*"))
    return (
        f"{len(names)} files are left when the memory is gone, such as {names[0] if names else ''}; remove temporary "
        "files, and write none into the current folder."
    )


@contextmanager
def _home(folder: str) -> Iterator[None]:
    """Current folder and place of temporary files; the settings around put both back."""
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir("/")  # a folder that is somebody's current one cannot be removed everywhere


def _rounds(subject: Subject, stream: Stream, turns: range, renewed: bool) -> Stream:
    for turn in turns:
        _round(stream, turn)
        if turn % 3 == 0:
            stream.reset([True, turn % 2 == 0])
        if renewed:
            stream = _stream(subject)
    return stream


def _round(stream: Stream, turn: int) -> None:
    """The ring once over."""
    stream.write(unit(2, stream.ring.capacity, DIM, seed=turn))
    stream.search(unit(2, QUERIES, DIM, seed=1000 + turn), 3)
    stream.seen = [[] for _ in stream.seen]  # the test's own list of keys would grow


def _stream(subject: Subject) -> Stream:
    return Stream(subject.maker(), stores=2, capacity=_capacity(subject), dim=DIM, threads=2)


def _capacity(subject: Subject) -> int:
    """Small, and so that an index answers for all of the ring."""
    return max(256, 2 * subject.fewest)


def held() -> int:
    """Bytes of Python, of NumPy and of torch's tensors."""
    gc.collect()
    storages = {
        tensor.untyped_storage().data_ptr(): tensor.untyped_storage().nbytes()
        for tensor in gc.get_objects()
        if type(tensor) is torch.Tensor and tensor.device.type == "cpu" and tensor.layout == torch.strided
    }
    return tracemalloc.get_traced_memory()[0] + sum(storages.values())


def _settled(count: Callable[[], int], few: int) -> int:
    """Once what is on its way out has had time to go."""
    began = time.monotonic()
    while (many := count()) > few and time.monotonic() - began < PATIENCE:
        time.sleep(0.02)
    return many


def _entries(what: str) -> list[str]:
    """Open files or threads of this process; none where the system does not tell."""
    return os.listdir(SELF / what) if (SELF / what).is_dir() else []


def _children() -> int:
    """Processes that this one has started and that run, or that nobody has asked how they ended."""
    lists = (SELF / "task" / task / "children" for task in _entries("task"))
    total = 0
    for path in lists:
        try:
            total += len(path.read_text().split())
        except OSError:  # the thread has ended
            continue
    return total
