"""The suite that every backend of memtrans is held to; `memtrans conformance usearch` runs the same checks."""

from memtrans.testing import BackendTests


class TestUsearch(BackendTests):
    backend = "usearch"
