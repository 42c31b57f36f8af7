"""The conformance suite: any backend, ours or a stranger's, is held to the same promises.

    class TestMine(BackendTests):
        backend = "mine"

under pytest, or `memtrans conformance mine`, or `run_conformance("mine")`.
"""

from importlib.util import find_spec

from memtrans.errors import MissingExtra
from memtrans.remedies import pip_install

if find_spec("pytest") is None:
    raise MissingExtra(f"memtrans.testing needs pytest. {pip_install('memtrans[testing]')}")

from memtrans.testing.report import Outcome as Outcome
from memtrans.testing.report import Report as Report
from memtrans.testing.runner import run_conformance as run_conformance
from memtrans.testing.suite import BackendTests as BackendTests

__all__ = ["BackendTests", "Outcome", "Report", "run_conformance"]
