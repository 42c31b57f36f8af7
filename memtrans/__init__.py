"""Memorizing transformers over any nearest-neighbour index.

Public names load on first use, so `import memtrans` costs milliseconds and imports neither torch nor an index library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memtrans.memory import Memory as Memory
    from memtrans.model import MemorizingTransformer as MemorizingTransformer
    from memtrans.model import ModelConfig as ModelConfig

__version__ = "0.1.0"

_HOME = {
    "Memory": "memtrans.memory",
    "MemorizingTransformer": "memtrans.model",
    "ModelConfig": "memtrans.model",
}
__all__ = ["MemorizingTransformer", "Memory", "ModelConfig", "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'memtrans' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
