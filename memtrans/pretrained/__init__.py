"""Memory for Hugging Face's causal language models, without changing a line of theirs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memtrans.pretrained.attachment import Attachment, attach
    from memtrans.pretrained.cache import MemoryCache

__all__ = ["Attachment", "MemoryCache", "attach"]

_HOMES = {"Attachment": "attachment", "MemoryCache": "cache", "attach": "attachment"}


def __getattr__(name: str) -> Any:
    """Names are looked up when they are used: knowing which models there are takes no transformers."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from memtrans.pretrained.libraries import READING, require_libraries

    require_libraries(READING, "memtrans.pretrained")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
