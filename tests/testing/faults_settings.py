"""Faults that turn a setting of the whole process, each another one, and do not turn it back."""

from __future__ import annotations

import gc
import locale
import logging
import os
import random
import resource
import signal
import sys
import tempfile
import threading
import warnings
from typing import ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from testing.clean_backends import SEALED, TABLE, Fault, Table
from testing.themes import PROCESS
from torch import Tensor
from toy_indexes import Scan


class Turns(Table):
    """A table that turns a setting whenever it is written to."""

    def write(self, slots: Tensor, keys: Tensor) -> None:
        super().write(slots, keys)
        self.turn()

    def turn(self) -> None: ...


class DefaultDtype(Turns):
    """Makes double the type of all new tensors."""

    def turn(self) -> None:
        torch.set_default_dtype(torch.float64)


class MatmulPrecision(Turns):
    """Lets products be rounded, everybody's."""

    def turn(self) -> None:
        torch.set_float32_matmul_precision("medium")


class Deterministic(Turns):
    """Asks torch for deterministic algorithms only, and so makes others fail."""

    def turn(self) -> None:
        torch.use_deterministic_algorithms(True, warn_only=True)


class NoGradients(Turns):
    """Switches gradients off for whoever calls."""

    def turn(self) -> None:
        torch.set_grad_enabled(False)


class NumpySilent(Turns):
    """Silences NumPy's warnings of divisions and overflows."""

    def turn(self) -> None:
        np.seterr(all="ignore")


class NumpyPrints(Turns):
    """Wants its arrays printed in full."""

    def turn(self) -> None:
        np.set_printoptions(threshold=100_000)


class OnceOnly(Table):
    """Sets what NumPy does about errors at the first search of the process, and never again."""

    done: ClassVar[list[int]] = []

    def search(self, queries: Tensor, k: int) -> Tensor:
        if not self.done:
            self.done.append(1)
            np.seterr(over="raise")
        return super().search(queries, k)


class BackToDefault(Scan):
    """Silences NumPy while it searches, and then sets what is NumPy's default, not what it found."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        np.seterr(all="ignore")
        found = super().search(queries, k)
        np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
        return found


class Environment(Turns):
    """Tells a library through the environment how many threads it may use."""

    def turn(self) -> None:
        os.environ["RAYON_NUM_THREADS"] = str(self.ring.threads)


class PythonSeed(Turns):
    """Seeds Python's own random numbers."""

    def turn(self) -> None:
        random.seed(self.ring.seed)


class MovesAway(Turns):
    """Changes to another folder."""

    def turn(self) -> None:
        os.chdir("/")


class Umask(Turns):
    """Makes new files its owner's alone."""

    def turn(self) -> None:
        os.umask(0o077)


class Locale(Scan):
    """Sets the locale from another place than the caller's."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        locale.setlocale(locale.LC_ALL, "C.UTF-8" if locale.setlocale(locale.LC_ALL) == "C" else "C")


class DeafToInterrupts(Turns):
    """Takes the interrupt for itself, where it may."""

    def turn(self) -> None:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, signal.SIG_IGN)


class NoWarnings(Turns):
    """Filters out all warnings, other people's too."""

    def turn(self) -> None:
        warnings.filterwarnings("ignore", module="somebody")


class LogsLess(Turns):
    """Disables logging up to warnings."""

    def turn(self) -> None:
        logging.disable(logging.WARNING)


class LogsToRoot(Turns):
    """Sets up logging for the whole program."""

    def turn(self) -> None:
        logging.getLogger().addHandler(logging.NullHandler())


class Recursion(Turns):
    """Raises the recursion limit."""

    def turn(self) -> None:
        sys.setrecursionlimit(12_345)


class NoCollection(Turns):
    """Switches the garbage collector off, for speed."""

    def turn(self) -> None:
        gc.disable()


class PathEntry(Turns):
    """Puts a folder of its own in front of the module path."""

    def turn(self) -> None:
        sys.path.insert(0, "/nowhere/vendored")


class TemporaryFolder(Turns):
    """Moves everybody's temporary files."""

    def turn(self) -> None:
        tempfile.tempdir = "/var/tmp"


class OpenFilesLimit(Turns):
    """Changes how many files the process may open."""

    def turn(self) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft - 1, hard))


class Pinned(Turns):
    """Binds the calling thread to one processor."""

    def turn(self) -> None:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


class PatchesTorch(Turns):
    """Replaces a function of torch by one that it likes better."""

    def turn(self) -> None:
        whole = torch.diag

        def diag(*args: Tensor) -> Tensor:
            return whole(*args)

        torch.diag = diag


class Denormals(Turns):
    """Has the processor round the smallest numbers to zero."""

    def turn(self) -> None:
        torch.set_flush_denormal(True)


FAULTS = (
    *(
        Fault(turns, TABLE, PROCESS)
        for turns in (
            *(DefaultDtype, MatmulPrecision, Deterministic, NoGradients, NumpySilent, NumpyPrints, OnceOnly),
            *(Environment, PythonSeed, MovesAway, Umask, DeafToInterrupts, NoWarnings, LogsLess, LogsToRoot),
            *(Recursion, NoCollection, PathEntry, TemporaryFolder, OpenFilesLimit, PatchesTorch, Denormals),
            *((Pinned,) if len(os.sched_getaffinity(0)) > 1 else ()),  # where there is one processor nothing changes
        )
    ),
    *(Fault(turns, SEALED, PROCESS) for turns in (BackToDefault, Locale)),
)
