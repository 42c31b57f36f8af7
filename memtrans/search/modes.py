"""The modes of torch that a caller may be in, and how numbers stay what they are in all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import torch


@contextmanager
def ordinary_tensors(device: torch.device) -> Iterator[None]:
    """What is made in here has the types it was made from and can be changed later, whatever mode the caller is in.

    Autocast would turn a backend's products into 16 bits, and a tensor made in inference mode, a buffer that is reused
    among them, cannot be written to outside it.
    """
    ordinary = torch.inference_mode(False) if torch.is_inference_mode_enabled() else nullcontext()
    with ordinary, torch.no_grad(), without_autocast(device):
        yield


def without_autocast(device: torch.device) -> AbstractContextManager[object]:
    """Keeps numbers in their types; costs next to nothing where autocast is off, which entering it again does not."""
    return torch.autocast(device.type, enabled=False) if torch.is_autocast_enabled(device.type) else nullcontext()
