"""Optuna, which the extra `tune` installs: imported when something is tuned, and not before."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from memtrans.errors import MissingExtra
from memtrans.remedies import pip_install


def import_optuna() -> Any:
    """The module, which says nothing of its own accord.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        optuna = import_module("optuna")
    except ImportError as error:
        raise MissingExtra(f"Tuning needs Optuna, which is not installed: {pip_install('memtrans[tune]')}") from error
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna
