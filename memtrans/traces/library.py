"""h5py, which the extra `traces` installs: imported when a trace is read or written, and not before."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from memtrans.errors import MissingExtra
from memtrans.remedies import pip_install


def import_h5py() -> Any:
    """The module.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module("h5py")
    except ImportError as error:
        raise MissingExtra(f"A trace needs h5py, which is not installed: {pip_install('memtrans[traces]')}") from error
