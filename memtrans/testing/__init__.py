"""The conformance suite: any backend, ours or a stranger's, is held to the same promises.

    class TestMine(BackendTests):
        backend = "mine"

under pytest, or `memtrans conformance mine`, or `run_conformance("mine")`.
"""

from importlib.util import find_spec

from memtrans.errors import MissingExtra
from memtrans.remedies import pip_install

_missing = [module for module in ("pytest", "hypothesis") if find_spec(module) is None]
if _missing:
    raise MissingExtra(f"memtrans.testing needs {' and '.join(_missing)}. {pip_install('memtrans[testing]')}")

from memtrans.testing.report import Outcome as Outcome  # noqa: E402  checked first, so that the message is ours
from memtrans.testing.report import Report as Report  # noqa: E402
from memtrans.testing.runner import run_conformance as run_conformance  # noqa: E402
from memtrans.testing.suite import BackendTests as BackendTests  # noqa: E402

__all__ = ["BackendTests", "Outcome", "Report", "run_conformance"]
