"""The suite that every backend of memtrans is held to; `memtrans conformance rabitq` runs the same checks."""

from memtrans.testing import BackendTests


class TestRabitq(BackendTests):
    backend = "rabitq"
