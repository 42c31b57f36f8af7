"""The option `--device`, which several commands have."""

from __future__ import annotations

import click
import torch


def check_device(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse a device that torch does not know or that this machine does not have, before anything is read."""
    try:
        torch.empty(0, device=value)
    except (RuntimeError, AssertionError) as error:  # the latter: a torch that was built without CUDA
        reason = str(error).splitlines()[0]
        raise click.BadParameter(f"'{value}' cannot be used here ({reason}); try cpu, cuda or cuda:1.") from error
    return value
