"""Faults that leave something behind: indexes that never die, files, threads, processes, memory."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel
from testing.clean_backends import OVERWRITING, SEALED, SEALED_CELLS, TABLE, Cells, Fault, Table
from testing.themes import ENDED
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import IndexSetup, Ring
from memtrans.options import Options


class Registered(Scan):
    """Every index enters itself into a list of the class, which nobody empties."""

    all: ClassVar[list[Scan]] = []

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        self.all.append(self)


class ClosedAtExit(Scan):
    """Asks to be closed at the end of the process, and lives until then."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        atexit.register(self.close)

    def close(self) -> None: ...


class CachedMethod(Scan):
    """Remembers what it was asked in a cache of the class, which holds the index along with the answers."""

    @lru_cache(maxsize=4096)  # noqa: B019  that is the fault
    def _length(self, n: int) -> int:
        return min(n, len(self.keys))

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return super().search(queries, self._length(k))


class CachesAnswers(Scan):
    """Keeps every answer ever given, by the queries' bytes, in a dictionary of the class."""

    answers: ClassVar[dict[bytes, NDArray[np.int64]]] = {}

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        key = queries.tobytes() + self.keys.tobytes() + bytes(str(k), "ascii")
        if key not in self.answers:
            self.answers[key] = super().search(queries, k)
        return self.answers[key].copy()


class KeepsTables(Table):
    """Keeps the table of before each reset, in case somebody wants it back."""

    old: ClassVar[list[Tensor]] = []

    def reset(self, stores: Tensor) -> None:
        self.old.append(self.keys.clone())
        super().reset(stores)


class WritesHistory(Table):
    """Keeps a history of everything that was ever written, for debugging."""

    def __init__(self, options: Options, ring: Ring) -> None:
        super().__init__(options, ring)
        self.history: list[tuple[int, Tensor]] = []

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        self.history.append((store, keys.clone()))
        super().put(store, slots, keys)


class KeepsQueries(Cells):
    """Keeps all queries since it was made, to learn from them one day."""

    asked: ClassVar[list[NDArray[np.float32]]] = []

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        self.asked.append(queries.copy())
        return super().search(queries, k)


class OpenFile(Scan):
    """Writes its keys to a file without a name at each build, and never closes it."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        number, path = tempfile.mkstemp()
        os.write(number, keys.tobytes())
        os.unlink(path)


class OpenPipes(Table):
    """Makes a pipe at every reset."""

    def reset(self, stores: Tensor) -> None:
        super().reset(stores)
        os.pipe()


class OpenSockets(Scan):
    """Opens a connection for each index, and keeps it in a list of the class."""

    pairs: ClassVar[list[Any]] = []

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.pairs.append(socket.socketpair())


class LeavesFiles(Cells):
    """Saves every index that was trained to a temporary file, which stays."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        with tempfile.NamedTemporaryFile(suffix=".npy", delete=False) as file:
            np.save(file, keys)


class LeavesFolder(Scan):
    """Works in a temporary folder of its own and removes what is in it, but not the folder."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        path = Path(tempfile.mkdtemp()) / "keys"
        path.write_bytes(keys.tobytes())
        path.unlink()


class WritesWhereItStands(Scan):
    """Writes its latest index into whatever folder the process is in."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        Path("index.bin").write_bytes(keys.tobytes())


class PoolOfEach(Scan):
    """Every index of a hundred keys and more has a pool of threads of its own, which nobody ends."""

    pools: ClassVar[list[ThreadPoolExecutor]] = []

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        if len(keys) >= 100:
            self.pools.append(ThreadPoolExecutor(1))
            self.pools[-1].submit(threading.get_ident).result()


class Housekeeper(Scan):
    """A thread looks after each full index for ever, and so neither of the two ends."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        if len(keys) >= 100:
            threading.Thread(target=self.tidy, args=(threading.Event(),), daemon=True).start()

    def tidy(self, needed: threading.Event) -> None:
        needed.wait()


class Serves(Scan):
    """Starts a process for every index and leaves it running."""

    started: ClassVar[list[subprocess.Popen[bytes]]] = []

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        if len(keys) >= 100:
            command = [sys.executable, "-S", "-c", "import time; time.sleep(60)"]
            self.started.append(subprocess.Popen(command, stdin=subprocess.DEVNULL))


class OutlivesItself(Table):
    """Refers to itself from a dictionary of backends by their ring."""

    by_ring: ClassVar[dict[int, Table]] = {}

    def __init__(self, options: Options, ring: Ring) -> None:
        super().__init__(options, ring)
        self.by_ring[id(ring)] = self


class GrowsItsScratch(Table):
    """Makes room for scores once more with each search, and keeps what it had."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        self.rooms = [*getattr(self, "rooms", ()), torch.zeros(queries.shape[1], self.ring.capacity)]
        return super().nearest(queries, k)


FAULTS = (
    Fault(Registered, SEALED, ENDED),
    Fault(ClosedAtExit, OVERWRITING, ENDED),
    Fault(CachedMethod, OVERWRITING, ENDED),
    Fault(CachesAnswers, SEALED, ENDED),
    Fault(KeepsTables, TABLE, ENDED),
    Fault(WritesHistory, TABLE, ENDED),
    Fault(KeepsQueries, SEALED_CELLS, ENDED),
    Fault(OpenFile, SEALED, ENDED),
    Fault(OpenPipes, TABLE, ENDED),
    Fault(OpenSockets, OVERWRITING, ENDED),
    Fault(LeavesFiles, SEALED_CELLS, ENDED),
    Fault(LeavesFolder, OVERWRITING, ENDED),
    Fault(WritesWhereItStands, SEALED, ENDED),
    Fault(PoolOfEach, SEALED, ENDED),
    Fault(Housekeeper, SEALED, ENDED),
    Fault(Serves, SEALED, ENDED),
    Fault(OutlivesItself, TABLE, ENDED),
    Fault(GrowsItsScratch, TABLE, ENDED),
)
