"""What belongs to the whole process, and is put back after foreign code has changed it.

This is against accidents, not against malice: a plug-in is code that its user trusts, and may do anything.
"""

from __future__ import annotations

import io
import logging
import os
import random
import signal
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, TextIO

METHODS = (types.FunctionType, staticmethod, classmethod, property)


class _Setting(NamedTuple):
    """name: for the user. read: comparable by `==`. put_back: takes what `read` gave."""

    name: str
    read: Callable[[], Any]
    put_back: Callable[[Any], object]


@contextmanager
def preserved(changed: list[str]) -> Iterator[None]:
    """In the block all may be changed; afterwards it is as before, and the list says what was not, each once.

    stdout belongs to the command, which may print JSON: what the block writes there goes to stderr.
    """
    before = [(setting, setting.read()) for setting in _settings()]
    ours = _attributes_of_ours()
    found: list[str] = []
    try:
        with _stdout_to_stderr(found):
            yield
    finally:
        for setting, value in before:
            if setting.read() != value:
                setting.put_back(value)
                found.append(setting.name)
        if _put_back_ours(ours):
            found.append("changed memtrans itself")
        changed += [each for each in dict.fromkeys(found) if each not in changed]


def _settings() -> Iterator[_Setting]:
    yield _Setting("changed the working directory", _folder, os.chdir)
    yield _Setting("changed the environment", lambda: dict(os.environ), _put_back_environment)
    yield _Setting("changed Python's random numbers", random.getstate, random.setstate)
    yield _Setting("changed the recursion limit", sys.getrecursionlimit, sys.setrecursionlimit)
    yield _Setting("changed warnings for everybody", lambda: warnings.filters[:], _put_back_filters)
    yield _Setting("changed logging", _logging, _put_back_logging)
    yield _Setting("changed what signals do", _handlers, _put_back_handlers)
    # Whoever imports these first gets what they are when they are new.
    if "numpy" in sys.modules:
        yield from _of_numpy()
    if "torch" in sys.modules:
        yield from _of_torch()


def _folder() -> str:
    try:
        return os.getcwd()
    except FileNotFoundError:  # it was removed meanwhile
        return ""


def _put_back_environment(before: dict[str, str]) -> None:
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)


def _put_back_filters(before: list[Any]) -> None:
    """Filters that name a message or a module stay: libraries have them, and mean their own warnings."""
    new = [each for each in warnings.filters if each not in before and (each[1] is not None or each[3] is not None)]
    warnings.resetwarnings()  # so that Python forgets what it has decided by the filters
    warnings.filters[:] = [*new, *before]  # type: ignore[index]  # typed as a sequence, and a list


def _logging() -> tuple[Any, ...]:
    return logging.root.level, list(logging.root.handlers), logging.root.manager.disable


def _put_back_logging(before: tuple[Any, ...]) -> None:
    level, handlers, disable = before
    logging.root.setLevel(level)
    logging.root.handlers[:] = handlers
    logging.disable(disable)


def _handlers() -> dict[int, Any]:
    return {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}


def _put_back_handlers(before: dict[int, Any]) -> None:
    for number, handler in before.items():
        with suppress(ValueError, TypeError):  # not the main thread, or a handler that is not Python's
            signal.signal(number, handler)


def _of_numpy() -> Iterator[_Setting]:
    import numpy as np

    def read() -> tuple[Any, ...]:
        name, numbers, *rest = np.random.get_state(legacy=True)
        return name, np.asarray(numbers).tobytes(), *rest

    def put_back(state: tuple[Any, ...]) -> None:
        np.random.set_state((state[0], np.frombuffer(state[1], dtype=np.uint32), *state[2:]))

    yield _Setting("changed NumPy's random numbers", read, put_back)
    yield _Setting("changed NumPy's floating-point errors", np.geterr, lambda before: np.seterr(**before))


def _of_torch() -> Iterator[_Setting]:
    import torch

    def put_back_numbers(state: bytes) -> None:
        torch.set_rng_state(torch.frombuffer(bytearray(state), dtype=torch.uint8))

    def put_back_device(device: torch.device) -> None:
        torch.set_default_device(None if device.type == "cpu" else device)

    yield _Setting("changed torch's default device", torch.get_default_device, put_back_device)
    yield _Setting("changed torch's default dtype", torch.get_default_dtype, torch.set_default_dtype)
    yield _Setting("changed torch's number of threads", torch.get_num_threads, torch.set_num_threads)
    yield _Setting("changed whether torch records gradients", torch.is_grad_enabled, torch.set_grad_enabled)
    yield _Setting(
        "changed torch's matmul precision", torch.get_float32_matmul_precision, torch.set_float32_matmul_precision
    )
    yield _Setting(
        "changed whether torch is deterministic",
        torch.are_deterministic_algorithms_enabled,
        torch.use_deterministic_algorithms,
    )
    yield _Setting("changed torch's random numbers", lambda: bytes(torch.get_rng_state().numpy()), put_back_numbers)


def _attributes_of_ours() -> list[tuple[Any, dict[str, Any]]]:
    """What every module of the core holds, and every class its methods."""
    found: list[tuple[Any, dict[str, Any]]] = []
    for name, module in list(sys.modules.items()):
        if name == "memtrans" or name.startswith("memtrans."):
            held = {key: value for key, value in vars(module).items() if not key.startswith("__")}
            found.append((module, held))
            classes = [each for each in held.values() if isinstance(each, type) and each.__module__ == name]
            found += [(each, {k: v for k, v in vars(each).items() if isinstance(v, METHODS)}) for each in classes]
    return found


def _put_back_ours(before: list[tuple[Any, dict[str, Any]]]) -> bool:
    """Whether there was something to be put back; what is new, such as a submodule, stays."""
    changed = [
        (owner, name, value)
        for owner, held in before
        for name, value in held.items()
        if vars(owner).get(name) is not value
    ]
    for owner, name, value in changed:
        setattr(owner, name, value)
    return bool(changed)


class _Diverted(io.TextIOBase):
    """Stands for stdout, and writes to stderr."""

    def __init__(self, stderr: TextIO, noisy: list[str]) -> None:
        self._stderr, self._noisy = stderr, noisy

    def write(self, text: str) -> int:
        self._noisy.append("wrote to stdout")
        return self._stderr.write(text)

    def flush(self) -> None:
        self._stderr.flush()

    def fileno(self) -> int:
        return self._stderr.fileno()


@contextmanager
def _stdout_to_stderr(noisy: list[str]) -> Iterator[None]:
    stdout, stderr = sys.stdout, sys.stderr
    diverted = _Diverted(stderr, noisy)
    sys.stdout = diverted
    try:
        with _file_diverted(stdout):
            yield
    finally:
        if (sys.stdout, sys.stderr) != (diverted, stderr):
            noisy.append("changed sys.stdout or sys.stderr")
        sys.stdout, sys.stderr = stdout, stderr


@contextmanager
def _file_diverted(stdout: TextIO | None) -> Iterator[None]:
    """The same for what libraries in C and child processes write, which know nothing of `sys.stdout`."""
    try:
        if stdout is not None:
            stdout.flush()
        kept = os.dup(1)
        os.dup2(2, 1)
    except OSError:  # there is no stdout, or no stderr
        yield
        return
    try:
        yield
    finally:
        _flush_c()
        os.dup2(kept, 1)
        os.close(kept)


def _flush_c() -> None:
    """Write what the C library still holds back; it would come out at the end of the process."""
    import ctypes

    ctypes.CDLL(None).fflush(None)
