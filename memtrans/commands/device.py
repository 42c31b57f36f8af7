"""The option `--device`, which several commands have."""

from __future__ import annotations

import click

from memtrans.errors import UsageError
from memtrans.memory.guards import usable_device


def check_device(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse a device that torch does not know or that this machine does not have, before anything is read."""
    try:
        usable_device(value)
    except UsageError as error:
        raise click.BadParameter(str(error)) from error
    return value
