"""The streams of the conformance suite, for the tests of single parts."""

from memtrans.testing.stream import Stream as Stream
from memtrans.testing.workloads import Topics as Topics
from memtrans.testing.workloads import unit as unit
