"""The rings of (key, value) pairs, eviction, and every check that stands around a backend."""

from memtrans.memory.memory import Memory, Retrieved
from memtrans.memory.observer import Observer

__all__ = ["Memory", "Observer", "Retrieved"]
