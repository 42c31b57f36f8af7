"""Settings of the whole process: what each is now, and how it is put back."""

from __future__ import annotations

import builtins
import gc
import locale
import logging
import math
import os
import random
import signal
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import torch
from torch.nn import functional


class Setting(NamedTuple):
    """`read` gives a value that can be compared and that `write` takes back."""

    read: Callable[[], Any]
    write: Callable[[Any], object]


WATCHED: tuple[ModuleType, ...] = (builtins, math, os, random, time, np, torch, functional)
"""Modules whose functions are everybody's."""

Snapshot = Mapping[str, Any]


def _flushes_denormals() -> bool:
    return float(torch.full((1,), 1e-40) * 0.5) == 0


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _deterministic() -> tuple[bool, bool]:
    return torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()


def _environment() -> dict[str, str]:
    # pytest writes there which test it is in.
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


def _set_environment(values: Mapping[str, str]) -> None:
    for name in _environment().keys() - values.keys():
        del os.environ[name]
    os.environ.update(values)


def _handlers() -> dict[int, Any]:
    return {number: signal.getsignal(number) for number in sorted(signal.valid_signals())}


def _set_handlers(handlers: Mapping[int, Any]) -> None:
    if threading.current_thread() is not threading.main_thread():
        return
    for number, handler in handlers.items():
        if handler is not None and signal.getsignal(number) is not handler:
            with suppress(OSError, ValueError):
                signal.signal(number, handler)


def _logging() -> tuple[int, int, list[logging.Handler]]:
    return logging.root.manager.disable, logging.root.level, list(logging.root.handlers)


def _set_logging(state: tuple[int, int, list[logging.Handler]]) -> None:
    logging.disable(state[0])
    logging.root.setLevel(state[1])
    logging.root.handlers[:] = state[2]


def _set_filters(filters: list[Any]) -> None:
    warnings.filters[:] = filters  # type: ignore[index]


def _set_path(path: list[str]) -> None:
    sys.path[:] = path


def _functions() -> dict[str, Any]:
    """Names that a module had stay what they were; new ones are submodules that were imported since."""
    return {f"{module.__name__}.{name}": value for module in WATCHED for name, value in _callables(module)}


def _callables(module: ModuleType) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in list(vars(module).items()) if callable(value)]


def _set_functions(values: Mapping[str, Any]) -> None:
    for module in WATCHED:
        for name, value in _callables(module):
            before = values.get(f"{module.__name__}.{name}", value)
            if before is not value:
                setattr(module, name, before)


def _set_hooks(hooks: tuple[Any, ...]) -> None:
    sys.stdout, sys.stderr, sys.excepthook, threading.excepthook = hooks


SETTINGS: dict[str, Setting] = {
    "torch's default dtype": Setting(torch.get_default_dtype, torch.set_default_dtype),
    "torch's default device": Setting(torch.get_default_device, torch.set_default_device),
    "torch's precision of products": Setting(torch.get_float32_matmul_precision, torch.set_float32_matmul_precision),
    "whether torch is deterministic": Setting(
        _deterministic, lambda on: torch.use_deterministic_algorithms(on[0], warn_only=on[1])
    ),
    "whether torch takes gradients": Setting(torch.is_grad_enabled, torch.set_grad_enabled),
    "whether torch looks for anomalies": Setting(torch.is_anomaly_enabled, torch.autograd.set_detect_anomaly),
    "torch.get_num_threads()": Setting(torch.get_num_threads, torch.set_num_threads),
    "whether denormal numbers are zero": Setting(_flushes_denormals, torch.set_flush_denormal),
    "numpy's seterr": Setting(np.geterr, lambda states: np.seterr(**states)),
    "numpy's print options": Setting(np.get_printoptions, lambda options: np.set_printoptions(**options)),
    "the environment": Setting(_environment, _set_environment),
    "the current folder": Setting(os.getcwd, os.chdir),
    "the folder of temporary files": Setting(
        lambda: tempfile.tempdir, lambda folder: setattr(tempfile, "tempdir", folder)
    ),
    "the umask": Setting(_umask, os.umask),
    "the locale": Setting(lambda: locale.setlocale(locale.LC_ALL), lambda name: locale.setlocale(locale.LC_ALL, name)),
    "a signal's handler": Setting(_handlers, _set_handlers),
    "the filters of warnings": Setting(lambda: list(warnings.filters), _set_filters),
    "logging's root": Setting(_logging, _set_logging),
    "the recursion limit": Setting(sys.getrecursionlimit, sys.setrecursionlimit),
    "the interval of thread switches": Setting(sys.getswitchinterval, sys.setswitchinterval),
    "the module path": Setting(lambda: list(sys.path), _set_path),
    "the standard streams or hooks": Setting(
        lambda: (sys.stdout, sys.stderr, sys.excepthook, threading.excepthook), _set_hooks
    ),
    "the garbage collector": Setting(gc.isenabled, lambda on: gc.enable() if on else gc.disable()),
    "a function of another library": Setting(_functions, _set_functions),
}
"""By what a message calls them."""

if sys.platform == "linux":
    import resource

    def _open_files() -> tuple[int, int]:
        return resource.getrlimit(resource.RLIMIT_NOFILE)

    SETTINGS["the processors to run on"] = Setting(
        lambda: os.sched_getaffinity(0), lambda processors: os.sched_setaffinity(0, processors)
    )
    SETTINGS["the limit of open files"] = Setting(
        _open_files, lambda limit: resource.setrlimit(resource.RLIMIT_NOFILE, (limit[0], _open_files()[1]))
    )


def snapshot() -> Snapshot:
    """Every setting as it is now."""
    return {name: setting.read() for name, setting in SETTINGS.items()}


def restore(before: Snapshot) -> list[str]:
    """Put back what is different now; gives back a phrase for each setting that was."""
    changed = []
    for name, setting in SETTINGS.items():
        now = _read(setting)
        if _same(before[name], now):
            continue
        setting.write(before[name])
        changed.append(f"{name} went from {_shown(before[name], now)}")
    return changed


@contextmanager
def kept() -> Iterator[None]:
    """Whatever happens inside, settings are afterwards what they were."""
    before = snapshot()
    try:
        yield
    finally:
        restore(before)


def _read(setting: Setting) -> Any:
    try:
        return setting.read()
    except OSError as error:  # a folder that is gone
        return error


def _same(before: Any, now: Any) -> bool:
    if isinstance(before, dict) and isinstance(now, dict) and _is_functions(before):
        return all(now.get(name, value) is value for name, value in before.items())
    return bool(before == now)


def _is_functions(values: Mapping[Any, Any]) -> bool:
    return "builtins.print" in values


def _shown(before: Any, now: Any) -> str:
    """Only what differs, of a long list; both in short."""
    if isinstance(before, dict) and isinstance(now, dict):
        names = [name for name in {**before, **now} if before.get(name) != now.get(name)]
        before, now = ({name: state.get(name) for name in names[:3]} for state in (before, now))
    elif isinstance(before, list) and isinstance(now, list):
        before, now = [x for x in before if x not in now], [x for x in now if x not in before]
    return " to ".join(shown if len(shown := repr(value)) <= 120 else shown[:117] + "…" for value in (before, now))
