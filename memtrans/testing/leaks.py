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
WARM, ROUNDS = 8, 50
"""Rounds after which nothing may grow any more, and all."""

PATIENCE = 3.0
"""Seconds in which what nobody refers to any more must have ended."""

SELF = Path("/proc/self")


def dropped(subject: Subject) -> None:
    """Indexes and backends are counted by their classes: those of compiled code cannot be referred to weakly."""
    kinds: set[type] = set()
    with settings.kept():
        stream = _stream(subject)
        kinds.add(type(stream.backend))
        if subject.spec.kind == "index":
            kinds.add(type(subject.index(_capacity(subject), dim=DIM)))
        before = _alive(kinds)
        for number in range(3):
            for turn in range(4):
                _round(stream, 10 * number + turn)
            stream.reset([True, True])
            stream = _stream(subject)
        gc.collect()
        more = {kind: count - before[kind] for kind, count in _alive(kinds).items() if count > before[kind]}
    for kind, count in more.items():
        require(False, f"{count} more objects of {kind.__name__} are alive after three memories were dropped; hold "
                       "what an index or a backend keeps in itself, where it dies with it.")  # fmt: skip


def _alive(kinds: set[type]) -> dict[type, int]:
    gc.collect()
    counts = dict.fromkeys(kinds, 0)
    for thing in gc.get_objects():
        if type(thing) in counts:
            counts[type(thing)] += 1
    return counts


def left_behind(subject: Subject) -> None:
    """Rounds of a ring that is overwritten, reset and rebuilt: what is held is then what was held after a few."""
    with settings.kept(), tempfile.TemporaryDirectory() as folder, _home(folder):
        things = {
            "open files": lambda: len(_entries("fd")),
            "threads": lambda: max(threading.active_count(), len(_entries("task"))),
            "processes": _children,
            "files": lambda: sum(1 for _ in Path(folder).rglob("*")),
        }
        stream = _stream(subject)
        stream = _rounds(subject, stream, range(WARM))
        files_of_none = things["files"]()
        few = {name: count() for name, count in things.items()}
        tracemalloc.start()
        try:
            held = _held()
            stream = _rounds(subject, stream, range(WARM, ROUNDS))
            grown = _held() - held
        finally:
            tracemalloc.stop()
        rounds = ROUNDS - WARM
        for name, count in things.items():
            more = _settled(count, few[name]) - few[name]
            require(
                more < rounds // 3, f"{more} more {name} after {rounds} more rounds; close and end what was opened."
            )
        del stream
        gc.collect()
        require(files_of_none == 0 or things["files"]() == 0, _left(folder))
        require(things["files"]() == 0, _left(folder))
    written = rounds * 2 * _capacity(subject) * DIM * 4
    require(
        grown < written / 5,
        f"{grown:,} bytes more are held after {rounds} more rounds that wrote {written:,} bytes of keys over the same "
        "slots; keep nothing of keys, queries and answers that are gone.",
    )


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


def _rounds(subject: Subject, stream: Stream, turns: range) -> Stream:
    for turn in turns:
        _round(stream, turn)
        if turn % 3 == 0:
            stream.reset([True, turn % 2 == 0])
        if turn % 3 == 1:
            stream = _stream(subject)
    gc.collect()
    return stream


def _round(stream: Stream, turn: int) -> None:
    """The ring once over."""
    stream.write(unit(2, stream.ring.capacity, DIM, seed=turn))
    stream.search(unit(2, 5, DIM, seed=1000 + turn), 3)
    stream.seen = [[] for _ in stream.seen]  # the test's own list of keys would grow


def _stream(subject: Subject) -> Stream:
    return Stream(subject.maker(), stores=2, capacity=_capacity(subject), dim=DIM, threads=2)


def _capacity(subject: Subject) -> int:
    """Small, and so that an index answers for all of the ring."""
    return max(256, 2 * subject.fewest)


def _held() -> int:
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
