"""h5py, which the extra `traces` installs: imported when a trace is read or written, and not before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from memtrans.errors import MissingExtra
from memtrans.files import hold
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


OVERHEAD = 2**20
"""Bytes of a file besides its numbers: what HDF5 keeps of itself, and texts."""


@contextmanager
def new_hdf5(path: Path, nbytes: int, **settings: Any) -> Iterator[Any]:
    """A file to write, for which the disk is taken first: HDF5 crashes the process where it finds the disk full.

    nbytes: of its numbers, at most.

    Raises:
        OSError: there is not so much.
        MissingExtra: h5py is not installed.
    """
    h5py = import_h5py()
    path.touch()
    hold(path, nbytes + 2 * OVERHEAD)
    with h5py.File(path, "w", **settings) as file:  # which gives back what was taken
        hold(path, nbytes + OVERHEAD)
        yield file
        file.flush()
        length = file.id.get_filesize()
    os.truncate(path, length)
