"""The rings of (key, value) pairs, eviction, and every check that stands around a backend."""

from memtrans.memory.memory import Memory, Observer, Retrieved

__all__ = ["Memory", "Observer", "Retrieved"]
