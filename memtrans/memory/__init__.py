"""The rings of (key, value) pairs, eviction, and every check that stands around a backend."""

from memtrans.memory.memory import Memory as Memory
from memtrans.memory.memory import Observer as Observer
from memtrans.memory.memory import Retrieved as Retrieved
